"""Two finished runs beside each other: what was asked differently, what came out, and the difference by draw.

Where both runs lived the same draws of the parameters with the same luck, their difference is taken draw by
draw: what both do not know drops out, and its interval is narrower than the two beside each other suggest.
Nothing is simulated here. Outcomes are those of the first alternative minus the baseline at the target size;
amounts are cents at the price level of the run.
"""

# ruff: noqa: E501
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.experiment.mattering import FEWEST_DRAWS
from youthsim.experiment.results import RESULTS, Result
from youthsim.experiment.statistics import Interval, of_arm
from youthsim.outcomes import OUTCOME
from youthsim.report.findings import Spread
from youthsim.report.own_outcomes import own_outcomes
from youthsim.report.reading_parts import spread
from youthsim.report.settings_apart import NOT_SAID, apart, settings_of

MONEY = ("net_saving", "net_social_saving", "programme_cost")
WATCHED = ("months_placed", "months_absent_from_school", "high_need_months", "orders_started", "incidents")
SHARED = ("seed", "draws", "replicates", "posterior_hash")
"""What two runs must have in common for their draws to be the same draws,"""
SAME_TOWN = ("place", "population_share", "burn_in", "horizon")
"""and their towns the same towns, over the same time. Settings below these keys count too."""


@dataclass(frozen=True)
class Beside:
    """One outcome in both runs. `paired` is B minus A by draw, None where it cannot be paired."""

    id: str
    unit: str
    a: Spread
    b: Spread
    paired: Spread | None


@dataclass(frozen=True)
class Compared:
    """Two runs. `settings`: path in the scenario file -> (A's, B's). `unpaired` says why there are no pairs."""

    folders: tuple[str, str]
    titles: tuple[str, str]
    targets: tuple[int, int]
    arms: tuple[str, str]
    settings: Mapping[str, tuple[str, str]]
    rows: tuple[Beside, ...]
    chances: tuple[tuple[float | None, float | None], tuple[float | None, float | None]]
    draws: tuple[int, int]
    unpaired: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """As JSON-able values, None for what is not known."""

        def of(found: Spread | None) -> dict[str, float | None] | None:
            if found is None:
                return None
            ends = {end: getattr(found, end) for end in ("mean", "p05", "p50", "p95")}
            return {end: value if np.isfinite(value) else None for end, value in ends.items()}

        runs = zip("ab", self.folders, self.titles, self.targets, self.arms, self.draws, strict=True)
        pays, social = self.chances
        return {
            **{
                name: {"folder": folder, "title": title, "target": target, "arm": arm, "draws": draws}
                for name, folder, title, target, arm, draws in runs
            },
            "settings": {key: {"a": a, "b": b} for key, (a, b) in self.settings.items()},
            "outcomes": {
                row.id: {
                    "unit": row.unit,
                    "a": of(row.a),
                    "b": of(row.b),
                    "b_minus_a_by_draw": of(row.paired),
                }
                for row in self.rows
            },
            "chance_it_pays": {
                "town_public": dict(zip("ab", pays, strict=True)),
                "net_social": dict(zip("ab", social, strict=True)),
            },
            "paired": not self.unpaired,
            "not_paired_because": list(self.unpaired),
        }


def compare(a: Path, b: Path) -> Compared:
    """Sets two finished runs beside each other. Raises FileNotFoundError for a folder that holds none."""
    runs = (Result.load(a), Result.load(b))
    asked = (settings_of(a), settings_of(b))
    about = [run.summary["scenario"] for run in runs]
    arms = [next(arm for arm in one["arms"] if arm != "baseline") for one in about]
    unpaired = _why_not(asked)
    rules = dict.fromkeys(one.get("rule", "") for one in about)
    ids = dict.fromkeys((*MONEY, *(id_ for rule in rules for id_ in own_outcomes(rule)), *WATCHED))
    rows = []
    for id_ in ids:
        levels = [run.summary["outcomes"].get(id_) for run in runs]
        if None in levels:
            continue
        of = arms if id_ == "programme_cost" else ["difference", "difference"]
        entries = [level[key] for level, key in zip(levels, of, strict=True)]
        money = id_ in MONEY
        paired = None
        if not unpaired and (not money or about[0]["price_year"] == about[1]["price_year"]):
            paired = _paired(runs, arms, id_)
        rows.append(
            Beside(
                id_, "cents" if money else OUTCOME[id_].unit, spread(entries[0]), spread(entries[1]), paired
            )
        )
    pays = [run.summary["chance_it_pays"] for run in runs]
    return Compared(
        folders=(str(a), str(b)),
        titles=(about[0]["title"], about[1]["title"]),
        targets=(about[0]["target"], about[1]["target"]),
        arms=(arms[0], arms[1]),
        settings={key: (asked[0].get(key, NOT_SAID), asked[1].get(key, NOT_SAID)) for key in apart(asked)},
        rows=tuple(rows),
        chances=(
            (pays[0]["town_public"], pays[1]["town_public"]),
            (pays[0]["net_social"], pays[1]["net_social"]),
        ),
        draws=(about[0]["draws"], about[1]["draws"]),
        unpaired=unpaired,
    )


def _why_not(asked: tuple[Mapping[str, str], Mapping[str, str]]) -> tuple[str, ...]:
    """The settings that keep two runs from being paired: none where both lived the same draws."""
    of_draws = [key for key in SHARED if asked[0].get(key, NOT_SAID) != asked[1].get(key, NOT_SAID)]
    return (*of_draws, *(key for key in apart(asked) if key.startswith(SAME_TOWN)))


def _paired(runs: tuple[Result, Result], arms: list[str], id_: str) -> Spread | None:
    """B minus A, twin by twin, then over draws."""
    values = [_of_world(run, arm, id_) for run, arm in zip(runs, arms, strict=True)]
    if values[0] is None or values[1] is None or values[0].shape != values[1].shape:
        return None
    found: Interval = of_arm(values[1] - values[0]).parameter
    return Spread(found.mean, found.p05, found.p50, found.p95)


def _of_world(run: Result, arm: str, id_: str) -> NDArray[np.float64] | None:
    """(draws, replicates) of one headline: a saving, a cost, or alternative minus baseline. NaN where unsaid."""
    about = run.summary["scenario"]
    entry = run.summary["outcomes"][id_]["difference"]
    stored = f"{id_}_discounted" if id_ == "programme_cost" else id_
    asked: dict[str, Any] = {"outcome": stored, "month": -1, "size": about["target"], "group": entry["group"]}
    if id_ in MONEY:
        asked["payer"] = entry["payer"]
    minus = id_ not in MONEY
    rows = run.table(**asked, arm=[arm, "baseline"] if minus else arm)
    if rows.empty:
        return None
    by_arm = rows.pivot_table(
        index=["draw", "replicate"], columns="arm", values="value", observed=True, aggfunc="first"
    )
    if arm not in by_arm or (minus and "baseline" not in by_arm):
        return None
    told = by_arm[arm] - by_arm["baseline"] if minus else by_arm[arm]
    made = np.full((about["draws"], about["replicates"]), np.nan)
    made[told.index.get_level_values("draw"), told.index.get_level_values("replicate")] = told.to_numpy()
    return made


def enough_draws(found: Compared) -> bool:
    """Whether the ends of an interval mean something in both."""
    return min(found.draws) >= FEWEST_DRAWS


def as_json(found: Compared) -> str:
    """The comparison as JSON text."""
    return json.dumps(found.plain(), ensure_ascii=False, indent=2)


__all__ = ["RESULTS", "Beside", "Compared", "as_json", "compare", "enough_draws"]
