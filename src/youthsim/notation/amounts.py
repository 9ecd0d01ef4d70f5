"""Amounts of money in integer cents, each at the prices of one year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

LARGEST_CENTS = 10**14
PRICE_YEARS = range(1990, 2061)


@dataclass(frozen=True, order=True)
class Money:
    """An amount in integer cents at the prices of one year."""

    cents: int
    price_year: int

    def __str__(self) -> str:
        return f"€{Decimal(self.cents) / 100:,.2f} ({self.price_year})"
