"""Does every parameter act in an arm? `python benchmarks/arm_sweep.py [PARAMETER ...] [--before]`.

For each parameter an arm is lived that differs from another by a strong change of this parameter alone; it
acts when any byte of the books differs. Most act in a town without an approach. The others are tried where
what they are about happens: `PLACES` says where, and why there. Parameters that draw who lives in the town
are refused in an arm; with `--before` each is changed at the top instead, which takes a burn-in each.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from youthsim.arm_run import ArmRun
from youthsim.catalogue import Arm, Scenario, load
from youthsim.catalogue.loading import range_of
from youthsim.experiment.world import simulate
from youthsim.funding.settings import RegimeSettings
from youthsim.parameters import OF_THE_TOWN, PARAMETERS, medians
from youthsim.parameters.declare import Parameter

AT_ONCE = 80  # arms of a world whose books are held at the same time


@dataclass(frozen=True)
class Place:
    """An arm of a bundled scenario in a small town, and the parameters that are looked for there.

    about: beginnings of names. share: of the scenario's own town. given: values that hold there with and
    without the change, so that what is rare happens. rules: of p×q. settings: of its first approach.
    regime: a whole way of funding.
    """

    scenario: str
    arm: str
    about: tuple[str, ...]
    why: str
    share: float = 0.03
    months: int = 24
    cases: int = 12
    given: Mapping[str, float] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)
    regime: Mapping[str, str] = field(default_factory=dict)

    def town(self) -> Scenario:
        """The scenario, small."""
        scenario = load(self.scenario)
        size = {"population_share": self.share, "horizon_months": self.months, "claim": None}
        return scenario.model_copy(update=size)

    def arm_of(self, scenario: Scenario) -> Arm:
        """The arm, with its rules and settings."""
        arm, changed = scenario.arms[self.arm], {}
        if self.regime:
            changed["regime"] = RegimeSettings.model_validate(dict(self.regime))
        if self.rules:
            said = {"kind": "pxq", "rules": dict(self.rules)}
            changed["regime"] = RegimeSettings.model_validate(said)
        if self.settings:
            first = arm.interventions[0].model_copy(update=dict(self.settings))
            changed["interventions"] = (first, *arm.interventions[1:])
        return arm.model_copy(update=changed)

    def values(self) -> dict[str, float]:
        """Medians, as the scenario has them, and what is given."""
        said = load(self.scenario).parameters
        return (
            medians() | YOUNG | {name: prior.quantile(0.5) for name, prior in said.items()} | dict(self.given)
        )


YOUNG = {name: p.neutral for name, p in PARAMETERS.items() if p.neutral is not None}
"""Mechanisms that the bundled fit does not know, where they do nothing."""
AWAKE = {name: PARAMETERS[name].prior.quantile(0.5) for name in YOUNG}
ANYWHERE = Place("zwolle-30-40", "baseline", (), "the life of a town without an approach")
PLACES = (
    Place("zwolle-30-40", "weighing", (
        "weighing_", "existence_", "plan_", "labour_", "household_houses_kept", "price_plan_hour",
    ), "a team that is hired, weighs safety, makes plans and finds houses", share=0.08),
    Place("zwolle-30-40", "weighing", (
        "weighing_", "existence_",
    ), "the same, with more running away and orders", share=0.25, months=36, cases=40, given={
        "safety_runaway_residential": 0.4, "safety_found": 0.9, "safety_incident_rate": 0.1,
        "safety_placed_after_incident": 0.9, "safety_placed_at_order": 0.9, "route_heavy_limit": 0.0,
        "weighing_tolerance": 0.9, "weighing_assisted": 0.02,
    }),
    Place("breakthrough", "plans", ("labour_displaced_most",), "a service can lose hardly any", cases=80,
        given={"labour_hires": 0.5, "labour_from_services": 1.0, "labour_displaced_most": 0.02}),
    Place("breakthrough", "plans", ("plan_",), "plans that end, by a team of several", share=0.08, cases=60),
    Place("tilburg-650", "family_plan", (
        "family_plan_", "price_plan_professional_hour", "care_coordinator_from",
    ), "one plan for a family"),
    Place("nijkerk", "work", ("work_", "price_employer_support"), "paid work places", share=0.15, months=36),
    Place("nijkerk", "work", ("work_employer_lost",), "few places, at which many fail", share=0.15, months=36,
        given={"work_place_fail": 0.2}, settings={"places": 2}),
    Place("nijmegen", "pooled_aides", ("aides_", "school_worker_direct"), "aides for a group", share=0.4),
    Place("nijmegen", "baseline", ("school_list_",), "lists of special schools", share=0.4, months=36),
    Place("gouda", "joined", ("care_school_", "price_education_hour"), "care at school", share=0.1),
    Place("gouda-apart", "joined", ("care_school_dispute",), "the same, budgets apart", share=0.1),
    Place("alkmaar", "all_schools", (
        "support_", "price_school_worker_hour", "labour_months_to_hire",
    ), "youth workers at secondary schools", share=0.15, months=30),
    Place("alkmaar", "all_schools", ("support_culture_months",), "a culture that outlasts a cut in hours",
        share=0.15, months=36, settings={"cut_from": 12, "cut_to": 0.1},
        given={"support_normalises": 0.9, "support_dose_power": 0.3, "support_culture_months": 6.0}),
    Place("leeuwarden-2021-hired", "structural", (
        "support_",
    ), "youth supporters at child centres: young children, and a condition that is missing",
        share=0.1, months=42, settings={"independent_position": False}),
    Place("zwolle-30-40", "weighing", ("unmet_", "out_", "gate_refused_back"), "help and school that lack",
        share=0.1, months=36, given=AWAKE | {"adult_offence_rate": 0.2, "school_absence_rate": 0.3}),
    Place("regimes-tilburg", "lump_sum", ("budget_dose",), "a budget that thins", months=30,
        regime={"kind": "lump_sum", "budget": "60%", "overrun": "thin"}),
    Place("regimes-tilburg", "lump_sum", ("budget_bailed_out",), "a budget that is overspent", months=40,
        regime={"kind": "lump_sum", "budget": "60%", "overrun": "pay"}),
    Place("regimes-tilburg", "lump_sum", ("lump_",), "a sum per youth"),
    Place("regimes-tilburg", "task_based", ("task_", "budget_fills"), "a task agreed anew", months=30),
    Place("regimes-tilburg", "pooled", (
        "pooled_", "budget_lump", "gate_lead_pooled", "gate_hours_pooled",
    ), "a pool of several Acts"),
    Place("regimes-tilburg", "pxq_practised", ("ceiling_ratio",), "ceilings"),
    Place("regimes-tilburg", "pooled_placing", ("placement_", "care_school_mandate"), "power to place"),
    Place("regimes-tilburg", "pooled_prevention", (
        "prevention_", "early_help_", "price_presence",
    ), "light help bought ahead"),
    Place("who-invests-tilburg", "silo", ("prevention_recapture",), "part of a gain comes back to a funder",
        given={"prevention_avoided": 0.03}),
    Place("regimes-tilburg", "baseline", ("subcontract_",), "nothing is subcontracted",
        rules={"subcontracting": "off"}),
    Place("zwolle-30-40", "baseline", ("gate_",), "a municipality in deficit", given={"budget_margin": 0.8}),
    Place("zwolle-30-40", "baseline", (
        "adult_", "safety_", "care_end_", "school_", "wait_", "household_", "price_youth_detention",
    ), "what is rare, in more people and years", share=0.15, months=48),
    Place("zwolle-30-40", "baseline", ("care_effect_assisted_living",), "more live assisted at eighteen",
        share=0.2, months=48, given={"adult_assisted": 0.9, "care_end_assisted_living": 0.02}),
    Place("zwolle-30-40", "baseline", (
        "adult_", "safety_", "care_", "provider_", "price_shelter",
    ), "what is rare, made common", share=0.1, months=36, given={
        "adult_homeless": 0.3, "safety_closed": 0.9, "safety_ordered": 0.9, "route_heavy_limit": 0.0,
    }),
)  # fmt: skip


@dataclass(frozen=True)
class Moved:
    """Where a parameter was seen to act, and the value that did it."""

    place: Place
    value: float


def strong_values(parameter: Parameter) -> list[float]:
    """Values far from the middle, within the range that a scenario may write, the strongest first."""
    middle, (low, high) = parameter.prior.quantile(0.5), range_of(parameter)
    width = parameter.prior.quantile(0.999) - parameter.prior.quantile(0.001)
    least = middle / 20.0 if low == 0.0 else low  # nothing at all is another question
    asked = (5.0 * middle + 3.0 * width, middle / 5.0 - 3.0 * width, 0.5 * (middle + high))
    within = [min(high, max(least, value)) for value in asked if np.isfinite(value)]
    return list(dict.fromkeys(value for value in within if value != middle))


def places_of(name: str) -> list[Place]:
    """Where to look for a parameter, most likely first."""
    there = [place for place in PLACES if name.startswith(place.about)]
    rare = [place for place in there if (place.scenario, place.arm) == (ANYWHERE.scenario, ANYWHERE.arm)]
    return [*(place for place in there if place not in rare), ANYWHERE, *rare]


def sweep(names: Iterable[str]) -> dict[str, Moved | None]:
    """For each parameter, where it acts in an arm; None when it was seen to act nowhere."""
    found: dict[str, Moved | None] = dict.fromkeys(names)
    turns = max(len(places_of(name)) for name in found)
    for turn in range(turns):
        for place in (*PLACES, ANYWHERE):
            for k in range(3):
                here = [
                    name for name, moved in found.items()
                    if moved is None and places_of(name)[turn : turn + 1] == [place]
                ]  # fmt: skip
                tried = {n: v[k] for n in here if len(v := strong_values(PARAMETERS[n])) > k}
                for name in acting(place, tried):
                    found[name] = Moved(place, tried[name])
    return found


def acting(place: Place, tried: Mapping[str, float]) -> Iterator[str]:
    """The parameters for which an arm with this value differs from one without."""
    if not tried:
        return
    scenario, values = place.town(), place.values()
    names = list(tried)
    for first in range(0, len(names), AT_ONCE):
        some = names[first : first + AT_ONCE]
        arms = dict.fromkeys(["plain", *some], place.arm_of(scenario))
        small = scenario.model_copy(update={"arms": {"baseline": scenario.arms["baseline"], **arms}})
        own = {name: values | {name: tried[name]} for name in some}
        runs = simulate(small, values, 0, 0, sizes=(place.cases,), arm_values=own, baseline=False)
        plain, *changed = (books(run) for run in runs)
        yield from (name for name, book in zip(some, changed, strict=True) if book != plain)


def acting_before(names: Iterable[str], place: Place = ANYWHERE) -> Iterator[str]:
    """The parameters that act at the top: in the years before the start and all after."""
    scenario, values = place.town(), place.values()

    def lived(own: Mapping[str, float]) -> str:
        return books(simulate(scenario, own, 0, 0, [place.arm], sizes=(place.cases,))[-1])

    plain = lived(values)
    for name in names:
        if any(lived(values | {name: value}) != plain for value in strong_values(PARAMETERS[name])):
            yield name


def books(run: ArmRun) -> str:
    """A hash over everything that an arm leaves behind."""
    digest = hashlib.sha256()
    for array in (
        run.payments, run.used, run.tallies, run.paths, run.flows, run.cases, run.case_costs, run.programme,
        run.provider_costs,
    ):  # fmt: skip
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("parameters", nargs="*", help="left out: all that an arm may set")
    parser.add_argument("--before", action="store_true", help="change them at the top")
    asked = parser.parse_args()
    begun = time.perf_counter()
    if asked.before:
        names = asked.parameters or sorted(OF_THE_TOWN)
        silent = set(names) - set(acting_before(names))
    else:
        names = asked.parameters or sorted(set(PARAMETERS) - OF_THE_TOWN)
        found = sweep(names)
        for name, moved in found.items():
            if moved:
                print(f"{name:42} {moved.place.scenario}, {moved.place.arm}: {moved.value:.4g}")
        silent = {name for name, moved in found.items() if moved is None}
    print(f"{len(names) - len(silent)} of {len(names)} act, in {time.perf_counter() - begun:.0f} s")
    print("seen to act nowhere:", ", ".join(sorted(silent)) or "none")
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
