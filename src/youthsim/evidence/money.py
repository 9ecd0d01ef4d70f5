"""Consumer prices between years (CBS), and the dated Dutch rate of discount.

The index is built from yearly changes that CBS publishes to one decimal, so a factor
over ten years can be off by about 0.2%; the change over 2025 is recalled, not read, and says so. The
years after that are an assumption, row by row: plans speak of coming years, and reports say what was assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from youthsim.tables import rows


class MoneyFault(ValueError):
    """A year outside the index, or a day before the first rate."""


@dataclass(frozen=True, slots=True)
class YearlyChange:
    """Change of consumer prices over a year, as published, with how we know it."""

    year: int
    percent: Decimal
    basis: str
    confidence: float
    source: str


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
        for row in rows("evidence/data/cpi.csv")
    }


@cache
def assumed_years() -> tuple[int, ...]:
    """The years whose change of prices nobody knows yet, in order."""
    return tuple(sorted(year for year, change in consumer_prices().items() if change.basis == "assumption"))


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
        for row in rows("evidence/data/discount_rates.csv")
    )


def discount_rate(on: date | None = None) -> DiscountRate:
    """The rate in force on a day; without a day the latest. Raises MoneyFault before the first."""
    in_force = [rate for rate in discount_rates() if on is None or rate.since <= on]
    if not in_force:
        raise MoneyFault(f"no discount rate for {on} (known from {discount_rates()[0].since})")
    return in_force[-1]
