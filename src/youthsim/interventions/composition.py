"""Several approaches in one arm: one programme record, one team, one caseload.

Every household is enrolled once and gets all approaches that have begun. Each approach keeps its own bill.
The team has the time that the staffed approaches need together, and one leadership. Who is enrolled stays as
long as the longest approach.
"""

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
    youth_school_team,
    youth_supporters,
)
from youthsim.interventions.settings import InterventionSettings, Staffing
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
    "youth_supporters": youth_supporters.apply,
    "youth_school_team": youth_school_team.apply,
}


def programme_of(
    interventions: Sequence[InterventionSettings], pool: Regime, values: Values, start: int = 0
) -> Any:
    """The programme record of an arm; empty without interventions.

    `pool` says which part each Act pays where a programme is paid together. `start`: month of the programme's
    start, for what an approach does once, when it begins.
    """
    record = rows(1, PROGRAMME)
    programme = record[0]
    together = any(getattr(settings, "pooled_budget", False) for settings in interventions)
    programme.payer_youth = pool.payer_youth if together else 1.0
    programme.payer_wmo = pool.payer_wmo if together else 0.0
    programme.payer_participation = pool.payer_participation if together else 0.0
    for settings in interventions:
        APPLY[settings.kind](settings, programme, values)
        if settings.kind == "breakthrough_plan":
            programme.plan_from = start + settings.start_month
    return record


def begun(interventions: Sequence[InterventionSettings], month: int) -> list[InterventionSettings]:
    """The approaches that have started, `month` counted from the start of the programme."""
    return [settings for settings in interventions if settings.start_month <= month]


def staffing_of(interventions: Sequence[InterventionSettings]) -> Staffing | None:
    """The posts of all staffed approaches together: a case takes the time of each. None without any."""
    staffed = [settings.staffing for settings in interventions if settings.staffing is not None]
    if len(staffed) < 2:
        return staffed[0] if staffed else None
    share = sum(1.0 / staffing.cases_per_fte for staffing in staffed)
    fixed = [staffing.fte for staffing in staffed if staffing.fte is not None]
    return Staffing(
        fte=sum(fixed) if len(fixed) == len(staffed) else None,
        cases_per_fte=1.0 / share,
        hire_months=max(staffing.hire_months for staffing in staffed),
        from_stock=any(staffing.from_stock for staffing in staffed),
    )


def duration_of(interventions: Sequence[InterventionSettings]) -> int | None:
    """Months that a case is served: as long as the longest approach; None where one has no end."""
    durations = [settings.duration_months for settings in interventions]
    known = [months for months in durations if months is not None]
    return max(known) if len(known) == len(durations) and known else None
