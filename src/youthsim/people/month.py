"""A month, in order. `MONTH` is the list of steps with their reasons; the three phases below run it.

People are read in one pass where that is possible: what a step shares with others (household, school,
service) is read as it stood at the month's start and written in its own pass.
"""

from __future__ import annotations

from youthsim.people.access import (
    admit,
    ask_elsewhere,
    decide_at_gate,
    is_seen,
    keep_waiting,
    signal_and_ask,
    sweep,
)
from youthsim.people.adulthood import find_a_way, may_change, offend, sit_out
from youthsim.people.attendance import (
    AUGUST,
    attend,
    enter_special,
    go_to,
    keep_climate,
    may_slip,
    pass_on,
    refer,
    return_to_regular,
)  # fmt: skip
from youthsim.people.care import charge_elsewhere, help_child, help_elsewhere, help_parents
from youthsim.people.care_at_school import bring_care
from youthsim.people.class_aides import spread_aides, work_in_class
from youthsim.people.compiled import fetch_ahead, inlined, step, step_with_arrays
from youthsim.people.counting import (
    close_month,
    count_child,
    count_farewell,
    count_household,
    follow_path,
    is_quiet,
    keep_roll,
    pay_for_school,
    stays_on_path,
)  # fmt: skip
from youthsim.people.crisis import come_to_a_head, may_come_to_a_head
from youthsim.people.episodes import BUSY, USED
from youthsim.people.households import (
    ask_for_parents,
    carry_help,
    feel,
    may_ask,
    show_front,
    start_counting,
    suffer_and_recover,
)
from youthsim.people.needs import enrolled, excess_learning_need, in_special, move_needs, worst_need
from youthsim.people.programme import scale_down, serve_child, serve_household
from youthsim.people.records import ARRIVING, AWAY, DEPARTING
from youthsim.people.safety import chance_of_incident, run_and_return, run_the_chain, suffer_incident
from youthsim.people.school_support import (
    ask_at_school,
    count_school,
    join_group,
    keep_support,
    near_a_worker,
)
from youthsim.people.streams import uniform
from youthsim.people.unmet import count_gap, lasting_gap, let_it_last
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import EIGHTEEN, MEAN_TEACHING, SIXTEEN, TWELVE
from youthsim.vocabulary.services import N_QUEUED, YOUTH_ACT
from youthsim.vocabulary.states import (
    ABSENT,
    ACTIVE,
    CHILD,
    EXTERNAL,
    FULL,
    HOME,
    HOUSEHOLD,
    IN_DETENTION,
    INDEPENDENT,
    INVESTIGATED,
    MAX_AGE_MONTHS,
    NO_MEASURE,
    NOT_YET,
    REPORTED,
    REQUESTED,
    SUPERVISED,
    UNDER_GUARDIANSHIP,
    WAITING,
)  # fmt: skip

MONTH: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("calendar", "live", ("pass_on", "count_farewell"), "ages, school years, arrivals and departures come before anything that depends on age"),
    ("households", "live", ("suffer_and_recover", "carry_help", "feel", "ask_for_parents", "show_front"), "setbacks, overload by last month's help, health, stress; parents ask for help"),
    ("schools", "live", ("keep_support", "keep_climate", "count_school", "spread_aides"), "youth workers at school; climate and teacher time, from last month's strain"),
    ("needs", "live", ("lasting_gap", "move_needs", "join_group"), "every child's needs move, under this month's stress and last month's care"),
    ("signalling", "live", ("near_a_worker", "ask_at_school", "is_seen", "signal_and_ask", "is_quiet", "may_change", "find_a_way", "keep_roll", "stays_on_path", "follow_path", "count_child"), "a need is seen and help is asked for; a child far from every threshold is counted at once, as no later step can touch it"),
    ("access", "provide", ("decide_at_gate", "keep_waiting"), "the gate decides by the regime's rules; people give up waiting"),
    ("admission", "provide", ("ask_elsewhere", "admit", "enter_special"), "free places go to the next in the queue, whoever pays"),
    ("care", "follow", ("help_child", "help_parents", "help_elsewhere", "charge_elsewhere", "serve_household", "serve_child", "bring_care", "work_in_class", "let_it_last", "count_gap"), "help works and ends: completed, broken off, expired, failed; what lacks, and for how long"),
    ("attendance", "follow", ("may_slip", "attend", "return_to_regular", "refer"), "out of school and back; special education"),
    ("safety", "follow", ("may_come_to_a_head", "come_to_a_head", "suffer_incident", "run_the_chain", "run_and_return"), "crises, incidents, orders, placements, running away"),
    ("adulthood", "follow", ("sit_out", "offend", "may_change", "find_a_way"), "work, diplomas, offences, benefit"),
    ("ledger", "follow", ("keep_roll", "pay_for_school", "follow_path", "count_child", "scale_down", "count_household", "close_month"), "school bills and counts; the other bills were posted where they arose"),
)  # fmt: skip

