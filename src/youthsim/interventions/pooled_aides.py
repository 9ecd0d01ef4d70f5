"""Aides for a group of pupils in class instead of a grant beside each child (Nijmegen-Noord).

Part of the grants in class of the pupils taken up end, new requests for one are partly met by the aide, and
nothing expires before the summer. A post brings its paid hours, of which a part is in class; an hour in class
serves more than one child. The children of the group come first, others at their schools get what is left;
too many children for a post thin it out. What it changes is how much a class can bear, and with that absence,
referral and the way over the bridge to special education, whose place and transport are in the same books.

Parameters: aides_replaces, aides_absorbs, aides_relief, aides_at_once, aides_hours, school_worker_direct,
price_plan_professional_hour.
Evidence: nij_fte_cost, nij_fte_hours_year, nij_zbo_hours_week, nij_zbo_weeks, nij_quarter_fte (a halving of
hours that is assumed there), nij_super_assistant (one full post is proposed, a quarter is counted).
Acts in: people/class_aides.py, people/needs.py, people/attendance.py, people/care.py, people/access.py.
"""

from __future__ import annotations

from typing import Any

from youthsim.interventions.settings import PooledAides
from youthsim.parameters.declare import Values


def apply(settings: PooledAides, programme: Any, values: Values) -> None:
    """Put a pupil's part of a post on the programme's bill, and its hours in class."""
    paid_hours = settings.hours_per_week * 52.0 / 12.0 / settings.children_per_post
    programme.active = 1
    programme.at_school = 1
    programme.aides = 1
    programme.aides_others = int(settings.others_too)
    programme.aide_hours = paid_hours * values["school_worker_direct"]
    programme.aide_cents = round(100 * values["price_plan_professional_hour"] * paid_hours)
    programme.payer_partnership = float(settings.partnership_share)
