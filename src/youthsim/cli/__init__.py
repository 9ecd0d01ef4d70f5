"""The command line. Each command lives in its own module and is imported only when it is asked for."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from youthsim.portable import utf8_output

# command -> (module with a click command of the same name, one-line help shown without importing it)
COMMANDS = {
    "run": ("youthsim.cli.run", "Run a scenario and write summary, results, figures and report."),
    "reproduce": (
        "youthsim.cli.reproduce",
        "Run again what a manifest describes: the same bytes, or what differs.",
    ),
    "scale": ("youthsim.cli.scale", "Run at many caseload sizes: what happens to the effect per case."),
    "instruments": (
        "youthsim.cli.instruments",
        "Which instrument of a way of funding makes the difference (Shapley).",
    ),
    "budget": (
        "youthsim.cli.budget",
        "Set the size of a year's budget against waiting, unmet need and bills, per regime.",
    ),
    "sensitivity": ("youthsim.cli.sensitivity", "Which parameters decide the answer (Morris, then Sobol)."),
    "places": (
        "youthsim.cli.places",
        "Set finished runs side by side: claimed, seen, true, who pays, verdict.",
    ),
    "compare": ("youthsim.cli.compare", "Set two finished runs beside each other, draw by draw."),
    "outcomes": ("youthsim.cli.outcomes", "List everything that can be asked of a run."),
    "town": ("youthsim.cli.town", "Show the burned-in community beside its sources."),
    "validate": ("youthsim.cli.validate", "Hold a file of observed figures against the model."),
    "calibrate": ("youthsim.cli.calibrate", "Fit the parameters to observed figures, or check a stored fit."),
    "audit": ("youthsim.cli.audit", "Recompute every figure in the sources, or in your own register."),
    "evidence": ("youthsim.cli.evidence", "Show what a parameter rests on."),
    "new": ("youthsim.cli.new", "Write a commented starter scenario."),
    "schema": ("youthsim.cli.schema", "Write the JSON schema of scenario files, for editors."),
    "bench": ("youthsim.cli.bench", "Time the model on this machine."),
}


class LazyGroup(click.Group):
    """Commands by name, each ending in words and with an exit code of the table in `cli.faults`."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        utf8_output()
        _print_any_name()
        return super().main(*arguments, **options)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        from youthsim.cli.stopping import counting_interrupts

        with counting_interrupts():
            return self.main(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        from youthsim.cli.faults import ending_in_words

        with ending_in_words():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        return getattr(importlib.import_module(COMMANDS[name][0]), name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _print_any_name() -> None:
    """A file may have a name that is no text, such as one with a byte of Latin-1: it is spelled out."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="youthsim")
def main() -> None:
    """youthsim: what scaling a youth-care pilot does, for children, for each payer, over years."""
