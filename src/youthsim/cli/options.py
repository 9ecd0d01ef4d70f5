"""Options that several commands have, declared once, so that they read and mean the same everywhere.

    @click.command()
    @options.scenario
    @options.draws
    @options.out("NAME-scale")
    def scale(...): ...

Where a command gives an option another meaning, it passes its own words.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypedDict, TypeVar

import click

from youthsim.cli.faults import CannotWrite, exit_on_faults
from youthsim.cli.progress import bar, failing_kindly, stopping_kindly
from youthsim.portable import folder_fault, name_fault

if TYPE_CHECKING:
    from youthsim.catalogue import Scenario

F = TypeVar("F", bound=Callable[..., Any])


class Folder(click.Path):
    """A folder to write into: nothing at all is not the folder one stands in."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        words = os.fspath(value)
        if not words.strip():
            self.fail("is empty (expected the name of a folder; . for this one)", param, ctx)
        if any(unicodedata.category(letter) == "Cc" for letter in words):
            self.fail(
                f"{words!r} holds letters that cannot be seen (expected the name of a folder)", param, ctx
            )
        return super().convert(value, param, ctx)


FOLDER = Folder()
LONGEST_NAME, LONGEST_PATH = 255, 4000  # what file systems take; longer names are no fault of the machine


class Option(Protocol):
    """What stands above a command and adds an option to it."""

    def __call__(self, command: F, /) -> F: ...


scenario = click.argument("scenario")
draws = click.option(
    "--draws", type=click.IntRange(min=1), help="Draws of the uncertain parameters (else the scenario's)."
)
workers = click.option(
    "--workers", type=click.IntRange(min=1), help="Processes; left out: one per core. Never changes results."
)


def replicates(said: str = "Towns with other luck per draw (else the scenario's).") -> Option:
    """At least two: with one, luck and parameters cannot be told apart."""
    return click.option("--replicates", type=click.IntRange(min=2), help=said)


def seed(said: str = "Chooses the luck (else the scenario's).") -> Option:
    """The number behind every draw."""
    return click.option("--seed", type=click.IntRange(min=0), help=said)


def out(usual: str) -> Option:
    """The folder of the files; `usual` names the one in out/ that is taken when it is left out."""
    return click.option("--out", type=FOLDER, help=f"Folder for the files; out/{usual} if left out.")


force = click.option(
    "--force",
    is_flag=True,
    help="Use a folder that holds another question (which is moved aside) or files of something else.",
)


def lang(what: str) -> Option:
    """Dutch, or English when asked."""
    return click.option(
        "--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True,
        help=f"Language of the {what}.",
    )  # fmt: skip


def _share(_: click.Context, __: click.Parameter, percent: float | None) -> float | None:
    return None if percent is None else percent / 100


population_share = click.option(
    "--population-share",
    type=click.FloatRange(0, 100, min_open=True),
    callback=_share,
    help="Percent of the town, for a quick look.",
)


class Ears(TypedDict):
    """Who hears of a simulation: chunks done and in all, and lines for the user."""

    tell: Callable[[int, int], None]
    say: Callable[[str], None]


@contextmanager
def simulating(what: str = "Simulating", directory: Path | None = None) -> Iterator[Ears]:
    """A bar while towns are lived in, and no traceback whatever happens.

    Ctrl-C ends with exit code 130 and says what was kept; faults in input end with 2; what fails in the
    model or on the machine with 3, its details in `directory`.
    """
    with (
        exit_on_faults(),
        stopping_kindly(),
        failing_kindly(directory),
        _taken_told(),
        bar(what) as tell,
    ):
        yield {"tell": tell, "say": lambda line: click.echo(line, err=True)}


def writable(directory: Path) -> Path:
    """Makes the folder, or says why not: exit 2 for an impossible name, 3 for what the machine refuses."""
    if fault := name_fault(directory):
        raise click.UsageError(f"{directory}: {fault}")
    if (
        any(len(os.fsencode(part)) > LONGEST_NAME for part in directory.parts)
        or len(str(directory)) > LONGEST_PATH
    ):
        raise click.UsageError(f"{str(directory)[:99]}…: cannot be written: File name too long")
    if fault := folder_fault(directory):
        raise CannotWrite(directory, OSError(0, fault))
    return directory


@contextmanager
def _taken_told() -> Iterator[None]:
    from youthsim.experiment.folders import FolderTaken

    try:
        yield
    except FolderTaken as taken:
        raise click.UsageError(str(taken)) from None


def free(directory: Path, scenario: Scenario, force: bool) -> None:
    """Refuses a folder that holds something else than this question. Exit 2."""
    from youthsim.experiment.folders import check_free

    with _taken_told():
        check_free(directory, scenario, force)
