"""Where scenario files are: paths as given, bundled scenarios by name."""

from __future__ import annotations

import importlib.resources
import os
from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from pathlib import Path

import youthsim
from youthsim.portable import named_in
from youthsim.scenario.entries import Entry
from youthsim.scenario.faults import Fault, ScenarioError, nearest, shown

SUFFIX = ".yaml"
NOT_A_SCENARIO = ("base",)
"""Bundled files that only serve `extends:`."""


def bundled_folder() -> Path:
    """The folder of the scenarios that come with youthsim, in a checkout or in an installed package."""
    checkout = Path(youthsim.__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").is_file() and (checkout / "scenarios").is_dir():
        return checkout / "scenarios"
    return Path(str(importlib.resources.files("youthsim") / "bundled" / "scenarios"))


def bundled_names() -> list[str]:
    """The names that can be run without a path, in alphabetical order."""
    return sorted(
        path.stem for path in bundled_folder().glob(f"*{SUFFIX}") if path.stem not in NOT_A_SCENARIO
    )


def find_scenario(name_or_path: str | Path) -> Path:
    """The file of a scenario. Raises ScenarioError when there is none."""
    path = Path(name_or_path)
    _refuse_what_no_disk_can_name(path)
    if is_file(path):
        return path
    bundled = bundled_folder() / f"{name_or_path}{SUFFIX}"
    if str(name_or_path) == path.name and is_file(bundled):
        return bundled
    if is_folder(path):
        raise ScenarioError([Fault(str(path), "the scenario", "is a folder", "a file that ends in .yaml")])
    raise ScenarioError(
        [Fault(str(path), "the scenario", *_not_found(str(path), path.parent, bundled_names()))]
    )


def _refuse_what_no_disk_can_name(path: Path) -> None:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError) as error:
        shown = str(path) if len(str(path)) <= 80 else f"{str(path)[:79]}…"
        why = error.strerror if isinstance(error, OSError) else str(error)
        what, expected = f"cannot be looked for: {why}", "a path, or a bundled name"
        raise ScenarioError([Fault(shown.replace("\0", "␀"), "the scenario", what, expected)]) from None


def find_base(name: str, folder: Path) -> Path:
    """The file behind `extends: name`, seen from the folder of the file that says so.

    Raises LookupError with `what|expected` when there is none.
    """
    beside = named_in(folder, name)
    if is_file(beside):
        return beside
    bundled = bundled_folder() / f"{name.removesuffix(SUFFIX)}{SUFFIX}"
    if Path(name).name == name and is_file(bundled):
        return bundled
    raise LookupError("|".join(_not_found(name, beside.parent, [*bundled_names(), *NOT_A_SCENARIO])))


def _not_found(name: str, folder: Path, bundled: list[str]) -> tuple[str, str]:
    beside = [path.name for path in folder.glob("*.y*ml")] if is_folder(folder) else []
    meant = nearest(Path(name).name, [*beside, *bundled]) or nearest(Path(name).stem, bundled)
    hint = f"did you mean {meant}? " if meant else ""
    return (
        f"no file and no bundled scenario is called {shown(name)}",
        f"{hint}a path, or a bundled name: {', '.join(bundled)}",
    )


def is_file(path: Path) -> bool:
    """Whether there is such a file: not where the name is too long for a disk, or no name at all."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; as `is_file`."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def working_folder() -> Path:
    """Where we are. Raises ScenarioError when that folder has been removed meanwhile."""
    try:
        return Path.cwd().resolve()
    except OSError:
        gone = Fault(".", "the working folder", "is not there any more", "cd to a folder that is")
        raise ScenarioError([gone]) from None


def shown_path(path: Path) -> str:
    """A path as short as it can be from the working folder."""
    try:
        return str(path.relative_to(working_folder()))
    except ValueError:
        return str(path)


PATHS: tuple[tuple[str, ...], ...] = (("place", "margins"), ("posterior",))
"""Settings that name a file or folder."""


def paths_seen_from(folder: Path) -> Callable[[Entry, Path], Entry]:
    """For `gather`: a file that is named in a base stands beside that base; the scenario lies in `folder`.

    A name that leads to nothing from there stays as it is: it may be bundled, or a path from here.
    """

    def rebase(entry: Entry, base: Path) -> Entry:
        return (
            entry if base == folder else reduce(lambda whole, keys: _moved(whole, keys, base), PATHS, entry)
        )

    def _moved(entry: Entry, keys: tuple[str, ...], base: Path) -> Entry:
        if not keys:
            named = entry.value
            beside = named_in(base, named) if isinstance(named, str) else None
            if beside is None or not (is_file(beside) or is_folder(beside)):
                return entry
            return replace(entry, value=_from(folder, beside))
        inner = entry.find(keys[0])
        if inner is None or not isinstance(entry.value, dict):
            return entry
        return replace(entry, value={**entry.value, keys[0]: _moved(inner, keys[1:], base)})

    return rebase


def _from(folder: Path, path: Path) -> str:
    """The way from a folder to a path; the whole path where there is none, as between two drives."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return str(path.resolve())
