"""The fit: design over the prior, towns, emulator, chain; then the posterior's own towns, until they agree.

Each wave's posterior draws are run through the real model. Where the emulator misses them by more than a part
of the figure's error, those runs join the design with full weight, the emulator is fitted anew, and the next
wave begins. So the emulator is best where the posterior is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from youthsim.calibration.emulator import Emulator, fit_emulator, luck_of
from youthsim.calibration.likelihood import Likelihood
from youthsim.calibration.problem import Figure, Problem, space_filling
from youthsim.calibration.runs import Point, look_everywhere
from youthsim.calibration.sampler import Chain, sample, walkers_for
from youthsim.experiment.ensemble import Tell

Array = NDArray[np.float64]
Say = Callable[[str], None]
MOST_MISSED = 0.35
"""A mean miss of the emulator that is let pass, in sds of figure and posterior together."""
FIRST_WAVE_WEIGHT = 0.5
MOST_NAN = 0.1
MANY = 4000
"""Draws by which it is judged what was learned; only `Effort.draws` of them are run and stored."""
KEPT_STATES = 2000
"""States of the walkers that a long chain keeps at most: neighbours say the same, and memory is finite."""


@dataclass(frozen=True)
class Effort:
    """How much is run. The defaults take under an hour on two cores; `quick` is for tests and looks."""

    design: int = 2048
    twice: int = 192
    active: int = 32
    draws: int = 400
    waves: int = 4
    steps: int = 16_000
    warm_up: int = 2000

    @classmethod
    def quick(cls) -> Effort:
        return cls(design=96, twice=24, active=8, draws=48, waves=1, steps=600, warm_up=300)


@dataclass(frozen=True)
class Wave:
    """What one wave came to. `missed`: mean of real less emulated, per figure, in sds."""

    number: int
    runs: int
    accepted: float
    rhat: float
    effective: float
    missed: Array
    r_squared: Array


@dataclass(frozen=True)
class Fit:
    """A finished fit, in z. `dropped`: figures that too few towns could show.

    z: (draws, parameters) posterior draws; seen: (draws, 2, figures, 2) what the real model shows there
    (second replicate NaN where not run); prior_z, prior_seen: the design, that the prior is
    judged by. many_z: more draws, not run, for what is said about parameters.
    """

    problem: Problem
    emulator: Emulator
    likelihood: Likelihood
    chain: Chain
    z: Array
    seen: Array
    prior_z: Array
    prior_seen: Array
    waves: tuple[Wave, ...]
    many_z: Array
    dropped: tuple[str, ...] = field(default=())

    @property
    def links(self) -> Array:
        """(draws, replicates, figures) on the scales of comparison."""
        return self.problem.links(self.seen)


def fit(
    problem: Problem, directory: Path, effort: Effort, *, seed: int = 1, workers: int = 1,
    tell: Callable[[str], Tell | None] = lambda what: None, say: Say = lambda line: None,
) -> Fit:  # fmt: skip
    """The whole fit; runs found in `directory` are used again.

    `tell(stage)` gives the progress of a stage. Raises RunStopped on Ctrl-C with finished chunks kept, and
    ValueError when nothing can be fitted.
    """
    everything = problem
    z = space_filling(effort.design, len(problem.priors), seed)
    points = _points(problem, z, 0, effort.twice)
    seen = look_everywhere(
        problem.look,
        points,
        directory,
        problem.name,
        figures=len(problem.figures),
        workers=workers,
        tell=tell("design over the prior"),
    )
    kept, dropped = _that_can_be_shown(problem, seen)
    if dropped:
        say("Left out, because too few towns can show them: " + ", ".join(dropped))
    if not kept:
        raise ValueError("no figure can be shown by the model")
    problem, seen = everything.keeping(kept), seen[:, :, kept]
    rng = np.random.default_rng(seed + 1)
    prior_z, prior_seen = z, seen
    all_z, all_seen, weights = z, seen, np.full(len(z), FIRST_WAVE_WEIGHT)
    waves: list[Wave] = []
    for number in range(1, effort.waves + 1):
        full = weights if number > 1 else np.ones(len(all_z))
        emulator = emulate(problem, all_z, all_seen, effort.active, full, seed)
        likelihood = Likelihood.of(emulator, problem.figures)
        chain = walk(likelihood, rng, effort)
        drawn = complete(likelihood, chain.thinned(effort.draws, rng), rng)
        points = _points(problem, drawn, 100_000 * number, min(effort.twice, effort.draws))
        looked = look_everywhere(
            everything.look,
            points,
            directory,
            problem.name,
            figures=len(everything.figures),
            workers=workers,
            tell=tell(f"posterior of wave {number}"),
        )[:, :, kept]
        missed = misses(problem, emulator, drawn, looked)
        waves.append(
            Wave(number, len(drawn), chain.accepted, chain.rhat, chain.effective, missed, emulator.r_squared)
        )
        say(
            f"Wave {number}: {len(all_z)} towns behind the emulator, R-hat {chain.rhat:.3f}, "
            f"the emulator misses by {np.nanmax(np.abs(missed)):.2f} sd at most"
        )
        if number == effort.waves or np.nanmax(np.abs(missed)) < MOST_MISSED:
            break
        all_z, all_seen = np.concatenate([all_z, drawn]), _stacked(all_seen, looked)
        weights = np.concatenate([weights, np.ones(len(drawn))])
    return Fit(
        problem, emulator, likelihood, chain, drawn, looked, prior_z, prior_seen, tuple(waves),
        complete(likelihood, chain.thinned(MANY, rng), rng), tuple(dropped),
    )  # fmt: skip


def emulate(problem: Problem, z: Array, seen: Array, active: int, weights: Array, seed: int) -> Emulator:
    """An emulator of the problem's figures from runs, with the luck of a town taken off."""
    y = problem.links(seen)
    scale = np.array([error_of(f) for f in problem.figures])
    # what is out of all proportion says nothing about where the figures are, and bends the fit
    middle, spread = np.nanmedian(y[:, 0], axis=0), np.nanstd(y[:, 0], axis=0) + 1e-12
    tame = np.clip(y[:, 0], middle - 4 * spread, middle + 4 * spread)
    return fit_emulator(z, tame, scale, active, luck_of(y), weights, seed)


