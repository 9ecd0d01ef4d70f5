"""youthsim schema: the JSON schema of scenario files, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from youthsim.cli.faults import CannotWrite


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write instead of the screen."
)
def schema(out: Path | None) -> None:
    """Write the JSON schema of scenario files.

    With the line `# yaml-language-server: $schema=schema.json` on top of a scenario, editors complete keys
    and underline mistakes.
    """
    from youthsim.catalogue import json_schema

    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CannotWrite(out, error) from None
    click.echo(f"Wrote {out}")
