"""A path in a scenario is read from the folder of the file that names it, however it was reached."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from youthsim import catalogue
from youthsim.catalogue.finding import bundled_folder, find_base, find_scenario, working_folder
from youthsim.cli import main
from youthsim.scenario.faults import ScenarioError

MARGINS = """\
place: dorp
name: Dorp
year: 2024
margins:
  children_0_4: {value: 410, source: CBS}
  children_5_9: {value: 455, source: CBS}
  children_10_14: {value: 470, source: CBS}
  children_15_19: {value: 480, source: CBS}
"""
BASE = "schema: 1\nextends: zwolle-30-40\nplace: {margins: dorp.yaml}\n"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of towns with a base that names its margins, and one of pilots beside it."""
    towns, pilots = tmp_path / "towns", tmp_path / "pilots"
    towns.mkdir()
    pilots.mkdir()
    (towns / "dorp.yaml").write_text(MARGINS, encoding="utf-8")
    (towns / "base-dorp.yaml").write_text(BASE, encoding="utf-8")
    (pilots / "pilot.yaml").write_text("schema: 1\nextends: ../towns/base-dorp.yaml\n", encoding="utf-8")
    return towns, pilots


def test_margins_that_a_base_names_are_found_beside_the_base(folders: tuple[Path, Path]) -> None:
    towns, pilots = folders
    pilot, base = catalogue.load(pilots / "pilot.yaml"), catalogue.load(towns / "base-dorp.yaml")
    assert pilot.margins_file is not None and base.margins_file is not None
    assert pilot.margins_file.samefile(base.margins_file)
    assert pilot.place == base.place == "dorp"


def test_margins_that_the_child_names_are_found_beside_the_child(folders: tuple[Path, Path]) -> None:
    pilots = folders[1]
    (pilots / "eigen.yaml").write_text(MARGINS.replace("410", "310"), encoding="utf-8")
    text = "schema: 1\nextends: ../towns/base-dorp.yaml\nplace: {margins: eigen.yaml}\n"
    (pilots / "own.yaml").write_text(text, encoding="utf-8")
    found = catalogue.load(pilots / "own.yaml").margins_file
    assert found is not None and found.samefile(pilots / "eigen.yaml")


def test_a_chain_of_bases_and_a_resolved_scenario_keep_the_file(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    pilots = folders[1]
    deeper = pilots / "deeper"
    deeper.mkdir()
    (deeper / "third.yaml").write_text("schema: 1\nextends: ../pilot.yaml\n", encoding="utf-8")
    third = catalogue.load(deeper / "third.yaml")
    assert third.margins_file is not None and third.margins_file.is_file()
    assert third.resolved()["place"] == {"margins": "../../towns/dorp.yaml"}


def test_a_margins_file_that_is_nowhere_is_told_in_the_base_with_its_folder(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    towns, pilots = folders
    monkeypatch.chdir(pilots)
    (towns / "dorp.yaml").rename(towns / "elders.yaml")
    with pytest.raises(ScenarioError) as error:
        catalogue.load("pilot.yaml")
    (fault,) = error.value.faults
    assert str(fault.position) == f"{towns.resolve() / 'base-dorp.yaml'}:3:18"
    assert f"no file 'dorp.yaml' in {towns.resolve()}" in str(fault)


def test_a_posterior_that_a_base_names_is_found_beside_the_base(folders: tuple[Path, Path]) -> None:
    towns, pilots = folders
    (towns / "fit").mkdir()
    (towns / "base-dorp.yaml").write_text(BASE + "posterior: fit\n", encoding="utf-8")
    assert catalogue.load(pilots / "pilot.yaml").posterior == "../towns/fit"
    assert catalogue.load(towns / "base-dorp.yaml").posterior == "fit"


@pytest.mark.parametrize("name", ["n" * 300, "n" * 300 + ".yaml", "a\0b", "/" + "d/" * 3000 + "x.yaml"])
def test_a_name_that_no_disk_can_hold_is_a_fault(name: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError):
        find_scenario(name)
    with pytest.raises(LookupError):
        find_base(name, tmp_path)


def test_a_working_folder_that_was_removed_is_said(tmp_path: Path) -> None:
    gone, home = tmp_path / "gone", Path.cwd()
    gone.mkdir()
    os.chdir(gone)
    try:
        gone.rmdir()
        with pytest.raises(ScenarioError, match="not there any more"):
            working_folder()
        assert catalogue.load("zwolle-30-40").place == "zwolle"  # bundled, so found from anywhere
        for command in (["run", "mine.yaml"], ["run", "zwolle-30-40", "--draws", "1"], ["new", "mine"]):
            result = CliRunner().invoke(main, command)
            assert result.exit_code in (2, 3) and isinstance(result.exception, SystemExit), result.output
    except OSError:
        pytest.skip("this system keeps a working folder")
    finally:
        os.chdir(home)


def test_a_chain_of_bases_has_an_end(tmp_path: Path) -> None:
    for k in range(30):
        (tmp_path / f"s{k}.yaml").write_text(f"schema: 1\nextends: s{k + 1}.yaml\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="more than 20 bases"):
        catalogue.load(tmp_path / "s0.yaml")


def test_bundled_scenarios_name_no_file_of_their_own() -> None:
    for path in bundled_folder().glob("*.yaml"):
        assert "margins:" not in path.read_text(encoding="utf-8")
