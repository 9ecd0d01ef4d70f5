"""Towns of three children and one place, with ledgers reckoned by hand, for both ways of funding.

Each test opens with the arithmetic. Amounts are euros; the ledger keeps cents. Month 1 is the first lived.
"""

from dataclasses import replace

import numpy as np
import pytest
from micro import SPECIAL, START, Micro, quiet

from youthsim.vocabulary import services as s
from youthsim.vocabulary import states
from youthsim.vocabulary.payers import (
    EDUCATION_MINISTRY,
    JUSTICE,
    MUNICIPALITY_OTHER,
    MUNICIPALITY_PARTICIPATION,
    MUNICIPALITY_WMO,
    MUNICIPALITY_YOUTH,
    OTHER_MUNICIPALITIES,
    SCHOOL_PARTNERSHIP,
)

SUPPORT = s.AMBULATORY_SUPPORT
SUPPORT_600 = {"price_ambulatory_support": 600.0}


def euros(amounts: dict[tuple[int, str], float]) -> dict[tuple[int, str], int]:
    return {key: round(100 * amount) for key, amount in amounts.items()}


def one_leaves_two_wait(regime: str, **values: float) -> Micro:
    """Child 0 has the only place and moves away in month 2; child 1 asked in month 99, child 2 in month 98."""
    town = Micro(3, quiet(**SUPPORT_600, **values), regime)
    town.give(0, SUPPORT)
    town.give(1, SUPPORT, states.WAITING, month_asked=99)
    town.give(2, SUPPORT, states.WAITING, month_asked=98)
    town.state.households[0].departs = START + 1
    return town


def test_under_pxq_a_freed_place_goes_to_the_child_who_asked_first_and_the_town_goes_on_paying():
    # Month 1: child 0 a whole month, 600. Month 2: it leaves halfway, 300; the place is free from month 3.
    # Month 3: child 2 (asked first) enters halfway, 300; child 1 waits. 600 + 300 + 300 = 1,200.
    town = one_leaves_two_wait("pxq").live(3)
    assert town.bills() == euros({(MUNICIPALITY_YOUTH, "ambulatory_support"): 1200})
    assert town.state.children["forms_active"].tolist() == [0, 0, 1 << SUPPORT]


def test_under_pxq_a_place_taken_by_another_town_is_paid_by_that_town():
    # As above, but a client of another town asked in month 97. Own bill 600 + 300; his first half month 300.
    town = one_leaves_two_wait("pxq")
    town.give_other_town(SUPPORT, states.WAITING, month_asked=97)
    town.live(3)
    assert town.bills() == euros(
        {(MUNICIPALITY_YOUTH, "ambulatory_support"): 900, (OTHER_MUNICIPALITIES, "ambulatory_support"): 300}
    )
    assert town.state.services[SUPPORT].occupied == 1


def test_a_budget_is_paid_whether_the_place_is_used_or_not_and_split_over_the_acts():
    # Budget 600 a month for three months: 60% Youth Act 1,080; 30% Social Support Act 540; 10% Participation Act 180.
    # Use at tariff is as under pxq, 600 + 300 + 300, and is billed to nobody.
    town = one_leaves_two_wait("pooled")
    town.regime = replace(town.regime, payer_youth=0.6, payer_wmo=0.3, payer_participation=0.1)
    town.state.services[SUPPORT].budget_cents = 60000
    town.live(3)
    assert town.bills() == euros({
        (MUNICIPALITY_YOUTH, "ambulatory_support"): 1080,
        (MUNICIPALITY_WMO, "ambulatory_support"): 540,
        (MUNICIPALITY_PARTICIPATION, "ambulatory_support"): 180,
    })  # fmt: skip
    assert [int(month[0, SUPPORT]) for month in town.used] == [60000, 30000, 30000]


def test_under_a_budget_a_place_that_goes_to_another_town_saves_this_town_nothing():
    # Own budget 3 x 600 = 1,800, as if nobody had left. The other town pays its half month at tariff, 300.
    town = one_leaves_two_wait("pooled")
    town.give_other_town(SUPPORT, states.WAITING, month_asked=97)
    town.state.services[SUPPORT].budget_cents = 60000
    town.live(3)
    assert town.bills() == euros(
        {(MUNICIPALITY_YOUTH, "ambulatory_support"): 1800, (OTHER_MUNICIPALITIES, "ambulatory_support"): 300}
    )
    assert [int(month[-1, SUPPORT]) for month in town.used] == [0, 0, 30000]


