"""Nijmegen-Noord's own sum as a limit case: three grants of 31,525 euros against part of a post of 90,000.

The source: three children, 8.7 hours a week each over 35 weeks, are 913 hours, of 1,872 in a post: 0.49 post.
It then halves the hours for travel and administration to a quarter post, 22,500 euros, and counts 71,500 saved.
Here the grants are paid by unit, or the help comes from a pool that holds a post; every friction is a setting.
"""

import pytest
from micro import Micro, quiet

from youthsim.vocabulary import services as s
from youthsim.vocabulary.payers import OTHER_MUNICIPALITIES

GRANT, POST, HOURS_OF_A_POST = 31525.0, 90000.0, 1872.0
HOURS = 3 * 8.7 * 35
CENTS_OF_ROUNDING = 36 * 50  # a year's grant is paid in months, each to the cent


def a_year(kind: str, post: float = 0.0, **values: float) -> float:
    """Euros of public money in a year for help in class of three children, requests and grants included."""
    town = Micro(3, quiet(price_school_support=GRANT / 12, **values), kind, places=3)
    for row in range(3):
        town.give(row, s.SCHOOL_SUPPORT, months_granted=4, domain=2)
    town.state.children["need_learning"] = town.state.children["own_learning"] = 3.0
    town.state.services[s.SCHOOL_SUPPORT].budget_cents = round(100 * post * POST / 12)
    town.state.services[s.NEIGHBOURHOOD_TEAM].budget_cents = 0
    town.live(7)  # May to November: no budget moves in between
    return sum(int(month[:, :OTHER_MUNICIPALITIES].sum()) for month in town.paid) / 100 * 12 / 7


def close(euros: float):
    return pytest.approx(euros, abs=CENTS_OF_ROUNDING / 100)


def test_with_frictions_off_the_model_gives_the_sum_of_the_source():
    assert pytest.approx(913.5) == HOURS
    assert round(HOURS / HOURS_OF_A_POST, 2) == 0.49
    grants, half_a_post = a_year("pxq"), a_year("pooled", 0.49)
    assert grants == close(94575)
    assert half_a_post == close(44100)
    assert grants - half_a_post == close(50475)
    # the last step: 49% of the hours are said to be overhead that pooling takes away
    assert grants - a_year("pooled", 0.25) == close(72075)  # 71,500 from 94,000 in round figures


def test_what_is_bought_is_a_whole_post_and_then_some_four_thousand_euros_are_left():
    assert a_year("pxq") - a_year("pooled", 1.0) == close(4575)


def test_over_school_weeks_the_hours_need_three_quarters_of_a_post():
    needed = HOURS / (36 * 35)
    assert round(needed, 3) == 0.725
    assert a_year("pxq") - a_year("pooled", needed) == close(94575 - needed * POST)  # 29,325


def test_grants_of_four_months_cost_the_gate_what_a_pool_does_not():
    # Each grant is renewed once in seven months, at half of nine hours, of which the gate has half: 2.25 hours
    # at 78 euros, for three children.
    frictions = {"gate_hours_pxq": 9.0, "grant_months_pxq": 4.0, "price_access_hour": 78.0}
    with_paper, without = a_year("pxq", **frictions), a_year("pxq")
    assert with_paper - without == close(3 * 2.25 * 78 * 12 / 7)
    assert a_year("pooled", 1.0, **frictions) == close(90000)
