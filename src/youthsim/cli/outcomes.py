"""youthsim outcomes: everything that can be asked of a run."""

# ruff: noqa: E501
from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click

SIGN = {1: "more is better", -1: "less is better", 0: "no good or bad side"}


def money_rows() -> list[dict[str, Any]]:
    """Amounts that come from the ledger instead of from counts."""
    rows = (
        ("net_saving", "Net saving of the town's public payers", "Minus the discounted difference in payments over all residents, programme included.", 1),
        ("net_saving_caseload", "Net saving on the caseload only", "The same over the enrolled cases, without what refilled places cost.", 1),
        ("net_social_saving", "Net social saving", "Fall in care used by all residents at tariff and in families' own hours, less all cost of the programme.", 1),
        ("net_social_saving_undiscounted", "Net social saving, undiscounted", "The same without discounting.", 1),
        ("cost", "Public cost of the caseload", "What the town's public payers pay for the enrolled cases, all Acts, discounted.", 0),
        ("cost_per_household_year", "Public cost per household per year", "The same, undiscounted, per case and year.", 0),
        ("programme_cost", "Cost of the programme", "Everything the approach itself costs, leadership included, discounted.", 0),
    )  # fmt: skip
    return [
        {"id": i, "label": label, "unit": "cents", "definition": text, "better": better, "aggregation": "sum",
         "domain": "money", "numerator": "", "over": "", "per": 1.0}
        for i, label, text, better in rows
    ]  # fmt: skip


def census_rows() -> list[dict[str, Any]]:
    """What only targets can ask: counts by age and form of help, per minor, per selected household."""
    from youthsim.calibration.measures import CENSUS

    return [
        {"id": m.id, "label": m.label, "unit": m.unit, "definition": m.definition, "better": 0,
         "aggregation": "", "domain": "targets only", "numerator": "", "over": "", "per": 1.0}
        for m in CENSUS
    ]  # fmt: skip


def filter_rows() -> list[dict[str, str]]:
    """Every filter of a target, with an example."""
    from youthsim.calibration.filters import FILTERS

    return [{"filter": f.name, "meaning": f.meaning, "example": f.example} for f in FILTERS.values()]


def with_filters(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with the filters that a target may use; none for what targets cannot ask."""
    from youthsim.calibration.measures import MEASURES

    return [
        row
        | {
            "filters": list(MEASURES[row["id"]].filters) if row["id"] in MEASURES else [],
            "targets": row["id"] in MEASURES,
        }
        for row in rows
    ]


@click.command()
@click.option("--filters", is_flag=True, help="How a target file may narrow a question, with allowed words.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def outcomes(as_json: bool, filters: bool) -> None:
    """List everything that can be asked of a run: id, unit, definition, which way is better, filters."""
    if filters:
        tell_filters(as_json)
        return
    from youthsim.outcomes import OUTCOMES

    rows = with_filters([asdict(outcome) for outcome in OUTCOMES] + money_rows() + census_rows())
    if as_json:
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    for domain in dict.fromkeys(row["domain"] for row in rows):
        click.echo(f"\n{domain}")
        for row in rows:
            if row["domain"] == domain:
                click.echo(
                    f"  {row['id']}  ({row['unit']}; {SIGN[row['better']]})\n      {row['definition']}"
                )
                if row["filters"]:
                    click.echo(f"      target filters: {', '.join(row['filters'])}")


def tell_filters(as_json: bool) -> None:
    """The filters, and the words of those that take words."""
    from youthsim.calibration.filters import GROUPED_SERVICES, GROUPS, NATIONAL, STATISTICS
    from youthsim.population import places
    from youthsim.vocabulary.payers import PAYERS
    from youthsim.vocabulary.services import SERVICES
    from youthsim.vocabulary.states import EDUCATION, LEGAL

    words = {
        "place": [NATIONAL, *places()], "group": list(GROUPS), "statistic": list(STATISTICS),
        "service": [*GROUPED_SERVICES, *(s.id for s in SERVICES)],
        "payer": ["municipality", *(p.id for p in PAYERS)], "legal": list(LEGAL), "education": list(EDUCATION),
    }  # fmt: skip
    rows = [row | {"words": words.get(row["filter"], [])} for row in filter_rows()]
    if as_json:
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['filter']}: {row['meaning']}  e.g. {row['example']}")
        if row["words"]:
            click.echo("    " + ", ".join(row["words"]))
