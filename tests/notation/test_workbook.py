"""A workbook reads as a person sees it: shown decimals, per cents, dates, merged units; bombs are refused."""

import time
import zipfile

import pytest
from workbooks import MAIN, cell, plain_sheet, sheet, workbook

from youthsim.notation import workbook as reader
from youthsim.notation.files import FileFault, sheets_of
from youthsim.notation.workbook import name_of, shown_by

HEAD = ("id", "quantity", "value", "unit")


def is_head(name: str) -> bool:
    return name in HEAD


def cells_of(path, number=0):
    found = sheets_of(path, is_head)[number]
    return {name_of(one): one for line in found.lines for one in line.values()}


def test_cells_are_read_as_they_are_shown(tmp_path):
    rows = {
        3: [cell("B3", 61234.4999, "euro"), cell("C3", 0.2435, "percent"), cell("D3", 45000, "date")],
        7: [
            cell("B7", 0.1 + 0.2),
            cell("C7", 61.234),
            cell("D7", 45000.6, "month"),
            cell("E7", -0.5, "euro"),
        ],
    }
    found = cells_of(workbook(tmp_path / "t.xlsx", {"Blad1": sheet(rows)}))
    assert {name: one.text for name, one in found.items()} == {
        "B3": "61234", "C3": "24.4%", "D3": "2023-03-15", "B7": "0.3", "C7": "61.234", "D7": "2023-03",
        "E7": "-1",
    }  # fmt: skip
    assert found["C7"].typed and not found["C3"].typed
    assert (found["C7"].line, found["C7"].column) == (7, 3)


@pytest.mark.parametrize(
    ("code", "decimals", "percent", "thousands", "date"),
    [
        ("General", None, False, 0, ""),
        ("#,##0.00", 2, False, 0, ""),
        ("[$€-413] #,##0.00;[Red]-#,##0.00", 2, False, 0, ""),
        ('_ "€" * #,##0_ ;_ "€" * -#,##0_ ', 0, False, 0, ""),
        ("0.0%", 1, True, 0, ""),
        ("0.###", None, False, 0, ""),
        ('#,##0, "x € 1.000"', 0, False, 1, ""),
        ('0.0,, "mln"', 1, False, 2, ""),
        ("[$-413]d mmmm yyyy;@", None, False, 0, "d m y"),
        ("mmm-yy", None, False, 0, "m y"),
        ("0.00E+00", None, False, 0, ""),
        ("# ?/?", None, False, 0, ""),
    ],
)
def test_number_formats_of_excel(code, decimals, percent, thousands, date):
    assert tuple(shown_by(code)) == (decimals, percent, thousands, date)


def test_a_number_shown_in_thousands_is_asked_back_since_it_can_mean_two_amounts(tmp_path):
    found = cells_of(
        workbook(tmp_path / "t.xlsx", {"Blad1": sheet({1: [cell("A1", 61234000, "thousands")]})})
    )
    assert "shown as 61234" in found["A1"].trouble and "holds 61234000" in found["A1"].trouble


def test_a_formula_counts_by_its_stored_result_and_without_one_it_is_told(tmp_path):
    rows = {
        1: [cell("A1", 12.5, formula="B1/2"), cell("B1", None, formula="C1*2"), cell("C1", "", formula="x")]
    }
    found = cells_of(workbook(tmp_path / "t.xlsx", {"Blad1": sheet(rows)}))
    assert found["A1"].text == "12.5" and not found["A1"].trouble
    assert "=C1*2" in found["B1"].trouble
    assert "C1" not in found  # an empty text is a result


def test_a_unit_merged_over_rows_is_the_unit_of_each(tmp_path):
    rows = {k: [cell(f"A{k}", k)] for k in (1, 2, 3, 9)}
    rows[1].append(cell("B1", "EUR"))
    found = cells_of(workbook(tmp_path / "t.xlsx", {"Blad1": sheet(rows, ("B1:B3", "A9:XFD1048576"))}))
    assert [found[f"B{k}"].text for k in (1, 2, 3)] == ["EUR"] * 3
    assert [found[f"B{k}"].merged for k in (1, 2, 3)] == [False, True, True]
    assert "B9" not in found


