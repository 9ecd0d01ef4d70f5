"""What a youth worker at school does, month by month, for the children whom he or she has in view.

Hours per week over children in view, against a guideline, make a dose; fewer hours weaken it more than in
proportion. At first the work is for single children and families; after about a year much of it is for
groups, teachers and the school as a whole; a vacancy starts that anew. Single children: their needs are seen
earlier, a question is judged in its context before it becomes a diagnosis, light questions are met on the
spot as far as there is time, other requests go by short lines to the same queues as everybody's, families
that shun help accept it sooner, pupils who begin to stay away are visited at home. The school: climate,
teachers' time, its care culture, groups of pupils at risk, a soft landing at a change of school.

What rests on a condition of success loses most of itself without it: reach, trust and judging in context on
an independent position; the shift to the school as a whole on a coordinator with training; climate, teachers'
time and care culture on the management. A child centre joins childcare and primary school, so its worker
also has in view the children under four of its childcare.

Evidence: lwd_* and alk_* (signs, hours, single cases), P147 and alert4you_dir_detection (no effect found).
Parameters: support_* in parameters/school_support.py.
"""

from __future__ import annotations

import math

from youthsim.people.compiled import inlined, rule
from youthsim.people.guards import MOST_MINUTES, MOST_TENURE
from youthsim.people.streams import uniform
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import FOUR, WEEKS_PER_YEAR
from youthsim.vocabulary.services import (
    AMBULATORY_SUPPORT,
    NEIGHBOURHOOD_TEAM,
    YOUTH_ACT,
    YOUTH_MENTAL_HEALTH,
)
from youthsim.vocabulary.states import FULL, PRACTICAL, REGULAR_PRIMARY, REGULAR_SECONDARY

GUIDELINE_HOURS, GUIDELINE_CHILDREN = 22.0, 175.0  # lwd_guideline_hours_per_ikc, ..._children_per_ikc
# Trust below which a reached family is counted as one that was closed to help: the definition of a count, on
# which no rule acts.
CLOSED_BELOW = 0.4
EARLY = 84  # months of age: the sources call help below seven early, lwd_early_detection_age_max
# What a question pointed to, as an observer would judge it: from light to heavy.
NOT_JUDGED, JUDGED_LIGHT, JUDGED_SUPPORT, JUDGED_MENTAL_HEALTH, JUDGED_ABSENCE = range(5)


@rule
def kept(condition, p):
    """All of a working, or what is left of it where its condition is missing."""
    return 1.0 if condition == 1 else p.support_without


@rule
def dose_of(hours, children, p):
    """Hours a week over children in view, as a dose: 1 at the guideline, less than in proportion below it."""
    ratio = hours / max(1.0, children) * GUIDELINE_CHILDREN / GUIDELINE_HOURS
    if ratio <= 0.0:
        return 0.0
    if ratio <= 1.0:
        return math.pow(ratio, p.support_dose_power)
    return 1.0 + p.support_dose_beyond * (1.0 - math.exp(1.0 - ratio))


@rule
def keep_support(school, programme, p):
    """Presence, its parts, the room for light questions and the care culture of a school this month."""
    hours, culture = float(school.support_hours), float(school.care_culture)
    if hours <= 0.0 and culture <= 0.0 and float(school.presence) <= 0.0:
        return
    presence = dose_of(hours, float(school.support_children), p) * float(school.support_quality)
    tenure = int(school.support_tenure) + 1 if hours > 0.0 else 0
    shift = p.support_shift * (1.0 - math.exp(-2.0 * float(tenure) / p.support_shift_months))
    shift = shift * kept(int(programme.coordinated), p)
    school.support_tenure = min(MOST_TENURE, tenure)
    school.presence = presence
    school.one_to_one = presence * (1.0 - shift)
    school.school_wide = presence * shift
    asked = float(school.support_asked)
    minutes = hours * 60.0 * WEEKS_PER_YEAR / 12.0 * p.support_contact_share * (1.0 - shift)
    school.support_room = 1.0 if asked <= minutes else minutes / asked
    school.support_asked = 0
    reached = min(1.0, presence) * kept(int(programme.managed), p)
    school.care_culture = culture + (reached - culture) / max(1.0, p.support_culture_months)


