"""How much a figure can bear: design grades, and the weakest source under a conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# strongest first; "record" is a programme's own administration of plain facts: posts, hours, dates, invoices
GRADES = (
    "randomised",
    "comparative",
    "before-after",
    "official statistics",
    "record",
    "cost-benefit of chosen cases",
    "professional judgement",
    "norm",
    "assumption",
)
MEANING = {
    "randomised": "a trial in which chance decided who got what",
    "comparative": "a comparison group, matched or a natural experiment",
    "before-after": "the same people before and after, without a comparison: return to the mean is inside",
    "official statistics": "counted for everybody by a statistics office or an inspectorate",
    "record": "plain facts from a programme's own administration",
    "cost-benefit of chosen cases": "cases that its makers chose, against a judged alternative",
    "professional judgement": "what people in the field see or estimate, or a number recalled",
    "norm": "a tariff, guideline or plan: what should be, not what was seen",
    "assumption": "no source",
}
ASSUMPTION = "assumption"
OBSERVED = GRADES[: GRADES.index("record") + 1]  # somebody counted; after it come judged, wanted, assumed


@dataclass(frozen=True, slots=True)
class Grading:
    """The grade of one evidence id.

    `recalled`: from memory, not read; `confidence` 0-1 where the register has one.
    """

    evidence: str
    grade: str
    recalled: bool
    confidence: float | None
    document: str

    @property
    def weakness(self) -> float:
        """Higher is weaker.

        A number recalled from memory is at best a judgement, whatever design it came from.
        """
        rank = float(GRADES.index(self.grade))
        if self.recalled:
            rank = max(rank, float(GRADES.index("professional judgement"))) + 0.5
        return rank

    @property
    def observed(self) -> bool:
        """Whether somebody saw or counted it, rather than judged, planned or assumed it."""
        return self.grade in OBSERVED

    @property
    def agreed(self) -> bool:
        """Whether it is a norm: a tariff, guideline or plan."""
        return self.grade == "norm"

    def __str__(self) -> str:
        recalled = ""
        if self.recalled:
            recalled = (
                f", RECALLED FROM MEMORY (confidence {self.confidence:g})"
                if self.confidence
                else ", RECALLED"
            )
        return f"{self.evidence}: {self.grade}{recalled} ({self.document})"


def grading(evidence: str) -> Grading:
    """The grade of one evidence id or of the word assumption.

    Raises KeyError when the register does not have it.
    """
    if evidence == ASSUMPTION:
        return Grading(ASSUMPTION, ASSUMPTION, False, None, "no source")
    from youthsim.evidence.register import load_register

    register = load_register()
    figure = register[evidence]
    return Grading(
        evidence, figure.grade, figure.basis == "memory", figure.confidence, register.cite(figure.citation)
    )


def weakest(evidence_ids: Iterable[str]) -> Grading:
    """The weakest link of a chain of evidence; nothing given counts as an assumption."""
    gradings = [grading(evidence) for evidence in evidence_ids]
    return max(gradings, key=lambda one: one.weakness, default=grading(ASSUMPTION))


def check_parameters(parameters: Mapping[str, Any] | Iterable[Any]) -> list[str]:
    """Faults of parameters that name no evidence, or evidence that does not exist; empty when none.

    `parameters`: objects with `.name` and `.evidence` (a tuple of ids, or the word assumption), or a
    mapping to them.
    """
    from youthsim.evidence.register import load_register

    known = load_register().figures
    faults = []
    declared: Iterable[Any] = parameters.values() if isinstance(parameters, Mapping) else parameters
    for parameter in declared:
        named = parameter.evidence
        ids = (named,) if isinstance(named, str) else tuple(named)
        if not ids:
            faults.append(
                f"{parameter.name}: no evidence (expected register ids, or the word '{ASSUMPTION}')"
            )
        faults += [
            f"{parameter.name}: evidence '{one}' is not in the register"
            for one in ids
            if one != ASSUMPTION and one not in known
        ]
    return faults
