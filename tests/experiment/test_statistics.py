"""The three intervals against worlds where each is known on paper.

theta ~ N(m, tau), Y = theta + luck, luck ~ N(0, sigma) per replicate. With D draws of R replicates:
Monte Carlo sd = sqrt((tau² + sigma²/R) / D), parameter sd = tau, realised sd = sqrt(tau² + sigma²).
"""

import math

import numpy as np
import pytest

from youthsim.experiment.statistics import (
    ALL_LUCK,
    NO_VARIANCE,
    NOTHING,
    ONE_REPLICATE,
    against_fresh_group,
    chance_above_zero,
    draw_effects,
    noise_share,
    of_arm,
    of_difference,
)

NINETY = 2 * 1.6448536
DRAWS = 20_000


def normal_world(mean, tau, sigma, replicates=2, draws=DRAWS, seed=1):
    rng = np.random.default_rng(seed)
    return mean + tau * rng.normal(size=(draws, 1)) + sigma * rng.normal(size=(draws, replicates))


@pytest.mark.parametrize(("tau", "sigma", "replicates"), [(3.0, 2.0, 2), (1.0, 4.0, 2), (2.0, 2.0, 5)])
def test_each_interval_is_that_of_the_normal_normal_model(tau, sigma, replicates):
    three = of_arm(normal_world(10.0, tau, sigma, replicates))
    expected = math.sqrt((tau**2 + sigma**2 / replicates) / DRAWS)
    assert three.monte_carlo.width == pytest.approx(NINETY * expected, rel=0.03)
    assert three.parameter.width == pytest.approx(NINETY * tau, rel=0.06)
    assert three.realised.width == pytest.approx(NINETY * math.hypot(tau, sigma), rel=0.03)
    assert all(interval.mean == pytest.approx(10.0, abs=4 * expected) for _, interval in three)


def test_a_monte_carlo_interval_holds_the_truth_nine_times_in_ten():
    held = [
        (i := of_arm(normal_world(0.0, 1.0, 2.0, 2, draws=12, seed=seed)).monte_carlo).p05 <= 0 <= i.p95
        for seed in range(1000)
    ]
    assert 0.87 < np.mean(held) < 0.93


def test_twins_narrow_only_the_monte_carlo_interval():
    town = normal_world(0.0, 0.0, 5.0)
    effect = normal_world(1.0, 0.5, 0.1, seed=2)
    twins = of_difference(town + effect, town)
    strangers = of_difference(town + effect, normal_world(0.0, 0.0, 5.0, seed=3))
    assert twins.monte_carlo.width < strangers.monte_carlo.width / 5
    assert twins.parameter.width == pytest.approx(NINETY * 0.5, rel=0.05)
    assert twins.realised.width == pytest.approx(strangers.realised.width, rel=0.03)
    assert twins.realised.width == pytest.approx(NINETY * math.sqrt(50 + 0.25 + 0.01), rel=0.03)


def test_a_fresh_comparison_group_is_never_the_twin():
    alternative, baseline = np.array([[1.0, 2.0, 3.0]]), np.array([[10.0, 20.0, 30.0]])
    found = sorted(against_fresh_group(alternative, baseline))
    assert found == sorted(
        a - b for i, a in enumerate(alternative[0]) for j, b in enumerate(baseline[0]) if i != j
    )


def test_without_noise_the_parameter_interval_is_that_of_the_values():
    values = np.repeat(np.linspace(0, 100, 101)[:, None], 2, axis=1)
    parameter = of_arm(values).parameter
    assert (parameter.p05, parameter.p50, parameter.p95) == pytest.approx((5, 50, 95))


def test_without_parameter_uncertainty_the_parameter_interval_closes():
    three = of_arm(normal_world(5.0, 0.0, 3.0, draws=200, seed=8))
    assert three.parameter.width < 0.35 * three.realised.width
    effects, note = draw_effects(np.array([[1.0, 3.0], [3.1, 1.1], [0.9, 3.0]]))
    assert note == ALL_LUCK and np.ptp(effects) <= 2.1 - 1.95  # never wider than what was seen


