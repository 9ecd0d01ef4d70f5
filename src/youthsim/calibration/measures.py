"""What can be asked of a town: every outcome of a run, and what only a census by age and form of help shows.

A measure gives a value and the step that one person or event more makes in it, so that rare things can be
compared on a scale where a count of none is possible. `link` is the scale of the fit: log for what is
positive, root for rare counts, logit for shares, none for differences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from youthsim.calibration.filters import Asked
from youthsim.calibration.sight import (
    EUROS,
    NOTHING,
    Reading,
    Sight,
    back_in_help,
    closed_without_referral,
    concentration,
    cost_again,
    cost_before,
    cost_of_idle,
    cost_per_case,
    episodes_per_youth,
    ever,
    half_year_exit,
    hours_per_case,
    inflow_by_referrer,
    light_help_sufficed,
    need_again,
    out_of_school,
    per_age_a_year,
    per_thousand,
    professionals,
    repeat,
    share_of_begun,
    spending,
    spending_share,
    status,
    tally_rate,
    tally_share,
    wait_by_service,
)
from youthsim.outcomes import OUTCOMES, Outcome, total
from youthsim.vocabulary.tallies import TALLY_NUMBER

ARMS = ("place", "scenario", "arm", "size", "group", "window", "statistic")


@dataclass(frozen=True)
class Measure:
    """A question that can be put to a town. `filters` are those that narrow it; `read` answers it.

    needs_census: whether it is read off a monthly count by age and form, and not off a run's own tallies.
    """

    id: str
    label: str
    unit: str
    definition: str
    filters: tuple[str, ...]
    link: str
    read: Callable[[Sight, Asked], Reading]
    needs_repeat: bool = False
    default_months: int = 12
    needs_scenario: bool = False
    needs_census: bool = True

    def __reduce__(self) -> tuple[Callable[[str], Measure], tuple[str]]:
        """Travels to worker processes by name: readers are closures, which do not travel."""
        return measure_named, (self.id,)


def measure_named(name: str) -> Measure:
    """The measure with this id. Raises KeyError."""
    return MEASURES[name]


def _of_outcome(outcome: Outcome) -> Measure:
    def read(sight: Sight, asked: Asked) -> Reading:
        first, last = asked.window
        tallies = sight.tallies(asked.get("group", "town"))[first - 1 : last]
        if not len(tallies):
            return NOTHING
        value = total(outcome, tallies)
        if asked.get("statistic") == "per_1000_minors_a_year":
            minors = sight.count(asked, "children")
            return (12_000.0 * value / minors, 12_000.0 / minors) if minors else NOTHING
        below = sight.count(asked, outcome.over) if outcome.over else 1.0
        return value, (1.0 / below if below and outcome.numerator in TALLY_NUMBER else 0.0)

    signed = outcome.id.startswith("mean_") or outcome.unit == "population sd"
    share = outcome.unit.startswith("share")
    link = "none" if signed else "logit" if share else "log" if outcome.aggregation == "ratio" else "root"
    return Measure(
        outcome.id, outcome.label, outcome.unit, outcome.definition, ARMS, link, read, needs_census=False
    )


PERCASE = ("place", "scenario", "arm", "size", "window", "statistic")
_AGED = ("place", "age", "window")
_FORMS = ("place", "age", "service", "window")
PER = "per 1,000 residents of the age"
CENSUS: tuple[Measure, ...] = (
    Measure("help_now", "In youth help, at a moment", PER, "Residents with any help under the Youth Act, mean of the months in the window.", _AGED, "log", per_thousand("in_help")),
    Measure("help_in_half_year", "With youth help in half a year", "share", "Residents with any help under the Youth Act in the six months that end with the window.", _AGED, "logit", ever("help_half_year")),
    Measure("help_in_year", "With youth help in a year", "share", "The same over twelve months.", _AGED, "logit", ever("help_year")),
    Measure("episodes_per_youth_in_year", "Episodes per youth with help in a year", "ratio", "Episodes of youth help that ran in the first twelve months over youths who had any.", ("place", "age"), "log", episodes_per_youth),
    Measure("episodes_now", "Episodes of a form of help, at a moment", PER, "Active episodes of the forms asked for.", _FORMS, "root", per_thousand("active")),
    Measure("episodes_begun", "Episodes begun in a year", PER, "Episodes of the forms asked for that begin.", _FORMS, "root", per_thousand("begun", flow=True)),
    Measure("share_of_begun", "Share of begun episodes", "share", "Episodes of the forms asked for over all episodes of youth help that begin.", _FORMS, "logit", share_of_begun),
    Measure("half_year_exit", "Exits in half a year", "share", "Episodes that end in half a year over those that run at its start or begin in it.", ("place", "service", "window"), "logit", half_year_exit),
    Measure("repeat_use", "Repeat use", "share of begun episodes", "Episodes of youth help begun by a youth without help who had some in the five years before.", _FORMS, "logit", repeat, needs_repeat=True),
    Measure("legal_status", "Under an order, by kind", PER, "Residents with the legal status asked for (supervision order when left out).", (*_AGED, "legal"), "root", status("legal", 3)),
    Measure("education_place", "In a kind of education", PER, "Residents with the education place asked for (special school when left out).", (*_AGED, "education"), "log", status("education", 3)),
    Measure("absent_pupils", "Fully absent from school", PER, "Enrolled and fully absent.", _AGED, "root", per_thousand("absent")),
    Measure("inflow_by_referrer", "Begun help by who referred", "share", "Of episodes of youth help that begin, those asked for through a doctor, a court (the protection chain) or the town (gate, school, family, police, providers): the referrer asked for, doctor when left out.", ("place", "service", "window", "referrer"), "logit", inflow_by_referrer),
    Measure("wait_by_service", "Wait of who begins", "months", "From request to start, over episodes of the forms asked for that begin; court orders and crises are not counted.", ("place", "service", "window"), "log", wait_by_service),
    Measure("cost_before_dropout", "Youth care before dropping out of school", "euro", "A year, from the start of youth help to the day of full absence; children on the roll of a school who are fully absent for three months or more, in a day place, and were guided by youth help before, as Gouda's six costed cases were.", ("place", "window"), "log", out_of_school("cents_before", "months_before", 12.0 / EUROS), needs_repeat=True),
    Measure("cost_after_dropout", "Youth care since dropping out of school", "euro", "A year and child, over at most 23 months since; the same children.", ("place", "window"), "log", out_of_school("cents_after", "guided", 12.0 / EUROS), needs_repeat=True),
    Measure("help_before_dropout", "Youth help before dropping out of school", "months", "From the start of youth help to the day of full absence; the same children.", ("place", "window"), "log", out_of_school("months_before", "guided"), needs_repeat=True),
    Measure("share_in_day_place", "Of children out of school, in a day place", "share", "Of children on the roll of a school, fully absent for three months or more, in a care track (Gouda's rule): those in day treatment.", ("place", "window"), "logit", out_of_school("in_day_place", "children")),
    Measure("months_out", "Time out of school so far", "months", "Of children out of school by Gouda's rule, those in a day place.", ("place", "scenario", "window"), "log", out_of_school("months_out", "in_day_place")),
    Measure("cost_of_idle_youths", "Public cost of a youth without school or work", "euro", "A year and household, all Acts, of youths of the age asked for (16-20) with a mild disability, without school or paid work (Nijkerk's rule).", ("place", "age", "window"), "log", cost_of_idle),
    Measure("hours_per_case", "Hours of a youth worker per reported case", "hours", "Help to a family, over the cases that the source of the scenario's claim would report.", ("place", "scenario", "arm"), "log", hours_per_case, default_months=28, needs_scenario=True, needs_census=False),
    Measure("orders_a_year", "Orders begun in a year", "per 1,000 minors", "Supervision orders and guardianships that start.", ("place", "scenario", "arm", "window", "statistic"), "root", tally_rate("orders_started", True)),
    Measure("under_supervision", "Under supervision", "per 1,000 minors", "With a supervision order, at home or placed.", ("place", "window"), "root", tally_rate("under_supervision", False)),
    Measure("under_guardianship", "Under guardianship", "per 1,000 minors", "With a guardian from an institution.", ("place", "window"), "root", tally_rate("under_guardianship", False)),
    Measure("reports_a_year", "Reports in a year", "per 1,000 minors", "Reports about children to the protection chain.", ("place", "scenario", "arm", "window", "statistic"), "root", tally_rate("reports", True)),
    Measure("investigations_a_year", "Protection investigations in a year", "per 1,000 minors", "Investigations that start.", ("place", "scenario", "arm", "window", "statistic"), "root", tally_rate("investigations", True)),
    Measure("closed_placements_a_year", "Placements in closed care in a year", "per 1,000 minors", "Starts of a stay in closed care.", ("place", "window"), "root", tally_rate("closed_placements", True)),
    Measure("special_admissions_a_year", "Moves to special education in a year", "per 1,000 minors", "From regular education.", ("place", "window"), "root", tally_rate("special_admissions", True)),
    Measure("returns_to_regular_a_year", "Returns to regular education in a year", "per 1,000 minors", "From special education.", ("place", "window"), "root", tally_rate("returns_to_regular", True)),
    Measure("exempt_children", "Exempt from compulsory school", "per 1,000 minors", "On health grounds.", ("place", "window"), "root", tally_rate("exempt_children", False)),
    Measure("offences_a_year", "Youths' offences in a year", "per 1,000 minors", "That come to the police.", ("place", "window"), "root", tally_rate("offences", True)),
    Measure("closed_without_referral", "Cases a practitioner closes without referral", "share", "Of youths without youth help for whom that of the neighbourhood team is asked in the first year and begins: those for whom no other youth help was asked until it ended, over these and those for whom it was. What comes afterwards the practitioner does not see.", ("place", "scenario", "arm"), "logit", closed_without_referral, default_months=24),
    Measure("light_help_sufficed", "Light help that needed no other in a year", "share", "Of youths who begin with the neighbourhood team alone in the first year, those without any other youth help in the twelve months after.", ("place", "scenario", "arm"), "logit", light_help_sufficed, default_months=24),
    Measure("back_in_help", "In help again after it ended", "share", "Of youths whose intensive support at home or foster care (service) ended in the first year with no other youth help left, those in youth help again within twelve months.", ("place", "scenario", "arm", "service"), "logit", back_in_help, default_months=24),
    Measure("early_leavers_a_year", "Leave school without starting qualification in a year", PER, "Events of a year over residents of the age asked for (12-22 is what registers count).", _AGED, "root", per_age_a_year("left_unqualified")),
    Measure("spending_share", "Share of youth-help spending", "share", "Of what the municipality pays for youth help under the Youth Act, the part for the forms asked for.", ("place", "service", "window"), "logit", spending_share),
    Measure("absent_three_months_share", "Of the absent, three months or more", "share", "Fully absent for three months or more over all fully absent.", ("place", "window"), "logit", tally_share("absent_three_months", "absent_pupils")),
    Measure("complex_households", "Households with four professionals and two Acts", "share of households", "Over households with a minor.", ("place", "window"), "logit", tally_share("households_complex", "households")),
    Measure("spending_per_minor", "Spending per minor and year", "euro", "What the payers asked for (all public payers of the town when left out) pay, per minor and year.", (*ARMS[:-1], "payer", "service", "statistic"), "log", spending),
    Measure("cost_concentration", "Share of cost made by the costliest households", "share", "Of households with any cost in the first year, the costliest tenth unless top_share says otherwise.", ("place", "top_share"), "logit", concentration),
    Measure("cost_next_year", "Cost of a household next year with that of this year", "correlation", "Over households with any public cost in either year.", ("place",), "none", cost_again, default_months=24),
    Measure("need_next_year", "Need of a child next year with that of this year", "correlation", "Externalising need at month 1 and month 13, minors.", ("place",), "none", need_again, default_months=13),
    Measure("cost_per_case", "Public cost per case and year", "euro", "All Acts, programme included, undiscounted.", PERCASE, "log", cost_per_case, needs_scenario=True),
    Measure("cost_before_per_case", "Public cost per case in the year before", "euro", "All Acts, the twelve months before the programme's start, over the selected households.", ("place", "scenario", "size"), "log", cost_before, needs_scenario=True),
    Measure("professionals_of_case", "Professionals per selected household", "professionals", "Distinct workers in the past three months, at the programme's start.", ("place", "scenario", "size"), "log", professionals, needs_scenario=True),
    Measure("seen_per_case", "Saving per case in the source's eyes", "euro", "What the source of the scenario's claim would have printed: the observation operator of its place.", ("place", "scenario", "arm"), "none", lambda sight, asked: (sight.seen_per_case_cents / EUROS, 0.0), needs_scenario=True),
)  # fmt: skip

MEASURES: dict[str, Measure] = {m.id: m for m in (*map(_of_outcome, OUTCOMES), *CENSUS)}
"""Every question, by id: outcomes of a run first, then what the census adds."""


def answer(measure: Measure, asked: Asked, sight: Sight, baseline: Sight) -> Reading:
    """The value of a measure in one arm, or against the baseline of the same world when so asked."""
    value, step = measure.read(sight, asked)
    statistic = asked.get("statistic", "level")
    if statistic == "difference":
        return value - measure.read(baseline, asked)[0], 0.0
    if statistic == "relative_difference":
        below = measure.read(baseline, asked)[0]
        return (value / below - 1.0, 0.0) if below else NOTHING
    return value, step


def compares(asked: Asked) -> bool:
    """Whether the question is about a difference from the baseline of the same world."""
    return asked.get("statistic") in ("difference", "relative_difference")


def link_of(measure: Measure, asked: Asked) -> str:
    """The scale on which values are compared; differences have no other scale than their own."""
    if compares(asked):
        return "none"
    return "root" if asked.get("statistic") == "per_1000_minors_a_year" else measure.link
