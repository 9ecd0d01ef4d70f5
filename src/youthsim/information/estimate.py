"""A number that came from draws, with its standard error."""

from __future__ import annotations

from typing import NamedTuple


class Estimate(NamedTuple):
    """`value`, and `se`: how far it may be off because there are only so many draws, in the same unit."""

    value: float
    se: float

    def __float__(self) -> float:
        return self.value

    @property
    def told(self) -> bool:
        """Whether the draws tell it from nothing: more than two standard errors away."""
        return abs(self.value) > 2.0 * self.se