def test_a_constant_says_no_variance_instead_of_zero_uncertainty():
    three = of_arm(np.full((10, 2), 7.3))
    assert {interval.note for _, interval in three} == {NO_VARIANCE}
    assert three.parameter.mean == pytest.approx(7.3)


def test_one_replicate_is_said_to_be_too_few():
    three = of_difference(np.arange(6.0)[:, None], np.zeros((6, 1)))
    assert three.parameter.note == ONE_REPLICATE and three.realised.note == ONE_REPLICATE
    assert math.isnan(three.realised.p50)


def test_what_cannot_be_said_is_left_out_of_the_mean_and_not_counted_as_zero():
    values = np.array([[1.0, np.nan], [3.0, 3.0], [np.nan, np.nan]])
    assert of_arm(values).parameter.mean == pytest.approx(2.0)
    assert of_arm(np.full((3, 2), np.nan)).parameter.note == NOTHING


@pytest.mark.parametrize("seed", range(20))
def test_points_are_in_rising_order(seed):
    rng = np.random.default_rng(seed)
    values = rng.standard_cauchy((rng.integers(1, 40), rng.integers(1, 4)))
    for _, interval in of_arm(values):
        if not math.isnan(interval.p05):
            assert interval.p05 <= interval.p50 <= interval.p95


def test_the_noise_share_is_the_part_of_the_variance_that_is_luck():
    assert noise_share(normal_world(0.0, 1.0, 2.0, 4)) == pytest.approx(0.5, abs=0.03)
    assert noise_share(normal_world(0.0, 1.0, 0.0, 2)) == pytest.approx(0.0, abs=1e-9)


def test_only_the_compared_part_meets_a_fresh_group():
    rest = normal_world(0.0, 0.0, 50.0, seed=4)
    cases = normal_world(0.0, 0.0, 2.0, seed=5)
    three = of_difference(cases + rest + 1.0, cases + rest, compared=cases)
    assert three.realised.width == pytest.approx(NINETY * math.sqrt(8), rel=0.03)


def test_the_chance_of_a_gain_is_the_share_of_parameters_and_not_of_lucky_towns():
    assert chance_above_zero(normal_world(1.0, 1.0, 5.0)) == pytest.approx(0.841, abs=0.02)
    assert math.isnan(chance_above_zero(np.zeros((5, 2))))


def test_when_luck_hides_the_parameters_the_chance_is_not_zero_or_one():
    values = normal_world(0.2, 0.0, 5.0, draws=30, seed=11)
    three = of_arm(values)
    if three.parameter.note == ALL_LUCK:
        assert three.parameter.width >= three.monte_carlo.width
        assert 0.05 < chance_above_zero(values) < 0.95


def test_where_luck_is_nearly_all_a_small_mean_is_not_sure_to_be_on_its_side():
    """Rare events in twins: most pairs of towns are equal, the sum leans to one side by luck."""
    sure = []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        values = rng.choice([-1.0, 0.0, 1.0], p=[0.03, 0.94, 0.03], size=(100, 2))
        if np.any(values != 0):
            chance = chance_above_zero(values)
            sure.append(chance > 0.99 or chance < 0.01)
    assert np.mean(sure) < 0.05


def test_the_parameter_interval_is_never_much_narrower_than_the_luck_of_its_mean():
    for seed in range(100):
        three = of_arm(normal_world(0.0, 0.1, 5.0, draws=100, seed=seed))
        assert three.parameter.width > 0.6 * three.monte_carlo.width


def test_an_interval_of_rare_events_holds_its_mean():
    values = np.zeros((100, 2))
    values[3] = (-2.0, 0.0)
    three = of_arm(values)
    assert three.parameter.p05 <= three.parameter.mean <= three.parameter.p95
