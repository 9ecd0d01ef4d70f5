"""A month of care brought to school for a child that is out of class.

The child comes to school for care with a little education (80-20), or stays in its day place where nobody
decides otherwise: never both. As treatment takes hold the mix shifts to education, and from some half a week
on the child is back in class for a part. One who may decide for school and care together takes part of the
decisions on a day place and on admission. What the mix costs follows its hours: care on the Youth Act,
education on the school partnership, or both from one budget. Where budgets are apart, who pays the next step
is disputed and the mix shifts more slowly.

Parameters: care_school_relief, care_school_step, care_school_return, care_school_mandate,
care_school_dispute, care_school_replaces, care_school_back, care_contact_day, school_tie,
school_worker_direct.
Evidence: gou_care_edu_place_care_share, gou_weekly_care_hours, gou_weekly_edu_hours.
"""

from __future__ import annotations

import math

from youthsim.ledger import post
from youthsim.people.attendance import AT_SCHOOL, enter_class
from youthsim.people.compiled import rule
from youthsim.people.needs import enrolled, worst_need
from youthsim.people.streams import uniform
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import EIGHTEEN, HALF_A_MONTH
from youthsim.vocabulary.payers import MUNICIPALITY_YOUTH, SCHOOL_PARTNERSHIP
from youthsim.vocabulary.services import CARE_IN_SCHOOL, DAY_TREATMENT
from youthsim.vocabulary.states import ABSENT, FULL

OUT_BEFORE = 3  # months fully out of school: the case as Gouda chose it, a definition
# A guard: who is out of class has some care left. A child is back in class long before this share is reached.
MOST_OF_A_WEEK = 0.9


@rule
def leave_programme(life):
    """Back in class for the whole week, exempt, grown up, or no longer served."""
    life.in_programme = 0
    life.no_day_place = 0
    life.mandate = 0.0
    life.education_share = 0.0


@rule
def no_day_place(uid, h, programme, p, world):
    """Whether care at school takes the place of a day place: decided once per enrolment."""
    share = p.care_school_replaces
    if int(programme.joint_mandate) == 1:
        share = share + p.care_school_mandate * (1.0 - share)
    u = uniform(world, uid, int(h.enrolled_month), events.PLAN, DAY_TREATMENT)
    return u < share * float(h.fidelity)


@rule
def bill_care_at_school(child, life, h, programme, p, paid, half):
    """What this month's mix costs: of the budgets apart by its hours, or of one budget by a fixed share."""
    share = float(life.education_share)
    if int(child.attendance) == ABSENT:
        care = float(programme.care_school_cents) * (1.0 - share)
        education = float(programme.education_cents) * share
    else:  # in class for a part of the week: care stays beside it
        care, education = float(programme.care_school_cents) * (1.0 - p.care_school_back), 0.0
    cents = int((care + education) * half + 0.5)
    if int(programme.joined_budget) == 1:
        partnership = int(float(cents) * programme.payer_partnership)
    else:
        partnership = min(cents, int(education * half + 0.5))
    post(paid, h, SCHOOL_PARTNERSHIP, CARE_IN_SCHOOL, partnership)
    post(paid, h, MUNICIPALITY_YOUTH, CARE_IN_SCHOOL, cents - partnership)


@rule
def bring_care(child, life, h, programme, p, paid, world, month, tally):
    """Care at school for the child for whom its household was taken up."""
    first = int(h.programme) == 1 and int(h.enrolled_month) == month
    out = int(child.attendance) == ABSENT
    if first and out and int(child.months_out) >= OUT_BEFORE and int(child.age_months) < EIGHTEEN:
        life.in_programme = 1
        life.no_day_place = 1 if no_day_place(int(child.uid), h, programme, p, world) else 0
    if int(life.in_programme) == 0:
        return
    grown = int(child.age_months) >= EIGHTEEN or not enrolled(int(child.education))
    if int(h.programme) == 0 or grown or int(child.attendance) == FULL:
        leave_programme(life)
        return
    f = float(h.fidelity)
    life.mandate = p.care_school_mandate * f if int(programme.joint_mandate) == 1 else 0.0
    h.at_school += 1
    if (int(child.forms_active) >> DAY_TREATMENT) & 1:
        life.in_programme = 1
        return
    if int(life.in_programme) < AT_SCHOOL:
        life.in_programme = AT_SCHOOL
        life.education_share = float(programme.education_share)
    child.relief += int(p.care_school_relief * f * 1e6)
    h.workers += 1
    h.contact_minutes += int(60.0 * p.care_contact_day)  # as with a day place
    bill_care_at_school(child, life, h, programme, p, paid, HALF_A_MONTH if first else 1.0)
    if out:
        trouble = max(0.0, worst_need(child) - p.need_threshold)
        step = p.care_school_step * f * float(life.learnability) * math.exp(-trouble)
        if int(programme.joined_budget) == 0:
            step = step * (1.0 - p.care_school_dispute)
        life.education_share = min(MOST_OF_A_WEEK, max(0.0, float(life.education_share) + step))
        if float(life.education_share) >= p.care_school_back:
            enter_class(child, life, int(h.group), tally)
