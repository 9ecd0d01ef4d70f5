"""The command line. Each command lives in its own module and is imported only when it is asked for."""

from __future__ import annotations

import importlib

import click

# command -> (module with a click command of the same name, one-line help shown without importing it)
COMMANDS = {
    "run": ("youthsim.cli.run", "Run a scenario and write summary, results, figures and report."),
    "scale": ("youthsim.cli.scale", "Run at many caseload sizes: what happens to the effect per case."),
    "instruments": (
        "youthsim.cli.instruments",
        "Which instrument of a way of funding makes the difference (Shapley).",
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
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        return getattr(importlib.import_module(COMMANDS[name][0]), name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="youthsim")
def main() -> None:
    """youthsim: what scaling a youth-care pilot does, for children, for each payer, over years."""
