"""What each parameter is called in words, in English and Dutch: the table `labels.csv` beside this file.

Ids are for code, tables and JSON; a reader meets the label. Each declared parameter has one row, and so has
each uncertain number that is sampled with them (how cases are chosen, how a source counts).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from youthsim.tables import rows_by


@dataclass(frozen=True)
class Label:
    """A name in words that can stand in a sentence, in both languages, and the unit in Dutch."""

    english: str
    dutch: str
    unit_dutch: str


@functools.cache
def labels() -> dict[str, Label]:
    """The labels by parameter id. Raises ValueError for an id that stands twice or a row that is not full."""
    rows = rows_by("name", "parameters/labels.csv", filled=("label", "label_nl", "unit_nl"))
    return {name: Label(row["label"], row["label_nl"], row["unit_nl"]) for name, row in rows.items()}
