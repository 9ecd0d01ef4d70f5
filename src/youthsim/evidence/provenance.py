"""Checks of who pays, and of where figures come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from youthsim.evidence.about import finding_about, subject
from youthsim.evidence.audit import Finding
from youthsim.evidence.formula import FormulaFault, names
from youthsim.evidence.register import Figure, Register
from youthsim.notation.units import is_money


def two_payers(register: Register) -> Iterator[Finding]:
    """One amount counted for two payers, or a cost of one payer entered for another."""
    priced: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in register:
        if figure.payer and figure.value is not None and is_money(figure.unit):
            thing = figure.item or subject(figure)[0]
            priced[thing, figure.place, figure.unit, figure.period, figure.value].append(figure)
    for figure in register:
        taken_over = [register[one] for one in figure.origin if register[one].payer]
        other = [
            one for one in taken_over if figure.payer and one.payer != figure.payer and is_money(one.unit)
        ]
        if other:
            yield finding_about(
                register,
                "payer",
                figure,
                f"entered for {figure.payer}, but taken from a cost of {other[0].payer} ('{other[0].id}')",
                others=[one.id for one in other],
            )
    for same in priced.values():
        first = same[0]
        for later in same[1:]:
            shared_whole = set(first.part_of) & set(later.part_of)
            if later.payer != first.payer and not shared_whole:
                yield finding_about(
                    register,
                    "payer",
                    later,
                    f"the same amount is entered for {first.payer} ('{first.id}') and for {later.payer}",
                    others=[first.id],
                )


def circular_sources(register: Register) -> Iterator[Finding]:
    """Figures that rest on themselves, and confirmations that come from what they confirm."""
    graph = {figure.id: set(figure.origin) for figure in register}
    for derivation in register.derivations:
        if derivation.id == derivation.claim:  # an own register: its formulas say where figures come from
            try:
                graph[derivation.claim] |= set(names(derivation.formula, register.figures))
            except FormulaFault:
                continue

    def behind(start: str) -> set[str]:
        seen: set[str] = set()
        queue = list(graph.get(start, ()))
        while queue:
            name = queue.pop()
            if name not in seen:
                seen.add(name)
                queue += graph.get(name, ())
        return seen

    reported: set[str] = set()
    for figure in register:
        chain = behind(figure.id)
        if figure.id in chain and figure.id not in reported:
            ring = [name for name in chain if figure.id in behind(name)]
            reported |= set(ring)
            yield finding_about(
                register,
                "circular",
                figure,
                "rests on itself: " + " → ".join(sorted(ring)),
                others=sorted(ring),
            )
        for other in figure.same_as:
            if other in chain or figure.id in behind(other):
                yield finding_about(
                    register,
                    "circular",
                    figure,
                    f"confirms '{other}', but comes from it: one source, not two",
                    others=[other],
                )