AHEAD = 8  # rows that are asked of memory before their turn
GUARDIAN = 1 << 7  # bit of household.acts: this month's guardian has been counted


@inlined
def fetch_owner(e, children, households):
    """Asks memory for the rows whose episode comes next."""
    if int(e.owner_kind) == EXTERNAL:
        return
    if int(e.owner_kind) == CHILD:
        fetch_ahead(children, int(e.owner))
    fetch_ahead(households, int(e.household))


@step
def live(
    children, lives, households, schools, services, episodes, counters, busy, fronts, towns, params,
    regime, programmes, paid, tally, paths, flows, world, month,
):  # fmt: skip
    """Steps 1-5: calendar, households, schools, needs, signalling."""
    p, town, programme = params[0], towns[0], programmes[0]
    town.houses_taken = town.houses_taken_now
    town.houses_taken_now = 0
    for row in range(len(households)):
        h = households[row]
        h.month_cost = 0
        if month < int(h.arrives) or month >= int(h.departs):
            fronts[row].here = DEPARTING if month == int(h.departs) else AWAY
            continue
        suffer_and_recover(h, town, p, programme, world, month, tally)
        carry_help(h, p)
        feel(h, town, p, programme, world, month)
        if may_ask(h, p, world, month):
            ask_for_parents(
                h, row, p, services, episodes, counters, paid, programme, regime, world, month, tally
            )
        start_counting(h)
        show_front(h, fronts[row], month)
    for row in range(len(schools)):
        if int(programme.in_schools) == 1:
            keep_support(schools[row], programme, p)
        keep_climate(schools[row], town, programme, p, world, month)
        count_school(schools[row], tally)
        if int(programme.aides) == 1:
            spread_aides(schools[row], p)
    n_busy = 0
    for row in range(len(children)):
        child = children[row]
        age = int(child.age_months) + (1 if month > 0 else 0)
        child.age_months = age
        if age < 0 or age > MAX_AGE_MONTHS:
            continue
        front = fronts[int(child.household)]
        if int(front.here) == AWAY:
            continue
        school = int(child.school)
        if int(front.here) == DEPARTING or age == MAX_AGE_MONTHS:
            if age == MAX_AGE_MONTHS:
                count_farewell(child, tally[int(front.group)])
            go_to(child, schools, int(child.education), -1)
            continue
        if int(front.here) == ARRIVING and school >= 0:
            schools[school].pupils += 1
        if int(child.education) == NOT_YET or int(town.calendar_month) == AUGUST:
            pass_on(child, lives[row], schools, town, programme, p, world, month)
        school = int(child.school)
        climate = float(schools[school].climate) if school >= 0 else 0.0
        teacher_time = float(schools[school].teacher_time) if school >= 0 else MEAN_TEACHING
        unmet = lasting_gap(lives[row], month, p) if worst_need(child) > p.need_threshold else 0.0
        move_needs(child, front, climate, teacher_time, unmet, town, p, world, month)
        if int(programme.groups) == 1 and school >= 0 and float(schools[school].school_wide) > 0.0:
            join_group(child, schools[school], p)
        if (
            int(programme.in_schools) == 1
            and age < EIGHTEEN
            and near_a_worker(child, age, school, schools, p)
        ):
            h = households[int(child.household)]
            ask_at_school(child, lives[row], h, schools, services, programme, p, world, month, tally)
        if (
            age < EIGHTEEN
            and worst_need(child) > p.need_threshold
            and is_seen(child, lives, row, schools, programme, p, world, month)
        ):
            signal_and_ask(
                child, lives, row, households[int(child.household)], schools, p, services, episodes, counters, paid, programme, regime, town,
                world, month, tally,
            )  # fmt: skip
        if is_quiet(child, front, teacher_time, p):
            if age >= SIXTEEN and may_change(child, p, world, month):
                h = households[int(child.household)]
                find_a_way(child, lives[row], h, schools, p, programme, paid, world, month, tally)
            if school >= 0:
                schools[school].strain_sum += int(float(child.need_externalising) * 1e6)
            t = tally[int(front.group)]
            keep_roll(child, int(town.calendar_month), t)
            if not stays_on_path(child, t):
                follow_path(child, int(front.group), paths, flows)
            count_child(child, front, p, t)
        else:
            busy[n_busy] = row
            n_busy += 1
    counters[BUSY] = n_busy


