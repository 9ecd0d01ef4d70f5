"""Excel workbooks (.xlsx): each cell as the text that a reader sees, from the parts of the file itself.

An amount counts as it is shown: 53834.4 in a cell without decimals is "53834". A library is not used: those
that exist do not tell a formula without a result from an empty one, nor the decimals shown, and spread a
merge over a million cells. Nothing is read before the size after unpacking is known to be small.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from posixpath import basename, dirname, join, normpath
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, iterparse

from youthsim.notation.files import MOST_CELLS, Cell, FileFault, Line, Sheet, too_many_cells
from youthsim.notation.said import Said

LARGEST_UNPACKED = 100_000_000
MOST_PARTS = 5_000
MOST_ELEMENTS = 4 * MOST_CELLS
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
EXCEL_DAYS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
# number formats that have no code in the file: decimals, and how much of a date is shown
_DECIMALS = {
    1: 0,
    2: 2,
    3: 0,
    4: 2,
    5: 0,
    6: 0,
    7: 2,
    8: 2,
    37: 0,
    38: 0,
    39: 2,
    40: 2,
    41: 0,
    42: 0,
    43: 2,
    44: 2,
}
_DATES = {14: "d m y", 15: "d m y", 16: "d m", 17: "m y", 22: "d m y"}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Shown(NamedTuple):
    """How a number format shows a number: decimals (None: as many as needed), per cent, thousands, a date."""

    decimals: int | None = None
    percent: bool = False
    thousands: int = 0
    date: str = ""


def shown_by(code: str) -> Shown:
    """A number format of Excel, such as '#,##0.00' or '[$€-413] #.##0,'; in a file it is always English."""
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", code.split(";")[0])
    if re.search("[dmyhs]", bare, re.IGNORECASE) and not re.search("[0#?]", bare.split(".")[0]):
        return Shown(date=" ".join(part for part in "dmy" if part in bare.lower()) or "h")
    number = re.search(r"[#0?,]*[#0?](\.[0#?]*)?(,*)", bare)
    if number is None or re.search(r"[eE][+-]|/", bare):
        return Shown(percent="%" in bare)
    decimals = len(number[1] or ".") - 1
    optional = "#" in (number[1] or "")
    return Shown(None if optional else decimals, "%" in bare, len(number[2]))


def as_shown(value: float, how: Shown) -> str:
    """A number in the notation that cannot be misread: a point for decimals, nothing between thousands."""
    exact = Decimal(repr(value)) * (100 if how.percent else 1)
    if how.decimals is None or abs(value) >= 1e15:
        text = f"{float(exact):.15g}"  # what Excel keeps of a number
        text = format(Decimal(text), "f") if "e" in text else text
    else:
        text = format(exact.quantize(Decimal(1).scaleb(-how.decimals), ROUND_HALF_UP), "f")
    return text + "%" * how.percent


def sheets_in(content: bytes) -> list[Sheet]:
    """All sheets of a workbook, in its order. Raises FileFault when it is damaged or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return list(_Workbook(packed).sheets())
    except (
        zipfile.BadZipFile, zlib.error, ParseError, EOFError, LookupError, NotImplementedError, RuntimeError,
        UnicodeError, ValueError, ArithmeticError, OSError,
    ) as error:  # fmt: skip
        if isinstance(error, FileFault):
            raise
        raise FileFault(
            1, 1, "a damaged Excel workbook (open it in Excel, save it again as .xlsx or CSV UTF-8)",
            "een beschadigde Excel-werkmap (open die in Excel en sla die opnieuw op als .xlsx of CSV UTF-8)",
        ) from error  # fmt: skip


