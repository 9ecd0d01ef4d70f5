"""The rows in which people live: one child, one household, one school, one service, one episode.

A child is two rows: a hot one of at most 64 bytes that every month reads, and a cold one beside it.
Narrow fields are storage only; rules read them through int() and float().
"""

from __future__ import annotations

from typing import Any

import numpy as np

from youthsim.vocabulary.tallies import TALLIES


def _record(fields: list[tuple[Any, ...]]) -> np.dtype:
    return np.dtype((np.record, np.dtype(fields, align=True)))


CHILD = _record([
    ("uid", "i8"),
    ("household", "i4"),            # row of the household
    ("school", "i2"),               # row of the school, -1 none
    ("path", "i1"),                 # care path at the end of last month
    ("counted", "i1"),              # on the roll of a school at the last count date
    ("need_internalising", "f4"),   # population sd
    ("need_externalising", "f4"),
    ("need_learning", "f4"),
    ("own_internalising", "f4"),    # the level the child returns to
    ("own_externalising", "f4"),
    ("own_learning", "f4"),
    ("gain", "f4"),                 # what care has won, in sd of need; may be negative
    ("relief", "i4"),               # care received last month, fixed point 1e-6 sd
    ("forms_active", "i4"),         # bit per service
    ("forms_waiting", "i4"),        # requested or waiting, bit per service; see `needs` for bits 20-27
    ("age_months", "i2"),           # negative before birth
    ("months_out", "u1"),           # since full absence began, 250 at most
    ("work", "i1"),
    ("education", "i1"),
    ("attendance", "i1"),
    ("legal", "i1"),
    ("living", "i1"),
])  # fmt: skip

LIFE = _record([
    ("uid", "i8"),
    ("learnability", "f4"),         # 0-1, fades out of school
    ("disability", "i1"),           # mild intellectual disability
    ("girl", "i1"),
    ("birth_order", "i1"),
    ("failures", "i1"),             # helps that failed in a row
    ("admission_kind", "i1"),       # special education kind asked for, 0 none
    ("fled_from", "i1"),            # living place from which the child last ran away
    ("transported", "i1"),          # would travel by pupil transport when in special education
    ("academic", "i1"),             # leaves secondary school at 18 rather than for vocational education
    ("priority", "i1"),             # of the stay that is being arranged
    ("months_care", "i2"),          # in any care, in a row
    ("months_legal", "i2"),         # in the present legal status
    ("months_living", "i2"),        # in the present living place
    ("months_admission", "i2"),     # on the admission list of special education
    ("months_pending", "i2"),       # until an investigation ends or an order starts
    ("last_incident", "i2"),        # month number, -999 never
    ("last_placement", "i2"),
    ("last_runaway", "i2"),
    ("last_pending", "i2"),         # month in which an order was last asked
    ("runaways", "i2"),
    ("offences", "i2"),
    ("months_detained_left", "i2"),
    ("regular_school", "i4"),       # row of the neighbourhood primary school
    ("secondary_school", "i4"),
    ("special_school", "i4"),
    ("secondary_special_school", "i4"),
    ("stay_asked", "i1"),           # stay service that the protection chain asked for, -1 none
    ("work_failures", "i1"),        # jobs and places lost
    ("place_done", "i1"),           # lost a supported place for good
    ("idle_since", "i2"),           # month in which work or school last ended, 0 before anybody looked
    ("skill", "f4"),                # wage value won by working
    ("in_programme", "i1"),         # 1 taken up by a programme at school, 2 has its care there now
    ("no_day_place", "i1"),         # decided: care at school instead of a day place
    ("mandate", "f4"),              # share of decisions that one who may decide takes for the child, 0-1
    ("education_share", "f4"),      # of a school week, while out of class
    ("unmet", "f4"),                # lasting gap between help needed and help that arrives, sd of need
    ("help_minutes", "i4"),         # contact minutes of its own help, this month
    ("unmet_month", "i2"),          # month in which `unmet` was last written
    ("last_refused", "i2"),         # month number, -999 never
    ("months_missed", "i2"),        # months of full absence from school so far, in all
])  # fmt: skip

