"""What must hold between settings: each rule reads what it needs and is silent when that is faulty itself.

So an analyst sees these faults in the same round as misspelt keys and wrong units.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from youthsim.catalogue.finding import is_file
from youthsim.catalogue.models import BASELINE, DIFFERENCE, Scenario
from youthsim.parameters.declare import SHAPES_THE_TOWN
from youthsim.portable import named_in
from youthsim.scenario.entries import Entry, key_of
from youthsim.scenario.faults import Fault, ScenarioError, choices, nearest, shown
from youthsim.scenario.plain_numbers import thousands_of
from youthsim.scenario.quantities import is_number, read_months, read_share
from youthsim.scenario.uncertain import read_uncertain

SHORTEST_BURN_IN_MONTHS = 60
MOST_SIZES = 127
RARE = 0.001  # a normal has no end; what lies beyond one in a thousand is not held against it
Bounds = tuple[float, float]
ResolvePosterior = Callable[[str | None, Path | None], object]
"""Finds the posterior that a scenario names (None: the bundled one), or raises ScenarioError."""


class Draft:
    """A merged scenario before it is known to be sound."""

    def __init__(self, root: Entry) -> None:
        self.root = root

    def at(self, *path: str | int) -> Entry | None:
        return self.root.find(*path)

    def read(
        self, *path: str | int, by: Callable[[Any], Any] = lambda value: value, default: Any = None
    ) -> Any:
        """The value under these keys; the default when absent, None when it cannot be read."""
        entry = self.root.find(*path)
        if entry is None:
            return default
        try:
            return by(entry.plain())
        except (PydanticCustomError, ValueError, TypeError):
            return None

    def whole(self, *path: str | int) -> int | None:
        """A whole number, or None."""
        value = self.read(*path)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def keys(self, *path: str | int) -> list[str | int]:
        """The keys of a group as they stand; none when it is absent or no group."""
        entry = self.root.find(*path)
        return list(entry.value) if entry and isinstance(entry.value, dict) else []


def _months(draft: Draft, *path: str | int) -> int | None:
    """A duration at the top level, with the default of the scenario's own field."""
    default = next(f.default for f in Scenario.model_fields.values() if f.alias == path[-1])
    return draft.read(*path, by=read_months, default=default)


def cross_faults(root: Entry) -> list[Fault]:
    """Every contradiction between settings of a merged scenario."""
    draft = Draft(root)
    return [fault for rule in RULES for fault in rule(draft)]


def burn_in_long_enough(draft: Draft) -> Iterator[Fault]:
    months = _months(draft, "burn_in")
    if months is not None and months < SHORTEST_BURN_IN_MONTHS and draft.read("burn_in_short") is not True:
        at = draft.root.find("burn_in")
        yield Fault(
            at.at if at else draft.root.at, "burn_in", f"{months} months is too short for the town to settle",
            "at least 60 months; for a test or a quick look add `burn_in_short: true`",
        )  # fmt: skip


def horizon_holds_everything(draft: Draft) -> Iterator[Fault]:
    horizon, clock = _months(draft, "horizon"), _months(draft, "case_clock")
    if horizon is None:
        return
    entry = draft.at("horizon")
    if horizon == 0 and entry:
        yield Fault(entry.at, "horizon", "nothing happens in 0 months", "such as 60 months")
        return
    entry = draft.at("case_clock") or entry
    if clock is not None and entry and not 0 < clock <= horizon:
        yield Fault(entry.at, "case_clock", f"{clock} months do not fit in a horizon of {horizon}",
                    f"1 to {horizon} months")  # fmt: skip
    for arm, row, settings in interventions(draft):
        start = draft.read("arms", arm, "interventions", row, "start", by=read_months, default=0)
        if start is not None and start >= horizon and (at := settings.find("start")):
            yield Fault(
                at.at, f"arms.{arm}.{_kind(settings, row)}.start",
                f"starts in month {start}, when the horizon of {horizon} months is over",
                f"a start before {horizon} months, or a longer horizon",
            )  # fmt: skip


