"""From an incident to an order, a placement, the street and back.

A child at home runs a risk that grows with the strain of the household and with its own behaviour. An
incident is reported when somebody sees it: more eyes, more reports. A report may lead to an investigation,
an investigation to a supervision order, after a delay that grows with the caseload of the guardians. Under
an order an incident may lead to placement. From open and closed care children run away, are found, and are
brought back, often to a closed place. Where safety is weighed against development and security, part of
these moves is held off; that may raise incidents, and harm is reported beside euros.

Evidence: P037-P063 (measures, placements), P045-P049 (reports, delays), zwo_* (weighing).
"""

from __future__ import annotations

import math

from youthsim.ledger import post
from youthsim.people.compiled import inlined, rule
from youthsim.people.episodes import has_form, open_episode, round_months
from youthsim.people.guards import MOST_EVENTS, MOST_MONTHS
from youthsim.people.streams import three_uniforms, uniform
from youthsim.people.unmet import lasting_gap
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import EIGHTEEN, SIXTEEN, TWELVE
from youthsim.vocabulary.payers import JUSTICE, MUNICIPALITY_YOUTH
from youthsim.vocabulary.services import (
    ASSISTED_LIVING,
    CLOSED_RESIDENTIAL,
    FAMILY_HOME,
    FOSTER_CARE,
    GUARDIANSHIP,
    PROTECTION_INVESTIGATION,
    RESIDENTIAL,
    STAYS,
    SUPERVISION_ORDER,
)  # fmt: skip
from youthsim.vocabulary.states import (
    ABSENT,
    CHILD,
    HOME,
    IN_CLOSED,
    IN_FAMILY_HOME,
    IN_FOSTER_CARE,
    IN_RESIDENTIAL,
    INVESTIGATED,
    NO_MEASURE,
    OUT_OF_HOME_ORDER,
    PRIORITY_COURT,
    PROBATION,
    REPORTED,
    ROAMING,
    SUPERVISED,
    UNDER_GUARDIANSHIP,
)  # fmt: skip

STAY_BITS = sum(1 << s for s in STAYS)
REPEAT_WITHIN = 12  # months: the year in which `safety_repeat` is stated
RUNS_AT_NEED = 1.0  # sd of externalising need at which running away is stated: the definition of its rates
LEAST_BEYOND, MOST_BEYOND = -2.0, 3.0  # sd of need: guards of an exponential, where few children are


@rule
def held_off(h, programme, p):
    """Share of closed and coercive moves that the weighing of values holds off for this household."""
    if int(programme.weighing) == 1:
        return p.weighing_tolerance * float(h.fidelity)
    return 0.0


@inlined
def risk_of(child, h, p):
    """Units of risk above the limit, 0 for most children."""
    risk = p.safety_risk_stress * float(h.stress) + p.safety_risk_externalising * float(
        child.need_externalising
    )
    return max(0.0, risk - p.safety_risk_limit)


@inlined
def chance_of_incident(child, life, h, programme, p, month):
    """Per month, by where the child lives and what is being held off.

    Help that lacks and months out of school make it more likely at home.
    """
    living = int(child.living)
    if living == ROAMING:
        rate = p.safety_roaming_incident
    elif living in (IN_RESIDENTIAL, IN_CLOSED):
        rate = p.safety_stay_incident
    elif living == HOME:
        rate = p.safety_incident_rate * risk_of(child, h, p)
        legal = int(child.legal)
        if legal in (SUPERVISED, OUT_OF_HOME_ORDER):
            rate = rate * math.exp(p.safety_order_effect)
        if rate > 0.0:
            out = min(p.need_out_of_school_months, float(child.months_out))
            rate = rate * math.exp(p.unmet_incident * lasting_gap(life, month, p) + p.out_incident * out)
    else:
        return 0.0
    if int(programme.weighing) == 1:
        rate = rate * (1.0 + (p.weighing_incidents - 1.0) * float(h.fidelity))
    return min(1.0, rate)


@rule
def ask_place(child, row, life, service, episodes, counters, month, priority):
    """The protection chain, or who acts in a crisis, asks for a stay; it goes before ordinary requests."""
    if has_form(child, service) or int(child.forms_waiting) & STAY_BITS:
        return
    child.forms_waiting = int(child.forms_waiting) | (1 << service)
    life.stay_asked = service
    domain = 1 if float(child.need_externalising) >= float(child.need_internalising) else 0
    open_episode(
        episodes, counters, int(child.uid), row, int(child.household), service, CHILD, domain, month, month,
        priority,
    )  # fmt: skip


