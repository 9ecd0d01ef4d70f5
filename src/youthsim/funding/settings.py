"""How a scenario writes a way of funding.

regime: pxq
regime: {kind: pxq, rules: {stretching: off}}
regime: {law: pooled, governance: pxq, financing: lump_sum, accountability: pxq}
regime: {kind: lump_sum, services: [ambulatory_support, school_support]}
regime: {kind: pxq, switch: {to: pooled, at: 12 months, transition: 12 months}}
regime: {kind: lump_sum, budget: 85%, overrun: stop}
regime: {kind: pooled, budget: €12 million (2024), overrun: thin, corridor: ±5%}
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
    create_model,
)

from youthsim.funding.budgets import BOUND, CORRIDOR, DOCTORS, OVERRUN, PER, REGIME, STOP, UNSPENT
from youthsim.funding.rules import INSTRUMENTS, KINDS, OFF, ON, RULES, Choices, by_instrument
from youthsim.scenario.faults import shown
from youthsim.scenario.quantities import Money, Months, is_number, read_money, refused
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


NUMBER = r"(\d+(?:[.,]\d{1,2})?)"  # of percents, which need no more
LARGEST_BUDGET = 1000  # percent of last year's use
WIDEST_CORRIDOR = 50  # percent of the amount


def read_budget(value: object) -> Money | float:
    """A year's amount from "85%" (of last year's use: 0.85) or from "€12 million (2024)"."""
    if is_number(value):
        raise refused(f"{value} has no unit", f"write {value}% (of last year's use), or an amount in euros")
    match = re.fullmatch(rf"\s*{NUMBER}\s*%\s*", value) if isinstance(value, str) else None
    if match is None:
        if isinstance(value, str) and ("€" in value or "EUR" in value):
            return read_money(value)
        raise refused(
            f"{shown(value)} is no budget", "such as 85% (of last year's use) or €12 million (2024)"
        )
    percent = Decimal(match[1].replace(",", "."))
    if percent > LARGEST_BUDGET:
        expected = f"0% to {LARGEST_BUDGET}% of last year's use"
        raise refused(f"{shown(value)} is out of all proportion", expected)
    return float(percent / 100)


def read_corridor(value: object) -> float:
    """A band around an amount from "±5%" (0.05)."""
    if is_number(value):
        raise refused(f"{value} has no unit", f"write ±{value}%")
    pattern = rf"\s*(?:±|\+/-|\+-)?\s*{NUMBER}\s*%\s*"
    match = re.fullmatch(pattern, value) if isinstance(value, str) else None
    percent = Decimal(match[1].replace(",", ".")) if match else None
    if percent is None or percent > WIDEST_CORRIDOR:
        raise refused(f"{shown(value)} is no corridor", f"±0% to ±{WIDEST_CORRIDOR}%, such as ±5%")
    return float(percent / 100)


def _percent(share: float) -> str:
    return f"{(Decimal(repr(share)) * 100).normalize():f}%"


BudgetAmount = Annotated[
    Money | float,
    PlainValidator(read_budget),
    PlainSerializer(lambda budget: _percent(budget) if isinstance(budget, float) else str(budget)),
    WithJsonSchema({
        "type": "string",
        "pattern": r"^\s*(\d+(\.\d+)?\s*%|(€|EUR)\s*[\d.,]+\s*(million|mln|M)?\.?\s*\(\s*\d{4}\s*\))\s*$",
        "examples": ["85%", "€12 million (2024)"],
    }),
]  # fmt: skip
Corridor = Annotated[
    float,
    PlainValidator(read_corridor),
    PlainSerializer(lambda share: f"±{_percent(share)}"),
    WithJsonSchema({
        "type": "string", "pattern": r"^\s*(±|\+/-|\+-)?\s*\d+(\.\d+)?\s*%\s*$", "examples": ["±5%"],
    }),
]  # fmt: skip


def _says(words: dict[str, str], default: str = "") -> str:
    """What each word of a setting means, for the schema."""
    said = " ".join(f"{word}: {meaning}" for word, meaning in words.items())
    return f"{said} Left out: {default}." if default else said


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
    budget: BudgetAmount | None = Field(
        None, description="A year's amount for the services under the regime: a percentage of the use in the "
        "twelve months before it begins, or euros with their price year. Left out: no budget binds.",
    )  # fmt: skip
    overrun: Literal[tuple(OVERRUN)] | None = Field(  # type: ignore[valid-type]
        None, description="What happens when the amount is used up. " + _says(OVERRUN, STOP)
    )
    unspent: Literal[tuple(UNSPENT)] | None = Field(  # type: ignore[valid-type]
        None, description=_says(UNSPENT, "municipality in a pool, provider with a sum or a task")
    )
    corridor: Corridor | None = Field(None, description="A band around the amount. " + CORRIDOR)
    doctors: Literal[tuple(DOCTORS)] | None = Field(  # type: ignore[valid-type]
        None, description="Doctors' referrals once the amount is used up. " + _says(DOCTORS, BOUND)
    )
    budget_per: Literal[tuple(PER)] | None = Field(  # type: ignore[valid-type]
        None, description=_says(PER, REGIME)
    )

    def choices(self) -> Choices:
        """The value of every rule."""
        base = self.kind or KINDS[0]
        chosen = by_instrument(*((getattr(self, name) or base) for name in INSTRUMENTS))
        single = self.rules.model_dump(exclude_none=True) if self.rules is not None else {}
        return {**chosen, **single}

    def numbers(self) -> tuple[int, ...] | None:
        """The services under it by number; None for the regime's own choice."""
        return tuple(sorted(SERVICE_NUMBER[name] for name in self.services)) if self.services else None


BUDGET_SETTINGS = ("budget", "overrun", "unspent", "corridor", "doctors", "budget_per")
"""What a scenario may say of a budget."""


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
