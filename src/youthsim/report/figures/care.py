"""Figures of care over time: how many children are where, their paths, and who comes to the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from youthsim.report import drawing
from youthsim.report.drawing import box, label_ends, over_time, sheet, word_ticks, year_axis
from youthsim.report.figures.setting import empty, figure, foot
from youthsim.report.findings import Findings
from youthsim.report.words import Words
from youthsim.vocabulary.paths import PATHS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def _arms(findings: Findings) -> tuple[tuple[str, str, str], ...]:
    return (
        (findings.baseline, "arm.without", drawing.WITHOUT),
        (findings.programme, "arm.with", drawing.WITH),
    )


@figure
def occupancy(findings: Findings, words: Words) -> Figure:
    """Children of the caseload in each state, month by month, with and without."""
    title, note = words("occupancy.title"), foot(findings, words)
    panels = list(findings.occupancy)
    if not panels:
        return empty(words, title, note)
    across = 2
    down = -(-len(panels) // across)
    height = 0.95 + 2.15 * down
    sheet_ = sheet(height, title, note)
    for number, outcome in enumerate(panels):
        row, column = divmod(number, across)
        left = 0.055 + 0.5 * column
        axes = sheet_.add_axes((left, 1 - (0.78 + 2.15 * row + 1.45) / height, 0.325, 1.45 / height))
        _panel(axes, findings, words, findings.occupancy[outcome], words(f"state.{outcome}"))
        if row < down - 1 and number + across < len(panels):
            axes.set_xlabel("")
    return sheet_


def _panel(axes: Axes, findings: Findings, words: Words, by_arm, title: str) -> None:
    ends, top = [], 0.0
    for arm, key, colour in _arms(findings):
        if arm not in by_arm:
            continue
        series = by_arm[arm]
        over_time(axes, series, colour, len(series.mean))
        ends.append((float(series.mean[-1]), words(key), colour))
        top = max(top, float(np.nanmax(np.fmax(series.p95, series.mean))))
    axes.set_ylim(0, top * 1.08 or 1)
    word_ticks(lambda value: words.number(value, 0 if top > 4 else 1), axes.yaxis, 4)
    year_axis(axes, findings.horizon_months, words("axis.years"))
    axes.set_title(title, fontsize=9.5, pad=6)
    label_ends(axes, ends, findings.horizon_months / 12, gap=0.12)


@figure
def professionals(findings: Findings, words: Words) -> Figure:
    """Distinct workers per household of the caseload in the past three months."""
    title, note = words("professionals.title"), foot(findings, words)
    if not findings.professionals:
        return empty(words, title, note)
    sheet_ = sheet(3.3, title, note)
    axes = box(sheet_, 0.06, 0.62, 0.83, 0.78)
    _panel(axes, findings, words, findings.professionals, "")
    axes.set_title(words("professionals.axis"), fontsize=8.6, fontweight="normal", color=drawing.QUIET, pad=5)
    return sheet_


@figure
def care_paths(findings: Findings, words: Words) -> Figure:
    """Where the children of the caseload are over time, without and with, and how many on average."""
    title, note = words("paths.title"), foot(findings, words)
    arms = [arm for arm in _arms(findings) if arm[0] in findings.paths]
    if not arms:
        return empty(words, title, note)
    shown = [p for p in range(len(PATHS)) if any(findings.paths[arm][:, p].sum() > 0 for arm, _, _ in arms)]
    if not shown:  # a caseload without a child
        return empty(words, title, note)
    rows_height = 0.36 * len(shown)
    height = 4.35 + rows_height
    sheet_ = sheet(height, title, note)
    top = max(float(findings.paths[arm].sum(axis=1).max()) for arm, _, _ in arms)
    for place, (arm, key, colour) in enumerate(arms):
        axes = sheet_.add_axes((0.06 + 0.475 * place, 1 - 2.9 / height, 0.435, 2.1 / height))
        _stack(axes, findings, words, arm, shown)
        axes.set_ylim(0, top)
        word_ticks(lambda value: words.number(value, 0 if top > 4 else 1), axes.yaxis)
        axes.set_title(words(key).capitalize(), fontsize=9.5, color=colour)
        if place:
            axes.set_yticklabels([])
    below = sheet_.add_axes((0.275, 0.72 / height, 0.385, rows_height / height))
    _averages(below, findings, words, [arm for arm, _, _ in arms], shown)
    return sheet_


def _stack(axes: Axes, findings: Findings, words: Words, arm: str, shown: list[int]) -> None:
    counts = findings.paths[arm]
    years = (np.arange(counts.shape[0]) + 1) / 12
    order = list(reversed(shown))
    axes.stackplot(
        years,
        *(counts[:, p] for p in order),
        colors=[drawing.PATH_COLOURS[p] for p in order],
        edgecolor="white",
        linewidth=0.4,
    )
    year_axis(axes, counts.shape[0], words("axis.years"))
    axes.set_xlim(years[0], years[-1])
    axes.grid(visible=False)


def _averages(axes: Axes, findings: Findings, words: Words, arms: list[str], shown: list[int]) -> None:
    """Both arms on one line per path, with the colour of the stack as its key."""
    colours = dict(zip((findings.baseline, findings.programme), (drawing.WITHOUT, drawing.WITH), strict=True))
    for place, path in enumerate(shown):
        axes.annotate(
            words.path(path),
            (0, place),
            xycoords=("axes fraction", "data"),
            xytext=(-24, 0),
            textcoords="offset points",
            ha="right",
            va="center",
        )
        axes.plot(
            -0.04,
            place,
            "s",
            ms=9,
            mfc=drawing.PATH_COLOURS[path],
            mec=drawing.QUIET,
            mew=0.4,
            transform=axes.get_yaxis_transform(),
            clip_on=False,
        )
        said = []
        for shift, arm in zip((-0.15, 0.15), arms, strict=False):
            spread = findings.path_spreads[arm][path]
            axes.plot([spread.p05, spread.p95], [place + shift] * 2, color=colours[arm], lw=2)
            axes.plot(spread.mean, place + shift, "o", ms=5, color=colours[arm], clip_on=False)
            said.append(words.counted(spread))
        axes.annotate(
            " → ".join(said), (1.03, place), xycoords=("axes fraction", "data"), va="center", fontsize=8.3
        )
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_yticks([])
    axes.set_xlim(left=0)
    most = axes.get_xlim()[1]
    word_ticks(lambda value: words.number(value, 0 if most > 4 else 1), axes.xaxis)
    axes.set_xlabel(words("paths.axis"))
    drawing.head_column(axes, words("paths.columns"))
