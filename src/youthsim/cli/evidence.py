"""youthsim evidence: what a parameter rests on, down to the page of the document."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

import click

from youthsim.cli.faults import CannotWrite


@click.command()
@click.argument("parameter", required=False)
@click.option("--all", "everything", is_flag=True, help="Every parameter with the weakest link under it.")
@click.option(
    "--html", "html", type=click.Path(path_type=Path), help="Write the whole register as a searchable page."
)
def evidence(parameter: str | None, everything: bool, html: Path | None) -> None:
    """Show what a PARAMETER, or a figure of the register, rests on: document, grade, audit."""
    from youthsim.evidence.register import load_register

    register = load_register()
    if html is not None:
        from youthsim.evidence.page import register_page

        try:
            html.write_text(register_page(register), encoding="utf-8", newline="\n")
        except OSError as fault:
            raise CannotWrite(html, fault) from None
        click.echo(f"{len(register)} figures written to {html}")
        if not everything and parameter is None:
            return
    from youthsim.parameters import PARAMETERS

    if everything:
        _overview(PARAMETERS)
        return
    if parameter is None:
        raise click.UsageError("name a parameter or a figure, or ask for --all")
    if parameter in PARAMETERS:
        _chain(PARAMETERS[parameter])
    elif parameter in register.figures:
        _figure(parameter, "")
    else:
        near = difflib.get_close_matches(parameter, [*PARAMETERS, *register.figures], n=3, cutoff=0.5)
        hint = (
            f"; did you mean {' or '.join(near)}?"
            if near
            else " (youthsim evidence --all lists all parameters)"
        )
        click.echo(f"no parameter or figure '{parameter}'{hint}", err=True)
        sys.exit(2)


def _overview(parameters) -> None:
    from youthsim.evidence.grading import weakest

    for name, declared in parameters.items():
        link = weakest(declared.evidence)
        recalled = " (recalled from memory)" if link.recalled else ""
        click.echo(f"{name:<44} {link.grade}{recalled}: {link.evidence}")


def _chain(parameter) -> None:
    from youthsim.evidence.grading import ASSUMPTION, MEANING, weakest

    click.secho(f"{parameter.name}", bold=True, nl=False)
    click.echo(f"  [{parameter.unit}]  prior {parameter.prior.describe()}")
    if parameter.note:
        click.echo(f"  {parameter.note}")
    for one in parameter.evidence:
        if one == ASSUMPTION:
            click.echo(
                "  └ assumption: no source stands under this; it is varied in the sensitivity analysis"
            )
        else:
            _figure(one, "  ")
    link = weakest(parameter.evidence)
    if set(parameter.evidence) <= {ASSUMPTION}:
        return
    click.echo(
        f"  weakest link: {link.evidence}, {link.grade}" + (", RECALLED, not read" if link.recalled else "")
    )
    click.echo(f"    ({MEANING[link.grade]})")
    if parameter.rests_on_assumption:
        click.echo("  nothing observed stands under this: it counts as an assumption")


def _figure(name: str, indent: str) -> None:
    from youthsim.evidence.audit import audit
    from youthsim.evidence.audit_words import number
    from youthsim.evidence.grading import grading
    from youthsim.evidence.page import short
    from youthsim.evidence.register import load_register

    register = load_register()
    figure = register[name]
    value = (
        figure.text if figure.value is None or figure.unit == "date" else number(figure.value, figure.unit)
    )
    spread = "" if figure.low is None or figure.high is None else f" ({figure.low:,g} to {figure.high:,g})"
    size = f"n = {figure.n}" if figure.n else ""
    level = f"prices of {figure.price_year}" if figure.price_year else ""
    extra = ", ".join(filter(None, (figure.period, size, level)))
    click.echo(
        f"{indent}└ {name}: {figure.quantity} = {value or 'not given'}{spread} {figure.unit}"
        + (f" [{extra}]" if extra else "")
    )
    graded = grading(name)
    where = ", ".join(filter(None, (register.cite(figure.citation), figure.where, figure.place)))
    click.echo(f"{indent}   {where}")
    url = register.references[figure.citation].get("URL")
    if url:
        click.echo(f"{indent}   {url}")
    recalled = (
        f", RECALLED FROM MEMORY (confidence {figure.confidence:g})"
        if graded.recalled and figure.confidence
        else ""
    )
    read = f", confidence of the reading {figure.confidence:g}" if not recalled and figure.confidence else ""
    click.echo(f"{indent}   grade: {figure.grade}{recalled}{read}")
    if figure.note:
        click.echo(f"{indent}   note: {figure.note}")
    if figure.kind == "literature":
        return
    for finding in audit(register):
        if name not in finding.figures or (finding.check == "price year" and finding.figures[0] != name):
            continue
        role = "recomputed as" if finding.figures[0] == name else f"used for {finding.figures[0]}:"
        click.echo(
            f"{indent}   audit: {finding.verdict}: {role} {short(finding.formula, 110) or finding.message}"
        )
        if finding.verdict in ("contradiction", "ambiguous"):
            click.echo(f"{indent}     {finding.message}")
        if finding.decision is not None:
            decision = finding.decision
            click.echo(
                f"{indent}     decision: {decision.consequence} Used: {decision.value_used} {decision.unit}."
            )
            click.echo(f"{indent}     why: {decision.why}")
