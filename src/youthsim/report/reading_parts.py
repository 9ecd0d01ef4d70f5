"""Parts of a result's summary as findings: money, sizes, parameters and the town."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from youthsim.report.findings import (
    Cashability,
    ParameterRow,
    SelfImprovement,
    SizeFinding,
    Spread,
    TownRow,
)
from youthsim.report.town_sources import town_rows

Json = Mapping[str, Any]
NOT_KNOWN = float("nan")
NEEDS = ("high_need_months", "mean_externalising_need", "mean_internalising_need")
ENDS = ("mean", "p05", "p50", "p95")


def spread(entry: Json | None) -> Spread:
    """An entry of the summary; what it cannot say (None) becomes NaN."""
    return Spread(*(chance((entry or {}).get(end)) for end in ENDS))


def chance(value: float | None) -> float:
    """A number of the summary, NaN for None."""
    return NOT_KNOWN if value is None else float(value)


def cashability_of(summary: Json) -> Cashability | None:
    """The identity of cashable and released capacity over the whole horizon, discounted."""
    by_horizon = summary["cashability"].get(str(summary["scenario"]["horizon_months"]))
    if by_horizon is None:
        return None
    parts = by_horizon["discounted"]
    names = ("caseload_saving", "cashable", "released_own", "released_other", "provider_shortfall")
    return Cashability(*(spread(parts[name]) for name in names))


def sizes_of(summary: Json, programme: str) -> tuple[SizeFinding, ...]:
    """What happens at each simulated caseload size."""
    found = []
    for size in summary["scenario"]["sizes"]:
        key = str(size)
        net = spread(summary["intervals"]["parameter"]["net_social_saving"]["difference"][key])
        staff = summary["staffing"][programme][key]
        cases = summary["cases"][programme][key]
        enrolled = spread(cases["enrolled"])
        per_case = net.times(1 / enrolled.mean) if enrolled.mean > 0 else spread(None)
        found.append(
            SizeFinding(
                size,
                net,
                per_case,
                spread(staff["mean_fidelity"]),
                spread(staff["fte_wanted"]),
                spread(staff["fte_filled"]),
                spread(staff["displaced_fte"]),
                enrolled,
                spread(cases["eligible"]),
                chance(cases["chance_too_few"]),
            )
        )
    return tuple(found)


def self_improvement_of(summary: Json) -> SelfImprovement | None:
    """How the untreated caseload fares after it was chosen."""
    untreated = summary["untreated_improvement"]
    before, after, fall, second = (
        spread(untreated[name]) for name in ("cost_before", "cost_year_1", "fall_year_1", "cost_year_2")
    )
    needs = {
        need: {int(month.removeprefix("month_")): spread(entry) for month, entry in untreated[need].items()}
        for need in NEEDS
        if need in untreated
    }
    found = SelfImprovement(before, after, fall, second, needs)
    return found if found.before.known and found.after.known else None


def parameters_of(summary: Json) -> tuple[ParameterRow, ...]:
    """Every uncertain number, the most influential first."""
    return tuple(
        ParameterRow(
            row["parameter"],
            row["unit"],
            row["distribution"],
            cited(row["evidence"]),
            row["note"],
            row["role"],
            row["rests_on_assumption"],
            chance(row["rank_correlation"]),
        )
        for row in summary["parameters"]
    )


def cited(evidence: Sequence[str]) -> tuple[str, ...]:
    """Each id of the register with the document it stands in: `CBS (2021), P001`."""
    from youthsim.evidence.register import load_register

    register = load_register()
    return tuple(
        f"{register.cite(register[id_].citation)}, {id_}" if id_ in register.figures else id_
        for id_ in evidence
    )


def document_of(evidence: Sequence[str]) -> str:
    """The documents behind these figures, as the register cites them; "" when it does not know them."""
    from youthsim.evidence.register import load_register

    register = load_register()
    cited = {register.cite(register[id_].citation) for id_ in evidence if id_ in register.figures}
    return "; ".join(sorted(cited))


def town_of(summary: Json) -> tuple[TownRow, ...]:
    """The burned-in town beside national figures, with the documents they stand in."""
    rows = town_rows(summary.get("town_beside_sources", {}), summary["scenario"]["price_year"])
    return tuple(replace(row, source="; ".join(cited(row.source.split(", ")))) for row in rows)
