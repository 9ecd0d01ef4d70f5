"""Who paid whom for what, in integer cents.

Kernels post to one array per month, `paid[group, payer, service]`. Every service has one receiver, so the
same postings read by payer and read by receiver must balance; `closing_error` checks that they do. A
programme's bill is split over Acts to the cent: the last payer takes the remainder.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from youthsim.people.compiled import rule
from youthsim.vocabulary.payers import (
    FAMILY,
    MUNICIPALITY_PARTICIPATION,
    MUNICIPALITY_WMO,
    MUNICIPALITY_YOUTH,
)
from youthsim.vocabulary.services import SERVICES


@rule
def post(paid, household, payer, service, cents):
    """Book `cents` for a household's use of `service`; public money also counts as the household's cost."""
    paid[int(household.group), payer, service] += cents
    if payer != FAMILY:
        household.month_cost += cents


@rule
def post_split(paid, household, programme, service, cents):
    """Book a programme's bill over the Acts that pay for it."""
    wmo = int(float(cents) * programme.payer_wmo)
    participation = int(float(cents) * programme.payer_participation)
    post(paid, household, MUNICIPALITY_WMO, service, wmo)
    post(paid, household, MUNICIPALITY_PARTICIPATION, service, participation)
    post(paid, household, MUNICIPALITY_YOUTH, service, cents - wmo - participation)


@rule
def cents_of(euros):
    """Euros as whole cents, half up; amounts are never negative here."""
    return int(euros * 100.0 + 0.5)


RECEIVERS = tuple(sorted({service.receiver for service in SERVICES}))


def by_receiver(payments: NDArray[np.int64]) -> NDArray[np.int64]:
    """Receipts: (..., receivers) from payments (..., payers, services)."""
    out = np.zeros((*payments.shape[:-2], len(RECEIVERS)), dtype=np.int64)
    per_service = payments.sum(axis=-2)
    for service in SERVICES:
        out[..., RECEIVERS.index(service.receiver)] += per_service[..., service.number]
    return out


def closing_error(payments: NDArray[np.int64]) -> int:
    """Cents by which receipts and expenses differ, over the whole array. Zero in every run."""
    return int(abs(by_receiver(payments).sum() - payments.sum()))
