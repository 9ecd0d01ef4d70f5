"""youthsim instruments: which of a regime's four instruments makes the difference."""

# ruff: noqa: E501
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthsim.cli.faults import exit_on_faults
from youthsim.cli.progress import bar, stopping_kindly

if TYPE_CHECKING:
    from youthsim.experiment.instruments import InstrumentsResult


@click.command()
@click.argument("scenario")
@click.option(
    "--arm", help="Whose funding to go to; left out: the first alternative that is funded otherwise."
)
@click.option("--from", "start", default="baseline", show_default=True, help="Whose funding to start from.")
@click.option(
    "--draws", type=click.IntRange(min=1), help="Draws of the uncertain parameters (else the scenario's)."
)
@click.option("--replicates", type=click.IntRange(min=2), help="Towns with other luck per draw.")
@click.option(
    "--population-share",
    type=click.FloatRange(0, 100, min_open=True),
    help="Percent of the town, for a quick look.",
)
@click.option("--seed", type=click.IntRange(min=0), help="Chooses the luck.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes; left out: one per core.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder; out/NAME-instruments if left out.",
)
@click.option(
    "--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Language of the page."
)
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
    from youthsim.cli.run import writable
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
    directory = out or Path("out") / f"{loaded.name}-instruments"
    writable(directory)
    with stopping_kindly(), bar("Simulating sixteen combinations") as tell:
        result = divide(
            loaded, arm=goal, start=start, draws=draws, replicates=replicates, seed=seed, workers=workers,
            population_share=population_share / 100 if population_share else None, out=directory, tell=tell,
            say=lambda line: click.echo(line, err=True),
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
