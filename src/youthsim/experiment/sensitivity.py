"""Which uncertainties decide the answer: Morris to screen, a tornado, then Sobol on what survives.

Every run of a design shares the same towns and luck (one seed set), so that a difference between two points
comes from the parameters. What luck still adds is measured from the replicates and shown apart as the noise
share. SALib samples and analyses; the runs go through our own ensemble, so a stopped analysis goes on.

SALib's traps, guarded here: seed 0 is ignored (seeds start at 1); one NaN makes every index 0 (whole
trajectories or blocks with a NaN are left out, and counted); a constant output gives indices of 0 (said to
have no variance); grouped Morris has no sigma (None).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from youthsim.catalogue.models import BASELINE, Scenario
from youthsim.experiment import quantities as q
from youthsim.experiment.analysis import Workplace, lean
from youthsim.experiment.design import stem, uncertain, values_at
from youthsim.experiment.ensemble import Ensemble, Point, Say, Simulate, Tell
from youthsim.experiment.indices import (
    MorrisRow,
    SobolRow,
    complete_blocks,
    morris_design,
    morris_rows,
    problem_of,
    sobol_design,
    sobol_rows,
    twin_noise_share,
    varies,
)
from youthsim.experiment.plan import Plan
from youthsim.experiment.results import write_json
from youthsim.experiment.runner import as_scenario
from youthsim.experiment.statistics import NO_VARIANCE
from youthsim.notation.csv_files import write_csv
from youthsim.scenario.distributions import Distribution

if TYPE_CHECKING:
    import pandas as pd

Values = NDArray[np.float64]
NEEDED = ("outcome_totals", "payments", "programme_payments", "care_use", "eligible", "programme")
SCREENED = (0.05, 0.95)
"""Screening moves a parameter between these quantiles of its posterior, else prior; Sobol uses all of it."""
IN_SCENARIO = "scenario"
MOSTLY_LUCK = (
    "most of the variance is luck, so neither order nor size of these effects can be trusted: "
    "use more replicates, a larger caseload or the whole town"
)
LUCK_LIMIT = 0.5
PRIORS_ONLY = "priors"
POSTERIOR_MARGINALS = "posterior, each parameter by itself"


@dataclass(frozen=True)
class SensitivityResult:
    """`by_group` and `screening` (Morris), `indices` (Sobol) and `tornado` rows, and what they are about.

    Units of effects: those of the outcome, for the difference between the first alternative and the baseline
    at the target size. A note of "no variance" means that nothing moved the outcome.
    """

    about: dict[str, Any]
    by_group: tuple[MorrisRow, ...]
    screening: tuple[MorrisRow, ...]
    indices: tuple[SobolRow, ...]
    tornado: tuple[dict[str, Any], ...]

    def table(self, part: str = "screening") -> pd.DataFrame:
        """One part as a table: "by_group", "screening", "indices" or "tornado"."""
        import pandas as pd

        return pd.DataFrame([dict(row) for row in getattr(self, part)])

    def write(self, directory: Path) -> None:
        """sensitivity.json with everything, and per part a csv, and one for Excel."""
        from youthsim.experiment.summary import plain

        directory.mkdir(parents=True, exist_ok=True)
        parts = ("by_group", "screening", "indices", "tornado")
        for part in parts:
            write_csv(directory / f"sensitivity-{part}.csv", self.table(part))
        rows = {part: list(getattr(self, part)) for part in parts}
        write_json(directory / "sensitivity.json", plain({"about": self.about, **rows}))


def sensitivity(
    scenario: Scenario | str | Path,
    outcome: str = "net_saving",
    *,
    trajectories: int = 3,
    base_samples: int = 32,
    survivors: int = 4,
    open_groups: int = 2,
    groups: bool = False,
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
) -> SensitivityResult:
    """Screens every uncertain parameter of a scenario and decomposes the variance over the strongest.

    Screening goes in two steps: first each mechanism as one factor, then the parameters of the `open_groups`
    strongest mechanisms (0: every parameter at once, many more runs). `groups` keeps mechanisms as factors
    to the end. Parameters outside the survivors stand at their median in tornado and Sobol. `base_samples`
    must be a power of two; 0 leaves Sobol out.
    `population_share` below the scenario's makes a quick look at a smaller town. Raises ValueError for an
    outcome that does not exist, RunStopped on Ctrl-C.
    """
    plan = _plan(as_scenario(scenario), replicates, population_share, seed, priors)
    if base_samples and base_samples & (base_samples - 1):
        raise ValueError(f"base samples must be a power of two, not {base_samples}")
    place = Workplace(out, workers=workers, executor=executor, tell=tell, say=say, simulate=simulate)

    def outcomes_at(cube: Values, names: tuple[str, ...], what: str) -> Values:
        """(rows, replicates) of the outcome at points of the unit cube."""
        place.say(f"{what}: {len(cube)} points, {plan.replicates} towns each")
        points = [Point(0, values_at(distributions, names, row)) for row in cube]
        return outcome_of(place.ensemble(plan, points, NEEDED), outcome)

    distributions = known_of(plan)
    names = uncertain(distributions)
    _check_outcome(outcome)
    of_group = {name: group_of(name) for name in names}
    about: dict[str, Any] = {
        "scenario": plan.scenario.name, "title": plan.scenario.title, "outcome": outcome, "arm": plan.first,
        "size": plan.target, "horizon_months": plan.months, "price_year": plan.price_year, "seed": plan.seed,
        "population_share": plan.scenario.population_share, "replicates": plan.replicates, "groups": groups,
        "unit": _unit(outcome), "trajectories": trajectories, "base_samples": base_samples,
        "parameters": len(names),
        "screened_between_quantiles": list(SCREENED), "opened_groups": None,
        "calibrated": plan.posterior is not None,
        "posterior": plan.posterior.hash if plan.posterior is not None else None,
        "moved_through": POSTERIOR_MARGINALS if plan.posterior is not None else PRIORS_ONLY,
    }  # fmt: skip
    low, high = SCREENED

    def screen(kept: tuple[str, ...], grouped: bool, what: str) -> tuple[MorrisRow, ...]:
        problem = problem_of(kept, of_group if grouped else None)
        cube = morris_design(problem, trajectories, plan.seed)
        moved = outcomes_at(low + (high - low) * cube, kept, what)
        about["screening_noise_share"] = twin_noise_share(moved)
        about["screening_left_out"] = _left_out(moved, problem)
        return morris_rows(problem, cube, moved, plan.seed)

    by_group: tuple[MorrisRow, ...] = ()
    screening: tuple[MorrisRow, ...] = ()
    candidates = names
    if groups or 0 < open_groups < len(set(of_group.values())):
        by_group = screen(names, True, "Screening of mechanisms (Morris)")
        opened = _strongest(by_group, open_groups)
        about["opened_groups"] = opened
        candidates = tuple(name for name in names if of_group[name] in opened)
    if not groups and candidates:
        screening = screen(candidates, False, "Screening of parameters (Morris)")
    chosen = _strongest(by_group if groups else screening, survivors)
    kept = tuple(name for name in candidates if (of_group[name] if groups else name) in chosen)
    if groups:
        kept = tuple(name for name in names if of_group[name] in chosen)
    if not kept:
        about["note"] = NO_VARIANCE
        return place.keep(_warned(SensitivityResult(about, by_group, screening, (), ())))
    tornado = () if groups else _tornado(distributions, kept, outcomes_at)
    indices: tuple[SobolRow, ...] = ()
    if base_samples:
        second = problem_of(kept, of_group if groups else None)
        cube = sobol_design(second, base_samples, plan.seed)
        values = outcomes_at(cube, kept, "Sobol")
        indices = sobol_rows(second, values, plan.seed)
        about |= {
            "sobol_noise_share": twin_noise_share(values),
            "sobol_left_out": _left_out(values, second, 2),
        }
        if not varies(values):
            about["note"] = NO_VARIANCE
    return place.keep(_warned(SensitivityResult(about, by_group, screening, indices, tornado)))


def _strongest(rows: Sequence[MorrisRow], most: int) -> list[str]:
    """The first factors of a screening that move the outcome at all."""
    return [row["factor"] for row in rows if row["mu_star"]][:most]


def outcome_of(ensemble: Ensemble, outcome: str) -> Values:
    """(points, replicates) of one outcome's difference between first alternative and baseline."""
    target = ensemble.plan.sizes.index(ensemble.plan.target)
    for quantity in (*q.money_quantities(ensemble), *q.outcome_quantities(ensemble, "caseload")):
        if quantity.id == outcome:
            return quantity.twin_difference(1, target)
    raise ValueError(f"no outcome is called {outcome}; `youthsim outcomes` lists them")


