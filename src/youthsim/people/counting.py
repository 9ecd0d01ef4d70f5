"""Counting at the end of a month: children, households, care paths, and the bills that come with a state."""

from __future__ import annotations

from youthsim.ledger import post
from youthsim.people.attendance import trouble_at_school
from youthsim.people.compiled import inlined, rule
from youthsim.people.needs import (
    AID_BITS,
    ON_SCHOOL_LIST,
    enrolled,
    excess_learning_need,
    in_special,
    worst_need,
)
from youthsim.people.paperwork import close_paperwork
from youthsim.people.safety import risk_of
from youthsim.people.work import in_paid_work
from youthsim.vocabulary.definitions import EIGHTEEN, SIXTEEN, TWELVE
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
    JUSTICE_ACT,
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
    INDEPENDENT,
    LEFT_UNQUALIFIED,
    NOT_YET,
    ON_BENEFIT,
    ON_PLACE,
    OUT_OF_HOME_ORDER,
    PARTIAL,
    ROAMING,
    SUBSIDISED,
    SUPERVISED,
    UNDER_GUARDIANSHIP,
)  # fmt: skip
from youthsim.vocabulary.states import SPECIAL_PRIMARY as AT_SPECIAL_PRIMARY

CARE_BITS = (1 << N_QUEUED) - 1
SPECIALISED_BITS = sum(1 << s for s in SPECIALISED)
STAY_BITS = sum(1 << s for s in STAYS)
IN_CLASS = 1 << SCHOOL_SUPPORT
BESIDE_CLASS = ON_SCHOOL_LIST | AID_BITS
SCHOOL_MONTHS = 7  # July is the month without school: absence is not counted there
OCTOBER = 9
# Definitions of counts, on which no rule acts: months fully out of school in `absent_three_months`; sd of
# stress from help above which a household is overloaded; professionals and Acts from which one is complex.
LONG_OUT, OVERLOADED_FROM, COMPLEX_PROFESSIONALS, COMPLEX_ACTS = 3, 0.1, 4, 2
ACT_BITS = (1 << (JUSTICE_ACT + 1)) - 1


@rule
def bits_set(mask):
    """Number of ones in a small mask."""
    count = 0
    while mask:
        mask = mask & (mask - 1)
        count += 1
    return count


@inlined
def path_of(child):
    """The heaviest care path that applies."""
    if int(child.age_months) >= EIGHTEEN:
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


@inlined
def is_quiet(child, h, teacher_time, p):
    """No help, no order, in class, and so far from every threshold that only work can still change."""
    if int(child.forms_active) | int(child.forms_waiting) | int(child.legal):
        return False
    if int(child.attendance) != FULL or (int(child.living) != HOME and int(child.living) != INDEPENDENT):
        return False
    if in_special(int(child.education)):
        return False
    if int(child.age_months) >= EIGHTEEN:
        return float(child.need_externalising) <= p.adult_offence_from
    if worst_need(child) > p.need_threshold or int(h.programme) == 1:
        return False
    if int(child.age_months) >= TWELVE and float(child.need_externalising) > p.adult_offence_from:
        return False
    if excess_learning_need(child, p) > 0.0:
        return False
    return trouble_at_school(child, teacher_time, p) <= 0.0 and risk_of(child, h, p) <= 0.0


@inlined
def keep_roll(child, calendar_month, t):
    """The roll of October decides a year of funding: who leaves saves the school nothing that year."""
    if calendar_month == OCTOBER:
        child.counted = 1 if enrolled(int(child.education)) and int(child.age_months) < EIGHTEEN else 0
    t.counted_pupils += int(child.counted)


@rule
def pay_for_school(child, life, h, p, paid):
    """What comes on top of the roll follows the child: special places, transport, the attendance officer."""
    education = int(child.education)
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


