"""Differential-evolution MCMC (ter Braak 2006): walkers that propose along the difference of two others.

The walkers are split in two halves; each half moves with differences of the other, which keeps detailed
balance while all proposals of a half are evaluated at once. One move in ten takes the full difference, to
jump between modes. (The snooker move of a well-known package is wrong and is not used.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
LogDensity = Callable[[Array], Array]
"""(walkers,) from (walkers, dimensions)."""
JUMP_SHARE = 0.1
JITTER = 1e-4


@dataclass(frozen=True)
class Chain:
    """draws: (steps, walkers, dimensions) after warming up. accepted: share of proposals."""

    draws: Array
    accepted: float
    rhat: float
    effective: float

    def flat(self) -> Array:
        """(steps x walkers, dimensions)."""
        return self.draws.reshape(-1, self.draws.shape[-1])

    def thinned(self, count: int, rng: np.random.Generator) -> Array:
        """`count` draws, spread over the chain."""
        flat = self.flat()
        return flat[rng.choice(len(flat), size=count, replace=len(flat) < count)]


def walkers_for(dimensions: int) -> int:
    """At least twice the dimensions, and even."""
    return max(8, 4 * ((dimensions + 1) // 2) + 4)


def sample(
    log_density: LogDensity,
    start: Array,
    rng: np.random.Generator,
    *,
    steps: int = 1500,
    warm_up: int = 500,
    thin: int = 2,
) -> Chain:
    """From `start` (walkers, dimensions). Raises ValueError for fewer walkers than twice the dimensions."""
    kept, accepted = sample_many(
        lambda x: log_density(x[0])[None], start[None], rng, steps=steps, warm_up=warm_up, thin=thin
    )
    draws = kept[:, 0]
    return Chain(draws, accepted, split_rhat(draws), effective_draws(draws))


def sample_many(
    log_density: LogDensity,
    start: Array,
    rng: np.random.Generator,
    *,
    steps: int,
    warm_up: int,
    thin: int = 2,
) -> tuple[Array, float]:
    """Many posteriors side by side: from `start` (posteriors, walkers, dimensions).

    log_density: (posteriors, some walkers) from (posteriors, some walkers, dimensions). Gives the draws,
    (steps / thin, posteriors, walkers, dimensions), and the share of proposals that were accepted.
    """
    many, walkers, dimensions = start.shape
    if walkers < 2 * dimensions or walkers % 2:
        raise ValueError(
            f"{walkers} walkers for {dimensions} dimensions: an even number, at least twice as many"
        )
    half, kept, taken = walkers // 2, [], 0
    halves = [start[:, :half].copy(), start[:, half:].copy()]
    heights = [log_density(x) for x in halves]
    base, every = 2.38 / np.sqrt(2 * dimensions), np.arange(many)[:, None]
    for step in range(warm_up + steps):
        for mine in (0, 1):
            x, others = halves[mine], halves[1 - mine]
            a = rng.integers(half, size=(many, half))
            b = (a + rng.integers(1, half, size=(many, half))) % half
            jump = rng.random((many, half)) < JUMP_SHARE
            length = np.where(jump, 1.0, base * rng.uniform(0.7, 1.3, (many, half)))
            proposed = x + length[..., None] * (others[every, a] - others[every, b])
            proposed += JITTER * rng.standard_normal(proposed.shape)
            new = log_density(proposed)
            yes = np.log(rng.random((many, half))) < new - heights[mine]
            halves[mine] = np.where(yes[..., None], proposed, x)
            heights[mine] = np.where(yes, new, heights[mine])
            taken += int(yes.sum()) if step >= warm_up else 0
        if step >= warm_up and step % thin == 0:
            kept.append(np.concatenate(halves, axis=1))
    return np.array(kept), taken / (steps * many * walkers)


def split_rhat(draws: Array) -> float:
    """The worst potential scale reduction over dimensions, each walker's chain split in two."""
    n = len(draws) // 2
    if n < 2:
        return float("nan")
    parts = np.concatenate([draws[:n], draws[n : 2 * n]], axis=1)
    within = parts.var(axis=0, ddof=1).mean(axis=0)
    between = parts.mean(axis=0).var(axis=0, ddof=1)
    return float(np.sqrt((n - 1) / n + between / np.maximum(within, 1e-300)).max())


def effective_draws(draws: Array) -> float:
    """The least number, over dimensions, of independent draws that would say as much (Geyer's pairs)."""
    steps, walkers, dimensions = draws.shape
    centred = draws - draws.mean(axis=(0, 1))
    size = 2 ** int(np.ceil(np.log2(2 * steps)))
    power = np.abs(np.fft.rfft(centred, size, axis=0)) ** 2
    covariance = np.fft.irfft(power, size, axis=0)[:steps].mean(axis=1) / steps
    least = float("inf")
    for d in range(dimensions):
        rho = covariance[:, d] / max(covariance[0, d], 1e-300)
        pairs = rho[: steps // 2 * 2].reshape(-1, 2).sum(axis=1)
        stop = int(np.argmax(pairs < 0)) if (pairs < 0).any() else len(pairs)
        least = min(least, steps * walkers / max(2 * pairs[:stop].sum() - 1, 1e-9))
    return least
