"""What is wrong in a file, said so that its author can put it right: where, what, and what is expected."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LIST_AT_MOST = 13


@dataclass(frozen=True, order=True)
class Position:
    """A place in a file. Lines and columns count from 1, as editors do."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Fault:
    """One thing wrong. `position` is the plain name of the file when the file itself cannot be read."""

    position: Position | str
    where: str
    what: str
    expected: str = ""

    def __str__(self) -> str:
        expected = f" ({self.expected})" if self.expected else ""
        return f"{self.position}: {self.where}: {self.what}{expected}"


class ScenarioError(ValueError):
    """A scenario that cannot be used; `faults` holds every fault found, in the order of the files."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(_in_reading_order(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def _in_reading_order(faults: Iterable[Fault]) -> list[Fault]:
    def key(fault: Fault) -> tuple[str, int, int]:
        at = fault.position
        return (at.file, at.line, at.column) if isinstance(at, Position) else (at, 0, 0)

    return sorted(dict.fromkeys(faults), key=key)


def nearest(word: object, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None."""
    options = {option.lower().replace("-", "_"): option for option in known}
    sought = str(word).lower().replace("-", "_").replace(" ", "_")
    found = difflib.get_close_matches(sought, options, n=1, cutoff=0.6)
    if not found:
        begin_alike = [option for option in options if len(sought) >= 3 and option.startswith(sought)]
        found = begin_alike[:1]
    return options[found[0]] if found else None


def choices(word: object, known: Sequence[str]) -> str:
    """What to write instead of `word`: the nearest known word, then the list when it is short enough."""
    parts = []
    if (meant := nearest(word, known)) is not None:
        parts.append(f"did you mean {meant}?")
    if 0 < len(known) <= LIST_AT_MOST:
        parts.append(f"expected {listed(known)}")
    return " ".join(parts)


def listed(words: Sequence[str]) -> str:
    """`a`, `a or b`, `one of a, b, c`."""
    if len(words) <= 2:
        return " or ".join(words)
    return "one of " + ", ".join(words)


def shown(value: object) -> str:
    """A value as an analyst wrote it, shortened for a message."""
    match value:
        case bool():
            text = "true" if value else "false"
        case dict():
            text = "{" + ", ".join(f"{key}: …" for key in value) + "}"
        case list() | tuple():
            text = f"a list of {len(value)}"
        case float():
            text = f"{value:g}"
        case str():
            text = f"'{' '.join(value.split())}'"
        case _:
            text = str(value)
    return text if len(text) <= 60 else text[:57] + "…" + ("'" if isinstance(value, str) else "")
