"""One world: a town under one draw of parameters and luck, burned in once and lived through in every arm.

    for run in simulate(scenario, values, draw=0, replicate=0): ...

The baseline comes first and serves every caseload size; then each alternative arm at each size. Arms start
from copies of the same burned-in town and share its luck, so that they differ only by what the arm changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.arm_run import CASE, PROGRAMME_SERIES, ArmRun, group_of_rank
from youthsim.catalogue import Arm, Scenario
from youthsim.catalogue.prices import at_prices_of
from youthsim.experiment.arm_start import refuse_what_shapes_the_town, take_effect
from youthsim.experiment.settling import BurnedIn, Watch, burn_in, priced, regime_in
from youthsim.funding.regimes import REGIMES, Regime, filled_as_before
from youthsim.institutions.labour import ProgrammeTeam
from youthsim.institutions.school_team import SchoolTeam
from youthsim.institutions.work_places import WorkPlaces
from youthsim.interventions.caseload import RULES, rank
from youthsim.interventions.composition import begun, duration_of, programme_of, staffing_of
from youthsim.interventions.settings import SchoolApproach, SupportedWork
from youthsim.ledger import closing_error
from youthsim.model import YouthCareModel, running
from youthsim.parameters.declare import Values
from youthsim.people.state import State
from youthsim.people.streams import uniforms, world_key
from youthsim.vocabulary import events
from youthsim.vocabulary.payers import FAMILY, N_PAYERS
from youthsim.vocabulary.services import N_QUEUED, N_SERVICES
from youthsim.vocabulary.tallies import N_TALLIES

SELECTION_NAMES = ("selection_severity_weight", "selection_solvability_weight")


def simulate(
    scenario: Scenario,
    values: Values,
    draw: int,
    replicate: int,
    arms: Sequence[str] | None = None,
    sizes: Sequence[int] | None = None,
    arm_values: dict[str, Values] | None = None,
    watch: Watch | None = None,
    models: Mapping[str, type[YouthCareModel]] | None = None,
    baseline: bool = True,
) -> list[ArmRun]:
    """Every arm of one world.

    values: every parameter of the model, prices in their own years, and the caseload's weights under
    SELECTION_NAMES. `arm_values` replaces them per arm. arms: which alternatives. `baseline`: whether it
    runs beside them. sizes: which caseload sizes. `watch` looks on, month by month. `models`: per arm, a
    model with institutions of one's own. Raises KeyError for an unknown arm, ValueError for an arm with
    another value of a parameter that shapes the town.
    """
    for own in (arm_values or {}).values():
        refuse_what_shapes_the_town(values, own)
    sizes = tuple(sizes) if sizes is not None else scenario.sizes
    world = world_key(scenario.seed, draw, replicate)
    values = priced(values, scenario)
    town = burn_in(scenario, values, world, watch)
    eligible = RULES[scenario.caseload.rule](town.state)
    order = rank(eligible, town.state, world, *(values.get(name, 0.5) for name in SELECTION_NAMES))
    cases = order[: max(sizes)]
    _mark(town.state, cases, sizes, eligible.schools)
    names = [name for name in (arms if arms is not None else scenario.alternatives) if name != "baseline"]
    twin: State | None = None
    runs: list[ArmRun] = []
    first = [("baseline", 0)] if baseline else []
    for name, size in [*first, *((name, size) for name in names for size in sizes)]:
        if (
            watch is None
            and runs
            and runs[-1].arm == name
            and min(size, runs[-1].size) > 0
            and name not in (models or {})
            and not _size_matters(scenario.arms[name])
        ):
            runs.append(replace(runs[-1], size=size))
            continue
        own = priced(arm_values[name], scenario) if arm_values and name in arm_values else values
        twin = town.state.copy(over=twin)
        runs.append(
            live_arm(
                scenario,
                name,
                size,
                town,
                own,
                world,
                cases,
                sizes,
                len(order),
                draw,
                replicate,
                twin,
                watch,
                (models or {}).get(name),
            )
        )
    return runs


def _size_matters(arm: Arm) -> bool:
    """Whether an arm is another town at another caseload: not where it acts on schools or the town only."""
    return any(not isinstance(approach, SchoolApproach) for approach in arm.interventions)


def _mark(
    state: State,
    cases: NDArray[np.int64],
    sizes: Sequence[int],
    schools: NDArray[np.int64] | None = None,
) -> None:
    """Rank and bucket of each household; everyone else is the rest of the town.

    `schools`: rows in the order in which an approach takes them. A school's bucket is that of most of its
    pupils' families.
    """
    h = state.households
    h["group"] = len(sizes)
    h["case"] = -1
    for place, row in enumerate(cases):
        h["group"][row] = group_of_rank(place, sizes)
        h["case"][row] = place
    h["enrolled_month"] = h["in_view"] = h["supported_month"] = h["support_last"] = -1
    state.schools["rank"] = 0
    state.schools["group"] = len(sizes)
    if schools is None:
        return
    state.schools["rank"][schools] = 1 + np.arange(len(schools))
    pupils = state.children[state.children["school"] >= 0]
    votes = np.zeros((len(state.schools), len(sizes) + 1), dtype=np.int64)
    np.add.at(votes, (pupils["school"], h["group"][pupils["household"]]), 1)
    state.schools["group"][schools] = votes[schools].argmax(axis=1)


def live_arm(
    scenario: Scenario, name: str, size: int, town: BurnedIn, values: Values, world: np.uint64,
    cases: NDArray[np.int64], sizes: Sequence[int], eligible: int, draw: int, replicate: int,
    state: State | None = None, watch: Watch | None = None, model_class: type[YouthCareModel] | None = None,
) -> ArmRun:  # fmt: skip
    """The years of one arm, lived in `state`: a copy of the burned-in town, made here when left out."""
    state = state or town.state.copy()
    arm = at_prices_of(scenario.arms[name], scenario.price_year)
    regime = regime_in(arm, values, scenario)
    take_effect(state, town, values)
    start, months, groups = state.month, scenario.horizon_months, len(sizes) + 1
    pool = filled_as_before(REGIMES["pooled"](values), town.use_year.sum(axis=0))
    starts = {settings.start_month for settings in arm.interventions}
    programme = programme_of(begun(arm.interventions, 0), pool, values, start)
    payments = np.zeros((groups, months, N_PAYERS, N_SERVICES), dtype=np.int64)
    used = np.zeros((groups + 1, months, N_SERVICES), dtype=np.int64)
    tallies = np.zeros((groups, months, N_TALLIES), dtype=np.int64)
    case_costs = np.zeros((len(cases), months), dtype=np.int64)
    series = np.zeros((months, len(PROGRAMME_SERIES)))
    provider_costs = np.zeros((months, N_QUEUED), dtype=np.int64)
    fixed = values["provider_fixed_cost"]
    occupancy = values["provider_occupancy"]
    kind = model_class or YouthCareModel
    with running(kind(state, regime, programme, values, world, groups, start)) as model:
        paths = np.zeros((groups, months, model.books.paths.shape[1]), dtype=np.int64)
        model.throughput[:] = town.throughput
        model.use_year[:] = town.use_year
        model.spent_year[:] = town.spent_year
        model.heavy_year[:] = town.heavy_year
        model.minors = model.municipality.minors_last_year = town.minors
        model.budget_basis_cents = town.budget_basis_cents
        model.certified.guardians = town.guardians
        if regime.budget_funded:
            model.switch_to_budgets(town.use_year.sum(axis=0))
        model.team = _team(model, arm, size, cases, values, world, start)
        model.work_places = _work_places(model, arm, cases[:size], values, start)
        model.school_team = _school_team(model, arm, size, values, world, start)
        if arm.help_near:
            model.give_help_near(arm.help_near)
        growth = (1.0 + values["provider_outside_growth"]) ** (1.0 / 12.0)
        for month in range(months):
            if month:
                state.services["external_rate"] *= growth
                if month in starts:
                    model.programme[:] = programme_of(begun(arm.interventions, month), pool, values, start)
            model.step()
            if watch is not None:
                watch(name, size, model)
            payments[:, month] = model.books.paid
            used[:, month] = model.books.used
            tallies[:, month] = model.books.tally
            paths[:, month] = model.books.paths
            case_costs[:, month] = state.households["month_cost"][cases]
            series[month] = _series(model)
            price = state.services["price_cents"] * occupancy
            provider_costs[month] = (
                price * (fixed * state.services["places"] + (1.0 - fixed) * state.services["occupied"])
            ).astype(np.int64)
        flows = model.books.flows.copy()
    return ArmRun(
        arm=name, size=size, draw=draw, replicate=replicate, sizes=tuple(sizes), payments=payments, used=used,
        tallies=tallies, paths=paths, flows=flows, cases=_cases(state, town.state, cases, start),
        case_costs=case_costs, programme=series, provider_costs=provider_costs,
        closing_error_cents=closing_error(payments) + _use_and_bills_differ(payments, used, regime),
        eligible=eligible, town=town.facts,
    )  # fmt: skip


def _team(
    model: YouthCareModel,
    arm: Arm,
    size: int,
    cases: NDArray[np.int64],
    values: Values,
    world: np.uint64,
    start: int,
) -> ProgrammeTeam | None:
    """The team of an arm: it does all of its approaches; those at schools have their own."""
    own = [i for i in arm.interventions if not isinstance(i, SchoolApproach)]
    if not own:
        return None
    staffing = staffing_of(own)
    first = min(i.start_month for i in own)
    mine = cases[:size]
    reach = min(i.reach for i in own)
    uids = model.state.households["uid"][mine].astype(np.int64)
    reached = uniforms(world, uids, 0, events.REACH, 0) < reach if len(mine) else np.zeros(0, dtype=bool)
    if staffing is None:  # nobody to hire: every case can be taken at once
        fte, per_fte, hire, stock = 1e-9 * len(mine), 1e9, 0, False
    else:
        fte, per_fte, hire, stock = (
            staffing.fte_for(len(mine)),
            staffing.cases_per_fte,
            staffing.hire_months,
            staffing.from_stock,
        )
    team = ProgrammeTeam(
        model, values, mine, reached, fte, per_fte, hire, start + first, duration_of(own),
        stock,
    )  # fmt: skip
    if staffing is None:
        team.vacancy = 0.0
    if size == 0 or reach == 0.0:
        team.fte_wanted = 0.0
    return team


def _work_places(
    model: YouthCareModel, arm: Arm, cases: NDArray[np.int64], values: Values, start: int
) -> WorkPlaces | None:
    """The work places of an arm, where it has any."""
    work = arm.intervention("supported_work")
    if not isinstance(work, SupportedWork) or not len(cases):
        return None
    return WorkPlaces(model, values, work.places, work.find_months, cases, start + work.start_month)


def _school_team(
    model: YouthCareModel, arm: Arm, size: int, values: Values, world: np.uint64, start: int
) -> SchoolTeam | None:
    """The youth workers at school of an arm: at the first schools of the rule that take part."""
    settings = next((i for i in arm.interventions if isinstance(i, SchoolApproach)), None)
    if settings is None or size == 0:
        return None
    schools = model.state.schools
    listed = np.flatnonzero((schools["rank"] > 0) & (schools["rank"] <= settings.schools))
    listed = listed[np.argsort(schools["rank"][listed])]
    u = uniforms(world, schools["uid"][listed].astype(np.int64), 0, events.SCHOOL_CHOICE, 0)
    taking_part = listed[u < settings.reach]
    return SchoolTeam(model, settings, values, taking_part, start) if len(taking_part) else None


def _series(model: YouthCareModel) -> tuple[float, ...]:
    team, school_team = model.team, model.school_team
    if team is None and school_team is None:
        return (0.0,) * len(PROGRAMME_SERIES)
    h = model.state.households
    served = h["programme"] == 1
    families, quality = float(served.sum()), float(h["fidelity"][served].mean()) if served.any() else 0.0
    wanted, filled = (team.fte_wanted, team.fte) if team is not None else (0.0, 0.0)
    if school_team is not None:
        wanted, filled = wanted + school_team.fte_wanted, filled + school_team.fte
        families += len(school_team.in_view)
        quality = quality if team is not None else school_team.quality(model.labour)
    return (wanted, filled, families, quality, model.labour.missing_fte, float(model.houses_given))


def _cases(state: State, at_start: State, cases: NDArray[np.int64], start: int) -> Any:
    table = np.zeros(len(cases), CASE)
    h, before = state.households[cases], at_start.households[cases]
    table["household_uid"] = h["uid"]
    table["rank"] = np.arange(len(cases))
    enrolled = np.where(h["enrolled_month"] >= 0, h["enrolled_month"], h["in_view"])
    table["enrolled_month"] = np.where(enrolled >= 0, enrolled - start, -1)
    table["supported_month"] = np.where(h["supported_month"] >= 0, h["supported_month"] - start, -1)
    table["support_minutes"] = h["support_minutes"]
    table["judged"] = h["judged"]
    table["left_month"] = np.where(h["departs"] <= state.month, h["departs"] - start, -1)
    table["cost_before_cents"] = before["cost_before"]
    table["worst_month_cents"] = before["worst_month_cost"]
    table["completed"] = h["programme_done"]
    return table


def _use_and_bills_differ(payments: NDArray[np.int64], used: NDArray[np.int64], regime: Regime) -> int:
    """Where units are paid, the bills of a service must equal its use at tariff: checked in every run."""
    public = [p for p in range(N_PAYERS) if p != FAMILY]
    error = 0
    later = regime.next.regime.budget_funded if regime.next is not None else ()
    for service in range(N_QUEUED):
        if service not in regime.budget_funded and service not in later:
            error += abs(int(payments[:, :, public, service].sum() - used[:, :, service].sum()))
    return error