@rule
def choose_place(child, p, u_form, u_other):
    """Foster care first for the young; else family home, open or closed residential care."""
    old = int(child.age_months) >= TWELVE
    foster = p.safety_foster_over_12 if old else p.safety_foster_under_12
    if u_form < foster:
        return FOSTER_CARE
    if u_other < p.safety_family_home:
        return FAMILY_HOME
    if old and u_other > 1.0 - p.safety_closed and float(child.need_externalising) > p.safety_closed_need:
        return CLOSED_RESIDENTIAL
    return RESIDENTIAL


@rule
def file_report(child, life, h, p, paid, month, tally, repeat, u_investigated, u_months):
    """A report at the advice and report centre, and perhaps an investigation."""
    group = int(h.group)
    tally[group].reports += 1
    post(paid, h, MUNICIPALITY_YOUTH, PROTECTION_INVESTIGATION, int(p.price_report * 100.0 + 0.5))
    share = p.safety_investigated * (p.safety_repeat if repeat else 1.0)
    young = float(child.age_months) < p.safety_investigated_until
    if young and int(child.legal) in (NO_MEASURE, PROBATION) and u_investigated < share:
        child.legal = REPORTED
        life.months_legal = 0
        life.months_pending = round_months(p.safety_investigation_months, u_months)
        tally[group].investigations += 1
        post(paid, h, JUSTICE, PROTECTION_INVESTIGATION, int(p.price_investigation * 100.0 + 0.5))


@rule
def suffer_incident(child, row, life, h, programme, p, town, episodes, counters, paid, world, month, tally):
    """An incident, perhaps a report, an investigation, a placement."""
    uid = int(child.uid)
    group = int(h.group)
    tally[group].incidents += 1
    repeat = month - int(life.last_incident) <= REPEAT_WITHIN
    life.last_incident = month
    u_police, u_eye, u_investigated = three_uniforms(world, uid, month, events.REPORT, 0)
    eyes = min(p.safety_eyes_most, float(h.professionals)) + (1.0 if int(child.attendance) != ABSENT else 0.0)
    reported = u_police < p.safety_report_police or u_eye < 1.0 - math.pow(1.0 - p.safety_report_eye, eyes)
    u_placed, u_form, u_other = three_uniforms(world, uid, month, events.PLACEMENT, 0)
    legal = int(child.legal)
    hold = held_off(h, programme, p)
    ordered = legal in (SUPERVISED, OUT_OF_HOME_ORDER, UNDER_GUARDIANSHIP)
    if reported:
        file_report(child, life, h, p, paid, month, tally, repeat, u_investigated, u_other)
    if int(child.living) == HOME and int(child.age_months) < EIGHTEEN:
        placed = p.safety_placed_after_incident if ordered else p.safety_crisis_placement
        if u_placed < placed * (1.0 - hold):
            if ordered:
                child.legal = OUT_OF_HOME_ORDER if legal == SUPERVISED else legal
            place = choose_place(child, p, u_form, u_other)
            ask_place(child, row, life, place, episodes, counters, month, PRIORITY_COURT)


@inlined
def patience(child, p):
    """Months of placement after which a return home is no longer expected: shorter for a small child."""
    small = float(child.age_months) < p.safety_guardianship_young
    return p.safety_guardianship_after_young if small else p.safety_guardianship_after


