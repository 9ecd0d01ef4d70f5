"""youthsim run: from a scenario to summary, results, figures and report."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from youthsim.cli import options
from youthsim.cli.faults import exit_on_faults


@click.command()
@options.scenario
@options.draws
@options.replicates()
@options.seed()
@options.workers
@options.out("NAME")
@options.lang("report")
@click.option("--no-report", is_flag=True, help="Only summary, results and manifest.")
@click.option(
    "--assumptions-off",
    is_flag=True,
    help="Run once more without effects that rest on assumptions only, in FOLDER/assumptions-off.",
)
def run(
    scenario: str,
    draws: int | None,
    replicates: int | None,
    seed: int | None,
    workers: int | None,
    out: Path | None,
    lang: str,
    no_report: bool,
    assumptions_off: bool,
) -> None:
    """Run SCENARIO (a path, or a bundled name such as zwolle-30-40).

    A run that was stopped goes on where it was, and more draws continue fewer.
    """
    from youthsim.experiment.runner import as_scenario

    with exit_on_faults():
        loaded = as_scenario(scenario)
    if (replicates or loaded.replicates) < 2:
        raise click.UsageError(
            "at least 2 replicates are needed: with one, luck and parameters cannot be told apart"
        )
    directory = options.writable(out or Path("out") / loaded.name)
    from youthsim.experiment.runner import run as run_scenario

    with options.simulating(directory=directory) as ears:
        result = run_scenario(
            loaded, draws=draws, replicates=replicates, seed=seed, workers=workers, out=directory,
            command=" ".join(["youthsim", *sys.argv[1:]]), **ears,
        )  # fmt: skip
        report = None if no_report else _report(result, directory, lang)
        if assumptions_off:
            from youthsim.experiment.assumptions import FOLDER, without_assumptions

            run_scenario(
                without_assumptions(loaded), draws=draws, replicates=replicates, seed=seed, workers=workers,
                out=directory / FOLDER, tell=ears["tell"],
            )  # fmt: skip
    said = result.summary["answer"][lang]
    for sentence in dict.fromkeys([*said, *result.summary.get("cautions", {}).get(lang, [])]):
        click.echo(f"\n{sentence}")
    click.echo()
    click.echo(fitted(result.summary["scenario"], lang))
    click.echo(str(report if report else directory / "summary.json"))


def _report(result: object, directory: Path, lang: str) -> Path | None:
    try:
        from youthsim.report import write_report
    except ImportError as error:
        click.echo(f"No report: {error}", err=True)
        return None
    write_report(result, directory, lang)
    return directory / "report.html"


def fitted(scenario: Mapping[str, Any], lang: str) -> str:
    """Where the parameters come from, in one line."""
    fit = scenario["posterior"]
    if fit is None:
        return "These are priors, not a calibration." if lang == "en" else "Dit zijn priors, geen kalibratie."
    n, left = fit["targets"], len(fit["not_learned"])
    of = left + len(fit["learned"])
    if lang == "en":
        return f"Fitted to {n} observed figures; {left} of the {of} parameters of the fit are still priors."
    return f"Gefit op {n} waargenomen cijfers; {left} van de {of} parameters van de fit zijn nog priors."
