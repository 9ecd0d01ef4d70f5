"""Stored runs, to notice when the model moves: small towns of every bundled scenario, by month, as text.

    python -m youthsim.experiment.regression              compare with what is stored
    python -m youthsim.experiment.regression --update     store anew, and print what moved and by how much

A baseline is a table per scenario: monthly series (`series.csv`, mean over the small run's towns) and numbers
of the summary (`summary.csv`). Two scenarios are stored in full, the others for their whole town and by their
means. Runs use the bundled posterior once there is one: what is guarded are the calibrated outputs.

Draws and luck are those of the stored run, so a model that did not change gives the same numbers, and any
difference is a change. There are two tests. The strict one lets nothing move but a last digit. The other
asks whether more series moved beyond their Monte Carlo errors, which come from towns of other luck, than luck
alone moves: it fails when a reader of results would see the change. A baseline says what the model did, not
that it was right; the invariants that tests assert beside it do not depend on what is stored.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.arm_run import ArmRun
from youthsim.catalogue.finding import bundled_names
from youthsim.catalogue.models import Scenario
from youthsim.experiment.ensemble import Ensemble, Simulate, points_of, run_ensemble
from youthsim.experiment.plan import Plan
from youthsim.experiment.reading import GROUPS, LEDGER_GROUPS
from youthsim.experiment.runner import load
from youthsim.experiment.summary import summarise
from youthsim.outcomes import OUTCOMES
from youthsim.population.margins import bundled
from youthsim.vocabulary.paths import PATHS
from youthsim.vocabulary.payers import PAYERS

SCENARIOS = tuple(bundled_names())
IN_FULL = ("zwolle-30-40", "tilburg-650")
FOLDER = Path("tests/regression/baselines")
MADE_WITH = "made_with.json"
FULL: dict[str, Any] = {"population_share": 0.2, "burn_in_months": 60, "horizon_months": 36}
BRIEF: dict[str, Any] = {"burn_in_months": 36, "burn_in_short": True, "horizon_months": 24}
MINORS = 4_000
"""About as many live in the small town of a scenario that is not stored in full."""
WHOLE_TOWN = "town"
DRAWS = 2
REPLICATES_IN_FULL, REPLICATES = 4, 2
SECTIONS = ("outcomes", "payers", "decomposition", "case_clock", "claim", "ledger", "town", "staffing")
SKIPPED = ("differences", "intervals")
"""Parts of the summary that repeat what stands beside them."""

BRIEF_SECTIONS = ("outcomes", "payers", "decomposition", "claim", "ledger", "town")
BESIDE_THE_MEAN = ("p05", "p50", "p95", "size", "horizon_months", "price_year")
NOT_OF_SO_FEW = (
    "p05", "p95", "total_p05", "total_p95", "chance_it_pays", "chance_low", "chance_high", "chance",
    "chance_in_one_town", "chance_of_more", "year_low", "year_high",
)  # fmt: skip
"""What two draws cannot say (see `few_draws`): not stored, and not compared where it once was."""
BEYOND_LUCK = 3.0
"""Monte Carlo errors of a difference above which luck is no likely cause; of a hundred series that only luck
moved, a few still lie above it, more where two towns are all there is to tell luck by."""

BEYOND_BY_LUCK = 0.12
"""Share of the monthly series of a run that may lie beyond that when nothing but luck differs."""

TOLERANCE = 1e-5
"""Relative to the largest value of a series: wide enough for the last digit of another processor, and less
than what one event more or less does to any series in towns of this size."""

Table = dict[str, NDArray[np.float64]]
"""Name of a series -> its values by month, or one value."""


@dataclass(frozen=True)
class Moved:
    """One series that differs. `share`: the largest difference over the largest stored value.

    `errors`: the difference of the whole series in Monte Carlo errors; NaN where luck is not known.
    """

    name: str
    stored: float
    found: float
    share: float
    first_month: int
    errors: float = math.nan

    def __str__(self) -> str:
        where = f", from month {self.first_month}" if self.first_month > 0 else ""
        in_all = f"{self.found / self.stored - 1:+.2%} in all, " if self.stored else ""
        most = f"{self.share:+.2%} at most" if math.isfinite(self.share) else "where nothing was known"
        luck = f"; {abs(self.errors):.1f} Monte Carlo errors" if math.isfinite(self.errors) else ""
        return f"{self.name}: {self.stored:.6g} -> {self.found:.6g} ({in_all}{most}{where}{luck})"

    @property
    def beyond_luck(self) -> bool:
        """More than a model that did not change would differ by with other luck."""
        return abs(self.errors) > BEYOND_LUCK


def small_run(name: str, factors: Mapping[str, float] | None = None, *, first_replicate: int = 0) -> Ensemble:
    """The small run of a bundled scenario.

    factors: multiply parameters, to be wrong on purpose; first_replicate: towns of other luck.
    """
    from youthsim.experiment.world import simulate

    replicates = REPLICATES_IN_FULL if name in IN_FULL else REPLICATES
    plan = Plan.of(small(load(name)), draws=DRAWS, replicates=replicates)
    model: Simulate = simulate
    if factors or first_replicate:
        model = _other(simulate, factors or {}, first_replicate)
    with tempfile.TemporaryDirectory(prefix="youthsim-") as folder:
        return run_ensemble(plan, points_of(plan), Path(folder), simulate=model, workers=1)


def small(scenario: Scenario) -> Scenario:
    """The scenario in a town, and over years, that are quick to live."""
    if scenario.name in IN_FULL:
        return scenario.model_copy(update=FULL)
    town = bundled(scenario.place)
    minors = town.children_0_4 + town.children_5_9 + town.children_10_14 + 0.6 * town.children_15_19
    share = min(scenario.population_share, MINORS / minors)
    return scenario.model_copy(update={**BRIEF, "population_share": share})


def _other(simulate: Simulate, factors: Mapping[str, float], first_replicate: int) -> Simulate:
    def changed(values: Mapping[str, float]) -> dict[str, float]:
        unknown = set(factors) - set(values)
        if unknown:
            raise KeyError(f"no parameter is called {', '.join(sorted(unknown))}")
        return {key: value * factors.get(key, 1.0) for key, value in values.items()}

    def run(
        scenario: Scenario,
        values: Mapping[str, float],
        draw: int,
        replicate: int,
        arms: Sequence[str] | None = None,
        sizes: Sequence[int] | None = None,
        arm_values: dict[str, Mapping[str, float]] | None = None,
    ) -> list[ArmRun]:
        own: dict[str, Mapping[str, float]] = {a: changed(v) for a, v in (arm_values or {}).items()}
        return simulate(scenario, changed(values), draw, first_replicate + replicate, arms, sizes, own)

    return run


# --- what is stored -------------------------------------------------------------------------------------


def tables(ensemble: Ensemble) -> dict[str, Table]:
    """The two tables of a run, by the name of their file."""
    series = {name: _mean(worlds) for name, worlds in _series(ensemble)}
    return {"series": series, "summary": dict(_numbers(ensemble))}


def luck(ensemble: Ensemble) -> dict[str, float]:
    """Monte Carlo error of the sum of each monthly series, from towns of the same draw and other luck."""
    repeats = ensemble.plan.replicates
    out = {}
    for name, worlds in _series(ensemble):
        totals = np.nansum(worlds, axis=-1).reshape(-1, repeats)
        out[name] = float(np.sqrt(totals.var(axis=1, ddof=1).mean() / totals.size))
    return out


def _series(ensemble: Ensemble) -> Iterator[tuple[str, NDArray[Any]]]:
    """(towns, months) per arm, for caseload and town: outcomes, payments, care paths."""
    plan, read = ensemble.plan, ensemble.reading
    target = plan.sizes.index(plan.target)
    full = plan.scenario.name in IN_FULL
    for a, arm in enumerate(plan.arms):
        for g, group in enumerate(LEDGER_GROUPS):
            if group != WHOLE_TOWN and not full:
                continue
            for k, outcome in enumerate(OUTCOMES):
                series = read["outcome_series"][:, a, GROUPS.index(group), k]
                yield f"{arm}/{group}/{outcome.id}", series
            for p, payer in enumerate(PAYERS):
                yield f"{arm}/{group}/paid:{payer.id}", read["payments"][:, a, target, g, :, p]
            for k, path in enumerate(PATHS):
                yield f"{arm}/{group}/people:{path}", read["paths"][:, a, g, :, k]


def _mean(worlds: NDArray[Any]) -> NDArray[np.float64]:
    """Mean over worlds of what can be said; NaN in a month in which no world can say it."""
    known = np.isfinite(worlds)
    count = known.sum(axis=0)
    total = np.where(known, worlds, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _numbers(ensemble: Ensemble) -> Iterator[tuple[str, NDArray[np.float64]]]:
    summary = summarise(ensemble)
    full = ensemble.plan.scenario.name in IN_FULL
    for section in SECTIONS if full else BRIEF_SECTIONS:
        for name, value in _leaves(section, summary[section]):
            if name.rsplit("/", 1)[-1] in NOT_OF_SO_FEW:
                continue
            if full or name.rsplit("/", 1)[1] not in BESIDE_THE_MEAN:
                yield name, np.array([value])


def _leaves(name: str, part: Any) -> Iterator[tuple[str, float]]:
    """Every number below a part of the summary, under its path of keys."""
    if isinstance(part, Mapping):
        for key, below in part.items():
            if key not in SKIPPED:
                yield from _leaves(f"{name}/{key}", below)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for place, below in enumerate(part):
            yield from _leaves(f"{name}/{place}", below)
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield name, float(part)


def write_table(table: Table, path: Path) -> None:
    """One line per series: its name, then its values; seven digits, empty where nothing can be said."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        for name, values in table.items():
            writer.writerow([name, *("" if math.isnan(value) else f"{value:.7g}" for value in values)])


