"""The burned-in town beside its sources: care use, episodes, orders, places, schools, absence, spending.

`COMPARISONS` is the one list. `use` says what a figure was used for: "centred" figures helped to place
priors or were fitted, and can never be called validation; "unused" ones were not looked at. A town is read as
its source counts: residents of 0-22 where registers of youth help do, minors elsewhere, half a year where the
register says half a year. What `calibration/targets.yaml` asks too has the same value there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from youthsim.evidence.money import price_factor
from youthsim.experiment.registers import FORMS
from youthsim.vocabulary.services import (
    AMBULATORY_SUPPORT,
    CLOSED_RESIDENTIAL,
    DAY_TREATMENT,
    FAMILY_HOME,
    FOSTER_CARE,
    INTENSIVE_HOME_SUPPORT,
    NEIGHBOURHOOD_TEAM,
    RESIDENTIAL,
    YOUTH_MENTAL_HEALTH,
)

Facts = Mapping[str, float]
STAY = range(FOSTER_CARE, CLOSED_RESIDENTIAL + 1)


@dataclass(frozen=True)
class Comparison:
    """One national figure and how to read it from a town's last year of burn-in.

    `price_year`: price level of `value`, `low` and `high` where they are euros. `label` may have a place {year}
    for the price level at which it is shown. `evidence`: ids of the register, by ", ".
    """

    id: str
    label: str
    unit: str
    value: float
    low: float
    high: float
    evidence: str
    use: str
    read: Callable[[Facts], float]
    price_year: int | None = None

    def at_prices_of(self, year: int) -> Comparison:
        """The same figure at the price level of a town; what is no amount stays as it is."""
        if self.price_year is None:
            return self
        factor = float(price_factor(self.price_year, year))
        low, high = factor * self.low, factor * self.high
        return replace(self, value=factor * self.value, low=low, high=high, price_year=year)


def _stock(name: str) -> Callable[[Facts], float]:
    return lambda f: 1000.0 * f[name] / f["children"]


def _flow(name: str) -> Callable[[Facts], float]:
    return lambda f: 12_000.0 * f[name] / f["children"]


def _share(name: str, over: str) -> Callable[[Facts], float]:
    return lambda f: f[name] / f[over] if f[over] else float("nan")


def _running(*forms: int) -> Callable[[Facts], float]:
    """Episodes of these forms at a moment, mean of the year, per 1,000 residents of 0-22."""
    return lambda f: 1000.0 * _months(f, forms) / (f["children"] + f["young_adults"])


def _months(f: Facts, forms: Iterable[int]) -> float:
    return sum(f[f"register_months_{form}"] for form in forms)


M, Y = "per 1,000 minors", "per 1,000 residents of 0-22"
COMPARISONS: tuple[Comparison, ...] = (
    Comparison("helped_half_year", "With youth help in half a year, of 0-22", "share", 0.083, 0.078, 0.088, "P014", "centred", _share("register_helped", "register_youths")),
    Comparison("kinds_half_year", "Kinds of help per youth helped, half a year, 0-22", "ratio", 1.20, 1.10, 1.35, "P015, P014", "centred", _share("register_kinds", "register_helped")),
    Comparison("begun_0_22", "Episodes of youth help begun in a year, 0-22", Y, 65.3, 60, 70, "P025", "centred", lambda f: 12_000 * f["register_begun"] / (f["children"] + f["young_adults"])),
    Comparison("outpatient_0_22", "Outpatient episodes at providers, 0-22", Y, 43.0, 40, 46, "P029", "centred", _running(AMBULATORY_SUPPORT, YOUTH_MENTAL_HEALTH)),
    Comparison("team_0_22", "Neighbourhood-team episodes, 0-22", Y, 10.5, 8.5, 12.5, "P030", "centred", _running(NEIGHBOURHOOD_TEAM)),
    Comparison("home_0_22", "Episodes of support at home, in the network, 0-22", Y, 12.1, 11, 13.2, "P032", "centred", _running(INTENSIVE_HOME_SUPPORT)),
    Comparison("day_0_22", "Day-treatment episodes, 0-22", Y, 4.7, 4.2, 5.2, "P031", "centred", _running(DAY_TREATMENT)),
    Comparison("foster_0_22", "In foster care, 0-22", Y, 4.17, 3.9, 4.45, "P055", "centred", _running(FOSTER_CARE)),
    Comparison("family_home_0_22", "In family-style homes, 0-22", Y, 1.07, 0.85, 1.25, "P016", "centred", _running(FAMILY_HOME)),
    Comparison("residential_0_22", "In open residential care, 0-22", Y, 2.2, 1.6, 2.9, "P016", "centred", _running(RESIDENTIAL)),
    Comparison("closed", "Placements in closed care in a year", M, 0.42, 0.33, 0.53, "P050", "centred", _flow("closed_placements")),
    Comparison("orders", "Supervision orders and guardianships begun in a year", M, 3.0, 2.75, 3.3, "P041, P039", "centred", _flow("orders_started")),
    Comparison("supervised", "Under supervision", M, 6.3, 5.9, 6.7, "P037", "centred", _stock("under_supervision")),
    Comparison("guardianship", "Under guardianship", M, 2.9, 2.4, 3.4, "P039", "centred", _stock("under_guardianship")),
    Comparison("reports", "Reports about children in a year", M, 18, 12, 26, "P045, P047", "centred", _flow("reports")),
    Comparison("investigations", "Protection investigations in a year", M, 5.6, 4.6, 6.6, "P100", "centred", _flow("investigations")),
    Comparison("special", "Pupils in special education", "share of pupils", 0.043, 0.038, 0.046, "P069", "centred", lambda f: (f["in_special_primary"] + f["in_special_education"]) / f["pupils"]),
    Comparison("admissions", "Moves to special education in a year", M, 3.6, 2.8, 5.0, "P070, P071", "centred", _flow("special_admissions")),
    Comparison("absent", "Pupils fully absent", "share of pupils", 0.0037, 0.0034, 0.0060, "P083", "centred", _share("absent_pupils", "pupils")),
    Comparison("absent_long", "Of these, absent three months or more", "share", 0.50, 0.35, 0.75, "P081", "unused", _share("absent_three_months", "absent_pupils")),
    Comparison("exempt", "Exempt from compulsory school on health grounds", M, 2.1, 1.8, 2.5, "P080", "centred", _stock("exempt_children")),
    Comparison("wait", "Wait at start of help", "months", 3.2, 2.4, 4.0, "P097", "centred", _share("wait_months_at_start", "episodes_started")),
    Comparison("poor_minors", "Minors in a household with low income", "share", 0.052, 0.04, 0.075, "P193", "centred", _share("register_minors_poor", "register_minors")),
    Comparison("debt", "Families with a registered problem debt", "share", 0.10, 0.074, 0.12, "P195", "centred", _share("households_in_debt", "households")),
    Comparison("spending", "Youth-care spending per minor, prices of {year}", "euro a year", 1632, 1450, 1850, "P130", "unused", lambda f: f["youth_act_cents"] / 100 / (f["children"] / 12), price_year=2019),
    Comparison("stay_share", "Of spending on youth help, for care with stay", "share", 0.40, 0.30, 0.50, "P134", "unused", lambda f: sum(f[f"use_{s}"] for s in STAY) / sum(f[f"use_{s}"] for s in FORMS)),
    Comparison("complex", "Households with four professionals and two Acts", "per 1,000 households with minors", 29, 20, 40, "til_target_households", "unused", lambda f: 1000 * f["households_complex"] / f["households"]),
    Comparison("offences", "Youths' offences that come to the police, in a year", "per 1,000 youths of 12-22", 20, 10, 35, "assumption", "centred", lambda f: 12_000 * f["offences"] / (0.62 * f["children"])),
)  # fmt: skip


def in_town(figure: Comparison, facts: Facts) -> float | None:
    """A figure of the town, None where there is nobody to say it of."""
    try:
        value = float(figure.read(facts))
    except ZeroDivisionError:
        return None
    return value if math.isfinite(value) else None


def beside_sources(facts: Facts, price_year: int) -> list[dict[str, object]]:
    """Each figure of the town beside its source: id, label, unit, source value and range, the town's, verdict.

    `price_year`: price level of the town's amounts, to which those of the sources are moved. The town's
    figure and its verdict are None where there is nobody to say it of, as in a hamlet.
    """
    rows = []
    for c in (one.at_prices_of(price_year) for one in COMPARISONS):
        town = in_town(c, facts)
        rows.append({
            "id": c.id, "label": c.label.format(year=price_year), "unit": c.unit, "source": c.value,
            "low": c.low, "high": c.high, "evidence": c.evidence, "use": c.use, "town": town,
            "inside": None if town is None else c.low <= town <= c.high,
        })  # fmt: skip
    return rows
