"""A budget that binds, reckoned by hand in towns of a few children where nothing else happens.

Help costs 600 euros a month. The towns begin in May: eight months until January, so that 12,000 euros a year
leave 8,000. Who begins pays half of the first month: 7.5 months, 4,500 euros, are committed.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from micro import START, Micro, quiet

from youthsim.funding.budgets import Budget
from youthsim.funding.dose import dose
from youthsim.funding.regimes import made_of
from youthsim.funding.rules import KINDS, RULES, preset
from youthsim.institutions.budget import BudgetMonth, divided, months_expected, months_of_a_start
from youthsim.model import YouthCareModel, running
from youthsim.people.records import HOUSEHOLD
from youthsim.vocabulary import services as s
from youthsim.vocabulary import states
from youthsim.vocabulary.payers import MUNICIPALITY_YOUTH, OTHER_MUNICIPALITIES

SUPPORT, TEAM = s.AMBULATORY_SUPPORT, s.NEIGHBOURHOOD_TEAM
PRICES = {"price_ambulatory_support": 600.0, "price_neighbourhood_team": 300.0}
TO_JANUARY = 8  # months
YEARS_END = slice(0, TO_JANUARY)


def town(kind: str, year: int, n: int = 6, services: tuple[int, ...] = (SUPPORT,), places: int = 50,
         values: dict[str, float] | None = None, **budget: Any) -> Micro:  # fmt: skip
    """A town under a budget of `year` euros, every rule off but how money flows."""
    found = Micro(n, quiet(**(PRICES | (values or {}))), places=places)
    choices = {**preset(kind), **{rule.id: "off" for rule in RULES if rule.id != "payment"}}
    by_unit = choices["payment"] == "per_unit"
    found.regime = replace(
        made_of(choices, found.values, services),
        budget=Budget(None, 100 * year, by_unit=by_unit, **budget),
    )
    return found


def with_queue(kind: str, year: int, waiting: int = 6, **more: Any) -> Micro:
    found = town(kind, year, waiting, **more)
    for row in range(waiting):
        found.give(row, SUPPORT, states.WAITING, month_asked=START - 10 + row)
    return found


def helped(found: Micro) -> list[int]:
    return (found.state.children["forms_active"] > 0).astype(int).tolist()


def account(found: Micro, months: int = TO_JANUARY) -> list[BudgetMonth]:
    """Lives the months and gives the account of each; bills stand in `found.paid`."""
    with running(
        YouthCareModel(found.state, found.regime, found.programme, found.values, found.world, 1, START)
    ) as model:
        for _ in range(months):
            model.step()
            found.paid.append(model.books.paid.copy())
            found.used.append(model.books.used.copy())
            found.tally.append(model.books.tally.copy())
        assert model.account is not None
        return list(model.account.log)


def town_pays(found: Micro, months: slice = YEARS_END) -> int:
    """Euros that the town's payers paid, all services."""
    return int(np.sum(found.paid[months], axis=0)[:, :OTHER_MUNICIPALITIES].sum()) // 100


# --- stop -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("year", "begin"), [(0, 0), (6749, 0), (6750, 1), (13499, 1), (13500, 2), (40500, 6)]
)
def test_as_many_begin_as_the_amount_covers_until_january_and_no_more(kind, year, begin):
    found = with_queue(kind, year)
    account(found, 1)
    assert helped(found) == [1] * begin + [0] * (6 - begin)  # who has waited longest
    log = account(with_queue(kind, year))  # later a start commits fewer months
    assert begin * 450000 <= log[-1].used <= log[-1].amount == year * 100 * TO_JANUARY // 12
    assert log[-1].month % 12 == 11


def test_without_a_budget_all_begin():
    found = with_queue("lump_sum", 0)
    found.regime = replace(found.regime, budget=None)
    assert helped(found.live(2)) == [1] * 6


