"""A town before the start: synthesised, then lived in until its stocks settle.

All arms of a draw start from copies of it. Other towns' requests follow its own through the burn-in and are
fixed from then on; budgets follow use, so that they start in balance.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.catalogue import Arm, Scenario
from youthsim.evidence.money import price_factor
from youthsim.experiment.registers import Register
from youthsim.funding.regimes import Regime, regime_of
from youthsim.institutions.supply import make_services
from youthsim.model import YouthCareModel, running
from youthsim.parameters import at_price_level
from youthsim.parameters.declare import Values
from youthsim.people.episodes import N_COUNTERS, USED
from youthsim.people.records import EPISODE, TOWN, rows
from youthsim.people.seeding import place_from_the_start
from youthsim.people.state import SPARE_ROWS, State
from youthsim.population.margins import bundled, margins_from_file
from youthsim.population.town import synthesise
from youthsim.scenario.quantities import Money
from youthsim.vocabulary.services import N_QUEUED, N_SERVICES
from youthsim.vocabulary.tallies import N_TALLIES, TALLIES

# Guards, so that entry, chance and housing of a month stay above nothing: share of households that are not in
# the state; variance of need left to chance; houses that come free in a month.
LEAST_OUTSIDE, LEAST_NOISE, LEAST_HOUSES = 0.05, 0.02, 0.5
# Arrangements of the burn-in, in months: requests over which other towns' own are set; a case's cost before
# the start (the definition of `cost_before`), and the months among which its worst is sought.
ASKED_OVER, COST_OVER, WORST_OVER = 24.0, 12, 6
CHILDREN_PER_ROW = 3  # of the table of episodes at first; it grows when needed

Watch = Callable[[str, int, YouthCareModel], None]
"""Called after every month with the arm ("burn-in" before the start), its caseload size and the model."""


@dataclass
class BurnedIn:
    """A town at the programme's start, and what the burn-in left in the model's memory.

    values: those it was burned in with. undeterred: (N_QUEUED,) what the town's own children would ask a
    month if there were no wait, by which other towns ask. budget_basis_cents: the year's spending on which
    the municipality's budget rests. low_income: share of minors at month 0 of the burn-in.
    """

    state: State
    values: Values
    throughput: NDArray[np.float64]
    use_year: NDArray[np.int64]
    spent_year: NDArray[np.int64]
    heavy_year: NDArray[np.int64]
    minors: int
    budget_basis_cents: int
    guardians: float
    undeterred: NDArray[np.float64]
    low_income: float
    facts: dict[str, float]


def make_state(
    scenario: Scenario, values: Values, world: np.uint64, lead_months: float, months: int
) -> tuple[State, float]:
    """A synthetic town at month 0 of the burn-in, and its share of minors with a low income.

    `values` at the scenario's price level.
    """
    margins = margins_from_file(scenario.margins_file) if scenario.margins_file else bundled(scenario.place)
    town = synthesise(margins, values, world, months, scenario.population_share)
    services = make_services(values, values.__getitem__, lead_months)
    record = rows(1, TOWN)
    t = record[0]
    for name, field, exit_rate in (
        ("minors_low_income", "poverty_entry", "household_poverty_exit"),
        ("families_debt", "debt_entry", "household_debt_exit"),
        ("families_bad_housing", "housing_entry", "household_housing_exit"),
    ):
        share = town.summary[name]
        t[field] = values[exit_rate] / 12.0 * share / max(LEAST_OUTSIDE, 1.0 - share)
    poor = town.summary["minors_low_income"]
    t.debt_not_poor = debts_of_the_rest(poor, values)
    own = values["population_own_share"]
    keep = values["need_persistence"]
    shocks = values["need_event_rate"] / 12.0 * 2.0 * values["need_event_size"] ** 2 / 2.0
    t.need_noise = math.sqrt(max(LEAST_NOISE * (1 - keep**2), (1.0 - own) * (1.0 - keep**2) - shocks))
    t.health_noise = math.sqrt(
        (1.0 - values["population_health_own_share"]) * (1.0 - values["household_health_persistence"] ** 2)
    )
    t.climate_noise = math.sqrt(
        (1.0 - values["population_climate_own_share"]) * (1.0 - values["school_climate_persistence"] ** 2)
    )
    t.stress_mean = (
        values["household_stress_poor"] * town.summary["minors_low_income"]
        + values["household_stress_debt"] * town.summary["families_debt"]
        + values["household_stress_housing"] * town.summary["families_bad_housing"]
        + values["household_stress_single"] * town.summary["single_parent"]
    )
    town.households["setback"] = setbacks(town.households["origin"], values)
    homes = town.summary["households_with_minors"]
    t.houses_free = max(
        LEAST_HOUSES, values["household_housing_exit"] / 12.0 * town.summary["families_bad_housing"] * homes
    )
    t.vocational_school = town.vocational_school
    t.order_delay = values["safety_order_delay"]
    episodes = rows(SPARE_ROWS + len(town.children) // CHILDREN_PER_ROW, EPISODE)
    state = State(
        town.children, town.lives, town.households, town.schools, services,
        episodes, record, np.zeros(N_COUNTERS, dtype=np.int64),
    )  # fmt: skip
    place_from_the_start(state, world)
    return state, poor


def debts_of_the_rest(poor: float, values: Values) -> float:
    """New debts of who is not poor, against the mean: what is left where a share of the town is poor."""
    return max(0.0, 1.0 - poor * values["household_debt_poor"]) / (1.0 - poor)


def setbacks(origin: NDArray[Any], values: Values) -> NDArray[np.float64]:
    """Risk of a setback per household, against the mean."""
    k = values["household_origin_risk"]
    return np.exp(k * origin.astype(float) - 0.5 * k * k)


def burn_in(scenario: Scenario, values: Values, world: np.uint64, watch: Watch | None = None) -> BurnedIn:
    """Live in the town until stocks settle; the last year's cost per household serves selection."""
    regime = regime_in(scenario.arms["baseline"], values, scenario)
    months = scenario.burn_in_months
    until = months + scenario.horizon_months + 1
    state, low_income = make_state(scenario, values, world, regime.lead_months, until)
    asked, undeterred = np.zeros(N_QUEUED), np.zeros(N_QUEUED)
    with running(YouthCareModel(state, regime, None, values, world, start=months, settling=True)) as model:
        if regime.budget_funded:
            model.switch_to_budgets(np.zeros(N_SERVICES, dtype=np.int64))
        tally = np.zeros((months, N_TALLIES), dtype=np.int64)
        register = Register(state, months)
        for month in range(months):
            undeterred = asked * np.exp(values["request_deterrence"] * state.services["expected_wait"])
            state.services["external_rate"] = of_other_towns(undeterred, state.services["catchment"])
            model.step()
            if watch is not None:
                watch("burn-in", 0, model)
            tally[month] = model.books.tally[0]
            register.look(state, month)
            asked += (_asked_this_month(state, month) - asked) / min(ASKED_OVER, month + 1.0)
            if regime.budget_funded:
                _follow_use(model)
            h = state.households
            if month >= months - COST_OVER:
                h["cost_before"] += h["month_cost"]
            if month >= months - WORST_OVER:
                h["worst_month_cost"] = np.maximum(h["worst_month_cost"], h["month_cost"])
        facts = _facts(tally, model) | register.facts(state)
        return BurnedIn(
            state, values, model.throughput.copy(), model.use_year.copy(), model.spent_year.copy(),
            model.heavy_year.copy(), model.minors, model.budget_basis_cents, model.certified.guardians,
            undeterred, low_income, facts,
        )  # fmt: skip


