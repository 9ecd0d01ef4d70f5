"""Several approaches in one arm: one programme record, one team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from youthsim.funding.regimes import Regime
from youthsim.interventions import breakthrough_plan, existence_security, family_plan, weighing_safety
from youthsim.interventions.settings import InterventionSettings
from youthsim.parameters.declare import Values
from youthsim.people.records import PROGRAMME, rows

APPLY: dict[str, Callable[..., None]] = {
    "weighing_safety": weighing_safety.apply,
    "existence_security": existence_security.apply,
    "breakthrough_plan": breakthrough_plan.apply,
    "family_plan": family_plan.apply,
}


def programme_of(interventions: Sequence[InterventionSettings], regime: Regime, values: Values) -> Any:
    """The programme record of an arm; empty without interventions."""
    record = rows(1, PROGRAMME)
    programme = record[0]
    programme.payer_youth = regime.payer_youth
    programme.payer_wmo = regime.payer_wmo
    programme.payer_participation = regime.payer_participation
    for settings in interventions:
        APPLY[settings.kind](settings, programme, values)
    return record