@rule
def close_month(tally, p, paid, paths):
    """What was counted to be multiplied: the roll's funding, and children on whom nothing happened.

    Base funding is a universal cost: it is not counted among a household's costs of help.
    """
    cents = int(p.price_regular_education * 100.0 + 0.5)
    for group in range(len(tally)):
        t = tally[group]
        paid[group, EDUCATION_MINISTRY, REGULAR_EDUCATION] += cents * int(t.counted_pupils)
        paid[group, FAMILY, FAMILY_TIME] += int(t.family_cents)
        paths[group, AT_HOME_WITHOUT_HELP] += int(t.quiet_at_home)
        paths[group, OF_AGE] += int(t.quiet_of_age)
        close_paperwork(t, p)


@inlined
def follow_path(child, group, paths, flows):
    """Where the child stands in care, and the move that brought it there."""
    path = path_of(child)
    paths[group, path] += 1
    if path != int(child.path):
        flows[group, int(child.path), path] += 1
        child.path = path


@inlined
def stays_on_path(child, t):
    """A quiet child stands where it stood, and is counted without the table of paths. False when it moved."""
    path = OF_AGE if int(child.age_months) >= EIGHTEEN else AT_HOME_WITHOUT_HELP
    if int(child.path) != path:
        return False
    if path == OF_AGE:
        t.quiet_of_age += 1
    else:
        t.quiet_at_home += 1
    return True


@inlined
def count_child(child, h, p, t):
    """One resident under 23 in this month's counts."""
    age = int(child.age_months)
    if age >= SIXTEEN:
        t.youths_16_plus += 1
        working = in_paid_work(int(child.work))
        if working:
            t.working_16_plus += 1
            if int(child.work) == ON_PLACE:
                t.on_work_place += 1
            elif int(child.work) == SUBSIDISED:
                t.subsidised_16_plus += 1
        if working or (enrolled(int(child.education)) and int(child.attendance) != ABSENT):
            t.in_school_or_work_16_plus += 1
    if age >= EIGHTEEN:
        t.young_adults += 1
        t.adults_18_plus += 1
        if int(child.work) == ON_BENEFIT:
            t.benefit_18_plus += 1
        if int(child.education) == LEFT_UNQUALIFIED or int(child.education) == EXEMPT:
            t.without_qualification += 1
        if int(child.living) == ROAMING:
            t.roaming_children += 1
        elif int(child.living) == IN_DETENTION:
            t.detained_youths += 1
        return
    h.minors += 1
    t.children += 1
    internalising = float(child.need_internalising)
    externalising = float(child.need_externalising)
    learning = float(child.need_learning)
    t.need_internalising += int(internalising * 1e6)
    t.need_externalising += int(externalising * 1e6)
    t.need_learning += int(learning * 1e6)
    troubled = internalising > p.need_threshold or externalising > p.need_threshold
    if troubled:
        t.children_high_need += 1
        h.troubled += 1
    if int(child.forms_active) == 0 and (troubled or int(child.forms_waiting) & CARE_BITS):
        t.children_without_help += 1
    education = int(child.education)
    if education != NOT_YET:
        t.pupils += 1
        if education == AT_SPECIAL_PRIMARY:
            t.in_special_primary += 1
        elif in_special(education):
            t.in_special_education += 1
        elif education == EXEMPT:
            t.exempt_children += 1
        attendance = int(child.attendance)
        if attendance == ABSENT:
            t.absent_pupils += 1
            t.out_for_months += int(child.months_out)
            if int(child.months_out) >= LONG_OUT:
                t.absent_three_months += 1
        elif attendance == PARTIAL:
            t.partly_absent_pupils += 1
        if attendance != ABSENT and enrolled(education):
            t.attending_pupils += 1
            if not in_special(education):
                t.in_regular_class += 1
        if (int(child.forms_waiting) & BESIDE_CLASS) | (int(child.forms_active) & IN_CLASS):
            count_at_school(child, h, t)
    if int(child.path) != AT_HOME_WITHOUT_HELP or int(child.legal) != 0:
        count_care(child, t)


