"""Numbers that a comma inside brackets tears apart: [0,5, 1,5] is four numbers to YAML, {a: 2,4} two keys.

Who writes lists puts a space behind each comma or behind none. A comma without a space, among others that
have one, stands inside a number. What was torn is told once, and read on as what was meant, so that no
second fault follows from the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ruamel.yaml.nodes import Node, ScalarNode

Told = tuple[str, str]
"""What happened, and what to write."""


def torn_in_list(items: Sequence[Node], text: str) -> dict[int, Told]:
    """The items of a list in brackets at which a torn number begins; the next item is its tail."""
    tight = [text[left.end_mark.index : right.start_mark.index] == "," for left, right in pairwise(items)]
    found: dict[int, Told] = {}
    for place, (left, right) in enumerate(pairwise(items)):
        if not tight[place] or place - 1 in found or not (_is_scalar(left) and _is_scalar(right)):
            continue
        whole, part = str(left.value), str(right.value)
        if not (re.fullmatch(r"[-+]?\d{1,3}", whole) and re.fullmatch(r"\d+%?", part)):
            continue
        if not all(tight) or (_thousands(whole, part) and len(items) == 2):
            found[place] = f"{whole},{part} in brackets is two numbers to YAML", _instead(whole, part)
    return found


def joined(whole: str, part: str) -> str | int | float:
    """The number that was torn, as YAML would have read it without its comma."""
    if _thousands(whole, part):
        return int(whole + part)
    numbers = re.fullmatch(r"[-+]?\d+", whole) and part.isdecimal() and len(part) < 16
    return float(f"{whole}.{part}") if numbers else f"{whole},{part}"


def torn_in_mapping(before: str, key: ScalarNode, value: Node, text: str) -> Told | None:
    """What happened where a key is really the tail of a number: {30: €1,600,000 (2024)}, {share: 24,6}.

    before: the text of the value that the key stands behind.
    """
    tail = str(key.value)
    empty = isinstance(value, ScalarNode) and value.value == ""
    if not (empty and re.search(r"\d$", before) and re.fullmatch(r"\d+(\.\d+)?( ?[%‰]| .*)?", tail)):
        return None
    if text[key.start_mark.index - 1] != ",":
        return None
    if re.fullmatch(r"[-+]?\d+", before):
        what = f"a comma inside {{ }} ends a value, so {before},{tail} was torn apart"
        return what, f"{_instead(before, tail, alone=True)}, or the key on its own line without {{ }}"
    what = "a comma inside { } ends a value, so this amount was torn apart"
    return what, 'in quotes, "€1,600,000 (2024)", or each key on its own line without { }'


def _is_scalar(node: Node) -> bool:
    return isinstance(node, ScalarNode)


def _thousands(whole: str, part: str) -> bool:
    return len(part) == 3 and part.isdecimal() and re.fullmatch(r"[-+]?[1-9]\d{0,2}", whole) is not None


def _instead(whole: str, part: str, *, alone: bool = False) -> str:
    if _thousands(whole, part):
        return f"write {whole}{part}" + (
            "" if alone else f", or `{whole}, {part}` with a space for two numbers"
        )
    return f"write {whole}.{part}"
