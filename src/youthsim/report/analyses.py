"""Figures of the two analyses beside a run: size against effect, and what the answer hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from youthsim.outcomes import OUTCOME
from youthsim.report.drawing import CLAIMED, GAIN, INK, LOSS, QUIET, SALT, STYLE, UNCLEAR, sheet
from youthsim.report.figures.threefold import look, wrapped
from youthsim.report.words import Words
from youthsim.vocabulary.payers import PAYER_NUMBER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from youthsim.experiment.scaling import ScaleResult
    from youthsim.experiment.sensitivity import SensitivityResult

MOST_ROWS = 15
KINDS = ("realised", "parameter", "monte_carlo")


def scale_figure(result: ScaleResult, arm: str | None = None, lang: str = "en") -> Figure:
    """Net saving per case and in total against caseload size, each with its three 90% intervals."""
    import matplotlib as mpl

    arm, words = arm or result.about["arms"][0], Words(lang)
    with mpl.rc_context(STYLE):
        figure = sheet(4.6, words("analysis.scale"), foot(result.about, words))
        left = figure.add_axes((0.105, 0.24, 0.375, 0.48))
        right = figure.add_axes((0.61, 0.24, 0.375, 0.48))
        _by_size(left, result, arm, "case", words)
        _by_size(right, result, arm, "total", words)
        for i, kind in enumerate(KINDS):
            at = 0.012 + 0.325 * i
            figure.add_artist(_line(at, at + 0.03, 0.875, kind, figure))
            figure.text(at + 0.038, 0.875, words(f"analysis.{kind}"), fontsize=8.3, va="center", color=INK)
    return figure


def tornado_figure(result: SensitivityResult, lang: str = "en") -> Figure:
    """The outcome with each parameter at its 5% and 95% point, all others at their median."""
    import matplotlib as mpl

    words, rows = Words(lang), list(result.tornado)[:MOST_ROWS]
    with mpl.rc_context(STYLE):
        height = 1.55 + 0.34 * max(len(rows), 1)
        title = words("analysis.tornado", outcome=outcome_said(result.about["outcome"], words))
        figure = sheet(height, title, foot(result.about, words))
        axes = figure.add_axes((0.36, 0.80 / height, 0.60, 1 - 1.45 / height))
        if not rows:
            return _nothing(figure, axes, result, words)
        middle = rows[0]["middle"]
        for place, row in enumerate(rows):
            for end, colour in (("at_p05", LOSS), ("at_p95", GAIN)):
                axes.barh(place, row[end] - middle, left=middle, height=0.6, color=colour, alpha=0.85, lw=0)
            _name_row(axes, place, row["parameter"], words)
        axes.axvline(middle, color=INK, lw=1)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_yticks([])
        axes.grid(axis="y", visible=False)
        _ticks(axes.xaxis, result.about["unit"], words)
        top = 1 - 0.42 / height
        figure.text(0.36, top, words("analysis.low"), color=LOSS, fontsize=8.6, va="center")
        figure.text(0.54, top, words("analysis.high"), color=GAIN, fontsize=8.6, va="center")
    return figure


def indices_figure(result: SensitivityResult, lang: str = "en") -> Figure:
    """Total and first-order Sobol indices with 95% intervals, and the share of the variance that is luck."""
    import matplotlib as mpl

    words = Words(lang)
    rows = [row for row in result.indices if row["ST"] is not None][:MOST_ROWS]
    with mpl.rc_context(STYLE):
        height = 1.75 + 0.36 * max(len(rows), 1)
        title = words("analysis.indices", outcome=outcome_said(result.about["outcome"], words))
        figure = sheet(height, title, foot(result.about, words))
        axes = figure.add_axes((0.36, 0.95 / height, 0.60, 1 - 1.60 / height))
        if not rows:
            return _nothing(figure, axes, result, words)
        for place, row in enumerate(rows):
            for key, shift, colour in (("ST", -0.13, GAIN), ("S1", 0.13, CLAIMED)):
                low, high = row[key] - (row[f"{key}_conf"] or 0), row[key] + (row[f"{key}_conf"] or 0)
                axes.plot([low, high], [place + shift] * 2, color=colour, lw=2.2, solid_capstyle="butt")
                axes.plot(row[key], place + shift, "o", ms=6.5, mfc=colour, mec="white")
            _name_row(axes, place, row["factor"], words)
        axes.axvline(0, color=INK, lw=1)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_yticks([])
        axes.grid(axis="y", visible=False)
        noise = result.about.get("sobol_noise_share")
        if noise is not None:
            axes.axvspan(0, noise, color=UNCLEAR, alpha=0.18, lw=0)
        top = 1 - 0.42 / height
        figure.text(0.36, top, words("analysis.total"), color=GAIN, fontsize=8.6, va="center")
        figure.text(0.60, top, words("analysis.alone"), color=CLAIMED, fontsize=8.6, va="center")
        if noise is not None:
            figure.text(
                0.71,
                top,
                words("analysis.luck", share=words.share(noise)),
                color=QUIET,
                fontsize=8.6,
                va="center",
            )
        _ticks(axes.xaxis, "share", words, 1)
        axes.set_xlabel(words("analysis.share"))
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


def _by_size(axes: Axes, result: ScaleResult, arm: str, per: str, words: Words) -> None:
    sizes = result.about["sizes"]
    for row in result.rows:
        if (row["arm"], row["outcome"], row["per"]) != (arm, "net_saving", per):
            continue
        place = sizes.index(row["size"])
        colour = GAIN if row["p05"] > 0 else LOSS if row["p95"] < 0 else UNCLEAR
        if row["interval"] == "parameter":
            axes.annotate(
                words.euro(row["mean"]), (place, 1.0), xycoords=("data", "axes fraction"), xytext=(0, 4),
                textcoords="offset points", fontsize=7.8, ha="center", color=colour,
            )  # fmt: skip
            axes.plot(place, row["mean"], "o", ms=5, mfc="white", mec=INK, zorder=5)
        axes.plot([place] * 2, [row["p05"], row["p95"]], **look(row["interval"], colour))
    axes.axhline(0, color=INK, lw=1)
    axes.set_xlim(-0.5, len(sizes) - 0.5)
    axes.set_xticks(range(len(sizes)), [words.number(n, 0) for n in sizes])
    axes.set_xlabel(words("analysis.cases"))
    axes.set_title(words(f"analysis.per_{per}"), pad=20)
    axes.grid(axis="x", visible=False)
    _ticks(axes.yaxis, "cents", words)


def _line(left: float, right: float, y: float, kind: str, figure: Figure) -> Any:
    from matplotlib.lines import Line2D

    return Line2D([left, right], [y, y], transform=figure.transFigure, **look(kind, UNCLEAR))


def _name_row(axes: Axes, place: int, name: str, words: Words) -> None:
    axes.annotate(
        wrapped(_factor(name, words), 42), (0, place), xycoords=("axes fraction", "data"), xytext=(-8, 0),
        textcoords="offset points", ha="right", va="center", fontsize=8.6, linespacing=1.0,
    )  # fmt: skip


def _ticks(axis: Any, unit: str, words: Words, digits: int | None = None) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    money = unit.startswith("cents")
    axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(
        FuncFormatter(lambda value, _: words.euro(value) if money else words.number(value, digits))
    )


def _nothing(figure: Figure, axes: Axes, result: SensitivityResult, words: Words) -> Figure:
    axes.set_axis_off()
    said = "analysis.no_variance" if result.about.get("note") else "analysis.not_computed"
    axes.text(0, 0.5, words(said), color=QUIET, va="center")
    return figure


def outcome_said(id_: str, words: Words) -> str:
    """What is explained, in words: a saving, a payer's saving, or an outcome."""
    name, _, payer = id_.partition(":")
    if payer in PAYER_NUMBER:
        return words("analysis.of_payer", payer=words.payer_in_text(payer))
    if words.has(f"analysis.outcome.{name}"):
        return words(f"analysis.outcome.{name}")
    return words.outcome_in_text(name) if name in OUTCOME else name.replace("_", " ")


def _factor(name: str, words: Words) -> str:
    """A parameter in words, or the mechanism whose parameters move together."""
    return words(f"group.{name}") if words.has(f"group.{name}") else words.parameter(name)


def foot(about: dict[str, Any], words: Words) -> str:
    """What stands behind the figures: horizon, prices, discounting, draws, towns, and the fit, or none."""
    parts = [words("analysis.foot", months=about["horizon_months"], year=about["price_year"])]
    key = "analysis.drawn" if "draws" in about else "analysis.one_size"
    told = ("draws", "replicates") if "draws" in about else ("size", "replicates")
    parts.append(words(key, **{name: about[name] for name in told}))
    parts.append(words("analysis.fitted" if about.get("calibrated") else "analysis.priors"))
    warning = [words("analysis.luck_only")] if "warning" in about else []
    return "\n".join([*warning, " ".join(parts)])


__all__: Sequence[str] = ("foot", "indices_figure", "outcome_said", "save", "scale_figure", "tornado_figure")
