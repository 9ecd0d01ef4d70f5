"""How every figure of the report looks: one type, one palette, labels beside the marks, intervals always.

The palette is that of Okabe and Ito (2008), told apart with every common form of colour blindness; gain and
loss also differ in sign and in place. Figures are made without pyplot: nothing is shared or left open.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from youthsim.report.findings import Series, Spread
from youthsim.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#1b2733"
QUIET = "#5b6875"
RULE = "#d5dbe1"
WITHOUT = "#6d7883"
WITH = "#0072b2"
GAIN = "#0072b2"
LOSS = "#d55e00"
UNCLEAR = "#6d7883"
CLAIMED = "#aa4499"
REALISED = "#009e73"
SOURCE = "#b9c2ca"
PATH_COLOURS = (
    "#eef1f4",
    "#f0e442",
    "#cfe8f7",
    "#8cc8ea",
    "#56b4e9",
    "#2a86bd",
    "#9bd8c3",
    "#3aa583",
    "#00614a",
    "#e69f00",
    "#d55e00",
    "#b9c2ca",
)

WIDTH_INCHES = 8.0
SALT = "youthsim"
NOTE_WIDTH = 134  # characters on a line at the foot
NOTE = "note"  # the line at the foot; a page leaves it out, for its own caption says the same
STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": RULE,
    "axes.labelcolor": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": RULE,
    "grid.linewidth": 0.7,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": QUIET,
    "ytick.labelcolor": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "lines.linewidth": 2,
    "svg.hashsalt": SALT,
    "svg.fonttype": "path",
    "figure.facecolor": "white",
}


@dataclass(frozen=True)
class Row:
    """One line of an interval plot: what it is called, its spread, its colour and the words at its right."""

    label: str
    spread: Spread | None
    colour: str
    text: str = ""
    strong: bool = False
    start: float | None = None  # the near end of a bar that leads to the mean; None draws no bar
    heading: bool = False
    hollow: bool = False
    dot: str = ""  # colour of the dot and its interval where they differ from the bar
    second: str = ""  # a second column of words


def sheet(height: float, title: str, note: str) -> Figure:
    """An empty figure with its title on top and, at the foot, what every number in it needs."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_INCHES, height), layout=None)
    figure.text(0.012, 1 - 0.11 / height, title, fontsize=11.5, fontweight="bold", va="top")
    note = textwrap.fill(note, NOTE_WIDTH)
    figure.text(0.012, 0.10 / height, note, fontsize=8, color=QUIET, va="bottom", gid=NOTE)
    return figure


def box(figure: Figure, left: float, top_inches: float, right: float, bottom_inches: float) -> Axes:
    """Axes placed by inches from the top and from the foot, so that titles never collide."""
    height = figure.get_figheight()
    low = bottom_inches / height
    return figure.add_axes((left, low, right - left, 1 - top_inches / height - low))


