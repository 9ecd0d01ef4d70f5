"""What a council reads: figures and one self-contained page, in Dutch or English.

    from youthsim.report import write_report
    write_report(result, Path("out"), lang="nl")

The page says nothing that is not in the result. `reading` takes the findings out of a result, `verdict`
decides what may be said about them, `figures` draws them, `page` sets them in type.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any


def write_report(result: Any, out_dir: Path | str, lang: str = "en") -> Path:
    """Write report.html and figures/*.svg, *.png into `out_dir`; return the path of report.html.

    The page needs no network. The same result gives the same bytes. Raises ValueError for a language other
    than "en" and "nl".
    """
    from youthsim.report.page import write_page

    return write_page(result, Path(out_dir), lang)


__all__ = ["write_report"]
