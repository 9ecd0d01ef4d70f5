"""Money with price years, consumer prices, discounting."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youthsim.evidence.money import (
    Money,
    MoneyFault,
    consumer_prices,
    discount_factors,
    discount_rate,
    parse_money,
    price_factor,
    price_index,
    reprice,
    round_cents,
)


@pytest.mark.parametrize(
    ("text", "cents", "year"),
    [
        ("€53,834 (2024)", 5_383_400, 2024),
        ("€ 53.834,50 (2023)", 5_383_450, 2023),
        ("EUR 954.79 (2024)", 95_479, 2024),
        ("€1.6 million (2023)", 160_000_000, 2023),
        ("-€12.50 (2020)", -1_250, 2020),
    ],
)
def test_an_amount_with_a_price_year_is_read_to_the_cent(text, cents, year):
    assert parse_money(text) == Money(year, cents)


@pytest.mark.parametrize("text", ["53834", "€53,834", "€53.834 (2024)", "54k (2024)", "€1.2.3 (2024)", ""])
def test_bare_and_doubtful_numbers_are_refused(text):
    with pytest.raises(MoneyFault, match=r"expected|write"):
        parse_money(text)


def test_a_bare_number_is_refused_even_when_it_is_one():
    with pytest.raises(MoneyFault, match="neither currency nor price year"):
        parse_money(53834)  # type: ignore[arg-type]


def test_price_years_do_not_add_up():
    with pytest.raises(MoneyFault, match="2023 and 2024"):
        Money(2023, 100) + Money(2024, 100)
    assert str(Money(2024, 5_383_400) - Money(2024, 100)) == "€53,833.00 (2024)"


def test_consumer_prices_rose_ten_percent_in_2022():
    assert float(price_factor(2021, 2022)) == pytest.approx(1.10)
    assert float(price_index()[2024]) == pytest.approx(130.3, abs=0.3)  # CBS prints the level to two decimals


def test_what_is_recalled_says_so():
    assert consumer_prices()[2025].basis == "memory"
    assert consumer_prices()[2022].basis == "read"


def test_a_year_outside_the_series_is_refused():
    with pytest.raises(MoneyFault, match="1999"):
        price_factor(1999, 2024)


@given(st.integers(-(10**12), 10**12), st.integers(2009, 2025), st.integers(2009, 2025))
def test_repricing_there_and_back_loses_at_most_a_cent_or_two(cents, here, there):
    assert abs(reprice(reprice(cents, here, there), there, here) - cents) <= 2


def test_halves_go_to_the_even_cent_so_that_many_small_amounts_do_not_drift():
    assert [round_cents(x) for x in (0.5, 1.5, 2.5, 3.5)] == [0, 2, 2, 4]
    assert sum(round_cents(k + 0.5) for k in range(1000)) == sum(k + 0.5 for k in range(1000))


def test_the_dutch_rate_is_dated():
    assert discount_rate(date(2024, 7, 1)).rate == 0.0225
    assert discount_rate(date(2019, 1, 1)).rate == 0.03
    assert discount_rate().rate == 0.0225
    with pytest.raises(MoneyFault):
        discount_rate(date(2001, 1, 1))


def test_twelve_months_of_discounting_are_one_year():
    factors = discount_factors(61)
    assert factors[0] == 1.0
    assert factors[12] == pytest.approx(1 / 1.0225)
    assert factors[60] == pytest.approx(1.0225**-5)
    assert discount_factors(24, 0.0) == (1.0,) * 24
