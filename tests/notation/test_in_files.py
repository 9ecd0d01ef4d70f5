"""Numbers in registers, scenarios, margins and targets, as people have them: read right, or asked back."""

from __future__ import annotations

from pathlib import Path

import pytest

from youthsim import catalogue
from youthsim.calibration.targets import read_targets
from youthsim.evidence.audit import Finding, audit
from youthsim.evidence.own_register import load_own
from youthsim.evidence.own_rows import OwnRegisterError
from youthsim.population.margins import Margins, margins_from_file
from youthsim.scenario.faults import ScenarioError

# --- registers ------------------------------------------------------------------------------------------

HEAD = "id;quantity;value;unit;formula;part_of;period;price_year\n"


def findings(folder: Path, *rows: str) -> dict[str, Finding]:
    path = folder / "own.csv"
    path.write_text(HEAD + "".join(row + "\n" for row in rows), encoding="utf-8")
    return {one.id: one for one in audit(load_own([path])) if one.check in ("recomputed", "sum")}


def refusals(folder: Path, *rows: str) -> str:
    with pytest.raises(OwnRegisterError) as caught:
        findings(folder, *rows)
    return str(caught.value)


@pytest.mark.parametrize("credit", ["1.812,25-", "−1.812,25", "(1.812,25)", "€ -1.812,25"])
def test_a_credit_in_the_notation_of_bookkeeping_is_below_zero(credit: str, tmp_path: Path) -> None:
    rows = ("spent;s;20.000,00;EUR;;;;2022", f"back;b;{credit};EUR;;;;2022")
    right = findings(tmp_path, *rows, "net;n;18.187,75;EUR;spent + back;;;2022")["net"]
    assert (right.verdict, right.recomputed) == ("agrees", 18187.75)
    wrong = findings(tmp_path, *rows, "net;n;21.812,25;EUR;spent + back;;;2022")["net"]
    assert wrong.verdict == "contradiction"


@pytest.mark.parametrize("mark", [",-", ",=", ",--", ".-", ",–"])
def test_whole_euros_are_whole_euros(mark: str, tmp_path: Path) -> None:
    found = findings(tmp_path, f"a;a;€ 48.215{mark};EUR;;;;2022", "b;b;96430;EUR;2 * a;;;2022")["b"]
    assert (found.verdict, found.recomputed) == ("agrees", 96430)


THOUSANDS = ["x € 1.000", "bedragen x € 1.000", "€ 1.000", "1000 EUR", "KEUR", "k€", "duizend euro"]
MILLIONS = ["mln EUR", "mln. euro", "MEUR", "miljoen euro", "M€"]


@pytest.mark.parametrize("small", THOUSANDS)
@pytest.mark.parametrize("large", MILLIONS)
def test_thousands_and_millions_of_euros_add_up(small: str, large: str, tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        f"stay;s;5120;{small};;all;;2022",
        f"day;d;2370;{small};;all;;2022",
        f"all;t;7,49;{large};;;;2022",
        "whole;w;7490000;EUR;stay + day;;;2022",
    )
    sums = [one for one in found.values() if one.figures[0] == "all"]
    assert [one.verdict for one in sums] == ["agrees"]
    assert sums[0].recomputed == 7_490_000 and sums[0].unit == "EUR"
    assert found["whole"].verdict == "agrees"


def test_a_total_in_millions_that_is_wrong_by_a_thousand_still_contradicts(tmp_path: Path) -> None:
    found = findings(tmp_path, "a;a;5120;EUR;;;;2022", "b;b;5,12;mln euro;a;;;2022")["b"]
    assert found.verdict == "contradiction"


def test_a_formula_that_converts_by_hand_is_taken_as_it_was_meant(tmp_path: Path) -> None:
    found = findings(tmp_path, "a;a;160604;1000 EUR;;;;2022", "b;b;160,6;MEUR;a / 1000;;;2022")["b"]
    assert found.verdict == "agrees"
    found = findings(tmp_path, "a;a;160604;1000 EUR;;;;2022", "b;b;16,06;MEUR;a / 1000;;;2022")["b"]
    assert found.verdict == "contradiction"


def test_rounding_in_millions_is_that_of_the_print(tmp_path: Path) -> None:
    rows = ("a;a;7,5;mln EUR;;;;2022", "b;b;{};EUR;a * 1;;;2022")
    assert findings(tmp_path, rows[0], rows[1].format("7540000"))["b"].verdict == "rounding"
    assert findings(tmp_path, rows[0], rows[1].format("7640000"))["b"].verdict == "contradiction"


