"""The page of a fit: what was fitted, what was learned and what not, and whether to trust the method."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from youthsim.report.drawing import svg_of
from youthsim.report.figures import fit as figures
from youthsim.report.fit_strings import FIT_STRINGS
from youthsim.report.page import accessible
from youthsim.report.words import LANGUAGES

Json = dict[str, Any]
MOST_DROPPED = 8
KNOWN_HALF = 0.5
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
    """The page as HTML."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    if lang not in LANGUAGES:
        raise ValueError(f"the page speaks {' and '.join(LANGUAGES)}, not {lang!r}")
    language = LANGUAGES.index(lang)

    def say(key: str, **values: object) -> str:
        text = FIT_STRINGS[key][language]
        return text.format(**values) if values else text

    def number(x: float | None, digits: int | None = None) -> str:
        return written(x, digits, lang)

    environment = Environment(
        loader=PackageLoader("youthsim.report"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    drawn = {
        "targets": figures.targets(diagnostics["targets"], say),
        "parameters": figures.parameters(diagnostics["parameters"], say),
    }
    if diagnostics["sbc"]:
        drawn["ranks"] = figures.ranks(diagnostics["sbc"], say)
    alt = {"targets": say("scores.text"), "ranks": say("ranks.axis"), "parameters": say("parameters.axis")}
    pairs = [f"{p['one']} – {p['other']} ({number(p['r'], 2)})" for p in diagnostics["correlations"][:6]]
    return environment.get_template("fit.html").render(
        m=manifest, d=diagnostics, t=say, lang=lang, number=number,
        share=lambda x: "–" if x is None else f"{number(100 * x, 0)}%",
        svg={name: accessible(svg_of(figure, f"fit-{name}"), alt[name]) for name, figure in drawn.items()},
        shown=min(figures.MOST_PARAMETERS, len(diagnostics["parameters"])), pairs=", ".join(pairs),
        known=sum(x >= KNOWN_HALF for x in diagnostics["directions"]),
        dropping=sorted(diagnostics["dropping"], key=lambda r: -abs(r["moves_sd"]))[:MOST_DROPPED],
        places=by_place(diagnostics["places"]), coverage=coverage, **widths(diagnostics["targets"]),
        failed=not_reproduced(diagnostics["targets"]),
    )  # fmt: skip


def not_reproduced(rows: list[Json]) -> list[Json]:
    """The figures outside their interval, the furthest first."""
    return sorted((r for r in rows if r["verdict"] == "outside"), key=lambda r: -abs(r["z"] or 0.0))


def widths(rows: list[Json]) -> Json:
    """Of the intervals against those before the fit: the middle one, and how many hardly shrank."""
    known = sorted(r["width_of_prior"] for r in rows if r["width_of_prior"] is not None)
    return {
        "middle_width": known[len(known) // 2] if known else None,
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


def written(x: float | None, digits: int | None, lang: str) -> str:
    """A number with the marks of the language; three significant digits when no digits are asked."""
    if x is None:
        return "–"
    if digits is not None:
        text = f"{x:,.{digits}f}"
    else:
        text = f"{x:,.0f}" if abs(x) >= 100 else f"{x:.3g}"
    text = text.replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if lang == "nl" else text
