"""youthsim budget: the size of the budget against waiting, unmet need, heavy care and each bill."""

# ruff: noqa: E501
from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthsim.cli import options
from youthsim.cli.faults import exit_on_faults

if TYPE_CHECKING:
    from youthsim.experiment.budget_line import BudgetLineResult

SHOWN = (
    ("months_waiting", "waiting"), ("unmet_need_months", "unmet need"), ("months_placed", "placed"),
    ("paid:municipality", "municipality"), ("paid:others", "other payers"), ("paid:all", "all payers"),
)  # fmt: skip


@click.command()
@options.scenario
@click.option(
    "--overrun", type=click.Choice(["stop", "thin", "pay"]), default="stop", show_default=True,
    help="What happens when the amount is used up.",
)  # fmt: skip
@options.draws
@options.replicates()
@options.population_share
@options.seed()
@options.workers
@options.out("NAME-budget")
@options.lang("figure")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def budget(
    scenario: str,
    overrun: str,
    draws: int | None,
    replicates: int | None,
    population_share: float | None,
    seed: int | None,
    workers: int | None,
    out: Path | None,
    lang: str,
    as_json: bool,
) -> None:
    """Live the town of SCENARIO with a year's budget of 70% to 130% of last year's use, under each regime.

    The same money for the same services, without approaches: who waits, whose need is unmet, who is placed, who pays.
    """
    from youthsim.experiment.budget_line import budget_line
    from youthsim.experiment.runner import as_scenario

    with exit_on_faults():
        loaded = as_scenario(scenario)
    directory = options.writable(out or Path("out") / f"{loaded.name}-budget")
    with options.simulating("Living under each budget", directory) as ears:
        result = budget_line(
            loaded, overrun=overrun, draws=draws, replicates=replicates, seed=seed, workers=workers,
            population_share=population_share, out=directory, **ears,
        )  # fmt: skip
        from youthsim.report.analyses import save
        from youthsim.report.figures.budget import budget_figure

        save(budget_figure(result, lang), directory / "figures", "budget")
    if as_json:
        click.echo(json.dumps(result.plain(), ensure_ascii=False, indent=1))
        return
    for line in told(result):
        click.echo(line)
    click.echo(f"\n{directory / 'budget.csv'}\n{directory / 'figures'}")


def told(result: BudgetLineResult) -> list[str]:
    """The table: the town without a budget, then per regime what differs from it at each budget."""
    about = result.about
    lines = [
        f"All residents, {about['horizon_months']} months, prices of {about['price_year']}, money discounted. "
        f"{about['draws']} draws of {about['replicates']} towns.",
        f"Budget: part of last year's use of {', '.join(about['services'])}; used up: {about['overrun']}.",
        "±: Monte Carlo error of the mean, half its 90% interval. Child-months; euros.",
        *([about["caution"]["en"]] if about["caution"] else []),
        "",
        f"{'':>18}" + "".join(f"{name:>22}" for _, name in SHOWN),
        f"{'pxq, no budget':<18}" + "".join(_cell(result, "baseline", id_, 0, "level") for id_, _ in SHOWN),
        "",
        "Differences from that:",
    ]
    for regime in about["regimes"]:
        for place, part in enumerate(about["budgets"]):
            cells = "".join(_cell(result, regime, id_, place, "difference") for id_, _ in SHOWN)
            lines.append(f"{regime:<12}{part:>5.0%} {cells}")
        lines.append("")
    return lines + _crossings(result)


def _cell(result: BudgetLineResult, regime: str, measure: str, place: int, part: str) -> str:
    row = result.line(regime, measure, part, "monte_carlo")[place]
    return f"{_said(row['mean'], row['unit'])} ±{_said((row['p95'] - row['p05']) / 2, row['unit'])}".rjust(22)


def _said(value: float, unit: str) -> str:
    from youthsim.experiment.answer import euros

    return euros(value, "en") if unit == "cents" else f"{value:,.0f}"


def _crossings(result: BudgetLineResult) -> list[str]:
    """Where each line crosses that of price times quantity, and whether that is more than luck."""
    shown = dict(SHOWN)
    lines = [
        f"  {row['regime']}, {shown[row['measure']]}: {row['budget']:.0%}"
        + ("" if row["sure"] else " (may be luck)")
        for row in result.crossings
        if row["measure"] in shown
    ]
    return [
        "Crosses price times quantity with the same budget at:",
        *(lines or ["  nowhere between 70% and 130%"]),
    ]
