"""How the command line tells what is wrong with a file: every fault, exit code 2, no traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from youthsim.scenario.faults import ScenarioError

BAD_INPUT = 2


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
