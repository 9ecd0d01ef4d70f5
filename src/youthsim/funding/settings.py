"""How a scenario writes a way of funding.

regime: pxq
regime: {kind: pxq, rules: {stretching: off}}
regime: {law: pooled, governance: pxq, financing: lump_sum, accountability: pxq}
regime: {kind: lump_sum, services: [ambulatory_support, school_support]}
regime: {kind: pxq, switch: {to: pooled, at: 12 months, transition: 12 months}}
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, create_model

from youthsim.funding.rules import INSTRUMENTS, KINDS, OFF, ON, RULES, Choices, by_instrument
from youthsim.scenario.quantities import Months
from youthsim.scenario.strict import Strict
from youthsim.vocabulary.services import N_QUEUED, SERVICE_NUMBER, SERVICES

Kind = Literal["pxq", "lump_sum", "task_based", "pooled"]
ServiceName: Any = Literal[tuple(service.id for service in SERVICES[:N_QUEUED])]


def _word(value: object) -> object:
    """`true` and `false` as `on` and `off`."""
    return {True: ON, False: OFF}[value] if isinstance(value, bool) else value


_SINGLE: Any = {
    rule.id: (
        Annotated[Literal[rule.words] | None, BeforeValidator(_word)],
        Field(None, description=rule.says),
    )
    for rule in RULES
}
Rules: Any = create_model(
    "Rules", __base__=Strict, __doc__="Single rules of a regime, where they differ from it.", **_SINGLE
)


class Funding(Strict):
    """A way of funding: one of the four regimes, or a regime per instrument, and single rules."""

    kind: Kind | None = Field(
        None, description="The regime; may be left out where all four instruments are named."
    )
    law: Kind | None = Field(None, description="The regime whose rules of law hold.")
    governance: Kind | None = Field(None, description="The regime whose rules of governance hold.")
    financing: Kind | None = Field(None, description="The regime whose rules of financing hold.")
    accountability: Kind | None = Field(None, description="The regime whose rules of accountability hold.")
    rules: Rules | None = Field(None, description="Single rules, where they differ.")
    services: Annotated[tuple[ServiceName, ...], Field(strict=False, min_length=1)] | None = Field(
        None, description="The services under it; the others stay under pxq. Left out: light and outpatient "
        "help for children, parents and in class.",
    )  # fmt: skip

    def choices(self) -> Choices:
        """The value of every rule."""
        base = self.kind or KINDS[0]
        chosen = by_instrument(*((getattr(self, name) or base) for name in INSTRUMENTS))
        single = self.rules.model_dump(exclude_none=True) if self.rules is not None else {}
        return {**chosen, **single}

    def numbers(self) -> tuple[int, ...] | None:
        """The services under it by number; None for the regime's own choice."""
        return tuple(sorted(SERVICE_NUMBER[name] for name in self.services)) if self.services else None


def _by_name(value: object) -> object:
    """A bare word is the name of a regime."""
    return {"kind": value} if isinstance(value, str) else value


class Switch(Strict):
    """A change of regime during the run."""

    to: Annotated[Funding, BeforeValidator(_by_name, json_schema_input_type=Any)] = Field(
        description="The regime that follows."
    )
    at_month: Months = Field(alias="at", description="When it begins, counted from the programme's start.")
    transition_months: Months = Field(
        0, alias="transition", description="How long grants under the old rules run beside the new ones."
    )


class RegimeSettings(Funding):
    """How care is funded, and whether that changes on a date."""

    switch: Switch | None = Field(None, description="Left out: the regime stays.")


RegimeField = Annotated[RegimeSettings, BeforeValidator(_by_name, json_schema_input_type=Any)]
