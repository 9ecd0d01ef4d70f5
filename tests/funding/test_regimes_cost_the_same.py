"""With every behaviour off, the same care costs the same to the cent, however it is paid for."""

from dataclasses import replace

import numpy as np
import pytest
from micro import START, Micro, quiet

from youthsim.funding.regimes import REGIMES, Succession, made_of
from youthsim.funding.rules import KINDS, RULES, preset
from youthsim.vocabulary import services as s
from youthsim.vocabulary.payers import OTHER_MUNICIPALITIES

PRICES = {"price_neighbourhood_team": 330.07, "price_ambulatory_support": 620.33, "price_intensive_home_support": 1050.01,
          "price_parent_guidance": 565.55, "price_debt_help": 240.09, "price_school_support": 2627.08,
          "price_youth_mental_health": 560.11}  # fmt: skip
KEPT = ("payment",)  # how money flows; all else is behaviour or paperwork


def a_year_under_pxq_then(kind: str, months: int = 24) -> Micro:
    """Nine children and their parents with steady help; after a year the town goes over, all rules off."""
    town = Micro(9, quiet(**PRICES, household_strain_threshold=-9.0), places=9)
    silent = {rule.id: "off" for rule in RULES if rule.id not in KEPT}
    after = made_of({**preset(kind), **silent}, town.values)
    before = made_of({**preset("pxq"), **silent}, town.values, tuple(range(s.N_QUEUED)))
    town.regime = replace(before, next=Succession(after, 12, 0))
    for row, service in enumerate((s.NEIGHBOURHOOD_TEAM, s.AMBULATORY_SUPPORT, s.INTENSIVE_HOME_SUPPORT, s.SCHOOL_SUPPORT,
                                   s.YOUTH_MENTAL_HEALTH, s.AMBULATORY_SUPPORT, s.AMBULATORY_SUPPORT)):  # fmt: skip
        town.give(row, service)
    for row, service in ((0, s.PARENT_GUIDANCE), (3, s.DEBT_HELP), (8, s.PARENT_GUIDANCE)):
        town.give_household(row, service)
    town.state.households["debt"] = 1
    return town.live(months)


def paid(town: Micro, months: slice) -> int:
    """Cents that the town's payers paid."""
    return int(np.sum(town.paid[months], axis=0)[:, :OTHER_MUNICIPALITIES].sum())


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_care_costs_the_same_to_the_cent(kind):
    town, by_unit = a_year_under_pxq_then(kind), a_year_under_pxq_then("pxq")
    assert np.array_equal(np.sum(town.used, axis=0), np.sum(by_unit.used, axis=0))
    monthly = sum((33007, 62033, 105001, 262708, 56011, 62033, 62033, 56555, 24009, 56555))
    assert paid(town, slice(0, 12)) == paid(town, slice(12, 24)) == 12 * monthly
    assert paid(town, slice(0, 24)) == paid(by_unit, slice(0, 24))


@pytest.mark.parametrize("kind", ["lump_sum", "task_based"])
def test_outside_a_pool_each_act_goes_on_paying_what_it_paid(kind):
    town = a_year_under_pxq_then(kind)
    first, second = (np.sum(town.paid[part], axis=0) for part in (slice(0, 12), slice(12, 24)))
    assert np.array_equal(first, second)


def test_in_a_pool_each_act_pays_its_part_of_every_bill():
    town = a_year_under_pxq_then("pooled")
    first, second = (np.sum(town.paid[part], axis=(0, 1)) for part in (slice(0, 12), slice(12, 24)))
    assert np.all(second[:3, s.AMBULATORY_SUPPORT] > 0)
    assert first[1, s.AMBULATORY_SUPPORT] == 0
    assert np.all(
        np.abs(first.sum(axis=1) - second.sum(axis=1)) < 12 * 14
    )  # each Act as before, but for cents


def test_a_transition_pays_running_grants_out_of_the_budget_and_nothing_twice():
    town = Micro(2, quiet(price_ambulatory_support=600.0), places=2)
    pooled = REGIMES["pooled"](town.values)
    town.regime = replace(town.regime, next=Succession(pooled, 12, 6))
    town.give(0, s.AMBULATORY_SUPPORT)
    town.live(24)
    monthly = [int(month[:, :OTHER_MUNICIPALITIES, s.AMBULATORY_SUPPORT].sum()) for month in town.paid]
    assert monthly == [60000] * 24
    assert START % 12 == 4  # no budget moves in the months compared but in January
