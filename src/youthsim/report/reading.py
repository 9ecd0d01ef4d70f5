"""Takes the findings out of a result. With `reading_parts`, all that the report knows of a result's layout.

A result has `summary` (the contents of summary.json), `manifest` and `table(...)` (rows of results.parquet).
Months of the table count from 0; -1 is the whole period.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from youthsim.experiment.few_draws import chance_from
from youthsim.report.findings import (
    Claim,
    Findings,
    OutcomeFinding,
    PayerFinding,
    PrintedFigure,
    Series,
    Spread,
    Step,
)
from youthsim.report.pocket_findings import comparison_of, pockets_of
from youthsim.report.reading_parts import (
    cashability_of,
    chance,
    document_of,
    parameters_of,
    self_improvement_of,
    sizes_of,
    spread,
    town_of,
)
from youthsim.vocabulary.paths import PATHS
from youthsim.vocabulary.payers import PAYERS

Json = Mapping[str, Any]
BASELINE = "baseline"
SOCIAL, CASH = "net_social_saving", "net_saving"
OCCUPANCY = (
    "months_in_youth_care",
    "months_placed",
    "months_in_closed_care",
    "months_under_order",
    "months_absent_from_school",
    "months_waiting",
)
PROFESSIONALS = "professionals_per_household"
KINDS = ("monte_carlo", "parameter", "realised")


def findings_of(result: Any) -> Findings:
    """The findings of a `youthsim.experiment.results.Result`; findings themselves pass unchanged."""
    if isinstance(result, Findings):
        return result
    summary, scenario = result.summary, result.summary["scenario"]
    outcomes, target = summary["outcomes"], scenario["target"]
    arms = list(scenario["arms"])
    programme = next(arm for arm in arms if arm != BASELINE)
    series = _caseload_series(result, target)
    paths = _paths(result, target)
    payers, even = summary["payers"], _break_even_of(summary, programme)
    draws = scenario["draws"]
    return Findings(
        title=scenario["title"],
        question=scenario["question"],
        place=str(scenario["place"]),
        size=target,
        sizes=tuple(scenario["sizes"]),
        horizon_months=scenario["horizon_months"],
        price_year=scenario["price_year"],
        discount=scenario["discount_per_year"],
        draws=draws,
        replicates=scenario["replicates"],
        population_share=scenario["population_share"],
        cautions={lang: tuple(lines) for lang, lines in summary.get("cautions", {}).items()},
        nobody=len(summary.get("answer", {}).get("en", ())) == 1,
        labels=scenario["arms"],
        title_nl=scenario.get("title_nl", ""),
        question_nl=scenario.get("question_nl", ""),
        labels_nl=scenario.get("arms_nl", {}),
        baseline=BASELINE,
        programme=programme,
        calibrated=bool(scenario["calibrated"]),
        posterior=scenario.get("posterior"),
        net_social=spread(outcomes[SOCIAL]["difference"]),
        chance_gain=_chance_gain(result, programme, target),
        net_cash=spread(outcomes[CASH]["difference"]),
        chance_cash=chance(payers["town_public"]["chance_it_pays"]),
        programme_cost=spread(outcomes["programme_cost"][programme]),
        payers=tuple(_payer(p.id, payers[p.id], even, draws) for p in PAYERS if p.id in payers),
        share_breaking_even=_chance_of_break_even("town_public", payers["town_public"], even, draws),
        steps=_steps(summary["decomposition"]),
        steps_months=_months(summary["decomposition"], scenario),
        steps_to_horizon=_steps(summary["decompositions"].get(str(scenario["horizon_months"]), [])),
        claim=_claim(summary),
        intervals={
            kind: spread(summary["intervals"][kind][SOCIAL]["difference"][str(target)]) for kind in KINDS
        },
        outcomes=_outcomes(summary, programme),
        cashability=cashability_of(summary),
        pockets=pockets_of(summary),
        comparison=comparison_of(summary),
        cost_per_household_year={
            arm: spread(outcomes["cost_per_household_year"][arm]) for arm in (BASELINE, programme)
        },
        occupancy={id_: series[id_] for id_ in OCCUPANCY if id_ in series},
        professionals=series.get(PROFESSIONALS, {}),
        paths={arm: counts.mean(axis=0) for arm, counts in paths.items()},
        path_spreads={
            arm: tuple(Spread.of(counts.mean(axis=1)[:, path]) for path in range(len(PATHS)))
            for arm, counts in paths.items()
        },
        by_size=sizes_of(summary, programme),
        self_improvement=self_improvement_of(summary),
        town=town_of(summary),
        parameters=parameters_of(summary),
        weakest=tuple(summary["weakest_sources"]),
        manifest=result.manifest,
        rule=scenario.get("rule", ""),
        closing_error_cents=summary["ledger"]["closing_error_cents"],
        undiscounted_cash=spread(payers["town_public"]["undiscounted"]),
    )


def _break_even_of(summary: Json, programme: str) -> Json:
    """Break-even of each payer in the wrong-pocket ledger; {} for a result made before there was one."""
    ledger = summary.get("wrong_pockets")
    return {} if ledger is None else ledger["arms"][programme]["payers"]


def _chance_of_break_even(id_: str, account: Json, ledger: Json, draws: int) -> float:
    """The chance that the ledger prints, so that one payer has one chance on a page.

    A world in which the payer sees no difference counts there as never behind; the account's own share leaves
    it out, and with it most worlds of a payer that is rarely concerned.
    """
    row = ledger.get(id_)
    if row is None:
        return chance_from(chance(account["break_even"]["share_of_draws"]), draws)
    return chance(row["break_even"]["chance"])


def _payer(id_: str, account: Json, ledger: Json, draws: int) -> PayerFinding:
    even = account["break_even"]
    return PayerFinding(
        id_,
        spread(account),
        chance(account["chance_it_pays"]),
        spread(account["caseload_only"]),
        Spread(*(chance(even[end]) for end in ("p50", "p05", "p50", "p95"))),
        _chance_of_break_even(id_, account, ledger, draws),
    )


def _steps(entries: list[Json]) -> tuple[Step, ...]:
    return tuple(
        Step(
            entry["stage"], Spread(*(chance(entry[f"total_{end}"]) for end in ("cents", "p05", "p50", "p95")))
        )
        for entry in entries
    )


def _months(entries: list[Json], scenario: Json) -> int:
    return int(entries[0]["horizon_months"]) if entries else int(scenario["horizon_months"])


def _claim(summary: Json) -> Claim | None:
    reported, simulated = summary["claim"]["reported"], summary["claim"]["simulated"]
    if reported is None:
        return None
    totals = {step.step: step.amount for step in _steps(summary["decomposition"])}
    target = summary["scenario"]["target"]
    return Claim(
        document=document_of(reported["evidence"]),
        size=target,
        horizon_months=_months(summary["decomposition"], summary["scenario"]),
        printed_cents=reported["total_cents"],
        printed_cases=reported["cases_reported"],
        printed_at_size=chance(reported["extrapolated_cents"].get(str(target))),
        reported=totals["E2"].mean,
        seen=totals["E3"],
        true=totals["E5"],
        reproduced=simulated["reproduced"],
        split=reported["split"],
        beside=tuple(map(_printed, summary["claim"].get("beside", ()))),
        costed=reported.get("costed_at_target", target),
        stated=reported.get("printed", True),
        a_case=reported.get("printed_per_case", False),
        audited_cents=chance(reported["audited_total_cents"]),
    )


def _printed(row: Json) -> PrintedFigure:
    return PrintedFigure(
        says={"en": row["says"], "nl": row["says_nl"]},
        printed=row["printed"],
        simulated=spread(row),
        realised=spread(row["intervals"]["realised"]),
        unit=row["unit"],
        reproduced=row["reproduced"],
        months=row["horizon_months"],
    )


def _outcomes(summary: Json, programme: str) -> tuple[OutcomeFinding, ...]:
    from youthsim.outcomes import OUTCOMES

    harm = summary["chance_of_harm"]
    found = []
    for outcome in OUTCOMES:
        if outcome.id not in summary["outcomes"]:
            continue
        levels = summary["outcomes"][outcome.id]
        better = chance(harm[outcome.id]["chance_better"]) if outcome.id in harm else float("nan")
        found.append(
            OutcomeFinding(
                outcome.id,
                spread(levels[BASELINE]),
                spread(levels[programme]),
                spread(levels["difference"]),
                better,
            )
        )
    return tuple(found)


def _chance_gain(result: Any, arm: str, target: int) -> float:
    """Share of draws whose expected net social saving lies above zero, as every other chance is reckoned."""
    from youthsim.experiment.statistics import chance_above_zero

    rows = result.table(outcome=SOCIAL, arm=arm, size=target, month=-1)
    worlds = rows.pivot_table(index="draw", columns="replicate", values="value", observed=True)
    return chance_above_zero(worlds.to_numpy())


def _caseload_series(result: Any, target: int) -> dict[str, dict[str, Series]]:
    """Monthly series of the caseload by outcome and arm; replicates are averaged within a draw."""
    months = range(result.summary["scenario"]["horizon_months"])
    wanted = [*OCCUPANCY, PROFESSIONALS]
    rows = result.table(outcome=wanted, group="caseload", size=target, month=months)
    draws = rows.groupby(["outcome", "arm", "draw", "month"], observed=True)["value"].mean().unstack("month")
    draws = draws.reindex(columns=months)
    found: dict[str, dict[str, Series]] = {}
    for (outcome, arm), block in draws.groupby(level=["outcome", "arm"], observed=True):
        found.setdefault(str(outcome), {})[str(arm)] = Series.of(block.to_numpy())
    return found


def _paths(result: Any, target: int) -> dict[str, np.ndarray]:
    """Youths of the caseload by arm: (draws, months, N_PATHS), replicates averaged."""
    months = range(result.summary["scenario"]["horizon_months"])
    names = [f"path:{name}" for name in PATHS]
    rows = result.table(outcome=names, group="caseload", size=target, month=months)
    worlds = (
        rows.groupby(["arm", "draw", "month", "outcome"], observed=True)["value"].mean().unstack("outcome")
    )
    worlds = worlds.reindex(columns=names).fillna(0.0)
    return {
        str(arm): block.to_numpy().reshape(-1, len(months), len(PATHS))
        for arm, block in worlds.groupby(level="arm", observed=True)
    }