def test_in_january_there_is_a_new_amount_of_which_running_help_comes_first():
    found = with_queue("task_based", 20250)  # three times 6,750: three begin
    log = account(found, 12)
    assert sum(helped(found)) == 3  # and three a year cost 21,600: nothing is left for a fourth
    assert [log[8].amount, log[8].committed] == [2025000, 3 * 12 * 60000]
    left = with_queue("task_based", 20250)
    left.state.households[0].departs = START + 7  # in December one moves away, and half a month is saved
    account(left, 9)
    assert helped(left) == [0, 1, 1, 1, 0, 0]  # for half a month of the next
    assert with_queue("task_based", 20250).live(9).state.children["forms_active"].astype(bool).sum() == 3


@pytest.mark.parametrize("priority", [states.PRIORITY_ORDINARY - 1])
def test_crisis_and_court_begin_whatever_is_left_and_take_from_it(priority):
    found = town("pooled", 6750, 3)
    found.give(0, SUPPORT, states.WAITING, month_asked=START - 9)
    found.give(1, SUPPORT, states.WAITING, priority=priority)
    found.give(2, SUPPORT, states.WAITING, priority=priority)
    account(found)
    assert helped(found) == [0, 1, 1]  # what would have covered the one who waited longest is gone


@pytest.mark.parametrize(("doctors", "expected"), [("bound", [0, 0]), ("free", [1, 0])])
def test_a_door_that_is_shut_is_shut_for_doctors_unless_the_contract_frees_them(doctors, expected):
    found = town("lump_sum", 0, 2, doctors=doctors)
    found.give(0, SUPPORT, states.WAITING, by_doctor=1)
    found.give(1, SUPPORT, states.WAITING)
    account(found)
    assert helped(found) == expected
    assert town_pays(found) == (4500 if doctors == "free" else 0)  # the municipality's, beyond the amount


def test_other_towns_are_served_all_the_same():
    leaves = {"care_end_ambulatory_support": 0.05, "care_end_elsewhere": 1.0}
    found = with_queue("pxq", 0, 2, values=leaves)
    found.give_other_town(SUPPORT, states.WAITING)
    account(found, 1)
    assert int(found.state.services[SUPPORT].occupied) == 1 and helped(found) == [0, 0]


def test_services_in_one_pot_share_a_queue_and_apart_each_has_its_own_part():
    def begun(per: str) -> list[int]:
        # 4,500 for support, or 2,250 for the team: 6,750 are left, enough for one of each
        found = town("pooled", 10125, 3, services=(TEAM, SUPPORT), per=per)
        found.give(0, TEAM, states.WAITING, month_asked=START - 2)
        found.give(1, SUPPORT, states.WAITING, month_asked=START - 8)
        found.give(2, TEAM, states.WAITING, month_asked=START - 1)
        account(found, 1)
        return helped(found)

    assert begun("regime") == [1, 1, 0]  # the longest wait first, then what still fits
    assert begun("service") == [1, 0, 0]  # half each, 3,375: too little for support


def test_a_provider_opens_no_place_for_those_who_cannot_begin_for_want_of_money():
    def places(year: int) -> int:
        values = {"provider_adapts": 0.2, "labour_hires": 1.0, "wait_outpatient": 0.0}
        found = town("pxq", year, 60, places=10, values=values)
        found.regime = replace(
            made_of({**found.regime.choices, "volume_incentive": "on"}, found.values, (SUPPORT,)),
            budget=found.regime.budget,
        )
        for row in range(60):  # helped for years, so that it is expected to go on
            found.give(row, SUPPORT, states.ACTIVE if row < 10 else states.WAITING, months=1000)
        account(found, 12)
        return int(found.state.services[SUPPORT].places)

    assert places(10_000_000) > 15
    assert places(50_000) == 10


# --- thin -----------------------------------------------------------------------------------------------


def test_thin_everybody_begins_and_the_hours_of_all_fit_the_amount():
    thin = town("pxq", 18000, 4, overrun="thin", values={"budget_dose": 2.0})
    for row in range(4):
        thin.give(row, SUPPORT, months=5)
    log = account(thin)
    # 12,000 over eight months and four children: 375 of 600 euros each
    assert [round(month.hours, 6) for month in log] == [0.625] * TO_JANUARY
    assert log[-1].used == 1200000 and town_pays(thin) == 12000


