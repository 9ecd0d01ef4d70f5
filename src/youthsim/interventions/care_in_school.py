"""Care and education joined at school, for children who are out of class (Gouda).

Care comes to the school, with a little education that grows as treatment takes hold. One who may decide for
both takes part of the decisions: no day place where care at school can do, and admission without an interest
list or a test of learnability. A child is in a day place or has its care at school, never both. The places of
special schools stay as many as they are. Budgets of education and care are joined, or each pays its hours.

Parameters: care_school_relief, care_school_step, care_school_return, care_school_mandate,
care_school_dispute, care_school_replaces, school_tie, school_worker_direct, price_plan_professional_hour,
price_education_hour.
Evidence: gou_care_edu_place_care_share, gou_care_edu_place_edu_share, gou_weekly_care_hours,
gou_weekly_edu_hours, gou_thijn_meetings. Group size and what joining does: assumption; nothing was tried yet.
Acts in: people/care_at_school.py, people/attendance.py, people/care.py.
"""

from __future__ import annotations

from typing import Any

from youthsim.interventions.settings import CareInSchool
from youthsim.parameters.declare import Values


def apply(settings: CareInSchool, programme: Any, values: Values) -> None:
    """Put the hours of a child's week at school on the programme's bill: as care, and as education."""
    hours = (
        settings.hours_per_week * 52.0 / 12.0 / settings.children_per_group / values["school_worker_direct"]
    )
    programme.active = 1
    programme.at_school = 1
    programme.care_school = 1
    programme.joint_mandate = int(settings.joint_mandate)
    programme.joined_budget = int(settings.joined_budget)
    programme.education_share = float(settings.education_share)
    programme.payer_partnership = float(settings.partnership_share)
    programme.care_school_cents = round(100 * values["price_plan_professional_hour"] * hours)
    programme.education_cents = round(100 * values["price_education_hour"] * hours)
