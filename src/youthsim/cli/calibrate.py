"""youthsim calibrate: fit the parameters to observed figures, or check a stored fit."""

# ruff: noqa: E501
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthsim.cli.faults import exit_on_faults
from youthsim.cli.progress import bar, failing_kindly, lines, stopping_kindly

if TYPE_CHECKING:
    from youthsim.calibration.targets import TargetFile


@click.command()
@click.option(
    "--targets",
    "targets_file",
    default="targets.yaml",
    show_default=True,
    help="YAML file with targets, or a bundled one.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the posterior; left out: calibration/posterior beside the bundled targets, and with --quick out-calibration/quick.",
)
@click.option(
    "--runs",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for finished towns, to go on after a stop; left out: out-calibration.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Chooses design and luck."
)
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processes; left out: one per core. Never changes results."
)
@click.option("--design", type=click.IntRange(min=64), help="Towns over the prior (2,048).")
@click.option("--draws", type=click.IntRange(min=8), help="Posterior draws through the real model (400).")
@click.option(
    "--sbc",
    type=click.IntRange(min=0),
    default=200,
    show_default=True,
    help="Repetitions of the method's own test.",
)
@click.option(
    "--quick",
    is_flag=True,
    help="A fit too small to be used: to see that all runs, in some minutes. It never takes the place of the bundled one unless --out says so.",
)
@click.option(
    "--check",
    "checking",
    is_flag=True,
    help="Run some stored draws again; exit code 1 when a figure moved beyond Monte Carlo error.",
)
@click.option(
    "--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Language of the page."
)
def calibrate(
    targets_file: str, out: Path | None, runs: Path | None, seed: int, workers: int | None, design: int | None,
    draws: int | None, sbc: int, quick: bool, checking: bool, lang: str,
) -> None:  # fmt: skip
    """Fit every uncertain parameter to what was observed, and say how far to trust it.

    Writes posterior.parquet, manifest.json, diagnostics.json, predictive.npz, and page.nl.html and
    page.en.html. A stopped fit goes on with the same command.
    """
    from youthsim.calibration.folders import POSTERIOR, bundled_calibration, target_file
    from youthsim.calibration.targets import read_targets
    from youthsim.experiment.workers import default_workers

    runs = runs or Path("out-calibration")
    trial = quick and not checking  # too small to take the place of the fit that is in use
    folder = out or (runs / "quick" if trial else bundled_calibration() / POSTERIOR)
    with exit_on_faults():
        file = read_targets(target_file(targets_file), to_fit=True)
    if checking:
        raise SystemExit(check_stored(folder, file, draws or 60, workers or default_workers()))
    fit_and_tell(
        file,
        folder,
        runs,
        seed,
        workers or default_workers(),
        design,
        draws,
        sbc,
        quick,
        lang,
    )


def fit_and_tell(
    file: TargetFile, folder: Path, runs: Path, seed: int, workers: int, design: int | None, draws: int | None,
    sbc: int, quick: bool, lang: str,
) -> None:  # fmt: skip
    """The fit, with progress, and a few lines on what came out."""
    from dataclasses import replace

    from youthsim.calibration.calibrating import calibrate as run_fit
    from youthsim.calibration.fitting import Effort
    from youthsim.cli.options import writable
    from youthsim.report.fit_page import write_fit_page

    writable(folder)
    effort = Effort.quick() if quick else Effort()
    effort = replace(effort, **{k: v for k, v in (("design", design), ("draws", draws)) if v is not None})
    with exit_on_faults(), stopping_kindly(), failing_kindly(runs):
        posterior = run_fit(
            file, folder, runs, effort=effort, seed=seed, workers=workers, sbc=min(sbc, 20) if quick else sbc,
            tell=lines, say=lambda line: click.echo(line, err=True),
        )  # fmt: skip
    for language in ("nl", "en"):
        write_fit_page(folder, language)
    m = posterior.manifest
    click.echo(
        f"{m['inside']['inside']} of {m['inside']['targets']} fitted figures inside the 90% posterior predictive interval (fitted, so no test)."
    )
    click.echo(
        f"The data told something about {len(m['learned'])} parameters; {len(m['not_learned'])} are still their priors."
    )
    if m["quick"]:
        click.echo("A quick fit: do not use it for an answer.")
    click.echo(str(folder / f"page.{lang}.html"))


def check_stored(folder: Path, file: TargetFile, draws: int, workers: int) -> int:
    """Exit code 0 when the model still shows what was stored, 1 when not, 2 when nothing is stored."""
    from youthsim.calibration.checking import check

    with exit_on_faults(), stopping_kindly(), failing_kindly(), bar("Checking the posterior") as tell:
        try:
            found = check(folder, file, draws=draws, workers=workers, tell=tell)
        except FileNotFoundError as error:
            click.echo(f"{error}; fit one with `youthsim calibrate`", err=True)
            return 2
    for line in (*found.faults, *map(str, found.moved)):
        click.echo(line)
    for note in found.notes:
        click.echo(f"Note: {note}.")
    click.echo(
        "The posterior still holds."
        if found.passed
        else "The stored posterior no longer describes the model: fit anew."
    )
    return 0 if found.passed else 1
