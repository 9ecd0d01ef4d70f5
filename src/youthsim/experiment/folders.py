"""What a folder holds, and what becomes of it when a run comes in.

The same question goes on where it was: its files are replaced together, and what the new ones no longer
match is removed. Another question is refused, unless it is forced: then what is there is moved into a folder
of its own, `earlier-...`, whole and readable. Files that no run wrote are never touched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from youthsim.catalogue.identity import what_differs
from youthsim.catalogue.models import Scenario
from youthsim.experiment import shards
from youthsim.experiment.manifest import (
    MANIFEST,
    NUMBERS,
    files_listed,
    files_said,
    is_as_listed,
    margins_said,
    read_manifest,
)
from youthsim.experiment.publishing import FOLDER, recover

EARLIER = "earlier-"
FAILURE = "failure.log"
BEFORE_FILES_WERE_LISTED = (
    *NUMBERS, "report.html", "figures/*.svg", "figures/*.png",
    *(f"assumptions-off/{name}" for name in (*NUMBERS, MANIFEST)),
)  # fmt: skip
OF_THE_SYSTEM = re.compile(r"\..*|Thumbs\.db|desktop\.ini|Icon\r?", re.IGNORECASE)
NAMED_AT_MOST = 5


class FolderTaken(ValueError):
    """A folder that holds something else. The message says what, and what can be done."""


QUESTION = ".question.json"
"""What an analysis other than a run was about: such a folder has no manifest."""


@dataclass(frozen=True)
class Leftovers:
    """What becomes of the files that are there: `aside` (from, to), `gone`, `kept` with their checksums."""

    aside: Mapping[str, str] = field(default_factory=dict)
    gone: Sequence[str] = ()
    kept: Mapping[str, Any] = field(default_factory=dict)


def check_free(directory: Path, scenario: Scenario, force: bool = False) -> None:
    """Refuses a folder that holds another question, or other files. Raises FolderTaken, OSError."""
    if not directory.is_dir():
        return
    recover(directory)
    if force:
        return
    manifest = read_manifest(directory)
    if manifest is not None:
        if differing := another_question(manifest, scenario):
            raise FolderTaken(_taken(directory, manifest, differing))
        return
    if any((directory / mark).is_dir() for mark in (shards.FOLDER, FOLDER)):
        return
    if others := sorted(path.name for path in directory.iterdir() if not OF_THE_SYSTEM.fullmatch(path.name)):
        raise FolderTaken(
            f"{directory} holds files that are no run of youthsim ({_named(others)}). Choose another --out, "
            "or add --force to write a run beside them; files of the same name are then moved to "
            f"{EARLIER}..., none is lost."
        )


def question_said(scenario: Scenario) -> dict[str, Any]:
    """What `check_question` reads: the scenario as resolved, and the margins of an own town."""
    return {"scenario": scenario.resolved(), "margins": margins_said(scenario)}


def check_question(directory: Path, scenario: Scenario) -> None:
    """Refuses a folder in which an analysis answered another question. Raises FolderTaken, OSError."""
    recover(directory)
    try:
        stored = json.loads((directory / QUESTION).read_text(encoding="utf-8"))
        differing = another_question(stored, scenario)
    except FileNotFoundError:
        return
    except (ValueError, LookupError, TypeError, AttributeError):
        return  # not ours to judge by
    if differing:
        raise FolderTaken(
            f"{directory} holds the answer to another question: this one differs in {_named(differing)}. "
            "Choose another --out, or remove that folder."
        )


def another_question(manifest: Mapping[str, Any], scenario: Scenario) -> list[str]:
    """Where the question of a manifest differs from a scenario's; draws, luck and words do not count."""
    now = _asked(scenario.resolved(), margins_said(scenario))
    try:
        return what_differs(_asked(_in_present_terms(manifest["scenario"]), manifest.get("margins")), now)
    except (LookupError, TypeError, AttributeError):
        return ["what cannot be read of it"]


