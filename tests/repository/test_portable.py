"""Files, names and text as Windows has them, imitated here: redirected output, locks, names, slashes."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path

import pytest

from youthsim import portable
from youthsim.portable import (
    folder_fault,
    is_reserved,
    name_fault,
    named_in,
    replace_file,
    safe_name,
    utf8_output,
)

UNSAYABLE_IN_WESTERN_EUROPE = "→ λ Łódź \N{CHECK MARK}"


# --- what is redirected -----------------------------------------------------------------------------------


class Console(io.TextIOWrapper):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def said(monkeypatch: pytest.MonkeyPatch, kind: type[io.TextIOWrapper], encoding: str, words: str) -> bytes:
    """The bytes that leave through a stream as Windows opens it: its code page, strict, its own line ends."""
    below = io.BytesIO()
    stream = kind(below, encoding=encoding, errors="strict", newline="\r\n")
    monkeypatch.setattr(sys, "stdout", stream)
    utf8_output()
    stream.write(words)
    stream.flush()
    return below.getvalue()


@pytest.mark.parametrize("code_page", ["cp1252", "cp850", "cp437", "ascii", "utf-8"])
def test_what_is_redirected_is_utf_8_whatever_the_country(monkeypatch, code_page) -> None:
    words = f"{UNSAYABLE_IN_WESTERN_EUROPE} €\n"
    assert said(monkeypatch, io.TextIOWrapper, code_page, words) == words.encode()


@pytest.mark.parametrize("code_page", ["cp1252", "cp850", "cp437"])
def test_an_old_console_keeps_its_code_page_and_gets_a_question_mark_for_what_it_lacks(
    monkeypatch, code_page
) -> None:
    assert said(monkeypatch, Console, code_page, "één → twee") == "één ? twee".encode(code_page)


@pytest.mark.parametrize("kind", [io.TextIOWrapper, Console])
def test_half_a_letter_in_the_name_of_a_file_is_spelled_out(monkeypatch, kind) -> None:
    name = os.fsdecode(b"caf\xe9.yaml")
    assert said(monkeypatch, kind, "utf-8", name) == b"caf\\udce9.yaml"


@pytest.mark.parametrize("stream", [None, io.StringIO(), object()])
def test_a_stream_that_is_closed_or_of_a_notebook_is_left_alone(monkeypatch, stream) -> None:
    monkeypatch.setattr(sys, "stdout", stream)
    utf8_output()
    assert sys.stdout is stream


# --- files that somebody has open -------------------------------------------------------------------------


class WindowsError32(PermissionError):
    """What Windows says of a file that another program has open."""

    winerror = 32


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    seconds: list[float] = []
    monkeypatch.setattr(portable.time, "sleep", seconds.append)
    return seconds


def open_for(
    monkeypatch: pytest.MonkeyPatch, tries: int, error: type[PermissionError] = WindowsError32
) -> None:
    """A reader that keeps the target open during the first tries."""
    left = iter(range(tries))
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if next(left, None) is not None:
            raise error(errno.EACCES, "The process cannot access the file", str(target))
        real(source, target)

    monkeypatch.setattr(portable.os, "replace", replace)


def two(folder: Path) -> tuple[Path, Path]:
    new, old = folder / "new.part", folder / "summary.json"
    new.write_bytes(b"new")
    old.write_bytes(b"old")
    return new, old


def test_a_file_that_somebody_reads_is_replaced_a_moment_later(tmp_path, monkeypatch, waited) -> None:
    new, old = two(tmp_path)
    open_for(monkeypatch, 3)
    replace_file(new, old)
    assert old.read_bytes() == b"new" and not new.exists()
    assert len(waited) == 3 and sum(waited) < 1


def test_a_file_that_stays_open_is_named_with_what_to_do_and_the_old_one_is_whole(
    tmp_path, monkeypatch, waited
) -> None:
    new, old = two(tmp_path)
    open_for(monkeypatch, 1000)
    with pytest.raises(OSError, match=r"summary\.json is open in another program: close it"):
        replace_file(new, old)
    assert old.read_bytes() == b"old"
    assert 1 < sum(waited) < 5


def test_a_folder_that_may_not_be_written_is_no_reason_to_wait(tmp_path, monkeypatch, waited) -> None:
    new, old = two(tmp_path)
    open_for(monkeypatch, 1, PermissionError)
    with pytest.raises(PermissionError, match="cannot access"):
        replace_file(new, old)
    assert waited == []


def test_text_has_the_same_bytes_everywhere_and_leaves_nothing_half_written(
    tmp_path, monkeypatch, waited
) -> None:
    portable.write_text(tmp_path / "a.txt", "één\ntwee\n")
    assert (tmp_path / "a.txt").read_bytes() == "één\ntwee\n".encode()
    open_for(monkeypatch, 1000)
    with pytest.raises(portable.HeldByAnother):
        portable.write_text(tmp_path / "a.txt", "drie\n")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


# --- names ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["con", "CON", "nul", "aux.yaml", "com1", "Lpt9.txt", "prn"])
def test_names_of_devices_are_known_in_any_case_and_with_any_ending(name) -> None:
    assert is_reserved(name)
    assert not is_reserved(safe_name(name))


@pytest.mark.parametrize("name", ["zwolle-30-40", "contract", "auxiliary", "com10", "nul-scale", "a_b"])
def test_a_name_that_every_system_takes_stays_as_it_is(name) -> None:
    assert not is_reserved(name)
    assert safe_name(name) == name
    assert name_fault(Path("out") / name, windows=True) is None


@pytest.mark.parametrize(
    "name", ["a:b", 'say "hi"', "what?", "a|b", "<x>", "x*", "end.", "end ", "a\\b", "tab\t", " ", ""]
)
def test_a_safe_name_is_one_that_windows_takes(name) -> None:
    made = safe_name(name)
    assert made and name_fault(made, windows=True) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("out/con", "for a device"),
        (r"C:\Users\me\aux\run", "for a device"),
        ("out/what?", "does not take '?'"),
        ("out/pilot 10:30", "does not take ':'"),
        ("out/pilot.", "drops the dot or space"),
        ("out/pilot /x", "drops the dot or space"),
    ],
)
def test_a_path_that_windows_does_not_take_is_refused_in_words_there_and_only_there(path, expected) -> None:
    assert expected in str(name_fault(path, windows=True))
    assert name_fault(path, windows=False) is None


@pytest.mark.parametrize("path", [r"C:\out\pilot", r"\\server\share\pilot", "C:/out/pilot", "../pilot", "."])
def test_drives_shares_and_dots_are_no_names(path) -> None:
    assert name_fault(path, windows=True) is None


def test_a_path_too_long_for_windows_is_called_that(tmp_path, monkeypatch) -> None:
    def too_long(self: Path, **options: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "The system cannot find the path specified", str(self))

    monkeypatch.setattr(Path, "mkdir", too_long)
    deep = tmp_path / ("deep/" * 40)
    assert "letters is too long for Windows; choose a folder nearer" in str(folder_fault(deep, windows=True))
    assert "cannot find the path" in str(folder_fault(tmp_path / "a", windows=True))


def test_a_folder_is_tried_with_a_name_as_long_as_those_of_a_run(tmp_path) -> None:
    assert folder_fault(tmp_path / "new" / "one") is None
    assert list((tmp_path / "new" / "one").iterdir()) == []
    assert folder_fault(tmp_path / ("x" * 300)) is not None
    assert folder_fault(Path("a\0b")) is not None


# --- slashes ----------------------------------------------------------------------------------------------


def test_a_file_named_with_the_slashes_of_windows_is_found_everywhere(tmp_path) -> None:
    (tmp_path / "bases").mkdir()
    (tmp_path / "bases" / "our.yaml").touch()
    assert named_in(tmp_path, r"bases\our.yaml").is_file()
    assert named_in(tmp_path, "bases/our.yaml").is_file()
    assert named_in(tmp_path / "bases", r"..\bases\our.yaml").is_file()
    for no_name in ("bases\\" + "x" * 300, "bases\\\0"):
        assert named_in(tmp_path, no_name).parent == tmp_path / "bases"


@pytest.mark.skipif(os.name == "nt", reason="there a backslash is no letter")
def test_a_name_that_holds_a_backslash_goes_before_a_folder(tmp_path) -> None:
    (tmp_path / r"a\b.yaml").touch()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.yaml").touch()
    assert named_in(tmp_path, r"a\b.yaml") == tmp_path / r"a\b.yaml"


def test_a_scenario_written_on_windows_is_read_everywhere(tmp_path) -> None:
    """Its base, and the town beside it, lie in folders parted by backslashes."""
    import shutil

    from youthsim.catalogue import load
    from youthsim.population.margins import FOLDER

    (tmp_path / "bases").mkdir()
    (tmp_path / "towns").mkdir()
    shutil.copy(FOLDER / "gouda.yaml", tmp_path / "towns" / "ours.yaml")
    (tmp_path / "bases" / "ours.yaml").write_text("schema: 1\nextends: zwolle-30-40\n", encoding="utf-8")
    written = "schema: 1\nextends: bases\\ours.yaml\nplace: {margins: towns\\ours.yaml}\nposterior: none\n"
    (tmp_path / "mine.yaml").write_bytes(written.replace("\n", "\r\n").encode())
    scenario = load(tmp_path / "mine.yaml")
    assert scenario.margins_file == tmp_path / "towns" / "ours.yaml"
