"""The small formula language of derivations, computed with intervals and units.

A formula is arithmetic over figure ids: `zwo_avoided_total / zwo_cases_completed`,
`sum("gou_case*_cost_after")` (a quoted name with * stands for all ids that match, in order of id). Every
number is carried as an interval, because what is printed as 8.7 may be anything from 8.65 to 8.75, and
with its unit, because euros and hours do not add up. Nothing but the functions below can be called.
"""

from __future__ import annotations

import fnmatch
import math
import statistics
from collections.abc import Callable, Iterable, Mapping

from youthsim.evidence.dutch_faults import in_dutch
from youthsim.evidence.formula_text import (
    Call,
    Chain,
    FormulaFault,
    Id,
    Negative,
    Node,
    Number,
    Pattern,
    Power,
    nodes,
    parse,
)
from youthsim.evidence.register import Figure
from youthsim.evidence.spans import Span, add, divide, fits_unit, multiply, pointwise, power, span, subtract
from youthsim.notation.dates import MONTHS_A_YEAR
from youthsim.notation.units import NONE, UnitFault, dimension

__all__ = ["FUNCTIONS", "FormulaFault", "Span", "evaluate", "fits_unit", "names", "span"]

LARGEST = 1e18
MOST_ITEMS = 20_000


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
    return divide(pointwise(products, sum, "sum"), pointwise(sizes, sum, "sum"))


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


def _npv(rate: Span, *amounts: Span) -> Span:
    """Present value as in Excel: the first amount at the end of year 1, so discounted once."""
    if rate.dim != NONE or not -0.5 < rate.low <= rate.high < 1:
        raise FormulaFault(
            f"npv() at a yearly rate of {rate.value:g} (expected for instance 3% or 0.03)",
            f"npv() met een rente van {rate.value:g} per jaar (verwacht bijvoorbeeld: 3% of 0,03)",
        )
    whole = pointwise(amounts, sum, "npv")

    def at(by: float, edge: str) -> float:
        return math.fsum(getattr(one, edge) / (1 + by) ** year for year, one in enumerate(amounts, start=1))

    rates = (rate.low, rate.value, rate.high)
    return Span(
        at(rate.value, "value"),
        min(at(by, "low") for by in rates),
        max(at(by, "high") for by in rates),
        whole.dim,
    )


FUNCTIONS: dict[str, Callable[..., Span]] = {
    "sum": lambda *many: pointwise(many, sum, "sum"),
    "mean": lambda *many: pointwise(many, statistics.fmean, "mean"),
    "median": lambda *many: pointwise(many, statistics.median, "median"),
    "min": lambda *many: pointwise(many, min, "min"),
    "max": lambda *many: pointwise(many, max, "max"),
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
    "npv": _npv,
    **{name: _in_unit(name) for name in ("hours", "weeks", "months", "years")},
}
DUTCH_FUNCTIONS = {
    "som": "sum", "gemiddelde": "mean", "average": "mean", "mediaan": "median",
    "laagste": "min", "hoogste": "max",
    "aantal": "count", "aandeel": "share", "verhouding": "ratio", "verschil": "difference",
    "verandering": "change", "daling": "fall", "perjaar": "annualise", "gewogen": "weighted", "ncw": "npv",
    "nhw": "npv", "uren": "hours", "weken": "weeks", "maanden": "months", "jaren": "years",
}  # fmt: skip
_OPERATORS = {"+": add, "-": subtract, "*": multiply, "/": divide}


def function_of(name: str) -> str:
    """The English name of a function, however it is typed; unknown names as they are."""
    low = name.casefold()
    return DUTCH_FUNCTIONS.get(low, low)


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
    for node in nodes(parse(formula)):
        if isinstance(node, Id):
            found.append(node.name)
        elif isinstance(node, Pattern):
            found += matching(node.text, figures)
    return list(dict.fromkeys(found))


def evaluate(formula: str, figures: Mapping[str, Figure]) -> Span:
    """Compute a formula over the printed figures. Raises FormulaFault, in words an analyst can act on."""
    try:
        return _one(parse(formula), figures)
    except UnitFault as fault:
        raise FormulaFault(str(fault), in_dutch(fault)) from fault
    except (OverflowError, ZeroDivisionError):
        raise _too_large() from None


def _too_large() -> FormulaFault:
    return FormulaFault("gives a number beyond 10^18", "geeft een getal groter dan 10^18")


def _one(node: Node, figures: Mapping[str, Figure]) -> Span:
    if isinstance(node, Pattern):
        raise FormulaFault(
            "a pattern must stand inside a function such as sum()",
            "een naam met * moet binnen een functie staan, zoals som()",
        )
    result = _computed(node, figures)
    if not all(abs(edge) <= LARGEST for edge in (result.value, result.low, result.high)):
        raise _too_large()
    return result


def _computed(node: Node, figures: Mapping[str, Figure]) -> Span:
    match node:
        case Number(value):
            return Span.of(value)
        case Id(name):
            if name not in figures:
                raise FormulaFault(f"unknown id '{name[:60]}'", f"onbekende naam '{name[:60]}'", unknown=name)
            return span(figures[name])
        case Negative(of):
            return subtract(Span.of(0.0), _one(of, figures))
        case Chain(first, rest):
            total = _one(first, figures)
            for sign, other in rest:
                total = _OPERATORS[sign](total, _one(other, figures))
            return total
        case Power(base, exponent):
            return power(_one(base, figures), _one(exponent, figures))
        case Call(name, arguments):
            return _called(name, arguments, figures)
    raise AssertionError(node)


def _called(name: str, arguments: Iterable[Node], figures: Mapping[str, Figure]) -> Span:
    function = FUNCTIONS.get(function_of(name))
    if function is None:
        raise FormulaFault(
            f"unknown function '{name[:60]}' (known: {', '.join(sorted(FUNCTIONS))})",
            f"onbekende functie '{name[:60]}' (bekend: {', '.join(sorted(DUTCH_FUNCTIONS))})",
        )
    items: list[Span] = []
    for argument in arguments:
        if not isinstance(argument, Pattern):
            items.append(_one(argument, figures))
            continue
        found = matching(argument.text, figures)
        if not found:
            raise FormulaFault(f"no figure matches '{argument.text}'", f"geen naam past op '{argument.text}'")
        items += [span(figures[one]) for one in found]
        if len(items) > MOST_ITEMS:
            raise FormulaFault(
                f"{name}() of more than {MOST_ITEMS} figures", f"{name}() van meer dan {MOST_ITEMS} cijfers"
            )
    try:
        return function(*items)
    except (TypeError, ValueError) as fault:
        if isinstance(fault, (FormulaFault, UnitFault)):
            raise
        raise FormulaFault(
            f"{name}() cannot take {len(items)} figures", f"{name}() kan niet met {len(items)} cijfers"
        ) from fault
