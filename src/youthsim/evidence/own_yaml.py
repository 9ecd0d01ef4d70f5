"""An own register in YAML: a list of figures, with what holds for all of them above it."""

from __future__ import annotations

import difflib
import re
from typing import Any

from youthsim.evidence.own_names import DUTCH_COLUMNS, column_of, unknown_column
from youthsim.evidence.own_rows import NEEDED, Fault, Row, clipped
from youthsim.notation.files import Cell
from youthsim.notation.said import Said

LARGEST_YAML = 2_000_000
SHARED = ("document", "place", "price_year", "period", "kind", "grade")


def yaml_rows(file: str, text: str) -> tuple[list[Row], list[Fault]]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    no_figures = Said(
        "expected 'figures:' with a list of figures", "verwacht: 'figures:' met een lijst van cijfers"
    )
    if (directive := re.search(r"^%", text, re.MULTILINE)) is not None:
        line = text.count("\n", 0, directive.start()) + 1
        said = Said("a line that begins with % is not used here", "een regel met % vooraan hoort hier niet")
        return [], [Fault(file, line, 1, said)]
    if len(text) > LARGEST_YAML:
        size = f"{LARGEST_YAML // 1_000_000} MB"
        said = Said(
            f"is larger than {size} (a table reads faster)", f"is groter dan {size} (een tabel leest sneller)"
        )
        return [], [Fault(file, 1, 1, said)]
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return [], [Fault(file, line, column, f"not YAML: {fault.problem}")]
    except (YAMLError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError) as fault:
        return [], [
            Fault(file, 1, 1, f"not YAML: {str(fault).splitlines()[0] if str(fault) else 'cannot be read'}")
        ]
    except RecursionError:
        deep = Said("not YAML of figures: nested too deeply", "geen YAML met cijfers: te diep genest")
        return [], [Fault(file, 1, 1, deep)]
    faults: list[Fault] = []

    def at(node: Any, message: str) -> None:
        faults.append(Fault(file, node.start_mark.line + 1, node.start_mark.column + 1, message))

    def word(node: Any) -> str:
        return str(node.value) if node.id == "scalar" else ""

    if root is None or root.id != "mapping":
        return [], [Fault(file, 1, 1, no_figures)]
    shared: Row = {}
    figures = None
    for key, value in root.value:
        name = column_of(word(key)) or word(key)
        if name in ("figures", "cijfers"):
            figures = value
        elif name in SHARED and value.id == "scalar":
            shared[name] = Cell(str(value.value), value.start_mark.line + 1, value.start_mark.column + 1)
        elif name not in ("title", "titel", "note"):
            near = difflib.get_close_matches(name, ["figures", "title", "note", *SHARED], n=1)
            hint = (f"; did you mean '{near[0]}'?", f"; bedoelt u '{near[0]}'?") if near else ("", "")
            at(
                key,
                Said(
                    f"unknown key '{clipped(word(key))}'{hint[0]}",
                    f"onbekend woord '{clipped(word(key))}'{hint[1]}",
                ),
            )
    if figures is None or figures.id != "sequence":
        at(root if figures is None else figures, no_figures)
        return [], faults
    rows = []
    for entry in figures.value:
        if entry.id != "mapping":
            at(entry, Said("expected a figure with id, quantity, value and unit",
                           "verwacht: een cijfer met naam, omschrijving, waarde en eenheid"))  # fmt: skip
            continue
        row: Row = dict(shared)
        own: set[str] = set()
        for key, value in entry.value:
            name = column_of(word(key)) or ""
            if not name:
                at(key, unknown_column(word(key)))
            elif value.id == "mapping" or (
                value.id == "sequence" and any(one.id != "scalar" for one in value.value)
            ):
                at(value, Said(f"{name}: expected one value or a list of ids",
                               f"{name}: verwacht: één waarde of een lijst van namen"))  # fmt: skip
            elif name in own:
                at(key, Said(f"'{name}' stands here twice", f"'{name}' staat er twee keer"))
            else:
                own.add(name)
                listed = value.id == "sequence"
                content = " ".join(str(item.value) for item in value.value) if listed else str(value.value)
                content = "" if content in ("null", "~") else content
                row[name] = Cell(content.strip(), value.start_mark.line + 1, value.start_mark.column + 1)
        here = (entry.start_mark.line + 1, entry.start_mark.column + 1)
        for name in NEEDED:
            if name not in row:
                at(
                    entry,
                    Said(f"this figure has no {name}", f"dit cijfer heeft geen {DUTCH_COLUMNS[name][0]}"),
                )
                row[name] = Cell("", *here)
        rows.append(row)
    return rows, faults
