"""At the gate: through whom help is asked, how long it waits, and what a practitioner sees of it.

The practitioner sits near families and schools and helps lightly. His cases are the youths who come to him
without any help; he refers when other help is asked for while he is at it, and closes a case when his own
help ends. What comes later he does not see, nor those who never came to him: that is half of the two truths.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.vocabulary.services import N_QUEUED, NEIGHBOURHOOD_TEAM
from youthsim.vocabulary.states import (
    ACTIVE,
    CHILD,
    FREE,
    OUT_OF_HOME_ORDER,
    PRIORITY_COURT,
    PRIORITY_ORDINARY,
    SUPERVISED,
    TREATMENT_FOLLOWS,
    UNDER_GUARDIANSHIP,
)

REFERRERS = ("town", "doctor", "court")
"""The town: gate, school, family, police, providers who ask again. The court: the protection chain, which
asks for every child under its order unless a doctor does."""
UNDER_ORDER = (SUPERVISED, OUT_OF_HOME_ORDER, UNDER_GUARDIANSHIP)
TEAM = 1 << NEIGHBOURHOOD_TEAM
NOT_SEEN, WAITS, IN_LIGHT_HELP, DONE = range(4)


@dataclass
class Gate:
    """Of one arm. `begun`: (months, services, referrers) child episodes; `waited`: (months, services, 2)
    months from request to start of those that were asked in the ordinary way, and their number.
    `seen`, `closed`: youths whose light help ended, by referral or not, and those without referral.
    """

    begun: list[NDArray[np.int64]] = field(default_factory=list)
    waited: list[NDArray[np.int64]] = field(default_factory=list)
    seen: int = 0
    closed: int = 0

    def look(
        self,
        cases: NDArray[np.int8],
        before: NDArray[np.int64],
        state: Any,
        youth_help: int,
        take_new: bool,
    ) -> None:
        """One month. cases: (children,) where each stands with the practitioner, changed in place.

        before: (children,) youth help running or waiting a month ago, as bits.
        """
        e, now = state.episodes[: int(state.counters[0])], state.month - 1
        mine = e[(e["owner_kind"] == CHILD) & (e["state"] != FREE)]
        running = mine[mine["state"] == ACTIVE]
        new = running[running["months_active"] == 1]
        begins = np.concatenate([new, running[running["phase"] == TREATMENT_FOLLOWS]])
        ward = np.isin(state.children["legal"][begins["owner"]], UNDER_ORDER)
        chain = (begins["priority"] == PRIORITY_COURT) | (ward & (begins["by_doctor"] == 0))
        begun = np.zeros((N_QUEUED, len(REFERRERS)), dtype=np.int64)
        np.add.at(begun, (begins["service"], np.where(chain, 2, begins["by_doctor"])), 1)
        self.begun.append(begun)
        asked = new[new["priority"] == PRIORITY_ORDINARY]
        waited = np.zeros((N_QUEUED, 2), dtype=np.int64)
        np.add.at(waited[:, 0], asked["service"], now - asked["month_asked"])
        np.add.at(waited[:, 1], asked["service"], 1)
        self.waited.append(waited)
        self._practitioner(cases, before, state, youth_help, mine[mine["month_asked"] == now], take_new)

    def _practitioner(
        self,
        cases: NDArray[np.int8],
        before: NDArray[np.int64],
        state: Any,
        youth_help: int,
        asked: NDArray[np.void],
        take_new: bool,
    ) -> None:
        children = state.children
        active = children["forms_active"].astype(np.int64) & youth_help
        other = (active | children["forms_waiting"].astype(np.int64)) & youth_help & ~TEAM
        waits = children["forms_waiting"].astype(np.int64) & TEAM > 0
        begins = (cases == WAITS) & (active & TEAM > 0)
        cases[(cases == WAITS) & ~begins & ~waits] = DONE  # refused, gave up: nobody saw them
        cases[begins] = IN_LIGHT_HELP
        referred = (cases == IN_LIGHT_HELP) & (other != 0)
        closed = (cases == IN_LIGHT_HELP) & ~referred & (active & TEAM == 0)
        self.seen += int(referred.sum() + closed.sum())
        self.closed += int(closed.sum())
        cases[referred | closed] = DONE
        if take_new:
            row = np.unique(asked["owner"][asked["service"] == NEIGHBOURHOOD_TEAM].astype(np.int64))
            row = row[(before[row] == 0) & (cases[row] == NOT_SEEN)]
            cases[row] = np.where(active[row] & TEAM > 0, IN_LIGHT_HELP, WAITS)
