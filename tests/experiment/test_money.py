"""Savings add up to the cent, whatever the amounts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from youthsim.experiment.money import (
    CARE_SERVICES,
    CASHABLE_PARTS,
    PUBLIC_PAYERS,
    CareMonths,
    break_even_month,
    cashable_split,
    discount_factors,
    largest_remainder,
    present_value,
)
from youthsim.vocabulary.payers import FAMILY, MUNICIPALITY_YOUTH, N_PAYERS
from youthsim.vocabulary.services import FAMILY_PLAN, N_SERVICES, RESIDENTIAL


def random_books(seed, groups=4, months=6):
    rng = np.random.default_rng(seed)
    used = rng.integers(-(10**6), 10**9, (groups + 1, months, N_SERVICES))
    return used, rng.integers(-(10**6), 10**9, (groups, months, N_PAYERS, N_SERVICES))


@pytest.mark.parametrize("seed", range(10))
def test_a_caseload_saving_is_cashable_released_or_still_paid_to_the_cent(seed):
    split = cashable_split(CareMonths.of(*random_books(seed), 2), CareMonths.of(*random_books(seed + 100), 2))
    assert (split["caseload_saving"] == sum(split[part] for part in CASHABLE_PARTS)).all()


def without_change():
    used, paid = random_books(5)
    return used.copy(), paid.copy(), CareMonths.of(used, paid, 2)


def test_a_freed_place_taken_by_a_neighbour_is_released_and_not_cashable():
    used, paid, before = without_change()
    used[0, :, RESIDENTIAL] -= 500
    used[3, :, RESIDENTIAL] += 500
    split = cashable_split(CareMonths.of(used, paid, 2), before)
    assert (split["caseload_saving"] == 500).all() and (split["released_own"] == 500).all()
    assert (split["cashable"] == 0).all() and (split["provider_shortfall"] == 0).all()


def test_an_empty_place_that_is_still_paid_is_a_shortfall_and_one_that_is_not_is_cash():
    used, paid, before = without_change()
    used[0, :, RESIDENTIAL] -= 500
    assert (cashable_split(CareMonths.of(used, paid, 2), before)["provider_shortfall"] == 500).all()
    paid[0, :, MUNICIPALITY_YOUTH, RESIDENTIAL] -= 500
    split = cashable_split(CareMonths.of(used, paid, 2), before)
    assert (split["cashable"] == 500).all() and (split["provider_shortfall"] == 0).all()


def test_programme_and_family_hours_are_no_part_of_the_identity():
    used, paid, before = without_change()
    used[:, :, FAMILY_PLAN] += 1
    paid[:, :, :, FAMILY_PLAN] += 1
    paid[:, :, FAMILY, :] += 1
    split = cashable_split(CareMonths.of(used, paid, 2), before)
    assert all((part == 0).all() for part in split.values())
    assert FAMILY_PLAN not in CARE_SERVICES and FAMILY not in PUBLIC_PAYERS


def test_a_year_of_discounting_takes_the_yearly_rate_off_once():
    assert discount_factors(25, 0.0225)[[0, 12, 24]] == pytest.approx([1, 1 / 1.0225, 1 / 1.0225**2])
    assert present_value(np.array([100.0, 100.0]), 0.0) == 200.0
    assert present_value(np.arange(24.0).reshape(2, 12), 0.0, months=2, axis=1).tolist() == [1.0, 25.0]


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=20))
def test_rounded_amounts_add_up_and_stay_within_one(amounts):
    rounded = largest_remainder(amounts)
    assert sum(rounded) == round(float(np.float64(sum(rounded))))
    assert abs(sum(rounded) - sum(amounts)) <= 0.5 + 1e-5
    assert all(abs(r - a) < 1 for r, a in zip(rounded, amounts, strict=True))


def test_a_total_that_rounding_cannot_reach_is_refused():
    with pytest.raises(ValueError, match="cannot be rounded"):
        largest_remainder([1.2, 2.3], 9)


def test_break_even_is_the_month_after_which_it_never_sinks_below_zero():
    assert break_even_month(np.array([-3.0, 1, 1, 1, 1]), 0.0) == 3
    assert break_even_month(np.array([-3.0, 4, -2, 0, 2]), 0.0) == 4
    assert break_even_month(np.array([-3.0, 1, 1]), 0.0) is None
    assert break_even_month(np.array([1.0, 0, 0]), 0.0) == 0
    assert break_even_month(np.zeros(4), 0.0) is None
