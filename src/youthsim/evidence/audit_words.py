"""What the audit says around its findings, in English and Dutch: verdicts, headings, counts, numbers."""

from __future__ import annotations

from typing import NamedTuple

Words = dict[str, str]


class Verdict(NamedTuple):
    """A verdict as a word in a table, and as what one figure or many do; `meaning` explains it."""

    name: str
    one: str
    many: str
    meaning: str

    def counted(self, count: int) -> str:
        """ "1 contradiction", "3 contradictions"."""
        return f"{count} {self.one if count == 1 else self.many}"


VERDICT_WORDS: dict[str, dict[str, Verdict]] = {
    "en": {
        "agrees": Verdict("agrees", "agrees", "agree", "the recomputed value, printed as finely, is the figure."),
        "rounding": Verdict(
            "rounding", "differs by rounding", "differ by rounding",
            "the rounding of its inputs, or cutting off, explains the difference.",
        ),
        "ambiguous": Verdict(
            "ambiguous", "ambiguous", "ambiguous",
            "the text allows readings that agree and readings that do not, or leaves out what one needs to know.",
        ),
        "contradiction": Verdict("contradiction", "contradiction", "contradictions", "no rounding explains it."),
    },
    "nl": {
        "agrees": Verdict(
            "klopt", "klopt", "kloppen", "het nagerekende getal is, net zo fijn afgerond, hetzelfde als het getal volgens de bron."
        ),
        "rounding": Verdict(
            "afronding", "verschilt door afronding", "verschillen door afronding", "afronden of afkappen verklaart het verschil.",
        ),
        "ambiguous": Verdict(
            "onduidelijk", "onduidelijk", "onduidelijk",
            "de tekst kan op meer manieren gelezen worden, of er ontbreekt iets wat u moet weten.",
        ),
        "contradiction": Verdict("tegenspraak", "tegenspraak", "tegenspraken", "geen afronding verklaart het."),
    },
}  # fmt: skip

AUDIT: dict[str, Words] = {
    "en": {
        "title": "Audit of {title}",
        "sources": "the five sources",
        "lead": "{size} figures, {checks} checks with a result.",
        "none": "No contradiction stands that no decision explains.",
        "one": "1 contradiction stands that no decision explains.",
        "many": "{count} contradictions stand that no decision explains.",
        "stand": "Contradictions that no decision explains",
        "decided": "Contradictions with a decision",
        "ambiguous": "Ambiguous",
        "fine": "Agrees, or differs by rounding",
        "verdict": "Verdict",
        "claim": "What is printed",
        "reported": "Printed",
        "recomputed": "Recomputed",
        "finding": "Finding, and what is done about it",
        "unexplained": "No decision explains this.",
        "used": "Used:",
        "end": "An audit shows what does not add up; that figures add up does not make them true.",
        "verdict_column": "verdict",
        "printed_column": "printed",
        "finding_column": "what follows from the other figures, and what is done about it",
        "no_decision": "no decision explains this",
        "summary": "{figures}, {checks} with a result: {counts}; {unexplained} unexplained.",
        "figure": "{count} figure", "figures": "{count} figures",
        "check": "{count} check", "checks": "{count} checks",
    },
    "nl": {
        "title": "Controle van {title}",
        "sources": "de vijf bronnen",
        "lead": "{size} cijfers, {checks} controles met een uitkomst.",
        "none": "Er is geen tegenspraak zonder besluit.",
        "one": "Er is 1 tegenspraak waar geen besluit bij staat.",
        "many": "Er zijn {count} tegenspraken waar geen besluit bij staat.",
        "stand": "Tegenspraken zonder besluit",
        "decided": "Tegenspraken met een besluit",
        "ambiguous": "Onduidelijk",
        "fine": "Klopt, of verschilt door afronding",
        "verdict": "Oordeel",
        "claim": "Wat er staat",
        "reported": "Volgens de bron",
        "recomputed": "Nagerekend",
        "finding": "Wat er opvalt, en wat ermee gedaan is",
        "unexplained": "Er staat geen besluit bij.",
        "used": "Gebruikt:",
        "end": "Een controle laat zien wat niet klopt met elkaar. Cijfers die met elkaar kloppen, zijn daarmee nog niet waar.",
        "verdict_column": "oordeel",
        "printed_column": "volgens de bron",
        "finding_column": "wat uit de andere cijfers volgt, en wat ermee gedaan is",
        "no_decision": "er staat geen besluit bij",
        "summary": "{figures}, {checks} met een uitkomst: {counts}; {unexplained} zonder besluit.",
        "figure": "{count} cijfer", "figures": "{count} cijfers",
        "check": "{count} controle", "checks": "{count} controles",
    },
}  # fmt: skip


def counted(name: str, count: int, lang: str) -> str:
    """ "1 figure", "3 figures": `name` is "figure" or "check"."""
    return AUDIT[lang][name if count == 1 else f"{name}s"].format(count=count)


def stands(count: int, lang: str) -> str:
    """How many contradictions stand, as a sentence."""
    words = AUDIT[lang]
    return words["none"] if count == 0 else words["one"] if count == 1 else words["many"].format(count=count)


def number(value: float | str | None, unit: str = "", lang: str = "en") -> str:
    """A value as a reader expects it: thousands grouped, cents for euros only where there are any."""
    if value is None or isinstance(value, str):
        return value or ""
    if unit == "year":
        return f"{value:.0f}"
    if unit == "share":
        return _in_language(f"{value:.1%}".replace(".0%", "%"), lang)
    digits = 0 if value == int(value) else 2 if abs(value) >= 1 else 3
    euro = ("€ " if lang == "nl" else "€") if unit.startswith("EUR") else ""
    return f"{'-' if value < 0 else ''}{euro}{_in_language(f'{abs(value):,.{digits}f}', lang)}"


def _in_language(english: str, lang: str) -> str:
    return english.translate(str.maketrans(",.", ".,")) if lang == "nl" else english