def minutes_and_relief(year: int, curve: float) -> tuple[int, float]:
    """Minutes and sd won in a month of one child, for whom 8/12 of `year` are left and 4,800 would be due."""
    found = town("pxq", year, 1, overrun="thin",
                 values={"budget_dose": curve, "care_effect_ambulatory_support": 0.1, "price_access_hour": 60.0})  # fmt: skip
    found.give(0, SUPPORT)
    found.state.children["need_externalising"] = found.state.children["own_externalising"] = 3.0
    account(found, 1)
    return int(found.state.households[0].contact_minutes), float(found.state.children[0].relief) / 1e6


@pytest.mark.parametrize("curve", [0.0, 2.0])
def test_thin_hours_bring_their_dose_and_no_more(curve):
    whole, half, none = (minutes_and_relief(year, curve) for year in (7200, 3600, 0))
    assert [whole[0], half[0], none[0]] == [600, 300, 0]
    assert half[1] == pytest.approx(dose(0.5, curve) * whole[1], rel=1e-4)
    assert none[1] == 0 < half[1]


def test_help_for_parents_and_support_in_class_thin_as_well():
    assert {"relief", "debt"} <= set(HOUSEHOLD.names)
    values = {"household_guidance_effect": 0.1, "price_parent_guidance": 500.0, "household_strain_threshold": -9.0,
              "school_aide_relief": 0.6, "price_school_support": 1000.0, "budget_dose": 0.0,
              "household_debt_help_effect": 3.0}  # fmt: skip
    services = (s.PARENT_GUIDANCE, s.SCHOOL_SUPPORT, s.DEBT_HELP)

    def after(year: int) -> tuple[float, float, float]:
        found = town("task_based", year, 1, services=services, overrun="thin", values=values)
        found.give(0, s.SCHOOL_SUPPORT)
        found.give_household(0, s.PARENT_GUIDANCE)
        with running(YouthCareModel(found.state, found.regime, found.programme, found.values, found.world, 1, START)) as model:  # fmt: skip
            model.step()
            p = model.params
            return (
                float(found.state.households[0].relief) / 1e6,
                float(p["school_aide_relief"][0]),
                float(p["household_debt_help_effect"][0]),
            )

    assert after(18000) == pytest.approx((0.1, 0.6, 3.0))
    assert after(9000) == pytest.approx((0.05, 0.3, 2.0))
    assert after(0) == pytest.approx((0.0, 0.0, 1.0))


def test_a_bed_stays_whole_and_what_it_costs_is_missed_by_the_others():
    found = town("pxq", 18000, 2, services=(SUPPORT, s.FOSTER_CARE), overrun="thin",
                 values={"price_foster_care": 1200.0})  # fmt: skip
    found.give(0, SUPPORT)
    found.give(1, s.FOSTER_CARE)
    log = account(found)  # 12,000 less 8 x 1,200 leave 2,400: half of 8 x 600
    assert round(log[0].hours, 9) == 0.5
    assert int(np.sum(found.used[YEARS_END], axis=0)[..., s.FOSTER_CARE].sum()) == 8 * 120000


@pytest.mark.parametrize("curve", [0.0, 0.3, 2.0, 8.0])
def test_a_dose_is_nothing_at_no_hours_all_at_the_usual_and_the_first_hours_do_most(curve):
    assert dose(0.0, curve) == 0.0 and dose(1.0, curve) == pytest.approx(1.0)
    points = [dose(x / 20, curve) for x in range(21)]
    steps = np.diff(points)
    assert (steps > 0).all()
    assert (np.diff(steps) < 1e-12).all()
    assert dose(0.5, curve) == pytest.approx(
        (1 - math.exp(-curve / 2)) / (1 - math.exp(-curve)) if curve else 0.5
    )


# --- pay, corridor and what is left ---------------------------------------------------------------------


