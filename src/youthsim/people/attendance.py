"""How a child drops out of school, and how it comes back.

Absence is gradual: trouble above the threshold makes attendance partial, and partial absence may become
full. Once out, the chance of return fades with every month, learnability wears down, and a day place paid
by youth care takes over from the class; education kept beside it holds off part of the fading. Special
education is a referral, an admission statement and a list for a place; the way back is rare. A child out of
school may stand on a list of interest only, which obliges the school to nothing, and its learnability is
tested first. Schools are funded by the count in October, so a pupil who leaves saves the school nothing that
year.

Evidence: P064-P094 (special education, absence, leaving), gou_* (what dropout does), nij_* (flows).
"""

from __future__ import annotations

import math

import numpy as np

from youthsim.people.access import ask_for_child
from youthsim.people.compiled import inlined, rule, rule_with_arrays
from youthsim.people.episodes import has_form
from youthsim.people.guards import MOST_MONTHS, MOST_MONTHS_OUT
from youthsim.people.needs import (
    ON_SCHOOL_LIST,
    class_load,
    enrolled,
    excess_learning_need,
    in_special,
    relief_in_class,
    school_mismatch,
)  # fmt: skip
from youthsim.people.placement import bear, is_placed, is_taken_back, land_unchosen
from youthsim.people.school_support import climate_lift, home_visits, land_softly, teaching_time_won
from youthsim.people.streams import ROOT_3, bits, three_uniforms, uniform
from youthsim.people.unmet import lasting_gap
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import EIGHTEEN, FOUR, MEAN_TEACHING, SIXTEEN, TWELVE
from youthsim.vocabulary.services import DAY_TREATMENT
from youthsim.vocabulary.states import (
    ABSENT,
    EXEMPT,
    FULL,
    HOME,
    LEFT_QUALIFIED,
    LEFT_UNQUALIFIED,
    NOT_YET,
    PARTIAL,
    PRACTICAL,
    REGULAR_PRIMARY,
    REGULAR_SECONDARY,
    SPECIAL_PRIMARY,
    SPECIAL_SCHOOL,
    SPECIAL_SECONDARY,
)  # fmt: skip

AUGUST = 7
AT_SCHOOL = 2  # of life.in_programme: gets its care at school now
# Age in months from which an August ends school: academic (havo, vwo) and practical. Assumptions: 17 and 8
# months, the middle of a leaving class, and 17 years.
ACADEMIC_ENDS, PRACTICAL_ENDS = 212, 204
LONGEST_FIRST = 400  # in the key of a list: any number above MOST_MONTHS
LEAST_TEACHING, MOST_TEACHING = 0.05, 0.95  # guards: teaching time stays a share


@rule
def go_to(child, schools, education, school):
    """Move to another school; the count of pupils follows."""
    if int(child.school) >= 0:
        schools[int(child.school)].pupils -= 1
    child.education = education
    child.school = school
    if school >= 0:
        schools[school].pupils += 1


@rule
def change_school(child, schools, school):
    """Go to a school and get the education that it gives."""
    go_to(child, schools, int(schools[school].kind), school)


