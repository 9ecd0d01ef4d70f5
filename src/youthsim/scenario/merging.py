"""`extends:`: this base, but.

A scenario names one base and writes only what differs. Mappings merge key by key; anything else, lists
too, replaces what the base said. A mapping that is one value (a distribution, or a choice with a `kind`)
replaces as a whole. An empty value (`key:` or `key: null`) takes the key of the base away. Every key keeps
the place where it was written, so a fault in a base is reported in the base.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from youthsim.scenario.entries import Entry, key_of, read_entries
from youthsim.scenario.faults import Fault, ScenarioError
from youthsim.scenario.uncertain import DISTRIBUTION_WORDS

FindBase = Callable[[str, Path], Path]
"""From the text after `extends:` and the folder of its file to the file of the base; LookupError if none,
its message saying what to write instead."""

Rebase = Callable[[Entry, Path], Entry]
"""What one file says, with the paths in it, which count from the folder of that file, as the whole needs
them."""

EXTENDS = "extends"
MOST_BASES = 20
NOT_INHERITED = ("name",)
TRANSLATED = ("title", "question", "label")
"""Words with a Dutch twin (`title_nl`): who writes new words does not inherit the twin of the old ones."""


def gather(
    path: Path,
    find_base: FindBase,
    show: Callable[[Path], str],
    rebase: Rebase = lambda entry, folder: entry,
) -> tuple[Entry, list[Fault]]:
    """One scenario file with all its bases merged into it, and the faults met on the way.

    `show` gives the name of a file in messages. Raises ScenarioError when one of the files is unreadable.
    """
    merged, faults = _gather(path, find_base, show, rebase, ())
    return _without_empty(merged, faults, ""), faults


def _gather(
    path: Path, find_base: FindBase, show: Callable[[Path], str], rebase: Rebase, below: tuple[Path, ...]
) -> tuple[Entry, list[Fault]]:
    path = path.resolve()
    entry, faults = read_entries(path, show(path))
    entry = rebase(entry, path.parent)
    assert isinstance(entry.value, dict)
    link = entry.value.pop(EXTENDS, None)
    if link is None:
        return entry, faults
    if not isinstance(link.value, str):
        faults.append(Fault(link.at, EXTENDS, "is not a name", "a file (base.yaml) or a bundled scenario"))
        return entry, faults
    try:
        base_path = find_base(link.value, path.parent).resolve()
    except LookupError as error:
        what, _, expected = str(error.args[0]).partition("|")
        faults.append(Fault(link.at, EXTENDS, what, expected))
        return entry, faults
    if len(below) >= MOST_BASES:
        faults.append(Fault(link.at, EXTENDS, f"more than {MOST_BASES} bases, one below the other", "a few"))
        return entry, faults
    if base_path in (*below, path):
        circle = " → ".join(show(step) for step in (*below, path, base_path))
        faults.append(
            Fault(link.at, EXTENDS, f"goes round in a circle: {circle}", "a base that ends somewhere")
        )
        return entry, faults
    try:
        base, base_faults = _gather(base_path, find_base, show, rebase, (*below, path))
    except ScenarioError as error:
        raise ScenarioError([*faults, *error.faults]) from None
    assert isinstance(base.value, dict)
    for key in NOT_INHERITED:
        base.value.pop(key, None)
    return merge(base, entry), [*base_faults, *faults]


def merge(base: Entry, change: Entry) -> Entry:
    """`change` laid over `base`; positions come from where each value was written."""
    if not (isinstance(base.value, dict) and isinstance(change.value, dict)):
        return change
    if _is_one_value(base) or _is_one_value(change):
        return change
    merged = dict(base.value)
    for key, entry in change.value.items():
        if key not in merged:
            merged[key] = entry
        elif entry.value is None:
            del merged[key]
        else:
            merged[key] = merge(merged[key], entry)
    for key in TRANSLATED:
        if key in change.value and f"{key}_nl" not in change.value:
            merged.pop(f"{key}_nl", None)
    return Entry(merged, change.at, change.key_at)


def _is_one_value(entry: Entry) -> bool:
    """Whether a mapping is a distribution or a choice with a kind, whose keys make no sense apart."""
    words = entry.value if isinstance(entry.value, dict) else {}
    return "kind" in words or any(word in DISTRIBUTION_WORDS for word in words)


def _without_empty(entry: Entry, faults: list[Fault], where: str) -> Entry:
    """The entry without keys that hold nothing; each is a fault, for nothing is not a value."""
    if isinstance(entry.value, dict):
        kept: dict[str | int, Entry] = {}
        for key, child in entry.value.items():
            name = key_of(where, key)
            if child.value is None:
                expected = "write one after the colon, or remove the line"
                faults.append(Fault(child.key_at, name, "has no value", expected))
            else:
                kept[key] = _without_empty(child, faults, name)
        return Entry(kept, entry.at, entry.key_at)
    return entry
