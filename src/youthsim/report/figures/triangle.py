"""The value triangle: legitimacy, involvement and return beside each other. Three axes, never one sum.

Legitimacy: rights that are met (a place at school, a decision within the legal term). Involvement: room to
decide, how many people and appointments come, a perspective. Return: what society and public budgets gain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthsim.experiment.mattering import Size, size_of
from youthsim.report import drawing
from youthsim.report.drawing import Row, box, interval_rows, money_ticks, roomy, sheet, word_ticks
from youthsim.report.figures.children import change_row
from youthsim.report.figures.setting import empty, figure, foot
from youthsim.report.findings import Findings, Spread
from youthsim.report.verdict import smallest_net
from youthsim.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CORNERS = {
    "legitimacy": ("share_at_school", "decisions_in_time"),
    "involvement": (
        "share_at_ease_with_help",
        "professionals_per_helped_household",
        "appointments_per_helped_household",
        "share_at_school_or_work",
    ),
}
ROW, HEAD, FOOT, LEFT, RIGHT = 0.32, 0.34, 0.34, 0.360, 0.636  # inches; shares of the width
NARROWEST = 0.05  # an axis of per cents reaches this far both ways, so that a small change looks small


def outcomes_of_corners(findings: Findings) -> dict[str, list]:
    """The outcomes of each corner that this result holds."""
    by_id = {outcome.id: outcome for outcome in findings.outcomes}
    return {
        corner: [by_id[id_] for id_ in ids if id_ in by_id and by_id[id_].baseline.told]
        for corner, ids in CORNERS.items()
    }


@figure
def triangle(findings: Findings, words: Words) -> Figure:
    """Change in rights met and in involvement, in per cent of the baseline; return in euros per case."""
    title, note = words("triangle.title"), foot(findings, words)
    corners = {
        name: [o for o in found if o.baseline.mean > 0]
        for name, found in outcomes_of_corners(findings).items()
    }
    if not any(corners.values()):
        return empty(words, title, note)
    panels: list[tuple[str, list[Row], bool]] = [
        (name, [change_row(outcome, words, findings.size) for outcome in found], False)
        for name, found in corners.items()
        if found
    ]
    panels.append(("return", _return(findings, words), True))
    height = 0.85 + sum(HEAD + FOOT + ROW * len(rows) for _, rows, _ in panels)
    sheet_ = sheet(height, title, note)
    top = 0.42
    for name, rows, money in panels:
        heading = f"{words(f'triangle.{name}')}: {words(f'triangle.axis.{name}')}"
        sheet_.text(0.012, 1 - (top + 0.08) / height, heading, fontsize=9.5, fontweight="bold", va="top")
        top += HEAD
        axes = box(sheet_, LEFT, top, RIGHT, height - top - ROW * len(rows))
        _panel(axes, words, rows, money)
        top += ROW * len(rows) + FOOT
    return sheet_


def _panel(axes: Axes, words: Words, rows: list[Row], money: bool) -> None:
    interval_rows(axes, rows)
    ends = [end for row in rows if row.spread for end in row.spread.reach]
    roomy(axes, ends if money else [*ends, -NARROWEST, NARROWEST])
    if money:
        money_ticks(words, axes.xaxis)
    else:
        word_ticks(lambda value: words.share(value, plus=True), axes.xaxis)
    axes.tick_params(axis="x", labelsize=8)


def _return(findings: Findings, words: Words) -> list[Row]:
    """Per case that takes part, over the horizon; of all residents where only the funding differs."""
    cases = findings.enrolled.mean if findings.enrolled is not None else findings.size
    found: list[tuple[str, Spread]] = [("social", findings.net_social), ("cash", findings.net_cash)]
    rows = []
    for name, spread in found:
        per_case = spread.times(1 / cases) if cases > 0 and not findings.only_funding else spread
        size = size_of(spread.mean, spread.p05, spread.p95, smallest_net(findings))
        colour = drawing.UNCLEAR
        if size is Size.CLEAR:
            colour = drawing.GAIN if spread.mean > 0 else drawing.LOSS
        rows.append(Row(words(f"triangle.{name}"), per_case, colour, words.euro_spread(per_case)))
    return rows
