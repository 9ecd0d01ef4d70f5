"""Signs that nobody sees, or that look like others, and what they do to a file.

A word processor, a web page or an e-mail puts them there: spaces that YAML does not take for spaces, curly
quotes that it does not take for quotes, control characters that no report can print. And a `#` after a space
begins a comment, also where a word follows it at once.
"""

from __future__ import annotations

import re
import unicodedata

from youthsim.scenario.faults import Fault, Position

SPACES = {
    "\u00a0": "a non-breaking space",
    "\u202f": "a narrow non-breaking space",
    "\u2007": "a figure space",
    "\u3000": "a wide space",
    "\u200b": "a space without width",
    "\u2060": "a space without width",
    "\ufeff": "a byte order mark",
    **dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a", "a typographic space"),
}
"""What looks like a space and is none to YAML."""
NO_SPACE = re.compile(f"[{''.join(SPACES)}]")
CURLY = "“”„‟«»‘’‚‛"
CURLY_VALUE = re.compile(f"[{CURLY}][^{CURLY}]*[{CURLY}]")
GLUED_COMMENT = re.compile(r"[ \t]+(#\w[^\n\r]*)")
QUANTITY = re.compile(r"[-+–]?\s*[\d.,%€]|EUR\b")
"""How a value begins that is no free text: a comment behind it takes nothing from it."""
BESIDES_CONTROL = ("\ufffe", "\uffff")


def strange_sign(text: str) -> str | None:
    """The first sign in a value that no page can print, by its number (U+0007), or None."""
    for sign in text:
        category = unicodedata.category(sign)
        if (category == "Cc" and sign not in "\n\t") or category == "Cs" or sign in BESIDES_CONTROL:
            return f"U+{ord(sign):04X}"
    return None


def space_in(text: str) -> str | None:
    """The name of the first sign that looks like a space and is none to YAML, or None."""
    found = NO_SPACE.search(text)
    return SPACES[found[0]] if found else None


def cut_off(text: str, value: str, end: int) -> str | None:
    """What a comment takes from a text without quotes that ends at `end`: `#doorbraak` of `Plan #doorbraak`.

    None where there is no comment, where it stands apart (`# so`), or behind a number or an amount.
    """
    if QUANTITY.match(value):
        return None
    found = GLUED_COMMENT.match(text, end)
    return found[1].rstrip() if found else None


def indented_oddly(text: str, name: str) -> list[Fault]:
    """One fault for each line that is indented with what is no space, told at that sign."""
    faults = []
    for number, line in enumerate(text.split("\n"), start=1):
        if found := re.match(f" *([{''.join(SPACES)}])", line):
            at = Position(name, number, found.end())
            what, expected = f"indented with {SPACES[found[1]]}", "ordinary spaces; retype the indentation"
            faults.append(Fault(at, "YAML", what, expected))
    return faults
