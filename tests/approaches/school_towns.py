"""A quarter of a town with youth workers at some of its schools, and what is read from it."""

from __future__ import annotations

from typing import Any

import numpy as np
from effects import NEUTRAL
from engine_town import EngineTown

from youthsim.arm_run import ArmRun
from youthsim.catalogue import Scenario, load
from youthsim.outcomes import OUTCOME, total

NULL = {name: value for name, value in NEUTRAL.items() if name.startswith("support_")} | {
    "support_worry_rate": 0.0,  # nobody talks to them, so they are no worker in a family
}


def quarter(name: str, size: int, share: float = 0.25, **changes: Any) -> Scenario:
    """A bundled scenario in a quarter of its town, over two years."""
    scenario = load(name)
    settings = {
        "population_share": share,
        "burn_in_months": 36,
        "horizon_months": 26,
        "case_clock_months": 24,
    }
    caseload = scenario.caseload.model_copy(update={"sizes": (size,), "target": size})
    claim = None if scenario.claim is None else scenario.claim.model_copy(update={"cases_enrolled": size})
    return scenario.model_copy(update={**settings, **changes, "caseload": caseload, "claim": claim})


def with_approach(scenario: Scenario, arm: str, **changes: Any) -> Scenario:
    """The same scenario with other settings of the one approach of an arm."""
    old = scenario.arms[arm]
    new = old.model_copy(update={"interventions": (old.interventions[0].model_copy(update=changes),)})
    return scenario.model_copy(update={"arms": {**scenario.arms, arm: new}})


def counted(run: ArmRun, outcome: str, months: slice = slice(None), group: int = 0) -> float:
    """An outcome among the families of the schools (group 0) or the rest of the town (1)."""
    return total(OUTCOME[outcome], run.tallies[group, months])


def schools_after(town: EngineTown, arm: str, scenario: Scenario | None = None, **values: float) -> Any:
    """The school rows where youth workers stand, at the end."""
    state = town.at_the_end(arm, town.sizes[-1], scenario=scenario, **values)
    return state.schools[state.schools["support_tenure"] > 0]


def mean(rows: Any, field: str) -> float:
    """Mean of a field over school rows."""
    return float(np.mean(rows[field]))
