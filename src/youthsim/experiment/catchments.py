"""Care by catchment: how much of a service the town itself uses decides who benefits from a freed place.

A place in the town's own neighbourhood team goes to another child of the town, or is no longer paid. A place
in closed care serves the whole country: it goes to the next on its list, who is nearly always another town's.
"""

from __future__ import annotations

from dataclasses import dataclass

from youthsim.experiment.money import WITH_PLACES, WITHOUT_PLACES
from youthsim.institutions.supply import CATCHMENT

OWN, REGION, STAY, NATION, NO_PLACES = "own", "region", "stay", "nation", "no_places"
_OF_PARAMETER = {"catchment_ambulatory": REGION, "catchment_stay": STAY, "catchment_closed": NATION}


@dataclass(frozen=True)
class Catchment:
    """Services that serve the same area. `parameter`: the share of their use that is the town's."""

    id: str
    label: str
    services: tuple[int, ...]
    parameter: str = ""


def _served(id_: str) -> tuple[int, ...]:
    return tuple(s for s in WITH_PLACES if _OF_PARAMETER.get(CATCHMENT.get(s, ""), OWN) == id_)


CATCHMENTS: tuple[Catchment, ...] = (
    Catchment(OWN, "The town's own services", _served(OWN)),
    Catchment(REGION, "Regional outpatient, day and foster care", _served(REGION), "catchment_ambulatory"),
    Catchment(STAY, "Regional care with stay", _served(STAY), "catchment_stay"),
    Catchment(NATION, "Closed care, for the whole country", _served(NATION), "catchment_closed"),
    Catchment(NO_PLACES, "Paid as used: orders, schools, police", WITHOUT_PLACES),
)

assert set(_OF_PARAMETER) >= set(CATCHMENT.values()), "a catchment without a row of its own"
