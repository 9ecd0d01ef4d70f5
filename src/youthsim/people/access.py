"""From a problem to a place: who sees it, who asks for help, what the gate decides, who is next.

A need above the threshold may be signalled by school, family, doctor or police; a signal becomes a request
where trust is there and the wait does not deter. Under one grant per child and product every need not yet
covered is a new request, a new professional: that is how fragmentation grows. A family-wide plan or pooled
staff meets part of the requests inside. The gate takes time, may refuse, may want a test. Then the queue:
court and crisis first, then the month in which the right was given, then chance; whoever pays. What a doctor
refers passes the municipal gate; part of those whom that gate refused comes back through a doctor.

Evidence: P017 (age shape), P024-P027 (episodes begun, by form), P034 (referrers), P095-P101 (waiting).
"""

from __future__ import annotations

import math

import numpy as np

from youthsim.ledger import post
from youthsim.people.compiled import inlined, rule, rule_with_arrays
from youthsim.people.episodes import KNOWN_WORKER, USED, close_episode, has_form, open_episode, round_months
from youthsim.people.guards import MOST_MONTHS_ELSEWHERE
from youthsim.people.needs import aid_of, enrolled, in_special, need_in
from youthsim.people.paperwork import book_request
from youthsim.people.rules import questions_found, rules_now, rules_of
from youthsim.people.school_support import (
    acceptance_won,
    closer_look,
    judge_in_context,
    meet_question,
    school_in_view,
)  # fmt: skip
from youthsim.people.streams import bits, three_uniforms, uniform
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import EIGHTEEN, FOUR, MIDDLE_TRUST, TWELVE
from youthsim.vocabulary.payers import MUNICIPALITY_YOUTH
from youthsim.vocabulary.services import (
    ACCESS_ASSESSMENT,
    AMBULATORY_SUPPORT,
    CLOSED_RESIDENTIAL,
    DAY_TREATMENT,
    INTENSIVE_HOME_SUPPORT,
    N_QUEUED,
    NEIGHBOURHOOD_TEAM,
    SCHOOL_SUPPORT,
    STAYS,
    YOUTH_MENTAL_HEALTH,
)  # fmt: skip
from youthsim.vocabulary.states import (
    ABSENT,
    ACTIVE,
    ASSESSED,
    CHILD,
    EXTERNAL,
    FREE,
    HOME,
    HOUSEHOLD,
    PRIORITY_ORDINARY,
    REQUESTED,
    WAITING,
)  # fmt: skip

FIRST_STAY, LAST_STAY = STAYS[0], STAYS[-1]
REFUSED_WITHIN = 12  # months: the year in which `gate_refused_back` is stated
LEGAL_TERM = 2  # months to a decision: eight weeks by law, in whole months
LEAST_MATCH = 0.1  # 0-1: a guard, help that began fits a little
FOR_INTERNALISING = 1 << YOUTH_MENTAL_HEALTH
FOR_EXTERNALISING = (1 << AMBULATORY_SUPPORT) | (1 << INTENSIVE_HOME_SUPPORT)
FOR_LEARNING = (1 << DAY_TREATMENT) | (1 << SCHOOL_SUPPORT)


@rule
def eyes_on(child, p):
    """How well a child's problems are seen, against a child in primary school."""
    age = int(child.age_months)
    if age < FOUR:
        return p.signal_eyes_under_4
    eyes = 1.0 if age < TWELVE else p.signal_eyes_secondary
    return eyes * p.signal_absent if int(child.attendance) == ABSENT else eyes


@inlined
def through_doctor(life, u, p, month):
    """Whether the family goes to a doctor; more often where the gate refused it in the past year."""
    share = p.route_doctor
    if month - int(life.last_refused) <= REFUSED_WITHIN:
        share += (1.0 - share) * p.gate_refused_back
    return u < share


