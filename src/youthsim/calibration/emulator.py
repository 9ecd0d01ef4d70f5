"""A quick stand-in for the model: a quadratic in the parameters that matter, a line in all others.

    y = c + B z + q(z_active) + error

Of q, only the squares and products that figures go with are kept: hundreds more would mostly fit luck. Fitted
by adaptive ridge regression on the link scales, so that shares stay shares and counts stay counts. Its error
is what it misses on runs that it has not seen (five folds), as one covariance over all figures; of that, the
part that is only the luck of a small town is known from replicates and taken off, because the country that
the figures are about is large.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
FOLDS = 5
PENALTIES = np.geomspace(0.03, 1e3, 8)
BENDS = 200
"""Squares and products that an emulator keeps at most; the rest only add noise to it."""
LEAST_ERROR = 0.05
"""Share of the error's variance that is kept whatever the replicates say."""
ONLY_LUCK = 0.02
"""Share of a figure's variance over towns that must be more than luck before an R squared means anything."""


@dataclass(frozen=True)
class Emulator:
    """Predicts figures on their link scales.

    active: columns of z with squares and products; passive: the others. linear: (parameters, figures) slopes
    of all; `error`: (figures, figures) covariance of what it misses; `luck`: that of a small town.
    r_squared: by cross-validation, per figure, of the variance that is not luck; NaN where all is luck.
    """

    active: NDArray[np.intp]
    passive: NDArray[np.intp]
    constant: Array
    linear: Array
    quadratic: Array
    error: Array
    luck: Array
    r_squared: Array
    residuals: Array

    def mean(self, z: Array) -> Array:
        """(..., figures) from (..., parameters)."""
        flat = np.atleast_2d(z)
        out = self.constant + flat @ self.linear + products(flat[:, self.active]) @ self.quadratic
        return out if z.ndim > 1 else out[0]

    def mean_of_active(self, z_active: Array) -> Array:
        """The mean with all passive parameters at their prior middle."""
        return self.constant + z_active @ self.linear[self.active] + products(z_active) @ self.quadratic

    def slopes(self, z_active: Array) -> Array:
        """(figures, active) derivatives at one point."""
        step = 1e-4
        ends = np.concatenate(
            [z_active + step * np.eye(len(z_active)), z_active - step * np.eye(len(z_active))]
        )
        high, low = np.split(self.mean_of_active(ends), 2)
        return ((high - low) / (2 * step)).T


def products(z: Array) -> Array:
    """Squares (less one) and products of columns: (rows, k (k + 1) / 2), each with mean 0 under the prior."""
    rows, columns = np.triu_indices(z.shape[1])
    out = z[:, rows] * z[:, columns]
    out[:, rows == columns] = (out[:, rows == columns] - 1.0) / np.sqrt(2.0)
    return out


def fit_emulator(
    z: Array,
    y: Array,
    scale: Array,
    active: int,
    luck: Array | None = None,
    weights: Array | None = None,
    seed: int = 1,
) -> Emulator:
    """From runs at z (runs, parameters) with figures y (runs, figures).

    scale: error of each observed figure, by which effects are judged when the `active` most important
    parameters are chosen. luck: (figures, figures) covariance of one town's luck. weights: of runs; error is
    judged on those of full weight.
    """
    known = np.isfinite(y).all(axis=1)
    z, y = z[known], y[known]
    w = np.ones(len(z)) if weights is None else weights[known]
    runs, parameters = z.shape
    most = int(np.sqrt(2.0 * runs / 3.0))  # so that products are at most a third of the runs
    chosen = matter_most(z, y, scale, w)[: max(1, min(active, most, parameters))]
    chosen = np.sort(chosen)
    bends = 0.7 * products(z[:, chosen])
    kept = np.sort(bend_most(z, y, bends, w)[:BENDS])
    features = np.hstack([z, bends[:, kept]])
    coefficients, residuals = _ridge(features, y, w, seed)
    quadratic = np.zeros((bends.shape[1], y.shape[1]))
    quadratic[kept] = 0.7 * coefficients[parameters + 1 :]
    luck = np.zeros((y.shape[1],) * 2) if luck is None else luck
    local = residuals[w >= w.max() * 0.999]
    missed = local.T @ local / max(len(local), 1)
    error = _without(missed, luck)
    spread = np.average((y - np.average(y, axis=0, weights=w)) ** 2, axis=0, weights=w)
    real = np.where(spread - np.diag(luck) > ONLY_LUCK * spread, spread - np.diag(luck), np.nan)
    return Emulator(
        chosen, np.setdiff1d(np.arange(parameters), chosen), coefficients[0],
        coefficients[1 : parameters + 1], quadratic, error, luck, 1.0 - np.diag(error) / real, residuals,
    )  # fmt: skip


