"""Whole commands with the habits of Windows: code pages, missing names, files held open, other line ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SRC = HERE.parents[1] / "src"
REGISTER = """\
figures:
  - id: hours
    quantity: "hours → week, Łódź"
    value: 40
    unit: count
    formula: parts + others
  - id: parts
    quantity: parts
    value: 10
    unit: count
  - id: others
    quantity: others
    value: 20
    unit: count
"""
SMALL = """\
schema: 1
extends: zwolle-30-40
title: "Łódź → één"
population_share: 5%
burn_in: 24 months
burn_in_short: true
horizon: 24 months
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "register.yaml").write_text(REGISTER, encoding="utf-8")
    return tmp_path


def started(
    folder: Path, command: tuple[str, ...], *options: str, program: str | None = None, **variables: str
):
    """A command in a process of its own, its output as bytes."""
    text = "from youthsim.cli import main; main(prog_name='youthsim')"
    begin = [sys.executable, *options, *([program] if program else ["-c", text]), *command]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHONUTF8"))}
    environment |= {"PYTHONPATH": str(SRC), **variables}
    return subprocess.run(begin, cwd=folder, capture_output=True, env=environment)


ANSWERS = [
    (("audit", "register.yaml"), 1),
    (("audit", "register.yaml", "--json"), 1),
    (("evidence", "need_persistence"), 0),
    (("schema",), 0),
    (("--help",), 0),
    (("run", "Łódź-→.yaml"), 2),
]


@pytest.mark.parametrize(
    ("command", "code"), ANSWERS, ids=lambda one: " ".join(one) if isinstance(one, tuple) else ""
)
def test_what_a_command_says_is_the_same_utf_8_under_every_code_page(folder, command, code) -> None:
    usual = started(folder, command, PYTHONIOENCODING="utf-8", COLUMNS="80")
    assert usual.returncode == code, usual.stderr.decode()
    code_pages = [{"PYTHONIOENCODING": "cp1252"}]
    if " ".join(command).isascii():  # else the words of the command themselves arrive in halves
        code_pages.append({"LC_ALL": "C", "PYTHONUTF8": "0"})
    for variables in code_pages:
        told = started(folder, command, COLUMNS="80", **variables)
        assert told.returncode == code, told.stderr.decode()
        assert (told.stdout, told.stderr) == (usual.stdout, usual.stderr)
    assert b"\r" not in usual.stdout


def test_json_that_is_redirected_under_a_code_page_holds_its_letters(folder) -> None:
    told = started(folder, ("audit", "register.yaml", "--json"), PYTHONIOENCODING="cp1252")
    rows = json.loads(told.stdout.decode("utf-8"))
    assert any("Łódź" in json.dumps(row, ensure_ascii=False) for row in rows) or "→" in told.stdout.decode(
        "utf-8"
    )


@pytest.mark.parametrize(
    "command",
    [
        ("audit", "register.yaml", "--html", "audit.html"),
        ("evidence", "--html", "register.html"),
        ("schema", "--out", "schema.json"),
        ("new", "ours", "--out", "ours.yaml"),
    ],
    ids=" ".join,
)
def test_no_file_of_ours_is_read_or_written_in_the_code_page_of_the_country(folder, command) -> None:
    """Python itself says where text is opened without an encoding."""
    told = started(folder, command, "-X", "warn_default_encoding")
    ours = [
        line for line in told.stderr.decode().splitlines() if "EncodingWarning" in line and "youthsim" in line
    ]
    assert told.returncode in (0, 1), told.stderr.decode()
    assert ours == []


@pytest.mark.parametrize("name", ["con", "aux", "nul"])
def test_a_scenario_that_windows_could_not_store_is_not_begun(folder, name) -> None:
    told = started(folder, ("new", name))
    assert told.returncode == 2 and b"Windows keeps that name for a device" in told.stderr
    assert not (folder / f"{name}.yaml").exists()


def test_a_run_needs_nothing_that_windows_lacks_and_gives_the_same_numbers(folder) -> None:
    """Also where others hold files open that are to be replaced, and under the code page of the country."""
    command = ("run", "mine.yaml", "--draws", "2", "--workers", "1", "--out")
    options = ("-X", "warn_default_encoding")
    usual = started(folder, (*command, "here"))
    assert usual.returncode == 0, usual.stderr.decode()
    program = str(HERE / "as_on_windows.py")
    for again in (False, True):
        there = started(folder, (*command, "there"), *options, program=program, PYTHONIOENCODING="cp1252")
        assert there.returncode == 0, (again, there.stderr.decode())
    ours = [
        line for line in there.stderr.decode().splitlines() if re.search(r"EncodingWarning.*youthsim", line)
    ]
    assert ours == []
    for name in ("summary.json", "report.html"):
        found = (folder / "there" / name).read_bytes()
        # a report prints the command that made it, with its folder
        assert (folder / "here" / name).read_bytes() == found.replace(b"--out there", b"--out here")
        assert b"\r" not in (folder / "there" / name).read_bytes()
    assert there.stdout.replace(b"there", b"here") == usual.stdout
