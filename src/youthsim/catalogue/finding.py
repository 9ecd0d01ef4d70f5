"""Where scenario files are: paths as given, bundled scenarios by name."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

import youthsim
from youthsim.portable import named_in
from youthsim.scenario.faults import Fault, ScenarioError, nearest

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
    if path.is_file():
        return path
    bundled = bundled_folder() / f"{name_or_path}{SUFFIX}"
    if str(name_or_path) == path.name and bundled.is_file():
        return bundled
    if path.is_dir():
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
    there = named_in(folder, name)
    if there.is_file():
        return there
    bundled = bundled_folder() / f"{name.removesuffix(SUFFIX)}{SUFFIX}"
    if Path(name).name == name and bundled.is_file():
        return bundled
    raise LookupError("|".join(_not_found(name, there.parent, [*bundled_names(), *NOT_A_SCENARIO])))


def _not_found(name: str, folder: Path, bundled: list[str]) -> tuple[str, str]:
    beside = [path.name for path in folder.glob("*.y*ml")] if folder.is_dir() else []
    meant = nearest(Path(name).name, [*beside, *bundled]) or nearest(Path(name).stem, bundled)
    hint = f"did you mean {meant}? " if meant else ""
    return (
        f"no file and no bundled scenario is called '{name}'",
        f"{hint}a path, or a bundled name: {', '.join(bundled)}",
    )


def shown_path(path: Path) -> str:
    """A path as short as it can be from the working folder."""
    try:
        return str(path.relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)
