"""Who lives in a town: what is uncertain about its children and households at the start of the burn-in.

Margins (counts and shares that a register publishes) are not here: they stand in `population/margins/`. Here
is how traits hang together and how fast families come and go. Needs are in population sd; correlations and
shares have no unit.
"""

from __future__ import annotations

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, Normal, Triangular

_ASSUMED = (ASSUMPTION,)


def _correlation(name: str, middle: float, sd: float, note: str) -> Parameter:
    prior = Normal(middle, sd, low=0.0, high=0.85)
    return Parameter(f"population_{name}", "correlation", prior, _ASSUMED, note, acts="town")


POPULATION: tuple[Parameter, ...] = (
    # Needs
    Parameter(
        "population_own_share",
        "share of variance",
        Normal(0.6, 0.08, low=0.3, high=0.85),
        _ASSUMED,
        "of the differences in need between children at one moment, the part that lasts; the rest comes "
        "and goes, and is what a caseload chosen at its worst loses by itself",
        acts="town",
    ),
    Parameter(
        "population_household_share",
        "share of variance",
        Normal(0.35, 0.06, low=0.1, high=0.6),
        _ASSUMED,
        "of the lasting differences in need, the part that children of one household share",
        acts="town",
    ),
    _correlation("origin_internalising", 0.6, 0.1, "shared part of lasting internalising need with origin"),
    _correlation("origin_externalising", 0.65, 0.1, "shared part of lasting externalising need with origin"),
    _correlation("origin_learning", 0.55, 0.1, "shared part of lasting learning need with origin"),
    _correlation("internalising_externalising", 0.4, 0.07, "between the two needs of one child"),
    _correlation("internalising_learning", 0.25, 0.07, "between the two needs of one child"),
    _correlation("externalising_learning", 0.35, 0.07, "between the two needs of one child"),
    Parameter(
        "population_disability",
        "share of children",
        Triangular(0.03, 0.064, 0.1),
        ("P184",),
        "mild intellectual disability (IQ 50-85 with problems of adaptation); recalled, not read",
        role="literature",
        acts="town",
    ),
    _correlation(
        "disability_learning", 0.65, 0.08, "liability to mild disability with lasting learning need"
    ),
    _correlation(
        "disability_externalising", 0.35, 0.08, "liability to mild disability with lasting externalising need"
    ),
    # Households
    _correlation("origin_single", 0.35, 0.1, "single parenthood with origin, on the liability scale"),
    _correlation("origin_poverty", 0.6, 0.1, "low income with origin, on the liability scale"),
    _correlation("origin_debt", 0.55, 0.1, "problem debt with origin, on the liability scale"),
    _correlation("origin_housing", 0.5, 0.1, "bad or insecure housing with origin, on the liability scale"),
    _correlation("origin_health", 0.45, 0.1, "lasting mental ill health of parents with origin"),
    _correlation("origin_network", 0.4, 0.1, "lack of informal support with origin"),
    _correlation("origin_trust", 0.35, 0.1, "distrust of services with origin"),
    Parameter(
        "population_health_own_share",
        "share of variance",
        Normal(0.6, 0.1, low=0.3, high=0.85),
        _ASSUMED,
        "of the differences in parental mental health at one moment, the part that lasts",
        acts="town",
    ),
    Parameter(
        "population_trust_mean", "0-1", Beta(0.62, 60), _ASSUMED, "trust in services of the middle household"
    ),
    Parameter(
        "population_trust_spread",
        "sd on the logit scale",
        Triangular(0.4, 0.6, 0.9),
        _ASSUMED,
        "differences in trust between households",
        acts="town",
    ),
    # Coming and going
    Parameter(
        "population_moves_per_year",
        "share of households",
        Triangular(0.015, 0.03, 0.05),
        _ASSUMED,
        "families that leave the town in a year; as many come in",
        acts="town",
    ),
    Parameter(
        "population_birth_spacing_months",
        "months",
        Triangular(30, 34, 39),
        _ASSUMED,
        "median time between two births in a family",
        acts="town",
    ),
    # School and the years around 18
    _correlation("special_learning", 0.65, 0.08, "liability to special education with lasting learning need"),
    _correlation(
        "special_externalising", 0.45, 0.08, "liability to special education with lasting externalising need"
    ),
    _correlation(
        "special_disability", 0.55, 0.08, "liability to special education with that to mild disability"
    ),
    _correlation("academic_learning", 0.55, 0.08, "not going to havo or vwo with lasting learning need"),
    _correlation("school_segregation", 0.4, 0.08, "rank of the neighbourhood school with origin"),
    Parameter(
        "population_climate_own_share",
        "share of variance",
        Normal(0.7, 0.1, low=0.3, high=0.95),
        _ASSUMED,
        "of the differences in climate between schools at one moment, the part that lasts",
        acts="town",
    ),
    Parameter(
        "population_vocational_stay",
        "share a year",
        Triangular(0.65, 0.75, 0.85),
        _ASSUMED,
        "of 17-year-olds and over in vocational education, still there a year later",
        acts="town",
    ),
    Parameter(
        "population_special_unqualified",
        "share",
        Beta(0.6, 20),
        _ASSUMED,
        "of those who left practical or special secondary school, without a start qualification",
        acts="town",
    ),
    Parameter(
        "population_independent_at_22",
        "share",
        Beta(0.45, 40),
        _ASSUMED,
        "of 22-year-olds, living on their own; rises in a straight line from none at 18",
        acts="town",
    ),
    Parameter(
        "population_special_slack",
        "share of places",
        Triangular(0.0, 0.03, 0.08),
        _ASSUMED,
        "free places in special education at the start",
        acts="town",
    ),
)
