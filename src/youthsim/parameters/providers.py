"""Places, staff and the labour market; how institutions answer."""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, Fixed, LogNormal, Uniform

A = (ASSUMPTION,)
PROVIDERS: tuple[Parameter, ...] = (
    Parameter("provider_adapts", "share of the gap closed per quarter", Beta(0.06, 40), A, "Capacity follows demand slowly."),
    Parameter("provider_fixed_cost", "share of cost that stays when a place is empty", Beta(0.75, 20), ("P054",), "Break-even at 90% occupancy."),
    Parameter("provider_occupancy", "break-even occupancy", Beta(0.90, 100), ("P054",), "", "literature"),
    Parameter("provider_outside_growth", "per year", Uniform(-0.02, 0.03), A, "Demand trend; steady state is an assumption."),
    Parameter("labour_region", "youth workers per 1,000 residents under 18 in the region", LogNormal(11.0, 0.15), ("P138",), "33,000 over 3.3 million, most mental-health and disability providers not counted.", "literature"),
    Parameter("labour_region_size", "region over town, in minors", LogNormal(3.0, 0.2), A, "Hires come from the region."),
    Parameter("labour_hires", "share of the regional stock that can be hired per month", LogNormal(0.006, 0.4), ("P141", "P139"), "18% turnover a year, 1,417 vacancies on 33,000; a programme gets a part."),
    Parameter("labour_months_to_hire", "months that an open post waits for a worker, on average", LogNormal(2.9, 0.4), ("P138", "P139", "P141"), "1,417 vacancies, and 18% of 33,000 workers replaced a year (a figure from memory): 0.24 years a vacancy. Posts at schools; a post of hours on temporary money may wait longer.", "centred"),
    Parameter("labour_from_services", "share of hires that leave existing services", Beta(0.60, 15), A, ""),
    Parameter("labour_refill", "share of the gap refilled per month", Beta(0.08, 40), ("P139",), ""),
    Parameter("labour_displaced_most", "share of a service's places that can stand still for lack of staff", Fixed(0.5), A, "Held fixed. The other half is kept open whoever leaves."),
    Parameter("labour_quality", "log loss of fidelity per tenth of the regional stock hired", LogNormal(0.25, 0.5), A, "From further down the hiring pool."),
    Parameter("catchment_ambulatory", "share of the service's use that is the town's", Beta(0.30, 40), A, "Regional contracts: 0.1 to 0.4."),
    Parameter("catchment_stay", "share", Beta(0.20, 40), A, ""),
    Parameter("catchment_closed", "share", Beta(0.012, 600), A, "A few institutions for the whole country."),
    Parameter("provider_overflow", "share of places that court orders may add when all are taken", Beta(0.05, 60), A, "Even a court order needs a bed."),
    Parameter("labour_hours_month", "client hours of a full-time worker per month", LogNormal(120.0, 0.06), A, "Of 156 paid hours."),
    Parameter("labour_fte_per_person", "full-time posts per worker", Beta(0.80, 100), A, ""),
)  # fmt: skip
