"""What every structural check needs: making a finding, and reading the period of a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from youthsim.evidence.audit import Finding, shown
from youthsim.evidence.formula import span
from youthsim.evidence.register import Figure, Register
from youthsim.notation.units import dimension

RATES = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year", "jaar": "year",
         "maand": "month", "kwartaal": "quarter", "dag": "day", "annum": "year"}  # fmt: skip


def finding_about(
    register: Register, check: str, figure: Figure, message: str, verdict: str = "contradiction",
    recomputed: float | str | None = None, formula: str = "", others: Sequence[str] = (),
    printed: float | None = None, unit: str | None = None,
) -> Finding:  # fmt: skip
    """A finding about a figure; `printed` and `unit` where it is not about the value itself."""
    reported = None if figure.value is None else shown(span(figure), figure.unit)
    key = f"{check.replace(' ', '_')}:{figure.id}"
    return Finding(
        id=key,
        check=check,
        document=register.cite(figure.citation),
        where=figure.where,
        claim=figure.quantity,
        reported=reported if printed is None else printed,
        recomputed=recomputed,
        unit=figure.unit if unit is None else unit,
        formula=formula,
        verdict=verdict,
        message=message,
        figures=(figure.id, *others),
        decision=register.decisions.get(key) or register.decisions.get(figure.id),
    )


def rate(figure: Figure) -> str:
    """The period that a figure runs over, "year" for "per year" or EUR/year; "" when it says none."""
    in_unit = [base for base, power in dimension(figure.unit) if power < 0 and base in RATES.values()]
    if in_unit:
        return in_unit[0]
    if match := re.match(r"(?:per|each|every|a) (?:school )?(\w+)", figure.period):
        return RATES.get(match[1].rstrip("s"), "")
    return ""


def subject(figure: Figure) -> tuple[str, ...]:
    bare = re.sub(r"\([^)]*\)|[,;]? (in the )?(text|table|annex|summary)$", "", figure.quantity.casefold())
    return (re.sub(r"\W+", " ", bare).strip(), figure.place, figure.unit, figure.payer, figure.statistic)
