"""The draws that make a town. A number is part of the key of a draw: never renumber, only append."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from youthsim.people.streams import uniforms
from youthsim.vocabulary.events import SYNTHESIS


class Draw(IntEnum):
    """What a synthesis draw decides. Household, child, school and town have their own uids."""

    FIRST_BIRTH = 0
    FAMILY_SIZE = 1
    SPACING = 2  # and 3, 4: second, third and fourth birth
    STAY = 5
    ORIGIN = 6
    HOUSEHOLD_INTERNALISING = 7
    HOUSEHOLD_EXTERNALISING = 8
    HOUSEHOLD_LEARNING = 9
    SINGLE = 10
    POVERTY = 11
    DEBT = 12
    HOUSING = 13
    OWN_HEALTH = 14
    HEALTH_NOW = 15
    NETWORK = 16
    TRUST = 17
    NEIGHBOURHOOD = 18
    SECONDARY = 19
    SPECIAL_SCHOOL = 20
    GIRL = 40
    CHILD_INTERNALISING = 41
    CHILD_EXTERNALISING = 42
    CHILD_LEARNING = 43
    NOW_INTERNALISING = 44
    NOW_EXTERNALISING = 45
    NOW_LEARNING = 46
    DISABILITY = 47
    SPECIAL = 48
    ACADEMIC = 49
    TRANSPORT = 50
    STILL_VOCATIONAL = 51
    QUALIFIED = 52
    INDEPENDENT = 53
    OWN_CLIMATE = 80
    CLIMATE_NOW = 81
    FOUNDERS = 100
    MOVERS = 101


def chance(world: np.uint64, uids: NDArray[np.int64], number: int) -> NDArray[np.float64]:
    """A uniform in (0, 1) for each uid."""
    return uniforms(world, np.ascontiguousarray(uids, np.int64), 0, SYNTHESIS, int(number))


def normal(world: np.uint64, uids: NDArray[np.int64], number: int) -> NDArray[np.float64]:
    """A standard normal for each uid."""
    from scipy.special import ndtri

    return ndtri(chance(world, uids, number))
