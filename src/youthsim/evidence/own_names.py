"""Names of columns and words in an own register, in English and Dutch, however they are typed."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import lru_cache

from youthsim.notation.said import Said

# column -> the Dutch name that we write, then others that people use
DUTCH_COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("naam", "code", "kenmerk", "sleutel", "afkorting"),
    "quantity": ("omschrijving", "grootheid", "beschrijving", "wat", "onderdeel"),
    "value": ("waarde", "bedrag", "getal", "cijfer", "uitkomst"),
    "unit": ("eenheid",),
    "document": ("bron", "rapport", "stuk", "bronvermelding"),
    "where": ("pagina", "vindplaats", "bladzijde", "blz", "pag"),
    "place": ("plaats", "gemeente", "regio"),
    "topic": ("onderwerp", "thema"),
    "low": ("laag", "ondergrens"),
    "high": ("hoog", "bovengrens"),
    "period": ("periode", "looptijd"),
    "price_year": ("prijspeil", "prijsjaar", "jaar", "prijspeiljaar"),
    "n": ("aantal gevallen", "aantal casussen", "aantal mensen"),
    "kind": ("soort", "soort cijfer"),
    "grade": ("hardheid", "bewijskracht", "sterkte"),
    "statistic": ("maat", "statistiek"),
    "part_of": ("deel van", "onderdeel van", "hoort bij"),
    "same_as": ("gelijk aan", "zelfde als", "hetzelfde als"),
    "origin": ("herkomst", "afgeleid van", "komt uit", "overgenomen uit"),
    "payer": ("betaler", "wie betaalt", "financier"),
    "item": ("post", "kostenpost", "kostensoort"),
    "note": ("opmerking", "opmerkingen", "toelichting", "notitie"),
    "printed": ("afgerond op", "afronding"),
    "formula": ("formule", "berekening"),
    "also": ("ook", "andere lezing", "andere formule"),
    "unclear": ("onduidelijk",),
    "decision": ("besluit", "beslissing", "keuze"),
    "value_used": ("gebruikte waarde", "waarde gebruikt"),
    "why": ("waarom", "reden"),
}
LONGEST_NAME = 60
# a name that two columns could have: which ones
TWO_MEANINGS = {"aantal": ("waarde", "aantal gevallen"), "totaal": ("waarde", "deel van")}

DUTCH_WORDS: dict[str, dict[str, str]] = {
    "kind": {
        "waargenomen": "observed", "gemeten": "observed", "geteld": "observed",
        "geschat zonder aanpak": "estimated_counterfactual", "norm": "norm", "richtlijn": "guideline",
        "doorgerekend": "extrapolation", "extrapolatie": "extrapolation", "aanname": "assumption",
        "landelijk": "national", "literatuur": "literature",
    },
    "statistic": {
        "som": "sum", "totaal": "sum", "gemiddelde": "mean", "gemiddeld": "mean", "mediaan": "median",
        "aandeel": "share", "deel van n": "proportion", "verhouding": "ratio", "laagste": "minimum",
        "hoogste": "maximum",
    },
    "grade": {
        "loting": "randomised", "met vergelijkingsgroep": "comparative", "voor en na": "before-after",
        "officiele cijfers": "official statistics", "eigen administratie": "record",
        "mkba van gekozen casussen": "cost-benefit of chosen cases",
        "oordeel van professionals": "professional judgement", "norm": "norm", "aanname": "assumption",
    },
}  # fmt: skip


def folded(name: str) -> str:
    """A name without case, accents, spaces and punctuation: "Deel  van" and "deel_van" are one."""
    plain = unicodedata.normalize("NFKD", name)
    return re.sub(
        r"[\s_.:\-/*'’]+", "", "".join(one for one in plain if not unicodedata.combining(one)).casefold()
    )


COLUMN_OF = {folded(name): column for column, dutch in DUTCH_COLUMNS.items() for name in (column, *dutch)}


def column_of(name: str) -> str | None:
    """The column that a name in a header means, or None."""
    return _column_of(name) if len(name) <= LONGEST_NAME else None


@lru_cache(maxsize=4096)
def _column_of(name: str) -> str | None:
    return COLUMN_OF.get(folded(name))


def unknown_column(name: str) -> Said:
    """What is said of a name that no column has: the nearest, or all of them."""
    name = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 4] + " ..."
    if meanings := TWO_MEANINGS.get(folded(name)):
        return Said(
            f"column '{name}' can mean two things (write {' or '.join(meanings)})",
            f"kolom '{name}' kan twee dingen betekenen (schrijf {' of '.join(meanings)})",
        )
    near = difflib.get_close_matches(folded(name), COLUMN_OF, n=1, cutoff=0.7)
    if near:
        column = COLUMN_OF[near[0]]
        spelled = next(one for one in (column, *DUTCH_COLUMNS[column]) if folded(one) == near[0])
        return Said(
            f"unknown column '{name}'; did you mean '{spelled}'?",
            f"onbekende kolom '{name}'; bedoelt u '{spelled}'?",
        )
    return Said(
        f"unknown column '{name}' (known: {', '.join(DUTCH_COLUMNS)})",
        f"onbekende kolom '{name}' (bekend: {', '.join(dutch[0] for dutch in DUTCH_COLUMNS.values())})",
    )


def word_of(column: str, word: str) -> str:
    """A word of `kind`, `grade` or `statistic` in English; an unknown one as it stands."""
    words = {folded(dutch): english for dutch, english in DUTCH_WORDS[column].items()}
    return words.get(folded(word), word)
