"""Does the model still show what its posterior was stored with? Some of the stored draws live once more.

Fails when the targets or the prior of a fitted parameter changed since the fit, when the stored draws are not
those that were fitted, or when the mean of a figure over the same draws moved by more than the luck of towns
can move it. A parameter that the fit did not know is a note: here it stands where its mechanism does nothing,
as in a run, and at its median when it has no such place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.calibration.calibrating import PREDICTIVE, priors, problem_of
from youthsim.calibration.posterior import Posterior, PosteriorFault, read_posterior
from youthsim.calibration.runs import Look, Point, look_everywhere
from youthsim.calibration.targets import TargetFile
from youthsim.experiment.ensemble import Tell, code_hash
from youthsim.parameters import medians

CHANCE = 1e-3
"""Chance that a model which did not change fails, over all figures together."""


@dataclass(frozen=True)
class Moved:
    """One figure over the checked draws: stored mean, mean now, the difference in standard errors of luck."""

    id: str
    stored: float
    now: float
    errors: float

    def __str__(self) -> str:
        return (
            f"{self.id}: {self.stored:.4g} -> {self.now:.4g} on its scale ({self.errors:+.1f} errors of luck)"
        )


@dataclass(frozen=True)
class Check:
    """`faults`: why the posterior is of no use; `moved`: figures beyond Monte Carlo error; `notes`."""

    faults: tuple[str, ...]
    moved: tuple[Moved, ...]
    notes: tuple[str, ...]
    draws: int

    @property
    def passed(self) -> bool:
        return not self.faults and not self.moved


def check(
    folder: Path, file: TargetFile, *, draws: int = 60, workers: int = 1, runs: Path | None = None,
    tell: Tell | None = None, look: Look | None = None,
) -> Check:  # fmt: skip
    """Compares a stored posterior with the model as it is. `look` replaces the model, to be wrong on purpose.

    Raises FileNotFoundError when nothing is stored.
    """
    try:
        posterior = read_posterior(folder)
    except PosteriorFault as fault:
        return Check((str(fault),), (), (), 0)
    faults = list(_what_changed(posterior.manifest, file))
    if faults:
        return Check(tuple(faults), (), (), 0)
    problem, _ = problem_of(file, int(posterior.manifest["seed"]))
    wanted = {t["id"] for t in posterior.manifest["targets"]}
    kept = [k for k, f in enumerate(problem.figures) if f.id in wanted]
    with np.load(folder / PREDICTIVE) as file_of_runs:
        stored = problem.keeping(kept).links(file_of_runs["seen"])
    count = min(draws, len(stored))
    first = int(posterior.manifest["first_draw"])
    new = {n: value for n, value in medians().items() if n in problem.priors and n not in posterior.names}
    new.update(posterior.asleep())
    points = [
        Point(first + i, {**new, **dict(zip(posterior.names, map(float, posterior.draws[i]), strict=True))})
        for i in range(count)
    ]
    import tempfile

    with tempfile.TemporaryDirectory(prefix="youthsim-") as temporary:
        seen = look_everywhere(
            look or problem.look, points, runs or Path(temporary), problem.name, figures=len(problem.figures),
            workers=workers, tell=tell,
        )  # fmt: skip
    now = problem.keeping(kept).links(seen[:, :, kept])[:, 0]
    moved = compare([problem.figures[k].id for k in kept], stored, now)
    notes = _what_came(posterior)
    if posterior.manifest.get("engine_hash") != code_hash():
        notes.append("the sources of the model changed since the fit")
    if not np.allclose(np.nan_to_num(stored[:count, 0]), np.nan_to_num(now), atol=1e-6):
        notes.append("the same draws no longer give the same towns")
    return Check((), tuple(moved), tuple(notes), count)


def compare(ids: list[str], stored: NDArray[np.float64], now: NDArray[np.float64]) -> list[Moved]:
    """Figures whose mean over the same draws moved beyond luck.

    stored: (draws, replicates, figures); now: (checked draws, figures). The luck of one town is judged from
    the stored replicates.
    """
    from scipy.special import ndtri

    count = len(now)
    limit = float(ndtri(1 - CHANCE / 2 / max(len(ids), 1)))
    luck = _luck_sd(stored)
    out = []
    for k, name in enumerate(ids):
        both = np.isfinite(stored[:count, 0, k]) & np.isfinite(now[:, k])
        lost = int(np.isfinite(stored[:count, 0, k]).sum() - both.sum())
        if not both.any() or lost > 0.1 * count:
            out.append(Moved(name, float(np.nanmean(stored[:, 0, k])), math.nan, math.inf))
            continue
        before, after = float(stored[:count, 0, k][both].mean()), float(now[both, k].mean())
        error = luck[k] * math.sqrt(2.0 / both.sum())
        errors = (
            (after - before) / error
            if error > 0
            else math.copysign(math.inf, after - before) * (after != before)
        )
        if abs(errors) > limit and abs(after - before) > 1e-9:
            out.append(Moved(name, before, after, errors))
    return sorted(out, key=lambda m: -abs(m.errors))


def _luck_sd(stored: NDArray[np.float64]) -> NDArray[np.float64]:
    apart = stored[:, 0] - stored[:, 1] if stored.shape[1] > 1 else np.full(stored[:, 0].shape, np.nan)
    return np.sqrt(np.nanmean(apart**2, axis=0) / 2.0)


def _what_changed(manifest: Mapping[str, Any], file: TargetFile) -> list[str]:
    out = []
    if manifest.get("targets_hash") != file.hash:
        out.append(
            f"{file.path}: the targets changed since the fit (hash {file.hash}, fitted "
            f"{manifest.get('targets_hash')}); "
            "fit anew with `youthsim calibrate`"
        )
    now = {name: p.plain() for name, p in priors().items()}
    then = manifest.get("priors", {})
    changed = sorted(n for n in set(now) & set(then) if now[n] != then[n])
    gone = sorted(set(then) - set(now))
    for words, names in (("changed prior", changed), ("went away", gone)):
        if names:
            out.append(f"parameters that {words} since the fit: {_shown(names)}")
    return out


def _what_came(posterior: Posterior) -> list[str]:
    """Parameters that the fit did not know, asleep or at their priors: worth saying, and no fault."""
    asleep = sorted(posterior.asleep())
    awake = sorted(set(priors()) - set(posterior.manifest.get("priors", {})) - set(asleep))
    return [
        f"parameters that came since the fit, and {what}: {_shown(names)}"
        for what, names in (("stand where they do nothing", asleep), ("keep their prior", awake))
        if names
    ]


def _shown(names: list[str]) -> str:
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def wrong(look: Look, factors: Mapping[str, float]) -> Look:
    """A model with some parameters multiplied: to see that the check notices."""

    def looked(values: Mapping[str, float], draw: int, replicate: int) -> NDArray[np.float64]:
        return look({n: v * factors.get(n, 1.0) for n, v in values.items()}, draw, replicate)

    return looked


__all__ = ["Check", "Moved", "Posterior", "check", "compare", "wrong"]
