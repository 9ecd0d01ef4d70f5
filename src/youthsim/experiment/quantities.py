"""Everything an experiment can state about an arm: outcomes and money, per town, arm and caseload size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youthsim.experiment.ensemble import Ensemble
from youthsim.experiment.money import present_value
from youthsim.experiment.observation import YEAR
from youthsim.experiment.reading import GROUPS, LEDGER_GROUPS
from youthsim.experiment.statistics import ThreeIntervals, of_arm, of_difference
from youthsim.outcomes import OUTCOMES
from youthsim.vocabulary.payers import FAMILY, PAYERS, TOWN_PAYERS

TOWN_PUBLIC = "town_public"
ALL = "all"
MONEY = "cents"
CASELOAD, TOWN = LEDGER_GROUPS.index("caseload"), LEDGER_GROUPS.index("town")


@dataclass(frozen=True)
class Quantity:
    """One quantity over all worlds, arms and sizes.

    levels: (points, replicates, arms, sizes). A saving is kept as the cost it is a fall in: `sign` is -1, so
    that a positive difference is money saved. `payer` is "" for what is not money. `compared` holds the
    caseload's part of `levels`, where a fresh comparison group replaces only that.
    """

    id: str
    unit: str
    group: str
    levels: NDArray[np.float64]
    sign: int = 1
    payer: str = ""
    horizon_months: int = 0
    discounted: bool = False
    compared: NDArray[np.float64] | None = None

    @property
    def is_money(self) -> bool:
        return self.unit.startswith(MONEY)

    def of_arm(self, arm: int, size: int) -> ThreeIntervals:
        """The three intervals of one arm; `arm` and `size` count along their axes."""
        levels = self.levels[:, :, arm, size]
        least = 0.0 if self.sign > 0 and np.nanmin(levels, initial=0.0) >= 0 else -np.inf
        return of_arm(levels, least, 1.0 if self.unit.startswith("share") else np.inf)

    def difference(self, arm: int, size: int) -> ThreeIntervals:
        """The three intervals of alternative minus baseline (for a saving: baseline minus alternative)."""
        alternative, baseline = self.levels[:, :, arm, size], self.levels[:, :, 0, size]
        part = None if self.compared is None else self.sign * self.compared[:, :, 0, size]
        return of_difference(self.sign * alternative, self.sign * baseline, part)

    def twin_difference(self, arm: int, size: int) -> NDArray[np.float64]:
        """(points, replicates) of alternative minus baseline in the same town, signed as `difference`."""
        return self.sign * (self.levels[:, :, arm, size] - self.levels[:, :, 0, size])


def outcome_quantities(ensemble: Ensemble, group: str) -> Iterator[Quantity]:
    """Every declared outcome, over the horizon, in one group of residents."""
    totals = ensemble.grid("outcome_totals")[..., GROUPS.index(group), :]
    for k, outcome in enumerate(OUTCOMES):
        yield Quantity(outcome.id, outcome.unit, group, totals[..., k], horizon_months=ensemble.plan.months)


def money_quantities(ensemble: Ensemble) -> Iterator[Quantity]:
    """What the caseload costs, and what is saved by whom, over the full horizon."""
    plan, months = ensemble.plan, ensemble.plan.months
    caseload, town = paid(ensemble, CASELOAD), paid(ensemble, TOWN)
    cases_public = _public(caseload)
    yield Quantity("net_saving", MONEY, "town", _public(town), -1, TOWN_PUBLIC, months, True, cases_public)
    yield Quantity("net_saving_caseload", MONEY, "caseload", cases_public, -1, TOWN_PUBLIC, months, True)
    for rate, name in ((plan.discount, "net_social_saving"), (0.0, "net_social_saving_undiscounted")):
        cases_care = present_value(ensemble.grid("care_use")[..., 0, :], rate)
        social = social_cost(ensemble, rate_per_year=rate)
        yield Quantity(name, MONEY, "town", social, -1, ALL, months, rate > 0, cases_care)
    yield Quantity("cost", MONEY, "caseload", _public(caseload), 1, TOWN_PUBLIC, months, True)
    cases = np.minimum(ensemble.grid("eligible")[..., None], np.array(plan.sizes))
    undiscounted = _public(paid(ensemble, CASELOAD, discounted=False))
    per_year = undiscounted / np.maximum(cases, 1)[:, :, None, :] / (months / YEAR)
    yield Quantity(
        "cost_per_household_year",
        f"{MONEY} per household per year",
        "caseload",
        per_year,
        1,
        TOWN_PUBLIC,
        months,
    )
    programme = present_value(ensemble.grid("programme_payments"), plan.discount, axis=-2).sum(axis=-1)
    yield Quantity("programme_cost", MONEY, "town", programme, 1, ALL, months, True)


def payer_quantity(
    ensemble: Ensemble, payer: int, group: str = "town", months: int | None = None, discounted: bool = True
) -> Quantity:
    """What one payer saves over a horizon (all months when None)."""
    levels, caseload = (
        paid(ensemble, g, months, discounted)[..., payer] for g in (LEDGER_GROUPS.index(group), CASELOAD)
    )
    name, horizon = PAYERS[payer].id, months or ensemble.plan.months
    return Quantity(f"net_saving:{name}", MONEY, group, levels, -1, name, horizon, discounted, caseload)


def public_saving(ensemble: Ensemble, group: str, months: int, discounted: bool) -> Quantity:
    """What the town's public payers save together over a horizon."""
    levels, caseload = (
        _public(paid(ensemble, g, months, discounted)) for g in (LEDGER_GROUPS.index(group), CASELOAD)
    )
    return Quantity("net_saving", MONEY, group, levels, -1, TOWN_PUBLIC, months, discounted, caseload)


def paid(
    ensemble: Ensemble, group: int, months: int | None = None, discounted: bool = True
) -> NDArray[np.float64]:
    """Payments over a horizon: (points, replicates, arms, sizes, payers) cents."""
    rate = ensemble.plan.discount if discounted else 0.0
    return present_value(ensemble.grid("payments")[:, :, :, :, group], rate, months, axis=-2)


def social_cost(
    ensemble: Ensemble, months: int | None = None, rate_per_year: float | None = None
) -> NDArray[np.float64]:
    """Care used by all residents at tariff, the programme, and families' own hours, over a horizon, in cents.

    (points, replicates, arms, sizes), at the scenario's discount when no rate is given. What a full or empty
    place costs its provider is not in it.
    """
    rate = ensemble.plan.discount if rate_per_year is None else rate_per_year
    care = present_value(ensemble.grid("care_use"), rate, months)[..., :2].sum(axis=-1)
    programme = present_value(ensemble.grid("programme_payments"), rate, months, axis=-2).sum(axis=-1)
    family = present_value(ensemble.grid("payments")[:, :, :, :, TOWN, :, FAMILY], rate, months)
    return care + programme + family


def social_cost_by_month(ensemble: Ensemble, size: int) -> NDArray[np.float64]:
    """The same month by month, undiscounted, at one size: (points, replicates, arms, months) cents."""
    care = ensemble.grid("care_use")[:, :, :, size, :2].sum(axis=-2)
    programme = ensemble.grid("programme_payments")[:, :, :, size].sum(axis=-1)
    family = ensemble.grid("payments")[:, :, :, size, TOWN, :, FAMILY]
    return (care + programme + family).astype(np.float64)


def _public(by_payer: NDArray[np.float64]) -> NDArray[np.float64]:
    return by_payer[..., list(TOWN_PAYERS)].sum(axis=-1)
