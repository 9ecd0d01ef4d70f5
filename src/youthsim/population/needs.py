"""Traits of households and children, and how they hang together.

Each need has sd 1 in the population. A child's own level is the lasting part; siblings share a declared part
of it, which is tied to the household's origin, and origin also moves income, debt, housing, parents' health,
network and trust. What a child shows at month 0 is its own level and a deviation that will pass. Mild
disability and special education are thresholds on liabilities that correlate with need, so they leave its
spread as it is. Nearly all of these relations are assumptions: see `parameters/population.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.people.records import HOUSEHOLD, rows
from youthsim.population.draws import Draw, chance, normal
from youthsim.population.families import Demography, Families
from youthsim.population.margins import Margins
from youthsim.population.numbering import household_uid
from youthsim.vocabulary.definitions import EIGHTEEN

DOMAINS = ("internalising", "externalising", "learning")
# Guards: share of a liability that its causes explain, so that some luck is always left; chance of one
# parent; least eigenvalue of a matrix of correlations.
_LARGEST_EXPLAINED, _MOST_SINGLE, _LEAST_AXIS = 0.95, 0.95, 0.02


@dataclass(frozen=True)
class Needs:
    """Per child: own levels and present needs (children x 3, population sd), and two liabilities (sd 1)."""

    own: NDArray[np.float64]
    now: NDArray[np.float64]
    disability: NDArray[np.bool_]
    special: NDArray[np.float64]
    academic: NDArray[np.float64]


def make_households(
    families: Families,
    demography: Demography,
    margins: Margins,
    values: Mapping[str, float],
    world: np.uint64,
) -> Any:
    """HOUSEHOLD rows of the families, in their order; no programme, no care, no stress yet."""
    households = rows(len(families.number), HOUSEHOLD)
    uid = household_uid(families.number)
    origin = normal(world, uid, Draw.ORIGIN)

    def with_origin(number: int, correlation: str) -> NDArray[np.float64]:
        rho = values[f"population_origin_{correlation}"]
        return rho * origin + np.sqrt(1 - rho * rho) * normal(world, uid, number)

    households["uid"] = uid
    households["origin"] = origin
    households["arrives"], households["departs"] = families.arrives, families.departs
    single = (
        with_origin(Draw.SINGLE, "single")
        > _upper(single_parent_by_size(margins, demography))[families.size - 1]
    )
    households["adults"] = np.where(single, 1, 2)
    households["poor"] = with_origin(Draw.POVERTY, "poverty") > _upper(margins.minors_low_income)
    households["debt"] = with_origin(Draw.DEBT, "debt") > _upper(margins.families_debt)
    households["bad_housing"] = with_origin(Draw.HOUSING, "housing") > _upper(margins.families_bad_housing)
    lasting = values["population_health_own_share"]
    own_health = np.sqrt(lasting) * with_origin(Draw.OWN_HEALTH, "health")
    households["own_health"] = own_health
    households["parental_health"] = own_health + np.sqrt(1 - lasting) * normal(world, uid, Draw.HEALTH_NOW)
    households["network"] = -with_origin(Draw.NETWORK, "network")
    middle = values["population_trust_mean"]
    logit = np.log(middle / (1 - middle)) - values["population_trust_spread"] * with_origin(
        Draw.TRUST, "trust"
    )
    households["trust"] = 1 / (1 + np.exp(-logit))
    minors = families.born & (families.births <= 0) & (families.births > -EIGHTEEN)
    households["minors"] = minors.sum(axis=1) * (families.arrives <= 0)
    households["enrolled_month"] = -1
    households["case"] = -1
    return households


def single_parent_by_size(margins: Margins, demography: Demography) -> NDArray[np.float64]:
    """Chance of one parent by number of children in the end (1, 2, 3, 4); the mean is the margin's."""
    relative = np.array([
        margins.single_one_child / margins.households_one_child,
        margins.single_two_children / margins.households_two_children,
        margins.single_more_children / margins.households_more_children,
    ])[[0, 1, 2, 2]]  # fmt: skip
    chances = relative * margins.single_parent / (relative @ demography.present_by_size())
    return np.minimum(chances, _MOST_SINGLE)