@rule
def pass_on(child, life, schools, town, programme, p, world, month):
    """School starts at four, changes at twelve, and ends between sixteen and twenty."""
    age = int(child.age_months)
    education = int(child.education)
    uid = int(child.uid)
    if education == NOT_YET:
        if age >= FOUR:
            special = float(child.need_learning) > p.school_direct_need
            if special and uniform(world, uid, 0, events.TRANSITION, 0) < p.school_direct_special:
                change_school(child, schools, int(life.special_school))
            else:
                change_school(child, schools, int(life.regular_school))
            land_softly(child, schools, programme, p)
        return
    if int(town.calendar_month) != AUGUST or age < TWELVE or not enrolled(education):
        return
    u = uniform(world, uid, month, events.TRANSITION, 1)
    if education == REGULAR_PRIMARY:
        change_school(child, schools, int(life.secondary_school))
        land_softly(child, schools, programme, p)
    elif education in (SPECIAL_PRIMARY, SPECIAL_SCHOOL):
        on = p.school_sbo_to_vso if education == SPECIAL_PRIMARY else p.school_so_to_vso
        change_school(
            child, schools, int(life.secondary_special_school) if u < on else int(life.secondary_school)
        )
    elif education == REGULAR_SECONDARY:
        if int(life.academic) == 1 and age >= ACADEMIC_ENDS:
            missed = uniform(world, uid, month, events.TRANSITION, 2) < 1.0 - schooling_kept(life, p)
            go_to(child, schools, LEFT_UNQUALIFIED if missed else LEFT_QUALIFIED, -1)
            life.idle_since = month
        elif int(life.academic) == 0 and age >= SIXTEEN:
            change_school(child, schools, int(town.vocational_school))
    elif (education == PRACTICAL and age >= PRACTICAL_ENDS) or (
        education == SPECIAL_SECONDARY and age >= EIGHTEEN
    ):
        if u < (p.adult_practical_on if education == PRACTICAL else p.adult_vso_on):
            change_school(child, schools, int(town.vocational_school))
        else:
            go_to(child, schools, LEFT_UNQUALIFIED, -1)
            life.idle_since = month


@inlined
def schooling_kept(life, p):
    """Share of the way to a diploma that is left after all months of full absence so far, 0-1."""
    return math.exp(-p.out_leaving * float(life.months_missed))


@inlined
def trouble_at_school(child, teacher_time, p):
    """How far the child's troubles reach above the threshold, 0 where they do not."""
    felt = max(float(child.need_internalising), float(child.need_externalising))
    felt += p.school_mismatch_felt * school_mismatch(child, teacher_time, p)
    return max(0.0, felt - p.need_threshold)


@rule
def come_back(child, life, h, day_place, p, world, month, tally):
    """Return to class: less likely with every month out, with lost learnability, and from a day place.

    Care at school may be a step on the way back, or one more place to stay.
    """
    untied = 1.0 - p.school_tie * float(life.education_share)
    chance = (
        p.school_return_rate
        * math.exp(-p.school_return_fade * untied * float(child.months_out))
        * float(life.learnability)
        * math.exp(-p.unmet_return * lasting_gap(life, month, p))
    )
    if day_place:
        chance = p.school_return_day_place * chance
    elif int(life.in_programme) == AT_SCHOOL:
        chance = chance * max(0.0, 1.0 + (p.care_school_return - 1.0) * float(h.fidelity))
    if uniform(world, int(child.uid), month, events.RETURN_TO_SCHOOL, 0) >= chance:
        return False
    enter_class(child, life, int(h.group), tally)
    return True


@rule
def enter_class(child, life, group, tally):
    """Back in class for a part of the week."""
    child.attendance = PARTIAL
    child.months_out = 0
    life.education_share = 0.0
    tally[group].returns_to_school += 1


@inlined
def may_slip(child, life, teacher_time, p, world, month):
    """A pupil who attends fully may begin to stay away when troubles reach above the threshold."""
    trouble = trouble_at_school(child, teacher_time, p) + p.unmet_absence * lasting_gap(life, month, p)
    if trouble <= 0.0:
        return
    life.learnability = min(1.0, float(life.learnability) + p.school_learnability_gain)
    if uniform(world, int(child.uid), month, events.ATTENDANCE, 0) < p.school_partial_rate * trouble:
        child.attendance = PARTIAL


