"""Text and table files as people have them: bytes to text to rows, each cell with its place.

Excel alone saves a table in six ways: Windows-1252 or UTF-8, with or without a mark at the beginning,
UTF-16 with tabs, Mac line ends, `sep=;` above the header, or a workbook (`workbook.py`). All of them are
read; what cannot be a table (PDF, old .xls, NUL bytes) is refused with what to do instead.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from youthsim.notation.said import Said

LARGEST_BYTES = 20_000_000
MOST_CELLS = 500_000
DELIMITERS = (";", "\t", ",", "|")
LINES_LOOKED_AT = 40  # for the delimiter
WORKBOOK = "a workbook"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x82\xac|\xc2[\xa0-\xbf]")  # é, €, a hard space
_SEP_LINE = re.compile(r'"?sep=(.)"?[;,\t]*(?:\n|$)', re.IGNORECASE)
_AS_CSV = Said(
    "save it as CSV UTF-8 or as an Excel workbook (.xlsx)",
    "sla het op als CSV UTF-8 of als Excel-werkmap (.xlsx)",
)


class FileFault(ValueError):
    """A file that cannot be read: `line` and `column` from 1, the reason in two languages."""

    def __init__(self, line: int, column: int, en: str, nl: str) -> None:
        super().__init__(Said(en, nl))
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell: `line` and `column` in the file from 1, `place` its column of the table from 0.

    Of a workbook: `typed` when it holds a number and no text, `merged` when its text is that of a cell above,
    `trouble` when there is no text to trust (a formula without a result, a number shown in thousands).
    """

    text: str
    line: int
    column: int
    place: int = 0
    typed: bool = False
    merged: bool = False
    trouble: str = ""


Line = dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands: lines with anything in them, cells by their `place`. A text file has no name."""

    name: str
    lines: tuple[Line, ...]
    hidden: bool = False


def shown_path(path: Path) -> str:
    """A path in a message: bytes of a name that are no letters become a mark."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises FileFault when it cannot be read or is too large, before it is read."""
    try:
        if path.is_dir():
            raise FileFault(1, 1, "cannot be read: it is a folder", "kan niet gelezen worden: het is een map")
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)  # a pipe and a device have no size of their own
    except (OSError, ValueError) as error:
        if isinstance(error, FileFault):
            raise
        missing = isinstance(error, FileNotFoundError)
        reason = getattr(error, "strerror", None) or str(error)
        raise FileFault(
            1,
            1,
            f"cannot be read: {reason}",
            f"kan niet gelezen worden: {'dit bestand is er niet' if missing else reason}",
        ) from None
    if len(content) > LARGEST_BYTES:
        size = LARGEST_BYTES // 1_000_000
        raise FileFault(
            1, 1, f"is larger than {size} MB (expected a table of figures)",
            f"is groter dan {size} MB (verwacht: een tabel met cijfers)",
        )  # fmt: skip
    return content


