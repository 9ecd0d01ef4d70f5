"""National figures that the burned-in town can be held against, each from the evidence register.

A row divides a yearly sum of the town by the same year's child-months (or pupil-months), and sets it beside
the national count over all minors. Towns differ from the nation; a row far off asks for a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from youthsim.report.findings import Spread, TownRow

MINORS = 3_330_000.0  # residents under 18, Statistics Netherlands, 2019-2021
YEAR = 12.0
SPEND_PRICE_YEAR = 2019


@dataclass(frozen=True)
class Comparison:
    """One row: tallies of the last year of the burn-in over others, and the national range.

    `counts` are yearly sums; a stock counts every month, as its denominator does. `flow` marks events,
    which are set against children and not child-months.
    """

    id: str
    counts: tuple[str, ...]
    over: str
    low: float
    high: float
    evidence: str
    unit: str = "share"
    flow: bool = False


COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "episodes", ("active_episodes",), "children", 326_570 / MINORS, 362_320 / MINORS, "P028", "ratio"
    ),
    Comparison("supervision", ("under_supervision",), "children", 20_845 / MINORS, 21_590 / MINORS, "P037"),
    Comparison("guardianship", ("under_guardianship",), "children", 9_850 / MINORS, 9_900 / MINORS, "P039"),
    Comparison("foster", ("in_foster_care",), "children", 18_369 / MINORS, 18_369 / MINORS, "P055"),
    Comparison(
        "closed", ("closed_placements",), "children", 1_030 / MINORS, 1_537 / MINORS, "P052", "per_1000", True
    ),
    Comparison("special", ("in_special_primary", "in_special_education"), "pupils", 0.038, 0.046, "P069"),
    Comparison("absent", ("absent_pupils",), "pupils", 0.0034, 0.006, "P083"),
)
SPEND = Comparison(
    "spend", ("youth_act_cents",), "children", 5.4e11 / MINORS, 5.6e11 / MINORS, "P130", "cents", True
)


def town_rows(facts: Mapping[str, Mapping[str, Any]], price_year: int) -> tuple[TownRow, ...]:
    """The rows for which the town says enough. The spread is that of the numerator over all worlds.

    Denominators hardly differ between worlds of one place, so their mean is used.
    """
    from youthsim.evidence.money import price_factor

    rows = [_row(row, facts, 1.0) for row in COMPARISONS]
    rows.append(_row(SPEND, facts, float(price_factor(SPEND_PRICE_YEAR, price_year))))
    return tuple(row for row in rows if row is not None)


def _row(row: Comparison, facts: Mapping[str, Mapping[str, Any]], factor: float) -> TownRow | None:
    if row.over not in facts or any(name not in facts for name in row.counts):
        return None
    below = float(facts[row.over]["mean"]) / (YEAR if row.flow else 1.0)
    if below <= 0:
        return None
    ends = (
        sum(float(facts[name][end]) for name in row.counts) / below for end in ("mean", "p05", "p50", "p95")
    )
    return TownRow(
        row.id, Spread(*ends), row.low * factor, row.high * factor, row.evidence, row.unit, tuned=True
    )
