"""Youth supporters at child centres, childcare and primary school together (Leeuwarden, 0-12 years).

A worker who is near, independent and visits homes sees problems sooner, also in the youngest and behind
behaviour; judges them in context, so that fewer become diagnoses; meets light questions on the spot; brings
others by short lines to the queues that are there; wins families that shun help; visits pupils who stay
away. After about a year the work shifts from single children to groups and the school: climate, teachers'
time, care culture. Hours below the guideline of 22 a week per 175 children weaken all this more than in
proportion. Detection comes at once, prevention later, so the first year may cost more care.

What rests on a condition of success is a setting: independent position (trust, reach, judging in context),
coordinator with training (the shift), support of the management (climate, teachers' time, culture), hours.

Parameters: parameters/school_support.py (support_*), price_school_worker_hour.
Evidence: lwd_p1_* (3 posts of 22 hours), lwd_post1_* to lwd_post8_* (hours, dates, vacancies),
lwd_guideline_hours_per_ikc, lwd_guideline_children_per_ikc, lwd_p1_dir_* (signs), lwd_effect_visible_after.
Against: P147 (268 English schools: no benefit), alert4you_dir_detection (no better detection), P166.
Acts in: people/school_support.py, people/access.py, people/attendance.py. Staff: institutions/school_team.py.
"""

from __future__ import annotations

from typing import Any

from youthsim.interventions.settings import YouthSupporters
from youthsim.parameters.declare import Values


def apply(settings: YouthSupporters, programme: Any, values: Values) -> None:
    """Put the conditions of success on record; where workers stand is the school team's matter."""
    programme.in_schools = 1
    programme.independent = int(settings.independent_position)
    programme.coordinated = int(settings.coordinator is not None)
    programme.managed = int(settings.management_support)
    programme.groups = 1
    programme.soft_landing = 1  # from childcare to primary school and on to secondary school
