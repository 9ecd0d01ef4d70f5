"""The answer as one dictionary: `summary.json`. Every key is explained in docs/results.md.

Amounts are whole cents at the scenario's price level. `mean, p05, p50, p95` of an entry are those of the
parameter interval; the other two intervals stand under `intervals`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from youthsim.catalogue.prices import assumed_prices
from youthsim.experiment import quantities as q
from youthsim.experiment.answer import answer
from youthsim.experiment.cautions import cautions, nobody, nobody_words
from youthsim.experiment.claims import claim_section, prior_predictive, untreated_section
from youthsim.experiment.community import COMPARISONS
from youthsim.experiment.comparison import comparison
from youthsim.experiment.decomposition import decompose, split_by_payer, true_difference
from youthsim.experiment.ensemble import Ensemble
from youthsim.experiment.fitted import posterior_facts
from youthsim.experiment.influence import weakest_sources
from youthsim.experiment.payer_accounts import cashability, payer_section
from youthsim.experiment.pockets import wrong_pockets
from youthsim.experiment.reading import GROUPS
from youthsim.experiment.staffing import cases_section, staffing_section
from youthsim.experiment.statistics import KINDS, Interval, ThreeIntervals, chance_above_zero, of_arm
from youthsim.outcomes import OUTCOME

Json = dict[str, Any]


def summarise(ensemble: Ensemble) -> Json:
    """The whole summary of an ensemble, with plain Python values, NaN as None."""
    plan = ensemble.plan
    target = plan.sizes.index(plan.target)
    caseload = [*q.money_quantities(ensemble), *q.outcome_quantities(ensemble, "caseload")]
    first = 1
    decompositions = {str(h): decompose(ensemble, first, h) for h in plan.horizons}
    decomposition = decompositions[str(plan.case_clock)]
    payers = payer_section(ensemble, first)
    claim = claim_section(ensemble, first)
    summary: Json = {
        "scenario": _scenario(ensemble),
        "outcomes": {quantity.id: _levels(ensemble, quantity, target) for quantity in caseload},
        "groups": {
            group: {x.id: _levels(ensemble, x, target) for x in q.outcome_quantities(ensemble, group)}
            for group in GROUPS
            if group != "caseload"
        },
        "intervals": _intervals(ensemble, caseload),
        "payers": payers,
        "decomposition": decomposition,
        "decompositions": decompositions,
        "decomposition_by_payer": split_by_payer(
            ensemble, first, plan.case_clock, int(str(decomposition[-1]["total_cents"]))
        ),
        "true_difference": true_difference(ensemble, first, plan.case_clock),
        "cashability": cashability(ensemble, first),
        "wrong_pockets": wrong_pockets(ensemble),
        "comparison": comparison(ensemble),
        "case_clock": _case_clock(ensemble, target),
        "ledger": {
            "closing_error_cents": int(np.abs(ensemble.reading["closing_error"]).max()),
            "unit": "cents",
        },
        "claim": claim,
        "untreated_improvement": untreated_section(ensemble),
        "chance_it_pays": _chance_it_pays(payers, caseload, target),
        "chance_of_harm": _chance_of_harm(ensemble, target),
        "staffing": staffing_section(ensemble),
        "cases": cases_section(ensemble),
        "bills": _bills(ensemble),
        "paths": _paths(ensemble),
        "prior_predictive": prior_predictive(ensemble, first),
        "town": _town(ensemble),
        "town_beside_sources": _town_beside_sources(ensemble),
        **weakest_sources(ensemble, first),
    }
    summary["answer"] = {
        lang: [nobody_words(summary, lang)] if nobody(summary) else answer(summary, lang)
        for lang in ("en", "nl")
    }
    said = {lang: cautions(summary, plan.scenario, lang, plan.asleep) for lang in ("en", "nl")}
    if said["en"]:
        summary["cautions"] = said
    if (assumed := assumed_prices(plan.scenario)) is not None:
        summary["scenario"]["prices_assumed"] = assumed
    return plain(summary)


def entry(interval: Interval, quantity: q.Quantity, size: int, price_year: int) -> Json:
    """One figure with its unit, group, size, horizon and, for money, payer and price year."""
    known: Json = {
        **numbers(interval, quantity.is_money),
        "unit": quantity.unit,
        "group": quantity.group,
        "size": size,
        "horizon_months": quantity.horizon_months,
    }
    if quantity.is_money:
        known |= {"payer": quantity.payer, "price_year": price_year, "discounted": quantity.discounted}
    if interval.note:
        known["note"] = interval.note
    return known


def numbers(interval: Interval, whole: bool) -> Json:
    """mean, p05, p50 and p95; whole numbers for cents, None for what cannot be said."""
    return interval.ends(whole)


def plain(value: Any) -> Any:
    """NumPy values as Python's, NaN and infinities as None, floats to twelve figures."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        return float(f"{value:.12g}") if math.isfinite(value) else None
    return value


