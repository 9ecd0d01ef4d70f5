"""What is counted each month, per group of residents. Outcomes are sums and ratios of these counts.

`scale` is the fixed point: the stored integer is value × scale, so that sums never depend on row order.
"""

from __future__ import annotations

from dataclasses import dataclass

FIXED_POINT = 1_000_000


@dataclass(frozen=True)
class Tally:
    """One monthly counter: its number, id and the scale of its fixed point."""

    number: int
    id: str
    scale: int = 1


_COUNTS = (
    # stocks, at the end of the month
    "children",                 # residents of 0-17
    "young_adults",             # residents of 18-22
    "pupils",                   # children of 4-17 who should be at school
    "households",               # households with a minor
    "children_in_care",         # minors with any active episode of the Youth Act
    "children_in_specialised",  # of these, in specialised youth care
    "children_with_stay",       # minors in care with stay
    "active_episodes",          # active child episodes
    "waiting_children",         # minors waiting for an authorised episode
    "waiting_episodes",         # episodes waiting
    "children_high_need",       # minors with a need above the problem threshold
    "absent_pupils",            # fully absent
    "partly_absent_pupils",
    "absent_three_months",      # fully absent three months or more
    "in_special_primary",
    "in_special_education",     # so and vso
    "exempt_children",
    "under_supervision",        # supervision order, with or without out-of-home order
    "under_guardianship",
    "placed_children",          # foster, family home, residential or closed
    "in_foster_care",
    "in_residential",           # open residential and family-style homes
    "in_closed_residential",
    "roaming_children",
    "detained_youths",
    "youths_16_plus",
    "working_16_plus",
    "adults_18_plus",
    "benefit_18_plus",
    "without_qualification",    # 18+ who left school without a starting qualification
    "households_poor",
    "households_in_debt",
    "households_bad_housing",
    "households_overloaded",
    "households_with_help",     # with at least one professional in the past three months
    "households_complex",       # four professionals or more under two Acts or more
    "professionals",            # distinct professionals over all households
    "plan_households",          # households served by a programme
    # flows, within the month
    "signalled", "requests", "refusals", "episodes_started", "episodes_ended", "wait_months_at_start",
    "gave_up", "completions", "dropouts_from_care", "grants_expired", "reapplications",
    "escalations",              # failed help followed by a request for the next heavier form
    "worker_changes",
    "new_absence",              # children who became fully absent
    "returns_to_school", "special_referrals", "special_admissions", "returns_to_regular",
    "incidents", "reports", "investigations", "orders_started", "orders_ended",
    "placements", "closed_placements", "runaways", "returns_home", "tolerated_runaways",
    "offences", "detentions", "left_unqualified", "qualified",
    "houses_given", "debts_settled",
    # work around eighteen
    "on_work_place",            # youths on a supported work place, end of month
    "subsidised_16_plus",       # youths in a job with wage-cost subsidy, end of month
    "in_school_or_work_16_plus",
    "turned_23", "on_benefit_at_23", "unqualified_at_23",
    "place_failures", "returns_to_place", "moved_on_to_a_job", "jobs_lost",
    # rights, involvement, light help
    "attending_pupils",         # pupils who go to a class, fully or partly
    "children_in_light_help",   # minors helped by the neighbourhood team
    "households_secure",        # not poor, no problem debt, decently housed
    "households_at_ease",       # helped, without strain from the help itself
    "appointments",             # with professionals, per month
    # at school
    "in_regular_class",         # stock: pupils of 4-17 in regular education who attend, fully or partly
    "on_school_list",           # stock: pupils with an admission statement who wait for a place
    "on_list_out_of_school",    # of these, fully absent
    "out_for_months",           # stock: months out so far, summed over the fully absent
    "helped_in_class",          # stock: pupils with a grant for support in class, or with a pooled aide
    "professionals_around_helped",  # professionals in the households of these
    "applications_withdrawn",   # flow: off the list because the class can bear the child again
    # youth workers at school, and the use of light and of mental-health help
    "in_mental_health_care",    # minors in youth mental-health care
    "helped_at_school",         # children helped this month by a youth worker at school
    "families_reached",         # families helped so for the first time
    "closed_families_reached",  # of these, with little trust in services
    "school_pupils",            # pupils of regular schools, denominator of climate and teacher time
    # unmet need
    "children_unmet",           # stock: minors at home whose need gets less than half of the hours it asks for
    "crises",                   # flow: minors in crisis
    "crisis_stays",             # flow: of these, a stay is asked at once
    "stays_asked",              # flow: stays asked by family or doctor after a long time without enough help
    "worried_reports",          # flow: reports by who sees a child that gets no help, without an incident
    "children_without_help",    # minors who wait for help or have a need above the problem threshold, without any
)  # fmt: skip
_AMOUNTS = (
    "need_internalising", "need_externalising", "need_learning",  # sums over minors, in population sd
    "household_stress",         # sum over households, in population sd
    "household_overload",
    "household_trust",
    "contact_hours",            # hours with professionals, per month
    "admin_hours",              # hours of families, schools, gates and providers spent on requests, grants and records
    "decision_in_time",         # requests that were decided within the legal term
    "admin_hours_family",       # hours spent on requests, grants and records, by whom; together admin_hours
    "admin_hours_school",
    "admin_hours_gate",
    "admin_hours_provider",
    "school_climate",           # sum over pupils of regular schools, in population sd
    "teacher_time",             # the same, share of teaching time left for teaching
    "support_hours",            # of youth workers at school with children and families, per month
    "post_hours_wanted",        # hours a week of youth workers at school that there are posts for
    "post_hours_filled",        # of these, filled
    "hours_asked",              # contact hours a month that the needs of minors at home ask for
    "hours_unmet",              # of these, hours that do not arrive
)  # fmt: skip
_EUROS = (
    "admin_euros_family",
    "admin_euros_school",
    "admin_euros_gate",
    "admin_euros_provider",
)  # those hours

TALLIES: tuple[Tally, ...] = tuple(
    [Tally(i, name) for i, name in enumerate(_COUNTS)]
    + [Tally(len(_COUNTS) + i, name, FIXED_POINT) for i, name in enumerate(_AMOUNTS)]
    # hours in fixed point times whole cents an hour: exact, so that groups add up
    + [Tally(len(_COUNTS) + len(_AMOUNTS) + i, name, 100 * FIXED_POINT) for i, name in enumerate(_EUROS)]
)
N_TALLIES = len(TALLIES)
TALLY_NUMBER = {tally.id: tally.number for tally in TALLIES}
globals().update({name.upper(): number for name, number in TALLY_NUMBER.items()})


def __getattr__(name: str) -> int:
    """Tally numbers as constants: `tallies.REQUESTS`. Here only so that type checkers know they are integers."""
    raise AttributeError(f"there is no tally named {name}")
