"""SALib behind checks: designs in the unit cube, and indices that say when they cannot be known."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from youthsim.experiment.statistics import NO_VARIANCE

Values = NDArray[np.float64]
Problem: TypeAlias = dict[str, Any]
MorrisRow: TypeAlias = dict[str, Any]
SobolRow: TypeAlias = dict[str, Any]
LEVELS = 4
TOO_FEW = "too few complete runs"


def problem_of(names: Sequence[str], of_group: Mapping[str, str] | None = None) -> Problem:
    """SALib's problem over the unit cube; with `of_group` its factors are groups."""
    problem: Problem = {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
    if of_group is not None:
        problem["groups"] = [of_group[name] for name in names]
    return problem


def factors_of(problem: Mapping[str, Any]) -> list[str]:
    """What is varied as one: parameters, or groups in order of first appearance."""
    return list(dict.fromkeys(problem.get("groups") or problem["names"]))


def checked_seed(seed: int) -> int:
    """A seed that SALib does not ignore: 1 to 2^32 - 1."""
    return seed % (2**32 - 1) + 1


def morris_design(problem: Problem, trajectories: int, seed: int) -> Values:
    """(trajectories x (factors + 1), parameters) points in the unit cube."""
    from SALib.sample import morris

    return np.asarray(morris.sample(problem, trajectories, num_levels=LEVELS, seed=checked_seed(seed)))


def sobol_design(problem: Problem, base_samples: int, seed: int) -> Values:
    """(base samples x (factors + 2), parameters) points in the unit cube."""
    from SALib.sample import sobol

    return np.asarray(sobol.sample(problem, base_samples, calc_second_order=False, seed=checked_seed(seed)))


def morris_rows(problem: Problem, cube: Values, values: Values, seed: int) -> tuple[MorrisRow, ...]:
    """mu, mu*, its 95% half-width and sigma per factor, strongest first. `values`: (rows, replicates)."""
    from SALib.analyze import morris

    names = factors_of(problem)
    kept, note = _usable(values, problem, 1)
    if note:
        return tuple(_empty(name, ("mu", "mu_star", "mu_star_conf", "sigma"), note) for name in names)
    found = morris.analyze(
        problem, cube[kept], values[kept].mean(axis=1), num_levels=LEVELS, seed=checked_seed(seed)
    )  # fmt: skip
    rows = [
        {
            "factor": str(name),
            **{key: _known(found[key][i]) for key in ("mu", "mu_star", "mu_star_conf", "sigma")},
            "note": "",
        }
        for i, name in enumerate(found["names"])
    ]
    return tuple(sorted(rows, key=lambda row: (-(row["mu_star"] or 0.0), row["factor"])))


def sobol_rows(problem: Problem, values: Values, seed: int) -> tuple[SobolRow, ...]:
    """First-order and total index per factor with 95% half-widths, strongest first."""
    from SALib.analyze import sobol

    names = factors_of(problem)
    kept, note = _usable(values, problem, 2)
    if note:
        return tuple(_empty(name, ("S1", "S1_conf", "ST", "ST_conf"), note) for name in names)
    found = sobol.analyze(
        problem,
        values[kept].mean(axis=1),
        calc_second_order=False,
        num_resamples=200,
        seed=checked_seed(seed),
    )
    rows = [
        {
            "factor": name,
            **{key: _known(found[key][i]) for key in ("S1", "S1_conf", "ST", "ST_conf")},
            "note": "",
        }
        for i, name in enumerate(names)
    ]
    return tuple(sorted(rows, key=lambda row: (-(row["ST"] or 0.0), row["factor"])))


def complete_blocks(values: Values, problem: Mapping[str, Any], extra: int) -> NDArray[np.bool_]:
    """Which trajectories (extra 1) or base samples (extra 2) have every value finite."""
    block = len(factors_of(problem)) + extra
    return np.asarray(np.isfinite(values).all(axis=1).reshape(-1, block).all(axis=1))


def varies(values: Values) -> bool:
    """Whether the outcome moves at all, beyond rounding."""
    means = values.mean(axis=1)
    means = means[np.isfinite(means)]
    return bool(len(means) > 1 and np.ptp(means) > 1e-9 * np.abs(means).max())


def twin_noise_share(values: Values) -> float | None:
    """The part of the variance over points that is luck: what replicates disagree on.

    Luck that is the same at every point cancels between them, so each replicate's own mean is taken off
    first. None with one replicate or no variance.
    """
    values = values[np.isfinite(values).all(axis=1)]
    points, replicates = values.shape
    if replicates < 2 or points < 2 or not varies(values):
        return None
    residual = values - values.mean(axis=0) - values.mean(axis=1, keepdims=True) + values.mean()
    noise = float((residual**2).sum() / ((points - 1) * (replicates - 1))) / replicates
    return min(noise / float(values.mean(axis=1).var(ddof=1)), 1.0)


def _usable(values: Values, problem: Problem, extra: int) -> tuple[NDArray[np.bool_], str]:
    blocks = complete_blocks(values, problem, extra)
    kept = np.repeat(blocks, len(factors_of(problem)) + extra)
    if blocks.sum() < 2:
        return kept, TOO_FEW
    return kept, "" if varies(values[kept]) else NO_VARIANCE


def _empty(name: str, keys: Sequence[str], note: str) -> dict[str, Any]:
    return {"factor": name, **dict.fromkeys(keys), "note": note}


def _known(value: Any) -> float | None:
    number = float(value)
    return number if math.isfinite(number) else None
