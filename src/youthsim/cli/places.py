"""youthsim places: what was claimed and what is true, over all places, from finished runs."""

from __future__ import annotations

from pathlib import Path

import click

from youthsim.cli.faults import CannotWrite
from youthsim.cli.options import FOLDER


@click.command()
@click.argument("runs", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=FOLDER,
    default=Path("out/places"),
    show_default=True,
    help="Folder for places.html, places.md and places.json.",
)
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Language.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A Markdown page whose part between <!-- places --> and <!-- end --> is replaced by the table.",
)
@click.option("--json", "as_json_", is_flag=True, help="Print the numbers as JSON, and write nothing.")
def places(runs: tuple[Path, ...], out: Path, lang: str, into: Path | None, as_json_: bool) -> None:
    """Set the finished RUNS (folders with a summary.json; all of out/ when left out) side by side.

    A run made with --assumptions-off also tells which share of its result rests on assumptions only.
    """
    from youthsim.experiment.manifest import NotOneResult, check_together
    from youthsim.report.places import as_json, read_places
    from youthsim.report.places_page import fill, write_places

    found = runs or tuple(sorted(path.parent for path in Path("out").glob("*/summary.json")))
    if not found:
        raise click.UsageError(
            "no finished runs: name folders that hold a summary.json, or run a scenario first"
        )
    missing = [str(run) for run in found if not (run / "summary.json").is_file()]
    if missing:
        raise click.UsageError("no finished run (no summary.json) in " + ", ".join(missing))
    try:
        for run in found:
            check_together(run)
        findings = read_places(found)
    except NotOneResult as error:
        raise click.UsageError(str(error)) from None
    except (FileNotFoundError, KeyError, ValueError) as error:
        raise click.UsageError(f"a summary.json that this version cannot read: {error}") from None
    if as_json_:
        import json

        click.echo(json.dumps(as_json(findings), ensure_ascii=False, indent=2))
        return
    try:
        page = write_places(findings, out, lang)
        if into is not None:
            fill(into, findings, lang)
    except OSError as error:
        raise CannotWrite(error.filename or out, error) from None
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    click.echo(str(page))
