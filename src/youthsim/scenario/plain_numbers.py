"""Numbers without a unit, as a YAML file writes them: counts, and values whose unit is fixed by their key.

YAML makes a number of what looks like one to a programmer: `1.000` is 1, `1e3` is 1000.0, and `0,5` is text.
What an analyst meant can be told from the text in the file, which an `Entry` keeps as `written`.
"""

from __future__ import annotations

import math
import re

from youthsim.notation.faults import NotationFault, NumberFault
from youthsim.notation.numbers import read
from youthsim.notation.refusals import LIKE
from youthsim.scenario.faults import shown

_GROUPED = re.compile(r"([+-]?)([1-9]\d{0,2})\.(\d{3})")


def thousands_of(written: str) -> str | None:
    """The count that a text such as "1.345" may mean beside the fraction that YAML reads; None otherwise."""
    match = _GROUPED.fullmatch(written)
    return None if match is None else "".join(match.groups())


def number(value: object, written: str = "") -> float:
    """A number from what YAML holds: a number, or text such as "0,93" or "24 %". Raises NumberFault."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise NumberFault("is not a number", plain_no=True)
    if not isinstance(value, str):
        if isinstance(value, float) and not math.isfinite(value):
            raise NumberFault("is not a number to calculate with", "a finite number")
        return float(value)
    found = read(value)
    if found.in_euros:
        raise NumberFault("carries a unit", "the bare number, its unit is fixed")
    return float(found.value)


def count(value: object, written: str = "") -> float:
    """A number of persons, pupils or cases. Raises NumberFault: 1.345 may be 1345, and is asked back.

    written: the text in the file, where there is one; `value` itself decides without it.
    """
    text = written or (repr(value) if isinstance(value, float) else "")
    if (whole := thousands_of(text)) is not None:
        raise NumberFault(f"is read by YAML as {float(text):g}, and may mean {whole}", f"write {whole}")
    if re.fullmatch(r"[+-]?[\d.]+e[+-]?\d+", text, re.IGNORECASE) and isinstance(value, int | float):
        raise NumberFault("is written with an exponent", f"write {value:.0f}")
    return number(value, written)


def why_not_whole(value: object, written: str) -> tuple[str, str] | None:
    """What is wrong with a value where a whole number belongs, and what to write; None: nothing special."""
    text = written or (value if isinstance(value, str) else "")
    if not text:
        return None
    try:
        found = count(value, written)
    except NotationFault as fault:
        expected = "a whole number" if fault.expected == LIKE else fault.expected
        return None if fault.plain_no else (f"'{text}' {fault.what}", expected)
    if found == int(found):
        return f"'{text}' is not written as YAML writes a whole number", f"write {found:.0f}"
    return f"{text} is not a whole number", ""


def why_no_number(value: object) -> tuple[str, str] | None:
    """The same where a number with decimals belongs."""
    if not isinstance(value, str):
        return None
    try:
        found = number(value)
    except NotationFault as fault:
        return None if fault.plain_no else (f"{shown(value)} {fault.what}", fault.expected)
    if "," in value:
        return f"{shown(value)} has a decimal comma", f"write {found:.15g}"
    return f"{shown(value)} is text", f"write {found:.15g}"
