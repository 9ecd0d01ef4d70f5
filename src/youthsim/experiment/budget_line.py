"""How much money, under which regime: a year's budget from 70% to 130% against waiting, unmet need and bills.

Every regime gets the same amounts for the same services: parts of what was used in the year before the start.
What it does when the amount is used up is the same too (`overrun`). All of it is lived in the same towns with
the same luck, beside price times quantity without any budget; no approach runs. Differences are against that.

A line crosses that of price times quantity where the two have the same mean at the same budget; a crossing is
sure where on both sides of it some point lies apart by more than its Monte Carlo error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from youthsim.catalogue.models import BASELINE, Arm, Scenario
from youthsim.experiment import quantities as q
from youthsim.experiment.analysis import Workplace, as_table, lean
from youthsim.experiment.cautions import UNMET_NEED, withheld_words
from youthsim.experiment.ensemble import Ensemble, Say, Simulate, Tell
from youthsim.experiment.plan import Plan
from youthsim.experiment.results import write_json
from youthsim.experiment.runner import as_scenario
from youthsim.experiment.statistics import chance_above_zero, of_arm
from youthsim.funding.budgets import STOP
from youthsim.funding.regimes import AREA_SERVICES
from youthsim.funding.rules import KINDS, PXQ
from youthsim.funding.settings import RegimeSettings
from youthsim.notation.csv_files import write_csv
from youthsim.outcomes import OUTCOME
from youthsim.vocabulary.payers import PAYERS, TOWN_PAYERS
from youthsim.vocabulary.services import SERVICES

if TYPE_CHECKING:
    import pandas as pd

Values = NDArray[np.float64]
SHARES = (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3)
"""Parts of last year's use that are lived with; 1 is the same money as before."""
CHOSEN = (
    "months_waiting", "wait_at_start", "unmet_need_months", "high_need_months", "months_in_youth_care",
    "months_placed", "escalations", "incidents",
)  # fmt: skip
NEEDED = ("outcome_totals", "payments", "closing_error")
MUNICIPALITY, OTHERS, ALL_PAYERS = "paid:municipality", "paid:others", "paid:all"
LEVEL, DIFFERENCE = "level", "difference"
TABLE, FIGURES = "budget.csv", "budget.json"


@dataclass(frozen=True)
class BudgetLineResult:
    """Rows of (regime, budget, measure, unit, better, part, interval, mean, p05, p50, p95, above_pxq).

    `budget` is a part of last year's use. `part` "level", or "difference" from price times quantity without a
    budget. `above_pxq` is the chance over draws to lie above price times quantity at the same budget; NaN
    where nothing differs. Crossings: rows of (regime, measure, budget, sure).
    """

    rows: tuple[dict[str, Any], ...]
    crossings: tuple[dict[str, Any], ...]
    about: dict[str, Any]

    def table(self, **filters: Any) -> pd.DataFrame:
        """The rows as a table, filtered by column: `table(measure="months_waiting", part="level")`."""
        return as_table(self.rows, filters)

    def line(self, regime: str, measure: str, part: str, interval: str) -> list[dict[str, Any]]:
        """The points of one line, by budget."""
        asked = (regime, measure, part, interval)
        words = ("regime", "measure", "part", "interval")
        return [row for row in self.rows if tuple(row[word] for word in words) == asked]

    def plain(self) -> dict[str, Any]:
        """Everything as values that JSON can hold."""
        from youthsim.experiment.summary import plain

        return plain({"about": self.about, "crossings": list(self.crossings), "rows": list(self.rows)})

    def write(self, directory: Path) -> None:
        """budget.csv with all rows; budget.json with rows, crossings and what they are about."""
        directory.mkdir(parents=True, exist_ok=True)
        write_csv(directory / TABLE, self.table())
        write_json(directory / FIGURES, self.plain())


