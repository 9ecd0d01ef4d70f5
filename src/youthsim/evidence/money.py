"""Amounts with a price level, indexation between years, and discounting.

`parse_money("€53,834 (2024)")` gives integer cents and a price year; a bare number is refused. `reprice`
moves an amount to another year with consumer prices (CBS), `discount_factors` gives monthly factors at the
Dutch standard rate of the date.

Rounding is half to even, once, at the end of a computation: with halves always up, a ledger of many small
amounts would drift. The index is built from yearly changes that CBS publishes to one decimal, so a factor
over ten years can be off by about 0.2%; the change over 2025 is recalled, not read, and says so.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from importlib.resources import files

CENTS = 100
MONTHS_A_YEAR = 12


class MoneyFault(ValueError):
    """Text that is not an amount with a price year, or a year outside the index."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in integer cents, in prices of `price_year`. Adding two price years is refused."""

    price_year: int
    cents: int

    def __add__(self, other: Money) -> Money:
        if other.price_year != self.price_year:
            raise MoneyFault(
                f"prices of {self.price_year} and {other.price_year} do not add up: reprice one of them"
            )
        return Money(self.price_year, self.cents + other.cents)

    def __neg__(self) -> Money:
        return Money(self.price_year, -self.cents)

    def __sub__(self, other: Money) -> Money:
        return self + -other

    def __mul__(self, factor: int | float | Decimal) -> Money:
        return Money(self.price_year, round_cents(Decimal(self.cents) * Decimal(str(factor))))

    __rmul__ = __mul__

    def __str__(self) -> str:
        euros, cents = divmod(abs(self.cents), CENTS)
        return f"{'-' if self.cents < 0 else ''}€{euros:,}.{cents:02d} ({self.price_year})"

    def reprice(self, year: int) -> Money:
        """The same amount in prices of another year."""
        return Money(year, reprice(self.cents, self.price_year, year))


def round_cents(amount: Decimal | float) -> int:
    """Whole cents, halves to the even neighbour."""
    return int(Decimal(str(amount)).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def parse_money(text: str) -> Money:
    """Read "€53,834 (2024)", "€ 53.834,50 (2024)", "EUR 1.6 million (2023)".

    Raises MoneyFault saying what is missing.
    """
    if not isinstance(text, str):
        raise MoneyFault(f"{text!r} has neither currency nor price year (write for instance €{text} (2024))")
    match = re.fullmatch(
        r"\s*(-?)\s*(?:€|EUR)\s*(-?)([\d.,]+)\s*(million|mln|thousand)?\s*(?:\((\d{4})\))?\s*", text
    )
    if match is None:
        raise MoneyFault(f"'{text}' is not an amount (expected for instance €53,834 (2024))")
    if match[5] is None:
        raise MoneyFault(f"'{text}' has no price year (expected for instance {text.strip()} (2024))")
    digits = match[3]
    if re.fullmatch(r"\d{1,3}\.\d{3}", digits) and not match[4]:
        raise MoneyFault(
            f"'{text}' can be read in two ways (write €{digits.replace('.', ',')} for thousands)"
        )
    english = r"\d+|\d{1,3}(,\d{3})+|\d+\.\d{1,2}|\d{1,3}(,\d{3})+\.\d{1,2}"
    if re.fullmatch(english, digits) or (match[4] and re.fullmatch(r"\d+\.\d+", digits)):
        plain = digits.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})*,\d{1,2}|\d{1,3}(\.\d{3}){2,}", digits):
        plain = digits.replace(".", "").replace(",", ".")
    else:
        raise MoneyFault(f"'{text}' is not an amount (expected for instance €53,834.50 (2024))")
    scale = {"million": 1_000_000, "mln": 1_000_000, "thousand": 1_000}.get(match[4] or "", 1)
    sign = -1 if match[1] or match[2] else 1
    return Money(int(match[5]), sign * round_cents(Decimal(plain) * scale * CENTS))


@dataclass(frozen=True, slots=True)
class YearlyChange:
    """Change of consumer prices over a year, as published, with how we know it."""

    year: int
    percent: Decimal
    basis: str
    confidence: float
    source: str


def _rows(name: str) -> list[dict[str, str]]:
    text = files("youthsim.evidence").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def consumer_prices() -> dict[int, YearlyChange]:
    """Yearly change of Dutch consumer prices (CBS, all spending), by year."""
    return {
        int(row["year"]): YearlyChange(
            int(row["year"]),
            Decimal(row["change_percent"]),
            row["basis"],
            float(row["confidence"]),
            row["source"],
        )
        for row in _rows("cpi.csv")
    }


@cache
def price_index() -> dict[int, Decimal]:
    """Price level by year, 2015 = 100; the year before the first change is the first level."""
    changes = consumer_prices()
    years = sorted(changes)
    level = {years[0] - 1: Decimal(100)}
    for year in years:
        level[year] = level[year - 1] * (1 + changes[year].percent / 100)
    base = level[2015]
    return {year: 100 * one / base for year, one in level.items()}


def price_factor(from_year: int, to_year: int) -> Decimal:
    """What one euro of `from_year` is in prices of `to_year`. Raises MoneyFault outside the series."""
    index = price_index()
    for year in (from_year, to_year):
        if year not in index:
            raise MoneyFault(f"no consumer prices for {year} (known: {min(index)} to {max(index)})")
    return index[to_year] / index[from_year]


def reprice(cents: int, from_year: int, to_year: int) -> int:
    """Cents of one year in cents of another, halves to even."""
    return round_cents(Decimal(cents) * price_factor(from_year, to_year))


@dataclass(frozen=True, slots=True)
class DiscountRate:
    """The real yearly rate for public cost-benefit analyses that start on or after a date."""

    since: date
    rate: float
    basis: str
    confidence: float
    source: str


@cache
def discount_rates() -> tuple[DiscountRate, ...]:
    """The Dutch standard rates, oldest first."""
    return tuple(
        DiscountRate(
            date.fromisoformat(row["from"]),
            float(row["rate_percent"]) / 100,
            row["basis"],
            float(row["confidence"]),
            row["source"],
        )
        for row in _rows("discount_rates.csv")
    )


def discount_rate(on: date | None = None) -> DiscountRate:
    """The rate in force on a day; without a day the latest. Raises MoneyFault before the first."""
    in_force = [rate for rate in discount_rates() if on is None or rate.since <= on]
    if not in_force:
        raise MoneyFault(f"no discount rate for {on} (known from {discount_rates()[0].since})")
    return in_force[-1]


def discount_factors(months: int, yearly_rate: float | None = None) -> tuple[float, ...]:
    """Present value at the start of one euro paid in month 0, 1, ... `months` - 1, compounded monthly.

    `yearly_rate` 0.0225 for 2.25% a year; without one, the Dutch rate now in force. After twelve months the
    factor is exactly 1 / (1 + rate).
    """
    rate = discount_rate().rate if yearly_rate is None else yearly_rate
    if months < 0 or rate <= -1:
        raise MoneyFault("months must be at least 0 and the rate above -100%")
    return tuple((1.0 + rate) ** (-month / MONTHS_A_YEAR) for month in range(months))