def _follow_use(model: YouthCareModel) -> None:
    """During the burn-in budgets follow use, so that they start in balance."""
    for service in model.regime.budget_funded:
        model.state.services[service].budget_cents = int(model.books.used[0, service])


def _asked_this_month(state: State, month: int) -> NDArray[np.float64]:
    """Own requests made this month, per service."""
    used = state.episodes[: int(state.counters[USED])]
    new = (used["month_asked"] == month) & (used["owner_kind"] != 2)
    return np.bincount(used["service"][new], minlength=N_QUEUED).astype(float)


def of_other_towns(undeterred: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Requests of other towns per month in proportion to the town's own, by catchment.

    `undeterred`: own requests per month, smoothed, as they would be if there were no wait; the last ones of
    the burn-in hold for all that follows. `share`: of the service's use, the town's.
    """
    return np.where(share < 1.0, undeterred * (1.0 - share) / share, 0.0)


def _facts(tally: NDArray[np.int64], model: YouthCareModel) -> dict[str, float]:
    """Last year of the burn-in, per tally, with the drift of the main stocks over the last two years."""
    year = tally[-12:].sum(axis=0)
    facts = {t.id: float(year[t.number]) / t.scale for t in TALLIES}
    for name in (
        "children_in_care",
        "placed_children",
        "under_supervision",
        "in_special_education",
        "absent_pupils",
    ):
        number = next(t.number for t in TALLIES if t.id == name)
        last, earlier = tally[-12:, number].sum(), tally[-24:-12, number].sum()
        facts[f"drift_{name}"] = float(last / earlier - 1.0) if earlier else 0.0
    used = model.use_year.sum(axis=0)
    for number in range(N_QUEUED):
        facts[f"use_{number}"] = float(used[number])
    facts["youth_act_cents"] = float(model.spent_year.sum())
    for number, row in enumerate(model.state.services):
        facts[f"expected_wait_{number}"] = float(row.expected_wait)
    return facts


def regime_in(arm: Arm, values: Values, scenario: Scenario) -> Regime:
    """How an arm is funded, under these values; amounts at the price level and for the part simulated."""
    assert arm.regime is not None, "a loaded scenario has a regime in every arm"

    def to_cents(money: Money) -> int:
        factor = float(price_factor(money.price_year, scenario.price_year))
        return round(money.cents * factor * scenario.population_share)

    return regime_of(arm.regime, values, to_cents)


def priced(values: Values, scenario: Scenario) -> dict[str, float]:
    """The values with every price at the scenario's price level."""
    return {**values, **at_price_level(values, scenario.price_year)}
