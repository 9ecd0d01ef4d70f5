"""An analyst's own register: a CSV or YAML file with one row per figure, read with every fault at once.

Columns (or keys): `id`, `quantity`, `value`, `unit` are needed; the others may be left out. Besides those of
`Figure` there are `formula` (how the figure follows from others), `also` (a second reading of it), `unclear`
(what the text leaves open), and `decision` with `value_used` and `why` (what you do about a finding on this row).
CSV may use commas or semicolons. In YAML, `document`, `place` and `price_year` above `figures:` hold for all rows.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from youthsim.evidence.formula import FormulaFault, evaluate
from youthsim.evidence.grading import GRADES
from youthsim.evidence.numbers import NumberFault, parse_number
from youthsim.evidence.register import KINDS, STATISTICS, Decision, Derivation, Figure, Register, printed_value
from youthsim.evidence.units import UnitFault, dimension

NEEDED = ("id", "quantity", "value", "unit")
OPTIONAL = (
    "document", "where", "place", "topic", "low", "high", "period", "price_year", "n", "kind", "grade", "statistic",
    "part_of", "same_as", "origin", "payer", "item", "note", "printed", "formula", "also", "unclear", "decision",
    "value_used", "why",
)  # fmt: skip
COLUMNS = NEEDED + OPTIONAL
SHARED = ("document", "place", "price_year", "period", "kind", "grade")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of an input file: where it is and what is expected instead."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class OwnRegisterError(ValueError):
    """A register that cannot be audited; `faults` holds every fault found, in order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell and where it stands."""

    text: str
    line: int
    column: int


Row = dict[str, Cell]


def load_own(paths: Iterable[str | Path]) -> Register:
    """Read files into one register. Raises OwnRegisterError with every fault of every file."""
    faults: list[Fault] = []
    rows: list[tuple[str, Row]] = []
    for path in map(Path, paths):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as fault:
            reason = "not a text file in UTF-8" if isinstance(fault, UnicodeDecodeError) else "cannot be read"
            faults.append(Fault(str(path), 1, 1, f"{reason} (expected a CSV or YAML register)"))
            continue
        reader = _yaml_rows if path.suffix.lower() in (".yaml", ".yml") else _csv_rows
        found, wrong = reader(str(path), text)
        rows += [(str(path), row) for row in found]
        faults += wrong
    register, wrong = _build(rows)
    faults += wrong
    if not faults and not register.figures:
        faults.append(Fault(str(next(iter(paths), "-")), 1, 1, "no figures (expected at least one row)"))
    if faults:
        raise OwnRegisterError(faults)
    return register


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name.strip().lower(), COLUMNS, n=1, cutoff=0.6)
    hint = f"; did you mean '{near[0]}'?" if near else f" (known: {', '.join(COLUMNS)})"
    return f"unknown column '{name}'{hint}"


def _cell_columns(line: str, delimiter: str) -> list[int]:
    """Character column, from 1, at which each cell of a CSV line begins."""
    starts, quoted = [1], False
    for place, letter in enumerate(line, start=1):
        if letter == '"':
            quoted = not quoted
        elif letter == delimiter and not quoted:
            starts.append(place + 1)
    return starts


def _csv_rows(file: str, text: str) -> tuple[list[Row], list[Fault]]:
    lines = text.splitlines()
    if not lines or not lines[0].strip():
        return [], [Fault(file, 1, 1, f"no header (expected the columns {', '.join(NEEDED)})")]
    delimiter = ";" if lines[0].count(";") > lines[0].count(",") else ","
    faults, rows = [], []
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    header = [name.strip().lower() for name in next(reader)]
    starts = _cell_columns(lines[0], delimiter)
    for place, name in enumerate(header):
        if name not in COLUMNS:
            faults.append(Fault(file, 1, starts[min(place, len(starts) - 1)], _unknown(name)))
        elif name in header[:place]:
            faults.append(Fault(file, 1, starts[place], f"column '{name}' stands here twice"))
    missing = [name for name in NEEDED if name not in header]
    if missing:
        faults.append(Fault(file, 1, 1, f"missing column {', '.join(missing)}"))
        return [], faults
    before = reader.line_num
    for cells in reader:
        line, before = before + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        starts = _cell_columns(lines[line - 1], delimiter)
        if len(cells) != len(header):
            faults.append(
                Fault(file, line, 1, f"{len(cells)} cells, the header has {len(header)} (quote texts that hold '{delimiter}')")
            )
            continue
        rows.append(
            {
                name: Cell(cell.strip(), line, starts[place] if place < len(starts) else 1)
                for place, (name, cell) in enumerate(zip(header, cells, strict=True))
            }
        )
    return rows, faults


def _yaml_rows(file: str, text: str) -> tuple[list[Row], list[Fault]]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        root = YAML().compose(text)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return [], [Fault(file, line, column, f"not YAML: {fault.problem}")]
    except YAMLError as fault:
        return [], [Fault(file, 1, 1, f"not YAML: {fault}")]
    faults: list[Fault] = []

    def at(node: Any, message: str) -> None:
        faults.append(Fault(file, node.start_mark.line + 1, node.start_mark.column + 1, message))

    if root is None or root.id != "mapping":
        return [], [Fault(file, 1, 1, "expected 'figures:' with a list of figures")]
    shared: Row = {}
    figures = None
    for key, value in root.value:
        if key.value == "figures":
            figures = value
        elif key.value in SHARED and value.id == "scalar":
            shared[key.value] = Cell(str(value.value), value.start_mark.line + 1, value.start_mark.column + 1)
        elif key.value not in ("title", "note"):
            near = difflib.get_close_matches(str(key.value), ["figures", "title", "note", *SHARED], n=1)
            at(key, f"unknown key '{key.value}'" + (f"; did you mean '{near[0]}'?" if near else ""))
    if figures is None or figures.id != "sequence":
        at(root if figures is None else figures, "expected 'figures:' with a list of figures")
        return [], faults
    rows = []
    for entry in figures.value:
        if entry.id != "mapping":
            at(entry, "expected a figure with id, quantity, value and unit")
            continue
        row: Row = dict(shared)
        for key, value in entry.value:
            name = str(key.value)
            if name not in COLUMNS:
                at(key, _unknown(name))
            elif value.id == "mapping":
                at(value, f"{name}: expected one value or a list of ids")
            elif name in row and name not in shared:
                at(key, f"'{name}' stands here twice")
            else:
                listed = value.id == "sequence"
                content = " ".join(str(item.value) for item in value.value) if listed else str(value.value)
                content = "" if content in ("null", "~") else content
                row[name] = Cell(content.strip(), value.start_mark.line + 1, value.start_mark.column + 1)
        here = (entry.start_mark.line + 1, entry.start_mark.column + 1)
        for name in NEEDED:
            if name not in row:
                at(entry, f"this figure has no {name}")
                row[name] = Cell("", *here)
        rows.append(row)
    return rows, faults


def _build(rows: list[tuple[str, Row]]) -> tuple[Register, list[Fault]]:
    faults: list[Fault] = []
    figures: dict[str, Figure] = {}
    derivations: list[Derivation] = []
    decisions: dict[str, Decision] = {}
    cells: dict[str, tuple[str, Row]] = {}
    for file, row in rows:
        figure, wrong = _figure(file, row)
        faults += wrong
        if figure is None:
            continue
        if figure.id in figures:
            first = cells[figure.id]
            where = f"line {first[1]['id'].line}" + ("" if first[0] == file else f" of {first[0]}")
            faults.append(Fault(file, row["id"].line, row["id"].column, f"id '{figure.id}' is already used on {where}"))
            continue
        figures[figure.id] = figure
        cells[figure.id] = (file, row)
        text = {name: cell.text for name, cell in row.items()}
        if text.get("formula"):
            also = tuple(part.strip() for part in text.get("also", "").split(" | ") if part.strip())
            derivations.append(
                Derivation(figure.id, figure.id, text["formula"], also, figure.quantity, text.get("unclear", ""))
            )
        if text.get("decision"):
            decisions[figure.id] = Decision(
                figure.id, text["decision"], text.get("value_used", ""), figure.unit, text.get("why", "")
            )
    for name, (file, row) in cells.items():
        for column in ("part_of", "same_as", "origin"):
            for other in getattr(figures[name], column):
                if other not in figures:
                    near = difflib.get_close_matches(other, figures, n=1)
                    hint = f"; did you mean '{near[0]}'?" if near else " (expected the id of a row)"
                    cell = row[column]
                    faults.append(Fault(file, cell.line, cell.column, f"{column}: no figure '{other}'{hint}"))
    for derivation in derivations:
        file, row = cells[derivation.claim]
        for column, formulas in (("formula", (derivation.formula,)), ("also", derivation.readings)):
            for formula in formulas:
                faults += _formula_faults(file, row[column], column, formula, figures, derivation.claim)
    return Register(figures, tuple(derivations), decisions), faults


def _formula_faults(
    file: str, cell: Cell, column: str, formula: str, figures: Mapping[str, Figure], claim: str
) -> list[Fault]:
    try:
        result = evaluate(formula, figures)
    except FormulaFault as fault:
        message = str(fault)
        if match := re.search(r"unknown id '(\w+)'", message):
            near = difflib.get_close_matches(match[1], figures, n=1)
            message += f"; did you mean '{near[0]}'?" if near else ""
        return [Fault(file, cell.line, cell.column, f"{column}: {message}")]
    wanted = dimension(figures[claim].unit)
    if result.dim != wanted and result.dim:
        from youthsim.evidence.units import show

        message = f"{column}: gives {show(result.dim)}, but this row is in {show(wanted)}"
        return [Fault(file, cell.line, cell.column, message)]
    return []


def _figure(file: str, row: Row) -> tuple[Figure | None, list[Fault]]:
    faults: list[Fault] = []

    def fault(column: str, message: str) -> None:
        cell = row.get(column) or row["id"]
        faults.append(Fault(file, cell.line, cell.column, f"{column}: {message}"))

    def text(column: str) -> str:
        return row[column].text if column in row else ""

    if not re.fullmatch(r"[A-Za-z_]\w*", text("id")):
        fault("id", f"'{text('id')}' is not a name (expected letters, digits and _, not beginning with a digit)")
    for column in ("quantity", "unit"):
        if not text(column):
            fault(column, "is empty")
    value, step = None, 0.0
    try:
        if text("unit"):
            dimension(text("unit"))
        if text("value"):
            value, step = printed_value(text("value"), text("unit"), text("printed"))
    except UnitFault as wrong:
        fault("unit", str(wrong))
    except (NumberFault, ValueError) as wrong:
        fault("value", f"'{text('value')}' {wrong}")
    numbers: dict[str, float | None] = {}
    for column in ("low", "high", "n", "price_year"):
        numbers[column] = None
        if text(column):
            try:
                numbers[column] = parse_number(text(column)).value
            except NumberFault as wrong:
                fault(column, f"'{text(column)}' {wrong}")
    year, size = numbers["price_year"], numbers["n"]
    if year is not None and not (1950 <= year <= 2100 and year == int(year)):
        fault("price_year", f"'{text('price_year')}' is not a year (expected for instance 2024)")
        year = None
    if size is not None and (size < 1 or size != int(size)):
        fault("n", f"'{text('n')}' is not a number of cases (expected a whole number of at least 1)")
        size = None
    for column, allowed in (("kind", KINDS), ("grade", GRADES), ("statistic", STATISTICS)):
        if text(column) and text(column) not in allowed:
            fault(column, f"'{text(column)}' is not known (expected one of {', '.join(filter(None, allowed))})")
    if text("value_used") and not text("decision"):
        fault("value_used", "needs a decision beside it")
    if faults:
        return None, faults
    figure = Figure(id=text("id"), quantity=text("quantity"), unit=text("unit"), text=text("value"), value=value,
                    step=step, values=() if value is None else (value,), low=numbers["low"], high=numbers["high"],
                    price_year=None if year is None else int(year), n=None if size is None else int(size),
                    citation=text("document") or Path(file).name)  # fmt: skip
    words = {name: text(name) for name in ("place", "topic", "period", "where", "statistic", "payer", "item", "note")}
    links = {name: tuple(re.split(r"[\s,]+", text(name))) if text(name) else () for name in ("part_of", "same_as", "origin")}
    words |= {name: text(name) for name in ("kind", "grade") if text(name)}
    return replace(figure, **words, **links), []  # type: ignore[arg-type]
