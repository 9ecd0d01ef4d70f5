"""Which of a regime's four instruments makes the difference: law, governance, financing, accountability.

Two ways of funding differ in four instruments. Every combination of them (2 to the power 4) is simulated in
the same towns with the same luck, and each instrument gets its Shapley value: what switching it changes,
averaged over all orders of switching. The four add up to the whole difference. `alone` is what an instrument
changes when only it is switched, `at_last` when it is switched after the other three; where these two lie
far apart the instrument works through the others.

All combinations have the approaches and parameters of the arm that the switch starts from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from youthsim.catalogue.models import BASELINE, Arm, Scenario
from youthsim.experiment import quantities as q
from youthsim.experiment.analysis import Workplace, as_table, lean
from youthsim.experiment.ensemble import Ensemble, Say, Simulate, Tell
from youthsim.experiment.money import largest_remainder
from youthsim.experiment.plan import Plan
from youthsim.experiment.results import write_json
from youthsim.experiment.runner import as_scenario
from youthsim.experiment.shapley import Coalition, alone, at_last, coalitions, shapley
from youthsim.experiment.statistics import chance_above_zero, of_arm
from youthsim.funding.rules import FINANCING, INSTRUMENTS, PXQ, RULES, preset
from youthsim.funding.settings import BUDGET_SETTINGS, RegimeSettings
from youthsim.notation.csv_files import write_csv
from youthsim.outcomes import OUTCOME
from youthsim.vocabulary.payers import PAYERS

if TYPE_CHECKING:
    import pandas as pd

Values = NDArray[np.float64]
Combine: TypeAlias = Callable[[Any, Any, Coalition], Any]
ALL = "all"
PARTS = ("shapley", "alone", "at_last")
NEEDED = ("outcome_totals", "payments", "closing_error")
CHOSEN = (
    "months_waiting", "admin_hours", "months_in_specialised_care", "high_need_months", "months_placed",
    "incidents", "professionals_per_household", "episodes_per_child", "worker_changes", "dropouts_from_care",
)  # fmt: skip
TABLE, FIGURES = "instruments.csv", "instruments.json"


@dataclass(frozen=True)
class InstrumentsResult:
    """Rows of (outcome, unit, payer, better, instrument, part, interval, mean, p05, p50, p95, chance_better).

    `instrument` is one of the four, or "all" for the whole difference; `part` "shapley", "alone" or
    "at_last". Means of Shapley values add up to the whole difference: money to the cent.
    """

    rows: tuple[dict[str, Any], ...]
    about: dict[str, Any]

    def table(self, **filters: Any) -> pd.DataFrame:
        """The rows as a table, filtered by column: `table(outcome="net_saving", interval="parameter")`."""
        return as_table(self.rows, filters)

    def write(self, directory: Path) -> None:
        """instruments.csv with all rows (and instruments-excel.csv), instruments.json with the rows and what
        they are about."""
        from youthsim.experiment.summary import plain

        directory.mkdir(parents=True, exist_ok=True)
        write_csv(directory / TABLE, self.table())
        write_json(directory / FIGURES, plain({"about": self.about, "rows": list(self.rows)}))


def instruments(
    scenario: Scenario | str | Path,
    *,
    arm: str | None = None,
    start: str = BASELINE,
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
) -> InstrumentsResult:
    """Divides the difference between the funding of arm `start` and of `arm` over the four instruments.

    `arm`: left out, the first alternative that is funded otherwise. `out`: folder for chunks, table and
    figures' data; a run found there is continued. Raises ValueError when no arm is funded otherwise, and as
    `run` does.
    """
    loaded = as_scenario(scenario)
    goal = funded_otherwise(loaded, start) if arm is None else arm
    plan = combinations_plan(
        loaded, start, goal, draws=draws, replicates=replicates, share=population_share, seed=seed,
        priors=priors,
    )  # fmt: skip
    place = Workplace(out, workers=workers, executor=executor, tell=tell, say=say, simulate=simulate)
    return place.keep(divided(place.ensemble(plan, needed=NEEDED), loaded, start, goal))


def regime_combination(start: RegimeSettings, goal: RegimeSettings, instruments: Coalition) -> RegimeSettings:
    """The regime of `start` with the rules of these instruments as in `goal`, rule by rule.

    Raises ValueError when the two name different services, or one changes on a date.
    """
    if start.switch or goal.switch:
        raise ValueError("a way of funding that changes on a date cannot be divided over instruments")
    here, there = start.choices(), goal.choices()
    rules = {rule.id: (there if rule.instrument in instruments else here)[rule.id] for rule in RULES}
    kinds = dict.fromkeys(INSTRUMENTS, PXQ)
    mixed = RegimeSettings(**kinds, rules=rules, services=_services(start, goal))  # type: ignore[arg-type]
    funded = goal if FINANCING in instruments else start  # a budget that binds is a matter of financing
    return mixed.model_copy(update={name: getattr(funded, name) for name in BUDGET_SETTINGS})


def _services(start: RegimeSettings, goal: RegimeSettings) -> tuple[str, ...] | None:
    """The services under both; under one when the other is plain p×q, which holds everywhere anyway."""
    if set(start.services or ()) == set(goal.services or ()):
        return goal.services
    plain = preset(PXQ)
    for one, other in ((start, goal), (goal, start)):
        if one.services is None and one.choices() == plain:
            return other.services
    raise ValueError("the two ways of funding name different services: compare them over the same services")


def funded_otherwise(scenario: Scenario, start: str = BASELINE) -> str:
    """The first arm that is funded otherwise than `start`. Raises ValueError when there is none."""
    for name in scenario.arms:
        if _regime(scenario, name) != _regime(scenario, start):
            return name
    raise ValueError(
        f"every arm is funded as {start} is: nothing to divide over instruments "
        "(expected an arm with `regime:` of its own, such as `regime: pooled`)"
    )


def combinations_plan(
    scenario: Scenario,
    start: str,
    goal: str,
    *,
    draws: int | None = None,
    replicates: int | None = None,
    share: float | None = None,
    seed: int | None = None,
    priors: Mapping[str, Any] | None = None,
) -> Plan:
    """Sixteen arms: `start` with none of the instruments of `goal`, with each, with each pair, with all.

    Raises ValueError for an arm that does not exist, or two that are funded alike.
    """
    for name in (start, goal):
        if name not in scenario.arms:
            raise ValueError(f"no arm is called {name} (expected {', '.join(scenario.arms)})")
    here, there = _regime(scenario, start), _regime(scenario, goal)
    if here == there:
        raise ValueError(f"{start} and {goal} are funded alike: nothing to divide over instruments")
    arms: dict[str, Arm] = {}
    for coalition in coalitions(INSTRUMENTS):
        regime = regime_combination(here, there, coalition)
        arms[arm_of(coalition)] = scenario.arms[start].model_copy(update={"regime": regime, "label": ""})
    return Plan.of(
        lean(scenario, arms, share), draws=draws, replicates=replicates, seed=seed, sizes=(scenario.target,),
        priors=priors,
    )  # fmt: skip


def arm_of(coalition: Coalition) -> str:
    """The arm in which these instruments are switched: the baseline when none is."""
    return "_".join(name for name in INSTRUMENTS if name in coalition) or BASELINE


def _regime(scenario: Scenario, arm: str) -> RegimeSettings:
    return scenario.arms[arm].regime or scenario.regime


def divided(ensemble: Ensemble, scenario: Scenario, start: str, goal: str) -> InstrumentsResult:
    """The Shapley values of every chosen outcome, from an ensemble of the sixteen combinations."""
    plan = ensemble.plan
    rows: list[dict[str, Any]] = []
    for quantity, better in _quantities(ensemble):
        levels = quantity.sign * quantity.levels[:, :, :, 0]
        game = {c: levels[:, :, plan.arms.index(arm_of(c))] for c in coalitions(INSTRUMENTS)}
        rows += _rows(game, quantity, better)
    about = {
        "scenario": scenario.name, "title": scenario.title, "start": start, "goal": goal,
        "title_nl": scenario.title_nl or scenario.title,
        "start_label": scenario.label_of(start), "goal_label": scenario.label_of(goal),
        "start_label_nl": scenario.label_of(start, "nl"), "goal_label_nl": scenario.label_of(goal, "nl"),
        "start_regime": _regime(scenario, start).model_dump(mode="json", exclude_none=True, by_alias=True),
        "goal_regime": _regime(scenario, goal).model_dump(mode="json", exclude_none=True, by_alias=True),
        "instruments": list(INSTRUMENTS), "combinations": len(plan.arms), "place": plan.scenario.place,
        "population_share": plan.scenario.population_share, "horizon_months": plan.months,
        "price_year": plan.price_year, "discount_per_year": plan.discount, "draws": len(ensemble.points),
        "replicates": plan.replicates, "seed": plan.seed, "group": "town",
        "calibrated": plan.posterior is not None,
        "closing_error_cents": int(np.abs(ensemble.reading["closing_error"]).max()),
    }  # fmt: skip
    return InstrumentsResult(tuple(rows), about)


def _quantities(ensemble: Ensemble) -> Iterator[tuple[q.Quantity, int]]:
    """What is divided, for all residents: savings first, then outcomes, each with its good direction."""
    yield q.public_saving(ensemble, "town", ensemble.plan.months, True), 1
    for payer in PAYERS:
        found = q.payer_quantity(ensemble, payer.number)
        if np.any(found.levels != found.levels[:, :, :1]):
            yield found, 1
    outcomes = {x.id: x for x in q.outcome_quantities(ensemble, "town")}
    extra = [id_ for id_ in outcomes if id_.startswith("admin_hours_")]
    for id_ in (*CHOSEN, *extra):
        if id_ in outcomes:
            yield outcomes[id_], OUTCOME[id_].better


def _rows(game: Mapping[Coalition, Values], quantity: q.Quantity, better: int) -> list[dict[str, Any]]:
    whole = game[frozenset(INSTRUMENTS)] - game[frozenset()]
    parts = {
        "shapley": shapley(game, INSTRUMENTS),
        "alone": {name: alone(game, name) for name in INSTRUMENTS},
        "at_last": {name: at_last(game, INSTRUMENTS, name) for name in INSTRUMENTS},
    }
    rows = _three(whole, quantity, better, ALL, "shapley")
    for part in PARTS:
        for name in INSTRUMENTS:
            rows += _three(parts[part][name], quantity, better, name, part)
    return _to_the_cent(rows) if quantity.is_money else rows


def _three(
    values: Values, quantity: q.Quantity, better: int, instrument: str, part: str
) -> list[dict[str, Any]]:
    chance = chance_above_zero(values * better) if better else float("nan")
    return [
        {
            "outcome": quantity.id, "unit": quantity.unit, "payer": quantity.payer, "group": quantity.group,
            "better": better, "discounted": quantity.discounted, "instrument": instrument, "part": part,
            "interval": kind, "mean": interval.mean, "p05": interval.p05, "p50": interval.p50,
            "p95": interval.p95, "chance_better": chance, "note": interval.note,
        }
        for kind, interval in of_arm(values)
    ]  # fmt: skip


def _to_the_cent(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Means in whole cents: the four Shapley values add up to the whole difference."""
    whole = round(next(row["mean"] for row in rows if row["instrument"] == ALL))
    shares = {row["instrument"]: row["mean"] for row in rows if row["part"] == "shapley"}
    del shares[ALL]
    cents = dict(zip(shares, largest_remainder(list(shares.values()), whole), strict=True)) | {ALL: whole}
    return [
        row | {"mean": cents[row["instrument"]] if row["part"] == "shapley" else round(row["mean"])}
        for row in rows
    ]


__all__ = ["InstrumentsResult", "instruments", "regime_combination"]
