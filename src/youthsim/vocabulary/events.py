"""The registry of random events. The integer is part of every draw's key: never renumber, only append.

A draw is a pure function of (seed, draw, replicate, event id, agent uid, month, draw number), so a new
event changes no draw of an old one, and neither does renaming or reordering code. `agent` says whose uid
enters the key.
"""

from __future__ import annotations

from dataclasses import dataclass

# population
SYNTHESIS, NEED_SHOCK, HEAVY_EVENT, HOUSEHOLD_EVENT, PARENTAL_HEALTH, TRUST, SCHOOL_CLIMATE = range(1, 8)
# access to care
SIGNAL, REQUEST, ROUTE, GATE, QUEUE_RANK, GIVE_UP, HOUSEHOLD_REQUEST, EXTERNAL_ARRIVAL = range(20, 28)
# care
MATCH, COMPLETION, DROP_OUT, TURNOVER, ESCALATION, REAPPLICATION, EXTERNAL_END, STRETCH = range(40, 48)
# school
ATTENDANCE, RETURN_TO_SCHOOL, DAY_PLACE, REFERRAL, ADMISSION, RETURN_TO_REGULAR, TRANSITION, EXEMPTION = range(60, 68)  # fmt: skip
# safety
INCIDENT, REPORT, INVESTIGATION, ORDER, PLACEMENT, PLACEMENT_FORM, RUNAWAY, RETURN_HOME, ORDER_END, WEIGHING = range(80, 90)  # fmt: skip
# around 18
WORK, OFFENCE, DETENTION, CLIFF, QUALIFICATION, BENEFIT = range(100, 106)
WAGE_VALUE, WORK_PLACE = range(106, 108)
# programmes
SELECTION, REACH, EXISTENCE, PLAN = range(120, 124)
# institutions
DECISION, HIRING = range(140, 142)
# youth workers at school
SCHOOL_SUPPORT, CHILDCARE, SCHOOL_POST, SCHOOL_CHOICE = range(160, 164)
# what unmet need leads to
CRISIS, WORRY, ASKS_STAY = range(180, 183)


@dataclass(frozen=True)
class Event:
    """One registered kind of chance: integer id, name, the agent whose uid keys it."""

    number: int
    name: str
    agent: str


def _named(agent: str, **numbers: int) -> tuple[Event, ...]:
    return tuple(Event(number, name, agent) for name, number in numbers.items())


EVENTS: tuple[Event, ...] = (
    *_named("any", synthesis=SYNTHESIS),
    *_named("child", need_shock=NEED_SHOCK, heavy_event=HEAVY_EVENT, signal=SIGNAL, request=REQUEST,
            route=ROUTE, attendance=ATTENDANCE, return_to_school=RETURN_TO_SCHOOL, day_place=DAY_PLACE,
            referral=REFERRAL, admission=ADMISSION, return_to_regular=RETURN_TO_REGULAR,
            transition=TRANSITION, exemption=EXEMPTION, incident=INCIDENT, report=REPORT,
            investigation=INVESTIGATION, order=ORDER, placement=PLACEMENT, placement_form=PLACEMENT_FORM,
            runaway=RUNAWAY, return_home=RETURN_HOME, order_end=ORDER_END, weighing=WEIGHING, work=WORK,
            offence=OFFENCE, detention=DETENTION, cliff=CLIFF, qualification=QUALIFICATION,
            benefit=BENEFIT, wage_value=WAGE_VALUE, work_place=WORK_PLACE),
    *_named("household", household_event=HOUSEHOLD_EVENT, parental_health=PARENTAL_HEALTH, trust=TRUST,
            household_request=HOUSEHOLD_REQUEST, selection=SELECTION, reach=REACH, existence=EXISTENCE,
            plan=PLAN),
    *_named("school", school_climate=SCHOOL_CLIMATE),
    *_named("episode", gate=GATE, queue_rank=QUEUE_RANK, give_up=GIVE_UP, match=MATCH,
            completion=COMPLETION, drop_out=DROP_OUT, turnover=TURNOVER, escalation=ESCALATION,
            reapplication=REAPPLICATION, external_end=EXTERNAL_END, stretch=STRETCH),
    *_named("service", external_arrival=EXTERNAL_ARRIVAL),
    *_named("institution", decision=DECISION, hiring=HIRING, school_post=SCHOOL_POST),
    *_named("child", school_support=SCHOOL_SUPPORT, childcare=CHILDCARE),
    *_named("school", school_choice=SCHOOL_CHOICE),
    *_named("child", crisis=CRISIS, worry=WORRY, asks_stay=ASKS_STAY),
)  # fmt: skip

EVENT_BITS = 20
MONTH_BITS = 12
NUMBER_BITS = 12
