"""Supported paid work around eighteen, for youths with a mild intellectual disability (Nijkerk).

A youth who is neither at school nor at work gets a paid place where failing is allowed, with a job coach. The
places are scarce: a limit, and time to find employers. On a place he earns a wage, his wage value grows, his
company changes, and he may move on to an ordinary job; who is under eighteen is exempt from school meanwhile.
The bill is hours and wage: the wage for the hours worked, the coach's hours, and what the employer gets.

Parameters: work_take_up, work_return, work_skill, work_onward, work_peers, work_relief, work_place_fail,
work_employer_lost, work_coach_hours, price_employer_support, price_plan_hour.
Evidence: nkk_investment_per_youth (10,500 euro a year as income for work; employer and guidance on top),
nkk_group_total, nkk_wage_value_threshold, nkk_bram_job_days.
Acts in: people/work.py, people/adulthood.py, people/programme.py, institutions/work_places.py.
"""

from __future__ import annotations

from typing import Any

from youthsim.interventions.settings import SupportedWork
from youthsim.parameters.declare import Values
from youthsim.vocabulary.payers import MUNICIPALITY_PARTICIPATION, MUNICIPALITY_YOUTH

PAYERS = {"participation_act": MUNICIPALITY_PARTICIPATION, "youth_act": MUNICIPALITY_YOUTH, "pooled": -1}


def apply(settings: SupportedWork, programme: Any, values: Values) -> None:
    """Put wage, coach and employer on the bill, and say whether failing is allowed."""
    programme.active = 1
    programme.supported_work = 1
    programme.failing_allowed = int(settings.failing_allowed)
    programme.work_payer = PAYERS[settings.paid_by]
    programme.work_wage_cents = round(settings.wage_per_hour.cents * settings.hours_per_week * 52.0 / 12.0)
    programme.work_employer_cents = round(100 * values["price_employer_support"])
    programme.coach_cents = round(100 * values["price_plan_hour"] * values["work_coach_hours"])
