"""Rows of an own register as text with positions, from a table; from YAML in `own_yaml.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from youthsim.evidence.own_names import DUTCH_COLUMNS, column_of, unknown_column
from youthsim.notation.files import Cell, FileFault, Line, Sheet, read_text, sheets_of, shown_path
from youthsim.notation.said import Said, told

NEEDED = ("id", "quantity", "value", "unit")
COLUMNS = tuple(DUTCH_COLUMNS)
LINES_ABOVE = 40  # titles and remarks that may stand above the names of the columns
ONE_BY_ONE = ("id", "value", "formula")  # what a merged cell may not say for several rows
_IN_THOUSANDS = re.compile(
    r"(?:\bx|×|\bin|\*)\s*(?:€|eur|euro)?\s*1[.,]?000\b|\b(?:duizenden|duizend "
    r"euro|thousands?|miljoenen|mln|millions?)\b",
    re.IGNORECASE,
)
_EUROS = re.compile(r"€|\beuro?s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of an input file: where it is and what is expected instead."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return self.told("en")

    def told(self, lang: str) -> str:
        """The line that an editor can follow, in "nl" or "en"."""
        return f"{self.file}:{self.line}:{self.column}: {told(self.message, lang)}"


class OwnRegisterError(ValueError):
    """A register that cannot be audited; `faults` holds every fault found, in order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or one sheet of a workbook."""

    file: str
    sheet: str = ""

    def fault(self, cell: Cell, message: str) -> Fault:
        """A fault in a cell; of a workbook with the name of the sheet and the cell, as Excel calls it."""
        if self.sheet:
            from youthsim.notation.workbook import name_of

            name = name_of(cell)
            message = Said(
                f"sheet '{self.sheet}', cell {name}: {message}",
                f"blad '{self.sheet}', cel {name}: {told(message, 'nl')}",
            )
        return Fault(self.file, cell.line, cell.column, message)


def clipped(text: str) -> str:
    """A text short enough for a message."""
    return text if len(text) <= 40 else text[:36] + " ..."


Row = dict[str, Cell]
Found = tuple[list[tuple[Source, Row]], list[Fault], list[str]]


def rows_of(path: Path) -> Found:
    """Rows of a CSV, text, Excel or YAML file, its faults of form, and what of it was not read."""
    file = shown_path(path)
    from youthsim.evidence.own_yaml import yaml_rows

    try:
        if path.suffix.lower() in (".yaml", ".yml"):
            rows, faults = yaml_rows(file, read_text(path))
            return [(Source(file), row) for row in rows], faults, []
        return _table_rows(file, sheets_of(path, lambda name: column_of(name) is not None))
    except FileFault as fault:
        return [], [Fault(file, fault.line, fault.column, fault.args[0])], []


def _header(sheet: Sheet) -> int | None:
    """The line with most names of columns, among the first; None when no line has any."""
    counts = [
        sum(column_of(cell.text) is not None for cell in line.values()) for line in sheet.lines[:LINES_ABOVE]
    ]
    best = max(counts, default=0)
    return counts.index(best) if best else None


def _table_rows(file: str, sheets: list[Sheet]) -> Found:
    """Rows of every visible sheet with the columns needed; else the faults of the nearest one."""
    tables = [(sheet, _header(sheet)) for sheet in sheets if not sheet.hidden]
    whole = [(sheet, at) for sheet, at in tables if at is not None and not _missing(sheet.lines[at])]
    if not whole:
        known = [(sheet, at) for sheet, at in tables if at is not None]
        if not known:
            wanted = ", ".join(NEEDED), ", ".join(DUTCH_COLUMNS[name][0] for name in NEEDED)
            message = Said(
                f"no header (expected the columns {wanted[0]})", f"geen kolomnamen (verwacht: {wanted[1]})"
            )
            return [], [Fault(file, 1, 1, message)], []
        whole = [min(known, key=lambda one: len(_missing(one[0].lines[one[1]])))]
    rows: list[tuple[Source, Row]] = []
    faults: list[Fault] = []
    notes: list[str] = []
    for sheet, at in whole:
        source = Source(file, sheet.name)
        found, wrong = _sheet_rows(source, sheet, at)
        rows += [(source, row) for row in found]
        faults += wrong
        if at:
            first = sheet.lines[at][min(sheet.lines[at])].line
            where = (
                (f"sheet '{sheet.name}'", f"blad '{sheet.name}'") if sheet.name else ("the table", "de tabel")
            )
            notes.append(
                Said(
                    f"{file}: {where[0]} begins on line {first}; what stands above it was not read",
                    f"{file}: {where[1]} begint op regel {first}; wat erboven staat is niet gelezen",
                )
            )
    if len(sheets) > 1:
        names = [sheet.name for sheet, _ in whole]
        others = ", ".join(f"'{sheet.name}'" for sheet in sheets if sheet.name not in names)
        read = ", ".join(f"'{name}'" for name in names)
        notes.append(
            Said(
                f"{file}: read {read}" + (f"; not read: {others}" if others else ""),
                f"{file}: gelezen {read}" + (f"; niet gelezen: {others}" if others else ""),
            )
        )
    return rows, faults, notes


def _missing(header: Line) -> list[str]:
    have = {column_of(cell.text) for cell in header.values()}
    return [name for name in NEEDED if name not in have]


def _sheet_rows(source: Source, sheet: Sheet, at: int) -> tuple[list[Row], list[Fault]]:
    header, faults = sheet.lines[at], []
    names: dict[int, str] = {}
    for place, cell in header.items():
        column = column_of(cell.text)
        if not cell.text:
            continue
        if column is None:
            faults.append(source.fault(cell, unknown_column(cell.text)))
            names[place] = ""
        elif column in names.values():
            what = f"'{cell.text}'" + ("" if cell.text.casefold() == column else f" ({column})")
            faults.append(
                source.fault(
                    cell, Said(f"column {what} stands here twice", f"kolom {what} staat er twee keer")
                )
            )
        else:
            names[place] = column
    first = header[min(header)]
    if missing := _missing(header):
        dutch = [DUTCH_COLUMNS[name][0] for name in missing]
        message = Said(f"missing column {', '.join(missing)}", f"de kolom {', '.join(dutch)} ontbreekt")
        return [], [*faults, source.fault(first, message)]
    rows = []
    for line in sheet.lines[at + 1 :]:
        stray = [cell for place, cell in line.items() if place not in names and (cell.text or cell.trouble)]
        if stray:
            faults.append(source.fault(stray[0], _stray(stray[0], len(line), len(names))))
        here = line[min(line)]
        row: Row = {}
        for place, column in names.items():
            if column:
                missing_at = place + 1 if source.sheet else here.column
                row[column] = line.get(place) or Cell("", here.line, missing_at, place)
        if not any(cell.text or cell.trouble for cell in row.values()):
            continue
        for column, cell in row.items():
            if cell.trouble:
                faults.append(source.fault(cell, cell.trouble))
            elif cell.merged and column in ONE_BY_ONE:
                message = Said(
                    f"{column}: is merged with the cell above (write it for each row)",
                    f"{column}: is samengevoegd met de cel erboven (schrijf het bij elke regel)",
                )
                faults.append(source.fault(cell, message))
        rows.append(row)
    return rows, faults + _thousands_above(source, sheet.lines[:at], rows)


def _stray(cell: Cell, cells: int, names: int) -> Said:
    return Said(
        f"'{clipped(cell.text)}' stands under no column name: {cells} cells, the header has {names} "
        "(put texts that hold the delimiter in quotation marks)",
        f"'{clipped(cell.text)}' staat onder geen kolomnaam: {cells} cellen, de kop heeft er {names} "
        "(zet een tekst met het scheidingsteken erin tussen aanhalingstekens)",
    )


def _thousands_above(source: Source, above: Iterable[Line], rows: list[Row]) -> list[Fault]:
    """A title such as "bedragen x € 1.000" over rows in plain euros is asked back: it may mean them."""
    plain = any(
        _EUROS.search(row["unit"].text) and not _IN_THOUSANDS.search(row["unit"].text) for row in rows
    )
    said = [cell for line in above for cell in line.values() if _IN_THOUSANDS.search(cell.text)]
    if not said or not plain:
        return []
    words = said[0].text[:60]
    message = Said(
        f"'{words}' stands above the table, but there are rows in plain euros (write it in the unit of "
        f"each row, "
        "for instance: x € 1.000)",
        f"boven de tabel staat '{words}', maar er zijn regels in gewone euro's (schrijf het bij elke "
        f"regel in de "
        "eenheid, bijvoorbeeld: x € 1.000)",
    )
    return [source.fault(said[0], message)]
