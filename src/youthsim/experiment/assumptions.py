"""The same scenario with every effect that rests on an assumption alone at the value where it does nothing.

An assumption is also what a source only assumes, plans or judges (`Parameter.rests_on_assumption`). What is
left of a difference is what rests on something observed; what is gone rested on assumptions only. It is a run
of its own, because such effects are at work in the burn-in and in both arms too.
"""

from __future__ import annotations

from youthsim.catalogue.models import Scenario
from youthsim.parameters import PARAMETERS
from youthsim.parameters.declare import Parameter
from youthsim.scenario.distributions import Fixed

FOLDER = "assumptions-off"
NO_EFFECT = {  # measured against what is usual, though no ratio by their units
    "family_plan_relief": 1.0, "aides_relief": 1.0, "aides_at_once": 1.0, "plan_fidelity": 1.0,
}  # fmt: skip
KEPT = ("plan_fidelity",)  # scales what helps and what harms alike, so it has no side to switch off


def neutral_value(parameter: Parameter) -> float:
    """Where an effect does nothing: 1 for a ratio, 0 for anything else."""
    return NO_EFFECT.get(parameter.name, 1.0 if "ratio" in parameter.unit.split() else 0.0)


def assumed_effects() -> dict[str, float]:
    """Every effect that rests on an assumption, and the value at which it does nothing."""
    return {
        name: neutral_value(parameter)
        for name, parameter in PARAMETERS.items()
        if parameter.role == "effect" and parameter.rests_on_assumption and name not in KEPT
    }


def without_assumptions(scenario: Scenario) -> Scenario:
    """The scenario with those effects switched off, in every arm."""
    off = assumed_effects()
    arms = {
        name: arm.model_copy(update={"parameters": {k: v for k, v in arm.parameters.items() if k not in off}})
        for name, arm in scenario.arms.items()
    }
    fixed = {name: Fixed(value) for name, value in off.items()}
    changed = {"parameters": {**scenario.parameters, **fixed}, "arms": arms}
    copy = scenario.model_copy(update=changed)
    copy._path = scenario._path
    return copy
