"""How likely the figures are: normal on their scales, binomial where a share rests on a handful.

The passive parameters are integrated out exactly: they enter as a line, their prior is normal, so what they
do is a covariance over figures. After the active ones are drawn, the passive ones follow by conditioning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youthsim.calibration.emulator import Emulator
from youthsim.calibration.problem import Figure

Array = NDArray[np.float64]
NODES = 21


@dataclass(frozen=True)
class Likelihood:
    """log p(figures | active parameters), with everything else integrated out."""

    emulator: Emulator
    figures: tuple[Figure, ...]
    normal: NDArray[np.intp]
    few: NDArray[np.intp]
    y: Array
    covariance: Array
    whiten: Array
    logdet: float
    few_sd: Array

    @classmethod
    def of(cls, emulator: Emulator, figures: Sequence[Figure], y: Array | None = None) -> Likelihood:
        """`y` replaces the observed figures (for tests of the method); NaN leaves a figure out."""
        observed = np.array([f.y for f in figures]) if y is None else np.asarray(y, dtype=float)
        there = np.isfinite(observed)
        few = np.array([f.successes is not None for f in figures]) & (y is None)
        normal = np.flatnonzero(there & ~few)
        passive = emulator.linear[emulator.passive]
        own = np.array([f.sd**2 / f.weight for f in figures])
        covariance = np.diag(own) + emulator.error + passive.T @ passive
        block = covariance[np.ix_(normal, normal)]
        lower = np.linalg.cholesky(block + 1e-12 * np.eye(len(block)))
        whiten = np.linalg.inv(lower)
        few_rows = np.flatnonzero(there & few)
        return cls(
            emulator, tuple(figures), normal, few_rows, observed, covariance, whiten,
            -float(np.log(np.diag(lower)).sum()), np.sqrt(np.diag(covariance)[few_rows]),
        )  # fmt: skip

    def log(self, z_active: Array) -> Array:
        """(walkers,) from (walkers, active)."""
        mean = self.emulator.mean_of_active(z_active)
        apart = (self.y[self.normal] - mean[:, self.normal]) @ self.whiten.T
        out = self.logdet - 0.5 * np.sum(apart**2, axis=1)
        for row, sd in zip(self.few, self.few_sd, strict=True):
            out = out + self.figures[row].weight * self._binomial(mean[:, row], sd, self.figures[row])
        return out

    def log_posterior(self, z_active: Array) -> Array:
        """Up to a constant; the prior is standard normal."""
        return self.log(z_active) - 0.5 * np.sum(z_active**2, axis=1)

    @staticmethod
    def _binomial(mean: Array, sd: float, figure: Figure) -> Array:
        """log E[Binomial(k | n, p)], logit p normal with this mean and sd, by Gauss-Hermite quadrature."""
        assert figure.n is not None and figure.successes is not None
        nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
        x = mean[:, None] + sd * nodes[None, :]
        log_p = -np.logaddexp(0.0, -x)
        log_q = -np.logaddexp(0.0, x)
        terms = figure.successes * log_p + (figure.n - figure.successes) * log_q
        top = terms.max(axis=1)
        return top + np.log(np.exp(terms - top[:, None]) @ (weights / weights.sum()))

    def near_the_top(self, steps: int = 12) -> tuple[Array, Array]:
        """Mean and covariance of a normal near the posterior (Gauss-Newton from the prior middle).

        Few-case figures enter by the normal that their counts suggest.
        """
        k = len(self.emulator.active)
        every = np.concatenate([self.normal, self.few])
        covariance = self.covariance[np.ix_(every, every)].copy()
        for place, row in enumerate(self.few, start=len(self.normal)):
            f = self.figures[row]
            assert f.n is not None and f.successes is not None
            p = (f.successes + 0.5) / (f.n + 1.0)
            covariance[place, place] += 1.0 / (f.n * p * (1 - p))
        precision = np.linalg.inv(covariance)
        z, spread = np.zeros(k), np.eye(k)
        for _ in range(steps):
            slopes = self.emulator.slopes(z)[every]
            spread = np.linalg.inv(np.eye(k) + slopes.T @ precision @ slopes)
            apart = self.y[every] - self.emulator.mean_of_active(z[None, :])[0, every] + slopes @ z
            target = spread @ slopes.T @ precision @ apart
            move = target - z
            length = float(np.sqrt(move @ move))
            z = z + move * min(1.0, 1.5 / max(length, 1e-12))
            if length < 1e-3:
                break
        return z, spread

    def passive_given(self, z_active: Array, rng: np.random.Generator) -> Array:
        """Draws of the passive parameters, one for each row of the active ones: (rows, passive)."""
        slopes = self.emulator.linear[self.emulator.passive][:, self.normal]
        if not len(slopes):
            return np.zeros((len(z_active), 0))
        gain = slopes @ self.whiten.T @ self.whiten
        apart = self.y[self.normal] - self.emulator.mean_of_active(z_active)[:, self.normal]
        left = np.eye(len(slopes)) - gain @ slopes.T
        values, vectors = np.linalg.eigh((left + left.T) / 2)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        return apart @ gain.T + rng.standard_normal((len(z_active), len(slopes))) @ root.T
