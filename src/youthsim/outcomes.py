"""What can be asked of a run: id, unit, definition, direction and how the months are put together.

An outcome is a sum of monthly tallies, or such a sum over another. `better` is +1 when more is better for
children and families, -1 when less is, 0 when the sign has no meaning by itself. Amounts of money are
outcomes too, one per payer, but come from the ledger (`net_saving`, `cost`), not from tallies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youthsim.vocabulary.tallies import FIXED_POINT, TALLIES, TALLY_NUMBER


@dataclass(frozen=True)
class Outcome:
    """A question that a run answers.

    `over` is the denominator tally ("" for none). `aggregation`: "sum" adds the numerator over months,
    "mean" averages months, "ratio" divides the summed numerator by the summed denominator, "end" takes the
    last twelve months' mean. `domain` orders the report: child, family, care, school, safety, adulthood.
    """

    id: str
    label: str
    unit: str
    definition: str
    better: int
    aggregation: str
    domain: str
    numerator: str
    over: str = ""
    per: float = 1.0


OUTCOMES: tuple[Outcome, ...] = (
    Outcome("months_absent_from_school", "Months fully absent from school", "child-months", "Months in which an enrolled child of school age attends not at all.", -1, "sum", "school", "absent_pupils"),
    Outcome("share_absent", "Pupils fully absent", "share of pupils", "Pupil-months of full absence over all pupil-months.", -1, "ratio", "school", "absent_pupils", "pupils"),
    Outcome("returns_to_school", "Returns to school", "children", "Moves from full absence back to a class.", 1, "sum", "school", "returns_to_school"),
    Outcome("special_education_share", "In special education", "share of pupils", "Pupil-months in special primary, special and special secondary school over all pupil-months.", 0, "ratio", "school", "in_special_education+in_special_primary", "pupils"),
    Outcome("special_admissions", "Admissions to special education", "children", "Moves from regular to special education.", 0, "sum", "school", "special_admissions"),
    Outcome("months_out_so_far", "Months out of school so far", "months", "Months that a fully absent child has been out, mean over months of absence.", -1, "ratio", "school", "out_for_months", "absent_pupils"),
    Outcome("return_rate", "Returns per month of absence", "share a month", "Returns to a class over child-months of full absence.", 1, "ratio", "school", "returns_to_school", "absent_pupils"),
    Outcome("months_on_list_out_of_school", "Months out of school with a statement and no place", "child-months", "Months in which a fully absent child has an admission statement for special education and waits for a place.", -1, "sum", "school", "on_list_out_of_school"),
    Outcome("months_in_regular_class", "Months kept in a regular class", "pupil-months", "Months in which a pupil of 4-17 attends a regular school, fully or partly.", 1, "sum", "school", "in_regular_class"),
    Outcome("special_referrals", "Referrals to special education", "children", "Applications for a place in special education, with an admission statement.", 0, "sum", "school", "special_referrals"),
    Outcome("returns_to_regular", "Returns from special to regular education", "children", "Moves from special back to regular education.", 1, "sum", "school", "returns_to_regular"),
    Outcome("applications_withdrawn", "Applications for special education that fell away", "children", "Pupils who leave the list because their class can bear them again.", 0, "sum", "school", "applications_withdrawn"),
    Outcome("months_helped_in_class", "Months with support in class", "pupil-months", "Months in which a pupil has an aide by a grant of its own, or a pooled aide.", 0, "sum", "school", "helped_in_class"),
    Outcome("professionals_around_helped", "Professionals around a child with support in class", "professionals", "Professionals in the household of a pupil with support in class, school workers included.", -1, "ratio", "school", "professionals_around_helped", "helped_in_class"),
    Outcome("months_in_youth_care", "Months in youth care", "child-months", "Months in which a minor has an active episode under the Youth Act.", 0, "sum", "care", "children_in_care"),
    Outcome("share_in_youth_care", "Minors in youth care", "share of minors", "Minors with an active episode, monthly average.", 0, "ratio", "care", "children_in_care", "children"),
    Outcome("months_in_specialised_care", "Months in specialised care", "child-months", "Months with youth mental-health care, intensive home support, day treatment or care with stay.", 0, "sum", "care", "children_in_specialised"),
    Outcome("months_waiting", "Months waiting for care", "child-months", "Months in which a minor waits for help that has been granted.", -1, "sum", "care", "waiting_children"),
    Outcome("unmet_need_months", "Months of unmet need", "child-months", "Months in which a minor waits for help, or has a need above the problem threshold, and has no help.", -1, "sum", "care", "children_without_help"),
    Outcome("wait_at_start", "Wait at start of care", "months", "Months between request and start, mean over episodes that start.", -1, "ratio", "care", "wait_months_at_start", "episodes_started"),
    Outcome("under_helped_months", "Months with less than half of the help needed", "child-months", "Months in which a minor at home has a need above the threshold and gets less than half of the hours that it asks for.", -1, "sum", "care", "children_unmet"),
    Outcome("share_hours_unmet", "Hours of help that do not arrive", "share of hours needed", "Hours that the needs of minors at home ask for and that do not arrive, over all hours they ask for.", -1, "ratio", "care", "hours_unmet", "hours_asked"),
    Outcome("crises", "Crises", "crises", "Months in which the situation of a minor at home can no longer wait.", -1, "sum", "safety", "crises"),
    Outcome("episodes_per_child", "Episodes per child in care", "ratio", "Active care episodes over minors in care.", -1, "ratio", "care", "active_episodes", "children_in_care"),
    Outcome("escalations", "Escalations to heavier care", "episodes", "Failed or broken-off help that is followed by a request for the next heavier form.", -1, "sum", "care", "escalations"),
    Outcome("dropouts_from_care", "Drop-outs from care", "episodes", "Episodes that the family ends before the goal.", -1, "sum", "care", "dropouts_from_care"),
    Outcome("worker_changes", "Changes of worker", "changes", "Times that a family meets a new professional in a running episode.", -1, "sum", "care", "worker_changes"),
    Outcome("high_need_months", "Months with serious problems", "child-months", "Months in which any need of a minor lies above the problem threshold.", -1, "sum", "child", "children_high_need"),
    Outcome("mean_externalising_need", "Externalising need", "population sd", "Mean over minors.", -1, "ratio", "child", "need_externalising", "children"),
    Outcome("mean_internalising_need", "Internalising need", "population sd", "Mean over minors.", -1, "ratio", "child", "need_internalising", "children"),
    Outcome("incidents", "Safety incidents", "incidents", "Incidents of harm to or by a child. Harm is reported beside euros.", -1, "sum", "safety", "incidents"),
    Outcome("orders_started", "Orders started", "orders", "Supervision orders and guardianships that start.", -1, "sum", "safety", "orders_started"),
    Outcome("months_under_order", "Months under an order", "child-months", "Months under supervision or guardianship.", -1, "sum", "safety", "under_supervision+under_guardianship"),
    Outcome("months_placed", "Months placed out of home", "child-months", "Months in foster care, family home, open or closed residential care.", -1, "sum", "safety", "placed_children"),
    Outcome("months_in_closed_care", "Months in closed care", "child-months", "Months in closed residential care.", -1, "sum", "safety", "in_closed_residential"),
    Outcome("placements", "Placements", "placements", "Starts of a stay out of home.", -1, "sum", "safety", "placements"),
    Outcome("runaways", "Runaways", "events", "Times that a placed child runs away.", -1, "sum", "safety", "runaways"),
    Outcome("months_roaming", "Months roaming", "child-months", "Months on the street or with unknown address.", -1, "sum", "safety", "roaming_children"),
    Outcome("offences", "Offences", "offences", "Offences that come to the police, by youths of 12 and over.", -1, "sum", "adulthood", "offences"),
    Outcome("months_detained", "Months in detention", "child-months", "Months in youth detention.", -1, "sum", "adulthood", "detained_youths"),
    Outcome("share_working", "Paid work, 16 and over", "share of 16-22", "Youth-months in paid work over all youth-months of 16 and over.", 1, "ratio", "adulthood", "working_16_plus", "youths_16_plus"),
    Outcome("share_on_benefit", "On benefit, 18 and over", "share of 18-22", "Months on benefit over all months of 18 and over.", -1, "ratio", "adulthood", "benefit_18_plus", "adults_18_plus"),
    Outcome("share_without_qualification", "Without starting qualification", "share of 18-22", "Left school without starting qualification, 18 and over.", -1, "ratio", "adulthood", "without_qualification", "adults_18_plus"),
    Outcome("starting_qualifications", "Starting qualifications", "young people", "Diplomas at MBO level 2 or above, by those who leave vocational education with one.", 1, "sum", "adulthood", "qualified"),
    Outcome("share_at_school_or_work", "At school or in paid work, 16 and over", "share of 16-22", "Youth-months at school (fully or partly) or in paid work over all youth-months of 16 and over: a perspective.", 1, "ratio", "adulthood", "in_school_or_work_16_plus", "youths_16_plus"),
    Outcome("months_on_work_place", "Months on a supported work place", "youth-months", "Months on a paid work place where failing is allowed.", 0, "sum", "adulthood", "on_work_place"),
    Outcome("moves_to_a_job", "Moves from a work place to a job", "moves", "Youths who go from a supported place to an ordinary employer.", 1, "sum", "adulthood", "moved_on_to_a_job"),
    Outcome("benefit_at_23", "Benefit at 23", "share of those who turn 23", "On benefit in the month of the 23rd birthday.", -1, "ratio", "adulthood", "on_benefit_at_23", "turned_23"),
    Outcome("unqualified_at_23", "Without starting qualification at 23", "share of those who turn 23", "No starting qualification in the month of the 23rd birthday.", -1, "ratio", "adulthood", "unqualified_at_23", "turned_23"),
    Outcome("months_in_light_help", "Months in light help", "child-months", "Months in which a minor is helped by the neighbourhood team.", 0, "sum", "care", "children_in_light_help"),
    Outcome("share_at_school", "Pupils who go to a class", "share of pupils", "Pupil-months with a school and full or partial attendance over all pupil-months: the right to a place at school, met.", 1, "ratio", "school", "attending_pupils", "pupils"),
    Outcome("decisions_in_time", "Decisions in time", "share of requests", "Requests for youth care that are decided within the legal term of eight weeks.", 1, "ratio", "care", "decision_in_time", "requests"),
    Outcome("appointments_per_helped_household", "Appointments per household with help", "appointments a month", "Appointments with professionals, over households with at least one professional.", -1, "ratio", "family", "appointments", "households_with_help"),
    Outcome("share_at_ease_with_help", "Helped without being overloaded", "share of households with help", "Households with help whose professionals and hours are no more than they carry: room to decide for themselves.", 1, "ratio", "family", "households_at_ease", "households_with_help"),
    Outcome("share_secure", "Households with security", "share of households", "No low income, no problem debt, decently housed, household-months.", 1, "ratio", "family", "households_secure", "households"),
    Outcome("professionals_per_household", "Professionals per household", "professionals", "Distinct workers with a contact in the past three months, any Act, over households.", -1, "ratio", "family", "professionals", "households"),
    Outcome("professionals_per_helped_household", "Professionals per household with help", "professionals", "As above, over households with at least one professional.", -1, "ratio", "family", "professionals", "households_with_help"),
    Outcome("contact_hours_per_household", "Contact hours per household", "hours a month", "Hours with professionals per household and month.", 0, "ratio", "family", "contact_hours", "households"),
    Outcome("household_stress", "Household stress", "population sd", "Mean over households with a minor.", -1, "ratio", "family", "household_stress", "households"),
    Outcome("household_overload", "Overload by help", "sd of stress", "Strain from more professionals and contact hours than a household can carry.", -1, "ratio", "family", "household_overload", "households"),
    Outcome("household_trust", "Trust in services", "0-1", "Mean over households.", 1, "ratio", "family", "household_trust", "households"),
    Outcome("share_poor", "Households in poverty", "share of households", "Low income, household-months.", -1, "ratio", "family", "households_poor", "households"),
    Outcome("share_in_debt", "Households with problem debt", "share of households", "Household-months.", -1, "ratio", "family", "households_in_debt", "households"),
    Outcome("share_bad_housing", "Households badly housed", "share of households", "Too small, unhealthy or no home, household-months.", -1, "ratio", "family", "households_bad_housing", "households"),
    Outcome("needs_seen", "Needs seen", "signals", "Times that a need above the threshold is noticed by school, family, doctor or police.", 0, "sum", "care", "signalled"),
    Outcome("light_help_months", "Months with light help", "child-months", "Months in which a minor has help of the neighbourhood team or is helped by a youth worker at school.", 0, "sum", "care", "children_in_light_help+helped_at_school"),
    Outcome("mental_health_care_months", "Months in youth mental-health care", "child-months", "Months in which a minor has an active episode of youth mental-health care.", 0, "sum", "care", "in_mental_health_care"),
    Outcome("school_climate", "School climate", "population sd", "Mean over pupils of regular schools; higher is better.", 1, "ratio", "school", "school_climate", "school_pupils"),
    Outcome("teacher_time", "Teaching time left for teaching", "share", "Mean over pupils of regular schools.", 1, "ratio", "school", "teacher_time", "school_pupils"),
    Outcome("families_reached", "Families helped at school", "families", "Families that a youth worker at school helps for the first time.", 1, "sum", "school", "families_reached"),
    Outcome("closed_families_reached", "Of these, with little trust in services", "families", "Families helped at school for the first time whose trust in services was below 0.4.", 1, "sum", "school", "closed_families_reached"),
    Outcome("support_hours_per_case", "Hours of support per family helped at school", "hours", "Hours of youth workers with children and families over the families they helped.", 0, "ratio", "school", "support_hours", "families_reached"),
    Outcome("posts_filled", "Posts at schools filled", "share of hours", "Hours a week of youth workers at school that are filled and paid, over hours that there are posts for.", 1, "ratio", "school", "post_hours_filled", "post_hours_wanted"),
    Outcome("admin_hours", "Hours spent on requests and grants", "hours", "Hours of families, schools, gates and providers on requests, grants and records.", -1, "sum", "family", "admin_hours"),
    Outcome("admin_hours_family", "Paperwork: hours of families", "hours", "Forms, interviews, and keeping professionals in line.", -1, "sum", "family", "admin_hours_family"),
    Outcome("admin_hours_school", "Paperwork: hours of schools", "hours", "Requests for help in class and day treatment.", -1, "sum", "family", "admin_hours_school"),
    Outcome("admin_hours_gate", "Paperwork: hours of the gate", "hours", "Requests and renewals; on the municipality's bill.", -1, "sum", "family", "admin_hours_gate"),
    Outcome("admin_hours_provider", "Paperwork: hours of providers", "hours", "Requests, renewals and monthly records; paid out of tariffs and budgets.", -1, "sum", "family", "admin_hours_provider"),
    Outcome("admin_euros_family", "Paperwork of families, in euros", "euros", "Their hours at the value of a family hour; undiscounted.", -1, "sum", "family", "admin_euros_family"),
    Outcome("admin_euros_school", "Paperwork of schools, in euros", "euros", "Their hours at the cost of a school hour; undiscounted.", -1, "sum", "family", "admin_euros_school"),
    Outcome("admin_euros_gate", "Paperwork of the gate, in euros", "euros", "Its hours at the cost of an access hour; undiscounted.", -1, "sum", "family", "admin_euros_gate"),
    Outcome("admin_euros_provider", "Paperwork of providers, in euros", "euros", "Their hours at the cost of an access hour; undiscounted, part of tariffs and budgets.", -1, "sum", "family", "admin_euros_provider"),
)  # fmt: skip
OUTCOME = {outcome.id: outcome for outcome in OUTCOMES}
MONEY_OUTCOMES = ("net_saving", "cost")

_SCALE = np.array([tally.scale for tally in TALLIES], dtype=np.float64)


def tally_values(tallies: NDArray[np.int64]) -> NDArray[np.float64]:
    """Fixed-point tallies as numbers. `tallies`: (..., N_TALLIES) integers."""
    return np.asarray(tallies, dtype=np.float64) / _SCALE


def _column(values: NDArray[np.float64], expression: str) -> NDArray[np.float64]:
    return sum(
        (values[..., TALLY_NUMBER[name]] for name in expression.split("+")), np.zeros(values.shape[:-1])
    )


def monthly(outcome: Outcome, tallies: NDArray[np.int64]) -> NDArray[np.float64]:
    """The outcome month by month: (months,) from (months, N_TALLIES). NaN where the denominator is 0."""
    values = tally_values(tallies)
    top = _column(values, outcome.numerator)
    if not outcome.over:
        return top
    below = _column(values, outcome.over)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, top / below, np.nan)


def total(outcome: Outcome, tallies: NDArray[np.int64]) -> float:
    """The outcome over the whole period, by its declared aggregation. NaN when it cannot be said."""
    values = tally_values(tallies)
    top = _column(values, outcome.numerator)
    if outcome.aggregation == "sum":
        return float(top.sum())
    if outcome.aggregation == "mean":
        return float(top.mean())
    below = _column(values, outcome.over).sum()
    return float(top.sum() / below) if below > 0 else float("nan")


__all__ = [
    "FIXED_POINT",
    "MONEY_OUTCOMES",
    "OUTCOME",
    "OUTCOMES",
    "Outcome",
    "monthly",
    "tally_values",
    "total",
]
