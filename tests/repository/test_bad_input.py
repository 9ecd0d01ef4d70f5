"""Bad input beside a scenario, its posterior and its margins: told by every command that loads it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from youthsim.calibration.posterior import DRAWS, MANIFEST, Posterior, read_posterior, write_posterior
from youthsim.cli import main

COMMANDS = ("run", "town", "scale", "sensitivity", "instruments", "bench")
KEY = "mine.yaml:3:12: posterior: "
"""Where the key of the posterior has its value in `mine`."""


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read_posterior.cache_clear()


def mine(line: str) -> None:
    Path("mine.yaml").write_text(f"schema: 1\nextends: zwolle-30-40\n{line}\n", encoding="utf-8")


def a_posterior() -> Path:
    """A sound one of a single parameter, named by the scenario."""
    mine("posterior: fit")
    write_posterior(Posterior(("signal_rate",), np.array([[0.1], [0.2]]), np.array([0.5, 0.5])), Path("fit"))
    return Path("fit")


def refused(command: str) -> list[str]:
    """What the command says of a scenario that it must refuse before it lives anything, without the count."""
    result: Result = CliRunner().invoke(main, [command, "mine.yaml"])
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    *faults, count = result.stderr.splitlines()
    assert count == f"{len(faults)} fault{'' if len(faults) == 1 else 's'} found; nothing was run."
    return faults


@pytest.mark.parametrize("command", COMMANDS)
def test_a_posterior_that_is_not_there_is_told_at_its_key(command: str) -> None:
    mine("posterior: nosuch")
    (fault,) = refused(command)
    assert fault.startswith(f"{KEY}nosuch holds no posterior")
    assert "youthsim calibrate" in fault


@pytest.mark.parametrize("command", COMMANDS)
def test_draws_that_cannot_be_read_are_told_at_the_key_with_their_file(command: str) -> None:
    (a_posterior() / DRAWS).write_bytes(b"PAR1 but torn off halfway")
    (fault,) = refused(command)
    assert fault.startswith(f"{KEY}{Path('fit') / DRAWS}: ")


def test_a_table_without_weights_holds_no_draws() -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"signal_rate": [0.1, 0.2]}), a_posterior() / DRAWS)
    (fault,) = refused("run")
    assert fault.startswith(f"{KEY}{Path('fit') / DRAWS}: ")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("text", ["{", "[]", "\x00", '{"learned": 3}'])
def test_a_manifest_that_cannot_be_read_is_told_at_the_key_with_its_file(command: str, text: str) -> None:
    (a_posterior() / MANIFEST).write_text(text, encoding="utf-8")
    (fault,) = refused(command)
    assert fault.startswith(f"{KEY}{Path('fit') / MANIFEST}: ")


def test_draws_that_are_not_those_of_the_manifest_are_told_at_the_key() -> None:
    folder = a_posterior()
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps(manifest | {"posterior_hash": "0" * 16}), encoding="utf-8")
    (fault,) = refused("run")
    assert fault.startswith(KEY) and "not those that were fitted" in fault


def test_a_bundled_posterior_that_is_damaged_is_told_with_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(a_posterior(), Path("bundled") / "posterior")
    monkeypatch.setattr("youthsim.calibration.folders.bundled_calibration", lambda: Path("bundled"))
    torn = Path("bundled") / "posterior" / DRAWS
    torn.write_bytes(b"")
    mine("title: Ours")
    (fault,) = refused("run")
    assert str(torn) in fault


@pytest.mark.parametrize("command", ["validate", "calibrate"])
def test_commands_that_take_a_posterior_by_name_say_what_is_wrong_with_it(command: str) -> None:
    torn = a_posterior() / DRAWS
    torn.write_bytes(b"")
    options = {
        "validate": ["--targets", "targets.yaml", "--posterior", "fit"],
        "calibrate": ["--check", "--out", "fit"],
    }[command]
    result = CliRunner().invoke(main, [command, *options])
    assert result.exit_code in (1, 2) and isinstance(result.exception, SystemExit)
    assert str(torn) in result.output


TARGETS = """\
targets:
  - {id: a, outcome: help_now, use: look}
  - {id: b, outcome: help_now, use: validation}
  - {id: c, outcome: help_now, use: look, low: 3, source: P014}
  - {id: d, outcome: help_now, value: }
  - {id: e, outcome: help_now, value: 3, use: lok}
"""
NO_VALUE = "gives no value (`value:`, or both `low:` and `high:`)"
NO_FIGURE = (
    "says something of a figure, and use: look is for a row without one (no `{}:`, or use: validation)"
)
TARGET_FAULTS = [
    f"3:5: targets.item 2: {NO_VALUE}",
    f"4:48: targets.item 3.low: {NO_FIGURE.format('low')}",
    f"4:59: targets.item 3.source: {NO_FIGURE.format('source')}",
    f"5:5: targets.item 4: {NO_VALUE}",
    "6:47: targets.item 5.use: 'lok' is not known (did you mean look? expected one of fit, validation, look)",
]


def test_a_target_file_tells_every_missing_figure_and_every_figure_that_is_only_looked_at() -> None:
    Path("targets.yaml").write_text(TARGETS, encoding="utf-8")
    result = CliRunner().invoke(main, ["validate", "--targets", "targets.yaml"])
    assert result.exit_code == 2 and "Traceback" not in result.output
    *told, _ = result.stderr.splitlines()
    assert told == [f"targets.yaml:{fault}" for fault in TARGET_FAULTS]


MARGINS = """\
place: delft
year: "2022"
plaats: Delft
margins:
  children_0_4: {value: 4800, source: CBS}
  children_5_9: {value: -1, source: CBS}
  children_10_14: {value: 4900}
  famileis_debt: {value: 0.1, source: CBS}
"""
FAULTS = (
    (2, 7, "year"),
    (3, 1, "plaats"),
    (4, 1, "margins.children_15_19"),  # is missing from this group
    (6, 25, "margins.children_5_9.value"),
    (7, 3, "margins.children_10_14.source"),
    (8, 3, "margins.famileis_debt"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_fault_in_a_file_of_margins_is_told_with_its_line_and_column(command: str) -> None:
    mine("place: {margins: delft.yaml}\nposterior: nosuch")
    Path("delft.yaml").write_text(MARGINS, encoding="utf-8")
    told = refused(command)
    assert told[-1].startswith("mine.yaml:4:12: posterior: ")
    places = [re.match(r"delft\.yaml:(\d+):(\d+): ([^:]+): .+", line) for line in told[:-1]]
    assert [(int(m[1]), int(m[2]), m[3]) for m in places if m] == list(FAULTS), told


@pytest.mark.parametrize(
    ("text", "place"),
    [("place: [delft", "1:8: YAML"), ("", "1:1: the file"), ("- delft", "1:1: the file")],
)
def test_margins_that_are_no_yaml_or_no_mapping_are_told_with_its_place(text: str, place: str) -> None:
    mine("place: {margins: delft.yaml}")
    Path("delft.yaml").write_text(text, encoding="utf-8")
    (fault,) = refused("town")
    assert fault.startswith(f"delft.yaml:{place}: ")


def test_what_fails_while_running_is_said_in_a_line_with_details_in_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("youthsim.experiment.runner.run", full)
    mine("title: Ours")
    result = CliRunner().invoke(main, ["run", "mine.yaml"])
    assert result.exit_code == 3 and isinstance(result.exception, SystemExit)
    assert "No space left on device" in result.output and "Traceback" not in result.output
    assert "No space left on device" in (Path("out") / "mine" / "failure.log").read_text(encoding="utf-8")
