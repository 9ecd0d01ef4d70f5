"""Three intervals on one line: chance thin, parameters wide and pale, Monte Carlo error short and dark."""

from __future__ import annotations

import itertools
import math
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from youthsim.experiment.mattering import Size, size_of
from youthsim.report import drawing
from youthsim.report.drawing import box, sheet
from youthsim.report.pocket_findings import KINDS, Three
from youthsim.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTHS = {"realised": 1.2, "parameter": 6.0, "monte_carlo": 2.4}
REACH = 1.2  # chance may widen an axis by this many times its other intervals; an arrow tells of the rest


@dataclass(frozen=True)
class Line:
    """One row of a panel: its name, its number with three intervals (None: a heading), colour and words."""

    label: str
    three: Three | None
    colour: str
    text: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Panel:
    """Lines in one unit, how a tick is written, and what stands above them."""

    title: str
    lines: tuple[Line, ...]
    written: Callable[[float], str]
    money: bool = False


def look(kind: str, colour: str) -> dict[str, Any]:
    """How each of the three intervals is drawn."""
    return {
        "color": drawing.INK if kind == "monte_carlo" else colour, "lw": WIDTHS[kind],
        "alpha": 0.4 if kind == "parameter" else 0.9, "zorder": 2 + list(WIDTHS).index(kind),
        "solid_capstyle": "butt",
    }  # fmt: skip


def colour_of(three: Three, good: int, smallest: float = 0.0) -> str:
    """Blue for the better, orange for the worse; grey where the interval holds both, where the difference
    is smaller than what matters, or where neither is good."""
    moved = three.parameter
    if not good or not three.touched or moved.spans_zero:
        return drawing.UNCLEAR
    if size_of(moved.mean, moved.p05, moved.p95, smallest) is Size.HARDLY:
        return drawing.UNCLEAR
    return drawing.GAIN if three.mean * good > 0 else drawing.LOSS


def limits(threes: Sequence[Three]) -> tuple[float, float]:
    """x limits with zero, all parameter intervals, and chance as far as it leaves these readable."""
    known = [three for three in threes if three.parameter.known]
    ends = [0.0, *(e for t in known for i in (t.parameter, t.monte_carlo) for e in (i.p05, i.p95) if e == e)]
    low, high = min(ends), max(ends)
    span = high - low or 1.0
    wide = [e for t in known for e in (t.realised.p05, t.realised.p95) if e == e]
    low, high = max(min([low, *wide]), low - REACH * span), min(max([high, *wide]), high + REACH * span)
    air = 0.06 * (high - low or 1.0)
    return low - air, high + air


def draw_lines(axes: Axes, lines: Sequence[Line], *, names: bool = True, text_at: float = 1.03) -> None:
    """The lines of a panel from top to bottom, names at the left, words at the right."""
    low, high = limits([line.three for line in lines if line.three is not None])
    axes.set_xlim(low, high)
    for place, line in enumerate(lines):
        weight = "bold" if line.strong else "normal"
        if line.three is None:
            axes.annotate(
                line.label, (0.012, place), xycoords=("figure fraction", "data"), va="center", fontsize=8.8,
                fontweight="bold", color=drawing.QUIET,
            )  # fmt: skip
            continue
        if names:
            axes.annotate(
                line.label, (0, place), xycoords=("axes fraction", "data"), xytext=(-7, 0),
                textcoords="offset points", ha="right", va="center", fontsize=8.6, fontweight=weight,
                linespacing=1.05,
            )  # fmt: skip
        axes.annotate(
            line.text, (text_at, place), xycoords=("axes fraction", "data"), va="center", fontsize=8,
            fontweight=weight, linespacing=1.15,
        )  # fmt: skip
        if not line.three.parameter.known:
            continue
        for kind in WIDTHS:
            interval = getattr(line.three, kind)
            if interval.p95 > interval.p05:
                ends = [max(interval.p05, low), min(interval.p95, high)]
                axes.plot(ends, [place] * 2, **look(kind, line.colour))
                for end, edge, mark in ((interval.p05, low, "<"), (interval.p95, high, ">")):
                    if (end < low) if mark == "<" else (end > high):
                        inward = (0.03 if mark == "<" else -0.03) * (high - low)  # off the words beside it
                        axes.plot(edge + inward, place, mark, ms=4, color=line.colour, clip_on=False)
        axes.plot(line.three.mean, place, "o", ms=4.6, mfc="white", mec=drawing.INK, mew=1.0, zorder=6)
    axes.set_ylim(len(lines) - 0.45, -0.55)
    axes.set_yticks([])
    axes.grid(axis="y", visible=False)
    axes.axvline(0, color=drawing.INK, lw=1)


