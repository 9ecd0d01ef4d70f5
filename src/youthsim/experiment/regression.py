"""Stored runs, to notice when the model moves: small towns of the bundled scenarios, month by month, as text.

    python -m youthsim.experiment.regression              compare with what is stored
    python -m youthsim.experiment.regression --update     store anew, and print what moved and by how much

A baseline is a table per scenario: monthly series (`series.csv`, mean over the small run's towns) and every
number of the summary's main sections (`summary.csv`). It says what the model did, not that it was right;
the invariants that tests assert beside it do not depend on what is stored.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.arm_run import ArmRun
from youthsim.catalogue.models import Scenario
from youthsim.experiment.ensemble import Ensemble, Simulate, points_of, run_ensemble
from youthsim.experiment.plan import Plan
from youthsim.experiment.reading import GROUPS, LEDGER_GROUPS
from youthsim.experiment.runner import load
from youthsim.experiment.summary import summarise
from youthsim.outcomes import OUTCOMES
from youthsim.vocabulary.paths import PATHS
from youthsim.vocabulary.payers import PAYERS

SCENARIOS = ("zwolle-30-40", "tilburg-650")
FOLDER = Path("tests/regression/baselines")
SETTING: dict[str, Any] = {"population_share": 0.2, "burn_in_months": 60, "horizon_months": 36}
DRAWS, REPLICATES = 2, 2
SECTIONS = ("outcomes", "payers", "decomposition", "case_clock", "claim", "ledger", "town", "staffing")
SKIPPED = ("differences", "intervals")
"""Parts of the summary that repeat what stands beside them."""

TOLERANCE = 1e-5
"""Relative to the largest value of a series: wide enough for the last digit of another processor, and less
than what one event more or less does to any series in towns of this size."""

Table = dict[str, NDArray[np.float64]]
"""Name of a series -> its values by month, or one value."""


@dataclass(frozen=True)
class Moved:
    """One series that differs. `share`: the largest difference over the largest stored value."""

    name: str
    stored: float
    found: float
    share: float
    first_month: int

    def __str__(self) -> str:
        where = f", from month {self.first_month}" if self.first_month > 0 else ""
        in_all = f"{self.found / self.stored - 1:+.2%} in all, " if self.stored else ""
        most = f"{self.share:+.2%} at most" if math.isfinite(self.share) else "where nothing was known"
        return f"{self.name}: {self.stored:.6g} -> {self.found:.6g} ({in_all}{most}{where})"


def small_run(name: str, factors: Mapping[str, float] | None = None) -> Ensemble:
    """The small run of a bundled scenario; `factors` multiply parameters, to be wrong on purpose."""
    from youthsim.experiment.world import simulate

    plan = Plan.of(load(name).model_copy(update=SETTING), draws=DRAWS, replicates=REPLICATES)
    model: Simulate = simulate if not factors else _wrong(simulate, factors)
    with tempfile.TemporaryDirectory(prefix="youthsim-") as folder:
        return run_ensemble(plan, points_of(plan), Path(folder), simulate=model, workers=1)


def _wrong(simulate: Simulate, factors: Mapping[str, float]) -> Simulate:
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
        return simulate(scenario, changed(values), draw, replicate, arms, sizes, own)

    return run


# --- what is stored -------------------------------------------------------------------------------------


def tables(ensemble: Ensemble) -> dict[str, Table]:
    """The two tables of a run, by the name of their file."""
    return {"series": dict(_series(ensemble)), "summary": dict(_numbers(ensemble))}


def _series(ensemble: Ensemble) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Monthly means over the towns, per arm, for caseload and town: outcomes, payments, care paths."""
    plan, read = ensemble.plan, ensemble.reading
    target = plan.sizes.index(plan.target)
    for a, arm in enumerate(plan.arms):
        for g, group in enumerate(LEDGER_GROUPS):
            for k, outcome in enumerate(OUTCOMES):
                series = read["outcome_series"][:, a, GROUPS.index(group), k]
                yield f"{arm}/{group}/{outcome.id}", _mean(series)
            for p, payer in enumerate(PAYERS):
                yield f"{arm}/{group}/paid:{payer.id}", _mean(read["payments"][:, a, target, g, :, p])
            for k, path in enumerate(PATHS):
                yield f"{arm}/{group}/people:{path}", _mean(read["paths"][:, a, g, :, k])


def _mean(worlds: NDArray[Any]) -> NDArray[np.float64]:
    """Mean over worlds of what can be said; NaN in a month in which no world can say it."""
    known = np.isfinite(worlds)
    count = known.sum(axis=0)
    total = np.where(known, worlds, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _numbers(ensemble: Ensemble) -> Iterator[tuple[str, NDArray[np.float64]]]:
    summary = summarise(ensemble)
    for section in SECTIONS:
        for name, value in _leaves(section, summary[section]):
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


def moved(stored: Table, found: Table, tolerance: float = TOLERANCE) -> list[Moved]:
    """The series that differ, the largest difference first; series that came or went count as infinite."""
    gone, new = stored.keys() - found.keys(), found.keys() - stored.keys()
    out = [Moved(f"{name} (gone)", float(np.nansum(stored[name])), math.nan, math.inf, 0) for name in gone]
    out += [Moved(f"{name} (new)", math.nan, float(np.nansum(found[name])), math.inf, 0) for name in new]
    for name in stored.keys() & found.keys():
        difference = _compare(name, stored[name], found[name], tolerance)
        if difference is not None:
            out.append(difference)
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
    return [
        difference
        for kind, table in tables(ensemble).items()
        for difference in moved(read_table(path_of(folder, scenario, kind)), table)
    ]


def report(scenario: str, differences: Sequence[Moved], at_most: int = 60) -> str:
    """What moved, in words: whole towns first, because a handful of cases moves at the least touch."""
    if not differences:
        return f"{scenario}: nothing moved."
    lines = [f"{scenario}: {len(differences)} series moved."]
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
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
