"""What few draws can say: they reach less far than what they are draws of.

The 5% and 95% points of ten draws hold the next one three times in four, not nine in ten. Below FEWEST draws
nothing is said of parameters or of what will be seen, and no chance is given. Up to ENOUGH draws the ends are
moved outwards so that they hold what they say, and a chance keeps one draw's distance from 0 and from 1.
"""

from __future__ import annotations

import math
import warnings

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
FEWEST, ENOUGH, FADES = 10, 100, 50
WIDER = 4.8
"""The ends of n draws move out by WIDER / n of half their distance: then nine of ten new draws lie between
them, within two hundredths, of a normal quantity and 10 to 50 draws (see test_few_draws.py). From FADES
on it fades out; at ENOUGH, where 88% do without it, the points stand as they are."""


def wider_than_seen(draws: float) -> float:
    """By which part of half their distance the 5% and 95% points of so many draws are to move out."""
    return WIDER / draws * min(1.0, max(0.0, (ENOUGH - draws) / (ENOUGH - FADES)))


def chance_from(share: float, draws: int) -> float:
    """The chance that a share of draws stands for: none of a few draws, and few never say never or always."""
    if draws < FEWEST:
        return math.nan
    if draws >= ENOUGH:
        return share
    return min(max(share, 1.0 / (draws + 1)), draws / (draws + 1))


def ends_of_draws(values: Values) -> tuple[Values, Values, Values]:
    """The 5%, 50% and 95% points over draws, the first axis. NaN is what a draw cannot say.

    Ends are NaN where fewer than FEWEST draws are known. They move out no further than 0 where all draws lie
    on one side of it.
    """
    known = np.isfinite(values).sum(axis=0)
    with np.errstate(invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a month in which nobody can say it
        low, middle, high = np.nanquantile(values, (0.05, 0.5, 0.95), axis=0)
        least, most = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
        part = np.vectorize(wider_than_seen, otypes=[float])(np.maximum(known, 1))
        out = part * (high - low) / 2
        silent = known < FEWEST
        wide_low = np.where(least >= 0, np.maximum(low - out, 0.0), low - out)
        wide_high = np.where(most <= 0, np.minimum(high + out, 0.0), high + out)
    return np.where(silent, np.nan, wide_low), middle, np.where(silent, np.nan, wide_high)
