"""Rows of an analyst's register as text with positions, from CSV or YAML, with every fault of form."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

NEEDED = ("id", "quantity", "value", "unit")
OPTIONAL = (
    "document", "where", "place", "topic", "low", "high", "period", "price_year", "n", "kind", "grade",
    "statistic", "part_of", "same_as", "origin", "payer", "item", "note", "printed", "formula", "also",
    "unclear", "decision", "value_used", "why",
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


def csv_rows(file: str, text: str) -> tuple[list[Row], list[Fault]]:
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
                Fault(
                    file,
                    line,
                    1,
                    f"{len(cells)} cells, the header has {len(header)} (quote texts that hold '{delimiter}')",
                )
            )
            continue
        rows.append(
            {
                name: Cell(cell.strip(), line, starts[place] if place < len(starts) else 1)
                for place, (name, cell) in enumerate(zip(header, cells, strict=True))
            }
        )
    return rows, faults


def yaml_rows(file: str, text: str) -> tuple[list[Row], list[Fault]]:
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
