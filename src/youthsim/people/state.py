"""Everything that lives in a town at one moment, as arrays that can be copied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from youthsim.people.episodes import OVERFLOW, USED
from youthsim.people.records import EPISODE, FRONT, WORLD_RECORDS, rows

SPARE_ROWS = 4000


@dataclass
class State:
    """Children, lives, households, schools, services, episodes and the town's own record.

    `counters` holds the rows of `episodes` in use, requests that found no row, and how many rows of
    `busy` count: the children that this month must be followed one by one. `month` counts from the
    start of the burn-in, a January.
    """

    children: Any
    lives: Any
    households: Any
    schools: Any
    services: Any
    episodes: Any
    town: Any
    counters: Any
    month: int = 0

    def __post_init__(self) -> None:
        self.busy = np.zeros(len(self.children), dtype=np.int32)
        self.fronts = rows(len(self.households), FRONT)

    def copy(self, over: State | None = None) -> State:
        """An independent twin, written over a state that is no longer needed where one is given."""
        arrays = {
            name: _copied(getattr(self, name), getattr(over, name, None))
            for name in (*WORLD_RECORDS, "counters")
        }
        return State(**arrays, month=self.month)

    def make_room(self, more: int = 0) -> None:
        """Grow the table of episodes before a month (or `more` rows) that might fill it; kernels cannot."""
        if int(self.counters[OVERFLOW]):
            raise RuntimeError("the table of care episodes was full; this is a fault in youthsim")
        used = int(self.counters[USED])
        if used + more + SPARE_ROWS + len(self.children) // 10 > len(self.episodes):
            larger = rows(2 * len(self.episodes) + more + SPARE_ROWS + len(self.children) // 5, EPISODE)
            larger[:used] = self.episodes[:used]
            self.episodes = larger


def _copied(array: Any, over: Any) -> Any:
    """A copy, byte by byte: in used memory that is several times faster than in fresh."""
    if over is None or over.shape != array.shape:
        return array.copy()
    over.view(np.uint8)[:] = array.view(np.uint8)
    return over
