"""Figure of all arms side by side: a panel per measure, a line per alternative."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from youthsim.experiment.mattering import SMALLEST, Size, size_of, smallest, smallest_money
from youthsim.report.figures.setting import empty, figure
from youthsim.report.figures.threefold import Line, Panel, colour_of, panels, wrapped
from youthsim.report.findings import Findings, Spread
from youthsim.report.pocket_findings import ArmValue, MeasureFinding, RestsOn
from youthsim.report.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DRAWN = (
    "net_saving", "net_saving:municipality_youth", "net_saving:municipality_wmo",
    "net_saving:other_municipalities", "months_waiting", "admin_hours", "care_paid",
    "professionals_per_helped_household", "high_need_months", "months_absent_from_school", "months_placed",
    "incidents",
)  # fmt: skip
SHARE = "cashable_share"
SAVINGS = {"care_used": "arms.used", "care_paid": "arms.paid"}
RESTING = ("net_saving", "admin_hours")  # whose open sign is explained in words


@figure
def arms(findings: Findings, words: Words) -> Figure:
    """The difference of every alternative from the baseline, measure by measure."""
    found = findings.comparison
    title, note = words("arms.title"), words("arms.foot", **context(findings))
    by_id = {measure.id: measure for measure in found.measures} if found else {}
    shown = [by_id[id_] for id_ in DRAWN if id_ in by_id]
    if not shown:
        return empty(words, title, note)
    return panels(title, note, words, [_panel(measure, findings, words) for measure in shown])


def context(findings: Findings) -> dict[str, object]:
    """What every number of the comparison needs beside it."""
    return {"cases": findings.size, "months": findings.horizon_months, "year": findings.price_year}


def _panel(measure: MeasureFinding, findings: Findings, words: Words) -> Panel:
    lines = []
    for arm in measure.alternatives:
        moved = arm.difference
        assert moved is not None
        name = wrapped(findings.labels[arm.arm], 22, slack=2)
        text = difference(measure, moved.parameter, words).replace(" (", "\n(")
        lines.append(Line(name, moved, colour_of(moved, measure.good, smallest_of(measure, findings)), text))
    return Panel(
        wrapped(measure_name(measure, words), 40), tuple(lines),
        lambda value: words.measured(measure.unit, value), measure.is_money,
    )  # fmt: skip


def smallest_of(measure: MeasureFinding, findings: Findings) -> float:
    """The smallest difference of a measure that matters, in its unit; 0 where any does."""
    level, group = measure.baseline.level.mean, findings.comparison.group if findings.comparison else "town"
    if measure.is_money:
        return smallest_money(findings.programme_cost.mean, level, group)
    return smallest(measure.id, level, findings.size, group) if measure.id in SMALLEST else 0.0


def hardly(measure: MeasureFinding, arm: ArmValue, findings: Findings) -> bool:
    """Whether an alternative makes hardly any difference to a measure."""
    if arm.difference is None or not measure.good:
        return False
    moved = arm.difference.parameter
    size = size_of(moved.mean, moved.p05, moved.p95, smallest_of(measure, findings))
    return arm.difference.touched and size is Size.HARDLY


def measure_name(measure: MeasureFinding, words: Words) -> str:
    """What a measure is called: a payer's saving by the payer, an outcome by its own name."""
    if measure.theme == "payers":
        return words("measure.payer", payer=words.payer(measure.payer))
    key = f"measure.{measure.id}"
    return words(key) if words.has(key) else words.outcome(measure.id)


def difference(measure: MeasureFinding, spread: Spread, words: Words) -> str:
    """`−4.9 (−12.5 to +3.1)` in the measure's own unit; "cannot be said" where no world can."""
    if not spread.known:
        return words("unsaid")
    if measure.is_money:
        return words.euro_spread(spread)
    if measure.id == SHARE:  # a part of a difference, not a difference between parts
        return words.shared(spread)
    return words.measured_spread(measure.unit, spread)


def level(measure: MeasureFinding, words: Words) -> str:
    """What the baseline has: of a saving, what is paid there. A part of a difference has no level."""
    if measure.id == SHARE:
        return ""
    amount = words.measured(measure.unit, measure.baseline.level.mean)
    if measure.theme in ("money", "payers") or measure.id in SAVINGS:
        return words(SAVINGS.get(measure.id, "arms.paid"), amount=amount)
    return amount


def rests(findings: Findings, words: Words) -> list[str]:
    """What open answers rest on, in words: versions that rest on the same parameters in one sentence."""
    said = []
    for measure in findings.comparison.measures if findings.comparison else ():
        if measure.id not in RESTING:
            continue
        alike: dict[RestsOn, list[ArmValue]] = {}
        for arm in measure.alternatives:
            if arm.rests_on.parameters and arm.difference and arm.difference.parameter.spans_zero:
                key = replace(arm.rests_on, share=math.inf)
                alike.setdefault(key, []).append(arm)
        for on, arms_ in alike.items():
            names = [
                words("arms.assumed" if name in on.assumed else "arms.estimated", name=words.parameter(name))
                for name in on.parameters
            ]
            versions = words.listed([f"“{findings.labels[arm.arm]}”" for arm in arms_])
            least = min(arm.rests_on.share for arm in arms_)
            key_ = "arms.rests_one" if len(names) == 1 else "arms.rests"
            said.append(words(
                key_, measure=measure_name(measure, words), versions=versions, n=len(names),
                share=words.share(least), names=words.listed(names),
            ))  # fmt: skip
    return said
