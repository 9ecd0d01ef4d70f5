"""What a scenario may say about an approach: when, for whom, with how much staff.

Never what it achieves. An approach changes mechanisms (which estimates stand under `parameters:`); what
that does to children and to euros is for the model to work out. A new approach adds its class to
`INTERVENTIONS` and is then known to scenarios, to the JSON schema and to the messages.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from youthsim.scenario.quantities import Amount, HoursPerWeek, Money, Months, Share
from youthsim.scenario.strict import Strict


class Staffing(Strict):
    """The people an approach needs, and where they come from."""

    fte: Annotated[float, Field(gt=0, le=10_000)] | None = Field(
        None, description="Posts in all. Left out: as many as the caseload needs at cases_per_fte."
    )
    cases_per_fte: float = Field(gt=0, le=500, description="Cases that one full-time post carries at a time.")
    hire_months: int = Field(3, ge=0, le=60, description="Months from an open post to a worker.")
    from_stock: bool = Field(
        True, description="Whether hires leave other youth care in the region (true) or come from outside it."
    )

    def fte_for(self, cases: int) -> float:
        """The posts there are for a caseload of this size."""
        return self.fte if self.fte is not None else cases / self.cases_per_fte


class InterventionSettings(Strict):
    """What every approach has. `kind` names the approach."""

    kind: str
    label: str = Field("", description="How reports call it.")
    start_month: Months = Field(
        0, alias="start", description="When it begins, counted from the start of the programme."
    )
    reach: Share = Field(1.0, description="The share of selected cases that it actually reaches.")
    duration_months: Months | None = Field(
        None, alias="duration", description="How long it stays with a case; left out: as long as needed."
    )
    staffing: Staffing | None = Field(None, description="Left out: no staff of its own.")


class WeighingSafety(InterventionSettings):
    """Safety weighed jointly against development and existence security (Zwolle)."""

    kind: Literal["weighing_safety"]


class ExistenceSecurity(InterventionSettings):
    """Income, debt and housing put in order first (Zwolle, Tilburg)."""

    kind: Literal["existence_security"]


class BreakthroughPlan(InterventionSettings):
    """A tailor-made plan with money of its own for what no scheme pays (Zwolle)."""

    kind: Literal["breakthrough_plan"]
    custom_money: Amount = Field(
        Money(95479, 2024), description="Tailor-made money actually spent per plan, with its price year."
    )


class FamilyPlan(InterventionSettings):
    """One plan, one indication and few professionals for a whole family (Tilburg)."""

    kind: Literal["family_plan"]
    professionals: int = Field(2, ge=1, le=10, description="Family-wide professionals per family.")
    hours_per_week_each: HoursPerWeek = Field(6.0, description="Contact hours of each of them.")
    replaces_voluntary_care: bool = Field(
        True, description="Whether it takes the place of voluntary outpatient care; never of an order."
    )
    pooled_budget: bool = Field(
        True,
        description="Whether the Acts pay the plan together, each its part of what the town spent before on "
        "such help; else the Youth Act pays.",
    )

    def hours_per_week(self) -> float:
        """Contact hours of all professionals of one family together."""
        return self.professionals * self.hours_per_week_each


class SupportedWork(InterventionSettings):
    """Paid work places with a job coach, where failing is allowed (Nijkerk)."""

    kind: Literal["supported_work"]
    places: int = Field(ge=0, le=100_000, description="Work places at most, all cases together.")
    find_months: int = Field(6, ge=0, le=60, description="Mean months to find an employer for a place.")
    hours_per_week: HoursPerWeek = Field(28.0, description="Hours that a youth works.")
    wage_per_hour: Amount = Field(
        Money(721, 2024),
        description="What an hour costs, holiday pay included: 28 hours a week is €10,500 a year.",
    )
    failing_allowed: bool = Field(
        True, description="Whether who fails on the job may come back to his place."
    )
    paid_by: Literal["participation_act", "youth_act", "pooled"] = Field(
        "participation_act", description="Who pays wage, coach and employer; pooled: the Acts together."
    )

    @property
    def pooled_budget(self) -> bool:
        """Whether the Acts pay together."""
        return self.paid_by == "pooled"


INTERVENTIONS: tuple[type[InterventionSettings], ...] = (
    WeighingSafety,
    ExistenceSecurity,
    BreakthroughPlan,
    FamilyPlan,
    SupportedWork,
)

Intervention: Any = Annotated[
    WeighingSafety | ExistenceSecurity | BreakthroughPlan | FamilyPlan | SupportedWork,
    Field(discriminator="kind"),
]
