"""What the page of a fit calls its figures and parameters: words in the reader's language, never a bare id.

The figures that come with youthsim have a title in the table `target_titles.csv` beside this file. It holds
for a figure only while that asks what the table says (`asked`); a figure of one's own target file is called
after its outcome and filters.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from youthsim.parameters import PARAMETERS
from youthsim.report.dutch_names import DUTCH_FILTERS, DUTCH_OUTCOMES, DUTCH_UNITS
from youthsim.report.words import Words
from youthsim.tables import rows_by

Json = Mapping[str, Any]
NATIONAL = {"en": "Netherlands", "nl": "Nederland"}


@dataclass(frozen=True)
class Title:
    """A figure in words, what it must ask for that to be its name, and in Dutch what its note says."""

    asked: str
    english: str
    dutch: str
    note_dutch: str


@functools.cache
def titles() -> dict[str, Title]:
    """The titles by target id. Raises ValueError for an id that stands twice or a title that is missing."""
    rows = rows_by("id", "report/target_titles.csv", filled=("title", "title_nl"))
    return {
        id_: Title(row["asked"], row["title"], row["title_nl"], row["note_nl"]) for id_, row in rows.items()
    }


class FitNames:
    """Names of what one fit used, in one language. `rows`: the targets of its diagnostics."""

    def __init__(self, rows: Iterable[Json], lang: str) -> None:
        self.words, self.lang = Words(lang), lang
        self.rows = {row["id"]: row for row in rows}

    def figure(self, id_: str) -> str:
        """A figure by its id, fitted or not; it begins with a capital, as in a list or table."""
        return capital(self._figure(id_))

    def _figure(self, id_: str) -> str:
        row, title = self.rows.get(id_), titles().get(id_)
        if title is not None and (row is None or asked(row) == title.asked):
            return title.dutch if self.lang == "nl" else title.english
        return id_.replace("_", " ") if row is None else self._asked_in_words(row)

    def note(self, row: Json) -> str:
        """What the target file remarks; in Dutch only where the table has it in Dutch."""
        if self.lang == "en" or not row["note"]:
            return str(row["note"])
        title = titles().get(row["id"])
        return title.note_dutch if title is not None and asked(row) == title.asked else ""

    def reason(self, waiting: Json) -> str:
        """Why a figure was not asked of the model."""
        if self.lang == "en":
            return str(waiting["waits_for"])
        title = titles().get(waiting["id"])
        return title.note_dutch if title is not None else ""

    def unit(self, row: Json) -> str:
        """The unit of a figure's values; empty for a share, which is written as per cent."""
        if row["unit"] == "share":
            return ""
        return DUTCH_UNITS.get(row["unit"], "") if self.lang == "nl" else str(row["unit"])

    def place(self, id_: str) -> str:
        return NATIONAL[self.lang] if id_ == "national" else self.words.place(id_)

    def parameter(self, id_: str) -> str:
        return self.words.parameter(id_)

    def parameter_at_start(self, id_: str) -> str:
        """A parameter at the head of a row."""
        return capital(self.parameter(id_))

    def parameter_unit(self, id_: str) -> str:
        declared = PARAMETERS.get(id_)
        return "" if declared is None else self.words.unit(id_, declared.unit)

    def _asked_in_words(self, row: Json) -> str:
        """A figure that has no title: its outcome, then what narrows it."""
        from youthsim.calibration.measures import MEASURES

        outcome = row["outcome"]
        label = MEASURES[outcome].label if outcome in MEASURES else outcome.replace("_", " ")
        filters = [part.partition(" ")[::2] for part in row["filters"].split(", ") if part]
        if self.lang == "nl":
            label = DUTCH_OUTCOMES.get(outcome, label)
            filters = [(DUTCH_FILTERS.get(name, name), value) for name, value in filters]
        said = ", ".join(f"{name} {value}".replace("_", " ") for name, value in filters)
        return f"{label} ({said})" if said else label


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def asked(row: Json) -> str:
    """What a figure asks, as the table of titles writes it: outcome and filters."""
    return ", ".join(part for part in (row["outcome"], row["filters"]) if part)
