"""The page of a fit: what was fitted, what was learned and what not, and whether to trust the method."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from youthsim.report.amounts import UNKNOWN
from youthsim.report.drawing import svg_of
from youthsim.report.figures import fit as figures
from youthsim.report.fit_names import FitNames
from youthsim.report.page import accessible, environment

Json = dict[str, Any]
MOST_DROPPED = 8
MOST_PAIRS = 6
KNOWN_HALF = 0.5
FEWEST_DIGITS, MOST_DIGITS = 3, 6
HARDLY_SHRUNK = 0.9
RIGHT_COVERAGE = (0.88, 0.92)
"""Share of truths that 90% intervals hold when the method is right, over 200 repetitions."""


def write_fit_page(folder: Path, lang: str) -> Path:
    """Writes page.<lang>.html beside a stored posterior, and returns its path.

    Raises ValueError for an unknown language, FileNotFoundError when the folder holds no fit.
    """
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    diagnostics = json.loads((folder / "diagnostics.json").read_text(encoding="utf-8"))
    path = folder / f"page.{lang}.html"
    path.write_text(render(manifest, diagnostics, lang), encoding="utf-8", newline="\n")
    return path


def render(manifest: Json, diagnostics: Json, lang: str) -> str:
    """The page as HTML. Raises ValueError for an unknown language."""

    def number(x: float | None, digits: int | None = None) -> str:
        return written(x, digits, lang)

    names = FitNames(diagnostics["targets"], lang)
    words = names.words
    most = figures.taught_most(diagnostics["parameters"])
    drawn = {
        "targets": figures.targets(diagnostics["targets"], words, names.figure, number),
        "parameters": figures.parameters(most, words, names.parameter_at_start, number),
    }
    if diagnostics["sbc"]:
        drawn["ranks"] = figures.ranks(diagnostics["sbc"], words, number)
    said = {"targets": "scores.text", "ranks": "ranks.axis", "parameters": "parameters.axis"}
    return environment(words).get_template("fit.html").render(
        m=manifest, d=diagnostics, t=words, number=number, names=names,
        three=lambda x: significant(x, FEWEST_DIGITS, lang), beside=lambda row: beside(row, lang),
        made="fit.made.starts" if "starts" in manifest else "fit.made.text",
        share=lambda x: "–" if x is None else f"{number(100 * x, 0)}%",
        svg={name: accessible(svg_of(figure, f"fit-{name}"), words(f"fit.{said[name]}"))
             for name, figure in drawn.items()},
        most=most, pairs=diagnostics["correlations"][:MOST_PAIRS],
        known=sum(x >= KNOWN_HALF for x in diagnostics["directions"]),
        dropping=sorted(diagnostics["dropping"], key=lambda r: -abs(r["moves_sd"]))[:MOST_DROPPED],
        places=by_place(diagnostics["places"]), coverage=coverage, **widths(diagnostics["targets"]),
        failed=not_reproduced(diagnostics["targets"]),
        dropped=[names.figure(id_) for id_ in diagnostics["dropped"]],
    )  # fmt: skip


def not_reproduced(rows: list[Json]) -> list[Json]:
    """The figures outside their interval, the furthest first."""
    return sorted((r for r in rows if r["verdict"] == "outside"), key=lambda r: -abs(r["z"] or 0.0))


def widths(rows: list[Json]) -> Json:
    """Of the intervals against those before the fit: the middle one, and how many hardly shrank."""
    known = [r["width_of_prior"] for r in rows if r["width_of_prior"] is not None]
    return {
        "middle_width": median(known) if known else None,
        "untaught": sum(width > HARDLY_SHRUNK for width in known),
    }


def coverage(share: float) -> str:
    """The verdict on a simulation-based calibration: right, too sure of itself, or too careful."""
    low, high = RIGHT_COVERAGE
    return "low" if share < low else "high" if share > high else "right"


def by_place(rows: list[Json]) -> list[Json]:
    """Per place that was left out: figures, how many inside, score as a share of the prior's."""
    groups: dict[str, list[Json]] = defaultdict(list)
    for row in rows:
        groups[row["place"]].append(row)
    return [
        {
            "place": place,
            "n": len(mine),
            "inside": sum(row["inside"] for row in mine),
            "outside": [row["id"] for row in mine if not row["inside"]],
            "score": sum(row["score"] for row in mine) / sum(row["prior_score"] for row in mine),
        }
        for place, mine in groups.items()
    ]


def beside(row: Json, lang: str) -> tuple[str, str, str]:
    """A figure's value and the ends of its interval, shares as per cent, with digits that tell them apart.

    15.6 beside an interval from 15.6 does not say which is larger; 15.6 beside 15.62 does.
    """
    share = row["unit"].startswith("share")
    value, low, high = (
        None if row[k] is None else 100 * row[k] if share else row[k] for k in ("value", "p05", "p95")
    )
    for digits in range(FEWEST_DIGITS, MOST_DIGITS + 1):
        said = significant(value, digits, lang, zeros=False)
        ends = [significant(x, digits, lang) for x in (low, high)]
        if value in (low, high) or all(rounded(value, digits) != rounded(x, digits) for x in (low, high)):
            break
    mark = "%" if share else ""
    low_said, high_said = (end if end == UNKNOWN else f"{end}{mark}" for end in ends)
    return f"{said}{mark}", low_said, high_said


def rounded(x: float | None, digits: int) -> float | None:
    """To this many significant digits, and never fewer before the decimal mark."""
    return x if x is None else round(x, decimals_of(x, digits))


def decimals_of(x: float, digits: int) -> int:
    """Decimals that make so many significant digits."""
    return max(0, digits - 1 - math.floor(math.log10(abs(x)))) if x else 0


def significant(x: float | None, digits: int, lang: str, zeros: bool = True) -> str:
    """A number to this many significant digits; without `zeros` at its end, as a source prints it."""
    if x is None:
        return UNKNOWN
    decimals = decimals_of(x, digits)
    text = f"{x:.{decimals}f}"
    return written(x, decimals if zeros else len(text.rstrip("0").partition(".")[2]), lang)


def written(x: float | None, digits: int | None, lang: str) -> str:
    """A number with the marks of the language; three significant digits when no digits are asked."""
    if x is None:
        return UNKNOWN
    if digits is not None:
        text = f"{x:,.{digits}f}"
    else:
        text = f"{x:,.0f}" if abs(x) >= 100 else f"{x:.3g}"
    text = text.replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if lang == "nl" else text
