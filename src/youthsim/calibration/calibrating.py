"""From a target file to a stored posterior with its manifest, diagnostics and predictive."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from youthsim.calibration.fitting import Effort, Fit, Say, emulate, fit
from youthsim.calibration.learning import NOTHING, as_rows, correlated, directions, dropping_each, learned
from youthsim.calibration.posterior import Posterior, rounded, write_posterior
from youthsim.calibration.problem import Problem, figure_of
from youthsim.calibration.runs import Town, own_hash
from youthsim.calibration.sbc import Ranks, of_real_towns, of_the_emulator
from youthsim.calibration.scoring import score, tally
from youthsim.calibration.seeing import scenes_of
from youthsim.calibration.spent import Spent
from youthsim.calibration.targets import Target, TargetFile
from youthsim.experiment.ensemble import Tell, code_hash
from youthsim.parameters import PARAMETERS
from youthsim.scenario.distributions import Distribution, Fixed

Json = dict[str, Any]
DIAGNOSTICS, PREDICTIVE = "diagnostics.json", "predictive.npz"
SBC_REPETITIONS = 200


def priors() -> dict[str, Distribution]:
    """Every uncertain parameter of the model."""
    return {name: p.prior for name, p in PARAMETERS.items() if not isinstance(p.prior, Fixed)}


def problem_of(file: TargetFile, seed: int) -> tuple[Problem, tuple[Target, ...]]:
    """The problem of a target file: what may be fitted, through the real model."""
    targets = file.fitted()
    town = Town(scenes_of(targets, file.defaults, seed), targets)
    return Problem(priors(), tuple(figure_of(t) for t in targets), Whole(town), town.name()), targets


def held() -> dict[str, float]:
    """Parameters without spread, each at its one value."""
    return {n: p.prior.quantile(0.5) for n, p in PARAMETERS.items() if isinstance(p.prior, Fixed)}


class Whole:
    """The real model with every parameter: those without spread keep their one value."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.fixed = held()

    def __call__(self, values: Mapping[str, float], draw: int, replicate: int) -> NDArray[np.float64]:
        return self.town({**self.fixed, **values}, draw, replicate)


@threadpool_limits.wrap(limits=1)  # sums of several threads differ in the last digit, and chains with them
def calibrate(
    file: TargetFile,
    folder: Path,
    runs: Path,
    *,
    effort: Effort | None = None,
    seed: int = 1,
    workers: int = 1,
    sbc: int = SBC_REPETITIONS,
    tell: Callable[[str], Tell | None] = lambda what: None,
    say: Say = lambda line: None,
) -> Posterior:
    """Fits, and writes posterior, manifest, diagnostics and predictive into `folder`.

    `runs` keeps finished towns and the time spent. Raises ScenarioError, RunStopped or ValueError.
    """
    effort = effort or Effort()
    problem, targets = problem_of(file, seed)
    spent = Spent(runs, problem.name, effort, seed)

    def said(line: str) -> None:
        spent.keep()
        say(line)

    try:
        found = fit(
            problem, runs, effort, seed=seed, workers=workers, say=said,
            tell=lambda what: spent.told(tell(what)),
        )  # fmt: skip
        said("Testing the method where the truth is known")
        return store(found, targets, file, folder, effort, seed, sbc, spent)
    finally:
        spent.keep()


