"""The report's language: texts from one table, numbers and amounts in the form of that language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from youthsim.experiment.community import COMPARISONS
from youthsim.experiment.design import stem
from youthsim.outcomes import OUTCOME
from youthsim.parameters.labels import labels
from youthsim.report import amounts
from youthsim.report.dutch_names import (
    DUTCH_OUTCOMES,
    DUTCH_PATHS,
    DUTCH_PRIORS,
    DUTCH_TOWN,
    IN_TEXT,
    PAYERS_IN_TEXT,
)
from youthsim.report.findings import Spread
from youthsim.report.strings import STRINGS
from youthsim.report.strings_town import TOWN
from youthsim.vocabulary.paths import PATHS
from youthsim.vocabulary.payers import PAYER_NUMBER, PAYERS

DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
REGION = "-region"
RECALLED = "Recalled, not read:"
LANGUAGES = ("en", "nl")


class Words:
    """Texts and numbers in one language. `words("key", n=3)` gives a text with its places filled.

    `town`: speak of a whole town that is funded otherwise, not of an approach and its caseload. Raises
    ValueError for an unknown language, KeyError for an unknown text.
    """

    def __init__(self, lang: str, *, town: bool = False) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"the report speaks {' and '.join(LANGUAGES)}, not {lang!r}")
        self.lang = lang
        self.texts = STRINGS | TOWN if town else STRINGS

    def __call__(self, key: str, **values: object) -> str:
        text = self.texts[key][LANGUAGES.index(self.lang)]
        cases = values.get("cases")
        if isinstance(cases, int):
            values["cases"] = self.number(cases, 0)
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in STRINGS

    # names of things --------------------------------------------------------------------------------
    def payer(self, id_: str) -> str:
        payer = PAYERS[PAYER_NUMBER[id_]]
        return payer.label_nl if self.lang == "nl" else payer.label

    def outcome(self, id_: str) -> str:
        return DUTCH_OUTCOMES[id_] if self.lang == "nl" else OUTCOME[id_].label

    def outcome_in_text(self, id_: str) -> str:
        """An outcome in a sentence, where it needs other words than above a column."""
        if id_ in IN_TEXT:
            return IN_TEXT[id_][LANGUAGES.index(self.lang)]
        name = self.outcome(id_)
        return name[:1].lower() + name[1:]

    def payer_in_text(self, id_: str) -> str:
        """A payer in a sentence: `the municipality (Youth Act)`."""
        return PAYERS_IN_TEXT[id_][LANGUAGES.index(self.lang)]

    def place(self, id_: str) -> str:
        """A place by its id: `alkmaar-region` is the region of Alkmaar."""
        name = id_.lower()
        if name.endswith(REGION):
            return self("place.region", name=name.removesuffix(REGION).replace("-", " ").title())
        return name.title()

    def path(self, number: int) -> str:
        return DUTCH_PATHS[number] if self.lang == "nl" else PATHS[number]

    def town(self, id_: str, price_year: int) -> str:
        """A fact of the burned-in town; an amount with the price level of town and source."""
        english = next(row.label for row in COMPARISONS if row.id == id_)
        return (DUTCH_TOWN[id_] if self.lang == "nl" else english).format(year=price_year)

    def parameter(self, id_: str) -> str:
        """A parameter in words; of one arm, with that arm's id. What has no label shows its id in words."""
        name = stem(id_)
        label = labels().get(name)
        arm = f" ({id_.split('.')[1]})" if name != id_ else ""
        if label is None:
            return name.rsplit(".", 1)[-1].replace("_", " ") + arm
        return (label.dutch if self.lang == "nl" else label.english) + arm

    def unit(self, id_: str, declared: str) -> str:
        """A parameter's unit; in English as it is declared."""
        label = labels().get(stem(id_))
        return label.unit_dutch if label and self.lang == "nl" else declared

    def prior(self, described: str) -> str:
        """A distribution as it describes itself, in this language."""
        if self.lang == "en":
            return described
        said = DECIMAL.sub(",", described)
        if said.startswith("triangular"):
            said = described.replace(", ", "; ").replace(".", ",")
        for english, dutch in DUTCH_PRIORS:
            said = said.replace(english, dutch)
        return said

    def step(self, id_: str) -> str:
        return self(f"step.{id_}")

    # numbers ----------------------------------------------------------------------------------------
    def euro(self, cents: float) -> str:
        return amounts.euro(cents, self.lang)

    def sourced(self, citation: str) -> str:
        """Where a figure comes from; what is no title in the reader's language."""
        if citation == "assumption":
            return self("role.assumption")
        return citation.replace(RECALLED, self("source.recalled"), 1)

    def exact_euro(self, cents: float) -> str:
        return amounts.euro(cents, self.lang, exact=True)

    def euro_range(self, low: float, high: float) -> str:
        """`€0.4M to €1.6M`, both ends in one unit."""
        return amounts.between(low, high, self.lang, self.euro_like(low, high))

    def euro_like(self, *cents: float) -> Callable[[float], str]:
        """Writes amounts in the unit that suits the largest of `cents`."""
        millions = amounts.in_millions(*cents)
        return lambda one: amounts.euro(one, self.lang, millions=millions)

    def euro_spread(self, spread: Spread, sep: str = " ") -> str:
        """`€0.4M (−€0.2M to €1.0M)`: a mean with its interval, unless it has no width at all."""
        written = self.euro_like(spread.mean, spread.p05, spread.p95)
        if spread.mean == spread.p05 == spread.p95:
            return written(spread.mean)
        if spread.told and not spread.known:
            return f"{written(spread.mean)}{sep}({self('few')})"
        return f"{written(spread.mean)}{sep}({amounts.between(spread.p05, spread.p95, self.lang, written)})"

    def _with_ends(self, spread: Spread, written: Callable[[float], str]) -> str:
        """`3.1 (2.0 to 4.4)`, or why there is no interval."""
        if spread.told and not spread.known:
            return f"{written(spread.mean)} ({self('few')})"
        return f"{written(spread.mean)} ({written(spread.p05)} {self('to')} {written(spread.p95)})"

    def in_unit_spread(self, spread: Spread, unit: str) -> str:
        """A figure of the town with what single towns show."""
        return self._with_ends(spread, lambda value: self.in_unit(value, unit))

    def printed(self, value: float, unit: str) -> str:
        """A value in its unit: cents, share or number."""
        if unit == "cents":
            return self.euro(value)
        return amounts.share(value, self.lang, 1) if unit == "share" else self.number(value)

    def printed_spread(self, spread: Spread, unit: str) -> str:
        """A mean and its interval in their unit."""
        if unit == "cents":
            return self.euro_spread(spread)
        return self.shared(spread) if unit == "share" else self.counted(spread)

    def printed_between(self, spread: Spread, unit: str) -> str:
        """`4.1 to 7.3`, in their unit."""
        if spread.told and not spread.known:
            return self("few")
        low, high = (
            amounts.share(end, self.lang) if unit == "share" else self.number(end, 1)
            for end in (spread.p05, spread.p95)
        )
        if unit == "cents":
            return amounts.between(spread.p05, spread.p95, self.lang, self.euro_like(spread.p05, spread.p95))
        return f"{low} {self('to')} {high}"

    def number(self, value: float, digits: int | None = None, *, plus: bool = False) -> str:
        return amounts.number(value, self.lang, digits, plus=plus)

    def share(self, value: float, *, plus: bool = False) -> str:
        return amounts.share(value, self.lang, plus=plus)

    def chance(self, value: float) -> str:
        return amounts.chance(value, self.lang)

    def counted(self, spread: Spread, digits: int | None = None) -> str:
        """`3.1 (2.0 to 4.4)`; when no digits are asked for, as many as the widest end deserves."""
        if digits is None:
            digits = 1 if abs(spread.p95 if spread.known else spread.mean) < 100 else 0
        return self._with_ends(spread, lambda value: self.number(value, digits))

    def shared(self, spread: Spread) -> str:
        """`74% (61% to 83%)`."""
        return self._with_ends(spread, self.share)

    def value_spread(self, spread: Spread) -> str:
        """`1.31 (1.12 to 1.48)`, with the digits that the largest end deserves."""
        ends = (spread.p05, spread.p95) if spread.known else (spread.mean,)
        digits = 2 if max(map(abs, ends)) < 10 else 1
        return self._with_ends(spread, lambda value: self.number(value, digits))

    def signed(self, spread: Spread) -> str:
        """`−4.9 (−12.5 to +3.1)`: a difference in counts."""
        digits = amounts.digits_for(spread.mean, spread.p05, spread.p95)
        return self._with_ends(spread, lambda value: self.number(value, digits, plus=True))

    def euro_total(self, spread: Spread) -> str:
        """An amount with its interval, or as it was printed when it has none."""
        return self.euro_spread(spread) if spread.p95 > spread.p05 else self.exact_euro(spread.mean)

    def split(self, shares: Mapping[str, float]) -> str:
        """Printed shares by domain: `youth protection 67% and police and detention 33%`."""
        named = {
            id_: self(f"split.{id_}") if f"split.{id_}" in STRINGS else id_.replace("_", " ")
            for id_ in shares
        }
        return self.listed([f"{named[id_]} {self.share(share)}" for id_, share in shares.items()])

    def value_of(self, outcome: str, value: float, *, plus: bool = False) -> str:
        """An outcome's value in its own unit, without the unit's name."""
        if OUTCOME[outcome].unit.startswith("share"):
            return amounts.share(value, self.lang, 1 if abs(value) < 0.1 else 0, plus=plus)
        return self.number(value, plus=plus)

    def change_of(self, outcome: str, spread: Spread) -> str:
        """`−4.9 (−12.5 to +3.1)`: a difference in the outcome's unit."""
        return self.measured_spread(OUTCOME[outcome].unit, spread)

    def size(self, outcome: str, value: float) -> str:
        """A size of a difference without its sign: shares in percentage points."""
        if OUTCOME[outcome].unit.startswith("share"):
            return f"{self.number(100 * value, 1)} {self('points')}"
        return self.number(value)

    def measured(self, unit: str, value: float, *, plus: bool = False) -> str:
        """A value in a unit: shares as per cent, cents as euros, all else as a number."""
        if unit.startswith("share"):
            return amounts.share(value, self.lang, 1 if 0 < abs(value) < 0.1 else 0, plus=plus)
        return self.euro(value) if unit == "cents" else self.number(value, plus=plus)

    def measured_spread(self, unit: str, spread: Spread) -> str:
        """`−4.9 (−12.5 to +3.1)`: a difference in a unit, with as many digits as its widest end deserves.

        A difference between shares is in percentage points.
        """
        if unit == "cents":
            return self.euro_spread(spread)
        if not unit.startswith("share"):
            return self.signed(spread)
        ends = (spread.p05, spread.p95) if spread.known else (spread.mean,)
        digits = 1 if max(map(abs, ends)) < 0.1 else 0
        written = self._with_ends(spread, lambda value: self.number(100 * value, digits, plus=True))
        return f"{written} {self('points')}"

    def in_unit(self, value: float, unit: str) -> str:
        """A value of the town, in its unit: shares as per cent, cents as euros, the rest as a number."""
        if unit.startswith("share"):
            return amounts.share(value, self.lang, 1 if value >= 0.01 else 2)
        if unit.startswith("euro"):
            return self.euro(100 * value)
        return self.number(value, 2 if abs(value) < 10 else 1)

    def listed(self, names: list[str]) -> str:
        """`a, b and c`."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self('and')} {names[-1]}"
