"""Amounts as a council reads them."""

import pytest

from youthsim.report.amounts import NO_BREAK, chance, euro, number
from youthsim.report.findings import Spread
from youthsim.report.words import Words


@pytest.mark.parametrize(
    ("cents", "english", "dutch"),
    [
        (160_000_000, "€1.6M", f"€1,6{NO_BREAK}mln"),
        (-160_000_000, "−€1.6M", f"−€1,6{NO_BREAK}mln"),
        (5_383_412, "€53,800", "€53.800"),
        (99_960_000, "€1.0M", f"€1,0{NO_BREAK}mln"),
        (12_300, "€123", "€123"),
        (0, "€0", "€0"),
        (-20, "€0", "€0"),
        (float("nan"), "–", "–"),
    ],
)
def test_amounts_claim_no_more_precision_than_a_simulation_has(cents, english, dutch):
    assert euro(cents, "en") == english
    assert euro(cents, "nl") == dutch


def test_a_printed_figure_is_repeated_to_the_euro():
    assert euro(32_300_500, "en", exact=True) == "€323,005"
    assert euro(32_300_500, "nl", exact=True) == "€323.005"


def test_the_ends_of_an_interval_share_one_unit():
    spread = Spread(-20_000_000, -110_000_000, -20_000_000, 70_000_000)
    assert Words("en").euro_spread(spread) == "−€0.2M (−€1.1M to €0.7M)"


def test_no_finite_number_of_draws_makes_a_chance_of_nothing_or_everything():
    assert chance(0.0) == "<1%"
    assert chance(1.0) == ">99%"


def test_dutch_numbers_have_a_decimal_comma():
    assert number(1234.5, "nl", 1) == "1.234,5"
    assert number(-0.04, "nl", 1) == "0,0"
