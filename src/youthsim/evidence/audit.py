"""The audit: recompute every figure that follows from others and say whether the print can be true.

Four verdicts. *agrees*: the recomputed value, printed as finely as the claim was, is the claim.
*rounding*: it is not, but the rounding of its inputs, or cutting off instead of rounding, explains it.
*contradiction*: no rounding explains it. *ambiguous*: the text allows several readings, of which some
agree and others do not, or it leaves out what one would need to know.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace

from youthsim.evidence.formula import FormulaFault, Span, evaluate, names, parse, span
from youthsim.evidence.register import Decision, Derivation, Figure, Register, load_register
from youthsim.notation.dates import show_date
from youthsim.notation.units import dimension, show

VERDICTS = ("agrees", "rounding", "ambiguous", "contradiction")


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of an audit. `reported` and `recomputed` in `unit` (dates as year-month text)."""

    id: str
    check: str
    document: str
    where: str
    claim: str
    reported: float | str | None
    recomputed: float | str | None
    unit: str
    formula: str
    verdict: str
    message: str
    figures: tuple[str, ...]
    decision: Decision | None = None

    @property
    def stands(self) -> bool:
        """A contradiction that no decision explains."""
        return self.verdict == "contradiction" and self.decision is None

    def as_json(self) -> dict[str, object]:
        """The row as `youthsim audit --json` prints it."""
        row: dict[str, object] = {
            "id": self.id,
            "document": self.document,
            "claim": self.claim,
            "reported": self.reported,
            "recomputed": self.recomputed,
            "formula": self.formula,
            "verdict": self.verdict,
            "check": self.check,
            "where": self.where,
            "unit": self.unit,
            "message": self.message,
            "figures": list(self.figures),
            "explained": self.decision is not None,
        }
        if self.decision is not None:
            row |= {
                "consequence": self.decision.consequence,
                "value_used": self.decision.value_used,
                "value_used_unit": self.decision.unit,
                "why": self.decision.why,
            }
        return row


def compare(reported: Span, step: float, recomputed: Span) -> str:
    """Verdict of one reading. `step`: printed rounding of the claim (0 for exact counts)."""
    gap = abs(reported.value - recomputed.value)
    slack = 1e-9 * max(1.0, abs(reported.value), abs(recomputed.value))
    if gap <= step / 2 + slack:
        return "agrees"
    cut_off = gap < step + slack and abs(reported.value) < abs(recomputed.value)
    overlap = recomputed.low <= reported.high + slack and recomputed.high >= reported.low - slack
    return "rounding" if cut_off or overlap else "contradiction"


