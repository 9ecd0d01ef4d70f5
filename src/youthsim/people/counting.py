"""Counting at the end of a month: children, households, care paths, and the bills that come with a state."""

from __future__ import annotations

from youthsim.ledger import post
from youthsim.people.attendance import excess_learning_need, trouble_at_school
from youthsim.people.compiled import inlined, rule
from youthsim.people.needs import enrolled, in_special, worst_need
from youthsim.people.safety import risk_of
from youthsim.vocabulary import tallies
from youthsim.vocabulary.paths import (
    AT_HOME_WITHOUT_HELP,
    AWAITING_HELP,
    CLOSED_STAY,
    DETAINED,
    FAMILY_STAY,
    IN_DAY_TREATMENT,
    INTENSIVE_AT_HOME,
    LIGHT_HELP,
    OF_AGE,
    ON_THE_STREET,
    OPEN_STAY,
    OUTPATIENT,
)  # fmt: skip
from youthsim.vocabulary.payers import (
    EDUCATION_MINISTRY,
    FAMILY,
    MUNICIPALITY_OTHER,
    SCHOOL_PARTNERSHIP,
)
from youthsim.vocabulary.services import (
    AMBULATORY_SUPPORT,
    ATTENDANCE_OFFICER,
    DAY_TREATMENT,
    EDUCATION_ACT,
    FAMILY_TIME,
    INTENSIVE_HOME_SUPPORT,
    N_QUEUED,
    NEIGHBOURHOOD_TEAM,
    PARTICIPATION_ACT,
    PUPIL_TRANSPORT,
    REGULAR_EDUCATION,
    SCHOOL_SUPPORT,
    SPECIAL_EDUCATION,
    SPECIAL_PRIMARY,
    SPECIALISED,
    STAYS,
    YOUTH_MENTAL_HEALTH,
)  # fmt: skip
from youthsim.vocabulary.states import (
    ABSENT,
    EXEMPT,
    FULL,
    HOME,
    IN_ASSISTED,
    IN_CLOSED,
    IN_DETENTION,
    IN_FAMILY_HOME,
    IN_FOSTER_CARE,
    IN_RESIDENTIAL,
    IN_WORK,
    INDEPENDENT,
    LEFT_UNQUALIFIED,
    NOT_YET,
    ON_BENEFIT,
    OUT_OF_HOME_ORDER,
    PARTIAL,
    ROAMING,
    SUPERVISED,
    UNDER_GUARDIANSHIP,
)  # fmt: skip
from youthsim.vocabulary.states import SPECIAL_PRIMARY as AT_SPECIAL_PRIMARY

CARE_BITS = (1 << N_QUEUED) - 1
SPECIALISED_BITS = sum(1 << s for s in SPECIALISED)
STAY_BITS = sum(1 << s for s in STAYS)
SCHOOL_MONTHS = 7  # July is the month without school: absence is not counted there
OCTOBER = 9


@rule
def bits_set(mask):
    """Number of ones in a small mask."""
    count = 0
    while mask:
        mask = mask & (mask - 1)
        count += 1
    return count


@rule
def path_of(child):
    """The heaviest care path that applies."""
    if int(child.age_months) >= 216:
        return OF_AGE
    living = int(child.living)
    if living == IN_DETENTION:
        return DETAINED
    if living == ROAMING:
        return ON_THE_STREET
    if living == IN_CLOSED:
        return CLOSED_STAY
    if living in (IN_RESIDENTIAL, IN_ASSISTED):
        return OPEN_STAY
    if living in (IN_FOSTER_CARE, IN_FAMILY_HOME):
        return FAMILY_STAY
    active = int(child.forms_active)
    if active == 0:
        return AWAITING_HELP if int(child.forms_waiting) & CARE_BITS else AT_HOME_WITHOUT_HELP
    if (active >> DAY_TREATMENT) & 1:
        return IN_DAY_TREATMENT
    if (active >> INTENSIVE_HOME_SUPPORT) & 1:
        return INTENSIVE_AT_HOME
    if (
        (active >> AMBULATORY_SUPPORT) & 1
        or (active >> YOUTH_MENTAL_HEALTH) & 1
        or (active >> SCHOOL_SUPPORT) & 1
    ):
        return OUTPATIENT
    if (active >> NEIGHBOURHOOD_TEAM) & 1:
        return LIGHT_HELP
    return OUTPATIENT


