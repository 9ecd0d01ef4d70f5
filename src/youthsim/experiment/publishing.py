"""All files of a result appear together, or not at all.

They are written into a folder of their own inside the folder that they are meant for. When the last one is
on disk, a journal says what is to be done with them: that is the moment at which the new set holds. From then
on, whoever comes next finishes what the journal says, however often it is interrupted; before it, the old set
stands as it was and what lies half-written is swept up.

    with staging(directory) as new:
        ...  # write files into `new`
        publish(new, directory)
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from youthsim.experiment.machine import is_alive
from youthsim.experiment.shards import UNFINISHED
from youthsim.portable import replace_file

FOLDER = ".youthsim"
JOURNAL = "journal.json"
NEW = "new-"
LAST = "manifest.json"
"""It lists the others, so it is put in place after them."""


@contextlib.contextmanager
def staging(directory: Path) -> Iterator[Path]:
    """An empty folder inside `directory`; gone afterwards, with what was not published. Raises OSError."""
    recover(directory)
    sweep(directory)
    new = directory / FOLDER / f"{NEW}{os.getpid()}-{secrets.token_hex(4)}"
    new.mkdir(parents=True)
    try:
        yield new
    finally:
        if not (directory / FOLDER / JOURNAL).exists():  # else it is needed to finish what was begun
            _sweep(new, directory)


def publish(
    new: Path, directory: Path, *, aside: Mapping[str, str] | None = None, gone: Sequence[str] = ()
) -> None:
    """Puts every file of the folder `new` into `directory`, in place of what has its name.

    `aside`: files to move first, from and to; `gone`: files to remove, with folders then empty. Names
    are relative to `directory`. Raises OSError: until the journal is written nothing has changed, afterwards
    the next command or `recover` finishes it.
    """
    names = files_in(new)
    for name in names:
        _to_disk(new / name)
    journal = {
        "new": new.name, "aside": dict(aside or {}), "gone": list(gone),
        "put": sorted(names, key=lambda name: (name == LAST, name)),
    }  # fmt: skip
    recover(directory)
    write_whole(directory / FOLDER / JOURNAL, json.dumps(journal).encode())
    recover(directory)


def recover(directory: Path) -> None:
    """Finishes a publication that was begun. Raises OSError."""
    if (journal := _journal(directory / FOLDER)) is not None:
        _finish(journal, directory)


def sweep(directory: Path) -> None:
    """Removes what a process that is no more wrote and did not publish."""
    for partial in (directory / FOLDER).glob(f"{JOURNAL}.*{UNFINISHED}"):
        with contextlib.suppress(OSError):
            partial.unlink()
    for left in unpublished(directory):
        writer = left.name.removeprefix(NEW).partition("-")[0]
        with contextlib.suppress(OSError):
            if not (writer.isdecimal() and is_alive(int(writer))):
                _sweep(left, directory)


def unpublished(directory: Path) -> list[Path]:
    """Folders with files that were written and not put in place, the newest first."""
    with contextlib.suppress(OSError):
        return sorted(
            (directory / FOLDER).glob(f"{NEW}*"), key=lambda folder: folder.stat().st_mtime, reverse=True
        )
    return []


def files_in(folder: Path) -> list[str]:
    """Every file below a folder, by its path from there with forward slashes."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def is_inside(name: object) -> bool:
    """Whether a name that was read from a file stays in its folder: a folder may come from somebody else."""
    if not isinstance(name, str) or not name or "\0" in name:
        return False
    parts = name.replace("\\", "/").split("/")
    return not {"", ".", ".."} & set(parts) and ":" not in parts[0]


def write_whole(path: Path, content: bytes) -> None:
    """Writes under a temporary name, to disk, and moves it into place in one step."""
    partial = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        partial.write_bytes(content)
        _to_disk(partial)
        replace_file(partial, path)
        _folder_to_disk(path.parent)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def _journal(folder: Path) -> dict | None:
    """What is to be done, where something was begun. A journal that says something else says nothing."""
    try:
        journal = json.loads((folder / JOURNAL).read_text(encoding="utf-8"))
        names = [journal["new"], *journal["put"], *journal["gone"], *chain(*journal["aside"].items())]
        if all(map(is_inside, names)):
            return journal
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, LookupError, TypeError, AttributeError):
        pass
    (folder / JOURNAL).unlink(missing_ok=True)
    return None


def _finish(journal: dict, directory: Path) -> None:
    """Does what a journal says; doing it twice, or two at once, does no harm."""
    new = directory / FOLDER / journal["new"]
    for source, target in journal["aside"].items():
        if not (directory / target).exists() and (directory / source).exists():
            (directory / target).parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                replace_file(directory / source, directory / target)
    for name in journal["gone"]:
        (directory / name).unlink(missing_ok=True)
    for name in journal["put"]:
        with contextlib.suppress(FileNotFoundError):
            _put(new / name, directory / name)
    for name in [*journal["aside"], *journal["gone"]]:
        _without_empty_folders((directory / name).parent, directory)
    _folder_to_disk(directory)
    (directory / FOLDER / JOURNAL).unlink(missing_ok=True)
    _sweep(new, directory)


def _put(source: Path, target: Path) -> None:
    """One file in place of another in one step, and still where it was: a copy taken meanwhile holds all."""
    if not source.exists() or (target.exists() and os.path.samefile(source, target)):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    link = source.with_name(f".{secrets.token_hex(6)}{UNFINISHED}")  # swept with its folder
    try:
        os.link(source, link)
    except FileNotFoundError:
        raise
    except OSError:  # a disk without hard links
        replace_file(source, target)
        return
    try:
        replace_file(link, target)
    finally:
        link.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _folder_to_disk(folder: Path) -> None:
    """Makes names hold through a power cut, where a folder can be opened."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(new: Path, directory: Path) -> None:
    shutil.rmtree(new, ignore_errors=True)
    with contextlib.suppress(OSError):
        (directory / FOLDER).rmdir()


def _without_empty_folders(folder: Path, directory: Path) -> None:
    while folder != directory:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
