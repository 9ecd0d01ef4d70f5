"""youthsim bench: nanoseconds per child-month on this machine."""

# ruff: noqa: E501
from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from youthsim.cli.faults import exit_on_faults
from youthsim.cli.progress import failing_kindly

if TYPE_CHECKING:
    from youthsim.experiment.speed import Speed


@click.command()
@click.argument("scenario", default="zwolle-30-40")
@click.option(
    "--burn-in",
    "burn_in",
    type=click.IntRange(min=13),
    default=24,
    show_default=True,
    help="Months lived before the clock starts.",
)
@click.option("--horizon", type=click.IntRange(min=1), default=24, show_default=True, help="Months timed.")
@click.option(
    "--timings", type=click.IntRange(min=1), default=5, show_default=True, help="Runs; the shortest counts."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def bench(scenario: str, burn_in: int, horizon: int, timings: int, as_json: bool) -> None:
    """Time the model on the town of SCENARIO (zwolle-30-40 if left out), at prior medians.

    Use it on a quiet machine. The first time, compiling comes on top: some ten seconds to half a minute.
    """
    from youthsim.experiment.runner import as_scenario

    with exit_on_faults():
        loaded = as_scenario(scenario)
    from youthsim.experiment.speed import measure

    click.echo("Timing the model; compiling first if that was not done yet.", err=True)
    with exit_on_faults(), failing_kindly():
        speed = measure(loaded, burn_in=burn_in, horizon=horizon, timings=timings)
    if as_json:
        click.echo(json.dumps(speed.as_dict(), indent=1))
        return
    for line in told(speed):
        click.echo(line)


def told(speed: Speed) -> list[str]:
    """The timing in words: every figure with the population, ages, burn-in, arms and horizon behind it."""
    share = "" if speed.population_share == 1 else f" ({speed.population_share:.0%} of it)"
    return [
        f"{speed.month_ns:6.1f} ns per child-month: {speed.place}{share}, {speed.children:,} residents of {speed.ages} "
        f"({speed.minors:,} under 18), one arm, {speed.horizon_months} months after {speed.burn_in_months} of burn-in",
        f"{speed.world_ns:6.1f} ns per child-month: the same town synthesised, burned in ({speed.burn_in_months} months) and lived "
        f"in {speed.arms} arms ({speed.horizon_months} months, caseload {speed.caseload}), everything included",
        f"{speed.numpy_ns:6.1f} ns per child-month: the NumPy loop, three needs and nothing else; the model costs {speed.ratio:.2f} times that",
        f"One thread. Shortest of {speed.timings} runs on {speed.machine} ({speed.cores} cores), Python {speed.python}; "
        f"compiling or loading took {speed.compile_seconds:.1f} s.",
    ]