def sizes_can_be_told_apart(draft: Draft) -> Iterator[Fault]:
    """Each household carries the number of its caseload in one byte; beyond that none can be told apart."""
    sizes = draft.at("caseload", "sizes")
    if sizes is not None and isinstance(sizes.value, tuple) and len(sizes.value) > MOST_SIZES:
        what = f"{len(sizes.value)} sizes in one run"
        yield Fault(sizes.value[MOST_SIZES].at, "caseload.sizes", what, f"at most {MOST_SIZES}")


def staffing_carries_a_case(draft: Draft) -> Iterator[Fault]:
    """Posts that are stated, and are too few for one case, would be paid and never serve anybody."""
    for arm, row, settings in interventions(draft):
        posts = draft.read("arms", arm, "interventions", row, "staffing", "fte")
        cases = draft.read("arms", arm, "interventions", row, "staffing", "cases_per_fte")
        entry = settings.find("staffing", "fte")
        if entry and is_number(posts) and is_number(cases) and 0 < posts * cases < 1 - 1e-9:
            yield Fault(
                entry.at, f"arms.{arm}.{_kind(settings, row)}.staffing.fte",
                f"{posts:g} posts of {cases:g} cases each carry no case",
                f"at least {1 / cases:.3g}; left out, as many as the cases need",
            )  # fmt: skip


def target_is_a_size(draft: Draft) -> Iterator[Fault]:
    sizes, target = draft.read("caseload", "sizes"), draft.whole("caseload", "target")
    entry = draft.at("caseload", "target")
    if isinstance(sizes, list) and target is not None and entry and target not in sizes:
        listed = ", ".join(str(size) for size in sizes)
        yield Fault(entry.at, "caseload.target", f"{target} is not among the sizes", f"one of {listed}")


def arms_can_be_compared(draft: Draft) -> Iterator[Fault]:
    entry = draft.at("arms")
    if entry is None or not isinstance(entry.value, dict):
        return
    for name, arm in entry.value.items():
        where = key_of("arms", name)
        if name == DIFFERENCE:
            yield Fault(arm.key_at, where, "this name is kept for alternative minus baseline", "another name")
        elif not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", str(name)):
            yield Fault(arm.key_at, where, f"'{name}' cannot name an arm",
                        "small letters, digits and _, beginning with a letter; free text goes under `label:`",
                        )  # fmt: skip
        elif name != BASELINE and nearest(name, [BASELINE]) and BASELINE not in entry.value:
            yield Fault(arm.key_at, where, "looks like the baseline, misspelt", "did you mean baseline?")
    if not [name for name in entry.value if name != BASELINE]:
        yield Fault(entry.key_at, "arms", "has nothing to compare with the baseline", "at least one more arm")


def approaches_once_per_arm(draft: Draft) -> Iterator[Fault]:
    seen: dict[tuple[str | int, str], int] = {}
    for arm, row, settings in interventions(draft):
        kind = settings.find("kind")
        if kind is None or not isinstance(kind.value, str):
            continue
        first = seen.setdefault((arm, kind.value), kind.at.line)
        if first != kind.at.line:
            yield Fault(kind.at, f"arms.{arm}.{_kind(settings, row)}",
                        f"already stands in this arm, on line {first}", "each approach once")  # fmt: skip


