"""Quantities that carry their unit in the text, so that no reader has to guess it.

"60 months", "5 years", "6 hours/week", "2.25% per year", "70%", "€33,417.60 (2024)", and the same in Dutch:
"5 jaar", "6 uur/week", "2,25 % per jaar". A bare number is refused where a unit belongs. How numbers and
amounts are read is in `youthsim.notation`; here are the types that settings are made of.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from youthsim.notation import writing
from youthsim.notation.amounts import EXAMPLE, Money, parse_amount
from youthsim.notation.characters import plain
from youthsim.notation.faults import NotationFault
from youthsim.notation.numbers import Written, read_within
from youthsim.scenario.faults import shown

_PER = r"\s*(?:per|/|a)\s*"
_MONTHS = re.compile(
    r"(?P<number>.*?)\s*(?:(?P<month>months?|maand(?:en)?|mnd)|(?P<year>years?|jaar|jaren))", re.IGNORECASE
)
_RATE = re.compile(rf"(?P<number>.*?)(?:{_PER}(?:year|jaar)|\s*p\.?a\.?|\s*per annum)", re.IGNORECASE)
_HOURS = re.compile(rf"(?P<number>.*?)\s*(?:hours?|h|uur|uren|u){_PER}(?:week|wk)", re.IGNORECASE)
LONGEST_MONTHS = 1200
HIGHEST_RATE = Decimal("0.2")
HOURS_A_WEEK = 168


def refused(what: str, expected: str = "") -> PydanticCustomError:
    """The error to raise while pydantic validates a value: what is wrong with it, and what is expected."""
    return PydanticCustomError("refused", "{what}", {"what": what, "expected": expected})


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def read_months(value: object) -> int:
    """A whole number of calendar months from "60 months", "5 years" or "5 jaar"."""
    if is_number(value):
        years = f" or {value} years" if 0 < float(str(value)) <= 10 else ""
        raise refused(f"{value} has no unit", f"write {value} months{years}")
    match = _before(_MONTHS, value)
    if match is None:
        if isinstance(value, str) and re.search(r"week|weken|day|dag", value):
            raise refused(f"{shown(value)} is too fine: the model steps by the month", "such as 6 months")
        raise refused(f"{shown(value)} is not a duration", "such as 60 months or 5 years")
    of_year = 12 if match["year"] else 1
    number = _number(
        match, value, LONGEST_MONTHS // of_year, "is not a duration", "such as 60 months or 5 years"
    )
    months = number.value * of_year
    if months < 0:
        raise refused(f"{shown(value)} is negative", "such as 6 months")
    if months != months.to_integral_value():
        raise refused(f"{shown(value)} is not a whole number of months", "such as 18 months")
    if months > LONGEST_MONTHS:
        raise refused(f"{shown(value)} is more than a century", f"at most {LONGEST_MONTHS} months")
    return int(months)


def read_share(value: object) -> float:
    """A share between 0 and 1 from "70%", "70 procent" or "2,5 %"."""
    if is_number(value):
        percent = value * 100 if isinstance(value, float) and 0 < value < 1 else value
        raise refused(f"{value} has no unit", f"write {percent:g}%")
    what, expected = "is not a share", "a percentage from 0% to 100%"
    number = _number(_before(re.compile(r"(?P<number>.*)"), value), value, 1, what, expected)
    if not number.percent or not 0 <= number.value <= 1:
        raise refused(f"{shown(value)} {what}", expected)
    return float(number.value)


def is_share(value: object) -> bool:
    """Whether a text speaks of a percentage, so that it is to be read as a share."""
    return isinstance(value, str) and re.search(r"(%|‰|procent|percent|pct|promille)\s*$", value) is not None


def read_rate_per_year(value: object) -> float:
    """A yearly rate from "2.25% per year" or "2,25% per jaar" (0.0225)."""
    if is_number(value):
        raise refused(f"{value} has no unit", f"write {value}% per year")
    what, expected = "is not a yearly rate", "such as 2.25% per year"
    number = _number(_before(_RATE, value), value, HIGHEST_RATE, what, expected)
    if not number.percent or number.value < 0:
        raise refused(f"{shown(value)} {what}", expected)
    if number.value > HIGHEST_RATE:
        raise refused(f"{shown(value)} is out of all proportion", "0% to 20% per year")
    return float(number.value)


def read_hours_per_week(value: object) -> float:
    """Hours a week from "6 hours/week", "6 uur per week"."""
    if is_number(value):
        raise refused(f"{value} has no unit", f"write {value} hours/week")
    what, expected = "is not a number of hours a week", "such as 6 hours/week"
    number = _number(_before(_HOURS, value), value, HOURS_A_WEEK, what, expected)
    if number.percent or not 0 < number.value <= HOURS_A_WEEK:
        raise refused(f"{shown(value)} {what}", expected)
    return float(number.value)


def read_money(value: object) -> Money:
    """An amount with its price year from "€33,417.60 (2024)"; never below zero."""
    if is_number(value):
        raise refused(f"{value} has neither currency nor price year", f"write €{value:,} (2024)")
    if not isinstance(value, str):
        raise refused(f"{shown(value)} is not an amount", EXAMPLE)
    try:
        amount = parse_amount(value)
    except NotationFault as fault:
        raise refused(f"{shown(value)} {fault.what}", fault.expected or EXAMPLE) from None
    if amount.cents < 0:
        raise refused(f"{shown(value)} is negative", "an amount without a minus sign")
    return amount


def _before(form: re.Pattern[str], value: object) -> re.Match[str] | None:
    """The number and the unit behind it, or None where the text has another form."""
    if not isinstance(value, str):
        return None
    try:
        return form.fullmatch(plain(value))
    except NotationFault as fault:
        raise refused(f"{shown(value)} {fault.what}", fault.expected) from None


def _number(
    match: re.Match[str] | None, value: object, high: Decimal | int, what: str, expected: str
) -> Written:
    """The number before a unit. What means two things is read where only one is possible."""
    if match is None:
        raise refused(f"{shown(value)} {what}", expected)
    try:
        found = read_within(match["number"], 0, high)
    except NotationFault as fault:
        if fault.plain_no:
            raise refused(f"{shown(value)} {what}", expected) from None
        raise refused(f"{shown(value)} {fault.what}", fault.expected) from None
    if found.in_euros or found.scaled:
        raise refused(f"{shown(value)} {what}", expected)
    return found


def _schema(pattern: str, example: str) -> Any:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


_NUMBER = r"^\s*[\d.,'’ ]*\d"
_AS_PERCENT = r"\s*(%|‰|procent|percent|pct|promille)"
Months = Annotated[
    int,
    PlainValidator(read_months),
    PlainSerializer(writing.months),
    _schema(rf"{_NUMBER}\s*(months?|years?|maand|maanden|mnd|jaar|jaren)\s*$", "60 months"),
]
Share = Annotated[
    float,
    PlainValidator(read_share),
    PlainSerializer(writing.percent),
    _schema(rf"{_NUMBER}{_AS_PERCENT}\s*$", "70%"),
]
RatePerYear = Annotated[
    float,
    PlainValidator(read_rate_per_year),
    PlainSerializer(lambda rate: f"{writing.percent(rate)} per year"),
    _schema(rf"{_NUMBER}{_AS_PERCENT}\s*((per|/|a)\s*(year|jaar)|p\.?a\.?|per annum)\s*$", "2.25% per year"),
]
HoursPerWeek = Annotated[
    float,
    PlainValidator(read_hours_per_week),
    PlainSerializer(lambda hours: f"{hours:g} hours/week"),
    _schema(rf"{_NUMBER}\s*(hours?|h|uur|uren|u)\s*(per|/|a)\s*(week|wk)\s*$", "6 hours/week"),
]
Amount = Annotated[
    Money,
    PlainValidator(read_money),
    PlainSerializer(str),
    _schema(r"^.*\d.*\b(19|20)\d\d\s*\)?\s*$", "€33,417.60 (2024)"),
]