@inlined
def climate_lift(school, programme, p):
    """Sd of climate that the work for the school as a whole adds."""
    if float(school.school_wide) <= 0.0:
        return 0.0
    return p.support_climate * float(school.school_wide) * kept(int(programme.managed), p)


@inlined
def teaching_time_won(school, programme, p):
    """Share of teaching time that comes back to teachers."""
    if float(school.presence) <= 0.0:
        return 0.0
    return p.support_teacher_time * float(school.presence) * kept(int(programme.managed), p)


@inlined
def count_school(school, tally):
    """Climate and teacher time of regular schools, weighed by their pupils."""
    if int(school.kind) in (REGULAR_PRIMARY, REGULAR_SECONDARY, PRACTICAL):
        t = tally[int(school.group)]
        pupils = int(school.pupils)
        t.school_pupils += pupils
        t.school_climate += int(float(school.climate) * float(pupils) * 1e6)
        t.teacher_time += int(float(school.teacher_time) * float(pupils) * 1e6)


@rule
def school_in_view(child, life, schools, p, world):
    """Row of the school whose youth worker has this child in view; -1 where there is none."""
    if int(child.age_months) >= FOUR:
        row = int(child.school)
        return row if row >= 0 and float(schools[row].presence) > 0.0 else -1
    row = int(life.regular_school)
    if row < 0 or float(schools[row].presence) <= 0.0:
        return -1
    in_childcare = uniform(world, int(child.uid), 0, events.CHILDCARE, 0) < p.support_childcare
    return row if in_childcare else -1


@rule
def closer_look(child, life, domain, schools, p, world):
    """How much sooner a need is seen: more in young children, and in what lies behind behaviour."""
    row = school_in_view(child, life, schools, p, world)
    if row < 0:
        return 1.0
    ratio = p.support_detection
    if int(child.age_months) < EARLY:
        ratio = ratio * p.support_detection_young
    if domain == 0:
        ratio = ratio * p.support_detection_hidden
    return max(0.0, 1.0 + (ratio - 1.0) * float(schools[row].presence))


@rule
def judge_in_context(school, service, severity, u, programme, p):
    """Fewer questions become treatment: light ones go to the neighbourhood team, others to family support."""
    if severity > p.route_heavy_limit:
        return service
    weight = max(min(1.0, float(school.presence)), float(school.care_culture))
    if u >= p.support_normalises * weight * kept(int(programme.independent), p):
        return service
    if service in (YOUTH_MENTAL_HEALTH, AMBULATORY_SUPPORT) and severity < p.route_light_limit:
        return NEIGHBOURHOOD_TEAM
    return AMBULATORY_SUPPORT if service == YOUTH_MENTAL_HEALTH else service


@rule
def acceptance_won(school, programme, p):
    """Share more of families that accept help from somebody who is near and independent."""
    return p.support_reach * min(1.0, float(school.presence)) * kept(int(programme.independent), p)


@rule
def meet_question(child, h, school, service, severity, u, services, programme, p, month, tally):
    """A light question is met on the spot, as far as there is time. True when it was."""
    if severity >= p.route_light_limit and service != NEIGHBOURHOOD_TEAM:
        return False
    share = p.support_own_help * min(1.0, float(school.presence))
    if u >= share:
        return False
    minutes = int(p.support_help_hours * 60.0)
    school.support_asked += minutes
    if u >= share * float(school.support_room):
        return False  # no time: the usual way
    help_at_school(child, h, minutes, services, programme, p, month, tally)
    h.judged = max(int(h.judged), judgement(child, service))
    return True


