"""Towns small enough to reckon with by hand: a few children, one place, and nothing that happens by itself.

`quiet()` is a world in which no need moves, nobody asks, nothing ends and every price is 0; a test switches on
the one mechanism it is about. `Micro` is a town in that world, with one household per child unless it is told
otherwise; rows are set by name before the first month.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from youthsim.funding.regimes import REGIMES
from youthsim.institutions.supply import make_services
from youthsim.institutions.work_places import WorkPlaces
from youthsim.model import YouthCareModel, running
from youthsim.parameters import PARAMETERS, medians
from youthsim.people.episodes import N_COUNTERS, USED
from youthsim.people.records import CHILD, EPISODE, HOUSEHOLD, LIFE, PROGRAMME, SCHOOL, TOWN, rows
from youthsim.people.state import State
from youthsim.people.streams import world_key
from youthsim.vocabulary import states
from youthsim.vocabulary import tallies as t
from youthsim.vocabulary.services import STAYS

START = 100  # a month of May, no quarter and no school year begins
PRIMARY, SPECIAL, SECONDARY, SPECIAL_SECOND, VOCATIONAL = range(5)  # rows of the schools

SILENT = (
    "need_event_rate", "need_stress", "need_mismatch", "need_climate", "need_out_of_school", "need_stay_strain",
    "need_gain_decay", "need_gain_decay_in_care", "need_durable",
    "household_poverty_exit", "household_debt_exit", "household_housing_exit", "household_guidance_rate",
    "household_debt_help_rate", "household_health_rate", "household_trust_return", "household_trust_change",
    "household_trust_order", "household_overload_worker", "household_overload_hours", "household_guidance_effect",
    "household_health_care_effect", "household_stress_poor", "household_stress_debt", "household_stress_housing",
    "household_stress_health", "household_stress_single", "household_stress_network",
    "signal_rate", "gate_refusal", "gate_strictness", "queue_give_up", "queue_recovered", "request_deterrence",
    "gate_hours_pxq", "gate_hours_pooled", "gate_test_share", "gate_lead_pxq", "gate_lead_pooled", "grant_gap_share", "grant_stretch",
    "care_turnover", "care_drop_out", "care_drop_out_trust", "care_second_worker", "care_fragmentation", "care_continuity_months",
    "care_failure_heavier", "care_failure_to_stay", "care_assessed_first", "provider_adapts", "provider_outside_growth",
    "school_partial_rate", "school_partial_end", "school_absence_rate", "school_return_rate", "school_return_fade",
    "school_learnability_loss", "school_day_place", "school_exemption", "school_referral_primary", "school_admission",
    "school_return_to_regular", "school_climate_strain", "school_interest_list", "school_list_withdrawn", "school_tie",
    "school_day_education", "school_support_arrangement", "care_fade_out_of_school", "need_gain_decay_out",
    "safety_incident_rate", "safety_order_end", "safety_guardianship", "safety_guardianship_end", "safety_foster_breakdown",
    "safety_runaway_residential", "safety_runaway_closed", "safety_found", "safety_roaming_incident", "safety_stay_incident",
    "safety_order_effect", "safety_crisis_placement",
    "adult_offence_rate", "adult_leave_unqualified", "adult_qualify", "adult_work_start", "adult_work_end",
    "adult_benefit_start", "adult_benefit_end", "adult_shelter", "adult_extended_care", "adult_homeless", "adult_assisted",
    "adult_work_need", "plan_leadership_fte", "plan_vacancy", "plan_coordination", "plan_fade", "plan_close",
    "plan_network", "plan_trust", "plan_hours_first", "plan_hours_month", "labour_from_services", "labour_quality",
    "family_plan_replaces", "family_plan_absorbs", "family_plan_relief", "family_plan_parents", "pooled_absorbs", "pooled_dilution",
    "weighing_tolerance", "weighing_assisted", "work_place_fail", "work_employer_lost", "work_coach_hours",
    "aides_replaces", "aides_absorbs", "care_school_relief", "care_school_step",
    "care_school_mandate", "care_school_replaces", "care_school_dispute",
    "lump_turned_away", "lump_lean", "budget_fills", "task_growth", "placement_reach", "placement_load", "pooled_meeting", "subcontract_share", "prevention_recapture", "admin_family_professional",
    "admin_recording", "admin_family", "admin_school",
)  # fmt: skip
ONES = ("care_end_unsolved", "plan_fidelity", "labour_hires", "care_match", "household_referral", "existence_housing",
        "existence_debt", "existence_poverty", "plan_work", "weighing_incidents", "weighing_release", "need_persistence",
        "lump_intensity", "lump_exits", "ceiling_ratio", "care_school_return", "placement_holds")  # fmt: skip


def quiet(**values: float) -> dict[str, float]:
    """Every parameter, in a world where nothing happens, but for those given."""
    unknown = [name for name in (*SILENT, *ONES, *values) if name not in PARAMETERS]
    assert not unknown, f"no such parameter: {unknown}"
    silent = dict.fromkeys(SILENT, 0.0) | dict.fromkeys(ONES, 1.0)
    off = {p.name: p.neutral for p in PARAMETERS.values() if p.neutral is not None}
    still = {name: 0.0 for name in PARAMETERS if name.startswith(("care_end_", "care_effect_", "price_"))}
    return (
        medians()
        | silent
        | still
        | off
        | dict.fromkeys(ONES, 1.0)
        | {"care_coordinator_from": 99.0, "grant_months_pxq": 99.0, "price_access_hour": 50.0}
        | values
    )


class Micro:
    """A town of `n` children of ten at home in primary school, needs 0, one household each.

    values: of `quiet`. per_household: children of one household. places: of every service (0: none).
    first: the number of the first child and household: two towns can hold the same people in other rows.
    """

    def __init__(self, n: int, values: dict[str, float] | None = None, regime: str = "pxq", per_household: int = 1,
                 places: int = 1, seed: int = 1, first: int = 0) -> None:  # fmt: skip
        self.values = values if values is not None else quiet()
        self.regime = REGIMES[regime](self.values)
        self.world = world_key(seed, 0, 0)
        self.programme = rows(1, PROGRAMME)
        self.programme["payer_youth"] = 1.0
        homes = -(-n // per_household)
        child, life, home = rows(n, CHILD), rows(n, LIFE), rows(homes, HOUSEHOLD)
        home["uid"] = (2 << 40) + first + np.arange(homes)
        child["household"] = np.arange(n) // per_household
        child["uid"] = life["uid"] = (1 << 40) + first + np.arange(n)
        child["age_months"] = 120
        child["education"] = states.REGULAR_PRIMARY
        child["school"] = PRIMARY
        life["learnability"] = 1.0
        life["stay_asked"] = -1
        for event in ("last_incident", "last_placement", "last_runaway", "last_pending", "last_refused"):
            life[event] = -999
        life["special_school"], life["secondary_school"], life["secondary_special_school"] = (
            SPECIAL,
            SECONDARY,
            SPECIAL_SECOND,
        )
        home["departs"], home["arrives"] = 9999, -1
        home["adults"], home["trust"], home["case"], home["enrolled_month"] = 2, 0.5, -1, -1
        home["setback"] = 1.0
        school = rows(5, SCHOOL)
        school["uid"] = (5 << 56) + np.arange(5)
        school["kind"] = (
            states.REGULAR_PRIMARY,
            states.SPECIAL_PRIMARY,
            states.REGULAR_SECONDARY,
            states.SPECIAL_SECONDARY,
            states.VOCATIONAL,
        )
        school["teacher_time"] = 0.5
        school["places"] = 100000
        service = make_services(self.values, self.values.__getitem__, self.regime.lead_months)
        service["places"], service["catchment"], service["expected_wait"] = places, 1.0, 0.0
        town = rows(1, TOWN)
        town["vocational_school"], town["houses_free"] = VOCATIONAL, 1e9
        self.state = State(
            child,
            life,
            home,
            school,
            service,
            rows(4 * n + 4000, EPISODE),
            town,
            np.zeros(N_COUNTERS, np.int64),
            START,
        )
        self.groups = 1
        self.work_places: tuple[int, int] | None = None  # limit and months to find one
        self.paid: list[Any] = []
        self.used: list[Any] = []
        self.tally: list[Any] = []

    def give(
        self, row: int, service: int, state: int = states.ACTIVE, months: int = 5, **fields: int
    ) -> None:
        """An episode of a child, there from before: running, waiting or requested."""
        child, life = self.state.children[row], self.state.lives[row]
        self._open(int(child.uid), row, int(child.household), service, states.CHILD, state, months, fields)
        bits = "forms_active" if state == states.ACTIVE else "forms_waiting"
        child[bits] = int(child[bits]) | 1 << service
        if state == states.ACTIVE and service in STAYS:
            child.living = service - STAYS[0] + 1
            life.months_living = months

    def give_other_town(
        self, service: int, state: int = states.ACTIVE, number: int = 0, **fields: int
    ) -> None:
        """A client of another town, who has a place or waits for one."""
        self._open((7 << 56) | (service << 48) | number, -1, -1, service, states.EXTERNAL, state, 5, fields)

    def give_household(
        self, row: int, service: int, state: int = states.ACTIVE, months: int = 5, **fields: int
    ) -> None:
        """An episode of the parents."""
        home = self.state.households[row]
        self._open(int(home.uid), row, row, service, states.HOUSEHOLD, state, months, {"domain": 3, **fields})
        bits = "forms_active" if state == states.ACTIVE else "forms_waiting"
        home[bits] = int(home[bits]) | 1 << service

    def _open(
        self,
        uid: int,
        owner: int,
        home: int,
        service: int,
        kind: int,
        state: int,
        months: int,
        fields: dict[str, int],
    ) -> None:
        used = int(self.state.counters[USED])
        self.state.counters[USED] = used + 1
        e = self.state.episodes[used]
        e.owner_uid, e.owner, e.household, e.service, e.owner_kind, e.state = (
            uid,
            owner,
            home,
            service,
            kind,
            state,
        )
        e.priority, e.workers, e.match, e.months_with_worker = states.PRIORITY_ORDINARY, 1, 1.0, 12
        e.month_asked = e.month_ready = START - 1
        e.months_granted = self.regime.rules[service].grant_months
        if state == states.ACTIVE:
            e.months_active = months
            self.state.services[service].occupied += 1
        for name, value in fields.items():
            e[name] = value

    def serve(self, row: int = 0, fidelity: float = 1.0, enrolled: int = START - 1) -> None:
        """The programme serves this household."""
        home = self.state.households[row]
        home.programme, home.fidelity, home.enrolled_month = 1, fidelity, enrolled

    def live(self, months: int = 1) -> Micro:
        """Months go by; what was paid and counted stands in `paid`, `used` and `tally`, a row per month."""
        self.state.schools["pupils"] = np.bincount(
            self.state.children["school"][self.state.children["school"] >= 0], minlength=5
        )
        with running(
            YouthCareModel(
                self.state, self.regime, self.programme, self.values, self.world, self.groups, START
            )
        ) as model:
            model.labour.hires_per_month = 1e9
            model.certified.guardians = 1.0
            if self.work_places is not None:
                model.work_places = WorkPlaces(
                    model, self.values, *self.work_places, np.arange(len(self.state.households)), START
                )
            for _ in range(months):
                model.step()
                self.paid.append(model.books.paid.copy())
                self.used.append(model.books.used.copy())
                self.tally.append(model.books.tally.copy())
        return self

    def bills(self) -> dict[tuple[int, str], int]:
        """Cents by payer and service id over all months, without zeros."""
        from youthsim.vocabulary.services import SERVICES

        total = np.sum(self.paid, axis=(0, 1))
        return {(int(p), SERVICES[s].id): int(total[p, s]) for p, s in np.argwhere(total)}

    def counted(self, name: str) -> float:
        """A tally summed over groups and months."""
        tally = t.TALLIES[t.TALLY_NUMBER[name]]
        return float(sum(month[:, tally.number].sum() for month in self.tally)) / tally.scale