@rule
def is_quiet(child, h, teacher_time, p):
    """No help, no order, in class, and so far from every threshold that only work can still change."""
    if int(child.forms_active) | int(child.forms_waiting) | int(child.legal):
        return False
    if int(child.attendance) != FULL or (int(child.living) != HOME and int(child.living) != INDEPENDENT):
        return False
    if in_special(int(child.education)):
        return False
    if int(child.age_months) >= 216:
        return float(child.need_externalising) <= 1.0
    if worst_need(child) > p.need_threshold or int(h.programme) == 1:
        return False
    if int(child.age_months) >= 144 and float(child.need_externalising) > 1.0:
        return False
    if excess_learning_need(child) > 0.0:
        return False
    return trouble_at_school(child, teacher_time, p) <= 0.0 and risk_of(child, h, p) <= 0.0


@inlined
def pay_for_school(child, life, h, calendar_month, p, paid):
    """The roll of October decides a year of funding; what comes on top follows the child."""
    education = int(child.education)
    if calendar_month == OCTOBER:
        child.counted = 1 if enrolled(education) and int(child.age_months) < 216 else 0
    if int(child.counted) == 1:  # a universal cost: not counted among a household's costs of help
        paid[int(h.group), EDUCATION_MINISTRY, REGULAR_EDUCATION] += int(
            p.price_regular_education * 100.0 + 0.5
        )
    if in_special(education):
        h.acts = int(h.acts) | (1 << EDUCATION_ACT)
        if education == AT_SPECIAL_PRIMARY:
            post(paid, h, SCHOOL_PARTNERSHIP, SPECIAL_PRIMARY, int(p.price_special_primary * 100.0 + 0.5))
        else:
            post(paid, h, SCHOOL_PARTNERSHIP, SPECIAL_EDUCATION, int(p.price_special_education * 100.0 + 0.5))
        if int(life.transported) == 1:
            post(paid, h, MUNICIPALITY_OTHER, PUPIL_TRANSPORT, int(p.price_pupil_transport * 100.0 + 0.5))
    if int(child.attendance) == ABSENT and education != EXEMPT:
        post(paid, h, MUNICIPALITY_OTHER, ATTENDANCE_OFFICER, int(p.price_attendance_officer * 100.0 + 0.5))


@inlined
def count_child(child, life, h, p, tally, paths, flows):
    """One resident under 23 in this month's counts."""
    group = int(h.group)
    path = path_of(child)
    paths[group, path] += 1
    if path != int(child.path):
        flows[group, int(child.path), path] += 1
        child.path = path
    age = int(child.age_months)
    if age >= 192:
        tally[group, tallies.YOUTHS_16_PLUS] += 1
        if int(life.work) == IN_WORK:
            tally[group, tallies.WORKING_16_PLUS] += 1
    if age >= 216:
        tally[group, tallies.YOUNG_ADULTS] += 1
        tally[group, tallies.ADULTS_18_PLUS] += 1
        if int(life.work) == ON_BENEFIT:
            tally[group, tallies.BENEFIT_18_PLUS] += 1
        if int(child.education) == LEFT_UNQUALIFIED:
            tally[group, tallies.WITHOUT_QUALIFICATION] += 1
        if int(child.living) == ROAMING:
            tally[group, tallies.ROAMING_CHILDREN] += 1
        elif int(child.living) == IN_DETENTION:
            tally[group, tallies.DETAINED_YOUTHS] += 1
        return
    h.minors += 1
    tally[group, tallies.CHILDREN] += 1
    internalising = float(child.need_internalising)
    externalising = float(child.need_externalising)
    learning = float(child.need_learning)
    tally[group, tallies.NEED_INTERNALISING] += int(internalising * 1e6)
    tally[group, tallies.NEED_EXTERNALISING] += int(externalising * 1e6)
    tally[group, tallies.NEED_LEARNING] += int(learning * 1e6)
    if internalising > p.need_threshold or externalising > p.need_threshold:
        tally[group, tallies.CHILDREN_HIGH_NEED] += 1
        h.troubled += 1
    education = int(child.education)
    if education != NOT_YET:
        tally[group, tallies.PUPILS] += 1
        if education == AT_SPECIAL_PRIMARY:
            tally[group, tallies.IN_SPECIAL_PRIMARY] += 1
        elif in_special(education):
            tally[group, tallies.IN_SPECIAL_EDUCATION] += 1
        elif education == EXEMPT:
            tally[group, tallies.EXEMPT_CHILDREN] += 1
        attendance = int(child.attendance)
        if attendance == ABSENT:
            tally[group, tallies.ABSENT_PUPILS] += 1
            if int(child.months_out) >= 3:
                tally[group, tallies.ABSENT_THREE_MONTHS] += 1
        elif attendance == PARTIAL:
            tally[group, tallies.PARTLY_ABSENT_PUPILS] += 1
    if path != AT_HOME_WITHOUT_HELP or int(child.legal) != 0:
        count_care(child, group, tally)


