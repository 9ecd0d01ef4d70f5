"""What the programme needs and gets: staff, and cases to enrol."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.arm_run import PROGRAMME_SERIES
from youthsim.experiment.ensemble import Ensemble
from youthsim.experiment.statistics import of_arm

Json = dict[str, Any]
UNITS = {
    "fte_wanted": "fte, highest month",
    "fte_filled": "fte, mean from the first month with a filled post to the last",
    "households_served": "households, highest month",
    "mean_fidelity": "share, mean over served months",
    "displaced_fte": "fte, highest month",
    "houses_given": "houses over the horizon",
}


def staffing_section(ensemble: Ensemble) -> Json:
    """staffing.{arm}.{size}.{series}: one number per world, with the parameter interval."""
    plan = ensemble.plan
    return {
        arm: {
            str(size): {
                name: _spread(staff_figure(ensemble.grid("programme")[:, :, a, s], name))
                | {"unit": UNITS[name]}
                for name in PROGRAMME_SERIES
            }
            for s, size in enumerate(plan.sizes)
        }
        for a, arm in enumerate(plan.arms)
        if a
    }


def staff_figure(series: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    """(points, replicates) from (points, replicates, months, series); see UNITS for what is taken."""
    months = series[..., PROGRAMME_SERIES.index(name)]
    served = series[..., PROGRAMME_SERIES.index("households_served")]
    if name == "fte_filled":  # families of a school stay its families when the money has gone
        runs = _from_first_to_last(months > 0)
        return (months * runs).sum(axis=-1) / np.maximum(runs.sum(axis=-1), 1)
    if name == "mean_fidelity":
        weight = served.sum(axis=-1)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(weight > 0, (months * served).sum(axis=-1) / weight, np.nan)
    return months.max(axis=-1)


def _from_first_to_last(filled: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The months in which a programme runs, vacancies in between included; (..., months)."""
    begun = np.logical_or.accumulate(filled, axis=-1)
    not_over = np.logical_or.accumulate(filled[..., ::-1], axis=-1)[..., ::-1]
    return begun & not_over


def cases_section(ensemble: Ensemble) -> Json:
    """cases.{arm}.{size}: how many were asked, eligible, enrolled and completed, and how often too few."""
    plan, eligible = ensemble.plan, ensemble.grid("eligible")
    return {
        arm: {
            str(size): {
                "asked": size,
                "eligible": _spread(eligible.astype(np.float64)),
                "chance_too_few": float((eligible < size).mean()),
                "enrolled": _spread(ensemble.grid("enrolled")[:, :, a, s].astype(np.float64)),
                "completed": _spread(ensemble.grid("completed")[:, :, a, s].astype(np.float64)),
            }
            for s, size in enumerate(plan.sizes)
        }
        for a, arm in enumerate(plan.arms)
        if a
    }


def _spread(values: NDArray[np.float64]) -> Json:
    return of_arm(values, least=0.0).realised.ends()