HOUSEHOLD = _record([
    ("uid", "i8"),
    ("arrives", "i2"),              # first month in town
    ("departs", "i2"),              # first month no longer in town
    ("adults", "i1"),
    ("minors", "i1"),               # at home or placed, counted each month
    ("poor", "i1"),
    ("debt", "i1"),
    ("bad_housing", "i1"),
    ("group", "i1"),                # caseload bucket by rank; the last group is the rest of town
    ("programme", "i1"),            # enrolled now
    ("programme_done", "i1"),       # has been enrolled
    ("workers", "i2"),              # professionals now in contact
    ("professionals", "i2"),        # with a contact in the past three months, at the end of last month
    ("workers_left", "i2"),         # contact ended this month
    ("workers_left_1", "i2"),       # one month ago
    ("workers_left_2", "i2"),       # two months ago
    ("enrolled_month", "i2"),       # -1 never
    ("holds_place", "i1"),          # youths who hold or want a supported work place
    ("changes", "i1"),              # of worker, this month
    ("orders", "i1"),               # children under an order
    ("at_school", "i1"),            # children served by a programme at school this month
    ("troubled", "i1"),             # minors with a need above the threshold
    ("acts", "i2"),                 # bit per Act with help now
    ("case", "i4"),                 # rank in the caseload list, -1 none
    ("in_view", "i2"),              # month in which youth workers came to its school, -1 never
    ("supported_month", "i2"),      # month of their first own help, -1 never
    ("support_last", "i2"),         # month of their last own help
    ("support_minutes", "i4"),      # of their own help in all
    ("judged", "i1"),               # heaviest care that a question pointed to before they met it, see JUDGED
    ("forms_active", "i4"),
    ("forms_waiting", "i4"),
    ("contact_minutes", "i4"),      # this month
    ("relief", "i4"),               # of parents, fixed point 1e-6 sd
    ("origin", "f4"),               # vulnerability shared by its members, population sd
    ("setback", "f4"),              # ratio of its risk of a setback to the town's mean, from origin
    ("own_health", "f4"),           # level that parental mental health returns to; higher is worse
    ("parental_health", "f4"),
    ("network", "f4"),              # informal support, population sd
    ("trust", "f4"),                # 0-1
    ("overload", "f4"),             # sd of stress
    ("stress", "f4"),               # population sd
    ("fidelity", "f4"),             # of the programme that serves it, 0-1
    ("cost_before", "i8"),          # cents, in the twelve months before selection, all Acts
    ("month_cost", "i8"),           # cents, this month
    ("worst_month_cost", "i8"),     # cents, in the six months before selection
])  # fmt: skip

SCHOOL = _record([
    ("uid", "i8"),
    ("kind", "i1"),                 # education place it offers
    ("climate", "f4"),              # population sd, higher is better
    ("own_climate", "f4"),
    ("teacher_time", "f4"),         # share of teaching time left for teaching, 0-1
    ("pupils", "i4"),
    ("places", "i4"),               # special schools; regular schools take whoever comes
    ("admitted", "i4"),             # this month
    ("waiting", "i4"),              # on its list
    ("aide_minutes", "i4"),         # of pooled aides in class, brought this month
    ("aide_own", "i4"),             # children of the aides' group who want them this month
    ("aide_others", "i4"),          # other pupils who could use them
    ("aide_share_own", "f4"),       # how far last month's hours reach, 0-1
    ("aide_share_others", "f4"),
    ("strain_sum", "i8"),           # sum of externalising needs, fixed point 1e-6 sd
    ("rank", "i2"),                 # order in which an approach takes schools, from 1; 0 not on its list
    ("group", "i1"),                # caseload bucket of its families
    ("support_tenure", "i2"),       # months that the present youth worker has been here
    ("support_hours", "f4"),        # of youth workers now, per week
    ("support_children", "f4"),     # in view: pupils, and the childcare of a child centre
    ("support_quality", "f4"),      # share of the approach that arrives, 0-1
    ("presence", "f4"),             # dose of youth work now; 1 is the guideline at full quality
    ("one_to_one", "f4"),           # part of it for single children and families
    ("school_wide", "f4"),          # part of it for groups, teachers and the school
    ("care_culture", "f4"),         # how far the team judges behaviour in its context, 0-1
    ("support_room", "f4"),         # share of light questions for which there is time, 0-1
    ("support_asked", "i8"),        # minutes of own help asked last month
])  # fmt: skip