def group_of(name: str) -> str:
    """The mechanism that a parameter belongs to; "scenario" for settings of claim and selection."""
    from youthsim.parameters import GROUPS

    found = (group for group, members in GROUPS.items() if any(p.name == stem(name) for p in members))
    return next(found, IN_SCENARIO)


def known_outcomes() -> tuple[str, ...]:
    """Ids that can be asked for."""
    from youthsim.outcomes import OUTCOMES

    money = (
        "net_saving",
        "net_saving_caseload",
        "net_social_saving",
        "cost",
        "cost_per_household_year",
        "programme_cost",
    )
    return (*money, *(outcome.id for outcome in OUTCOMES))


def _check_outcome(outcome: str) -> None:
    if outcome not in known_outcomes():
        raise ValueError(f"no outcome is called {outcome}; `youthsim outcomes` lists them")


def _unit(outcome: str) -> str:
    from youthsim.outcomes import OUTCOME

    return OUTCOME[outcome].unit if outcome in OUTCOME else q.MONEY


def _plan(
    scenario: Scenario,
    replicates: int | None,
    share: float | None,
    seed: int | None,
    priors: Mapping[str, Any] | None,
) -> Plan:
    """Baseline and first alternative at the target size; without the claim, which adds no outcome."""
    first = scenario.alternatives[0]
    two = lean(scenario, {name: scenario.arms[name] for name in (BASELINE, first)}, share)
    return Plan.of(two, draws=1, replicates=replicates, seed=seed, sizes=(scenario.target,), priors=priors)


