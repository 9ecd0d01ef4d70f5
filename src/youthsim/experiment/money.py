"""Savings: who pays less, over which horizon, and whether a euro saved on paper is a euro in hand.

A saving is minus a difference in payments, so more is better. Payments come from the ledger in integer cents
at the scenario's price level. Discounting: cents of month m count (1 + rate) ** (-m / 12), month 0 in full.

Cashable and released apart (design, section 11). For the services that the approach does not itself provide,
with the difference always alternative minus baseline:

    caseload saving at tariff   S = -(use by the caseload, at tariff)
    released to the own town      = +(use by other residents, at tariff)
    released to other towns       = +(use by residents of other towns, at tariff)
    cashable                      = -(payments of all public payers, other municipalities included)
    provider shortfall            = (payments) - (use): idle capacity that is still paid for

and S = cashable + released_own + released_other + shortfall, to the cent. Services without places (orders,
police, school funding) are paid as they are used: their use at tariff is what was paid.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youthsim.vocabulary.payers import OTHER_MUNICIPALITIES, PAYERS, TOWN_PAYERS
from youthsim.vocabulary.services import FAMILY_TIME, N_QUEUED, N_SERVICES, PROGRAMME_SERVICES

Cents = NDArray[np.int64]

CARE_SERVICES = tuple(s for s in range(N_SERVICES) if s not in PROGRAMME_SERVICES and s != FAMILY_TIME)
WITH_PLACES = tuple(s for s in CARE_SERVICES if s < N_QUEUED)
WITHOUT_PLACES = tuple(s for s in CARE_SERVICES if s >= N_QUEUED)
PUBLIC_PAYERS = tuple(payer.number for payer in PAYERS if payer.public)
CASHABLE_PARTS = ("cashable", "released_own", "released_other", "provider_shortfall")

assert set(PUBLIC_PAYERS) == {*TOWN_PAYERS, OTHER_MUNICIPALITIES}


def discount_factors(months: int, rate_per_year: float) -> NDArray[np.float64]:
    """(months,) weights; month 0 weighs 1."""
    return np.exp(-math.log1p(rate_per_year) * np.arange(months) / 12.0)


def present_value(
    monthly: NDArray, rate_per_year: float, months: int | None = None, axis: int = -1
) -> NDArray:
    """The discounted sum over `axis` of the first `months` months (all when None). Same unit as `monthly`."""
    moved = np.moveaxis(np.asarray(monthly, dtype=np.float64), axis, -1)[..., :months]
    return moved @ discount_factors(moved.shape[-1], rate_per_year)


def largest_remainder(amounts: Sequence[float] | NDArray[np.float64], total: int | None = None) -> list[int]:
    """Whole numbers that add up to `total` (the rounded sum when None), each within one of its amount.

    What is left after rounding down goes to the largest remainders, ties to the first. Raises ValueError when
    `total` is further from the sum than rounding can bridge.
    """
    values = [float(amount) for amount in amounts]
    floors = [math.floor(value) for value in values]
    wanted = round(math.fsum(values)) if total is None else total
    left = wanted - sum(floors)
    if not 0 <= left <= len(values):
        raise ValueError(f"amounts that add up to {math.fsum(values):.2f} cannot be rounded to {wanted}")
    order = sorted(range(len(values)), key=lambda i: (floors[i] - values[i], i))
    for i in order[:left]:
        floors[i] += 1
    return floors


def break_even_month(monthly_saving: NDArray[np.float64], rate_per_year: float) -> int | None:
    """The first month from which the cumulative discounted saving stays at or above zero; None if never.

    Also None when this payer never sees a difference: there is nothing to earn back.
    """
    if not np.any(monthly_saving):
        return None
    running = np.cumsum(monthly_saving * discount_factors(len(monthly_saving), rate_per_year))
    below = np.flatnonzero(running < 0)
    if not len(below):
        return 0
    return int(below[-1]) + 1 if below[-1] + 1 < len(running) else None


@dataclass(frozen=True)
class CareMonths:
    """Care outside the programme, month by month, in cents: use at tariff by who used it, and what was paid.

    Each array: (..., months). `paid` covers all public payers, other municipalities included; `paid_by_town`
    those of the town.
    """

    caseload: Cents
    rest: Cents
    elsewhere: Cents
    paid: Cents
    paid_by_town: Cents

    @classmethod
    def of(
        cls, used: Cents, payments: Cents, caseload_rows: int, services: Sequence[int] = CARE_SERVICES
    ) -> CareMonths:
        """From `used` (groups + 1, months, services) and `payments` (groups, months, payers, services).

        `services`: which of the care services; all when left out.
        """
        with_places = [s for s in services if s in WITH_PLACES]
        without_places = [s for s in services if s in WITHOUT_PLACES]
        bills = payments[:, :, PUBLIC_PAYERS, :].sum(axis=2)
        use = used[:, :, with_places].sum(axis=2)
        use[:-1] += bills[:, :, without_places].sum(axis=2)
        all_kinds = [*with_places, *without_places]
        paid = bills[..., all_kinds].sum(axis=(0, 2))
        elsewhere = payments[:, :, OTHER_MUNICIPALITIES][..., all_kinds].sum(axis=(0, 2))
        caseload, rest = use[:caseload_rows].sum(axis=0), use[caseload_rows:-1].sum(axis=0)
        return cls(caseload, rest, use[-1], paid, paid - elsewhere)


def cashable_split(alternative: CareMonths, baseline: CareMonths) -> dict[str, Cents]:
    """Caseload saving at tariff and its four parts, month by month: (..., months) integer cents each."""
    caseload = alternative.caseload - baseline.caseload
    rest = alternative.rest - baseline.rest
    elsewhere = alternative.elsewhere - baseline.elsewhere
    paid = alternative.paid - baseline.paid
    return {
        "caseload_saving": -caseload,
        "cashable": -paid,
        "released_own": rest,
        "released_other": elsewhere,
        "provider_shortfall": paid - (caseload + rest + elsewhere),
    }
