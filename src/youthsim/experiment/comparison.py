"""All arms side by side: children, money per payer, waiting, paperwork, professionals, cashable share.

Each measure is a quantity over the same towns with the same luck, so that arms differ by what they change
and nothing else. Where an arm changes how the town funds care, everybody is treated and the measures are
about all residents; where arms differ by an approach only, about its caseload.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.catalogue.models import BASELINE, Arm
from youthsim.evidence.money import price_factor
from youthsim.experiment import quantities as q
from youthsim.experiment.ensemble import Ensemble
from youthsim.experiment.influence import Influences
from youthsim.experiment.money import present_value
from youthsim.experiment.reading import CARE_BOOK, LEDGER_GROUPS
from youthsim.experiment.statistics import ThreeIntervals, chance_above_zero, draw_effects
from youthsim.outcomes import OUTCOME
from youthsim.parameters import GROUPS, ONLY_IN_A_PROGRAMME, PARAMETERS
from youthsim.vocabulary.payers import OTHER_MUNICIPALITIES, PAYERS
from youthsim.vocabulary.services import ACCESS_ASSESSMENT

Json = dict[str, Any]
Values = NDArray[np.float64]
CHILDREN = (
    "high_need_months", "months_absent_from_school", "months_placed", "incidents", "orders_started",
    "dropouts_from_care",
)  # fmt: skip
WAITING = ("months_waiting", "wait_at_start")
WORKERS = ("professionals_per_household", "professionals_per_helped_household", "worker_changes")
PAPERWORK = "admin_hours"
HOURLY = {
    "admin_hours_family": "price_family_hour", "admin_hours_school": "price_access_hour",
    "admin_hours_gate": "price_access_hour", "admin_hours_provider": "price_access_hour",
}  # fmt: skip
"""What an hour of paperwork is worth, by whose it is. That schools and providers cost what the gate costs is
an assumption."""
TOLD = 2  # measures of each alternative whose width the report explains in words


@dataclass(frozen=True)
class Measure:
    """One row of the comparison: what it is about, and whether more is better (+1), worse (−1) or neither."""

    theme: str
    quantity: q.Quantity
    better: int


def comparison(ensemble: Ensemble) -> Json:
    """Every measure for every arm, levels and difference from the baseline with three intervals.

    `chance_better` and `chance_worse` are over draws of the parameters; None where nothing differs or more is
    neither good nor bad. `rests_on` names the parameters that make the difference as wide as it is.
    """
    plan = ensemble.plan
    influences = Influences.of(ensemble, TOLD * (len(plan.arms) - 1))
    target = plan.sizes.index(plan.target)
    group = "town" if town_differs(ensemble) else "caseload"
    rows = []
    for measure in measures(ensemble, group):
        quantity = measure.quantity
        row: Json = {
            "id": quantity.id, "theme": measure.theme, "unit": quantity.unit, "better": measure.better,
            "group": quantity.group, "payer": quantity.payer, "discounted": quantity.discounted,
            "horizon_months": plan.months, "price_year": plan.price_year if quantity.is_money else None,
            "size": plan.target, "arms": {},
        }  # fmt: skip
        for a, arm in enumerate(plan.arms):
            row["arms"][arm] = _arm(measure, a, target, influences)
        rows.append(row)
    return {"group": group, "size": plan.target, "measures": rows}


def town_differs(ensemble: Ensemble, arm: str = "") -> bool:
    """Whether this arm, or any, changes more than its cases' own programme: all residents are concerned.

    It is funded otherwise than the baseline, has other light help near, or sets parameters that act on all.
    """
    scenario = ensemble.plan.scenario
    for_cases = {p.name for group in ONLY_IN_A_PROGRAMME for p in GROUPS[group]}

    def ways(one: Arm) -> tuple[object, ...]:
        said = scenario.parameters | one.parameters
        own = {name: value for name, value in said.items() if name not in for_cases}
        return (one.regime or scenario.regime).model_dump_json(), one.help_near or 0.0, own

    arms = scenario.arms
    return any(ways(arms[name]) != ways(arms[BASELINE]) for name in ([arm] if arm else arms))


def measures(ensemble: Ensemble, group: str) -> Iterator[Measure]:
    """The rows, in the order in which they are read."""
    outcomes = {x.id: x for x in q.outcome_quantities(ensemble, group)}
    if group == "town":  # the whole town is treated: there is no second one to compare with
        outcomes = {id_: replace(x, compared=np.zeros_like(x.levels)) for id_, x in outcomes.items()}
    paperwork = [id_ for id_ in outcomes if id_.startswith(PAPERWORK)]
    for theme, ids in (
        ("children", CHILDREN),
        ("waiting", WAITING),
        ("workers", WORKERS),
        ("admin", paperwork),
    ):
        for id_ in ids:
            if id_ in outcomes:
                yield Measure(theme, outcomes[id_], OUTCOME[id_].better)
    yield from _worth_of_hours(ensemble, outcomes, group)
    yield Measure("admin", _bill_for_requests(ensemble, group), -1)
    yield Measure("money", q.public_saving(ensemble, "town", ensemble.plan.months, True), 1)
    for payer in PAYERS:
        found = q.payer_quantity(ensemble, payer.number)
        if np.any(found.levels[:, :, 1:] - found.levels[:, :, :1]):
            elsewhere = payer.number == OTHER_MUNICIPALITIES  # less care for their children is no gain
            yield Measure("payers", found, 0 if elsewhere else 1)
    yield from _cashable(ensemble, group)


def _arm(measure: Measure, arm: int, size: int, influences: Influences) -> Json:
    quantity = measure.quantity
    found: Json = {"level": _ends(quantity.of_arm(arm, size), quantity.is_money)}
    if arm:
        moved = quantity.twin_difference(arm, size)
        better = chance_above_zero(moved * measure.better) if measure.better else math.nan
        worse = chance_above_zero(-moved * measure.better) if measure.better else math.nan
        found |= {
            "difference": _ends(quantity.difference(arm, size), quantity.is_money),
            "chance_better": better,
            "chance_worse": worse,
            "rests_on": influences.deciding(draw_effects(moved)[0]),
        }
    return found


def _ends(three: ThreeIntervals, whole: bool) -> Json:
    from youthsim.experiment.summary import numbers

    return {kind: numbers(interval, whole) for kind, interval in three}


def _worth_of_hours(ensemble: Ensemble, outcomes: Mapping[str, q.Quantity], group: str) -> Iterator[Measure]:
    """Hours of paperwork in euros at the scenario's price level, undiscounted, where kept by whose."""
    known = ensemble.points[0].values
    if not all(id_ in outcomes and price in known for id_, price in HOURLY.items()):
        return
    plan = ensemble.plan
    worth = np.zeros_like(outcomes[PAPERWORK].levels)
    for id_, price in HOURLY.items():
        factor = float(price_factor(PARAMETERS[price].price_year or plan.price_year, plan.price_year))
        euros = np.stack([ensemble.values_in(arm, price) for arm in plan.arms], axis=-1)
        worth = worth + outcomes[id_].levels * (100.0 * factor * euros)[:, None, :, None]
    compared = np.zeros_like(worth) if group == "town" else None
    found = q.Quantity("admin_worth", q.MONEY, group, worth, 1, q.ALL, plan.months, False, compared)
    yield Measure("admin", found, -1)


