"""A run without assumptions has every effect that nothing supports at nothing, and all else as it was."""

from effects import NEUTRAL

from youthsim.catalogue import load
from youthsim.experiment.assumptions import KEPT, assumed_effects, neutral_value, without_assumptions
from youthsim.experiment.plan import Plan
from youthsim.parameters import PARAMETERS
from youthsim.scenario.distributions import Fixed


def test_nothing_is_the_same_nothing_as_in_the_register_of_effects():
    assert {name: neutral_value(PARAMETERS[name]) for name in NEUTRAL} == NEUTRAL


def test_only_effects_under_which_nothing_was_seen_are_switched_off():
    off = assumed_effects()
    assert {"work_take_up", "weighing_incidents", "plan_trust", "aides_replaces", "aides_relief"} <= set(off)
    assert all(PARAMETERS[name].rests_on_assumption for name in off)
    assert not {"existence_housing", "plan_network", *KEPT} & set(off)


def test_the_run_without_assumptions_differs_in_nothing_else():
    scenario = load("nijkerk")
    full, off = Plan.of(scenario).distributions, Plan.of(without_assumptions(scenario)).distributions
    changed = {name for name in full if full[name] != off[name]}
    assert changed == {name for name in assumed_effects() if full[name] != Fixed(assumed_effects()[name])}
    assert set(full) == set(off)
