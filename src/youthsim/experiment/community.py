"""The burned-in town beside its sources: care use, episodes, orders, places, schools, absence, spending.

`COMPARISONS` is the one list. `use` says what a figure was used for: "centred" figures helped to place
priors and can never be called validation; "unused" ones were not looked at when priors were placed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Facts = Mapping[str, float]


@dataclass(frozen=True)
class Comparison:
    """One national figure and how to read it from a town's last year of burn-in."""

    id: str
    label: str
    unit: str
    value: float
    low: float
    high: float
    evidence: str
    use: str
    read: Callable[[Facts], float]


def _stock(name: str) -> Callable[[Facts], float]:
    return lambda f: 1000.0 * f[name] / f["children"]


def _flow(name: str) -> Callable[[Facts], float]:
    return lambda f: 12_000.0 * f[name] / f["children"]


def _share(name: str, over: str) -> Callable[[Facts], float]:
    return lambda f: f[name] / f[over] if f[over] else float("nan")


M = "per 1,000 minors"
COMPARISONS: tuple[Comparison, ...] = (
    Comparison("in_care", "Minors in youth care, at a moment", M, 84, 75, 95, "P014", "centred", _stock("children_in_care")),
    Comparison("episodes", "Active care episodes per child in care", "ratio", 1.19, 1.10, 1.35, "P015", "centred", _share("active_episodes", "children_in_care")),
    Comparison("begun", "Care episodes begun in a year", M, 86, 78, 95, "P025", "centred", _flow("episodes_started")),
    Comparison("ambulant", "Outpatient episodes at providers", M, 57, 48, 66, "P029", "centred", lambda f: 1000 * (f["active_1"] + f["active_2"]) / f["children"]),
    Comparison("team", "Neighbourhood-team episodes", M, 13.9, 10, 18, "P030", "centred", lambda f: 1000 * f["active_0"] / f["children"]),
    Comparison("intensive", "Episodes of support at home, in the network", M, 16.1, 12, 20, "P032", "centred", lambda f: 1000 * f["active_3"] / f["children"]),
    Comparison("day", "Day-treatment episodes", M, 6.2, 4.5, 8, "P031", "centred", lambda f: 1000 * f["active_4"] / f["children"]),
    Comparison("foster", "In foster care", M, 5.5, 4.5, 6.5, "P055", "centred", _stock("in_foster_care")),
    Comparison("residential", "In open residential care or family-style homes", M, 4.9, 3.5, 6.0, "P013", "centred", _stock("in_residential")),
    Comparison("closed", "Placements in closed care in a year", M, 0.35, 0.2, 0.55, "P050", "centred", _flow("closed_placements")),
    Comparison("orders", "Supervision orders begun in a year", M, 2.6, 2.2, 3.0, "P041", "centred", _flow("orders_started")),
    Comparison("supervised", "Under supervision", M, 6.4, 5.2, 7.2, "P037", "centred", _stock("under_supervision")),
    Comparison("guardianship", "Under guardianship", M, 2.9, 2.4, 3.4, "P039", "centred", _stock("under_guardianship")),
    Comparison("reports", "Reports about children in a year", M, 18, 12, 26, "P045", "centred", _flow("reports")),
    Comparison("investigations", "Protection investigations in a year", M, 5.7, 4.5, 7.0, "P100", "centred", _flow("investigations")),
    Comparison("special", "Pupils in special education", "share of pupils", 0.043, 0.038, 0.050, "P069", "centred", lambda f: (f["in_special_primary"] + f["in_special_education"]) / f["pupils"]),
    Comparison("admissions", "Moves to special education in a year", M, 3.6, 2.8, 5.0, "P070", "centred", _flow("special_admissions")),
    Comparison("absent", "Pupils fully absent", "share of pupils", 0.0037, 0.0034, 0.0060, "P083", "centred", _share("absent_pupils", "pupils")),
    Comparison("absent_long", "Of these, absent three months or more", "share", 0.50, 0.35, 0.75, "P081", "unused", _share("absent_three_months", "absent_pupils")),
    Comparison("exempt", "Exempt from compulsory school on health grounds", M, 2.1, 1.5, 3.0, "P080", "centred", _stock("exempt_children")),
    Comparison("wait", "Wait at start of help", "months", 3.0, 2.0, 4.5, "P097", "centred", _share("wait_months_at_start", "episodes_started")),
    Comparison("poor", "Households in poverty", "share", 0.052, 0.04, 0.075, "P193", "centred", _share("households_poor", "households")),
    Comparison("debt", "Households with problem debt", "share", 0.10, 0.074, 0.12, "P195", "centred", _share("households_in_debt", "households")),
    Comparison("spending", "Municipal spending on youth care per minor", "euro a year", 1700, 1400, 2000, "P130", "unused", lambda f: f["youth_act_cents"] / 100 / (f["children"] / 12)),
    Comparison("stay_share", "Share of it for care with stay", "share", 0.40, 0.30, 0.50, "P134", "unused", lambda f: sum(f[f"use_{s}"] for s in range(5, 9)) / f["youth_act_cents"]),
    Comparison("complex", "Households with four professionals and two Acts", "per 1,000 households with minors", 29, 20, 40, "til_target_households", "unused", lambda f: 1000 * f["households_complex"] / f["households"]),
    Comparison("offences", "Youths' offences that come to the police, in a year", "per 1,000 youths of 12-22", 20, 10, 35, "assumption", "centred", lambda f: 12_000 * f["offences"] / (0.62 * f["children"])),
)  # fmt: skip


def beside_sources(facts: Facts) -> list[dict[str, object]]:
    """Each figure of the town beside its source: id, label, unit, source value and range, the town's, verdict."""
    rows = []
    for c in COMPARISONS:
        town = c.read(facts)
        rows.append({
            "id": c.id, "label": c.label, "unit": c.unit, "source": c.value, "low": c.low, "high": c.high,
            "evidence": c.evidence, "use": c.use, "town": town, "inside": c.low <= town <= c.high,
        })  # fmt: skip
    return rows
