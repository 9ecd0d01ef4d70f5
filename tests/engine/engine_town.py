"""One small town, burned in once for all tests of this folder, in which arms of any kind can be lived."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from youthsim.arm_run import ArmRun
from youthsim.catalogue import Scenario, load
from youthsim.experiment import settling, world
from youthsim.experiment.settling import burn_in, priced
from youthsim.experiment.world import _mark
from youthsim.interventions.caseload import RULES, rank
from youthsim.model import YouthCareModel
from youthsim.parameters import medians
from youthsim.people.records import WORLD_RECORDS
from youthsim.people.state import State
from youthsim.people.streams import world_key

SIZES = (4, 12)


def small(name: str = "tilburg-650", sizes: Sequence[int] = SIZES, **changes: Any) -> Scenario:
    """A bundled scenario in a small town, over a short time."""
    scenario = load(name)
    settings = {"population_share": 0.03, "burn_in_months": 40, "horizon_months": 18, **changes}
    caseload = scenario.caseload.model_copy(update={"sizes": tuple(sizes), "target": sizes[-1]})
    arms = dict(scenario.arms)
    if "family_plan" in arms:  # the same approach under both regimes
        arms["family_plan_pxq"] = arms.pop("family_plan")
        arms["family_indication"] = arms["family_plan_pxq"].model_copy(
            update={"regime": load("tilburg-650-pooled").arms["family_plan"].regime}
        )
    return scenario.model_copy(update={"arms": arms, **settings, "caseload": caseload})


def fingerprint(*arrays: Any) -> str:
    """One hash over the bytes of arrays, in order."""
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def books_of(run: ArmRun) -> str:
    """Everything an arm leaves behind, except its name, size and staff."""
    return fingerprint(
        run.payments, run.used, run.tallies, run.paths, run.flows, run.case_costs, run.provider_costs
    )


def state_of(state: State) -> str:
    """Every byte of a town's fields (not the padding between them, nor empty rows)."""
    arrays = []
    for name, dtype in WORLD_RECORDS.items():
        array = getattr(state, name)
        array = array[: int(state.counters[0])] if name == "episodes" else array
        arrays += [array[field] for field in dtype.names]
    return fingerprint(*arrays)


@contextmanager
def watching(after: Callable[[YouthCareModel], None] | None) -> Iterator[None]:
    """Within it, `after` sees every model after each of its months."""

    class Watched(YouthCareModel):
        def step(self) -> None:
            super().step()
            if after is not None:
                after(self)

    rooms = (settling, world)
    for room in rooms:
        room.YouthCareModel = Watched
    try:
        yield
    finally:
        for room in rooms:
            room.YouthCareModel = YouthCareModel


class EngineTown:
    """A burned-in town and the arms that can be lived in it."""

    def __init__(self, scenario: Scenario | None = None, **values: float) -> None:
        self.scenario = scenario or small()
        self.values = priced(medians() | values, self.scenario)
        self.world = world_key(self.scenario.seed, 0, 0)
        self.burned = burn_in(self.scenario, self.values, self.world)
        eligible = RULES[self.scenario.caseload.rule](self.burned.state)
        order = rank(eligible, self.burned.state, self.world, 0.5, 0.5)
        self.eligible = len(order)
        self.sizes = self.scenario.sizes
        self.cases = order[: max(self.sizes)]
        _mark(self.burned.state, self.cases, self.sizes, eligible.schools)

    def live(
        self,
        arm: str = "baseline",
        size: int = 0,
        scenario: Scenario | None = None,
        after: Callable[[YouthCareModel], None] | None = None,
        **values: float,
    ) -> ArmRun:
        """The years of one arm. values: parameters that differ. `after` sees the model after every month."""

        with watching(after):
            return world.live_arm(
                scenario or self.scenario, arm, size, self.burned, self.values | values, self.world,
                self.cases, self.sizes, self.eligible, 0, 0,
            )  # fmt: skip

    def at_the_end(self, arm: str = "baseline", size: int = 0, **more: Any) -> State:
        """The town after the years of one arm."""
        last: list[State] = []
        self.live(arm, size, after=lambda model: last.append(model.state), **more)
        return last[-1]

    def with_arm(self, arm: str, **changes: Any) -> Scenario:
        """The scenario with every intervention of one arm changed, e.g. reach=0.0."""
        old = self.scenario.arms[arm]
        new = old.model_copy(
            update={"interventions": tuple(i.model_copy(update=changes) for i in old.interventions)}
        )
        return self.scenario.model_copy(update={"arms": {**self.scenario.arms, arm: new}})
