"""Quantities that carry their unit in the text, so that no reader has to guess it.

"60 months", "5 years", "6 hours/week", "2.25% per year", "70%", "€33,417.60 (2024)". A bare number is
refused where a unit belongs. Amounts are read in English and in Dutch notation where it is unambiguous.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from youthsim.scenario.faults import shown

NUMBER = r"(\d+(?:\.\d+)?)"
PER_YEAR = rf"\s*{NUMBER}\s*%\s*(?:per|/|a)\s*year\s*"
LARGEST_CENTS = 10**14
PRICE_YEARS = range(2009, 2031)
"""Years whose consumer prices are known or assumed (evidence/data/cpi.csv): an amount of another year cannot be
compared with anything."""


def refused(what: str, expected: str = "") -> PydanticCustomError:
    """The error to raise while pydantic validates a value: what is wrong with it, and what is expected."""
    return PydanticCustomError("refused", "{what}", {"what": what, "expected": expected})


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass(frozen=True, order=True)
class Money:
    """An amount in integer cents at the prices of one year."""

    cents: int
    price_year: int

    def __str__(self) -> str:
        return f"€{Decimal(self.cents) / 100:,.2f} ({self.price_year})"


def read_months(value: object) -> int:
    """A whole number of calendar months from "60 months" or "5 years"."""
    if is_number(value):
        years = f" or {value} years" if 0 < float(str(value)) <= 10 else ""
        raise refused(f"{value} has no unit", f"write {value} months{years}")
    match = re.fullmatch(rf"\s*{NUMBER}\s*(months?|years?)\s*", value) if isinstance(value, str) else None
    if match is None:
        if isinstance(value, str) and re.search(r"week|day", value):
            raise refused(f"{shown(value)} is too fine: the model steps by the month", "such as 6 months")
        if isinstance(value, str) and re.match(r"\s*-", value):
            raise refused(f"{shown(value)} is negative", "such as 6 months")
        raise refused(f"{shown(value)} is not a duration", "such as 60 months or 5 years")
    months = Decimal(match[1]) * (12 if match[2].startswith("year") else 1)
    if months != months.to_integral_value():
        raise refused(f"{shown(value)} is not a whole number of months", "such as 18 months")
    if months > 1200:
        raise refused(f"{shown(value)} is more than a century", "at most 1200 months")
    return int(months)


def read_share(value: object) -> float:
    """A share between 0 and 1 from "70%"."""
    if is_number(value):
        percent = value * 100 if isinstance(value, float) and 0 < value < 1 else value
        raise refused(f"{value} has no unit", f"write {percent:g}%")
    match = re.fullmatch(rf"\s*{NUMBER}\s*%\s*", value) if isinstance(value, str) else None
    if match is None or float(match[1]) > 100:
        raise refused(f"{shown(value)} is not a share", "a percentage from 0% to 100%")
    return float(Decimal(match[1]) / 100)


def read_rate_per_year(value: object) -> float:
    """A yearly rate from "2.25% per year" (0.0225)."""
    if is_number(value):
        raise refused(f"{value} has no unit", f"write {value}% per year")
    match = re.fullmatch(PER_YEAR, value) if isinstance(value, str) else None
    if match is None:
        raise refused(f"{shown(value)} is not a yearly rate", "such as 2.25% per year")
    if float(match[1]) > 20:
        raise refused(f"{shown(value)} is out of all proportion", "0% to 20% per year")
    return float(Decimal(match[1]) / 100)


def read_hours_per_week(value: object) -> float:
    """Hours a week from "6 hours/week"."""
    if is_number(value):
        raise refused(f"{value} has no unit", f"write {value} hours/week")
    pattern = rf"\s*{NUMBER}\s*(?:hours?|h)\s*(?:per|/|a)\s*week\s*"
    match = re.fullmatch(pattern, value) if isinstance(value, str) else None
    if match is None or not 0 < float(match[1]) <= 168:
        raise refused(f"{shown(value)} is not a number of hours a week", "such as 6 hours/week")
    return float(match[1])


def read_money(value: object) -> Money:
    """An amount with its price year from "€33,417.60 (2024)"."""
    if is_number(value):
        raise refused(f"{value} has neither currency nor price year", f"write €{value:,} (2024)")
    if not isinstance(value, str):
        raise refused(f"{shown(value)} is not an amount", "such as €954.79 (2024)")
    match = re.fullmatch(r"\s*(?:€|EUR)\s*([\d.,]+)\s*(million|mln|M)?\.?\s*(?:\(\s*(\d{4})\s*\))?\s*", value)
    if match is None:
        if "-" in value:
            raise refused(f"{shown(value)} is negative", "an amount without a minus sign")
        if re.search(r"[$£]|USD|GBP", value):
            raise refused(f"{shown(value)} is not in euros", "such as €954.79 (2024)")
        if "€" not in value and "EUR" not in value:
            raise refused(f"{shown(value)} has no currency", "such as €954.79 (2024)")
        raise refused(f"{shown(value)} is not an amount", "such as €954.79 (2024)")
    digits, million, year = match.groups()
    if year is None:
        raise refused(
            f"{shown(value)} has no price year", f"write it behind the amount: {value.strip()} (2024)"
        )
    if int(year) not in PRICE_YEARS:
        raise refused(
            f"consumer prices of {year} are not known here",
            f"a price year from {PRICE_YEARS[0]} to {PRICE_YEARS[-1]}",
        )
    amount = _euros(digits, value, in_millions=million is not None) * (1_000_000 if million else 1)
    cents = int((amount * 100).to_integral_value(ROUND_HALF_UP))
    if cents > LARGEST_CENTS:
        raise refused(f"{shown(value)} is more than the whole country spends", "an amount of ordinary size")
    return Money(cents, int(year))


def _euros(digits: str, value: str, *, in_millions: bool) -> Decimal:
    """The number in English notation (1,600,000.50) or, where it cannot mean anything else, in Dutch."""
    english = r"\d{1,3}(,\d{3})+(\.\d{1,2})?|\d+(\.\d{1,2})?"
    dutch = r"\d{1,3}(\.\d{3})+,\d{1,2}|\d{1,3}(\.\d{3}){2,}|\d+,\d{1,2}"
    if re.fullmatch(english, digits) or (in_millions and re.fullmatch(r"\d+\.\d+", digits)):
        return Decimal(digits.replace(",", ""))
    if re.fullmatch(dutch, digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}\.\d{3}", digits):
        raise refused(
            f"{shown(value)} can be read in two ways", f"write €{digits.replace('.', ',')} for thousands"
        )
    raise refused(f"{shown(value)} is not an amount", "such as €33,417.60 (2024)")


def _schema(pattern: str, example: str) -> Any:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


def _months_text(months: int) -> str:
    return f"{months} month{'' if months == 1 else 's'}"


def _percent_text(share: float) -> str:
    return f"{(Decimal(repr(share)) * 100).normalize():f}%"


Months = Annotated[
    int,
    PlainValidator(read_months),
    PlainSerializer(_months_text),
    _schema(r"^\s*\d+(\.\d+)?\s*(months?|years?)\s*$", "60 months"),
]
Share = Annotated[
    float,
    PlainValidator(read_share),
    PlainSerializer(_percent_text),
    _schema(r"^\s*\d+(\.\d+)?\s*%\s*$", "70%"),
]
RatePerYear = Annotated[
    float,
    PlainValidator(read_rate_per_year),
    PlainSerializer(lambda rate: f"{_percent_text(rate)} per year"),
    _schema(r"^\s*\d+(\.\d+)?\s*%\s*(per|/|a)\s*year\s*$", "2.25% per year"),
]
HoursPerWeek = Annotated[
    float,
    PlainValidator(read_hours_per_week),
    PlainSerializer(lambda hours: f"{hours:g} hours/week"),
    _schema(r"^\s*\d+(\.\d+)?\s*(hours?|h)\s*(per|/|a)\s*week\s*$", "6 hours/week"),
]
Amount = Annotated[
    Money,
    PlainValidator(read_money),
    PlainSerializer(str),
    _schema(r"^\s*(€|EUR)\s*[\d.,]+\s*(million|mln|M)?\.?\s*\(\s*\d{4}\s*\)\s*$", "€33,417.60 (2024)"),
]
