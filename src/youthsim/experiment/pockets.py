"""The wrong-pocket ledger: who paid for the approach, who gained, in which year, and what would put it right.

Per payer and year of the calendar:

    invested  what the payer pays for the approach itself, more than in the baseline arm
    returned  the fall in everything else it pays
    net       returned − invested: its net saving

Years are added up in whole cents, undiscounted, at the scenario's price level; rounding goes to the largest
remainders, so that the cells add up to what the ledger says each payer saved. Break-even and side payments
are discounted, as all answers are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.experiment import quantities as q
from youthsim.experiment.catchments import CATCHMENTS
from youthsim.experiment.comparison import town_differs
from youthsim.experiment.design import value_in
from youthsim.experiment.ensemble import Ensemble
from youthsim.experiment.few_draws import FEWEST, chance_from
from youthsim.experiment.money import CASHABLE_PARTS, break_even_month, largest_remainder, present_value
from youthsim.experiment.observation import YEAR
from youthsim.experiment.reading import CARE_BOOK, LEDGER_GROUPS
from youthsim.experiment.side_payments import side_payments
from youthsim.experiment.statistics import ThreeIntervals, chance_above_zero, of_arm
from youthsim.vocabulary.payers import PAYERS, TOWN_PAYERS

Json = dict[str, Any]
Values = NDArray[np.float64]
TOWN = LEDGER_GROUPS.index("town")
NEVER_BEHIND = 0
NO_DIFFERENCE = "this payer sees no difference"


def wrong_pockets(ensemble: Ensemble) -> Json:
    """wrong_pockets.{arm}: matrix by payer and year, break-even years, side payments, care by catchment."""
    plan = ensemble.plan
    about = {
        "unit": "cents", "price_year": plan.price_year, "horizon_months": plan.months, "size": plan.target,
        "years": years(plan.months), "group": "town",
    }  # fmt: skip
    return about | {"arms": {name: _arm(ensemble, a) for a, name in enumerate(plan.arms) if a}}


def years(months: int) -> int:
    """Calendar years that a horizon touches; the last may be a part of one."""
    return math.ceil(months / YEAR)


def by_year(monthly: NDArray[Any], axis: int) -> NDArray[Any]:
    """Sums per calendar year along `axis`; a last part of a year is a year."""
    return np.add.reduceat(monthly, np.arange(0, monthly.shape[axis], YEAR), axis=axis)


def invested_and_returned(ensemble: Ensemble, arm: int) -> NDArray[np.int64]:
    """(points, replicates, 2, years, payers) cents at the target size, undiscounted: invested, returned."""
    target = ensemble.plan.sizes.index(ensemble.plan.target)
    programme = ensemble.grid("programme_payments")[:, :, :, target]
    payments = ensemble.grid("payments")[:, :, :, target, TOWN]
    invested = programme[:, :, arm] - programme[:, :, 0]
    returned = payments[:, :, 0] - payments[:, :, arm] + invested
    return by_year(np.stack([invested, returned], axis=2), axis=3)


def _arm(ensemble: Ensemble, arm: int) -> Json:
    plan = ensemble.plan
    target = plan.sizes.index(plan.target)
    cells = invested_and_returned(ensemble, arm)
    rounded = _in_cents(cells.mean(axis=(0, 1)))
    payers: Json = {}
    for payer in PAYERS:
        here = cells[..., payer.number]
        payers[payer.id] = {
            **_matrix_row(rounded[..., payer.number], here),
            "discounted": intervals(q.payer_quantity(ensemble, payer.number).difference(arm, target)),
            "break_even": break_even_years(_monthly_saving(ensemble, arm, [payer.number]), plan.discount),
        }
    together = list(TOWN_PAYERS)
    payers[q.TOWN_PUBLIC] = {
        **_matrix_row(rounded[..., together].sum(axis=-1), cells[..., together].sum(axis=-1)),
        "discounted": intervals(q.public_saving(ensemble, "town", plan.months, True).difference(arm, target)),
        "break_even": break_even_years(_monthly_saving(ensemble, arm, together), plan.discount),
    }
    return {
        "concerns": "town" if town_differs(ensemble, plan.arms[arm]) else "caseload",
        "payers": payers,
        "side_payments": {
            "town": _side_payments(ensemble, arm, together),
            "everyone": _side_payments(ensemble, arm, [payer.number for payer in PAYERS]),
        },
        "catchments": _by_catchment(ensemble, arm),
    }


def _in_cents(means: Values) -> NDArray[np.int64]:
    """(2, years, payers) means as whole cents: each payer's net is that of the ledger, and so is the sum."""
    sign = np.array([-1.0, 1.0])[:, None, None]
    nets = (sign * means).sum(axis=(0, 1))
    net_cents = largest_remainder(nets)
    out = np.empty(means.shape, dtype=np.int64)
    for payer, cents in enumerate(net_cents):
        cells = largest_remainder((sign * means)[..., payer].ravel(), cents)
        out[..., payer] = np.reshape(cells, means.shape[:2]) * np.array([-1, 1])[:, None]
    return out


