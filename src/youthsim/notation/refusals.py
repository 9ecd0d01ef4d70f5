"""Why a text is no number, in words that tell what happened and what to write."""

from __future__ import annotations

import re
from decimal import Decimal

from youthsim.notation.faults import NumberFault
from youthsim.notation.words import FOREIGN, any_of

LIKE = "for instance 53834, 53834.50, 24% or 2/3"
_NUMERAL = r"[+-]?\d[\d.,' ]*"
_MONTH = r"jan|feb|mrt|mar|maart|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec"
_NOT_THERE = (
    r"[-.x*]|\.\.|n\.?v\.?t\.?|n\.?b\.?|n/?a|nb|onbekend|unknown|geheim|null|none|#n/?a|#[a-z/0!]+[!?]?"
)
_DATE = (
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?"
    rf"|.*\d\s*({_MONTH})[a-z]*\b.*"
)
_RANGE = (
    rf"(tussen|between)?\s*\D{{0,3}}{_NUMERAL}%?"
    r"\s*(-|tot( en met)?|t/m|à|a|to|en|and|of|or|\.\.\.?)\s*"
    rf"\D{{0,3}}{_NUMERAL}.*"
)
_ABOUT = (
    r"(ca\.?|circa|ongeveer|about|approx\.?|ruim|bijna|~|±|≈|>|<|≥|≤|>=|<=|\+/-)\s*"
    rf"\D{{0,3}}{_NUMERAL}.*"
)
# pattern of the whole text -> what is wrong, what is expected; the first that fits is told
_REASONS: tuple[tuple[str, str, str], ...] = (
    (r"", "is empty", LIKE),
    (_NOT_THERE, "is a mark for a figure that is not there", "leave it out"),
    (r"[+-]?\.?(inf|infinity|oneindig|nan|∞)", "is not a number to calculate with", "a finite number"),
    (r"[+-]?0x[0-9a-f_]+", "is written in hexadecimal", "the number in digits 0 to 9"),
    (r"[+-]?0[ob][0-7_]+", "is written in another number system than ten", "the number in digits 0 to 9"),
    (r"[+-]?[\d.,]+e[+-]?\d+", "is written with an exponent", "the number in full, such as 1500000"),
    (r"\d{1,3}(:\d{2})+(\.\d+)?", "is a time or a ratio", "a number"),
    (_DATE, "is a date", LIKE),
    (_RANGE, "is a range", "one number; the ends under `low` and `high`"),
    (_ABOUT, "is not exact", "the number alone; how sure it is belongs in a note, or in `low` and `high`"),
    (rf".*({any_of(FOREIGN)}).*\d.*|.*\d.*({any_of(FOREIGN)}).*", "is not in euros", "an amount in euros"),
    (r".*\d\s*(v|n|voordelig|nadelig|af|bij|cr|dr|d|c)\.?", "has its sign in a letter",
     "a minus in front for what is below zero"),
    (r".*\d\s*(procentpunt(en)?|percentage points?|pp)", "is in percentage points", "a share such as 3%"),
    (r".*\d\s*m", "has 'm' behind it, which may be a million or a thousand", "M or mln for a million"),
    (r".*\d\s*(biljoen|triljoen|trillion)", "is more than a country spends", "a number of ordinary size"),
    (r".*\d\s*\(.*\)", "has a remark in parentheses", "the number alone"),
    (rf"{_NUMERAL}[.,]", "ends in a separator", "digits behind it, or no separator"),
    (rf"[\D]*{_NUMERAL}\s*[^\d\s].*", "has something behind the number", LIKE),
)  # fmt: skip
_READY = tuple((re.compile(form, re.IGNORECASE | re.DOTALL), what, hint) for form, what, hint in _REASONS)


PLAIN = ("is empty", "has something behind the number")


def why_not(bare: str) -> NumberFault:
    """The fault of a text that is no number; `bare`: with one kind of space, minus and apostrophe."""
    for form, what, expected in _READY:
        if form.fullmatch(bare):
            return NumberFault(what, _in_full(bare) or expected, plain_no=what in PLAIN)
    return NumberFault("is not a number", LIKE, plain_no=True)


def _in_full(bare: str) -> str:
    """The number that a programmer's way of writing stands for, as a proposal."""
    try:
        if re.match(r"[+-]?0[xob]", bare, re.IGNORECASE):
            return f"write {int(bare, 0)}"
        if re.fullmatch(r"[+-]?[\d.,]+e[+-]?\d{1,2}", bare, re.IGNORECASE):
            number = Decimal(bare.replace(",", "."))
            return f"write {number:f}" if abs(number.adjusted()) < 16 else ""
    except (ValueError, ArithmeticError):
        pass
    return ""
