"""Check 4: no effect is sure to be good, and what rests on nothing but an assumption can be taken away."""

import pytest
from effects import NEUTRAL, ONE_SIDED, chance_of_harm

from youthsim.parameters import PARAMETERS

EFFECTS = {name: p for name, p in PARAMETERS.items() if p.role == "effect"}


def test_every_effect_has_a_value_at_which_it_does_nothing():
    assert set(EFFECTS) == set(NEUTRAL)


@pytest.mark.parametrize("name", sorted(set(EFFECTS) - set(ONE_SIDED)))
def test_every_effect_can_turn_out_worse_than_nothing(name):
    assert chance_of_harm(name) > 0.005


@pytest.mark.parametrize("name", sorted(ONE_SIDED))
def test_shares_that_cannot_be_negative_can_be_next_to_nothing_or_are_losses(name):
    prior = EFFECTS[name].prior
    assert 0.0 <= prior.quantile(0.0001) < prior.quantile(0.9999) <= 1.0
    assert prior.quantile(0.95) - prior.quantile(0.05) > 0.1


def test_some_effects_rest_on_an_assumption_alone_and_say_so():
    alone = {name for name, p in EFFECTS.items() if p.rests_on_assumption}
    assert {"weighing_incidents", "plan_trust", "family_plan_absorbs"} <= alone
    assert alone < set(EFFECTS)
