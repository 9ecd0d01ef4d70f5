"""Prices, in euros at the named price level. The ledger turns them into cents at the scenario's level."""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import LogNormal

A = (ASSUMPTION,)


def _price(
    name: str, unit: str, median: float, sigma: float, year: int, evidence: tuple[str, ...], note: str = ""
) -> Parameter:
    return Parameter(name, unit, LogNormal(median, sigma), evidence, note, "price", year)


M = "euro per client-month"
PRICES: tuple[Parameter, ...] = (
    _price("price_neighbourhood_team", M, 330, 0.20, 2023, ("P102", "P105", *A), "About four hours a month (assumed), at the hourly price of outpatient support."),
    _price("price_ambulatory_support", M, 620, 0.15, 2024, ("P102", "P105"), "Seven to eight hours a month."),
    _price("price_youth_mental_health", M, 560, 0.15, 2024, ("P103", "P104", "P107"), "Five to six hours a month."),
    _price("price_intensive_home_support", M, 1050, 0.15, 2024, ("P102", "P106"), "Twelve to thirteen hours a month."),
    _price("price_day_treatment", M, 2100, 0.20, 2024, ("P108", "gou_thijn_cost_after"), "Three to four days a week at 138-149 euro a day."),
    _price("price_foster_care", M, 1625, 0.12, 2023, ("P113", "P114"), "Allowance READ, provider part MEMORY."),
    _price("price_family_home", M, 6000, 0.15, 2024, ("P112",)),
    _price("price_residential", M, 9125, 0.20, 2023, ("P115", "P111"), "MEMORY: 220-450 euro a day."),
    _price("price_closed_residential", M, 15200, 0.18, 2023, ("P116", "P054"), "MEMORY: 380-700 euro a day."),
    _price("price_assisted_living", M, 4600, 0.20, 2023, ("P111", *A)),
    _price("price_parent_guidance", M, 565, 0.20, 2023, ("P124",), "Two hours a week; MEMORY."),
    _price("price_debt_help", M, 240, 0.25, 2023, A),
    _price("price_adult_mental_health", M, 480, 0.25, 2023, ("P107", *A)),
    _price("price_school_support", M, 2627, 0.10, 2024, ("nij_zbo_unit",), "31,525 euro a year."),
    _price("price_supervision_order", "euro per month", 1125, 0.18, 2024, ("P118",), "MEMORY."),
    _price("price_guardianship", "euro per month", 710, 0.18, 2024, ("P119",), "MEMORY."),
    _price("price_report", "euro per report", 1200, 0.35, 2022, ("P120",), "MEMORY."),
    _price("price_investigation", "euro per investigation", 4500, 0.2, 2022, ("P121",), "MEMORY."),
    _price("price_regular_education", "euro per pupil-month", 700, 0.05, 2022, ("P091", "gou_edu_cost_regular")),
    _price("price_special_primary", "euro per pupil-month, on top of regular", 560, 0.12, 2024, ("nij_ocw_sbo_unit", "nij_ocw_support_unit")),
    _price("price_special_education", "euro per pupil-month, on top of regular", 1300, 0.15, 2023, ("P092", "P093"), "MEMORY."),
    _price("price_education_arrangement", M, 554, 0.20, 2024, ("nij_arr4_total", "nij_arr3_total"), "Beside a grant in class: 19,956 euro for three children, taken as a year's."),
    _price("price_pupil_transport", "euro per pupil-month", 273, 0.10, 2021, ("P089",)),
    _price("price_attendance_officer", "euro per child-month of absence", 240, 0.3, 2023, ("P126",), "Three hours a month; MEMORY."),
    _price("price_police_contact", "euro per contact", 1200, 0.4, 2022, ("P122",), "MEMORY."),
    _price("price_youth_detention", "euro per month", 22800, 0.15, 2023, ("P117",), "MEMORY: 600-1,050 euro a day."),
    _price("price_social_benefit", "euro per month", 1100, 0.15, 2023, ("P123",), "MEMORY; below the household amount, for one person."),
    _price("price_shelter", "euro per month", 1860, 0.25, 2016, ("P128",)),
    _price("price_access_hour", "euro per hour", 78, 0.15, 2024, ("P102",)),
    _price("price_plan_professional_hour", "euro per hour", 48.08, 0.08, 2024, ("nij_fte_cost", "nij_fte_hours_year", "til_integrated_cost"), "90,000 euro over 1,872 hours; two at six hours make 30,000 a year."),
    _price("price_plan_hour", "euro per hour", 75, 0.12, 2023, ("P102", *A), "Breakthrough plan and learning group."),
    _price("price_wage_subsidy", "euro per month at a wage value of zero", 1150, 0.20, 2024, A, "Part-time youth wage with charges; a municipality pays what the wage value lacks."),
    _price("price_employer_support", "euro per place-month", 250, 0.40, 2024, ("nkk_investment_total", *A), "Comes on top of the source's figure and is not priced there."),
    _price("price_education_hour", "euro per paid hour", 50, 0.12, 2024, A, "A teacher's year of 1,659 hours with employer's costs."),
    _price("price_family_hour", "euro per hour of family time", 12, 0.3, 2023, A, "Minimum-wage level; outside public money."),
    _price("price_school_hour", "euro per hour of a teacher or care coordinator", 62, 0.15, 2024, A),
    _price("price_presence", "euro per minor and year where light help is near", 40, 0.6, 2024, ("nij_fte_cost", *A), "A post of 90,000 euros for some 2,250 children; the number of children is assumed."),
)  # fmt: skip
