"""Cross-validation between places: fit without one place, predict its figures, score the intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youthsim.calibration.emulator import Emulator
from youthsim.calibration.fitting import Effort, complete, walk
from youthsim.calibration.likelihood import Likelihood
from youthsim.calibration.problem import Figure

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Predicted:
    """One figure of a place that the fit did not see: interval on its scale, and the interval score.

    The score (Gneiting and Raftery 2007) is the width of the 90% interval plus 20 times what it misses by;
    `prior_score` is that of the prior, so that a ratio below 1 means that other places taught something.
    """

    id: str
    place: str
    y: float
    p05: float
    p95: float
    inside: bool
    score: float
    prior_score: float


def between_places(
    emulator: Emulator,
    figures: Sequence[Figure],
    *,
    seed: int = 1,
    effort: Effort | None = None,
    draws: int = 2000,
) -> tuple[Predicted, ...]:
    """Each place in turn is left out. Empty when all figures are of one place."""
    effort = effort or Effort(steps=1200, warm_up=600)
    rng = np.random.default_rng(seed)
    places = list(dict.fromkeys(f.place for f in figures))
    if len(places) < 2:
        return ()
    prior = emulator.mean(rng.standard_normal((draws, len(emulator.linear))))
    out: list[Predicted] = []
    for place in places:
        y = np.array([np.nan if f.place == place else f.y for f in figures])
        likelihood = Likelihood.of(emulator, figures, y)
        z = complete(likelihood, walk(likelihood, rng, effort).thinned(draws, rng), rng)
        mean = emulator.mean(z)
        for k, figure in enumerate(figures):
            if figure.place == place:
                out.append(_predicted(figure, mean[:, k], prior[:, k], emulator.error[k, k], rng))
    return tuple(out)


def _predicted(
    figure: Figure, mean: Array, prior: Array, error: float, rng: np.random.Generator
) -> Predicted:
    from youthsim.calibration.fitting import error_of

    noise = np.sqrt(error + error_of(figure) ** 2) * rng.standard_normal(len(mean))
    low, high = np.quantile(mean + noise, (0.05, 0.95))
    prior_low, prior_high = np.quantile(prior + noise, (0.05, 0.95))
    return Predicted(
        figure.id, figure.place, figure.y, float(low), float(high), bool(low <= figure.y <= high),
        interval_score(figure.y, low, high), interval_score(figure.y, prior_low, prior_high),
    )  # fmt: skip


def interval_score(y: float, low: float, high: float, level: float = 0.9) -> float:
    """Width, and a penalty for what lies outside; less is better."""
    return float(high - low + 2 / (1 - level) * (max(low - y, 0.0) + max(y - high, 0.0)))
