"""Figure of the size of the budget: a panel per measure, a line per regime, against no budget at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from youthsim.report.drawing import INK, QUIET, STYLE, box, label_ends, money_ticks, sheet, word_ticks
from youthsim.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from youthsim.experiment.budget_line import BudgetLineResult

PANELS = (
    "months_waiting", "unmet_need_months", "months_placed", "paid:municipality", "paid:others", "paid:all",
)  # fmt: skip
LOOK = {  # Okabe and Ito (2008); shapes differ too
    "pxq": (INK, "s"), "lump_sum": ("#d55e00", "^"), "task_based": ("#009e73", "D"),
    "pooled": ("#0072b2", "o"),
}  # fmt: skip
BESIDE = 0.011  # of last year's use: regimes at one budget stand beside each other
HEIGHT, COLUMNS, ROWS = 8.6, 2, 3
PANEL_INCHES, TOP_INCHES, GAP_INCHES = 1.72, 1.0, 0.72


def budget_figure(result: BudgetLineResult, lang: str = "en") -> Figure:
    """Waiting, unmet need, placements and bills against the size of the budget, with 90% intervals.

    A ring marks where a line crosses that of price times quantity beyond luck.
    """
    import matplotlib as mpl

    words, about = Words(lang), result.about
    with mpl.rc_context(STYLE):
        title = words("budget.title", place=words.place(str(about["place"])))
        figure = sheet(HEIGHT, title, _foot(about, words))
        figure.text(
            0.012, 1 - 0.42 / HEIGHT, words(f"budget.{about['overrun']}"), fontsize=9, color=QUIET, va="top"
        )
        for number, measure in enumerate(PANELS):
            row, column = divmod(number, COLUMNS)
            left = 0.105 + 0.485 * column
            top = TOP_INCHES + row * (PANEL_INCHES + GAP_INCHES)
            axes = box(figure, left, top, left + 0.275, HEIGHT - top - PANEL_INCHES)
            _panel(axes, result, measure, words)
    return figure


def _panel(axes: Axes, result: BudgetLineResult, measure: str, words: Words) -> None:
    """One measure: a line per regime with its intervals, named at its right end."""
    regimes, ends = result.about["regimes"], []
    axes.axhline(0, color=INK, lw=1)
    for number, regime in enumerate(regimes):
        colour, marker = LOOK[regime]
        points = result.line(regime, measure, "difference", "parameter")
        at = [100 * (p["budget"] + BESIDE * (number - (len(regimes) - 1) / 2)) for p in points]
        means = [p["mean"] for p in points]
        axes.vlines(
            at, [p["p05"] for p in points], [p["p95"] for p in points], color=colour, lw=1.1, alpha=0.55
        )
        axes.plot(at, means, color=colour, lw=1.5, marker=marker, ms=3.6, mec="white", mew=0.5)
        ends.append((means[-1], words(f"budget.{regime}"), colour))
    for crossing in result.crossings:
        if crossing["measure"] == measure and crossing["sure"]:
            _ring(axes, result, crossing)
    axes.set_title(words(f"budget.{measure}"), fontsize=9.3)
    axes.set_xticks([70, 80, 90, 100, 110, 120, 130], ["70%", "", "", "100%", "", "", "130%"])
    axes.set_xlim(67, 133)
    if measure.startswith("paid"):
        money_ticks(words, axes.yaxis)
    else:
        word_ticks(lambda value: words.number(value, 0, plus=True), axes.yaxis, 4)
    label_ends(axes, ends, 133, gap=0.105)


def _ring(axes: Axes, result: BudgetLineResult, crossing: dict[str, Any]) -> None:
    """Around the point where a line crosses that of price times quantity."""
    line = result.line("pxq", crossing["measure"], "difference", "parameter")
    at = crossing["budget"]
    right = next(place for place, point in enumerate(line) if point["budget"] >= at)
    left = max(0, right - 1)
    width = line[right]["budget"] - line[left]["budget"]
    part = (at - line[left]["budget"]) / width if width else 0.0
    height = line[left]["mean"] + part * (line[right]["mean"] - line[left]["mean"])
    colour, _ = LOOK[crossing["regime"]]
    axes.plot(100 * at, height, "o", ms=10, mfc="none", mec=colour, mew=1.4)


def _foot(about: dict[str, Any], words: Words) -> str:
    """Horizon, prices, draws, and what lines, bars and rings are."""
    fit = words("analysis.fitted" if about.get("calibrated") else "analysis.priors")
    caution = about.get("caution", {}).get(words.lang, "")
    return words(
        "budget.foot", months=about["horizon_months"], year=about["price_year"], draws=about["draws"],
        replicates=about["replicates"], share=words.share(about["population_share"]),
    ) + " ".join(["", fit, caution]).rstrip()  # fmt: skip
