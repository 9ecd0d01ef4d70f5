"""Figures that a source prints beside its claim, and what the model has to say to each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema, model_validator

from youthsim.outcomes import OUTCOMES
from youthsim.scenario.faults import choices
from youthsim.scenario.quantities import is_number, is_share, read_money, read_share, refused
from youthsim.scenario.strict import Strict

COST = "cost_per_household_year"
ASKED = (*(outcome.id for outcome in OUTCOMES), COST)


def _read_outcome(value: str) -> str:
    if value not in ASKED:
        raise refused(f"no outcome is called '{value}'", choices(value, ASKED) or "see `youthsim outcomes`")
    return value


def _read_printed(value: object) -> str | float:
    """Kept as it is written, once it can be read: an amount, a share, or a plain number."""
    if is_number(value):
        return float(str(value))
    (read_share if is_share(value) else read_money)(value)
    return str(value)


OutcomeId = Annotated[str, AfterValidator(_read_outcome), WithJsonSchema({"enum": list(ASKED)})]
Printed = Annotated[
    str | float,
    PlainValidator(_read_printed),
    WithJsonSchema(
        {"anyOf": [{"type": "number"}, {"type": "string", "examples": ["€60,000 (2024)", "20.8%"]}]}
    ),
]
Words = Annotated[str, Field(min_length=1, max_length=200)]


class Beside(Strict):
    """A figure that the source prints and the model can be asked for: the report sets them side by side."""

    says: Words = Field(description="What the figure is, in a few words.")
    says_nl: Words | None = Field(None, description="The same in Dutch.")
    printed: Printed = Field(description="An amount with its price year, a share such as 20.8%, or a number.")
    outcome: OutcomeId = Field(description="What the model is asked for (`youthsim outcomes`), per caseload.")
    of: Literal["baseline", "start", "alternative", "fall"] = Field(
        description="Without the approach; in the first month without it; with it; or the share by which it "
        "falls by it."
    )
    evidence: str = Field(description="Id of the printed figure in the evidence register.")

    @model_validator(mode="after")
    def _can_be_asked(self) -> Beside:
        if self.of == "start" and self.outcome == COST:
            raise refused("a cost per year has no first month", "`of: baseline`")
        return self

    def value(self, price_factor: Callable[[int], float]) -> float:
        """The printed figure as a number: cents at the price level for an amount, 0-1 for a share.

        price_factor: what one euro of a price year is at the level of the results.
        """
        if isinstance(self.printed, float):
            return self.printed
        if is_share(self.printed):
            return read_share(self.printed)
        money = read_money(self.printed)
        return money.cents * price_factor(money.price_year)
