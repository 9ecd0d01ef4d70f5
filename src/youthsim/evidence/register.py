"""The evidence register: every figure of the five sources that the model uses or should reproduce, and the
priors.

Rows live in `data/` as CSV so that anybody can read and correct them. Loading uses the standard library
only (5 ms), validates units, grades and references, and keeps the printed text beside the value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from youthsim.evidence.grading import GRADES
from youthsim.notation.dates import parse_date
from youthsim.notation.numbers import NumberFault, Printed, Written, packed_numbers, parse_number, read
from youthsim.notation.units import DUTCH, UnitFault, counts_things, dimension, is_money, read_unit
from youthsim.tables import rows

KINDS = (
    "observed", "estimated_counterfactual", "norm", "guideline", "extrapolation", "assumption", "national",
    "literature",
)  # fmt: skip
STATISTICS = ("", "sum", "mean", "median", "share", "proportion", "ratio", "minimum", "maximum")
DOCUMENTS = (
    "leeuwarden2023impact",
    "nhlstenden2021method",
    "leeuwarden2023news",
    "alkmaar2024memo",
    "ipw2025action",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as one document prints it.

    `value` in `unit` (dates in months since year 0), None where the source has words or several numbers;
    `step` is the printed rounding; `basis` is printed, read, derived or memory, with `confidence` 0-1 for
    priors. `part_of`, `same_as` and `origin` name other figures: the whole it belongs to, another print of
    the same number, and the figures it was taken from; `scale`: how many of `unit` one of the unit in print
    was, where that was in thousands or millions.
    """

    id: str
    quantity: str
    unit: str
    text: str = ""
    value: float | None = None
    step: float = 0.0
    values: tuple[float, ...] = ()
    low: float | None = None
    high: float | None = None
    place: str = ""
    topic: str = ""
    period: str = ""
    price_year: int | None = None
    n: int | None = None
    kind: str = "observed"
    citation: str = ""
    where: str = ""
    grade: str = "assumption"
    basis: str = "printed"
    confidence: float | None = None
    statistic: str = ""
    part_of: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    payer: str = ""
    item: str = ""
    note: str = ""
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Derivation:
    """A figure that follows from others.

    `readings`: other formulas the text allows; `unclear`: what it leaves open.
    """

    id: str
    claim: str
    formula: str
    readings: tuple[str, ...] = ()
    about: str = ""
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the model does about a finding: the consequence, the value used instead (with unit), and why."""

    finding: str
    consequence: str
    value_used: str
    unit: str
    why: str


@dataclass(frozen=True)
class Register:
    """Figures by id, derivations among them, decisions by finding, references by citation key."""

    figures: Mapping[str, Figure]
    derivations: tuple[Derivation, ...] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    references: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Figure:
        return self.figures[key]

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures.values())

    def __len__(self) -> int:
        return len(self.figures)

    def cite(self, citation: str) -> str:
        """Author or title with year, short enough for a table."""
        source = self.references.get(citation)
        if source is None:
            return citation
        issued = source.get("issued", {}).get("date-parts", [[""]])[0][0]
        authors = [person.get("literal") or person["family"] for person in source.get("author", ())]
        name = (" & ".join(authors) if len(authors) < 3 else f"{authors[0]} et al.") or source["title"]
        return f"{name} ({issued})" if issued and str(issued) not in name else name


class RegisterFault(ValueError):
    """The bundled register is broken: a fault of this package, not of its user."""


def printed_value(text: str, unit: str, printed: str = "") -> Printed:
    """Value and printed rounding of a figure, in its unit as written; whole counts are exact.

    Raises NumberFault, also where the text and the unit say different things ("€ 5" in hours, "24%" of
    euros) or the same thing twice ("1,5 mln" in MEUR).
    """
    if unit.strip().lower() in DUTCH:
        unit = DUTCH[unit.strip().lower()]
    if unit in ("date", "year") or (unit.startswith("year") and "-" in text):
        return parse_date(text) if unit == "date" else Printed(parse_number(text).value, 0.0)
    value, step = parse_number(text)
    try:
        name, factor = read_unit(unit)
    except UnitFault:
        return Printed(value, step)  # the unit is told to be wrong by whoever reads it
    if not text.strip().isdigit() and "/" not in text:
        _same_story(read(text), name, factor)
    if printed:
        return Printed(value, parse_number(printed).value)
    if factor != 1:
        return Printed(value, step)
    if counts_things(name) and value == int(value):
        return Printed(value, 0.0)
    if name == "share" and value == int(value):
        return Printed(value, 0.01)  # "all" and "none" stand for whole percentages
    return Printed(value, step)


def _same_story(written: Written, unit: str, factor: float) -> None:
    """Refuses a text that speaks of something else than its unit does, or says its size a second time."""
    if written.in_euros and (dimension(unit) or counts_things(unit)) and not is_money(unit):
        raise NumberFault(f"is an amount of money, in a row of {unit}", "unit EUR, or the number without €")
    if written.scaled and factor != 1:
        raise NumberFault("says its size, and its unit says it again", "one of the two")
    if written.percent and (is_money(unit) or counts_things(unit)):
        raise NumberFault(f"is a percentage, in a row of {unit}", "unit share, or the number itself")


def in_own_unit(figure: Figure) -> Figure:
    """The figure in the unit by its own name: 8.1 "mln euro" as 8,100,000 EUR; `scale` keeps the factor."""
    name, factor = read_unit(figure.unit)
    if factor == 1:
        return replace(figure, unit=name)
    value, low, high = (None if x is None else x * factor for x in (figure.value, figure.low, figure.high))
    values = tuple(one * factor for one in figure.values)
    return replace(
        figure,
        unit=name,
        value=value,
        low=low,
        high=high,
        values=values,
        step=figure.step * factor,
        scale=factor,
    )


def read_figure(row: Mapping[str, str]) -> Figure:
    """One CSV row of the bundled register as a Figure. Raises RegisterFault, naming the row."""
    text = row["value"]
    value: float | None = None
    step = 0.0
    values: tuple[float, ...] = ()
    try:
        dimension(row["unit"])
        packed = row["kind"] == "literature" and len(packed_numbers(text)) > 1
        if packed:
            values = packed_numbers(text)
        elif text and row["unit"] != "level":
            value, step = printed_value(text, row["unit"], row.get("printed", ""))
            values = (value,)
    except UnitFault as fault:
        raise RegisterFault(f"{row['id']}: {fault}") from fault
    except NumberFault as fault:
        if row["kind"] != "literature":
            raise RegisterFault(f"{row['id']}: value {text!r}: {fault}") from fault
        values = packed_numbers(text)
    if row["grade"] not in GRADES or row["kind"] not in KINDS or row.get("statistic", "") not in STATISTICS:
        raise RegisterFault(f"{row['id']}: unknown grade, kind or statistic")

    def optional(key: str) -> float | None:
        return float(row[key]) if row.get(key) else None

    return Figure(
        id=row["id"],
        quantity=row["quantity"],
        unit=row["unit"],
        text=text,
        value=value,
        step=step,
        values=values,
        low=optional("low"),
        high=optional("high"),
        place=row["place"],
        topic=row["topic"],
        period=row["period"],
        price_year=int(row["price_year"]) if row["price_year"] else None,
        n=int(row["n"]) if row["n"] else None,
        kind=row["kind"],
        citation=row["citation"],
        where=row.get("where", ""),
        grade=row["grade"],
        basis=row.get("basis", "printed"),
        confidence=optional("confidence"),
        statistic=row.get("statistic", ""),
        part_of=tuple(row.get("part_of", "").split()),
        same_as=tuple(row.get("same_as", "").split()),
        origin=tuple(row.get("origin", "").split()),
        payer=row.get("payer", ""),
        item=row.get("item", ""),
        note=row.get("note", ""),
    )


@cache
def load_register() -> Register:
    """The bundled register, read once.

    Raises RegisterFault where a row or a reference between rows is broken.
    """
    figures: dict[str, Figure] = {}
    for row in rows("evidence/data/figures.csv") + rows("evidence/data/priors.csv"):
        if row["id"] in figures:
            raise RegisterFault(f"{row['id']}: twice in the register")
        figures[row["id"]] = read_figure(row)
    references = {
        source["id"]: source
        for source in json.loads(
            files("youthsim.evidence").joinpath("data", "references.json").read_text(encoding="utf-8")
        )
    }
    for figure in figures.values():
        if figure.citation not in references:
            raise RegisterFault(f"{figure.id}: citation '{figure.citation}' is not in references.json")
        for other in (*figure.part_of, *figure.same_as, *figure.origin):
            if other not in figures:
                raise RegisterFault(f"{figure.id}: refers to '{other}', which does not exist")
    derivations = tuple(
        Derivation(
            row["id"],
            row["claim"],
            row["formula"],
            tuple(filter(None, row["also"].split(" | "))),
            row["about"],
            row["unclear"],
        )
        for row in rows("evidence/data/derivations.csv")
    )
    decisions = {row["finding"]: Decision(**row) for row in rows("evidence/data/decisions.csv")}
    return Register(figures, derivations, decisions, references)
