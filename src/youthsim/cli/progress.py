"""Progress on standard error, and an end without a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from youthsim.cli.faults import INTERRUPTED, STOPPED, UNFINISHED, in_a_line

FAILURE = "failure.log"
Tell = Callable[[int, int], None]


@contextmanager
def bar(what: str) -> Iterator[Tell]:
    """A bar with done, left and time, or lines without a terminal. It takes chunks done and in all."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lines(what)
        return
    with _bar(what) as tell:
        yield tell


def lines(what: str) -> Tell:
    """A line on standard error now and then."""
    from youthsim.experiment.telling import Lines

    return Lines(what, lambda line: click.echo(line, err=True))


@contextmanager
def _bar(what: str) -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("chunks,"),
        TimeElapsedColumn(), TextColumn("past,"), TimeRemainingColumn(), TextColumn("to go"),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)

        def tell(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield tell


@contextmanager
def stopping_kindly() -> Iterator[None]:
    """Ctrl-C ends with exit code 130 and says what was kept."""
    from youthsim.experiment.ensemble import RunStopped

    try:
        yield
    except RunStopped as stopped:
        click.echo(
            f"Stopped. {stopped.done} of {stopped.total} chunks are kept in {stopped.directory}; "
            "the same command goes on from there.",
            err=True,
        )
        raise SystemExit(INTERRUPTED) from None
    except KeyboardInterrupt:
        click.echo(STOPPED, err=True)
        raise SystemExit(INTERRUPTED) from None


@contextmanager
def failing_kindly(directory: Path | None = None) -> Iterator[None]:
    """What goes wrong while running is said in a line, with exit code 3; `directory` gets the details.

    Bad input is no such failure: ScenarioError and what click says of options go on to who knows about them.
    """
    from youthsim.experiment.load import TooManyDraws
    from youthsim.scenario.faults import ScenarioError

    try:
        yield
    except (ScenarioError, click.ClickException, BrokenPipeError):
        raise
    except TooManyDraws as error:
        raise click.UsageError(str(error)) from None
    except Exception as error:
        import traceback

        click.echo(in_a_line(error), err=True)
        if directory is not None and directory.is_dir():
            with suppress(OSError):  # a full disk is no reason for another fault
                (directory / FAILURE).write_text(
                    traceback.format_exc(), encoding="utf-8", errors="backslashreplace", newline="\n"
                )
                click.echo(f"Details for a report of the fault: {directory / FAILURE}", err=True)
        raise SystemExit(UNFINISHED) from None
