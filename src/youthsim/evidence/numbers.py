"""Numbers as people print them: a value, and how finely it was printed.

A report that prints 2.2 million for 2,153,360 is not wrong, one that prints 849 for 894 is. To tell them
apart every figure carries its *step*: the width of the interval that its printed form stands for. "0.49"
has step 0.01; "€ 53.834" has step 1; "1600000" has step 100,000 (two leading digits are always taken as
meant); "2/3" is exact. A date counts in months, so that a year alone stands for its twelve months.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MONTHS_A_YEAR = 12
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")
_DUTCH = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?|[+-]?\d+,\d+")
_ENGLISH = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_FRACTION = re.compile(r"([+-]?\d+)\s*/\s*(\d+)")
_DATE = re.compile(r"(1[89]|20|21)(\d\d)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


class Printed(NamedTuple):
    """A printed number. `value` in its own unit (dates: months since year 0); `step`: width of its print."""

    value: float
    step: float


class NumberFault(ValueError):
    """The text is not a number that can be read in one way only."""


def step_of(digits: str) -> float:
    """How finely a plain number such as "0.49" or "1600000" was printed."""
    body = digits.lstrip("+-")
    if "." in body:
        return 10.0 ** -len(body.split(".")[1])
    zeros = len(body) - len(body.rstrip("0"))
    rounded = min(zeros, len(body) - 2)
    return 10.0**rounded if rounded >= 2 else 1.0


def parse_number(text: str) -> Printed:
    """Read "53834", "53.834,50", "€ 1.600.000", "24%", "2/3". Raises NumberFault, with the reason, otherwise.

    "53.834" and "53,834" are refused, because they mean two things; so is anything with words in it.
    """
    bare = (
        text.strip().replace("€", "").replace("EUR", "").replace("\u00a0", "").strip().rstrip("-").rstrip(",")
    )
    percent = bare.endswith("%")
    bare = bare.rstrip("%").strip()
    if match := _FRACTION.fullmatch(bare):
        if int(match[2]) == 0:
            raise NumberFault("a fraction with denominator 0")
        return Printed(int(match[1]) / int(match[2]), 0.0)
    if re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", bare):
        whole = re.sub(r"[.,]", "", bare)
        part = bare.replace(",", ".")
        raise NumberFault(f"can be read as {whole} or as {part}: write {whole}, or {part}0 for the fraction")
    if _PLAIN.fullmatch(bare):
        plain = bare
    elif _DUTCH.fullmatch(bare):
        plain = bare.replace(".", "").replace(",", ".")
    elif _ENGLISH.fullmatch(bare):
        plain = bare.replace(",", "")
    else:
        raise NumberFault("not a number (expected for instance 53834, 53834.50, 24% or 2/3)")
    scale = 0.01 if percent else 1.0
    return Printed(float(plain) * scale, step_of(plain) * scale)


def parse_date(text: str) -> Printed:
    """Read 2021, 2021-09 or 2021-09-16 as months since year 0.

    A year alone is its middle, eleven months wide.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise NumberFault("not a date (expected 2021, 2021-09 or 2021-09-16)")
    year = int(match[1] + match[2])
    if match[3] is None:
        return Printed(year * MONTHS_A_YEAR + 5.5, 11.0)
    return Printed(float(year * MONTHS_A_YEAR + int(match[3]) - 1), 0.0)


def show_date(months: float) -> str:
    """Months since year 0 as year-month."""
    whole = round(months)
    return f"{whole // MONTHS_A_YEAR}-{whole % MONTHS_A_YEAR + 1:02d}"


def packed_numbers(text: str) -> tuple[float, ...]:
    """The numbers of a packed value such as "0.11 vs 0.19" or "6391;6990;7387", in order.

    Years in parentheses are remarks, not values.
    """
    stripped = re.sub(r"\([^)]*\)", " ", text)
    return tuple(float(hit) for hit in re.findall(r"(?<![\w.])[+-]?\d+(?:\.\d+)?(?![\w])", stripped))
