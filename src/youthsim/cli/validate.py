"""youthsim validate: any file of observed figures held against the model."""

# ruff: noqa: E501
from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from youthsim.cli.faults import exit_on_faults
from youthsim.cli.progress import bar, failing_kindly, stopping_kindly

if TYPE_CHECKING:
    from youthsim.calibration.posterior import Posterior

USED = {
    "fit": "fitted: no test",
    "priors": "placed priors: no test",
    "change": "led to a change: no test",
    "no": "validation",
    "look": "only looked at: no test",
}


@click.command()
@click.option(
    "--targets",
    "targets_file",
    required=True,
    help="YAML file with targets, or a bundled one: targets.yaml, two_truths.yaml, held_out.yaml, places.yaml.",
)
@click.option(
    "--draws", type=click.IntRange(min=2), default=40, show_default=True, help="Draws of the parameters."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Chooses the luck.")
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processes; left out: one per core. Never changes results."
)
@click.option(
    "--posterior",
    help="Folder of a fitted posterior, or `none` for the priors; left out: the bundled one, if there is one.",
)
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for finished runs, to go on after a stop.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def validate(
    targets_file: str,
    draws: int,
    seed: int,
    workers: int | None,
    posterior: str | None,
    keep: Path | None,
    as_json: bool,
) -> None:
    """Simulated value, 90% interval and verdict for every target of a file.

    `youthsim outcomes` lists what a target may ask, `youthsim outcomes --filters` how to narrow it. Targets
    that a fit used are marked, and never count as validation. What has no figure (use: look) is shown, and
    counts as nothing.
    """
    from youthsim.calibration.folders import target_file
    from youthsim.calibration.seeing import scenes_of
    from youthsim.calibration.targets import read_targets
    from youthsim.calibration.validating import validate as hold_against
    from youthsim.experiment.workers import default_workers

    with exit_on_faults():
        file = read_targets(target_file(targets_file))
        scenes_of(file.targets, file.defaults, seed)
        fitted = chosen_posterior(posterior)
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="youthsim-")))
        stack.enter_context(stopping_kindly())
        stack.enter_context(failing_kindly())
        tell = stack.enter_context(bar("Looking at towns"))
        card = hold_against(
            file,
            folder,
            draws=draws,
            seed=seed,
            posterior=fitted,
            workers=workers or default_workers(),
            tell=tell,
        )
    told = card.as_json()
    click.echo(json.dumps(told, indent=1, ensure_ascii=False) if as_json else "\n".join(in_words(told)))


def chosen_posterior(name: str | None) -> Posterior | None:
    """The posterior of that name, or the bundled one. Raises ScenarioError when it is not there."""
    from youthsim.calibration.folders import POSTERIOR, bundled_calibration
    from youthsim.calibration.posterior import MANIFEST, PosteriorFault, read_posterior
    from youthsim.scenario.faults import Fault, ScenarioError

    if name == "none":
        return None
    folder = Path(name) if name else bundled_calibration() / POSTERIOR
    if name is None and not (folder / MANIFEST).is_file():
        return None
    try:
        return read_posterior(folder)
    except (FileNotFoundError, PosteriorFault) as error:
        raise ScenarioError(
            [Fault(str(folder), "the posterior", str(error), "a folder written by `youthsim calibrate`")]
        ) from None


def in_words(told: dict[str, Any]) -> list[str]:
    """The scorecard in columns."""
    lines = [
        f"{told['title'] or 'Targets'}: {told['draws']} draws of the parameters ({told['parameters']})", "",
        f"{'target':34s}{'source':>11s}{'n':>6s}{'simulated':>12s}{'90% interval':>22s}  verdict",
    ]  # fmt: skip
    for row in told["targets"]:
        span = f"{_number(row['p05'])} - {_number(row['p95'])}"
        mark = "!" if row["verdict"] == "outside" else " "
        lines.append(
            f"{row['id'][:33]:34s}{_number(row['value']):>11s}{row['n'] or '':>6}{_number(row['simulated']):>12s}{span:>22s} {mark}{row['verdict']} ({USED[row['used']]})"
        )
    for row in told["waiting"]:
        lines.append(f"{row['id'][:33]:34s} waits for: {row['waits_for']}")
    lines.append("")
    for name, said in (
        ("fitted", "fitted, so no test"),
        ("placed_priors", "helped to place priors, so no test"),
        ("led_to_change", "their miss led to a change of the model, so no test"),
        ("validation", "validation"),
    ):
        counts = told["summary"][name]
        if counts["targets"]:
            lines.append(f"{counts['inside']} of {counts['targets']} inside: {said}")
    if told["summary"]["cannot_be_said"]:
        lines.append("Cannot be said: " + ", ".join(told["summary"]["cannot_be_said"]))
    if told["summary"]["no_figure"]:
        lines.append(
            "No figure, so neither inside nor outside; the interval is the model's own: "
            + ", ".join(told["summary"]["no_figure"])
        )
    lines.append("Inside: the source's figure lies in the 5-95% of what it would have printed in the model.")
    return lines


def _number(x: float | None) -> str:
    if x is None:
        return "-"
    return f"{x:,.0f}" if abs(x) >= 1000 else f"{x:.3g}"
