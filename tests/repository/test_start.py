"""A stranger's first command: set-up goes well, goes on after an interruption, and says what is wrong."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "start.py"


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """start.py with an environment folder of its own."""
    monkeypatch.setenv("YOUTHSIM_VENV", str(tmp_path / "env"))
    spec = importlib.util.spec_from_file_location("start", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def installed(start: types.ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What pip was asked, instead of asking it."""
    asked: list[tuple[str, ...]] = []

    def environment() -> None:
        start.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        start.PYTHON.touch()

    monkeypatch.setattr(start, "pip", lambda *arguments: asked.append(arguments))
    monkeypatch.setattr(start, "make_environment", environment)
    monkeypatch.setattr(start, "usable", lambda: False)
    return asked


def test_it_needs_nothing_but_the_standard_library() -> None:
    told = subprocess.run([sys.executable, "-I", "-S", "-c", f"import runpy; runpy.run_path({str(SCRIPT)!r})"], capture_output=True, text=True)  # noqa: E501  # fmt: skip
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 14, 0), (2, 7, 18)])
def test_another_python_is_refused_in_words(start, monkeypatch, capsys, version) -> None:
    monkeypatch.setattr(start.sys, "version_info", version)
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    assert start.main(["run"]) == 1
    assert "needs Python 3.11 to 3.13" in capsys.readouterr().err


def test_a_python_of_the_right_age_on_the_same_machine_is_used(start, monkeypatch) -> None:
    calls = []
    monkeypatch.setattr(start.sys, "version_info", (3, 14, 0))
    monkeypatch.setattr(start.shutil, "which", lambda name: "/there" if name == "python3.12" else None)
    monkeypatch.setattr(start.subprocess, "call", lambda command: calls.append(command) or 0)
    assert start.main(["outcomes"]) == 0
    assert calls == [["/there", str(SCRIPT), "outcomes"]]


def test_no_words_mean_the_main_job_and_other_words_are_passed_on(start, installed, monkeypatch) -> None:
    calls = []
    monkeypatch.setattr(start, "call", lambda command, folder=None: calls.append(command[1:]) or 0)
    assert start.main([]) == 0
    assert start.main(["audit", "my case.csv", "--json"]) == 0
    assert start.main(["test", "-k", "books"]) == 0
    assert calls[0][2:] == ["run", "zwolle-30-40"]
    assert calls[1][2:] == ["audit", "my case.csv", "--json"]
    assert calls[2] == ["-m", "pytest", "-k", "books"]


def test_what_is_installed_is_not_installed_again(start, installed) -> None:
    start.set_up("")
    once = len(installed)
    start.set_up("")
    assert once > 0 and len(installed) == once
    start.set_up("test")
    assert installed[-1][-1] == f"{ROOT}[test]"
    start.set_up("")
    assert len(installed) == 2 * once


def test_a_set_up_that_was_broken_off_is_done_again(start, installed, monkeypatch) -> None:
    def broken_off(*arguments: str) -> None:
        raise KeyboardInterrupt

    fine = start.pip
    monkeypatch.setattr(start, "pip", broken_off)
    assert start.main(["outcomes"]) == 130
    assert start.installed_extras() is None
    monkeypatch.setattr(start, "pip", fine)
    start.set_up("")
    assert start.installed_extras() == []


def test_new_pins_or_a_moved_folder_mean_a_new_set_up(start, installed, monkeypatch) -> None:
    start.set_up("")
    assert start.installed_extras() == []
    monkeypatch.setattr(start, "fingerprint", lambda: "another")
    assert start.installed_extras() is None
    start.STAMP.write_text("{half", encoding="utf-8")
    assert start.installed_extras() is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("ERROR: Could not find a version (from versions: none)\nWARNING: Retrying (Retry(total=4)) after "
         "connection broken by 'NewConnectionError: Temporary failure in name resolution'", "online"),
        ("ERROR: Could not install: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: something else entirely", "something else entirely"),
    ],
)  # fmt: skip
def test_a_failed_download_is_explained(start, said, expected) -> None:
    assert expected in start.why(said)


def test_trouble_ends_in_one_message_and_exit_code_1(start, monkeypatch, capsys) -> None:
    def no_ensurepip(*arguments: object, **options: object) -> None:
        raise ImportError

    monkeypatch.setattr("venv.create", no_ensurepip)
    assert start.main(["outcomes"]) == 1
    told = capsys.readouterr().err
    assert "venv" in told and "Traceback" not in told


def test_a_folder_of_somebody_else_is_left_alone(start, capsys) -> None:
    start.VENV.mkdir()
    (start.VENV / "thesis.docx").touch()
    assert start.main(["outcomes"]) == 1
    assert (start.VENV / "thesis.docx").exists()


@pytest.mark.skipif(os.name == "nt", reason="permissions")
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(start, tmp_path, capsys) -> None:
    tmp_path.chmod(0o500)
    assert start.main(["outcomes"]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_the_stamp_says_what_is_there(start, installed) -> None:
    start.set_up("test")
    assert json.loads(start.STAMP.read_text())["extras"] == ["test"]
