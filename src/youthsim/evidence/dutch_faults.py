"""What the readers of numbers, dates and units find wrong, said in Dutch.

They speak English only, since most of their users write scenario files; the audit answers in Dutch when asked. Each
line gives the form of an English sentence and its Dutch; what fits none stays English.
"""

from __future__ import annotations

import re

from youthsim.notation.faults import NotationFault

_WHAT: tuple[tuple[str, str], ...] = (
    (r"is empty", "is leeg"),
    (r"is not a number", "is geen getal"),
    (r"is not a date", "is geen datum"),
    (r"is a fraction with denominator 0", "is een breuk met noemer 0"),
    (r"names its currency twice", "noemt de munt twee keer"),
    (r"is not in euros", "is niet in euro's"),
    (r"says its size twice", "zegt twee keer hoe groot het is"),
    (r"is a percentage and an amount at once", "is een percentage en een bedrag tegelijk"),
    (r"says that there are no cents.*", "zegt dat er geen centen zijn, maar heeft decimalen of staat in duizenden"),
    (r"has a parenthesis too many", "heeft een haakje te veel"),
    (r"has more than one sign", "heeft meer dan één teken ervoor"),
    (r"ends in a minus .*", "eindigt op een min: dat kan 'onder nul' of 'geen centen' betekenen"),
    (r"has its minus inside", "heeft een min in het midden"),
    (r"has more than (\d+) digits", r"heeft meer dan \1 cijfers"),
    (r"begins with a zero, as a code does", "begint met een nul, zoals een code"),
    (r"has its separators in odd places", "heeft punten of komma's op vreemde plekken"),
    (r"can be read as (\S+) or as (\S+)", r"kan \1 of \2 betekenen"),
    (r"has two days", "heeft twee dagen"),
    (r"has the month before the day", "heeft de maand vóór de dag"),
    (r"can be the day or the month first", "kan met de dag of met de maand beginnen"),
    (r"is in the year (\d+)", r"is in het jaar \1"),
    (r"is no day of the calendar", "staat niet op de kalender"),
    (r"is (\d+) characters long", r"is \1 tekens lang"),
    (r"holds an invisible character \((.*)\)", r"bevat een onzichtbaar teken (\1)"),
    (r"holds '(.*)', which is no ordinary digit", r"bevat '\1', dat is geen gewoon cijfer"),
    (r"stands in quotation marks", "staat tussen aanhalingstekens"),
    (r"is an amount of money, in a row of (.*)", r"is een bedrag, in een regel met \1"),
    (r"says its size, and its unit says it again", "zegt hoe groot het is, en de eenheid zegt dat nog eens"),
    (r"is a percentage, in a row of (.*)", r"is een percentage, in een regel met \1"),
    (r"is a mark for a figure that is not there", "betekent dat er geen cijfer is"),
    (r"is not a number to calculate with", "is geen getal om mee te rekenen"),
    (r"is written in hexadecimal", "is hexadecimaal geschreven"),
    (r"is written in another number system than ten", "is in een ander talstelsel geschreven"),
    (r"is written with an exponent", "is met een exponent geschreven"),
    (r"is a time or a ratio", "is een tijd of een verhouding"),
    (r"is a date", "is een datum"),
    (r"is a range", "noemt een onder- en bovengrens"),
    (r"is not exact", "is niet precies"),
    (r"has its sign in a letter", "heeft een letter in plaats van een plus of min"),
    (r"is in percentage points", "is in procentpunten"),
    (r"has 'm' behind it.*", "heeft er een 'm' achter: dat kan miljoen of duizend zijn"),
    (r"is more than a country spends", "is meer dan een land uitgeeft"),
    (r"has a remark in parentheses", "heeft een opmerking tussen haakjes"),
    (r"ends in a separator", "eindigt op een punt of komma"),
    (r"has something behind the number", "heeft iets achter het getal"),
    (r"has a year of two digits", "heeft een jaar van twee cijfers"),
    (r"may be the number that a spreadsheet keeps for a day", "lijkt het getal dat Excel voor een dag bewaart"),
    (r"is a quarter", "is een kwartaal"),
    (r"is a range of years", "noemt meer dan één jaar"),
    (r"runs year, month and day together", "schrijft jaar, maand en dag aan elkaar"),
    (r"is not a count", "is geen aantal"),
    (r"is not a whole number", "is geen heel getal"),
    (r"unknown unit '(.*)'; did you mean '(.*)'\?", r"onbekende eenheid '\1'; bedoelt u '\2'?"),
    (r"unknown unit '(.*)'", r"onbekende eenheid '\1'"),
)  # fmt: skip
_EXPECTED: tuple[tuple[str, str], ...] = (
    (r"for instance (.*) or (.*)", r"verwacht bijvoorbeeld: \1 of \2"),
    (r"write (\S+), or (\S+) for the fraction", r"schrijf \1, of \2 met decimalen"),
    (r"write (\S+) for the number", r"schrijf \1 voor het getal"),
    (r"write (\S+) or (\S+)", r"schrijf \1 of \2"),
    (r"write (\S+)", r"schrijf \1"),
    (r"one of the two", "kies één van de twee"),
    (r"€ once", "schrijf € één keer"),
    (r"an amount in euros|EUR", "verwacht: een bedrag in euro's"),
    (r"(.*) or (.*), not both", r"schrijf \1 of \2, niet allebei"),
    (r".* for an amount below zero", "schrijf -4250,50 voor een bedrag onder nul"),
    (r"one minus, before the number|the minus in front|a minus in front.*", "zet één min ervoor als het onder nul is"),
    (r"the minus in front, or ,- for no cents", "zet de min ervoor, of schrijf ,- voor geen centen"),
    (r"a number of ordinary size", "verwacht: een getal van gewone grootte"),
    (r"remove it", "haal het weg"),
    (r"the digits 0 to 9|the number in digits 0 to 9", "schrijf het met de cijfers 0 tot en met 9"),
    (r"the number without them", "schrijf het getal zonder die tekens"),
    (r"unit EUR, or the number without €", "kies de eenheid EUR, of schrijf het getal zonder €"),
    (r"unit share, or the number itself", "kies de eenheid share, of schrijf het getal zelf"),
    (r"leave it out", "laat de cel of de regel leeg"),
    (r"a finite number", "verwacht: een gewoon getal"),
    (r"the number in full.*", "schrijf het getal voluit, zoals 1500000"),
    (r"a number", "verwacht: een getal"),
    (r"one number; the ends under.*", "verwacht: één getal; zet de grenzen bij laag en hoog"),
    (r"the number alone; how sure.*", "schrijf alleen het getal; hoe zeker het is hoort bij opmerking, laag en hoog"),
    (r"the number alone", "schrijf alleen het getal"),
    (r"a share such as 3%", "verwacht: een aandeel zoals 3%"),
    (r"M or mln for a million", "schrijf M of mln voor een miljoen"),
    (r"digits behind it, or no separator", "zet er cijfers achter, of laat de punt of komma weg"),
    (r"a year from (\d+) to (\d+)", r"verwacht: een jaar van \1 tot \2"),
    (r"digits behind the separator, or no separator", "zet er cijfers achter, of laat de punt of komma weg"),
    (r"groups of three, and one decimal sign: .*",
     "verwacht: groepen van drie cijfers, en één komma of punt voor de decimalen: 1.234.567,50"),
    (r"a year of four digits", "schrijf het jaar met vier cijfers"),
    (r"its first month, such as (.*)", r"schrijf de eerste maand, zoals \1"),
    (r"2021, 2021-09.*, saved as text", "schrijf de dag als tekst"),
    (r"2021, 2021-09, .*", "verwacht bijvoorbeeld: 2021, 2021-09, 16-9-2021 of 16 september 2021"),
    (r"for instance (.*), saved as text", "schrijf de dag als tekst"),
    (r"a whole number without a unit", "verwacht: een heel getal zonder eenheid"),
    (r"such as (.*)", r"bijvoorbeeld \1"),
    (r"€ 1,6 mln", "verwacht bijvoorbeeld: € 1,6 mln"),
)  # fmt: skip


def in_dutch(fault: NotationFault) -> str:
    """The sentence of a fault in Dutch, its expectation in parentheses."""
    what, expected = _said(fault.what, _WHAT), _said(fault.expected, _EXPECTED)
    return f"{what} ({expected})" if expected else what


def _said(english: str, forms: tuple[tuple[str, str], ...]) -> str:
    if (unit := re.fullmatch(r"unit ('.*?') (.*)", english, re.DOTALL)) is not None:
        return f"de eenheid {unit[1]} {_said(unit[2], forms)}"
    for form, dutch in forms:
        if (match := re.fullmatch(form, english, re.DOTALL)) is not None:
            return match.expand(dutch)
    return english
