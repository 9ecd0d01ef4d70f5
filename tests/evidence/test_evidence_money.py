"""Consumer prices between years, and the dated rate of discount."""

from datetime import date

import pytest

from youthsim.catalogue.models import Scenario
from youthsim.evidence.money import (
    MoneyFault,
    consumer_prices,
    discount_rate,
    price_factor,
    price_index,
)


def test_consumer_prices_rose_ten_percent_in_2022():
    assert float(price_factor(2021, 2022)) == pytest.approx(1.10)
    assert float(price_index()[2024]) == pytest.approx(130.3, abs=0.3)  # CBS prints the level to two decimals


def test_what_is_recalled_says_so():
    assert consumer_prices()[2025].basis == "memory"
    assert consumer_prices()[2022].basis == "read"


def test_a_year_outside_the_series_is_refused():
    with pytest.raises(MoneyFault, match="1999"):
        price_factor(1999, 2024)


def test_the_dutch_rate_is_dated():
    assert discount_rate(date(2024, 7, 1)).rate == 0.0225
    assert discount_rate(date(2019, 1, 1)).rate == 0.03
    assert discount_rate().rate == 0.0225 == Scenario.model_fields["discount_per_year"].default
    with pytest.raises(MoneyFault):
        discount_rate(date(2001, 1, 1))
