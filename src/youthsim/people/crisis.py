"""What a need leads to that goes unmet for long: a crisis, a stay, a report.

A crisis is a month in which it can no longer wait: what the child already waits for goes first and past the
gate, and who waits for nothing is helped at once; in part of the crises a stay is asked. A family or a
doctor at the end of their strength asks for a stay without a crisis. Who still sees the child (school,
family, neighbours, family doctor, police) may report it without an incident; the fewer see it, the fewer
report. Help that fails may lead to heavier help too (`endings`): that is another road. Incidents, absence,
special education, running away, offences, leaving school and benefit grow with a lasting gap in their own
rules.

Where a household is served by a plan that weighs safety against other values, part of the stays is held
off.

Parameters: unmet_crisis, unmet_crisis_stay, unmet_stay, unmet_young, unmet_report.
Evidence: E019-E022 (where a threshold kept 13% of patients out, crisis rose by 25% and coercion by 97%:
adults), E024-E025 (less prevention, more entries into care at sixteen and none below five), E036 (help for
families, fewer looked after).
"""

from __future__ import annotations

from youthsim.people.access import ask_for_child
from youthsim.people.compiled import inlined, rule
from youthsim.people.episodes import USED, has_form
from youthsim.people.safety import ask_place, choose_place, file_report, held_off
from youthsim.people.streams import three_uniforms, uniform
from youthsim.people.unmet import lasting_gap
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import EIGHTEEN, FOUR, SIXTEEN, TWELVE
from youthsim.vocabulary.services import FOSTER_CARE, INTENSIVE_HOME_SUPPORT, RESIDENTIAL, YOUTH_MENTAL_HEALTH
from youthsim.vocabulary.states import (
    ABSENT,
    CHILD,
    HOME,
    PRIORITY_CRISIS,
    PRIORITY_ORDINARY,
    REQUESTED,
    WAITING,
)  # fmt: skip


@inlined
def weight_of_age(age, p):
    """How much a gap weighs at this age, against sixteen: `unmet_young` up to four, and in between evenly."""
    grown = min(1.0, max(0.0, float(age - FOUR) / float(SIXTEEN - FOUR)))
    return p.unmet_young + (1.0 - p.unmet_young) * grown


@inlined
def may_come_to_a_head(child, life, p, month):
    """Whether a gap lasts at all, for a minor at home."""
    return (
        int(child.living) == HOME and int(child.age_months) < EIGHTEEN and lasting_gap(life, month, p) > 0.0
    )


@rule
def come_to_a_head(
    child, row, life, h, p, programme, services, episodes, counters, paid, regime, world, month, tally
):  # fmt: skip
    """One month of a minor at home with a lasting gap."""
    uid = int(child.uid)
    lasts = lasting_gap(life, month, p)
    weight = lasts * weight_of_age(int(child.age_months), p)
    u_crisis, u_stay, u_form = three_uniforms(world, uid, month, events.CRISIS, 0)
    if u_crisis < p.unmet_crisis * weight:
        tally[int(h.group)].crises += 1
        go_first(uid, episodes, counters, month)
        help_at_once(child, row, h, p, services, episodes, counters, paid, regime, world, month, tally)
        if u_stay < p.unmet_crisis_stay * (1.0 - held_off(h, programme, p)):
            tally[int(h.group)].crisis_stays += 1
            u_other = uniform(world, uid, month, events.CRISIS, 1)
            stay = choose_place(child, p, u_form, u_other)
            ask_place(child, row, life, stay, episodes, counters, month, PRIORITY_CRISIS)
    u_asks, u_where, _ = three_uniforms(world, uid, month, events.ASKS_STAY, 0)
    if u_asks < p.unmet_stay * weight * (1.0 - held_off(h, programme, p)):
        ask_a_stay(
            child, row, h, p, services, episodes, counters, paid, regime, world, month, tally, u_where
        )  # fmt: skip
    seen_by = 1.0 + (0.0 if int(child.attendance) == ABSENT else 1.0)
    u_worry, u_investigated, u_months = three_uniforms(world, uid, month, events.WORRY, 0)
    if u_worry < p.unmet_report * lasts * seen_by:
        tally[int(h.group)].worried_reports += 1
        file_report(child, life, h, p, paid, month, tally, False, u_investigated, u_months)


@rule
def go_first(uid, episodes, counters, month):
    """What the child waits for is decided now and goes before ordinary requests."""
    for row in range(int(counters[USED])):
        e = episodes[row]
        if int(e.owner_uid) == uid and int(e.owner_kind) == CHILD and int(e.state) in (REQUESTED, WAITING):
            if int(e.priority) == PRIORITY_ORDINARY:
                e.priority = PRIORITY_CRISIS
            e.month_ready = min(int(e.month_ready), month)


@rule
def help_at_once(child, row, h, p, services, episodes, counters, paid, regime, world, month, tally):
    """Who has no specialised help and waits for none is helped by crisis staff.

    For mood by mental-health care, for behaviour at home.
    """
    mood = float(child.need_internalising) > float(child.need_externalising)
    form = YOUTH_MENTAL_HEALTH if mood else INTENSIVE_HOME_SUPPORT
    if has_form(child, YOUTH_MENTAL_HEALTH) or has_form(child, INTENSIVE_HOME_SUPPORT):
        return
    used = int(counters[USED])
    domain = 0 if mood else 1
    ask_for_child(
        child, row, h, form, domain, 0.0, p, episodes, counters, paid, regime, world, month, tally
    )  # fmt: skip
    if int(counters[USED]) > used:
        episodes[used].priority = PRIORITY_CRISIS


@rule
def ask_a_stay(child, row, h, p, services, episodes, counters, paid, regime, world, month, tally, u_where):
    """A voluntary stay: foster care for the youngest, else residential care, in the queue with all others."""
    old = int(child.age_months) >= TWELVE
    form = RESIDENTIAL if old or u_where < p.care_heavier_stay_young else FOSTER_CARE
    if has_form(child, form):
        return
    domain = 0 if float(child.need_internalising) > float(child.need_externalising) else 1
    tally[int(h.group)].stays_asked += 1
    ask_for_child(
        child, row, h, form, domain, services[form].lead_months, p, episodes, counters, paid, regime, world,
        month, tally,
    )  # fmt: skip