def test_half_a_month_is_paid_at_entry_and_at_the_eighteenth_birthday():
    # Child 0 enters in month 1 (300), has a whole month 2 (600), turns 18 in month 3 (300): 1,200.
    town = Micro(3, quiet(**SUPPORT_600))
    town.give(0, SUPPORT, states.WAITING)
    town.state.children[0].age_months = 213
    town.live(4)
    assert town.bills() == euros({(MUNICIPALITY_YOUTH, "ambulatory_support"): 1200})


@pytest.mark.parametrize("regime", ["pxq", "pooled"])
def test_half_a_month_is_paid_for_the_month_in_which_help_is_completed(regime):
    # Help ends in any month that the need is below the threshold (end rate 1). Child 0: half of month 1, 300.
    # Child 1 gets the place in month 2 and child 2 in month 3, each helped at once: 300 and 300. Together 900.
    # Under a budget of 600 a month the use is the same 900, the bill 3 x 600 = 1,800.
    town = Micro(3, quiet(**SUPPORT_600, care_end_ambulatory_support=1.0), regime)
    town.state.services[SUPPORT].budget_cents = 60000
    town.give(0, SUPPORT)
    town.give(1, SUPPORT, states.WAITING, month_asked=98)
    town.give(2, SUPPORT, states.WAITING, month_asked=99)
    town.live(3)
    assert np.sum(town.used, axis=0)[:, SUPPORT].tolist() == [90000, 0]
    assert town.bills() == euros(
        {(MUNICIPALITY_YOUTH, "ambulatory_support"): 900 if regime == "pxq" else 1800}
    )
    assert town.counted("completions") == 3


def test_help_for_parents_is_paid_under_their_own_acts_and_half_in_its_last_month():
    # Guidance 500 under the Social Support Act, solved at once: half of month 1, 250; then none.
    # Debt help 240 under the Participation Act goes on while there is debt (exits 0 when unsolved): 2 x 240.
    town = Micro(3, quiet(price_parent_guidance=500.0, price_debt_help=240.0, care_end_parents=1.0, care_end_unsolved=0.0,
                          household_strain_threshold=1.0))  # fmt: skip
    town.give_household(0, s.PARENT_GUIDANCE)
    town.give_household(1, s.DEBT_HELP)
    town.state.households[1].debt = 1
    town.live(2)
    assert town.bills() == euros(
        {(MUNICIPALITY_WMO, "parent_guidance"): 250, (MUNICIPALITY_PARTICIPATION, "debt_help"): 480}
    )


def test_a_court_order_gets_a_bed_at_once_and_an_ordinary_request_waits_for_a_free_one():
    # One place at 9,000. Child 0 lives there: 9,000. Child 1 comes by court order above the number of places:
    # half a month, 4,500. Child 2 asked long before, without an order, and waits. Together 13,500.
    town = Micro(3, quiet(price_residential=9000.0))
    town.give(0, s.RESIDENTIAL)
    town.give(1, s.RESIDENTIAL, states.WAITING, priority=states.PRIORITY_COURT)
    town.give(2, s.RESIDENTIAL, states.WAITING, month_asked=90)
    town.live(1)
    assert town.bills() == euros({(MUNICIPALITY_YOUTH, "residential"): 13500})
    assert town.state.children["living"].tolist() == [
        states.IN_RESIDENTIAL,
        states.IN_RESIDENTIAL,
        states.HOME,
    ]


def test_detention_ends_a_stay_halfway_and_is_paid_by_justice():
    # Child 0 lived in a residential place (9,000) and is now detained: half a month of the stay, 4,500, and two
    # months of detention at 22,800: 45,600. Its place goes to child 1 in month 2: half a month, 4,500.
    town = Micro(3, quiet(price_residential=9000.0, price_youth_detention=22800.0))
    town.give(0, s.RESIDENTIAL)
    town.give(1, s.RESIDENTIAL, states.WAITING)
    town.state.children[0].living = states.IN_DETENTION
    town.state.lives[0].months_detained_left = 2
    town.live(2)
    assert town.bills() == euros(
        {(MUNICIPALITY_YOUTH, "residential"): 9000, (JUSTICE, "youth_detention"): 45600}
    )
    assert town.state.children[0].living == states.HOME


