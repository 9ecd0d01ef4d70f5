"""A YAML document as values that remember where they were written.

Scalars become Python values by the rules of YAML 1.2, with two exceptions that protect an analyst:
digits that begin with a zero stay text (municipality codes), and dates stay text.
"""

from __future__ import annotations

import codecs
import math
import re
import warnings
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from youthsim.scenario.faults import Fault, Position, ScenarioError
from youthsim.scenario.syntax import line_faults, syntax_faults, undecodable
from youthsim.scenario.torn import joined, torn_in_list, torn_in_mapping
from youthsim.scenario.unseen import CURLY_VALUE, cut_off, indented_oddly, space_in, strange_sign

LARGEST_FILE_BYTES = 100_000
LARGEST_ENTRIES = 5_000
LARGEST_COPIES = 1_000
MOST_BRACKETS = 1_000
DEEPEST = 20
LONGEST_NUMBER = 40
DOCUMENT = "the file"
STARTER = "`youthsim new NAME` writes a starter"
LONGEST_KEY, LONGEST_WHERE = 200, 200
DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?=%)")
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
    _refuse_heaps(text, name)
    root = _composed(text, name)
    start = Position(name, 1, 1)
    if root is None:
        raise ScenarioError([Fault(start, DOCUMENT, "is empty", example)])
    reader = _Reader(name, text)
    if not isinstance(root, MappingNode):
        if told := line_faults(text, name, range(1, 1 + text.count("\n") + 1)):
            raise ScenarioError(told)
        kind = "a list" if isinstance(root, SequenceNode) else "a single value"
        what, expected = f"holds {kind} at top level", "lines of the form `key: value`"
        raise ScenarioError([Fault(reader.position(root), DOCUMENT, what, expected)])
    entry = reader.entry(root, "", None)
    if reader.odd_keys and (indented := indented_oddly(text, name)):
        raise ScenarioError(indented)
    return entry, reader.faults


def _refuse_heaps(text: str, name: str) -> None:
    """Refuses what would keep the parser busy for minutes, before it begins. Raises ScenarioError.

    Every value but the first has a comma, a line or a bracket of its own, so their number bounds the values.
    """
    brackets = text.count("[") + text.count("{")
    if brackets > MOST_BRACKETS or brackets + text.count(",") + text.count("\n") > 2 * LARGEST_ENTRIES:
        many = f"the file holds more than {LARGEST_ENTRIES} values or {MOST_BRACKETS} brackets"
        raise ScenarioError([Fault(Position(name, 1, 1), DOCUMENT, many, "some pages of text")])


def _composed(text: str, name: str) -> Node | None:
    """The text as nodes of YAML 1.2, None when it holds nothing. Raises ScenarioError when it is no YAML."""
    if (directive := DIRECTIVE.match(text)) is not None:
        at = Position(name, directive[0].count("\n") + 1, 1)
        raise ScenarioError([Fault(at, DOCUMENT, "a line that begins with % is not used here", "remove it")])
    try:
        # Not the round-trip reader: it keeps comments, and fails on some between a key and its value.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an anchor that is used again: the last one holds
            return cast("Node | None", YAML(typ="safe", pure=True).compose(text))
    except YAMLError as error:
        raise ScenarioError(syntax_faults(text, name, error)) from None
    except RecursionError:
        deep = Fault(Position(name, 1, 1), DOCUMENT, "brackets nested too deeply", "a few levels")
        raise ScenarioError([deep]) from None
    except (ValueError, OverflowError):  # such as "\\U00110000", a number that is no character
        number = Fault(Position(name, 1, 1), DOCUMENT, "a \\ in quotes names no character", "the sign itself")
        raise ScenarioError([number]) from None


