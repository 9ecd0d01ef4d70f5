"""youthsim town: a burned-in community beside its sources."""

# ruff: noqa: E501
from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from youthsim.cli.faults import exit_on_faults
from youthsim.cli.progress import failing_kindly
from youthsim.scenario.faults import Fault, ScenarioError

if TYPE_CHECKING:
    from youthsim.catalogue import Scenario

SETTING_OF_PLACES = "zwolle-30-40"
"""A place alone borrows burn-in, price level and seed from this scenario; its caseload plays no part."""


@click.command()
@click.argument("place_or_scenario")
@click.option(
    "--draw",
    type=click.IntRange(min=0),
    help="A draw of the uncertain parameters; left out: every parameter at its median.",
)
@click.option("--seed", type=click.IntRange(min=0), help="Chooses the luck (else the scenario's).")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def town(place_or_scenario: str, draw: int | None, seed: int | None, as_json: bool) -> None:
    """Live in one town until it is steady, and print it beside its sources.

    PLACE_OR_SCENARIO: a place with margins (zwolle, tilburg, gouda, ...), a scenario file or a bundled name.
    """
    with exit_on_faults():
        scenario = setting(place_or_scenario)
    if seed is not None:
        scenario = scenario.model_copy(update={"seed": seed})
    click.echo(f"Living in {scenario.place} for {scenario.burn_in_months} months.", err=True)
    with exit_on_faults(), failing_kindly():
        seen = look_at(scenario, draw)
    if as_json:
        click.echo(json.dumps(seen, indent=1, ensure_ascii=False))
        return
    for line in told(seen):
        click.echo(line)


def setting(place_or_scenario: str) -> Scenario:
    """The scenario of that name or path, or a bundled one moved to the place. Raises ScenarioError."""
    from youthsim.catalogue import bundled_names
    from youthsim.experiment.runner import load
    from youthsim.population import places

    if place_or_scenario in places():
        return load(SETTING_OF_PLACES).model_copy(update={"place_setting": place_or_scenario})
    try:
        return load(place_or_scenario)
    except ScenarioError as error:
        if Path(place_or_scenario).exists() or place_or_scenario in bundled_names() or len(error.faults) > 1:
            raise
        known = Fault(place_or_scenario, "the place", "is not known either", ", ".join(places()))
        raise ScenarioError([*error.faults, known]) from None


def look_at(scenario: Scenario, draw: int | None) -> dict[str, Any]:
    """One burned-in town: its margins, its care use, and how far its stocks still drift."""
    from youthsim.experiment.community import beside_sources
    from youthsim.experiment.design import values_of_arms
    from youthsim.experiment.plan import Plan
    from youthsim.experiment.settling import burn_in, priced
    from youthsim.people.streams import world_key
    from youthsim.population import beside_sources as margins_beside_sources
    from youthsim.population import bundled, margins_from_file, synthesise

    plan = Plan.of(scenario)
    values, _ = values_of_arms(plan.medians() if draw is None else plan.values(draw))
    values = priced(values, scenario)
    key = world_key(scenario.seed, draw or 0, 0)
    margins = margins_from_file(scenario.margins_file) if scenario.margins_file else bundled(scenario.place)
    months = scenario.burn_in_months + scenario.horizon_months + 1
    people = synthesise(margins, values, key, months, scenario.population_share)
    facts = burn_in(scenario, values, key).facts
    return {
        "place": scenario.place,
        "parameters": ("medians" if draw is None else f"draw {draw}")
        + (" of the priors" if plan.posterior is None else " of the fitted parameters"),
        "population_share": scenario.population_share,
        "burn_in_months": scenario.burn_in_months,
        "price_year": scenario.price_year,
        "seed": scenario.seed,
        "minors": facts["children"] / 12,
        "margins": margins_beside_sources(margins, people),
        "community": beside_sources(facts, scenario.price_year),
        "drift": {name.removeprefix("drift_"): x for name, x in facts.items() if name.startswith("drift_")},
    }


def told(seen: dict[str, Any]) -> list[str]:
    """The same in words and columns."""
    lines = [
        f"{seen['place'].capitalize()}, {seen['minors']:,.0f} minors, {seen['parameters']}, "
        f"after {seen['burn_in_months']} months of burn-in, prices of {seen['price_year']}",
        "",
        f"{'Who lives here':60s}{'margin':>10s}{'town':>10s}   source",
    ]
    for row in seen["margins"]:
        margin, realised = row["value"], row["realised"]
        lines.append(
            f"{row['meaning'][:59]:60s}{_number(margin):>10s}{_number(realised):>10s}   {row['source']}"
        )
    lines += [
        "",
        f"{'What they use, last year of the burn-in':60s}{'source':>10s}{'range':>16s}{'town':>10s}   unit [evidence]",
    ]
    for row in seen["community"]:
        mark = "!" if row["inside"] is False else " "
        star = "*" if row["use"] == "centred" else " "
        span = f"{_number(row['low'])}-{_number(row['high'])}"
        lines.append(
            f"{star}{row['label'][:58]:59s}{_number(row['source']):>10s}{span:>16s}{_number(row['town']):>10s} {mark} {row['unit']} [{row['evidence']}]"
        )
    outside = sum(row["inside"] is False for row in seen["community"])
    lines += [
        "",
        f"{outside} of {len(seen['community'])} outside the range (!). The sources are national; a real town differs from the nation.",
        "* used to fit the model or to place its priors, so agreement is no test.",
        "Change of stocks over the last two years: "
        + ", ".join(f"{name} {x:+.1%}" for name, x in seen["drift"].items()),
    ]
    return lines


def _number(x: float | None) -> str:
    if x is None or x != x:
        return "-"
    if abs(x) >= 1000:
        return f"{x:,.0f}"
    return f"{x:.3g}"