def test_sheets_keep_their_names_and_say_when_they_are_hidden(tmp_path):
    path = workbook(
        tmp_path / "t.xlsx", {"Kosten": plain_sheet(HEAD), "Oud": plain_sheet(HEAD)}, hidden=("Oud",)
    )
    assert [(one.name, one.hidden) for one in sheets_of(path, is_head)] == [("Kosten", False), ("Oud", True)]


def test_shared_and_rich_texts_are_read_and_odd_letters_unescaped(tmp_path):
    shared = f"<sst {MAIN}><si><r><t>één </t></r><r><t>tekst_x0021_</t></r><rPh><t>no</t></rPh></si></sst>"
    relations = (
        zipfile.ZipFile(workbook(tmp_path / "base.xlsx", {"B": ""}))
        .read("xl/_rels/workbook.xml.rels")
        .decode()
    )
    more = (
        '<Relationship Id="t" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>'
    )
    path = tmp_path / "t.xlsx"
    workbook(path, {"B": sheet({1: ['<c r="A1" t="s"><v>0</v></c>']})})
    content = {one: zipfile.ZipFile(path).read(one) for one in zipfile.ZipFile(path).namelist()}
    content["xl/_rels/workbook.xml.rels"] = relations.replace("</Relationships>", more).encode()
    content["xl/sharedStrings.xml"] = shared.encode()
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in content.items():
            packed.writestr(name, part)
    assert cells_of(path)["A1"].text == "één tekst!"


def refused(path) -> str:
    with pytest.raises(FileFault) as caught:
        sheets_of(path, is_head)
    return str(caught.value)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(reader.LARGEST_UNPACKED // 10**6 + 2):
                part.write(b"\0" * 10**6)
        packed.writestr("xl/workbook.xml", "<workbook/>")
    assert path.stat().st_size < 10**6
    begun = time.perf_counter()
    assert "when it is unpacked" in refused(path)
    assert time.perf_counter() - begun < 1


def test_entities_that_multiply_and_cells_without_number_are_refused(tmp_path, monkeypatch):
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    laughs = f'{entities}<worksheet><c r="A1"><v>&b;</v></c></worksheet>'
    assert "damaged" in refused(workbook(tmp_path / "laughs.xlsx", {"B": laughs}))
    monkeypatch.setattr(reader, "MOST_ELEMENTS", 5_000)
    many = f"<worksheet {MAIN}><sheetData><row>{'<c/>' * 10_000}</row></sheetData></worksheet>"
    assert "cells" in refused(workbook(tmp_path / "many.xlsx", {"B": many}))


@pytest.mark.parametrize(
    "content",
    [
        "<worksheet",
        f'<worksheet {MAIN}><sheetData><row><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>',
        f'<worksheet {MAIN}><sheetData><row r="one"><c r="A1"><v>7</v></c></row></sheetData></worksheet>',
        f'<worksheet {MAIN}><sheetData><row r="1"><c r="ZZZ1"><v>7</v></c></row></sheetData></worksheet>',
        f'<worksheet {MAIN}><sheetData><row><c r="A1"><v>seven</v></c></row></sheetData></worksheet>',
        f'<worksheet {MAIN}><sheetData><row><c r="A1" s="4"><v>1e300</v></c></row></sheetData></worksheet>',
    ],
)
def test_a_ruin_is_told_in_words(content, tmp_path):
    assert "damaged Excel workbook" in refused(workbook(tmp_path / "t.xlsx", {"B": content}))


def test_a_torn_workbook_is_told_in_words(tmp_path):
    whole = workbook(tmp_path / "t.xlsx", {"B": plain_sheet(HEAD)}).read_bytes()
    for size in range(0, len(whole), 97):
        path = tmp_path / "torn.xlsx"
        path.write_bytes(whole[:size])
        assert refused(path)
