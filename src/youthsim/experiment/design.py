"""Which values the parameters take in each draw.

The value of a parameter in draw d depends on (seed, its name, d) and nothing else: a keyed hash gives a
uniform, the prior's quantile function makes it a value. So a draw is the same whichever other parameters
exist, however many draws are asked for, and in whatever order they run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from youthsim.scenario.distributions import Distribution, Fixed

_UNIT = 2.0**-53


def uniform_of(seed: int, name: str, draw: int) -> float:
    """A uniform strictly between 0 and 1 with 53 bits."""
    digest = hashlib.blake2b(f"{seed}\x1f{name}\x1f{draw}".encode(), digest_size=8).digest()
    return ((int.from_bytes(digest, "little") >> 11) + 0.5) * _UNIT


def values_of_draw(distributions: Mapping[str, Distribution], seed: int, draw: int) -> dict[str, float]:
    """The value of each named distribution in this draw, in its own unit.

    An arm's own setting of a parameter (`arms.<arm>.<name>`) shares the uniform of that parameter, so that
    arms differ by their setting and not by luck.
    """
    return {
        name: distribution.quantile(uniform_of(seed, stem(name), draw))
        for name, distribution in distributions.items()
    }


def stem(name: str) -> str:
    """The parameter behind a name: `x` for `arms.pooled.x`."""
    return name.split(".", 2)[2] if name.startswith("arms.") and name.count(".") >= 2 else name


def value_in(values: Mapping[str, float], arm: str, name: str) -> float:
    """The value of a parameter in an arm: its own, where it has one."""
    return values.get(f"arms.{arm}.{name}", values[name])


def values_of_arms(values: Mapping[str, float]) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """The values that hold everywhere, and all values of each arm that has settings of its own."""
    common = {name: value for name, value in values.items() if stem(name) == name}
    arms: dict[str, dict[str, float]] = {}
    for name, value in values.items():
        if name not in common:
            arms.setdefault(name.split(".", 2)[1], dict(common))[stem(name)] = value
    return common, arms


def uncertain(distributions: Mapping[str, Distribution]) -> tuple[str, ...]:
    """The names whose distribution has any spread, in order of declaration."""
    return tuple(name for name, d in distributions.items() if not isinstance(d, Fixed))


def values_at(
    distributions: Mapping[str, Distribution], names: tuple[str, ...], point: NDArray[np.float64]
) -> dict[str, float]:
    """Values at one point of the unit cube over `names`; every other parameter at its median.

    `point`: (len(names),), within [0, 1]; the edges are moved inside by 1e-6, where a prior has no end.
    """
    inside = dict(zip(names, np.clip(point, 1e-6, 1 - 1e-6), strict=True))
    return {name: d.quantile(float(inside.get(name, 0.5))) for name, d in distributions.items()}
