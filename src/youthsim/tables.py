"""Tables in CSV that come with the package, so that anybody can read and correct them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from importlib.resources import files

Row = dict[str, str]


def rows(path: str, delimiter: str = ",") -> list[Row]:
    """The rows of a table, by the names in its first line. `path`: such as "evidence/data/cpi.csv"."""
    text = files("youthsim").joinpath(path).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))


def rows_by(key: str, path: str, filled: Iterable[str]) -> dict[str, Row]:
    """The rows of a table with semicolons, by the column `key`.

    Raises ValueError for a key that stands twice and for a row without words in one of the columns `filled`.
    """
    found: dict[str, Row] = {}
    for row in rows(path, delimiter=";"):
        name, empty = row[key], [column for column in filled if not row[column]]
        if name in found:
            raise ValueError(f"{path}: {name} stands twice")
        if empty:
            raise ValueError(f"{path}: {name} has nothing in {', '.join(empty)}")
        found[name] = row
    return found
