"""Who is who: uids that depend on no arm, no row and no other household.

A uid is packed, not hashed: kind (bits 56 and up), household number (4-55), birth order (0-3). A household
number holds its cohort (40-43), the month in which it came (24-39) and its rank in that month (0-23). So a
town of one household more, or of one year more, gives all others the uids they had.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

HOUSEHOLD_KIND, CHILD_KIND, SCHOOL_KIND, TOWN_KIND = 1, 2, 3, 4
SETTLED, FOUNDED, MOVED_IN = range(3)
MAX_RANK = 1 << 24


def household_number(cohort: int, month: Any, rank: Any) -> NDArray[np.int64]:
    """The number of the household that is `rank`th of its cohort in `month` (0 for settled households)."""
    if np.any(np.asarray(rank) >= MAX_RANK):
        raise ValueError(f"at most {MAX_RANK} households of a cohort fit in a month")
    return np.int64(cohort << 40) | (np.asarray(month, np.int64) << 24) | np.asarray(rank, np.int64)


def household_uid(number: Any) -> NDArray[np.int64]:
    """The uid of a household."""
    return np.int64(HOUSEHOLD_KIND << 56) | (np.asarray(number, np.int64) << 4)


def child_uid(number: Any, birth_order: Any) -> NDArray[np.int64]:
    """The uid of the child of household `number`; birth order counts from 1 and runs to 15."""
    return (
        np.int64(CHILD_KIND << 56) | (np.asarray(number, np.int64) << 4) | np.asarray(birth_order, np.int64)
    )


def school_uid(kind: Any, rank: Any) -> NDArray[np.int64]:
    """The uid of the `rank`th school that offers education place `kind`."""
    return np.int64(SCHOOL_KIND << 56) | (np.asarray(kind, np.int64) << 24) | np.asarray(rank, np.int64)


def town_uid(month: Any) -> NDArray[np.int64]:
    """The uid that keys what befalls the town as a whole in a month (how many families come)."""
    return np.int64(TOWN_KIND << 56) | np.asarray(month, np.int64)
