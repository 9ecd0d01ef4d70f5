"""Scales on which figures of different sorts may be compared: log, root, logit, none.

A count of X events says nothing on a log scale when X is 0. Half an event is added under the log and a
quarter under the root: then the expectation over Poisson luck is the link of the true rate, up to terms of
the order of rate^-2 (Anscombe 1948).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

LINKS = ("log", "root", "logit", "none")
LEAST_SHARE = 1e-6


def to_link(link: str, values: ArrayLike, step: ArrayLike = 0.0) -> NDArray[np.float64]:
    """Values on a link scale. `step`: what one event adds, 0 where nothing is counted. NaN stays NaN."""
    x, s = np.asarray(values, dtype=np.float64), np.asarray(step, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        if link == "log":
            return np.log(np.maximum(x + 0.5 * s, 1e-12))
        if link == "root":
            return np.sqrt(np.maximum(x + 0.25 * s, 0.0))
        if link == "logit":
            p = (x + 0.5 * s) / (1.0 + s)
            p = np.clip(p, LEAST_SHARE, 1 - LEAST_SHARE)
            return np.log(p / (1 - p))
    return x


def from_link(link: str, values: ArrayLike) -> NDArray[np.float64]:
    """Back to the unit of the figure."""
    y: Any = np.asarray(values, dtype=np.float64)
    if link == "log":
        return np.exp(y)
    if link == "root":
        return np.maximum(y, 0.0) ** 2
    if link == "logit":
        return 1.0 / (1.0 + np.exp(-y))
    return y
