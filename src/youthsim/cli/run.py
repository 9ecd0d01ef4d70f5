"""youthsim run: from a scenario to summary, results, figures and report."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from youthsim.cli import options
from youthsim.cli.faults import exit_on_faults
from youthsim.portable import safe_name

if TYPE_CHECKING:
    from youthsim.experiment.results import Result


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
@options.force
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
    force: bool,
) -> None:
    """Run SCENARIO (a path, or a bundled name such as zwolle-30-40).

    A run that was stopped goes on where it was, and more draws continue fewer. All files appear together when
    the last one is ready.
    """
    from youthsim.experiment.runner import as_scenario

    with exit_on_faults():
        loaded = as_scenario(scenario)
    if (replicates or loaded.replicates) < 2:
        raise click.UsageError(
            "at least 2 replicates are needed: with one, luck and parameters cannot be told apart"
        )
    directory = options.writable(out or Path("out") / safe_name(loaded.name))
    options.free(directory, loaded, force)
    from youthsim.experiment.analysis import Workplace
    from youthsim.experiment.assumptions import FOLDER, without_assumptions
    from youthsim.experiment.plan import Plan
    from youthsim.experiment.results import write_files
    from youthsim.experiment.runner import run as run_scenario

    command = shlex.join(["youthsim", *sys.argv[1:]])
    with options.simulating(directory=directory) as ears:

        def finish(result: Result) -> None:
            if not no_report:
                _report(result, lang)
            if assumptions_off:
                other = without_assumptions(loaded)
                plan = Plan.of(other, draws=draws, replicates=replicates, seed=seed)
                place = Workplace(directory / FOLDER, workers=workers, checked=True, **ears)
                write_files(place.ensemble(plan), result.directory / FOLDER, command=command)

        result = run_scenario(
            loaded, draws=draws, replicates=replicates, seed=seed, workers=workers, out=directory,
            force=force, finish=finish, command=command, **ears,
        )  # fmt: skip
    said = result.summary["answer"][lang]
    for sentence in dict.fromkeys([*said, *result.summary.get("cautions", {}).get(lang, [])]):
        click.echo(f"\n{sentence}")
    click.echo()
    click.echo(fitted(result.summary["scenario"], lang))
    page = directory / "report.html"
    click.echo(str(page if page.is_file() and not no_report else directory / "summary.json"))


def _report(result: Result, lang: str) -> None:
    try:
        from youthsim.report import write_report
    except ImportError as error:
        click.echo(f"No report: {error}", err=True)
        return
    write_report(result, result.directory, lang)


def fitted(scenario: Mapping[str, Any], lang: str) -> str:
    """Where the parameters come from, in one line."""
    fit = scenario["posterior"]
    if fit is None:
        return "These are priors, not a calibration." if lang == "en" else "Dit zijn priors, geen kalibratie."
    n, left = fit["targets"], len(fit["not_learned"])
    of = left + len(fit["learned"])
    if lang == "en":
        return f"Fitted to {n} observed figures; {left} of the {of} uncertain parameters are still priors."
    return f"Afgesteld op {n} waargenomen cijfers; {left} van de {of} onzekere parameters zijn nog aannames."
