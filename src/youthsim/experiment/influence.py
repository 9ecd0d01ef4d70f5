"""Which parameters move the answer, and what the answer therefore rests on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.experiment import quantities as q
from youthsim.experiment.design import stem, uncertain
from youthsim.experiment.ensemble import Ensemble
from youthsim.experiment.statistics import draw_effects

Json = dict[str, Any]
MOST, FEWEST, DECIDING = 12, 3, 3
NOTHING_LEFT = 1e-9
SCENARIO_SAYS = "set in the scenario"


def rank_correlation(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Spearman's; NaN when either has no variance."""
    rank_x, rank_y = _ranks(x), _ranks(y)
    if rank_x.std() == 0 or rank_y.std() == 0:
        return math.nan
    return float(np.corrcoef(rank_x, rank_y)[0, 1])


def noise_floor(draws: int, parameters: int) -> float:
    """What the largest correlation of so many inert parameters exceeds once in twenty ensembles."""
    tail = 0.05 / (2 * max(parameters, 1))
    return min(NormalDist().inv_cdf(1 - tail) / math.sqrt(max(draws - 1, 1)), 1.0)


@dataclass(frozen=True)
class Influences:
    """The uncertain parameters of an ensemble, ready to be held against any effect over draws.

    `ranks`: (parameters, draws), each row with mean 0 and length 1 (0 throughout without variance).
    """

    names: tuple[str, ...]
    ranks: NDArray[np.float64]
    floor: float

    @classmethod
    def of(cls, ensemble: Ensemble, effects: int = 1) -> Influences:
        """Of every parameter that is not fixed; the more `effects` are asked after, the higher the floor."""
        names = uncertain(ensemble.plan.distributions)
        rows = [_unit_ranks(ensemble.values(name)) for name in names]
        draws = len(ensemble.points)
        return cls(names, np.array(rows).reshape(len(names), draws), noise_floor(draws, effects * len(names)))

    def deciding(self, effects: NDArray[np.float64]) -> Json:
        """What the width of an effect rests on: `parameters`, strongest first, and `share`.

        The strongest first, then the strongest in what that one leaves over, as long as its rank correlation
        there cannot be chance; at most three. `share` is the part of the variance of the effect's ranks that
        these parameters account for together; None without any.
        """
        from youthsim.parameters import PARAMETERS

        about = _unit_ranks(effects) if np.isfinite(effects).all() else np.zeros(len(effects))
        found, left, first = self.ranks @ about, about, list[int]()
        while len(first) < DECIDING and np.linalg.norm(left) > NOTHING_LEFT:
            there = np.abs(self.ranks @ left) / np.linalg.norm(left)
            strongest = int(there.argmax())
            if there[strongest] <= self.floor:
                break
            first.append(strongest)
            chosen = self.ranks[first].T
            left = about - chosen @ np.linalg.lstsq(chosen, about, rcond=None)[0]
        if not first:
            return {"parameters": [], "share": None}
        rows = []
        for k in first:
            declared = PARAMETERS.get(stem(self.names[k]))
            rows.append({
                "parameter": self.names[k], "rank_correlation": float(found[k]),
                "rests_on_assumption": declared.rests_on_assumption if declared else True,
            })  # fmt: skip
        return {"parameters": rows, "share": float(1.0 - left @ left)}


def weakest_sources(ensemble: Ensemble, arm: int) -> Json:
    """`parameters` (all uncertain ones by influence) and `weakest_sources` (assumptions among the strongest).

    Influence is the rank correlation over draws between the parameter and the expected net saving of the
    town's public payers. Below `noise_floor` it cannot be told from none: with so many parameters, one in
    twenty ensembles without any influence would show a larger one.
    """
    plan = ensemble.plan
    target = plan.sizes.index(plan.target)
    saving = next(x for x in q.money_quantities(ensemble) if x.id == "net_saving")
    effects, _ = draw_effects(saving.twin_difference(arm, target))
    names = uncertain(plan.distributions)
    floor = noise_floor(len(effects), len(names))
    rows = [_row(plan, name, ensemble.values(name), effects) for name in names]
    rows.sort(key=lambda row: (-abs(row["rank_correlation"] or 0.0), row["parameter"]))
    weak = [row for row in rows if row["rests_on_assumption"]]
    strong = [row for row in weak if abs(row["rank_correlation"] or 0.0) > floor] or weak[:FEWEST]
    return {
        "weakest_sources": [
            row
            | {
                "noise_floor": floor,
                "outcome": "net_saving",
                "clear": abs(row["rank_correlation"] or 0.0) > floor,
            }
            for row in strong[:MOST]
        ],
        "parameters": rows,
    }


def _row(plan: Any, name: str, values: NDArray[np.float64], effects: NDArray[np.float64]) -> Json:
    from youthsim.parameters import PARAMETERS

    declared = PARAMETERS.get(stem(name))
    distribution = plan.distributions[name]
    overridden = declared is None or distribution != declared.prior
    correlation = rank_correlation(values, effects) if len(values) > 2 else math.nan
    return {
        "parameter": name,
        "unit": declared.unit if declared else "",
        "distribution": distribution.describe(),
        "p05": distribution.low(),
        "p50": distribution.quantile(0.5),
        "p95": distribution.high(),
        "evidence": list(declared.evidence) if declared else [],
        "rests_on_assumption": declared.rests_on_assumption if declared else True,
        "role": declared.role if declared else "assumption",
        "note": (declared.note if declared else "") or (SCENARIO_SAYS if overridden else ""),
        "set_by": "scenario" if overridden else "prior",
        "rank_correlation": None if math.isnan(correlation) else correlation,
    }


def _unit_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks around 0 with length 1; zeros where nothing varies."""
    centred = _ranks(values) - (len(values) - 1) / 2.0
    length = float(np.linalg.norm(centred))
    return centred / length if length > 0 else np.zeros(len(values))


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks from 0, ties at their mean."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return ((ends - counts + ends - 1) / 2.0)[inverse]
