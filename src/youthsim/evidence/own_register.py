"""An analyst's own register: a CSV or YAML file with one row per figure, read with every fault at once.

Columns (or keys): `id`, `quantity`, `value`, `unit` are needed; the others may be left out. Besides those
of `Figure` there are `formula` (how the figure follows from others), `also` (a second reading of it),
`unclear` (what the text leaves open), and `decision` with `value_used` and `why` (what you do about a
finding on this row). CSV may use commas or semicolons. In YAML, `document`, `place` and `price_year` above
`figures:` hold for all rows.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from pathlib import Path

from youthsim.evidence.formula import FormulaFault, evaluate
from youthsim.evidence.grading import GRADES
from youthsim.evidence.own_rows import Cell, Fault, OwnRegisterError, Row, csv_rows, yaml_rows
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
from youthsim.notation.numbers import NumberFault, parse_number
from youthsim.notation.units import UnitFault, dimension


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
        reader = yaml_rows if path.suffix.lower() in (".yaml", ".yml") else csv_rows
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


def _build(rows: list[tuple[str, Row]]) -> tuple[Register, list[Fault]]:
    faults: list[Fault] = []
    figures: dict[str, Figure] = {}
    derivations: list[Derivation] = []
    decisions: dict[str, Decision] = {}
    cells: dict[str, tuple[str, Row]] = {}
    for file, row in rows:
        figure, wrong = _figure(file, row)
        faults += wrong
        name = row["id"].text
        if name and name in cells:
            first = cells[name]
            where = f"line {first[1]['id'].line}" + ("" if first[0] == file else f" of {first[0]}")
            message = f"id '{name}' is already used on {where}"
            faults.append(Fault(file, row["id"].line, row["id"].column, message))
            continue
        cells[name] = (file, row)
        if figure is None:
            continue
        figures[figure.id] = figure
        text = {name: cell.text for name, cell in row.items()}
        if text.get("formula"):
            also = tuple(part.strip() for part in text.get("also", "").split(" | ") if part.strip())
            derivations.append(
                Derivation(
                    figure.id, figure.id, text["formula"], also, figure.quantity, text.get("unclear", "")
                )
            )
        if text.get("decision"):
            decisions[figure.id] = Decision(
                figure.id, text["decision"], text.get("value_used", ""), text["unit"], text.get("why", "")
            )
    for name, figure in figures.items():
        file, row = cells[name]
        for column in ("part_of", "same_as", "origin"):
            for other in getattr(figure, column):
                if other not in cells:
                    near = difflib.get_close_matches(other, cells, n=1)
                    hint = f"; did you mean '{near[0]}'?" if near else " (expected the id of a row)"
                    cell = row[column]
                    faults.append(Fault(file, cell.line, cell.column, f"{column}: no figure '{other}'{hint}"))
    for derivation in derivations:
        file, row = cells[derivation.claim]
        for column, formulas in (("formula", (derivation.formula,)), ("also", derivation.readings)):
            for formula in formulas:
                faults += _formula_faults(
                    file,
                    row[column],
                    column,
                    formula,
                    figures,
                    derivation.claim,
                    cells.keys() - figures.keys(),
                )
    return Register(figures, tuple(derivations), decisions), faults


def _formula_faults(
    file: str,
    cell: Cell,
    column: str,
    formula: str,
    figures: Mapping[str, Figure],
    claim: str,
    unreadable: Set[str],
) -> list[Fault]:
    try:
        result = evaluate(formula, figures)
    except FormulaFault as fault:
        message = str(fault)
        match = re.search(r"unknown id '(\w+)'", message)
        if match and match[1] in unreadable:
            return []  # its own row is told to be wrong already
        if match:
            near = difflib.get_close_matches(match[1], [*figures, *unreadable], n=1)
            message += f"; did you mean '{near[0]}'?" if near else ""
        return [Fault(file, cell.line, cell.column, f"{column}: {message}")]
    wanted = dimension(figures[claim].unit)
    if result.dim != wanted and result.dim:
        from youthsim.notation.units import show

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
        fault(
            "id", f"'{text('id')}' is not a name (expected letters, digits and _, not beginning with a digit)"
        )
    for column in ("quantity", "unit"):
        if not text(column):
            fault(column, "is empty")
    try:
        if text("unit"):
            dimension(text("unit"))
    except UnitFault as wrong:
        fault("unit", str(wrong))
    value, step = None, 0.0
    try:
        if text("value"):
            value, step = printed_value(text("value"), text("unit"), text("printed"))
    except ValueError as wrong:
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
            fault(
                column, f"'{text(column)}' is not known (expected one of {', '.join(filter(None, allowed))})"
            )
    if text("value_used") and not text("decision"):
        fault("value_used", "needs a decision beside it")
    if faults:
        return None, faults
    figure = Figure(
        id=text("id"),
        quantity=text("quantity"),
        unit=text("unit"),
        text=text("value"),
        value=value,
        step=step,
        values=() if value is None else (value,),
        low=numbers["low"],
        high=numbers["high"],
        price_year=None if year is None else int(year),
        n=None if size is None else int(size),
        citation=text("document") or Path(file).name,
    )
    words = {
        name: text(name)
        for name in ("place", "topic", "period", "where", "statistic", "payer", "item", "note")
    }
    links = {
        name: tuple(re.split(r"[\s,]+", text(name))) if text(name) else ()
        for name in ("part_of", "same_as", "origin")
    }
    words |= {name: text(name) for name in ("kind", "grade") if text(name)}
    return in_own_unit(replace(figure, **words, **links)), []  # type: ignore[arg-type]
