"""Numbers as people print them: a value, and how finely it was printed.

A report that prints 2.2 million for 2,153,360 is not wrong, one that prints 849 for 894 is. To tell them
apart every figure carries its *step*: the width of the interval that its printed form stands for. "0.49"
has step 0.01; "€ 53.834,-" has step 1; "1600000" has step 100,000 (two leading digits are always taken as
meant); "2/3" is exact. docs/notation.md has the table of what is read, refused and asked back.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from youthsim.notation.characters import plain, with_long_dash
from youthsim.notation.faults import NumberFault
from youthsim.notation.numerals import LANGUAGES, MOST_DIGITS, Readings, one_of, readings, whole_of
from youthsim.notation.refusals import why_not
from youthsim.notation.words import EURO, FOREIGN, GLUED, PERCENT, PLURALS, POWERS, any_of, power_of

__all__ = [
    "NumberFault",
    "Printed",
    "Written",
    "count",
    "packed_numbers",
    "parse_number",
    "read",
    "read_within",
    "step_of",
]

_FRACTION = re.compile(r"([+-]?[1-9]\d{0,8}|0)\s*/\s*(\d{1,9})")
_MONEY = rf"(?:{any_of([*GLUED, *EURO, *FOREIGN])})(?![A-Za-z])"
_POWER = rf"(?:{any_of([*POWERS, *PLURALS])})(?![A-Za-z])\.?"
_FORM = re.compile(
    rf"""(?P<outer>\()?\s*(?P<sign>[+-]?)\s*(?P<before>{_MONEY})?\s*(?P<inner>\()?\s*(?P<sign2>[+-]?)\s*
    (?P<digits>[\d.,](?:[\d.,]|[ '_](?=\d))*?)
    (?P<whole>(?:\.|,)(?:--?|=|-=))?
    (?P<close>\))?(?P<minus>\s?-)?(?P<close2>\s*\))?
    \s*(?P<power>{_POWER})?\s*(?P<behind>{_MONEY})?\s*(?P<percent>{any_of(PERCENT)})?(?P<close3>\s*\))?""",
    re.VERBOSE | re.IGNORECASE,
)


_NO_POWER = (0, "")


class Printed(NamedTuple):
    """A printed number. `value` in its own unit (dates: months since year 0); `step`: width of its print."""

    value: float
    step: float


class Written(NamedTuple):
    """A number and what stood beside it: exact, in units of one (percents and millions are applied)."""

    value: Decimal
    step: Decimal
    decimals: int
    in_euros: bool
    scaled: bool
    percent: bool


def step_of(digits: str) -> float:
    """How finely a plain number such as "0.49" or "1600000" was printed."""
    return float(_step(digits))


def _step(digits: str) -> Decimal:
    body = digits.lstrip("+-")
    if "." in body:
        return Decimal(1).scaleb(-len(body.split(".")[1]))
    zeros = len(body) - len(body.rstrip("0"))
    rounded = min(zeros, len(body) - 2)
    return Decimal(1).scaleb(rounded) if rounded >= 2 else Decimal(1)


def parse_number(text: str, lang: str | None = None) -> Printed:
    """Read "53834", "53.834,50", "€ 1.600.000,-", "(4.250,50)", "24 %", "1,6 mln", "2/3".

    lang: the language of the text, "en" or "nl", where it is known; else what means two things is refused,
    such as "53.834" and "53,834". Raises NumberFault with what is wrong and what to write.
    """
    if match := _FRACTION.fullmatch(plain(text)):
        if int(match[2]) == 0:
            raise NumberFault("is a fraction with denominator 0")
        return Printed(int(match[1]) / int(match[2]), 0.0)
    found = read(text, lang)
    return Printed(float(found.value), float(found.step))


def read(text: str, lang: str | None = None) -> Written:
    """A number, exactly, with what stands beside it. Raises NumberFault.

    "1,625 miljoen" has Dutch decimals and "1.625 million" English ones, because the word says the language;
    "1.625 mln" may be either and is refused.
    """
    bare = with_long_dash(plain(text))
    if bare.isdigit() and len(bare) <= MOST_DIGITS and (bare[0] != "0" or bare == "0"):
        return Written(Decimal(bare), _step(bare), 0, False, False, False)
    match = _FORM.fullmatch(bare)
    power_word = match["power"] if match else None
    power, of_word = _NO_POWER if power_word is None else power_of(power_word) or (None, "")
    if match is None or power is None or not re.search(r"\d", match["digits"]):
        raise why_not(bare)
    money = (match["before"] or match["behind"] or "").lower()
    if match["before"] and match["behind"]:
        raise NumberFault("names its currency twice", "€ once")
    if money in FOREIGN:
        raise NumberFault("is not in euros", "an amount in euros")
    if money in GLUED:
        if power:
            raise NumberFault("says its size twice", f"{match['power']} or {money}, not both")
        power = GLUED[money]
    percent = PERCENT.get((match["percent"] or "").lower(), 0)
    if percent and (money or power or match["whole"]):
        raise NumberFault("is a percentage and an amount at once", "one of the two")
    found = readings(match["digits"])
    negative = _negative(match, found, bool(money), power)
    if match["whole"]:
        if power:
            raise NumberFault(
                "says that there are no cents, of an amount in thousands or millions", "€ 1,6 mln"
            )
        digits = whole_of(found)
    else:
        sign = "-" if negative else ""
        behind = "%" if percent == 2 else "‰" if percent else f" {match['power'] or money}" if power else ""
        digits = one_of(found, lang or _decimal_in(found, of_word), around=(sign, behind))
    shift = power - percent
    value = Decimal(digits).scaleb(shift)
    return Written(
        -value if negative else value,
        _step(digits).scaleb(shift),
        len(digits.partition(".")[2]),
        bool(money),
        power > 0,
        percent > 0,
    )


def read_within(text: str, low: Decimal | int, high: Decimal | int) -> Written:
    """As `read`; of two meanings the one within `low` and `high`, where the other is not."""
    try:
        return read(text)
    except NumberFault as fault:
        possible = []
        for lang in LANGUAGES:
            try:
                found = read(text, lang)
            except NumberFault:
                break
            if low <= found.value <= high:
                possible.append(found)
        if len(possible) != 1:
            raise fault from None
        return possible[0]


def _decimal_in(found: Readings, lang: str) -> str | None:
    """The language of a word, where it has a decimal sign there: "1,625 miljoen", and not "1.625 miljoen"."""
    meant = {"en": found.en, "nl": found.nl}.get(lang)
    return lang if meant is not None and "." in meant else None


def _negative(match: re.Match[str], found: Readings, money: bool, power: int) -> bool:
    """Whether the number is below zero, by its sign, by a minus behind it or by parentheses."""
    opened, closed = (
        sum(match[name] is not None for name in names)
        for names in (("outer", "inner"), ("close", "close2", "close3"))
    )
    if opened != closed or opened > 1:
        raise NumberFault("has a parenthesis too many", "(4250.50) for an amount below zero")
    signs = [sign for sign in (match["sign"], match["sign2"]) if sign]
    behind = match["minus"]
    if len(signs) + bool(behind) + opened > 1:
        raise NumberFault("has more than one sign", "one minus, before the number")
    if behind:
        decimals = any(text is not None and "." in text for text in found)
        if match["whole"] or (money and not decimals) or (behind.startswith(" ") and not decimals):
            raise NumberFault("ends in a minus that can mean 'below zero' or 'no cents'",
                              "the minus in front, or ,- for no cents")  # fmt: skip
        if power:
            raise NumberFault("has its minus inside", "the minus in front")
    return bool(behind) or opened == 1 or "-" in signs


def count(text: str) -> int:
    """A whole number of persons, cases or runs, as text. Raises NumberFault: "1.345" may be 1345."""
    found = read(text)
    if found.in_euros or found.percent:
        raise NumberFault("is not a count", "a whole number without a unit")
    if found.value != found.value.to_integral_value():
        raise NumberFault("is not a whole number", f"such as {round(found.value)}")
    return int(found.value)


def packed_numbers(text: str) -> tuple[float, ...]:
    """The numbers of a packed value such as "0.11 vs 0.19" or "6391;6990;7387", in order.

    Years in parentheses are remarks, not values.
    """
    stripped = re.sub(r"\([^)]*\)", " ", text)
    return tuple(float(hit) for hit in re.findall(r"(?<![\w.])[+-]?\d+(?:\.\d+)?(?![\w])", stripped))
