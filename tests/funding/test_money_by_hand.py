"""Ten towns of three children and one place, reckoned by hand: what a freed place gives, under each regime.

Child 0 holds the only place of outpatient support, 600 euros a month, for three months: 1,800. In the other
town it moves away in month 2: 600 + 300 = 900, so that the caseload saves 900 at tariff. Who waits gets the
place in month 3, half a month, 300. A budget of 600 a month is paid whatever is used.
"""

import numpy as np
import pytest
from micro import START, Micro, quiet

from youthsim.experiment.money import CareMonths, cashable_split
from youthsim.vocabulary import services as s
from youthsim.vocabulary import states
from youthsim.vocabulary.payers import MUNICIPALITY_YOUTH, OTHER_MUNICIPALITIES

SUPPORT = s.AMBULATORY_SUPPORT
NOBODY, OWN_CHILD, OTHER_TOWN = "nobody", "own child", "other town's child"

# regime, who waits: cashable, released to the own town, to other towns, provider shortfall; bill of the
# own town and of other towns in the town where child 0 leaves. All in euros.
TOWNS = [
    ("pxq", NOBODY, 900, 0, 0, 0, 900, 0),  # paid as used: what is not used is not paid
    ("pxq", OWN_CHILD, 600, 300, 0, 0, 1200, 0),  # the own town pays its next child
    ("pxq", OTHER_TOWN, 600, 0, 300, 0, 900, 300),  # all public payers together; the town itself saves 900
    ("lump_sum", NOBODY, 0, 0, 0, 900, 1800, 0),  # the sum per youth is paid all the same
    ("lump_sum", OTHER_TOWN, -300, 0, 300, 900, 1800, 300),  # and the other town pays for its own
    ("task_based", NOBODY, 0, 0, 0, 900, 1800, 0),
    ("task_based", OWN_CHILD, 0, 300, 0, 600, 1800, 0),
    ("pooled", NOBODY, 0, 0, 0, 900, 1800, 0),
    ("pooled", OWN_CHILD, 0, 300, 0, 600, 1800, 0),
    ("pooled", OTHER_TOWN, -300, 0, 300, 900, 1800, 300),
]


def lived(regime: str, waits: str, leaves: bool, months: int = 3) -> Micro:
    """The town; child 0 is the caseload, the others are the rest."""
    town = Micro(3, quiet(price_ambulatory_support=600.0), regime)
    town.groups = 2
    town.state.households["group"] = (0, 1, 1)
    town.give(0, SUPPORT)
    if waits == OWN_CHILD:
        town.give(1, SUPPORT, states.WAITING)
    if waits == OTHER_TOWN:
        town.give_other_town(SUPPORT, states.WAITING)
    if leaves:
        town.state.households[0].departs = START + 1
    town.state.services[SUPPORT].budget_cents = 60000
    return town.live(months)


def care(town: Micro) -> CareMonths:
    return CareMonths.of(np.stack(town.used, axis=1), np.stack(town.paid, axis=1), 1)


@pytest.mark.parametrize("row", TOWNS, ids=lambda row: f"{row[0]}, {row[1]} waits")
def test_tariff_saving_is_cashable_plus_released_plus_shortfall_to_the_cent(row):
    regime, waits, cashable, own, other, shortfall, own_bill, other_bill = row
    without, with_leave = lived(regime, waits, leaves=False), lived(regime, waits, leaves=True)
    parts = {
        name: int(cents.sum()) for name, cents in cashable_split(care(with_leave), care(without)).items()
    }
    assert parts == {
        "caseload_saving": 90000, "cashable": 100 * cashable, "released_own": 100 * own,
        "released_other": 100 * other, "provider_shortfall": 100 * shortfall,
    }  # fmt: skip
    assert parts["caseload_saving"] == 100 * (cashable + own + other + shortfall)
    bills = {payer: cents for (payer, name), cents in with_leave.bills().items() if cents}
    assert bills == {
        payer: 100 * euros
        for payer, euros in ((MUNICIPALITY_YOUTH, own_bill), (OTHER_MUNICIPALITIES, other_bill))
        if euros
    }


def town_pays(town: Micro) -> list[int]:
    """Cents a month that the town itself pays for outpatient support."""
    return [int(month[:, :OTHER_MUNICIPALITIES, SUPPORT].sum()) for month in town.paid]


def test_a_place_refilled_by_a_child_of_the_same_payer_yields_no_cash():
    stays = town_pays(lived("pxq", OWN_CHILD, leaves=False, months=6))
    leaves = town_pays(lived("pxq", OWN_CHILD, leaves=True, months=6))
    assert stays == [60000] * 6
    assert leaves == [60000, 30000, 30000, 60000, 60000, 60000]  # but for the month of the change


def test_a_place_refilled_by_another_towns_child_does():
    leaves = town_pays(lived("pxq", OTHER_TOWN, leaves=True, months=6))
    assert leaves == [60000, 30000, 0, 0, 0, 0]


@pytest.mark.parametrize("regime", ["lump_sum", "task_based", "pooled"])
@pytest.mark.parametrize("waits", [NOBODY, OWN_CHILD, OTHER_TOWN])
def test_under_a_budget_a_freed_place_yields_no_cash_whoever_takes_it(regime, waits):
    assert town_pays(lived(regime, waits, leaves=True, months=6)) == [60000] * 6
