"""A month of help: what it does for the child, and how it ends.

Help works on the child's `gain`, more when it fits, when the worker stays and when few others are about.
Part of outpatient help begins with an assessment that treats little; advice may be enough, else treatment
follows in the same place, which registers count as another episode.
It ends when the problem is solved, when the family breaks off, when the grant runs out (and may be renewed
after a gap), or when it fails: then, where only the next product is bought, heavier help is asked. Under
p×q a solved treatment may be stretched to the next tariff step. A stay also ends because the child runs
away, is moved, or goes home.

Evidence: P028-P032 and P050-P056 (exits), P145-P155 (effects), P169 (stretching), P141 (turnover).
"""

from __future__ import annotations

import math

from youthsim.ledger import post
from youthsim.people.access import FIRST_STAY, LAST_STAY, release
from youthsim.people.care_at_school import no_day_place
from youthsim.people.compiled import inlined, rule
from youthsim.people.endings import finish_assessment, finish_child, leave_stay_at_18, of_age, renew
from youthsim.people.episodes import KNOWN_WORKER
from youthsim.people.guards import MOST_TIMES
from youthsim.people.needs import need_in
from youthsim.people.paperwork import record_help
from youthsim.people.rules import rules_of
from youthsim.people.streams import three_uniforms, uniform
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import EIGHTEEN, HALF_A_MONTH, MIDDLE_TRUST
from youthsim.vocabulary.payers import MUNICIPALITY_YOUTH, OTHER_MUNICIPALITIES, SCHOOL_PARTNERSHIP
from youthsim.vocabulary.services import (
    ADULT_MENTAL_HEALTH,
    ASSISTED_LIVING,
    CLOSED_RESIDENTIAL,
    DAY_TREATMENT,
    DEBT_HELP,
    EDUCATION_ARRANGEMENT,
    RESIDENTIAL,
    SCHOOL_SUPPORT,
)  # fmt: skip
from youthsim.vocabulary.states import ACTIVE, ASSESSED, FREE, MAX_AGE_MONTHS, TREATED, TREATMENT_FOLLOWS

OPEN_STAY, CLOSED_STAY = RESIDENTIAL, CLOSED_RESIDENTIAL


@rule
def effect_of(e, service, h, p, rules):
    """Sd of need won this month."""
    continuity = min(1.0, (float(e.months_with_worker) + 1.0) / (p.care_continuity_months + 1.0))
    pieces = math.exp(-p.care_fragmentation * max(0.0, float(h.professionals) - p.care_fragmentation_from))
    whole = (1.0 - rules.dilution) * rules.intensity * rules.dose
    return service.effect * float(e.match) * continuity * pieces * whole


@inlined
def effect_kept(child, life, p):
    """Share of the effect of treatment that is left after months out of school."""
    untied = 1.0 - p.school_tie * float(life.education_share)
    return math.exp(-p.care_fade_out_of_school * untied * min(p.care_fade_months, float(child.months_out)))


@rule
def taken_over(service, uid, h, programme, p, world):
    """Whether help of its own ends because a programme at school does it: a grant in class, a day place.

    Decided once per enrolment, so that it does not wear down month by month.
    """
    if service == SCHOOL_SUPPORT and int(programme.aides) == 1:
        share = p.aides_replaces * float(h.fidelity)
        return uniform(world, uid, int(h.enrolled_month), events.PLAN, service) < share
    if service == DAY_TREATMENT and int(programme.care_school) == 1:
        return no_day_place(uid, h, programme, p, world)
    return False


@rule
def count_help(e, service, h, rules, tally):
    """Professionals, hours and Acts of this month, read next month by the household; returns the minutes."""
    act_bit = 1 << int(service.act)
    workers = int(e.workers)
    if int(service.shared_worker) == 1:  # one worker for all children of the household
        marker = 1 << (8 + int(e.service) % 7)
        if int(h.acts) & marker:
            workers = 0
        h.acts = int(h.acts) | marker
    record_help(tally[int(h.group)], int(e.workers), rules, int(h.professionals) > 1)
    h.workers += workers
    h.acts = int(h.acts) | act_bit
    minutes = int(service.hours_month * rules.intensity * rules.hours * 60.0)
    h.contact_minutes += minutes
    return minutes


