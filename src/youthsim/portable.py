"""Files, names and text that come out the same on Windows, macOS and Linux."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
import time
from pathlib import Path, PureWindowsPath

HELD_BY_ANOTHER = (5, 32, 33)
"""Windows: access denied, sharing violation, lock violation; what a reader, a scanner or a sync causes."""
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between the tries to replace a file that another program has open."""
DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
"""Names that Windows keeps for devices, in any case and with any ending."""
REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
LONGEST_INSIDE = 96
"""Letters of the longest name that a run writes below its folder, its folder and a worker's mark included."""
LONGEST_ON_WINDOWS = 259


class HeldByAnother(PermissionError):
    """A file that another program keeps open, on a system where that forbids replacing it."""

    def __str__(self) -> str:
        return f"{self.filename} is open in another program: close it there and give the same command again"


def utf8_output() -> None:
    """What is redirected is UTF-8 with plain line ends on every system; a console gets what it can show.

    Windows gives a redirected stream the code page of the country, where an arrow or a Greek letter ends the
    program. What cannot be said at all, such as half a letter in a file's name, is spelled out.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):  # closed, a notebook's, or a test's
            continue
        with contextlib.suppress(ValueError, OSError):
            if not stream.isatty():
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
            elif "utf" in stream.encoding.lower():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(errors="replace")


def replace_file(partial: Path, target: Path) -> None:
    """Moves a finished file into its place in one step, patient where somebody is just reading the old one.

    Raises HeldByAnother when the old one stays open, OSError for anything else.
    """
    for wait in (*WAITS, None):
        try:
            os.replace(partial, target)
            return
        except PermissionError as error:
            if getattr(error, "winerror", None) not in HELD_BY_ANOTHER:
                raise
            if wait is None:
                raise HeldByAnother(error.errno, error.strerror, str(target)) from None
            time.sleep(wait)


def write_text(path: Path, text: str) -> None:
    """Writes UTF-8 with plain line ends under a temporary name and moves it into place. Raises OSError."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        replace_file(partial, path)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def is_reserved(name: str) -> bool:
    """Whether Windows keeps a name for a device: `con`, and `con.yaml` as well."""
    return name.partition(".")[0].rstrip(" ").lower() in DEVICES


def safe_name(name: str) -> str:
    """A name for a file or folder that every system takes; one that they take already stays as it is."""
    taken = REFUSED.sub("-", name).rstrip(". ") or "unnamed"
    if is_reserved(taken):
        stem, dot, ending = taken.partition(".")
        return f"{stem}_{dot}{ending}"
    return taken


def name_fault(path: Path | str, windows: bool = os.name == "nt") -> str | None:
    """Why a path cannot be one on this system, in words; None when it can."""
    if "\0" in str(path):
        return "a name with a zero byte in it"
    if not windows:
        return None
    whole = PureWindowsPath(path)
    for part in whole.parts[bool(whole.anchor) :]:
        if found := REFUSED.search(part):
            return f"Windows does not take {found[0]!r} in a name"
        if part not in (".", "..") and part != part.rstrip(". "):
            return f"Windows drops the dot or space at the end of '{part}'"
        if is_reserved(part):
            return f"Windows keeps the name '{part}' for a device"
    return None


def folder_fault(folder: Path, windows: bool = os.name == "nt") -> str | None:
    """Makes a folder for the files of a run. Says in words what stands in the way, or returns None.

    Tried with a name as long as the longest that will be written there: Windows counts whole paths.
    """
    if fault := name_fault(folder, windows):
        return fault
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable".ljust(LONGEST_INSIDE, "-")
        probe.touch()
        probe.unlink()
    except (OSError, ValueError) as error:
        return _too_long(folder, windows) or getattr(error, "strerror", None) or str(error)
    return None


def _too_long(folder: Path, windows: bool) -> str | None:
    letters = len(os.path.abspath(folder)) + 1 + LONGEST_INSIDE
    if windows and letters > LONGEST_ON_WINDOWS:
        return f"a path of {letters} letters is too long for Windows; choose a folder nearer to the drive"
    return None


def named_in(folder: Path, written: str) -> Path:
    """The path that a file in `folder` names: either slash parts folders, wherever it was written."""
    found = folder / written
    if "\\" not in written:
        return found
    try:
        if found.exists():  # outside Windows a name may hold a backslash
            return found
    except (OSError, ValueError):
        pass
    return folder / written.replace("\\", "/")
