"""Numbers, money, durations and dates as we print them, in English and in Dutch.

What stands here is read back as the same value by the readers beside it, when they know the language.
"""

from __future__ import annotations

from decimal import Decimal

from youthsim.notation.amounts import Money
from youthsim.notation.dates import MONTH_NAMES, MONTHS_A_YEAR

MINUS = "−"
NO_BREAK = "\u00a0"
_SWAP = str.maketrans(",.", ".,")


def in_language(english: str, lang: str) -> str:
    """Digits grouped with commas as that language writes them: 1,204.5 in English is 1.204,5 in Dutch."""
    return english.translate(_SWAP) if lang == "nl" else english


def number(value: float | Decimal, lang: str, digits: int, *, plus: bool = False) -> str:
    """A number with so many decimals; a negative zero has no sign."""
    text = f"{abs(value):,.{digits}f}"
    zero = not any(digit in text for digit in "123456789")
    sign = "" if zero else MINUS if value < 0 else "+" if plus else ""
    return sign + in_language(text, lang)


def percent(share: float, lang: str = "en") -> str:
    """A share of 1 as an exact percentage: 0.025 is "2.5%"."""
    return in_language(f"{(Decimal(repr(share)) * 100).normalize():f}", lang) + "%"


def money(amount: Money, lang: str = "en") -> str:
    """An amount to the cent with its price year: "€33,417.60 (2024)" or "€ 33.417,60 (2024)"."""
    euros = in_language(f"{abs(Decimal(amount.cents)) / 100:,.2f}", lang)
    sign = MINUS if amount.cents < 0 else ""
    return f"{sign}€{NO_BREAK if lang == 'nl' else ''}{euros} ({amount.price_year})"


def months(count: int, lang: str = "en") -> str:
    """A duration: "18 months" or "18 maanden"."""
    one, many = ("maand", "maanden") if lang == "nl" else ("month", "months")
    return f"{count} {one if count == 1 else many}"


def month_of_year(months_since_0: int, lang: str = "en") -> str:
    """A month as text: "September 2021" or "september 2021"."""
    year, month = divmod(months_since_0, MONTHS_A_YEAR)
    dutch, english = MONTH_NAMES[month][:2]
    return f"{dutch if lang == 'nl' else english.capitalize()} {year}"
