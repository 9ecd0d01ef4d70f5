"""What may be said of an interval, and what may not."""

from statistics import NormalDist

import numpy as np
import pytest

from youthsim.report.findings import Spread
from youthsim.report.verdict import Verdict, direction, verdict

NARROW = Spread(1.0, 0.9, 1.0, 1.1)


def judged(mean, sd, draws=400, **more):
    values = np.array([NormalDist(mean, sd).inv_cdf((draw + 0.5) / draws) for draw in range(draws)])
    return verdict(Spread.of(values), float((values > 0).mean()), draws=draws, **more)


@pytest.mark.parametrize(
    ("mean", "sd", "expected"),
    [
        (5.0, 1.0, Verdict.GAIN),
        (-5.0, 1.0, Verdict.LOSS),
        (0.0, 1.0, Verdict.CANNOT_TELL),
        (0.5, 1.0, Verdict.CANNOT_TELL),
        (-0.5, 1.0, Verdict.CANNOT_TELL),
        (1.45, 1.0, Verdict.PROBABLY_GAIN),
        (-1.45, 1.0, Verdict.PROBABLY_LOSS),
    ],
)
def test_a_verdict_needs_an_interval_away_from_zero(mean, sd, expected):
    assert judged(mean, sd) == expected


def test_few_draws_say_nothing_however_clear_they_look():
    assert judged(5.0, 0.1, draws=19) == Verdict.TOO_FEW_DRAWS


def test_a_mean_whose_own_sign_the_computer_does_not_know_gives_no_verdict():
    assert judged(5.0, 1.0, monte_carlo=Spread(5.0, -1.0, 5.0, 11.0)) == Verdict.CANNOT_TELL
    assert judged(5.0, 1.0, monte_carlo=Spread(5.0, 4.0, 5.0, 6.0)) == Verdict.GAIN


def test_a_long_tail_below_zero_is_not_waved_away_by_a_high_chance():
    spread = Spread(mean=1.0, p05=-3.0, p50=1.5, p95=2.0)
    assert verdict(spread, chance_gain=0.94, draws=100) == Verdict.CANNOT_TELL


def test_an_amount_that_cannot_be_said_gives_no_verdict():
    nothing = Spread.of(np.array([np.nan, np.nan]))
    assert verdict(nothing, float("nan"), draws=100) == Verdict.CANNOT_TELL


def test_gain_and_loss_are_mirror_images():
    skewed = np.random.default_rng(3).gamma(4, 1, 400) - 1.6
    found = [
        verdict(Spread.of(sign * skewed), float((sign * skewed > 0).mean()), draws=400) for sign in (1, -1)
    ]
    assert found == [Verdict.PROBABLY_GAIN, Verdict.PROBABLY_LOSS]


def test_a_difference_has_a_direction_only_when_its_interval_has_one():
    assert direction(NARROW) == "up"
    assert direction(NARROW.times(-1)) == "down"
    assert direction(Spread(1.0, -0.1, 1.0, 2.0)) == "unclear"


def test_an_amount_too_small_to_matter_is_neither_gain_nor_loss():
    assert judged(5.0, 1.0, smallest=6.0) == Verdict.HARDLY
    assert judged(0.0, 1.0, smallest=6.0) == Verdict.HARDLY
    assert judged(5.0, 1.0, smallest=4.0) == Verdict.GAIN
    assert judged(0.0, 9.0, smallest=4.0) == Verdict.CANNOT_TELL