SERVICE = _record([
    ("uid", "i8"),
    ("places", "i8"),               # clients that can be served at once, town and region
    ("occupied", "i8"),
    ("occupied_town", "i8"),
    ("waiting", "i8"),
    ("waiting_town", "i8"),
    ("started", "i8"),              # this month
    ("ended", "i8"),
    ("asked_town", "i8"),           # requests of the town this month
    ("displaced", "f8"),            # places that stand still because their staff left to a programme
    ("expected_wait", "f8"),        # months, as people experience it
    ("external_rate", "f8"),        # requests of other towns per month
    ("catchment", "f8"),            # share of the service's use that is the town's
    ("price_cents", "i8"),          # per month, at the scenario's price level
    ("effect", "f8"),               # sd of need per month at full match
    ("end_rate", "f8"),             # per month
    ("end_rate_elsewhere", "f8"),   # of clients of other towns
    ("hours_month", "f8"),          # contact hours of the family per month
    ("tolerated_wait", "f8"),       # months
    ("lead_months", "f8"),          # request to decision
    ("load", "f8"),                 # share of places in use, at the month's start
    ("payer", "i8"),
    ("act", "i8"),
    ("budget_cents", "i8"),         # per month, when paid by budget: the town's part
    ("shared_worker", "i1"),        # one worker for all children of a household
    ("voluntary", "i1"),            # outpatient help that a family plan may replace
    ("budget_funded", "i1"),        # paid by budget instead of by unit
])  # fmt: skip

EPISODE = _record([
    ("owner_uid", "i8"),
    ("owner", "i4"),                # row of child or household; -1 for other towns
    ("household", "i4"),
    ("service", "i1"),
    ("owner_kind", "i1"),
    ("state", "i1"),
    ("priority", "i1"),
    ("stretched", "i1"),
    ("phase", "i1"),                # TREATED, ASSESSED, TREATMENT_FOLLOWS, AFTER_EIGHTEEN
    ("workers", "i1"),
    ("by_doctor", "i1"),            # asked for by a family doctor, youth doctor or specialist
    ("month_asked", "i2"),
    ("month_ready", "i2"),          # request decided
    ("months_active", "i2"),
    ("months_granted", "i2"),       # left on the grant
    ("months_with_worker", "i2"),
    ("domain", "i1"),               # need it answers: 0 internalising, 1 externalising, 2 learning, 3 parents
    ("track", "i1"),                # of the rules under which it was asked: 0 before a switch, 1 since
    ("match", "f4"),                # quality of fit, 0-1
    ("fit", "f4"),                  # added to it by a diagnosis made at school
    ("need_at_start", "f4"),
])  # fmt: skip

TOWN = _record([
    ("calendar_month", "i8"),       # 0 January .. 11 December
    ("poverty_entry", "f8"),        # per month at mean origin
    ("debt_entry", "f8"),
    ("debt_not_poor", "f8"),        # ratio of new debts of the not poor to the mean
    ("housing_entry", "f8"),
    ("houses_taken", "i8"),         # by programmes last month
    ("houses_taken_now", "i8"),
    ("houses_free", "f8"),          # that usually come free per month
    ("need_noise", "f8"),           # monthly sd that keeps the spread of needs, derived
    ("health_noise", "f8"),
    ("climate_noise", "f8"),
    ("stress_mean", "f8"),          # so that the mean household has stress 0 at the start
    ("strictness", "f8"),           # of the municipal gate, 0 in balance
    ("order_delay", "f8"),          # months from decision to start of an order
    ("children_under_order", "i8"),
    ("vocational_school", "i8"),    # row
    ("placement_power", "f8"),      # share of placements that the school partnership may decide itself, 0-1
])  # fmt: skip

# The rules of one service. A regime is a table of them: a row per service for the rules of before a switch of
# regime (track 0), and again for those since (track 1). What is off stands at the value that does nothing.
REGIME = _record([
    ("budget_funded", "i8"),        # paid by budget instead of by unit
    ("lead_months", "f8"),          # request to decision
    ("grant_months", "i8"),         # 0: no end date
    ("gap_share", "f8"),            # renewals with a gap
    ("summer_gaps", "i8"),          # gaps fall in June and July, until September
    ("stretch_share", "f8"),        # completed treatments stretched to the next tariff step
    ("stretch_months", "f8"),
    ("test_share", "f8"),           # disability requests held up by a test
    ("test_months", "f8"),
    ("hours_per_request", "f8"),
    ("recording_hours", "f8"),      # of a worker, per month of help
    ("meeting_hours", "f8"),        # of a worker, per month of help in a family with others: one joint plan
    ("absorb_share", "f8"),         # new requests met by staff in the family; below zero: more are asked
    ("exit_ratio", "f8"),           # of voluntary help, against a regime that pays per unit
    ("dilution", "f8"),             # effect lost when staff is shared; below zero: won
    ("heavier_share", "f8"),        # failed help followed by the next heavier product
    ("turned_away", "f8"),          # requests that a provider does not take; below zero: fewer are refused
    ("intensity", "f8"),            # hours and effect of a month of help
    ("fills", "f8"),                # log change of duration per log change of occupancy, downward
    ("price_ratio", "f8"),          # of the tariff
    ("stopped", "i8"),              # the year's ceiling is reached: no ordinary help begins
    ("pot", "i8"),                  # row that holds the money left for it, -1: no amount stops a start
    ("room", "i8"),                 # cents left to commit this year, where this row is a pot
    ("commits", "i8"),              # cents that one start commits until January
    ("doctors_free", "i8"),         # a doctor's referral begins whatever is left
    ("hours", "f8"),                # of a month of help, against the usual: what the money left allows
    ("dose", "f8"),                 # effect at these hours, against the usual
])  # fmt: skip

