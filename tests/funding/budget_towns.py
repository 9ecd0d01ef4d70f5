"""Small towns in which the same years are lived under one budget or another, with the same luck."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from engine_town import EngineTown, small

from youthsim.arm_run import ArmRun
from youthsim.experiment.design import values_of_draw
from youthsim.funding.settings import RegimeSettings
from youthsim.institutions.budget import BudgetMonth
from youthsim.model import YouthCareModel
from youthsim.parameters import PARAMETERS
from youthsim.vocabulary.payers import MUNICIPALITY_OTHER, OTHER_MUNICIPALITIES
from youthsim.vocabulary.services import STAYS
from youthsim.vocabulary.tallies import TALLIES, TALLY_NUMBER

DRAWS = 3
AREA = [0, 1, 3, 10, 11, 13]  # what a regime covers unless it is told otherwise
NEUTRAL = {
    "lump_turned_away": 0.0, "lump_intensity": 1.0, "lump_exits": 1.0, "lump_lean": 0.0, "task_growth": 0.0,
    "pooled_absorbs": 0.0, "pooled_scale_down": 1.0, "pooled_heavier": 1.0, "pooled_dilution": 0.0,
    "budget_fills": 0.0,
}  # fmt: skip
"""Every declared response of a regime at the value that does nothing."""


@dataclass
class Lived:
    """What a town leaves behind, and the account of its budget where it had one."""

    run: ArmRun
    account: list[BudgetMonth]

    def counted(self, name: str) -> float:
        tally = TALLIES[TALLY_NUMBER[name]]
        return float(self.run.tallies[..., tally.number].sum()) / tally.scale

    @property
    def use(self) -> int:
        """Cents of the town's residents at tariff, on what the regime covers."""
        return int(self.run.used[:-1][..., AREA].sum())

    @property
    def bill(self) -> int:
        """Cents that the town's payers paid for it."""
        return int(self.run.payments[:, :, :OTHER_MUNICIPALITIES][..., AREA].sum())

    @property
    def stays(self) -> int:
        return int(self.run.used[:-1][..., list(STAYS)].sum())

    @property
    def municipal(self) -> int:
        return int(self.run.payments[:, :, : MUNICIPALITY_OTHER + 1].sum())


@cache
def town(draw: int, share: float = 0.03) -> EngineTown:
    """A town of some 1,800 children at the end of a December, under one draw of the priors."""
    drawn = values_of_draw({name: p.prior for name, p in PARAMETERS.items()}, 20, draw)
    return EngineTown(
        small(population_share=share, burn_in_months=48, horizon_months=24), **(drawn | NEUTRAL)
    )


def lived(draw: int, months: int = 24, models: list[Any] | None = None, **regime: Any) -> Lived:
    """Two years of a town under a regime."""
    place = town(draw)
    arms = {"baseline": place.scenario.arms["baseline"].model_copy(
        update={"regime": RegimeSettings.model_validate(regime)})}  # fmt: skip
    seen: list[YouthCareModel] = []
    run = place.live(
        scenario=place.scenario.model_copy(update={"arms": arms, "horizon_months": months}),
        after=lambda model: seen.append(model) if not seen else None,
    )
    return Lived(run, list(seen[0].account.log) if seen[0].account is not None else [])


def over_draws(measure: Any, **regime: Any) -> np.ndarray:
    """A measure of each draw's town."""
    return np.array([measure(lived(draw, **regime)) for draw in range(DRAWS)])