def test_what_says_two_things_of_its_size_or_sort_is_refused(tmp_path: Path) -> None:
    told = refusals(
        tmp_path,
        "a;a;4,7 mln;MEUR;;;;2022", "b;b;€ 300;hours;;;;", "c;c;31%;EUR;;;;2022", "d;d;300;GBP;;;;2022",
        "e;e;71.208;x € 1.000;;;;2022",
    )  # fmt: skip
    for place, words in ((2, "its unit says it again"), (3, "an amount of money, in a row of hours"),
                         (4, "a percentage, in a row of EUR"), (5, "is not in euros"),
                         (6, "can be read as 71208 or as 71.208")):  # fmt: skip
        assert any(f"own.csv:{place}:" in line and words in line for line in told.splitlines()), (place, told)


def test_dutch_dates_and_units_of_a_register_are_read(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        "begin;b;27-4-2019;datum;;;;",
        "einde;e;1 oktober 2020;date;;;;",
        "duur;d;18;maanden;einde - begin;;;",
    )["duur"]
    assert (found.recomputed, found.unit, found.verdict) == (18, "months", "agrees")


# --- scenarios ------------------------------------------------------------------------------------------


def told_of(folder: Path, text: str) -> list[str]:
    path = folder / "question.yaml"
    path.write_text("extends: zwolle-30-40\ntitle: a question\n" + text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        catalogue.load(path)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("draws: 2.000", "draws: '2.000' is read by YAML as 2, and may mean 2000 (write 2000)"),
        ("draws: 2 000", "(write 2000)"),
        ("seed: 2e3", "seed: '2e3' is written with an exponent (write 2000)"),
        ("seed: 0x2F", "written in hexadecimal (write 47)"),
        ("seed: 042", "begins with a zero, as a code does (write 42"),
        ("seed: 7:45", "is a time or a ratio"),
        ("seed: –7", "(write -7)"),
        ("replicates: 2,4", "2,4 is not a whole number"),
        ("caseload: {sizes: [2.000]}", "'2.000' is read by YAML as 2, and may mean 2000"),
        ("caseload: {sizes: [10, 1,400]}", "1,400 in brackets is two numbers to YAML (write 1400"),
        ("caseload: {sizes: [1,400]}", "or `1, 400` with a space for two numbers"),
        (
            "parameters: {need_persistence: {uniform: [0,7, 0,8]}}",
            "0,7 in brackets is two numbers to YAML (write 0.7)",
        ),
        (
            "parameters: {need_persistence: {uniform: [0,7,0,8]}}",
            "0,7 in brackets is two numbers to YAML (write 0.7)",
        ),
        (
            "parameters: {need_persistence: {normal: {mean: 0,93, sd: 0.01}}}",
            "so 0,93 was torn apart (write 0.93",
        ),
        ("claim: {reported_total: €71.208 (2024)}", "can be read in two ways (write €71,208 for thousands)"),
        ("horizon: 12:30", "'12:30' is not a duration"),
        ("title_nl: “Pilot: wat?”", "a curly quotation mark, which does not quote here"),
        ("caseload:\n\u00a0 target: 30", "indented with a non-breaking space"),
    ],
)
def test_a_scenario_says_what_happened_to_a_number(line: str, words: str, tmp_path: Path) -> None:
    told = told_of(tmp_path, line + "\n")
    assert any(words in one for one in told), told
    assert not any("is not a whole number" in one for one in told) or "2,4" in line


def test_a_torn_number_is_one_fault(tmp_path: Path) -> None:
    assert len(told_of(tmp_path, "parameters: {need_persistence: {uniform: [0,7, 0.8]}}\n")) == 1
    assert len(told_of(tmp_path, "parameters: {need_persistence: {normal: {mean: 0,93, sd: 0.01}}}\n")) == 1