def read_table(path: Path) -> Table:
    """What `write_table` wrote. Raises FileNotFoundError."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if row]
    return {name: np.array([float(cell) if cell else np.nan for cell in cells]) for name, *cells in rows}


def path_of(folder: Path, scenario: str, kind: str) -> Path:
    """The file of one table of one scenario."""
    return folder / f"{scenario}.{kind}.csv"


# --- comparing ------------------------------------------------------------------------------------------


def moved(
    stored: Table, found: Table, tolerance: float = TOLERANCE, luck_of: Mapping[str, float] | None = None
) -> list[Moved]:
    """The series that differ, the largest difference first; series that came or went count as infinite.

    `luck_of`: Monte Carlo error of the sum of a series; both runs have it.
    """
    gone, new = stored.keys() - found.keys(), found.keys() - stored.keys()
    out = [Moved(f"{name} (gone)", float(np.nansum(stored[name])), math.nan, math.inf, 0) for name in gone]
    out += [Moved(f"{name} (new)", math.nan, float(np.nansum(found[name])), math.inf, 0) for name in new]
    for name in stored.keys() & found.keys():
        difference = _compare(name, stored[name], found[name], tolerance)
        if difference is not None:
            error = math.sqrt(2.0) * (luck_of or {}).get(name, math.nan)
            apart = difference.found - difference.stored
            out.append(replace(difference, errors=apart / error if error > 0 else math.nan))
    return sorted(out, key=lambda m: (-abs(m.share), m.name))


def _compare(name: str, stored: NDArray, found: NDArray, tolerance: float) -> Moved | None:
    totals = float(np.nansum(stored)), float(np.nansum(found))
    if stored.shape != found.shape or (np.isnan(stored) != np.isnan(found)).any():
        return Moved(f"{name} (other months)", *totals, math.inf, 0)
    scale = float(np.nanmax(np.abs(stored), initial=0.0))
    apart = np.nan_to_num(found - stored)
    far = np.abs(apart) > tolerance * scale + 1e-9
    if not far.any():
        return None
    worst = float(apart[np.argmax(np.abs(apart))])
    return Moved(name, *totals, worst / scale if scale else math.inf, int(np.argmax(far)))


def compare(scenario: str, folder: Path, ensemble: Ensemble) -> list[Moved]:
    """What moved in a scenario since its baseline was stored. Raises FileNotFoundError without a baseline."""
    error = luck(ensemble)
    return [
        difference
        for kind, table in tables(ensemble).items()
        for difference in moved(
            without_ends(read_table(path_of(folder, scenario, kind))), without_ends(table), luck_of=error
        )
    ]


def without_ends(table: Table) -> Table:
    """A table without what so few draws cannot say."""
    return {name: values for name, values in table.items() if name.rsplit("/", 1)[-1] not in NOT_OF_SO_FEW}


def share_beyond_luck(differences: Sequence[Moved], series: int) -> float:
    """Share of `series` monthly series that moved by more than Monte Carlo error explains."""
    return sum(d.beyond_luck for d in differences) / series


def made_with() -> dict[str, str | None]:
    """What stands behind the runs: the bundled posterior, or none."""
    from youthsim.calibration.posterior import posterior_of

    posterior = posterior_of(None)
    return {"posterior": posterior.hash if posterior is not None else None}


def other_posterior(folder: Path) -> str:
    """A line when the baselines were stored with another posterior than the bundled one, else empty."""
    path = folder / MADE_WITH
    then = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"posterior": None}
    now = made_with()
    if then == now:
        return ""
    return f"Stored with posterior {then['posterior']}, now {now['posterior']}: everything will have moved."


def report(scenario: str, differences: Sequence[Moved], at_most: int = 60) -> str:
    """What moved, in words: whole towns first, because a handful of cases moves at the least touch."""
    if not differences:
        return f"{scenario}: nothing moved."
    known = [d for d in differences if math.isfinite(d.errors)]
    beyond = sum(d.beyond_luck for d in known)
    lines = [
        f"{scenario}: {len(differences)} series moved, {beyond} of {len(known)} monthly ones by more than "
        f"{BEYOND_LUCK:g} Monte Carlo errors."
    ]
    towns_first = sorted(differences, key=lambda moved: "/town/" not in moved.name)
    lines += [f"  {difference}" for difference in towns_first[:at_most]]
    if len(differences) > at_most:
        lines.append(f"  ... and {len(differences) - at_most} more")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compares, or stores anew. Exit code 1 when something moved and was not stored."""
    parser = argparse.ArgumentParser(
        prog="python -m youthsim.experiment.regression", description="Compare the model with its stored runs."
    )
    parser.add_argument("scenarios", nargs="*", default=list(SCENARIOS), help="bundled names; left out: all")
    parser.add_argument("--update", action="store_true", help="store what is found")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the baselines are")
    asked = parser.parse_args(arguments)
    changed = False
    if line := other_posterior(asked.folder):
        print(line)
    for scenario in asked.scenarios:
        ensemble = small_run(scenario)
        try:
            differences = compare(scenario, asked.folder, ensemble)
            print(report(scenario, differences))
        except FileNotFoundError:
            differences = []
            print(f"{scenario}: no baseline yet.")
            changed = changed or not asked.update
        if asked.update:
            for kind, table in tables(ensemble).items():
                write_table(table, path_of(asked.folder, scenario, kind))
            print(f"  stored in {asked.folder}")
        else:
            changed = changed or bool(differences)
    if asked.update:
        (asked.folder / MADE_WITH).write_text(json.dumps(made_with()) + "\n", encoding="utf-8", newline="\n")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