def key(figure: Figure, words: Words, inches_from_top: float) -> None:
    """What each of the three lines means, above the panels."""
    from matplotlib.lines import Line2D

    y = 1 - inches_from_top / figure.get_figheight()
    at = 0.012
    for kind in reversed(KINDS):
        style = look(kind, drawing.UNCLEAR)
        figure.add_artist(Line2D([at, at + 0.035], [y, y], transform=figure.transFigure, **style))
        said = words(f"three.{kind}")
        figure.text(at + 0.043, y, said, fontsize=8.3, va="center", color=drawing.INK)
        at += 0.065 + 0.0083 * len(said)


def panels(title: str, note: str, words: Words, shown: Sequence[Panel], label_inches: float = 1.71) -> Figure:
    """Panels in two columns that share the names of their lines, with a key to the three intervals."""
    rows = (len(shown) + 1) // 2
    tallest = [max(len(panel.lines) for panel in shown[2 * r : 2 * r + 2]) for r in range(rows)]
    longest = max(line.label.count("\n") for panel in shown for line in panel.lines)
    line_inches = 0.40 if longest < 2 else 0.47
    heights = [0.78 + line_inches * n for n in tallest]
    height = 0.72 + sum(heights) + 0.42
    figure = sheet(height, title, note)
    key(figure, words, 0.46)
    axis, text = 1.50, 1.56
    for number, panel in enumerate(shown):
        row, column = divmod(number, 2)
        top = 0.72 + sum(heights[:row]) + 0.36
        left = label_inches + column * (axis + text + 0.06)
        bottom = height - top - line_inches * len(panel.lines)
        axes = box(figure, left / 8, top, (left + axis) / 8, bottom)
        draw_lines(axes, panel.lines, names=column == 0)
        axes.annotate(
            panel.title, (0, 1), xycoords="axes fraction", xytext=(0, 5), textcoords="offset points",
            fontsize=8.8, fontweight="bold", va="bottom", linespacing=1.1,
        )  # fmt: skip
        axes.tick_params(axis="x", labelsize=7.8)
        few_ticks(axes, words.euro_like(*axes.get_xlim()) if panel.money else panel.written)
    return figure


CHARACTER = 0.066  # inches, of the small type under a panel
GAP = 0.14  # inches between two ticks, so that they read as two


def few_ticks(axes: Axes, written: Callable[[float], str], most: int = 3) -> None:
    """At most `most` ticks at round values, zero among them, and no more than there is room to write."""
    low, high = axes.get_xlim()
    inches = axes.bbox.width / axes.figure.dpi / (high - low)  # to a unit
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    found: list[float] = []
    for size in (1, 2, 3, 4, 5, 6, 8, 10, 20, 30, 50):
        step = size * power
        ticks = [n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1)]
        if len(ticks) > most:
            continue
        if len(ticks) < 2 and found:  # crowded before, bare from here on
            break
        found = ticks
        wide = [CHARACTER * len(written(tick)) for tick in ticks]
        room = max(((one + next_) / 2 for one, next_ in itertools.pairwise(wide)), default=0.0)
        if step * inches >= room + GAP:
            break
    axes.set_xticks(found, [written(tick) for tick in found])


def wrapped(text: str, width: int, slack: int = 0) -> str:
    """A name on as many lines as it needs; one line less where `slack` more characters a line allow it."""

    def lines(width: int) -> list[str]:
        return textwrap.wrap(text, width, break_long_words=False, max_lines=3, placeholder=" …")

    ways = [lines(width + more) for more in range(slack + 1)]
    fewest = min(ways, key=len)
    return "\n".join(fewest)
