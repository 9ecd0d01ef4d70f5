"""One plan, one indication and two professionals for the whole family (Tilburg).

At enrolment part of the voluntary outpatient help of children and parents ends, and with it what it did;
orders and stays never. The two professionals help every child with problems and relieve the parents, meet
part of new requests themselves, and stay: no grants that run out, fewer changes of worker.

Parameters: family_plan_replaces, family_plan_absorbs, family_plan_relief, family_plan_parents,
price_plan_professional_hour.
Evidence: til_integrated_hours, til_integrated_cost (two at six hours a week each fits 30,000 euro),
til_rachel_professionals_after, til_directing_professionals.
Acts in: people/programme.py, people/care.py, people/access.py.
"""

from __future__ import annotations

from typing import Any

from youthsim.interventions.settings import FamilyPlan
from youthsim.parameters.declare import Values


def apply(settings: FamilyPlan, programme: Any, values: Values) -> None:
    """Put two professionals in the family and their hours on the bill."""
    programme.active = programme.builds_network = 1
    programme.family_plan = 1
    programme.replaces_care = int(settings.replaces_voluntary_care)
    programme.professionals = settings.professionals
    programme.hours_month = settings.hours_per_week() * 52.0 / 12.0
    programme.family_plan_cents = round(100 * values["price_plan_professional_hour"] * programme.hours_month)