def error_of(figure: Figure) -> float:
    """One sd of figure and discrepancy, a binomial by its normal."""
    if figure.successes is None or figure.n is None:
        return figure.sd
    p = (figure.successes + 0.5) / (figure.n + 1.0)
    return float(np.sqrt(figure.sd**2 + 1.0 / (figure.n * p * (1 - p))))


def walk(likelihood: Likelihood, rng: np.random.Generator, effort: Effort) -> Chain:
    """The chain, from walkers spread a little wider than the posterior is likely to be."""
    middle, spread = likelihood.near_the_top()
    start = rng.multivariate_normal(middle, 1.5 * spread, size=walkers_for(len(middle)))
    thin = max(2, effort.steps // KEPT_STATES)
    return sample(likelihood.log_posterior, start, rng, steps=effort.steps, warm_up=effort.warm_up, thin=thin)


def complete(likelihood: Likelihood, z_active: Array, rng: np.random.Generator) -> Array:
    """Active draws with the passive parameters that follow: (rows, parameters)."""
    e = likelihood.emulator
    out = np.zeros((len(z_active), len(e.linear)))
    out[:, e.active] = z_active
    out[:, e.passive] = likelihood.passive_given(z_active, rng)
    return out


def misses(problem: Problem, emulator: Emulator, z: Array, seen: Array) -> Array:
    """Mean of real less emulated over posterior draws, per figure, in sds of figure and posterior."""
    y = problem.links(seen)[:, 0]
    apart = np.nanmean(y - emulator.mean(z), axis=0)
    spread = np.nanstd(emulator.mean(z), axis=0)
    return apart / np.hypot([error_of(f) for f in problem.figures], spread)


def _points(problem: Problem, z: Array, first_draw: int, twice: int) -> list[Point]:
    return [Point(first_draw + i, problem.values(row), 2 if i < twice else 1) for i, row in enumerate(z)]


def _that_can_be_shown(problem: Problem, seen: Array) -> tuple[list[int], list[str]]:
    nan = np.mean(~np.isfinite(problem.links(seen)[:, 0]), axis=0)
    kept = [k for k in range(len(problem.figures)) if nan[k] <= MOST_NAN]
    return kept, [problem.figures[k].id for k in range(len(problem.figures)) if nan[k] > MOST_NAN]


def _stacked(first: Array, second: Array) -> Array:
    most = max(first.shape[1], second.shape[1])

    def wide(seen: Array) -> Array:
        gap = np.full((len(seen), most - seen.shape[1], *seen.shape[2:]), np.nan)
        return np.concatenate([seen, gap], axis=1)

    return np.concatenate([wide(first), wide(second)])


def columns_of(names: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Places of some parameters among all."""
    return [list(names).index(name) for name in wanted]