def _scenario(ensemble: Ensemble) -> Json:
    plan, scenario = ensemble.plan, ensemble.plan.scenario
    return {
        "name": scenario.name,
        "title": scenario.title,
        "question": scenario.question,
        "title_nl": scenario.title_nl or scenario.title,
        "question_nl": scenario.question_nl or scenario.question,
        "place": scenario.place,
        "rule": scenario.caseload.rule,
        "population_share": scenario.population_share,
        "target": plan.target,
        "pilot": plan.pilot,
        "sizes": plan.sizes,
        "arms": {arm: scenario.label_of(arm) for arm in plan.arms},
        "arms_nl": {arm: scenario.label_of(arm, "nl") for arm in plan.arms},
        "difference": f"{plan.first} minus {plan.arms[0]}",
        "horizon_months": plan.months,
        "case_clock_months": plan.case_clock,
        "price_year": plan.price_year,
        "discount_per_year": plan.discount,
        "seed": plan.seed,
        "draws": len(ensemble.points),
        "replicates": plan.replicates,
        "calibrated": plan.posterior is not None,
        "posterior": posterior_facts(plan),
    }


def _levels(ensemble: Ensemble, quantity: q.Quantity, size: int) -> Json:
    """Arms, `difference` (first alternative) and `differences` (every alternative) of one quantity."""
    plan = ensemble.plan

    def one(intervals: ThreeIntervals) -> Json:
        return entry(intervals.parameter, quantity, plan.sizes[size], plan.price_year)

    differences = {arm: one(quantity.difference(a, size)) for a, arm in enumerate(plan.arms) if a}
    if quantity.sign < 0:
        levels = dict(differences)
    else:
        levels = {arm: one(quantity.of_arm(a, size)) for a, arm in enumerate(plan.arms)}
    return {**levels, "difference": differences[plan.first], "differences": differences}


def _intervals(ensemble: Ensemble, quantities: list[q.Quantity]) -> Json:
    """intervals.{kind}.{outcome}.{arm|difference}.{size}; `differences.{arm}.{size}` for each alternative."""
    plan = ensemble.plan
    out: Json = {kind: {} for kind in KINDS}
    for quantity in quantities:
        tables: dict[str, Json] = {kind: {"differences": {}} for kind in KINDS}
        for s, size in enumerate(plan.sizes):
            for a, arm in enumerate(plan.arms):
                shown = {}
                if quantity.sign > 0:
                    shown[arm] = quantity.of_arm(a, s)
                if a:
                    shown["differences"] = quantity.difference(a, s)
                for where, three in shown.items():
                    for kind, interval in three:
                        made = entry(interval, quantity, size, plan.price_year)
                        table = tables[kind]
                        if where == "differences":
                            table["differences"].setdefault(arm, {})[str(size)] = made
                        else:
                            table.setdefault(where, {})[str(size)] = made
        for kind in KINDS:
            tables[kind]["difference"] = tables[kind]["differences"][plan.first]
            out[kind][quantity.id] = tables[kind]
    return out


def _case_clock(ensemble: Ensemble, target: int) -> Json:
    """Saving of all public payers on the enrolled cases, each over its own first months. Twins only."""
    plan = ensemble.plan
    out: Json = {}
    for a, arm in enumerate(plan.arms):
        if a == 0:
            continue
        saved = ensemble.grid("case_clock_saving")[:, :, a, target]
        for k, name in enumerate(("discounted", "undiscounted")):
            quantity = q.Quantity(
                "case_clock_saving",
                q.MONEY,
                "caseload",
                np.empty(0),
                -1,
                "all_public",
                plan.case_clock,
                k == 0,
            )
            made = entry(q.of_arm(saved[..., k]).parameter, quantity, plan.target, plan.price_year)
            out.setdefault(arm, {})[name] = made
    return out