@rule
def route(child, disability, domain, severity, by_doctor, p, u_form):
    """Which form of help the request asks for."""
    if domain == 0 and by_doctor:
        return YOUTH_MENTAL_HEALTH
    if not by_doctor and severity < p.route_light_limit and u_form < p.route_light:
        return NEIGHBOURHOOD_TEAM
    if domain == 2:
        if u_form >= 1.0 - p.route_day and (disability == 1 or severity > p.route_heavy_limit):
            return DAY_TREATMENT
        pupil = enrolled(int(child.education)) and not in_special(int(child.education))
        if pupil and u_form >= 1.0 - p.route_day - p.route_school_support:
            return SCHOOL_SUPPORT
        return AMBULATORY_SUPPORT
    if severity > p.route_heavy_limit:
        return INTENSIVE_HOME_SUPPORT if domain == 1 or not by_doctor else YOUTH_MENTAL_HEALTH
    if domain == 0:
        return YOUTH_MENTAL_HEALTH
    return YOUTH_MENTAL_HEALTH if by_doctor and u_form < p.route_doctor_specialist else AMBULATORY_SUPPORT


@inlined
def uncovered_need(child, p):
    """The highest need that has no help of its own: its domain, and sd above the threshold (0: none)."""
    over_i = float(child.need_internalising) - p.need_threshold
    over_e = float(child.need_externalising) - p.need_threshold
    over_l = float(child.need_learning) - p.need_threshold - p.signal_learning
    had = int(child.forms_active) | int(child.forms_waiting)  # a need that has its own help asks for no other
    if had & FOR_INTERNALISING:
        over_i = 0.0
    if had & FOR_EXTERNALISING:
        over_e = 0.0
    if had & FOR_LEARNING:
        over_l = 0.0
    domain, severity = 0, over_i
    if over_e > severity:
        domain, severity = 1, over_e
    if over_l > severity:
        domain, severity = 2, over_l
    return domain, severity


@inlined
def signal_draws(child, world, month):
    """This month's luck with being seen, asking, and being helped by who is there."""
    return three_uniforms(world, int(child.uid), month, events.SIGNAL, 0)


@inlined
def is_seen(child, lives, row, schools, programme, p, world, month):
    """Whether somebody notices a need this month."""
    domain, severity = uncovered_need(child, p)
    if severity <= 0.0:
        return False
    seen = p.signal_rate * (1.0 - math.exp(-severity / p.signal_scale)) * eyes_on(child, p)
    if int(programme.in_schools) == 1:
        seen = seen * closer_look(child, lives[row], domain, schools, p, world)
    return signal_draws(child, world, month)[0] < seen


