"""Figure of all arms side by side: a panel per measure, a line per alternative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthsim.experiment.mattering import SMALLEST, Size, size_of, smallest, smallest_money
from youthsim.report.figures.setting import empty, figure
from youthsim.report.figures.threefold import Line, Panel, colour_of, panels, wrapped
from youthsim.report.findings import Findings, Spread
from youthsim.report.pocket_findings import ArmValue, MeasureFinding
from youthsim.report.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DRAWN = (
    "net_saving", "net_saving:municipality_youth", "net_saving:municipality_wmo",
    "net_saving:other_municipalities", "months_waiting", "admin_hours", "cashable_share",
    "professionals_per_helped_household", "high_need_months", "months_absent_from_school", "months_placed",
    "incidents",
)  # fmt: skip


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
        name = wrapped(findings.labels[arm.arm], 22)
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
    if measure.id == "cashable_share":  # a share of what is saved, no difference between shares
        return words.shared(spread)
    text = words.measured_spread(measure.unit, spread)
    return text if measure.good or measure.theme != "cashable" else text.replace("+", "")
