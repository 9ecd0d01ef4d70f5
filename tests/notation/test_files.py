"""A table of figures reads the same in every form that a spreadsheet saves it in; what is no table is
refused with what to do."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youthsim.notation import files
from youthsim.notation.files import CONTROL, FileFault, sheets_of, text_of, text_sheet
from youthsim.notation.said import told

HEADS = {"id", "quantity", "value", "unit", "note"}
ROWS = [
    ["id", "quantity", "value", "unit", "note"],
    ["plaatsen", "Plaatsen in een gezinshuis, één jaar", "14", "plaatsen", ""],
    ["tarief", "Tarief per etmaal", "€ 251,40", "EUR", "coördinator"],
]


def is_head(name: str) -> bool:
    return name.lower() in HEADS


def written(delimiter: str = ";", end: str = "\r\n") -> str:
    def cell(text: str) -> str:
        return f'"{text}"' if delimiter in text else text

    return "".join(delimiter.join(map(cell, row)) + end for row in ROWS)


def read(content: bytes, name: str, folder: Path) -> list[list[str]]:
    path = folder / name
    path.write_bytes(content)
    (sheet,) = sheets_of(path, is_head)
    return [[cell.text for cell in line.values()] for line in sheet.lines]


FORMS = {
    "utf-8": written().encode(),
    "utf-8 with its mark": written().encode("utf-8-sig"),
    "windows-1252 of Dutch Excel": written().encode("cp1252"),
    "unicode text of Excel": b"\xff\xfe" + written("\t").encode("utf-16-le"),
    "utf-16 big end first": b"\xfe\xff" + written("\t").encode("utf-16-be"),
    "utf-16 that lost its mark": written("\t").encode("utf-16-le"),
    "utf-32": b"\xff\xfe\x00\x00" + written().encode("utf-32-le"),
    "tabs": written("\t").encode(),
    "commas": written(",").encode(),
    "bars": written("|").encode(),
    "line ends of an old Mac": written(end="\r").encode(),
    "an old Mac itself": written(end="\r").encode("mac-roman"),
    "unix": written(end="\n").encode(),
    "sep line": ("sep=;\r\n" + written()).encode("cp1252"),
    "quoted sep line": ('"sep=,"\n' + written(",")).encode(),
    "no line end at the end": written().rstrip().encode(),
    "the mark of DOS at the end": written().encode() + b"\x1a",
    "empty rows between and behind": (written().replace("\r\n", "\r\n;;;;\r\n\r\n") + ";;;;\r\n").encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_one_table_in_every_form_reads_the_same(form, tmp_path):
    assert read(FORMS[form], "t.csv", tmp_path) == ROWS


def test_decimal_commas_do_not_make_commas_the_delimiter():
    text = "id;quantity;value;unit;note\n" + "\n".join(f"a{k};b, c, d;1,5;EUR;x, y" for k in range(30))
    assert len(text_sheet(text, is_head).lines[5]) == 5


def test_each_cell_knows_its_line_and_column_also_behind_quotes_and_line_ends():
    text = 'id;quantity;value\na;"twee\nregels ""ja""";12\nb;"x;y";13\n'
    _, first, second = text_sheet(text, is_head).lines
    assert first[1].text == 'twee\nregels "ja"'
    assert [(cell.line, cell.column) for cell in first.values()] == [(2, 1), (2, 3), (3, 16)]
    assert [(cell.text, cell.line, cell.column) for cell in second.values()] == [
        ("b", 4, 1),
        ("x;y", 4, 3),
        ("13", 4, 9),
    ]


def test_a_table_with_a_very_long_cell_is_read():
    (line,) = text_sheet("a;" + "x" * 200_000, is_head).lines
    assert len(line[1].text) == 200_000


def fault_of(content: bytes, name: str, folder: Path) -> FileFault:
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(FileFault) as caught:
        sheets_of(path, is_head)
    return caught.value


def packed(*names: str) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return into.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "en", "nl"),
    [
        (b"%PDF-1.7 ...", "t.csv", "a PDF", "een PDF"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x", "t.xls", "old kind", "oud Excel-bestand"),
        (packed("xl/workbook.bin"), "t.xlsb", "binary Excel", "binaire Excel"),
        (packed("content.xml"), "t.ods", "LibreOffice", "LibreOffice"),
        (packed("word/document.xml"), "t.docx", "Word document", "Word-document"),
        (packed("anything"), "t.zip", "a zip file", "een zip-bestand"),
        (b"PK\x03\x04torn", "t.xlsx", "damaged", "beschadigd"),
        (b"<!DOCTYPE html><table>", "t.xls", "web page", "webpagina"),
        (b"PAR1....", "t.csv", "parquet", "parquet"),
        (b"", "t.xlsx", "it is empty", "het is leeg"),
        (b"id;quantity\n", "t.xlsx", "rename it to .csv", "noem het .csv"),
        (b'id;quantity\na;"open\nb;c\n', "t.csv", "never closed", "nergens sluit"),
        (b"id;quantity\na;\x81\x8d\n", "t.csv", "no letter", "geen letter"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do_in_both_languages(content, name, en, nl, tmp_path):
    fault = fault_of(content, name, tmp_path)
    assert en in told(fault, "en") and nl in told(fault, "nl")


@pytest.mark.parametrize("odd", ["\0", "\x1b", "\x07", "\x7f"])
def test_nul_and_control_characters_are_refused_where_they_stand(odd, tmp_path):
    fault = fault_of(f"id;quantity\na;één\nb;tw{odd}ee\n".encode(), "t.csv", tmp_path)
    assert (fault.line, fault.column) == (3, 5)


def test_two_ways_of_writing_letters_in_one_file_are_not_guessed_at(tmp_path):
    content = "id;één\n".encode() + "a;coördinator\n".encode("cp1252")
    fault = fault_of(content, "t.csv", tmp_path)
    assert (fault.line, fault.column) == (1, 4) and "on line 2" in str(fault)


def test_a_file_beyond_all_sense_is_refused_without_being_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_BYTES", 1_000_000)
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        file.truncate(10**10)  # ten gigabytes of nothing
    with pytest.raises(FileFault, match="larger than 1 MB"):
        sheets_of(path, is_head)
    with pytest.raises(FileFault, match="larger than 1 MB"):
        files.content_of(Path("/dev/zero"))


def test_a_folder_and_a_missing_file_are_told_in_words(tmp_path):
    with pytest.raises(FileFault, match="it is a folder"):
        sheets_of(tmp_path, is_head)
    with pytest.raises(FileFault) as caught:
        sheets_of(tmp_path / "nowhere.csv", is_head)
    assert told(caught.value, "nl") == "kan niet gelezen worden: dit bestand is er niet"


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fall_over(content):
    try:
        text = text_of(content)
    except FileFault as fault:
        assert fault.line >= 1 and fault.column >= 1 and told(fault, "nl")
        return
    assert not CONTROL.search(text) and "\r" not in text
    try:
        text_sheet(text, is_head)
    except FileFault as fault:
        assert "never closed" in str(fault)


@given(
    st.lists(st.lists(st.text("ab;,\"\n\t é'", max_size=6), min_size=2, max_size=4), min_size=1, max_size=5)
)
def test_what_the_csv_module_writes_is_read_as_it_was(rows):
    import csv

    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    found = text_sheet("sep=;\n" + out.getvalue(), is_head).lines
    wanted = [[cell.strip() for cell in row] for row in rows]
    assert [[cell.text for cell in line.values()] for line in found] == [row for row in wanted if any(row)]
