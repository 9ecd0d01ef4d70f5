"""Draws of parameters: the same whatever else is asked."""

import numpy as np

from youthsim.experiment.design import uniform_of, values_at, values_of_draw
from youthsim.scenario.distributions import Fixed, Normal, Uniform

PRIORS = {"a": Normal(0, 1), "b": Uniform(2, 4), "c": Fixed(5.0)}


def test_a_draw_does_not_depend_on_which_other_parameters_there_are():
    alone = values_of_draw({"b": PRIORS["b"]}, 3, 17)
    assert values_of_draw(PRIORS, 3, 17)["b"] == alone["b"]
    assert values_of_draw(dict(reversed(PRIORS.items())), 3, 17)["b"] == alone["b"]


def test_more_draws_keep_the_first(plan_of):
    from youthsim.experiment.ensemble import points_of

    assert points_of(plan_of(draws=20))[:10] == points_of(plan_of(draws=10))


def test_seed_name_and_draw_each_give_another_value():
    base = uniform_of(1, "a", 0)
    assert len({base, uniform_of(2, "a", 0), uniform_of(1, "b", 0), uniform_of(1, "a", 1)}) == 4


def test_draws_fill_the_prior_evenly():
    values = np.sort([uniform_of(1, "a", d) for d in range(4000)])
    assert np.abs(values - (np.arange(4000) + 0.5) / 4000).max() < 0.03


def test_two_parameters_are_drawn_independently():
    pairs = np.array([[uniform_of(1, "a", d), uniform_of(1, "b", d)] for d in range(4000)])
    assert abs(np.corrcoef(pairs.T)[0, 1]) < 0.05


def test_an_arms_own_setting_shares_the_luck_of_its_parameter():
    values = values_of_draw({"b": Uniform(0, 1), "arms.pooled.b": Uniform(10, 11)}, 1, 4)
    assert values["arms.pooled.b"] == 10 + values["b"]


def test_scenario_values_replace_priors_and_claim_settings_are_drawn(plan_of, scenario):
    from youthsim.experiment.plan import SEVERITY, THREAT_MONTHS, Plan

    told = scenario.model_copy(update={"parameters": {"effect": Fixed(1.5)}})
    plan = Plan.of(told, priors={"effect": Normal(9, 1), "other": Normal(0, 1)})
    values = values_of_draw(plan.distributions, 1, 0)
    assert values["effect"] == 1.5 and values[THREAT_MONTHS] == 12 and 0 < values[SEVERITY] < 1


def test_the_edges_of_the_unit_cube_give_finite_values():
    assert np.isfinite(list(values_at(PRIORS, ("a", "b"), np.array([0.0, 1.0])).values())).all()
