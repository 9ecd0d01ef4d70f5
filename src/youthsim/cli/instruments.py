"""youthsim instruments: which of a regime's four instruments makes the difference."""

# ruff: noqa: E501
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthsim.cli import options
from youthsim.cli.faults import exit_on_faults

if TYPE_CHECKING:
    from youthsim.experiment.instruments import InstrumentsResult


@click.command()
@options.scenario
@click.option(
    "--arm", help="Whose funding to go to; left out: the first alternative that is funded otherwise."
)
@click.option("--from", "start", default="baseline", show_default=True, help="Whose funding to start from.")
@options.draws
@options.replicates()
@options.population_share
@options.seed()
@options.workers
@options.out("NAME-instruments")
@options.lang("page")
def instruments(
    scenario: str,
    arm: str | None,
    start: str,
    draws: int | None,
    replicates: int | None,
    population_share: float | None,
    seed: int | None,
    workers: int | None,
    out: Path | None,
    lang: str,
) -> None:
    """Divide the difference between two ways of funding in SCENARIO over law, governance, financing and accountability.

    All sixteen combinations are simulated in the same towns; each instrument gets its Shapley value.
    """
    from youthsim.experiment.instruments import combinations_plan, funded_otherwise
    from youthsim.experiment.instruments import instruments as divide
    from youthsim.experiment.runner import as_scenario

    with exit_on_faults():
        loaded = as_scenario(scenario)
    try:
        goal = arm or funded_otherwise(loaded, start)
        combinations_plan(loaded, start, goal, draws=draws, replicates=replicates)
    except ValueError as fault:
        raise click.UsageError(str(fault)) from None
    directory = options.writable(out or Path("out") / f"{loaded.name}-instruments")
    with options.simulating("Simulating sixteen combinations", directory) as ears:
        result = divide(
            loaded, arm=goal, start=start, draws=draws, replicates=replicates, seed=seed, workers=workers,
            population_share=population_share, out=directory, **ears,
        )  # fmt: skip
        from youthsim.report.instruments import write_instruments_page

        page = write_instruments_page(result, directory, lang)
    _show(result)
    click.echo(f"\n{directory / 'instruments.json'}\n{page}")


def _show(result: InstrumentsResult) -> None:
    from youthsim.experiment.answer import euros

    about = result.about
    click.echo(
        f"From {about['start_label']} to {about['goal_label']}: all residents, {about['horizon_months']} months, "
        f"prices of {about['price_year']}; Shapley value with what is not known of the parameters (90%)"
    )
    for outcome in dict.fromkeys(row["outcome"] for row in result.rows):
        click.echo(f"\n{outcome}")
        for row in result.rows:
            if (row["outcome"], row["part"], row["interval"]) == (outcome, "shapley", "parameter"):
                ends = (row["mean"], row["p05"], row["p95"])
                mean, low, high = (euros(x, "en") if row["unit"] == "cents" else f"{x:,.4g}" for x in ends)
                click.echo(f"  {row['instrument']:<16} {mean:>14}  ({low} to {high})")
