"""A YAML document as values that remember where they were written.

Scalars become Python values by the rules of YAML 1.2, with two exceptions that protect an analyst:
digits that begin with a zero stay text (municipality codes), and dates stay text.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from youthsim.scenario.faults import Fault, Position, ScenarioError
from youthsim.scenario.syntax import syntax_faults, undecodable

LARGEST_FILE_BYTES = 1_000_000
LARGEST_ENTRIES = 50_000
LONGEST_NUMBER = 40
DOCUMENT = "the file"
PLAIN_TAGS = ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")

Scalar = str | int | float | bool | None


@dataclass(frozen=True)
class Entry:
    """A value and where it stands; in a mapping also where its key stands."""

    value: Scalar | tuple[Entry, ...] | dict[str | int, Entry]
    at: Position
    key_at: Position

    def plain(self) -> Any:
        """The value without positions: dict, list, text, number, bool or None."""
        if isinstance(self.value, dict):
            return {key: entry.plain() for key, entry in self.value.items()}
        if isinstance(self.value, tuple):
            return [entry.plain() for entry in self.value]
        return self.value

    def find(self, *path: str | int) -> Entry | None:
        """The entry under these keys, or None."""
        entry: Entry | None = self
        for step in path:
            if entry is None:
                return None
            if isinstance(entry.value, dict):
                entry = entry.value.get(step)
            elif isinstance(entry.value, tuple) and isinstance(step, int) and step < len(entry.value):
                entry = entry.value[step]
            else:
                return None
        return entry


def read_entries(path: Path, name: str) -> tuple[Entry, list[Fault]]:
    """The mapping in a YAML file, and the faults that do not stop us from reading on.

    `name` is how messages call the file. Raises ScenarioError when the file cannot be read at all.
    """
    text = _text_of(path, name)
    try:
        root = YAML(typ="rt").compose(text)
    except MarkedYAMLError as error:
        raise ScenarioError(syntax_faults(text, name, error)) from None
    except YAMLError as error:
        raise ScenarioError(syntax_faults(text, name, error)) from None
    except RecursionError:
        raise ScenarioError(
            [Fault(Position(name, 1, 1), DOCUMENT, "brackets nested too deeply", "a scenario is a few levels deep")]
        ) from None
    start = Position(name, 1, 1)
    if root is None:
        raise ScenarioError(
            [Fault(start, DOCUMENT, "is empty", "`youthsim new NAME` writes a scenario to start from")]
        )
    reader = _Reader(name)
    if not isinstance(root, MappingNode):
        kind = "a list" if isinstance(root, SequenceNode) else "a single value"
        raise ScenarioError(
            [Fault(reader.position(root), DOCUMENT, f"holds {kind} at top level", "lines of the form `key: value`")]
        )
    entry = reader.entry(root, (), None)
    return entry, reader.faults


def _text_of(path: Path, name: str) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ScenarioError([Fault(name, DOCUMENT, f"cannot be read: {error.strerror}")]) from None
    if len(content) > LARGEST_FILE_BYTES:
        raise ScenarioError([Fault(name, DOCUMENT, "is larger than 1 MB", "a scenario of some pages of text")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScenarioError([undecodable(content, name, error.start)]) from None


class _Reader:
    """Turns nodes into entries and notes faults on the way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.seen = 0
        self.open_nodes: set[int] = set()

    def position(self, node: Node) -> Position:
        return Position(self.name, node.start_mark.line + 1, node.start_mark.column + 1)

    def fault(self, node: Node, path: tuple[str | int, ...], what: str, expected: str) -> None:
        self.faults.append(Fault(self.position(node), path_text(path), what, expected))

    def entry(self, node: Node, path: tuple[str | int, ...], key_node: Node | None) -> Entry:
        at = self.position(node)
        key_at = at if key_node is None else self.position(key_node)
        self.seen += 1
        if id(node) in self.open_nodes or self.seen > LARGEST_ENTRIES:
            raise ScenarioError(
                [Fault(at, path_text(path), "an alias (*name) that repeats itself without end", "write it out")]
            )
        tag = str(node.tag)
        if tag.removeprefix("tag:yaml.org,2002:") not in PLAIN_TAGS:
            self.fault(node, path, f"a YAML tag ({tag.rsplit(':', 1)[-1]}) is not used here", "a plain value")
        self.open_nodes.add(id(node))
        value: Any
        if isinstance(node, MappingNode):
            value = self._mapping(node, path)
        elif isinstance(node, SequenceNode):
            value = tuple(self.entry(item, (*path, row), None) for row, item in enumerate(node.value))
        else:
            value = self._scalar(node, path)
        self.open_nodes.discard(id(node))
        return Entry(value, at, key_at)

    def _mapping(self, node: MappingNode, path: tuple[str | int, ...]) -> dict[str | int, Entry]:
        entries: dict[str | int, Entry] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self.fault(key_node, path, "a list or mapping stands where a key is expected", "a word, then a colon")
                continue
            if str(key_node.tag).endswith(":merge"):
                self.fault(key_node, path, "the YAML merge key << is not used here", "use `extends:`")
                continue
            if node.flow_style and _is_torn_amount(key_node, value_node):
                self.fault(
                    key_node, path, "a comma inside { } starts a new key, so this amount was torn apart",
                    'put the amount in quotes: "€1,600,000 (2024)", or write one key per line without { }',
                )
                continue
            key = self._scalar(key_node, path)
            if isinstance(key, bool) or not isinstance(key, str | int):
                key = key_node.value or "(empty)"
            if key in entries:
                first = entries[key].key_at
                self.fault(
                    key_node, path_text_step(path, key), "written twice", f"first on line {first.line}; keep one"
                )
                continue
            entries[key] = self.entry(value_node, (*path, key), key_node)
        return entries

    def _scalar(self, node: ScalarNode, path: tuple[str | int, ...]) -> Scalar:
        text, kind = str(node.value), str(node.tag).rsplit(":", 1)[-1]
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind not in ("int", "float") or re.fullmatch(r"[-+]?0\d+", text):
            return text
        if len(text) > LONGEST_NUMBER:
            self.fault(node, path, f"a number of {len(text)} digits", "a number of ordinary size")
            return 0
        digits = text.replace("_", "")
        if kind == "int":
            return int(digits, 0)
        number = float(digits.replace(".inf", "inf").replace(".Inf", "inf").replace(".INF", "inf")
                       .replace(".nan", "nan").replace(".NaN", "nan").replace(".NAN", "nan"))
        if not math.isfinite(number):
            self.fault(node, path, f"'{text}' is not a number to calculate with", "a finite number")
            return 0.0
        return number


def _is_torn_amount(key: ScalarNode, value: Node) -> bool:
    """Whether a key is really the tail of an amount: {30: €1,600,000 (2024)} holds the keys 600 and 000."""
    return (
        isinstance(value, ScalarNode)
        and value.value == ""
        and re.fullmatch(r"\d{3}(\.\d+)?( .*)?", str(key.value)) is not None
    )


def path_text_step(path: tuple[str | int, ...], key: str | int) -> tuple[str | int, ...]:
    return (*path, key)


def path_text(path: tuple[str | int, ...]) -> str:
    """`arms.weighing.interventions.item 1.reach`; items of a list count from 1."""
    steps = [f"item {step + 1}" if isinstance(step, int) and row else str(step) for row, step in enumerate(path)]
    return ".".join(steps) or DOCUMENT
