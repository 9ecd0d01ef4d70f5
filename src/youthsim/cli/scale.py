"""youthsim scale: the effect against the size of the caseload."""

# ruff: noqa: E501
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthsim.cli import options
from youthsim.cli.faults import exit_on_faults

if TYPE_CHECKING:
    from youthsim.experiment.scaling import ScaleResult


def read_sizes(_: click.Context, __: click.Parameter, text: str | None) -> tuple[int, ...] | None:
    """Sizes from "6,10,20". Exit 2 when one is no whole number above zero."""
    from youthsim.catalogue.models import MOST_SIZES

    if text is None:
        return None
    try:
        sizes = sorted({int(part) for part in text.replace(";", ",").split(",") if part.strip()})
    except ValueError:
        raise click.BadParameter(f"'{text}' is not a list of numbers (expected such as 6,10,20,40)") from None
    if len(sizes) > MOST_SIZES:
        raise click.BadParameter(f"{len(sizes)} sizes (expected at most {MOST_SIZES})")
    if not sizes or sizes[0] < 1:
        raise click.BadParameter("sizes are whole numbers above zero, such as 6,10,20,40")
    return tuple(sizes)


@click.command()
@options.scenario
@click.option(
    "--sizes", callback=read_sizes, help="Caseloads, such as 6,10,20,40,80; left out: the scenario's."
)
@options.draws
@options.replicates()
@options.seed()
@options.workers
@options.out("NAME-scale")
@options.lang("figures")
def scale(
    scenario: str,
    sizes: tuple[int, ...] | None,
    draws: int | None,
    replicates: int | None,
    seed: int | None,
    workers: int | None,
    out: Path | None,
    lang: str,
) -> None:
    """Run SCENARIO at many caseload sizes: net saving and outcomes per case and in total against n."""
    from youthsim.experiment.runner import as_scenario

    with exit_on_faults():
        loaded = as_scenario(scenario)
    directory = options.writable(out or Path("out") / f"{loaded.name}-scale")
    from youthsim.experiment.scaling import scale as run_scale

    with options.simulating(directory=directory) as ears:
        result = run_scale(
            loaded, sizes, draws=draws, replicates=replicates, seed=seed, workers=workers, out=directory,
            **ears,
        )  # fmt: skip
        from youthsim.report.analyses import save, scale_figure

        for arm in result.about["arms"]:
            save(scale_figure(result, arm, lang), directory / "figures", f"scale-{arm}")
    _show(result)
    click.echo(f"\n{directory / 'scale.csv'}\n{directory / 'figures'}")


RULE = (
    "Clear: the 90% interval and that of the computed mean on one side of zero, and an amount that matters "
    "(5% of the programme's cost, else 1% of what is paid without it)."
)


def _show(result: ScaleResult) -> None:
    for line in told(result):
        click.echo(line)


def told(result: ScaleResult) -> list[str]:
    """The table per arm, with the interval of every amount and what words may say of it, and the rule."""
    from youthsim.experiment.answer import euros
    from youthsim.experiment.mattering import FEWEST_DRAWS
    from youthsim.report.analyses import foot
    from youthsim.report.words import Words

    about = result.about
    lines = ["Net saving of the town's public payers, in euros.", foot(about, Words("en"))]
    for arm, least in result.pays_from.items():
        lines += [
            "",
            arm,
            f"{'cases':>7} {'per case':>10}  {'parameters, 90%':>22}  {'n real cases, 90%':>22}  "
            f"{'in total':>10}  {'parameters, 90%':>22}",
        ]
        for size in about["sizes"]:
            case, total = (result.saving(arm, size, per) for per in ("case", "total"))
            mean, whole = (euros(rows["parameter"]["mean"], "en") for rows in (case, total))
            spans = [
                f"{euros(row['p05'], 'en')} to {euros(row['p95'], 'en')}"
                for row in (case["parameter"], case["realised"], total["parameter"])
            ]
            lines.append(
                f"{size:>7} {mean:>10}  {spans[0]:>22}  {spans[1]:>22}  {whole:>10}  {spans[2]:>22}  {_said(result, arm, size)}"
            )
        if about["draws"] < FEWEST_DRAWS:
            lines.append(f"Nothing can be said with fewer than {FEWEST_DRAWS} draws.")
        else:
            lines.append(
                f"Clearly pays from {least} cases on." if least else "Clearly pays at none of these sizes."
            )
    return [*lines, "", RULE]


def _said(result: ScaleResult, arm: str, size: int) -> str:
    """What words may say of the net saving in total."""
    from youthsim.experiment.mattering import Size

    found = result.clear(arm, size)
    if found is Size.CLEAR:
        saves = result.saving(arm, size)["parameter"]["mean"] > 0
        return "clearly saves" if saves else "clearly costs"
    return "hardly any difference" if found is Size.HARDLY else "cannot be told"
