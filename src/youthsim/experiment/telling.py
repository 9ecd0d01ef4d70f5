"""Progress as lines, where no bar can be drawn: in a log, through a pipe, in a notebook."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

FIRST_SECONDS = 20.0
OF_THE_TIME_PAST = 0.05


class Lines:
    """A line now and then: how much is done, the time past and the time to go.

    Called with chunks done and chunks in all. Lines come every 20 seconds at first, and further apart the
    longer it takes. `begin`: whether to say at once that there is something to wait for.
    """

    def __init__(self, what: str, say: Callable[[str], object], begin: bool = True) -> None:
        self._what, self._say, self._begin = what, say, begin
        self._begun = self._told = time.monotonic()
        self._kept: int | None = None
        self._said = False

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        past = now - self._begun
        if self._kept is None:  # found from an earlier run: it says nothing of the time that a chunk takes
            self._kept = done
            if self._begin and done < total:
                self._tell(now, done, total, "")
            return
        wait = max(FIRST_SECONDS, OF_THE_TIME_PAST * past)
        if (now - self._told < wait and done < total) or (done >= total and not self._said):
            return
        fresh, left = done - self._kept, ""
        if fresh > 0 and done < total:
            left = f", about {duration(past / fresh * (total - done))} to go"
        self._tell(now, done, total, f", {duration(past)} past{left}")

    def _tell(self, now: float, done: int, total: int, more: str) -> None:
        self._told, self._said = now, True
        self._say(f"{self._what}: {done} of {total} chunks{more}")


def duration(seconds: float) -> str:
    """45 s, 12 min or 3 h 05 min."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d} min"


def lines_in_a_notebook() -> Callable[[int, int], None] | None:
    """Lines below the cell, when a run takes longer than some seconds; None outside a notebook."""
    if "ipykernel" not in sys.modules:
        return None
    return Lines("Simulating", lambda line: print(line, flush=True), begin=False)
