"""Checks that need no formula: what a figure, and the relations between figures, already promise.

A figure may say that it is part of a whole, the same as another print, taken from another figure, paid by
somebody, a mean of n. Each promise can be broken, and each check looks at one.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from youthsim.evidence.about import RATES, finding_about, rate
from youthsim.evidence.audit import Finding
from youthsim.evidence.formula import FormulaFault, names, parse
from youthsim.evidence.provenance import circular_sources, two_payers
from youthsim.evidence.register import Figure, Register
from youthsim.evidence.relations import sums_as_means, two_prints, wholes_and_parts
from youthsim.notation.units import dimension, is_money

# numbers in a formula that turn one period into another: weeks a month, months a year, school weeks, workdays
TIME_STEPS = {4, 4.33, 12, 13, 26, 35, 40, 46, 48, 52, 52.18, 253, 260, 365}


def structural_findings(register: Register) -> list[Finding]:
    """All structural checks over a register, in a fixed order."""
    checks = (
        wholes_and_parts,
        two_prints,
        stated_ranges,
        possible_proportions,
        periods,
        price_years,
        two_payers,
        circular_sources,
        sums_as_means,
    )
    found = [finding for check in checks for finding in check(register)]
    wrong_means = {one.figures[0] for one in found if one.check == "mean" and one.verdict == "contradiction"}
    return [one for one in found if one.check != "sum as mean" or one.figures[0] not in wrong_means]


def stated_ranges(register: Register) -> Iterator[Finding]:
    """Values inside the range stated for them; shares between 0 and 1; counts not negative."""
    for figure in register:
        if figure.low is not None and figure.high is not None and figure.low > figure.high:
            yield finding_about(
                register, "range", figure, f"its range runs from {figure.low:g} down to {figure.high:g}"
            )
            continue
        if figure.value is None:
            continue
        half = figure.step / 2 * (1 + 1e-9)
        below = figure.low is not None and figure.value + half < figure.low
        above = figure.high is not None and figure.value - half > figure.high
        if below or above:
            low = "" if figure.low is None else f"{figure.low:g}"
            high = "" if figure.high is None else f"{figure.high:g}"
            yield finding_about(register, "range", figure, f"outside its own range {low} to {high}")
        elif figure.unit == "share" and not -1e-9 <= figure.value <= 1 + 1e-9:
            yield finding_about(register, "range", figure, "a share must lie between 0 and 1")


def possible_proportions(register: Register) -> Iterator[Finding]:
    """A proportion of n people must be a whole number of people (the GRIM test), within its print."""
    for figure in register:
        if (
            figure.statistic != "proportion"
            or figure.value is None
            or not figure.n
            or figure.step * figure.n >= 1
        ):
            continue
        people = figure.value * figure.n
        nearest = [
            k
            for k in (int(people), int(people) + 1)
            if abs(k / figure.n - figure.value) <= figure.step / 2 + 1e-9
        ]
        if not nearest:
            tens = abs(figure.value * 10 - round(figure.value * 10)) < 1e-9
            yield finding_about(
                register,
                "proportion",
                figure,
                f"no whole number out of {figure.n} gives this share"
                + (" unless it was rounded to tens of percents" if tens else ""),
                verdict="ambiguous" if tens else "contradiction",
                recomputed=round(round(people) / figure.n, 4),
                formula=f"{round(people)} / {figure.n}",
            )


def price_years(register: Register) -> Iterator[Finding]:
    """Money without a price year, one finding per document and place."""
    missing: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    amounts: dict[tuple[str, str], int] = defaultdict(int)
    for figure in register:
        if is_money(figure.unit) and figure.kind != "literature" and (figure.value is not None):
            amounts[figure.citation, figure.place] += 1
            if figure.price_year is None:
                missing[figure.citation, figure.place].append(figure)
    for key, rows in missing.items():
        extent = f"none of {amounts[key]} amounts has a price year"
        if len(rows) < amounts[key]:
            extent = f"{len(rows)} of {amounts[key]} amounts without a price year, while the others have one"
        yield finding_about(
            register,
            "price year",
            rows[0],
            extent + (f" ({key[1]})" if key[1] else ""),
            verdict="ambiguous",
            others=[row.id for row in rows[1:]],
        )


def periods(register: Register) -> Iterator[Finding]:
    """The period in the unit against the period stated, and periods mixed inside a formula."""
    for figure in register:
        in_unit = {base for base, power in dimension(figure.unit) if power < 0 and base in RATES.values()}
        stated = re.match(r"(?:per|each|every) (?:school )?(\w+)$", figure.period)
        word = RATES.get(stated[1].rstrip("s"), "") if stated else ""
        if word and in_unit and word not in in_unit:
            yield finding_about(register, "period", figure, f"in {figure.unit}, but stated per {word}")
    for derivation in register.derivations:
        claim = register[derivation.claim]
        try:
            inputs = [register[name] for name in names(derivation.formula, register.figures)]
        except (FormulaFault, KeyError):
            continue
        constants = {
            node.value
            for node in ast.walk(parse(derivation.formula))
            if isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
        }
        calls = {node.id for node in ast.walk(parse(derivation.formula)) if isinstance(node, ast.Name)}
        clocks = (
            any(base in RATES.values() and power > 0 for one in inputs for base, power in dimension(one.unit))
            or bool(constants & TIME_STEPS)
            or bool(calls & {"weeks", "months", "years", "annualise"})
        )
        rates = {rate(one) for one in inputs if rate(one)}
        if not clocks and rates and (len(rates) > 1 or (rate(claim) and rate(claim) not in rates)):
            spoken = " and ".join(sorted(f"per {one}" for one in rates | ({rate(claim)} - {""})))
            yield finding_about(
                register,
                "period",
                claim,
                f"mixes amounts {spoken} without converting",
                formula=derivation.formula,
                others=[one.id for one in inputs],
            )
