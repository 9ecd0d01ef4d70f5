"""YouthCareModel: people in compiled records, institutions as Mesa agents, one month at a time.

    model = YouthCareModel(state, regime, programme, values, world)
    model.step()

Institutions see one snapshot per month, decide at their dates, and one function writes what they decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

from youthsim.funding.regimes import Regime, filled_as_before, in_force, old_rules_after
from youthsim.institutions.base import Decisions, Institution, OwnClients, ServiceView, Snapshot
from youthsim.institutions.budget import THINNED, BudgetHolder, effects_beside
from youthsim.institutions.labour import LabourMarket, ProgrammeTeam
from youthsim.institutions.prevention import PreventionBuyer, help_near
from youthsim.institutions.providers import Provider
from youthsim.institutions.public import CertifiedInstitution, Municipality, SchoolPartnership
from youthsim.institutions.school_team import SchoolTeam
from youthsim.institutions.work_places import WorkPlaces
from youthsim.parameters import record
from youthsim.parameters.declare import Values
from youthsim.people.episodes import TRACK
from youthsim.people.month import follow, live, provide
from youthsim.people.needs import in_special as _in_special
from youthsim.people.records import PROGRAMME, TALLY, rows
from youthsim.people.state import State
from youthsim.vocabulary import services as s
from youthsim.vocabulary.definitions import EIGHTEEN, FULL_TIME_HOURS, FULL_TIME_HOURS_YEAR, QUARTER
from youthsim.vocabulary.paths import N_PATHS
from youthsim.vocabulary.payers import (
    MUNICIPALITY_OTHER,
    MUNICIPALITY_PARTICIPATION,
    MUNICIPALITY_WMO,
    MUNICIPALITY_YOUTH,
    N_PAYERS,
    OTHER_MUNICIPALITIES,
)
from youthsim.vocabulary.services import N_QUEUED, N_SERVICES
from youthsim.vocabulary.states import (
    ACTIVE,
    EXTERNAL,
    PRIORITY_ORDINARY,
    SPECIAL_PRIMARY,
    SPECIAL_SCHOOL,
    SPECIAL_SECONDARY,
    WAITING,
)
from youthsim.vocabulary.tallies import N_TALLIES, TALLY_NUMBER

MUNICIPAL = (MUNICIPALITY_YOUTH, MUNICIPALITY_WMO, MUNICIPALITY_PARTICIPATION, MUNICIPALITY_OTHER)
CHILDREN = TALLY_NUMBER["children"]
HEAVIER = [
    *(service.number for service in s.SERVICES if service.group in (
        "outpatient care", "day care", "care with stay", "support at school", "protection", "justice",
    )),
    s.SPECIAL_PRIMARY, s.SPECIAL_EDUCATION, s.PUPIL_TRANSPORT, s.ATTENDANCE_OFFICER,
]  # fmt: skip
"""What light help might avoid: outpatient care and all that is heavier, protection, special school places."""
SPECIAL_KINDS = (SPECIAL_PRIMARY, SPECIAL_SCHOOL, SPECIAL_SECONDARY)
SERVICE_IDS = tuple(service.id for service in s.SERVICES)
LOOKED_AT = (
    "places", "occupied", "started", "ended", "expected_wait", "tolerated_wait", "price_cents", "catchment",
    "budget_cents", "displaced",
)  # fmt: skip


# Arrangements of the burn-in, in months: places settle for so long at least, and rest before the start; the
# first budget is set at the end of this month, after the second year (the definition of `budget_margin`).
LEAST_SETTLING, REST_BEFORE_START, FIRST_BUDGET = 36, 12, 23
# Guards: a queue moves at least at this pace (clients a month); load is a share of places, never nothing.
LEAST_PACE, LEAST_LOAD, FULL_LOAD = 0.2, 0.05, 1.0


class Books:
    """What one month leaves behind, to be added to by kernels and taken away at its end."""

    def __init__(self, groups: int) -> None:
        self.paid = np.zeros((groups, N_PAYERS, N_SERVICES), dtype=np.int64)
        self.used = np.zeros((groups + 1, N_SERVICES), dtype=np.int64)
        self.counts = rows(groups, TALLY)
        # the declared tallies of the same memory, (groups, N_TALLIES)
        self.tally = self.counts.view(np.int64).reshape(groups, -1)[:, :N_TALLIES]
        self.paths = np.zeros((groups, N_PATHS), dtype=np.int64)
        self.flows = np.zeros((groups, N_PATHS, N_PATHS), dtype=np.int64)
        self.elsewhere_full = np.zeros(N_QUEUED, dtype=np.int64)
        self.elsewhere_half = np.zeros(N_QUEUED, dtype=np.int64)

    def clear(self) -> None:
        """Empty for a new month; `flows` go on adding up."""
        for array in (self.paid, self.used, self.counts.view(np.int64), self.paths):
            array[:] = 0


class YouthCareModel(mesa.Model):
    """One arm of one town.

    state: the town, changed in place. regime, programme: the rules of this arm. values: every parameter, with
    prices at the scenario's level. world: the key of all chance. groups: caseload buckets and the rest.
    start: month of the programme's start (the burn-in ends there). settling: True during the burn-in.

    A researcher tries another institution by naming its class in a subclass of the model.
    """

    PROVIDER: type[Provider] = Provider
    MUNICIPALITY: type[Municipality] = Municipality
    PREVENTION: type[PreventionBuyer] = PreventionBuyer
    PARTNERSHIP: type[SchoolPartnership] = SchoolPartnership
    BUDGET: type[BudgetHolder] = BudgetHolder

    def __init__(self, state: State, regime: Regime, programme: Any, values: Values, world: np.uint64,
                 groups: int = 1, start: int = 0, settling: bool = False) -> None:  # fmt: skip
        super().__init__()
        self.state, self.regime, self.values, self.world = state, regime, values, world
        self.programme = programme if programme is not None else rows(1, PROGRAMME)
        self.params = record(values)
        self.rules = in_force(regime)
        self.books = Books(groups)
        self.start, self.settling = start, settling
        self.old_rules_end = -1
        self.throughput = np.zeros(N_QUEUED)
        self.heavy_year = np.zeros((12, N_PAYERS), dtype=np.int64)
        self.presence = 0.0
        self.use_year = np.zeros((12, N_SERVICES), dtype=np.int64)
        self.spent_year = np.zeros(12, dtype=np.int64)
        self.budget_basis_cents = 0
        self.houses_given = 0
        self.views: dict[str, list[Any]] = {}
        for service in range(N_QUEUED):
            self.PROVIDER(self, service, values)
        self._tell_services()
        self.municipality = self.MUNICIPALITY(self, values)
        self.prevention = self.PREVENTION(self, values)
        self.certified = CertifiedInstitution(self, values)
        self.PARTNERSHIP(self, values)
        self.minors = int(
            np.sum((state.children["age_months"] >= 0) & (state.children["age_months"] < EIGHTEEN))
        )
        self.labour = LabourMarket(self, values, self.minors)
        self.team: ProgrammeTeam | None = None
        self.work_places: WorkPlaces | None = None
        self.school_team: SchoolTeam | None = None
        self.account: BudgetHolder | None = None
        if not settling:
            self._open_account()

    # --- a month ----------------------------------------------------------------------------------------

    def step(self) -> None:
        """One month: institutions decide on what they saw, people live it."""
        state, month = self.state, self.state.month
        state.make_room()
        self.books.clear()
        self._follow_the_regime(month)
        state.town[0].calendar_month = month % 12
        waiting = self._count_waiting()
        if self._somebody_decides(month):
            self._write(self._decide(self._look(waiting)))
        self._feel_the_queue(waiting)
        self.labour.begin_month()
        if self.team is not None:
            self.team.recruit(month, self.labour)
            self.team.work(month, state.households, self.labour)
        if self.work_places is not None:
            self.work_places.hand_out(month, state, self.world)
        if self.school_team is not None:
            self.school_team.work(month, self.labour)
        with np.errstate(over="ignore"):
            self._people(month)
        self._pay_budgets()
        self._close_account(month)
        self._pay_leadership()
        self._pay_presence()
        self._pay_school_team()
        self._remember(month)
        state.month = month + 1

    def _people(self, month: int) -> None:
        st, b = self.state, self.books
        people = (st.children, st.lives, st.households, st.schools, st.services, st.episodes, st.counters)
        rules = (st.town, self.params, self.rules)
        now = (self.world, month)
        live(*people, st.busy, st.fronts, *rules, self.programme, b.paid, b.counts, b.paths, b.flows, *now)
        provide(*people, *rules, b.counts, *now)
        left = (b.paid, b.used, b.counts, b.paths, b.flows, b.elsewhere_full, b.elsewhere_half)
        follow(*people, st.busy, st.fronts, *rules, self.programme, *left, *now)

    # --- institutions -----------------------------------------------------------------------------------

    def _somebody_decides(self, month: int) -> bool:
        """Every quarter; every month while the town settles or posts stand open because staff left."""
        counted = self.regime.has("budget_ceiling") or self.account is not None
        return month % QUARTER == 0 or self._settles(month) or self.labour.missing_fte > 0.0 or counted

    def _settles(self, month: int) -> bool:
        return self.settling and month < max(LEAST_SETTLING, self.start - REST_BEFORE_START)

    def _count_waiting(self) -> NDArray[np.int64]:
        used = self.state.episodes[: int(self.state.counters[0])]
        return np.bincount(used["service"][used["state"] == WAITING], minlength=N_QUEUED)

    def _own_clients(self) -> tuple[OwnClients, ...]:
        """The town's own who are helped now, per service."""
        used = self.state.episodes[: int(self.state.counters[0])]
        own = used[(used["state"] == ACTIVE) & (used["owner_kind"] != EXTERNAL)]
        running = np.bincount(own["service"], minlength=N_QUEUED)
        began = np.bincount(own["service"][own["months_active"] == 1], minlength=N_QUEUED)
        months = np.bincount(own["service"], weights=own["months_active"], minlength=N_QUEUED)
        columns = (running.tolist(), began.tolist(), months.astype(np.int64).tolist())
        return tuple(map(OwnClients, *columns))

    def _who_brings_income(self, waiting: NDArray[np.int64]) -> NDArray[np.int64]:
        """The queue that providers see: who cannot begin for want of money is no reason to open a place."""
        if self.account is None or not self.account.stopped:
            return waiting
        used = self.state.episodes[: int(self.state.counters[0])]
        held = (used["state"] == WAITING) & (used["owner_kind"] != EXTERNAL)
        held &= (used["priority"] == PRIORITY_ORDINARY) & np.isin(
            used["service"], sorted(self.account.stopped)
        )
        return waiting - np.bincount(used["service"][held], minlength=N_QUEUED)

    def _look(self, waiting: NDArray[np.int64]) -> Snapshot:
        st, month = self.state, self.state.month
        columns = {name: st.services[name].tolist() for name in LOOKED_AT}
        columns["budget_funded"] = st.services["budget_funded"].astype(bool).tolist()
        numbers = range(len(st.services))
        waiting = self._who_brings_income(waiting)
        views = map(
            ServiceView, numbers, SERVICE_IDS, columns["places"], columns["occupied"], waiting.tolist(),
            columns["started"], columns["ended"], self.throughput.tolist(), columns["expected_wait"],
            columns["tolerated_wait"], columns["price_cents"], columns["catchment"], columns["budget_funded"],
            columns["budget_cents"], columns["displaced"],
            [self.regime.holds("volume_incentive", number) for number in numbers],
            [number in self.regime.services for number in numbers],
        )  # fmt: skip
        special = np.flatnonzero(np.isin(st.schools["kind"], SPECIAL_KINDS)).tolist()
        since = month - self.start
        return Snapshot(
            month=month, since_start=since, quarter=month % QUARTER == 0, year=month % 12 == 0,
            settling=self._settles(month), services=tuple(views), minors=self.minors,
            children_under_order=int(st.town[0].children_under_order),
            school_waiting={i: int(st.schools["waiting"][i]) for i in special},
            town_use_cents=tuple(int(x) for x in self.use_year.sum(axis=0)),
            spending_cents=int(self.spent_year.sum()), budget_cents=self.budget_cents,
            choices=self.regime.choices,
            town_use_this_year_cents=tuple(int(x) for x in self.use_year[: month % 12].sum(axis=0)),
            heavy_cents=tuple(int(x) for x in self.heavy_year.sum(axis=0)), 
            own=() if self.account is None else self._own_clients(),
        )  # fmt: skip

    def _decide(self, seen: Snapshot) -> Decisions:
        decisions = Decisions()
        for agent in self.agents:
            if isinstance(agent, Institution):
                agent.decide(seen, decisions)
        return decisions

    def _feel_the_queue(self, waiting: NDArray[np.int64]) -> None:
        """People expect to wait as long as the queue takes at the present pace (Little's law)."""
        services = self.state.services
        values = self.values
        self.throughput += values["queue_pace_renewed"] * (services["started"] - self.throughput)
        now = np.minimum(values["queue_wait_longest"], waiting / np.maximum(LEAST_PACE, self.throughput))
        services["expected_wait"] += values["queue_wait_renewed"] * (now - services["expected_wait"])
        load = services["occupied"] / np.maximum(1, services["places"])
        services["load"] = np.clip(load, LEAST_LOAD, FULL_LOAD)

    def _write(self, decisions: Decisions) -> None:
        st = self.state
        for number, places in decisions.places.items():
            st.services[number].places = places
        still = self.values["labour_displaced_most"]
        for number, displaced in decisions.displaced.items():
            st.services[number].displaced = min(displaced, still * st.services[number].places)
        for number, cents in decisions.budget_cents.items():
            st.services[number].budget_cents = cents
        for school, change in decisions.school_places.items():
            st.schools[school].places = max(1, int(st.schools[school].places) + change)
        if decisions.strictness is not None:
            st.town[0].strictness = decisions.strictness
        if decisions.order_delay is not None:
            st.town[0].order_delay = decisions.order_delay
        if decisions.placement_power is not None:
            st.town[0].placement_power = decisions.placement_power
        for number, stopped in decisions.stopped.items():
            self.rules["stopped"][[number, N_QUEUED + number]] = stopped
        if decisions.presence is not None and decisions.presence != self.presence:
            self._bring_help_near(decisions.presence)
        self._write_budget(decisions)

    def _write_budget(self, decisions: Decisions) -> None:
        """What a budget that is used up means at the door and for the hours of help."""
        rules = self.rules
        for number, first in decisions.pots.items():
            both = [number, N_QUEUED + number]  # asked before a switch of regime, or since
            rules["pot"][both] = N_QUEUED + first
            rules["commits"][both] = decisions.commits[number]
            rules["doctors_free"][both] = decisions.doctors_free
        for first, cents in decisions.room.items():
            rules["room"][N_QUEUED + first] = cents
        for number, (hours, dose) in decisions.hours.items():
            both = [number, N_QUEUED + number]
            rules["hours"][both], rules["dose"][both] = hours, dose
            for name, value in effects_beside(number, dose, self.values).items():
                self.params[name] = value

    # --- what institutions may ask ----------------------------------------------------------------------

    @property
    def budget_cents(self) -> int:
        """The municipality's budget for a year of youth care; 0 until it has one."""
        return round(self.values["budget_margin"] * float(self.budget_basis_cents))

    def budget_of(self, service: int) -> int:
        """Cents a month that the town pays for a budget-funded service."""
        return int(self.state.services[service].budget_cents)

    def hours_of(self, service: int) -> float:
        """Contact hours per client and month."""
        return float(self.state.services[service].hours_month)

    def free_school_places(self, school: int) -> int:
        """Places that stand empty."""
        return int(self.state.schools[school].places) - int(self.state.schools[school].pupils)

    def special_schools(self) -> Iterator[int]:
        """Rows of special schools."""
        return (i for i, kind in enumerate(self.state.schools["kind"]) if _in_special(int(kind)))

    # --- money that no person causes --------------------------------------------------------------------

    def _tell_services(self) -> None:
        """What institutions and requests see of the regime in force."""
        services, rules = self.state.services, self.regime.rules
        services["budget_funded"] = rules["budget_funded"]
        services["lead_months"] = rules["lead_months"]

    def _follow_the_regime(self, month: int) -> None:
        """From a switch on, new requests come under the new rules; after its transition all help does."""
        coming = self.regime.next
        if coming is not None and month == self.start + coming.at_month and not self.settling:
            old, self.regime = self.regime, coming.regime
            self.rules = in_force(self.regime, old_rules_after(old, self.regime))
            self.old_rules_end = month + coming.transition_months
            self.state.counters[TRACK] = 1
            self._tell_services()
            self.switch_to_budgets(self.use_year.sum(axis=0))
            self._open_account()
        if month == self.old_rules_end:
            self.rules = in_force(self.regime)

    def switch_to_budgets(self, use_last_year_cents: NDArray[np.int64]) -> None:
        """Budgets start at what the town used in the past year; in a pool each Act keeps its own part."""
        if self.regime.is_pool:
            self.regime = filled_as_before(self.regime, use_last_year_cents)
        for service in self.regime.budget_funded:
            self.state.services[service].budget_cents = int(use_last_year_cents[service]) // 12

    def _open_account(self) -> None:
        """A regime with a budget brings who keeps its account; one without takes him away."""
        if self.account is not None:
            self.account.remove()
            for name in THINNED:
                self.params[name] = self.values[name]
        budget = self.regime.budget
        self.account = None
        if budget is not None:
            self.account = self.BUDGET(self, budget, self.regime.services, self.values)

    def _pay_budgets(self) -> None:
        """A budget is paid whether the places are used or not; grants that still run are paid out of it."""
        named = self.account.month_cents() if self.account is not None else {}
        for service in self.regime.budget_funded:
            running = int(self.books.paid[:, :OTHER_MUNICIPALITIES, service].sum())
            cents = max(0, named.get(service, self.budget_of(service)) - running)
            self._post_to_pool(service, cents, shared=self._is_shared(service))

    def _is_shared(self, service: int) -> bool:
        """Whether several Acts pay for it together."""
        return self.regime.is_pool and s.SERVICES[service].payer in MUNICIPAL

    def _close_account(self, month: int) -> None:
        """What a year's budget still costs, or what comes back of it, is booked in December."""
        if self.account is None:
            return
        paid = self.books.paid[:, :OTHER_MUNICIPALITIES].sum(axis=(0, 1))
        for service, cents in self.account.close(month, self.books.used[:-1].sum(axis=0), paid).items():
            self._post_to_pool(service, cents, shared=self._is_shared(service))

    def _pay_leadership(self) -> None:
        """Leadership and learning sessions of a programme, as long as it runs."""
        if self.team is None or not self.team.runs(self.state.month):
            return
        hours = self.values["plan_leadership_fte"] * FULL_TIME_HOURS_YEAR / 12.0
        cents = round(100 * hours * self.values["price_plan_hour"])
        self.books.paid[0, MUNICIPALITY_OTHER, s.PROGRAMME_LEADERSHIP] += cents

    def give_help_near(self, share: float) -> None:
        """A share of the town has light help near from now on, whatever a funder decides later."""
        self.prevention.given = self.prevention.presence = share
        self._bring_help_near(share)

    def _bring_help_near(self, share: float) -> None:
        """What families and schools notice of it, and the hands that come with it or go."""
        for name, value in help_near(self.values, share).items():
            self.params[name] = value
        hands = (share - self.presence) * self.values["early_help_places"] * self.minors / 1000.0
        team = self.state.services[s.NEIGHBOURHOOD_TEAM]
        team.places = max(1, int(team.places) + round(hands))
        self.presence = share

    def _pay_presence(self) -> None:
        """Light help bought ahead is paid by its buyer: the Youth Act, or the pool."""
        cents = round(100.0 * self.presence * self.minors * self.values["price_presence"] / 12.0)
        if cents:
            self._post_to_pool(s.NEARBY_HELP, cents, shared=self.regime.is_pool)

    def _post_to_pool(self, service: int, cents: int, shared: bool) -> None:
        """Book on the rest of the town: each Act its part where it is shared, else the usual payer."""
        rest, paid = self.books.paid[-1], self.regime
        if not shared:
            rest[s.SERVICES[service].payer, service] += cents
            return
        wmo, participation = int(cents * paid.payer_wmo), int(cents * paid.payer_participation)
        rest[MUNICIPALITY_WMO, service] += wmo
        rest[MUNICIPALITY_PARTICIPATION, service] += participation
        rest[MUNICIPALITY_YOUTH, service] += cents - wmo - participation

    def _pay_school_team(self) -> None:
        """Youth workers at school: one bill; each family in view bears its part in its case's cost."""
        team, households = self.school_team, self.state.households
        if team is None:
            return
        month, tally = self.state.month, self.books.counts[0]
        if team.runs(month):
            tally.post_hours_wanted += int(FULL_TIME_HOURS * 1e6 * team.fte_wanted)
            tally.post_hours_filled += int(FULL_TIME_HOURS * 1e6 * team.fte * team.paid_share(month))
        total = 0
        for service, parts in team.bill(month).items():
            for payer, cents in parts.items():
                self.books.paid[0, payer, service] += cents
                total += cents
        here = team.in_view[households["departs"][team.in_view] > month]
        if len(here):
            households["month_cost"][here] += total // len(here)

    def _remember(self, month: int) -> None:
        self.minors = int(self.books.tally[:, CHILDREN].sum())
        self.heavy_year[month % 12] = self.books.paid[:, :, HEAVIER].sum(axis=(0, 2))
        self.use_year[month % 12] = self.books.used[:-1].sum(axis=0)
        self.spent_year[month % 12] = self.books.paid[:, MUNICIPALITY_YOUTH, :].sum()
        self.houses_given += int(self.state.town[0].houses_taken_now)
        if month % 12 == 11 and self.budget_cents == 0 and month >= FIRST_BUDGET:
            self.budget_basis_cents = int(self.spent_year.sum())


@contextmanager
def running(model: YouthCareModel) -> Iterator[YouthCareModel]:
    """Use a model and let it go, whatever happened in it."""
    try:
        yield model
    finally:
        model.remove_all_agents()
        _forget_numbers(model)


def _forget_numbers(model: mesa.Model) -> None:
    """Up to 3.3 Mesa numbers agents in a table that keeps every model alive; later each model counts."""
    getattr(mesa.Agent, "_ids", {}).pop(model, None)
