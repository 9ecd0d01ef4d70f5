"""What a fit is about: parameters with priors, figures with their errors, and a model that shows figures.

Everything is fitted in z: the standard normal behind each prior, z = Phi^-1(F(x)). So every prior is N(0, 1)
and independent, whatever its form, and a posterior sd of 1 around 0 means that nothing was learned.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.calibration.links import to_link
from youthsim.calibration.runs import Look
from youthsim.calibration.targets import Target
from youthsim.scenario.distributions import Distribution

Z = NDArray[np.float64]
FURTHEST_Z = 6.0


@dataclass(frozen=True)
class Figure:
    """One observed number on its scale of comparison.

    y: the figure on the link scale; sd: of source and discrepancy together. With `successes` of `n` the
    binomial takes the place of the source's error, and `sd` is the discrepancy alone. Weight 2: counts twice.
    """

    id: str
    link: str
    y: float
    sd: float
    weight: float = 1.0
    successes: int | None = None
    n: int | None = None
    place: str = "national"


def figure_of(target: Target) -> Figure:
    """A target as the likelihood sees it; one without a figure never comes here."""
    assert target.value is not None, target.id
    few = target.successes is not None
    step = 1.0 / target.n if few and target.n else 0.0
    sd = math.hypot(target.discrepancy, 0.0 if few else target.error)
    if sd == 0.0 and not few:
        sd = 1e-3
    y = float(to_link(target.link, target.value, step))
    return Figure(target.id, target.link, y, sd, target.weight, target.successes, target.n, target.place)


@dataclass(frozen=True)
class Problem:
    """Parameters, figures and model. `name` identifies the model for resuming."""

    priors: Mapping[str, Distribution]
    figures: tuple[Figure, ...]
    look: Look
    name: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.priors)

    def values(self, z: Z) -> dict[str, float]:
        """Parameters at one point of z: (parameters,)."""
        u = normal_cdf(np.clip(z, -FURTHEST_Z, FURTHEST_Z))
        return {
            name: prior.quantile(float(p)) for (name, prior), p in zip(self.priors.items(), u, strict=True)
        }

    def links(self, seen: NDArray[np.float64]) -> NDArray[np.float64]:
        """(..., figures, 2) value and step to (..., figures) on the scales of comparison."""
        columns = [to_link(f.link, seen[..., k, 0], seen[..., k, 1]) for k, f in enumerate(self.figures)]
        return np.stack(columns, axis=-1)

    def keeping(self, rows: Sequence[int]) -> Problem:
        """The same problem with some of its figures, and a model that shows only those."""
        rows = list(rows)
        return Problem(
            self.priors, tuple(self.figures[r] for r in rows), _Part(self.look, tuple(rows)), self.name
        )


@dataclass(frozen=True)
class _Part:
    look: Look
    rows: tuple[int, ...]

    def __call__(self, values: Mapping[str, float], draw: int, replicate: int) -> NDArray[np.float64]:
        return self.look(values, draw, replicate)[list(self.rows)]


def normal_cdf(z: Any) -> NDArray[np.float64]:
    """Share of a standard normal below z."""
    from scipy.special import ndtr

    return ndtr(z)


def space_filling(count: int, dimensions: int, seed: int) -> Z:
    """(count, dimensions) points that fill the prior evenly, in z: a scrambled Sobol sequence."""
    import warnings

    from scipy.special import ndtri
    from scipy.stats import qmc

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # counts that are no power of two lose a little balance, no more
        u = qmc.Sobol(dimensions, scramble=True, seed=seed).random(count)
    return ndtri(np.clip(u, 1e-4, 1 - 1e-4))
