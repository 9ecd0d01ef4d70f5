"""Where compiled rules are kept: a folder of the user's own that nobody else can write, or a temporary one.

What lies there is run as it is. So a folder that somebody else made, or may write, is never used: in a folder
that all share, such as that of temporary files, anybody could plant one.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import NamedTuple

OTHERS_MAY = stat.S_IWGRP | stat.S_IWOTH
OWNER_ONLY = 0o700
TEMPORARY = (
    "{why} Compiled rules go to a temporary folder, so the next command compiles them again; YOUTHSIM_CACHE "
    "may name a folder of your own."
)
NONE = "{why} Nor is there a temporary folder: every process compiles the rules for itself."


class CacheFolder(NamedTuple):
    """`path`: None where nothing can be kept. `said`: why it is not the usual folder, or nothing."""

    path: str | None
    said: str


class _Unfit(Exception):
    """Why a folder is not used, as a sentence."""


def cache_folder(name: str) -> CacheFolder:
    """The folder for the compiled rules of the sources `name`, made where it is not there."""
    try:
        return CacheFolder(str(_usual(name)), "")
    except _Unfit as unfit:
        why = str(unfit)
    try:
        return CacheFolder(_temporary(), TEMPORARY.format(why=why))
    except OSError:
        return CacheFolder(None, NONE.format(why=why))


def _usual(name: str) -> Path:
    base = os.environ.get("YOUTHSIM_CACHE") or os.environ.get("XDG_CACHE_HOME") or _home_cache()
    folder = Path(base) / "youthsim"
    try:
        for one in (folder, folder / name):
            one.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
            _close(one)
        probe = folder / name / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise _Unfit(f"{folder} cannot be written ({error.strerror or error}).") from None
    return folder / name


def _home_cache() -> str:
    try:
        return str(Path.home() / ".cache")
    except RuntimeError:  # no HOME, and an account without a name, as in some containers
        raise _Unfit("This account has no home folder.") from None


def _close(folder: Path) -> None:
    """Leaves a folder to its owner alone. Raises _Unfit for one of another, or that others could write."""
    if not hasattr(os, "geteuid"):  # Windows: a profile is its user's own
        return
    for seen in (folder.lstat(), folder.stat()):
        if seen.st_uid != os.geteuid():
            raise _Unfit(f"{folder} belongs to another user.")
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & OTHERS_MAY and any(folder.iterdir()):
        raise _Unfit(f"{folder} could be written by other users (chmod 700 it, and remove what is in it).")
    if mode != OWNER_ONLY:
        folder.chmod(OWNER_ONLY)


def _temporary() -> str:
    """A new folder of this user alone, for this process and its workers, gone when it ends."""
    made = tempfile.mkdtemp(prefix="youthsim-")
    os.environ["YOUTHSIM_CACHE"] = made
    atexit.register(_remove, made, os.getpid())
    return made


def _remove(folder: str, owner: int) -> None:
    if os.getpid() == owner:  # a forked worker leaves it to its parent
        with contextlib.suppress(OSError):
            shutil.rmtree(folder)