def test_orders_and_school_places_are_paid_by_those_who_owe_them():
    # Child 0: guardianship 710. Child 1: on the roll 700, special primary school 560 on top, transport 273.
    # Child 2: on the roll 700, absent, attendance officer 240. One month.
    prices = {"guardianship": 710.0, "regular_education": 700.0, "special_primary": 560.0, "pupil_transport": 273.0,
              "attendance_officer": 240.0}  # fmt: skip
    town = Micro(3, quiet(**{f"price_{name}": price for name, price in prices.items()}))
    child, life = town.state.children, town.state.lives
    child["counted"] = (0, 1, 1)
    child[0].legal = states.UNDER_GUARDIANSHIP
    child[1].education, child[1].school, life[1].transported = states.SPECIAL_PRIMARY, SPECIAL, 1
    child[1].need_learning = child[1].own_learning = 2.0  # no way back to the regular class
    child[2].attendance = states.ABSENT
    town.live(1)
    assert town.bills() == euros({
        (MUNICIPALITY_YOUTH, "guardianship"): 710, (EDUCATION_MINISTRY, "regular_education"): 1400,
        (SCHOOL_PARTNERSHIP, "special_primary"): 560, (MUNICIPALITY_OTHER, "pupil_transport"): 273,
        (MUNICIPALITY_OTHER, "attendance_officer"): 240,
    })  # fmt: skip


@pytest.mark.parametrize(("regime", "each"), [("pxq", 351.0), ("pooled", 156.0)])
def test_a_request_costs_the_gate_half_of_its_paperwork(regime, each):
    # Nine hours under a grant per child, four in a pool, half of them at the gate, at 78 an hour: 351 or 156.
    # Three children with a need of 3 sd are all seen and all ask, once: 1,053 or 468.
    certain = {"signal_rate": 1e9, "request_base": 1.0, "request_trust": 0.0, "route_doctor": 0.0, "route_light": 1.0,
               "route_light_limit": 9.0, "gate_lead_pxq": 30.0, "gate_lead_pooled": 30.0}  # fmt: skip
    town = Micro(
        3,
        quiet(gate_hours_pxq=9.0, gate_hours_pooled=4.0, price_access_hour=78.0, **certain),
        regime,
        places=0,
    )
    town.state.children["need_externalising"] = town.state.children["own_externalising"] = 3.0
    town.live(3)
    assert town.bills() == euros({(MUNICIPALITY_YOUTH, "access_assessment"): 3 * each})
    assert town.counted("requests") == 3


def test_a_programme_is_paid_half_in_its_first_month_and_its_custom_money_once():
    # Family plan 2,500.01 a month, split 60/30/10. Household 0 was enrolled before: two whole months. Household 1
    # enrols in month 1: half, 1,250.00 (rounded down), then a whole one. Each plan also costs 450 a month, 3,000
    # to make, and 954.79 of custom money once: for household 1 only.
    # Family plan, whole month: Wmo 750.00, Participation 250.00, Youth 1,500.01 (the rest); half: 375, 125, 750.
    #   Three whole and one half: Wmo 2,625; Participation 875; Youth 5,250.03.
    # Plan: 450 x 3 + 3,450: of 450 Wmo 135, Participation 45, Youth 270; of 3,450: 1,035, 345, 2,070.
    #   Wmo 1,440; Participation 480; Youth 2,880.
    # Custom money 954.79: Wmo 286.43, Participation 95.47, Youth 572.89.
    town = Micro(3)
    p = town.programme[0]
    p.active = p.family_plan = p.plan = 1
    p.payer_youth, p.payer_wmo, p.payer_participation = 0.6, 0.3, 0.1
    p.family_plan_cents, p.plan_cents, p.plan_first_cents, p.custom_cents = 250001, 45000, 300000, 95479
    town.serve(0)
    town.serve(1, enrolled=START)
    town.live(2)
    y, w, a = MUNICIPALITY_YOUTH, MUNICIPALITY_WMO, MUNICIPALITY_PARTICIPATION
    assert town.bills() == euros({
        (w, "family_plan"): 2625, (a, "family_plan"): 875, (y, "family_plan"): 5250.03,
        (w, "breakthrough_plan"): 1440, (a, "breakthrough_plan"): 480, (y, "breakthrough_plan"): 2880,
        (w, "custom_money"): 286.43, (a, "custom_money"): 95.47, (y, "custom_money"): 572.89,
    })  # fmt: skip