def _bill_for_requests(ensemble: Ensemble, group: str) -> q.Quantity:
    """What public payers pay for requests and assessments: the same bill at every size, undiscounted."""
    bills = ensemble.grid("bills")[:, :, :, LEDGER_GROUPS.index(group), :, ACCESS_ASSESSMENT].sum(axis=-1)
    levels = np.repeat(bills[..., None].astype(np.float64), len(ensemble.plan.sizes), axis=-1)
    return q.Quantity(
        "admin_bill", q.MONEY, group, levels, 1, q.ALL, ensemble.plan.months, False, np.zeros_like(levels)
    )


def _cashable(ensemble: Ensemble, group: str) -> Iterator[Measure]:
    """The fall in use of care at tariff, the fall in what the town pays for it, and which part that is.

    Use is that of the caseload, or of all residents where the whole town is treated. Only at the target size.
    A saving that may as well be none has no part to cash: the share is given where the interval of the fall
    in use lies above zero, and no row of shares where that is so in no arm. It is a ratio to the *mean* fall
    in use: draw by draw, the smallest falls would decide it.
    """
    plan = ensemble.plan
    book = present_value(ensemble.grid("care_by_catchment").sum(axis=3), plan.discount)
    parts = {name: book[..., k] for k, name in enumerate(CARE_BOOK)}
    use = parts["caseload"] + (parts["rest"] if group == "town" else 0.0)
    paid, sizes = parts["paid_by_town"], len(plan.sizes)

    def at_sizes(id_: str, unit: str, whose: str, levels: Values, sign: int) -> q.Quantity:
        spread_out = np.repeat(np.asarray(levels, dtype=np.float64)[..., None], sizes, axis=-1)
        payer = q.TOWN_PUBLIC if unit == q.MONEY else ""
        compared = np.zeros_like(spread_out)
        return q.Quantity(id_, unit, whose, spread_out, sign, payer, plan.months, True, compared)

    used = at_sizes("care_used", q.MONEY, group, use, -1)
    yield Measure("cashable", used, 0)
    yield Measure("cashable", at_sizes("care_paid", q.MONEY, "town", paid, -1), 1)
    clear = [a > 0 and used.difference(a, 0).parameter.p05 > 0 for a in range(len(plan.arms))]
    if any(clear):
        saved, kept = ((x[:, :, :1] - x).mean(axis=1, keepdims=True) for x in (use, paid))
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.where(clear, kept / saved.mean(axis=0), np.nan)
        share[:, :, 0] = 0.0
        levels = np.broadcast_to(share, use.shape)
        yield Measure("cashable", at_sizes("cashable_share", "share of the care saved", group, levels, 1), 0)
