"""Distributions answer the questions a design asks of them, and refuse what makes no sense."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youthsim.scenario.distributions import Beta, Distribution, Fixed, LogNormal, Normal, Triangular, Uniform
from youthsim.scenario.uncertain import read_uncertain

EACH: list[Distribution] = [
    Fixed(3.0),
    Uniform(6, 24),
    Normal(0.93, 0.01),
    Normal(0, 1, low=0),
    Normal(0.5, 0.4, low=0, high=1),
    LogNormal(0.55, 0.45),
    Beta(0.3, 35),
    Triangular(0, 1, 4),
    Triangular(0, 0, 1),
    Triangular(0, 1, 1),
]
BY_NAME = pytest.mark.parametrize("distribution", EACH, ids=lambda d: d.describe())


@BY_NAME
@given(u=st.floats(1e-12, 1 - 1e-12), v=st.floats(1e-12, 1 - 1e-12))
def test_a_quantile_never_falls_nor_leaves_the_support(
    distribution: Distribution, u: float, v: float
) -> None:
    low, high = distribution.support()
    small, large = sorted((u, v))
    assert low <= distribution.quantile(small) <= distribution.quantile(large) <= high


@BY_NAME
def test_the_mean_is_what_many_quantiles_average_to(distribution: Distribution) -> None:
    n = 4000
    average = math.fsum(distribution.quantile((row + 0.5) / n) for row in range(n)) / n
    assert distribution.mean() == pytest.approx(average, rel=2e-3, abs=1e-3)


@BY_NAME
def test_what_a_distribution_writes_is_read_back_as_itself(distribution: Distribution) -> None:
    assert read_uncertain(distribution.plain()) == distribution


@pytest.mark.parametrize("distribution", EACH[1:], ids=lambda d: d.describe())
@pytest.mark.parametrize("u", [0.0, 1.0, -0.1, 1.1, math.nan])
def test_a_share_outside_the_open_unit_has_no_quantile(distribution: Distribution, u: float) -> None:
    with pytest.raises(ValueError, match="strictly between 0 and 1"):
        distribution.quantile(u)


def test_quantiles_agree_with_tables() -> None:
    assert Normal(0, 1).high() == pytest.approx(1.6448536)
    assert Normal(0, 1, low=0).quantile(0.5) == pytest.approx(0.6744898)  # the median of |z|
    assert LogNormal(10, 0.5).low() == pytest.approx(10 * math.exp(0.5 * NormalDist().inv_cdf(0.05)))
    assert Beta(0.5, 2).quantile(0.3) == pytest.approx(0.3)  # Beta(1, 1) is uniform
    assert Beta(0.75, 4).quantile(0.5) == pytest.approx(0.5 ** (1 / 3))  # Beta(3, 1) has the cdf x**3
    assert Triangular(0, 1, 2).quantile(0.125) == pytest.approx(0.5)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Uniform(2, 2),
        lambda: Uniform(0, math.inf),
        lambda: Normal(0, 0),
        lambda: Normal(0, -1),
        lambda: Normal(0, 1, low=3, high=2),
        lambda: Normal(0, 1, low=40),
        lambda: LogNormal(0, 1),
        lambda: LogNormal(1, 0),
        lambda: Beta(0, 5),
        lambda: Beta(0.5, 0),
        lambda: Triangular(0, 5, 4),
        lambda: Fixed(math.nan),
    ],
)
def test_a_distribution_that_cannot_be_is_refused(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError):
        make()