@rule
def signal_and_ask(
    child, lives, row, h, schools, p, services, episodes, counters, paid, programme, regime, town, world,
    month, tally,
):  # fmt: skip
    """A need has been seen, and help is asked for."""
    uid = int(child.uid)
    domain, severity = uncovered_need(child, p)
    _, u_asks, u_absorbed = signal_draws(child, world, month)
    group = int(h.group)
    tally[group].signalled += 1
    u_doctor, u_form, u_test = three_uniforms(world, uid, month, events.ROUTE, 0)
    by_doctor = through_doctor(lives[row], u_doctor, p, month)
    service = route(child, int(lives[row].disability), domain, severity, by_doctor, p, u_form)
    at, u_met = -1, 1.0
    if int(programme.in_schools) == 1:
        at = school_in_view(child, lives[row], schools, p, world)
    if at >= 0:
        u_judged, u_met, _ = three_uniforms(world, uid, month, events.SCHOOL_SUPPORT, 0)
        service = judge_in_context(schools[at], service, severity, u_judged, programme, p)
    if has_form(child, service):
        return
    if int(child.living) != HOME and service != YOUTH_MENTAL_HEALTH:
        return  # a stay includes the daily help
    willing = p.request_base + p.request_trust * (float(h.trust) - MIDDLE_TRUST)
    if at >= 0:
        willing += acceptance_won(schools[at], programme, p)
        if u_asks < willing and meet_question(
            child, h, schools[at], service, severity, u_met, services, programme, p, month, tally
        ):
            return
    willing = min(1.0, max(0.0, willing)) * math.exp(-p.request_deterrence * services[service].expected_wait)
    rules = rules_now(regime, counters, service)
    absorbed = rules.absorb_share if int(h.professionals) > 0 else 0.0
    if int(programme.family_plan) == 1:
        absorbed = max(absorbed, p.family_plan_absorbs * float(h.fidelity))
    if service == SCHOOL_SUPPORT and aid_of(child) > 0.0:  # no grant beside a child whom a pooled aide helps
        absorbed = max(absorbed, p.aides_absorbs)
    if u_asks >= willing * questions_found(absorbed) or u_absorbed < absorbed:
        return
    lead = services[service].lead_months
    if by_doctor:  # by law a municipality may not delay what a doctor refers
        lead = lead * (1.0 - p.gate_doctor_free)
    tested = rules.test_share
    if at >= 0:
        presence = min(1.0, float(schools[at].presence))
        lead = max(0.0, lead * (1.0 - p.support_short_lines * presence))
        if int(programme.targeted_diagnosis) == 1:
            tested = tested * (1.0 - p.support_tests * presence)
    if int(lives[row].disability) == 1 and u_test < tested:
        lead += rules.test_months
    used = int(counters[USED])
    ask_for_child(
        child, row, h, service, domain, lead, p, episodes, counters, paid, regime, world, month, tally
    )
    if int(counters[USED]) > used:
        episodes[used].by_doctor = 1 if by_doctor else 0
        if at >= 0 and int(programme.targeted_diagnosis) == 1:
            episodes[used].fit = p.support_match * min(1.0, float(schools[at].presence))


@rule
def ask_for_child(
    child, row, h, service, domain, lead, p, episodes, counters, paid, regime, world, month, tally
):
    """One request at the gate or the doctor, with its paperwork for family, gate and provider."""
    uid = int(child.uid)
    ready = month + round_months(lead, uniform(world, uid, month, events.REQUEST, service))
    child.forms_waiting = int(child.forms_waiting) | (1 << service)
    open_episode(
        episodes, counters, uid, row, int(child.household), service, CHILD, domain, month, ready,
        PRIORITY_ORDINARY,
    )  # fmt: skip
    group = int(h.group)
    tally[group].requests += 1
    if ready - month <= LEGAL_TERM:
        tally[group].decision_in_time += 1000000
    hours = rules_now(regime, counters, service).hours_per_request
    book_request(tally[group], hours, True, service in (SCHOOL_SUPPORT, DAY_TREATMENT), p)
    post(
        paid,
        h,
        MUNICIPALITY_YOUTH,
        ACCESS_ASSESSMENT,
        int(p.admin_gate * hours * p.price_access_hour * 100.0 + 0.5),
    )


@rule
def decide_at_gate(e, children, lives, households, p, regime, town, world, month, tally):
    """A request whose time has come is refused or joins the queue.

    The municipal gate may not refuse what a doctor refers; a provider may turn anybody away. In a crisis
    nobody is refused.
    """
    if int(e.state) != REQUESTED or month < int(e.month_ready):
        return
    service = int(e.service)
    if int(e.owner_kind) == CHILD and service < FIRST_STAY and int(e.priority) == PRIORITY_ORDINARY:
        refused = p.gate_refusal
        if service in (NEIGHBOURHOOD_TEAM, AMBULATORY_SUPPORT):
            refused += p.gate_strictness * town.strictness
        if int(e.by_doctor) == 1:
            refused = refused * (1.0 - p.gate_doctor_free)
        refused += rules_of(regime, e).turned_away
        if uniform(world, int(e.owner_uid), month, events.GATE, service) < refused:
            tally[int(households[int(e.household)].group)].refusals += 1
            lives[int(e.owner)].last_refused = month
            close_episode(e, children[int(e.owner)], False)
            return
    e.state = WAITING


