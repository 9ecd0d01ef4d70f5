"""What must hold within a way of funding, and between its dates and the scenario's."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from youthsim.catalogue.rules import Draft, _months
from youthsim.evidence.money import price_index
from youthsim.funding.budgets import PROVIDER, STOP
from youthsim.funding.rules import INSTRUMENTS, PER_UNIT
from youthsim.funding.settings import BUDGET_SETTINGS, Funding, read_budget
from youthsim.scenario.entries import Entry
from youthsim.scenario.faults import Fault, nearest
from youthsim.scenario.quantities import Money, read_months

Path = tuple[str | int, ...]


def funding_faults(root: Entry) -> list[Fault]:
    """Every contradiction in the regimes of a merged scenario."""
    draft = Draft(root)
    return [
        fault
        for path in _regimes(draft)
        for rule in (says_which_regime, names_services_once, switches_in_time, budget_is_of_one_piece)
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


def budget_is_of_one_piece(draft: Draft, path: Path) -> Iterator[Fault]:
    """Nothing is said of a budget that is not there, and nothing twice or against the way of paying."""
    for where in _with_successor(path):
        said = {name: entry for name in BUDGET_SETTINGS if (entry := draft.at(*where, name)) is not None}
        if "budget" not in said:
            if any(nearest(str(key), ["budget"]) for key in draft.keys(*where)):
                continue  # misspelt, and told as such
            for name, entry in said.items():
                yield Fault(
                    entry.key_at, _words((*where, name)), "says what a budget does, and there is no budget",
                    "add `budget: 85%` (of last year's use) or `budget: €12 million (2024)`",
                )  # fmt: skip
            continue
        yield from _amount_in_known_prices(draft, where, said["budget"])
        yield from _said_for_nothing(draft, where, said)


def _amount_in_known_prices(draft: Draft, where: Path, entry: Entry) -> Iterator[Fault]:
    amount, years = draft.read(*where, "budget", by=read_budget), price_index()
    if isinstance(amount, Money) and amount.price_year not in years:
        yield Fault(
            entry.at, _words((*where, "budget")), f"prices of {amount.price_year} are not known",
            f"a price year from {min(years)} to {max(years)}",
        )  # fmt: skip


def _said_for_nothing(draft: Draft, where: Path, said: dict[str, Entry]) -> Iterator[Fault]:
    """Settings that contradict each other, or that nothing would read."""

    def fault(name: str, what: str, expected: str) -> Fault:
        return Fault(said[name].at, _words((*where, name)), what, expected)

    if "unspent" in said and "corridor" in said:
        yield fault("unspent", "the corridor already says who keeps what is left", "one of the two")
    if "doctors" in said and draft.read(*where, "overrun", default=STOP) != STOP:
        yield fault("doctors", "acts where intake stops, and here it does not", "`overrun: stop`")
    if draft.read(*where, "rules", "budget_ceiling") in ("on", True):
        yield fault("budget", "stands beside a ceiling of last year's use", "no `budget_ceiling` beside it")
    if _payment(draft, where) != PER_UNIT:
        return
    by_unit = "under price times quantity what is not used is not paid, and what is used is"
    if "corridor" in said:
        yield fault("corridor", by_unit, "a regime that pays a sum, a task or a pool; or leave it out")
    if draft.read(*where, "unspent") == PROVIDER:
        yield fault("unspent", by_unit, "`unspent: municipality`, or leave it out")


def _payment(draft: Draft, where: Path) -> str | None:
    """How the regime pays; None while it cannot be read."""
    words = ("kind", *INSTRUMENTS, "rules")
    said = {name: value for name in words if (value := draft.read(*where, name)) is not None}
    try:
        return Funding.model_validate(said).choices()["payment"]
    except ValidationError:
        return None
