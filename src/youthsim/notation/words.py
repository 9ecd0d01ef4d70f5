"""Words and signs that stand beside a number: currencies, powers of ten, percents."""

from __future__ import annotations

import re

EURO = ("€", "eur", "euro", "euros", "euro's")
FOREIGN = (
    "$", "£", "¥", "usd", "gbp", "chf", "jpy", "dkk", "sek", "nok", "pln", "nlg", "dollar", "dollars", "pond",
    "pounds", "gulden", "guldens", "frank", "franken",
)  # fmt: skip
"""Other money, which is refused: there is one currency here."""

# word -> (power of ten, the language whose decimal sign belongs to it; "" where both write it)
POWERS: dict[str, tuple[int, str]] = {
    "k": (3, ""), "duizend": (3, "nl"), "thousand": (3, "en"),
    "M": (6, ""), "mln": (6, ""), "mio": (6, ""), "miljoen": (6, "nl"), "million": (6, "en"),
    "bn": (9, ""), "mld": (9, ""), "miljard": (9, "nl"), "billion": (9, "en"),
}  # fmt: skip
PLURALS = {
    "duizenden": "duizend", "thousands": "thousand", "miljoenen": "miljoen", "millions": "million",
    "miljarden": "miljard", "billions": "billion",
}  # fmt: skip
GLUED = {
    "k€": 3, "keur": 3, "€k": 3, "m€": 6, "meur": 6, "€m": 6, "bn€": 9, "bneur": 9, "€bn": 9,
    "mrd€": 9, "mldeur": 9, "mlneur": 6,
}  # fmt: skip
"""Currency and power written as one word."""
PERCENT = {
    "%": 2, "procent": 2, "percent": 2, "pct": 2, "per cent": 2, "‰": 3, "promille": 3, "per mille": 3,
}  # fmt: skip
"""Word -> the power of ten by which it divides."""


def power_of(word: str) -> tuple[int, str] | None:
    """The power of ten that a word stands for and its language, or None. "m" is refused elsewhere."""
    bare = word.removesuffix(".")
    if bare in POWERS:  # M is a million, and m is not
        return POWERS[bare]
    low = PLURALS.get(bare.lower(), bare.lower())
    return POWERS.get(low) if low != "m" else None


def any_of(words: object) -> str:
    """A pattern for one of these words, longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]