def _transposed(reported: float, recomputed: float) -> bool:
    """Whether swapping two neighbouring digits of one gives the other."""
    left, right = f"{abs(reported):.0f}", f"{abs(recomputed):.0f}"
    if reported != round(reported):
        left, right = f"{abs(reported):.2f}", f"{abs(recomputed):.2f}"
    if len(left) != len(right) or left == right:
        return False
    apart = [place for place, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    return (
        len(apart) == 2
        and left[apart[0]] == right[apart[1]]
        and left[apart[1]] == right[apart[0]]
        and sorted(left) == sorted(right)
    )


def diagnose(reported: float, recomputed: float, members: int = 0) -> str:
    """What kind of slip turns the recomputed value into the reported one; "" when nothing known does."""
    if recomputed == 0 or reported == 0:
        return ""
    ratio = reported / recomputed
    if members > 1 and abs(ratio - members) < 1e-3 * members:
        return f"the sum of {members}, printed as their mean"
    if members > 1 and abs(ratio * members - 1) < 1e-3:
        return f"the mean of {members}, printed as their sum"
    if _transposed(reported, recomputed):
        return "two digits have changed places"
    for power in (10, 100, 1000):
        if abs(ratio / power - 1) < 1e-3 or abs(ratio * power - 1) < 1e-3:
            return f"a factor of {power}: a decimal point has moved"
    for factor, what in ((12, "months and years"), (52, "weeks and years")):
        if abs(ratio / factor - 1) < 1e-3 or abs(ratio * factor - 1) < 1e-3:
            return f"a factor of {factor}: {what} are mixed up"
    return ""


def shown(number: Span, unit: str) -> float | str:
    """A value for tables and JSON: dates as text, a year alone as a year, no floating-point noise."""
    if unit == "date":
        text = show_date(number.value)
        return text[:4] if number.high - number.low > 1 else text
    return round(number.value, 6)


def recompute(derivation: Derivation, register: Register) -> Finding:
    """Recompute one derivation and compare. Raises FormulaFault when the derivation itself is broken."""
    figures = _as_its_formula_takes_them(derivation, register.figures)
    claim = figures[derivation.claim]
    reported = span(claim)
    readings = [evaluate(formula, figures) for formula in (derivation.formula, *derivation.readings)]
    for formula, reading in zip((derivation.formula, *derivation.readings), readings, strict=True):
        if reading.dim != dimension(claim.unit) and (reading.dim or reading.low != reading.high):
            raise FormulaFault(
                f"{derivation.id}: {formula} gives {show(reading.dim)}, "
                f"the claim is in {show(dimension(claim.unit))}"
            )
    verdicts = [compare(reported, claim.step, reading) for reading in readings]
    verdict = verdicts[0]
    own = derivation.id == derivation.claim  # an analyst's row with a formula: its words are the claim itself
    message = "what its formula gives" if own else derivation.about
    fits = [one in ("agrees", "rounding") for one in verdicts]
    if (any(fits) and not all(fits)) or (derivation.unclear and not all(fits)):
        verdict = "ambiguous"
    if verdict == "contradiction":
        slip = diagnose(reported.value, readings[0].value, _members(derivation.formula, figures))
        message = "its formula gives another number" if own else message
        message = f"{message}; {slip}" if slip and slip not in message else message
    if derivation.unclear:
        message = f"{message}; not said: {derivation.unclear}" if verdict == "ambiguous" else message
    alternatives = "".join(
        f"; or {formula} = {shown(reading, claim.unit)}"
        for formula, reading in zip(derivation.readings, readings[1:], strict=True)
    )
    return Finding(
        id=derivation.id,
        check="recomputed",
        document=register.cite(claim.citation),
        where=claim.where,
        claim=claim.quantity,
        reported=shown(reported, claim.unit),
        recomputed=shown(readings[0], claim.unit),
        unit=claim.unit,
        formula=derivation.formula + alternatives,
        verdict=verdict,
        message=message,
        figures=(claim.id, *names(derivation.formula, figures)),
        decision=register.decisions.get(derivation.id),
    )


def _as_its_formula_takes_them(derivation: Derivation, figures: Mapping[str, Figure]) -> Mapping[str, Figure]:
    """The figures; in the units of print where the formula itself turns thousands into millions, and rightly.

    Units are converted before a formula is computed. Who wrote `total / 1000` beside a total in thousands and
    a claim in millions has done that by hand.
    """
    inside = [
        figures[name] for name in (derivation.claim, *names(derivation.formula, figures)) if name in figures
    ]
    scales = {figure.scale for figure in inside}
    steps = {left / right for left in scales | {1.0} for right in scales | {1.0}} - {1.0}
    numbers = [node.value for node in ast.walk(parse(derivation.formula)) if isinstance(node, ast.Constant)]
    if not any(isinstance(number, int | float) and number in steps for number in numbers):
        return figures
    printed = {
        figure.id: replace(
            figure,
            value=None if figure.value is None else figure.value / figure.scale,
            step=figure.step / figure.scale,
        )
        for figure in inside
    }
    fits = []
    for known in (figures, printed):
        claim = known[derivation.claim]
        fits.append(compare(span(claim), claim.step, evaluate(derivation.formula, known)) != "contradiction")
    return printed if fits == [False, True] else figures


def _members(formula: str, figures: Mapping[str, Figure]) -> int:
    inside = names(formula, figures)
    return len(inside) if formula.startswith(("mean(", "sum(")) else 0


def audit(register: Register | None = None) -> list[Finding]:
    """Every derivation recomputed, in the order of the register, then the structural checks."""
    from youthsim.evidence.structure import structural_findings

    register = load_register() if register is None else register
    recomputed = [recompute(derivation, register) for derivation in register.derivations]
    already = {figure for one in recomputed if one.verdict == "contradiction" for figure in one.figures[:1]}
    structural = [
        one
        for one in structural_findings(register)
        if not (one.verdict == "contradiction" and one.figures[0] in already)
    ]
    return recomputed + structural


def standing(findings: list[Finding]) -> list[Finding]:
    """Contradictions that no decision explains: the reason for exit code 1."""
    return [finding for finding in findings if finding.stands]
