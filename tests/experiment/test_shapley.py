"""Shapley values of games whose answer is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from youthsim.experiment.shapley import alone, at_last, coalitions, shapley

FOUR = ("law", "governance", "financing", "accountability")


def game_of(value, players=FOUR):
    return {coalition: np.array(value(coalition), dtype=float) for coalition in coalitions(players)}


def test_four_players_have_sixteen_coalitions_each_once():
    found = list(coalitions(FOUR))
    assert len(found) == len(set(found)) == 16
    assert found[0] == frozenset() and found[-1] == frozenset(FOUR)


def test_in_an_additive_game_each_player_gets_what_it_adds():
    adds = {"law": 3.0, "governance": -1.0, "financing": 10.0, "accountability": 0.0}
    found = shapley(game_of(lambda who: 100 + sum(adds[p] for p in who)), FOUR)
    assert {p: float(v) for p, v in found.items()} == pytest.approx(adds)


def test_gloves_only_a_pair_is_worth_something():
    # one left glove, two right ones: the left is worth 2/3, each right 1/6 (a textbook game)
    def pair(who):
        return float("left" in who and bool(who & {"right_1", "right_2"}))

    players = ("left", "right_1", "right_2")
    found = shapley(game_of(pair, players), players)
    assert found["left"] == pytest.approx(2 / 3)
    assert found["right_1"] == found["right_2"] == pytest.approx(1 / 6)


def test_two_that_work_only_together_share_what_they_give_though_neither_does_anything_alone():
    game = game_of(lambda who: 12.0 * ({"law", "financing"} <= who))
    found = shapley(game, FOUR)
    assert found["law"] == found["financing"] == pytest.approx(6)
    assert found["governance"] == 0 and alone(game, "law") == 0 and at_last(game, FOUR, "law") == 12


@given(st.lists(st.floats(-1e12, 1e12), min_size=16, max_size=16))
def test_the_values_add_up_to_the_whole_difference(worths):
    game = dict(zip(coalitions(FOUR), map(np.array, worths), strict=True))
    whole = game[frozenset(FOUR)] - game[frozenset()]
    assert float(sum(shapley(game, FOUR).values())) == pytest.approx(float(whole), abs=1e-2)


def test_draws_are_taken_one_by_one():
    draws = np.arange(6.0).reshape(3, 2)
    game = {c: draws * ("law" in c) for c in coalitions(FOUR)}
    assert (shapley(game, FOUR)["law"] == draws).all()