class _Workbook:
    """The parts of one workbook that bear on its cells."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.packed, self.elements = packed, 0
        if any(
            part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in packed.infolist()
        ):
            raise ValueError("Excel packs with deflate only")
        unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > LARGEST_UNPACKED or len(packed.infolist()) > MOST_PARTS:
            size = LARGEST_UNPACKED // 1_000_000
            raise FileFault(
                1, 1, f"is larger than {size} MB when it is unpacked (expected a table of figures)",
                f"is uitgepakt groter dan {size} MB (verwacht: een tabel met cijfers)",
            )  # fmt: skip
        self.book, self.targets = "xl/workbook.xml", {}
        for relation in self._parts("_rels/.rels", "Relationship"):
            if relation.get("Type", "").endswith("/officeDocument"):
                self.book = relation.get("Target", self.book).lstrip("/")
        beside = join(dirname(self.book), "_rels", basename(self.book) + ".rels")
        kinds = {}
        for relation in self._parts(beside, "Relationship"):
            target = relation.get("Target", "")
            path = (
                target.lstrip("/") if target.startswith("/") else normpath(join(dirname(self.book), target))
            )
            self.targets[relation.get("Id", "")] = path
            kinds[relation.get("Type", "").rsplit("/", 1)[-1]] = path
        self.texts = tuple(
            " ".join(_text(one).split()) for one in self._parts(kinds.get("sharedStrings", ""), "si")
        )
        self.formats = tuple(self._formats(kinds.get("styles", "")))
        self.since = EXCEL_DAYS[
            any(one.get("date1904") in ("1", "true") for one in self._parts(self.book, "workbookPr"))
        ]
        self.cells = 0

    def _parts(self, path: str, *names: str, within: str = "") -> Iterator[Element]:
        """Elements of these names in a part, if the part is there; each is emptied after use."""
        if path not in self.packed.namelist():
            return
        with self.packed.open(path) as part:
            if b"<!DOCTYPE" in part.read(2_000).replace(b"\0", b"").upper():
                raise ValueError("a workbook declares no entities of its own")
        with self.packed.open(path) as part:
            inside, kept = not within, 0
            for event, element in iterparse(part, ("start", "end")):
                tag = element.tag.rsplit("}", 1)[-1]
                if event == "start":
                    self.elements += 1
                    kept += tag in names
                    inside |= tag == within
                    if self.elements > MOST_ELEMENTS:
                        raise FileFault(1, 1, *too_many_cells())
                    continue
                kept -= tag in names
                if tag in names and inside:
                    yield element
                inside &= tag != within
                if not kept:
                    element.clear()

    def _formats(self, path: str) -> Iterator[Shown]:
        codes = {one.get("numFmtId"): one.get("formatCode", "") for one in self._parts(path, "numFmt")}
        for style in self._parts(path, "xf", within="cellXfs"):
            number = style.get("numFmtId", "0")
            if number in codes:
                yield shown_by(codes[number])
                continue
            built_in = int(number)
            date = _DATES.get(built_in, "h" if built_in in (18, 19, 20, 21, 45, 46, 47) else "")
            percent = built_in in (9, 10)
            decimals = 2 * (built_in == 10) if percent else _DECIMALS.get(built_in)
            yield Shown(decimals, percent, 0, date)

    def sheets(self) -> Iterator[Sheet]:
        for sheet in self._parts(self.book, "sheet"):
            relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            hidden = sheet.get("state", "visible") != "visible"
            yield Sheet(sheet.get("name", "?"), tuple(self._lines(self.targets.get(relation, ""))), hidden)

    def _lines(self, path: str) -> list[Line]:
        found: dict[int, Line] = {}
        row, column = 0, 0
        merges = []
        for element in self._parts(path, "row", "mergeCell"):
            if element.tag.endswith("mergeCell"):
                merges.append(element.get("ref", ""))
                continue
            row, column = int(element.get("r") or row + 1), 0
            if not 1 <= row <= LAST_ROW:
                raise ValueError("a row outside the sheet")
            line: Line = {}
            for one in element:
                if one.tag.rsplit("}", 1)[-1] != "c":
                    continue
                column = _column(one.get("r", "")) or column + 1
                cell = self._cell(one, row, column)
                if cell.text or cell.trouble:
                    line[column - 1] = cell
                    self._count(row)
            if line:
                found[row] = line
        rows = sorted(found)
        for ref in merges:
            self._merge(found, rows, ref)
        return [dict(sorted(found[row].items())) for row in rows]

    def _count(self, row: int) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise FileFault(row, 1, *too_many_cells())

    def _merge(self, found: dict[int, Line], rows: list[int], ref: str) -> None:
        """Fills the cells below in a merge that runs down: a unit beside five rows is the unit of each."""
        match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", ref)
        if match is None:
            return
        first, last, place = int(match[2]), int(match[4]), _column(match[1]) - 1
        top = found.get(first, {}).get(place)
        if top is None:
            return
        for row in rows[bisect_right(rows, first) : bisect_right(rows, last)]:
            self._count(row)
            if place not in found[row]:
                found[row][place] = Cell(top.text, row, place + 1, place, top.typed, True, top.trouble)

    def _cell(self, element: Element, row: int, column: int) -> Cell:
        kind, style = element.get("t", "n"), int(element.get("s") or 0)
        formula = value = None
        text = ""
        for part in element:
            tag = part.tag.rsplit("}", 1)[-1]
            if tag == "f":
                formula = part.text or ""
            elif tag == "v":
                value = part.text or ""
            elif tag == "is":
                text = _text(part)
        typed, trouble = False, ""
        if formula is not None and not value and kind != "str" and not text:
            trouble = Said(
                f"the formula ={formula[:60]} has no stored result (open the file in Excel and save it)",
                f"de formule ={formula[:60]} heeft geen bewaarde uitkomst (open het bestand in Excel en "
                f"sla het op)",
            )
        elif value is None or value == "" or kind == "inlineStr":
            pass
        elif kind == "s":
            return Cell(self.texts[int(value)], row, column, column - 1)
        elif kind == "b":
            text = "true" if value == "1" else "false"
        elif kind == "e":
            trouble = Said(f"Excel's own fault {value}", f"de foutmelding {value} van Excel")
        elif kind == "n":
            how = self.formats[style] if style < len(self.formats) else Shown()
            text, typed, trouble = self._number(float(value), how)
        else:
            text = value.split("T")[0] if kind == "d" else _unescaped(value)
        return Cell(" ".join(text.split()), row, column, column - 1, typed, False, trouble)

    def _number(self, value: float, how: Shown) -> tuple[str, bool, str]:
        if how.date:
            day = self.since + timedelta(days=value)
            shown = {"m y": f"{day:%Y-%m}", "y": f"{day:%Y}", "h": f"{day:%H:%M}"}
            return shown.get(how.date, f"{day:%Y-%m-%d}"), False, ""
        if how.thousands:
            seen = as_shown(value / 1000**how.thousands, how._replace(thousands=0))
            return (
                as_shown(value, Shown()),
                True,
                Said(
                    f"shown as {seen} by its number format, while the cell holds {value:.15g} "
                    "(write the number in full, without that format)",
                    f"het formaat toont {seen}, maar in de cel staat {value:.15g} "
                    "(schrijf het getal voluit, zonder dat formaat)",
                ),
            )
        return as_shown(value, how), not how.percent, ""


def _text(element: Element) -> str:
    """The text of a rich string, without the reading aids of Japanese."""
    parts = []
    for part in element:
        tag = part.tag.rsplit("}", 1)[-1]
        if tag == "t":
            parts.append(part.text or "")
        elif tag == "r":
            parts.append(_text(part))
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _column(ref: str) -> int:
    """The number of a column: 1 for "A7"; 0 when the reference has no letters."""
    letters = re.match("[A-Z]{0,3}", ref)
    number = 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - 64
    if number > LAST_COLUMN:
        raise ValueError("a column outside the sheet")
    return number


def name_of(cell: Cell) -> str:
    """How Excel calls a cell: "E3"."""
    letters, number = "", cell.place + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{cell.line}"
