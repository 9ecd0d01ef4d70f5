"""An own register as people have it: Dutch names, Excel, titles above the table; and its audit in Dutch."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from youthsim.cli import main
from youthsim.evidence.audit import audit
from youthsim.evidence.own_names import DUTCH_COLUMNS, DUTCH_WORDS, column_of, word_of
from youthsim.evidence.own_register import WORDS, OwnRegisterError, load_own

sys.path.insert(0, str(Path(__file__).parents[1] / "notation"))
from workbooks import cell, plain_sheet, sheet, workbook

REGISTERS = sorted((Path(__file__).parent / "registers").glob("*.csv"))
NAMES = ("naam", "omschrijving", "waarde", "eenheid", "formule")
FIGURES = (
    ("plekken", "Plekken in de opvang", 26, "places", None),
    ("prijs", "Prijs van een plek, één jaar", 8450.5, "EUR/place", None),
    ("samen", "Prijs van alle plekken", 219713, "EUR", "plekken * prijs"),
)


def run(*arguments):
    return CliRunner().invoke(main, ["audit", *map(str, arguments)])


def faults(path, lang="en"):
    with pytest.raises(OwnRegisterError) as caught:
        load_own([path])
    return [one.told(lang).removeprefix(f"{path}:") for one in caught.value.faults]


def table(*rows, names=NAMES):
    lines = [names, *rows]
    return "\n".join(
        ";".join("" if one is None else str(one).replace(".", ",") for one in line) for line in lines
    )


def written(folder, text, name="own.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_table_and_a_workbook_give_the_same_audit(tmp_path):
    text = table(*FIGURES)
    paths = [
        written(tmp_path, text, "a.csv"),
        written(tmp_path, text, "b.csv", "cp1252"),
        written(tmp_path, "sep=;\n" + text.replace("\n", "\r\n"), "c.csv", "utf-8-sig"),
        written(tmp_path, text.replace(";", "\t"), "d.txt", "utf-16"),
        workbook(tmp_path / "e.xlsx", {"Blad1": plain_sheet(NAMES, *FIGURES)}),
    ]
    found = [[(one.id, one.verdict, one.recomputed) for one in audit(load_own([path]))] for path in paths]
    assert found[0][0] == ("samen", "agrees", 219_713)
    assert all(one == found[0] for one in found)


def test_every_column_has_a_dutch_name_in_whatever_case_accent_and_spacing():
    for column, dutch in DUTCH_COLUMNS.items():
        for name in (column, *dutch):
            for typed in (name, name.upper(), f"  {name} ", name.replace(" ", "_"), name.replace("e", "é")):
                assert column_of(typed) == column, typed


def test_the_words_of_kind_statistic_and_grade_may_be_dutch():
    for column, words in DUTCH_WORDS.items():
        assert set(words.values()) == {one for one in WORDS[column] if one}
        assert all(word_of(column, dutch.title()) == english for dutch, english in words.items())


def test_an_unknown_column_is_met_with_the_nearest_in_the_language_of_the_answer(tmp_path):
    path = written(tmp_path, table(FIGURES[0], names=("naam", "omschrijvng", "waarde", "eenheid", "kleur")))
    assert faults(path)[1] == "1:6: unknown column 'omschrijvng'; did you mean 'omschrijving'?"
    dutch = faults(path, "nl")
    assert dutch[1] == "1:6: onbekende kolom 'omschrijvng'; bedoelt u 'omschrijving'?"
    assert dutch[0] == "1:1: de kolom omschrijving ontbreekt"
    assert dutch[2].startswith("1:33: onbekende kolom 'kleur' (bekend: naam, omschrijving, waarde")


def test_a_name_with_two_meanings_is_asked_back(tmp_path):
    path = written(
        tmp_path, table(FIGURES[0], names=("naam", "omschrijving", "aantal", "eenheid", "formule"))
    )
    assert "can mean two things (write waarde or aantal gevallen)" in "\n".join(faults(path))


def test_two_names_for_one_column_are_told(tmp_path):
    path = written(tmp_path, table(FIGURES[0], names=("naam", "omschrijving", "waarde", "eenheid", "value")))
    assert "column 'value' stands here twice" in faults(path)[0]


def test_titles_above_the_table_are_skipped_and_said(tmp_path):
    path = written(tmp_path, "Opvang 2025;;;;\n;;;;\n" + table(*FIGURES))
    result = run(path, "--lang", "nl")
    assert result.exit_code == 0
    assert "de tabel begint op regel 3; wat erboven staat is niet gelezen" in result.stderr


def test_a_title_that_speaks_of_thousands_is_asked_back_above_plain_euros(tmp_path):
    path = written(tmp_path, "Bedragen x € 1.000;;;;\n" + table(*FIGURES))
    assert faults(path)[0].startswith("1:1: 'Bedragen x € 1.000' stands above the table")
    assert run(path).exit_code == 2
    plain = written(tmp_path, "Bedragen x € 1.000;;;;\n" + table(FIGURES[0]))
    assert run(plain).exit_code == 0  # no amounts below it


def test_a_cell_under_no_name_is_told_and_empty_ones_are_not_missed(tmp_path):
    stray = table(FIGURES[0]) + ";;let op"
    assert faults(written(tmp_path, stray))[0].startswith("2:42: 'let op' stands under no column name")
    short = "naam;omschrijving;waarde;eenheid;formule;;;\nplekken;Plekken;26;places\n"
    assert len(load_own([written(tmp_path, short)])) == 1


def test_which_sheets_were_read_is_said_and_a_fault_names_the_cell(tmp_path):
    sheets = {
        "Toelichting": plain_sheet(("tekst",)),
        "Kosten": plain_sheet(("Titel",), NAMES, FIGURES[0]),
        "Oud": plain_sheet(NAMES, FIGURES[0]),
    }
    path = workbook(tmp_path / "own.xlsx", sheets, hidden=("Oud",))
    said: list[str] = []
    assert len(load_own([path], said.append)) == 1
    assert said == [
        f"{path}: sheet 'Kosten' begins on line 2; what stands above it was not read",
        f"{path}: read 'Kosten'; not read: 'Toelichting', 'Oud'",
    ]
    wrong = plain_sheet(NAMES, ("plekken", "Plekken", "veel", "places", None))
    told = faults(workbook(tmp_path / "own.xlsx", {"Kosten": wrong}), "nl")
    assert told[0].startswith("2:3: blad 'Kosten', cel C2: waarde: 'veel' ")


def test_a_workbook_says_what_it_cannot_trust_and_a_merged_value_is_no_value_of_two_rows(tmp_path):
    rows = {
        1: [cell(f"{letter}1", name) for letter, name in zip("ABCDE", NAMES, strict=True)],
        2: [cell("A2", "a"), cell("B2", "een"), cell("C2", 61234000, "thousands"), cell("D2", "EUR")],
        3: [cell("A3", "b"), cell("B3", "twee"), cell("C3", None, formula="C2/2"), cell("D3", "EUR")],
        4: [cell("A4", "c"), cell("B4", "drie"), cell("C4", 7), cell("D4", "EUR")],
        5: [cell("A5", "d"), cell("B5", "vier")],
    }
    path = workbook(tmp_path / "own.xlsx", {"Blad1": sheet(rows, ("C4:C5", "D4:D5"))})
    found = faults(path)
    assert [one.split(":")[2].strip() for one in found] == ["sheet 'Blad1', cell C2", "sheet 'Blad1', "
                                                                                      "cell C3",
                                                            "sheet 'Blad1', cell C5"]  # fmt: skip
    assert "shown as 61234" in found[0] and "no stored result" in found[1] and "is merged" in found[2]


def test_three_decimals_of_a_workbook_are_three_decimals(tmp_path):
    path = workbook(tmp_path / "own.xlsx", {"B": plain_sheet(NAMES[:4], ("a", "maat", 61.234, "ratio"))})
    assert load_own([path])["a"].value == 61.234


def test_the_answer_in_dutch_has_no_english_around_the_figures(tmp_path):
    wrong = [*FIGURES[:2], ("samen", "Prijs van alle plekken", 291713, "EUR", "plekken * prijs")]
    path, page, rows = written(tmp_path, table(*wrong)), tmp_path / "audit.html", tmp_path / "audit.csv"
    result = run(path, "--lang", "nl", "--html", page, "--csv", rows)
    assert result.exit_code == 1
    text = result.stdout + page.read_text(encoding="utf-8")
    for dutch in (
        "tegenspraak",
        "de formule geeft een ander getal",
        "€ 219.713",
        "zonder besluit",
        "Controle van own.csv",
    ):
        assert dutch in text, dutch
    for english in (
        "verdict",
        "contradictions",
        "printed",
        "figures",
        "no decision",
        "Audit of",
        "Recomputed",
    ):
        assert english not in text.replace('class="tag contradiction"', ""), english
    assert "samen;tegenspraak;Prijs van alle plekken;291713;219713" in rows.read_text(encoding="utf-8-sig")
    found = {row["id"]: row for row in json.loads(run(path, "--lang", "nl", "--json").stdout)}
    assert found["samen"]["verdict"] == "contradiction"  # keys and verdicts are for programs
    assert found["samen"]["message"] == "de formule geeft een ander getal; twee cijfers zijn verwisseld"


@pytest.mark.parametrize("path", REGISTERS, ids=lambda path: path.stem)
def test_sound_registers_of_municipalities_are_left_in_peace(path):
    result = run(path, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert len(found) >= 7
    assert {row["verdict"] for row in found} <= {"agrees", "rounding"}


def test_control_characters_that_yaml_can_spell_are_refused(tmp_path):
    for escape in (r"\0", r"\e", r"\x07", r"\uD800"):
        text = f'figures:\n  - {{id: a, quantity: "x{escape}y", value: 1, unit: cases}}\n'
        assert faults(written(tmp_path, text, "own.yaml"))


def test_a_right_pair_in_thousands_millions_and_euros_agrees_and_a_wrong_one_does_not(tmp_path):
    names = ("naam", "omschrijving", "waarde", "eenheid", "formule", "gelijk aan", "deel van")
    rows = (
        ("a", "Opvang", 3150, "x € 1.000", None, None, "samen"),
        ("b", "Vervoer", 1240, "1000 EUR", None, None, "samen"),
        ("samen", "Opvang en vervoer", "4,39", "mln euro", None, None, None),
        ("voluit", "Opvang en vervoer, voluit", 4390000, "EUR", "a + b", "samen", None),
        ("half", "De helft", 2195, "x € 1.000", "samen / 2", None, None),
    )
    path = written(tmp_path, table(*rows, names=names))
    assert {(one.id, one.verdict) for one in audit(load_own([path])) if one.check != "price year"} == {
        ("voluit", "agrees"),
        ("half", "agrees"),
        ("sum:samen", "agrees"),
    }
    wrong = written(
        tmp_path, table(*rows[:3], (*rows[3][:2], 4930000, *rows[3][3:]), names=names), "wrong.csv"
    )
    assert {one.verdict for one in audit(load_own([wrong])) if one.figures[0] == "voluit"} == {
        "contradiction"
    }


@pytest.mark.parametrize("formula", ["a + 500", "500", "samen - 1"])
def test_a_bare_number_beside_amounts_in_thousands_is_asked_back(formula, tmp_path):
    rows = (
        ("a", "Opvang", 3150, "x € 1.000", None),
        ("samen", "Samen", 3650, "x € 1.000", None),
        ("b", "Ook samen", 3650, "x € 1.000", formula),
    )
    (told,) = faults(written(tmp_path, table(*rows)))
    assert "in thousands or millions" in told and told.startswith("4:")


def test_mutated_registers_give_faults_or_findings_and_nothing_else(tmp_path):
    """A small part of benchmarks/fuzz_registers.py, which tries a hundred thousand."""
    sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
    from fuzz_registers import fuzz

    outcomes, escapes = fuzz(300, 2027, tmp_path)
    assert not escapes and not outcomes["slow"]
    assert outcomes["faults"] and outcomes["fine"]
