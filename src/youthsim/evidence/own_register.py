"""An analyst's own register: a CSV, Excel or YAML file with one row per figure, read with every fault at
once.

Columns (or keys): `id`, `quantity`, `value`, `unit` are needed; the others may be left out. Besides those
of `Figure` there are `formula` (how the figure follows from others), `also` (a second reading of it),
`unclear` (what the text leaves open), and `decision` with `value_used` and `why` (what you do about a
finding on this row). Names may be Dutch (`own_names.py`). In YAML, `document`, `place` and `price_year` above
`figures:` hold for all rows.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import replace
from pathlib import Path

from youthsim.evidence.dutch_faults import in_dutch
from youthsim.evidence.formula import FormulaFault, evaluate, fits_unit
from youthsim.evidence.grading import GRADES
from youthsim.evidence.own_names import DUTCH_COLUMNS, DUTCH_WORDS, word_of
from youthsim.evidence.own_rows import Cell, Fault, OwnRegisterError, Row, Source, clipped, rows_of
from youthsim.evidence.register import (
    KINDS,
    STATISTICS,
    Decision,
    Derivation,
    Figure,
    Register,
    in_own_unit,
    printed_value,
)
from youthsim.notation.files import CONTROL
from youthsim.notation.numbers import NumberFault, Printed, parse_number, step_of
from youthsim.notation.said import Said, told
from youthsim.notation.units import UnitFault, dimension, show

LARGEST = 1e15
WORDS = {"kind": KINDS, "grade": GRADES, "statistic": STATISTICS}
LINKS = ("part_of", "same_as", "origin")


def load_own(paths: Iterable[str | Path], say: Callable[[str], None] = lambda line: None) -> Register:
    """Read files into one register. Raises OwnRegisterError with every fault of every file.

    `say` hears what was not read: titles above a table, other sheets of a workbook.
    """
    faults: list[Fault] = []
    rows: list[tuple[Source, Row]] = []
    for path in dict.fromkeys(map(Path, paths)):
        found, wrong, notes = rows_of(path)
        rows += found
        faults += wrong
        for note in notes:
            say(note)
    register, wrong = _build(rows)
    faults += wrong
    if not faults and not register.figures:
        message = Said(
            "no figures (expected at least one row)", "geen cijfers (verwacht: minstens één regel)"
        )
        faults.append(Fault(str(next(iter(paths), "-")), 1, 1, message))
    if faults:
        raise OwnRegisterError(faults)
    return register


def _build(rows: list[tuple[Source, Row]]) -> tuple[Register, list[Fault]]:
    faults: list[Fault] = []
    figures: dict[str, Figure] = {}
    derivations: list[Derivation] = []
    decisions: dict[str, Decision] = {}
    places: dict[str, tuple[Source, Row]] = {}
    for source, row in rows:
        figure, wrong = _figure(source, row)
        faults += wrong
        name = row["id"].text
        if name and name in places:
            faults.append(_twice(source, row["id"], places[name]))
            continue
        places[name] = (source, row)
        if figure is None:
            continue
        figures[figure.id] = figure
        text = {name: cell.text for name, cell in row.items()}
        if formula := text.get("formula", ""):
            also = tuple(part.strip() for part in text.get("also", "").split(" | ") if part.strip())
            unclear = text.get("unclear", "")
            derivations.append(Derivation(figure.id, figure.id, formula, also, figure.quantity, unclear))
        if decision := text.get("decision"):
            used, why = text.get("value_used", ""), text.get("why", "")
            decisions[figure.id] = Decision(figure.id, decision, used, text["unit"], why)
    for name, figure in figures.items():
        source, row = places[name]
        for column in LINKS:
            faults += [
                source.fault(row[column], _nobody(column, other, places))
                for other in getattr(figure, column)
                if other not in places
            ]
    unreadable = places.keys() - figures.keys()
    for derivation in derivations:
        source, row = places[derivation.claim]
        for column, formulas in (("formula", (derivation.formula,)), ("also", derivation.readings)):
            for formula in formulas:
                for wrong_formula in _formula_faults(column, formula, figures, derivation.claim, unreadable):
                    cell = row[column]
                    if figures[derivation.claim].value is None:
                        cell = row["value"]
                    faults.append(source.fault(cell, wrong_formula))
    return Register(figures, tuple(derivations), decisions), faults


def _twice(source: Source, cell: Cell, first: tuple[Source, Row]) -> Fault:
    line, other = first[1]["id"].line, first[0]
    elsewhere = other.sheet if other.file == source.file else f"{other.file} {other.sheet}".strip()
    at = "" if other == source else f" of {elsewhere}"
    dutch = "" if other == source else f" van {elsewhere}"
    return source.fault(
        cell,
        Said(f"id '{clipped(cell.text)}' is already used on line {line}{at}",
             f"de naam '{clipped(cell.text)}' staat al op regel {line}{dutch}"),
    )  # fmt: skip


def _nobody(column: str, other: str, known: Iterable[str]) -> Said:
    near = difflib.get_close_matches(other, known, n=1)
    english = f"; did you mean '{near[0]}'?" if near else " (expected the id of a row)"
    dutch = f"; bedoelt u '{near[0]}'?" if near else " (verwacht: de naam van een regel)"
    return Said(
        f"{column}: no figure '{clipped(other)}'{english}",
        f"{DUTCH_COLUMNS[column][0]}: er is geen cijfer '{clipped(other)}'{dutch}",
    )


def _formula_faults(
    column: str, formula: str, figures: Mapping[str, Figure], claim: str, unreadable: Set[str]
) -> list[Said]:
    dutch = DUTCH_COLUMNS[column][0]
    try:
        result = evaluate(formula, figures)
    except FormulaFault as fault:
        if fault.unknown in unreadable:
            return []  # its own row is told to be wrong already
        near = difflib.get_close_matches(fault.unknown, [*figures, *unreadable], n=1) if fault.unknown else []
        hint = (f"; did you mean '{near[0]}'?", f"; bedoelt u '{near[0]}'?") if near else ("", "")
        return [Said(f"{column}: {fault}{hint[0]}", f"{dutch}: {told(fault, 'nl')}{hint[1]}")]
    figure = figures[claim]
    if not fits_unit(result, figure.unit):
        gives, wanted = show(result.dim), show(dimension(figure.unit))
        more = ("", "")
        if not result.dim:
            more = (
                " (give each amount in the formula a row of its own, with its unit)",
                " (geef elk bedrag in de formule een eigen regel, met zijn eenheid)",
            )
        return [
            Said(
                f"{column}: gives {gives}, but this row is in {wanted}{more[0]}",
                f"{dutch}: geeft {gives}, maar deze regel is in {wanted}{more[1]}",
            )
        ]
    if result.constant and result.value and figure.scale != 1:
        return [
            Said(
                f"{column}: gives {result.value:g}, but this row is in thousands or millions (give the "
                f"amounts rows "
                "of their own, with their units)",
                f"{dutch}: geeft {result.value:g}, maar deze regel is in duizenden of miljoenen (geef "
                f"de bedragen "
                "eigen regels, met hun eenheden)",
            )
        ]
    if figure.value is None:
        found = f"{result.value / figure.scale:.10g}"
        return [
            Said(
                f"value: is empty, beside a formula that gives {found} (expected the number as it is "
                f"printed)",
                f"waarde: is leeg, naast een formule die {found} geeft (verwacht: het getal volgens de bron)",
            )
        ]
    return []


class _Reading:
    """One row while it is read: its cells by name, and the faults found in them."""

    def __init__(self, source: Source, row: Row) -> None:
        self.source, self.row = source, row
        self.faults: list[Fault] = []

    def text(self, column: str) -> str:
        return self.row[column].text if column in self.row else ""

    def fault(self, column: str, en: str, nl: str) -> None:
        cell = self.row.get(column) or self.row["id"]
        self.faults.append(
            self.source.fault(cell, Said(f"{column}: {en}", f"{DUTCH_COLUMNS[column][0]}: {nl}"))
        )

    def number(self, column: str, read: Callable[[str], Printed]) -> Printed | None:
        """The number in a cell, None when it is empty or faulty."""
        cell = self.row.get(column)
        if cell is None or not cell.text or cell.trouble:
            return None
        try:
            found = read(cell.text)
        except (NumberFault, UnitFault) as wrong:
            shown = clipped(cell.text)
            self.fault(column, f"'{shown}' {wrong}", f"'{shown}' {in_dutch(wrong)}")
            return None
        except (OverflowError, ValueError):  # a number without end
            found = Printed(math.inf, 0.0)
        if not math.isfinite(found.value) or abs(found.value) > LARGEST:
            shown = clipped(cell.text)
            self.fault(column, f"'{shown}' is too large (expected less than 10^15)",
                       f"'{shown}' is te groot (verwacht: minder dan 10^15)")  # fmt: skip
            return None
        return found

    def plain(self, column: str) -> float | None:
        found = self.number(column, self.reader(column))
        return None if found is None else found.value

    def reader(self, column: str) -> Callable[[str], Printed]:
        typed = column in self.row and self.row[column].typed
        return _typed if typed else parse_number

    def whole(self, column: str, low: int, high: float, en: str, nl: str) -> int | None:
        value = self.plain(column)
        if value is None:
            return None
        if not low <= value <= high or value != int(value):
            text = clipped(self.text(column))
            self.fault(column, f"'{text}' is not {en}", f"'{text}' is geen {nl}")
            return None
        return int(value)

    def word(self, column: str) -> str:
        given = self.text(column)
        word = word_of(column, given)
        if given and word not in WORDS[column]:
            dutch = ", ".join(DUTCH_WORDS[column])
            self.fault(
                column,
                f"'{clipped(given)}' is not known (expected one of {', '.join(filter(None, WORDS[column]))})",
                f"'{clipped(given)}' is niet bekend (verwacht: {dutch})",
            )
        return word


def _typed(text: str) -> Printed:
    """A number that a workbook holds as a number: 53.834 has three decimals and nothing else."""
    return Printed(float(text), step_of(text))


def _figure(source: Source, row: Row) -> tuple[Figure | None, list[Fault]]:
    reading = _Reading(source, row)
    text, fault = reading.text, reading.fault
    if not re.fullmatch(r"[^\W\d]\w*", text("id")):
        fault("id", f"'{clipped(text('id'))}' is not a name (expected letters, digits and _, not beginning "
                    f"with a digit)",
              f"'{clipped(text('id'))}' is geen naam (verwacht: letters, cijfers en _, niet beginnend met "
              f"een cijfer)")  # fmt: skip
    for column in row:
        if CONTROL.search(text(column)):
            fault(column, "holds a character that is no text", "er staat een teken in dat geen tekst is")
            return None, reading.faults
    for column in ("quantity", "unit"):
        if not text(column):
            fault(column, "is empty", "is leeg")
    try:
        if text("unit"):
            dimension(text("unit"))
    except UnitFault as wrong:
        fault("unit", str(wrong), in_dutch(wrong))
    read = reading.reader("value")
    rounding = reading.number("printed", reading.reader("printed"))
    step = 0.0 if rounding is None else abs(rounding.value)
    printed = reading.number("value", lambda value: printed_value(value, text("unit"), step, read))
    low, high = reading.plain("low"), reading.plain("high")
    year = reading.whole("price_year", 1950, 2100, "a year (expected for instance 2024)",
                         "jaar (verwacht bijvoorbeeld: 2024)")  # fmt: skip
    size = reading.whole(
        "n", 1, math.inf, "a number of cases (expected a whole number of at least 1)",
        "aantal gevallen (verwacht: een heel getal van minstens 1)",
    )  # fmt: skip
    words = {column: reading.word(column) for column in WORDS}
    if text("value_used") and not text("decision"):
        fault("value_used", "needs a decision beside it", "er hoort een besluit naast te staan")
    if reading.faults or any(cell.trouble for cell in row.values()):
        return None, reading.faults
    figure = Figure(
        id=text("id"),
        quantity=text("quantity"),
        unit=text("unit"),
        text=text("value"),
        value=None if printed is None else printed.value,
        step=0.0 if printed is None else printed.step,
        values=() if printed is None else (printed.value,),
        low=low,
        high=high,
        price_year=year,
        n=size,
        citation=text("document") or Path(source.file).name,
    )
    said = {name: text(name) for name in ("place", "topic", "period", "where", "payer", "item", "note")}
    links = {name: tuple(filter(None, re.split(r"[\s,;]+", text(name)))) for name in LINKS}
    said |= {name: word for name, word in words.items() if word}
    return in_own_unit(replace(figure, **said, **links)), []  # type: ignore[arg-type]
