"""Dates as people print them, counted in months, so that a year alone stands for its twelve months.

The Dutch order is day, month, year: "3-4-2021" and "3.4.2021" are the third of April. With slashes an
American would write the month first, so "3/4/2021" is refused and asked back, and "16/9/2021" is not.
"""

from __future__ import annotations

import re
from datetime import date

from youthsim.notation.characters import plain
from youthsim.notation.faults import DateFault, NumberFault
from youthsim.notation.numbers import Printed

MONTHS_A_YEAR = 12
YEARS = range(1800, 2200)
FORM = "2021, 2021-09, 2021-09-16, 16-9-2021 or 16 september 2021"
MONTH_NAMES = (
    ("januari", "january", "jan"), ("februari", "february", "feb", "febr"), ("maart", "march", "mrt", "mar"),
    ("april", "april", "apr"), ("mei", "may"), ("juni", "june", "jun"), ("juli", "july", "jul"),
    ("augustus", "august", "aug"), ("september", "september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "november", "nov"),
    ("december", "december", "dec"),
)  # fmt: skip
"""Of each month its Dutch name, its English name, and how people shorten them."""
_MONTH = {name: number for number, names in enumerate(MONTH_NAMES, start=1) for name in names}
_WORD = rf"(?P<name>{'|'.join(sorted(_MONTH, key=len, reverse=True))})\.?"
_TIME = r"(?:[T ](?:00:00(?::00(?:\.0+)?)?)Z?)?"
_YEAR = re.compile(r"(?P<year>\d{4})")
_ISO = re.compile(rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})(?:\2(?P<day>\d{{1,2}}))?{_TIME}")
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})([-/.])(?P<month>\d{{1,2}})\2(?P<year>\d{{4}}){_TIME}")
_MONTH_YEAR = re.compile(r"(?P<month>\d{1,2})[-/](?P<year>\d{4})")
_NAMED = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:e|th|st|nd|rd)?[ -])?{_WORD}(?:[ -](?P<day2>\d{{1,2}}),)?"
    r"[ -](?P<year>\d{4})",
    re.IGNORECASE,
)


def parse_date(text: str) -> Printed:
    """Read 2021, 2021-09, 2021-09-16, 16-9-2021, "1 sept. 2021" as months since year 0.

    A year alone is its middle, eleven months wide. Raises DateFault with what is wrong and what to write.
    """
    try:
        bare = plain(text)
    except NumberFault as fault:
        raise DateFault(fault.what, fault.expected) from None
    if match := _YEAR.fullmatch(bare):
        return Printed(_year(match["year"]) * MONTHS_A_YEAR + 5.5, 11.0)
    if match := _NAMED.fullmatch(bare):
        if match["day"] and match["day2"]:
            raise DateFault("has two days", FORM)
        return _month(match["year"], _MONTH[match["name"].lower()], match["day"] or match["day2"])
    if match := _ISO.fullmatch(bare) or _MONTH_YEAR.fullmatch(bare):
        day = match.groupdict().get("day")
        return _month(match["year"], int(match["month"]), day)
    if match := _DAY_FIRST.fullmatch(bare):
        return _day_first(match)
    raise DateFault(*_why_not(bare))


def _day_first(match: re.Match[str]) -> Printed:
    """A date in the Dutch order, or the fault of one that an American would read otherwise."""
    first, second, year = int(match["day"]), int(match["month"]), match["year"]
    if second > MONTHS_A_YEAR >= first:
        raise DateFault("has the month before the day", f"write {year}-{first:02d}-{second:02d}")
    if match[2] == "/" and first <= MONTHS_A_YEAR and first != second:
        raise DateFault(
            "can be the day or the month first",
            f"write {year}-{second:02d}-{first:02d} or {year}-{first:02d}-{second:02d}",
        )
    return _month(year, second, match["day"])


def _year(text: str) -> int:
    if int(text) not in YEARS:
        raise DateFault(f"is in the year {int(text)}", f"a year from {YEARS[0]} to {YEARS[-1]}")
    return int(text)


def _month(year: str, month: int, day: str | None) -> Printed:
    """A month, once its day exists in the calendar."""
    try:
        date(_year(year), month, int(day or 1))
    except DateFault:
        raise
    except ValueError:
        raise DateFault("is no day of the calendar", FORM) from None
    return Printed(float(int(year) * MONTHS_A_YEAR + month - 1), 0.0)


def _why_not(bare: str) -> tuple[str, str]:
    """What is wrong with a text that is no date."""
    if re.fullmatch(r"\d{1,2}[-/. ](?:\d{1,2}|[a-z]+\.?)[-/. ]'?\d{2}", bare, re.IGNORECASE):
        return "has a year of two digits", "a year of four digits"
    if re.fullmatch(r"\d{5}(\.\d+)?", bare):
        return "may be the number that a spreadsheet keeps for a day", f"{FORM}, saved as text"
    if re.fullmatch(r".*(?:q[1-4]|kw[1-4]|kwartaal|quarter).*", bare, re.IGNORECASE):
        return "is a quarter", "its first month, such as 2021-07"
    if re.fullmatch(r"\d{4}\s*(?:-|/|tot|t/m|to)\s*\d{2,4}", bare, re.IGNORECASE):
        return "is a range of years", FORM
    if re.fullmatch(r"\d{8}", bare):
        return "runs year, month and day together", f"write {bare[:4]}-{bare[4:6]}-{bare[6:]}"
    return "is not a date", FORM


def show_date(months: float) -> str:
    """Months since year 0 as year-month."""
    whole = round(months)
    return f"{whole // MONTHS_A_YEAR}-{whole % MONTHS_A_YEAR + 1:02d}"
