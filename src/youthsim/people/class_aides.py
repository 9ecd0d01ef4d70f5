"""A month of pooled aides: hours in class for a group of pupils instead of a grant beside each child.

Every pupil of the group brings its part of a post to its school. Whoever of the group needs the aide this
month comes first; hours that are left over go to other pupils of the school who could use them, so an aide
serves more children when needs change, and too many children for the hours thin it out for each. It works on
what the class cannot bear (the mismatch) and as support in class does; nothing here is a saving.

Parameters: aides_relief, aides_at_once, aides_hours, care_contact_day, school_worker_direct.
Evidence: nij_zbo_hours_week, nij_zbo_weeks, nij_fte_hours_year, nij_quarter_fte.
"""

from __future__ import annotations

from youthsim.ledger import post
from youthsim.people.compiled import rule
from youthsim.people.needs import ON_SCHOOL_LIST, excess_learning_need, set_aid
from youthsim.people.streams import uniform
from youthsim.vocabulary import events
from youthsim.vocabulary.payers import MUNICIPALITY_YOUTH, SCHOOL_PARTNERSHIP
from youthsim.vocabulary.services import POOLED_AIDE, SCHOOL_SUPPORT
from youthsim.vocabulary.states import REGULAR_PRIMARY, SPECIAL_PRIMARY


@rule
def spread_aides(school, p):
    """How far last month's hours reach: first over the group, then over other pupils."""
    own, others = float(school.aide_own), float(school.aide_others)
    reach = float(school.aide_minutes) / 60.0 * p.aides_at_once / p.aides_hours  # children at full hours
    school.aide_share_own = min(1.0, reach / max(1.0, own))
    school.aide_share_others = min(1.0, max(0.0, reach - own) / max(1.0, others))
    school.aide_minutes = 0
    school.aide_own = 0
    school.aide_others = 0


@rule
def join_group(child, life, p):
    """The pupil for whom the household was taken up: with a grant in class, on a special school's list, or
    (where the grant has run out since) with a need that the class cannot meet."""
    granted = (int(child.forms_active) >> SCHOOL_SUPPORT) & 1 == 1
    listed = int(child.forms_waiting) & ON_SCHOOL_LIST != 0
    if granted or listed or excess_learning_need(child, p) > 0.0:
        life.in_programme = 1


@rule
def bring_hours(h, school, programme, p, paid, month):
    """A pupil's part of a post: its hours for the school, its bill for those who pay it."""
    h.at_school += 1
    h.workers += 1
    h.contact_minutes += int(60.0 * p.care_contact_day)  # as with a grant in class
    school.aide_minutes += int(60.0 * programme.aide_hours * float(h.fidelity))
    first = int(h.enrolled_month) == month
    cents = int(programme.aide_cents) // 2 if first else int(programme.aide_cents)
    partnership = int(float(cents) * programme.payer_partnership)
    post(paid, h, SCHOOL_PARTNERSHIP, POOLED_AIDE, partnership)
    post(paid, h, MUNICIPALITY_YOUTH, POOLED_AIDE, cents - partnership)


@rule
def work_in_class(child, life, h, schools, services, programme, p, paid, world, month):
    """An aide works with a pupil who needs it; who no longer needs it leaves the group in time."""
    at_school = int(child.education) in (REGULAR_PRIMARY, SPECIAL_PRIMARY) and int(child.school) >= 0
    served = int(h.programme) == 1
    if served and at_school and int(h.enrolled_month) == month:
        join_group(child, life, p)
    mine = served and int(life.in_programme) == 1
    wants = at_school and excess_learning_need(child, p) > 0.0
    past = not wants and uniform(world, int(child.uid), month, events.PLAN, 101) < p.plan_close
    if mine and (past or not at_school):  # the need has passed, or on to another school: the place is free
        life.in_programme = 0
        mine = False
    if not at_school or not (mine or wants):
        set_aid(child, 0.0)
        return
    school = schools[int(child.school)]
    if mine:
        bring_hours(h, school, programme, p, paid, month)
    if not wants:
        set_aid(child, 0.0)
        return
    share = 0.0
    if mine:
        school.aide_own += 1
        share = float(school.aide_share_own)
    elif int(programme.aides_others) == 1:
        school.aide_others += 1
        share = float(school.aide_share_others)
    set_aid(child, p.school_aide_relief * p.aides_relief * share)
    effect = services[SCHOOL_SUPPORT].effect * p.care_match * p.aides_relief * share
    child.relief += int(effect * 1e6)
