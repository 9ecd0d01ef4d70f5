"""What the source printed beside what it would have seen in the model, and what is true in the model."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.catalogue.beside import COST, Beside
from youthsim.catalogue.prices import cents_in
from youthsim.evidence.money import price_factor
from youthsim.experiment import quantities as q
from youthsim.experiment.decomposition import stage_totals
from youthsim.experiment.ensemble import Ensemble
from youthsim.experiment.few_draws import chance_from
from youthsim.experiment.reading import GROUPS, SEEN, UNTREATED
from youthsim.experiment.statistics import TOO_FEW, Interval, ThreeIntervals, of_arm
from youthsim.outcomes import OUTCOMES

Json = dict[str, Any]
NEEDS = ("mean_externalising_need", "mean_internalising_need", "high_need_months")
YEAR = 12


def claim_section(ensemble: Ensemble, arm: int) -> Json:
    """claim.{reported, simulated}; both empty when the scenario states no claim."""
    plan, claim = ensemble.plan, ensemble.plan.claim
    if claim is None:
        return {"reported": None, "simulated": None, "note": "the scenario states no claim"}
    cents = claim.reported_cents()
    money = claim.reported_total or claim.reported_per_case
    assert money is not None
    per_case = cents / claim.cases_reported * float(price_factor(money.price_year, plan.price_year))
    audited = claim.audited_total
    seen = ensemble.grid("seen")[:, :, arm]
    observed = {name: of_arm(seen[..., k]) for k, name in enumerate(SEEN)}
    true = of_arm(stage_totals(ensemble, arm, plan.case_clock)["E5"] / plan.target)
    saving, social = _by_size(ensemble, arm, "net_saving"), _by_size(ensemble, arm, "net_social_saving")
    within = observed["reported"].realised
    reproduced = bool(within.p05 <= per_case <= within.p95) if np.isfinite(within.p05) else None
    return {
        "reported": {
            "total_cents": cents,
            "per_case_cents": round(cents / claim.cases_reported),
            "per_case_cents_at_price_level": round(per_case),
            "cases_enrolled": claim.cases_enrolled,
            "cases_reported": claim.cases_reported,
            "reporting": claim.reporting,
            "estimate": claim.estimate,
            "comparison": claim.comparison,
            "printed": claim.printed,
            "printed_per_case": claim.reported_total is None,
            "costed_at_target": claim.costed_at_target or plan.target,
            "period_months": claim.period_months,
            "price_year": money.price_year,
            "audited_total_cents": round(cents_in(audited, money.price_year)) if audited else None,
            "extrapolated_cents": {
                str(n): round(cents_in(m, money.price_year)) for n, m in claim.extrapolated.items()
            },
            "split": claim.split,
            "evidence": list(claim.evidence),
            "unit": "cents",
        },
        "simulated": {
            "seen_per_case": _three(observed["reported"], plan.price_year),
            "seen_per_case_all_enrolled": _three(observed["enrolled"], plan.price_year),
            "seen_per_case_untreated": _three(observed["enrolled_untreated"], plan.price_year),
            "true_per_case": _three(true, plan.price_year) | {"horizon_months": plan.case_clock},
            "net_saving": saving,
            "net_social_saving": social,
            "reproduced": reproduced,
            "verdict": _verdict(reproduced, within),
            "price_year": plan.price_year,
            "unit": "cents",
        },
        "beside": [_beside(ensemble, arm, figure) for figure in claim.beside],
    }


def _verdict(reproduced: bool | None, within: Interval) -> str:
    if reproduced is None and within.too_few:
        return TOO_FEW
    return "reproduced" if reproduced else "not reproduced"


def _beside(ensemble: Ensemble, arm: int, figure: Beside) -> Json:
    """A printed figure and the same asked of the caseload in the model, at the target size."""
    plan = ensemble.plan
    printed = figure.value(lambda year: float(price_factor(year, plan.price_year)))
    three = of_arm(_asked(ensemble, arm, figure))
    chance = three.realised
    known = bool(np.isfinite(chance.p05))
    return {
        "says": figure.says,
        "says_nl": figure.says_nl or figure.says,
        "outcome": figure.outcome,
        "of": figure.of,
        "evidence": figure.evidence,
        "printed": printed,
        "unit": "share" if figure.of == "fall" else "cents" if figure.outcome == COST else "number",
        **_plain(three),
        "intervals": {kind: _ends(interval) for kind, interval in three},
        "reproduced": bool(chance.p05 <= printed <= chance.p95) if known else None,
        "horizon_months": 1 if figure.of == "start" else plan.months,
        "price_year": plan.price_year,
    }


def _asked(ensemble: Ensemble, arm: int, figure: Beside) -> NDArray[np.float64]:
    """(points, replicates) of what the figure speaks of."""
    target = ensemble.plan.sizes.index(ensemble.plan.target)
    if figure.of == "start":
        series = ensemble.grid("outcome_series")[:, :, 0, GROUPS.index("caseload")]
        return series[:, :, [outcome.id for outcome in OUTCOMES].index(figure.outcome), 0]
    groups = (q.money_quantities(ensemble), q.outcome_quantities(ensemble, "caseload"))
    levels = next(x for group in groups for x in group if x.id == figure.outcome).levels[:, :, :, target]
    if figure.of == "fall":
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(levels[:, :, 0] > 0, 1 - levels[:, :, arm] / levels[:, :, 0], np.nan)
    return levels[:, :, arm if figure.of == "alternative" else 0]


def untreated_section(ensemble: Ensemble) -> Json:
    """How much the chosen cases improve when nothing is done: regression to the mean, in the baseline arm."""
    plan = ensemble.plan
    target = plan.sizes.index(plan.target)
    costs = ensemble.grid("untreated")[:, :, target]
    before = costs[..., UNTREATED.index("cost_before")]
    out: Json = {
        name: _three(of_arm(costs[..., k]), plan.price_year) | {"unit": "cents per household per year"}
        for k, name in enumerate(UNTREATED)
    }
    for name in ("cost_year_1", "cost_year_2"):
        with np.errstate(invalid="ignore", divide="ignore"):
            fall = np.where(before > 0, 1 - costs[..., UNTREATED.index(name)] / before, np.nan)
        out[name.replace("cost", "fall")] = _plain(of_arm(fall)) | {"unit": "share of the cost before"}
    series = ensemble.grid("outcome_series")[:, :, 0, GROUPS.index("caseload")]
    ids = [outcome.id for outcome in OUTCOMES]
    for name in NEEDS:
        months = series[:, :, ids.index(name)]
        moments = {m: months[..., m] for m in (0, YEAR - 1, 2 * YEAR - 1) if m < plan.months}
        out[name] = {f"month_{m + 1}": _plain(of_arm(values)) for m, values in moments.items()}
    return out | {
        "group": "caseload",
        "arm": plan.arms[0],
        "size": plan.target,
        "price_year": plan.price_year,
    }


def prior_predictive(ensemble: Ensemble, arm: int) -> Json:
    """The emergent net effect on specialised care, as shares of the baseline: near zero, with both signs."""
    target = ensemble.plan.sizes.index(ensemble.plan.target)
    out: Json = {}
    for group in ("caseload", "town"):
        care = next(x for x in q.outcome_quantities(ensemble, group) if x.id == "months_in_specialised_care")
        base = care.levels[:, :, 0, target]
        with np.errstate(invalid="ignore", divide="ignore"):
            change = np.where(base > 0, care.twin_difference(arm, target) / base, np.nan)
        three = of_arm(change)
        known = change[np.isfinite(change)]
        out[group] = _plain(three) | {
            "chance_of_more": chance_from(float((known > 0).mean()), len(change)) if len(known) else None
        }
    return {"outcome": "months_in_specialised_care", "unit": "share of the baseline", **out}


def _by_size(ensemble: Ensemble, arm: int, name: str) -> Json:
    plan = ensemble.plan
    quantity = next(x for x in q.money_quantities(ensemble) if x.id == name)
    return {
        str(size): _three(quantity.difference(arm, s), plan.price_year) | {"horizon_months": plan.months}
        for s, size in enumerate(plan.sizes)
    }


def _three(three: ThreeIntervals, price_year: int) -> Json:
    """Cents: the parameter interval on top, all three under `intervals`."""
    return {
        **three.parameter.ends(whole=True),
        "intervals": {kind: interval.ends(whole=True) for kind, interval in three},
        "unit": "cents",
        "price_year": price_year,
    }


def _plain(three: ThreeIntervals) -> Json:
    return _ends(three.parameter)


def _ends(interval: Interval) -> Json:
    return interval.ends()
