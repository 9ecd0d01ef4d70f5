"""How a parameter is declared: once, with its unit, its prior, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from youthsim.evidence.grading import ASSUMPTION as ASSUMPTION
from youthsim.evidence.grading import grading
from youthsim.scenario.distributions import Distribution

Values = Mapping[str, float]  # one draw: a value per parameter name
Acts = Literal["arm", "town"]
SHAPES_THE_TOWN = "shapes the town before the start, and every arm begins at month 0 in that same town"
"""Why a parameter that acts on the town cannot stand in an arm."""


@dataclass(frozen=True)
class Parameter:
    """One uncertain number of the model.

    `evidence` holds ids of the evidence register, or the word "assumption". `price_year` is the level of a
    price (None for everything that is not money). `neutral`: the value at which the mechanism does nothing; a
    posterior that was fitted before the parameter existed is used with it there, because its other draws were
    fitted without (see `Plan`). `role` tells how the prior was placed: "literature" from
    the evidence itself; "centred" where its middle was set so that the burned-in community resembles
    national stocks and flows (such figures can then not be called validation); "effect" for what an
    intervention or regime does; "price"; "assumption".

    `acts` tells how far it reaches. "arm": in every month, so an arm may set it and it acts there from the
    arm's start. "town": only in who lives in the town, drawn once, before the start, for all arms alike; an
    arm that sets it is refused.
    """

    name: str
    unit: str
    prior: Distribution
    evidence: tuple[str, ...]
    note: str
    role: str = "assumption"
    price_year: int | None = None
    neutral: float | None = None
    acts: Acts = "arm"

    @property
    def rests_on_assumption(self) -> bool:
        """True when nothing observed stands under it, whatever it cites.

        A document that assumes, plans or judges a number carries it no further than we could. A norm does carry
        a price: a tariff is what is paid. Raises KeyError for evidence that the register does not have.
        """
        sources = [grading(source) for source in self.evidence]
        return not any(one.observed or (one.agreed and self.role == "price") for one in sources)
