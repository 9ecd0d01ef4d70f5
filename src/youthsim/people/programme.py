"""What a programme does in a household that it serves, month by month.

The family plan: two professionals work with the whole family, so every child with problems gains, the
parents are relieved, and new requests are partly met inside (see `access`). The breakthrough plan costs
hours and custom money. Supported work costs a job coach here; the place itself acts in `work`. Programmes at
school stand in `class_aides` and `care_at_school`. Weighing of values and existence security act where the
rules they change are: in `safety`, `care` and `households`. Nothing here touches an outcome.

Evidence: til_* (family plan), zwo_* and ipw_* (breakthroughs).
"""

from __future__ import annotations

from youthsim.ledger import post_split
from youthsim.people.compiled import rule
from youthsim.people.needs import worst_need
from youthsim.people.streams import uniform
from youthsim.people.work import pay_for_work
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import EIGHTEEN
from youthsim.vocabulary.services import (
    AMBULATORY_SUPPORT,
    BREAKTHROUGH_PLAN,
    CUSTOM_MONEY,
    FAMILY_PLAN,
    JOB_COACHING,
    PARTICIPATION_ACT,
    WMO_ACT,
    YOUTH_ACT,
)


@rule
def scale_down(h, programme, p, world, month):
    """A family that is stable (no child above the threshold, no order, little strain) may close its plan.

    A programme at school ends with the child's own situation there, not with the household's.
    """
    if int(programme.at_school) == 1:
        if int(h.at_school) == 0:
            h.programme = 0
            h.programme_done = 1
        return
    if int(h.holds_place) > 0:
        return
    stable = int(h.troubled) == 0 and int(h.orders) == 0 and float(h.stress) < p.household_strain_threshold
    settled = float(month - int(h.enrolled_month)) >= p.plan_settle_months
    if stable and settled and uniform(world, int(h.uid), month, events.PLAN, 100) < p.plan_close:
        h.programme = 0
        h.programme_done = 1


@rule
def serve_household(h, programme, p, paid, month):
    """Professionals, hours and bills of a household that is being served."""
    first = int(h.enrolled_month) == month
    if int(programme.family_plan) == 1:
        h.workers += int(programme.professionals)
        h.contact_minutes += int(programme.hours_month * 60.0)
        h.acts = int(h.acts) | (1 << YOUTH_ACT) | (1 << WMO_ACT)
        h.relief += int(p.family_plan_parents * float(h.fidelity) * 1e6)
        cents = int(programme.family_plan_cents)
        post_split(paid, h, programme, FAMILY_PLAN, cents // 2 if first else cents)
    if int(programme.plan) == 1:
        first = month == max(int(h.enrolled_month), int(programme.plan_from))
        cents = int(programme.plan_cents) + (int(programme.plan_first_cents) if first else 0)
        post_split(paid, h, programme, BREAKTHROUGH_PLAN, cents)
        if first:
            post_split(paid, h, programme, CUSTOM_MONEY, int(programme.custom_cents))
        if int(programme.family_plan) == 0:
            h.workers += 1
            h.contact_minutes += int(p.plan_hours_month * 60.0)
    if int(programme.supported_work) == 1 and int(h.holds_place) > 0:
        h.workers += 1
        h.contact_minutes += int(p.work_coach_hours * 60.0)
        h.acts = int(h.acts) | (1 << PARTICIPATION_ACT)
        pay_for_work(paid, h, programme, JOB_COACHING, int(programme.coach_cents))


@rule
def serve_child(child, life, h, programme, services, p):
    """The family's professionals help every child with problems, siblings included.

    An hour with the family is a part of an hour for each child.
    """
    if int(h.programme) == 1:
        hours = programme.hours_month if int(programme.family_plan) == 1 else 0.0
        if int(programme.plan) == 1:
            hours += p.plan_hours_month
        life.help_minutes += int(p.unmet_family_hour * hours * 60.0)
    if int(h.programme) == 0 or int(programme.family_plan) == 0:
        return
    if worst_need(child) > p.need_threshold - p.family_plan_reach and int(child.age_months) < EIGHTEEN:
        relief = p.family_plan_relief * services[AMBULATORY_SUPPORT].effect * p.care_match * float(h.fidelity)
        child.relief += int(relief * 1e6)
