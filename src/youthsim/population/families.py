"""Families: when children are born, who comes to town and who leaves.

A family is a first birth, a number of children and the months between births. The town's history of first
births is inferred from its children by age, so that the families give back those children; future births
keep up the mean cohort under 18 unless the margins say how many are born. Families that leave (the same share
every year) are replaced by families like them with a child under 18, so the town holds its size. Nothing in
this flow depends on the arm: all of it is drawn in advance.

Sources: ages P197-P204; children per household with the youngest under six P191. Spacing, moves and the
split of large families are assumptions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youthsim.population.draws import Draw, chance
from youthsim.population.margins import FOUR_OF_LARGE, UNDER_SIX, Margins, possible_sizes
from youthsim.population.numbering import (
    FOUNDED,
    MOVED_IN,
    SETTLED,
    household_number,
    household_uid,
    town_uid,
)
from youthsim.vocabulary.states import MAX_AGE_MONTHS

NEVER = 32767
ADULT_MONTHS = 18 * 12
MAX_CHILDREN = 4
_SPACING_SIGMA = 0.42  # of the logarithm; assumption
_SPACING_MONTHS = np.arange(10, 97)  # shortest and longest: assumption
_LEAST_SHARE = 0.001  # of families of a size: a guard
_LONGEST_LAG = 3 * int(_SPACING_MONTHS[-1])
_PAST = MAX_AGE_MONTHS + _LONGEST_LAG  # no first birth before this has a child under 23 at month 0
_AHEAD = 300  # months after which first births and inflow are taken as constant
_GOLDEN_RATIO = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True)
class Families:
    """Households in row order, and the birth months of their children.

    `births` is households x 4, the month of birth counted from month 0; `born` tells which of these are
    rows of the town (the rest do not exist, are over 22 at month 0, were adults when the family moved in,
    or come after the last month).
    """

    number: NDArray[np.int64]
    size: NDArray[np.int64]
    births: NDArray[np.int64]
    born: NDArray[np.bool_]
    arrives: NDArray[np.int64]
    departs: NDArray[np.int64]


@dataclass(frozen=True)
class Numbers:
    """How many families: settled at month 0, and expected to be founded and to move in, month by month."""

    settled: int
    founded: NDArray[np.float64]
    moved_in: NDArray[np.float64]


@dataclass(frozen=True)
class Demography:
    """What the margins imply for families. Intensities are families per month."""

    spacing: NDArray[np.float64]  # chance per month of _SPACING_MONTHS
    sizes: NDArray[np.float64]  # chance of 1, 2, 3, 4 children in the end
    first_births: NDArray[np.float64]  # from -_PAST to _AHEAD - 1
    with_minor: NDArray[np.float64]  # households with a child under 18, months 0 to _AHEAD - 1
    leave_monthly: float

    @classmethod
    def of(cls, margins: Margins, values: Mapping[str, float]) -> Demography:
        """Infer the history of first births from the children by age."""
        spacing = _spacing(values["population_birth_spacing_months"])
        sizes = family_sizes(margins, spacing)
        leave_monthly = 1 - (1 - values["population_moves_per_year"]) ** (1 / 12)
        first_births = _first_births(_births_by_month(margins, leave_monthly), _birth_kernel(spacing, sizes))
        with_minor = np.convolve(first_births, _has_minor(spacing, sizes))[_PAST : _PAST + _AHEAD]
        return cls(spacing, sizes, first_births, with_minor, leave_monthly)

    def numbers(self, months: int, share: float = 1.0) -> Numbers:
        """Families of a town (or a share of it) over `months`."""
        month = np.minimum(np.arange(months), _AHEAD - 1)
        return Numbers(
            settled=round(float(self.first_births[:_PAST].sum()) * share),
            founded=self.first_births[_PAST + month] * share,
            moved_in=self.with_minor[month] * self.leave_monthly * share,
        )

    def present_by_size(self) -> NDArray[np.float64]:
        """Share of households with a child under 23 by the number of children they get in the end."""
        mean = float(self.spacing @ _SPACING_MONTHS)
        weight = self.sizes * (MAX_AGE_MONTHS + mean * np.arange(MAX_CHILDREN))
        return weight / weight.sum()


def draw_families(demography: Demography, numbers: Numbers, months: int, world: np.uint64) -> Families:
    """All families with a child in town at some month from 0 to `months` - 1. Errors: none."""
    groups = [
        _settled(demography, numbers, world),
        _founded(demography, numbers, world),
        _moved_in(demography, numbers, world),
    ]
    number, size, births, arrives = (np.concatenate(parts) for parts in zip(*groups, strict=True))
    born = (np.arange(MAX_CHILDREN) < size[:, None]) & (births > -MAX_AGE_MONTHS) & (births < months)
    moved = (number >> 40) == MOVED_IN
    born &= ~moved[:, None] | (arrives[:, None] - births < ADULT_MONTHS)
    keep = born.any(axis=1)
    number, size, births, born, arrives = number[keep], size[keep], births[keep], born[keep], arrives[keep]
    if demography.leave_monthly > 0:
        stay = np.log(chance(world, household_uid(number), Draw.STAY)) / np.log1p(-demography.leave_monthly)
        departs = np.minimum(arrives + 1 + stay, NEVER).astype(np.int64)
    else:
        departs = np.full(len(number), NEVER)
    return Families(number, size, births, born, arrives, departs)


_Group = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def _settled(demography: Demography, numbers: Numbers, world: np.uint64) -> _Group:
    number = household_number(SETTLED, 0, np.arange(numbers.settled))
    when = np.cumsum(demography.first_births[:_PAST])
    # A golden-ratio sequence spreads first births evenly, so that counts by age are those of the register
    # rather than a sample of them; it depends on the rank only, so a household more changes no other.
    start = chance(world, town_uid(np.zeros(1)), Draw.FIRST_BIRTH)
    first = _pick(when / when[-1], (start + np.arange(numbers.settled) * _GOLDEN_RATIO) % 1.0) - _PAST
    size, gaps = _children(demography, demography.sizes, world, number)
    return number, size, first[:, None] + gaps, np.zeros(len(number), np.int64)


def _founded(demography: Demography, numbers: Numbers, world: np.uint64) -> _Group:
    month, rank = _month_and_rank(numbers.founded, world, Draw.FOUNDERS)
    number = household_number(FOUNDED, month, rank)
    size, gaps = _children(demography, demography.sizes, world, number)
    return number, size, month[:, None] + gaps, month


def _moved_in(demography: Demography, numbers: Numbers, world: np.uint64) -> _Group:
    """Families in the middle of their life with a minor: the longer it lasts, the likelier it moves."""
    month, rank = _month_and_rank(numbers.moved_in, world, Draw.MOVERS)
    number = household_number(MOVED_IN, month, rank)
    lasting = ADULT_MONTHS + float(demography.spacing @ _SPACING_MONTHS) * np.arange(MAX_CHILDREN)
    weight = demography.sizes * lasting
    size, gaps = _children(demography, weight / weight.sum(), world, number)
    lasts = ADULT_MONTHS + gaps[np.arange(len(size)), size - 1]
    since = np.floor(chance(world, household_uid(number), Draw.FIRST_BIRTH) * lasts).astype(np.int64)
    return number, size, (month - since)[:, None] + gaps, month


def _children(
    demography: Demography, sizes: NDArray[np.float64], world: np.uint64, number: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Number of children in the end, and months from the first birth to each (households x 4)."""
    uid = household_uid(number)
    size = _pick(np.cumsum(sizes), chance(world, uid, Draw.FAMILY_SIZE)) + 1
    gaps = np.zeros((len(number), MAX_CHILDREN), np.int64)
    cumulative = np.cumsum(demography.spacing)
    for later in range(1, MAX_CHILDREN):
        gap = _SPACING_MONTHS[_pick(cumulative, chance(world, uid, Draw.SPACING + later - 1))]
        gaps[:, later] = gaps[:, later - 1] + gap
    return size, gaps


