"""What fewer hours do: less, and the first hours do most.

g(x) = (1 - exp(-k x)) / (1 - exp(-k)) is the part of the usual effect that is left at a part x of the usual
hours: nothing at none, all at the usual ones, rising and concave. Near k = 0 each hour counts the same.

Parameter: `budget_dose`. Nobody measured k for Dutch youth care: `P173` and `P175` saw thinner help under a
capped sum, without its effect.
"""

from __future__ import annotations

import math

STRAIGHT = 1e-6  # numerical: below it the curve is its limit, a straight line


def dose(hours: float, curve: float) -> float:
    """The part of the usual effect at `hours` (a part of the usual hours, 0 or more) for a curve k >= 0."""
    if curve < STRAIGHT:
        return hours
    return math.expm1(-curve * hours) / math.expm1(-curve)
