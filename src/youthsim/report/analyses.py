"""Figures of the two analyses beside a run: size against effect, and what the answer hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from youthsim.report.amounts import euro, number
from youthsim.report.drawing import CLAIMED, GAIN, INK, LOSS, QUIET, SALT, STYLE, UNCLEAR, sheet
from youthsim.report.figures.threefold import look

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from youthsim.experiment.scaling import ScaleResult
    from youthsim.experiment.sensitivity import SensitivityResult

PRIORS = "Parameters are priors, not calibrated."
FITTED = "The town is fitted to observed figures; most effects are priors."
MOST_ROWS = 15
KIND_LABEL = {
    "realised": "what chance does in n real cases",
    "parameter": "what is not known about parameters",
    "monte_carlo": "Monte Carlo error of the mean",
}


def scale_figure(result: ScaleResult, arm: str | None = None) -> Figure:
    """Net saving per case and in total against caseload size, each with its three 90% intervals."""
    import matplotlib as mpl

    arm = arm or result.about["arms"][0]
    with mpl.rc_context(STYLE):
        figure = sheet(4.6, "What happens to the saving as the caseload grows", _foot(result.about))
        left = figure.add_axes((0.105, 0.24, 0.375, 0.48))
        right = figure.add_axes((0.61, 0.24, 0.375, 0.48))
        _by_size(left, result, arm, "case", "per case, town's public payers")
        _by_size(right, result, arm, "total", "in total, town's public payers")
        for i, (kind, words) in enumerate(KIND_LABEL.items()):
            at = 0.012 + 0.325 * i
            figure.add_artist(_line(at, at + 0.03, 0.875, kind, figure))
            figure.text(at + 0.038, 0.875, words, fontsize=8.3, va="center", color=INK)
    return figure


def tornado_figure(result: SensitivityResult) -> Figure:
    """The outcome with each parameter at its 5% and 95% point, all others at their median."""
    import matplotlib as mpl

    rows = list(result.tornado)[:MOST_ROWS]
    with mpl.rc_context(STYLE):
        height = 1.55 + 0.34 * max(len(rows), 1)
        title = f"What moves the answer: {_words(result.about['outcome'])}"
        figure = sheet(height, title, _foot(result.about))
        axes = figure.add_axes((0.36, 0.80 / height, 0.60, 1 - 1.45 / height))
        if not rows:
            return _nothing(figure, axes, result)
        middle = rows[0]["middle"]
        for place, row in enumerate(rows):
            for end, colour in (("at_p05", LOSS), ("at_p95", GAIN)):
                axes.barh(place, row[end] - middle, left=middle, height=0.6, color=colour, alpha=0.85, lw=0)
            _name_row(axes, place, row["parameter"])
        axes.axvline(middle, color=INK, lw=1)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_yticks([])
        axes.grid(axis="y", visible=False)
        _ticks(axes.xaxis, result.about["unit"])
        top = 1 - 0.42 / height
        figure.text(0.36, top, "■ at its 5% point", color=LOSS, fontsize=8.6, va="center")
        figure.text(0.54, top, "■ at its 95% point", color=GAIN, fontsize=8.6, va="center")
    return figure


def indices_figure(result: SensitivityResult) -> Figure:
    """Total and first-order Sobol indices with 95% intervals, and the share of the variance that is luck."""
    import matplotlib as mpl

    rows = [row for row in result.indices if row["ST"] is not None][:MOST_ROWS]
    with mpl.rc_context(STYLE):
        height = 1.75 + 0.36 * max(len(rows), 1)
        title = f"Shares of the variance: {_words(result.about['outcome'])}"
        figure = sheet(height, title, _foot(result.about))
        axes = figure.add_axes((0.36, 0.95 / height, 0.60, 1 - 1.60 / height))
        if not rows:
            return _nothing(figure, axes, result)
        for place, row in enumerate(rows):
            for key, shift, colour in (("ST", -0.13, GAIN), ("S1", 0.13, CLAIMED)):
                low, high = row[key] - (row[f"{key}_conf"] or 0), row[key] + (row[f"{key}_conf"] or 0)
                axes.plot([low, high], [place + shift] * 2, color=colour, lw=2.2, solid_capstyle="butt")
                axes.plot(row[key], place + shift, "o", ms=6.5, mfc=colour, mec="white")
            _name_row(axes, place, row["factor"])
        axes.axvline(0, color=INK, lw=1)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_yticks([])
        axes.grid(axis="y", visible=False)
        noise = result.about.get("sobol_noise_share")
        if noise is not None:
            axes.axvspan(0, noise, color=UNCLEAR, alpha=0.18, lw=0)
        top = 1 - 0.42 / height
        figure.text(0.36, top, "● total, with interactions", color=GAIN, fontsize=8.6, va="center")
        figure.text(0.60, top, "● alone", color=CLAIMED, fontsize=8.6, va="center")
        if noise is not None:
            words = f"shaded: luck, {number(100 * noise, digits=0)}%"
            figure.text(0.71, top, words, color=QUIET, fontsize=8.6, va="center")
        axes.set_xlabel("share of the variance between parameter draws")
    return figure


def save(figure: Figure, directory: Path, name: str) -> tuple[Path, Path]:
    """The figure as SVG (the same bytes each time) and as PNG."""
    import matplotlib as mpl

    directory.mkdir(parents=True, exist_ok=True)
    svg, png = directory / f"{name}.svg", directory / f"{name}.png"
    with mpl.rc_context(STYLE | {"svg.hashsalt": SALT}):
        figure.savefig(svg, metadata={"Date": None})
        figure.savefig(png, dpi=150, metadata={"Software": None})
    return svg, png


def _by_size(axes: Axes, result: ScaleResult, arm: str, per: str, title: str) -> None:
    sizes = result.about["sizes"]
    for row in result.rows:
        if (row["arm"], row["outcome"], row["per"]) != (arm, "net_saving", per):
            continue
        place = sizes.index(row["size"])
        colour = GAIN if row["p05"] > 0 else LOSS if row["p95"] < 0 else UNCLEAR
        if row["interval"] == "parameter":
            best = colour
            axes.annotate(euro(row["mean"]), (place, 1.0), xycoords=("data", "axes fraction"), xytext=(0, 4),
                          textcoords="offset points", fontsize=7.8, ha="center", color=best)  # fmt: skip
            axes.plot(place, row["mean"], "o", ms=5, mfc="white", mec=INK, zorder=5)
        axes.plot([place] * 2, [row["p05"], row["p95"]], **look(row["interval"], colour))
    axes.axhline(0, color=INK, lw=1)
    axes.set_xlim(-0.5, len(sizes) - 0.5)
    axes.set_xticks(range(len(sizes)), [str(n) for n in sizes])
    axes.set_xlabel("cases")
    axes.set_title(title, pad=20)
    axes.grid(axis="x", visible=False)
    _ticks(axes.yaxis, "cents")


def _line(left: float, right: float, y: float, kind: str, figure: Figure) -> Any:
    from matplotlib.lines import Line2D

    return Line2D([left, right], [y, y], transform=figure.transFigure, **look(kind, UNCLEAR))


def _name_row(axes: Axes, place: int, name: str) -> None:
    axes.annotate(
        _words(name), (0, place), xycoords=("axes fraction", "data"), xytext=(-8, 0),
        textcoords="offset points", ha="right", va="center",
    )  # fmt: skip


def _ticks(axis: Any, unit: str) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    money = unit.startswith("cents")
    axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: euro(value) if money else number(value)))


def _nothing(figure: Figure, axes: Axes, result: SensitivityResult) -> Figure:
    axes.set_axis_off()
    axes.text(0, 0.5, result.about.get("note") or "Not computed.", color=QUIET, va="center")
    return figure


def _words(name: str) -> str:
    return name.replace("arms.", "").replace("_", " ").replace(".", ": ")


def _foot(about: dict[str, Any]) -> str:
    parts = [f"{about['horizon_months']} months, prices of {about['price_year']}, discounted."]
    if "draws" in about:
        parts.append(f"{about['draws']} draws of {about['replicates']} towns. 90% intervals.")
    else:
        parts.append(f"{about['size']} cases, {about['replicates']} towns with the same luck at every point.")
    warning = ["Mostly luck: do not read an order from this."] if "warning" in about else []
    return "\n".join([*warning, " ".join([*parts, FITTED if about.get("calibrated") else PRIORS])])


__all__: Sequence[str] = ("indices_figure", "save", "scale_figure", "tornado_figure")
