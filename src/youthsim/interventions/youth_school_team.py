"""A youth and school team in secondary schools (Alkmaar region).

Coaches, preventive outreach workers and a behavioural scientist work inside secondary schools. At first they
keep problems from growing worse (single pupils and families), later in the first year they also keep them
from arising (groups, mentors, the school). The behavioural scientist's diagnosis in the context of the school
makes for better-fitting referrals and fewer tests. Pupils who change school are met. A team spread over more
schools has fewer hours at each, and loses more than in proportion.

Parameters: parameters/school_support.py (support_*), price_school_worker_hour.
Evidence: alk_team_fte, alk_pilot_schools, alk_paj_fte_min, alk_paj_fte_max, alk_waiting_list_norm,
alk_team_fte_samenwerkingsverband, alk_dir_first_detection, alk_dir_first_specialist (more care at first).
The source allows no general statement on presence, specialised care or referrals
(alk_quant_effect_school_presence); the English trial in 268 schools found no benefit (P147).
Acts in: people/school_support.py, people/access.py, people/attendance.py. Staff: institutions/school_team.py.
"""

from __future__ import annotations

from typing import Any

from youthsim.interventions.settings import YouthSchoolTeam
from youthsim.parameters.declare import Values


def apply(settings: YouthSchoolTeam, programme: Any, values: Values) -> None:
    """Put the conditions of success and the team's functions on record."""
    programme.in_schools = 1
    programme.independent = int(settings.independent_position)
    programme.coordinated = int(settings.coordinator is not None)
    programme.managed = int(settings.management_support)
    programme.groups = int(settings.groups)
    programme.targeted_diagnosis = int(settings.behavioural_scientist)
    programme.soft_landing = int(settings.soft_landing)