@rule
def run_the_chain(child, row, life, h, programme, p, town, episodes, counters, paid, world, month, tally):
    """Investigation ends, order starts, order ends, guardianship begins; the order is paid by the month."""
    legal = int(child.legal)
    if legal == NO_MEASURE:
        return
    uid = int(child.uid)
    group = int(h.group)
    life.months_legal = min(MOST_MONTHS, int(life.months_legal) + 1)
    if int(child.age_months) >= EIGHTEEN and legal != PROBATION:
        if legal != REPORTED and legal != INVESTIGATED:
            tally[group].orders_ended += 1
        child.legal = NO_MEASURE
        return
    u_order, u_form, u_other = three_uniforms(world, uid, month, events.ORDER, 0)
    if legal == REPORTED:
        life.months_pending -= 1
        if int(life.months_pending) <= 0:
            if u_order < p.safety_ordered * (1.0 - p.weighing_orders * held_off(h, programme, p)):
                child.legal = INVESTIGATED
                life.last_pending = month
                life.months_pending = round_months(town.order_delay, u_other)
            else:
                child.legal = NO_MEASURE
            life.months_legal = 0
        return
    if legal == INVESTIGATED:
        life.last_pending = month
        life.months_pending -= 1
        if int(life.months_pending) <= 0:
            tally[group].orders_started += 1
            child.legal = SUPERVISED
            life.months_legal = 0
            if int(child.living) == HOME and u_order < p.safety_placed_at_order * (
                1.0 - held_off(h, programme, p)
            ):
                child.legal = OUT_OF_HOME_ORDER
                place = choose_place(child, p, u_form, u_other)
                ask_place(child, row, life, place, episodes, counters, month, PRIORITY_COURT)
        return
    h.orders += 1
    if legal == PROBATION:
        post(paid, h, MUNICIPALITY_YOUTH, SUPERVISION_ORDER, int(p.price_supervision_order * 100.0 + 0.5))
        if u_order < p.adult_probation_end:
            child.legal = NO_MEASURE
        return
    if legal == UNDER_GUARDIANSHIP:
        post(paid, h, MUNICIPALITY_YOUTH, GUARDIANSHIP, int(p.price_guardianship * 100.0 + 0.5))
        if u_order < p.safety_guardianship_end:
            child.legal = NO_MEASURE
            tally[group].orders_ended += 1
        return
    post(paid, h, MUNICIPALITY_YOUTH, SUPERVISION_ORDER, int(p.price_supervision_order * 100.0 + 0.5))
    placed = int(child.living) != HOME and int(child.living) != ROAMING
    child.legal = OUT_OF_HOME_ORDER if placed else SUPERVISED
    end = p.safety_order_end
    if int(programme.weighing) == 1:
        end = end * (1.0 + (p.weighing_release - 1.0) * float(h.fidelity))
    if placed or risk_of(child, h, p) > p.safety_home_unsafe:
        end = p.safety_order_kept * end  # a judge does not lift the order of a child that cannot go home
    if u_order < end:
        child.legal = NO_MEASURE
        life.months_legal = 0
        tally[group].orders_ended += 1
    elif (
        placed
        and float(life.months_living) >= patience(child, p)
        and int(child.living) <= IN_FAMILY_HOME
        and u_order > 1.0 - p.safety_guardianship
    ):
        child.legal = UNDER_GUARDIANSHIP
        life.months_legal = 0
        tally[group].orders_started += 1


@rule
def run_and_return(child, row, life, h, programme, p, episodes, counters, world, month, tally):
    """Running away from a stay, roaming, being found, and where to then."""
    living = int(child.living)
    if living == HOME:
        return
    uid = int(child.uid)
    group = int(h.group)
    life.months_living = min(MOST_MONTHS, int(life.months_living) + 1)
    if living == ROAMING:
        u_found, u_hold, u_where = three_uniforms(world, uid, month, events.RUNAWAY, 1)
        if u_found >= p.safety_found or (
            int(child.age_months) >= EIGHTEEN and u_found >= p.safety_found_adult * p.safety_found
        ):
            return
        child.living = HOME
        life.months_living = 0
        if int(child.age_months) >= EIGHTEEN:
            return
        was_closed = int(life.fled_from) == IN_CLOSED
        if u_hold < held_off(h, programme, p):
            tally[group].tolerated_runaways += 1
            if int(child.age_months) >= SIXTEEN and u_where < p.weighing_assisted:
                ask_place(child, row, life, ASSISTED_LIVING, episodes, counters, month, PRIORITY_COURT)
            return
        if was_closed or u_where < p.safety_to_closed:
            ask_place(child, row, life, CLOSED_RESIDENTIAL, episodes, counters, month, PRIORITY_COURT)
        elif u_where < p.safety_street_to_stay:
            ask_place(child, row, life, RESIDENTIAL, episodes, counters, month, PRIORITY_COURT)
        return
    if living == IN_FOSTER_CARE:
        u = uniform(world, uid, month, events.RUNAWAY, 2)
        if u < p.safety_foster_breakdown and int(child.age_months) < EIGHTEEN:
            open_group = u < p.safety_breakdown_residential * p.safety_foster_breakdown
            place = RESIDENTIAL if open_group else FAMILY_HOME
            ask_place(child, row, life, place, episodes, counters, month, PRIORITY_COURT)
        return
    if living != IN_RESIDENTIAL and living != IN_CLOSED:
        return
    rate = p.safety_runaway_closed if living == IN_CLOSED else p.safety_runaway_residential
    beyond = max(LEAST_BEYOND, min(MOST_BEYOND, float(child.need_externalising) - RUNS_AT_NEED))
    rate = rate * math.exp(p.safety_runaway_need * beyond + p.unmet_runaway * lasting_gap(life, month, p))
    old = float(child.age_months) >= p.safety_runaway_from
    if old and uniform(world, uid, month, events.RUNAWAY, 0) < rate:
        child.living = ROAMING
        life.months_living = 0
        life.last_runaway = month
        life.runaways = min(MOST_EVENTS, int(life.runaways) + 1)
        life.fled_from = living
        tally[group].runaways += 1
