"""Euros, counts and intervals as text, in English and Dutch.

House style: €1.6M in English, €1,6 mln in Dutch; below a million three figures (€53,800 or €53.800), since
more would claim a precision that no simulation has. `exact` prints a figure as its source did.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from youthsim.notation import writing
from youthsim.notation.writing import MINUS, NO_BREAK, in_language

UNKNOWN = "–"
MILLION_CENTS = 100_000_000


def euro(
    cents: float, lang: str = "en", *, exact: bool = False, plus: bool = False, millions: bool | None = None
) -> str:
    """Integer or real cents as a readable amount; with `plus` a gain shows its sign.

    `millions` forces or forbids millions, so that amounts that stand together share a unit; None leaves it
    to the size.
    """
    if not math.isfinite(cents):
        return UNKNOWN
    size = abs(cents)
    if exact:
        text = _thousands(round(size / 100), lang)
    elif in_millions(size) if millions is None else millions:
        text = _millions(size / MILLION_CENTS, lang)
    else:
        text = _thousands(_three_figures(size / 100), lang)
    if not any(digit in text for digit in "123456789"):
        return "€0"
    sign = MINUS if cents < 0 else "+" if plus else ""
    return f"{sign}€{text}"


def in_millions(*cents: float) -> bool:
    """Whether the largest of these amounts is a million or more."""
    return any(abs(one) >= MILLION_CENTS * 0.9995 for one in cents if math.isfinite(one))


def _millions(value: float, lang: str) -> str:
    digits = 2 if value < 0.095 else 1 if value < 99.95 else 0
    return number(value, lang, digits) + (f"{NO_BREAK}mln" if lang == "nl" else "M")


def _three_figures(value: float) -> float:
    if value < 1000:
        return round(value)
    return round(value, -(len(str(int(value))) - 3))


def _thousands(value: float, lang: str) -> str:
    return in_language(f"{value:,.0f}", lang)


def digits_for(*values: float) -> int:
    """How many decimals the largest of these values deserves."""
    size = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    return 0 if size >= 100 or size == 0 else 1 if size >= 1 else 2 if size >= 0.1 else 3


def number(value: float, lang: str = "en", digits: int | None = None, *, plus: bool = False) -> str:
    """A number that is not money. Without `digits`, as many as its size deserves."""
    if not math.isfinite(value):
        return UNKNOWN
    if digits is None:
        digits = digits_for(value)
    return writing.number(value, lang, digits, plus=plus)


def share(value: float, lang: str = "en", digits: int = 0, *, plus: bool = False) -> str:
    """A share of 1 as a percentage."""
    if not math.isfinite(value):
        return UNKNOWN
    return number(100 * value, lang, digits, plus=plus) + "%"


def chance(value: float, lang: str = "en") -> str:
    """A probability from a finite number of draws: never printed as exactly 0% or 100%."""
    if not math.isfinite(value):
        return UNKNOWN
    if value < 0.01:
        return "<1%"
    if value > 0.99:
        return ">99%"
    return share(value, lang)


def between(low: float, high: float, lang: str, written: Callable[[float], str]) -> str:
    """`low to high`, each written by `written`; ends that look alike are printed once."""
    first, last = written(low), written(high)
    if first == last:
        return first
    return f"{first} {'tot' if lang == 'nl' else 'to'} {last}"