PROGRAMME = _record([
    ("active", "i1"),
    ("weighing", "i1"),
    ("existence", "i1"),
    ("plan", "i1"),                 # breakthrough plans
    ("family_plan", "i1"),
    ("replaces_care", "i1"),
    ("at_school", "i1"),            # works with single children at school, not with the household's plan
    ("aides", "i1"),                # pooled aides in class
    ("aides_others", "i1"),         # who also serve pupils outside the group
    ("care_school", "i1"),          # care brought to school
    ("joint_mandate", "i1"),        # one who may decide for school and care together
    ("joined_budget", "i1"),        # education and care pay by a fixed share, not by hours
    ("professionals", "i8"),        # of the family plan
    ("hours_month", "f8"),          # of the family plan, all professionals together
    ("plan_from", "i8"),            # month in which breakthrough plans begin
    ("plan_cents", "i8"),           # breakthrough plan, per month
    ("plan_first_cents", "i8"),     # making the plan
    ("custom_cents", "i8"),         # per plan
    ("family_plan_cents", "i8"),    # per month
    ("builds_network", "i1"),       # its workers bring in informal help and are trusted
    ("supported_work", "i1"),
    ("failing_allowed", "i1"),      # who fails on a work place may come back
    ("work_payer", "i8"),           # of wage, coach and employer; -1: the shares below
    ("work_wage_cents", "i8"),      # per place-month
    ("work_employer_cents", "i8"),  # per place-month
    ("coach_cents", "i8"),          # per household-month
    ("payer_youth", "f8"),          # shares of the programme's bill
    ("payer_wmo", "f8"),
    ("payer_participation", "f8"),
    ("payer_partnership", "f8"),    # of a bill at school; the Youth Act pays the rest
    ("aide_hours", "f8"),           # in class, per month, that a pupil of the group brings
    ("aide_cents", "i8"),           # per pupil-month, of the aides' posts
    ("education_share", "f8"),      # of a school week, at the start of care at school
    ("care_school_cents", "i8"),    # per child-month, were the whole week care
    ("education_cents", "i8"),      # per child-month, were the whole week education
    ("in_schools", "i1"),           # youth workers at schools
    ("independent", "i1"),          # in the school, not of the school
    ("coordinated", "i1"),          # coordinator, training and intervision
    ("managed", "i1"),              # backed by the school's management
    ("groups", "i1"),               # they also work with groups of pupils
    ("targeted_diagnosis", "i1"),   # a behavioural scientist looks along
    ("soft_landing", "i1"),         # pupils are met when they change school
])  # fmt: skip

# What a child meets of its household each month, in a fifth of the bytes: the same field names, so that the
# same rules read it. Written anew every month; `here` is 0 away, 1 in town, 2 arriving, 3 departing now.
FRONT = _record([
    ("month_cost", "i8"),
    ("stress", "f4"),
    ("acts", "i2"),
    ("professionals", "i2"),
    ("group", "i1"),
    ("programme", "i1"),
    ("here", "i1"),
    ("minors", "i1"),
    ("troubled", "i1"),
])  # fmt: skip
AWAY, IN_TOWN, ARRIVING, DEPARTING = range(4)

# The month's counts of one group of residents: the declared tallies, and what is only counted to be
# multiplied at the month's end. A record is handed on as a pointer.
TALLY = _record([
    *((tally.id, "i8") for tally in TALLIES),
    ("counted_pupils", "i8"),
    ("quiet_at_home", "i8"),
    ("quiet_of_age", "i8"),
    ("family_cents", "i8"),
])  # fmt: skip

WORLD_RECORDS = {
    "children": CHILD, "lives": LIFE, "households": HOUSEHOLD, "schools": SCHOOL, "services": SERVICE,
    "episodes": EPISODE, "town": TOWN,
}  # fmt: skip


def rows(count: int, dtype: np.dtype) -> Any:
    """`count` empty rows. The record type gives attribute access, compiled and plain."""
    return np.zeros(count, dtype)


assert CHILD.itemsize <= 72, CHILD.itemsize
