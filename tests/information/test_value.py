"""What information is worth, against values that were computed without drawing.

The exact values are by the unit normal loss (two options, normal parameters), by quadrature for the decision
model of Ades, Lu and Claxton 2004 (10.1177/0272989X04263162) with the parameters of its authors, and for the
chemotherapy example of the package voi, whose net benefit is linear in the two chances of side effects.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import norm

from youthsim import information
from youthsim.information import Estimate

N = 2500


def within(found: Estimate, exact: float, errors: float = 3.0) -> bool:
    assert found.se > 0
    return abs(found.value - exact) <= errors * found.se


def toy(n: int = N, seed: int = 1):
    rng = np.random.default_rng(seed)
    draws = {"p1": rng.normal(1, 1, n), "p2": rng.normal(0, 2, n)}
    return draws, np.column_stack([np.zeros(n), draws["p1"] - draws["p2"]])


@pytest.mark.parametrize(
    ("names", "exact"), [("p1", 0.0833155), ("p2", 0.3955931), (["p1", "p2"], 0.4798107)]
)
def test_two_options_with_normal_parameters(names, exact):
    draws, benefit = toy()
    assert within(information.evppi(draws, benefit, names), exact)


def test_knowing_everything_is_worth_the_unit_normal_loss():
    assert within(information.evpi(toy()[1]), 0.4798107)


@pytest.mark.parametrize(
    ("size", "exact"), [(1, 0.0251273), (10, 0.0723251), (100, 0.0821176), (1000, 0.0831946)]
)
def test_observations_of_one_parameter(size, exact):
    draws, benefit = toy()
    found = information.evsi(draws, benefit, lambda x, rng: x["p1"] + rng.normal(0, 1 / math.sqrt(size), N))
    assert within(found, exact)


def ades(n: int = N, seed: int = 2):
    rng = np.random.default_rng(seed)
    draws = {
        "Pc": rng.beta(15, 85, n), "log_or": rng.normal(-1.5, math.sqrt(1 / 3), n), "Pse": rng.beta(3, 9, n),
        "logit_Qe": rng.normal(0.6, math.sqrt(1 / 6), n),
    }  # fmt: skip
    odds = draws["Pc"] / (1 - draws["Pc"]) * np.exp(draws["log_or"])
    draws["Pt"] = odds / (1 + odds)
    lost = 1 - 1 / (1 + np.exp(-draws["logit_Qe"]))
    won = (draws["Pc"] - draws["Pt"]) * (75_000 * 30 * lost / 2 + 200_000)
    return draws, won - draws["Pse"] * (100_000 + 75_000) - 15_000


ADES = {
    "Pse": 6298.174, "logit_Qe": 2097.384, "log_or": 3942.392, "Pc": 3402.073, "Pc log_or": 5917.017,
    "Pc log_or logit_Qe": 6861.155,
}  # fmt: skip


@pytest.mark.parametrize(("names", "exact"), ADES.items())
def test_parameters_of_a_decision_model_that_is_not_linear(names, exact):
    draws, benefit = ades()
    assert within(information.evppi(draws, benefit, names.split()), exact)


@pytest.mark.parametrize(("size", "exact"), [(50, 2218.494), (200, 4114.956)])
def test_a_trial_with_two_arms(size, exact):
    draws, benefit = ades()
    found = information.evsi(
        draws, benefit,
        lambda x, rng: np.column_stack([rng.binomial(size, x["Pc"]), rng.binomial(size, x["Pt"])]),
    )  # fmt: skip
    assert within(found, exact)


def chemotherapy(n: int = N, seed: int = 3):
    """Net benefit given the chances of side effects; the rest is luck with the published mean."""
    rng = np.random.default_rng(seed)
    p1, log_or = rng.beta(53, 60, n), rng.normal(-0.61618613942381695, 0.3, n)
    odds = p1 / (1 - p1) * np.exp(log_or)
    draws = {"p1": p1, "p2": odds / (1 + odds), "log_or": log_or}
    slope = (20_000 * -0.6585298542876344 - 151.6218411713995) * rng.gamma(4, 0.25, n)
    return draws, -1855 + slope * (draws["p2"] - p1)


CHEMOTHERAPY = {"p1": 21.454, "p2": 260.442, "log_or": 328.501, "p1 p2": 329.789}


@pytest.mark.parametrize(("names", "exact"), CHEMOTHERAPY.items())
def test_published_example_of_chemotherapy(names, exact):
    draws, benefit = chemotherapy()
    assert within(information.evppi(draws, benefit, names.split()), exact)


def test_intervals_hold_what_they_say_with_few_draws():
    """Of 40 ensembles of 200 draws, as many as two standard errors promise, give or take luck."""
    held = 0
    for seed in range(40):
        draws, benefit = chemotherapy(200, seed)
        held += within(information.evppi(draws, benefit, "p2"), CHEMOTHERAPY["p2"], errors=2.0)
    assert held >= 33


def test_what_no_option_depends_on_is_worth_nothing():
    draws, benefit = chemotherapy(500)
    draws["weather"] = np.random.default_rng(5).normal(size=500)
    found = information.evppi(draws, benefit, "weather")
    assert found.value <= 2 * found.se


@pytest.mark.parametrize("make", [toy, ades, chemotherapy])
def test_a_group_is_worth_no_less_than_any_group_within_it_and_all_no_more_than_certainty(make):
    draws, benefit = make(400)
    names = list(draws)
    worth = [information.evppi(draws, benefit, names[:k]).value for k in range(1, len(names) + 1)]
    assert worth == sorted(worth)
    everything = information.evpi(benefit)
    assert worth[-1] <= everything.value + 2 * everything.se


def test_the_unit_and_a_constant_do_not_matter_and_neither_does_the_order_of_options():
    draws, benefit = toy(600)
    plain = information.evppi(draws, benefit, "p2")
    cents = information.evppi(draws, 100 * benefit + 5e6, "p2")
    assert cents.value == pytest.approx(100 * plain.value, rel=1e-3)
    turned = information.evppi(draws, benefit[:, ::-1], "p2")
    assert turned.value == pytest.approx(plain.value, abs=plain.se / 2)


def test_three_options_are_more_than_their_pairs():
    rng = np.random.default_rng(8)
    draws = {"a": rng.normal(size=N), "b": rng.normal(size=N)}
    benefit = np.column_stack([np.zeros(N), draws["a"], draws["b"]])
    grid = np.linspace(0, 8, 80_001)
    tail = float(np.trapezoid(1 - norm.cdf(grid) ** 2, grid))  # E max(0, a, b) = int P(max > t) dt
    assert within(information.evpi(benefit), tail)
    assert within(information.evppi(draws, benefit, ["a", "b"]), tail)
    assert within(information.evppi(draws, benefit, "a"), 1 / math.sqrt(2 * math.pi))


@pytest.mark.parametrize(
    ("inputs", "benefit", "names", "said"),
    [
        ({"fidelity": np.ones(20)}, np.ones((20, 2)), "fidelty", "did you mean 'fidelity'"),
        ({"fidelity": np.ones(20)}, np.ones((19, 2)), "fidelity", "20 draws of parameters beside 19"),
        ({"fidelity": np.ones(4)}, np.ones((4, 2)), "fidelity", "too few"),
        ({"fidelity": [math.nan] * 20}, np.ones((20, 2)), "fidelity", "'fidelity' holds values"),
        ({"fidelity": ["a"] * 20}, np.ones((20, 2)), "fidelity", "does not hold numbers"),
        ({"fidelity": np.ones(20)}, np.full((20, 2), math.inf), "fidelity", "no finite numbers"),
        ({"fidelity": np.ones(20)}, np.ones((20, 2)), [], "no parameter is named"),
        ({}, np.ones((20, 2)), None, "no columns"),
    ],
)
def test_faults_are_words(inputs, benefit, names, said):
    with pytest.raises(ValueError, match=said):
        information.evppi(inputs, benefit, names)


def test_a_table_may_be_a_frame_a_mapping_or_an_array():
    import pandas as pd

    draws, benefit = toy(300)
    frame = pd.DataFrame(draws)
    as_mapping = information.evppi(draws, benefit, "p1")
    assert information.evppi(frame, benefit, "p1") == as_mapping
    assert information.evppi(frame.to_numpy(), benefit, "x1") == as_mapping


def test_over_years_and_after_its_cost():
    """The arithmetic of a published example: 46,000 decisions a year, ten years, 3.5%."""
    total = information.over_years(Estimate(100.0, 1.0), a_year=46_000, years=10, discount=0.035)
    assert total.value == pytest.approx(100 * 46_000 * (1 - math.exp(-0.35)) / 0.035)
    assert total.se == pytest.approx(total.value / 100)
    assert information.enbs(total, total.value + 5).value == pytest.approx(-5)
    assert information.over_years(Estimate(2.0, 0.0), a_year=3, years=4).value == 24
