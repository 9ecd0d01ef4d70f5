"""Several approaches in one arm: one programme record, one team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from youthsim.funding.regimes import Regime
from youthsim.interventions import (
    breakthrough_plan,
    care_in_school,
    existence_security,
    family_plan,
    pooled_aides,
    supported_work,
    weighing_safety,
)
from youthsim.interventions.settings import InterventionSettings
from youthsim.parameters.declare import Values
from youthsim.people.records import PROGRAMME, rows

APPLY: dict[str, Callable[..., None]] = {
    "weighing_safety": weighing_safety.apply,
    "existence_security": existence_security.apply,
    "breakthrough_plan": breakthrough_plan.apply,
    "family_plan": family_plan.apply,
    "supported_work": supported_work.apply,
    "pooled_aides": pooled_aides.apply,
    "care_in_school": care_in_school.apply,
}


def programme_of(interventions: Sequence[InterventionSettings], pool: Regime, values: Values) -> Any:
    """The programme record of an arm; empty without interventions.

    `pool` says which part each Act pays where a programme is paid together.
    """
    record = rows(1, PROGRAMME)
    programme = record[0]
    together = any(getattr(settings, "pooled_budget", False) for settings in interventions)
    programme.payer_youth = pool.payer_youth if together else 1.0
    programme.payer_wmo = pool.payer_wmo if together else 0.0
    programme.payer_participation = pool.payer_participation if together else 0.0
    for settings in interventions:
        APPLY[settings.kind](settings, programme, values)
    return record
