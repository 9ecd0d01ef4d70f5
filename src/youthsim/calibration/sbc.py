"""Simulation-based calibration (Talts et al. 2018): is the method right when the truth is known?

Parameters are drawn from their prior, figures from the parameters, a posterior from the figures. Where the
truth falls among the posterior draws must then be uniform over repetitions, and 90% intervals must hold it in
90% of them. A sampler with a wrong move, an emulator that is too sure of itself: both show here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from youthsim.calibration.emulator import Emulator
from youthsim.calibration.fitting import complete, error_of
from youthsim.calibration.likelihood import Likelihood
from youthsim.calibration.problem import Problem
from youthsim.calibration.sampler import sample_many, walkers_for

Array = NDArray[np.float64]
Sampler = Callable[..., tuple[Array, float]]
BINS = 10


@dataclass(frozen=True)
class Ranks:
    """Where each truth fell among `draws` posterior draws: (repetitions, parameters) of 0..draws."""

    ranks: NDArray[np.int64]
    draws: int

    def coverage(self, level: float = 0.9) -> float:
        """Share of truths inside the central interval of that level, all parameters together."""
        low = (1 - level) / 2 * (self.draws + 1)
        inside = (self.ranks + 0.5 > low) & (self.ranks + 0.5 < self.draws + 1 - low)
        return float(inside.mean())

    def histogram(self) -> Array:
        """Share of ranks in each of BINS equal bins: (parameters, BINS)."""
        edges = np.linspace(0, self.draws + 1, BINS + 1)
        return np.array([np.histogram(r + 0.5, edges)[0] / len(r) for r in self.ranks.T])

    def p_values(self) -> Array:
        """Per parameter: chance of a histogram this uneven when the method is right (chi-squared)."""
        from scipy.special import gammaincc

        expected = len(self.ranks) / BINS
        chi = ((self.histogram() * len(self.ranks) - expected) ** 2 / expected).sum(axis=1)
        return gammaincc((BINS - 1) / 2, chi / 2)


def ranks_of(
    emulator: Emulator,
    problem: Problem,
    truths: Array,
    figures: Array,
    *,
    seed: int = 1,
    sampler: Sampler = sample_many,
    draws: int = 99,
    steps: int = 400,
    warm_up: int = 200,
) -> Ranks:
    """Ranks of `truths` (repetitions, parameters) in posteriors from `figures` (repetitions, figures).

    All repetitions walk side by side. A binomial figure is taken by its normal here, for its counts would
    have to be drawn anew.
    """
    problem = by_normals(problem)
    rng = np.random.default_rng(seed)
    each = [Likelihood.of(emulator, problem.figures, y) for y in figures]
    tops = [one.near_the_top() for one in each]
    walkers = walkers_for(len(emulator.active))
    start = np.array([rng.multivariate_normal(middle, 1.5 * spread, size=walkers) for middle, spread in tops])
    whiten = each[0].whiten

    def log_density(z: Array) -> Array:
        mean = emulator.mean_of_active(z.reshape(-1, z.shape[-1])).reshape(*z.shape[:2], -1)
        apart = (figures[:, None, :] - mean) @ whiten.T
        return -0.5 * np.sum(apart**2, axis=-1) - 0.5 * np.sum(z**2, axis=-1)

    chain, _ = sampler(log_density, start, rng, steps=steps, warm_up=warm_up, thin=4)
    out = np.zeros(truths.shape, dtype=np.int64)
    for row, one in enumerate(each):
        flat = chain[:, row].reshape(-1, chain.shape[-1])
        z = complete(one, flat[rng.choice(len(flat), size=draws, replace=len(flat) < draws)], rng)
        out[row] = (z < truths[row]).sum(axis=0)
    return Ranks(out, draws)


def by_normals(problem: Problem) -> Problem:
    """The same problem with every binomial figure taken by its normal."""
    figures = tuple(replace(f, sd=error_of(f), successes=None, n=None) for f in problem.figures)
    return replace(problem, figures=figures)


def of_the_emulator(
    emulator: Emulator, problem: Problem, repetitions: int, seed: int = 1, sampler: Sampler = sample_many
) -> Ranks:
    """Truths from the prior, figures from the emulator with all its declared errors: tests the sampler."""
    rng = np.random.default_rng(seed)
    truths = rng.standard_normal((repetitions, len(problem.priors)))
    own = np.array([error_of(f) / np.sqrt(f.weight) for f in problem.figures])
    root = np.linalg.cholesky(emulator.error + np.diag(own**2) + 1e-12 * np.eye(len(own)))
    figures = emulator.mean(truths) + rng.standard_normal((repetitions, len(own))) @ root.T
    return ranks_of(emulator, problem, truths, figures, seed=seed, sampler=sampler)


def of_real_towns(
    fit_without: Callable[[NDArray[np.intp]], Emulator],
    problem: Problem,
    z: Array,
    y: Array,
    repetitions: int,
    seed: int = 1,
) -> Ranks:
    """Truths from the design, figures from real towns that the emulator has not seen: tests everything.

    fit_without: an emulator that has not seen the runs of these numbers. The luck of one small town stands in
    the figures but not in the country's, so the emulator's error must hold it here.
    """
    rng = np.random.default_rng(seed)
    known = np.flatnonzero(np.isfinite(y).all(axis=1) & (np.abs(z).max(axis=1) < 4))
    chosen = rng.choice(known, size=min(repetitions, len(known) // 3), replace=False)
    blind = fit_without(chosen)
    with_luck = Emulator(
        blind.active, blind.passive, blind.constant, blind.linear, blind.quadratic, blind.error + blind.luck,
        blind.luck, blind.r_squared, blind.residuals,
    )  # fmt: skip
    own = np.array([error_of(f) / np.sqrt(f.weight) for f in problem.figures])
    figures = y[chosen] + own * rng.standard_normal((len(chosen), len(own)))
    return ranks_of(with_luck, problem, z[chosen], figures, seed=seed)
