"""What the margins became: the realised town, to be printed beside its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from youthsim.population.families import NEVER
from youthsim.population.margins import Margins
from youthsim.vocabulary.states import PRACTICAL, SPECIAL_PRIMARY, SPECIAL_SCHOOL, SPECIAL_SECONDARY

if TYPE_CHECKING:
    from youthsim.population.town import Town


def summarise(town: Town, months: int) -> dict[str, float]:
    """Counts and shares at month 0 (shares 0-1, under the names of the margins where they have one)."""
    here = town.present(0)
    children, lives = town.children[here], town.lives[here]
    age, education = children["age_months"] // 12, children["education"]
    minor = age < 18
    homes = np.unique(children["household"])
    families = town.households[homes]
    at_home = np.bincount(children["household"][minor], minlength=len(town.households))
    youngest = np.full(len(town.households), 99)
    np.minimum.at(youngest, children["household"], age)
    young = at_home[youngest < 6]
    family = town.households[at_home > 0]
    primary, upper = (age >= 4) & (age < 12), (age >= 12) & minor
    ages = {f"children_{low}_{high}": float(((age >= low) & (age <= high)).sum()) for low, high in
            ((0, 4), (5, 9), (10, 14), (15, 17), (18, 22))}  # fmt: skip
    return ages | {
        "children": float(minor.sum()),
        "households_with_minors": float((at_home > 0).sum()),
        "households": float(len(homes)),
        "girls": _mean(lives["girl"]),
        "young_one_child": _mean(young == 1),
        "young_two_children": _mean(young == 2),
        "young_more_children": _mean(young >= 3),
        "single_parent": _mean(families["adults"] == 1),
        "minors_low_income": _mean(town.households["poor"][children["household"][minor]]),
        "families_debt": _mean(family["debt"]),
        "families_bad_housing": _mean(family["bad_housing"]),
        "primary_special": _mean(education[primary] == SPECIAL_PRIMARY),
        "special_school": _mean(education[primary] == SPECIAL_SCHOOL),
        "special_secondary": _mean(education[upper] == SPECIAL_SECONDARY),
        "practical": _mean(education[upper] == PRACTICAL),
        "academic": _mean(lives["academic"][upper]),
        "disability": _mean(lives["disability"]),
        "schools": float(len(town.schools)),
        "births_per_year": _births(town) / months * 12,
        "leave_per_year": _leave_per_year(town, months),
    }


def beside_sources(margins: Margins, town: Town) -> list[dict[str, Any]]:
    """Each margin that can be seen at month 0: name, meaning, source, margin, and realised in the town."""
    return [
        row | {"realised": town.summary[row["name"]]}
        for row in margins.table()
        if row["name"] in town.summary
    ]


def _mean(share: Any) -> float:
    return float(np.mean(share)) if len(share) else 0.0


def _births(town: Town) -> float:
    """Children born while their household lives in town, within the run."""
    month = -town.children["age_months"].astype(np.int64)
    home, households = town.children["household"], town.households
    here = (households["arrives"][home] <= month) & (month < households["departs"][home])
    return float(((month >= 0) & here).sum())


def _leave_per_year(town: Town, months: int) -> float:
    """Households that leave, over the household-years lived in town within the run."""
    households = town.households
    until = np.minimum(households["departs"].astype(np.int64), months)
    lived = np.maximum(until - np.maximum(households["arrives"], 0), 0).sum()
    gone = ((households["departs"] < months) & (households["departs"] < NEVER)).sum()
    return float(gone) / max(float(lived), 1.0) * 12
