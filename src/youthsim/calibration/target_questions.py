"""What a target asks of the model: its measure and the filters that narrow it, and what it asks amiss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from youthsim.calibration.filters import FILTERS, Asked
from youthsim.calibration.measures import MEASURES, Measure
from youthsim.scenario.entries import Entry, key_of
from youthsim.scenario.faults import Fault, choices


def question(
    entry: Entry, where: str, defaults: Mapping[str, Any], faults: list[Fault]
) -> tuple[Measure, Asked] | None:
    """The measure and its filters; None when it waits or cannot be understood, with the faults told."""
    outcome, waits = entry.find("outcome"), entry.find("waits_for")
    if outcome is None or not isinstance(outcome.value, str):
        return None
    if waits is not None and waits.value:
        return None
    measure = MEASURES.get(outcome.value)
    if measure is None:
        expected = choices(outcome.value, tuple(MEASURES)) or "`youthsim outcomes` lists them"
        faults.append(
            Fault(outcome.at, key_of(where, "outcome"), f"'{outcome.value}' is not an outcome", expected)
        )
        return None
    chosen: dict[str, Any] = {}
    filters = entry.find("filters")
    for name, value in (filters.value if filters and isinstance(filters.value, dict) else {}).items():
        at = f"{where}.filters.{name}"
        if name not in FILTERS:
            expected = choices(name, tuple(FILTERS)) or f"{measure.id} takes {', '.join(measure.filters)}"
            faults.append(Fault(value.key_at, at, "unknown filter", expected))
        elif name not in measure.filters:
            what = f"cannot narrow {measure.id}"
            faults.append(Fault(value.key_at, at, what, f"it takes {', '.join(measure.filters)}"))
        elif (read := _read_filter(str(name), value, at, faults)) is not None:
            chosen[str(name)] = read
    chosen = {**{n: v for n, v in defaults.items() if n in measure.filters}, **chosen}
    of_cases = "arm" in chosen or "size" in chosen or chosen.get("group", "town") != "town"
    if (measure.needs_scenario or of_cases) and "scenario" not in chosen:
        what = f"{measure.id} asks about a caseload or an arm, and no scenario is named"
        faults.append(Fault(outcome.at, where, what, "filters: {scenario: zwolle-30-40}"))
        return None
    if chosen.get("statistic") in ("difference", "relative_difference") and "arm" not in chosen:
        faults.append(
            Fault(outcome.at, where, "asks for a difference and names no arm", "filters: {arm: ...}")
        )
        return None
    return measure, Asked.of(chosen)


def default_filters(root: Entry, faults: list[Fault]) -> dict[str, Any]:
    """Filters that hold for the whole file."""
    found: dict[str, Any] = {}
    for name in ("place", "scenario"):
        entry = root.find("defaults", name)
        if entry is not None:
            value = _read_filter(name, entry, f"defaults.{name}", faults)
            if value is not None:
                found[name] = value
    return found


def _read_filter(name: str, entry: Entry, where: str, faults: list[Fault]) -> Any:
    from pydantic_core import PydanticCustomError

    try:
        return FILTERS[name].read(entry.plain())
    except PydanticCustomError as error:
        context = error.context or {}
        faults.append(Fault(entry.at, where, str(context.get("what")), str(context.get("expected", ""))))
        return None