def matter_most(z: Array, y: Array, scale: Array, weights: Array) -> NDArray[np.intp]:
    """Parameters by how much they move figures, in units of the figures' errors; the most important first."""
    slopes = _adaptive(z, y, weights, np.array([0.1 * len(z)]))[0][1:]
    return np.argsort(-np.sum((slopes / scale) ** 2, axis=1), kind="stable")


def bend_most(z: Array, y: Array, bends: Array, weights: Array) -> NDArray[np.intp]:
    """Squares and products by how they go with what a line leaves of figures; the most first.

    The fourth power of correlation, so that one strong bend of one figure goes before faint ones of many.
    """
    line = _adaptive(z, y, weights, np.array([0.1 * len(z)]))[0]
    left = y - line[0] - z @ line[1:]
    centred = bends - np.average(bends, axis=0, weights=weights)
    size = np.sqrt(weights @ centred**2)[:, None] * np.sqrt(weights @ left**2) + 1e-12
    together = (centred * weights[:, None]).T @ left / size
    return np.argsort(-np.sum(together**4, axis=1), kind="stable")


def luck_of(y: Array) -> Array:
    """Covariance of one town's luck from replicates: y is (runs, replicates, figures), NaN where not run."""
    twice = y[np.isfinite(y[:, :2]).all(axis=(1, 2))] if y.shape[1] > 1 else y[:0]
    if len(twice) < 2:
        return np.zeros((y.shape[-1],) * 2)
    apart = (twice[:, 0] - twice[:, 1]) / np.sqrt(2.0)
    covariance = apart.T @ apart / len(apart)
    few = len(apart) < 2 * y.shape[-1]
    return np.diag(np.diag(covariance)) if few else covariance


def _ridge(features: Array, y: Array, weights: Array, seed: int) -> tuple[Array, Array]:
    """Coefficients, the constant first, and residuals on folds that were left out."""
    fold = np.random.default_rng(seed).permutation(len(features)) % FOLDS
    missed = np.full((len(PENALTIES), *y.shape), np.nan)
    for k in range(FOLDS):
        out, rest = fold == k, fold != k
        if not out.any() or rest.sum() < 3:
            continue
        for number, solved in enumerate(_adaptive(features[rest], y[rest], weights[rest], PENALTIES)):
            missed[number, out] = y[out] - solved[0] - features[out] @ solved[1:]
    cost = np.nanmean(weights[:, None] * missed**2, axis=1)
    best = np.argmin(cost, axis=0)
    columns = np.arange(y.shape[1])
    residuals = missed[best[None, :], np.arange(len(y))[:, None], columns[None, :]]
    whole = _adaptive(features, y, weights, PENALTIES)
    return np.stack([whole[b][:, c] for c, b in enumerate(best)], axis=1), np.nan_to_num(residuals)


def _adaptive(features: Array, y: Array, weights: Array, penalties: Array) -> list[Array]:
    """Ridge in which a feature is held back the more, the less it goes with the figure on its own.

    A few hundred parameters stand before each figure and a dozen move it. The prior variance of a slope is
    what its own correlation shows beyond chance, so that the dozen are not shrunk for the sake of the rest.
    """
    from scipy.linalg import cho_factor, cho_solve

    root = np.sqrt(weights / weights.mean())[:, None]
    mean_x, mean_y = (np.average(a, axis=0, weights=weights) for a in (features, y))
    x, t = (features - mean_x) * root, (y - mean_y) * root
    size_x, size_t = np.sqrt((x**2).sum(axis=0)) + 1e-12, np.sqrt((t**2).sum(axis=0)) + 1e-12
    few = len(x) < x.shape[1]  # then the same slopes follow from the runs' own products, a smaller matrix
    gram, cross = (None if few else x.T @ x), x.T @ t
    chance = 1.0 / len(x)
    shown = np.maximum((cross / size_x[:, None] / size_t) ** 2 - chance, 0.0) + 0.1 * chance
    out = [np.zeros((x.shape[1] + 1, y.shape[1])) for _ in penalties]
    for c in range(y.shape[1]):
        scale = np.sqrt(shown[:, c] / shown[:, c].max())
        scaled = (x * scale**2) @ x.T if gram is None else gram * scale[:, None] * scale
        diagonal = np.arange(len(scaled))
        for number, penalty in enumerate(penalties):
            held = scaled.copy()
            held[diagonal, diagonal] += penalty
            factor = cho_factor(held, overwrite_a=True)
            if gram is None:
                slopes = scale**2 * (x.T @ cho_solve(factor, t[:, c]))
            else:
                slopes = scale * cho_solve(factor, scale * cross[:, c])
            out[number][0, c], out[number][1:, c] = mean_y[c] - mean_x @ slopes, slopes
    return out


def _without(missed: Array, luck: Array) -> Array:
    """What is missed less what is only luck, kept a covariance."""
    values, vectors = np.linalg.eigh(missed - luck)
    left = vectors @ np.diag(np.maximum(values, 0.0)) @ vectors.T
    return left + np.diag(np.maximum(LEAST_ERROR * np.diag(missed) - np.diag(left), 0.0))
