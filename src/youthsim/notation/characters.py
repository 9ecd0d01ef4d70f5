"""The signs that a number may be typed with, brought to one form; those that hide something are refused.

Word processors, web pages and spreadsheets put typographic spaces, minus signs and apostrophes where a
typewriter has one of each. They mean the same and are read the same. What cannot be seen (control
characters, marks of direction) and digits of another script are refused, because what is on the screen is
then not what is in the file.
"""

from __future__ import annotations

import re
import unicodedata

from youthsim.notation.faults import NumberFault

LONGEST = 80
"""Characters that a number with its unit and currency may have."""
_MINUS = "\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d"
_LONG_DASH = "\u2014\u2015"
_APOSTROPHE = "\u2019\u2018\u02bc"
_QUOTES = '\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"'
_ONE_FORM = str.maketrans(dict.fromkeys(_MINUS, "-") | dict.fromkeys(_APOSTROPHE, "'"))
_EDGES = " \t\r\n"
_CREDIT = re.compile(r"\s*-/-\s*")
"""The Dutch sign for what is taken off, before or behind an amount."""


def plain(text: str) -> str:
    """The text with one kind of space, minus and apostrophe. Raises NumberFault for what misleads."""
    text = text.strip(_EDGES)
    if len(text) > LONGEST:
        raise NumberFault(f"is {len(text)} characters long", "a number of ordinary size")
    text = _CREDIT.sub("-", text)
    if text.isascii() and text.isprintable() and '"' not in text:
        return text
    letters = []
    for letter in text:
        kind = unicodedata.category(letter)
        if kind in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            raise NumberFault(f"holds an invisible character (U+{ord(letter):04X})", "remove it")
        if kind in ("Nd", "No", "Nl") and letter not in "0123456789":
            raise NumberFault(f"holds '{letter}', which is no ordinary digit", "the digits 0 to 9")
        if letter in _QUOTES:
            raise NumberFault("stands in quotation marks", "the number without them")
        letters.append(" " if kind == "Zs" else letter)
    return "".join(letters).translate(_ONE_FORM).strip()


def with_long_dash(text: str) -> str:
    """A long dash behind a separator ("€ 500,—") as the hyphens that others type there."""
    for dash in _LONG_DASH:
        for mark in ",.":
            text = text.replace(mark + dash, mark + "-")
    return text
