"""The small formula language of derivations, computed with intervals and units.

A formula is arithmetic over figure ids: `zwo_avoided_total / zwo_cases_completed`,
`sum("gou_case*_cost_after")` (a quoted name with * stands for all ids that match, in order of id). Every
number is carried as an interval, because what is printed as 8.7 may be anything from 8.65 to 8.75, and
with its unit, because euros and hours do not add up. Nothing but the functions below can be called.
"""

from __future__ import annotations

import ast
import fnmatch
import math
import operator
import statistics
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from youthsim.evidence.register import Figure
from youthsim.notation.dates import MONTHS_A_YEAR
from youthsim.notation.units import NONE, Dimension, UnitFault, dimension, show, times


class FormulaFault(ValueError):
    """The formula cannot be computed: syntax, an unknown id, a figure without a number, unlike units."""


@dataclass(frozen=True, slots=True)
class Span:
    """A number with the bounds that printed rounding leaves open, and its dimension."""

    value: float
    low: float
    high: float
    dim: Dimension = NONE

    @classmethod
    def of(cls, value: float, dim: Dimension = NONE) -> Span:
        return cls(value, value, value, dim)


def span(figure: Figure) -> Span:
    """A figure as printed, with half its printed step to either side.

    Raises FormulaFault when it has no number.
    """
    if figure.value is None:
        raise FormulaFault(f"'{figure.id}' has no number ({figure.text or 'not given'})")
    half = figure.step / 2
    return Span(figure.value, figure.value - half, figure.value + half, dimension(figure.unit))


def _same(left: Span, right: Span, verb: str) -> Dimension:
    # a bare constant in the formula text takes the unit of what it is added to
    if left.dim != right.dim and not (left.low == left.high and left.dim == NONE):
        if right.low == right.high and right.dim == NONE:
            return left.dim
        raise FormulaFault(f"{verb} {show(left.dim)} and {show(right.dim)}")
    return right.dim


