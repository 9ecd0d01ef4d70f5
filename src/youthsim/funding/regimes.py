"""Funding regimes as rule sets. A regime sets rules and incentives; it never sets an outcome.

p×q: a grant per child and product, with lead time, tests, an end date and renewal; a solved treatment may
be stretched to the next tariff step; failed help is followed by the next product on the list. Pooled:
staff is paid from one budget over several Acts and shared, without a grant per child; part of the new
questions is met by who is already there, at the risk of spreading help thin.

Evidence: P168-P176 (stretching, capitation), nij_* (grants), P182 (paperwork).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.parameters.declare import Values
from youthsim.people.records import REGIME, rows
from youthsim.vocabulary.payers import MUNICIPALITY_PARTICIPATION, MUNICIPALITY_WMO, MUNICIPALITY_YOUTH
from youthsim.vocabulary.services import (
    AMBULATORY_SUPPORT,
    DEBT_HELP,
    INTENSIVE_HOME_SUPPORT,
    NEIGHBOURHOOD_TEAM,
    PARENT_GUIDANCE,
    SCHOOL_SUPPORT,
    SERVICES,
)


@dataclass(frozen=True)
class Regime:
    """One way of funding: its rules as a record, which services a budget pays, and who fills the budget.

    The shares say which Act pays what part of a budget, and of a programme's bill. At the switch to budgets
    each Act puts in what it spent on the pooled services in the year before, so that the switch by itself
    moves no money.
    """

    kind: str
    label: str
    rules: Any
    budget_funded: tuple[int, ...] = ()
    payer_youth: float = 1.0
    payer_wmo: float = 0.0
    payer_participation: float = 0.0
    lead_months: float = 0.0


def price_times_quantity(values: Values) -> Regime:
    """One grant per child and product."""
    record = rows(1, REGIME)
    r = record[0]
    r.lead_months = values["gate_lead_pxq"]
    r.grant_months = max(1, round(values["grant_months_pxq"]))
    r.gap_share = values["grant_gap_share"]
    r.stretch_share = values["grant_stretch"]
    r.stretch_months = values["care_stretch_months"]
    r.test_share = values["gate_test_share"]
    r.test_months = values["gate_test_months"]
    r.hours_per_request = values["gate_hours_pxq"]
    r.heavier_share = values["care_failure_heavier"]
    r.exit_ratio = 1.0
    return Regime("pxq", "Price × quantity", record, lead_months=r.lead_months)


def pooled(values: Values) -> Regime:
    """Budgets of several Acts in one pool; fte shared; no grant per child."""
    record = price_times_quantity(values).rules.copy()  # what stays outside the pool is still granted
    r = record[0]
    r.lead_months = values["gate_lead_pooled"]
    r.hours_per_request = values["gate_hours_pooled"]
    r.absorb_share = values["pooled_absorbs"]
    r.dilution = values["pooled_dilution"]
    r.heavier_share = values["pooled_heavier"] * values["care_failure_heavier"]
    r.exit_ratio = values["pooled_scale_down"]
    pool = (
        NEIGHBOURHOOD_TEAM,
        AMBULATORY_SUPPORT,
        INTENSIVE_HOME_SUPPORT,
        PARENT_GUIDANCE,
        DEBT_HELP,
        SCHOOL_SUPPORT,
    )
    return Regime("pooled", "Pooled budget", record, pool, lead_months=values["gate_lead_pxq"])


REGIMES: dict[str, Callable[[Values], Regime]] = {"pxq": price_times_quantity, "pooled": pooled}


def filled_as_before(regime: Regime, use_last_year_cents: NDArray[np.int64]) -> Regime:
    """The regime with each Act's share of the pool at what it spent in the past year."""
    spent = dict.fromkeys((MUNICIPALITY_YOUTH, MUNICIPALITY_WMO, MUNICIPALITY_PARTICIPATION), 0)
    for service in regime.budget_funded:
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
