"""youthsim sensitivity: which parameters decide the answer."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from youthsim.cli import options
from youthsim.cli.faults import exit_on_faults

if TYPE_CHECKING:
    from youthsim.experiment.sensitivity import SensitivityResult


@click.command()
@options.scenario
@click.option(
    "--outcome", default="net_saving", show_default=True, help="What to explain; see `youthsim outcomes`."
)
@click.option(
    "--trajectories",
    type=click.IntRange(2, 1000),
    default=3,
    show_default=True,
    help="Of the Morris screening.",
)
@click.option(
    "--base-samples",
    type=click.IntRange(0, 2**20),
    default=32,
    show_default=True,
    help="Of Sobol, a power of two; 0: no Sobol.",
)
@click.option(
    "--survivors",
    type=click.IntRange(1, 50),
    default=4,
    show_default=True,
    help="Factors that go on to Sobol.",
)
@click.option(
    "--open-groups",
    type=click.IntRange(0, 50),
    default=2,
    show_default=True,
    help="Mechanisms whose parameters are screened one by one; 0: all.",
)
@click.option("--groups", is_flag=True, help="Each mechanism as one factor: fewer runs.")
@options.replicates("Towns per point, the same at every point.")
@options.population_share
@options.seed("Chooses design and luck.")
@options.workers
@options.out("NAME-sensitivity")
@options.lang("figures")
def sensitivity(
    scenario: str,
    outcome: str,
    trajectories: int,
    base_samples: int,
    survivors: int,
    open_groups: int,
    groups: bool,
    replicates: int | None,
    population_share: float | None,
    seed: int | None,
    workers: int | None,
    out: Path | None,
    lang: str,
) -> None:
    """Screen the uncertain parameters of SCENARIO (Morris), then split the variance over the strongest (Sobol)."""
    from youthsim.experiment.runner import as_scenario
    from youthsim.experiment.sensitivity import known_outcomes
    from youthsim.scenario.faults import choices

    with exit_on_faults():
        loaded = as_scenario(scenario)
    if outcome not in known_outcomes():
        raise click.UsageError(f"no outcome is called {outcome}: {choices(outcome, known_outcomes())}")
    if base_samples & (base_samples - 1):
        raise click.UsageError(
            f"--base-samples {base_samples} is not a power of two (expected such as 32, 64, 128)"
        )
    directory = options.writable(out or Path("out") / f"{loaded.name}-sensitivity")
    from youthsim.experiment.sensitivity import sensitivity as run_sensitivity

    with options.simulating(directory=directory) as ears:
        result = run_sensitivity(
            loaded, outcome, trajectories=trajectories, base_samples=base_samples, survivors=survivors, groups=groups,
            open_groups=open_groups,
            replicates=replicates, population_share=population_share, seed=seed,
            workers=workers, out=directory, **ears,
        )  # fmt: skip
        from youthsim.report.analyses import indices_figure, save, tornado_figure

        if not groups:
            save(tornado_figure(result, lang), directory / "figures", "tornado")
        save(indices_figure(result, lang), directory / "figures", "indices")
    _show(result)
    click.echo(f"\n{directory / 'sensitivity.json'}\n{directory / 'figures'}")


def heading(about: Mapping[str, Any]) -> list[str]:
    """Of what the figures below are: the outcome or payer, unit, arms, cases, horizon, prices, and the fit."""
    from youthsim.report.analyses import foot, outcome_said
    from youthsim.report.words import Words

    words, unit = Words("en"), str(about["unit"])
    said = outcome_said(about["outcome"], words)
    return [
        f"{said[:1].upper()}{said[1:]} ({about['outcome']}), in {unit.replace('cents', 'euros')}: {about['arm']} against baseline.",
        foot({name: value for name, value in about.items() if name != "warning"}, words),
    ]


def _show(result: SensitivityResult) -> None:
    about = result.about
    for line in heading(about):
        click.echo(line)
    if about.get("note"):
        click.echo(f"{about['outcome']}: {about['note']}")
        return
    unit = 100 if about["unit"].startswith("cents") else 1
    click.echo("Mean absolute effect of a step of a parameter through its range (Morris)")
    click.echo(f"Parameters move through: {about['moved_through']}")
    for row in (*result.by_group, *result.screening[:12]):
        if row["mu_star"] is not None:
            click.echo(
                f"  {row['factor']:<40} {row['mu_star'] / unit:>14,.3g} ± {(row['mu_star_conf'] or 0) / unit:,.2g}"
            )
    _noise("screening", about["screening_noise_share"])
    if result.indices:
        click.echo("Share of the variance, total and alone (Sobol)")
    for row in result.indices:
        if row["note"]:
            click.echo(f"  {row['factor']:<40} {row['note']}")
            continue
        click.echo(
            f"  {row['factor']:<40} {row['ST']:>6.2f} ± {row['ST_conf']:.2f}  {row['S1']:>6.2f} ± {row['S1_conf']:.2f}"
        )
    _noise("Sobol", about.get("sobol_noise_share"))
    if "warning" in about:
        click.echo(f"Beware: {about['warning']}.")


def _noise(what: str, share: float | None) -> None:
    if share is not None:
        click.echo(f"  of the variance in the {what} runs {100 * share:.0f}% is luck")
