"""youthsim scale: the effect against the size of the caseload."""

# ruff: noqa: E501
from __future__ import annotations

from pathlib import Path

import click

from youthsim.cli import options
from youthsim.cli.faults import exit_on_faults


def read_sizes(_: click.Context, __: click.Parameter, text: str | None) -> tuple[int, ...] | None:
    """Sizes from "6,10,20". Exit 2 when one is no whole number above zero."""
    if text is None:
        return None
    try:
        sizes = sorted({int(part) for part in text.replace(";", ",").split(",") if part.strip()})
    except ValueError:
        raise click.BadParameter(f"'{text}' is not a list of numbers (expected such as 6,10,20,40)") from None
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


def _show(result: object) -> None:
    from youthsim.experiment.answer import euros

    about, rows = result.about, result.rows  # type: ignore[attr-defined]
    click.echo(
        f"Net saving of the town's public payers, {about['horizon_months']} months, prices of {about['price_year']}"
    )
    for arm, least in result.break_even.items():  # type: ignore[attr-defined]
        click.echo(
            f"\n{arm}\n{'cases':>7} {'per case':>12}  {'parameters, 90%':>26}  {'n real cases, 90%':>26}  {'in total':>10}"
        )
        for size in about["sizes"]:
            found = {
                (r["per"], r["interval"]): r
                for r in rows
                if (r["arm"], r["size"], r["outcome"]) == (arm, size, "net_saving")
            }
            case, luck = found["case", "parameter"], found["case", "realised"]
            spans = [f"{euros(x['p05'], 'en')} to {euros(x['p95'], 'en')}" for x in (case, luck)]
            total = euros(found["total", "parameter"]["mean"], "en")
            click.echo(
                f"{size:>7} {euros(case['mean'], 'en'):>12}  {spans[0]:>26}  {spans[1]:>26}  {total:>10}"
            )
        click.echo(
            f"Pays on average from {least} cases on." if least else "Pays on average at none of these sizes."
        )
