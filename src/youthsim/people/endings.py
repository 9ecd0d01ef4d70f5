"""How help ends: solved, broken off, run out of its grant, failed, or at eighteen.

Failed help is followed by the next heavier product where only that is bought. A grant that runs out is
renewed, sometimes after a gap. At eighteen youth care ends, goes on for a while, or becomes assisted living,
home, or the street.

Evidence: P028-P032 and P050-P056 (exits), nij_* (grants), P188 (after eighteen).
"""

from __future__ import annotations

from youthsim.ledger import post
from youthsim.people.access import FIRST_STAY, LAST_STAY, ask_for_child, release
from youthsim.people.compiled import inlined, rule
from youthsim.people.episodes import USED, has_form, open_episode
from youthsim.people.guards import MOST_TIMES
from youthsim.people.paperwork import book_request
from youthsim.people.rules import rules_of
from youthsim.people.streams import three_uniforms, uniform
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import EIGHTEEN, TWELVE
from youthsim.vocabulary.payers import MUNICIPALITY_YOUTH
from youthsim.vocabulary.services import (
    ACCESS_ASSESSMENT,
    AMBULATORY_SUPPORT,
    ASSISTED_LIVING,
    CLOSED_RESIDENTIAL,
    FOSTER_CARE,
    INTENSIVE_HOME_SUPPORT,
    NEIGHBOURHOOD_TEAM,
    RESIDENTIAL,
    SCHOOL_SUPPORT,
    YOUTH_MENTAL_HEALTH,
)  # fmt: skip
from youthsim.vocabulary.states import (
    AFTER_EIGHTEEN,
    CHILD,
    HOME,
    PRIORITY_ORDINARY,
    ROAMING,
    TREATMENT_FOLLOWS,
)

JUNE, JULY, SEPTEMBER = 5, 6, 8  # month 0 is a January
YEAR_OVER_SUMMER = 6.0  # twelve months over the two in which all gaps of a year then fall
LEAST_SHARE = 0.05  # of failures followed by something heavier: a guard against division by nothing
OPEN_STAY, CLOSED_STAY = RESIDENTIAL, CLOSED_RESIDENTIAL


@rule
def heavier(service, child, p, u):
    """The next product on the list, -1 where there is none."""
    if service == NEIGHBOURHOOD_TEAM:
        return AMBULATORY_SUPPORT
    old = int(child.age_months) >= TWELVE
    if service == YOUTH_MENTAL_HEALTH and old and u < p.care_heavier_stay_mental:
        return RESIDENTIAL
    if service in (AMBULATORY_SUPPORT, YOUTH_MENTAL_HEALTH):
        return INTENSIVE_HOME_SUPPORT
    if service == INTENSIVE_HOME_SUPPORT:
        return RESIDENTIAL if old or u < p.care_heavier_stay_young else FOSTER_CARE
    if service == FOSTER_CARE:
        return RESIDENTIAL
    return -1


@inlined
def keep_gain(child, life, p):
    """Help that solved its question leaves a part of what was won for good."""
    life.failures = 0
    lasting = p.need_durable * float(child.gain)
    child.gain = float(child.gain) - lasting
    child.own_internalising = float(child.own_internalising) - lasting
    child.own_externalising = float(child.own_externalising) - lasting


@rule
def finish_child(
    e, row, child, life, h, solved, dropped, p, episodes, counters, paid, regime, services, world, month,
    tally,
):  # fmt: skip
    """The end of a child's help: completed, broken off, or failed and followed by something heavier."""
    s = int(e.service)
    group = int(h.group)
    tally[group].episodes_ended += 1
    stay = FIRST_STAY <= s <= LAST_STAY
    if stay and int(child.living) == s - FIRST_STAY + 1:
        child.living = HOME
        life.months_living = 0
        tally[group].returns_home += 1
    release(e, services[s], child)
    h.workers_left += int(e.workers)
    if dropped:
        tally[group].dropouts_from_care += 1
    elif solved:
        tally[group].completions += 1
        keep_gain(child, life, p)
        return
    if solved or stay or float(child.age_months) >= p.care_heavier_until:
        return
    life.failures = min(MOST_TIMES, int(life.failures) + 1)
    uid = int(child.uid)
    u_heavier, u_form, u_stay = three_uniforms(world, uid, month, events.ESCALATION, s)
    heavier_share = rules_of(regime, e).heavier_share
    if u_heavier >= heavier_share:
        return
    form = heavier(s, child, p, u_form)
    if form < 0 or has_form(child, form):
        return
    if form >= FIRST_STAY and (
        u_stay >= p.care_failure_to_stay / max(LEAST_SHARE, heavier_share) or int(child.living) != HOME
    ):
        return
    tally[group].escalations += 1
    used = int(counters[USED])
    ask_for_child(
        child, row, h, form, int(e.domain), services[form].lead_months, p, episodes, counters, paid, regime,
        world, month, tally,
    )  # fmt: skip
    keep_referrer(e, episodes, counters, used)


