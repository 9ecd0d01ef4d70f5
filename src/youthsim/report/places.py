"""The table over all places: what was claimed, what that way of counting sees in the model, and what is true.

Reads `summary.json` of finished runs, and that of the run without assumed effects beside it where there is
one (`youthsim run PLACE --assumptions-off`). Nothing is simulated here. Amounts are cents at each run's price
level.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from youthsim.evidence.money import price_factor
from youthsim.experiment.few_draws import chance_from
from youthsim.experiment.mattering import Size, size_of, smallest, smallest_money
from youthsim.report.findings import Spread
from youthsim.report.on_assumptions import OnAssumptions, on_assumptions
from youthsim.report.own_outcomes import own_outcomes
from youthsim.report.reading_parts import chance, spread
from youthsim.report.settings_apart import NOT_SAID, apart, settings_of
from youthsim.report.verdict import FEWEST_DRAWS, Verdict, verdict
from youthsim.vocabulary.payers import PAYERS, TOWN_PAYERS

Json = Mapping[str, Any]
ASSUMPTIONS_OFF = "assumptions-off"
MOST_DIFFERENCES = 6  # settings named in the head of a column: more are for `youthsim compare`
FEWEST_CASES = 3  # below it, a mean of cases is an anecdote
HALF = 0.5
HARMS = ("incidents", "offences", "months_absent_from_school", "household_overload")
NOTHING = Spread(math.nan, math.nan, math.nan, math.nan)


@dataclass(frozen=True)
class PlaceFinding:
    """One row of the table: one finished run. Shares and chances 0-1, amounts in cents per case.

    A case is one that takes part: `found` of them on average, of `cases` planned. The payers' amounts and
    those of `net`, `care_saved` and `cash` are totals of the run over `found`, over `horizon_months`. A payer
    may be said to gain or to pay where its size is clear. `fitted_to` is the number of observed figures that
    the parameters were fitted to; 0 for priors.
    """

    name: str
    title: str
    place: str
    label: str
    cases: int
    horizon_months: int
    clock_months: int
    price_year: int
    draws: int
    claimed: float
    audited: float
    cases_reported: int
    printed: bool
    seen: Spread
    seen_untreated: Spread
    true: Spread
    net: Spread
    found: float
    chance_pays: float
    chance_pays_public: float
    passed_by_itself: Spread
    care_saved: Spread
    cash: Spread
    cashable_share: float
    payers: tuple[tuple[str, Spread, Size], ...]
    break_even_month: float
    share_breaking_even: float
    harm: Mapping[str, float]
    hardly: tuple[str, ...]
    on_assumptions: OnAssumptions
    data_cannot_tell: tuple[str, ...]
    verdict: Verdict
    source: str = ""
    title_nl: str = ""
    label_nl: str = ""
    changes: tuple[tuple[str, float, Spread], ...] = ()
    staff: tuple[Spread, Spread] | None = None
    fitted_to: int = 0
    notes: tuple[str, ...] = field(default=())
    folder: str = ""
    differs: tuple[str, ...] = ()

    def label_in(self, lang: str) -> str:
        """What the programme is called; in English where it has no Dutch name."""
        return (lang == "nl" and self.label_nl) or self.label


def read_places(directories: Sequence[Path]) -> list[PlaceFinding]:
    """One finding per finished run, in the given order. Raises FileNotFoundError for a folder without one.

    Runs that would go by the same name say their folder and the settings in which they differ.
    """
    findings = [_read(directory) for directory in directories]
    alike: dict[tuple[object, ...], list[int]] = {}
    for k, one in enumerate(findings):
        alike.setdefault((one.place, one.label, one.cases), []).append(k)
    for rows in (rows for rows in alike.values() if len(rows) > 1):
        asked = [settings_of(directories[k]) for k in rows]
        keys = apart(asked)
        for k, run in zip(rows, asked, strict=True):
            said = tuple(f"{key}: {run.get(key, NOT_SAID)}" for key in keys[:MOST_DIFFERENCES])
            findings[k] = replace(findings[k], differs=(str(directories[k]), *said))
    return findings


def _read(directory: Path) -> PlaceFinding:
    summary = _summary(directory / "summary.json")
    scenario = summary["scenario"]
    off = directory / ASSUMPTIONS_OFF / "summary.json"
    without = _summary(off) if off.is_file() else None
    stages = {row["stage"]: row for row in summary["decomposition"]}
    n = scenario["target"]
    reported, simulated = summary["claim"]["reported"], summary["claim"]["simulated"]
    claimed, audited, seen, untreated, k = math.nan, math.nan, NOTHING, NOTHING, 0
    if reported is not None:
        k = reported["cases_reported"]
        claimed = float(reported["per_case_cents_at_price_level"])
        total, printed_in = (
            reported["audited_total_cents"],
            reported.get("price_year", scenario["price_year"]),
        )
        audited = math.nan
        if total is not None:
            audited = total / k * float(price_factor(printed_in, scenario["price_year"]))
        seen, untreated = spread(simulated["seen_per_case"]), spread(simulated["seen_per_case_untreated"])
    social = summary["outcomes"]["net_social_saving"]["difference"]
    first = next(arm for arm in scenario["arms"] if arm != "baseline")
    joined = _joined(summary, first, n)
    net = spread(social).times(1 / joined)
    least = _smallest_net(summary, first) / joined
    interval = summary["intervals"]["monte_carlo"]["net_social_saving"]["difference"][str(n)]
    pays = summary["chance_it_pays"]
    true = _per_case(stages["E5"], n)
    saved, cash = (each.times(1 / joined) for each in _cashable(summary, first))
    even = summary["payers"]["town_public"]["break_even"]
    return PlaceFinding(
        name=scenario["name"],
        title=scenario["title"],
        place=str(scenario["place"]),
        folder=str(directory),
        label=scenario["arms"][first],
        title_nl=scenario.get("title_nl", ""),
        label_nl=scenario.get("arms_nl", {}).get(first, ""),
        changes=_changes(summary),
        staff=_staff(summary, first, n),
        fitted_to=int((scenario.get("posterior") or {}).get("targets", 0)),
        cases=n,
        horizon_months=scenario["horizon_months"],
        clock_months=stages["E5"]["horizon_months"],
        price_year=scenario["price_year"],
        draws=scenario["draws"],
        claimed=claimed,
        audited=audited,
        cases_reported=k,
        printed=bool(reported is None or reported.get("printed", True)),
        seen=seen,
        seen_untreated=untreated,
        true=true,
        net=net,
        found=joined,
        chance_pays=chance(pays["net_social"]),
        chance_pays_public=chance(pays["town_public"]),
        passed_by_itself=spread(summary["untreated_improvement"]["fall_year_1"]),
        care_saved=saved,
        cash=cash,
        # as in the reports: of a saving that may as well be none there is no part to cash
        cashable_share=cash.mean / saved.mean if saved.p05 > 0 else math.nan,
        payers=_payers(summary["payers"], joined, least, scenario["draws"]),
        break_even_month=chance(even["month"]),
        share_breaking_even=chance_from(chance(even["share_of_draws"]), scenario["draws"]),
        harm={
            name: chance(summary["chance_of_harm"][name]["chance"])
            for name in HARMS
            if name in summary["chance_of_harm"]
        },
        hardly=_hardly(summary, n),
        on_assumptions=on_assumptions(true, summary, without),
        data_cannot_tell=_doubts(reported, simulated, seen, untreated),
        verdict=verdict(
            net,
            chance(pays["net_social"]),
            spread(interval),
            scenario["draws"],
            least,
        ),
    )


def _smallest_net(summary: Json, arm: str) -> float:
    """The smallest net saving of all cases that matters, in cents."""
    outcomes, scenario = summary["outcomes"], summary["scenario"]
    yearly, spent = (
        spread(outcomes.get(name, {}).get(of)).mean
        for name, of in (("cost_per_household_year", "baseline"), ("programme_cost", arm))
    )
    return smallest_money(spent, yearly * scenario["target"] * scenario["horizon_months"] / 12)


def _hardly(summary: Json, cases: int) -> tuple[str, ...]:
    """The harms that differ too little to matter, whatever the chance that they rise."""
    found = []
    for name in HARMS:
        levels = summary["outcomes"].get(name)
        if levels is None:
            continue
        moved = spread(levels["difference"])
        least = smallest(name, chance(levels["baseline"]["mean"]), cases)
        if size_of(moved.mean, moved.p05, moved.p95, least) is Size.HARDLY:
            found.append(name)
    return tuple(found)


def _changes(summary: Json) -> tuple[tuple[str, float, Spread], ...]:
    """What changes for the cases: outcome, its value without the approach, and the difference."""
    rule = summary["scenario"].get("rule", "")
    found = [(name, summary["outcomes"].get(name)) for name in own_outcomes(rule)]
    return tuple(
        (name, chance(levels["baseline"]["mean"]), spread(levels["difference"]))
        for name, levels in found
        if levels
    )


def _staff(summary: Json, arm: str, cases: int) -> tuple[Spread, Spread] | None:
    """Full-time posts wanted and filled; None where the run does not say."""
    staff = summary.get("staffing", {}).get(arm, {}).get(str(cases))
    if not staff:
        return None
    return spread(staff["fte_wanted"]), spread(staff["fte_filled"])


def _summary(path: Path) -> Json:
    if not path.is_file():
        raise FileNotFoundError(path)
    summary = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(summary, dict) or "decomposition" not in summary or "scenario" not in summary:
        raise FileNotFoundError(f"{path} is not a summary of youthsim")
    return summary


def _per_case(row: Json, cases: int) -> Spread:
    ends = (row["total_cents"], row["total_p05"], row["total_p50"], row["total_p95"])
    return Spread(*(chance(end) for end in ends)).times(1 / cases)


def _joined(summary: Json, arm: str, planned: int) -> float:
    """Cases that take part on average; those planned in a run that does not say, or in which nobody does."""
    cases = summary.get("cases", {}).get(arm, {}).get(str(planned), {})
    joined = chance(cases.get("enrolled", {}).get("mean"))
    return joined if joined > 0 else float(planned)


def _cashable(summary: Json, arm: str) -> tuple[Spread, Spread]:
    """Care saved on the cases at tariff, and what the town's public payers pay less for care, in cents.

    NaN in a run without `comparison`.
    """
    by_id = {
        row["id"]: row["arms"][arm]["difference"]["parameter"]
        for row in summary.get("comparison", {}).get("measures", ())
    }
    return spread(by_id.get("care_used")), spread(by_id.get("care_paid"))


def _payers(section: Json, cases: float, least: float, draws: int) -> tuple[tuple[str, Spread, Size], ...]:
    """What each budget of the town gains (above 0) or pays per case, largest first, and what may be said.

    `least` is the smallest amount that matters, that of the net saving; a budget that differs by hardly that
    is left out. From fewer draws than a verdict asks, nothing is clear.
    """
    kept = []
    for name in (PAYERS[number].id for number in TOWN_PAYERS):
        found = spread(section.get(name)).times(1 / cases)
        size = size_of(found.mean, found.p05, found.p95, least)
        if found.known and size is not Size.HARDLY:
            kept.append((name, found, size if draws >= FEWEST_DRAWS else Size.OPEN))
    return tuple(sorted(kept, key=lambda one: -one[1].mean))


def _doubts(
    reported: Json | None, simulated: Json | None, seen: Spread, untreated: Spread
) -> tuple[str, ...]:
    """Why the source's own data cannot tell; empty when they can.

    They can when somebody was compared with, three cases or more carry the amount, and so many real cases
    show more than chance shows of nothing. Hence the doubts:
    no_comparison: before and after, or a judged threat, of chosen cases; nobody saw the alternative.
    few: fewer than three reported cases.
    nothing_done: its way of counting finds at least half as much on cases for whom nothing is done. Not asked
    where cases were compared: what passes by itself, passes in both groups.
    chance: the realised interval of so many real cases holds zero.
    """
    if reported is None or simulated is None:
        return ("no_claim",)
    found = []
    compared = reported.get("comparison", "none") != "none"
    if not compared:
        found.append("no_comparison")
    if reported["cases_reported"] < FEWEST_CASES:
        found.append("few")
    if not compared and seen.known and seen.mean > 0 and untreated.mean >= HALF * seen.mean:
        found.append("nothing_done")
    realised = simulated["seen_per_case"]["intervals"]["realised"]
    if realised["p05"] is None or realised["p05"] <= 0:
        found.append("chance")
    return tuple(found)


def as_json(findings: Sequence[PlaceFinding]) -> list[dict[str, Any]]:
    """The table as plain values: cents, shares, None for what is not known."""

    def plain(value: Any) -> Any:
        if isinstance(value, float):
            return value if math.isfinite(value) else None
        if isinstance(value, Spread):
            return {end: plain(getattr(value, end)) for end in ("mean", "p05", "p50", "p95")}
        if isinstance(value, OnAssumptions):
            return {"share": plain(value.share), "draws": value.draws, "open": value.open_}
        if isinstance(value, Mapping):
            return {key: plain(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [plain(inner) for inner in value]
        return value if isinstance(value, bool | int) else str(value)

    return [
        {
            name: plain(getattr(one, name))
            for name in one.__dataclass_fields__
            if name not in ("source", "notes")
        }
        | {"unit": "cents per case"}
        for one in findings
    ]
