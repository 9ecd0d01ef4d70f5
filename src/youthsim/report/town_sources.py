"""The burned-in town beside its sources, with an interval over all worlds of the run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from youthsim.experiment.community import COMPARISONS, Comparison
from youthsim.report.findings import Spread, TownRow

ENDS = ("mean", "p05", "p50", "p95")


def town_rows(facts: Mapping[str, Mapping[str, Any]]) -> tuple[TownRow, ...]:
    """A row for each figure that the town can be asked for; none for a result without facts of its town.

    A summary holds the spread of each fact and not that of their ratios. So what is counted moves to its end
    and what it is divided by stays at its mean: towns of one place hardly differ in the number of children.
    """
    known = {name: entry for name, entry in facts.items() if entry["mean"] is not None}
    means = {name: float(entry["mean"]) for name, entry in known.items()}
    rows = []
    for comparison in COMPARISONS:
        try:
            counted = _counted(comparison, means)
        except (KeyError, ZeroDivisionError):
            continue
        ends = (comparison.read(means | {name: float(known[name][end]) for name in counted}) for end in ENDS)
        rows.append(
            TownRow(
                comparison.id,
                Spread(*ends),
                comparison.value,
                comparison.low,
                comparison.high,
                comparison.evidence,
                comparison.unit,
                comparison.use == "centred",
            )
        )
    return tuple(rows)


def _counted(comparison: Comparison, means: Mapping[str, float]) -> list[str]:
    """The facts that raise the figure when they rise."""
    middle = comparison.read(means)
    return [
        name for name, value in means.items() if comparison.read({**means, name: 1.1 * value + 1e-9}) > middle
    ]