@rule
def count_care(child, group, tally):
    """Help, orders and places of a minor."""
    active = int(child.forms_active)
    waiting = int(child.forms_waiting) & CARE_BITS
    if active:
        tally[group, tallies.CHILDREN_IN_CARE] += 1
        tally[group, tallies.ACTIVE_EPISODES] += bits_set(active)
        if active & SPECIALISED_BITS:
            tally[group, tallies.CHILDREN_IN_SPECIALISED] += 1
        if active & STAY_BITS:
            tally[group, tallies.CHILDREN_WITH_STAY] += 1
    if waiting:
        tally[group, tallies.WAITING_CHILDREN] += 1
        tally[group, tallies.WAITING_EPISODES] += bits_set(waiting)
    legal = int(child.legal)
    if legal in (SUPERVISED, OUT_OF_HOME_ORDER):
        tally[group, tallies.UNDER_SUPERVISION] += 1
    elif legal == UNDER_GUARDIANSHIP:
        tally[group, tallies.UNDER_GUARDIANSHIP] += 1
    living = int(child.living)
    if IN_FOSTER_CARE <= living <= IN_CLOSED:
        tally[group, tallies.PLACED_CHILDREN] += 1
        if living == IN_FOSTER_CARE:
            tally[group, tallies.IN_FOSTER_CARE] += 1
        elif living == IN_CLOSED:
            tally[group, tallies.IN_CLOSED_RESIDENTIAL] += 1
        else:
            tally[group, tallies.IN_RESIDENTIAL] += 1
    elif living == ROAMING:
        tally[group, tallies.ROAMING_CHILDREN] += 1
    elif living == IN_DETENTION:
        tally[group, tallies.DETAINED_YOUTHS] += 1


@inlined
def count_household(h, p, paid, tally):
    """One household with a minor; the contacts of three months; the family's own hours."""
    h.professionals = int(h.workers) + int(h.workers_left) + int(h.workers_left_1) + int(h.workers_left_2)
    h.workers_left_2 = int(h.workers_left_1)
    h.workers_left_1 = int(h.workers_left)
    h.workers_left = 0
    if int(h.minors) == 0:
        return
    group = int(h.group)
    tally[group, tallies.HOUSEHOLDS] += 1
    tally[group, tallies.HOUSEHOLDS_POOR] += int(h.poor)
    tally[group, tallies.HOUSEHOLDS_IN_DEBT] += int(h.debt)
    tally[group, tallies.HOUSEHOLDS_BAD_HOUSING] += int(h.bad_housing)
    tally[group, tallies.HOUSEHOLD_STRESS] += int(float(h.stress) * 1e6)
    tally[group, tallies.HOUSEHOLD_TRUST] += int(float(h.trust) * 1e6)
    if int(h.programme) == 1:
        tally[group, tallies.PLAN_HOUSEHOLDS] += 1
    if int(h.poor) == 1:
        h.acts = int(h.acts) | (1 << PARTICIPATION_ACT)  # social assistance
    professionals = int(h.professionals)
    if professionals == 0:
        return
    tally[group, tallies.HOUSEHOLDS_WITH_HELP] += 1
    tally[group, tallies.PROFESSIONALS] += professionals
    tally[group, tallies.HOUSEHOLD_OVERLOAD] += int(float(h.overload) * 1e6)
    if float(h.overload) > 0.1:
        tally[group, tallies.HOUSEHOLDS_OVERLOADED] += 1
    if professionals >= 4 and bits_set(int(h.acts) & 127) >= 2:
        tally[group, tallies.HOUSEHOLDS_COMPLEX] += 1
    minutes = int(h.contact_minutes)
    tally[group, tallies.CONTACT_HOURS] += minutes * 1000000 // 60
    paid[group, FAMILY, FAMILY_TIME] += int(float(minutes) / 60.0 * p.price_family_hour * 100.0 + 0.5)
