"""Numbers as people print them: a value, and how finely it was printed.

A report that prints 2.2 million for 2,153,360 is not wrong, one that prints 849 for 894 is. To tell them
apart every figure carries its *step*: the width of the interval that its printed form stands for. "0.49"
has step 0.01; "€ 53.834" has step 1; "1600000" has step 100,000 (two leading digits are always taken as
meant); "2/3" is exact.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")
_DUTCH = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?|[+-]?\d+,\d+")
_ENGLISH = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_FRACTION = re.compile(r"([+-]?\d+)\s*/\s*(\d+)")


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


def packed_numbers(text: str) -> tuple[float, ...]:
    """The numbers of a packed value such as "0.11 vs 0.19" or "6391;6990;7387", in order.

    Years in parentheses are remarks, not values.
    """
    stripped = re.sub(r"\([^)]*\)", " ", text)
    return tuple(float(hit) for hit in re.findall(r"(?<![\w.])[+-]?\d+(?:\.\d+)?(?![\w])", stripped))
