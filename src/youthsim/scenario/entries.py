"""A YAML document as values that remember where they were written.

Scalars become Python values by the rules of YAML 1.2, with two exceptions that protect an analyst:
digits that begin with a zero stay text (municipality codes), and dates stay text.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from youthsim.scenario.faults import Fault, Position, ScenarioError
from youthsim.scenario.syntax import space_faults, syntax_faults, undecodable
from youthsim.scenario.torn import joined, torn_in_list, torn_in_mapping

LARGEST_FILE_BYTES = 1_000_000
LARGEST_ENTRIES = 50_000
LONGEST_NUMBER = 40
DOCUMENT = "the file"
STARTER = "`youthsim new NAME` writes a starter"
PLAIN_TAGS = ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")

_IN_DECIMAL = re.compile(
    r"[-+]?(?:[1-9]\d{0,2}(?:_\d{3})+|0|[1-9]\d*|(?=\.))(?:\.\d*)?(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|nan)",
    re.IGNORECASE,
)
"""What is a number here; `010`, `0x10` and `1_0` stay text, and the reader of the key says what to write."""

Scalar = str | int | float | bool | None


@dataclass(frozen=True)
class Entry:
    """A value and where it stands; in a mapping also where its key stands."""

    value: Scalar | tuple[Entry, ...] | dict[str | int, Entry]
    at: Position
    key_at: Position
    written: str = ""
    """The text of a value that stands there without quotation marks."""

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


def read_entries(path: Path, name: str, example: str = STARTER) -> tuple[Entry, list[Fault]]:
    """The mapping in a YAML file, and the faults that do not stop us from reading on.

    `name` is how messages call the file, `example` what they expect of an empty one. Raises ScenarioError
    when the file cannot be read at all.
    """
    text = _text_of(path, name)
    try:
        root = YAML(typ="rt").compose(text)
    except YAMLError as error:
        raise ScenarioError(syntax_faults(text, name, error)) from None
    except RecursionError:
        deep = Fault(Position(name, 1, 1), DOCUMENT, "brackets nested too deeply", "a few levels")
        raise ScenarioError([deep]) from None
    start = Position(name, 1, 1)
    if root is None:
        raise ScenarioError([Fault(start, DOCUMENT, "is empty", example)])
    if indented := space_faults(text, name):
        raise ScenarioError(indented)
    reader = _Reader(name, text)
    if not isinstance(root, MappingNode):
        kind = "a list" if isinstance(root, SequenceNode) else "a single value"
        what, expected = f"holds {kind} at top level", "lines of the form `key: value`"
        raise ScenarioError([Fault(reader.position(root), DOCUMENT, what, expected)])
    entry = reader.entry(root, "", None)
    return entry, reader.faults


def _text_of(path: Path, name: str) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ScenarioError([Fault(name, DOCUMENT, f"cannot be read: {error.strerror}")]) from None
    if len(content) > LARGEST_FILE_BYTES:
        raise ScenarioError([Fault(name, DOCUMENT, "is larger than 1 MB", "some pages of text")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScenarioError([undecodable(content, name, error.start)]) from None


class _Reader:
    """Turns nodes into entries and notes faults on the way."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.faults: list[Fault] = []
        self.seen = 0
        self.open_nodes: set[int] = set()
        self.torn: set[Position] = set()

    def position(self, node: Node) -> Position:
        return Position(self.name, node.start_mark.line + 1, node.start_mark.column + 1)

    def fault(self, node: Node, where: str, what: str, expected: str) -> None:
        self.faults.append(Fault(self.position(node), where or DOCUMENT, what, expected))

    def entry(self, node: Node, where: str, key_node: Node | None) -> Entry:
        at = self.position(node)
        key_at = at if key_node is None else self.position(key_node)
        self.seen += 1
        if id(node) in self.open_nodes or self.seen > LARGEST_ENTRIES:
            endless = "an alias (*name) that repeats itself without end"
            raise ScenarioError([Fault(at, where or DOCUMENT, endless, "write it out")])
        tag = str(node.tag).removeprefix("tag:yaml.org,2002:")
        if tag not in PLAIN_TAGS:
            self.fault(node, where, f"a YAML tag ({tag}) is not used here", "a plain value")
        self.open_nodes.add(id(node))
        value: Any
        written = ""
        if isinstance(node, MappingNode):
            value = self._mapping(node, where)
        elif isinstance(node, SequenceNode):
            value = self._sequence(node, where)
        else:
            scalar = cast(ScalarNode, node)
            value = self._scalar(scalar, where)
            written = str(scalar.value) if scalar.style is None else ""
        self.open_nodes.discard(id(node))
        return Entry(value, at, key_at, written)

    def _sequence(self, node: SequenceNode, where: str) -> tuple[Entry, ...]:
        items = [self.entry(item, item_of(where, row), None) for row, item in enumerate(node.value)]
        if not node.flow_style:
            return tuple(items)
        torn = torn_in_list(node.value, self.text)
        for place, told in torn.items():
            self.fault(node.value[place], where, *told)
            whole, part = (str(node.value[at].value) for at in (place, place + 1))
            items[place] = replace(items[place], value=joined(whole, part), written="")
        return tuple(item for place, item in enumerate(items) if place - 1 not in torn)

    def _mapping(self, node: MappingNode, where: str) -> dict[str | int, Entry]:
        entries: dict[str | int, Entry] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self.fault(key_node, where, "a list stands where a key belongs", "a word, then a colon")
                continue
            if str(key_node.tag).endswith(":merge"):
                self.fault(key_node, where, "the YAML merge key << is not used here", "use `extends:`")
                continue
            if node.flow_style and entries:
                name, torn = next(reversed(entries.items()))
                if (told := torn_in_mapping(torn.written, key_node, value_node, self.text)) is not None:
                    if torn.at not in self.torn:
                        self.faults.append(Fault(torn.at, key_of(where, name), *told))
                    self.torn.add(torn.at)
                    tail = str(key_node.value)
                    entries[name] = replace(
                        torn, value=joined(torn.written, tail), written=f"{torn.written},{tail}"
                    )
                    continue
            key = self._scalar(key_node, where)
            if isinstance(key, bool) or not isinstance(key, str | int):
                key = key_node.value or "(empty)"
            if key in entries:
                first = entries[key].key_at.line
                self.fault(key_node, key_of(where, key), f"written twice, first on line {first}", "keep one")
                continue
            entries[key] = self.entry(value_node, key_of(where, key), key_node)
        return entries

    def _scalar(self, node: ScalarNode, where: str) -> Scalar:
        text, kind = str(node.value), str(node.tag).rsplit(":", 1)[-1]
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind not in ("int", "float") or not _IN_DECIMAL.fullmatch(text):
            return text
        if len(text) > LONGEST_NUMBER:
            self.fault(node, where, f"a number of {len(text)} digits", "a number of ordinary size")
            return 0
        digits = text.lower().replace("_", "")
        try:
            if kind == "int":
                return int(digits)
            number = float(digits.replace(".inf", "inf").replace(".nan", "nan"))
        except ValueError:
            return text
        if not math.isfinite(number):
            self.fault(node, where, f"'{text}' is not a number to calculate with", "a finite number")
            return 0.0
        return number


def key_of(where: str, key: str | int) -> str:
    """The name of a key in a message: `arms.weighing.label`."""
    return f"{where}.{key}" if where else str(key)


def item_of(where: str, row: int) -> str:
    """The name of an item of a list in a message, counted from 1: `sizes.item 2`."""
    return f"{where}.item {row + 1}"