def test_a_scenario_in_dutch_notation_is_the_scenario_in_english(tmp_path: Path) -> None:
    dutch, english = (tmp_path / f"{name}.yaml" for name in ("dutch", "english"))
    form = "extends: zwolle-30-40\nname: q\ntitle: t\nhorizon: {}\ndiscount: {}\npopulation_share: {}\n"
    form += "parameters: {{need_persistence: {}}}\nclaim:\n  reported_total: {}\n"
    dutch.write_text(
        form.format("4 jaar", "2,5 % per jaar", "20 procent", '"0,93"', "€ 318.225,- (prijspeil 2021)")
    )
    english.write_text(form.format("48 months", "2.5% per year", "20%", "0.93", "€318,225 (2021)"))
    assert catalogue.load(dutch).resolved() == catalogue.load(english).resolved()


# --- margins --------------------------------------------------------------------------------------------

TOWN = "place: t\nname: T\nyear: 2024\nmargins:\n"
AGES = [f"children_{age}" for age in ("0_4", "5_9", "10_14", "15_19")]


def margins(folder: Path, *values: str, more: str = "") -> Margins:
    path = folder / "town.yaml"
    lines = [f"  {name}: {{value: {value}, source: s}}\n" for name, value in zip(AGES, values, strict=True)]
    path.write_text(TOWN + "".join(lines) + more, encoding="utf-8")
    return margins_from_file(path)


@pytest.mark.parametrize("count", ["2.118", '"2.118"', '"2,118"', "2.110", "21e2"])
def test_children_with_a_separator_of_thousands_are_asked_back(count: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"town\.yaml:5:25: margins\.children_0_4\.value: .*write 21[01]"):
        margins(tmp_path, count, "2200", "2300", "2400")


@pytest.mark.parametrize("count", ["2118", "2 118", "2'118", "2_118", '"2 118"', "2\u00a0118"])
def test_children_are_read_where_there_is_one_meaning(count: str, tmp_path: Path) -> None:
    assert margins(tmp_path, count, "2200", "2300", "2400").children_0_4 == 2118


def test_a_fraction_of_a_child_is_refused_also_from_python() -> None:
    with pytest.raises(ScenarioError, match="may mean 1345"):
        Margins.from_mapping(
            {"place": "t", "year": 2024, "margins": {name: {"value": 1.345, "source": "s"} for name in AGES}}
        )
    with pytest.raises(ScenarioError, match="a whole number"):
        Margins.from_mapping(
            {"place": "t", "year": 2024, "margins": {name: {"value": 345.5, "source": "s"} for name in AGES}}
        )


def test_a_share_in_dutch_or_in_percent_is_read_and_a_torn_one_is_told(tmp_path: Path) -> None:
    town = ("2118", "2200", "2300", "2400")
    assert (
        margins(tmp_path, *town, more="  single_parent:\n    value: 24,6%\n    source: s\n").single_parent
        == 0.246
    )
    assert margins(tmp_path, *town, more='  girls: {value: "0,49", source: s}\n').girls == 0.49
    with pytest.raises(ScenarioError, match="so 24,6% was torn apart.*write 24.6%") as caught:
        margins(tmp_path, *town, more="  single_parent: {value: 24,6%, source: s}\n")
    assert len(caught.value.faults) == 1
    with pytest.raises(ScenarioError, match="as a percentage: 24.6%"):
        margins(tmp_path, *town, more="  single_parent: {value: 24.6, source: s}\n")
    with pytest.raises(ScenarioError, match="a figure that is not there"):
        margins(tmp_path, *town, more="  single_parent: {value: ., source: s}\n")


# --- targets --------------------------------------------------------------------------------------------


def target_faults(folder: Path, values: str) -> str:
    path = folder / "targets.yaml"
    path.write_text(
        f"schema: 1\ntargets:\n  - id: a\n    outcome: returns_to_school\n    use: validation\n{values}"
    )
    with pytest.raises(ScenarioError) as caught:
        read_targets(path, to_fit=False)
    return str(caught.value)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("    value: 1.482\n", "'1.482' is read by YAML as 1.482, and may mean 1482 (write 1482"),
        ('    value: "1.482"\n', "can be read as 1482 or as 1.482"),
        ("    value: 40\n    n: 1.200\n", "'1.200' is read by YAML as 1.2, and may mean 1200"),
        ("    value: 12 %\n", "is a percentage, of children"),
        ('    value: "inf"\n', "is not a number to calculate with"),
        ('    value: "nan"\n', "is not a number to calculate with"),
        ("    value: 12-18\n", "is a range"),
    ],
)
def test_a_target_says_what_happened_to_a_number(values: str, words: str, tmp_path: Path) -> None:
    assert words in target_faults(tmp_path, values)
