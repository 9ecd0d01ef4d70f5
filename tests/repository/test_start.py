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
    assert start.main(["run"]) == 3
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


def test_trouble_ends_in_one_message_and_the_exit_code_of_the_machine(start, monkeypatch, capsys) -> None:
    def no_ensurepip(*arguments: object, **options: object) -> None:
        raise ImportError

    monkeypatch.setattr("venv.create", no_ensurepip)
    assert start.main(["outcomes"]) == 3
    told = capsys.readouterr().err
    assert "venv" in told and "Traceback" not in told


def test_a_folder_of_somebody_else_is_left_alone(start, capsys) -> None:
    start.VENV.mkdir()
    (start.VENV / "thesis.docx").touch()
    assert start.main(["outcomes"]) == 3
    assert (start.VENV / "thesis.docx").exists()


@pytest.mark.skipif(os.name == "nt", reason="permissions")
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(start, tmp_path, capsys) -> None:
    tmp_path.chmod(0o500)
    assert start.main(["outcomes"]) == 3
    assert "cannot be written" in capsys.readouterr().err


def test_the_stamp_says_what_is_there(start, installed) -> None:
    start.set_up("test")
    assert json.loads(start.STAMP.read_text())["extras"] == ["test"]


def test_an_environment_that_was_broken_off_in_its_first_second_is_made_again(start, monkeypatch) -> None:
    for part in ("bin", "include", "lib"):
        (start.VENV / part).mkdir(parents=True)
    made = []
    monkeypatch.setattr("venv.create", lambda folder, **options: made.append((folder, options)))
    start.make_environment()
    assert made == [(start.VENV, {"clear": True, "with_pip": True})]


@pytest.mark.parametrize(
    "breaks", [OSError(28, "No space left on device"), subprocess.CalledProcessError(1, ["-m", "ensurepip"])]
)
def test_a_disk_that_is_full_is_called_that_when_the_environment_is_made(
    start, monkeypatch, capsys, breaks
) -> None:
    def no_room(*arguments: object, **options: object) -> None:
        raise breaks

    monkeypatch.setattr(start.shutil, "disk_usage", lambda place: types.SimpleNamespace(free=2**20))
    monkeypatch.setattr("venv.create", no_room)
    assert start.main(["outcomes"]) == 3
    assert f"The disk of {start.VENV.parent} is full" in capsys.readouterr().err


def test_a_disk_that_is_full_at_the_last_word_is_called_that(start, installed, monkeypatch, capsys) -> None:
    def no_room(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(start.shutil, "disk_usage", lambda place: types.SimpleNamespace(free=2**20))
    monkeypatch.setattr(start, "write", no_room)
    assert start.main(["outcomes"]) == 3
    assert "is full" in capsys.readouterr().err
    assert start.installed_extras() is None


def test_a_log_that_cannot_be_written_hides_nothing_of_what_pip_said(start, monkeypatch) -> None:
    says = "print('ERROR: Could not install: [Errno 28] No space left on device'); raise SystemExit(1)"
    start.VENV.mkdir()
    fake = start.VENV / "pip.py"
    fake.write_text(says, encoding="utf-8")
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(start, "LOG", start.VENV / "no such folder" / "install.log")
    monkeypatch.setenv("PYTHONPATH", str(start.VENV))
    with pytest.raises(start.Trouble, match="disk is full"):
        start.pip("install", "nothing")


def test_what_pip_says_in_letters_of_another_country_is_read(start, monkeypatch) -> None:
    start.VENV.mkdir()
    words = "print('ERROR: Verbinding geweigerd, één keer → nog eens'); raise SystemExit(1)"
    (start.VENV / "pip.py").write_text(words, encoding="utf-8")
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    monkeypatch.setenv("PYTHONPATH", str(start.VENV))
    monkeypatch.setenv("PYTHONIOENCODING", "")
    monkeypatch.setenv("LC_ALL", "C")
    with pytest.raises(start.Trouble, match="één keer → nog eens"):
        start.pip("install", "nothing")
    assert "één keer → nog eens" in start.LOG.read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="there no program becomes another")
def test_the_program_becomes_the_command_so_that_who_stops_it_stops_the_work(tmp_path) -> None:
    says = "import os; print(os.getpid(), os.getcwd()); raise SystemExit(7)"
    begin = f"import runpy, sys; s = runpy.run_path({str(SCRIPT)!r}); s['call']([sys.executable, '-c', {says!r}], {str(tmp_path)!r})"  # noqa: E501
    with subprocess.Popen([sys.executable, "-c", begin], stdout=subprocess.PIPE, encoding="utf-8") as begun:
        told = begun.communicate()[0].split()
    assert told == [str(begun.pid), str(tmp_path)]
    assert begun.returncode == 7


def test_on_windows_the_launcher_finds_a_python_of_the_right_age(start, monkeypatch) -> None:
    """Windows has no python3.12 on its path; `py -3.12` starts it where it is installed."""
    calls = []

    def call(command: list[str], **options: object) -> int:
        calls.append(command)
        return 0 if command[1] == "-3.12" else 1

    monkeypatch.setattr(start, "os", types.SimpleNamespace(name="nt", path=os.path))
    monkeypatch.setattr(start.shutil, "which", lambda name: "py.exe" if name == "py" else None)
    monkeypatch.setattr(start.subprocess, "call", call)
    monkeypatch.setattr(start.sys, "version_info", (3, 14, 0))
    assert start.main(["outcomes"]) == 0
    assert calls == [
        ["py.exe", "-3.13", "-V"], ["py.exe", "-3.12", "-V"], ["py.exe", "-3.12", str(SCRIPT), "outcomes"],
    ]  # fmt: skip