def make_needs(
    households: Any,
    row: NDArray[np.int64],
    uid: NDArray[np.int64],
    values: Mapping[str, float],
    world: np.uint64,
) -> Needs:
    """Needs of children `uid` who live in household `row`."""
    shared, lasting = values["population_household_share"], values["population_own_share"]
    loading = np.array([values[f"population_origin_{domain}"] for domain in DOMAINS])
    together = domain_correlations(values)

    household_draws = (Draw.HOUSEHOLD_INTERNALISING, Draw.HOUSEHOLD_EXTERNALISING, Draw.HOUSEHOLD_LEARNING)
    household = np.column_stack([normal(world, households["uid"], number) for number in household_draws])
    household = (
        household * np.sqrt(1 - loading**2) + np.asarray(households["origin"], float)[:, None] * loading
    )
    within = _nearest_correlation((together - shared * np.outer(loading, loading)) / (1 - shared))
    child_draws = (Draw.CHILD_INTERNALISING, Draw.CHILD_EXTERNALISING, Draw.CHILD_LEARNING)
    child = (
        np.column_stack([normal(world, uid, number) for number in child_draws]) @ np.linalg.cholesky(within).T
    )
    level = np.sqrt(shared) * household[row] + np.sqrt(1 - shared) * child
    now_draws = (Draw.NOW_INTERNALISING, Draw.NOW_EXTERNALISING, Draw.NOW_LEARNING)
    passing = (
        np.column_stack([normal(world, uid, number) for number in now_draws]) @ np.linalg.cholesky(together).T
    )
    own = np.sqrt(lasting) * level

    made = shared * np.outer(loading, loading) * (1 - np.eye(3)) + (1 - shared) * within
    np.fill_diagonal(made, 1.0)
    weights = _weights(made, _wanted("disability", values))
    disability = _liability(level, weights, made, normal(world, uid, Draw.DISABILITY))
    four = np.eye(4)
    four[:3, :3] = made
    four[:3, 3] = four[3, :3] = made @ weights
    wanted = np.append(_wanted("special", values), values["population_special_disability"])
    causes = np.column_stack([level, disability])
    special = _liability(causes, _weights(four, wanted), four, normal(world, uid, Draw.SPECIAL))
    rho = values["population_academic_learning"]
    academic = -rho * level[:, 2] + np.sqrt(1 - rho * rho) * normal(world, uid, Draw.ACADEMIC)
    return Needs(
        own,
        own + np.sqrt(1 - lasting) * passing,
        disability > _upper(values["population_disability"]),
        special,
        academic,
    )


def domain_correlations(values: Mapping[str, float]) -> NDArray[np.float64]:
    """Correlations between the three needs of a child (3 x 3)."""
    pairs = ("internalising_externalising", "internalising_learning", "externalising_learning")
    a, b, c = (values[f"population_{pair}"] for pair in pairs)
    return _nearest_correlation(np.array([[1, a, b], [a, 1, c], [b, c, 1]]))


def _wanted(liability: str, values: Mapping[str, float]) -> NDArray[np.float64]:
    """Correlations of a liability with the three needs; internalising need takes no direct part."""
    return np.array(
        [0.0, values[f"population_{liability}_externalising"], values[f"population_{liability}_learning"]]
    )


def _weights(correlations: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a liability on its causes; causes with no wanted correlation take no part."""
    used = wanted != 0
    weights = np.zeros(len(wanted))
    weights[used] = np.linalg.solve(correlations[np.ix_(used, used)], wanted[used])
    explained = float(weights @ correlations @ weights)
    return weights * min(1.0, np.sqrt(_LARGEST_EXPLAINED / explained)) if explained > 0 else weights


def _liability(
    causes: Any, weights: Any, correlations: Any, luck: NDArray[np.float64]
) -> NDArray[np.float64]:
    """A standard normal that correlates with its causes as their weights say; the rest is luck."""
    return causes @ weights + np.sqrt(1 - float(weights @ correlations @ weights)) * luck


def _nearest_correlation(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """The matrix with unit diagonal; drawn to positive definite where the wanted correlations contradict."""
    matrix = matrix.copy()
    np.fill_diagonal(matrix, 1.0)
    size, axes = np.linalg.eigh(matrix)
    if size[0] > _LEAST_AXIS:
        return matrix
    matrix = (axes * np.maximum(size, _LEAST_AXIS)) @ axes.T
    scale = np.sqrt(np.diag(matrix))
    return matrix / np.outer(scale, scale)


def _upper(share: Any) -> Any:
    """The value above which a share of a standard normal lies."""
    from scipy.special import ndtri

    return -ndtri(share)


def coin(world: np.uint64, uid: NDArray[np.int64], number: int, share: Any) -> NDArray[np.bool_]:
    """True for a share of the uids."""
    return chance(world, uid, number) < share