def known_of(plan: Plan) -> dict[str, Distribution]:
    """What is known of each parameter: its posterior where there is one, each by itself, else its prior.

    Morris and Sobol need independent factors: what the fit knows of parameters together is left out here.
    """
    from youthsim.calibration.posterior import marginals

    fitted = {} if plan.posterior is None else marginals(plan.posterior, plan.fitted)
    return {**plan.distributions, **fitted}


def _tornado(
    known: Mapping[str, Distribution], names: tuple[str, ...], outcomes_at: Any
) -> tuple[dict[str, Any], ...]:
    """The outcome with one parameter at its 5% and 95% point and all others at their median."""
    cube = np.full((1 + 2 * len(names), len(names)), 0.5)
    for i in range(len(names)):
        cube[1 + 2 * i, i], cube[2 + 2 * i, i] = SCREENED
    values = outcomes_at(cube, names, "Tornado")
    means = values.mean(axis=1)
    rows = []
    for i, name in enumerate(names):
        distribution = known[name]
        swing = values[2 + 2 * i] - values[1 + 2 * i]
        rows.append({
            "parameter": name, "middle": means[0], "at_p05": means[1 + 2 * i], "at_p95": means[2 + 2 * i],
            "p05": distribution.low(), "p95": distribution.high(), "swing": swing.mean(),
            "swing_error": float(swing.std(ddof=1) / math.sqrt(len(swing))) if len(swing) > 1 else None,
        })  # fmt: skip
    return tuple(sorted(rows, key=lambda row: -abs(row["swing"])))


def _left_out(values: Values, problem: Mapping[str, Any], extra: int = 1) -> int:
    blocks = complete_blocks(values, problem, extra)
    return int((~blocks).sum())


def _warned(result: SensitivityResult) -> SensitivityResult:
    """The result, with a warning when most of what it shows is luck."""
    shares = (result.about.get("screening_noise_share"), result.about.get("sobol_noise_share"))
    if any(share is not None and share > LUCK_LIMIT for share in shares):
        result.about["warning"] = MOSTLY_LUCK
    return result


__all__: Sequence[str] = ("SensitivityResult", "sensitivity")
