"""What is expected of a value, given some columns: a regression that chooses its own form.

Several forms are tried (splines, polynomials, in the columns themselves and in their normal scores), each
with the shrinkage that its own evidence asks for (Bayesian ridge); the form with most evidence is used. No
form is tried that has more than one term to every eight draws.

The idea of valuing information by regression is from Strong, Oakley and Brennan 2014
(10.1177/0272989X13505910).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
DRAWS_PER_TERM = 8
MOST_TERMS = 150


@dataclass(frozen=True)
class Surface:
    """`fitted`: (n,) what is expected at each draw; the rest is how far it may be off.

    `terms` (n, p); `root`, `wide_root` (p, p): roots of the covariance of their weights, as shrunk, and
    shrunk by half at most; `error`: standard error of the level.
    """

    fitted: Values
    terms: Values
    root: Values
    wide_root: Values
    error: float

    def others(self, count: int, rng: np.random.Generator, *, shrunk: bool = True) -> Values:
        """(count, n) other surfaces that the same draws allow."""
        root = self.root if shrunk else self.wide_root
        shift = rng.standard_normal((count, root.shape[1])) @ root.T
        return self.fitted + shift @ self.terms.T + self.error * rng.standard_normal((count, 1))


def surface(columns: Values, value: Values) -> Surface:
    """The expectation of `value` (n,) given `columns` (n, k)."""
    from sklearn.linear_model import BayesianRidge

    n = len(value)
    columns = columns[:, np.ptp(columns, axis=0) > 0]
    spread = float(value.std())
    if columns.shape[1] == 0 or spread <= 1e-12 * max(1.0, float(np.abs(value).max())):
        none = np.zeros((0, 0))
        return Surface(np.full(n, value.mean()), np.zeros((n, 0)), none, none, spread / math.sqrt(n))
    scaled = (value - value.mean()) / spread
    best, terms = None, np.zeros((0, 0))
    for candidate in _forms(columns):
        tried = BayesianRidge(compute_score=True, max_iter=100, tol=1e-4).fit(candidate, scaled)
        if best is None or tried.scores_[-1] > best.scores_[-1]:
            best, terms = tried, candidate
    assert best is not None
    gram = terms.T @ terms
    root, wide = (
        spread * _root(best.alpha_ * gram + shrinkage * np.eye(len(gram)))
        for shrinkage in (best.lambda_, min(best.lambda_, best.alpha_ * n))
    )
    error = spread / math.sqrt(best.alpha_ * n)
    return Surface(value.mean() + spread * best.predict(terms), terms, root, wide, error)


def _root(precision: Values) -> Values:
    """A root of the covariance that belongs to a precision."""
    values, vectors = np.linalg.eigh(precision)
    return np.asarray(vectors / np.sqrt(np.maximum(values, 1e-12)), dtype=float)


def _forms(columns: Values) -> Iterator[Values]:
    """Matrices of terms, each (n, terms), from plain to rich, as far as the draws bear them."""
    most = min(len(columns) // DRAWS_PER_TERM, MOST_TERMS)
    raw = (columns - columns.mean(axis=0)) / columns.std(axis=0)
    first = True
    for x in (raw, normal_scores(columns)):
        for terms in (*_polynomials(x, most), *_splines(x, most)):
            if first or terms.shape[1] <= most:
                first = False
                yield _standardised(terms)


def _polynomials(x: Values, most: int) -> Iterator[Values]:
    from sklearn.preprocessing import PolynomialFeatures

    k = x.shape[1]
    yield x
    for degree in (2, 3, 4, 6):
        form = PolynomialFeatures(degree, include_bias=False)
        if form.fit(x[:1]).n_output_features_ <= most:
            yield form.transform(x)
        elif k * degree <= most:
            yield np.column_stack([x**d for d in range(1, degree + 1)])


def _splines(x: Values, most: int) -> Iterator[Values]:
    """Each column by itself; up to three also together, as products of their splines."""
    from sklearn.preprocessing import SplineTransformer

    n, k = x.shape
    for knots in (5, 10) if k == 1 else (5,):
        form = SplineTransformer(n_knots=knots, degree=3, knots="quantile", include_bias=False)
        alone = [form.fit_transform(x[:, [j]]) for j in range(k)]
        if sum(part.shape[1] for part in alone) > most:
            return
        yield np.column_stack(alone)
        if 2 <= k <= 3 and np.prod([part.shape[1] + 1 for part in alone]) - 1 <= most:
            product = np.ones((n, 1))
            for part in alone:
                whole = np.column_stack([np.ones(n), part])
                product = (product[:, :, None] * whole[:, None, :]).reshape(n, -1)
            yield product[:, 1:]


def normal_scores(columns: Values) -> Values:
    """Each column's ranks, ties at their mean, as quantiles of the normal distribution."""
    from scipy.special import ndtri
    from scipy.stats import rankdata

    return np.asarray(ndtri((rankdata(columns, axis=0) - 0.5) / len(columns)), dtype=float)


def _standardised(terms: Values) -> Values:
    spread = terms.std(axis=0)
    kept = spread > 1e-10
    return np.asarray((terms[:, kept] - terms[:, kept].mean(axis=0)) / spread[kept], dtype=float)
