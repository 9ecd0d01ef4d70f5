"""From the printed claim to money in hand, in steps that add up (design, section 11).

E0 is what the source's figure becomes at the target size by plain multiplication; E9 is the fall in what the
town's public payers spend. Each step changes one thing. All amounts are cents at the scenario's price level,
for the target number of cases, over one calendar window from the start of the programme.

The source's amount per period counts for every period in the window; a one-off amount counts once. The same
holds for what the observation operator gives: a year's difference by the two before-methods, a one-off by
threat minus actual.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youthsim.catalogue.prices import cents_in
from youthsim.evidence.money import price_factor
from youthsim.experiment.ensemble import Ensemble
from youthsim.experiment.money import discount_factors, largest_remainder, present_value
from youthsim.experiment.observation import YEAR
from youthsim.experiment.plan import Plan
from youthsim.experiment.reading import LEDGER_GROUPS, SEEN
from youthsim.experiment.statistics import Interval, of_arm
from youthsim.vocabulary.payers import FAMILY, TOWN_PAYERS

TOWN = LEDGER_GROUPS.index("town")


@dataclass(frozen=True)
class Stage:
    """One total: its code, what it is, and what changes on the way to it."""

    code: str
    step: str
    dutch: str


STAGES: tuple[Stage, ...] = (
    Stage(
        "E0", "reported, multiplied to the target size", "gerapporteerd, vermenigvuldigd tot de doelomvang"
    ),
    Stage("E1", "recomputed from the source's own figures", "herrekend uit de cijfers van de bron zelf"),
    Stage("E2", "at one price level and horizon", "op één prijspeil en één termijn"),
    Stage("E3", "what the source would have seen in the model", "wat de bron in het model zou hebben gezien"),
    Stage(
        "E4", "all enrolled cases, not only the reported", "alle deelnemers, niet alleen de gerapporteerde"
    ),
    Stage("E5", "true difference with untreated twins", "werkelijk verschil met onbehandelde tweelingen"),
    Stage(
        "E6",
        "staff and cases as they are at the target size",
        "personeel en cliënten zoals bij de doelomvang",
    ),
    Stage("E7", "freed places refilled, all residents", "vrije plaatsen weer gevuld, alle inwoners"),
    Stage(
        "E8", "less all cost of the programme: net social", "minus alle kosten van de aanpak: maatschappelijk"
    ),
    Stage(
        "E9",
        "less what is no cash for the town's public payers",
        "minus wat voor publieke betalers geen geld is",
    ),
)
FIRST_IN_MODEL = 3
FIRST_WITHOUT_CLAIM = 5


def stage_totals(ensemble: Ensemble, arm: int, window: int) -> dict[str, NDArray[np.float64]]:
    """E0-E9 of one alternative arm over the first `window` months: (points, replicates) cents each.

    E0-E4 are there only when the scenario has a claim.
    """
    plan = ensemble.plan
    target, pilot = plan.sizes.index(plan.target), plan.sizes.index(plan.pilot)
    totals = _claimed(ensemble, arm, window) if plan.claim else {}

    def saved(name: str) -> NDArray[np.float64]:
        """Discounted baseline minus alternative: (points, replicates, sizes, ...), months summed over."""
        difference = ensemble.grid(name)[:, :, 0] - ensemble.grid(name)[:, :, arm]
        axis = -2 if name in ("payments", "programme_payments") else -1
        return present_value(difference, plan.discount, window, axis=axis)

    care, paid, programme = saved("care_use"), saved("payments"), saved("programme_payments")
    # Per case that really took part, as E4: who was planned and did not belongs to the next step.
    joined = ensemble.grid("enrolled")[:, :, arm, pilot]
    each = np.where(joined > 0, plan.target / np.maximum(joined, 1), np.nan)
    totals["E5"] = care[:, :, pilot, 0] * each
    totals["E6"] = care[:, :, target, 0]
    totals["E7"] = care[:, :, target, 0] + care[:, :, target, 1] + paid[:, :, target, TOWN, FAMILY]
    totals["E8"] = totals["E7"] + programme[:, :, target].sum(axis=-1)
    totals["E9"] = paid[:, :, target, TOWN][..., list(TOWN_PAYERS)].sum(axis=-1)
    return totals


def decompose(ensemble: Ensemble, arm: int, window: int) -> list[dict[str, object]]:
    """The steps in order: each with its amount (and interval) and the total after it, in cents.

    The first entry's amount is the first total; amounts of all entries add up to E9 to the cent.
    """
    totals = stage_totals(ensemble, arm, window)
    entries: list[dict[str, object]] = []
    before: NDArray[np.float64] | None = None
    before_cents = 0
    for stage in STAGES:
        if stage.code not in totals:
            continue
        level = totals[stage.code]
        total = of_arm(level).parameter
        step = of_arm(level if before is None else level - before).parameter
        cents = _cents(total.mean)
        entries.append({
            "step": stage.step, "stage": stage.code, "step_nl": stage.dutch,
            "kind": "start" if before is None else "step",
            "amount_cents": cents - before_cents, **_ends(step),
            "total_cents": cents, **{f"total_{name}": value for name, value in _ends(total).items()},
            "unit": "cents", "horizon_months": window, "price_year": ensemble.plan.price_year,
            "payer": "town_public" if stage.code == "E9" else "all",
        })  # fmt: skip
        before, before_cents = level, cents
    return entries


def true_difference(ensemble: Ensemble, arm: int, window: int) -> dict[str, object]:
    """E5 of every draw, the mean of its replicates: what another run of the same draws is set against."""
    per_draw = [row[np.isfinite(row)] for row in stage_totals(ensemble, arm, window)["E5"]]
    return {
        "draws": [point.draw for point in ensemble.points],
        "cents": [_cents(float(row.mean())) if row.size else None for row in per_draw],
        "stage": "E5", "unit": "cents", "horizon_months": window, "price_year": ensemble.plan.price_year,
    }  # fmt: skip


def split_by_payer(ensemble: Ensemble, arm: int, window: int, total_cents: int) -> dict[str, int]:
    """E9 by payer, in cents that add up to `total_cents`."""
    from youthsim.vocabulary.payers import PAYERS

    plan = ensemble.plan
    payments = ensemble.grid("payments")[:, :, :, plan.sizes.index(plan.target), TOWN]
    saved = present_value(payments[:, :, 0] - payments[:, :, arm], plan.discount, window, axis=-2).mean(
        axis=(0, 1)
    )
    cents = largest_remainder([saved[p] for p in TOWN_PAYERS], total_cents)
    return {PAYERS[p].id: c for p, c in zip(TOWN_PAYERS, cents, strict=True)}


def claimed_cents(plan: Plan, window: int) -> dict[str, float]:
    """E0, E1 and E2 of a plan with a claim: cents at the target size."""
    claim = plan.claim
    assert claim is not None
    scale = _told(plan) / claim.cases_reported
    printed = claim.reported_total or claim.reported_per_case
    assert printed is not None
    audited, money = float(claim.reported_cents()), printed
    if claim.audited_total is not None:  # E1 stands beside E0, so in the prices in which that is printed
        audited, money = cents_in(claim.audited_total, printed.price_year), printed
    periods = _periods(plan, claim.period_months or YEAR, window)
    return {
        "E0": claim.reported_cents() * scale,
        "E1": audited * scale,
        "E2": audited * scale * float(price_factor(money.price_year, plan.price_year)) * periods,
    }


def _claimed(ensemble: Ensemble, arm: int, window: int) -> dict[str, NDArray[np.float64]]:
    plan = ensemble.plan
    seen = ensemble.grid("seen")[:, :, arm] * _told(plan) * _periods(plan, YEAR, window)
    shape = seen.shape[:2]
    constants = {code: np.full(shape, cents) for code, cents in claimed_cents(plan, window).items()}
    return constants | {"E3": seen[..., SEEN.index("reported")], "E4": seen[..., SEEN.index("enrolled")]}


def _told(plan: Plan) -> int:
    """Cases that the source's figure speaks of at the target size."""
    assert plan.claim is not None
    return plan.claim.costed_at_target or plan.target


def _periods(plan: Plan, period_months: int, window: int) -> float:
    """How often an amount per period counts in the window, discounted; 1 for a one-off."""
    assert plan.claim is not None
    if plan.claim.estimate in ("threat_minus_actual", "judged_minus_hours"):
        return 1.0
    return float(discount_factors(window, plan.discount).sum() / period_months)


def _cents(value: float) -> int:
    return round(value) if np.isfinite(value) else 0


def _ends(interval: Interval) -> dict[str, float | int | str | None]:
    return {name: value for name, value in interval.ends(whole=True).items() if name != "mean"}