@rule
def keep_waiting(e, children, households, p, world, month, tally):
    """People who wait give up, or no longer need it, or have left."""
    if int(e.state) != WAITING:
        return
    if int(e.owner_kind) == EXTERNAL:  # giving up and recovering together, as the town's own do on average
        if uniform(world, int(e.owner_uid), month, events.GIVE_UP, 0) < p.queue_elsewhere * p.queue_give_up:
            e.state = FREE
        return
    h = households[int(e.household)]
    gone = month >= int(h.departs)
    service = int(e.service)
    if int(e.owner_kind) == CHILD:
        child = children[int(e.owner)]
        if gone or (int(child.age_months) >= EIGHTEEN and service != STAYS[-1]):
            close_episode(e, child, False)
            return
        if int(e.priority) != PRIORITY_ORDINARY:
            return
        passed = need_in(child, int(e.domain)) < p.need_threshold
        if uniform(world, int(e.owner_uid), month, events.GIVE_UP, service) < (
            p.queue_recovered if passed else p.queue_give_up
        ):
            tally[int(h.group)].gave_up += 1
            close_episode(e, child, False)
    elif gone or uniform(world, int(e.owner_uid), month, events.GIVE_UP, service) < p.queue_give_up:
        close_episode(e, h, False)


@rule
def ask_elsewhere(services, episodes, counters, p, world, month):
    """Requests of other towns in the same region; long waits deter them as they deter the town."""
    for s in range(N_QUEUED):
        rate = services[s].external_rate * math.exp(-p.request_deterrence * services[s].expected_wait)
        asked = round_months(rate, uniform(world, int(services[s].uid), month, events.EXTERNAL_ARRIVAL, s))
        lead = services[s].lead_months * p.queue_elsewhere_lead
        for k in range(asked):
            uid = (7 << 56) | (s << 48) | (month << 24) | k
            ready = month + round_months(lead, uniform(world, uid, month, events.REQUEST, s))
            open_episode(episodes, counters, uid, -1, -1, s, EXTERNAL, 0, month, ready, PRIORITY_ORDINARY)
            if ready <= month:
                episodes[int(counters[USED]) - 1].state = WAITING


@inlined
def queue_of(regime, e):
    """The queue in which a request stands: that of its service, or of all services that share its budget."""
    pot = int(rules_of(regime, e).pot)
    return pot % N_QUEUED if pot >= 0 else int(e.service)


@rule
def is_affordable(e, regime):
    """Whether what is left of the year's amount covers this help until January."""
    rules = rules_of(regime, e)
    pot = int(rules.pot)
    if pot < 0 or (int(rules.doctors_free) == 1 and int(e.by_doctor) == 1):
        return True
    return int(regime[pot].room) >= max(1, int(rules.commits))


@rule
def commit(e, regime):
    """What a start takes from the year's amount, whoever starts."""
    rules = rules_of(regime, e)
    pot = int(rules.pot)
    if pot >= 0:
        regime[pot].room = int(regime[pot].room) - int(rules.commits)


@rule_with_arrays
def admit(services, episodes, counters, children, lives, households, p, regime, world, month, tally):
    """Free places go to the next in each queue, whoever pays.

    Priority first, then the month in which the right was given (with `queue_by_right` 0: in which help was
    asked), then chance. Services that share a budget share a queue: what is left goes to who has waited
    longest, for any help.
    """
    n = int(counters[USED])
    waiting = np.empty(n, np.int64)
    keys = np.empty(n, np.int64)
    by_right = p.queue_by_right > 0.5
    count = 0
    for row in range(n):
        e = episodes[row]
        if int(e.state) != WAITING:
            continue
        s = int(e.service)
        rank = int(bits(world, int(e.owner_uid), 0, events.QUEUE_RANK, s) >> np.uint64(20)) & 0xFFFFFFFFFF
        queue = queue_of(regime, e)
        since = int(e.month_ready) if by_right else int(e.month_asked)
        keys[count] = (queue << 58) | (int(e.priority) << 56) | (since << 42) | (rank >> 2 & 0x3FFFFFFFFFF)
        waiting[count] = row
        count += 1
    for k in np.argsort(keys[:count]):
        e = episodes[waiting[k]]
        service = services[int(e.service)]
        free = int(service.places) - int(service.displaced + 0.5) - int(service.occupied)
        if free <= 0 and int(e.priority) == PRIORITY_ORDINARY:
            continue
        ordinary = int(e.owner_kind) != EXTERNAL and int(e.priority) == PRIORITY_ORDINARY
        if ordinary and int(rules_of(regime, e).stopped) == 1:
            continue  # the year's ceiling is reached
        if ordinary and not is_affordable(e, regime):
            continue  # the year's amount is used up
        if free <= -int(p.provider_overflow * float(service.places)) - 1:
            continue  # even a court order needs a bed
        start(e, service, children, lives, households, p, regime, world, month, tally)
        if int(e.owner_kind) != EXTERNAL:
            commit(e, regime)


