"""Each payer's account: gain or loss, when it breaks even, how likely it is to pay, what is cashable."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.experiment import quantities as q
from youthsim.experiment.ensemble import Ensemble
from youthsim.experiment.few_draws import ends_of_draws
from youthsim.experiment.money import break_even_month, largest_remainder, present_value
from youthsim.experiment.reading import CASHABLE, LEDGER_GROUPS
from youthsim.experiment.statistics import Interval, chance_above_zero, of_arm
from youthsim.vocabulary.payers import PAYERS, TOWN_PAYERS

Json = dict[str, Any]
TOWN = LEDGER_GROUPS.index("town")


def payer_section(ensemble: Ensemble, arm: int) -> Json:
    """payers.{payer}, and `town_public` for the town's public payers together."""
    out = {payer.id: _account(ensemble, arm, payer.number) for payer in PAYERS}
    labels = {
        p.id: {"label": p.label, "label_nl": p.label_nl, "domain": p.domain, "public": p.public}
        for p in PAYERS
    }
    labels[q.TOWN_PUBLIC] = {
        "label": "Public payers of the town together",
        "label_nl": "Publieke betalers van de gemeente samen",
        "domain": "all",
        "public": True,
    }
    out[q.TOWN_PUBLIC] = _account(ensemble, arm, None)
    return {name: labels[name] | account for name, account in out.items()}


def _account(ensemble: Ensemble, arm: int, payer: int | None) -> Json:
    plan = ensemble.plan
    target = plan.sizes.index(plan.target)

    def saving(group: str = "town", months: int | None = None, discounted: bool = True) -> q.Quantity:
        if payer is None:
            return q.public_saving(ensemble, group, months or plan.months, discounted)
        return q.payer_quantity(ensemble, payer, group, months, discounted)

    whole = saving()
    three = whole.difference(arm, target)
    return {
        **_money(three.parameter, plan.price_year, plan.months, True),
        "payer": whole.payer,
        "size": plan.target,
        "undiscounted": _of(saving(discounted=False), arm, target, plan.price_year),
        "caseload_only": _of(saving("caseload"), arm, target, plan.price_year),
        "by_horizon": {str(h): _of(saving(months=h), arm, target, plan.price_year) for h in plan.horizons},
        "by_size": {str(n): _of(whole, arm, s, plan.price_year) for s, n in enumerate(plan.sizes)},
        "arms": {name: _of(whole, a, target, plan.price_year) for a, name in enumerate(plan.arms) if a},
        "intervals": {kind: _money(i, plan.price_year, plan.months, True) for kind, i in three},
        "chance_it_pays": chance_above_zero(whole.twin_difference(arm, target)),
        "break_even": _break_even(ensemble, arm, target, payer),
    }


def _of(quantity: q.Quantity, arm: int, size: int, price_year: int) -> Json:
    interval = quantity.difference(arm, size).parameter
    return _money(interval, price_year, quantity.horizon_months, quantity.discounted)


def _money(interval: Interval, price_year: int, months: int, discounted: bool) -> Json:
    return {
        **interval.ends(whole=True),
        "unit": "cents",
        "price_year": price_year,
        "horizon_months": months,
        "discounted": discounted,
        **({"note": interval.note} if interval.note else {}),
    }


def _break_even(ensemble: Ensemble, arm: int, target: int, payer: int | None) -> Json:
    """Month from which the cumulative saving stays at or above zero: of the mean, and over draws."""
    payments = ensemble.grid("payments")[:, :, :, target, TOWN]
    monthly = (payments[:, :, 0] - payments[:, :, arm]).mean(axis=1)
    saved = monthly[..., list(TOWN_PAYERS)].sum(axis=-1) if payer is None else monthly[..., payer]
    rate = ensemble.plan.discount
    months = [break_even_month(row, rate) for row in saved]
    reached = np.array([m for m in months if m is not None], dtype=np.float64)
    low, middle, high = (float(end) for end in ends_of_draws(reached)) if reached.size else (math.nan,) * 3
    return {
        "month": break_even_month(saved.mean(axis=0), rate),
        "share_of_draws": len(reached) / len(months),
        "p05": low,
        "p50": middle,
        "p95": high,
        "unit": "months",
        "horizon_months": ensemble.plan.months,
        **({} if np.any(saved) else {"note": "this payer sees no difference"}),
    }


def cashability(ensemble: Ensemble, arm: int) -> Json:
    """Caseload saving at tariff and where it goes, per horizon, in cents that add up."""
    plan = ensemble.plan
    target = plan.sizes.index(plan.target)
    parts = ensemble.grid("cashable")[:, :, arm, target]
    out: Json = {}
    for months in plan.horizons:
        for name, rate in (("discounted", plan.discount), ("undiscounted", 0.0)):
            sums = present_value(parts, rate, months)
            out.setdefault(str(months), {})[name] = _identity(
                sums, plan.price_year, months, name == "discounted"
            )
    payments = q.public_saving(ensemble, "town", plan.months, True)
    out["cashable_to_town_payers"] = _of(payments, arm, target, plan.price_year)
    return out


def _identity(sums: NDArray[np.float64], price_year: int, months: int, discounted: bool) -> Json:
    """`sums`: (points, replicates, parts). Means are rounded so that the parts add up to the first."""
    intervals = [of_arm(sums[..., k]).parameter for k in range(len(CASHABLE))]
    total = round(intervals[0].mean)
    cents = [total, *largest_remainder([interval.mean for interval in intervals[1:]], total)]
    return {
        name: _money(interval, price_year, months, discounted) | {"mean": cents[k]}
        for k, (name, interval) in enumerate(zip(CASHABLE, intervals, strict=True))
    }
