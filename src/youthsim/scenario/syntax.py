"""YAML that cannot be read, explained without the words of a parser."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from youthsim.scenario.faults import Fault, Position
from youthsim.scenario.unseen import SPACES, indented_oddly

WHERE = "YAML"

# What the parser says -> what it means to an analyst, and what to do.
EXPLANATIONS = (
    (
        "mapping values are not allowed",
        "a colon where none can stand",
        "the same indentation as the line above; text that contains a colon in quotes",
    ),
    ("could not find expected ':'", "a line without a colon", "`key: value`"),
    ("unexpected end of stream", "a quotation mark is never closed", "a closing quote of the same kind"),
    ("expected ',' or ']'", "a list that opens with [ is never closed", "items with commas between, then ]"),
    ("expected ',' or '}'", "a { is never closed", "`key: value` with commas between, then }"),
    (
        "expected <block end>",
        "the indentation does not match the lines above",
        "the keys of a group below each other",
    ),
    ("found undefined alias", "an alias (*name) that nothing defines", "text with a star in quotes"),
    ("found another document", "a second document begins (---)", "one scenario per file"),
    ("found character", "a sign that cannot begin a value", "the value in quotes"),
    ("expected the node content", "a sign that cannot begin a value", "the value in quotes"),
    ("found duplicate anchor", "an anchor (&name) is defined twice", "another name"),
)


def syntax_faults(text: str, name: str, error: YAMLError) -> list[Fault]:
    """The reason a text is not YAML; when typography is to blame, every line in which it is."""
    if typographic := tab_faults(text, name) + indented_oddly(text, name) + quote_faults(text, name):
        return typographic
    if isinstance(error, MarkedYAMLError):
        marks = [mark.line + 1 for mark in (error.context_mark, error.problem_mark) if mark]
        near = range(max(1, max(marks, default=1) - 2), max(marks, default=1) + 1)
        if told := line_faults(text, name, sorted({*marks, *near})):
            return told[:1]
        problem = error.problem or ""
        context = error.context or ""
        begin = error.context_mark if "quote" in context or "flow" in context else None
        mark = begin or error.problem_mark or error.context_mark
        at = Position(name, mark.line + 1, mark.column + 1) if mark else Position(name, 1, 1)
        for sign, what, expected in EXPLANATIONS:
            if sign in problem:
                return [Fault(at, WHERE, what, expected)]
        return [Fault(at, WHERE, f"cannot be read: {problem}", "lines of the form `key: value`")]
    unreadable = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    offset = unreadable.start() if unreadable else 0
    return [Fault(_position_at(text, offset, name), WHERE, "an invisible control character", "remove it")]


# What stands in a line -> what it does, and what to write. The group is where it stands.
IN_A_LINE = (
    (
        re.compile(r"^\s*(?:- +)?[A-Za-z_][\w-]*(:)(?![\s/:])[^\s]"),
        "no space after the colon",
        "`key: value`",
    ),
    (
        re.compile(rf"^\s*(?:- +)?[\w-]+:[ ]*([{''.join(SPACES)}])"),
        "what follows the colon looks like a space and is none",
        "an ordinary space",
    ),
    (
        re.compile(r"^\s*(?:- +)?[\w-]+:[^\"'#\n]*[ ](#\w)"),
        "a # after a space begins a comment",
        "text that contains it in quotes",
    ),
)  # fmt: skip


def line_faults(text: str, name: str, numbers: Iterable[int]) -> list[Fault]:
    """What is known to go wrong and stands in these lines of a text that cannot be read (from 1)."""
    lines = text.split("\n")
    found = []
    for sign, what, expected in IN_A_LINE:
        for number in numbers:
            if number <= len(lines) and (at := sign.search(lines[number - 1])):
                found.append(Fault(Position(name, number, at.start(1) + 1), WHERE, what, expected))
    return found


def tab_faults(text: str, name: str) -> list[Fault]:
    """One fault for each line that is indented with a tab."""
    return [
        Fault(Position(name, number, line.index("\t") + 1), WHERE, "indented with a tab", "spaces only")
        for number, line in enumerate(text.splitlines(), start=1)
        if re.match(r" *\t", line)
    ]


def quote_faults(text: str, name: str) -> list[Fault]:
    """One fault for each value that opens with a curly quotation mark, which is a letter to YAML."""
    return [
        Fault(Position(name, number, found.end()), WHERE, "a curly quotation mark, which does not quote here",
              'straight quotation marks, "…"')
        for number, line in enumerate(text.splitlines(), start=1)
        if (found := re.match(r"[^#]*?:\s+[\u201c\u201d\u201e\u2018\u2019]", line))
    ]  # fmt: skip


def undecodable(content: bytes, name: str, offset: int) -> Fault:
    """A file that is not UTF-8, with the place of the first byte that cannot be read."""
    before = content[:offset].decode("utf-8", errors="replace")
    return Fault(
        _position_at(before, len(before), name),
        "the file",
        "is not saved as UTF-8",
        "in your editor choose Save as, encoding UTF-8; often an accented letter or € shows where",
    )


def _position_at(text: str, offset: int, name: str) -> Position:
    before = text[:offset]
    return Position(name, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
