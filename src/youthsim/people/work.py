"""Work from sixteen on: what an hour is worth, ordinary jobs, and a supported place where failing is allowed.

A youth with a mild intellectual disability finds work less easily. Under a wage value of 30% no wage subsidy
is paid: the employer pays the whole wage, and few do. Each job that is lost discourages. On a supported place
he earns, learns, and may fail; where failing is allowed he may come back to it, and who has learned enough
moves on to an ordinary job. Places are handed out in `institutions/work_places.py`.

Evidence: nkk_* (Nijkerk: the threshold, a job of a day and a half), P184 (disability). Sizes: assumptions.
"""

from __future__ import annotations

import math

from youthsim.ledger import post, post_split
from youthsim.people.compiled import inlined, rule
from youthsim.people.guards import MOST_TIMES
from youthsim.people.needs import worst_need
from youthsim.people.streams import ROOT_3, uniform
from youthsim.vocabulary import events
from youthsim.vocabulary.payers import MUNICIPALITY_PARTICIPATION
from youthsim.vocabulary.services import EMPLOYER_SUPPORT, WAGE_SUBSIDY, WORK_PLACE_WAGE
from youthsim.vocabulary.states import IN_WORK, NO_WORK, OFF_PLACE, ON_PLACE, SUBSIDISED

# A guard: no job is found more than so many times as often as usual, so that most draws need no exponential.
MOST_STARTS = 3.0
# A wage value is a share of a full wage; the lower end guards the subsidy against a share of nothing.
LEAST_VALUE, FULL_WAGE = 0.05, 1.0
FAILS_AT_NEED = 1.0  # sd of worst need at which `work_place_fail` is stated: its definition


@inlined
def in_paid_work(work):
    """An ordinary job, one with wage subsidy, or a supported place."""
    return work in (IN_WORK, SUBSIDISED, ON_PLACE)


@rule
def wage_value(child, life, p, world):
    """Share of a full wage that a youth with a mild disability is worth to an employer."""
    u = uniform(world, int(child.uid), 0, events.WAGE_VALUE, 0)
    value = p.adult_wage_value + p.adult_wage_value_need * max(0.0, worst_need(child))
    value += p.adult_wage_value_spread * ROOT_3 * (2.0 * u - 1.0) + float(life.skill)
    return min(FULL_WAGE, max(LEAST_VALUE, value))


@rule
def chance_of_a_job(child, life, h, need, programme, p, world):
    """Chance per month that a youth out of school finds an ordinary job."""
    start = p.adult_work_start * math.exp(p.adult_work_need * need)
    if int(life.disability) == 1:
        start = start * p.adult_work_disability
        if wage_value(child, life, p, world) < p.adult_wage_threshold:
            start = start * p.adult_work_unsubsidised
        for _ in range(min(int(p.adult_work_discouraged_most + 0.5), int(life.work_failures))):
            start = start * p.adult_work_discouraged
    if int(programme.plan) == 1:
        start = start * (1.0 + (p.plan_work - 1.0) * float(h.fidelity))
    return start


@rule
def take_job(child, life, p, world):
    """An ordinary job; with wage subsidy where the wage value lies between the threshold and a full wage."""
    child.work = IN_WORK
    if int(life.disability) == 1:
        value = wage_value(child, life, p, world)
        if p.adult_wage_threshold <= value < FULL_WAGE:
            child.work = SUBSIDISED


@rule
def keep_job(child, life, h, p, paid, world, month, u_work, tally):
    """A month in an ordinary job: its subsidy, and the end of it."""
    ratio = 1.0
    if int(child.work) == SUBSIDISED:
        lacking = 1.0 - wage_value(child, life, p, world)
        cents = int(p.price_wage_subsidy * lacking * 100.0 + 0.5)
        post(paid, h, MUNICIPALITY_PARTICIPATION, WAGE_SUBSIDY, cents)
    if int(life.disability) == 1:
        ratio = p.adult_work_end_disability
    if u_work < p.adult_work_end * ratio:
        child.work = NO_WORK
        life.idle_since = month
        tally[int(h.group)].jobs_lost += 1
        if int(life.disability) == 1:
            life.work_failures = min(MOST_TIMES, int(life.work_failures) + 1)


@rule
def pay_for_work(paid, h, programme, service, cents):
    """A bill of supported work, to the Act that pays for it or to the pool."""
    if int(programme.work_payer) < 0:
        post_split(paid, h, programme, service, cents)
    else:
        post(paid, h, int(programme.work_payer), service, cents)


@rule
def hold_place(child, life, h, need, programme, p, paid, world, month, u_work, u_fail, tally):
    """A month with a supported place: earn and learn, fail and come back, or move on to an ordinary job."""
    group = int(h.group)
    fidelity = float(h.fidelity)
    if int(child.work) == OFF_PLACE:
        if u_work < p.work_return * fidelity:
            child.work = ON_PLACE
            tally[group].returns_to_place += 1
        return
    pay_for_work(paid, h, programme, WORK_PLACE_WAGE, int(programme.work_wage_cents))
    pay_for_work(paid, h, programme, EMPLOYER_SUPPORT, int(programme.work_employer_cents))
    most = p.work_skill_most
    life.skill = max(-most, min(most, float(life.skill) + p.work_skill * fidelity))
    child.relief = int(child.relief) + int(p.work_relief * fidelity * 1e6)
    onward = chance_of_a_job(child, life, h, need, programme, p, world)
    if u_work < onward * (1.0 + (p.work_onward - 1.0) * fidelity):
        take_job(child, life, p, world)
        tally[group].moved_on_to_a_job += 1
        return
    if u_fail < p.work_place_fail * math.exp(p.work_place_fail_need * (need - FAILS_AT_NEED)):
        tally[group].place_failures += 1
        life.idle_since = month
        life.work_failures = min(MOST_TIMES, int(life.work_failures) + 1)
        if int(programme.failing_allowed) == 1:
            child.work = OFF_PLACE
        else:
            child.work = NO_WORK
            life.place_done = 1
