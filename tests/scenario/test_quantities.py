"""A quantity is what its text says, in Dutch and in English, and nothing is guessed."""

from __future__ import annotations

import pytest
from pydantic_core import PydanticCustomError

from youthsim.notation.amounts import Money
from youthsim.scenario.quantities import (
    read_hours_per_week,
    read_money,
    read_months,
    read_rate_per_year,
    read_share,
)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("€954.79 (2024)", 95479),
        ("€954,79 (2024)", 95479),
        ("€33,417.60 (2024)", 3341760),
        ("€33.417,60 (2024)", 3341760),
        ("EUR 1,600,000 (2024)", 160_000_000),
        ("€ 1.600.000 (2024)", 160_000_000),
        ("€1.6 million (2024)", 160_000_000),
        ("€1.625 million (2024)", 162_500_000),
        ("€0 (2024)", 0),
    ],
)
def test_an_amount_is_read_in_both_notations(text: str, cents: int) -> None:
    assert read_money(text) == Money(cents, 2024)


UNCLEAR = [
    "€1.600 (2024)",
    "€1.625 mln (2024)",
    "€954.79",
    "954.79 (2024)",
    "€1,60,000 (2024)",
    954.79,
    None,
    "€",
]


@pytest.mark.parametrize("text", UNCLEAR)
def test_an_amount_that_can_mean_two_things_or_lacks_a_part_is_refused(text: object) -> None:
    with pytest.raises(PydanticCustomError):
        read_money(text)


def test_an_amount_prints_as_it_is_read() -> None:
    assert str(Money(3341760, 2024)) == "€33,417.60 (2024)"
    assert read_money(str(Money(3341760, 2024))) == Money(3341760, 2024)


def test_years_are_twelve_months_and_parts_of_months_are_refused() -> None:
    assert read_months("5 years") == read_months("60 months") == 60
    assert read_months("1.5 years") == 18
    for text in ("2.3 years", "6 weeks", "60", 60, True, None, "-6 months", "6 manden"):
        with pytest.raises(PydanticCustomError):
            read_months(text)


def test_a_share_is_written_in_percent() -> None:
    assert read_share("2.5%") == 0.025
    assert read_share("0%") == 0
    for text in ("101%", "-1%", 0.7, 70, "70", True):
        with pytest.raises(PydanticCustomError):
            read_share(text)


def test_rates_and_hours_name_their_time() -> None:
    assert read_rate_per_year("2.25% per year") == 0.0225
    assert read_hours_per_week("6 hours/week") == read_hours_per_week("6 hours per week") == 6
    with pytest.raises(PydanticCustomError):
        read_rate_per_year("2.25%")
    for text in ("6 hours", "6", 6, "0 hours/week"):
        with pytest.raises(PydanticCustomError):
            read_hours_per_week(text)
