"""How a school partnership that may place a child in a school uses that power.

Without it a child with an admission statement waits for a school that is willing: a place is offered now and
then, to a child out of school only after a test and from a list that obliges to nothing, and a child out of
school without a statement waits for its own return. With it the partnership decides for part of the children:
from a lead time on, a free place is theirs, and who lacks a willing school is back in class. Nobody makes
places. Who was placed so may begin with part of a week, and the school bears a newcomer it did not choose:
the strain goes into its climate and its teachers' time, and so to all its pupils.

Parameters: care_school_mandate (share of decisions that one who may decide takes), placement_lead,
placement_reach, placement_holds, placement_load.
Evidence: gou_thijn_meetings; nobody has measured what the power does. Rule: `placement_power` in
funding/rules.py. The share is the town's (`SchoolPartnership`), 0 without the power.
"""

from __future__ import annotations

from youthsim.people.compiled import rule
from youthsim.people.streams import uniform
from youthsim.vocabulary import events
from youthsim.vocabulary.states import PARTIAL

DECIDED, HELD = 4, 5  # draws of an admission
TAKEN_BACK = 1  # draw of a return to school


@rule
def lead_is_over(months, p):
    """Whether the partnership has had its time to look for a school that is willing."""
    return float(months) >= p.placement_lead


@rule
def is_placed(child, life, town, p, world):
    """Whether the partnership gives a free place in special education to a child on the list: one decision
    per child, once the lead time is over."""
    if town.placement_power <= 0.0 or not lead_is_over(int(life.months_admission), p):
        return False
    return uniform(world, int(child.uid), 0, events.ADMISSION, DECIDED) < town.placement_power


@rule
def is_taken_back(child, life, town, p, world, month):
    """Whether a school has to take a child that is out of school and on no list: decided once per absence,
    for whom a willing school is what lacks, as far as the child can still learn in class."""
    out = int(child.months_out)
    if not lead_is_over(out, p) or lead_is_over(out - 1, p) or int(life.admission_kind) != 0:
        return False
    reached = town.placement_power * p.placement_reach * float(life.learnability)
    return uniform(world, int(child.uid), month, events.RETURN_TO_SCHOOL, TAKEN_BACK) < reached


@rule
def land_unchosen(child, school, p, world, month):
    """The first weeks at a school that did not choose: for the child, and for the school."""
    if uniform(world, int(child.uid), month, events.ADMISSION, HELD) >= p.placement_holds:
        child.attendance = PARTIAL
    bear(school, p)


@rule
def bear(school, p):
    """What a newcomer asks of a school that did not choose; it may also bring help with it."""
    school.strain_sum += int(p.placement_load * 1e6)