@inlined
def near_a_worker(child, age, school, schools, p):
    """Whether a child can have a small worry that reaches a worker: most cannot, and cost nothing more."""
    if age >= FOUR and (school < 0 or float(schools[school].presence) <= 0.0):
        return False
    worst = max(float(child.need_internalising), float(child.need_externalising), float(child.need_learning))
    return 0.0 < p.need_threshold - worst <= p.support_worry_band


@rule
def ask_at_school(child, life, h, schools, services, programme, p, world, month, tally):
    """Parents and teachers bring small worries, below the threshold, to who is near."""
    below = p.need_threshold - max(
        float(child.need_internalising), float(child.need_externalising), float(child.need_learning)
    )
    if below <= 0.0 or below > p.support_worry_band:
        return
    row = school_in_view(child, life, schools, p, world)
    if row < 0:
        return
    school = schools[row]
    share = p.support_worry_rate * min(1.0, float(school.presence))
    u = uniform(world, int(child.uid), month, events.SCHOOL_SUPPORT, 1)
    if u >= share:
        return
    minutes = int(p.support_light_hours * 60.0)
    school.support_asked += minutes
    if u < share * float(school.support_room):
        help_at_school(child, h, minutes, services, programme, p, month, tally)
        h.judged = max(int(h.judged), JUDGED_LIGHT)


@rule
def help_at_school(child, h, minutes, services, programme, p, month, tally):
    """Talks of a youth worker with child, parents and teacher; what they do goes with the hours."""
    part = float(minutes) / 60.0 / p.support_help_hours
    month_of_team = services[NEIGHBOURHOOD_TEAM].effect * p.care_match
    child.relief += int(p.support_help_effect * part * month_of_team * 1e6)
    t = tally[int(h.group)]
    t.helped_at_school += 1
    t.support_hours += minutes * 1000000 // 60
    if int(h.supported_month) < 0:
        h.supported_month = month
        t.families_reached += 1
        if float(h.trust) < CLOSED_BELOW:
            t.closed_families_reached += 1
    if int(h.support_last) != month:  # one worker for all children of a family
        h.support_last = month
        h.workers += 1
        h.acts = int(h.acts) | (1 << YOUTH_ACT)
    h.contact_minutes += minutes
    h.support_minutes = min(MOST_MINUTES, int(h.support_minutes) + minutes)
    gained = p.support_trust * part * kept(int(programme.independent), p)
    h.trust = min(1.0, max(0.0, float(h.trust) + gained))


@rule
def judgement(child, service):
    """What would have followed without the youth worker, in the eyes of who describes the case afterwards."""
    if int(child.attendance) != FULL:
        return JUDGED_ABSENCE
    if service == NEIGHBOURHOOD_TEAM:
        return JUDGED_LIGHT
    return JUDGED_MENTAL_HEALTH if service == YOUTH_MENTAL_HEALTH else JUDGED_SUPPORT


@inlined
def join_group(child, school, p):
    """Groups and trainings reach pupils whose needs come near the threshold, or lie a little above it."""
    worst = max(float(child.need_internalising), float(child.need_externalising)) - p.need_threshold
    if -p.support_risk_below < worst < p.support_risk_above:
        child.relief += int(p.support_group * float(school.school_wide) * 1e6)


@rule
def home_visits(school, p):
    """Ratio of returns to full attendance where pupils who stay away are visited at home."""
    if float(school.presence) <= 0.0:
        return 1.0
    return max(0.0, 1.0 + (p.support_home_visit - 1.0) * min(1.0, float(school.presence)))


@rule
def land_softly(child, schools, programme, p):
    """A pupil with needs near the threshold is awaited at the new school."""
    if int(programme.soft_landing) == 0 or int(child.school) < 0:
        return
    school = schools[int(child.school)]
    worst = max(float(child.need_internalising), float(child.need_externalising))
    if float(school.presence) > 0.0 and worst > p.need_threshold - p.support_risk_below:
        child.relief += int(p.support_landing * min(1.0, float(school.presence)) * 1e6)
