"""Sets the findings in one self-contained page, and writes its figures beside it."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from youthsim.report.answer import answer, cases_of
from youthsim.report.drawing import png_of, svg_of, without_note
from youthsim.report.figures import FIGURES
from youthsim.report.figures.triangle import outcomes_of_corners
from youthsim.report.findings import Findings
from youthsim.report.reading import findings_of
from youthsim.report.terms import TERM, TERMS
from youthsim.report.words import LANGUAGES, Words

LINK = re.compile(r"\[\[([a-z_]+)\|([^\]]+)\]\]")
SECTIONS = (
    "question",
    "answer",
    "claim",
    "payers",
    "children",
    "triangle",
    "alone",
    "care",
    "scale",
    "certainty",
    "town",
    "parameters",
    "definitions",
    "reproduce",
)


def write_page(result: Any, out_dir: Path, lang: str) -> Path:
    """Write report.html and figures/; see `youthsim.report.write_report`."""
    words = Words(lang)
    findings = findings_of(result)
    folder = out_dir / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    drawings = {}
    for name, draw in FIGURES.items():
        figure = draw(findings, lang)
        (folder / f"{name}.svg").write_text(svg_of(figure, name), encoding="utf-8", newline="\n")
        (folder / f"{name}.png").write_bytes(png_of(figure))
        drawings[name] = svg_of(without_note(figure), name)
    path = out_dir / "report.html"
    path.write_text(render(findings, words, drawings), encoding="utf-8", newline="\n")
    return path


def render(findings: Findings, words: Words, drawings: dict[str, str]) -> str:
    """The page as HTML. `drawings` holds the SVG text of each figure."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("youthsim.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["linked"] = linked
    environment.filters["payer_name"] = words.payer
    environment.filters["source_of"] = words.sourced
    language = LANGUAGES.index(words.lang)
    page = environment.get_template("report.html").render(
        f=findings,
        t=words,
        answer=answer(findings, words),
        svg={name: accessible(text, words(f"alt.{name}")) for name, text in drawings.items()},
        terms=[(term.id, term.name[language], term.text[language]) for term in TERMS],
        sections=SECTIONS,
        context={"cases": findings.size, "months": findings.horizon_months, "year": findings.price_year},
        claim_context={"cases": findings.size, "months": findings.steps_months, "year": findings.price_year},
        nan=float("nan"),
        cases=_cases(findings, words),
        counted=cases_of(findings, words),
        too_few=_too_few(findings, words),
        changes=_changes(findings),
        reproduce=_reproduce(findings, words),
        corners=outcomes_of_corners(findings),
    )
    return page.replace("−€", "−\u2060€").replace("(−", "(\u2060−") + "\n"  # a sign stays with its amount


def linked(text: str) -> Any:
    """Escaped text with [[term|words]] as links to definitions. Raises KeyError for an unknown term."""
    from markupsafe import Markup

    def link(match: re.Match[str]) -> str:
        return f'<a class="term" href="#def-{TERM[match[1]].id}">{match[2]}</a>'

    return Markup(LINK.sub(link, html.escape(str(text), quote=False)))


def accessible(svg: str, alt: str) -> Any:
    """An inline SVG that scales with its column and carries its alternative text."""
    from markupsafe import Markup

    label = f'role="img" aria-label="{html.escape(alt)}"'
    opened = re.sub(r'<svg [^>]*?(viewBox="[^"]+")[^>]*>', rf"<svg \1 {label}>", svg, count=1)
    return Markup(opened)


def _cases(findings: Findings, words: Words) -> str:
    """How many cases the answer is about: as asked, and as enrolled where towns have too few."""
    enrolled = findings.enrolled
    if enrolled is None:
        return str(findings.size)
    return words("fact.enrolled", cases=findings.size, enrolled=words.counted(enrolled))


def _too_few(findings: Findings, words: Words) -> str:
    parts = [
        words("cases.part", share=words.chance(one.chance_too_few), cases=one.size)
        for one in findings.by_size
        if one.chance_too_few > 0
    ]
    return words.listed(parts)


def _reproduce(findings: Findings, words: Words) -> list[tuple[str, str]]:
    manifest: Mapping[str, Any] = findings.manifest
    packages = {
        "youthsim": manifest.get("youthsim"),
        "Python": manifest.get("python"),
        **manifest.get("packages", {}),
    }
    said = ", ".join(f"{name} {version}" for name, version in packages.items() if version)
    rows = [
        ("command", manifest.get("command")),
        ("seed", manifest.get("seed")),
        ("config", manifest.get("config_hash")),
        ("posterior", manifest.get("posterior_hash") or words("reproduce.none")),
        ("versions", said),
        ("books", f"{findings.closing_error_cents} ct"),
    ]
    return [(name, str(value)) for name, value in rows if value not in (None, "")]


def _changes(findings: Findings) -> list[float | None]:
    """Change of each total of the decomposition against the one above it, in cents."""
    totals = [step.amount.mean for step in findings.steps]
    return [None, *(after - before for before, after in itertools.pairwise(totals))]
