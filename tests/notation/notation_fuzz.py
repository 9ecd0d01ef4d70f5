"""Mutated texts through every reader: nothing but faults may come out, and no number of another size.

    python tests/notation/notation_fuzz.py --seed 1 --inputs 100000

A text is written from a known value in one of many notations and then damaged: signs are swapped, doubled,
dropped or put elsewhere. What a reader makes of it is held against a reckoning of its own (`sizes`), which
looks only at the separators and the words for thousands and millions.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from pydantic_core import PydanticCustomError

from youthsim.notation.amounts import parse_amount
from youthsim.notation.dates import MONTH_NAMES, parse_date
from youthsim.notation.faults import NotationFault
from youthsim.notation.numbers import parse_number
from youthsim.notation.units import read_unit
from youthsim.scenario.quantities import (
    read_hours_per_week,
    read_money,
    read_months,
    read_rate_per_year,
    read_share,
)

FAULTS = (NotationFault, PydanticCustomError)
SIGNS = " .,-+'’_%‰€()=/:–−—\u00a0\u202f\u2009\u200b\x00\"“eExk0123456789M"
WORDS = (
    "EUR",
    "euro",
    "mln",
    "miljoen",
    "million",
    "k",
    "mld",
    "%",
    "procent",
    "(2024)",
    "€",
    "V",
    "x",
    "k€",
    "m",
)
POWERS = {
    "k": 3, "duizend": 3, "thousand": 3, "m": 6, "mln": 6, "mio": 6, "miljoen": 6, "million": 6, "bn": 9,
    "mld": 9, "mrd": 9, "miljard": 9, "billion": 9, "%": -2, "procent": -2, "percent": -2, "‰": -3,
}  # fmt: skip


def grouped(digits: str, sign: str) -> str:
    return re.sub(r"(?<=\d)(?=(\d{3})+$)", lambda _: sign, digits)


def written(luck: random.Random) -> str:
    """A number in one of the notations that people use."""
    whole = str(
        luck.choice((luck.randrange(10), luck.randrange(1000), luck.randrange(10**7), luck.randrange(10**10)))
    )
    part = "".join(luck.choice("0123456789") for _ in range(luck.choice((0, 0, 1, 2, 2, 3, 4))))
    thousands, decimal = luck.choice(
        ((".", ","), (",", "."), (" ", ","), ("'", "."), ("", "."), ("", ","), ("\u00a0", ","))
    )
    text = grouped(whole, thousands) + (
        decimal + part if part else luck.choice(("", "", "", ",-", ",=", ".-"))
    )
    front, back = luck.choice((("", ""), ("", ""), ("-", ""), ("", "-"), ("(", ")"), ("−", ""), ("+", "")))
    text = front + text + back
    return luck.choice((text, text, f"€ {text}", f"€{text}", f"{text} euro", f"EUR {text}", f"{text}%", f"{text} %",
                        f"{text} mln", f"€ {text} mln.", f"{text} miljoen", f"{text} million", f"{text}k",
                        f"k€ {text}", f"{text} mld EUR"))  # fmt: skip


def damaged(text: str, luck: random.Random) -> str:
    """The text with none to three signs swapped, dropped, doubled, moved or added."""
    for _ in range(luck.choice((0, 1, 1, 2, 3))):
        at = luck.randrange(len(text) + 1)
        match luck.randrange(6):
            case 0:
                text = text[:at] + luck.choice(SIGNS) + text[at:]
            case 1:
                text = text[:at] + text[at + 1 :]
            case 2:
                text = text[:at] + luck.choice(SIGNS) + text[at + 1 :]
            case 3:
                text = text[:at] + text[at : at + 1] + text[at:]
            case 4:
                text = text + luck.choice((" ", "")) + luck.choice(WORDS)
            case _:
                text = luck.choice(WORDS) + luck.choice((" ", "")) + text
    return text


def power_in(words: str) -> int:
    """The power of ten that words and currency signs beside a number stand for."""
    apart = re.sub(r"€|euro?s?(?![a-z])", " ", words.lower())
    return sum(POWERS.get(word, 0) for word in re.findall(r"[a-z]+|%|‰", apart))


def sizes(text: str) -> set[Decimal]:
    """The sizes that a text can have, without its sign: one, two where it is ambiguous, none for nonsense."""
    bare = re.sub(r"[\s\u00a0\u202f\u2009]", " ", text).replace("’", "'")
    bare = re.sub(r"[.,][-–−—=]+", " ", bare)
    found = re.search(r"[.,]?\d[\d.,' _]*", bare)
    if found is None:
        return set()
    power = power_in(bare[: found.start()] + " " + bare[found.end() :])
    digits = found[0].rstrip(" '_.,")
    marks = re.findall(r"[^\d]", digits)
    plain = re.sub(r"[^\d]", "", digits)
    if not marks:
        return {Decimal(plain).scaleb(power)}
    last = digits.rindex(marks[-1])
    tail, head = digits[last + 1 :], digits[:last]
    fraction = Decimal(f"{re.sub('[^0-9]', '', head) or '0'}.{tail}").scaleb(power)
    whole = Decimal(plain).scaleb(power)
    if len(marks) == 1 and marks[0] in ".,":
        both = len(tail) == 3 and 1 <= len(head) <= 3 and head[0] != "0"
        if both and re.search(r"[.,][-–−—=]", text):
            return {whole}
        return {whole, fraction} if both else {fraction}
    if len(set(marks)) == 1:
        return {whole}
    return {fraction}


def number_fault(text: str) -> str:
    """What is wrong with how the number reader takes a text; "" when nothing is."""
    value = Decimal(repr(parse_number(text).value))
    if "/" in text:
        return ""
    possible = sizes(text)
    close = [one for one in possible if abs(abs(value) - one) <= abs(one) * Decimal("1e-12")]
    if not close:
        return f"read as {value}, may be {sorted(possible)}"
    if len(possible) > 1 and not re.search(r"miljo|milli|duizend|thous|miljard|billi", text):
        return f"two sizes, read as {value}"
    signs = re.search(r"^\D*[-−–‐]|\(|[-−–]\W*\D*$", re.sub(r"[.,][-–−—=]+", "", text))
    return "" if (value < 0) <= bool(signs) else f"below zero: {value}"


def amount_fault(text: str) -> str:
    cents = Decimal(parse_amount(text).cents)
    possible = sizes(re.sub(r"\(?\s*(prijspeil\s*)?\d{4}\s*\)?\s*$", "", text))
    return (
        ""
        if any(abs(abs(cents) - 100 * one) <= Decimal("0.5") for one in possible)
        else f"{cents} of {possible}"
    )


def date_fault(text: str) -> str:
    value = parse_date(text)
    year, month = divmod(int(value.value), 12)
    if str(year) not in text:
        return f"the year {year} is not in the text"
    names = [name for name in MONTH_NAMES[month] if name in text.lower()]
    numbers = {int(one) for one in re.findall(r"\d+", text)}
    return "" if value.step or names or month + 1 in numbers else f"the month {month + 1} is not in the text"


def unit_fault(text: str) -> str:
    unit = read_unit(text)
    first = re.split(r"/| per ", text)[0].lower()
    zeros = re.search(r"1[., ']?0[0., ']*", first)
    stated = power_in(first) + (len(re.sub(r"[^0]", "", zeros[0])) if zeros else 0)
    if unit.factor > 1 and not stated:
        return f"a factor of {unit.factor:g} from nowhere"
    return ""


def _no_size(read: Callable[[object], object]) -> Callable[[str], str]:
    def check(text: str) -> str:
        read(text)
        return ""

    return check


def dates_written(luck: random.Random) -> str:
    day, month, year = luck.randrange(1, 32), luck.randrange(1, 14), luck.randrange(1795, 2210)
    name = luck.choice(MONTH_NAMES[luck.randrange(12)])
    sign = luck.choice("-/.")
    return luck.choice((f"{year}", f"{year}-{month:02d}", f"{year}{sign}{month}{sign}{day}", f"{day}{sign}{month}{sign}{year}",
                        f"{day} {name} {year}", f"{name} {year}", f"{day} {name}. {year}"))  # fmt: skip


def units_written(luck: random.Random) -> str:
    scale = luck.choice(
        ("", "", "1000 ", "x € 1.000", "mln ", "k", "M", "mln. ", "duizend ", "bedragen × € 1.000 ")
    )
    base = luck.choice(("EUR", "euro", "€", "kinderen", "hours", "uur", "cases", ""))
    return scale + base + luck.choice(("", "", "/case", "/kind", " per jaar", "/week"))


def quantities_written(luck: random.Random) -> str:
    tail = luck.choice(
        (" months", " jaar", "%", " procent", "% per year", " % per jaar", " uur/week", " (2024)")
    )
    number = f"{luck.randrange(90)}{luck.choice(('', '', ',5', '.25', ',125'))}"
    return ("€" if "(" in tail else "") + number + tail


TARGETS: dict[str, tuple[Callable[[random.Random], str], Callable[[str], str]]] = {
    "numbers": (written, number_fault),
    "amounts": (
        lambda luck: written(luck) + luck.choice((" (2024)", " (prijspeil 2010)", "(2019)")),
        amount_fault,
    ),
    "dates": (dates_written, date_fault),
    "units": (units_written, unit_fault),
    "months": (quantities_written, _no_size(read_months)),
    "shares": (quantities_written, _no_size(read_share)),
    "rates": (quantities_written, _no_size(read_rate_per_year)),
    "hours": (quantities_written, _no_size(read_hours_per_week)),
    "money": (quantities_written, _no_size(read_money)),
}


def fuzz(reader: str, seed: int, inputs: int) -> tuple[Counter[str], list[tuple[str, str]]]:
    """How many texts were read and refused, and what went wrong, with its text."""
    write, check = TARGETS[reader]
    luck = random.Random(f"{reader}:{seed}")
    told: Counter[str] = Counter()
    wrong = []
    for _ in range(inputs):
        text = damaged(write(luck), luck)
        try:
            fault = check(text)
        except FAULTS as refusal:
            told["refused"] += 1
            if not str(refusal).strip():
                wrong.append((text, "refused without a word"))
        except Exception as escape:
            wrong.append((text, repr(escape)))
        else:
            told["read"] += 1
            if fault:
                wrong.append((text, fault))
    return told, wrong


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--inputs", type=int, default=100_000)
    given = asked.parse_args()
    bad = 0
    for reader in TARGETS:
        told, wrong = fuzz(reader, given.seed, given.inputs)
        print(f"{reader:9} {told['read']:7} read {told['refused']:7} refused {len(wrong):4} wrong")
        for text, what in wrong[:12]:
            print(f"    {text!r}: {what}")
        bad += len(wrong)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