def leftovers(
    directory: Path, new: Mapping[str, Any], scenario: Scenario, when: datetime | None = None
) -> Leftovers:
    """What becomes of the files that are in a folder when `new` ones come in, by name with checksums."""
    manifest = read_manifest(directory)
    old = _files_of(directory, manifest)
    gone = [FAILURE] if (directory / FAILURE).is_file() else []
    others = _in_the_way(directory, [*new, MANIFEST], {*old, *([] if manifest is None else [MANIFEST])})
    if manifest is not None and another_question(manifest, scenario):
        return Leftovers(aside=_aside(directory, [*old, MANIFEST, *others], when), gone=gone)
    aside = _aside(directory, others, when)
    stale = [name for name in old if name not in new]
    if manifest is not None and all(old.get(name) == new.get(name) for name in NUMBERS):
        kept = {name: old[name] for name in stale if is_as_listed(directory / name, old[name])}
        return Leftovers(aside=aside, gone=gone, kept=kept)
    return Leftovers(aside=aside, gone=[*gone, *stale])


def said_of_leftovers(left: Leftovers, directory: Path) -> list[str]:
    """A line for the user where something was moved or removed."""
    lines = []
    if left.aside:
        place = next(iter(left.aside.values())).partition("/")[0]
        lines.append(f"What was there is now in {directory / place}.")
    if stale := sorted({name.partition("/")[0] for name in left.gone} - {FAILURE}):
        lines.append(f"Removed, because they told of other numbers: {', '.join(stale)}.")
    return lines


def _asked(resolved: Mapping[str, Any], margins: Mapping[str, Any] | None) -> dict[str, Any]:
    asked = {key: value for key, value in resolved.items() if key not in ("seed", "replicates")}
    return asked | ({"place": margins["values"]} if margins else {})


def _in_present_terms(resolved: dict[str, Any]) -> dict[str, Any]:
    """A stored scenario with the settings that came since, at what they are when nothing is said."""
    try:
        return Scenario.model_validate(resolved).resolved()
    except ValueError:
        return resolved


def _files_of(directory: Path, manifest: Mapping[str, Any] | None) -> dict[str, Any]:
    """The files of the run that is there, with checksums; manifests of earlier versions did not list them."""
    if manifest is None:
        return {}
    if "files" in manifest:
        return files_listed(manifest)
    found = [path for pattern in BEFORE_FILES_WERE_LISTED for path in sorted(directory.glob(pattern))]
    return files_said(directory, [path.relative_to(directory).as_posix() for path in found])


def _in_the_way(directory: Path, new: Sequence[str], old: Collection[str]) -> list[str]:
    """Somebody's own files that have the name of a new file, or of a folder that it goes into."""
    named = [name for name in new if name not in old and (directory / name).exists()]
    folders = dict.fromkeys(str(parent) for name in new for parent in PurePosixPath(name).parents)
    return [name for name in folders if (directory / name).is_file()] + named


def _aside(directory: Path, names: Sequence[str], when: datetime | None) -> dict[str, str]:
    """Where files go that make room: a folder of their own, named by the time."""
    stamp = (when or datetime.now()).strftime("%Y-%m-%dT%H-%M-%S")
    place, number = f"{EARLIER}{stamp}", 1
    while (directory / place).exists():
        number += 1
        place = f"{EARLIER}{stamp}-{number}"
    return {name: f"{place}/{name}" for name in dict.fromkeys(names) if (directory / name).exists()}


def _taken(directory: Path, manifest: Mapping[str, Any], differing: Sequence[str]) -> str:
    about = manifest["scenario"]
    title, day = str(about.get("title", "")), str(manifest.get("finished", ""))[:10]
    title = title if len(title) <= 80 else f"{title[:79]}…"
    return (
        f'{directory} holds another question: "{title}" ({about.get("name")}, {manifest.get("draws")} draws, '
        f"{day}). This one differs in {_named(differing)}. Choose another --out, or add --force to move what "
        f"is there into {directory / EARLIER}... and go on."
    )


def _named(names: Sequence[str]) -> str:
    more = len(names) - NAMED_AT_MOST
    return ", ".join(names[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
