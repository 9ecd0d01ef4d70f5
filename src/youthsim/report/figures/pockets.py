"""Figures of the wrong pockets: who paid and who gained in which year, and what comes free where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from youthsim.report import drawing
from youthsim.report.amounts import in_millions
from youthsim.report.drawing import box, sheet
from youthsim.report.figures.setting import empty, figure
from youthsim.report.figures.threefold import Line, colour_of, draw_lines, few_ticks, key, wrapped
from youthsim.report.findings import Findings
from youthsim.report.pocket_findings import BreakEven, Pocket, Pockets, Three
from youthsim.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW = 0.40
ELSEWHERE = "other_municipalities"  # what they pay less is care that their children do not get: no gain

MANY_YEARS = 6  # beyond it a cell has room for thousands only
LONG = 7  # signs: "−492,000" fills its cell
THOUSAND_EUROS = 100_000  # in cents


@figure
def pockets(findings: Findings, words: Words, arm: int = 0) -> Figure:
    """A row per payer: net per calendar year, over the horizon with three intervals, and break-even.

    arm: which alternative, counted from 0.
    """
    title, note = words("pockets.title"), foot(findings, words, arm)
    if not findings.pockets:
        return empty(words, title, note)
    found = findings.pockets[arm]
    rows = [*found.payers, found.together]
    height = 1.95 + ROW * len(rows)
    sheet_ = sheet(height, title, note)
    key(sheet_, words, 0.46)
    years = box(sheet_, 0.262, 1.02, 0.585, 0.93)
    _cells(years, rows, found, words)
    axes = box(sheet_, 0.612, 1.02, 0.805, 0.93)
    lines = [_line(row, row is found.together, words) for row in rows]
    draw_lines(axes, lines, names=False)
    axes.set_xlabel(words("pockets.axis"), fontsize=8)
    axes.tick_params(axis="x", labelsize=7.8)
    few_ticks(axes, words.euro_like(*axes.get_xlim()))
    for at, text in ((0.612, "pockets.total"), (0.812, "pockets.even")):
        sheet_.text(at, 1 - 0.95 / height, words(text), fontsize=8, color=drawing.QUIET, va="bottom")
    return sheet_


def context(findings: Findings, arm: int = 0) -> dict[str, object]:
    """What every amount needs beside it."""
    name = findings.pockets[arm].arm if findings.pockets else findings.programme
    return {
        "cases": findings.size, "months": findings.horizon_months, "year": findings.price_year,
        "arm": findings.labels.get(name, name),
    }  # fmt: skip


def foot(findings: Findings, words: Words, arm: int = 0) -> str:
    """Below the ledger: what its amounts are about, and in what they are written."""
    return words("pockets.foot", unit=unit_of(findings, words, arm), **context(findings, arm))


def unit_of(findings: Findings, words: Words, arm: int = 0) -> str:
    """What the cells of a ledger are written in, for the words below the figure."""
    if not findings.pockets:
        return ""
    found = findings.pockets[arm]
    amounts = [cents for row in (*found.payers, found.together) for cents in row.net]
    if _crowded(amounts, found.years, words):
        return words("pockets.in_thousands")
    return words("pockets.in_millions" if in_millions(*amounts) else "pockets.in_euros")


def _crowded(amounts: Sequence[float], years: int, words: Words) -> bool:
    """Whether the cells have room for thousands of euros only."""
    in_euros = words.euro_like(*amounts)
    longest = max((len(_small(in_euros(cents))) for cents in amounts), default=0)
    return years > MANY_YEARS or longest > LONG


def _cells(axes: Axes, rows: list[Pocket], found: Pockets, words: Words) -> None:
    """Net per payer and year: blue is less paid, orange more; the shade goes with the largest amount."""
    from matplotlib.patches import Rectangle

    largest = max((abs(cents) for row in rows[:-1] for cents in row.net), default=0.0) or 1.0
    amounts = [cents for row in rows for cents in row.net]
    in_euros = words.euro_like(*amounts)
    crowded = _crowded(amounts, found.years, words)
    written = (lambda cents: words.number(cents / THOUSAND_EUROS, 0)) if crowded else in_euros
    for place, row in enumerate(rows):
        strong = row is found.together
        axes.annotate(
            words("payers.cash") if strong else wrapped(words.payer(row.payer), 26), (0, place),
            xycoords=("axes fraction", "data"), xytext=(-7, 0), textcoords="offset points", ha="right",
            va="center", fontsize=8.6, fontweight="bold" if strong else "normal",
        )  # fmt: skip
        for year, cents in enumerate(row.net):
            shade = min(abs(cents) / largest, 1.0) ** 0.5
            colour = drawing.GAIN if cents > 0 else drawing.LOSS
            colour = drawing.UNCLEAR if row.payer == ELSEWHERE else colour
            axes.add_patch(
                Rectangle((year - 0.48, place - 0.42), 0.96, 0.84, color=colour, alpha=0.5 * shade, lw=0)
            )
            size = 6.4 if crowded else 6.6 if strong else 7
            axes.text(year, place, _small(written(cents)), fontsize=size, ha="center", va="center",
                      fontweight="bold" if strong else "normal")  # fmt: skip
    axes.set_xlim(-0.55, found.years - 0.45)
    axes.set_ylim(len(rows) - 0.45, -0.55)
    names = [str(n + 1) if crowded else words("pockets.year", n=n + 1) for n in range(found.years)]
    axes.set_xticks(range(found.years), names)
    if crowded:
        axes.annotate(
            words("pockets.thousands"), (0, 1), xycoords="axes fraction", xytext=(-7, 5),
            textcoords="offset points", ha="right", fontsize=7.8, color=drawing.QUIET,
        )  # fmt: skip
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", labelsize=7.8)
    axes.set_yticks([])
    axes.grid(visible=False)
    for side in axes.spines.values():
        side.set_visible(False)


def _small(amount: str) -> str:
    """The unit is said by the neighbours: a cell has room for the figures."""
    return amount.replace("\u00a0mln", " m").replace("€", "")


def _line(row: Pocket, strong: bool, words: Words) -> Line:
    good = 0 if row.payer == ELSEWHERE else 1
    return Line("", row.discounted, colour_of(row.discounted, good), said(row.break_even, words), strong)


def said(even: BreakEven, words: Words) -> str:
    """When and how surely a payer breaks even, in words."""
    if even.chance != even.chance:
        return words("even.none")
    chance = words.chance(even.chance)
    if even.year is None:
        return words("even.never", chance=chance)
    return words("even.always" if even.year == 0 else "even.year", chance=chance, year=even.year)


@figure
def catchments(findings: Findings, words: Words, arm: int = 0) -> Figure:
    """What comes free where, and who has it: paid less by the town, used by others, or empty but paid."""
    title, note = words("catchments.title"), words("catchments.foot", **context(findings, arm))
    shown = [c for c in (findings.pockets[arm].catchments if findings.pockets else ()) if _moves(c.parts)]
    if not shown:
        return empty(words, title, note)
    lines: list[Line] = []
    for catchment in shown:
        share = "" if catchment.share != catchment.share else " " + words(
            "catchments.share", share=words.share(catchment.share)
        )  # fmt: skip
        lines.append(Line(words(f"catchment.{catchment.id}") + share, None, drawing.QUIET))
        for part, three in catchment.parts.items():
            if not part.endswith("_saving") and not three.touched:
                continue
            colour = colour_of(three, 1 if part == "cashable_to_town" else 0)
            lines.append(Line(words(f"catchments.{part}"), three, colour, words.euro_spread(three.parameter)))
    height = 1.55 + 0.27 * len(lines)
    sheet_ = sheet(height, title, note)
    key(sheet_, words, 0.46)
    axes = box(sheet_, 0.345, 0.72, 0.685, 0.78)
    draw_lines(axes, lines)
    axes.tick_params(axis="x", labelsize=7.8)
    few_ticks(axes, words.euro_like(*axes.get_xlim()))
    axes.set_xlabel(words("catchments.axis"))
    return sheet_


def _moves(parts: Mapping[str, Three]) -> bool:
    return any(three.touched for three in parts.values())
