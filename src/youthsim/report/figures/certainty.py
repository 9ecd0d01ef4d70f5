"""Figures of certainty and size: the three intervals, what happens as the caseload grows, the town itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from youthsim.report import drawing
from youthsim.report.drawing import Row, box, interval_rows, money_ticks, roomy, sheet, word_ticks
from youthsim.report.figures.setting import empty, figure
from youthsim.report.findings import Findings, SizeFinding, Spread, TownRow
from youthsim.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KINDS = ("monte_carlo", "parameter", "realised")


@figure
def three_intervals(findings: Findings, words: Words) -> Figure:
    """The net social saving with its three intervals, each a different kind of not knowing."""
    title, note = words("intervals.title"), words("intervals.foot", **_context(findings))
    rows = [
        Row(
            words(f"interval.{kind}"),
            findings.intervals[kind],
            colour,
            words.euro_spread(findings.intervals[kind], "\n"),
        )
        for kind, colour in zip(KINDS, (drawing.WITHOUT, drawing.WITH, drawing.REALISED), strict=True)
        if kind in findings.intervals
    ]
    if not rows:
        return empty(words, title, note)
    sheet_ = sheet(1.3 + 0.6 * len(rows), title, note)
    axes = box(sheet_, 0.32, 0.5, 0.735, 0.75)
    interval_rows(axes, rows)
    roomy(axes, [end for row in rows if row.spread for end in row.spread.reach])
    money_ticks(words, axes.xaxis)
    axes.set_xlabel(words("payers.social"))
    return sheet_


def _context(findings: Findings) -> dict[str, int]:
    return {"cases": findings.size, "months": findings.horizon_months, "year": findings.price_year}


@figure
def scale(findings: Findings, words: Words) -> Figure:
    """Money, fidelity and staff against the number of cases; the claim's straight line beside it."""
    title, note = words("scale.title"), words("scale.foot", **_context(findings))
    sizes = findings.by_size
    if not sizes:
        return empty(words, title, note)
    sheet_ = sheet(5.9, title, note)
    places = [(0.105, 0.565), (0.605, 0.565), (0.105, 0.125), (0.605, 0.125)]
    panels = [sheet_.add_axes((left, low, 0.375, 0.305)) for left, low in places]
    _against_size(panels[0], sizes, lambda s: s.net_total, drawing.WITH, words("scale.total"))
    _against_size(panels[1], sizes, lambda s: s.net_per_case, drawing.WITH, words("scale.per_case"))
    _claimed_line(panels[0], panels[1], findings, words)
    for axes in panels[:2]:
        low, high = min(0.0, axes.get_ylim()[0]), max(0.0, axes.get_ylim()[1])
        axes.set_ylim(low, high + 0.14 * (high - low))
        axes.axhline(0, color=drawing.INK, lw=1)
        money_ticks(words, axes.yaxis)
    _against_size(panels[2], sizes, lambda s: s.fidelity, drawing.WITH, words("scale.fidelity"))
    panels[2].set_ylim(0, 1.05)
    word_ticks(words.share, panels[2].yaxis)
    _staff(panels[3], sizes, words)
    word_ticks(words.number, panels[3].yaxis)
    for axes in panels:
        axes.set_xlabel(words("scale.axis"))
        axes.grid(axis="x", visible=False)
    return sheet_


Pick = Callable[[SizeFinding], Spread | None]


def _against_size(
    axes: Axes, sizes: tuple[SizeFinding, ...], pick: Pick, colour: str, title: str, shift: float = 0.0
) -> list[tuple[float, Spread]]:
    """One quantity against size: equally spaced places, so that 6 and 650 both can be read."""
    points = [(place + shift, spread) for place, one in enumerate(sizes) if (spread := pick(one)) is not None]
    for place, spread in points:
        axes.plot([place, place], [spread.p05, spread.p95], color=colour, lw=2.4, solid_capstyle="butt")
        axes.plot(place, spread.mean, "o", ms=6.5, mfc=colour, mec="white")
    axes.plot(
        [place for place, _ in points], [spread.mean for _, spread in points], color=colour, lw=0.8, alpha=0.6
    )
    axes.set_xticks(range(len(sizes)), [str(one.size) for one in sizes])
    axes.set_xlim(-0.45, len(sizes) - 0.55)
    if title:
        axes.set_title(title, fontsize=9.5, pad=7)
    return points


