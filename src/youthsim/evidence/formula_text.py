"""Formulas as people write them, read into a small tree: never run as code, bounded before anything is
computed.

As in Excel, `;` or `,` stands between the parts of a function and `^` is a power; numbers are read as
everywhere else, so that 1.000 and sum(a, 0,5) are asked back. Quoted: a pattern for ids, with * for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from youthsim.evidence.dutch_faults import in_dutch
from youthsim.notation.numbers import NumberFault, parse_number
from youthsim.notation.said import Said

LONGEST = 5_000
DEEPEST = 40
MOST_PARTS = 1_000
_TOKEN = re.compile(
    r"""(?P<space>\s+) | (?P<number>\d+(?:[.,]\d+)*\s*%?) | (?P<name>[^\W\d]\w*)
    | (?P<pattern>"[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’|„[^”]*”) | (?P<sign>\*\*|[-+*/^(),;×÷−])""",
    re.VERBOSE,
)
_SIGNS = {"×": "*", "÷": "/", "−": "-", "**": "^", ",": ";"}


class FormulaFault(ValueError):
    """The formula cannot be computed: syntax, an unknown id, a figure without a number, unlike units, size.

    `unknown`: the id that no row has.
    """

    def __init__(self, en: str, nl: str = "", unknown: str = "") -> None:
        super().__init__(Said(en, nl or en))
        self.unknown = unknown


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the formula itself."""

    value: float


@dataclass(frozen=True, slots=True)
class Id:
    """The id of a figure."""

    name: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """All figures whose ids match."""

    text: str


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus before something."""

    of: Node


@dataclass(frozen=True, slots=True)
class Chain:
    """Terms or factors from left to right: the first, then each with its + - * or /."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Power:
    """A base to an exponent."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is given."""

    name: str
    arguments: tuple[Node, ...]


Node = Number | Id | Pattern | Negative | Chain | Power | Call


@lru_cache(maxsize=4096)
def parse(formula: str) -> Node:
    """The tree of a formula. Raises FormulaFault with the column."""
    text = formula.strip().removeprefix("=")
    if len(text) > LONGEST:
        raise FormulaFault(
            f"is {len(text):,} characters long (expected at most {LONGEST:,}: split it over more rows)",
            f"is {len(text)} tekens lang (verwacht: hoogstens {LONGEST}; verdeel de formule over meer "
            f"regels)",
        )
    return _Parser(text, formula.find(text)).whole()


def nodes(tree: Node) -> Iterator[Node]:
    """Every node of a tree, each before what is inside it."""
    yield tree
    inside: tuple[Node, ...] = ()
    match tree:
        case Negative(of):
            inside = (of,)
        case Chain(first, rest):
            inside = (first, *(one for _, one in rest))
        case Power(base, exponent):
            inside = (base, exponent)
        case Call(_, arguments):
            inside = arguments
    for one in inside:
        yield from nodes(one)


def _short(word: str) -> str:
    return word if len(word) <= 30 else word[:26] + " ..."


