"""What a target may not be: twice of one name, of impossible values or none, or fitted but not observed."""

from __future__ import annotations

from typing import get_args

from youthsim.calibration.measures import MEASURES
from youthsim.calibration.target_schema import LOOK, VALIDATION, Kind
from youthsim.scenario.entries import Entry, key_of
from youthsim.scenario.faults import Fault, choices, shown
from youthsim.scenario.plain_numbers import thousands_of
from youthsim.scenario.quantities import is_share

OBSERVED = "observed"
RATIOS = ("ratio", "correlation", "0-1", "population sd", "sd of stress", "months")
"""Units of measures in which a number with three decimals is no thousand."""
NOT_SEEN = ("estimated_counterfactual", "norm", "guideline", "extrapolation", "assumption")
"""Kinds of figures in the register that nobody observed."""
OF_A_FIGURE = (
    "value", "low", "high", "n", "sd", "price_year", "weight", "discrepancy",
    "source", "kind", "led_to_change",
)  # fmt: skip
"""Keys that say something of a figure, and nothing where there is none."""


def name_faults(entry: Entry, where: str, seen: dict[str, int]) -> list[Fault]:
    """An id that stands twice. `seen`: the line of every id so far; this one is added."""
    name = entry.find("id")
    if name is None or not isinstance(name.value, str):
        return []
    if name.value in seen:
        what = f"'{name.value}' is used twice, first on line {seen[name.value]}"
        return [Fault(name.at, key_of(where, "id"), what, "another id")]
    seen[name.value] = name.at.line
    return []


def value_faults(entry: Entry, where: str) -> list[Fault]:
    """A value that is missing, ends upside down, a value outside its ends, or a share above one."""
    if _only_looked_at(entry):
        return _figure_faults(entry, where)
    value, low, high = (_number(entry, name) for name in ("value", "low", "high"))
    if low is not None and high is not None and low >= high:
        return [_amiss(entry, where, "low", f"{low:g} is not below high ({high:g})", "low < high")]
    if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
        what = f"{value:g} lies outside {shown(low)} to {shown(high)}"
        return [_amiss(entry, where, "value", what, "low ≤ value ≤ high")]
    ends = low is not None and high is not None
    if value is None and not ends and not (_says(entry, "value") or _says(entry, "waits_for")):
        return [Fault(entry.at, where, "gives no value", "`value:`, or both `low:` and `high:`")]
    outcome = entry.find("outcome")
    measure = None if outcome is None else MEASURES.get(str(outcome.value))
    if measure is None or entry.find("filters", "statistic") is not None:
        return []
    if measure.link != "logit":
        return [*_misread(entry, where, measure.unit), *_without_year(entry, where, measure.unit)]
    for name, number in (("value", value), ("low", low), ("high", high)):
        if number is not None and not 0 <= number <= 1:
            return [_amiss(entry, where, name, f"{number:g} is not a share", "0 to 1; 4.3% is 0.043")]
    return []


def _misread(entry: Entry, where: str, unit: str) -> list[Fault]:
    """Counts and amounts that YAML reads a thousand times too small, and percentages of what is no share."""
    out = []
    for name in ("value", "low", "high", "sd"):
        found = entry.find(name)
        if found is None:
            continue
        whole = thousands_of(found.written)
        if whole is not None and unit not in RATIOS:
            what = f"'{found.written}' is read by YAML as {float(found.written):g}, and may mean {whole}"
            out.append(Fault(found.at, key_of(where, name), what, f"write {whole}, or {found.written}0"))
        elif name != "sd" and is_share(found.written or found.value):
            what = f"{shown(found.written or found.value)} is a percentage, of {unit}"
            out.append(Fault(found.at, key_of(where, name), what, "the number itself"))
    return out


def _without_year(entry: Entry, where: str, unit: str) -> list[Fault]:
    """An amount of a source that does not say in prices of which year it stands."""
    if unit != "euro" or _says(entry, "price_year"):
        return []
    return [Fault(entry.at, key_of(where, "price_year"), "an amount has no price year", "`price_year: 2024`")]


def _figure_faults(entry: Entry, where: str) -> list[Fault]:
    """What a row that is only looked at says of a figure, although it has none."""
    what, expected = "says something of a figure, and use: look is for a row without one", "use: validation"
    return [
        _amiss(entry, where, name, what, f"no `{name}:`, or {expected}")
        for name in OF_A_FIGURE
        if _says(entry, name)
    ]


def kind_faults(entry: Entry, where: str, to_fit: bool) -> list[Fault]:
    """What may not be fitted, and sources that the register knows as something else than observed."""
    from youthsim.evidence import load_register

    kind, use = (entry.find(n) for n in ("kind", "use"))
    fit = to_fit and not (use is not None and use.value in (VALIDATION, LOOK))
    if fit and kind is not None and kind.value in get_args(Kind) and kind.value != OBSERVED:
        what = f"a figure of kind {kind.value} is a claim, and only what was observed may be fitted"
        return [Fault(kind.at, key_of(where, "kind"), what, "kind: observed, or use: validation")]
    source = entry.find("source")
    if source is None or _only_looked_at(entry) or (kind is not None and kind.value != OBSERVED):
        return []
    register = load_register().figures
    names = source.value if isinstance(source.value, tuple) else (source,)
    out = []
    for name in names:
        figure = register.get(str(name.value))
        if figure is not None and figure.kind in NOT_SEEN:
            what = f"{name.value} is in the register as {figure.kind}, not as observed"
            expected = f"kind: {figure.kind} (then it cannot be fitted)"
            out.append(Fault(name.at, key_of(where, "source"), what, expected))
        elif figure is None and fit:
            what = f"'{name.value}' is not in the register"
            expected = choices(name.value, tuple(register)) or "`youthsim evidence` lists them"
            out.append(Fault(name.at, key_of(where, "source"), what, expected))
    return out


def _only_looked_at(entry: Entry) -> bool:
    use = entry.find("use")
    return use is not None and use.value == LOOK


def _says(entry: Entry, name: str) -> bool:
    """Whether a key stands there with anything behind it."""
    found = entry.find(name)
    return found is not None and found.value not in (None, "")


def _number(entry: Entry, name: str) -> float | None:
    found = entry.find(name)
    value = found.value if found is not None else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _amiss(entry: Entry, where: str, name: str, what: str, expected: str) -> Fault:
    """A fault in one key of a target; it stands at the target where the key is not written."""
    found = entry.find(name)
    return Fault(found.at if found is not None else entry.at, key_of(where, name), what, expected)
