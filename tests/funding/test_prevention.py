"""Who buys prevention: a silo looks into its own pocket, a pool into all; neither into the model's future."""

from dataclasses import replace

import numpy as np
import pytest
from micro import START, Micro, quiet
from test_behaviour import a_model, seen, under

from youthsim.institutions.base import Decisions
from youthsim.institutions.prevention import PreventionBuyer
from youthsim.model import running
from youthsim.vocabulary import services as s
from youthsim.vocabulary.payers import MUNICIPALITY_WMO, MUNICIPALITY_YOUTH, N_PAYERS, SCHOOL_PARTNERSHIP

BUYS = {"prevention": "on"}
VALUES = {
    "prevention_avoided": 0.05,
    "prevention_horizon": 4.0,
    "prevention_lag": 1.0,
    "price_presence": 60.0,
}


def decided(
    heavy: dict[int, float], joint: str = "off", recapture: float = 0.0, **values: float
) -> float | None:
    """Presence after one January, given last year's spending on heavier care in euros per payer."""
    town = Micro(3, quiet(**(VALUES | values), prevention_recapture=recapture))
    cents = tuple(round(100 * heavy.get(payer, 0.0)) for payer in range(N_PAYERS))
    snapshot = replace(seen("pxq", 0, rules={**BUYS, "joint_weighing": joint}), heavy_cents=cents)
    with running(a_model(town)) as model:
        decisions = Decisions()
        model.prevention.decide(snapshot, decisions)
    return decisions.presence


def test_a_silo_leaves_what_pays_for_another():
    # A thousand youths: 60,000 a year, 240,000 in four. Five per cent of 2 mln over three years is 300,000.
    assert decided({MUNICIPALITY_YOUTH: 2e6}) == 0.25
    assert decided({MUNICIPALITY_YOUTH: 1e6, SCHOOL_PARTNERSHIP: 1e6}) == 0.0
    assert decided({MUNICIPALITY_YOUTH: 1e6, SCHOOL_PARTNERSHIP: 1e6}, joint="on") == 0.25
    assert decided({MUNICIPALITY_YOUTH: 1e6, MUNICIPALITY_WMO: 1e6}) == 0.0  # another Act is another pocket


@pytest.mark.parametrize("seed", range(40))
def test_with_full_recapture_a_silo_decides_as_the_pool_does(seed):
    u = np.random.default_rng(seed)
    heavy = {payer: float(u.uniform(0, 6e5)) for payer in range(N_PAYERS)}
    values = {"prevention_avoided": float(u.normal(0.05, 0.1)), "prevention_horizon": float(u.uniform(1, 5))}
    assert decided(heavy, recapture=1.0, **values) == decided(heavy, joint="on", **values)


def test_a_funder_that_expects_nothing_or_harm_buys_nothing():
    assert decided({MUNICIPALITY_YOUTH: 9e9}, prevention_avoided=0.0) == 0.0
    assert decided({MUNICIPALITY_YOUTH: 9e9}, prevention_avoided=-0.1) == 0.0


def test_within_a_horizon_shorter_than_the_lag_nothing_returns():
    assert decided({MUNICIPALITY_YOUTH: 9e9}, prevention_horizon=1.0, prevention_lag=1.5) == 0.0


class AlwaysBuys(PreventionBuyer):
    def benefit_cents(self, seen):
        return 1e18


def test_light_help_nearby_acts_on_what_is_seen_and_is_paid_by_its_buyer():
    town = under(
        Micro(12, quiet(price_presence=100.0, early_help_detection=1.2, signal_rate=0.5)),
        "pxq",
        prevention="on",
    )
    with running(a_model(town)) as model:
        model.PREVENTION = AlwaysBuys
        model.prevention.remove()
        model.prevention = AlwaysBuys(model, town.values)
        for _ in range(9):  # May to January
            model.step()
        assert model.presence == 0.25
        assert model.params["signal_rate"][0] == pytest.approx(0.5 * (1 + 0.25 * 0.2))
        paid = model.books.paid.sum(axis=0)
    assert (
        paid[MUNICIPALITY_YOUTH, s.NEARBY_HELP] == 2500
    )  # a quarter of 12 youths at 100 euros a year, a month
    assert START % 12 == 4


def test_light_help_nearby_brings_hands_and_they_go_with_it():
    town = Micro(100, quiet(early_help_places=50.0), places=3)
    with running(a_model(town)) as model:
        places = model.state.services["places"]
        model.give_help_near(0.8)
        assert int(places[s.NEIGHBOURHOOD_TEAM]) == 3 + 4  # fifty per thousand in eight tenths of a hundred
        model._bring_help_near(0.2)
        assert int(places[s.NEIGHBOURHOOD_TEAM]) == 3 + 1
        assert (np.delete(places, s.NEIGHBOURHOOD_TEAM) == 3).all()


def test_help_near_in_an_arm_stays_whatever_a_funder_decides():
    town = under(Micro(12, quiet(price_presence=100.0)), "pxq", prevention="on")
    with running(a_model(town)) as model:
        model.give_help_near(0.4)
        for _ in range(9):  # May to January: nothing was spent on heavier care, so nothing is worth it
            model.step()
        assert model.presence == 0.4
        assert model.books.paid[-1, MUNICIPALITY_YOUTH, s.NEARBY_HELP] == 4000


def test_where_the_rule_is_off_nothing_is_bought(town):
    run = town.live("baseline")
    assert run.payments[..., s.NEARBY_HELP].sum() == 0
