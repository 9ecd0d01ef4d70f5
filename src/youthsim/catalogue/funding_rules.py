"""What must hold within a way of funding, and between its dates and the scenario's."""

from __future__ import annotations

from collections.abc import Iterator

from youthsim.catalogue.rules import Draft, _months
from youthsim.funding.rules import INSTRUMENTS
from youthsim.scenario.entries import Entry
from youthsim.scenario.faults import Fault
from youthsim.scenario.quantities import read_months

Path = tuple[str | int, ...]


def funding_faults(root: Entry) -> list[Fault]:
    """Every contradiction in the regimes of a merged scenario."""
    draft = Draft(root)
    return [
        fault
        for path in _regimes(draft)
        for rule in (says_which_regime, names_services_once, switches_in_time)
        for fault in rule(draft, path)
    ]


def _regimes(draft: Draft) -> Iterator[Path]:
    """Where a regime may stand: of the scenario and of each arm."""
    yield ("regime",)
    for arm in draft.keys("arms"):
        yield ("arms", arm, "regime")


def _with_successor(path: Path) -> tuple[Path, Path]:
    return path, (*path, "switch", "to")


def _words(path: Path) -> str:
    return ".".join(map(str, path))


def says_which_regime(draft: Draft, path: Path) -> Iterator[Fault]:
    """A kind, or a regime for each instrument."""
    for where in _with_successor(path):
        entry = draft.at(*where)
        if entry is None or not isinstance(entry.value, dict) or "kind" in entry.value:
            continue
        missed = ", ".join(name for name in INSTRUMENTS if name not in entry.value)
        if missed:
            yield Fault(
                entry.at, _words(where), f"does not say which regime holds for {missed}",
                f"add `kind:`, or a regime for each of {', '.join(INSTRUMENTS)}",
            )  # fmt: skip


def names_services_once(draft: Draft, path: Path) -> Iterator[Fault]:
    for where in _with_successor(path):
        listed = draft.at(*where, "services")
        if listed is None or not isinstance(listed.value, tuple):
            continue
        seen: set[str] = set()
        for row, entry in enumerate(listed.value):
            name = entry.value
            if isinstance(name, str):
                if name in seen:
                    yield Fault(entry.at, f"{_words(where)}.services.item {row + 1}",
                                f"{name} is named twice", "each service once")  # fmt: skip
                seen.add(name)


def switches_in_time(draft: Draft, path: Path) -> Iterator[Fault]:
    """A switch and its transition fall within the horizon."""
    horizon = _months(draft, "horizon")
    at = draft.read(*path, "switch", "at", by=read_months)
    lasts = draft.read(*path, "switch", "transition", by=read_months, default=0)
    entry = draft.at(*path, "switch", "at")
    if horizon is None or at is None or entry is None:
        return
    if at >= horizon:
        yield Fault(
            entry.at, _words((*path, "switch", "at")),
            f"month {at} lies beyond the horizon of {horizon} months",
            f"a date before {horizon} months, or a longer horizon",
        )  # fmt: skip
    elif lasts and at + lasts > horizon and (entry := draft.at(*path, "switch", "transition")):
        yield Fault(
            entry.at, _words((*path, "switch", "transition")),
            f"lasts until month {at + lasts}, beyond the horizon of {horizon} months",
            f"at most {horizon - at} months, or a longer horizon",
        )  # fmt: skip