def budget_line(
    scenario: Scenario | str | Path,
    *,
    overrun: str = STOP,
    draws: int | None = None,
    replicates: int | None = None,
    population_share: float | None = None,
    seed: int | None = None,
    workers: int | None = None,
    out: str | Path | None = None,
    executor: Executor | None = None,
    tell: Tell | None = None,
    say: Say | None = None,
    simulate: Simulate | None = None,
    priors: Mapping[str, Any] | None = None,
) -> BudgetLineResult:
    """Lives the town of a scenario under each regime at each of `SHARES`, without approaches.

    `overrun`: what happens when the amount is used up. `out`: folder for chunks, table and figures' data; a
    run found there is continued. Raises as `run` does.
    """
    plan = budget_plan(
        as_scenario(scenario), overrun, draws=draws, replicates=replicates, share=population_share, seed=seed,
        priors=priors,
    )  # fmt: skip
    place = Workplace(out, workers=workers, executor=executor, tell=tell, say=say, simulate=simulate)
    return place.keep(lines_of(place.ensemble(plan, needed=NEEDED), overrun))


def budget_plan(
    scenario: Scenario,
    overrun: str = STOP,
    *,
    draws: int | None = None,
    replicates: int | None = None,
    share: float | None = None,
    seed: int | None = None,
    priors: Mapping[str, Any] | None = None,
) -> Plan:
    """Price times quantity without a budget, then each regime at each budget."""
    free = Arm.model_validate({"regime": PXQ})
    arms = {BASELINE: free} | {
        arm_of(kind, part): free.model_copy(update={"regime": regime_at(kind, part, overrun)})
        for kind in KINDS
        for part in SHARES
    }
    return Plan.of(
        lean(scenario, arms, share), draws=draws, replicates=replicates, seed=seed, sizes=(scenario.target,),
        priors=priors,
    )  # fmt: skip


def regime_at(kind: str, part: float, overrun: str) -> RegimeSettings:
    """A regime with that part of last year's use as its budget; the same services under each."""
    same = [SERVICES[number].id for number in AREA_SERVICES] if kind == PXQ else None
    return RegimeSettings.model_validate(
        {"kind": kind, "services": same, "budget": f"{round(100 * part)}%", "overrun": overrun}
    )


def arm_of(kind: str, part: float) -> str:
    """The arm of a regime at a budget."""
    return f"{kind}_{round(100 * part)}"


def lines_of(ensemble: Ensemble, overrun: str) -> BudgetLineResult:
    """Every measure of every regime at every budget, and where lines cross that of price times quantity."""
    plan = ensemble.plan
    rows: list[dict[str, Any]] = []
    crossings: list[dict[str, Any]] = []
    for measure, unit, better, levels in _measures(ensemble):
        lines = {
            kind: np.stack([levels[:, :, plan.arms.index(arm_of(kind, part))] for part in SHARES])
            for kind in KINDS
        }
        about = {"measure": measure, "unit": unit, "better": better}
        rows += _baseline_rows(levels[:, :, 0], about)
        for kind, line in lines.items():
            rows += _rows(kind, line, levels[:, :, 0], lines[PXQ], about)
            if kind != PXQ:
                apart = line - lines[PXQ]
                crossings += [{"regime": kind, **about, **found} for found in crossings_of(apart)]
    about = {
        "scenario": plan.scenario.name, "title": plan.scenario.title,
        "title_nl": plan.scenario.title_nl or plan.scenario.title, "overrun": overrun,
        "regimes": list(KINDS), "budgets": list(SHARES),
        "services": [SERVICES[number].id for number in AREA_SERVICES], "place": plan.scenario.place,
        "population_share": plan.scenario.population_share, "horizon_months": plan.months,
        "price_year": plan.price_year, "discount_per_year": plan.discount, "draws": len(ensemble.points),
        "replicates": plan.replicates, "seed": plan.seed, "group": "town",
        "calibrated": plan.posterior is not None,
        "caution": _caution(plan),
        "closing_error_cents": int(np.abs(ensemble.reading["closing_error"]).max()),
    }  # fmt: skip
    return BudgetLineResult(tuple(rows), tuple(crossings), about)


