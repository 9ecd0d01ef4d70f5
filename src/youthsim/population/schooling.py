"""Where children go to school at the start, and the schools they go to.

Every child has a liability to special education. Beyond a threshold a pupil is in special education: of
primary age in sbo, further out in so; from 12 in a practical school, further out in vso. The share in special
primary education rises with age, as pupils are referred one by one. Families of a neighbourhood share a
primary school, and neighbourhoods differ in origin. Whoever arrives later has the place that fits the age
at arrival; children not yet born or under four have none. Nobody is exempt or absent yet: the burn-in
builds that up.

Sources: shares P064-P068, leaving without qualification P087-P088, pupil transport P089-P090. School sizes,
practical and academic shares, and what 18- to 22-year-olds do are assumptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.people.records import SCHOOL, rows
from youthsim.population.draws import Draw, chance, normal
from youthsim.population.margins import Margins
from youthsim.population.needs import Needs, coin
from youthsim.population.numbering import school_uid
from youthsim.vocabulary.definitions import EIGHTEEN, FOUR, SIXTEEN, TWELVE
from youthsim.vocabulary.states import (
    HOME,
    INDEPENDENT,
    LEFT_QUALIFIED,
    LEFT_UNQUALIFIED,
    NOT_YET,
    PRACTICAL,
    REGULAR_PRIMARY,
    REGULAR_SECONDARY,
    SPECIAL_PRIMARY,
    SPECIAL_SCHOOL,
    SPECIAL_SECONDARY,
    VOCATIONAL,
)  # fmt: skip

SCHOOL_START, SECONDARY_START, VOCATIONAL_START, ADULT = FOUR, TWELVE, SIXTEEN, EIGHTEEN
SPECIAL_KINDS = (SPECIAL_PRIMARY, SPECIAL_SCHOOL, SPECIAL_SECONDARY)
KINDS = (
    REGULAR_PRIMARY,
    SPECIAL_PRIMARY,
    SPECIAL_SCHOOL,
    REGULAR_SECONDARY,
    PRACTICAL,
    SPECIAL_SECONDARY,
    VOCATIONAL,
)
_SPECIAL_AT_4 = 0.2  # share in special primary at four and at twelve, against the mean of 4-11; assumption
_SPECIAL_AT_12 = 2 - _SPECIAL_AT_4
# Living alone grows with the months since 18 to what it is at 22: 22 and a half, the middle of that year of
# age. The ends are guards: as a ratio to the share at 22, and as a share.
_TO_22, _MOST_OF_22, _MOST_ALONE = 54, 1.1, 0.95
_STAY_FROM = 204  # months of age from which `population_vocational_stay` counts, per year: its definition
_YEARS_SECONDARY = 6  # in which havo and vwo can be left without a diploma: assumption, as long as vwo
_MICRO = 1_000_000


@dataclass(frozen=True)
class SchoolRows:
    """First row and number of schools of each kind, in the order of KINDS."""

    first: dict[int, int]
    count: dict[int, int]

    @classmethod
    def of(cls, margins: Margins, share: float) -> SchoolRows:
        """As many schools as the margins ask for, so that one household more opens no school."""
        primary, secondary = (
            margins_children(margins, *span) * share
            for span in ((SCHOOL_START, SECONDARY_START), (SECONDARY_START, ADULT))
        )
        special = margins.primary_special + margins.special_school
        upper = margins.special_secondary + margins.practical
        pupils = {
            REGULAR_PRIMARY: (primary * (1 - special), margins.pupils_primary),
            SPECIAL_PRIMARY: (primary * margins.primary_special, margins.pupils_primary_special),
            SPECIAL_SCHOOL: (primary * margins.special_school, margins.pupils_special_school),
            REGULAR_SECONDARY: (secondary * (1 - upper), margins.pupils_secondary),
            PRACTICAL: (secondary * margins.practical, margins.pupils_practical),
            SPECIAL_SECONDARY: (secondary * margins.special_secondary, margins.pupils_special_secondary),
            VOCATIONAL: (1.0, 1.0),
        }
        count = {kind: max(1, round(number / size)) for kind, (number, size) in pupils.items()}
        starts = np.cumsum([0, *(count[kind] for kind in KINDS)])
        return cls({kind: int(start) for kind, start in zip(KINDS, starts[:-1], strict=True)}, count)

    def row(self, kind: int, u: NDArray[np.float64]) -> NDArray[np.int64]:
        """The row of the school of a kind that lies at `u` (0-1) among them."""
        return self.first[kind] + np.minimum((u * self.count[kind]).astype(np.int64), self.count[kind] - 1)


def margins_children(margins: Margins, low_months: int, high_months: int) -> float:
    """Children by the margins from one age to another, in months, up to 18 years."""
    ages_15_19 = min(margins.children_15_19, margins.children_10_14 * margins.step_to_15_19)
    counts = (margins.children_0_4, margins.children_5_9, margins.children_10_14, ages_15_19)
    return sum(
        count / 60 * max(0, min(high_months, start + 60) - max(low_months, start))
        for count, start in zip(counts, (0, 60, 120, 180), strict=True)
    )


def place_children(
    children: Any,
    lives: Any,
    households: Any,
    needs: Needs,
    margins: Margins,
    values: Mapping[str, float],
    schools: SchoolRows,
    world: np.uint64,
) -> None:
    """Fill education, school and living place of `children`, and the schools of their `lives`."""
    from scipy.special import ndtr

    uid, row = children["uid"], children["household"]
    age = children["age_months"] + np.maximum(households["arrives"][row], 0)
    beyond = ndtr(-needs.special)  # share of children with a higher liability

    # The kind of special and of secondary school that fits the child, whether it goes there or not
    so_share = margins.special_school / (margins.special_school + margins.primary_special)
    severe = beyond < (margins.special_school + margins.primary_special) * so_share * _ramp(age)
    inside = beyond < (margins.special_school + margins.primary_special) * _ramp(age)
    so = np.where(inside, severe, coin(world, uid, Draw.SPECIAL_SCHOOL, so_share))
    below_regular = beyond < margins.special_secondary + margins.practical
    in_vso = beyond < margins.special_secondary
    academic = ~below_regular & (ndtr(-needs.academic) < margins.academic)
    lives["academic"] = academic

    at_home_school = chance(world, households["uid"], Draw.SECONDARY)[row]
    rho = values["population_school_segregation"]
    near = rho * households["origin"] + np.sqrt(1 - rho * rho) * normal(
        world, households["uid"], Draw.NEIGHBOURHOOD
    )
    lives["regular_school"] = schools.row(REGULAR_PRIMARY, ndtr(near))[row]
    lives["secondary_school"] = np.where(
        below_regular, schools.row(PRACTICAL, at_home_school), schools.row(REGULAR_SECONDARY, at_home_school)
    )
    lives["special_school"] = np.where(
        so, schools.row(SPECIAL_SCHOOL, at_home_school), schools.row(SPECIAL_PRIMARY, at_home_school)
    )
    lives["secondary_special_school"] = schools.row(SPECIAL_SECONDARY, at_home_school)
    primary_rate = np.where(so, margins.transport_special_school, margins.transport_primary_special)
    rate = np.where(age >= SECONDARY_START, margins.transport_special_secondary, primary_rate)
    lives["transported"] = coin(world, uid, Draw.TRANSPORT, rate)

    primary = np.where(inside, np.where(severe, SPECIAL_SCHOOL, SPECIAL_PRIMARY), REGULAR_PRIMARY)
    regular = np.where(~academic & (age >= VOCATIONAL_START), VOCATIONAL, REGULAR_SECONDARY)
    secondary = np.where(in_vso, SPECIAL_SECONDARY, np.where(below_regular, PRACTICAL, regular))
    adult = _after_18(age, uid, academic, below_regular, margins, values, world)
    children["education"] = np.select(
        [age < SCHOOL_START, age < SECONDARY_START, age < ADULT], [NOT_YET, primary, secondary], adult
    )
    places = [
        (REGULAR_PRIMARY, lives["regular_school"]), (SPECIAL_PRIMARY, lives["special_school"]),
        (SPECIAL_SCHOOL, lives["special_school"]), (REGULAR_SECONDARY, lives["secondary_school"]),
        (PRACTICAL, lives["secondary_school"]), (SPECIAL_SECONDARY, lives["secondary_special_school"]),
        (VOCATIONAL, np.int64(schools.first[VOCATIONAL])),
    ]  # fmt: skip
    children["school"] = np.select(
        [children["education"] == kind for kind, _ in places], [at for _, at in places], -1
    )

    grown = np.clip((age - ADULT) / _TO_22, 0, _MOST_OF_22)
    alone = np.minimum(values["population_independent_at_22"] * grown, _MOST_ALONE)
    children["living"] = np.where(coin(world, uid, Draw.INDEPENDENT, alone), INDEPENDENT, HOME)


def _ramp(age: NDArray[np.int64]) -> NDArray[np.float64]:
    """Share in special primary at an age in months, against the mean of 4 to 11."""
    grown = np.clip((age - SCHOOL_START) / (SECONDARY_START - SCHOOL_START), 0, 1)
    return _SPECIAL_AT_4 + (_SPECIAL_AT_12 - _SPECIAL_AT_4) * grown


def _after_18(
    age: NDArray[np.int64],
    uid: NDArray[np.int64],
    academic: NDArray[np.bool_],
    below_regular: NDArray[np.bool_],
    margins: Margins,
    values: Mapping[str, float],
    world: np.uint64,
) -> NDArray[np.int64]:
    """Still in vocational education, or left with or without a start qualification (havo and vwo are)."""
    stay = values["population_vocational_stay"]
    still = (
        coin(world, uid, Draw.STILL_VOCATIONAL, stay ** np.maximum((age - _STAY_FROM) / 12, 0))
        & ~academic
        & ~below_regular
    )
    from_vocational = min(1.0, margins.leave_vocational_unqualified / (1 - stay))
    from_secondary = 1 - (1 - margins.leave_secondary_unqualified) ** _YEARS_SECONDARY
    without = np.where(
        below_regular,
        values["population_special_unqualified"],
        np.where(academic, from_secondary, from_vocational),
    )
    left = np.where(coin(world, uid, Draw.QUALIFIED, without), LEFT_UNQUALIFIED, LEFT_QUALIFIED)
    return np.where(still, VOCATIONAL, left)


def make_schools(
    schools: SchoolRows,
    children: Any,
    present: NDArray[np.bool_],
    values: Mapping[str, float],
    world: np.uint64,
) -> Any:
    """SCHOOL rows with the pupils of month 0. Special schools have places: their pupils and a little room."""
    kind = np.repeat(KINDS, [schools.count[k] for k in KINDS])
    rank = np.concatenate([np.arange(schools.count[k]) for k in KINDS])
    made = rows(len(kind), SCHOOL)
    made["uid"], made["kind"] = school_uid(kind, rank), kind
    lasting = values["population_climate_own_share"]
    own = np.sqrt(lasting) * normal(world, made["uid"], Draw.OWN_CLIMATE)
    made["own_climate"] = own
    made["climate"] = own + np.sqrt(1 - lasting) * normal(world, made["uid"], Draw.CLIMATE_NOW)
    made["teacher_time"] = 1.0
    pupils = children[present & (children["school"] >= 0)]
    made["pupils"] = np.bincount(pupils["school"], minlength=len(made))
    strain = np.zeros(len(made), np.int64)
    np.add.at(
        strain,
        pupils["school"],
        np.rint(pupils["need_externalising"].astype(float) * _MICRO).astype(np.int64),
    )
    made["strain_sum"] = strain
    room = np.ceil(made["pupils"] * (1 + values["population_special_slack"])).astype(np.int64)
    made["places"] = np.where(np.isin(kind, SPECIAL_KINDS), np.maximum(room, 1), 0)
    return made
