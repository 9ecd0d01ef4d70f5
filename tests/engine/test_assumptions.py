"""Check 4: no effect is sure to be good, and what rests on nothing but an assumption can be taken away."""

import pytest
from effects import NEUTRAL, ONE_SIDED, chance_of_harm

from youthsim.parameters import PARAMETERS
from youthsim.parameters.declare import Parameter
from youthsim.scenario.distributions import Fixed

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


@pytest.mark.parametrize(
    ("evidence", "role", "assumed"),
    [
        (("assumption",), "effect", True),
        (("nij_super_assistant",), "effect", True),  # a source that assumes it
        (("lwd_dir_teacher_time",), "effect", True),  # what people in the field judge
        (("til_directing_professionals",), "effect", True),  # what is wanted
        (("nij_super_assistant", "til_rachel_professionals_after"), "effect", False),  # one of them was seen
        (("P145", "assumption"), "effect", False),
        (("P113",), "price", False),  # a tariff is what is paid
        (("P113",), "effect", True),
        (("P182",), "price", True),  # an amount somebody judges is not
    ],
)
def test_a_number_that_its_source_assumes_plans_or_judges_is_an_assumption(evidence, role, assumed):
    one = Parameter("made_up", "ratio", Fixed(1.0), evidence, "", role)
    assert one.rests_on_assumption is assumed


def test_what_nijmegen_only_supposes_of_its_pooled_aides_is_an_assumption():
    assert all(PARAMETERS[f"aides_{name}"].rests_on_assumption for name in ("replaces", "relief", "at_once"))
