"""Where the parameters of a run come from, and which of them the data said nothing about."""

from __future__ import annotations

from typing import Any

from youthsim.experiment.plan import Plan
from youthsim.parameters import PARAMETERS
from youthsim.scenario.distributions import Fixed

PRIORS = "not calibrated: parameters are drawn from priors, not from a posterior"


def parameters_said(plan: Plan) -> str:
    """One line for the manifest and for notebooks."""
    if plan.posterior is None:
        return PRIORS
    left = len(still_priors(plan))
    uncertain = left + len(set(plan.posterior.learned) & set(plan.fitted))
    quick = (
        "a quick fit that must not be used for an answer; " if plan.posterior.manifest.get("quick") else ""
    )
    return (
        f"{quick}drawn from posterior {plan.posterior.hash}: the data say nothing about {left} of "
        f"{uncertain} parameters, which are still their priors"
    )


def still_priors(plan: Plan) -> list[str]:
    """Uncertain parameters in use about which the data said nothing, in order of declaration."""
    told = set() if plan.posterior is None else set(plan.posterior.learned) & set(plan.fitted)
    return [
        name
        for name in PARAMETERS
        if name in plan.distributions and name not in told and not isinstance(plan.distributions[name], Fixed)
    ]


def posterior_facts(plan: Plan) -> dict[str, Any] | None:
    """What a report needs to say about the fit; None when there is none."""
    if plan.posterior is None:
        return None
    left = still_priors(plan)
    manifest = plan.posterior.manifest
    return {
        "hash": plan.posterior.hash,
        "targets": len(manifest.get("targets", [])),
        "inside": manifest.get("inside"),
        "quick": bool(manifest.get("quick")),
        "learned": [name for name in plan.posterior.learned if name in plan.fitted],
        "not_learned": left,
        "effects_not_learned": [n for n in left if PARAMETERS[n].role == "effect"],
    }
