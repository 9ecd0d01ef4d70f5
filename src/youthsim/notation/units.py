"""Units of figures: what may be added to what.

A unit is a product of bases: euros, hours of work, calendar time, fte, dates. Counted things (cases,
children, professionals) carry no dimension, so that 3 children × 8.7 hours/week × 35 weeks gives hours.
"""

from __future__ import annotations

import difflib
import re

Dimension = tuple[tuple[str, int], ...]
NONE: Dimension = ()

BASES = {
    "EUR": "EUR", "MEUR": "MEUR", "bn EUR": "bn EUR", "hours": "hour", "hour": "hour", "minutes": "minute",
    "minute": "minute", "days": "day", "day": "day", "half-day": "half-day", "weeks": "week", "week": "week",
    "months": "month", "month": "month", "years": "year", "year": "year", "years of age": "year",
    "quarters": "quarter", "fte-year": "fte-year", "pupil-year": "year", "date": "date",
    "o'clock": "hour",
}  # fmt: skip
PURE = {
    "share", "ratio", "relative change", "percent", "sign", "direction", "effect size", "index",
    "level", "fte", "count", "mixed", "score",
}  # fmt: skip
COUNTED = {
    "agreement", "appointment", "arrangement", "breakthrough", "case", "child", "children", "class",
    "contact", "diagnosis", "domain", "family", "families", "hypotheses", "household", "IKC",
    "indication", "location", "measure", "measurement", "meeting", "moment", "municipality",
    "municipalities", "parent", "party", "parties", "person", "phase", "pilot", "place",
    "placement", "plan", "professional", "provider", "pupil", "region", "report", "return",
    "scenario", "school", "session", "site", "staff", "statement", "supporter", "theme", "track",
    "trajectory", "trajectories", "vacancies", "visit", "waiting list", "youth", "team", "client",
    "worker", "post", "unit", "resident", "adult", "teacher", "volunteer", "group",
}  # fmt: skip
MISSPELT = {
    "euro": "EUR", "euros": "EUR", "€": "EUR", "eur": "EUR", "uur": "hours", "uren": "hours",
    "jaar": "years", "maand": "month", "dag": "day", "dagen": "days", "kwartaal": "quarter",
    "maanden": "months", "weken": "weeks", "%": "share", "percentage": "percent",
    "hr": "hours", "hrs": "hours", "k€": "EUR", "keur": "EUR",
}  # fmt: skip


class UnitFault(ValueError):
    """A unit that is not known, or a sum of unlike things."""


def _single(name: str) -> Dimension:
    name = name.strip()
    if name in BASES:
        return ((BASES[name], 1),)
    if (
        name in PURE
        or name in COUNTED
        or name.removesuffix("s") in COUNTED
        or re.fullmatch(r"1000( \w+)?", name)
    ):
        return NONE
    close = difflib.get_close_matches(name.lower(), [*BASES, *PURE, *MISSPELT], n=1, cutoff=0.8)
    near = MISSPELT.get(name.lower()) or next((MISSPELT.get(one, one) for one in close), None)
    if near or not re.fullmatch(r"[A-Za-z][\w' -]*", name):
        hint = f"; did you mean '{near}'?" if near else ""
        raise UnitFault(f"unknown unit '{name}'{hint}")
    return NONE  # a thing that is counted, by its own name


def times(left: Dimension, right: Dimension, sign: int = 1) -> Dimension:
    """The dimension of a product (sign 1) or a quotient (sign -1)."""
    powers = dict(left)
    for base, power in right:
        powers[base] = powers.get(base, 0) + sign * power
    return tuple(sorted((base, power) for base, power in powers.items() if power))


def dimension(unit: str) -> Dimension:
    """Dimension of "EUR/case", "hours/week", "per year". Raises UnitFault with the nearest known unit."""
    text = unit.strip()
    if text.startswith("per "):
        text = "count/" + text.removeprefix("per ")
    parts = re.split(r"/| per ", text)
    total = _single(parts[0])
    for part in parts[1:]:
        total = times(total, _single(part), -1)
    return total


def counts_things(unit: str) -> bool:
    """Whether the unit counts whole things, so that an integer is exact and a fraction suspicious."""
    name = unit.strip()
    return name not in BASES and name not in PURE and "/" not in name and not name.startswith("per ")


def is_money(unit: str) -> bool:
    """Whether a figure in this unit needs a price year."""
    return "EUR" in unit


def show(dim: Dimension) -> str:
    """A dimension in words, for messages."""
    return " × ".join(base if power == 1 else f"{base}^{power}" for base, power in dim) or "a plain number"
