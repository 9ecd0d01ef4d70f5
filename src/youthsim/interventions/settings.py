"""What a scenario may say about an approach: when, for whom, with how much staff.

Never what it achieves. An approach changes mechanisms (which estimates stand under `parameters:`); what
that does to children and to euros is for the model to work out. A new approach adds its class to
`INTERVENTIONS` and is then known to scenarios, to the JSON schema and to the messages.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from youthsim.scenario.quantities import Amount, HoursPerWeek, Money, Months, Share, refused
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


class PooledAides(InterventionSettings):
    """Aides for a group of pupils in class instead of a grant beside each child (Nijmegen-Noord)."""

    kind: Literal["pooled_aides"]
    children_per_post: float = Field(6.0, gt=0, le=200, description="Pupils of the group per full post.")
    hours_per_week: HoursPerWeek = Field(36.0, description="Paid hours of a post, the whole year through.")
    others_too: bool = Field(True, description="Whether hours left over go to other pupils of the schools.")
    partnership_share: Share = Field(
        0.0, description="The school partnership's part of the bill; the Youth Act pays the rest."
    )

    @model_validator(mode="after")
    def _one_group(self) -> PooledAides:
        if self.staffing is not None and self.staffing.cases_per_fte != self.children_per_post:
            raise refused(
                f"staffing speaks of {self.staffing.cases_per_fte:g} cases per post and the aides of "
                f"{self.children_per_post:g} children",
                "the same number under children_per_post and staffing.cases_per_fte",
            )
        return self


class CareInSchool(InterventionSettings):
    """Care brought to school for children out of class, with one who may decide for both (Gouda)."""

    kind: Literal["care_in_school"]
    hours_per_week: HoursPerWeek = Field(20.0, description="Care and education together, a child's week.")
    education_share: Share = Field(0.2, description="The part of it that is education at the start.")
    children_per_group: float = Field(4.0, gt=0, le=50, description="Children whom one worker has at a time.")
    joint_mandate: bool = Field(True, description="Whether one may decide on day place and admission.")
    joined_budget: bool = Field(
        True, description="Whether one budget pays both; else each Act pays its own hours."
    )
    partnership_share: Share = Field(
        0.2, description="The school partnership's part of a joined budget; the Youth Act pays the rest."
    )


INTERVENTIONS: tuple[type[InterventionSettings], ...] = (
    WeighingSafety,
    ExistenceSecurity,
    BreakthroughPlan,
    FamilyPlan,
    SupportedWork,
    PooledAides,
    CareInSchool,
)

Intervention: Any = Annotated[
    WeighingSafety
    | ExistenceSecurity
    | BreakthroughPlan
    | FamilyPlan
    | SupportedWork
    | PooledAides
    | CareInSchool,
    Field(discriminator="kind"),
]
