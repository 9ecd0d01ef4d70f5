"""One number printed twice: value, n and period agree wherever it stands.

That two rows are one number is said (`same_as`), or told by wording that names the repeat ("(summary)").
Rows with one wording and nothing else in common, such as two totals of two tables, are two numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from youthsim.evidence.about import DUTCH_RATES, finding_about, rate, subject
from youthsim.evidence.audit import Finding, compare, diagnose, shown
from youthsim.evidence.formula import span
from youthsim.evidence.register import Figure, Register
from youthsim.notation.said import Said
from youthsim.notation.units import show

TELLING_WORDS = 4  # with fewer, one wording is a heading that any table has: "Totaal", "Overige kosten"


def two_prints(register: Register) -> Iterator[Finding]:
    """Each pair that is one number, told once, and each that may be one."""
    stated = {(figure.id, other) for figure in register for other in figure.same_as}
    repeats, alike = _same_words(register)
    for left, right in sorted(stated | repeats):
        if register[left].value is not None and register[right].value is not None:
            yield from _pair(register, register[left], register[right])
    for left, right in sorted(alike - stated - repeats):
        here, there = register[left], register[right]
        fine, coarse = sorted((here, there), key=lambda one: one.step)
        if compare(span(coarse), coarse.step, span(fine)) == "contradiction":
            said = Said(
                f"the same words as '{right}', another number (same_as: {right} if it is one number; "
                "else tell them apart in words)",
                f"dezelfde woorden als '{right}', een ander getal (zet 'gelijk aan: {right}' als het "
                f"één getal is; "
                "anders: kies verschillende woorden)",
            )
            yield finding_about(
                register, "two prints", here, said, "ambiguous", recomputed=shown(span(there), there.unit),
                formula=right, others=[right],
            )  # fmt: skip


def _same_words(register: Register) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Pairs with the same words: those whose words name a repeat, and those that nothing tells apart."""
    subjects: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in register:
        if figure.value is not None and figure.kind != "literature":
            subjects[subject(figure)].append(figure)
    repeats, alike = set(), set()
    for words, twins in subjects.items():
        first = twins[0]
        for later in twins[1:]:
            if later.period != first.period or later.citation != first.citation:
                continue
            if later.quantity.casefold().strip() != first.quantity.casefold().strip():
                repeats.add((later.id, first.id))
            elif len(words[0].split()) >= TELLING_WORDS and not _apart(register, later, first):
                alike.add((later.id, first.id))
    return repeats, alike


def _apart(register: Register, one: Figure, other: Figure) -> bool:
    """Whether something besides the words tells two figures apart: what they belong to or follow from."""
    formulas = {derivation.claim: derivation.formula for derivation in register.derivations}
    told = ("part_of", "origin", "item", "topic", "price_year")
    return formulas.get(one.id) != formulas.get(other.id) or any(
        getattr(one, name) != getattr(other, name) for name in told
    )


def _pair(register: Register, here: Figure, there: Figure) -> Iterator[Finding]:
    right = there.id
    mine, other = span(here), span(there)
    if mine.dim != other.dim:
        said = Said(
            f"the same number in {show(mine.dim)} here and in {show(other.dim)} in '{right}'",
            f"hetzelfde getal hier in {show(mine.dim)} en in '{right}' in {show(other.dim)}",
        )
        yield finding_about(register, "units", here, said, others=[right])
        return
    fine, coarse = sorted((here, there), key=lambda one: one.step)
    if compare(span(coarse), coarse.step, span(fine)) == "contradiction":
        slip = diagnose(mine.value, other.value)
        said = Said(f"another number elsewhere ('{right}')", f"elders staat een ander getal ('{right}')")
        if slip:
            said = Said(f"{said}: {slip}", f"{said.nl}: {slip.nl}")
        yield finding_about(
            register,
            "two prints",
            here,
            said,
            recomputed=shown(other, there.unit),
            formula=right,
            others=[right],
        )
    elif here.n and there.n and here.n != there.n:
        said = Said(
            f"n is {here.n} here and {there.n} in '{right}'", f"n is hier {here.n} en in '{right}' {there.n}"
        )
        yield finding_about(
            register, "n", here, said, recomputed=there.n, formula=right, others=[right], printed=here.n,
            unit="cases",
        )  # fmt: skip
    elif rate(here) != rate(there) and rate(here) and rate(there):
        said = Said(
            f"the same number per {rate(here)} here and per {rate(there)} in '{right}'",
            f"hetzelfde getal hier per {DUTCH_RATES[rate(here)]} en in '{right}' per "
            f"{DUTCH_RATES[rate(there)]}",
        )
        yield finding_about(register, "period", here, said, others=[right])
