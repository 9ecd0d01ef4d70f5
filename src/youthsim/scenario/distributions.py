"""What we do not know exactly: a value with a spread, as a scenario or a prior writes it down.

Each distribution is an immutable value. It turns a uniform number into a draw (`quantile`), so that a
design of any kind (random, Latin hypercube, Saltelli) can drive it, and it can describe itself in a
report. Nothing here draws random numbers.

    >>> Normal(0.93, 0.01).quantile(0.5)
    0.93
    >>> Uniform(6, 24).describe()
    'uniform 6 to 24'
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

_STANDARD_NORMAL = NormalDist()


class Distribution(ABC):
    """An uncertain value. Unit: that of the parameter or setting it stands for."""

    @abstractmethod
    def quantile(self, u: float) -> float:
        """The value below which a share `u` of the probability lies; `u` strictly between 0 and 1."""

    @abstractmethod
    def mean(self) -> float:
        """The expected value."""

    @abstractmethod
    def support(self) -> tuple[float, float]:
        """The smallest and largest value that can occur (may be infinite)."""

    @abstractmethod
    def describe(self) -> str:
        """A short text for a table, such as `uniform 6 to 24`."""

    @abstractmethod
    def plain(self) -> Any:
        """The way a scenario file writes it, as JSON-able values; the inverse of reading it."""

    def low(self) -> float:
        """The 5% quantile."""
        return self.quantile(0.05)

    def high(self) -> float:
        """The 95% quantile."""
        return self.quantile(0.95)


# Each constructor takes the words of the scenario file (low, high, mean). The fields carry other names,
# because low(), high() and mean() are questions that every distribution answers.


@dataclass(frozen=True)
class Fixed(Distribution):
    """A value without spread."""

    value: float

    def __post_init__(self) -> None:
        _finite(value=self.value)

    def quantile(self, u: float) -> float:
        return self.value

    def mean(self) -> float:
        return self.value

    def support(self) -> tuple[float, float]:
        return self.value, self.value

    def describe(self) -> str:
        return f"{self.value:g}"

    def plain(self) -> Any:
        return self.value


@dataclass(frozen=True, init=False)
class Uniform(Distribution):
    """Every value from `low` to `high` equally likely."""

    minimum: float
    maximum: float

    def __init__(self, low: float, high: float) -> None:
        _finite(low=low, high=high)
        if not low < high:
            raise ValueError(f"the lowest value {low:g} must lie below the highest {high:g}")
        _set(self, minimum=float(low), maximum=float(high))

    def quantile(self, u: float) -> float:
        return self.minimum + _open_unit(u) * (self.maximum - self.minimum)

    def mean(self) -> float:
        return (self.minimum + self.maximum) / 2

    def support(self) -> tuple[float, float]:
        return self.minimum, self.maximum

    def describe(self) -> str:
        return f"uniform {self.minimum:g} to {self.maximum:g}"

    def plain(self) -> Any:
        return {"uniform": [self.minimum, self.maximum]}


@dataclass(frozen=True, init=False)
class Normal(Distribution):
    """A normal distribution; with `low` or `high`, cut off there and rescaled (truncated, not clipped).

    `centre` and `spread` are those of the untruncated normal; `mean()` is that of the truncated one.
    """

    centre: float
    spread: float
    minimum: float
    maximum: float

    def __init__(self, mean: float, sd: float, low: float | None = None, high: float | None = None) -> None:
        minimum = -math.inf if low is None else float(low)
        maximum = math.inf if high is None else float(high)
        _finite(mean=mean, sd=sd)
        if not sd > 0:
            raise ValueError(f"the sd must be above 0, not {sd:g}")
        if not minimum < maximum:
            raise ValueError(f"low {minimum:g} must lie below high {maximum:g}")
        _set(self, centre=float(mean), spread=float(sd), minimum=minimum, maximum=maximum)
        if self._mass() < 1e-6:
            raise ValueError(
                f"practically nothing of a normal with mean {mean:g} and sd {sd:g} lies "
                f"between {minimum:g} and {maximum:g}"
            )

    def _cdf_at(self, x: float) -> float:
        return _STANDARD_NORMAL.cdf((x - self.centre) / self.spread)

    def _mass(self) -> float:
        return self._cdf_at(self.maximum) - self._cdf_at(self.minimum)

    def quantile(self, u: float) -> float:
        share = self._cdf_at(self.minimum) + _open_unit(u) * self._mass()
        share = min(max(share, 1e-300), 1 - 2**-53)
        value = self.centre + self.spread * _STANDARD_NORMAL.inv_cdf(share)
        return min(max(value, self.minimum), self.maximum)

    def mean(self) -> float:
        def density(x: float) -> float:
            return 0.0 if math.isinf(x) else _STANDARD_NORMAL.pdf((x - self.centre) / self.spread)

        return self.centre + self.spread * (density(self.minimum) - density(self.maximum)) / self._mass()

    def support(self) -> tuple[float, float]:
        return self.minimum, self.maximum

    def describe(self) -> str:
        bounds = []
        if self.minimum > -math.inf:
            bounds.append(f"from {self.minimum:g}")
        if self.maximum < math.inf:
            bounds.append(f"up to {self.maximum:g}")
        return " ".join([f"normal {self.centre:g} ± {self.spread:g}", *bounds])

    def plain(self) -> Any:
        words = {"mean": self.centre, "sd": self.spread}
        if self.minimum > -math.inf:
            words["low"] = self.minimum
        if self.maximum < math.inf:
            words["high"] = self.maximum
        return {"normal": words}


@dataclass(frozen=True)
class LogNormal(Distribution):
    """A positive value; `sigma` is the standard deviation of its natural logarithm."""

    median: float
    sigma: float

    def __post_init__(self) -> None:
        _finite(median=self.median, sigma=self.sigma)
        if not self.median > 0:
            raise ValueError(f"the median of a lognormal must be above 0, not {self.median:g}")
        if not 0 < self.sigma <= 5:
            raise ValueError(f"sigma must lie above 0 and at most at 5, not {self.sigma:g}")

    def quantile(self, u: float) -> float:
        return self.median * math.exp(self.sigma * _STANDARD_NORMAL.inv_cdf(_open_unit(u)))

    def mean(self) -> float:
        return self.median * math.exp(self.sigma**2 / 2)

    def support(self) -> tuple[float, float]:
        return 0.0, math.inf

    def describe(self) -> str:
        return f"lognormal, median {self.median:g}, sigma {self.sigma:g}"

    def plain(self) -> Any:
        return {"lognormal": {"median": self.median, "sigma": self.sigma}}


@dataclass(frozen=True, init=False)
class Beta(Distribution):
    """A share: `mean`, known as well as from `n` observed cases (the two shape parameters add up to n)."""

    centre: float
    cases: float

    def __init__(self, mean: float, n: float) -> None:
        _finite(mean=mean, n=n)
        if not 0 < mean < 1:
            raise ValueError(f"the mean of a beta must lie between 0 and 1, not {mean:g}")
        if not n > 0:
            raise ValueError(f"the n of a beta must be above 0, not {n:g}")
        _set(self, centre=float(mean), cases=float(n))

    def quantile(self, u: float) -> float:
        from scipy.special import betaincinv

        return float(betaincinv(self.centre * self.cases, (1 - self.centre) * self.cases, _open_unit(u)))

    def mean(self) -> float:
        return self.centre

    def support(self) -> tuple[float, float]:
        return 0.0, 1.0

    def describe(self) -> str:
        return f"beta, mean {self.centre:g}, as from {self.cases:g} cases"

    def plain(self) -> Any:
        return {"beta": {"mean": self.centre, "n": self.cases}}


@dataclass(frozen=True, init=False)
class Triangular(Distribution):
    """A lowest, a most likely and a highest value, as experts are asked for."""

    minimum: float
    mode: float
    maximum: float

    def __init__(self, low: float, mode: float, high: float) -> None:
        _finite(low=low, mode=mode, high=high)
        if not (low <= mode <= high and low < high):
            raise ValueError(
                f"expected lowest, most likely and highest in rising order, not {low:g}, {mode:g}, {high:g}"
            )
        _set(self, minimum=float(low), mode=float(mode), maximum=float(high))

    def quantile(self, u: float) -> float:
        u, width = _open_unit(u), self.maximum - self.minimum
        if u * width < self.mode - self.minimum:
            return self.minimum + math.sqrt(u * width * (self.mode - self.minimum))
        return self.maximum - math.sqrt((1 - u) * width * (self.maximum - self.mode))

    def mean(self) -> float:
        return (self.minimum + self.mode + self.maximum) / 3

    def support(self) -> tuple[float, float]:
        return self.minimum, self.maximum

    def describe(self) -> str:
        return f"triangular {self.minimum:g}, {self.mode:g}, {self.maximum:g}"

    def plain(self) -> Any:
        return {"triangular": [self.minimum, self.mode, self.maximum]}


def _set(instance: object, **fields: float) -> None:
    for name, value in fields.items():
        object.__setattr__(instance, name, value)


def _finite(**values: float) -> None:
    for name, value in values.items():
        if not math.isfinite(value):
            raise ValueError(f"{name} must be a finite number, not {value}")


def _open_unit(u: float) -> float:
    if not 0 < u < 1:
        raise ValueError(f"a quantile is asked at a share strictly between 0 and 1, not {u}")
    return u
