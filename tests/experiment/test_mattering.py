"""When words may call a difference clear, and when they must say that it is hardly one."""

import math

import pytest

from youthsim.experiment.mattering import (
    SMALLEST,
    Size,
    size_of,
    smallest,
    smallest_money,
)
from youthsim.outcomes import OUTCOMES


def test_every_outcome_has_a_smallest_difference_that_matters():
    assert set(SMALLEST) == {outcome.id for outcome in OUTCOMES}


def test_a_clear_sign_alone_makes_no_clear_difference():
    # a thirtieth of an incident over ten years, with an interval wholly above zero
    assert size_of(0.03, 0.001, 0.22, smallest("incidents", 2.3, 20)) is Size.HARDLY
    assert size_of(-6.9, -14.1, -1.4, smallest("incidents", 68.4, 35)) is Size.CLEAR


def test_size_alone_makes_no_clear_difference_either():
    assert size_of(20.8, -99.0, 162.8, smallest("incidents", 758.0, 650)) is Size.OPEN


def test_an_interval_that_holds_zero_and_nothing_that_matters_is_hardly_a_difference():
    assert size_of(-0.4, -1.4, 0.7, smallest("incidents", 448.6, 2800)) is Size.HARDLY


def test_what_cannot_be_said_stays_open():
    assert size_of(math.nan, math.nan, math.nan, 1.0) is Size.OPEN


def test_a_difference_without_any_change_is_hardly_one_whatever_the_size():
    assert size_of(0.0, 0.0, 0.0, 0.0) is Size.HARDLY


@pytest.mark.parametrize("outcome", ["share_poor", "household_stress"])
def test_a_mean_over_a_whole_town_matters_from_less_than_over_a_caseload(outcome):
    assert smallest(outcome, 0.2, 100, "town") < smallest(outcome, 0.2, 100)


def test_less_than_one_event_in_a_large_caseload_never_matters():
    for outcome in OUTCOMES:
        if outcome.unit in ("incidents", "orders", "placements", "offences"):
            assert smallest(outcome.id, 0.1, 200) >= 1


def test_where_a_programme_costs_money_its_cost_is_the_measure():
    assert smallest_money(2_000_000, 500_000_000) == 100_000
    assert smallest_money(0.0, 500_000_000) == 5_000_000