def _text_of(path: Path, name: str) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ScenarioError([Fault(name, DOCUMENT, f"cannot be read: {error.strerror}")]) from None
    except ValueError:  # a NUL in the name
        raise ScenarioError([Fault(name, DOCUMENT, "is not the name of a file")]) from None
    if len(content) > LARGEST_FILE_BYTES:
        most = f"is larger than {LARGEST_FILE_BYTES // 1000} kB"
        raise ScenarioError([Fault(name, DOCUMENT, most, "some pages of text")])
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content[:4]:
        expected = "in your editor choose Save as, encoding UTF-8 (Unicode in Windows means UTF-16)"
        raise ScenarioError([Fault(Position(name, 1, 1), DOCUMENT, "is saved as UTF-16", expected)])
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
        self.met: set[int] = set()
        self.seen = self.copies = self.depth = 0
        self.torn: set[Position] = set()
        self.odd_keys = False

    def position(self, node: Node) -> Position:
        return Position(self.name, node.start_mark.line + 1, node.start_mark.column + 1)

    def fault(self, node: Node, where: str, what: str, expected: str) -> None:
        self.faults.append(Fault(self.position(node), where or DOCUMENT, what, expected))

    def entry(self, node: Node, where: str, key_node: Node | None) -> Entry:
        at = self.position(node)
        key_at = at if key_node is None else self.position(key_node)
        self._keep_within_bounds(node, at, where)
        tag = str(node.tag).removeprefix("tag:yaml.org,2002:")
        if tag not in PLAIN_TAGS:
            self.fault(node, where, f"a YAML tag ({tag}) is not used here", "a plain value")
        self.depth += 1
        value: Any
        written = ""
        if isinstance(node, MappingNode):
            value = self._mapping(node, where)
        elif isinstance(node, SequenceNode):
            value = self._sequence(node, where)
        else:
            scalar = cast(ScalarNode, node)
            value = self._scalar(scalar, where)
            self._tell_lost_text(scalar, value, where)
            written = str(scalar.value) if scalar.style is None else ""
        self.depth -= 1
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

    def _keep_within_bounds(self, node: Node, at: Position, where: str) -> None:
        """Aliases unfold and brackets nest without end; a scenario needs neither. Raises ScenarioError."""
        self.seen += 1
        self.copies += id(node) in self.met
        self.met.add(id(node))
        if self.copies > LARGEST_COPIES:
            what, expected = "an alias (*name) that repeats itself without end", "write it out"
        elif self.seen > LARGEST_ENTRIES:
            what, expected = f"the file holds more than {LARGEST_ENTRIES} values", "some pages of text"
        elif self.depth > DEEPEST:
            deep = "groups within groups" if self.copies == 0 else "an alias (*name)"
            what, expected = f"{deep}, more than {DEEPEST} deep", "a few levels"
        else:
            return
        raise ScenarioError([Fault(at, where[:LONGEST_WHERE] or DOCUMENT, what, expected)])

    def _tell_lost_text(self, node: ScalarNode, value: Scalar, where: str) -> None:
        """Text that is cut off by a comment, stands between curly quotes, or holds what no page can print."""
        if not isinstance(value, str):
            return
        if (sign := strange_sign(value)) is not None:
            self.fault(node, where, f"holds an invisible control character ({sign})", "remove it")
        if node.style is not None:  # in quotes, or a block
            return
        if (lost := cut_off(self.text, value, node.end_mark.index)) is not None:
            at = Position(self.name, node.end_mark.line + 1, self._column(lost, node.end_mark.index))
            what = f"'{lost[:40]}' is taken for a comment and left out"
            expected = (
                f'for text write quotes, "{value[-30:]} {lost[:40]}"; for a comment a space after the #'
            )
            self.faults.append(Fault(at, where or DOCUMENT, what, expected))
        if CURLY_VALUE.fullmatch(value):
            self.fault(node, where, "stands between curly quotes, which count as text", 'straight quotes, "')

    def _column(self, sought: str, index: int) -> int:
        found = self.text.index(sought, index)
        return found - (self.text.rfind("\n", 0, found) + 1) + 1

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
            key = self._key(key_node, where)
            if key in entries:
                first = entries[key].key_at.line
                self.fault(key_node, key_of(where, key), f"written twice, first on line {first}", "keep one")
                continue
            entries[key] = self.entry(value_node, key_of(where, key), key_node)
        return entries

    def _key(self, node: ScalarNode, where: str) -> str | int:
        key = self._scalar(node, where)
        if isinstance(key, bool) or not isinstance(key, str | int):
            key = str(node.value) or "(empty)"
        if isinstance(key, str):
            if (space := space_in(key)) is not None:
                self.odd_keys = True
                self.fault(node, where, f"{space} stands in or before a key", "ordinary spaces only")
            elif (sign := strange_sign(key)) is not None:
                self.fault(node, where, f"a key holds an invisible control character ({sign})", "remove it")
            if len(key) > LONGEST_KEY:
                self.fault(node, where, f"a key of {len(key)} characters", "a word, then a colon")
        return key

    def _scalar(self, node: ScalarNode, where: str) -> Scalar:
        text, kind = str(node.value), str(node.tag).rsplit(":", 1)[-1]
        if kind == "null":
            return None
        if kind == "bool":
            if text.lower() not in ("true", "false"):  # under a tag of the author's own
                return text
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
