"""What is read, what is refused and what is asked back: the one list behind docs/notation.md and its tests.

A text that is read has its meaning; one that is refused or asked back has the words that are said. It is
*asked back* when it means two things, and the words then hold what to write for each.
"""

from __future__ import annotations

from typing import NamedTuple

READ, REFUSED, ASKED = "read", "refused", "asked back"


class Example(NamedTuple):
    """One text: what reads it (`number`, `amount`, `date`, ...), what becomes of it, and what is said."""

    kind: str
    text: str
    outcome: str
    says: str


def _rows(kind: str, outcome: str, *pairs: tuple[str, str]) -> tuple[Example, ...]:
    return tuple(Example(kind, text, outcome, says) for text, says in pairs)


NUMBERS = (
    *_rows("number", READ,
           ("71208", "71208"), ("71.208,40", "71208.4"), ("71,208.40", "71208.4"), ("2.071.208", "2071208"),
           ("6,4", "6.4"), ("0,043", "0.043"), (".5", "0.5"), ("5/8", "0.625"),
           ("2 071 208", "2071208"), ("2\u202f071\u00a0208", "2071208"), ("2'071'208.5", "2071208.5"),
           ("2’071", "2071"), ("2_071", "2071"),
           ("−318", "-318"), ("–318", "-318"), ("- 318", "-318"), ("6.318,25-", "-6318.25"),
           ("318-", "-318"), ("6.318,25 -", "-6318.25"), ("(6.318,25)", "-6318.25"), ("€ (318)", "-318"),
           ("€ 71.208,-", "71208"), ("€ 71.208,=", "71208"), ("€ 71.208,--", "71208"), ("71.208.-", "71208"),
           ("€ 71,—", "71"), ("71.208,40 €", "71208.4"), ("EUR 71.208,40", "71208.4"), ("318 euro", "318"),
           ("€ 4,7 mln.", "4700000"), ("4,725 miljoen", "4725000"), ("4.725 million", "4725000"),
           ("47k", "47000"), ("k€ 47", "47000"), ("2 mld", "2000000000"),
           ("31%", "0.31"), ("31 %", "0.31"), ("31 procent", "0.31"), ("7 ‰", "0.007")),
    *_rows("number", ASKED,
           ("71.208", "can be read as 71208 or as 71.208"), ("71,208", "can be read as 71208 or as 71.208"),
           ("€ 71.208", "can be read as 71208 or as 71.208"), ("71.208-", "as -71208 or as -71.208"),
           ("4.725 mln", "as 4725 mln or as 4.725 mln"), ("4.725 miljoen", "as 4725 miljoen or as 4.725 miljoen"),
           ("31.208%", "as 31208% or as 31.208%"), ("€ 71-", "'below zero' or 'no cents'")),
    *_rows("number", REFUSED,
           ("12-18", "is a range"), ("12–18", "is a range"), ("12 tot 18", "is a range"),
           ("ca. 300", "is not exact"), ("> 300", "is not exact"), ("300 V", "has its sign in a letter"),
           ("$ 300", "is not in euros"), ("300 GBP", "is not in euros"), ("47 m", "has 'm' behind it"),
           ("0x2F", "is written in hexadecimal"), ("042", "begins with a zero"), ("2e5", "write 200000"),
           ("7:45", "is a time or a ratio"), ("inf", "is not a number to calculate with"),
           ("nan", "is not a number to calculate with"), ("-", "a figure that is not there"),
           ("n.v.t.", "a figure that is not there"), ("16-9-2021", "is a date"),
           ("７１", "is no ordinary digit"), ("٧١", "is no ordinary digit"), ("7²", "is no ordinary digit"),
           ("“71”", "stands in quotation marks"), ("7\x001", "an invisible character (U+0000)"),
           ("7\u200b1", "an invisible character (U+200B)"), ("7,12,083", "separators in odd places"),
           ("--7", "more than one sign"), ("7,5,-", "no cents behind a number with decimals"),
           ("3 procentpunt", "is in percentage points"), ("seven", "is not a number"), ("", "is empty")),
)  # fmt: skip

AMOUNTS = (
    *_rows("amount", READ,
           ("€812.35 (2019)", "€812.35 (2019)"), ("€ 812,35 (2019)", "€812.35 (2019)"),
           ("€ 812,35 (prijspeil 2019)", "€812.35 (2019)"), ("€812.35 (price level 2019)", "€812.35 (2019)"),
           ("€71,208 (2024)", "€71,208.00 (2024)"), ("€ 71.208,- (2024)", "€71,208.00 (2024)"),
           ("€ 71 208 (2024)", "€71,208.00 (2024)"), ("71.208,40 euro (2024)", "€71,208.40 (2024)"),
           ("€ 4,7 miljoen (2024)", "€4,700,000.00 (2024)"), ("€4.7M (2024)", "€4,700,000.00 (2024)"),
           ("€ 47k (2024)", "€47,000.00 (2024)")),
    *_rows("amount", ASKED,
           ("€71.208 (2024)", "write €71,208 for thousands"), ("71.208 euro (2024)", "write €71,208"),
           ("€ 4.725 mln (2024)", "as 4725 mln or as 4.725 mln")),
    *_rows("amount", REFUSED,
           ("€812.35", "has no price year"), ("812.35 (2019)", "has no currency"),
           ("€812.35 (1919)", "1919 is not a price year"), ("$812 (2019)", "is not in euros"),
           ("€812.355,1 (2019)x", "is not"), ("€0.125 (2019)", "has parts of a cent")),
)  # fmt: skip

