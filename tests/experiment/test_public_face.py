"""What a researcher imports and types."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

import youthsim
from youthsim.cli import main


def test_importing_youthsim_loads_nothing_heavy():
    code = (
        "import sys, youthsim; print([m for m in ('numpy', 'numba', 'pandas', 'mesa') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


@pytest.mark.parametrize(
    "name", ["load", "run", "scale", "sensitivity", "audit", "outcomes", "Scenario", "Result"]
)
def test_each_public_name_is_there(name):
    assert getattr(youthsim, name) is not None and name in dir(youthsim)


def test_a_name_that_does_not_exist_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'happiness'"):
        _ = youthsim.happiness


def test_outcomes_lists_id_unit_and_direction_as_json():
    listed = CliRunner().invoke(main, ["outcomes", "--json"])
    rows = {row["id"]: row for row in json.loads(listed.output)}
    assert rows["incidents"]["better"] == -1 and rows["net_saving"]["unit"] == "cents"
    assert "incidents" in CliRunner().invoke(main, ["outcomes"]).output


@pytest.mark.parametrize("command", ["run", "scale", "sensitivity"])
def test_a_scenario_that_does_not_exist_is_exit_2_without_a_traceback(command, tmp_path):
    result = CliRunner().invoke(main, [command, "nowhere", "--out", str(tmp_path)])
    assert result.exit_code == 2 and "Traceback" not in result.output


def test_wrong_options_are_exit_2_and_say_what_is_expected(tmp_path):
    sizes = CliRunner().invoke(main, ["scale", "zwolle-30-40", "--sizes", "six", "--out", str(tmp_path)])
    assert sizes.exit_code == 2 and "6,10,20,40" in sizes.output
    outcome = CliRunner().invoke(
        main, ["sensitivity", "zwolle-30-40", "--outcome", "incident", "--out", str(tmp_path)]
    )
    assert outcome.exit_code == 2 and "incidents" in outcome.output
    base = CliRunner().invoke(
        main, ["sensitivity", "zwolle-30-40", "--base-samples", "30", "--out", str(tmp_path)]
    )
    assert base.exit_code == 2 and "power of two" in base.output
