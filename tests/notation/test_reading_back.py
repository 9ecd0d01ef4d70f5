"""What we print is read back equal, and a text is read in one way or refused with words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from notation_fuzz import TARGETS, fuzz

from youthsim.notation import writing
from youthsim.notation.amounts import LARGEST_CENTS, PRICE_YEARS, Money, parse_amount
from youthsim.notation.dates import parse_date, show_date
from youthsim.notation.faults import NotationFault
from youthsim.notation.numbers import count, parse_number, read
from youthsim.notation.units import read_unit
from youthsim.report import amounts
from youthsim.scenario.quantities import read_months, read_share

LANGUAGES = st.sampled_from(["en", "nl"])
DECIMALS = st.decimals(-(10**12), 10**12, places=4)


@given(DECIMALS, st.integers(0, 6), LANGUAGES)
def test_a_number_is_read_back_as_it_was_printed(value: Decimal, digits: int, lang: str) -> None:
    printed = writing.number(value, lang, digits)
    assert read(printed, lang).value == round(value, digits)


@given(DECIMALS, st.integers(0, 6), LANGUAGES)
def test_without_its_language_a_printed_number_is_the_same_or_asked_back(value, digits, lang) -> None:
    printed = writing.number(value, lang, digits)
    try:
        assert read(printed).value == round(value, digits)
    except NotationFault as fault:
        assert "can be read as" in str(fault)


@given(st.integers(-LARGEST_CENTS, LARGEST_CENTS), st.sampled_from(PRICE_YEARS), LANGUAGES)
@example(100_000, 2024, "nl")
def test_an_amount_is_read_back_to_the_cent_in_any_language(cents: int, year: int, lang: str) -> None:
    amount = Money(cents, year)
    assert parse_amount(writing.money(amount, lang)) == amount
    assert parse_amount(str(amount)) == amount


@given(st.floats(-1e13, 1e13), LANGUAGES)
def test_an_amount_of_a_report_is_read_back_as_rounded(cents: float, lang: str) -> None:
    printed = amounts.euro(cents, lang)
    found = read(printed, lang)
    assert found.in_euros
    assert float(found.value) == pytest.approx(cents / 100, rel=0.06, abs=0.5)


@given(st.floats(-1, 1), st.integers(0, 3), LANGUAGES)
def test_a_share_of_a_report_is_read_back_as_rounded(share: float, digits: int, lang: str) -> None:
    assert parse_number(amounts.share(share, lang, digits), lang).value == pytest.approx(
        round(100 * share, digits) / 100, abs=1e-12
    )


@given(st.integers(0, 100_000), LANGUAGES)
def test_a_setting_in_percent_is_read_back_equal(thousandths: int, lang: str) -> None:
    share = thousandths / 100_000
    assert read_share(writing.percent(share, lang)) == share


@given(st.integers(0, 1200), LANGUAGES)
def test_a_duration_is_read_back_equal(months: int, lang: str) -> None:
    assert read_months(writing.months(months, lang)) == months


@given(st.integers(1800 * 12, 2199 * 12 + 11), LANGUAGES)
def test_a_month_is_read_back_equal(months: int, lang: str) -> None:
    assert parse_date(writing.month_of_year(months, lang)).value == months
    assert parse_date(show_date(months)).value == months


@given(st.text(max_size=14))
def test_any_text_is_read_or_refused_with_words(text: str) -> None:
    for reader in (parse_number, parse_amount, parse_date, read_unit, count):
        try:
            reader(text)
        except NotationFault as fault:
            assert fault.what and str(fault)


@given(st.text("0123456789.,' ", min_size=1, max_size=10))
@settings(max_examples=300)
def test_a_number_has_the_digits_of_its_text(text: str) -> None:
    try:
        value = read(text).value
    except NotationFault:
        return
    digits = "".join(sign for sign in text if sign.isdigit())
    assert f"{value:f}".replace(".", "").strip("0") == digits.strip("0")


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(",."))
def test_three_digits_behind_a_separator_are_always_asked_back(front: int, back: int, sign: str) -> None:
    with pytest.raises(NotationFault, match=f"{front}{back:03d}"):
        parse_number(f"{front}{sign}{back:03d}")


@pytest.mark.parametrize("reader", sorted(TARGETS))
def test_damaged_texts_never_change_size_and_nothing_but_faults_comes_out(reader: str) -> None:
    told, wrong = fuzz(reader, seed=20261130, inputs=1500)
    assert wrong == []
    assert told["read"] > 20 and told["refused"] > 20
