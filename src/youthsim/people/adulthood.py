"""Sixteen and after: work, diplomas, offences, detention, benefit.

School and the Youth Act both end around eighteen; who has neither work nor school then drifts more easily
to benefit or crime, most of all with a mild intellectual disability: the peers on the street pull harder the
longer he is idle, working peers pull the other way. A work place can turn that (see `work`).

Evidence: P086-P087 (leaving school), P183-P188 (disability, detention, after eighteen), nkk_* (Nijkerk).
"""

from __future__ import annotations

import math

from youthsim.ledger import post
from youthsim.people.attendance import go_to
from youthsim.people.compiled import inlined, rule
from youthsim.people.guards import MOST_EVENTS
from youthsim.people.needs import enrolled, worst_need
from youthsim.people.streams import three_uniforms
from youthsim.people.unmet import lasting_gap
from youthsim.people.work import (
    MOST_STARTS,
    chance_of_a_job,
    hold_place,
    in_paid_work,
    keep_job,
    take_job,
)
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import EIGHTEEN, SIXTEEN
from youthsim.vocabulary.payers import JUSTICE, MUNICIPALITY_PARTICIPATION, MUNICIPALITY_WMO
from youthsim.vocabulary.services import POLICE_CONTACT, SOCIAL_BENEFIT, YOUTH_DETENTION, YOUTH_SHELTER
from youthsim.vocabulary.states import (
    HOME,
    IN_DETENTION,
    IN_WORK,
    LEFT_QUALIFIED,
    LEFT_UNQUALIFIED,
    NO_MEASURE,
    NO_WORK,
    OFF_PLACE,
    ON_BENEFIT,
    ON_PLACE,
    PROBATION,
    ROAMING,
    SUBSIDISED,
    VOCATIONAL,
)  # fmt: skip

AT_NEED = 0.5  # sd of worst need at which `adult_leave_unqualified` is stated: its definition
# Guards: nobody leaves school with a higher chance a month than the first, and the exponential stays finite.
MOST_LEAVE, MOST_LOG = 0.2, 4.0
MOST_WITHOUT = 6.0  # ratio of benefit and of jobs not found by school missed: lets most draws be passed over


@inlined
def time_on_hand(child, p):
    """How far the company of a pupil who is out of school has become that of the street, 0-1."""
    return min(1.0, float(child.months_out) / max(1.0, p.adult_peer_months))


@rule
def pull_of_peers(child, life, h, p, month):
    """Ratio of offences by company: less among those who work, more the longer on the street."""
    if in_paid_work(int(child.work)):
        if int(child.work) == ON_PLACE:
            return p.adult_offence_work * (1.0 + (p.work_peers - 1.0) * float(h.fidelity))
        return p.adult_offence_work
    if enrolled(int(child.education)):
        return 1.0 + (p.adult_offence_idle - 1.0) * p.out_offence * time_on_hand(child, p)
    felt = min(1.0, float(month - int(life.idle_since)) / max(1.0, p.adult_peer_months))
    return 1.0 + (p.adult_offence_idle - 1.0) * felt


@rule
def offend(child, life, h, p, paid, world, month, tally):
    """Offences that come to the police, from twelve on."""
    excess = float(child.need_externalising) - p.adult_offence_from
    if int(child.living) == IN_DETENTION:
        return
    rate = p.adult_offence_rate * excess
    if int(child.living) == ROAMING:
        rate = rate * p.adult_offence_roaming
    if int(life.disability) == 1:
        rate = rate * p.adult_offence_disability
    if int(child.age_months) >= SIXTEEN or int(child.months_out) > 0:
        rate = rate * pull_of_peers(child, life, h, p, month)
    rate = rate * math.exp(p.unmet_offence * lasting_gap(life, month, p))
    u_offence, u_detained, u_probation = three_uniforms(world, int(child.uid), month, events.OFFENCE, 0)
    if u_offence >= min(1.0, rate):
        return
    group = int(h.group)
    life.offences = min(MOST_EVENTS, int(life.offences) + 1)
    tally[group].offences += 1
    post(paid, h, JUSTICE, POLICE_CONTACT, int(p.price_police_contact * 100.0 + 0.5))
    if u_detained < p.adult_detained:
        child.living = IN_DETENTION
        life.months_living = 0
        life.months_detained_left = max(1, int(p.adult_detention_months + 0.5))
        tally[group].detentions += 1
    elif u_probation < p.adult_probation and int(child.legal) == NO_MEASURE:
        child.legal = PROBATION
        life.months_legal = 0


