"""How a target file is written: its keys, their types and what holds where nothing is said."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from youthsim.notation.amounts import PRICE_YEARS
from youthsim.notation.faults import NotationFault
from youthsim.scenario.faults import shown
from youthsim.scenario.plain_numbers import number
from youthsim.scenario.quantities import Share, refused
from youthsim.scenario.strict import Strict

DISCREPANCY = 0.05
"""Link-scale sd by which a model that is right in all that matters may still miss a figure."""

Kind = Literal["observed", "estimated_counterfactual", "norm", "extrapolation", "assumption", "literature"]
FIT, VALIDATION, LOOK = "fit", "validation", "look"
"""What a target is for; a row that is only looked at has no figure that it could be held against."""


def _plain_number(value: object) -> object:
    """Text such as "0,043" or "4,3 %" as a number; what pydantic would guess of it is not asked."""
    if not isinstance(value, str):
        return value
    try:
        return number(value)
    except NotationFault as fault:
        if fault.plain_no:
            raise refused(f"{shown(value)} is not a number", "a number") from None
        raise refused(f"{shown(value)} {fault.what}", fault.expected) from None


Number = Annotated[float, Field(strict=False), BeforeValidator(_plain_number)]
Sources = Annotated[
    tuple[str, ...],
    Field(strict=False, min_length=1),
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
]


class Written(Strict):
    """One target as a file writes it."""

    id: str = Field(min_length=1)
    outcome: str
    filters: dict[str, Any] = Field({})
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    n: int | None = Field(None, ge=1)
    sd: Number | None = Field(None, gt=0, description="Between the n, where the source gives it.")
    price_year: int | None = Field(None, ge=PRICE_YEARS[0], le=PRICE_YEARS[-1])
    weight: Number = Field(1.0, gt=0)
    discrepancy: Number | None = Field(None, ge=0)
    source: Sources = ("not said",)
    kind: Kind = "observed"
    use: Literal["fit", "validation", "look"] = "fit"
    waits_for: str | None = None
    led_to_change: bool = Field(False, description="Its miss led to a change of the model: no blind test.")
    counted_in: str | None = Field(None, description="Place of the source, where the filters name none.")
    note: str = ""


class Defaults(Strict):
    """What holds for every target of a file that does not say otherwise."""

    place: str | None = None
    scenario: str | None = None
    minors: int = Field(8_000, ge=200, le=1_000_000, description="Size of a town without a scenario.")
    population_share: Share | None = Field(None, description="Of a scenario's town, for a quicker look.")
    burn_in: int = Field(60, ge=13, le=600)
    discrepancy: Number = Field(DISCREPANCY, ge=0)


class WrittenFile(Strict):
    """A whole file."""

    schema_version: Literal[1] = Field(1, alias="schema")
    title: str = ""
    about: str = ""
    defaults: Defaults = Defaults.model_construct()
    targets: tuple[Written, ...] = Field(strict=False, min_length=1)
