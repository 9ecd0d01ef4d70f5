"""youthsim outcomes: everything that can be asked of a run."""

# ruff: noqa: E501
from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click

from youthsim.outcomes import OUTCOMES

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


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def outcomes(as_json: bool) -> None:
    """List everything that can be asked of a run: id, unit, definition, which way is better."""
    rows = [asdict(outcome) for outcome in OUTCOMES] + money_rows()
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
