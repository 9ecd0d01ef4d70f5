"""A randomised trial inside one town finds the twin difference, but for places that controls take over."""

from __future__ import annotations

import numpy as np
import pytest
from trial import Trial, trial

SEEDS = range(1, 5)


@pytest.fixture(scope="module")
def with_refill() -> list[Trial]:
    return [trial(seed, refill=True) for seed in SEEDS]


@pytest.fixture(scope="module")
def without_refill() -> list[Trial]:
    return [trial(seed, refill=False) for seed in SEEDS]


def mean(trials: list[Trial], name: str) -> float:
    return float(np.mean([getattr(one, name) for one in trials]))


def test_without_refill_a_trial_equals_the_twin_difference(without_refill: list[Trial]) -> None:
    """But for the lot: controls wait as long (to half a day), and their help moves by a fiftieth of the effect."""
    assert mean(without_refill, "twins") < -5
    assert all(abs(one.spill_waiting) < 0.5 / 30 for one in without_refill)
    assert abs(mean(without_refill, "spill")) < 0.02 * abs(mean(without_refill, "twins"))


def test_with_refill_controls_take_the_places_that_come_free_and_the_trial_shows_too_much(
    with_refill: list[Trial],
) -> None:
    """Controls wait less and are helped more because of the programme, so the trial overstates the fall."""
    assert all(one.spill_waiting < 0 for one in with_refill)
    assert mean(with_refill, "spill") > 0
    beside_the_lot = mean(with_refill, "trial") - mean(with_refill, "lot")
    assert beside_the_lot < mean(with_refill, "twins") < 0
