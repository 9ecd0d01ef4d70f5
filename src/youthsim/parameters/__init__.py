"""All parameters of the model, each declared once in the file of its mechanism.

From the declarations follow the record that kernels read, the tables of the docs and the problem that
SALib samples.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from youthsim.parameters.access import ACCESS
from youthsim.parameters.adulthood import ADULTHOOD
from youthsim.parameters.care import CARE
from youthsim.parameters.declare import ASSUMPTION, Parameter, Values
from youthsim.parameters.funding import FUNDING
from youthsim.parameters.households import HOUSEHOLDS
from youthsim.parameters.needs import NEEDS
from youthsim.parameters.population import POPULATION
from youthsim.parameters.prevention import PREVENTION
from youthsim.parameters.prices import PRICES
from youthsim.parameters.programmes import PROGRAMMES
from youthsim.parameters.providers import PROVIDERS
from youthsim.parameters.safety import SAFETY
from youthsim.parameters.school_support import SCHOOL_SUPPORT
from youthsim.parameters.schools import SCHOOLS
from youthsim.parameters.unmet import UNMET

GROUPS: dict[str, tuple[Parameter, ...]] = {
    "population": POPULATION,
    "needs": NEEDS,
    "households": HOUSEHOLDS,
    "access": ACCESS,
    "care": CARE,
    "schools": SCHOOLS,
    "safety": SAFETY,
    "adulthood": ADULTHOOD,
    "prices": PRICES,
    "providers": PROVIDERS,
    "programmes": PROGRAMMES,
    "funding": FUNDING,
    "prevention": PREVENTION,
    "school_support": SCHOOL_SUPPORT,
    "unmet": UNMET,
}
ONLY_IN_A_PROGRAMME = frozenset({"programmes", "school_support"})
"""Groups whose parameters change nothing in a town without an approach."""
PARAMETERS: dict[str, Parameter] = {p.name: p for group in GROUPS.values() for p in group}

OF_THE_TOWN = frozenset(name for name, p in PARAMETERS.items() if p.acts == "town")
"""Parameters that no arm may set: they draw who lives in the town, once, for all arms."""

# What kernels read: every parameter as declared, in units of the declaration.
RECORD = np.dtype((np.record, np.dtype([(name, "f8") for name in PARAMETERS], align=True)))


def at_price_level(values: Values, price_year: int) -> dict[str, float]:
    """The same draw with every price moved from its own year to `price_year`, by consumer prices."""
    from youthsim.evidence.money import price_factor

    return {
        name: values[name] * (float(price_factor(p.price_year, price_year)) if p.price_year else 1.0)
        for name, p in PARAMETERS.items()
    }


def record(values: Values) -> Any:
    """One row with every parameter, as kernels read it.

    Raises KeyError when one is missing, ValueError when one is not finite.
    """
    row = np.zeros(1, RECORD)
    for name in PARAMETERS:
        value = float(values[name])
        if not np.isfinite(value):
            raise ValueError(f"parameter {name} is {value}")
        row[name] = value
    return row


def medians() -> dict[str, float]:
    """Every parameter at the middle of its prior; mechanisms that no fit knows yet where they do nothing."""
    return {name: p.prior.quantile(0.5) if p.neutral is None else p.neutral for name, p in PARAMETERS.items()}


__all__ = [
    "ASSUMPTION",
    "GROUPS",
    "OF_THE_TOWN",
    "ONLY_IN_A_PROGRAMME",
    "PARAMETERS",
    "RECORD",
    "Parameter",
    "Values",
    "at_price_level",
    "medians",
    "record",
]