@rule
def count_farewell(child, t):
    """Who turns 23 leaves the count: how he stands then."""
    t.turned_23 += 1
    if int(child.work) == ON_BENEFIT:
        t.on_benefit_at_23 += 1
    if int(child.education) == LEFT_UNQUALIFIED or int(child.education) == EXEMPT:
        t.unqualified_at_23 += 1


@rule
def count_at_school(child, h, t):
    """Support in class, and waiting for a place in a special school."""
    if int(child.forms_waiting) & ON_SCHOOL_LIST:
        t.on_school_list += 1
        if int(child.attendance) == ABSENT:
            t.on_list_out_of_school += 1
    if (int(child.forms_active) & IN_CLASS) | (int(child.forms_waiting) & AID_BITS):
        t.helped_in_class += 1
        t.professionals_around_helped += int(h.professionals)


@rule
def count_care(child, t):
    """Help, orders and places of a minor."""
    active = int(child.forms_active)
    waiting = int(child.forms_waiting) & CARE_BITS
    if active:
        t.children_in_care += 1
        t.active_episodes += bits_set(active)
        if (active >> NEIGHBOURHOOD_TEAM) & 1:
            t.children_in_light_help += 1
        if active & SPECIALISED_BITS:
            t.children_in_specialised += 1
        if (active >> YOUTH_MENTAL_HEALTH) & 1:
            t.in_mental_health_care += 1
        if active & STAY_BITS:
            t.children_with_stay += 1
    if waiting:
        t.waiting_children += 1
        t.waiting_episodes += bits_set(waiting)
    legal = int(child.legal)
    if legal in (SUPERVISED, OUT_OF_HOME_ORDER):
        t.under_supervision += 1
    elif legal == UNDER_GUARDIANSHIP:
        t.under_guardianship += 1
    living = int(child.living)
    if IN_FOSTER_CARE <= living <= IN_CLOSED:
        t.placed_children += 1
        if living == IN_FOSTER_CARE:
            t.in_foster_care += 1
        elif living == IN_CLOSED:
            t.in_closed_residential += 1
        else:
            t.in_residential += 1
    elif living == ROAMING:
        t.roaming_children += 1
    elif living == IN_DETENTION:
        t.detained_youths += 1


@inlined
def count_household(h, p, t):
    """One household with a minor; the contacts of three months; the family's own hours."""
    h.professionals = int(h.workers) + int(h.workers_left) + int(h.workers_left_1) + int(h.workers_left_2)
    h.workers_left_2 = int(h.workers_left_1)
    h.workers_left_1 = int(h.workers_left)
    h.workers_left = 0
    if int(h.minors) == 0:
        return
    t.households += 1
    t.households_poor += int(h.poor)
    t.households_in_debt += int(h.debt)
    t.households_bad_housing += int(h.bad_housing)
    t.household_stress += int(float(h.stress) * 1e6)
    t.household_trust += int(float(h.trust) * 1e6)
    if int(h.poor) == 0 and int(h.debt) == 0 and int(h.bad_housing) == 0:
        t.households_secure += 1
    if int(h.programme) == 1:
        t.plan_households += 1
    if int(h.poor) == 1:
        h.acts = int(h.acts) | (1 << PARTICIPATION_ACT)  # social assistance
    professionals = int(h.professionals)
    if professionals == 0:
        return
    t.households_with_help += 1
    t.professionals += professionals
    t.household_overload += int(float(h.overload) * 1e6)
    if float(h.overload) > OVERLOADED_FROM:
        t.households_overloaded += 1
    else:
        t.households_at_ease += 1
    if professionals >= COMPLEX_PROFESSIONALS and bits_set(int(h.acts) & ACT_BITS) >= COMPLEX_ACTS:
        t.households_complex += 1
    minutes = int(h.contact_minutes)
    t.contact_hours += minutes * 1000000 // 60
    t.appointments += max(int(h.workers), int(float(minutes) / max(1.0, p.household_appointment) + 0.5))
    t.family_cents += int(float(minutes) / 60.0 * p.price_family_hour * 100.0 + 0.5)
