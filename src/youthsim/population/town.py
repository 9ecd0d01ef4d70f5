"""A town at month 0 of the burn-in, and everyone who will be born or move in after.

Who comes and goes does not depend on the arm, so it is drawn here once: children who are not born yet have a
negative age, and families that move in wait for their month. From month 0 all children are at home (some of
18 and over on their own), without care or legal measure; the burn-in builds that up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.people.records import CHILD, LIFE, rows
from youthsim.population.draws import Draw, chance
from youthsim.population.families import Demography, Families, Numbers, draw_families
from youthsim.population.margins import Margins
from youthsim.population.needs import make_households, make_needs
from youthsim.population.numbering import child_uid
from youthsim.population.schooling import SchoolRows, make_schools, place_children
from youthsim.population.summary import summarise
from youthsim.vocabulary.states import MAX_AGE_MONTHS, VOCATIONAL

NEVER_HAPPENED = -999


@dataclass
class Town:
    """The people of a town. `children` and `lives` share rows; rows never enter a draw, uids do.

    `vocational_school` is the row of the one vocational school. `summary` holds what the margins became at
    month 0 (see `summary.py`).
    """

    children: Any
    lives: Any
    households: Any
    schools: Any
    vocational_school: int
    summary: dict[str, float] = field(default_factory=dict)

    def present(self, month: int) -> NDArray[np.bool_]:
        """Which children live in town in a month: born, under 23, household arrived and not departed."""
        return _present(self.children, self.households, month)


def _present(children: Any, households: Any, month: int) -> NDArray[np.bool_]:
    age, home = children["age_months"] + month, children["household"]
    here = (households["arrives"] <= month) & (month < households["departs"])
    return (age >= 0) & (age < MAX_AGE_MONTHS) & here[home]


def synthesise(
    margins: Margins, values: Mapping[str, float], world: np.uint64, months: int, share: float = 1.0
) -> Town:
    """The town of `margins`, or a `share` of it, for a run of `months` (burn-in included).

    values: every parameter of `parameters/population.py` by name. Errors: KeyError for a missing one,
    ValueError for a share or number of months that cannot be.
    """
    if not 0 < share <= 1:
        raise ValueError(f"the share of the town must lie above 0 and at most at 1, not {share}")
    if not 1 <= months <= 3_000:
        raise ValueError(f"the months must be 1 to 3000, not {months}")
    demography = Demography.of(margins, values)
    return build(demography, demography.numbers(months, share), margins, values, world, months, share)


def build(
    demography: Demography,
    numbers: Numbers,
    margins: Margins,
    values: Mapping[str, float],
    world: np.uint64,
    months: int,
    share: float = 1.0,
) -> Town:
    """The town of a given number of families."""
    families = draw_families(demography, numbers, months, world)
    households = make_households(families, demography, margins, values, world)
    children, lives = _children(families, margins, world)
    needs = make_needs(households, children["household"], children["uid"], values, world)
    children["own_internalising"], children["own_externalising"], children["own_learning"] = needs.own.T
    children["need_internalising"], children["need_externalising"], children["need_learning"] = needs.now.T
    lives["disability"] = needs.disability
    school_rows = SchoolRows.of(margins, share)
    place_children(children, lives, households, needs, margins, values, school_rows, world)
    children["counted"] = children["school"] >= 0
    schools = make_schools(school_rows, children, _present(children, households, 0), values, world)
    town = Town(children, lives, households, schools, school_rows.first[VOCATIONAL])
    town.summary = summarise(town, months)
    return town


def _children(families: Families, margins: Margins, world: np.uint64) -> tuple[Any, Any]:
    """Rows for every child of the families, with nothing but who they are."""
    household, order = np.nonzero(families.born)
    children, lives = rows(len(household), CHILD), rows(len(household), LIFE)
    uid = child_uid(families.number[household], order + 1)
    children["uid"] = lives["uid"] = uid
    children["household"] = household
    children["age_months"] = -families.births[household, order]
    lives["birth_order"] = order + 1
    lives["girl"] = chance(world, uid, Draw.GIRL) < margins.girls
    lives["learnability"] = 1.0
    for event in ("last_incident", "last_placement", "last_runaway", "last_pending", "last_refused"):
        lives[event] = NEVER_HAPPENED
    lives["stay_asked"] = -1
    return children, lives