@rule
def attend(
    child, row, life, h, schools, teacher_time, town, p, services, episodes, counters, paid, regime, world,
    month, tally,
):  # fmt: skip
    """One month of a pupil who attends partly or not at all: out, and back."""
    uid = int(child.uid)
    attendance = int(child.attendance)
    group = int(h.group)
    if attendance == ABSENT:
        child.months_out = min(MOST_MONTHS_OUT, int(child.months_out) + 1)
        life.months_missed = min(MOST_MONTHS, int(life.months_missed) + 1)
        day_place = (int(child.forms_active) >> DAY_TREATMENT) & 1 == 1
        if int(life.in_programme) < AT_SCHOOL:
            life.education_share = p.school_day_education if day_place else 0.0
        lost = p.school_learnability_loss * (1.0 - p.school_tie * float(life.education_share))
        life.learnability = max(0.0, float(life.learnability) * (1.0 - lost))
        if come_back(child, life, h, day_place, p, world, month, tally):
            return
        placeable = town.placement_power > 0.0 and not day_place and int(child.school) >= 0
        if placeable and is_taken_back(child, life, town, p, world, month):
            enter_class(child, life, group, tally)
            bear(schools[int(child.school)], p)
            return
        u_place, u_exempt, _ = three_uniforms(world, uid, month, events.DAY_PLACE, 0)
        out = int(child.months_out)
        if (
            out >= int(p.school_day_place_after + 0.5)
            and int(child.living) == HOME
            and int(life.no_day_place) == 0
            and u_place < p.school_day_place
            and not has_form(child, DAY_TREATMENT)
        ):
            domain = 0 if float(child.need_internalising) > float(child.need_externalising) else 1
            lead = services[DAY_TREATMENT].lead_months
            ask_for_child(
                child, row, h, DAY_TREATMENT, domain, lead, p, episodes, counters, paid, regime, world,
                month, tally,
            )  # fmt: skip
        if out >= int(p.school_exemption_after + 0.5) and u_exempt < p.school_exemption:
            go_to(child, schools, EXEMPT, -1)
            child.attendance = FULL
            child.months_out = 0
        return
    life.learnability = min(1.0, float(life.learnability) + p.school_learnability_gain)
    trouble = trouble_at_school(child, teacher_time, p) + p.unmet_absence * lasting_gap(life, month, p)
    u = uniform(world, uid, month, events.ATTENDANCE, 1)
    if u < p.school_absence_rate * (p.school_absence_base + trouble):
        child.attendance = ABSENT
        child.months_out = 0
        tally[group].new_absence += 1
    elif u > 1.0 - p.school_partial_end * (
        home_visits(schools[int(child.school)], p) if int(child.school) >= 0 else 1.0
    ):
        child.attendance = FULL


@rule
def refer(child, life, schools, group, teacher_time, p, world, month, tally):
    """A referral to special education: learning needs that the class cannot meet, sooner when absent, and
    when help has been lacking for long.

    Support in class lowers it as it lowers the mismatch.
    """
    education = int(child.education)
    if education != REGULAR_PRIMARY and education != REGULAR_SECONDARY and education != PRACTICAL:
        return
    if int(life.admission_kind) != 0:
        return
    excess = excess_learning_need(child, p) * (1.0 - relief_in_class(child, p))
    rate = p.school_referral_primary * excess * class_load(teacher_time, p)
    if education != REGULAR_PRIMARY:
        rate = rate * p.school_referral_secondary
    if int(child.attendance) == ABSENT:
        rate = rate * p.school_referral_absent
    rate = rate * math.exp(p.unmet_referral * lasting_gap(life, month, p))
    if uniform(world, int(child.uid), month, events.REFERRAL, 0) >= rate:
        return
    school = int(life.special_school) if education == REGULAR_PRIMARY else int(life.secondary_special_school)
    life.admission_kind = int(schools[school].kind)
    life.months_admission = 0
    child.forms_waiting = int(child.forms_waiting) | ON_SCHOOL_LIST
    tally[group].special_referrals += 1


