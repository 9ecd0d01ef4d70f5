"""What a scenario may say about an approach: when, for whom, with how much staff.

Never what it achieves. An approach changes mechanisms (which estimates stand under `parameters:`); what
that does to children and to euros is for the model to work out. A new approach adds its class to
`INTERVENTIONS` and is then known to scenarios, to the JSON schema and to the messages.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from youthsim.notation.amounts import Money
from youthsim.scenario.quantities import Amount, HoursPerWeek, Months, Share, refused
from youthsim.scenario.strict import Strict
from youthsim.vocabulary.payers import PAYER_NUMBER


class Staffing(Strict):
    """The people an approach needs, and where they come from."""

    fte: Annotated[float, Field(gt=0, le=10_000)] | None = Field(
        None, description="Posts in all. Left out: as many as the caseload needs at cases_per_fte."
    )
    cases_per_fte: float = Field(gt=0, le=500, description="Cases that one full-time post carries at a time.")
    hire_months: int = Field(
        3, ge=0, le=60, description="Months until the team can begin to hire, the same in every world."
    )
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


class Filled(Strict):
    """A stretch of time in which a post was filled, in months after the start of the approach."""

    from_month: Months = Field(alias="from", description="First month.")
    until_month: Months | None = Field(
        None, alias="until", description="First month in which it stood open again; left out: not yet."
    )


class Post(Strict):
    """One post of a youth worker, at one school or shared by several."""

    schools: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(strict=False, min_length=1)] = Field(
        description="Schools by number, in the order in which the rule takes them: 1 is the first."
    )
    hours_per_week: HoursPerWeek = Field(description="Paid hours of the post.")
    filled: Annotated[tuple[Filled, ...], Field(strict=False)] = Field(
        (), description="When it was filled, as far as `known_until`; left out: recruited as posts are."
    )
    wanted_from: Months = Field(
        0, description="From when somebody is looked for, after the start; it counts as an open post before."
    )


class SchoolApproach(InterventionSettings):
    """Youth workers at schools: it enrols schools, and through them all their pupils.

    `reach` is the share of the chosen schools that take part.
    """

    staffing: None = Field(None, description="Not for this approach: it has posts at schools.")
    schools: int = Field(ge=1, le=2_000, description="How many schools, in the order of the rule.")
    posts: Annotated[tuple[Post, ...], Field(strict=False)] = Field(
        (), description="Posts one by one; left out: the same hours at each school."
    )
    known_until: Months = Field(
        0,
        description="Until when the dates of `posts` hold, after the start; then posts fall vacant and are "
        "filled again by chance and within the labour market.",
    )
    hire_months: float | None = Field(
        None,
        ge=0,
        le=60,
        description="Months that an open post stands open, on average: chance decides. Left out: the model's "
        "own, uncertain (labour_months_to_hire).",
    )
    from_stock: bool = Field(
        True, description="Whether hires leave other youth care in the region (true) or come from outside it."
    )
    coordinator: HoursPerWeek | None = Field(
        None, description="Hours of a coordinator with training and intervision; left out: there is none."
    )
    coordinator_from: Months = Field(0, description="When the coordinator begins, after the start.")
    leadership: HoursPerWeek | None = Field(None, description="Hours of the project lead.")
    training_hours_month: float = Field(
        0.0, ge=0, le=1000, description="Paid hours of trainers and intervision leaders per month."
    )
    independent_position: bool = Field(True, description="In the school, not of the school.")
    management_support: bool = Field(True, description="Room and backing by the school's management.")
    payers: dict[str, Share] = Field(
        {"municipality_youth": 1.0}, description="Who pays which share of the bill."
    )
    cut_from: Months | None = Field(
        None, description="When part of the money ends, after the start; left out: it lasts."
    )
    cut_to: Share = Field(1.0, description="Share of the hours that is still paid after `cut_from`.")
    payers_after_cut: dict[str, Share] | None = Field(
        None, description="Who pays then; left out: the same shares."
    )

    @model_validator(mode="after")
    def _dates_that_hold(self) -> SchoolApproach:
        if self.known_until == 0 and any(post.filled for post in self.posts):
            raise refused(
                "posts say when they were filled, and known_until is 0: no date would be looked at",
                "known_until: the month until which these dates hold, or posts without `filled`",
            )
        return self

    @field_validator("payers", "payers_after_cut")
    @classmethod
    def _whole_bill(cls, shares: dict[str, float] | None) -> dict[str, float] | None:
        if shares is None:
            return None
        for name in shares:
            if name not in PAYER_NUMBER:
                raise refused(f"{name} is not a payer", "one of " + ", ".join(PAYER_NUMBER))
        if abs(sum(shares.values()) - 1.0) > 1e-6:
            raise refused(f"the shares add up to {sum(shares.values()):.2%}", "100%")
        return shares


class YouthSupporters(SchoolApproach):
    """Youth supporters at child centres: childcare and primary school together (Leeuwarden)."""

    kind: Literal["youth_supporters"]
    hours_per_school: HoursPerWeek = Field(
        22.0, description="Where `posts` is left out: hours of the youth supporter at each school."
    )


class YouthSchoolTeam(SchoolApproach):
    """A youth and school team in secondary schools: coaches, outreach workers, a diagnostician (Alkmaar)."""

    kind: Literal["youth_school_team"]
    fte: float = Field(gt=0, le=1000, description="Full-time posts of 36 hours, divided over the schools.")
    behavioural_scientist: bool = Field(
        True, description="Whether a behavioural scientist makes diagnoses in the context of the school."
    )
    groups: bool = Field(True, description="Whether they train groups of pupils.")
    soft_landing: bool = Field(True, description="Whether they meet pupils who change school.")

    @field_validator("posts")
    @classmethod
    def _no_posts(cls, posts: tuple[Post, ...]) -> tuple[Post, ...]:
        if posts:
            raise refused(
                "a youth and school team has no posts one by one", "`fte`, divided over the schools"
            )
        return posts


INTERVENTIONS: tuple[type[InterventionSettings], ...] = (
    WeighingSafety,
    ExistenceSecurity,
    BreakthroughPlan,
    FamilyPlan,
    SupportedWork,
    PooledAides,
    CareInSchool,
    YouthSupporters,
    YouthSchoolTeam,
)

Intervention: Any = Annotated[
    WeighingSafety
    | ExistenceSecurity
    | BreakthroughPlan
    | FamilyPlan
    | SupportedWork
    | PooledAides
    | CareInSchool
    | YouthSupporters
    | YouthSchoolTeam,
    Field(discriminator="kind"),
]