@rule
def finish_assessment(e, child, life, h, solved, u_enough, p, services, tally):
    """What was wrong has been looked at: advice may be enough, else treatment follows in the same place."""
    if not solved and u_enough >= p.care_assessment_enough:
        e.phase = TREATMENT_FOLLOWS
        return
    group = int(h.group)
    tally[group].episodes_ended += 1
    tally[group].completions += 1
    release(e, services[int(e.service)], child)
    h.workers_left += int(e.workers)
    if solved:
        keep_gain(child, life, p)


@rule
def of_age(e, child, h, p, services, world, month, tally):
    """At 18 youth care ends, is extended, or a stay goes on as assisted living. True when it ended."""
    s = int(e.service)
    if int(child.age_months) < EIGHTEEN or int(e.phase) == AFTER_EIGHTEEN or s == ASSISTED_LIVING:
        return False
    if uniform(world, int(child.uid), 0, events.CLIFF, s) < p.adult_extended_care:
        e.phase = AFTER_EIGHTEEN
        return False
    tally[int(h.group)].episodes_ended += 1
    release(e, services[s], child)
    h.workers_left += int(e.workers)
    return True


@rule
def keep_referrer(e, episodes, counters, used):
    """What follows from help keeps its referrer: a doctor refers to a provider, who decides on the form."""
    if int(counters[USED]) > used:
        episodes[used].by_doctor = int(e.by_doctor)


@inlined
def gap_before_summer(season, gap_share, lead):
    """As many gaps a year, but all where a grant ends in June or July, and until September."""
    if season != JUNE and season != JULY:
        return 0.0, lead
    return min(1.0, YEAR_OVER_SUMMER * gap_share), max(lead, float(SEPTEMBER - season))


@rule
def renew(e, row, child, h, solved, p, services, episodes, counters, paid, regime, world, month, tally):
    """A grant runs out: the help ends when no longer needed, is renewed, or stops until a new decision."""
    s = int(e.service)
    rules = rules_of(regime, e)
    group = int(h.group)
    tally[group].grants_expired += 1
    u = uniform(world, int(child.uid), month, events.REAPPLICATION, s)
    if solved and u < p.care_expiry_ends:
        tally[group].episodes_ended += 1
        tally[group].completions += 1
        release(e, services[s], child)
        h.workers_left += int(e.workers)
        return
    tally[group].reapplications += 1
    gap_share, lead = rules.gap_share, services[s].lead_months
    if int(rules.summer_gaps) == 1:
        gap_share, lead = gap_before_summer(month % 12, gap_share, lead)
    if u > 1.0 - gap_share:
        tally[group].episodes_ended += 1
        release(e, services[s], child)
        h.workers_left += int(e.workers)
        used = int(counters[USED])
        ask_for_child(
            child, row, h, s, int(e.domain), lead, p, episodes, counters, paid, regime, world, month, tally,
        )  # fmt: skip
        keep_referrer(e, episodes, counters, used)
        return
    e.months_granted = rules.grant_months
    hours = p.gate_renewal * rules.hours_per_request
    book_request(tally[group], hours, True, s == SCHOOL_SUPPORT, p)
    cost = p.admin_gate * hours * p.price_access_hour
    post(paid, h, MUNICIPALITY_YOUTH, ACCESS_ASSESSMENT, int(cost * 100.0 + 0.5))


@rule
def leave_stay_at_18(child, row, h, p, episodes, counters, world, month):
    """The cliff: assisted living, home, or the street."""
    u = uniform(world, int(child.uid), month, events.CLIFF, 31)
    if u < p.adult_homeless:
        child.living = ROAMING
    else:
        child.living = HOME
        if u < p.adult_homeless + p.adult_assisted and not has_form(child, ASSISTED_LIVING):
            child.forms_waiting = int(child.forms_waiting) | (1 << ASSISTED_LIVING)
            open_episode(
                episodes, counters, int(child.uid), row, int(child.household), ASSISTED_LIVING, CHILD, 0,
                month, month, PRIORITY_ORDINARY,
            )  # fmt: skip