@rule_with_arrays
def enter_special(children, lives, households, schools, town, p, world, month, tally):
    """Places in special schools go to the longest on the list; most come free in August.

    An application falls away when support makes the class bearable after all.
    """
    on_list = np.empty(len(children), np.int64)
    keys = np.empty(len(children), np.int64)
    count = 0
    for row in range(len(children)):
        if int(children[row].forms_waiting) & ON_SCHOOL_LIST == 0:
            continue
        life = lives[row]
        life.months_admission = min(MOST_MONTHS, int(life.months_admission) + 1)
        rank = int(bits(world, int(children[row].uid), 0, events.ADMISSION, 1) >> np.uint64(20))
        keys[count] = ((LONGEST_FIRST - int(life.months_admission)) << 50) | (rank & 0x3FFFFFFFFFF)
        on_list[count] = row
        count += 1
    for k in np.argsort(keys[:count]):
        child = children[on_list[k]]
        life = lives[on_list[k]]
        h = households[int(child.household)]
        kind = int(life.admission_kind)
        grown_out = (kind != SPECIAL_SECONDARY and int(child.age_months) >= TWELVE) or int(
            child.age_months
        ) >= EIGHTEEN
        if grown_out or month >= int(h.departs) or not enrolled(int(child.education)):
            leave_list(child, life)
            continue
        relief = relief_in_class(child, p)
        if (
            relief > 0.0
            and int(child.attendance) != ABSENT
            and uniform(world, int(child.uid), month, events.ADMISSION, 2) < p.school_list_withdrawn * relief
        ):
            leave_list(child, life)
            tally[int(h.group)].applications_withdrawn += 1
            continue
        row = int(life.secondary_special_school) if kind == SPECIAL_SECONDARY else int(life.special_school)
        school = schools[row]
        school.waiting += 1
        if int(school.pupils) >= int(school.places):
            continue
        chance = 1.0 if int(town.calendar_month) == AUGUST else p.school_admission
        if int(child.attendance) == ABSENT:
            chance = chance * taken_from_home(child, life, p, world)
        willing = uniform(world, int(child.uid), month, events.ADMISSION, 0) < chance
        if willing or is_placed(child, life, town, p, world):
            change_school(child, schools, row)
            leave_list(child, life)
            child.attendance = FULL
            child.months_out = 0
            life.education_share = 0.0
            tally[int(h.group)].special_admissions += 1
            if not willing:
                land_unchosen(child, school, p, world, month)


@rule
def taken_from_home(child, life, p, world):
    """Ratio of places for a child out of school: the school tests whether it can still learn, and to an
    interest it owes nothing. Who may decide for school and care together passes over both."""
    usual = float(life.learnability)
    if uniform(world, int(child.uid), 0, events.ADMISSION, 3) < p.school_interest_list:
        usual = usual * p.school_interest_place
    return usual + float(life.mandate) * (1.0 - usual)


@rule
def leave_list(child, life):
    """Off the admission list."""
    life.admission_kind = 0
    child.forms_waiting = int(child.forms_waiting) & ~ON_SCHOOL_LIST


@rule
def return_to_regular(child, life, schools, group, p, world, month, tally):
    """The rare way back, for those whose learning need has fallen."""
    if not in_special(int(child.education)) or float(child.need_learning) >= p.school_return_need:
        return
    u = uniform(world, int(child.uid), month, events.RETURN_TO_REGULAR, 0)
    if u < p.school_return_to_regular / 12.0 / p.school_return_eligible:
        change_school(
            child,
            schools,
            int(life.regular_school) if int(child.age_months) < TWELVE else int(life.secondary_school),
        )
        tally[group].returns_to_regular += 1


@rule
def keep_climate(school, town, programme, p, world, month):
    """A school's climate returns to its own level and suffers from strain; it eats into teacher time."""
    pupils = max(1, int(school.pupils))
    strain = float(school.strain_sum) * 1e-6 / float(pupils)
    own = float(school.own_climate)
    u = uniform(world, int(school.uid), month, events.SCHOOL_CLIMATE, 0)
    centre = own - p.school_climate_strain * strain + climate_lift(school, programme, p)
    climate = centre + p.school_climate_persistence * (float(school.climate) - centre)
    school.climate = climate + town.climate_noise * ROOT_3 * (2.0 * u - 1.0)
    won = teaching_time_won(school, programme, p)
    time = MEAN_TEACHING + p.school_climate_teaching * float(school.climate) + won
    school.teacher_time = min(MOST_TEACHING, max(LEAST_TEACHING, time))
    school.strain_sum = 0
    school.waiting = 0
