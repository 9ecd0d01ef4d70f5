"""Pages about the evidence: the searchable register, the audit as a table, and the audit in Markdown.

`python -m youthsim.evidence.page docs/evidence` writes register.html and audit.md. The pages need no network.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from youthsim.evidence.audit import VERDICTS, Finding, audit, standing
from youthsim.evidence.audit_words import AUDIT, VERDICT_WORDS, number, stands
from youthsim.evidence.grading import GRADES
from youthsim.evidence.register import DOCUMENTS, Figure, Register, load_register
from youthsim.notation.said import told


def short(formula: str, longest: int = 150) -> str:
    """A formula cut to a readable length."""
    return formula if len(formula) <= longest else formula[: longest - 4].rstrip(", ") + " ..."


@cache
def _template(name: str) -> Any:
    from jinja2 import Environment

    text = files("youthsim.evidence").joinpath("templates", name).read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True).from_string(text)


def _css() -> str:
    return files("youthsim.evidence").joinpath("templates", "base.css").read_text(encoding="utf-8")


def audit_page(findings: Sequence[Finding], size: int, title: str, lang: str = "en") -> str:
    """The audit of a register as one self-contained page; `size` is its number of figures."""
    counts = Counter(finding.verdict for finding in findings)
    words = AUDIT[lang]
    groups = [
        (words["stand"], [one for one in findings if one.stands]),
        (words["decided"], [one for one in findings if one.verdict == "contradiction" and one.decision]),
        (words["ambiguous"], [one for one in findings if one.verdict == "ambiguous"]),
        (words["fine"], [one for one in findings if one.verdict in ("agrees", "rounding")]),
    ]
    unexplained = len(standing(list(findings)))
    return str(
        _template("audit.html").render(
            lang=lang,
            title=words["title"].format(title=title),
            lead=words["lead"].format(size=size, checks=len(findings)),
            stands=stands(unexplained, lang),
            unexplained=unexplained,
            groups=groups,
            counts=[(name, counts[name]) for name in reversed(VERDICTS)],
            verdicts=VERDICT_WORDS[lang],
            words=words,
            number=lambda value, unit: number(value, unit, lang),
            told=lambda text: told(text, lang),
            short=short,
            css=_css(),
        )
    )


def register_page(register: Register | None = None) -> str:
    """The whole register as one searchable, self-contained page."""
    register = load_register() if register is None else register
    by_figure: dict[str, list[Finding]] = {}
    for finding in audit(register):
        if finding.verdict in ("contradiction", "ambiguous") and finding.check != "price year":
            by_figure.setdefault(finding.figures[0], []).append(finding)

    def row(figure: Figure) -> dict[str, Any]:
        found = by_figure.get(figure.id, [])
        spread = "" if figure.low is None or figure.high is None else f"{figure.low:,g} to {figure.high:,g}"
        text = figure.text
        if figure.value is not None and figure.unit not in ("date", "year") and "/" not in text:
            text = number(figure.value, figure.unit)
        return {
            "f": figure,
            "text": text or "not given",
            "range": spread,
            "findings": found,
            "document": register.cite(figure.citation),
            "worst": "contradiction"
            if any(one.verdict == "contradiction" for one in found)
            else "ambiguous"
            if found
            else "",
        }

    rows = [row(figure) for figure in register]
    filters = [
        ("place", "Place", sorted({figure.place for figure in register})),
        ("grade", "Grade", [grade for grade in GRADES if any(figure.grade == grade for figure in register)]),
        ("verdict", "Audit", ["contradiction", "ambiguous"]),
        ("document", "Document", [register.cite(key) for key in DOCUMENTS]),
    ]
    references = [
        {"key": key, "text": f"{register.cite(key)}. {source['title']}", "url": source.get("URL", "")}
        for key, source in register.references.items()
    ]
    return str(
        _template("register.html").render(rows=rows, filters=filters, references=references, css=_css())
    )


BENCHMARK = "benchmark.json"


def audit_markdown(register: Register | None = None) -> str:
    """All contradictions and ambiguities of the five documents, with consequence, value used and why."""
    import json

    register = load_register() if register is None else register
    findings = audit(register)
    counts = Counter(finding.verdict for finding in findings)
    lines = [
        "# What does not add up in the five documents",
        "",
        "<!-- written by: python -m youthsim.evidence.page docs/evidence -->",
        "",
        f"Of {len(findings)} checks on {sum(f.kind != 'literature' for f in register)} printed figures, "
        f"{counts['agrees']} agree, "
        f"{counts['rounding']} differ by rounding only, "
        f"{counts['ambiguous']} are ambiguous "
        f"and {counts['contradiction']} are contradictions. Run `youthsim audit` for the same list, "
        "`youthsim audit --json` for machines; `register.html` shows every figure.",
        "",
        "A contradiction here says that two things in print cannot both be true. It says nothing about good "
        "faith: most are slips of a table, and one document was read from images, so some digits may be "
        "faults of "
        "that reading. Two rows can have one cause (a total that is wrong makes another wrong).",
        "",
    ]
    planted = json.loads(files("youthsim.evidence").joinpath("data", BENCHMARK).read_text(encoding="utf-8"))
    found, errors = sum(one["found"] for one in planted), sum(one["planted"] for one in planted)
    alarms, clean = sum(one["false_alarms"] for one in planted), sum(one["clean"] for one in planted)
    lines += [
        "## How good is the audit?",
        "",
        f"Of {errors} errors planted in {errors} invented registers it found "
        f"**{found} ({found / errors:.1%})**; "
        f"{alarms} of {clean} clean registers gave a false alarm ({alarms / clean:.1%}). "
        f"Seeds {', '.join(str(one['seed']) for one in planted)}, used once, after the checks were finished: "
        "`python benchmarks/audit_planted_errors.py --seeds "
        + " ".join(str(one["seed"]) for one in planted)
        + "`. The errors are of ten kinds, each as it occurs in real documents. These registers say how "
        "their figures relate (part of, same as, formula); an error in a figure that nothing else depends "
        "on cannot be found by "
        "anyone, and a slip smaller than the printed rounding is called rounding.",
        "",
        "| Kind of error | found | of |",
        "|---|---:|---:|",
    ]
    for kind in planted[0]["found_by_kind"]:
        lines.append(
            f"| {kind} | {sum(one['found_by_kind'][kind] for one in planted)} | "
            f"{sum(one['planted'] for one in planted) // len(planted[0]['found_by_kind'])} |"
        )
    for verdict, heading in (("contradiction", "## Contradictions"), ("ambiguous", "## Ambiguous")):
        lines += ["", heading]
        place = None
        for finding in sorted(
            (one for one in findings if one.verdict == verdict),
            key=lambda one: DOCUMENTS.index(register[one.figures[0]].citation),
        ):
            if finding.document != place:
                place = finding.document
                lines += [
                    "",
                    f"### {place}",
                    "",
                    "| Printed | Recomputed | Finding | Consequence for the model, value used, why |",
                    "|---:|---:|---|---|",
                ]
            decision = finding.decision
            done = (
                ""
                if decision is None
                else (f"{decision.consequence} **{decision.value_used}** {decision.unit}. {decision.why}")
            )
            cells = (
                number(finding.reported, finding.unit),
                number(finding.recomputed, finding.unit),
                f"{finding.claim}: {finding.message} ({finding.where}). `{finding.id}`",
                done,
            )
            lines.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def main(folder: str) -> None:
    """Write register.html and audit.md into a folder."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    (target / "register.html").write_text(register_page(), encoding="utf-8", newline="\n")
    (target / "audit.md").write_text(audit_markdown(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "docs/evidence")
