"""What each parameter is called in words, in English and Dutch: the table `labels.csv` beside this file.

Ids are for code, tables and JSON; a reader meets the label. Each declared parameter has one row, and so has
each uncertain number that is sampled with them (how cases are chosen, how a source counts).
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources

FILE = "labels.csv"


@dataclass(frozen=True)
class Label:
    """A name in words that can stand in a sentence, in both languages, and the unit in Dutch."""

    english: str
    dutch: str
    unit_dutch: str


@functools.cache
def labels() -> dict[str, Label]:
    """The labels by parameter id. Raises ValueError for an id that stands twice or a row that is not full."""
    found: dict[str, Label] = {}
    text = resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter=";"):
        name, texts = row["name"], [row["label"], row["label_nl"], row["unit_nl"]]
        if name in found or not all(texts):
            raise ValueError(f"{FILE}: {name} stands twice or has an empty field")
        found[name] = Label(*texts)
    return found
