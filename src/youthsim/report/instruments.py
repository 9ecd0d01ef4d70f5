"""The page and figure of `youthsim instruments`: what each part of a way of funding explains."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from youthsim.experiment.mattering import FEW_CASES, SMALLEST, smallest
from youthsim.report import drawing
from youthsim.report.drawing import STYLE, png_of, svg_of, without_note
from youthsim.report.figures.threefold import Line, Panel, colour_of, panels
from youthsim.report.findings import Spread
from youthsim.report.pocket_findings import KINDS, Three
from youthsim.report.terms import TERMS
from youthsim.report.words import LANGUAGES, Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from youthsim.experiment.instruments import InstrumentsResult

ALL = "all"
DRAWN = (
    "net_saving", "net_saving:municipality_youth", "months_waiting", "admin_hours",
    "months_in_specialised_care", "professionals_per_household", "high_need_months", "incidents",
)  # fmt: skip
NAME = "instruments"
USED_TERMS = ("instrument", "shapley", "twin", "payer", "net_saving", "interval", "monte_carlo_interval",
              "parameter_interval", "admin_hours", "prior")  # fmt: skip


def instruments_figure(result: InstrumentsResult, lang: str = "en") -> Figure:
    """A panel per outcome: the Shapley value of each instrument, and below it the whole difference."""
    import matplotlib as mpl

    words = Words(lang)
    with mpl.rc_context(STYLE):
        outcomes = _outcomes(result)
        shown = [_panel(result, id_, words) for id_ in DRAWN if id_ in outcomes]
        return panels(
            words("instruments.title"), words("instruments.foot", **_context(result, lang)), words, shown, 1.2
        )


def write_instruments_page(result: InstrumentsResult, directory: Path, lang: str = "en") -> Path:
    """instruments.html (self-contained) and figures/instruments.svg and .png; returns the page's path."""
    words = Words(lang)
    figure = instruments_figure(result, lang)
    folder = directory / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.svg").write_text(svg_of(figure, NAME), encoding="utf-8", newline="\n")
    (folder / f"{NAME}.png").write_bytes(png_of(figure))
    path = directory / f"{NAME}.html"
    page = render(result, words, svg_of(without_note(figure), NAME))
    path.write_text(page, encoding="utf-8", newline="\n")
    return path


def render(result: InstrumentsResult, words: Words, svg: str) -> str:
    """The page as HTML; `svg` is the figure."""
    from youthsim.report.page import accessible, environment, finished

    language = LANGUAGES.index(words.lang)
    page = environment(words).get_template("instruments.html").render(
        t=words, about=_about(result, words.lang), context=_context(result, words.lang),
        svg=accessible(svg, words("alt.instruments")), title=words("instruments.title"),
        rows=_table(result, words), instruments=result.about["instruments"],
        terms=[(x.id, x.name[language], x.text[language]) for x in TERMS if x.id in USED_TERMS],
    )  # fmt: skip
    return finished(page)


def _about(result: InstrumentsResult, lang: str) -> dict[str, Any]:
    """What the result says of itself, its title and labels in the page's language where it has them."""
    named = ("title", "start_label", "goal_label")
    dutch = {key: result.about.get(f"{key}_nl") or result.about[key] for key in named}
    return {**result.about, **(dutch if lang == "nl" else {})}


def _context(result: InstrumentsResult, lang: str) -> dict[str, Any]:
    about = _about(result, lang)
    return {
        "start": about["start_label"], "goal": about["goal_label"], "months": about["horizon_months"],
        "year": about["price_year"], "draws": about["draws"], "replicates": about["replicates"],
    }  # fmt: skip


def _outcomes(result: InstrumentsResult) -> dict[str, dict[str, Any]]:
    """The first row of each outcome: its unit, payer and good direction."""
    found: dict[str, dict[str, Any]] = {}
    for row in result.rows:
        found.setdefault(row["outcome"], row)
    return found


def _three(result: InstrumentsResult, outcome: str, instrument: str, part: str) -> Three:
    by_kind = {
        row["interval"]: Spread(*(float(row[end]) for end in ("mean", "p05", "p50", "p95")))
        for row in result.rows
        if (row["outcome"], row["instrument"], row["part"]) == (outcome, instrument, part)
    }
    return Three(*(by_kind[kind] for kind in KINDS))


def _panel(result: InstrumentsResult, outcome: str, words: Words) -> Panel:
    about = _outcomes(result)[outcome]
    lines = []
    for instrument in (*result.about["instruments"], ALL):
        three = _three(result, outcome, instrument, "shapley")
        colour = drawing.INK if instrument == ALL else colour_of(three, about["better"], _smallest(outcome))
        text = words.measured_spread(about["unit"], three.parameter).replace(" (", "\n(")
        lines.append(Line(words(f"instrument.{instrument}"), three, colour, text, instrument == ALL))
    unit = about["unit"]
    return Panel(
        outcome_name(about, words), tuple(lines), lambda value: words.measured(unit, value), unit == "cents"
    )


def _smallest(outcome: str) -> float:
    """The smallest part that matters in a town. Levels are not in the result: what they ask is left out."""
    return smallest(outcome, math.nan, FEW_CASES, "town") if outcome in SMALLEST else 0.0


def outcome_name(row: dict[str, Any], words: Words) -> str:
    """A payer's saving by the payer, an outcome by its own name."""
    key = f"measure.{row['outcome']}"
    if words.has(key):
        return words(key)
    if row["unit"] == "cents":
        return words("measure.payer", payer=words.payer(row["payer"]))
    return words.outcome(row["outcome"])


def _table(result: InstrumentsResult, words: Words) -> list[dict[str, Any]]:
    """Per outcome: the cells of each instrument and of the whole, for Shapley, alone and at last."""
    names = list(result.about["instruments"])
    columns = (
        ("shapley", [*names, ALL], "shapley", "parameter"),
        ("monte_carlo", [*names, ALL], "shapley", "monte_carlo"),
        ("realised", [*names, ALL], "shapley", "realised"),
        ("alone", names, "alone", "parameter"),
        ("at_last", names, "at_last", "parameter"),
    )
    table = []
    for outcome, about in _outcomes(result).items():
        row: dict[str, Any] = {"name": outcome_name(about, words)}
        for column, players, part, kind in columns:
            spreads = [getattr(_three(result, outcome, name, part), kind) for name in players]
            row[column] = [words.measured_spread(about["unit"], spread) for spread in spreads]
        table.append(row)
    return table
