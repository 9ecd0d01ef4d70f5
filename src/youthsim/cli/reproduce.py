"""youthsim reproduce: a run made again from its manifest, and whether the same bytes came out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthsim.cli import options
from youthsim.cli.faults import exit_on_faults

if TYPE_CHECKING:
    from youthsim.experiment.reproduce import Reproduced

DIFFERENT = 1


@click.command()
@click.argument("manifest", type=click.Path(path_type=Path))
@options.workers
@click.option("--out", type=options.FOLDER, help="Keep the new run in this folder, which must be empty.")
def reproduce(manifest: Path, workers: int | None, out: Path | None) -> None:
    """Run again what MANIFEST (manifest.json of a run, or the folder it is in) describes.

    Says that the same bytes came out (exit 0), or which version, source, data or setting differs (exit 1).
    """
    from youthsim.experiment.reproduce import reproduce as make_again

    if out is not None:
        options.writable(out)
    with exit_on_faults(), options.simulating(directory=out) as ears:
        found = make_again(manifest, workers=workers, out=out, **ears)
    for line in told(found):
        click.echo(line)
    if not found.same:
        raise SystemExit(DIFFERENT)


def told(found: Reproduced) -> list[str]:
    """The verdict in lines: what is the same, what is not, and what explains it."""
    if found.same:
        lines = ["The same bytes: " + ", ".join(found.files) + "."]
        if found.changed:
            lines.append("That is although these are not as they were:")
    else:
        others = [name for name, same in found.files.items() if not same]
        lines = ["Other bytes than then: " + ", ".join(others) + "."]
        lines += [f"  {line}" for line in found.figures]
        lines.append(
            "Not as it was then:"
            if found.changed
            else "Versions, sources, data, settings and machine are as they were: please report this."
        )
    lines += [f"  {line}" for line in found.changed]
    if found.edited:
        lines.append("Changed since the run wrote them: " + ", ".join(found.edited) + ".")
    return lines
