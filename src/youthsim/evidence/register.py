"""The evidence register: every figure of the five sources that the model uses or should reproduce, and the
priors.

Rows live in `data/` as CSV so that anybody can read and correct them. Loading uses the standard library
only (5 ms), validates units, grades and references, and keeps the printed text beside the value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from youthsim.evidence.grading import GRADES
from youthsim.notation.dates import parse_date
from youthsim.notation.numbers import NumberFault, Printed, packed_numbers, parse_number
from youthsim.notation.units import UnitFault, counts_things, dimension
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
    the same number, and the figures it was taken from.
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


def printed_value(
    text: str, unit: str, printed: str | float = "", read: Callable[[str], Printed] = parse_number
) -> Printed:
    """Value and printed rounding of a figure; whole counts are exact. Raises NumberFault.

    `printed`: the rounding as stated. `read`: another reader of numbers, for what a workbook holds as a number.
    """
    if unit in ("date", "year") or (unit.startswith("year") and "-" in text):
        return parse_date(text) if unit == "date" else Printed(read(text).value, 0.0)
    value, step = read(text)
    if printed:
        return Printed(value, float(printed))
    if counts_things(unit) and value == int(value):
        return Printed(value, 0.0)
    if unit == "share" and value == int(value):
        return Printed(value, 0.01)  # "all" and "none" stand for whole percentages
    return Printed(value, step)


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
