"""Progress on standard error, and an end to Ctrl-C without a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

INTERRUPTED = 130
FAILED = 1
FAILURE = "failure.log"


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar with done, left and time; it takes (chunks done, chunks in all)."""
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
        click.echo("Stopped. Finished chunks are kept; the same command goes on from there.", err=True)
        raise SystemExit(INTERRUPTED) from None


@contextmanager
def failing_kindly(directory: Path | None = None) -> Iterator[None]:
    """What goes wrong while running is said in a line, with exit code 1; `directory` gets the details.

    Bad input is no such failure: ScenarioError and what click says of options go on to who knows about them.
    """
    from youthsim.scenario.faults import ScenarioError

    try:
        yield
    except (ScenarioError, click.ClickException):
        raise
    except Exception as error:
        import traceback

        said = str(error) if isinstance(error, RuntimeError | ValueError) else ""
        click.echo(said or f"{type(error).__name__}: {error}", err=True)
        if directory is not None and directory.is_dir():
            with suppress(OSError):  # a full disk is no reason for another fault
                (directory / FAILURE).write_text(traceback.format_exc(), encoding="utf-8")
                click.echo(f"Details for a report of the fault: {directory / FAILURE}", err=True)
        raise SystemExit(FAILED) from None
