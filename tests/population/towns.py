"""Towns that several tests look at; each made once."""

from __future__ import annotations

from functools import cache

from youthsim.parameters.population import POPULATION
from youthsim.people.streams import world_key
from youthsim.population import Town, bundled, synthesise

MONTHS = 132


@cache
def middle_values() -> dict[str, float]:
    """Every population parameter at the middle of its prior."""
    return {parameter.name: parameter.prior.quantile(0.5) for parameter in POPULATION}


@cache
def town_of(place: str, seed: int = 11, months: int = MONTHS, share: float = 1.0) -> Town:
    """The town of a bundled place."""
    return synthesise(bundled(place), middle_values(), world_key(seed, 0, 0), months, share)
