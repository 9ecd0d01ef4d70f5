"""youthsim audit: recompute every figure of the bundled sources, or of your own register."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthsim.cli.faults import CannotWrite

if TYPE_CHECKING:
    from youthsim.evidence.audit import Finding

ORDER = ("contradiction", "ambiguous", "rounding", "agrees")
STYLE = {"agrees": "green", "rounding": "cyan", "ambiguous": "yellow", "contradiction": "bold red"}
CSV_COLUMNS = {
    "en": ("id", "verdict", "claim", "printed", "recomputed", "unit", "message", "formula",
           "document", "where"),
    "nl": ("naam", "oordeel", "omschrijving", "volgens de bron", "nagerekend", "eenheid", "wat er opvalt",
           "formule", "bron", "pagina"),
}  # fmt: skip


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the rows as JSON.")
@click.option("--html", "html", type=click.Path(path_type=Path), help="Write the audit as a web page.")
@click.option("--csv", "table", type=click.Path(path_type=Path), help="Write all rows as a table for Excel.")
@click.option("--all", "everything", is_flag=True, help="Also show the figures that agree.")
@click.option(
    "--lang", type=click.Choice(["nl", "en"]), default="en", show_default=True, help="Language of the answer."
)
def audit(
    files: tuple[Path, ...], as_json: bool, html: Path | None, table: Path | None, everything: bool, lang: str
) -> None:
    """Recompute figures that follow from others, and check what needs no formula.

    Without FILES: the register of the five sources. With FILES: your own register, as CSV, Excel or YAML.

    Exit code 1 when a contradiction stands that no decision explains, 2 when a file cannot be read, else 0.
    """
    from youthsim.evidence.audit import audit as run_audit
    from youthsim.evidence.audit import standing
    from youthsim.evidence.audit_words import AUDIT
    from youthsim.evidence.own_register import OwnRegisterError, load_own
    from youthsim.evidence.register import load_register
    from youthsim.notation.files import shown_path
    from youthsim.notation.said import told

    def say(line: str) -> None:
        click.echo(told(line, lang), err=True)

    try:
        register = load_own(files, say) if files else load_register()
    except OwnRegisterError as fault:
        for one in fault.faults:
            click.echo(one.told(lang), err=True)
        sys.exit(2)
    findings = run_audit(register)
    title = ", ".join(shown_path(Path(path.name)) for path in files) or AUDIT[lang]["sources"]
    if html is not None:
        from youthsim.evidence.page import audit_page

        _write(html, audit_page(findings, len(register), title, lang).encode("utf-8"))
    if table is not None:
        _write(table, _as_csv(findings, lang))
    if as_json:
        click.echo(json.dumps([finding.as_json(lang) for finding in findings], ensure_ascii=False, indent=1))
    else:
        _table(findings, len(register), title, everything, lang)
    sys.exit(1 if standing(findings) else 0)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise CannotWrite(path, fault) from None


def _as_csv(findings: Sequence[Finding], lang: str) -> bytes:
    from youthsim.evidence.audit_words import VERDICT_WORDS
    from youthsim.notation.csv_files import csv_bytes
    from youthsim.notation.said import told

    rows = (
        (one.id, VERDICT_WORDS[lang][one.verdict].name, one.claim, one.reported, one.recomputed, one.unit,
         told(one.message, lang), one.formula, one.document, one.where)
        for one in findings
    )  # fmt: skip
    return csv_bytes(CSV_COLUMNS[lang], rows, lang)


def _table(findings: Sequence[Finding], size: int, title: str, everything: bool, lang: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from youthsim.evidence.audit_words import AUDIT, VERDICT_WORDS, counted, number
    from youthsim.notation.said import told

    words, verdicts = AUDIT[lang], VERDICT_WORDS[lang]
    console = Console()
    counts = Counter(finding.verdict for finding in findings)
    table = Table(
        title=Text(words["title"].format(title=title)), show_header=True, title_justify="left", expand=True,
        show_lines=True,
    )  # fmt: skip
    table.add_column(words["verdict_column"], width=13)
    table.add_column(words["printed_column"], width=22, overflow="fold")
    table.add_column(words["finding_column"], ratio=1, overflow="fold")
    for finding in sorted(findings, key=lambda one: (not one.stands, ORDER.index(one.verdict))):
        if finding.verdict in ("agrees", "rounding") and not everything:
            continue
        printed = Text(number(finding.reported, finding.unit, lang), style="bold")
        printed.append(f"\n{finding.document}, {finding.where}".rstrip(", "), style="not bold dim")
        text = Text()
        if finding.recomputed is not None:
            text.append(f"{number(finding.recomputed, finding.unit, lang)}  ", style="bold")
        text.append(told(finding.message, lang))
        if finding.decision is not None:
            used = f" {words['used']} {finding.decision.value_used}." if finding.decision.value_used else ""
            text.append(f"\n→ {finding.decision.consequence}{used}", style="dim")
        elif finding.verdict == "contradiction":
            text.append(f"\n→ {words['no_decision']}", style="red")
        text.append(f"\n{finding.id}", style="dim italic")
        table.add_row(Text(verdicts[finding.verdict].name, style=STYLE[finding.verdict]), printed, text)
    if table.row_count:
        console.print(table)
    said = ", ".join(verdicts[name].counted(counts[name]) for name in reversed(ORDER))
    line = words["summary"].format(
        figures=counted("figure", size, lang), checks=counted("check", len(findings), lang), counts=said,
        unexplained=sum(finding.stands for finding in findings),
    )  # fmt: skip
    console.print(Text(line))
