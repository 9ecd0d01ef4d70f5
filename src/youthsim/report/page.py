"""Sets the findings in one self-contained page, and writes its figures beside it."""

from __future__ import annotations

import functools
import html
import itertools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from youthsim.experiment.mattering import Size
from youthsim.report.answer import answer, cases_of
from youthsim.report.drawing import png_of, svg_of, without_note
from youthsim.report.figures import COMPARING, FIGURES, PER_ARM
from youthsim.report.figures.arms import context as arms_context
from youthsim.report.figures.arms import difference, hardly, level, measure_name, rests
from youthsim.report.figures.pockets import context as pocket_context
from youthsim.report.figures.pockets import said, unit_of
from youthsim.report.figures.triangle import outcomes_of_corners
from youthsim.report.findings import Findings
from youthsim.report.pocket_findings import TOWN_PUBLIC, Pockets
from youthsim.report.reading import findings_of
from youthsim.report.terms import TERM, TERMS
from youthsim.report.verdict import matters_from, said_of
from youthsim.report.words import LANGUAGES, Words

LINK = re.compile(r"\[\[([a-z_]+)\|([^\]]+)\]\]")
CODE = re.compile(r"`([^`]+)`")
SECTIONS = (
    "question",
    "answer",
    "claim",
    "payers",
    "pockets",
    "arms",
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

OF_CASELOAD = ("claimed_and_simulated", "waterfall", "scale")  # figures that need an approach


def write_page(result: Any, out_dir: Path, lang: str) -> Path:
    """Write report.html and figures/; see `youthsim.report.write_report`."""
    findings = findings_of(result)
    words = Words(lang, town=findings.only_funding)
    folder = out_dir / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    drawings = {}
    for name, draw in figures_of(findings).items():
        figure = draw(findings, lang)
        (folder / f"{name}.svg").write_text(svg_of(figure, name), encoding="utf-8", newline="\n")
        (folder / f"{name}.png").write_bytes(png_of(figure))
        drawings[name] = svg_of(without_note(figure), name)
    path = out_dir / "report.html"
    page = render(findings, words, drawings)
    path.write_text(page, encoding="utf-8", errors="backslashreplace", newline="\n")
    return path


def figures_of(findings: Findings) -> dict[str, Any]:
    """The figures of this report by name, in the order of the page."""
    before = list(FIGURES).index("children")
    names = [*list(FIGURES)[:before], *(COMPARING if findings.comparison else ()), *list(FIGURES)[before:]]
    if findings.only_funding:
        names = [name for name in names if name not in OF_CASELOAD]
    found = {name: (FIGURES | COMPARING)[name] for name in names}
    others = {
        _of_arm(name, arm): functools.partial(found[name], arm=arm)
        for arm in range(1, len(findings.pockets))
        for name in PER_ARM
    }
    after = names.index(PER_ARM[-1]) + 1
    return (
        {name: found[name] for name in names[:after]} | others | {name: found[name] for name in names[after:]}
    )


def _of_arm(name: str, arm: int) -> str:
    """The name of a figure for one alternative: the first needs no number."""
    return f"{name}-{arm + 1}" if arm else name


def base_of(name: str) -> str:
    """The figure that is drawn once per alternative: `pockets-2` is of `pockets`."""
    return name.partition("-")[0]


def render(findings: Findings, words: Words, drawings: dict[str, str]) -> str:
    """The page as HTML. `drawings` holds the SVG text of each figure."""
    findings = findings.said_in(words.lang)
    language = LANGUAGES.index(words.lang)
    made = environment(words)
    made.filters["hardly"] = lambda outcome: said_of(outcome, findings.size) is Size.HARDLY
    made.filters["matters_from"] = lambda outcome: words.size(
        outcome.id, matters_from(outcome, findings.size)
    )
    page = made.get_template("report.html").render(
        f=findings,
        t=words,
        answer=answer(findings, words),
        svg={name: accessible(text, words(f"alt.{base_of(name)}")) for name, text in drawings.items()},
        terms=[(term.id, term.name[language], term.text[language]) for term in TERMS],
        sections=_sections(findings),
        numbers={name: number for number, name in enumerate(figures_of(findings), start=1)},
        feet=_feet(findings, words),
        rests=rests(findings, words),
        context={"cases": findings.size, "months": findings.horizon_months, "year": findings.price_year},
        ledgers=_ledgers(findings),
        nan=float("nan"),
        cases=_cases(findings, words),
        counted=cases_of(findings, words),
        too_few=_too_few(findings, words),
        changes=_changes(findings),
        reproduce=_reproduce(findings, words),
        corners=outcomes_of_corners(findings),
    )
    return finished(page)


def environment(words: Words) -> Any:
    """Jinja with the filters of every page, in one language."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("youthsim.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["linked"] = linked
    made.filters["payer_name"] = words.payer
    made.filters["source_of"] = words.sourced
    made.filters["pocket_name"] = lambda id_: words("payers.cash") if id_ == TOWN_PUBLIC else words.payer(id_)
    made.filters["even_said"] = lambda even: said(even, words)
    made.filters["level_of"] = lambda measure: level(measure, words)
    made.filters["measure_name"] = lambda measure: measure_name(measure, words)
    made.filters["difference_of"] = lambda m, arm: difference(m, arm.difference.parameter, words)
    made.filters["hardly_any"] = hardly
    made.filters["groupby_theme"] = lambda ms: itertools.groupby(ms, key=lambda m: m.theme)
    return made


def finished(page: str) -> str:
    """The page's last touch: a sign stays with its amount."""
    return page.replace("−€", "−\u2060€").replace("(−", "(\u2060−") + "\n"


def linked(text: str) -> Any:
    """Escaped text: [[term|words]] links to a definition, `id` is code. KeyError for an unknown term."""
    from markupsafe import Markup

    def link(match: re.Match[str]) -> str:
        return f'<a class="term" href="#def-{TERM[match[1]].id}">{match[2]}</a>'

    escaped = LINK.sub(link, html.escape(str(text), quote=False))
    return Markup(CODE.sub(r"<code>\1</code>", escaped))


def accessible(svg: str, alt: str) -> Any:
    """An inline SVG that scales with its column and carries its alternative text."""
    from markupsafe import Markup

    label = f'role="img" aria-label="{html.escape(alt)}"'
    opened = re.sub(r'<svg [^>]*?(viewBox="[^"]+")[^>]*>', rf"<svg \1 {label}>", svg, count=1)
    return Markup(opened)


def _sections(findings: Findings) -> list[str]:
    """The sections that this report has."""
    missing = {
        "pockets": not findings.pockets,
        "arms": not findings.comparison,
        "claim": findings.only_funding,
        "alone": findings.only_funding,
        "scale": findings.only_funding,
    }
    return [name for name in SECTIONS if not missing.get(name)]


def _feet(findings: Findings, words: Words) -> dict[str, str]:
    """Under each figure: what its numbers are about."""
    about = {"cases": findings.size, "months": findings.horizon_months, "year": findings.price_year}
    feet = dict.fromkeys(figures_of(findings), words("figure.foot", **about))
    claimed = words("figure.foot", **(about | {"months": findings.steps_months}))
    return feet | {
        "claimed_and_simulated": claimed, "waterfall": claimed, "town": words("town.foot"),
        "three_intervals": words("intervals.foot", **about), "scale": words("intervals.foot", **about),
        **{
            _of_arm(name, arm): words(
                f"{name}.foot", unit=unit_of(findings, words, arm), **pocket_context(findings, arm)
            )
            for name in PER_ARM
            for arm in range(max(1, len(findings.pockets)))
        },
        "arms": words("arms.foot", **arms_context(findings)),
    }  # fmt: skip


def _ledgers(findings: Findings) -> list[dict[str, Any]]:
    """Per alternative what its part of the page needs: its name, its ledger, and what amounts are about."""
    return [
        {
            "p": found,
            "rows": [*found.payers, found.together],
            "losers": _losers(found),
            "about": pocket_context(findings, arm),
            "figures": {name: _of_arm(name, arm) for name in PER_ARM},
            "suffix": f"-{arm + 1}" if arm else "",
        }
        for arm, found in enumerate(findings.pockets)
    ]


def _losers(found: Pockets) -> list[str]:
    """Who receives a side payment, in the order of the payers."""
    side = found.settlement
    receiving = {loser for to in side.paid.values() for loser in to}
    return [row.payer for row in side.payers if row.payer in receiving]


def _cases(findings: Findings, words: Words) -> str:
    """How many cases the answer is about: as asked, and as enrolled where towns have too few."""
    enrolled = findings.enrolled
    if enrolled is None:
        return words.number(findings.size, 0)
    return words("fact.enrolled", cases=findings.size, enrolled=words.counted(enrolled, 0))


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