def store(
    found: Fit,
    targets: tuple[Target, ...],
    file: TargetFile,
    folder: Path,
    effort: Effort,
    seed: int,
    sbc: int,
    spent: Spent,
) -> Posterior:
    """Writes a finished fit."""
    from youthsim.experiment.results import write_json

    kept = tuple(t for t in targets if t.id not in found.dropped)
    draws = rounded(np.array([list(found.problem.values(z).values()) for z in found.z]))
    weights = np.full(len(draws), 1.0 / len(draws))
    parameters = learned(found.problem.priors, found.many_z)
    scores = score(kept, found.seen, ["fit"] * len(kept))
    before = score(kept, found.prior_seen, ["fit"] * len(kept))
    tested = self_test(found, sbc, seed)
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        s.row() | {"prior": b.row(), "width_of_prior": _ratio(s.width, b.width)}
        for s, b in zip(scores, before, strict=True)
    ]
    write_json(
        folder / DIAGNOSTICS,
        _finite(
            {
                "parameters": as_rows(parameters),
                "targets": rows,
                "summary": tally(scores)["fitted"] | {"prior": tally(before)["fitted"]},
                "waves": [_wave(w, found) for w in found.waves],
                "active": [found.problem.names[k] for k in found.emulator.active],
                "r_squared": dict(
                    zip(
                        [f.id for f in found.problem.figures],
                        map(float, found.emulator.r_squared),
                        strict=True,
                    )
                ),
                "correlations": correlated(found.problem.names, found.many_z)[:40],
                "directions": directions(found.likelihood),
                "dropping": dropping_each(found.emulator, found.problem.figures, found.problem.names),
                "places": _places(found, seed),
                "sbc": tested,
                "waiting": [{"id": w.id, "waits_for": w.waits_for} for w in file.waiting],
                "dropped": list(found.dropped),
            }
        ),
    )
    np.savez_compressed(folder / PREDICTIVE, seen=found.seen)
    manifest = {
        "youthsim": _version(), "engine_hash": code_hash(), "looking_hash": own_hash(),
        "model_name": found.problem.name,
        "targets_file": file.path.name, "targets_hash": file.hash, "seed": seed, "draws": len(draws),
        "effort": effort.__dict__, "quick": effort.design < 500,
        "priors": {n: p.plain() for n, p in found.problem.priors.items()},
        "held": held(),
        "targets": [{"id": t.id, "key": t.key, "sources": list(t.sources)} for t in kept],
        "learned": [p.name for p in parameters if p.told != NOTHING],
        "not_learned": [p.name for p in parameters if p.told == NOTHING],
        "first_draw": 100_000 * len(found.waves), "inside": tally(scores)["fitted"],
        **spent.facts(), "machine": machine(),
    }  # fmt: skip
    posterior = Posterior(found.problem.names, draws, weights, manifest)
    write_posterior(posterior, folder)
    return posterior


def self_test(found: Fit, repetitions: int, seed: int) -> Json:
    """Simulation-based calibration of sampler and emulator; empty when no repetitions are asked."""
    if repetitions <= 0:
        return {}
    of_sampler = of_the_emulator(found.emulator, found.problem, repetitions, seed)
    y = found.problem.links(found.prior_seen)[:, 0]

    def blind(out: NDArray[np.intp]) -> Any:
        rest = np.setdiff1d(np.arange(len(y)), out)
        return emulate(
            found.problem,
            found.prior_z[rest],
            found.prior_seen[rest],
            len(found.emulator.active),
            np.ones(len(rest)),
            seed,
        )

    of_towns = of_real_towns(blind, found.problem, found.prior_z, y, repetitions // 2, seed)
    return {"sampler": _ranks(of_sampler, found), "towns": _ranks(of_towns, found)}


def _ranks(ranks: Ranks, found: Fit) -> Json:
    active = found.emulator.active
    mine = Ranks(ranks.ranks[:, active], ranks.draws)
    return {
        "repetitions": len(ranks.ranks),
        "coverage_90": mine.coverage(),
        "histogram": mine.histogram().mean(axis=0).tolist(),
        "smallest_p": float(mine.p_values().min()),
        "parameters": len(active),
    }


def _places(found: Fit, seed: int) -> list[Json]:
    from youthsim.calibration.crossing import between_places

    return [dict(p.__dict__) for p in between_places(found.emulator, found.problem.figures, seed=seed)]


def _wave(wave: Any, found: Fit) -> Json:
    worst = int(np.nanargmax(np.abs(wave.missed)))
    return {
        "number": wave.number, "runs": wave.runs, "accepted": wave.accepted, "rhat": wave.rhat,
        "effective": wave.effective, "worst_miss_sd": float(wave.missed[worst]),
        "worst_missed": found.problem.figures[worst].id,
        "median_r_squared": float(np.nanmedian(wave.r_squared)),
    }  # fmt: skip


def _ratio(width: float, prior: float) -> float:
    return width / prior if prior else float("nan")


def _finite(value: Any) -> Any:
    """JSON without NaN, and plain numbers."""
    if isinstance(value, dict):
        return {k: _finite(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(v) for v in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not np.isfinite(value) else value


def _version() -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("youthsim")
    except PackageNotFoundError:
        return None


def machine() -> Json:
    """Where a fit was made."""
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }
