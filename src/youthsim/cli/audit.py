"""youthsim audit: recompute every figure of the bundled sources, or of your own register."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

from youthsim.cli.faults import CannotWrite


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the rows as JSON.")
@click.option("--html", "html", type=click.Path(path_type=Path), help="Write the audit as a web page.")
@click.option("--all", "everything", is_flag=True, help="Also show the figures that agree.")
def audit(files: tuple[Path, ...], as_json: bool, html: Path | None, everything: bool) -> None:
    """Recompute figures that follow from others, and check what needs no formula.

    Without FILES: the register of the five sources. With FILES: your own register, CSV or YAML.

    Exit code 1 when a contradiction stands that no decision explains, 2 when a file cannot be read, else 0.
    """
    from youthsim.evidence.audit import audit as run_audit
    from youthsim.evidence.audit import standing
    from youthsim.evidence.own_register import OwnRegisterError, load_own
    from youthsim.evidence.register import load_register

    try:
        register = load_own(files) if files else load_register()
    except OwnRegisterError as fault:
        for one in fault.faults:
            click.echo(str(one), err=True)
        sys.exit(2)
    findings = run_audit(register)
    title = ", ".join(path.name for path in files) or "the five sources"
    if html is not None:
        from youthsim.evidence.page import audit_page

        try:
            html.write_text(audit_page(findings, len(register), title), encoding="utf-8")
        except OSError as fault:
            raise CannotWrite(html, fault) from None
    if as_json:
        click.echo(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=1))
    else:
        _table(findings, len(register), title, everything)
    sys.exit(1 if standing(findings) else 0)


def _table(findings: list, size: int, title: str, everything: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from youthsim.evidence.page import number

    console = Console()
    counts = Counter(finding.verdict for finding in findings)
    style = {"agrees": "green", "rounding": "cyan", "ambiguous": "yellow", "contradiction": "bold red"}
    table = Table(
        title=f"Audit of {title}", show_header=True, title_justify="left", expand=True, show_lines=True
    )
    table.add_column("verdict", width=13)
    table.add_column("printed", width=22, overflow="fold")
    table.add_column(
        "what follows from the other figures, and what is done about it", ratio=1, overflow="fold"
    )
    order = ("contradiction", "ambiguous", "rounding", "agrees")
    for finding in sorted(findings, key=lambda one: (not one.stands, order.index(one.verdict))):
        if finding.verdict in ("agrees", "rounding") and not everything:
            continue
        printed = Text(number(finding.reported, finding.unit), style="bold")
        printed.append(f"\n{finding.document}, {finding.where}".rstrip(", "), style="not bold dim")
        text = Text()
        if finding.recomputed is not None:
            text.append(f"{number(finding.recomputed, finding.unit)}  ", style="bold")
        text.append(finding.message)
        if finding.decision is not None:
            used = f" Used: {finding.decision.value_used}." if finding.decision.value_used else ""
            text.append(f"\n→ {finding.decision.consequence}{used}", style="dim")
        elif finding.verdict == "contradiction":
            text.append("\n→ no decision explains this", style="red")
        text.append(f"\n{finding.id}", style="dim italic")
        table.add_row(Text(finding.verdict, style=style[finding.verdict]), printed, text)
    if table.row_count:
        console.print(table)
    words = {
        "agrees": "agree",
        "rounding": "differ by rounding only",
        "ambiguous": "ambiguous",
        "contradiction": "contradictions",
    }
    spoken = ", ".join(f"{counts[name]} {word}" for name, word in words.items())
    unexplained = sum(finding.stands for finding in findings)
    console.print(
        f"{size} figures, {len(findings)} checks with a result: {spoken}; {unexplained} unexplained."
    )
