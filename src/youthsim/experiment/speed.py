"""How fast the model is on this machine, per month that one child lives in it.

The full model is timed: people, institutions, queues and books, a real town at prior medians. Beside it
stands a loop in plain NumPy, timed in the same process, that does almost nothing (three needs move towards
their own level under noise): what a vectorised program of this size costs here before it has any rules.
The shortest of several runs is the figure, because everything else a machine does can only lengthen it.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np

from youthsim.catalogue.models import Scenario
from youthsim.experiment import settling, world
from youthsim.experiment.plan import Plan
from youthsim.funding.regimes import regime_of
from youthsim.model import YouthCareModel, running
from youthsim.people.compiled import CACHE_FOLDER
from youthsim.people.streams import world_key

LEAST_BURN_IN = 13


@dataclass(frozen=True)
class Speed:
    """One timing. `month_ns` is one town, one arm, per child-month; `world_ns` a burn-in and all arms.

    children: residents of 0-22 in the first timed month. Child-months count each of them once per month and
    arm. `numpy_ns` is the reference loop; `ratio` is month_ns / numpy_ns, which travels between machines.
    """

    month_ns: float
    world_ns: float
    numpy_ns: float
    ratio: float
    compile_seconds: float
    place: str
    population_share: float
    children: int
    minors: int
    ages: str
    burn_in_months: int
    horizon_months: int
    arms: int
    caseload: int
    timings: int
    machine: str
    python: str
    cores: int
    compiled: bool

    def as_dict(self) -> dict[str, object]:
        """Every field, for JSON."""
        return asdict(self)


def measure(scenario: Scenario, *, burn_in: int = 24, horizon: int = 24, timings: int = 5) -> Speed:
    """Times the model on a scenario's town.

    burn_in, horizon: months. timings: runs of the month and of the reference, of which the shortest counts.
    """
    short = {"burn_in_months": max(LEAST_BURN_IN, burn_in), "horizon_months": horizon}
    scenario = scenario.model_copy(update=short)
    plan = Plan.of(scenario)
    values = {name: d.quantile(0.5) for name, d in plan.distributions.items() if not name.startswith("arms.")}
    begun = time.perf_counter()
    hamlet = {"population_share": 0.02, "burn_in_months": LEAST_BURN_IN, "horizon_months": 2}
    world.simulate(scenario.model_copy(update=hamlet), values, 0, 0, sizes=scenario.sizes[:1])
    compile_seconds = time.perf_counter() - begun

    prices = settling.priced(values, scenario)
    key = world_key(scenario.seed, 0, 0)
    town = settling.burn_in(scenario, prices, key)
    age = town.state.children["age_months"]
    home = town.state.households[town.state.children["household"]]
    here = (home["arrives"] <= town.state.month) & (town.state.month < home["departs"]) & (age >= 0)
    children, minors = int((here & (age < 276)).sum()), int((here & (age < 216)).sum())
    target = scenario.target
    arms = 1 + len(scenario.alternatives)
    written = scenario.arms["baseline"].regime or scenario.regime

    def live() -> None:
        state = town.state.copy()
        regime = regime_of(written, prices)
        with running(YouthCareModel(state, regime, None, prices, key, 1, state.month)) as model:
            for _ in range(horizon):
                model.step()

    def world_of_arms() -> None:
        world.simulate(scenario, values, 0, 0, sizes=(target,))

    month_ns = shortest(live, timings) / (children * horizon)
    lived = children * (scenario.burn_in_months + arms * horizon)
    world_ns = shortest(world_of_arms, max(2, timings // 2)) / lived
    numpy_ns = shortest(lambda: move_needs_in_numpy(children, horizon), timings) / (children * horizon)
    return Speed(
        month_ns=month_ns, world_ns=world_ns, numpy_ns=numpy_ns, ratio=month_ns / numpy_ns,
        compile_seconds=compile_seconds, place=scenario.place, population_share=scenario.population_share,
        children=children, minors=minors, ages="0-22", burn_in_months=scenario.burn_in_months,
        horizon_months=horizon, arms=arms, caseload=target, timings=timings, machine=machine_name(),
        python=platform.python_version(), cores=os.cpu_count() or 1, compiled=CACHE_FOLDER is not None,
    )  # fmt: skip


def shortest(work: Callable[[], object], timings: int) -> float:
    """Nanoseconds of the shortest of some runs."""
    best = float("inf")
    for _ in range(timings):
        begun = time.perf_counter_ns()
        work()
        best = min(best, float(time.perf_counter_ns() - begun))
    return best


def move_needs_in_numpy(children: int, months: int) -> float:
    """The reference: three needs per child move under noise, and the worst is compared with a threshold."""
    rng = np.random.default_rng(1)
    own = rng.standard_normal((children, 3))
    need = own.copy()
    high = 0
    for _ in range(months):
        need = own + 0.93 * (need - own) + 0.2 * rng.standard_normal((children, 3))
        high += int((need.max(axis=1) > 1.3).sum())
    return float(high)


def machine_name() -> str:
    """The processor's name where the system tells it."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as told:
            for line in told:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
