"""The burned-in town beside its sources, with an interval over all worlds of the run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from youthsim.experiment.community import COMPARISONS
from youthsim.report.findings import Spread, TownRow

ENDS = ("mean", "p05", "p50", "p95")


def town_rows(beside_sources: Mapping[str, Mapping[str, Any]], price_year: int) -> tuple[TownRow, ...]:
    """A row for each figure that the town could be asked for, each read world by world.

    `price_year`: price level of the town, to which amounts of the sources are moved.
    """
    return tuple(
        TownRow(
            comparison.id,
            Spread(*(_known(beside_sources[comparison.id][end]) for end in ENDS)),
            comparison.value,
            comparison.low,
            comparison.high,
            comparison.evidence,
            comparison.unit,
            comparison.use == "centred",
        )
        for comparison in (one.at_prices_of(price_year) for one in COMPARISONS)
        if comparison.id in beside_sources
    )


def _known(value: float | None) -> float:
    """NaN for what too few draws cannot say."""
    return math.nan if value is None else float(value)