@rule
def months_elsewhere(service, u):
    """How long a client of another town stays: geometric, at the pace at which the town's own leave."""
    return min(MOST_MONTHS_ELSEWHERE, 1 + int(math.log(u) / math.log1p(-service.end_rate_elsewhere)))


@rule
def start(e, service, children, lives, households, p, regime, world, month, tally):
    """Help begins: a place is taken, a grant runs, a stay changes where the child lives."""
    e.state = ACTIVE
    service.occupied += 1
    service.started += 1
    s = int(e.service)
    uid = int(e.owner_uid)
    e.months_with_worker = KNOWN_WORKER
    e.workers = 1
    if int(e.owner_kind) == EXTERNAL:
        e.months_granted = months_elsewhere(service, uniform(world, uid, month, events.EXTERNAL_END, 0))
        return
    h = households[int(e.household)]
    bit = 1 << s
    group = int(h.group)
    e.months_granted = rules_of(regime, e).grant_months
    u_match, u_second, u_assessed = three_uniforms(world, uid, month, events.MATCH, s)
    e.match = min(1.0, max(LEAST_MATCH, p.care_match + p.care_match_range * (u_match - 0.5) + float(e.fit)))
    if int(service.shared_worker) == 0 and s <= LAST_STAY and u_second < p.care_second_worker:
        e.workers = 2
    if s == SCHOOL_SUPPORT and u_second < p.school_support_arrangement:
        e.workers = 2
    if int(e.owner_kind) == HOUSEHOLD:
        h.forms_waiting = int(h.forms_waiting) & ~bit
        h.forms_active = int(h.forms_active) | bit
        return
    tally[group].episodes_started += 1
    tally[group].wait_months_at_start += month - int(e.month_asked)
    if s in (AMBULATORY_SUPPORT, YOUTH_MENTAL_HEALTH) and u_assessed < p.care_assessed_first:
        e.phase = ASSESSED
    child = children[int(e.owner)]
    e.need_at_start = need_in(child, int(e.domain))
    child.forms_waiting = int(child.forms_waiting) & ~bit
    child.forms_active = int(child.forms_active) | bit
    if FIRST_STAY <= s <= LAST_STAY:
        life = lives[int(e.owner)]
        child.living = s - FIRST_STAY + 1
        life.months_living = 0
        life.last_placement = month
        life.stay_asked = -1
        tally[group].placements += 1
        if s == CLOSED_RESIDENTIAL:
            tally[group].closed_placements += 1


@rule
def release(e, service, ended_owner):
    """A place comes free; `ended_owner` is the row of the child or household that loses its bit."""
    service.occupied -= 1
    service.ended += 1
    close_episode(e, ended_owner, True)


@rule
def sweep(episodes, counters):
    """Close the gaps that ended episodes left, keeping the order."""
    n = int(counters[USED])
    kept = 0
    for row in range(n):
        if int(episodes[row].state) != FREE:
            if kept != row:
                episodes[kept] = episodes[row]
            kept += 1
    counters[USED] = kept