@rule
def charge(e, service, h, minor, paid, used, rules, share_of_month):
    """Post the tariff of the hours that came; what a budget pays is booked by the town, its use is valued."""
    cents = int(float(service.price_cents) * rules.price_ratio * rules.hours * share_of_month + 0.5)
    s = int(e.service)
    used[int(h.group), s] += cents
    if int(rules.budget_funded) == 1:
        h.month_cost += cents
    else:
        payer = int(service.payer)
        if s == ASSISTED_LIVING and minor:
            payer = MUNICIPALITY_YOUTH
        post(paid, h, payer, s, cents)


@rule
def help_child(
    e, children, lives, households, services, episodes, counters, paid, used, p, regime, programme, world,
    month, tally,
):  # fmt: skip
    """One month of one child's help and its bill: half a month when the help begins or ends in it."""
    first = int(e.months_active) == 0
    minor = int(children[int(e.owner)].age_months) < EIGHTEEN
    go_on_or_end(
        e, children, lives, households, services, episodes, counters, paid, used, p, regime, programme,
        world, month, tally,
    )  # fmt: skip
    share = HALF_A_MONTH if first or int(e.state) != ACTIVE else 1.0
    rules = rules_of(regime, e)
    h = households[int(e.household)]
    charge(e, services[int(e.service)], h, minor, paid, used, rules, share)
    if int(e.service) == SCHOOL_SUPPORT and int(e.workers) == 2:
        cents = int(p.price_education_arrangement * share * 100.0 + 0.5)
        post(paid, h, SCHOOL_PARTNERSHIP, EDUCATION_ARRANGEMENT, cents)


@rule
def go_on_or_end(
    e, children, lives, households, services, episodes, counters, paid, used, p, regime, programme, world,
    month, tally,
):  # fmt: skip
    """What a month of help does for the child, and whether it ends."""
    s = int(e.service)
    service = services[s]
    row = int(e.owner)
    child = children[row]
    life = lives[row]
    h = households[int(e.household)]
    uid = int(child.uid)
    group = int(h.group)
    e.months_active += 1
    stay = FIRST_STAY <= s <= LAST_STAY
    gone = month >= int(h.departs) or int(child.age_months) >= MAX_AGE_MONTHS
    moved = stay and int(child.living) != s - FIRST_STAY + 1
    if gone or moved:  # moved away, or living elsewhere: another stay, the street, detention
        tally[group].episodes_ended += 1
        release(e, service, child)
        h.workers_left += int(e.workers)
        return
    if of_age(e, child, h, p, services, world, month, tally):
        if stay:
            leave_stay_at_18(child, row, h, p, episodes, counters, world, month)
        return
    rules = rules_of(regime, e)
    life.help_minutes += count_help(e, service, h, rules, tally)

    u_turn, u_end, u_drop = three_uniforms(world, uid, month, events.COMPLETION, s)
    if u_turn < p.care_turnover / 12.0:
        e.months_with_worker = 0
        h.workers_left += 1
        h.changes = min(MOST_TIMES, int(h.changes) + 1)
        tally[group].worker_changes += 1
    elif int(e.months_with_worker) < KNOWN_WORKER:
        e.months_with_worker += 1
    if int(e.phase) == TREATMENT_FOLLOWS:
        e.phase = TREATED
    effect = effect_of(e, service, h, p, rules)
    if int(e.phase) == ASSESSED:
        effect = effect * p.care_assessment_effect
    if int(child.months_out) > 0:
        effect = effect * effect_kept(child, life, p)
    child.relief += int(effect * 1e6)

    f = float(h.fidelity)
    need = need_in(child, int(e.domain))
    solved = need < p.need_threshold
    if int(e.stretched) > 0:
        e.stretched -= 1
        if int(e.stretched) == 0:
            finish_child(
                e, row, child, life, h, True, False, p, episodes, counters, paid, regime, services, world,
                month, tally,
            )  # fmt: skip
        return
    new_plan = int(programme.replaces_care) == 1 and int(h.enrolled_month) == month
    if (
        new_plan
        and int(service.voluntary) == 1
        and uniform(world, uid, month, events.PLAN, s) < p.family_plan_replaces * f
    ):
        tally[group].episodes_ended += 1
        release(e, service, child)
        h.workers_left += int(e.workers)
        return

    if (
        int(programme.at_school) == 1
        and int(life.in_programme) > 0
        and taken_over(s, uid, h, programme, p, world)
    ):
        tally[group].episodes_ended += 1
        release(e, service, child)
        h.workers_left += int(e.workers)
        return

    end = service.end_rate * (1.0 if solved or stay else p.care_end_unsolved)
    end = end * rules.exit_ratio
    if rules.fills != 0.0 and not stay:
        end = end * math.pow(service.load, rules.fills)
    if int(programme.weighing) == 1 and (s in (OPEN_STAY, CLOSED_STAY)):
        end = end * (1.0 + (p.weighing_release - 1.0) * f)
    if int(e.phase) == ASSESSED:
        if u_end < p.care_assessment_end:
            finish_assessment(e, child, life, h, solved, u_end / p.care_assessment_end, p, services, tally)
            return
    elif u_end < end:
        if solved and not stay and u_end < end * rules.stretch_share:
            e.stretched = max(1, int(rules.stretch_months + 0.5))
            return
        finish_child(
            e, row, child, life, h, solved, False, p, episodes, counters, paid, regime, services, world,
            month, tally,
        )  # fmt: skip
        return
    if not stay and u_drop < p.care_drop_out * math.exp(
        -p.care_drop_out_trust * (float(h.trust) - MIDDLE_TRUST)
    ):
        finish_child(
            e, row, child, life, h, solved, True, p, episodes, counters, paid, regime, services, world,
            month, tally,
        )  # fmt: skip
        return
    if rules.grant_months > 0 and not stay:
        e.months_granted -= 1
        if int(e.months_granted) <= 0:
            renew(
                e, row, child, h, solved, p, services, episodes, counters, paid, regime, world, month, tally
            )