DATES = (
    *_rows("date", READ,
           ("2019", "2019, twelve months"), ("2019-04", "2019-04"), ("2019-04-27", "2019-04"),
           ("2019/04/27", "2019-04"), ("27-4-2019", "2019-04"), ("27.4.2019", "2019-04"), ("5-4-2019", "2019-04"),
           ("27/4/2019", "2019-04"), ("27 april 2019", "2019-04"), ("1 okt. 2019", "2019-10"),
           ("mei 2019", "2019-05"), ("April 27, 2019", "2019-04"), ("04-2019", "2019-04"),
           ("2019-04-27 00:00:00", "2019-04")),
    *_rows("date", ASKED, ("5/4/2019", "write 2019-04-05 or 2019-05-04")),
    *_rows("date", REFUSED,
           ("4/27/2019", "has the month before the day"), ("27-4-19", "has a year of two digits"),
           ("31-4-2019", "is no day of the calendar"), ("43582", "a spreadsheet keeps for a day"),
           ("20190427", "write 2019-04-27"), ("Q2 2019", "is a quarter"), ("2018-2021", "is a range of years"),
           ("2019-13", "is no day of the calendar"), ("soon", "is not a date")),
)  # fmt: skip

UNITS = (
    *_rows("unit", READ,
           ("EUR", "EUR"), ("euro", "EUR"), ("€/kind", "EUR/kind"), ("EUR per jaar", "EUR/year"),
           ("x € 1.000", "1,000 EUR"), ("bedragen × € 1.000", "1,000 EUR"), ("€ 1.000", "1,000 EUR"),
           ("1000 EUR", "1,000 EUR"), ("KEUR", "1,000 EUR"), ("k€", "1,000 EUR"), ("duizend euro", "1,000 EUR"),
           ("mln EUR", "1,000,000 EUR"), ("mln. euro", "1,000,000 EUR"), ("MEUR", "1,000,000 EUR"),
           ("miljoen euro", "1,000,000 EUR"), ("mld euro", "1,000,000,000 EUR"),
           ("bn EUR", "1,000,000,000 EUR"), ("cent", "0.01 EUR"), ("mln", "1,000,000 count"),
           ("duizend kinderen", "1,000 kinderen"), ("uur/week", "hours/week"), ("maanden", "months"),
           ("per 1000 per year", "count/1000/year")),
    *_rows("unit", REFUSED,
           ("GBP", "is not in euros"), ("%", "did you mean 'share'"), ("TEUR", "did you mean '1000 EUR'"),
           ("hour/wek", "did you mean 'week'"), ("mln mln EUR", "unknown unit")),
)  # fmt: skip

SETTINGS = (
    *_rows("duration", READ, ("30 months", "30 months"), ("4 years", "48 months"), ("4 jaar", "48 months"),
           ("30 maanden", "30 months"), ("1,5 jaar", "18 months")),
    *_rows("duration", REFUSED, ("30", "has no unit"), ("6 weken", "is too fine"), ("-4 months", "is negative"),
           ("2,3 jaar", "is not a whole number of months"), ("12:30", "is not a duration")),
    *_rows("share", READ, ("62%", "0.62"), ("62,5 %", "0.625"), ("62 procent", "0.62"), ("1.345%", "0.01345")),
    *_rows("share", REFUSED, ("0.62", "has no unit"), ("104%", "is not a share"), ("-1%", "is not a share")),
    *_rows("rate", READ, ("2.25% per year", "0.0225"), ("2,25 % per jaar", "0.0225")),
    *_rows("rate", REFUSED, ("2.25%", "is not a yearly rate"), ("40% per year", "out of all proportion")),
    *_rows("hours", READ, ("7.5 hours/week", "7.5"), ("7,5 uur per week", "7.5"), ("7 uur/week", "7")),
    *_rows("hours", REFUSED, ("7 hours", "is not a number of hours a week"), ("200 uur/week", "is not a number")),
)  # fmt: skip

YAML = (
    *_rows("count in YAML", READ, ("1345", "1345"), ("1_345", "1345")),
    *_rows("count in YAML", ASKED, ("1.345", "may mean 1345")),
    *_rows("count in YAML", REFUSED, ("2e3", "write 2000"), ("0x1F", "write 31"), ("010", "write 10"),
           ("1:30", "is a time or a ratio"), ("1 345", "write 1345"), ("24,6", "is not a whole number"),
           ("2019-04-27", "is a date")),
    *_rows("numbers in brackets", REFUSED, ("[0,5, 1,5]", "0,5 in brackets is two numbers to YAML"),
           ("[10, 1,200]", "write 1200"), ("{mean: 0,93, sd: 0,01}", "0,93 was torn apart"),
           ("{value: 24,6, source: CBS}", "24,6 was torn apart")),
    *_rows("numbers in brackets", ASKED, ("[1,200]", "write 1200, or `1, 200` with a space for two numbers")),
)  # fmt: skip

EXAMPLES: tuple[Example, ...] = (*NUMBERS, *AMOUNTS, *DATES, *UNITS, *SETTINGS, *YAML)
