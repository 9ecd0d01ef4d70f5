"""youthsim new: a commented scenario to start from."""

from __future__ import annotations

import re
from pathlib import Path

import click

from youthsim.cli.faults import CannotWrite

TITLES = {"zwolle_safety": "safety cases", "tilburg_family": "families with many problems"}

STARTER = """\
# yaml-language-server: $schema=schema.json
# `youthsim schema --out schema.json` writes the file that the line above names; editors then complete keys.
#
# Change what you like, then:  youthsim run {file}
# Assumptions deserve a comment that says so. docs/scenarios.md explains every key.
schema: 1
name: {name}

title: "{town}: {cases}, from pilot to scale"
question: |
  Put your question here in plain words, as you would ask it in the council. What would 30 cases really
  give, for the children and in euros? Who pays and who gains? How sure is that, and after how long?

# The town: {places},
# or a town of your own: {{margins: my-town.yaml}}
place: {place}
population_share: 100%        # the whole town: a part has fewer cases to choose from, and another answer
burn_in: 60 months            # the town lives this long before the programme starts
horizon: 60 months            # calendar time after the start
case_clock: 24 months         # each case is followed this long from its own start
price_year: 2024              # price level of all results
discount: 2.25% per year      # real rate
seed: 1                       # chooses the luck; any whole number
draws: 100                    # draws of all that is uncertain; `--draws 10` for a quick look
replicates: 2                 # runs with other luck per draw

# How care is funded: pxq (a grant per child and product), lump_sum, task_based or pooled (one budget over
# several Acts).
regime: pxq

caseload:
  rule: {rule}{rule_pad}# how cases are chosen: {rules}
  sizes: [10, 30]             # from small to large: the pilot, then the plan
  target: 30                  # the size the answer is about
  severity_weight: {{uniform: [0, 1]}}      # leaning to the gravest cases; 0: not at all. Assumption.
  solvability_weight: {{uniform: [0, 1]}}   # leaning to cases likely to succeed. Assumption.

# What somebody printed about the pilot, to set the simulation beside it. Remove the #s and fill in.
# claim:
#   cases_enrolled: 10
#   cases_reported: 6
#   reporting: completed_first          # {reporting}
#   estimate: threat_minus_actual       # {estimates}
#   threat_months: {{uniform: [6, 24]}}
#   reported_total: €100,000 (2024)     # amounts carry their price year
#   extrapolated:
#     30: €500,000 (2024)

# Values that replace the model's own. A number, or a spread:
#   {{uniform: [low, high]}}   {{triangular: [low, most likely, high]}}   {{normal: {{mean: 0, sd: 1}}}}
#   {{lognormal: {{median: 1, sigma: 0.5}}}}   {{beta: {{mean: 0.3, n: 35}}}}
# parameters:
#   need_persistence: {{normal: {{mean: 0.93, sd: 0.01}}}}

# The same town with the same luck, once without and once with the programme.
arms:
  baseline:
    label: As it is now

  programme:                  # a name of your own; add more arms for more variants
    label: With the programme
    # regime: pooled          # only if this arm is funded in another way
    interventions:
      # kinds: {kinds}
{approach}\
"""

APPROACHES = {
    "zwolle_safety": """\
      - kind: weighing_safety
        start: 0 months
        reach: 100%
        # Posts: `fte: 2` for a fixed number; left out, as many as the cases need. Assumption.
        staffing: {cases_per_fte: 8, hire_months: 3, from_stock: true}
      - kind: existence_security
      - kind: breakthrough_plan
        custom_money: €954.79 (2024)    # tailor-made money per plan, with its price year
""",
    "tilburg_family": """\
      - kind: existence_security
      - kind: family_plan
        start: 0 months
        reach: 100%
        professionals: 2
        hours_per_week_each: 6 hours/week
        replaces_voluntary_care: true
        # Posts: `fte: 2` for a fixed number; left out, as many as the cases need. Assumption.
        staffing: {cases_per_fte: 2.4, hire_months: 6, from_stock: true}
""",
}


@click.command()
@click.argument("name")
@click.option("--place", default="zwolle", show_default=True, help="The town, such as zwolle or tilburg.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write.  [default: NAME.yaml]"
)
def new(name: str, place: str, out: Path | None) -> None:
    """Write a commented scenario to start from: NAME.yaml, or the file that NAME says.

    Never overwrites a file.
    """
    from youthsim.catalogue import PLACES
    from youthsim.catalogue.models import NAME_PATTERN
    from youthsim.portable import is_reserved
    from youthsim.scenario.faults import choices

    written_as = Path(name)
    if written_as.suffix in (".yaml", ".yml"):
        out, name = out or written_as, written_as.stem
    if re.match(NAME_PATTERN, name) is None:
        raise click.UsageError(
            f"'{name}' cannot name a scenario (small letters, digits, - and _, such as our-town-30)"
        )
    if is_reserved(name):
        raise click.UsageError(f"'{name}' cannot name a scenario: Windows keeps that name for a device")
    if place not in PLACES:
        raise click.UsageError(f"'{place}' is not a known place ({choices(place, PLACES)})")
    file = out or Path(f"{name}.yaml")
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(starter(name, place, file))
    except FileExistsError:
        raise click.UsageError(f"{file} exists already (choose another name, or remove it first)") from None
    except OSError as error:
        raise CannotWrite(file, error) from None
    except ValueError:  # a NUL in its name
        raise click.UsageError("--out is not the name of a file") from None
    click.echo(f"Wrote {file}. Edit it, then: youthsim run {file}")


def starter(name: str, place: str, file: Path) -> str:
    """The text of a starter scenario for a place."""
    from youthsim.catalogue import ESTIMATES, PLACES, REPORTING, RULES
    from youthsim.interventions.settings import INTERVENTIONS
    from youthsim.scenario.strict import kind_word

    rule = "tilburg_family" if place == "tilburg" else "zwolle_safety"
    return STARTER.format(
        name=name,
        file=file,
        place=place,
        town=place.capitalize(),
        cases=TITLES[rule],
        places=", ".join(PLACES),
        rule=rule,
        rule_pad=" " * max(1, 22 - len(rule)),
        rules=", ".join(RULES),
        reporting=", ".join(REPORTING),
        estimates=", ".join(ESTIMATES),
        kinds=", ".join(kind_word(settings) for settings in INTERVENTIONS),
        approach=APPROACHES[rule],
    )
