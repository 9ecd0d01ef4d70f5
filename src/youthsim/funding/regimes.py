"""From a regime's rules to what a month of care meets: one row of numbers per service.

A regime sets rules and incentives; it never sets an outcome. What a rule does when it is off is nothing:
exits as they are, nobody turned away, help as intense as it is. So with every behaviour off, regimes that
give the same care cost the same.

Evidence: P168-P176 (stretching, capitation, budgets), nij_* (grants), P182 (paperwork).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.funding.budgets import BOUND, MUNICIPALITY, PROVIDER, STOP, Budget, ToCents, plain_cents
from youthsim.funding.budgets import REGIME as WHOLE_REGIME
from youthsim.funding.rules import (
    INSTRUMENTS,
    KINDS,
    LABELS,
    ON,
    PER_UNIT,
    POOL,
    POOLED,
    PXQ,
    RULES,
    Choices,
    preset,
)
from youthsim.funding.settings import Funding, RegimeSettings
from youthsim.parameters.declare import Values
from youthsim.people.records import REGIME, rows
from youthsim.vocabulary import services as s
from youthsim.vocabulary.payers import MUNICIPALITY_PARTICIPATION, MUNICIPALITY_WMO, MUNICIPALITY_YOUTH
from youthsim.vocabulary.services import N_QUEUED, SERVICES

OUTSIDE = preset(PXQ)  # the rules that hold for services under no regime
AREA_SERVICES = (
    s.NEIGHBOURHOOD_TEAM,
    s.AMBULATORY_SUPPORT,
    s.INTENSIVE_HOME_SUPPORT,
    s.PARENT_GUIDANCE,
    s.DEBT_HELP,
    s.SCHOOL_SUPPORT,
)
"""What a regime other than p×q covers, unless a scenario names the services."""


@dataclass(frozen=True)
class Regime:
    """One way of funding, ready to run.

    choices: the value of every rule. rules: (N_QUEUED,) of REGIME. services: those under it. budget_funded:
    those paid by budget. The shares say which Act pays what part of a pool, and of a programme's bill: at
    the switch to a pool each Act puts in what it spent on the pooled services in the year before, so that
    the switch by itself moves no money. budget: the amount that binds, where one is named. next: what follows
    it, from which month after the programme's start, and how many months grants under the old rules run on.
    """

    kind: str
    label: str
    choices: Choices
    rules: Any
    services: tuple[int, ...] = ()
    budget_funded: tuple[int, ...] = ()
    payer_youth: float = 1.0
    payer_wmo: float = 0.0
    payer_participation: float = 0.0
    lead_months: float = 0.0
    budget: Budget | None = None
    next: Succession | None = field(default=None, repr=False)

    def has(self, rule: str) -> bool:
        """Whether a rule is on."""
        return self.choices[rule] == ON

    def holds(self, rule: str, service: int) -> bool:
        """Whether a rule is on for a service; outside the regime those of p×q hold."""
        return (self.choices[rule] if service in self.services else OUTSIDE[rule]) == ON

    @property
    def is_pool(self) -> bool:
        """Whether several Acts fill one pot."""
        return self.choices["payment"] == POOL


@dataclass(frozen=True)
class Succession:
    """A regime that takes over on a date."""

    regime: Regime
    at_month: int
    transition_months: int


def needs_a_decision(service: int) -> bool:
    """Whether the law asks for a decision before this help may begin."""
    granted = SERVICES[service].act in (s.YOUTH_ACT, s.WMO_ACT, s.EDUCATION_ACT)
    return granted and service not in s.STAYS and service != s.NEIGHBOURHOOD_TEAM


def rules_of_service(service: int, choices: Choices, values: Values) -> dict[str, float]:
    """One row of REGIME: every rule that is on at its strength, every other at what does nothing."""

    def on(rule: str, strength: float, neutral: float = 0.0) -> float:
        return strength if choices[rule] == ON else neutral

    heavier = values["care_failure_heavier"]
    surcharged = 1.0 + values["subcontract_share"] * values["subcontract_surcharge"]
    lighter = values["gate_hours_pooled"] / values["gate_hours_pxq"] if values["gate_hours_pxq"] else 1.0
    review = on("own_review", values["pooled_scale_down"], 1.0)
    at_least = values["gate_lead_light"]  # until help can begin where nobody has to decide
    lead = on("individual_decision", values["gate_lead_pxq"], values["gate_lead_pooled"])
    return {
        "budget_funded": choices["payment"] != PER_UNIT,
        "lead_months": max(at_least, lead) if needs_a_decision(service) else at_least,
        "grant_months": on("grant_end", max(1, round(values["grant_months_pxq"]))),
        "gap_share": on("renewal_gaps", values["grant_gap_share"]),
        "summer_gaps": on("summer_gaps", 1),
        "stretch_share": on("stretching", values["grant_stretch"]),
        "stretch_months": values["care_stretch_months"],
        "test_share": on("eligibility_tests", values["gate_test_share"]),
        "test_months": values["gate_test_months"],
        "hours_per_request": on("paperwork", values["gate_hours_pxq"], values["gate_hours_pooled"]),
        "recording_hours": values["admin_recording"] * on("paperwork", 1.0, lighter),
        "meeting_hours": on("shared_staff", values["pooled_meeting"]),
        "absorb_share": on("shared_staff", values["pooled_absorbs"]),
        "exit_ratio": review * on("early_endings", values["lump_exits"], 1.0),
        "dilution": on("shared_staff", values["pooled_dilution"]),
        "heavier_share": on("product_menu", heavier, min(1.0, values["pooled_heavier"] * heavier)),
        "turned_away": on("turning_away", values["lump_turned_away"]),
        "intensity": on("thin_help", values["lump_intensity"], 1.0),
        "fills": on("filling", values["budget_fills"]),
        "price_ratio": on("subcontracting", 1.0, 1.0 / surcharged),  # the tariffs as they are hold it
        "stopped": 0,
        "pot": -1,
        "hours": 1.0,
        "dose": 1.0,
    }


WHOLE_TOWN = {  # the numbers of the rules that hold beyond the services under a regime
    "product_menu": ("heavier_share",),
    "shared_staff": ("absorb_share", "meeting_hours"),
    "placement_power": (),  # of the partnership, whatever the services
    "paperwork": ("hours_per_request", "recording_hours"),
    "deficit_cuts": (),
}
assert set(WHOLE_TOWN) == {rule.id for rule in RULES if rule.whole_town}


def table_of(choices: Choices, values: Values, under: tuple[int, ...], named: bool) -> NDArray[np.void]:
    """(N_QUEUED,) of REGIME. Services outside the regime stay under p×q, but for what holds in the whole
    town; nothing does when a scenario names the services (`named`)."""
    table = rows(N_QUEUED, REGIME)
    outside = preset(PXQ)
    for service in range(N_QUEUED):
        own = rules_of_service(service, choices if service in under else outside, values)
        if service not in under and not named:
            town = rules_of_service(service, choices, values)
            own |= {number: town[number] for numbers in WHOLE_TOWN.values() for number in numbers}
        for number, value in own.items():
            table[service][number] = value
    return table


def regime_of(settings: Funding, values: Values, to_cents: ToCents = plain_cents) -> Regime:
    """The regime that a scenario writes, with its successor where it has one.

    `to_cents`: a budget in euros at the scenario's price level, for the simulated part of the town.
    """
    choices = settings.choices()
    named = settings.numbers()
    everywhere = settings.kind == PXQ and not any(getattr(settings, name) for name in INSTRUMENTS)
    under = named or (tuple(range(N_QUEUED)) if everywhere else AREA_SERVICES)
    regime = replace(
        made_of(choices, values, under, named is not None), budget=budget_of(settings, choices, to_cents)
    )
    return _with_successor(regime, settings, values, to_cents)


def budget_of(settings: Funding, choices: Choices, to_cents: ToCents) -> Budget | None:
    """The budget that a scenario names, None when it names none."""
    amount = settings.budget
    if amount is None:
        return None
    kept = MUNICIPALITY if choices["payment"] in (PER_UNIT, POOL) else PROVIDER
    share, cents = (amount, None) if isinstance(amount, float) else (None, to_cents(amount))
    return Budget(
        share=share, cents=cents,
        overrun=settings.overrun or STOP, unspent=settings.unspent or kept, corridor=settings.corridor,
        doctors=settings.doctors or BOUND, per=settings.budget_per or WHOLE_REGIME,
        by_unit=choices["payment"] == PER_UNIT,
    )  # fmt: skip


def made_of(
    choices: Choices, values: Values, under: tuple[int, ...] = AREA_SERVICES, named: bool = False
) -> Regime:
    """A regime of any values of its rules, over these services."""
    kind = next((k for k in KINDS if preset(k) == dict(choices)), "mixed")
    budgets = choices["payment"] != PER_UNIT
    return Regime(
        kind, LABELS.get(kind, "Rules of several regimes"), dict(choices),
        table_of(choices, values, under, named), under, under if budgets else (),
        lead_months=values["gate_lead_pxq"],
    )  # fmt: skip


def _with_successor(regime: Regime, settings: Funding, values: Values, to_cents: ToCents) -> Regime:
    switch = settings.switch if isinstance(settings, RegimeSettings) else None
    if switch is None:
        return regime
    following = regime_of(switch.to, values, to_cents)
    return replace(regime, next=Succession(following, switch.at_month, switch.transition_months))


def _named(kind: str) -> Callable[[Values], Regime]:
    return lambda values: regime_of(Funding.model_validate({"kind": kind}), values)


REGIMES: Mapping[str, Callable[[Values], Regime]] = {kind: _named(kind) for kind in KINDS}


def filled_as_before(regime: Regime, use_last_year_cents: NDArray[np.int64]) -> Regime:
    """The regime with each Act's share of the pool at what it spent in the past year."""
    spent = dict.fromkeys((MUNICIPALITY_YOUTH, MUNICIPALITY_WMO, MUNICIPALITY_PARTICIPATION), 0)
    for service in regime.budget_funded:
        if SERVICES[service].payer in spent:
            spent[SERVICES[service].payer] += int(use_last_year_cents[service])
    whole = sum(spent.values())
    if whole == 0:
        return regime
    return replace(
        regime,
        payer_youth=spent[MUNICIPALITY_YOUTH] / whole,
        payer_wmo=spent[MUNICIPALITY_WMO] / whole,
        payer_participation=spent[MUNICIPALITY_PARTICIPATION] / whole,
    )


def in_force(regime: Regime, old: NDArray[np.void] | None = None) -> Any:
    """(2 * N_QUEUED,) of REGIME: the rules for what was asked before a switch, and for what is asked since.

    Without a switch, or once its transition is over, the two are the same.
    """
    table = rows(2 * N_QUEUED, REGIME)
    table[:N_QUEUED] = regime.rules if old is None else old
    table[N_QUEUED:] = regime.rules
    return table


def old_rules_after(old: Regime, new: Regime) -> NDArray[np.void]:
    """The old rules as they run on beside the new: help once paid by a budget that ended is paid by unit."""
    table = old.rules.copy()
    table["budget_funded"] = old.rules["budget_funded"] * new.rules["budget_funded"]
    return table


__all__ = [
    "AREA_SERVICES",
    "POOLED",
    "REGIMES",
    "Regime",
    "Succession",
    "filled_as_before",
    "in_force",
    "made_of",
    "old_rules_after",
    "regime_of",
]