def test_pay_stops_nobody_and_part_of_the_overrun_becomes_next_years_budget():
    found = with_queue("lump_sum", 12000, overrun="pay", values={"budget_bailed_out": 0.5})
    log = account(found, TO_JANUARY + 12)
    assert helped(found) == [1] * 6
    assert log[7].used == 6 * 450000 and log[7].paid == log[7].used  # 27,000 where 8,000 were agreed
    assert log[8].amount == 1200000 + (6 * 450000 - 800000) // 2
    assert log[-1].paid == log[-1].used == 6 * 12 * 60000


BILLS = [  # amount 100: what was used, the contract, what it costs in the end
    (80, {"unspent": "municipality"}, 80),
    (80, {"unspent": "provider"}, 100),
    (120, {}, 100),  # who was paid the amount bears it
    (120, {"overrun": "pay"}, 120),
    (120, {"doctors": "free"}, 120),
    (97, {"corridor": 0.05}, 100), (103, {"corridor": 0.05}, 100),
    (90, {"corridor": 0.05}, 95), (110, {"corridor": 0.05}, 105),
    (90, {"corridor": 0.0}, 90), (110, {"corridor": 0.0, "overrun": "thin"}, 110),
    (80, {"by_unit": True}, 80), (120, {"by_unit": True}, 120),
]  # fmt: skip


@pytest.mark.parametrize(("used", "contract", "bill"), BILLS)
def test_what_a_year_costs_by_what_the_contract_says(used, contract, bill):
    assert Budget(None, 100, **contract).bill(100, used) == bill


@pytest.mark.parametrize(("contract", "paid"), [
    ({"unspent": "municipality"}, 4500), ({"unspent": "provider"}, 8000), ({"corridor": 0.1}, 5300),
])  # fmt: skip
@pytest.mark.parametrize("kind", ["lump_sum", "task_based", "pooled"])
def test_what_is_left_is_booked_in_december_where_the_contract_says(kind, contract, paid):
    found = with_queue(kind, 12000, 1, **contract)  # 8,000 until January, of which 4,500 are used
    log = account(found)
    assert town_pays(found) == paid == log[-1].paid // 100
    assert town_pays(found, slice(0, 7)) == 7000  # a twelfth a month until then
    assert log[-1].settled == 100 * (paid - 8000)


def test_an_amount_that_no_twelfth_divides_is_paid_to_the_cent():
    found = with_queue("lump_sum", 10001, 1, unspent="provider")
    log = account(found, TO_JANUARY + 12)
    assert int(np.sum(found.paid[TO_JANUARY:], axis=0)[:, MUNICIPALITY_YOUTH, SUPPORT].sum()) == 1000100
    assert log[-1].paid == 1000100 and abs(log[-1].settled) < 12


def test_in_a_pool_each_act_pays_its_part_of_what_comes_back():
    found = with_queue("pooled", 12000, 1, unspent="municipality")
    found.regime = replace(found.regime, payer_youth=0.5, payer_wmo=0.3, payer_participation=0.2)
    account(found)
    by_act = np.sum(found.paid[YEARS_END], axis=(0, 1))[:3, SUPPORT]
    assert by_act.sum() == 450000
    assert np.abs(by_act - np.array([225000, 135000, 90000])).max() < 20


# --- arithmetic -----------------------------------------------------------------------------------------


def test_what_running_help_is_expected_to_cost_is_what_it_costs_on_average():
    rng, ends, months, n = np.random.default_rng(1), 0.08, 9, 200_000
    last = rng.geometric(ends, n)  # the month in which it ends, halfway
    running = np.where(last <= months, last - 0.5, months).mean()
    assert months_expected(ends, months) == pytest.approx(running, rel=0.01)
    assert months_of_a_start(ends, months) == pytest.approx(0.5 + months_expected(ends, months - 1))
    assert months_expected(0.0, 12) == 12 and months_of_a_start(0.0, 1) == 0.5


@pytest.mark.parametrize("cents", [1000, -1000, 7, 0, -1])
def test_cents_are_divided_and_none_is_lost(cents):
    for parts in ({1: 3, 2: 3, 3: 1}, {1: 0, 2: 0}, {5: 0, 6: 9}):
        out = divided(cents, parts)
        assert sum(out.values()) == cents and out.keys() == parts.keys()