def _chance_it_pays(payers: Json, quantities: list[q.Quantity], target: int) -> Json:
    """Per payer, and for society (`net_social`): share of draws with an expected saving above zero."""
    social = next(x for x in quantities if x.id == "net_social_saving")
    return {
        **{name: payer["chance_it_pays"] for name, payer in payers.items()},
        "net_social": chance_above_zero(social.twin_difference(1, target)),
    }


def _chance_of_harm(ensemble: Ensemble, target: int) -> Json:
    """Per outcome with a good and a bad side: the share of draws whose expected change is for the worse."""
    out: Json = {}
    for quantity in q.outcome_quantities(ensemble, "caseload"):
        better = OUTCOME[quantity.id].better
        if not better:
            continue
        worse = quantity.twin_difference(1, target) * -better
        out[quantity.id] = {
            "chance": chance_above_zero(worse),
            "chance_better": chance_above_zero(-worse),
            "draws": len(ensemble.points),
        }
    return out


def _bills(ensemble: Ensemble) -> Json:
    """Mean undiscounted payments by payer and service, per arm, caseload and town, in cents."""
    from youthsim.experiment.reading import LEDGER_GROUPS
    from youthsim.vocabulary.payers import PAYERS
    from youthsim.vocabulary.services import SERVICES

    means = ensemble.reading["bills"].mean(axis=0)
    out: Json = {
        "unit": "cents",
        "horizon_months": ensemble.plan.months,
        "price_year": ensemble.plan.price_year,
    }
    for a, arm in enumerate(ensemble.plan.arms):
        for g, group in enumerate(LEDGER_GROUPS):
            out.setdefault(arm, {})[group] = {
                payer.id: {
                    s.id: round(means[a, g, payer.number, s.number])
                    for s in SERVICES
                    if means[a, g, payer.number, s.number]
                }
                for payer in PAYERS
                if means[a, g, payer.number].any()
            }
    return out


def _paths(ensemble: Ensemble) -> Json:
    """Mean flows between care paths over the horizon, per arm: rows from, columns to."""
    from youthsim.experiment.reading import LEDGER_GROUPS
    from youthsim.vocabulary.paths import PATHS

    flows = ensemble.reading["flows"].mean(axis=0)
    return {
        "names": PATHS,
        "flows": {
            arm: {group: flows[a, g] for g, group in enumerate(LEDGER_GROUPS)}
            for a, arm in enumerate(ensemble.plan.arms)
        },
    }


def _town(ensemble: Ensemble) -> Json:
    """What the engine says of the burned-in towns, over all of them."""
    return {
        name.removeprefix("town/"): _over_towns(ensemble, values)
        for name, values in ensemble.reading.items()
        if name.startswith("town/")
    }


def _over_towns(ensemble: Ensemble, values: np.ndarray) -> Json:
    """What single towns show: the mean over all of them, and the ends for one more. `values`: one a town."""
    seen = of_arm(np.asarray(values, dtype=np.float64).reshape(len(ensemble.points), -1)).realised
    known = values[np.isfinite(values)]
    return seen.ends() | {"mean": float(known.mean())}


def _town_beside_sources(ensemble: Ensemble) -> Json:
    """Each figure that has a source, read world by world: ratios of spreads leave their bounds."""
    facts = {
        name.removeprefix("town/"): np.asarray(values, dtype=float).ravel()
        for name, values in ensemble.reading.items()
        if name.startswith("town/")
    }
    if not facts:
        return {}
    names, worlds = list(facts), zip(*facts.values(), strict=True)
    of_world = [dict(zip(names, map(float, world), strict=True)) for world in worlds]
    out: Json = {}
    for figure in COMPARISONS:
        try:
            values = np.array([figure.read(world) for world in of_world])
        except (KeyError, ZeroDivisionError):
            continue
        if np.isfinite(values).any():
            out[figure.id] = _over_towns(ensemble, values)
    return out