def interval_rows(
    axes: Axes, rows: Sequence[Row], *, zero: bool = True, text_at: float = 1.02, second_at: float = 1.9
) -> None:
    """Rows of dots with 90% intervals, names at the left, words at the right of the axes."""
    for place, row in enumerate(rows):
        weight = "bold" if row.strong or row.heading else "normal"
        axes.annotate(
            row.label,
            (0, place),
            xycoords=("axes fraction", "data"),
            xytext=(-8, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontweight=weight,
            color=QUIET if row.heading else INK,
            linespacing=1.15,
        )
        if row.spread is None or row.heading:
            continue
        spread, colour = row.spread, row.dot or row.colour
        if row.start is not None:
            axes.barh(
                place,
                spread.mean - row.start,
                left=row.start,
                height=0.52,
                color=row.colour,
                alpha=0.28,
                lw=0,
            )
        if spread.p95 > spread.p05:
            axes.plot(
                [spread.p05, spread.p95],
                [place, place],
                color=colour,
                lw=3 if row.strong else 2.2,
                solid_capstyle="butt",
            )
        axes.plot(
            spread.mean,
            place,
            "o",
            ms=7.5 if row.strong else 6.5,
            mfc="white" if row.hollow else colour,
            mec=colour if row.hollow else "white",
            mew=1.6 if row.hollow else 1.0,
        )
        axes.annotate(
            row.text,
            (text_at, place),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=8.8,
            fontweight=weight,
            linespacing=1.2,
        )
        if row.second:
            axes.annotate(
                row.second,
                (second_at, place),
                xycoords=("axes fraction", "data"),
                va="center",
                ha="right",
                fontsize=8.8,
                fontweight=weight,
            )
    axes.set_ylim(len(rows) - 0.45, -0.55)
    axes.set_yticks([])
    axes.grid(axis="y", visible=False)
    if zero:
        axes.axvline(0, color=INK, lw=1)


def head_column(axes: Axes, words: str, at: float = 1.03, side: Literal["left", "right"] = "left") -> None:
    """Words over a column at the right of the axes."""
    axes.annotate(
        words, (at, 1), xycoords="axes fraction", xytext=(0, 3), textcoords="offset points", ha=side,
        fontsize=8.3, color=QUIET,
    )  # fmt: skip


def roomy(axes: Axes, values: Sequence[float], *, zero: bool = True) -> None:
    """x limits that hold every value, with air at both ends."""
    kept = [value for value in values if value == value] + ([0.0] if zero else [])
    low, high = min(kept), max(kept)
    air = 0.06 * (high - low or 1)
    axes.set_xlim(low - air, high + air)


def over_time(axes: Axes, series: Series, colour: str, months: int) -> None:
    """A line with its band, by years since the start."""
    years = [(month + 1) / 12 for month in range(months)]
    axes.fill_between(years, series.p05, series.p95, color=colour, alpha=0.16, lw=0)
    axes.plot(years, series.mean, color=colour)


def label_ends(axes: Axes, ends: Sequence[tuple[float, str, str]], x: float, gap: float = 0.085) -> None:
    """Names at the right end of lines, pushed apart where they would overlap. `ends`: (y, words, colour)."""
    low, high = axes.get_ylim()
    apart, placed = gap * (high - low), -float("inf")
    ordered = sorted(ends)
    ys = []
    for y, _, _ in ordered:
        placed = max(y, placed + apart)
        ys.append(placed)
    overflow = max(0.0, ys[-1] - high) if ys else 0.0
    for (_, words, colour), y in zip(ordered, ys, strict=True):
        axes.annotate(
            words,
            (x, y - overflow),
            xytext=(5, 0),
            textcoords="offset points",
            color=colour,
            va="center",
            fontsize=8.6,
            fontweight="bold",
            annotation_clip=False,
        )


def year_axis(axes: Axes, months: int, label: str) -> None:
    """x axis in whole years since the start."""
    years = months / 12
    axes.set_xlim(0, years)
    step = 1 if years <= 6 else 2
    axes.set_xticks(range(0, int(years) + 1, step))
    axes.set_xlabel(label)
    axes.grid(axis="x", visible=False)


def money_ticks(words: Words, axis: Any, steps: int = 4) -> None:
    """Ticks such as €0.5M, all in the unit of the largest."""
    word_ticks(words.euro_like(*axis.get_view_interval()), axis, steps)


def word_ticks(written: Callable[[float], str], axis: Any, steps: int = 5) -> None:
    """At most `steps` steps between ticks, each tick written by `written`."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(steps, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: written(value)))


def without_note(figure: Figure) -> Figure:
    """The same figure with the line at its foot hidden."""
    for text in figure.texts:
        if text.get_gid() == NOTE:
            text.set_visible(False)
    return figure


def svg_of(figure: Figure, prefix: str) -> str:
    """The figure as SVG for use inside a page: same bytes each time, ids by `prefix`, no outside link."""
    import matplotlib

    stream = io.StringIO()
    with matplotlib.rc_context(STYLE):
        figure.savefig(
            stream, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    text = stream.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.S)
    text = text.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "").replace("xlink:href", "href")
    text = re.sub(r'\bid="', f'id="{prefix}-', text)
    text = re.sub(r'href="#', f'href="#{prefix}-', text)
    return re.sub(r"url\(#", f"url(#{prefix}-", text)


def png_of(figure: Figure) -> bytes:
    """The figure as PNG at 160 dots an inch, without date or program name."""
    import matplotlib

    stream = io.BytesIO()
    with matplotlib.rc_context(STYLE):
        figure.savefig(stream, format="png", dpi=160, metadata={"Software": None})
    return stream.getvalue()
