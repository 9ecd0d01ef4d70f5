"""What happens to the effect as the caseload grows.

No formula in n stands anywhere: each size is simulated with its own staff, cases and places. The sizes of one
draw share the town, so that a difference between sizes is not luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from youthsim.catalogue.models import Scenario
from youthsim.experiment import quantities as q
from youthsim.experiment.analysis import Workplace, as_table
from youthsim.experiment.ensemble import Ensemble, Say, Simulate, Tell
from youthsim.experiment.mattering import FEWEST_DRAWS, Size, size_of, smallest_money
from youthsim.experiment.plan import Plan
from youthsim.experiment.results import write_json
from youthsim.experiment.runner import as_scenario
from youthsim.experiment.staffing import staff_figure
from youthsim.experiment.statistics import KINDS, ThreeIntervals, of_arm
from youthsim.notation.csv_files import write_csv
from youthsim.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

MONEY = ("net_saving", "net_saving_caseload", "net_social_saving", "programme_cost")
STAFF = ("fte_wanted", "fte_filled", "mean_fidelity", "displaced_fte")
TABLE = "scale.csv"
FIGURES = "scale.json"


@dataclass(frozen=True)
class ScaleResult:
    """Rows of (arm, size, outcome, per, interval, mean, p05, p50, p95, unit, group, note).

    `per` is "total" or "case". `about["smallest"]` gives per arm and size the smallest net saving that
    matters, in cents.
    """

    rows: tuple[dict[str, Any], ...]
    about: dict[str, Any]

    def saving(self, arm: str, size: int, per: str = "total") -> dict[str, dict[str, Any]]:
        """The net saving of the town's public payers: a row for each of its three intervals."""
        asked = (arm, size, "net_saving", per)
        return {
            row["interval"]: row
            for row in self.rows
            if (row["arm"], row["size"], row["outcome"], row["per"]) == asked
        }

    def clear(self, arm: str, size: int) -> Size:
        """Whether words may call that saving (or loss) clear, by the rule of `experiment.mattering`.

        Open too with fewer than 20 draws, and when the computer does not know the sign of its own mean.
        """
        rows = self.saving(arm, size)
        known, computed = rows["parameter"], rows["monte_carlo"]
        if self.about["draws"] < FEWEST_DRAWS:
            return Size.OPEN
        found = size_of(known["mean"], known["p05"], known["p95"], self.about["smallest"][arm][str(size)])
        sign_known = computed["p05"] > 0 or computed["p95"] < 0
        return Size.OPEN if found is Size.CLEAR and not sign_known else found

    @property
    def pays_from(self) -> dict[str, int | None]:
        """Smallest simulated size from which on every size clearly saves, per arm; None where none does."""
        out: dict[str, int | None] = {}
        for arm in self.about["arms"]:
            out[arm] = None
            for size in sorted(self.about["sizes"], reverse=True):
                mean = self.saving(arm, size)["parameter"]["mean"]
                if self.clear(arm, size) is not Size.CLEAR or mean < 0:
                    break
                out[arm] = size
        return out

    def table(self, **filters: Any) -> pd.DataFrame:
        """The rows as a table, filtered by column: `table(outcome="net_saving", interval="parameter")`."""
        return as_table(self.rows, filters)

    def write(self, directory: Path) -> None:
        """scale.csv with all rows (and scale-excel.csv), scale.json with what they are about."""
        directory.mkdir(parents=True, exist_ok=True)
        write_csv(directory / TABLE, self.table())
        write_json(directory / FIGURES, {**self.about, "pays_from": self.pays_from})


def scale(
    scenario: Scenario | str | Path,
    sizes: Sequence[int] | None = None,
    *,
    draws: int | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    out: str | Path | None = None,
    executor: Executor | None = None,
    tell: Tell | None = None,
    say: Say | None = None,
    simulate: Simulate | None = None,
) -> ScaleResult:
    """Runs a scenario at each of `sizes` (its own when left out) and sets outcomes against the size.

    `out`: folder for chunks, table and figures' data; a run found there is continued. Raises as `run` does.
    """
    loaded = as_scenario(scenario)
    chosen = tuple(sorted(set(sizes))) if sizes else None
    plan = Plan.of(loaded, draws=draws, replicates=replicates, seed=seed, sizes=chosen)
    place = Workplace(out, workers=workers, executor=executor, tell=tell, say=say, simulate=simulate)
    return place.keep(scale_of(place.ensemble(plan)))