def kind_of(content: bytes) -> Said | None:
    """What a file is that is no text, with what to do; WORKBOOK for .xlsx; None for text."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(content)
    for mark, en, nl in (
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "an Excel file of the old kind (.xls), or one with a password",
            "een oud Excel-bestand (.xls), of een bestand met een wachtwoord",
        ),
        (b"%PDF", "a PDF", "een PDF"),
        (b"{\\rtf", "a text of a word processor (.rtf)", "een tekst van een tekstverwerker (.rtf)"),
        (b"PAR1", "a parquet file", "een parquet-bestand"),
        (b"\x1f\x8b", "a compressed file (.gz)", "een ingepakt bestand (.gz)"),
        (b"7z\xbc\xaf", "a compressed file (.7z)", "een ingepakt bestand (.7z)"),
        (b"\x89PNG", "an image", "een plaatje"),
        (b"\xff\xd8\xff", "an image", "een plaatje"),
        (b"GIF8", "an image", "een plaatje"),
    ):
        if content.startswith(mark):
            return Said(en, nl)
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table)", content[:200], re.IGNORECASE):
        return Said("a web page or XML", "een webpagina of XML")
    return None


def _kind_of_zip(content: bytes) -> Said:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return Said("a damaged Excel or zip file", "een beschadigd Excel- of zip-bestand")
    for name, en, nl in (
        ("xl/workbook.bin", "a binary Excel workbook (.xlsb)", "een binaire Excel-werkmap (.xlsb)"),
        ("xl/", WORKBOOK, WORKBOOK),
        ("word/", "a Word document (.docx)", "een Word-document (.docx)"),
        ("ppt/", "a PowerPoint file", "een PowerPoint-bestand"),
        ("Index/", "a Numbers table of Apple", "een Numbers-tabel van Apple"),
        ("content.xml", "a LibreOffice file (.ods, .odt)", "een LibreOffice-bestand (.ods, .odt)"),
    ):
        if any(one.startswith(name) for one in names):
            return Said(en, nl)
    return Said("a zip file", "een zip-bestand")


def refuse(kind: Said) -> FileFault:
    """The fault that says what a file is, and what to do."""
    return FileFault(
        1,
        1,
        f"this is {kind}, no table in text: {_AS_CSV}",
        f"dit is {kind.nl}, geen tabel in tekst: {_AS_CSV.nl}",
    )


def text_of(content: bytes) -> str:
    """Text of a file, lines ending in "\\n", without the mark at its beginning.

    The bytes decide: a mark, else UTF-8, else the Windows-1252 of Excel, or Mac Roman where lines end as on
    an old Mac. Raises FileFault for what is no text, and for NUL and control characters, with line and
    column.
    """
    if (kind := kind_of(content)) is not None:
        raise refuse(kind)
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    text = text.removeprefix("\ufeff").removesuffix("\x1a")  # how DOS ended a file
    if (odd := CONTROL.search(text)) is not None:
        name = "NUL" if odd[0] == "\0" else f"0x{ord(odd[0]):02x}"
        line, column = position(text, odd.start())
        raise FileFault(
            line, column,
            f"a character that is no text ({name}): remove it, or save the file again as CSV UTF-8",
            f"een teken dat geen tekst is ({name}): haal het weg, of sla het bestand opnieuw op als CSV "
            f"UTF-8",
        )  # fmt: skip
    return text


def _decoded(content: bytes) -> str:
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], name)
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):  # lost its mark: every other byte is NUL
        nuls, letters = content[start::2].count(0), content[1 - start :: 2].count(0)
        if len(content) > 8 and letters == 0 and nuls > 0.9 * (len(content) // 2):
            return _strictly(content, name)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        mac = b"\r" in content and b"\n" not in content
        text = _strictly(content, "mac-roman" if mac else "cp1252")
        if not mac and (two := _UTF8_LETTER.search(content)):
            line, column = position(text, two.start())
            other, _ = position(text, error.start)
            raise FileFault(
                line, column,
                f"two ways of writing letters in one file: UTF-8 here, Windows-1252 on line {other} "
                "(save it again as CSV UTF-8)",
                f"twee manieren om letters te schrijven in één bestand: hier UTF-8, op regel {other} "
                f"Windows-1252 "
                "(sla het opnieuw op als CSV UTF-8)",
            ) from None  # fmt: skip
        return text
    return text


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line, column = position(content[: error.start].decode(encoding, "ignore"), -1)
        name = {"cp1252": "UTF-8 or Windows-1252", "mac-roman": "Mac Roman"}.get(encoding, encoding.upper())
        raise FileFault(
            line, column,
            f"a byte that is no letter in {name} (expected a text file; save it again as CSV UTF-8)",
            f"een byte die geen letter is in {name.replace(' or ', ' of ')} "
            "(verwacht: een tekstbestand; sla het opnieuw op als CSV UTF-8)",
        ) from None  # fmt: skip


def position(text: str, place: int) -> tuple[int, int]:
    """Line and column, from 1, of a place in a text; -1: its end."""
    before = text if place < 0 else text[:place]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def read_text(path: Path) -> str:
    """The text of a file. Raises FileFault."""
    return text_of(content_of(path))


def sheets_of(path: Path, is_head: Callable[[str], bool]) -> list[Sheet]:
    """The tables of a CSV, text or Excel file; `is_head` knows the names of columns. Raises FileFault.

    A text file is one sheet without a name. The delimiter is the one under which most column names are found.
    """
    content = content_of(path)
    if kind_of(content) == WORKBOOK:
        from youthsim.notation.workbook import sheets_in

        return sheets_in(content)
    if path.suffix.lower() in (".xlsx", ".xlsm") and kind_of(content) is None:
        todo = Said("rename it to .csv", "noem het .csv") if content else Said("it is empty", "het is leeg")
        raise FileFault(
            1, 1, f"is called an Excel workbook but is none: {todo}",
            f"heet een Excel-werkmap maar is dat niet: {todo.nl}",
        )  # fmt: skip
    return [text_sheet(text_of(content), is_head)]


def text_sheet(text: str, is_head: Callable[[str], bool]) -> Sheet:
    """A text as a table."""
    said = _SEP_LINE.match(text)
    begin = said.end() if said else 0
    delimiter = said[1] if said else _delimiter(text, is_head)
    return Sheet(
        "", tuple(line for line in _lines(text, delimiter, begin) if any(one.text for one in line.values()))
    )


def _delimiter(text: str, is_head: Callable[[str], bool]) -> str:
    """Most column names on one line; then equally wide lines; then the order of DELIMITERS."""
    head = "\n".join(text.split("\n", LINES_LOOKED_AT)[:LINES_LOOKED_AT])

    def evidence(delimiter: str) -> tuple[int, int]:
        counts: list[int] = []
        names = 0
        try:
            for line in _lines(head, delimiter, 0):
                names = max(names, sum(is_head(cell.text) for cell in line.values()))
                counts.append(len(line))
        except FileFault:
            pass  # a quotation mark that closes below
        wide = [count for count in counts if count > 1]
        return names, max((wide.count(count) for count in set(wide)), default=0)

    return max(DELIMITERS, key=evidence)


def _lines(text: str, delimiter: str, begin: int) -> Iterator[Line]:
    """Cells line by line: quotation marks may hold delimiters, line ends and doubled marks."""
    plain = re.compile(rf"[^\n{re.escape(delimiter)}]*")
    quoted = re.compile(r'[ ]*"((?:[^"]|"")*)"')
    at, start_of_row, row, cells = begin, begin, text.count("\n", 0, begin) + 1, 0
    found: Line = {}
    while at < len(text):
        match = quoted.match(text, at)
        if match is None and text.startswith('"', at):
            raise FileFault(
                row, at - start_of_row + 1,
                "a quotation mark that is never closed (write it twice inside a quoted cell)",
                "een aanhalingsteken dat nergens sluit (schrijf het dubbel in een cel met aanhalingstekens)",
            )  # fmt: skip
        line, column = row, at - start_of_row + 1
        content = ""
        if match is not None:
            content = match[1].replace('""', '"')
            if (ends := text.count("\n", at, match.end())) > 0:
                row += ends
                start_of_row = text.rfind("\n", at, match.end()) + 1
            at = match.end()
        rest = plain.match(text, at)
        assert rest is not None  # it matches nothing, too
        content, at = content + rest[0], rest.end()
        found[len(found)] = Cell(content.strip(), line, column, len(found))
        cells += 1
        if cells > MOST_CELLS:
            raise FileFault(row, 1, *too_many_cells())
        if at < len(text) and text[at] == delimiter:
            at += 1
            if at < len(text):
                continue
            found[len(found)] = Cell("", row, at - start_of_row + 1, len(found))
        yield found
        at, row, found = at + 1, row + 1, {}
        start_of_row = at


def too_many_cells() -> tuple[str, str]:
    """What is said of a table beyond all sense, in two languages."""
    return (
        f"more than {MOST_CELLS:,} cells (expected a table of figures)",
        f"meer dan {MOST_CELLS:,} cellen (verwacht: een tabel met cijfers)".replace(",", "."),
    )
