"""How a command ends: in words and with an exit code, whatever happens, and never with a traceback.

| 0 | it did what was asked |
| 1 | a finding: a contradiction stands, a stored fit no longer describes the model |
| 2 | the input cannot be read as it was meant: every fault is printed |
| 3 | it could not be finished: disk, memory, permissions, a lost process, or a fault of youthsim itself |
| 130 | stopped with Ctrl-C |
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from youthsim.scenario.faults import ScenarioError

FINDING, BAD_INPUT, UNFINISHED, INTERRUPTED = 1, 2, 3, 130
WITH_TRACEBACK = "YOUTHSIM_TRACEBACK"
STOPPED = "Stopped. Finished chunks are kept; the same command goes on from there."


class CannotWrite(click.ClickException):
    """A file or folder that cannot be written: no fault of what was asked."""

    exit_code = UNFINISHED

    def __init__(self, where: object, error: OSError) -> None:
        super().__init__(f"{where}: cannot be written: {error.strerror or error}")


@contextmanager
def exit_on_faults() -> Iterator[None]:
    """Prints the faults of a ScenarioError to standard error and leaves with exit code 2.

    with exit_on_faults():
        scenario = catalogue.load(name)
    """
    try:
        yield
    except ScenarioError as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        count = len(error.faults)
        click.echo(f"{count} fault{'' if count == 1 else 's'} found; nothing was run.", err=True)
        raise SystemExit(BAD_INPUT) from None


@contextmanager
def ending_in_words() -> Iterator[None]:
    """Around a whole command: what nobody else caught is said in a line, with the exit code of its kind."""
    try:
        with exit_on_faults():
            try:
                yield
            finally:
                _flush()
    except (click.ClickException, click.exceptions.Exit, click.Abort, SystemExit):
        raise
    except KeyboardInterrupt:
        click.echo(STOPPED, err=True)
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        _nobody_reads()
        raise SystemExit(UNFINISHED) from None
    except Exception as error:
        if os.environ.get(WITH_TRACEBACK):
            raise
        with contextlib.suppress(OSError):
            click.echo(in_a_line(error), err=True)
        if isinstance(error, OSError):
            _nobody_reads()
        raise SystemExit(UNFINISHED) from error


def in_a_line(error: BaseException) -> str:
    """What went wrong, for the one who gave the command."""
    from youthsim.experiment.machine import MachineFault, what_gave_out

    if isinstance(error, OSError) and not _still_here():
        return "The folder in which this command was given is gone: go to another one."
    if isinstance(error, MachineFault | OSError | MemoryError):
        return what_gave_out(error)
    words = str(error) if isinstance(error, RuntimeError | ValueError) else ""
    return words or f"{type(error).__name__}: {error} (a fault of youthsim; {WITH_TRACEBACK}=1 says where)"


def _still_here() -> bool:
    try:
        os.getcwd()
    except OSError:
        return False
    return True


def _flush() -> None:
    """What is printed arrives, or fails, while somebody can still say so."""
    if sys.stdout is not None and not sys.stdout.closed:
        sys.stdout.flush()


def _nobody_reads() -> None:
    """Drops what is still to be printed: Python would try once more when it ends, and complain."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
