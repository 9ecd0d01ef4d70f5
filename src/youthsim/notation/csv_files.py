"""CSV that we write: one form for R and pandas, one for Excel as it is set in the Netherlands."""

from __future__ import annotations

import codecs
import csv
import io
import numbers
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

EXCEL = "-excel"


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """Writes `scale.csv` for R and pandas, and `scale-excel.csv`, which Dutch Excel opens by a click."""
    for lang, file in (("en", path), ("nl", path.with_name(f"{path.stem}{EXCEL}{path.suffix}"))):
        rows = table.itertuples(index=False, name=None)
        file.write_bytes(csv_bytes([str(name) for name in table.columns], rows, lang))


def csv_bytes(columns: Sequence[str], rows: Iterable[Iterable[object]], lang: str = "en") -> bytes:
    """A table as a CSV file. `lang` "nl": as Excel in the Netherlands opens it; "en": as R and pandas do.

    Dutch Excel wants semicolons, a comma before decimals and a mark that the file is UTF-8: it reads 0.5 as
    text or a date, and 1.234 as over a thousand. Numbers keep all their digits; None and not-a-number are
    empty.
    """
    text = io.StringIO()
    dutch = lang == "nl"
    writer = csv.writer(text, delimiter=";" if dutch else ",", lineterminator="\r\n" if dutch else "\n")
    writer.writerow(columns)
    writer.writerows([_cell_text(cell, dutch) for cell in row] for row in rows)
    return (codecs.BOM_UTF8 if dutch else b"") + text.getvalue().encode("utf-8")


def _cell_text(cell: object, dutch: bool) -> str:
    if cell is None or cell != cell:  # not a number
        return ""
    if isinstance(cell, numbers.Real) and not isinstance(cell, numbers.Integral):
        text = repr(float(cell))
        return text.removesuffix(".0").replace(".", ",") if dutch else text
    text = str(cell)
    # a text that begins as a formula is run by Excel; an apostrophe in front says that it is text
    return f"'{text}" if dutch and isinstance(cell, str) and text.startswith(("=", "@", "+", "-")) else text
