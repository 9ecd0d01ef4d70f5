"""Arithmetic with numbers as they are printed: an interval, a dimension, a scale of print."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from youthsim.evidence.formula_text import FormulaFault
from youthsim.evidence.register import Figure
from youthsim.notation.units import NONE, Dimension, dimension, show, times

LARGEST_POWER = 100


@dataclass(frozen=True, slots=True)
class Span:
    """A number with the bounds that printed rounding leaves open, and its dimension.

    `scaled`: it comes from print in thousands or millions, beside which a bare 500 can mean two amounts.
    """

    value: float
    low: float
    high: float
    dim: Dimension = NONE
    scaled: bool = False

    @classmethod
    def of(cls, value: float, dim: Dimension = NONE) -> Span:
        return cls(value, value, value, dim)

    @property
    def constant(self) -> bool:
        """Whether it is a plain number without print behind it, as in the text of a formula."""
        return self.low == self.high and self.dim == NONE


def span(figure: Figure) -> Span:
    """A figure as printed, with half its printed step to either side.

    Raises FormulaFault when it has no number.
    """
    if figure.value is None:
        text = figure.text
        raise FormulaFault(
            f"'{figure.id}' has no number ({text or 'not given'})",
            f"'{figure.id}' heeft geen getal ({text or 'leeg'})",
        )
    half = figure.step / 2
    scaled = figure.scale != 1
    return Span(figure.value, figure.value - half, figure.value + half, dimension(figure.unit), scaled)


def fits_unit(result: Span, unit: str) -> bool:
    """Whether a result can be the number of a row in this unit; a constant takes the unit of its row."""
    return result.dim == dimension(unit) or result.constant


def _same(left: Span, right: Span, verb: str, dutch: str) -> Dimension:
    # a bare constant in the formula text takes the unit of what it is added to
    if left.dim == right.dim:
        return right.dim
    for constant, other in ((left, right), (right, left)):
        if not constant.constant:
            continue
        if other.scaled and constant.value:
            raise FormulaFault(
                f"{verb} {constant.value:g} and an amount in thousands or millions (give it a row of "
                f"its own, "
                "with its unit)",
                f"{dutch} {constant.value:g} en een bedrag in duizenden of miljoenen (geef het een "
                f"eigen regel, "
                "met zijn eenheid)",
            )
        return other.dim
    pair = show(left.dim), show(right.dim)
    raise FormulaFault(f"{verb} {pair[0]} and {pair[1]}", f"{dutch} {pair[0]} en {pair[1]}")


def _combine(left: Span, right: Span, how: Callable[[float, float], float], dim: Dimension) -> Span:
    corners = [how(a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    scaled = left.scaled or right.scaled
    return Span(how(left.value, right.value), min(corners), max(corners), dim, scaled and dim != NONE)


def add(left: Span, right: Span) -> Span:
    return _combine(left, right, operator.add, _same(left, right, "adds", "telt op:"))


def subtract(left: Span, right: Span) -> Span:
    dim = _same(left, right, "subtracts", "trekt af:")
    return _combine(left, right, operator.sub, (("month", 1),) if dim == (("date", 1),) else dim)


def multiply(left: Span, right: Span) -> Span:
    return _combine(left, right, operator.mul, times(left.dim, right.dim))


def divide(left: Span, right: Span) -> Span:
    if right.low <= 0 <= right.high:
        raise FormulaFault("divides by something that may be zero", "deelt door iets dat nul kan zijn")
    return _combine(left, right, operator.truediv, times(left.dim, right.dim, -1))


def power(base: Span, exponent: Span) -> Span:
    """A power: of something above zero, or by a whole number; the exponent plain or in years."""
    if exponent.dim not in (NONE, (("year", 1),)) or abs(exponent.value) > LARGEST_POWER:
        raise FormulaFault(
            f"a power must be a plain number or years, at most {LARGEST_POWER}",
            f"een macht moet een gewoon getal of een aantal jaren zijn, hoogstens {LARGEST_POWER}",
        )
    whole = exponent.low == exponent.high == int(exponent.value)
    if base.dim and not whole:
        raise FormulaFault(
            f"takes {show(base.dim)} to a power that is not whole",
            f"neemt van {show(base.dim)} een macht die niet heel is",
        )
    if base.low > 0:
        dim: Dimension = NONE
        for _ in range(abs(int(exponent.value)) if base.dim else 0):
            dim = times(dim, base.dim, 1 if exponent.value > 0 else -1)
        return _combine(base, exponent, operator.pow, dim)
    if not whole:
        raise FormulaFault(
            "takes a broken power of something that may be zero or negative",
            "neemt een gebroken macht van iets dat nul of negatief kan zijn",
        )
    result = Span.of(1.0)
    for _ in range(abs(int(exponent.value))):
        result = multiply(result, base)
    return result if exponent.value >= 0 else divide(Span.of(1.0), result)


def pointwise(many: Iterable[Span], how: Callable[[list[float]], float], verb: str) -> Span:
    """A statistic that rises with each of its members: computed at the values, the lows and the highs."""
    items = list(many)
    if not items:
        raise FormulaFault(f"{verb}() of nothing", f"{verb}() van niets")
    for other in items[1:]:
        _same(items[0], other, f"takes the {verb} of", f"neemt {verb}() van")
    return Span(
        how([one.value for one in items]),
        how([one.low for one in items]),
        how([one.high for one in items]),
        items[0].dim,
        any(one.scaled for one in items),
    )