def _month_and_rank(
    expected: NDArray[np.float64], world: np.uint64, number: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Month and rank of each family that comes; a fraction of a family is a chance of one."""
    months = np.arange(len(expected))
    count = np.floor(expected + chance(world, town_uid(months), number)).astype(np.int64)
    month = np.repeat(months, count)
    return month, np.arange(len(month)) - np.repeat(np.cumsum(count) - count, count)


def _pick(cumulative: NDArray[np.float64], u: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.minimum(np.searchsorted(cumulative, u, side="right"), len(cumulative) - 1)


def _spacing(median_months: float) -> NDArray[np.float64]:
    """Chance of each number of months between two births: lognormal, 10 to 96 months."""
    density = np.exp(-0.5 * (np.log(_SPACING_MONTHS / median_months) / _SPACING_SIGMA) ** 2) / _SPACING_MONTHS
    return density / density.sum()


def family_sizes(margins: Margins, spacing: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance of 1, 2, 3, 4 children in the end."""
    young = (margins.young_one_child, margins.young_two_children, margins.young_more_children)
    until_next = float(spacing @ np.minimum(_SPACING_MONTHS, UNDER_SIX))
    one, two, more = np.maximum(possible_sizes(young, until_next), _LEAST_SHARE)
    return np.array([one, two, more * (1 - FOUR_OF_LARGE), more * FOUR_OF_LARGE]) / (one + two + more)


def _births_by_month(margins: Margins, leave_monthly: float) -> NDArray[np.float64]:
    """Wanted births per month from -_PAST to _AHEAD - 1, of children that are (or will be) in town.

    Aged 15 and over: cohort survivors, not students who moved in. The local 15-19 count is capped by the
    national step from 10-14; over 18 the cohort only loses those whose family leaves.
    """
    month = np.arange(-_PAST, _AHEAD)
    age = np.maximum(-month, 0)
    ages_15_19 = min(margins.children_15_19, margins.children_10_14 * margins.step_to_15_19)
    monthly = np.array([margins.children_0_4, margins.children_5_9, margins.children_10_14, ages_15_19]) / 60
    past = monthly[np.minimum(age // 60, 3)] * (1 - leave_monthly) ** np.clip(age - ADULT_MONTHS, 0, 60)
    steady = (monthly[:3].sum() * 60 + monthly[3] * 36) / ADULT_MONTHS
    ahead = steady if margins.births_per_year is None else margins.births_per_year / 12
    return np.where(month < 0, past, ahead)


def _birth_kernel(spacing: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Births in a family by month since its first."""
    kernel = np.zeros(_LONGEST_LAG + 1)
    lag = np.ones(1)
    for children in range(MAX_CHILDREN):
        kernel[: len(lag)] += lag * sizes[children:].sum()
        lag = np.convolve(lag, _by_month(spacing))
    return kernel


def _has_minor(spacing: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance that a family has a child under 18, by month since its first birth."""
    still = np.zeros(ADULT_MONTHS + _LONGEST_LAG + 1)
    lag = np.ones(1)
    for children in range(MAX_CHILDREN):
        ends = np.zeros(len(still) + 1)
        ends[ADULT_MONTHS : ADULT_MONTHS + len(lag)] = lag
        still += sizes[children] * (1 - np.cumsum(ends)[:-1])
        lag = np.convolve(lag, _by_month(spacing))
    return still


def _by_month(spacing: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([np.zeros(_SPACING_MONTHS[0]), spacing])


def _first_births(
    births: NDArray[np.float64], kernel: NDArray[np.float64], rounds: int = 60
) -> NDArray[np.float64]:
    """First births per month that, with what follows them, give `births` (Richardson-Lucy: positive)."""
    first = births / kernel.sum()
    seen = np.convolve(np.ones_like(births), kernel[::-1])[len(kernel) - 1 :]
    for _ in range(rounds):
        given = np.convolve(first, kernel)[: len(births)]
        given[:_LONGEST_LAG] = births[:_LONGEST_LAG]  # families of before the window also give these
        first = first * np.convolve(births / given, kernel[::-1])[len(kernel) - 1 :][: len(births)] / seen
    return first
