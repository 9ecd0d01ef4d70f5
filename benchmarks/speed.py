"""Measures the model's speed on this machine and writes docs/speed.md.

python benchmarks/speed.py
"""

from __future__ import annotations

from pathlib import Path

from youthsim.experiment.runner import load
from youthsim.experiment.speed import Speed, measure

PAGE = Path(__file__).parents[1] / "docs" / "speed.md"
TOWNS = (("zwolle-30-40", 1.0), ("zwolle-30-40", 0.2), ("tilburg-650", 1.0))
AIM_NS = 60
HEAD = """\
# Speed

Nanoseconds per child-month, measured by `python benchmarks/speed.py` (as `youthsim bench` does). One thread;
the shortest of several runs. *Month*: one arm of the full model, people, institutions, queues and books.
*World*: a town synthesised, burned in and lived through in every arm. *NumPy*: a loop that only moves three
needs per child, in the same process. The aim is {aim} ns for the month: {verdict}.

| Town | Residents 0-22 | Burn-in, horizon (months) | Arms, caseload | Month | World | NumPy | Month / NumPy |
|---|---|---|---|---|---|---|---|
"""


def line(speed: Speed) -> str:
    """One row of the table."""
    share = "" if speed.population_share == 1 else f", {speed.population_share:.0%}"
    return (
        f"| {speed.place}{share} | {speed.children:,} | {speed.burn_in_months}, {speed.horizon_months} "
        f"| {speed.arms}, {speed.caseload} | {speed.month_ns:.0f} | {speed.world_ns:.0f} "
        f"| {speed.numpy_ns:.0f} | {speed.ratio:.1f} |\n"
    )


def main() -> None:
    """Measures each town and writes the page."""
    speeds = []
    for name, share in TOWNS:
        town = load(name).model_copy(update={"population_share": share})
        speeds.append(measure(town, burn_in=36, horizon=36))
        print(line(speeds[-1]), end="", flush=True)
    reached = max(speed.month_ns for speed in speeds) <= AIM_NS
    verdict = "reached in each of these towns" if reached else "not reached yet"
    machine = f"\n{speeds[0].machine}, {speeds[0].cores} cores, Python {speeds[0].python}.\n"
    page = HEAD.format(aim=AIM_NS, verdict=verdict) + "".join(map(line, speeds)) + machine
    PAGE.write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
