"""Units of figures: what may be added to what, and how much one of them is.

A unit is a product of bases: euros, hours of work, calendar time, fte, dates. Counted things (cases,
children, professionals) carry no dimension, so that 3 children × 8.7 hours/week × 35 weeks gives hours.
Amounts in thousands or millions ("x € 1.000", "mln euro", "MEUR") and counts in thousands are the same unit,
so many times larger: `read_unit` gives the unit and the factor.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import NamedTuple

from youthsim.notation.characters import plain
from youthsim.notation.faults import NumberFault, UnitFault
from youthsim.notation.words import EURO, FOREIGN, GLUED, power_of

Dimension = tuple[tuple[str, int], ...]
NONE: Dimension = ()

BASES = {
    "EUR": "EUR", "hours": "hour", "hour": "hour", "minutes": "minute",
    "minute": "minute", "days": "day", "day": "day", "half-day": "half-day", "weeks": "week", "week": "week",
    "months": "month", "month": "month", "years": "year", "year": "year", "years of age": "year",
    "quarters": "quarter", "quarter": "quarter", "fte-year": "fte-year", "pupil-year": "year", "date": "date",
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
DUTCH = {
    "uur": "hours", "uren": "hours", "minuut": "minutes", "minuten": "minutes", "dag": "days",
    "dagen": "days",
    "dagdeel": "half-day", "dagdelen": "half-day", "weken": "weeks", "maand": "months", "maanden": "months",
    "kwartaal": "quarters", "kwartalen": "quarters", "jaar": "years", "jaren": "years",
    "mnd": "months", "jr": "years", "wk": "weeks",
    "datum": "date", "aandeel": "share", "aantal": "count", "hr": "hours", "hrs": "hours",
}  # fmt: skip
"""Dutch names and short forms of units that have one meaning."""
ONE_OF = {
    name: name.removesuffix("s")
    for name in ("hours", "minutes", "days", "weeks", "months", "quarters", "years")
}
MISSPELT = {"teur": "1000 EUR", "t€": "1000 EUR", "%": "share", "percentage": "percent", "procent": "percent"}
_FILLERS = {"bedragen", "bedrag", "in", "x", "×", "*", "maal", "keer", "van", "à"}
_CENTS = {"ct", "cent", "cents", "eurocent", "eurocents"}
_TEN_POWER = re.compile(r"1(?:[.,' ]?000){1,3}")


class Unit(NamedTuple):
    """A unit by its own name, and how many of it one of the written unit is ("mln euro": 1,000,000 EUR)."""

    name: str
    factor: float


@lru_cache(maxsize=1024)
def read_unit(text: str) -> Unit:
    """The unit that a text means: "x € 1.000" is 1,000 EUR, "k€/kind" 1,000 EUR/kind, "uur" is "hours".

    Raises UnitFault with the nearest known unit.
    """
    try:
        bare = re.sub(r" +", " ", plain(text))
    except NumberFault as fault:
        raise UnitFault(f"unit '{text.strip()[:20]}' {fault.what}", fault.expected) from None
    if bare.startswith("per "):
        bare = "count/" + bare.removeprefix("per ")
    first, *others = re.split(r"\s*/\s*| per ", bare)
    name, factor = _single(first)
    for other in others:
        below, times_larger = _single(other)
        if other.strip().lower() in DUTCH:
            below = ONE_OF.get(below, below)
        if "EUR" not in below and times_larger != 1:  # "per 1000 persons" is a rate of its own
            below, times_larger = other.strip(), 1.0
        name, factor = f"{name}/{below}", factor / times_larger
    return Unit(name, factor)


def _single(text: str) -> Unit:
    """One unit without a stroke: its name and how much of it is meant."""
    name = text.strip()
    if name in BASES or name in PURE or name in COUNTED or name.removesuffix("s") in COUNTED:
        return Unit(name, 1.0)
    if name.lower() in DUTCH:
        return Unit(DUTCH[name.lower()], 1.0)
    if name.lower() in MISSPELT:
        raise UnitFault(f"unknown unit '{name}'; did you mean '{MISSPELT[name.lower()]}'?")
    if (found := _money(name)) is not None:
        return found
    meant = {**dict.fromkeys(EURO, "EUR"), **DUTCH}
    close = difflib.get_close_matches(name.lower(), [*BASES, *PURE, *meant], n=1, cutoff=0.8)
    near = next((meant.get(one, one) for one in close), None)
    if near or not re.fullmatch(r"[A-Za-zÀ-ÿ][\wÀ-ÿ' -]*", name):
        hint = f"; did you mean '{near}'?" if near else ""
        raise UnitFault(f"unknown unit '{name}'{hint}")
    return Unit(name, 1.0)  # a thing that is counted, by its own name


def _money(name: str) -> Unit | None:
    """Euros, or things in thousands or millions; None where the words say neither."""
    spaced = re.sub(
        r"([€×*])|(?<![\w])x(?=[\d€ ])", lambda hit: f" {hit[0]} ", re.sub(r"[()]|[.,](?:--?|=)$", " ", name)
    )
    spaced = _TEN_POWER.sub(lambda hit: f" 1{re.sub('[^0]', '', hit[0])} ", spaced)
    euros = 0
    powers: list[int] = []
    things: list[str] = []
    compact = re.sub(r"[\s.]", "", name.lower())
    if compact in GLUED:
        return Unit("EUR", 10.0 ** GLUED[compact])
    for raw in spaced.split():
        word = raw.rstrip(",.") if len(raw) > 1 else raw
        if word.lower() in EURO:
            euros += 1
        elif word.lower() in FOREIGN:
            raise UnitFault(f"unit '{name}' is not in euros", "EUR")
        elif word == "1":
            pass  # "x € 1 mln"
        elif re.fullmatch(r"10{3,9}", word):
            powers.append(len(word) - 1)
        elif word and (power := power_of(word)) is not None:
            powers.append(power[0])
        elif word.lower() in GLUED:
            euros, powers = euros + 1, [*powers, GLUED[word.lower()]]
        elif word.lower() in _CENTS and not things:
            euros, powers = euros + 1, [*powers, -2]
        elif word.lower() not in _FILLERS:
            things.append(word)
    if euros > 1 or len(powers) > 1 or (euros and things):
        raise UnitFault(f"unknown unit '{name}'", "for instance EUR, 1000 EUR, mln EUR or EUR/case")
    factor = float(10 ** powers[0]) if powers and powers[0] > 0 else 0.01 if powers else 1.0
    if euros:
        return Unit("EUR", factor)
    if not powers:
        return None
    return Unit(_single(" ".join(things)).name if things else "count", factor)


def times(left: Dimension, right: Dimension, sign: int = 1) -> Dimension:
    """The dimension of a product (sign 1) or a quotient (sign -1)."""
    powers = dict(left)
    for base, power in right:
        powers[base] = powers.get(base, 0) + sign * power
    return tuple(sorted((base, power) for base, power in powers.items() if power))


def dimension(unit: str) -> Dimension:
    """Dimension of "EUR/case", "hours/week", "mln EUR". Raises UnitFault with the nearest known unit."""
    first, *others = read_unit(unit).name.split("/")
    total = _base(first)
    for other in others:
        total = times(total, _base(other), -1)
    return total


def _base(name: str) -> Dimension:
    return ((BASES[name], 1),) if name in BASES else NONE


def counts_things(unit: str) -> bool:
    """Whether the unit counts whole things, so that an integer is exact and a fraction suspicious."""
    name = read_unit(unit).name
    return name not in BASES and name not in PURE and "/" not in name


def is_money(unit: str) -> bool:
    """Whether a figure in this unit needs a price year."""
    return "EUR" in read_unit(unit).name


def show(dim: Dimension) -> str:
    """A dimension in words, for messages."""
    return " × ".join(base if power == 1 else f"{base}^{power}" for base, power in dim) or "a plain number"
