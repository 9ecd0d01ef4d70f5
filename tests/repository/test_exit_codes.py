"""How commands end: the code of the table in docs/commands.md, a line, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from youthsim.cli import COMMANDS, main
from youthsim.cli.faults import FINDING, INTERRUPTED, UNFINISHED, WITH_TRACEBACK
from youthsim.experiment.machine import MachineFault

PROGRAM = "from youthsim.cli import main; main(prog_name='youthsim')"
EXPERIMENT = Path(__file__).parent.parent / "experiment"
ON_PAPER = f"""
import sys
sys.path.insert(0, {str(EXPERIMENT)!r})
import fake_world
from youthsim.experiment import analysis, plan
plan._priors = lambda: fake_world.PRIORS
analysis.the_model = lambda: fake_world.simulate
"""


def youthsim(*arguments: str, before: str = "", **options) -> subprocess.CompletedProcess:
    """The command line in a process of its own; bytes, since names may be no text."""
    program = [sys.executable, "-c", before + PROGRAM, *arguments]
    return subprocess.run(program, capture_output=True, timeout=300, **options)


def raising(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def broken(ctx: click.Context) -> None:
        raise error

    monkeypatch.setattr(main.get_command(click.Context(main), "outcomes"), "invoke", broken)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (OSError(28, "No space left on device", "out/x"), UNFINISHED, "out/x: No space left on device"),
        (PermissionError(13, "Permission denied", "out"), UNFINISHED, "out: Permission denied"),
        (MemoryError(), UNFINISHED, "memory"),
        (MachineFault("A worker process was ended"), UNFINISHED, "A worker process was ended"),
        (KeyboardInterrupt(), INTERRUPTED, "goes on from there"),
        (TypeError("a bug"), UNFINISHED, "TypeError: a bug"),
        (RecursionError("too deep"), UNFINISHED, "too deep"),
        (click.UsageError("no such thing"), 2, "no such thing"),
    ],
)
def test_each_kind_of_trouble_has_its_code_and_its_line(
    error: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raising(monkeypatch, error)
    result = CliRunner().invoke(main, ["outcomes"])
    assert result.exit_code == code and said in result.output
    assert isinstance(result.exception, SystemExit) and "Traceback" not in result.output


def test_who_looks_for_a_fault_of_ours_can_have_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    raising(monkeypatch, TypeError("a bug"))
    monkeypatch.setenv(WITH_TRACEBACK, "1")
    assert isinstance(CliRunner().invoke(main, ["outcomes"]).exception, TypeError)


def test_a_finding_keeps_its_own_code(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,value,unit,formula\na,10,number,\nb,20,number,\nc,31,number,a + b\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["audit", str(own)]).exit_code in (FINDING, 2)


ASKED: dict[str, list[str]] = {
    "run": ["run", "zwolle-30-40", "--draws", "2"],
    "scale": ["scale", "zwolle-30-40", "--draws", "2"],
    "sensitivity": ["sensitivity", "zwolle-30-40"],
    "instruments": ["instruments", "nijmegen-heerlen"],
}


@pytest.mark.parametrize("command", ["run", "scale", "sensitivity"])
def test_a_folder_that_cannot_be_made_is_the_machines_fault(command: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(main, [*ASKED[command], "--out", str(tmp_path / "file" / "below")])
    assert result.exit_code == UNFINISHED, result.output
    assert "cannot be written" in result.output and "Traceback" not in result.output


@pytest.mark.parametrize(
    "asked",
    [
        ["audit", "--html", "none/a.html"],
        ["evidence", "--html", "none/e.html"],
        ["schema", "--out", "none/s.json"],
        ["new", "ours", "--out", "none/ours.yaml"],
    ],
)
def test_a_file_that_cannot_be_written_is_the_machines_fault(
    asked: list[str], tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == UNFINISHED, result.output
    assert "none" in result.output and "cannot be written" in result.output


@pytest.mark.skipif(os.name == "nt", reason="a folder in use cannot be removed there")
@pytest.mark.parametrize("command", [*COMMANDS])
def test_a_working_folder_that_is_gone_ends_in_words(command: str, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    before = f"import os; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r})\n"
    asked = {
        **ASKED, "new": ["new", "ours"], "places": ["places"], "evidence": ["evidence", "--all"],
        "town": ["town", "no-such.yaml"], "bench": ["bench", "no-such.yaml"],
        "validate": ["validate", "--targets", "no.yaml"], "calibrate": ["calibrate", "--targets", "no.yaml"],
    }.get(command, [command])  # fmt: skip
    ended = youthsim(*asked, before=before)
    assert b"Traceback" not in ended.stderr, ended.stderr.decode()
    assert ended.returncode in (0, 1, 2, 3)
    if command in ("run", "new"):
        assert ended.returncode == UNFINISHED, ended.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices of Unix")
@pytest.mark.parametrize("command", ["outcomes", "evidence --all", "schema", "audit --all"])
def test_a_reader_that_goes_away_leaves_no_traceback(command: str) -> None:
    line = f'{sys.executable} -c "{PROGRAM}" {command} | head -1'
    ended = subprocess.run(["sh", "-c", line], capture_output=True, timeout=200)
    assert ended.stderr == b"" and ended.stdout.count(b"\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_an_output_that_is_full_is_told() -> None:
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [sys.executable, "-c", PROGRAM, "outcomes"], stdout=full, stderr=subprocess.PIPE, timeout=200
        )
    assert ended.returncode == UNFINISHED and b"No space left" in ended.stderr
    assert b"Traceback" not in ended.stderr and b"Exception ignored" not in ended.stderr


@pytest.mark.skipif(os.name == "nt", reason="descriptors of Unix")
def test_a_closed_output_is_no_reason_for_a_traceback() -> None:
    line = f'{sys.executable} -c "{PROGRAM}" outcomes >&-'
    ended = subprocess.run(["sh", "-c", line], capture_output=True, timeout=200)
    assert b"Traceback" not in ended.stderr and ended.returncode in (0, UNFINISHED)


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text")
def test_a_name_with_a_byte_of_latin_1_is_run_written_and_printed(tmp_path: Path) -> None:
    text = (EXPERIMENT / "small.yaml").read_text(encoding="utf-8").replace("name: small\n", "name: small\n")
    name = os.fsencode(tmp_path) + b"/caf\xe9.yaml"
    Path(os.fsdecode(name)).write_text(text, encoding="utf-8")
    out = os.fsencode(tmp_path) + b"/uit-\xe9"
    program = [
        sys.executable,
        "-c",
        ON_PAPER + PROGRAM,
        "run",
        name,
        "--draws",
        "2",
        "--workers",
        "1",
        "--out",
        out,
    ]
    ended = subprocess.run(program, capture_output=True, timeout=300)
    assert ended.returncode == 0, ended.stderr.decode(errors="replace")
    folder = Path(os.fsdecode(out))
    for file in ("summary.json", "manifest.json", "results.parquet", "report.html"):
        assert (folder / file).stat().st_size > 0
    assert b"report.html" in ended.stdout


def test_progress_without_a_terminal_is_in_lines(tmp_path: Path) -> None:
    asked = ("run", str(EXPERIMENT / "small.yaml"), "--draws", "4", "--no-report", "--out", str(tmp_path))
    ended = youthsim(*asked, "--workers", "1", before=ON_PAPER)
    assert ended.returncode == 0, ended.stderr.decode()
    assert (
        b"Simulating: 0 of 2 chunks" in ended.stderr
        and b"\r" not in ended.stderr
        and b"\x1b" not in ended.stderr
    )
    assert b"on disk" in ended.stderr  # what it will take


def test_the_table_of_exit_codes_is_in_the_docs() -> None:
    from youthsim.cli import faults

    page = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    for code in (0, faults.FINDING, faults.BAD_INPUT, faults.UNFINISHED, faults.INTERRUPTED):
        assert f"| {code} |" in page
    for command in COMMANDS:
        assert f"`{command}`" in page