@rule
def help_parents(e, households, services, paid, used, p, regime, programme, world, month, tally):
    """One month of help for the parents of a household."""
    s = int(e.service)
    service = services[s]
    rules = rules_of(regime, e)
    h = households[int(e.household)]
    first = int(e.months_active) == 0
    e.months_active += 1
    if month >= int(h.departs):
        release(e, service, h)
        charge(e, service, h, False, paid, used, rules, HALF_A_MONTH)
        return
    count_help(e, service, h, rules, tally)
    if s == ADULT_MENTAL_HEALTH:
        h.relief += int(p.household_health_care_effect * float(e.match) * rules.dose * 1e6)
        solved = float(h.parental_health) < p.household_ill_threshold
    elif s == DEBT_HELP:
        solved = int(h.debt) == 0
    else:
        h.relief += int(p.household_guidance_effect * float(e.match) * rules.dose * 1e6)
        solved = float(h.stress) < p.household_strain_threshold
    replaced = False
    if int(programme.replaces_care) == 1 and int(service.voluntary) == 1 and int(h.enrolled_month) == month:
        replaced = uniform(world, int(h.uid), month, events.PLAN, s) < p.family_plan_replaces * float(
            h.fidelity
        )
    u = uniform(world, int(h.uid), month, events.COMPLETION, s)
    ended = replaced or u < service.end_rate * (1.0 if solved else p.care_end_unsolved)
    if ended:
        release(e, service, h)
        h.workers_left += int(e.workers)
    charge(e, service, h, False, paid, used, rules, HALF_A_MONTH if first or ended else 1.0)


@inlined
def help_elsewhere(e, service, full, half):
    """One month of help for a client of another town: he holds a place until his time is over."""
    s = int(e.service)
    e.months_active += 1
    if int(e.months_active) == 1:
        half[s] += 1
    elif int(e.months_active) <= int(e.months_granted):
        full[s] += 1
    else:
        half[s] += 1
        service.occupied -= 1
        service.ended += 1
        e.state = FREE


@rule
def charge_elsewhere(services, full, half, paid, used):
    """What other towns pay for their clients, all at once."""
    for s in range(len(services)):
        price = int(services[s].price_cents)
        cents = int(full[s]) * price + int(half[s]) * int(HALF_A_MONTH * float(price) + 0.5)
        used[used.shape[0] - 1, s] += cents
        paid[paid.shape[0] - 1, OTHER_MUNICIPALITIES, s] += cents