def claim_is_coherent(draft: Draft) -> Iterator[Fault]:
    claim = draft.at("claim")
    if claim is None or not isinstance(claim.value, dict):
        return
    enrolled, reported = draft.whole("claim", "cases_enrolled"), draft.whole("claim", "cases_reported")
    if enrolled is not None and reported is not None and reported > enrolled:
        yield Fault(claim.value["cases_reported"].at, "claim.cases_reported",
                    f"{reported} reported of {enrolled} enrolled", f"at most {enrolled}")  # fmt: skip
    totals = [key for key in ("reported_total", "reported_per_case") if key in claim.value]
    if len(totals) == 0:
        yield Fault(
            claim.key_at,
            "claim",
            "does not say what was printed",
            "add `reported_total:` or `reported_per_case:`",
        )
    if len(totals) == 2:
        yield Fault(
            claim.value[totals[1]].key_at,
            "claim",
            "states both a total and an amount per case",
            "one of the two",
        )
    if draft.read("claim", "estimate") == "threat_minus_actual" and "threat_months" not in claim.value:
        yield Fault(claim.value["estimate"].at, "claim.estimate",
                    "threat_minus_actual needs the months that the threat would have lasted",
                    "add `threat_months: {uniform: [6, 24]}`")  # fmt: skip
    if draft.read("claim", "estimate") == "judged_minus_hours":
        for key, example in (("judged", "{support: €8,000 (2023)}"), ("support_hour", "€75 (2023)")):
            if key not in claim.value:
                yield Fault(claim.value["estimate"].at, "claim.estimate",
                            f"judged_minus_hours needs the source's prices under `{key}`",
                            f"add `{key}: {example}`")  # fmt: skip
    threat = draft.read("claim", "threat_months", by=read_uncertain)
    if threat is not None and threat.support()[0] < 0:
        yield Fault(
            claim.value["threat_months"].at, "claim.threat_months", "can become negative", "from 0 upwards"
        )
    shares = [draft.read("claim", "split", key, by=read_share) for key in draft.keys("claim", "split")]
    if shares and None not in shares and abs(sum(shares) - 1) > 0.011:
        yield Fault(claim.value["split"].key_at, "claim.split", f"adds up to {sum(shares):.0%}", "100%")


RULES: tuple[Callable[[Draft], Iterator[Fault]], ...] = (
    burn_in_long_enough,
    horizon_holds_everything,
    sizes_can_be_told_apart,
    target_is_a_size,
    staffing_carries_a_case,
    arms_can_be_compared,
    approaches_once_per_arm,
    claim_is_coherent,
)


def interventions(draft: Draft) -> Iterator[tuple[str | int, int, Entry]]:
    """Each approach in the draft with its arm and its row."""
    for arm in draft.keys("arms"):
        listed = draft.at("arms", arm, "interventions")
        if listed is not None and isinstance(listed.value, tuple):
            for row, settings in enumerate(listed.value):
                if isinstance(settings.value, dict):
                    yield arm, row, settings


def _kind(settings: Entry, row: int) -> str:
    kind = settings.find("kind")
    return f"interventions.{kind.value if kind else f'item {row + 1}'}"


def parameter_faults(
    root: Entry, known: dict[str, Bounds | None], of_the_town: Collection[str] = ()
) -> Iterator[Fault]:
    """Parameters that the model does not have or an arm may not set, and values outside their range."""
    draft = Draft(root)
    groups: list[tuple[str | int, ...]] = [
        ("parameters",),
        *(("arms", arm, "parameters") for arm in draft.keys("arms")),
    ]
    for group in groups:
        for name in draft.keys(*group):
            entry = root.find(*group, name)
            assert entry is not None
            where = ".".join(map(str, [*group, name]))
            if not isinstance(name, str) or name not in known:
                hint = choices(name, list(known)) or "`youthsim evidence` lists the parameters"
                yield Fault(entry.key_at, where, "the model has no such parameter", hint)
                continue
            if group != ("parameters",) and name in of_the_town:
                yield Fault(entry.key_at, where, SHAPES_THE_TOWN, "set it at the top, under `parameters:`")
                continue
            value, bounds = draft.read(*group, name, by=read_uncertain), known[name]
            if value is not None and bounds is not None:
                low, high = value.quantile(RARE), value.quantile(1 - RARE)
                if low < bounds[0] or high > bounds[1]:
                    yield Fault(entry.at, where, f"{value.describe()} leaves the range of this parameter",
                                f"from {bounds[0]:g} to {bounds[1]:g}")  # fmt: skip


