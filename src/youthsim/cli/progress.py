"""Progress on standard error, and an end to Ctrl-C without a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

INTERRUPTED = 130


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
