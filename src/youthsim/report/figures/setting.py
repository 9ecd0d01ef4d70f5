"""What every figure function does first: take the findings, the language and the house style."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from youthsim.report.findings import Findings
from youthsim.report.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Draw = Callable[..., "Figure"]


def figure(draw: Draw) -> Callable[..., Figure]:
    """Let a function of (findings, words) be called with a result, a language and what else it takes."""

    @functools.wraps(draw)
    def drawn(result: Any, lang: str = "en", **about: Any) -> Figure:
        import matplotlib

        from youthsim.report.drawing import STYLE
        from youthsim.report.reading import findings_of

        with matplotlib.rc_context(STYLE):
            findings = findings_of(result).said_in(lang)
            return draw(findings, Words(lang, town=findings.only_funding), **about)

    return drawn


def foot(findings: Findings, words: Words, months: int | None = None) -> str:
    """Caseload, horizon, price year and the meaning of the bars: what every amount needs beside it."""
    return words(
        "figure.foot", cases=findings.size, months=months or findings.horizon_months, year=findings.price_year
    )


def empty(words: Words, title: str, note: str) -> Figure:
    """A figure that says that there is nothing to show, rather than none at all."""
    from youthsim.report.drawing import QUIET, sheet

    sheet_ = sheet(1.5, title, note)
    sheet_.text(0.5, 0.5, words("figure.nothing"), ha="center", va="center", color=QUIET)
    return sheet_