def _claimed_line(total: Axes, per_case: Axes, findings: Findings, words: Words) -> None:
    """What the source's amount per case would give when nothing changed with size."""
    claim = findings.claim
    if claim is None or claim.described != claim.size:  # it speaks of a few of the families, at no size
        return
    total_then = next((step.amount.mean for step in findings.steps_to_horizon if step.step == "E2"), None)
    each = claim.printed_cents / claim.printed_cases if total_then is None else total_then / claim.size
    places = list(range(len(findings.by_size)))
    total.plot(places, [each * one.size for one in findings.by_size], "--", color=drawing.CLAIMED, lw=1.6)
    total.annotate(
        words("scale.claimed"),
        (places[-1], each * findings.by_size[-1].size),
        ha="right",
        va="bottom",
        xytext=(-8, 2),
        textcoords="offset points",
        color=drawing.CLAIMED,
        fontsize=8.6,
        fontweight="bold",
    )
    per_case.axhline(each, ls="--", color=drawing.CLAIMED, lw=1.6)
    per_case.annotate(
        words("scale.claimed"),
        (places[-1], each),
        ha="right",
        va="bottom",
        xytext=(0, 2),
        textcoords="offset points",
        color=drawing.CLAIMED,
        fontsize=8.6,
        fontweight="bold",
    )


def _staff(axes: Axes, sizes: tuple[SizeFinding, ...], words: Words) -> None:
    shown = (
        (lambda s: s.fte_wanted, drawing.WITHOUT, "scale.wanted", -0.14),
        (lambda s: s.fte_filled, drawing.WITH, "scale.filled", 0.0),
        (lambda s: s.fte_displaced, drawing.LOSS, "scale.displaced", 0.14),
    )
    ends = []
    for pick, colour, key, shift in shown:
        points = _against_size(axes, sizes, pick, colour, "", shift)
        if points:
            ends.append((points[-1][1].mean, words(key), colour))
    axes.set_title(words("scale.staff"), fontsize=9.5, pad=7)
    axes.set_ylim(0, 1.45 * axes.get_ylim()[1])  # room for the key
    handles = [axes.plot([], [], "o-", color=colour, label=words_)[0] for _, words_, colour in ends]
    axes.legend(
        handles=handles, frameon=False, fontsize=8.3, loc="upper left", handlelength=1.2, borderaxespad=0.1
    )


@figure
def town(findings: Findings, words: Words) -> Figure:
    """The burned-in community beside its sources: simulated over source, row by row."""
    title, note = words("town.title"), words("town.foot")
    rows = [row for row in findings.town if row.source_value > 0]
    if not rows:
        return empty(words, title, note)
    sheet_ = sheet(1.68 + 0.27 * len(rows), title, note)
    axes = box(sheet_, 0.485, 0.78, 0.775, 0.85)
    interval_rows(axes, [_town_row(row, words, findings.price_year) for row in rows], zero=False)
    for place, row in enumerate(rows):
        middle = row.source_value
        axes.plot(
            [row.source_low / middle, row.source_high / middle],
            [place] * 2,
            color=drawing.SOURCE,
            lw=11,
            alpha=0.75,
            zorder=0.5,
            solid_capstyle="butt",
        )
    axes.axvline(1, color=drawing.INK, lw=1)
    axes.set_xscale("log")
    low, high = 0.4, 2.5
    axes.set_xlim(low, high)
    axes.set_xticks([0.5, 0.7, 1, 1.4, 2], [words.number(tick, 1) for tick in (0.5, 0.7, 1, 1.4, 2)])
    axes.minorticks_off()
    for place, row in enumerate(rows):
        ratio = row.simulated.mean / row.source_value
        if not low <= ratio <= high:
            edge = low * 1.03 if ratio < low else high / 1.03
            axes.plot(edge, place, "<" if ratio < low else ">", ms=7, color=drawing.LOSS)
    axes.set_xlabel(words("town.axis"))
    drawing.head_column(axes, words("town.columns"))
    return sheet_


def _town_row(row: TownRow, words: Words, price_year: int) -> Row:
    middle = row.source_value
    text = (
        f"{words.in_unit(row.simulated.mean, row.unit)} {words('beside')} {words.in_unit(middle, row.unit)}"
    )
    colour = drawing.WITH if row.within else drawing.LOSS
    return Row(
        words.town(row.id, price_year) + ("*" if row.tuned else ""),
        row.simulated.times(1 / middle),
        colour,
        text,
    )
