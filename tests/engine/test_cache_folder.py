"""Compiled code is kept where nobody else can put any: what lies there is run as it is."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from youthsim.people import compiled

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes and owners")
IN_A_PROGRAM = "from youthsim.people import compiled as c; print(c.CACHE_FOLDER); print(c.CACHE_NOTE)"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(compiled.PLACE, str(tmp_path))
    monkeypatch.setattr(compiled.atexit, "register", lambda *work: None)
    return tmp_path


def mode(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


def test_the_folder_is_closed_to_others(home: Path) -> None:
    before = os.umask(0)
    try:
        folder, note = compiled._cache_folder()
    finally:
        os.umask(before)
    assert folder is not None and note == "" and Path(folder).is_relative_to(home)
    assert mode(Path(folder)) == mode(home / "youthsim") == 0o700


def test_a_folder_that_others_may_read_is_closed(home: Path) -> None:
    (home / "youthsim").mkdir(mode=0o755)
    folder, note = compiled._cache_folder()
    assert folder is not None and not note and mode(home / "youthsim") == 0o700


def planted_by_another(home: Path) -> None:
    (home / "youthsim").mkdir()
    os.chown(home / "youthsim", 65534, 65534)


def writable_by_all(home: Path) -> None:
    (home / "youthsim").mkdir()
    (home / "youthsim").chmod(0o777)


def a_link(home: Path) -> None:
    (home / "elsewhere").mkdir(mode=0o700)
    (home / "youthsim").symlink_to(home / "elsewhere")


def planted_inside(home: Path) -> None:
    name, _ = compiled._cache_folder()
    assert name is not None
    os.chown(name, 65534, 65534)


def a_file(home: Path) -> None:
    (home / "youthsim").write_text("")


@pytest.mark.parametrize("plant", [planted_by_another, writable_by_all, a_link, planted_inside, a_file])
def test_what_somebody_else_made_or_can_write_in_is_refused(plant, home: Path) -> None:
    if plant in (planted_by_another, planted_inside) and os.geteuid() != 0:
        pytest.skip("only root gives a folder away")
    plant(home)
    folder, note = compiled._cache_folder()
    assert folder is not None and not Path(folder).is_relative_to(home)
    assert mode(Path(folder)) == 0o700 and Path(folder).stat().st_uid == os.geteuid()
    assert str(home) in note and compiled.PLACE in note and "compiled anew each time" in note


def test_no_folder_with_a_name_that_can_be_guessed_is_used_among_temporary_files(
    home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path_factory.mktemp("shared")
    monkeypatch.setattr(compiled.tempfile, "tempdir", str(shared))
    planted = shared / "youthsim-cache"
    planted.mkdir()
    writable_by_all(home)
    folders = set()
    for _ in range(2):
        monkeypatch.setenv(compiled.PLACE, str(home))
        folders.add(compiled._cache_folder()[0])
    assert len(folders) == 2 and not any(planted in Path(str(folder)).parents for folder in folders)
    assert not list(planted.iterdir())


def test_nobody_without_a_home_or_a_name_is_left_with_a_traceback(tmp_path: Path) -> None:
    """No HOME and no passwd entry, as in a container that is run under any number."""
    program = f"""
import os
from youthsim.people import compiled as c
c.kernel_hash = lambda: "0"  # another user may not read the sources of a developer
if os.geteuid() == 0:
    os.setuid(4242)
for name in ("HOME", "XDG_CACHE_HOME", {compiled.PLACE!r}):
    os.environ.pop(name, None)
print(*c._cache_folder(), sep="\\n")
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd="/")
    assert run.returncode == 0, run.stderr
    folder, note = run.stdout.splitlines()[:2]
    if os.geteuid() == 0:
        assert "no home folder" in note and compiled.PLACE in note
        assert not Path(folder).exists()  # gone with the program


def test_workers_that_are_spawned_find_the_folder_of_their_parent(home: Path) -> None:
    writable_by_all(home)
    folder, _ = compiled._cache_folder()
    child = subprocess.run([sys.executable, "-c", IN_A_PROGRAM], capture_output=True, text=True, check=True)
    assert child.stdout.splitlines() == [folder, ""]
