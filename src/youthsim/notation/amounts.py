"""Amounts of money in integer cents, each at the prices of one year: "€33,417.60 (2024)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from youthsim.notation.characters import plain
from youthsim.notation.faults import AmountFault, NumberFault
from youthsim.notation.numbers import read

LARGEST_CENTS = 10**14
PRICE_YEARS = range(2009, 2031)
"""Years whose consumer prices are known or assumed (evidence/data/cpi.csv); of another year nothing can be
compared."""
EXAMPLE = "such as €954.79 (2024)"
_YEAR = re.compile(
    r"(?P<amount>.*?)\s*"
    r"(?:\(\s*(?:(?:in\s+)?(?:prijspeil|prijzen(?: van)?|price level|prices(?: of)?|pp\.?)\s+)?"
    r"(?P<year>\d{4})(?:\s+prices)?\s*\)|,?\s*(?:in\s+)?(?:prijspeil|prijzen van|price level|prices of)\s+"
    r"(?P<bare>\d{4}))",
    re.IGNORECASE,
)


@dataclass(frozen=True, order=True)
class Money:
    """An amount in integer cents at the prices of one year."""

    cents: int
    price_year: int

    def __str__(self) -> str:
        return f"€{Decimal(self.cents) / 100:,.2f} ({self.price_year})"


def parse_amount(text: str, lang: str | None = None) -> Money:
    """Read "€33,417.60 (2024)", "€ 33.417,60 (prijspeil 2024)", "1,6 miljoen euro (2024)".

    lang: the language of the text where it is known. Without it a comma before three digits groups
    thousands, as scenario files write them, and a point there is refused. Raises AmountFault.
    """
    try:
        bare = plain(text)
        match = _YEAR.fullmatch(bare)
        amount = bare if match is None else match["amount"]
        cents = _cents(amount, lang)
    except AmountFault:
        raise
    except NumberFault as fault:
        if fault.plain_no:
            raise AmountFault("is not an amount", EXAMPLE) from None
        raise AmountFault(fault.what, fault.expected) from None
    if match is None:
        raise AmountFault("has no price year", f"write it behind the amount: {bare} (2024)")
    year = int(match["year"] or match["bare"])
    if year not in PRICE_YEARS:
        raise AmountFault(
            f"says {year}, and {year} is not a price year",
            f"a year from {PRICE_YEARS[0]} to {PRICE_YEARS[-1]}",
        )
    if abs(cents) > LARGEST_CENTS:
        raise AmountFault("is more than the whole country spends", "an amount of ordinary size")
    return Money(cents, year)


def _cents(amount: str, lang: str | None) -> int:
    """An amount without its year in cents."""
    thousands = re.fullmatch(r"\D*[1-9]\d{0,2}[.,]\d{3}(?:\s*(?:€|eur|euros?))?\D?", amount, re.IGNORECASE)
    sign = re.search(r"[.,]", amount)
    if lang is None and thousands and sign and not re.search(r"[mkbd%‰]", amount.lower()):
        if sign[0] == ".":
            number = re.sub(r"[^\d.]", "", amount).replace(".", ",")
            raise AmountFault("can be read in two ways", f"write €{number} for thousands")
        lang = "en"
    found = read(amount, lang)
    if not found.in_euros:
        raise AmountFault("has no currency", EXAMPLE)
    if found.percent:
        raise AmountFault("is a percentage", EXAMPLE)
    if found.decimals > 2 and not found.scaled:
        raise AmountFault("has parts of a cent", "at most two decimals")
    return int((found.value * 100).to_integral_value(ROUND_HALF_UP))
