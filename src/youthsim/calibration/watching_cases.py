"""The cases that Gouda and Nijkerk counted and costed, by their own rule, in whatever town is looked at.

Gouda: children on the roll of a school, fully absent for three months or more, in a care track: how many are
in a day place. The six whose path was costed were in one, and were guided by youth help both while they went
to school and after. Of such children: for how long they are out, and what their youth care cost a year since
(23 months at most) and before. Before is from the start of youth help to the day of full absence, as the
source counts: its 20 months are the mean length of that, not a window that also holds months before any help.
Nijkerk: youths of 16-20 with a mild disability who neither go to school nor work: what their households cost
a year, under and over 18.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.interventions.caseload import gouda_child, nijkerk_youth
from youthsim.vocabulary.services import DAY_TREATMENT, N_QUEUED, SERVICES, YOUTH_ACT

AGES = 23
MONTHS_AFTER = 23  # gou_period_after
KEPT = 64
YOUTH_FORMS = np.array([s.number for s in SERVICES[:N_QUEUED] if s.act == YOUTH_ACT])
OUT_OF_SCHOOL = (
    "children", "in_day_place", "months_out", "guided", "cents_after", "months_before", "cents_before",
)  # fmt: skip


@dataclass
class Cases:
    """Of one arm, a row a month. `out_of_school`: sums over the children, see `OUT_OF_SCHOOL`; `guided` are
    those in a day place with youth help before, and what follows is of them: cents a month after, months and
    cents of their path before. Time out is of all in a day place: of who is out for years nothing earlier is
    remembered, so to ask for help before would leave out the longest. `idle`: (AGES, 2) youths without school
    or work, and cents of their households.
    """

    out_of_school: list[NDArray[np.float64]] = field(default_factory=list)
    idle: list[NDArray[np.int64]] = field(default_factory=list)

    def look(self, history: list[NDArray[np.int32]], state: Any) -> None:
        """One month; `history` ends with this month's youth care of each child, in cents."""
        c = state.children
        who = np.flatnonzero(gouda_child(state))
        sums = np.zeros(len(OUT_OF_SCHOOL))
        placed = who[(c["forms_active"][who] >> DAY_TREATMENT) & 1 == 1]
        sums[:3] = len(who), len(placed), c["months_out"][placed].sum()
        for row in placed:
            out = int(c["months_out"][row])
            path = path_before(np.array([month[row] for month in history[:-out]]))
            if len(path):
                after = [month[row] for month in history[-min(out, MONTHS_AFTER) :]]
                sums[3:] += 1, np.mean(after), len(path), path.sum()
        self.out_of_school.append(sums)
        who = np.flatnonzero(nijkerk_youth(state))
        years = np.minimum(c["age_months"][who].astype(np.int64) // 12, AGES - 1)
        cents = state.households["month_cost"][c["household"][who]]
        idle = np.zeros((AGES, 2), dtype=np.int64)
        np.add.at(idle, (years, 0), 1)
        np.add.at(idle, (years, 1), cents)
        self.idle.append(idle)


def path_before(cents: NDArray[np.int32]) -> NDArray[np.int32]:
    """Months of a care path: those from the first with youth care on; none where there was no care."""
    helped = np.flatnonzero(cents)
    return cents[helped[0] :] if len(helped) else cents[:0]


def youth_care_of(state: Any) -> NDArray[np.int32]:
    """(children,) cents of youth care of each child this month."""
    out = np.zeros(len(state.children), dtype=np.int32)
    active = state.children["forms_active"].astype(np.int64)
    some = np.flatnonzero(active)
    running = (active[some, None] >> YOUTH_FORMS) & 1
    out[some] = running @ state.services["price_cents"][YOUTH_FORMS]
    return out


def keep(history: list[NDArray[np.int32]], state: Any) -> None:
    """Adds this month to what is remembered."""
    history.append(youth_care_of(state))
    del history[:-KEPT]
