"""Processes that live towns: they end when their parent does, whatever ends it, and leave Ctrl-C to it.

A worker that outlives a killed parent would hold memory, and the terminal, for ever. On Linux the kernel ends
it; everywhere a thread of its own watches the parent and ends the process within a second.

Where processes are spawned (Windows, macOS), Python runs the calling script again in each of them. A script
without `if __name__ == "__main__":` would then start its own run within every worker. So the script is not
run again, except where the towns themselves are declared in it.
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import multiprocessing.connection
import os
import pickle
import signal
import sys
import threading
import types
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext, SpawnContext, SpawnProcess
from typing import Any

from youthsim.experiment.machine import MachineFault, is_alive

WATCH_SECONDS = 1.0
PARENT_IS_GONE = 3
START_METHOD = "YOUTHSIM_START_METHOD"
_PR_SET_PDEATHSIG = 1
NO_GUARD = (
    "This script gives youthsim towns of its own, and each worker has to read it: put what it does below "
    '`if __name__ == "__main__":`, or pass workers=1.'
)
ENDED = "A worker process was ended from outside, often for want of memory (--workers 1 needs the least)."
_launching = threading.Lock()


class LostWorker(MachineFault):
    """A worker was ended by something else than this run."""


def refuse_without_guard() -> None:
    """Ends a worker in which the caller's script is being run again, with one line. See the module."""
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        raise SystemExit(NO_GUARD)


def each_finished(
    work: Callable[..., None],
    given: Sequence[tuple[Any, ...]],
    workers: int,
    executor: Executor | None = None,
) -> Generator[None, None, None]:
    """Yields once for each `work(*arguments)` that is finished, in processes or in the executor.

    Raises LostWorker when a worker is killed, and whatever the work raises. Workers of our own are ended when
    the generator is closed; an executor that was given is left as it was found.
    """
    refuse_without_guard()
    sent = given[0] if given else ()
    pool = executor or processes(min(workers, len(given)), sent)
    futures: list[Future[None]] = []
    try:
        with _no_ctrl_c_while_starting():
            futures = [pool.submit(work, *arguments) for arguments in given]
        for future in as_completed(futures):
            future.result()
            yield
    except BaseException as error:
        if executor is None:
            end_now(pool)  # without cancelling: the pool's own thread trips over cancelled work
        for future in futures if executor is not None else ():
            future.cancel()
        if isinstance(error, BrokenProcessPool):
            reads_script = executor is None and _method() == "spawn" and _needs_the_script(sent)
            raise LostWorker(NO_GUARD if reads_script else ENDED) from error
        raise
    finally:
        if executor is None:
            pool.shutdown(wait=True)


def processes(workers: int, sent: object = ()) -> ProcessPoolExecutor:
    """A pool that ends with us. `sent` is an example of what its workers will be sent."""
    return ProcessPoolExecutor(workers, _context(sent), initializer=_begin, initargs=(os.getpid(),))


def end_now(pool: Executor) -> None:
    """Ends the processes of a pool that we started ourselves; finished chunks are kept."""
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        with contextlib.suppress(OSError, ValueError):
            process.kill()


def default_workers() -> int:
    """One per core that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# --- how they are started -------------------------------------------------------------------------------


def _context(sent: object) -> BaseContext:
    """How workers are started; those that are spawned need not read the script, see the module."""
    method = _method()
    if method != "spawn" or _needs_the_script(sent):
        return multiprocessing.get_context(method)
    return _SpawnWithoutScript()


def _method() -> str:
    """Forked where that is safe, to share compiled rules, unless asked otherwise.

    What `multiprocessing` calls the chosen method says nothing: Mesa sets it for the whole program.
    """
    asked = os.environ.get(START_METHOD)
    if asked in multiprocessing.get_all_start_methods():
        return str(asked)
    return "fork" if sys.platform == "linux" else "spawn"


def _needs_the_script(sent: object) -> bool:
    """Whether something that is sent to a worker is declared in the calling script."""
    try:
        return b"__main__" in pickle.dumps(sent)
    except Exception:  # what cannot be sent at all is told by the pool
        return False


class _WithoutScript(SpawnProcess):
    """A spawned process that does not run the caller's script again."""

    @staticmethod
    def _Popen(process: Any) -> Any:
        with _launching:
            script = sys.modules["__main__"]
            sys.modules["__main__"] = types.ModuleType("__main__")
            try:
                return SpawnProcess._Popen(process)
            finally:
                sys.modules["__main__"] = script


class _SpawnWithoutScript(SpawnContext):
    Process = _WithoutScript


@contextlib.contextmanager
def _no_ctrl_c_while_starting() -> Iterator[None]:
    """Ctrl-C waits until every worker has been started: a half-started one would print where it was."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# --- in a worker ----------------------------------------------------------------------------------------


def _begin(parent: int) -> None:
    """What a worker does first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True, name="watches the parent").start()


def _end_with(parent: int) -> None:
    """Waits until the parent is gone, and ends this process.

    Three signs, since each fails somewhere: a sibling may hold the pipe, a dead parent that nobody buried
    still has its number, and a parent that did not start us itself (forkserver) is nobody's parent.
    """
    known, above = multiprocessing.parent_process(), os.getppid()
    while known is not None and os.getppid() == above and is_alive(parent):
        if multiprocessing.connection.wait([known.sentinel], WATCH_SECONDS):
            break
    os._exit(PARENT_IS_GONE)
