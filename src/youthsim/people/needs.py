"""A month of a child's needs: three levels that move around the child's own, pushed by what happens.

Needs (internalising, externalising, learning) return to the child's own level: that is regression to the
mean, and it makes untreated cases improve by themselves. Household stress, a school that does not fit,
isolation and rare heavy events push them up; what care has won (`gain`) holds them down and fades when
care stops.

Evidence: P022 (share with serious problems), P145-P146 (school climate), P156-P157 (poverty). Persistence
and the share of stable differences are assumptions and stay in every sensitivity analysis.
"""

from __future__ import annotations

import math

from youthsim.people.compiled import inlined, rule
from youthsim.people.streams import ROOT_3, three_uniforms, uniform
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import MEAN_TEACHING
from youthsim.vocabulary.services import N_QUEUED, SCHOOL_SUPPORT
from youthsim.vocabulary.states import (
    EXEMPT,
    HOME,
    LEFT_QUALIFIED,
    LEFT_UNQUALIFIED,
    NOT_YET,
    SPECIAL_PRIMARY,
    SPECIAL_SCHOOL,
    SPECIAL_SECONDARY,
)

# Above the services, `forms_waiting` holds what else keeps a child from being left alone: a place on the list
# of a special school, and the percentage of mismatch that a pooled aide removes.
ON_SCHOOL_LIST = 1 << 20
AID_FROM = 21
AID_BITS = 127 << AID_FROM
CHILD_CARE_BITS = (1 << N_QUEUED) - 1


@inlined
def in_special(education):
    """Special primary, special or special secondary school."""
    return education in (SPECIAL_PRIMARY, SPECIAL_SCHOOL, SPECIAL_SECONDARY)


@inlined
def enrolled(education):
    """On the roll of a school."""
    return education not in (NOT_YET, EXEMPT, LEFT_UNQUALIFIED, LEFT_QUALIFIED)


@inlined
def class_load(teacher_time, p):
    """What a class can bear, against a class in which half of the time is left for teaching: 1 there."""
    return max(0.0, 1.0 + p.school_teacher_time * (MEAN_TEACHING - teacher_time))


@inlined
def aid_of(child):
    """Share of the mismatch that a pooled aide in class removes this month, in whole percents."""
    return float((int(child.forms_waiting) & AID_BITS) >> AID_FROM) * 0.01


@rule
def set_aid(child, share):
    """Write the share of mismatch that a pooled aide removes, 0-1."""
    percents = int(100.0 * min(1.0, max(0.0, share)) + 0.5)
    child.forms_waiting = (int(child.forms_waiting) & ~AID_BITS) | (percents << AID_FROM)


@inlined
def relief_in_class(child, p):
    """Share of the mismatch that support in class removes: an aide of its own, a pooled aide, or both."""
    left = 1.0 - aid_of(child)
    if (int(child.forms_active) >> SCHOOL_SUPPORT) & 1:
        left = left * (1.0 - p.school_aide_relief)
    return 1.0 - left


@inlined
def school_mismatch(child, teacher_time, p):
    """How far the class falls short of what the child needs: 0 is a fit."""
    education = int(child.education)
    if not enrolled(education):
        return 0.0
    shortfall = max(0.0, float(child.need_learning)) * class_load(teacher_time, p)
    if in_special(education):
        return shortfall * (1.0 - p.school_relief_special)
    if int(child.forms_active) | int(child.forms_waiting):
        return shortfall * (1.0 - relief_in_class(child, p))
    return shortfall


@inlined
def excess_learning_need(child, p):
    """Learning need above what a class can meet, in sd; behaviour adds to it."""
    behaviour = p.school_referral_behaviour * max(0.0, float(child.need_externalising))
    return float(child.need_learning) + behaviour - p.school_class_meets


@inlined
def kept(over, keep, unmet, p):
    """Share of a need's distance from its own level that is left after a month: more when unhelped."""
    if over <= 0.0 or unmet <= 0.0:
        return keep
    return keep + (1.0 - keep) * (1.0 - math.exp(-p.unmet_recovery * unmet))


@inlined
def move_needs(child, household, climate, teacher_time, unmet, town, p, world, month):
    """need' = own level + persistence × (need − own level) + pushes + noise, per domain.

    unmet: the lasting gap in help (sd of need). While it lasts, a need above its own level recovers slower.
    """
    uid = int(child.uid)
    decay = p.need_gain_decay
    if int(child.forms_active) != 0:
        decay = p.need_gain_decay_out if int(child.months_out) > 0 else p.need_gain_decay_in_care
    gain = float(child.gain) * (1.0 - decay)
    gain += float(child.relief) * 1e-6
    child.gain = gain
    child.relief = 0

    if int(child.living) == HOME:
        strain = p.need_stress * float(household.stress)
    else:
        strain = p.need_stay_strain
    school = p.need_mismatch * school_mismatch(child, teacher_time, p)
    if enrolled(int(child.education)):
        school -= p.need_climate * climate
    school += p.need_out_of_school * min(p.need_out_of_school_months, float(child.months_out))

    keep = p.need_persistence
    noise = town.need_noise * ROOT_3
    u_i, u_e, u_l = three_uniforms(world, uid, month, events.NEED_SHOCK, 0)
    centre_i = float(child.own_internalising) + strain + school - gain
    centre_e = float(child.own_externalising) + strain + school - gain
    centre_l = float(child.own_learning) - p.need_learning_gain * gain
    over_i = float(child.need_internalising) - centre_i
    over_e = float(child.need_externalising) - centre_e
    internalising = centre_i + kept(over_i, keep, unmet, p) * over_i + noise * (2.0 * u_i - 1.0)
    externalising = centre_e + kept(over_e, keep, unmet, p) * over_e + noise * (2.0 * u_e - 1.0)
    learning = centre_l + keep * (float(child.need_learning) - centre_l) + noise * (2.0 * u_l - 1.0)

    u = uniform(world, uid, month, events.HEAVY_EVENT, 0)
    rate = p.need_event_rate / 12.0
    if u < rate:  # the same uniform, rescaled, chooses whom it hits; a second one how hard
        size = -p.need_event_size * math.log1p(-uniform(world, uid, month, events.HEAVY_EVENT, 1))
        if u < p.need_event_internalising * rate:
            internalising += size
        else:
            externalising += size
    child.need_internalising = internalising
    child.need_externalising = externalising
    child.need_learning = learning


@inlined
def worst_need(child):
    """The highest of the three needs."""
    return max(float(child.need_internalising), float(child.need_externalising), float(child.need_learning))


@rule
def need_in(child, domain):
    """The need that an episode answers: 0 internalising, 1 externalising, 2 learning."""
    if domain == 0:
        return float(child.need_internalising)
    if domain == 1:
        return float(child.need_externalising)
    return float(child.need_learning)
