"""Compiled rules are kept in a folder of the user's own: what somebody else planted or may write is never run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from youthsim.people import cache_folder as cache
from youthsim.people import compiled
from youthsim.people.cache_folder import cache_folder

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows: a profile is its user's own")


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A base folder of this test's own; what a fallback sets goes with it."""
    monkeypatch.setenv("YOUTHSIM_CACHE", str(tmp_path / "base"))
    monkeypatch.setattr(cache.tempfile, "tempdir", str(tmp_path))
    return tmp_path / "base"


def mode(path: str | Path) -> int:
    return os.stat(path).st_mode & 0o777


def test_the_folder_is_its_users_alone_whatever_the_habits_of_the_account(at_home) -> None:
    before = os.umask(0o002)
    try:
        made = cache_folder("abc")
    finally:
        os.umask(before)
    assert made == (str(at_home / "youthsim" / "abc"), "")
    assert mode(at_home / "youthsim") == mode(at_home / "youthsim" / "abc") == 0o700


def test_a_folder_that_others_may_read_is_closed_and_used(at_home) -> None:
    (at_home / "youthsim" / "abc").mkdir(parents=True, mode=0o755)
    assert cache_folder("abc").path == str(at_home / "youthsim" / "abc")
    assert mode(at_home / "youthsim") == 0o700


@pytest.mark.parametrize("which", ["youthsim", "youthsim/abc"])
@pytest.mark.parametrize("open_to", [0o777, 0o775])
def test_what_others_could_have_planted_is_not_run(at_home, tmp_path, which, open_to) -> None:
    leaf = at_home / "youthsim" / "abc"
    leaf.mkdir(parents=True)
    (leaf / "live.nbi").write_bytes(b"planted")
    (at_home / which).chmod(open_to)
    used = cache_folder("abc")
    assert used.path is not None and Path(used.path).parent == tmp_path
    assert "could be written by other users" in used.said
    assert mode(used.path) == 0o700 and list(Path(used.path).iterdir()) == []


def test_the_folder_of_another_user_is_not_used(at_home, monkeypatch) -> None:
    """As root with the HOME of a user, or where another made it first in a folder that all share."""
    (at_home / "youthsim").mkdir(parents=True)
    monkeypatch.setattr(cache.os, "geteuid", lambda: 4321)
    assert "belongs to another user" in cache_folder("abc").said


def test_without_a_home_a_temporary_folder_is_used_and_that_is_said(monkeypatch) -> None:
    def nobody() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("YOUTHSIM_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(cache.Path, "home", nobody)
    used = cache_folder("abc")
    assert used.path is not None and "no home folder" in used.said and "compiles them again" in used.said
    assert os.environ["YOUTHSIM_CACHE"] == used.path  # the workers' too


def test_where_nothing_can_be_written_rules_are_compiled_and_not_kept(at_home, monkeypatch) -> None:
    def full(*arguments: object, **options: object) -> str:
        raise OSError(28, "No space left on device")

    at_home.write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setattr(cache.tempfile, "mkdtemp", full)
    path, said = cache_folder("abc")
    assert path is None and "every process compiles" in said
    monkeypatch.setattr(compiled, "CACHE_FOLDER", None)
    assert compiled._jit(lambda x: x + 1)(1) == 2


def test_sources_that_numba_finds_no_place_for_are_compiled_all_the_same(monkeypatch) -> None:
    """Numba refuses to cache what is in no file, such as a line typed in."""
    monkeypatch.setattr(compiled, "CACHE_FOLDER", str(Path.cwd()))
    scope: dict = {}
    exec(compile("def twice(x):\n    return 2 * x\n", "<typed in>", "exec"), scope)
    assert compiled._jit(scope["twice"])(21) == 42


def test_a_user_is_told_before_the_first_month_why_it_will_take_long(monkeypatch) -> None:
    monkeypatch.setattr(compiled, "CACHE_FOLDER", None)
    monkeypatch.setattr(compiled, "CACHE_SAID", "This account has no home folder.")
    monkeypatch.setattr(compiled.config, "DISABLE_JIT", 0)
    assert compiled.first_words() == ["This account has no home folder.", compiled.FIRST_TIME]
    monkeypatch.setattr(compiled.config, "DISABLE_JIT", 1)
    assert compiled.first_words() == [compiled.PLAIN]


def test_a_temporary_folder_goes_with_the_process_that_made_it(tmp_path) -> None:
    script = "from youthsim.people.compiled import CACHE_FOLDER; print(CACHE_FOLDER)"
    places = {
        "YOUTHSIM_CACHE": "/proc/no/such/folder",
        "TMPDIR": str(tmp_path),
        "NUMBA_CACHE_DIR": "/proc/nor/this",
    }
    told = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | places,
        check=True,
    )
    assert Path(told.stdout.strip()).parent == tmp_path
    assert list(tmp_path.iterdir()) == []
