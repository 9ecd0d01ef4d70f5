"""What registers publish about a place: counts and shares, each with its source.

The files in `margins/` are meant to be read and copied. A file of a user's own gives at least the children by
age; every other margin that it leaves out is the national one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from youthsim.notation.faults import NotationFault
from youthsim.scenario.entries import Entry, read_entries
from youthsim.scenario.faults import Fault, Position, ScenarioError, nearest, shown
from youthsim.scenario.plain_numbers import count, number

FOLDER = Path(__file__).parent / "margins"
NATIONAL = "national"
FOUR_OF_LARGE = 0.27  # of families with three or more children, those with four (or more); assumption
UNDER_SIX = 72  # months: the age group of the youngest child in the register's table, a definition
UNTIL_NEXT = 34.0  # months to the next child, when a margins file is checked: assumption
ROUNDED = 0.011  # shares that are rounded to whole percents may miss 1 by so much
LEAST_OF_A_SIZE = 0.01  # share of families of a size below which a margins file contradicts itself
COUNTED = ("persons", "pupils")
_FORM = "expected {value: a number, source: an evidence id, a publication, or assumption}"
_EXAMPLES = "see the files in youthsim/population/margins"
_UNKNOWN = ("is not a margin", "is not known here")


def _count(meaning: str) -> Any:
    return field(metadata={"meaning": meaning, "unit": "persons", "low": 0, "high": 5_000_000})


def _share(meaning: str, high: float = 1.0) -> Any:
    return field(metadata={"meaning": meaning, "unit": "share", "low": 0.0, "high": high})


def _pupils(kind: str) -> Any:
    return field(
        metadata={"meaning": f"pupils of a usual {kind} school", "unit": "pupils", "low": 10, "high": 5_000}
    )


@dataclass(frozen=True, kw_only=True)
class Margins:
    """The margins of one place. Shares are 0-1; `sources` has an entry for each margin."""

    place: str
    name: str
    year: int
    children_0_4: float = _count("children aged 0-4")
    children_5_9: float = _count("children aged 5-9")
    children_10_14: float = _count("children aged 10-14")
    children_15_19: float = _count("youths aged 15-19")
    step_to_15_19: float = field(
        metadata={
            "meaning": "15-19 over 10-14 where no students move in",
            "unit": "ratio",
            "low": 0.5,
            "high": 2.0,
        }
    )
    births_per_year: float | None = field(
        default=None,
        metadata={"meaning": "births a year from month 0", "unit": "persons", "low": 0, "high": 1_000_000},
    )
    girls: float = _share("girls among children")
    young_one_child: float = _share("one child, of households with the youngest under six")
    young_two_children: float = _share("two children, of households with the youngest under six")
    young_more_children: float = _share("three or more children, of households with the youngest under six")
    single_parent: float = _share("one parent, of households with children at home", 0.6)
    single_one_child: float = _share("one child, of one-parent households")
    single_two_children: float = _share("two children, of one-parent households")
    single_more_children: float = _share("three or more children, of one-parent households")
    households_one_child: float = _share("one child, of all households with children")
    households_two_children: float = _share("two children, of all households with children")
    households_more_children: float = _share("three or more children, of all households with children")
    minors_low_income: float = _share("minors in a household with low income", 0.6)
    families_debt: float = _share("families with a registered problem debt", 0.6)
    families_bad_housing: float = _share("families in bad or insecure housing", 0.6)
    primary_special: float = _share("special primary (sbo), of primary pupils", 0.2)
    special_school: float = _share("special school (so), of primary pupils", 0.2)
    special_secondary: float = _share("special secondary (vso), of youths of 12-17", 0.2)
    practical: float = _share("practical school (pro), of youths of 12-17", 0.2)
    academic: float = _share("havo and vwo, of youths of 12-17")
    leave_vocational_unqualified: float = _share(
        "mbo students that leave without qualification in a year", 0.2
    )
    leave_secondary_unqualified: float = _share(
        "secondary pupils that leave without qualification in a year", 0.2
    )
    transport_primary_special: float = _share("pupils of sbo that travel by pupil transport")
    transport_special_school: float = _share("pupils of so that travel by pupil transport")
    transport_special_secondary: float = _share("pupils of vso that travel by pupil transport")
    pupils_primary: float = _pupils("primary")
    pupils_primary_special: float = _pupils("special primary (sbo)")
    pupils_special_school: float = _pupils("special (so)")
    pupils_secondary: float = _pupils("secondary")
    pupils_practical: float = _pupils("practical")
    pupils_special_secondary: float = _pupils("special secondary (vso)")
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def from_mapping(
        cls, content: Any, file: str = "margins", complete: bool = False, read_from: Entry | None = None
    ) -> Margins:
        """Margins from what a file holds. What it leaves out is national, unless it must be `complete`.

        content: {place, name, year, margins: {name: {value, source}}}; the children by age must be there.
        read_from: the same with the places where it was written, so that a fault tells line and column.
        Errors: ScenarioError with every fault.
        """
        faults: list[Fault] = []

        def fault(where: str, what: str, expected: str = "") -> None:
            at = file if read_from is None else _written(read_from, where, key=what in _UNKNOWN)
            faults.append(Fault(at, where, what, expected))

        if not isinstance(content, Mapping):
            fault("margins", f"is {shown(content)}", "expected place, year and margins")
            raise ScenarioError(faults)
        for key in content:
            if key not in ("place", "name", "year", "margins"):
                fault(str(key), "is not known here", _meant(key, ("place", "name", "year", "margins")))
        place = content.get("place")
        if not isinstance(place, str) or not place.strip():
            fault(
                "place",
                "is missing" if place is None else f"is {shown(place)}",
                "expected a name such as zwolle",
            )
        year = content.get("year")
        if isinstance(year, bool) or not isinstance(year, int) or not 1990 <= year <= 2100:
            fault(
                "year",
                "is missing" if year is None else f"is {shown(year)}",
                "expected the year of the counts, as 2021",
            )
        given = content.get("margins")
        if not isinstance(given, Mapping):
            fault(
                "margins", "is missing" if given is None else f"is {shown(given)}", "expected margins by name"
            )
            given = {}

        base = None if complete else national()
        known = {spec.name: spec.metadata for spec in fields(cls) if "unit" in spec.metadata}
        for key in given:
            if key not in known:
                fault(f"margins.{key}", "is not a margin", _meant(key, tuple(known)))
        values: dict[str, float] = {}
        sources: dict[str, str] = {}
        for name, about in known.items():
            if name in given:
                entry = None if read_from is None else read_from.find("margins", name, "value")
                written = "" if entry is None else entry.written
                if (read := _figure(f"margins.{name}", given[name], written, about, fault)) is not None:
                    values[name], sources[name] = read
            elif base is not None and not name.startswith(("children_", "births_")):
                values[name], sources[name] = getattr(base, name), base.sources[name]
            elif name != "births_per_year":
                fault(f"margins.{name}", "is missing", f"{about['meaning']}; {_FORM}")
        _together(values, given, fault)
        if faults:
            raise ScenarioError(faults)
        name = str(content.get("name", place))
        return cls(place=str(place), name=name, year=int(content["year"]), sources=sources, **values)

    def table(self) -> list[dict[str, Any]]:
        """One row per margin: name, meaning, unit, value, source."""
        return [
            {"name": spec.name, "meaning": spec.metadata["meaning"], "unit": spec.metadata["unit"],
             "value": getattr(self, spec.name), "source": self.sources.get(spec.name, "assumption")}
            for spec in fields(self) if "unit" in spec.metadata
        ]  # fmt: skip


def _meant(word: object, known: tuple[str, ...]) -> str:
    meant = nearest(word, known)
    return f"did you mean {meant}?" if meant else _EXAMPLES


def _written(root: Entry, where: str, key: bool) -> Position:
    """Where in the file a fault stands: at the value, at its `key`, or at the group that misses it."""
    entry, at = root, root.at
    for word in where.split("."):
        inside = entry.value if isinstance(entry.value, dict) else {}
        found = next((child for name, child in inside.items() if str(name) == word), None)
        if found is None:
            return at
        entry, at = found, found.key_at
    return at if key else entry.at


def _figure(
    where: str, given: Any, written: str, about: Mapping[str, Any], fault: Any
) -> tuple[float, str] | None:
    """The value and source of one margin, or None with faults told. `written`: the value in the file."""
    if not isinstance(given, Mapping):
        fault(where, f"is {shown(given)}", _FORM)
        return None
    for key in given:
        if key not in ("value", "source"):
            fault(f"{where}.{key}", "is not known here", _FORM)
    source = given.get("source")
    value = _number(where, given.get("value"), written, about, fault)
    good = value is not None
    if not isinstance(source, str) or not source.strip():
        fault(
            f"{where}.source", "is missing", "expected an evidence id, a publication, or the word assumption"
        )
        good = False
    return (float(value), str(source)) if good and value is not None else None


def _number(where: str, given: Any, written: str, about: Mapping[str, Any], fault: Any) -> float | None:
    """The number of a margin within its bounds, or None with the fault told."""
    where, meaning, low, high = f"{where}.value", about["meaning"], about["low"], about["high"]
    counted = about["unit"] in COUNTED
    if given is None:
        fault(where, "is missing", f"expected {meaning}")
        return None
    try:
        value = (count if counted else number)(given, written)
    except NotationFault as wrong:
        expected = f"expected {meaning}" if wrong.plain_no else wrong.expected
        fault(
            where, f"is {shown(given)}" if wrong.plain_no else f"'{written or given}' {wrong.what}", expected
        )
        return None
    if about["unit"] == "persons" and value != int(value):
        fault(where, f"is {value:.15g}", f"expected a whole number: {meaning}")
        return None
    if not low <= value <= high:
        percent = f"; as a percentage: {value:g}%" if about["unit"] == "share" and value / 100 <= high else ""
        fault(where, f"is {value:g}", f"expected {low:g} to {high:g} ({about['unit']}): {meaning}{percent}")
        return None
    if counted and "%" in str(given):
        fault(where, f"is {shown(given)}", f"expected a number of {about['unit']}: {meaning}")
        return None
    return value


def possible_sizes(
    young: Sequence[float], until_next_months: float = UNTIL_NEXT
) -> tuple[float, float, float]:
    """Families by children in the end (1, 2, 3 or more), from households whose youngest is under six.

    A family is seen with j children while the youngest of these is under six and the next, who comes after
    `until_next_months`, is not yet there: linear in the wanted shares. A share below 0 tells that such
    households cannot occur together.
    """
    one, two, more = young
    large = more / (UNDER_SIX + FOUR_OF_LARGE * until_next_months)
    middle = (two - large * until_next_months) / UNDER_SIX
    small = (one - (middle + large) * until_next_months) / UNDER_SIX
    total = small + middle + large
    return small / total, middle / total, large / total


def _together(values: Mapping[str, float], given: Mapping[str, Any], fault: Any) -> None:
    """Faults that show only when margins are read together; told where the file itself gives one of them."""
    for family in ("young", "single", "households"):
        names = [f"{family}_{size}" for size in ("one_child", "two_children", "more_children")]
        total = sum(values.get(name, math.nan) for name in names)
        if abs(total - 1) > ROUNDED and any(name in given for name in names):
            fault(f"margins.{names[0]}", f"and its two neighbours add up to {total:g}", "expected 1")
    young = [values.get(f"young_{size}", math.nan) for size in ("one_child", "two_children", "more_children")]
    if not any(map(math.isnan, young)) and min(possible_sizes(young)) < LEAST_OF_A_SIZE:
        fault(
            "margins.young_one_child",
            "and its two neighbours cannot occur together",
            "expected shares near 0.37, 0.42, 0.21",
        )
    upper = ("special_secondary", "practical", "academic")
    if sum(values.get(name, 0) for name in upper) > 1 and any(name in given for name in upper):
        fault(
            "margins.academic",
            "special_secondary, practical and academic add up to more than 1",
            "expected at most 1",
        )
    ages = [values.get(f"children_{age}", math.nan) for age in ("0_4", "5_9", "10_14")]
    if any(age == 0 for age in ages):
        fault(
            "margins.children_0_4",
            "an age group has no children",
            "expected at least some in each group under 15",
        )


def places() -> tuple[str, ...]:
    """The bundled places."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml") if file.stem != NATIONAL))


@cache
def national() -> Margins:
    """The margins of the whole country."""
    return Margins.from_mapping(_read(FOLDER / f"{NATIONAL}.yaml"), f"{NATIONAL}.yaml", complete=True)


@cache
def bundled(place: str) -> Margins:
    """The margins of a bundled place. Errors: KeyError for an unknown place."""
    if place not in places():
        raise KeyError(f"no bundled margins for {place!r}; there are {', '.join(places())}")
    return Margins.from_mapping(_read(FOLDER / f"{place}.yaml"), f"{place}.yaml")


def margins_from_file(path: str | Path) -> Margins:
    """The margins of a user's own file.

    Errors: ScenarioError with every fault, each with its line and column, also when it is not YAML.
    """
    written, faults = read_entries(Path(path), str(path), _EXAMPLES)
    try:
        margins = Margins.from_mapping(written.plain(), str(path), read_from=written)
    except ScenarioError as error:
        raise ScenarioError([*faults, *error.faults]) from None
    if faults:
        raise ScenarioError(faults)
    return margins


def _read(path: Path) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
