"""Digits with their separators: which numbers they can mean, in English, in Dutch, and with spaces.

English groups with commas and has a decimal point, Dutch the other way round; both may group with spaces
or apostrophes. "1.345,6" can only be Dutch. "53.834" is 53834 in Dutch and 53.834 in English: two
meanings, and none is guessed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from youthsim.notation.faults import NumberFault

LANGUAGES = ("en", "nl")
MOST_DIGITS = 25
_ENGLISH = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_DUTCH = re.compile(r"(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)?(?:,\d+)?")
_SPACED = re.compile(r"[1-9]\d{0,2}(?:([ '_])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")


class Readings(NamedTuple):
    """What digits mean in each language, as plain text ("53834", "53.834"); None where they mean nothing."""

    en: str | None
    nl: str | None


def readings(digits: str) -> Readings:
    """Every meaning of unsigned digits with separators. Raises NumberFault where there is none."""
    if sum(map(str.isdigit, digits)) > MOST_DIGITS:
        raise NumberFault(f"has more than {MOST_DIGITS} digits", "a number of ordinary size")
    if re.match(r"0\d", digits):
        shorter = digits.lstrip("0") or "0"
        raise NumberFault("begins with a zero, as a code does", f"write {shorter} for the number")
    if _SPACED.fullmatch(digits):
        bare = re.sub(r"[ '_]", "", digits).replace(",", ".")
        return Readings(bare, bare)
    if not re.fullmatch(r"[\d.,]*\d", digits):
        raise NumberFault("is not a number", _why_not_grouped(digits))
    english = digits.replace(",", "") if _ENGLISH.fullmatch(digits) else None
    dutch = digits.replace(".", "").replace(",", ".") if _DUTCH.fullmatch(digits) else None
    if english is None and dutch is None:
        raise NumberFault("has its separators in odd places", _why_not_grouped(digits))
    return Readings(*(text if text is None or text[0] != "." else "0" + text for text in (english, dutch)))


def one_of(found: Readings, lang: str | None = None, *, around: tuple[str, str] = ("", "")) -> str:
    """The one meaning, or that in a language which is known. Raises NumberFault with both proposals.

    around: what stood before and behind the digits (sign, percent), for the proposals.
    """
    if found.en is not None and found.nl is not None and found.en != found.nl:
        if lang is not None:
            return found.en if lang == "en" else found.nl
        before, behind = around
        whole, part = sorted((found.en, found.nl), key=lambda text: "." in text)
        whole, part = before + whole + behind, before + part + behind
        more = part.removesuffix(behind) + "0" + behind
        raise NumberFault(
            f"can be read as {whole} or as {part}", f"write {whole}, or {more} for the fraction"
        )
    only = found.en if found.en is not None else found.nl
    assert only is not None
    return only


def whole_of(found: Readings) -> str:
    """The meaning that is a whole number, for digits behind which "no cents" is written (,- or .-)."""
    whole = {text for text in found if text is not None and "." not in text}
    if len(whole) != 1:
        raise NumberFault("says that there are no cents behind a number with decimals", "one of the two")
    return whole.pop()


def _why_not_grouped(digits: str) -> str:
    if digits[-1:] in ".,":
        return "digits behind the separator, or no separator"
    return "groups of three, and one decimal sign: 1234567.50, 1.234.567,50 or 1,234,567.50"