class _Parser:
    """Reads tokens from left to right; each method reads one level of the grammar."""

    def __init__(self, text: str, offset: int) -> None:
        self.offset = max(offset, 0)
        self.tokens: list[tuple[str, str, int]] = []
        place = 0
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None or match.lastgroup is None:
                raise self.fault(
                    place, f"'{text[place]}' has no meaning here", f"'{text[place]}' betekent hier niets"
                )
            if match.lastgroup != "space":
                self.tokens.append((match.lastgroup, match[0], place))
            place = match.end()
        self.tokens.append(("end", "", len(text)))
        self.at = self.depth = self.calls = self.parts = 0
        self.semicolons = any(kind == "sign" and word == ";" for kind, word, _ in self.tokens)

    def fault(self, place: int, en: str, nl: str) -> FormulaFault:
        column = self.offset + place + 1
        return FormulaFault(f"column {column}: {en}", f"teken {column}: {nl}")

    def sign(self, among: str) -> str:
        """The sign here when it is one of these; "" otherwise."""
        kind, word, _ = self.tokens[self.at]
        sign = _SIGNS.get(word, word) if kind == "sign" else ""
        return sign if sign and sign in among else ""

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fault(
                self.tokens[self.at][2],
                f"nested more than {DEEPEST} deep",
                f"meer dan {DEEPEST} niveaus diep genest",
            )

    def whole(self) -> Node:
        if len(self.tokens) == 1:
            raise FormulaFault("is empty", "is leeg")
        tree = self.chain("+-")
        kind, word, place = self.tokens[self.at]
        if kind != "end":
            raise self.fault(
                place, f"'{_short(word)}' is not expected here", f"'{_short(word)}' hoort hier niet"
            )
        return tree

    def chain(self, signs: str) -> Node:
        def member() -> Node:
            return self.chain("*/") if signs == "+-" else self.signed()

        first, rest = member(), []
        while sign := self.sign(signs):
            self.at += 1
            rest.append((sign, member()))
        return Chain(first, tuple(rest)) if rest else first

    def signed(self) -> Node:
        if sign := self.sign("+-"):
            self.at += 1
            self.deeper()
            inside = self.signed()
            self.depth -= 1
            return Negative(inside) if sign == "-" else inside
        base = self.atom()
        if not self.sign("^"):
            return base
        self.at += 1
        self.deeper()
        exponent = self.signed()
        self.depth -= 1
        return Power(base, exponent)

    def atom(self) -> Node:
        kind, word, place = self.tokens[self.at]
        self.at += 1
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise self.fault(place, f"more than {MOST_PARTS} parts", f"meer dan {MOST_PARTS} onderdelen")
        if kind == "number":
            return self.number(word, place)
        if kind == "pattern":
            return Pattern(word[1:-1])
        if kind == "name":
            if not self.sign("("):
                return Id(word)
            return Call(word, self.arguments())
        if word == "(":
            self.deeper()
            inside = self.chain("+-")
            self.close()
            self.depth -= 1
            return inside
        what = (f"'{_short(word)}' is not expected here", f"'{_short(word)}' hoort hier niet")
        if kind == "end":
            what = ("it stops halfway", "de formule houdt halverwege op")
        raise self.fault(
            place, f"{what[0]} (expected an id, a number or a function)",
            f"{what[1]} (verwacht: een naam, een getal of een functie)",
        )  # fmt: skip

    def arguments(self) -> tuple[Node, ...]:
        self.deeper()
        self.at += 1
        self.calls += 1
        found: list[Node] = []
        if not self.sign(")"):
            found.append(self.chain("+-"))
            while self.sign(";"):
                self.at += 1
                found.append(self.chain("+-"))
        self.close()
        self.calls -= 1
        self.depth -= 1
        return tuple(found)

    def close(self) -> None:
        if not self.sign(")"):
            _, word, place = self.tokens[self.at]
            if not word:
                raise self.fault(place, "a ) is missing", "er ontbreekt een )")
            word = _short(word)
            raise self.fault(place, f"expected ) before '{word}'", f"verwacht: ) vóór '{word}'")
        self.at += 1

    def number(self, word: str, place: int) -> Number:
        if "," in word and self.calls and not self.semicolons:
            dots = word.replace(",", ".")
            raise self.fault(
                place, f"'{word}' can be one number or two (write {dots}, or ; between the parts of a "
                       f"function)",
                f"'{word}' kan één getal zijn of twee (zet ; tussen de delen van een functie)",
            )  # fmt: skip
        try:
            return Number(parse_number(word.replace(" ", "")).value)
        except NumberFault as fault:
            raise self.fault(
                place, f"'{_short(word)}' {fault}", f"'{_short(word)}' {in_dutch(fault)}"
            ) from None