@step_with_arrays
def provide(
    children, lives, households, schools, services, episodes, counters, towns, params, regime, tally,
    world, month,
):  # fmt: skip
    """Steps 6-7: access and admission."""
    p, town = params[0], towns[0]
    for s in range(N_QUEUED):
        services[s].started = 0
        services[s].ended = 0
    n_used = int(counters[USED])
    for row in range(n_used):
        if row + AHEAD < n_used and int(episodes[row + AHEAD].state) in (REQUESTED, WAITING):
            fetch_owner(episodes[row + AHEAD], children, households)
        if int(episodes[row].state) == REQUESTED:
            decide_at_gate(episodes[row], children, lives, households, p, regime, town, world, month, tally)
        if int(episodes[row].state) == WAITING:
            keep_waiting(episodes[row], children, households, p, world, month, tally)
    ask_elsewhere(services, episodes, counters, p, world, month)
    admit(services, episodes, counters, children, lives, households, p, regime, world, month, tally)
    enter_special(children, lives, households, schools, town, p, world, month, tally)


@step
def follow(
    children, lives, households, schools, services, episodes, counters, busy, fronts, towns, params,
    regime, programmes, paid, used, tally, paths, flows, full, half, world, month,
):  # fmt: skip
    """Steps 8-12: care, attendance, safety, adulthood, ledger."""
    p, town, programme = params[0], towns[0], programmes[0]
    full[:] = 0
    half[:] = 0
    n_used = int(counters[USED])
    for row in range(n_used):
        if row + AHEAD < n_used:
            fetch_owner(episodes[row + AHEAD], children, households)
        e = episodes[row]
        if int(e.state) != ACTIVE:
            continue
        kind = int(e.owner_kind)
        if kind == CHILD:
            help_child(
                e, children, lives, households, services, episodes, counters, paid, used, p, regime,
                programme, world, month, tally,
            )  # fmt: skip
        elif kind == HOUSEHOLD:
            help_parents(e, households, services, paid, used, p, regime, programme, world, month, tally)
        else:
            help_elsewhere(e, services[int(e.service)], full, half)
    charge_elsewhere(services, full, half, paid, used)
    sweep(episodes, counters)
    if int(programme.active) == 1:
        for row in range(len(households)):
            if int(households[row].programme) == 1:
                serve_household(households[row], programme, p, paid, month)

    under_order = 0
    n_busy = int(counters[BUSY])
    for k in range(n_busy):
        if k + 2 * AHEAD < n_busy:
            fetch_ahead(children, int(busy[k + 2 * AHEAD]))
            fetch_ahead(lives, int(busy[k + AHEAD]))
            fetch_ahead(households, int(children[int(busy[k + AHEAD])].household))
        row = int(busy[k])
        child = children[row]
        age = int(child.age_months)
        h = households[int(child.household)]
        life = lives[row]
        if int(h.programme) == 1:
            serve_child(child, life, h, programme, services, p)
        if int(programme.care_school) == 1:
            bring_care(child, life, h, programme, p, paid, world, month, tally)
        if int(programme.aides) == 1:
            work_in_class(child, life, h, schools, services, programme, p, paid, world, month)
        group = int(h.group)
        if age < EIGHTEEN:
            let_it_last(child, life, p, month)
            count_gap(child, life, p, tally[group])
        life.help_minutes = 0
        school = int(child.school)
        if school >= 0:
            teacher_time = float(schools[school].teacher_time)
            schools[school].strain_sum += int(float(child.need_externalising) * 1e6)
        else:
            teacher_time = MEAN_TEACHING
        if age < EIGHTEEN and enrolled(int(child.education)):
            if int(child.attendance) == FULL:
                may_slip(child, life, teacher_time, p, world, month)
            else:
                attend(
                    child, row, life, h, schools, teacher_time, town, p, services, episodes, counters,
                    paid, regime, world, month, tally,
                )  # fmt: skip
            if in_special(int(child.education)):
                return_to_regular(child, life, schools, group, p, world, month, tally)
            elif excess_learning_need(child, p) > 0.0:
                refer(child, life, schools, group, teacher_time, p, world, month, tally)
        if age < EIGHTEEN:
            if may_come_to_a_head(child, life, p, month):
                come_to_a_head(
                    child, row, life, h, p, programme, services, episodes, counters, paid, regime, world, month,
                    tally,
                )  # fmt: skip
            chance = chance_of_incident(child, life, h, programme, p, month)
            if chance > 0.0 and uniform(world, int(child.uid), month, events.INCIDENT, 0) < chance:
                suffer_incident(
                    child, row, life, h, programme, p, town, episodes, counters, paid, world, month, tally
                )
        if int(child.legal) != NO_MEASURE:
            run_the_chain(
                child, row, life, h, programme, p, town, episodes, counters, paid, world, month, tally
            )
        living = int(child.living)
        if living != HOME and living != IN_DETENTION and living != INDEPENDENT:
            run_and_return(child, row, life, h, programme, p, episodes, counters, world, month, tally)
        elif living == IN_DETENTION:
            sit_out(child, life, h, p, paid)
        if age >= TWELVE and float(child.need_externalising) > p.adult_offence_from:
            offend(child, life, h, p, paid, world, month, tally)
        if age >= SIXTEEN and may_change(child, p, world, month):
            find_a_way(child, life, h, schools, p, programme, paid, world, month, tally)
        keep_roll(child, int(town.calendar_month), tally[group])
        if in_special(int(child.education)) or int(child.attendance) == ABSENT:
            pay_for_school(child, life, h, p, paid)
        legal = int(child.legal)
        if legal in (REPORTED, INVESTIGATED):  # an investigator or safety coordinator
            h.workers += 1
            h.contact_minutes += int(p.safety_contact_reported * 60.0)
        if SUPERVISED <= legal <= UNDER_GUARDIANSHIP:
            under_order += 1
            if int(h.acts) & GUARDIAN == 0:
                h.acts = int(h.acts) | GUARDIAN | (1 << YOUTH_ACT)
                h.workers += 1
                h.contact_minutes += int(p.safety_contact_order * 60.0)
        follow_path(child, group, paths, flows)
        count_child(child, h, p, tally[group])
    town.children_under_order = under_order
    for row in range(len(households)):
        h = households[row]
        if month < int(h.arrives) or month >= int(h.departs):
            continue
        h.minors += int(fronts[row].minors)
        h.troubled += int(fronts[row].troubled)
        if float(h.workers) >= p.care_coordinator_from and int(h.programme) == 0:
            h.workers += 1
        if int(h.programme) == 1:
            scale_down(h, programme, p, world, month)
        count_household(h, p, tally[int(h.group)])
    close_month(tally, p, paid, paths)
