"""How large a difference must be before words may call it better or worse: a decision, not a finding.

With a hundred draws of twins, a difference of a thousandth can have a clear sign and still be nothing that a
family or a council would notice. Words therefore ask two things of a difference: an interval on one side of
zero, and a mean of at least the size declared here. Below it they say "hardly any difference".

The sizes are the authors' choice, in one table so that a reader can dispute them. They start from three
thoughts. What harms a child (incidents, placements, orders, detention) matters from 2% of the level without
the approach, all else from 5%. A total matters from one event, or three child-months, in the whole caseload
over the horizon (less where there are fewer than ten cases): with less than that nothing happens to anybody
that would not have happened. A mean of a scale matters from 0.05 sd, a quarter of what is by convention a
small effect. Money matters from 5% of the programme's cost, or, where nothing is spent on a programme, from
1% of what is paid without it. In a whole town most residents are not concerned, so there shares, levels and
scales count from a tenth of these sizes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from youthsim.outcomes import OUTCOME

FEW_CASES = 10
FEWEST_DRAWS = 20
"""With fewer draws of the parameters words are not called for, wide as their intervals are (`few_draws`)."""
TOWN = 0.1  # of the sizes of a caseload
OF_PROGRAMME, OF_COST = 0.05, 0.01


@dataclass(frozen=True)
class Smallest:
    """The smallest difference that matters: both must be reached.

    `of_level`: share of the level in the baseline arm. `at_least`: in the outcome's unit; for totals over the
    whole caseload and horizon, for everything else as it is.
    """

    of_level: float
    at_least: float


HARM, EVENTS = Smallest(0.02, 1.0), Smallest(0.05, 1.0)
HARM_MONTHS, MONTHS = Smallest(0.02, 3.0), Smallest(0.05, 3.0)
SHARE, RARE_SHARE = Smallest(0.0, 0.01), Smallest(0.05, 0.001)
SCALE, TRUST = Smallest(0.0, 0.05), Smallest(0.0, 0.02)
PEOPLE, WAIT, HOURS, EUROS = (
    Smallest(0.05, 0.1),
    Smallest(0.05, 0.1),
    Smallest(0.05, 10.0),
    Smallest(0.05, 500.0),
)

SMALLEST: dict[str, Smallest] = {
    **dict.fromkeys(("incidents", "crises", "orders_started", "placements", "runaways", "offences"), HARM),
    **dict.fromkeys(
        ("months_placed", "months_in_closed_care", "months_under_order", "months_roaming", "months_detained"),
        HARM_MONTHS,
    ),
    **dict.fromkeys(
        (
            "returns_to_school", "special_admissions", "special_referrals", "returns_to_regular",
            "applications_withdrawn", "escalations", "dropouts_from_care", "worker_changes", "needs_seen",
            "starting_qualifications", "moves_to_a_job", "families_reached", "closed_families_reached",
        ),
        EVENTS,
    ),
    **dict.fromkeys(
        (
            "months_absent_from_school", "months_on_list_out_of_school", "months_in_regular_class",
            "months_helped_in_class", "months_in_youth_care", "months_in_specialised_care", "months_waiting",
            "months_in_light_help", "light_help_months", "mental_health_care_months", "high_need_months",
            "months_on_work_place", "unmet_need_months", "under_helped_months",
        ),
        MONTHS,
    ),
    **dict.fromkeys(
        (
            "share_working", "share_on_benefit", "share_without_qualification", "share_at_school_or_work",
            "benefit_at_23", "unqualified_at_23", "share_at_school", "decisions_in_time",
            "share_at_ease_with_help", "share_secure", "share_poor", "share_in_debt", "share_bad_housing",
            "share_in_youth_care", "teacher_time", "posts_filled", "share_hours_unmet",
        ),
        SHARE,
    ),
    **dict.fromkeys(("share_absent", "special_education_share", "return_rate"), RARE_SHARE),
    **dict.fromkeys(
        (
            "mean_externalising_need", "mean_internalising_need", "household_stress", "household_overload",
            "school_climate",
        ),
        SCALE,
    ),
    "household_trust": TRUST,
    **dict.fromkeys(
        (
            "professionals_per_household", "professionals_per_helped_household",
            "professionals_around_helped", "appointments_per_helped_household",
            "contact_hours_per_household", "episodes_per_child",
            "support_hours_per_case",
        ),
        PEOPLE,
    ),
    **dict.fromkeys(("wait_at_start", "months_out_so_far"), WAIT),
    **dict.fromkeys(
        (
            "admin_hours", "admin_hours_family", "admin_hours_school", "admin_hours_gate",
            "admin_hours_provider",
        ),
        HOURS,
    ),
    **dict.fromkeys(
        ("admin_euros_family", "admin_euros_school", "admin_euros_gate", "admin_euros_provider"), EUROS
    ),
}  # fmt: skip


class Size(StrEnum):
    """What may be said of a difference."""

    CLEAR = "clear"
    HARDLY = "hardly"
    OPEN = "open"


def smallest(outcome: str, level: float, cases: int, group: str = "caseload") -> float:
    """The smallest difference of an outcome that matters, in its unit.

    `level` is that of the baseline arm, `cases` the size of the caseload, `group` "caseload" or "town".
    Raises KeyError for an unknown outcome.
    """
    size, town = SMALLEST[outcome], group == "town"
    relative = size.of_level * abs(level) * (TOWN if town else 1.0) if math.isfinite(level) else 0.0
    if OUTCOME[outcome].aggregation == "sum":
        return max(relative, size.at_least * (1.0 if town else min(cases / FEW_CASES, 1.0)))
    return max(relative, size.at_least * (TOWN if town else 1.0))


def smallest_money(programme_cost: float, level: float, group: str = "caseload") -> float:
    """The smallest net saving that matters, in cents: of the programme's cost, else of what is paid."""
    if math.isfinite(programme_cost) and programme_cost > 0:
        return OF_PROGRAMME * programme_cost
    if not math.isfinite(level):
        return 0.0
    return OF_COST * abs(level) * (TOWN if group == "town" else 1.0)


def size_of(mean: float, low: float, high: float, smallest: float) -> Size:
    """Clear: one sign and large enough. Hardly: one sign and too small, or small at both ends. Else open.

    `low` and `high` are the ends of the 90% interval. A difference that is nothing at all is hardly one.
    """
    if not all(map(math.isfinite, (mean, low, high))):
        return Size.OPEN
    one_sign = low > 0 or high < 0
    if one_sign and abs(mean) >= smallest:
        return Size.CLEAR
    if one_sign or max(abs(low), abs(high)) < smallest or mean == low == high == 0:
        return Size.HARDLY
    return Size.OPEN