def _matrix_row(cents: NDArray[np.int64], cells: NDArray[np.int64]) -> Json:
    """`cents`: (2, years) rounded means; `cells`: (points, replicates, 2, years)."""
    invested, returned = cents
    worlds = cells.astype(np.float64)
    net = worlds[:, :, 1] - worlds[:, :, 0]
    return {
        "invested": invested, "returned": returned, "net": returned - invested,
        "total": {
            "invested": int(invested.sum()), "returned": int(returned.sum()),
            "net": int((returned - invested).sum()),
        },
        "invested_interval": intervals(of_arm(worlds[:, :, 0].sum(axis=-1))),
        "returned_interval": intervals(of_arm(worlds[:, :, 1].sum(axis=-1))),
        "net_intervals": [intervals(of_arm(net[..., year])) for year in range(net.shape[-1])],
    }  # fmt: skip


def intervals(three: ThreeIntervals) -> Json:
    """{monte_carlo, parameter, realised: {mean, p05, p50, p95}} in whole cents. Realised: one town."""
    return {kind: interval.ends(whole=True) for kind, interval in three}


def _monthly_saving(ensemble: Ensemble, arm: int, payers: Sequence[int]) -> Values:
    """(points, replicates, months) cents that these payers save together."""
    target = ensemble.plan.sizes.index(ensemble.plan.target)
    payments = ensemble.grid("payments")[:, :, :, target, TOWN]
    return (payments[:, :, 0] - payments[:, :, arm])[..., list(payers)].sum(axis=-1).astype(np.float64)


def break_even_years(saving: Values, rate_per_year: float) -> Json:
    """When a payer has earned back what it was behind, from (points, replicates, months) of savings in cents.

    `chance`: over draws of the parameters, luck averaged out; `chance_low, chance_high`: how sure the finite
    number of draws makes it (90%); `chance_in_one_town`: over single towns with their luck. `year`: the
    median over draws, where a draw that never breaks even counts as later than any year; None when that is
    more than half of them. 0 is "never behind". `year_low, year_high`: the 5% and 95% points likewise.
    """
    if not np.any(saving):
        return {"chance": None, "year": None, "note": NO_DIFFERENCE}
    found = np.array([_year(row, rate_per_year) for row in saving.mean(axis=1)])
    single = np.array([_year(row, rate_per_year) for row in saving.reshape(-1, saving.shape[-1])])
    reached = int(np.isfinite(found).sum())
    low, high = _share_ends(reached, len(found))
    points = [float(np.quantile(found, p, method="inverted_cdf")) for p in (0.05, 0.5, 0.95)]
    year_low, year, year_high = (int(p) if math.isfinite(p) else None for p in points)
    if len(found) < FEWEST:
        year_low, year_high, low, high = None, None, math.nan, math.nan
    return {
        "chance": chance_from(reached / len(found), len(found)), "chance_low": low, "chance_high": high,
        "chance_in_one_town": chance_from(float(np.isfinite(single).mean()), len(found)),
        "year": year, "year_low": year_low, "year_high": year_high, "unit": "years",
    }  # fmt: skip


def _year(monthly: Values, rate_per_year: float) -> float:
    month = break_even_month(monthly, rate_per_year)
    if month is None:
        return NEVER_BEHIND if not np.any(monthly) else math.inf
    return NEVER_BEHIND if month == 0 else month // YEAR + 1


