"""Before any data the priors promise nothing: early help and pooling move specialised care little."""

import numpy as np
import pytest

from youthsim.catalogue import load
from youthsim.experiment.design import values_of_draw
from youthsim.experiment.prior_predictive import prior_predictive, summarise
from youthsim.institutions.prevention import help_near
from youthsim.parameters import PARAMETERS, medians


@pytest.fixture(scope="module")
def found():
    scenario = load("tilburg-650").model_copy(update={"population_share": 0.12})
    priors = {name: parameter.prior for name, parameter in PARAMETERS.items()}
    return prior_predictive(scenario, [values_of_draw(priors, 7, draw) for draw in range(14)], months=24)


def test_early_help_moves_specialised_care_little_and_rather_up(found):
    s = summarise(found["early_help"]["months_in_specialised_care"])
    assert -0.03 < s["p50"] < 0.10
    assert s["increase"] > 0.4


def test_pooling_moves_specialised_care_little_with_both_signs_possible(found):
    changes = found["pooled"]["months_in_specialised_care"]
    assert abs(np.median(changes)) < 0.08
    assert changes.min() < 0 < changes.max()


def test_light_help_near_sees_more_may_be_asked_sooner_and_refers_more_lightly():
    before = medians() | {"early_help_asking": 1.1}
    near = help_near(before, 1.0)
    assert set(near) == {"signal_rate", "request_base", "route_light"}
    assert all(near[name] > before[name] for name in near)


def test_light_help_near_nobody_changes_nothing():
    before = medians()
    assert all(before[name] == value for name, value in help_near(before, 0.0).items())
