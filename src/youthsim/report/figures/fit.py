"""Figures of a fit: targets beside the model, parameters before and after, ranks of known truths."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from youthsim.report.drawing import LOSS, QUIET, SOURCE, STYLE, WITH, box, sheet, word_ticks
from youthsim.report.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Json = Mapping[str, Any]
Name = Callable[[str], str]
Number = Callable[[float, int], str]
"""A number with so many decimals, in the reader's language."""
ROW_INCHES = 0.26
NAMES_END = 0.43
NAME_WIDTH = 52  # characters on a line; a longer name takes two
MOST_PARAMETERS = 25
WIDEST = 4.0
"""Ratios to the source beyond this are cut off at the edge: such a bar says only that it is very wide."""


def targets(rows: Sequence[Json], words: Words, name: Name, number: Number) -> Figure:
    """Each figure as simulated over observed, before and after the fit; a log axis."""
    import matplotlib

    rows = [r for r in rows if r["p05"] is not None and r["value"]]
    with matplotlib.rc_context(STYLE):
        figure = sheet(1.1 + ROW_INCHES * len(rows), words("fit.scores"), "")
        axes = box(figure, NAMES_END, 0.45, 0.96, 0.6)
        for place, row in enumerate(rows):
            outside = row["verdict"] == "outside"
            for part, colour, width, shift in (
                (row["prior"], SOURCE, 5.5, 0.0),
                (row, LOSS if outside else WITH, 2.4, 0.0),
            ):
                if part["p05"] is None:
                    continue
                low, middle, high = (_ratio(part[k], row["value"]) for k in ("p05", "p50", "p95"))
                axes.plot([low, high], [place + shift] * 2, color=colour, lw=width, solid_capstyle="butt")
                if part is row:
                    axes.plot(middle, place, "o", ms=4.5, color=colour, mec="white", mew=0.8)
        axes.axvline(1.0, color="#1b2733", lw=1)
        _name(axes, [name(r["id"]) for r in rows])
        axes.set_xscale("log")
        axes.set_xlim(1 / WIDEST, WIDEST)
        ticks = {0.25: 2, 0.5: 1, 1: 0, 2: 0, 4: 0}
        axes.set_xticks(list(ticks), [number(tick, digits) for tick, digits in ticks.items()])
        axes.minorticks_off()
        axes.set_xlabel(words("fit.scores.axis"))
    return figure


def _ratio(x: float, value: float) -> float:
    return min(max(x / value, 1 / WIDEST), WIDEST) if x > 0 else 1 / WIDEST


def taught_most(rows: Sequence[Json]) -> list[Json]:
    """The parameters that moved or narrowed most, the most first."""
    return sorted(rows, key=lambda r: -(max(r["contraction"], 0) + r["shift"] ** 2))[:MOST_PARAMETERS]


def parameters(told: Sequence[Json], words: Words, name: Name, number: Number) -> Figure:
    """Parameters before and after, in sds of their prior."""
    import matplotlib

    with matplotlib.rc_context(STYLE):
        figure = sheet(1.1 + ROW_INCHES * len(told), words("fit.parameters"), "")
        axes = box(figure, NAMES_END, 0.45, 0.96, 0.6)
        for place, row in enumerate(told):
            spread = 1.645 * math.sqrt(max(1 - row["contraction"], 0.0))
            axes.plot([-1.645, 1.645], [place] * 2, color=SOURCE, lw=5.5, solid_capstyle="butt")
            axes.plot(
                [row["shift"] - spread, row["shift"] + spread],
                [place] * 2,
                color=WITH,
                lw=2.4,
                solid_capstyle="butt",
            )
            axes.plot(row["shift"], place, "o", ms=4.5, color=WITH, mec="white", mew=0.8)
        axes.axvline(0.0, color="#1b2733", lw=1)
        _name(axes, [name(r["name"]) for r in told])
        word_ticks(lambda tick: number(tick, 0), axes.xaxis)
        axes.set_xlabel(words("fit.parameters.axis"))
    return figure


def ranks(tested: Json, words: Words, number: Number) -> Figure:
    """Two histograms that should be flat."""
    import matplotlib

    with matplotlib.rc_context(STYLE):
        figure = sheet(2.6, words("fit.method"), "")
        for k, kind in enumerate(("sampler", "towns")):
            axes = box(figure, 0.07 + 0.49 * k, 0.75, 0.49 + 0.49 * k, 0.55)
            shares = tested[kind]["histogram"]
            axes.bar(range(len(shares)), shares, width=0.85, color=WITH)
            axes.axhline(1 / len(shares), color="#1b2733", lw=1)
            axes.set_title(words(f"fit.ranks.{kind}"))
            axes.set_xticks([])
            axes.set_ylim(0, max(0.25, *shares))
            word_ticks(lambda tick: number(tick, 2), axes.yaxis)
            axes.set_xlabel(words("fit.ranks.axis"))
    return figure


def _name(axes: Any, names: Sequence[str]) -> None:
    wrapped = [textwrap.fill(name, NAME_WIDTH) for name in names]
    axes.set_yticks(range(len(names)), wrapped, fontsize=8, linespacing=0.95)
    axes.tick_params(axis="y", labelcolor=QUIET)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