def _combine(left: Span, right: Span, how: Callable[[float, float], float], dim: Dimension) -> Span:
    corners = [how(a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    return Span(how(left.value, right.value), min(corners), max(corners), dim)


def add(left: Span, right: Span) -> Span:
    return _combine(left, right, operator.add, _same(left, right, "adds"))


def subtract(left: Span, right: Span) -> Span:
    dim = _same(left, right, "subtracts")
    return _combine(left, right, operator.sub, (("month", 1),) if dim == (("date", 1),) else dim)


def multiply(left: Span, right: Span) -> Span:
    return _combine(left, right, operator.mul, times(left.dim, right.dim))


def divide(left: Span, right: Span) -> Span:
    if right.low <= 0 <= right.high:
        raise FormulaFault("divides by something that may be zero")
    return _combine(left, right, operator.truediv, times(left.dim, right.dim, -1))


def _pointwise(many: Iterable[Span], how: Callable[[list[float]], float], verb: str) -> Span:
    """A statistic that rises with each of its members: computed at the values, the lows and the highs."""
    items = list(many)
    if not items:
        raise FormulaFault(f"{verb}() of nothing")
    for other in items[1:]:
        _same(items[0], other, f"takes the {verb} of")
    return Span(
        how([one.value for one in items]),
        how([one.low for one in items]),
        how([one.high for one in items]),
        items[0].dim,
    )


def _in_unit(name: str) -> Callable[..., Span]:
    dim = dimension(name)

    def attach(number: Span) -> Span:
        """A plain number in this unit; months between dates become years."""
        if number.dim == (("month", 1),) and dim == (("year", 1),):
            year = MONTHS_A_YEAR
            return Span(number.value / year, number.low / year, number.high / year, dim)
        return Span(number.value, number.low, number.high, dim)

    return attach


def _weighted(*pairs: Span) -> Span:
    """Mean of values weighted by sizes: weighted(value1, size1, value2, size2, ...)."""
    values, sizes = pairs[0::2], pairs[1::2]
    products = [multiply(value, size) for value, size in zip(values, sizes, strict=True)]
    return divide(_pointwise(products, sum, "sum"), _pointwise(sizes, sum, "sum"))


def _most_at_once(*dates: Span) -> Span:
    """Largest number of posts filled in any one month, from (start1, end1, ...); end 0: still there."""
    posts = [
        (start.value, end.value or math.inf) for start, end in zip(dates[0::2], dates[1::2], strict=True)
    ]
    return Span.of(max(sum(start <= month <= end for start, end in posts) for month, _ in posts))


def _sign(number: Span) -> Span:
    def of(x: float) -> float:
        return float((x > 0) - (x < 0))

    return Span(of(number.value), of(number.low), of(number.high))


def _annualise(total: Span, duration: Span) -> Span:
    """A total over a duration in months or years, per year, in the unit of the total."""
    years = _in_unit("years")(duration) if duration.dim == (("month", 1),) else duration
    rate = divide(total, Span(years.value, years.low, years.high))
    return Span(rate.value, rate.low, rate.high, total.dim)


FUNCTIONS: dict[str, Callable[..., Span]] = {
    "sum": lambda *many: _pointwise(many, sum, "sum"),
    "mean": lambda *many: _pointwise(many, statistics.fmean, "mean"),
    "median": lambda *many: _pointwise(many, statistics.median, "median"),
    "min": lambda *many: _pointwise(many, min, "min"),
    "max": lambda *many: _pointwise(many, max, "max"),
    "count": lambda *many: Span.of(float(len(many))),
    "share": divide,
    "ratio": divide,
    "difference": subtract,
    "change": lambda before, after: subtract(divide(after, before), Span.of(1.0)),
    "fall": lambda before, after: subtract(Span.of(1.0), divide(after, before)),
    "extrapolate": multiply,
    "annualise": _annualise,
    "weighted": _weighted,
    "sign": _sign,
    "most_at_once": _most_at_once,
    "per_unit": divide,
    **{name: _in_unit(name) for name in ("hours", "weeks", "months", "years")},
}
_OPERATORS = {ast.Add: add, ast.Sub: subtract, ast.Mult: multiply, ast.Div: divide}


def parse(formula: str) -> ast.expr:
    """The syntax tree of a formula. Raises FormulaFault with the column."""
    try:
        return ast.parse(formula.strip(), mode="eval").body
    except SyntaxError as fault:
        raise FormulaFault(f"column {fault.offset}: not a formula ({fault.msg})") from fault


def matching(pattern: str, figures: Mapping[str, Figure]) -> list[str]:
    """Ids that a quoted pattern stands for, in order; those without a number are left out."""
    return [
        name
        for name in sorted(figures)
        if fnmatch.fnmatchcase(name, pattern) and figures[name].value is not None
    ]


def names(formula: str, figures: Mapping[str, Figure]) -> list[str]:
    """Ids that a formula rests on, patterns expanded."""
    found: list[str] = []
    for node in ast.walk(parse(formula)):
        if isinstance(node, ast.Name) and node.id not in FUNCTIONS:
            found.append(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += matching(node.value, figures)
    return list(dict.fromkeys(found))


def evaluate(formula: str, figures: Mapping[str, Figure]) -> Span:
    """Compute a formula over the printed figures. Raises FormulaFault, in words an analyst can act on."""

    def walk(node: ast.expr) -> list[Span]:
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, (int, float))
            and not isinstance(node.value, bool)
        ):
            return [Span.of(float(node.value))]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = matching(node.value, figures)
            if not found:
                raise FormulaFault(f"no figure matches '{node.value}'")
            return [span(figures[name]) for name in found]
        if isinstance(node, ast.Name):
            if node.id not in figures:
                raise FormulaFault(f"unknown id '{node.id}'")
            return [span(figures[node.id])]
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return [subtract(Span.of(0.0), one(node.operand))]
        if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
            return [_OPERATORS[type(node.op)](one(node.left), one(node.right))]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
            function = FUNCTIONS.get(node.func.id)
            if function is None:
                raise FormulaFault(
                    f"unknown function '{node.func.id}' (known: {', '.join(sorted(FUNCTIONS))})"
                )
            arguments = [item for argument in node.args for item in walk(argument)]
            try:
                return [function(*arguments)]
            except (TypeError, ValueError) as fault:
                if isinstance(fault, FormulaFault):
                    raise
                raise FormulaFault(f"{node.func.id}() cannot take {len(arguments)} figures") from fault
        raise FormulaFault("only ids, numbers, + - * / and the listed functions are allowed")

    def one(node: ast.expr) -> Span:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            raise FormulaFault("a pattern must stand inside a function such as sum()")
        return walk(node)[0]

    try:
        return one(parse(formula))
    except UnitFault as fault:
        raise FormulaFault(str(fault)) from fault
