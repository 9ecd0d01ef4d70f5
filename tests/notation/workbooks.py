"""Workbooks for tests, written part by part, so that each oddity can be put in."""

from __future__ import annotations

import zipfile
from pathlib import Path

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FORMATS = {"general": 0, "euro": 1, "percent": 2, "thousands": 3, "date": 4, "month": 5}
CODES = ['"€" #,##0', "0.0%", "#,##0,", "dd-mm-yyyy", "mmm yyyy"]


def cell(place: str, value: object, kind: str = "general", formula: str | None = None) -> str:
    """A cell: text, number, or a formula with its stored result (None: without one)."""
    function = "" if formula is None else f"<f>{formula}</f>"
    if isinstance(value, str):
        if formula is not None:
            return f'<c r="{place}" t="str">{function}<v>{value}</v></c>'
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    stored = "" if value is None else f"<v>{value!r}</v>"
    return f'<c r="{place}" s="{FORMATS[kind]}">{function}{stored}</c>'


def sheet(rows: dict[int, list[str]], merges: tuple[str, ...] = ()) -> str:
    """A sheet of rows by number."""
    body = "".join(f'<row r="{number}">{"".join(cells)}</row>' for number, cells in rows.items())
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    return f"<worksheet {MAIN}><sheetData>{body}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"


def plain_sheet(*lines: tuple[object, ...]) -> str:
    """A sheet of values from A1 on."""
    rows = {}
    for number, line in enumerate(lines, start=1):
        rows[number] = [cell(f"{chr(65 + k)}{number}", one) for k, one in enumerate(line) if one is not None]
    return sheet(rows)


def workbook(path: Path, sheets: dict[str, str], hidden: tuple[str, ...] = (), **parts: bytes) -> Path:
    """A workbook of these sheets; `parts` adds or replaces files in it."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{k}" '
        f'r:id="rId{k}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""}/>'
        for k, name in enumerate(sheets, start=1)
    )
    targets = "".join(
        f'<Relationship Id="rId{k}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{k}.xml"/>'
        for k in range(1, len(sheets) + 1)
    )
    codes = "".join(
        f'<numFmt numFmtId="{164 + k}" formatCode="{escaped(one)}"/>' for k, one in enumerate(CODES)
    )
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in (0, *range(164, 164 + len(CODES))))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships {RELATIONS}>{targets}<Relationship Id="s" Type="{OFFICE}/styles" '
            f'Target="styles.xml"/>'
            "</Relationships>",
        )
        packed.writestr(
            "xl/styles.xml",
            f"<styleSheet {MAIN}><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
            f"<cellXfs>{styles}</cellXfs></styleSheet>",
        )
        for k, content in enumerate(sheets.values(), start=1):
            packed.writestr(f"xl/worksheets/sheet{k}.xml", content)
        for name, part in parts.items():
            packed.writestr(name.replace("__", "/"), part)
    return path


def escaped(text: str) -> str:
    """Text inside an attribute."""
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