@rule
def sit_out(child, life, h, p, paid):
    """A month in detention."""
    post(paid, h, JUSTICE, YOUTH_DETENTION, int(p.price_youth_detention * 100.0 + 0.5))
    life.months_detained_left -= 1
    if int(life.months_detained_left) <= 0:
        child.living = HOME
        life.months_living = 0


@rule
def leaves(u, need, life, p, month):
    """Whether a pupil of vocational education leaves: by need, by school missed, and by help that lacked.

    Most draws need no exponential.
    """
    if u >= MOST_LEAVE:
        return False
    change = p.adult_leave_need * (need - AT_NEED) + p.unmet_leaving * lasting_gap(life, month, p)
    change = min(MOST_LOG, change + p.out_leaving * float(life.months_missed))
    return u < p.adult_leave_unqualified * math.exp(change)


@inlined
def without_schooling(life, p, month):
    """Ratio of benefit, and of jobs not found, by months of school missed and by help that lacked."""
    change = p.out_work * float(life.months_missed) + p.unmet_benefit * lasting_gap(life, month, p)
    return min(MOST_WITHOUT, math.exp(change))


@inlined
def work_draws(child, world, month):
    """This month's luck with work, school and benefit."""
    return three_uniforms(world, int(child.uid), month, events.WORK, 0)


@inlined
def may_change(child, p, world, month):
    """Whether this month's draws can change school, work or benefit at all; for most they cannot."""
    u_work, u_school, u_benefit = work_draws(child, world, month)
    education, work = int(child.education), int(child.work)
    if education == VOCATIONAL and (u_school < MOST_LEAVE or u_school > 1.0 - p.adult_qualify):
        return True
    if int(child.living) == ROAMING or int(child.living) == IN_DETENTION or work == ON_BENEFIT:
        return True
    if work == IN_WORK:
        return u_work < max(1.0, p.adult_work_end_disability) * p.adult_work_end or enrolled(education)
    if work > ON_BENEFIT:
        return True
    if enrolled(education):
        return False
    return u_work < MOST_STARTS * p.adult_work_start or u_benefit < MOST_WITHOUT * p.adult_benefit_start


@rule
def find_a_way(child, life, h, schools, p, programme, paid, world, month, tally):
    """Work, diploma, drop-out from vocational education, benefit: sixteen and over."""
    group = int(h.group)
    need = max(0.0, worst_need(child))
    u_work, u_school, u_benefit = work_draws(child, world, month)
    education = int(child.education)
    of_age = int(child.age_months) >= EIGHTEEN
    if education == VOCATIONAL:
        if leaves(u_school, need, life, p, month):
            go_to(child, schools, LEFT_UNQUALIFIED, -1)
            life.idle_since = month
            tally[group].left_unqualified += 1
        elif of_age and u_school > 1.0 - p.adult_qualify:
            go_to(child, schools, LEFT_QUALIFIED, -1)
            life.idle_since = month
            tally[group].qualified += 1
    if int(child.living) == ROAMING and of_age and u_benefit < p.adult_shelter:
        post(paid, h, MUNICIPALITY_WMO, YOUTH_SHELTER, int(p.price_shelter * 100.0 + 0.5))
    work = int(child.work)
    if work in (ON_PLACE, OFF_PLACE):
        hold_place(child, life, h, need, programme, p, paid, world, month, u_work, u_school, tally)
        return
    if work in (IN_WORK, SUBSIDISED):
        keep_job(child, life, h, p, paid, world, month, u_work, tally)
        return
    if enrolled(education) or int(child.living) == IN_DETENTION:
        child.work = NO_WORK
        return
    if work == NO_WORK and not of_age and u_work >= MOST_STARTS * p.adult_work_start:
        return  # no chance of work this high, and no benefit before eighteen
    if u_work < MOST_STARTS * p.adult_work_start and u_work * without_schooling(life, p, month) < (
        chance_of_a_job(child, life, h, need, programme, p, world)
    ):
        take_job(child, life, p, world)
        return
    if work == ON_BENEFIT:
        post(paid, h, MUNICIPALITY_PARTICIPATION, SOCIAL_BENEFIT, int(p.price_social_benefit * 100.0 + 0.5))
        if u_benefit > 1.0 - p.adult_benefit_end:
            child.work = NO_WORK
    elif of_age and u_benefit < p.adult_benefit_start * without_schooling(life, p, month):
        child.work = ON_BENEFIT
