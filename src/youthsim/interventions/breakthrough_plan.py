"""A breakthrough plan with custom money (Zwolle; the method of all five places).

One worker makes a plan around what the family itself wants, brings in informal help and a work place, and
spends a little custom money. It raises network, trust and the chance of work; it costs hours.

Parameters: plan_network, plan_trust, plan_work, plan_hours_first, plan_hours_month, price_plan_hour.
Evidence: ipw_custom_budget_used (33,417.60 euro over 35 plans), zwo_breakthroughs_informal.
Hours: assumption.
Acts in: people/programme.py, people/households.py, people/adulthood.py.
"""

from __future__ import annotations

from typing import Any

from youthsim.interventions.settings import BreakthroughPlan
from youthsim.parameters.declare import Values


def apply(settings: BreakthroughPlan, programme: Any, values: Values) -> None:
    """Put hours and money of a plan on the programme's bill."""
    programme.active = programme.builds_network = 1
    programme.plan = 1
    hour = values["price_plan_hour"]
    programme.plan_first_cents = round(100 * hour * values["plan_hours_first"])
    programme.plan_cents = round(100 * hour * values["plan_hours_month"])
    programme.custom_cents = settings.custom_money.cents