def _share_ends(hits: int, of: int) -> tuple[float, float]:
    """The 90% interval of a share from so many draws (Jeffreys)."""
    from scipy.special import betaincinv

    a, b = hits + 0.5, of - hits + 0.5
    return float(betaincinv(a, b, 0.05)), float(betaincinv(a, b, 0.95))


def _side_payments(ensemble: Ensemble, arm: int, payers: Sequence[int]) -> Json:
    """Payments that make these payers whole on average, and how likely they are to after paying."""
    plan = ensemble.plan
    saved = present_value(_by_payer(ensemble, arm), plan.discount, axis=-2)[..., list(payers)]
    balances = largest_remainder(saved.mean(axis=(0, 1)))
    names = [PAYERS[payer].id for payer in payers]
    made = side_payments(dict(zip(names, balances, strict=True)))
    after: Json = {}
    for k, name in enumerate(names):
        if not np.any(saved[..., k]):
            continue
        left = saved[..., k] + made.received[name]
        after[name] = {
            "balance": made.balances[name], "received": made.received[name], "left": made.left[name],
            "chance_whole_before": chance_above_zero(saved[..., k]),
            "chance_whole_after": chance_above_zero(left), **intervals(of_arm(left)),
        }  # fmt: skip
    return {
        "possible": made.possible, "missing_cents": made.missing_cents, "total_cents": made.total_cents,
        "chance_possible": chance_above_zero(saved.sum(axis=-1)),
        "paid": {gainer: dict(to) for gainer, to in made.paid.items()}, "payers": after,
        "discounted": True,
    }  # fmt: skip


def _by_payer(ensemble: Ensemble, arm: int) -> Values:
    """(points, replicates, months, payers) cents that each payer saves."""
    target = ensemble.plan.sizes.index(ensemble.plan.target)
    payments = ensemble.grid("payments")[:, :, :, target, TOWN]
    return (payments[:, :, 0] - payments[:, :, arm]).astype(np.float64)


def _by_catchment(ensemble: Ensemble, arm: int) -> Json:
    """Where the town's care saving goes, per catchment, discounted: what is paid less, and what is refilled.

    `caseload_saving`, the fall in the caseload's use at tariff, = `cashable` + `released_own` +
    `released_other` + `provider_shortfall`; `town_saving` is the fall in use by all residents. Of what is
    cashable, `cashable_to_town` is the town's payers': the rest is other municipalities', mostly for care
    that their children use less or more. The catchments add up to the whole.
    """
    plan = ensemble.plan
    book = ensemble.grid("care_by_catchment")
    change = present_value(book[:, :, arm] - book[:, :, 0], plan.discount)
    parts = {name: change[..., k] for k, name in enumerate(CARE_BOOK)}
    split = {
        "caseload_saving": -parts["caseload"],
        "cashable": -parts["paid"],
        "released_own": parts["rest"],
        "released_other": parts["elsewhere"],
        "provider_shortfall": parts["paid"] - parts["caseload"] - parts["rest"] - parts["elsewhere"],
        "cashable_to_town": -parts["paid_by_town"],
        "town_saving": -parts["caseload"] - parts["rest"],
    }
    out: Json = {}
    for c, catchment in enumerate(CATCHMENTS):
        here = {name: values[..., c] for name, values in split.items()}
        total = round(float(here["caseload_saving"].mean()))
        cents = largest_remainder([float(here[part].mean()) for part in CASHABLE_PARTS], total)
        means = {name: round(float(values.mean())) for name, values in here.items()}
        means |= {"caseload_saving": total, **dict(zip(CASHABLE_PARTS, cents, strict=True))}
        means["town_saving"] = total - means["released_own"]
        out[catchment.id] = {
            "label": catchment.label,
            "town_share": _town_share(ensemble, plan.arms[arm], catchment.parameter),
            **{name: {"mean": means[name], **intervals(of_arm(values))} for name, values in here.items()},
        }
    return out


def _town_share(ensemble: Ensemble, arm: str, parameter: str) -> float | None:
    """The mean share of these services' use that is the town's; None where nothing is shared out."""
    if not parameter:
        return None
    known = [value_in(p.values, arm, parameter) for p in ensemble.points if parameter in p.values]
    return float(np.mean(known)) if known else None
