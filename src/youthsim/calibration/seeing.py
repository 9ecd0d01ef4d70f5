"""The towns that a list of targets needs, and the figures seen in them: one row per draw and replicate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.calibration.filters import EARLY_HELP, NATIONAL
from youthsim.calibration.measures import answer, compares
from youthsim.calibration.sight import Sight
from youthsim.calibration.target_numbers import MODEL_PRICE_YEAR
from youthsim.calibration.target_schema import Defaults
from youthsim.calibration.targets import Target
from youthsim.calibration.watching import Census, Watcher
from youthsim.catalogue.models import Scenario
from youthsim.experiment.plan import Plan
from youthsim.experiment.prior_predictive import early_help
from youthsim.parameters.declare import Values
from youthsim.scenario.distributions import Distribution
from youthsim.scenario.faults import Fault, ScenarioError, choices

SETTING = "zwolle-30-40"
"""A town without a scenario borrows price level and funding from this one; its caseload plays no part."""


@dataclass(frozen=True)
class Scene:
    """One kind of town that must be lived in: a place, or a scenario with some of its arms.

    `rows`: numbers of the targets that are read off here. `with_baseline` and `with_census`: whether they
    need the baseline, and a monthly count by age and form; both take time, and change nothing else.
    """

    scenario: Scenario
    arms: tuple[str, ...]
    sizes: tuple[int, ...]
    rows: tuple[int, ...]
    with_repeat: bool
    with_baseline: bool = True
    with_census: bool = True
    threat: Distribution | None = None
    as_written: bool = False

    def look(
        self, targets: Sequence[Target], values: Values, draw: int, replicate: int
    ) -> NDArray[np.float64]:
        """(targets here, 2): value and step of each, in one world."""
        from youthsim.experiment.world import simulate

        watcher = Watcher(self.with_repeat)
        of_selection = {"selection_severity_weight": 0.5, "selection_solvability_weight": 0.5}
        full = {**of_selection, **values, **self._own(draw)}
        runs = simulate(
            self.scenario, full, draw, replicate, self.arms, self.sizes,
            watch=watcher if self.with_census else None, baseline=self.with_baseline,
        )  # fmt: skip
        table = {(run.arm, run.size): run for run in runs}
        out = np.full((len(self.rows), 2), np.nan)
        for place, row in enumerate(self.rows):
            target = targets[row]
            arm, size = target.asked.get("arm", "baseline"), target.asked.get("size", self.sizes[-1])
            sight = self._sight(table, watcher, arm, size, values)
            base = self._sight(table, watcher, "baseline", size, values) if self.with_baseline else sight
            out[place] = answer(target.measure, target.asked, sight, base)
        return out

    def _own(self, draw: int) -> dict[str, float]:
        """What the scenario sets itself goes first; the luck of its draw is shared by all looks."""
        if not self.as_written:
            return {}
        from youthsim.experiment.design import values_of_draw

        return values_of_draw(dict(self.scenario.parameters), self.scenario.seed, draw)

    def _sight(
        self, table: Mapping[tuple[str, int], Any], watcher: Watcher, arm: str, size: int, values: Values
    ) -> Sight:
        key = ("baseline", 0) if arm == "baseline" else (arm, size)
        run = table[key]
        census = watcher.censuses.get(key, Census())
        saved, hours = self._seen(run, values)
        return Sight(run, census, size, seen_per_case_cents=saved, hours_per_case=hours)

    def _seen(self, run: Any, values: Values) -> tuple[float, float]:
        """What the source of the claim would have printed: cents saved per case, and hours of help."""
        if self.scenario.claim is None or run.size == 0:
            return float("nan"), float("nan")
        from youthsim.experiment.reading import observer_of

        months = values.get("claim.threat_months", self.threat.quantile(0.5) if self.threat else 0.0)
        observer = observer_of(Plan.of(self.scenario))
        enrolled = run.cases["enrolled_month"].astype(np.int64)
        estimates = observer.estimates(run.cases, run.case_costs, enrolled, months)
        reported = observer.chosen(run.cases, estimates)
        hours = run.cases["support_minutes"][reported] / 60.0
        saved = observer.per_case(run.cases, run.case_costs, enrolled, months)[0]
        return saved, float(hours.mean()) if len(hours) else float("nan")


def scenes_of(targets: Sequence[Target], defaults: Defaults, seed: int | None = None) -> tuple[Scene, ...]:
    """The towns that these targets need, each once. Raises ScenarioError for an unknown scenario or arm."""
    groups: dict[tuple[str | None, str | None], list[int]] = {}
    for row, target in enumerate(targets):
        scenario = target.asked.get("scenario")
        place = target.asked.get("place") if scenario else target.asked.get("place", NATIONAL)
        groups.setdefault((scenario, place), []).append(row)
    scenes, faults = [], []
    for (name, place), rows in groups.items():
        try:
            scenes.append(_scene(name, place, rows, targets, defaults, seed))
        except ScenarioError as error:
            faults += list(error.faults)
    if faults:
        raise ScenarioError(faults)
    return tuple(scenes)


def _scene(
    name: str | None, place: str | None, rows: list[int], targets: Sequence[Target], defaults: Defaults,
    seed: int | None,
) -> Scene:  # fmt: skip
    from youthsim.experiment.runner import load

    mine = [targets[row] for row in rows]
    months = max(max(t.asked.window[1], t.measure.default_months) for t in mine)
    months = max(months, 12)
    contrast = name == EARLY_HELP
    scenario = load(SETTING if contrast else name or SETTING)
    if contrast:
        scenario = _with_early_help(scenario)
    changes: dict[str, Any] = {
        "burn_in_months": defaults.burn_in, "burn_in_short": True, "price_year": MODEL_PRICE_YEAR,
    }  # fmt: skip
    if seed is not None:
        changes["seed"] = seed
    if place is not None:
        changes["place_setting"] = _margins(place)
    if faults := _not_there(mine, scenario, str(name), contrast):
        raise ScenarioError(faults)
    arms = tuple(dict.fromkeys(t.asked.get("arm", "baseline") for t in mine))
    arms = tuple(arm for arm in arms if arm != "baseline")
    if name is None or contrast:
        share = min(1.0, defaults.minors / _minors(place or NATIONAL))
        sizes: tuple[int, ...] = (1,)
        changes |= {"population_share": share, "horizon_months": months, "claim": None}
        if place is None:
            changes["place_setting"] = _margins(NATIONAL)
    else:
        asked_sizes = {t.asked.get("size", scenario.target) for t in mine}
        if scenario.claim is not None and any(t.measure.id == "seen_per_case" for t in mine):
            months = max(months, scenario.horizon_months)
        sizes = tuple(sorted(asked_sizes))
        share = defaults.population_share or scenario.population_share
        changes |= {"population_share": share, "horizon_months": months}
    repeat = any(t.measure.needs_repeat for t in mine)
    threat = scenario.claim.threat_months if scenario.claim else None
    moved = scenario.model_copy(update=changes)
    moved._path = scenario._path
    written = name is not None and not contrast
    baseline = any(t.asked.get("arm", "baseline") == "baseline" or compares(t.asked) for t in mine)
    census = any(t.measure.needs_census for t in mine)
    return Scene(moved, arms, sizes, tuple(rows), repeat, baseline, census, threat, written)


def _not_there(targets: Sequence[Target], scenario: Scenario, name: str, without_cases: bool) -> list[Fault]:
    """What targets ask of a scenario that it does not have: an arm, or a caseload."""
    faults = []
    for target in targets:
        at, arm = f"target {target.id}", target.asked.get("arm", "baseline")
        if arm not in scenario.arms:
            what = f"the scenario {name} has no arm '{arm}'"
            faults.append(Fault(at, "filters.arm", what, choices(arm, tuple(scenario.arms))))
        asks_cases = target.measure.needs_scenario or target.asked.get("group", "town") != "town"
        if without_cases and (asks_cases or target.asked.get("size") is not None):
            what = f"the scenario {name} has no programme and no caseload"
            faults.append(Fault(at, "filters.scenario", what, "another scenario"))
    return faults


def _with_early_help(scenario: Scenario) -> Scenario:
    """The scenario with nothing but a second arm whose mechanisms differ by early help."""
    baseline = scenario.arms["baseline"]
    moved = scenario.model_copy(update={"arms": {"baseline": baseline, EARLY_HELP: early_help(baseline)}})
    moved._path = scenario._path
    return moved


def _margins(place: str) -> str | dict[str, str]:
    from youthsim.population.margins import FOLDER

    return {"margins": str(FOLDER / f"{NATIONAL}.yaml")} if place == NATIONAL else place


def _minors(place: str) -> float:
    from youthsim.population.margins import bundled, national

    m = national() if place == NATIONAL else bundled(place)
    return m.children_0_4 + m.children_5_9 + m.children_10_14 + 0.6 * m.children_15_19


def look_at_all(
    scenes: Sequence[Scene], targets: Sequence[Target], values: Values, draw: int, replicate: int
) -> NDArray[np.float64]:
    """(targets, 2): value and step of every target under one draw of the parameters and luck."""
    out = np.full((len(targets), 2), np.nan)
    for scene in scenes:
        out[list(scene.rows)] = scene.look(targets, values, draw, replicate)
    return out
