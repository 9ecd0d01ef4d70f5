"""Dates as people print them, counted in months, so that a year alone stands for its twelve months."""

from __future__ import annotations

import re

from youthsim.notation.numbers import NumberFault, Printed

MONTHS_A_YEAR = 12
_DATE = re.compile(r"(1[89]|20|21)(\d\d)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def parse_date(text: str) -> Printed:
    """Read 2021, 2021-09 or 2021-09-16 as months since year 0.

    A year alone is its middle, eleven months wide.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise NumberFault("not a date (expected 2021, 2021-09 or 2021-09-16)")
    year = int(match[1] + match[2])
    if match[3] is None:
        return Printed(year * MONTHS_A_YEAR + 5.5, 11.0)
    return Printed(float(year * MONTHS_A_YEAR + int(match[3]) - 1), 0.0)


def show_date(months: float) -> str:
    """Months since year 0 as year-month."""
    whole = round(months)
    return f"{whole // MONTHS_A_YEAR}-{whole % MONTHS_A_YEAR + 1:02d}"
