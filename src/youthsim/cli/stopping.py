"""Ctrl-C, however often it is pressed: once ends a command in order, three times ends it at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from youthsim.cli.faults import INTERRUPTED, STOPPED

AT_ONCE = 3


class Interrupts:
    """Counts Ctrl-C: the first ends in order, the second waits for that, the third does not wait any longer.

    Ending at once loses nothing: chunks are written in one step, and workers end when their parent does.
    """

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.count += 1
        if self.count == 1:
            raise KeyboardInterrupt
        if self.count >= AT_ONCE:
            with suppress(OSError):
                os.write(2, f"\n{STOPPED}\n".encode())
            os._exit(INTERRUPTED)


@contextmanager
def counting_interrupts() -> Iterator[None]:
    """For the life of a program. One that ignores Ctrl-C, such as a background job, goes on ignoring it."""
    if threading.current_thread() is not threading.main_thread() or (
        signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        yield
        return
    interrupts = Interrupts()
    signal.signal(signal.SIGINT, interrupts)
    try:
        yield
    finally:
        # once it has been stopped, a late Ctrl-C may no longer change how it ends
        signal.signal(signal.SIGINT, signal.SIG_IGN if interrupts.count else signal.default_int_handler)
