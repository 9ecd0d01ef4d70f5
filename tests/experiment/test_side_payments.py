"""Payments between budgets after which nobody has lost."""

from hypothesis import assume, given
from hypothesis import strategies as st

from youthsim.experiment.side_payments import side_payments

BALANCES = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(-(10**13), 10**13), min_size=2)


def test_two_gainers_make_up_one_loss_in_proportion_to_what_they_gain():
    made = side_payments({"justice": 300, "school": 100, "youth": -200, "uwv": 0})
    assert made.possible
    assert made.paid == {"justice": {"youth": 150}, "school": {"youth": 50}}
    assert made.left == {"justice": 150, "school": 50, "youth": 0, "uwv": 0}


def test_a_cent_that_cannot_be_divided_goes_to_one_of_them():
    made = side_payments({"a": 1, "b": 1, "c": -1})
    assert made.total_cents == 1 and sorted(made.left.values()) == [0, 0, 1]


@given(BALANCES)
def test_after_the_payments_everyone_is_whole_and_not_a_cent_is_made_or_lost(balances):
    assume(sum(balances.values()) >= 0)
    made = side_payments(balances)
    assert made.possible and made.missing_cents == 0
    assert sum(made.received.values()) == 0
    assert all(cents >= 0 for cents in made.left.values())
    assert sum(made.left.values()) == sum(balances.values())
    assert all(cents > 0 for to in made.paid.values() for cents in to.values())


@given(BALANCES)
def test_no_more_changes_hands_than_what_was_lost(balances):
    assume(sum(balances.values()) >= 0)
    made = side_payments(balances)
    assert made.total_cents == -sum(cents for cents in balances.values() if cents < 0)
    assert all(made.left[payer] == 0 for payer, cents in balances.items() if cents < 0)


@given(BALANCES)
def test_when_together_they_lose_nothing_is_paid_and_the_gap_is_named(balances):
    assume(sum(balances.values()) < 0)
    made = side_payments(balances)
    assert not made.possible and made.paid == {} and made.total_cents == 0
    assert made.missing_cents == -sum(balances.values())


def test_where_nobody_loses_nobody_pays():
    made = side_payments({"a": 5, "b": 0})
    assert made.possible and made.total_cents == 0 and made.left == {"a": 5, "b": 0}