def scale_of(ensemble: Ensemble) -> ScaleResult:
    """Every outcome and amount of an ensemble against caseload size."""
    plan = ensemble.plan
    rows: list[dict[str, Any]] = []
    quantities = {
        x.id: x for x in (*q.money_quantities(ensemble), *q.outcome_quantities(ensemble, "caseload"))
    }
    summed = {outcome.id for outcome in OUTCOMES if outcome.aggregation == "sum"} | set(MONEY)
    least: dict[str, dict[str, float]] = {arm: {} for arm in plan.arms[1:]}
    kept = [x for name, x in quantities.items() if name in MONEY or name in {o.id for o in OUTCOMES}]
    for a, arm in enumerate(plan.arms):
        if a == 0:
            continue
        for s, size in enumerate(plan.sizes):
            where = {"arm": arm, "size": size}
            least[arm][str(size)] = _smallest(quantities, a, s, size)
            for quantity in kept:
                three = quantity.difference(a, s)
                rows += _rows(three, where, quantity, "total")
                if quantity.id in summed:
                    each = per_case(ensemble, quantity, a, s)
                    rows += _rows(each.difference(a, s), where, quantity, "case")
            rows += _retained(ensemble, quantities["net_saving_caseload"], where, a, s)
            for name in STAFF:
                three = of_arm(staff_figure(ensemble.grid("programme")[:, :, a, s], name))
                rows += _plain_rows(three, where, f"programme:{name}", "fte" if "fte" in name else "share")
    about = {
        "scenario": plan.scenario.name, "title": plan.scenario.title, "arms": list(plan.arms[1:]),
        "sizes": list(plan.sizes), "pilot": plan.pilot, "horizon_months": plan.months,
        "price_year": plan.price_year,
        "discount_per_year": plan.discount, "draws": len(ensemble.points), "replicates": plan.replicates,
        "seed": plan.seed, "calibrated": plan.posterior is not None,
        "smallest": least,
        "eligible": of_arm(ensemble.grid("eligible").astype(np.float64), least=0.0).realised.ends(),
    }  # fmt: skip
    return ScaleResult(tuple(rows), about)


def _smallest(quantities: Mapping[str, q.Quantity], arm: int, s: int, size: int) -> float:
    """The smallest net saving that matters at one size, in cents: as the report of a run has it."""
    yearly = quantities["cost_per_household_year"]
    paid = yearly.of_arm(0, s).parameter.mean * size * yearly.horizon_months / 12
    return smallest_money(quantities["programme_cost"].difference(arm, s).parameter.mean, paid)


def per_case(ensemble: Ensemble, quantity: q.Quantity, arm: int, size: int) -> q.Quantity:
    """The quantity per case that really took part in an arm: fewer than asked, or none (NaN).

    A town may have too few cases, some move away first, and a team may work at some of the schools only.
    """
    cases = ensemble.grid("enrolled")[:, :, arm, size][:, :, None, None]
    share = np.where(cases > 0, 1.0 / np.maximum(cases, 1), np.nan)
    compared = None if quantity.compared is None else quantity.compared * share
    return replace(quantity, levels=quantity.levels * share, compared=compared)


def _retained(
    ensemble: Ensemble, quantity: q.Quantity, where: dict[str, Any], arm: int, size: int
) -> list[dict[str, Any]]:
    """Saving per case on the caseload, less that at the pilot's size: zero when growth costs nothing."""
    plan = ensemble.plan
    pilot = plan.sizes.index(plan.pilot) if plan.pilot in plan.sizes else 0
    here, there = (per_case(ensemble, quantity, arm, s).twin_difference(arm, s) for s in (size, pilot))
    lost = here - there
    return _plain_rows(of_arm(lost), where, "change_per_case_since_pilot", "cents")


def _rows(
    three: ThreeIntervals, where: dict[str, Any], quantity: q.Quantity, per: str
) -> list[dict[str, Any]]:
    rows = _plain_rows(three, where, quantity.id, quantity.unit)
    return [row | {"per": per, "group": quantity.group} for row in rows]


def _plain_rows(
    three: ThreeIntervals, where: dict[str, Any], outcome: str, unit: str
) -> list[dict[str, Any]]:
    return [
        {
            **where, "outcome": outcome, "per": "total", "interval": kind, "mean": interval.mean,
            "p05": interval.p05, "p50": interval.p50, "p95": interval.p95, "unit": unit, "group": "caseload",
            "note": interval.note,
        }
        for kind, interval in three
    ]  # fmt: skip


__all__ = ["KINDS", "ScaleResult", "scale", "scale_of"]