def _caution(plan: Plan) -> dict[str, str]:
    """By language; empty where the run lives with what withheld help leads to."""
    return {lang: withheld_words(lang) for lang in ("en", "nl")} if UNMET_NEED & set(plan.asleep) else {}


def _measures(ensemble: Ensemble) -> Iterator[tuple[str, str, int, Values]]:
    """Name, unit, good direction and levels (points, replicates, arms): outcomes, then who pays what."""
    found = {x.id: x for x in q.outcome_quantities(ensemble, "town")}
    for id_ in CHOSEN:
        yield id_, found[id_].unit, OUTCOME[id_].better, found[id_].levels[:, :, :, 0]
    bills = {p.number: q.payer_quantity(ensemble, p.number).levels[:, :, :, 0] for p in PAYERS}
    municipal = [p.number for p in PAYERS if p.domain == "municipality"]
    together = {
        MUNICIPALITY: municipal, OTHERS: [p for p in TOWN_PAYERS if p not in municipal],
        ALL_PAYERS: list(TOWN_PAYERS),
    }  # fmt: skip
    for name, payers in together.items():
        yield name, q.MONEY, -1, np.sum([bills[p] for p in payers], axis=0)
    for payer in PAYERS:
        if bills[payer.number].any():
            yield f"paid:{payer.id}", q.MONEY, -1, bills[payer.number]


def _baseline_rows(levels: Values, about: Mapping[str, Any]) -> list[dict[str, Any]]:
    row = {"regime": BASELINE, "budget": float("nan"), **about, "above_pxq": float("nan")}
    return [row | {"part": LEVEL} | ends for ends in _three(levels)]


def _rows(
    kind: str, line: Values, without: Values, pxq: Values, about: Mapping[str, Any]
) -> list[dict[str, Any]]:
    rows = []
    for place, part in enumerate(SHARES):
        above = chance_above_zero(line[place] - pxq[place]) if kind != PXQ else float("nan")
        row = {"regime": kind, "budget": part, **about, "above_pxq": above}
        rows += [row | {"part": LEVEL} | ends for ends in _three(line[place])]
        rows += [row | {"part": DIFFERENCE} | ends for ends in _three(line[place] - without)]
    return rows


def _three(values: Values) -> list[dict[str, Any]]:
    return [
        {
            "interval": kind, "mean": interval.mean, "p05": interval.p05, "p50": interval.p50,
            "p95": interval.p95, "note": interval.note,
        }
        for kind, interval in of_arm(values)
    ]  # fmt: skip


def crossings_of(apart: Values, budgets: Sequence[float] = SHARES) -> list[dict[str, Any]]:
    """Where a line crosses another. apart: (budgets, points, replicates), the one less the other.

    Between two budgets with means of other sign, on the straight line between them; at a budget where the
    mean is nothing and has a sign on both sides.
    """
    means = apart.reshape(len(budgets), -1).mean(axis=1)
    known = [_sign_beyond_luck(point) for point in apart]
    signed = [place for place in range(len(budgets)) if means[place] != 0]
    found = []
    for left, right in pairwise(signed):
        if (means[left] > 0) == (means[right] > 0):
            continue
        step = budgets[right] - budgets[left]
        at = budgets[left] + step * means[left] / (means[left] - means[right])
        before, after = known[: left + 1], known[right:]
        sure = (1 if means[left] > 0 else -1) in before and (1 if means[right] > 0 else -1) in after
        found.append({"budget": float(at), "sure": sure})
    return found


def _sign_beyond_luck(values: Values) -> int:
    """+1 or -1 where the Monte Carlo interval of the mean lies on one side of nothing, else 0."""
    luck = dict(of_arm(values))["monte_carlo"]
    return 1 if luck.p05 > 0 else -1 if luck.p95 < 0 else 0


__all__ = ["BudgetLineResult", "budget_line", "budget_plan", "crossings_of"]