def evidence_faults(root: Entry, known: Iterable[str]) -> Iterator[Fault]:
    """Evidence ids that the register does not hold."""
    known = list(known)
    for where, entry in _named_evidence(root):
        if isinstance(entry.value, str) and entry.value not in known:
            hint = choices(entry.value, known) or "`youthsim evidence` lists the ids"
            yield Fault(entry.at, where, f"no figure has the id '{entry.value}'", hint)


def _named_evidence(root: Entry) -> Iterator[tuple[str, Entry]]:
    """Every id that a claim names, with the key under which it stands."""
    listed, beside = root.find("claim", "evidence"), root.find("claim", "beside")
    if listed is not None and isinstance(listed.value, tuple):
        for row, entry in enumerate(listed.value):
            yield f"claim.evidence.item {row + 1}", entry
    if beside is not None and isinstance(beside.value, tuple):
        for row, _ in enumerate(beside.value):
            if (entry_of_row := root.find("claim", "beside", row, "evidence")) is not None:
                yield f"claim.beside.item {row + 1}.evidence", entry_of_row


def price_faults(root: Entry) -> Iterator[Fault]:
    """A parameter in euros with three digits behind a point: YAML reads 1.600 as 1.6, so it is asked back."""
    from youthsim.parameters import PARAMETERS

    arms = root.find("arms")
    named = [("", root), *((f"arms.{key}.", arm) for key, arm in _mapping(arms).items())]
    for where, part in named:
        for name, entry in _mapping(part.find("parameters")).items():
            if name in PARAMETERS and PARAMETERS[str(name)].unit.startswith("euro"):
                yield from _misread_thousands(entry, f"{where}parameters.{name}")


def _mapping(entry: Entry | None) -> dict[str | int, Entry]:
    return entry.value if entry is not None and isinstance(entry.value, dict) else {}


def _misread_thousands(entry: Entry, where: str) -> Iterator[Fault]:
    if isinstance(entry.value, dict):
        for key, inner in entry.value.items():
            yield from _misread_thousands(inner, f"{where}.{key}")
    elif isinstance(entry.value, tuple):
        for inner in entry.value:
            yield from _misread_thousands(inner, where)
    elif (whole := thousands_of(entry.written)) is not None:
        what = f"{entry.written} is read by YAML as {float(entry.written):g}, and may mean {whole}"
        yield Fault(entry.at, where, what, f"write {whole}, or {entry.written}0")


def margins_faults(root: Entry, folder: Path) -> Iterator[Fault]:
    """A margins file that is not there, or what is wrong in it, told with its own lines and columns.

    Its name counts from the folder of the file that names it; `folder` is the scenario's.
    """
    entry = root.find("place", "margins")
    if entry is None or not isinstance(entry.value, str):
        return
    from youthsim.population.margins import margins_from_file

    file = named_in(folder, entry.value)
    if not is_file(file):
        beside = Path(entry.at.file).parent
        yield Fault(
            entry.at,
            "place.margins",
            f"no file {shown(entry.value)} in {beside}",
            "a path from the folder of the file that names it",
        )
        return
    try:
        margins_from_file(file)
    except ScenarioError as error:
        yield from error.faults


def posterior_faults(root: Entry, path: Path, resolve: ResolvePosterior) -> Iterator[Fault]:
    """A posterior that is not there or is damaged, told at the key that names it."""
    entry = root.find("posterior")
    if entry is not None and not isinstance(entry.value, str):
        return
    try:
        resolve(None if entry is None else str(entry.value), path)
    except ScenarioError as error:
        for fault in error.faults:
            yield fault if entry is None else replace(fault, position=entry.at)
