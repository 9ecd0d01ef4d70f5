"""An analyst's own register: read from CSV or YAML, with every fault at once."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from youthsim.cli import main
from youthsim.evidence.own_register import OwnRegisterError, load_own

EXAMPLE = Path(__file__).parents[2] / "docs" / "evidence" / "example-business-case.yaml"
ODD = ["", "a", "12", "1.234", "share", "EUR", "x y", "{", "- b", "a*2", '"', "%", "0"]
CLEAN = """id,quantity,value,unit,price_year,formula
cases,cases,30,cases,,
saving,saving per case,53834,EUR/case,2024,
total,saving of all,1615020,EUR,2024,cases * saving
"""


def run(*arguments):
    return CliRunner().invoke(main, ["audit", *map(str, arguments)])


def faults(tmp_path, text, name="own.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OwnRegisterError) as caught:
        load_own([path])
    return [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults]


def test_a_sound_business_case_passes(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(CLEAN)
    result = run(path)
    assert result.exit_code == 0, result.output


def test_an_unexplained_contradiction_gives_exit_1_and_a_decision_takes_it_away(tmp_path):
    wrong = CLEAN.replace("1615020", "1915020")
    path = tmp_path / "own.csv"
    path.write_text(wrong)
    assert run(path).exit_code == 1
    lines = wrong.splitlines()
    decided = [lines[0] + ",decision,value_used,why"] + [line + ",,," for line in lines[1:-1]]
    path.write_text("\n".join([*decided, lines[-1] + ",we use the product,1615020,recomputed"]))
    assert run(path).exit_code == 0


def test_every_fault_is_told_at_once_with_line_and_column(tmp_path):
    text = (
        "id,quantity,value,unit,n,part_of,formula,colour\n"
        "a,first,ten,EUR,3,,,\n"
        "b,second,53.834,eurs,0,,,\n"
        "d,third,12,cases,,nobody,,\n"
        "c,fourth,12,cases,,,aa * 2,\n"
    )
    found = faults(tmp_path, text)
    assert found[0].startswith("1:42: unknown column 'colour'")
    assert any(one.startswith("2:9: value: 'ten'") for one in found)
    assert any(one.startswith("3:10: value: '53.834' can be read as 53834 or as 53.834") for one in found)
    assert any("unit: unknown unit 'eurs'; did you mean 'EUR'" in one for one in found)
    assert any("n: '0' is not a number of cases" in one for one in found)
    assert any("no figure 'nobody'" in one for one in found)
    assert any("unknown id 'aa'" in one for one in found)


def test_a_duplicate_id_points_to_the_first(tmp_path):
    found = faults(tmp_path, "id,quantity,value,unit\na,one,1,cases\nb,two,2,cases\na,three,3,cases\n")
    assert found == ["4:1: id 'a' is already used on line 2"]


def test_a_formula_of_the_wrong_unit_is_a_fault_of_the_file(tmp_path):
    found = faults(tmp_path, "id,quantity,value,unit,formula\nh,hours,4,hours,\nm,money,4,EUR,h * 2\n")
    assert found == ["3:15: formula: gives hour, but this row is in EUR"]


def test_yaml_and_csv_say_the_same(tmp_path):
    as_yaml = "price_year: 2024\nfigures:\n"
    for row in csv.DictReader(CLEAN.splitlines()):
        as_yaml += (
            "  - {" + ", ".join(f"{k}: '{v}'" for k, v in row.items() if v and k != "price_year") + "}\n"
        )
    (tmp_path / "own.csv").write_text(CLEAN)
    (tmp_path / "own.yaml").write_text(as_yaml)
    left, right = load_own([tmp_path / "own.csv"]), load_own([tmp_path / "own.yaml"])
    assert [(one.id, one.value, one.unit) for one in left] == [(one.id, one.value, one.unit) for one in right]
    assert left.derivations == right.derivations


def test_yaml_faults_have_line_and_column_too(tmp_path):
    text = (
        "figures:\n  - id: a\n    quantity: q\n    value: many\n    unit: EUR\n    pirce_year: 2024\n"
        "  - {id: b}\n"
    )
    found = faults(tmp_path, text, "own.yaml")
    assert found[0].startswith("4:12: value: 'many'")
    assert found[1] == "6:5: unknown column 'pirce_year'; did you mean 'price_year'?"
    assert "7:5: this figure has no quantity" in found


def test_semicolons_and_dutch_numbers_are_read(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(
        "\ufeffid;quantity;value;unit;price_year\na;aantal;1.615.020,00;EUR;2024\n", encoding="utf-8"
    )
    assert load_own([path])["a"].value == 1_615_020


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "id,value\n",
        "figures",
        "a;b\n1;2\n",
        "id,quantity,value,unit\n",
        'id,quantity,value,unit\n"a,b\n',
    ],
)
@pytest.mark.parametrize("suffix", ["csv", "yaml"])
def test_files_that_are_no_register_give_exit_2_and_no_traceback(tmp_path, text, suffix):
    path = tmp_path / f"own.{suffix}"
    path.write_text(text)
    result = run(path)
    assert result.exit_code == 2
    assert f"{path}:" in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_file_that_does_not_exist_gives_exit_2(tmp_path):
    result = run(tmp_path / "nowhere.csv")
    assert result.exit_code == 2 and "cannot be read" in result.stderr


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.sampled_from(ODD), min_size=4, max_size=8))
@pytest.mark.parametrize("suffix", ["csv", "yaml"])
def test_no_file_makes_the_audit_fall_over(tmp_path, cells, suffix):
    path = tmp_path / f"own.{suffix}"
    if suffix == "csv":
        path.write_text("id,quantity,value,unit,formula,part_of,low,period\n" + ",".join(cells) + "\n")
    else:
        keys = ("id", "quantity", "value", "unit", "formula", "part_of", "low", "period")
        path.write_text(
            "figures:\n  - " + "\n    ".join(f"{k}: {c}" for k, c in zip(keys, cells, strict=False))
        )
    result = run(path)
    assert result.exit_code in (0, 1, 2), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_the_invented_business_case_is_told_all_its_ten_faults():
    result = run(EXAMPLE, "--json")
    assert result.exit_code == 1
    rows = json.loads(result.stdout)
    found = {row["check"] for row in rows if row["verdict"] in ("contradiction", "ambiguous")}
    assert found == {
        "mean",
        "n",
        "range",
        "recomputed",
        "period",
        "price year",
        "shares",
        "proportion",
        "payer",
        "circular",
    }
    assert {row["id"] for row in rows if row["explained"]} == {"duration"}
