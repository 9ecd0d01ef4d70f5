"""No regime wins by assumption: each behavioural response of a pool, a sum and a task may turn out either way."""

import math

import pytest

from youthsim.parameters import PARAMETERS

NOTHING = {  # the value at which a response does nothing
    "pooled_absorbs": 0.0, "pooled_scale_down": 1.0, "pooled_heavier": 1.0, "pooled_dilution": 0.0,
    "lump_turned_away": 0.0, "lump_intensity": 1.0, "lump_exits": 1.0, "lump_lean": 0.0, "task_growth": 0.0,
}  # fmt: skip


def share_above(name: str, value: float, steps: int = 2000) -> float:
    prior = PARAMETERS[name].prior
    return sum(prior.quantile((k + 0.5) / steps) > value for k in range(steps)) / steps


@pytest.mark.parametrize("name", NOTHING)
def test_a_response_goes_either_way_in_at_least_a_sixth_of_the_prior(name):
    assert 1 / 6 < share_above(name, NOTHING[name]) < 5 / 6


@pytest.mark.parametrize(
    ("pooled", "pxq"), [("gate_hours_pooled", "gate_hours_pxq"), ("gate_lead_pooled", "gate_lead_pxq")]
)
def test_a_pool_may_cost_more_paperwork_and_take_longer_than_a_grant(pooled, pxq):
    steps = 60
    points = [(k + 0.5) / steps for k in range(steps)]
    drawn = [
        (PARAMETERS[pooled].prior.quantile(u), PARAMETERS[pxq].prior.quantile(v))
        for u in points
        for v in points
    ]
    assert 1 / 6 < sum(a > b for a, b in drawn) / len(drawn) < 1 / 2


def test_a_sum_per_youth_spans_what_colorado_saw_and_the_opposite():
    """Use is help begun times its intensity times the places left, over the pace at which it ends."""

    def use(tail: float) -> float:
        def at(name: str, thin: bool) -> float:
            return PARAMETERS[name].prior.quantile(1.0 - tail if thin else tail)

        begun, places = 1.0 - at("lump_turned_away", True), 1.0 - at("lump_lean", True)
        return math.log(begun * places * at("lump_intensity", False) / at("lump_exits", True))

    assert use(0.5) < math.log(0.8) + 0.05  # a fifth less is usual
    assert use(0.25) < math.log(0.5) and use(0.1) < math.log(0.33)  # two thirds less: all four go one way
    assert use(0.75) > 0.0  # and more use is possible


def test_a_task_may_grow_by_the_third_that_one_city_saw():
    assert 0.01 < share_above("task_growth", 0.34) < 0.1
