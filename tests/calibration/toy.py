"""A model whose posterior can be written down: figures are lines in normal parameters, plus luck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youthsim.calibration.problem import Figure, Problem
from youthsim.scenario.distributions import Normal

LUCK, ERROR = 0.2, 0.3


@dataclass(frozen=True)
class Line:
    """y = A z + luck, z the standardised parameters."""

    slopes: tuple[tuple[float, ...], ...]

    def __call__(self, values: Mapping[str, float], draw: int, replicate: int) -> NDArray[np.float64]:
        a = np.array(self.slopes)
        z = np.array([(values[f"p{k}"] - 1.0) / 2.0 for k in range(len(a))])
        y = z @ a + LUCK * np.random.default_rng([draw, replicate]).standard_normal(a.shape[1])
        return np.column_stack([y, np.zeros(len(y))])


class Toy:
    """A problem with its truth and its exact posterior."""

    def __init__(self, parameters: int = 4, figures: int = 5, seed: int = 3) -> None:
        rng = np.random.default_rng(seed)
        self.slopes = rng.standard_normal((parameters, figures))
        self.slopes[-1] = 0.0  # a parameter that no figure tells anything about
        self.truth = rng.standard_normal(parameters)
        self.y = self.truth @ self.slopes + ERROR * rng.standard_normal(figures)
        marks = tuple(
            Figure(f"f{k}", "none", float(v), ERROR, place="abc"[k % 3]) for k, v in enumerate(self.y)
        )
        look = Line(tuple(map(tuple, self.slopes.tolist())))
        self.problem = Problem({f"p{k}": Normal(1.0, 2.0) for k in range(parameters)}, marks, look, "toy")

    def exact(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Mean and covariance of the posterior in z."""
        covariance = np.linalg.inv(np.eye(len(self.slopes)) + self.slopes @ self.slopes.T / ERROR**2)
        return covariance @ self.slopes @ self.y / ERROR**2, covariance
