"""What one simulated arm leaves behind: books, counts and cases, as plain arrays.

Groups are buckets of the caseload by rank, cut at the scenario's sizes, and last the rest of the town. With
sizes (6, 10, 30, 40) the groups are ranks 0-5, 6-9, 10-29, 30-39, and everyone else; the caseload of size 30
is the sum of the first three. So one baseline run serves every size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

CASE = np.dtype([
    ("household_uid", "i8"),
    ("rank", "i4"),
    ("enrolled_month", "i4"),      # month after the programme's start, -1 never enrolled
    ("left_month", "i4"),          # month in which the household moved away, -1 stays
    ("cost_before_cents", "i8"),   # all Acts, twelve months before the start
    ("worst_month_cents", "i8"),   # dearest of the six months before the start
    ("completed", "i1"),           # programme finished, in a programme arm
    ("supported_month", "i4"),     # first own help of a youth worker at school, after the start; -1 never
    ("support_minutes", "i4"),     # of such help in all
    ("judged", "i1"),              # what would have followed without it, in the eyes of who tells the case
])  # fmt: skip

PROGRAMME_SERIES = (
    "fte_wanted",
    "fte_filled",
    "households_served",
    "mean_fidelity",
    "displaced_fte",
    "houses_given",
)


@dataclass
class ArmRun:
    """One arm of one town, at one caseload size, under one draw of parameters and luck.

    payments: (groups, months, payers, services) cents, undiscounted, at the scenario's price level.
    used: (groups + 1, months, services) cents, use of services valued at tariff; the last row is other towns.
    tallies: (groups, months, N_TALLIES) fixed-point counts, see `vocabulary.tallies`.
    paths: (groups, months, N_PATHS) minors and young adults by care path, end of month.
    flows: (groups, N_PATHS, N_PATHS) moves between paths over the whole period.
    cases: (n,) of CASE, by rank; `case_costs`: (n, months) cents, all public payers, programme included.
    programme: (months, len(PROGRAMME_SERIES)); zero in an arm without a programme.
    provider_costs: (months, N_QUEUED) cents that providers spend on places, full or empty.
    `size` is the caseload size that the programme may reach (0 in an arm without a programme).
    """

    arm: str
    size: int
    draw: int
    replicate: int
    sizes: tuple[int, ...]
    payments: NDArray[np.int64]
    used: NDArray[np.int64]
    tallies: NDArray[np.int64]
    paths: NDArray[np.int64]
    flows: NDArray[np.int64]
    cases: NDArray[np.void]
    case_costs: NDArray[np.int64]
    programme: NDArray[np.float64]
    provider_costs: NDArray[np.int64]
    closing_error_cents: int
    eligible: int
    town: dict[str, float] = field(default_factory=dict)

    @property
    def months(self) -> int:
        return int(self.payments.shape[1])

    def groups_of(self, group: str, size: int) -> slice:
        """Rows of the group axis: "caseload" (first `size` by rank), "rest" (other residents), "town"."""
        cut = self.sizes.index(size) + 1
        return {"caseload": slice(0, cut), "rest": slice(cut, None), "town": slice(0, None)}[group]


def group_of_rank(rank: int, sizes: Sequence[int]) -> int:
    """The bucket of a case; len(sizes) for someone beyond the largest caseload."""
    return sum(rank >= size for size in sizes)
