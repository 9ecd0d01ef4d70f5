"""Checks between figures: parts and their whole, and one number printed twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from youthsim.evidence.about import finding_about, rate, subject
from youthsim.evidence.audit import VERDICTS, Finding, compare, diagnose, shown
from youthsim.evidence.formula import FormulaFault, Span, add, span
from youthsim.evidence.register import Figure, Register
from youthsim.notation.units import is_money


def _parts(register: Register) -> dict[str, list[Figure]]:
    parts: dict[str, list[Figure]] = defaultdict(list)
    for figure in register:
        for whole in figure.part_of:
            parts[whole].append(figure)
    return parts


def _total(parts: Sequence[Figure]) -> Span:
    total = span(parts[0])
    for part in parts[1:]:
        total = add(total, span(part))
    return total


def _scaled(total: Span, size: float) -> Span:
    return Span(total.value / size, total.low / size, total.high / size, total.dim)


def _expected(whole: Figure, parts: Sequence[Figure]) -> list[tuple[str, Span]]:
    """What the parts say the whole should be, under each fair reading, with the name of the computation."""
    total = _total(parts)
    if whole.statistic in ("", "sum"):
        return [("sum", total)]
    if whole.statistic == "mean":
        readings = [("mean", _scaled(total, len(parts)))]
        if all(part.n for part in parts) and len({part.n for part in parts}) > 1:
            people = sum(part.n or 0 for part in parts)
            sizes = [((part.n or 0) / people, span(part)) for part in parts]
            low, high = (sum(w * getattr(s, edge) for w, s in sizes) for edge in ("low", "high"))
            readings.append(("weighted mean", Span(sum(w * s.value for w, s in sizes), low, high, total.dim)))
        return readings
    picks: dict[str, Callable[..., float]] = {"median": median, "minimum": min, "maximum": max}
    pick = picks.get(whole.statistic)
    if pick is None:
        return []
    spans = [span(part) for part in parts]
    edges = [pick(getattr(one, edge) for one in spans) for edge in ("value", "low", "high")]
    return [(whole.statistic, Span(edges[0], edges[1], edges[2], total.dim))]


def wholes_and_parts(register: Register) -> Iterator[Finding]:
    """Parts against their whole: shares to one, amounts to the sum or mean, n rows, one period."""
    for name, members in _parts(register).items():
        whole = register[name]
        parts = [part for part in members if part.value is not None]
        ids = [part.id for part in parts]
        if not parts:
            continue
        listing = ", ".join(ids)
        if all(part.unit == "share" for part in parts) and whole.unit != "share":
            total = _total(parts)
            verdict = compare(Span.of(1.0), 0.0, total)
            if len(parts) > 1:
                yield finding_about(
                    register,
                    "shares",
                    parts[0],
                    f"the shares of '{whole.quantity}' add up to {total.value:.1%}",
                    verdict,
                    printed=round(total.value, 6),
                    recomputed=1.0,
                    formula=f"sum({listing})",
                    others=[*ids[1:], name],
                )
            continue
        if whole.value is None:
            continue
        try:
            readings = _expected(whole, parts)
        except FormulaFault as fault:
            yield finding_about(
                register, "units", whole, f"its parts do not go together: {fault}", others=ids
            )
            continue
        stated = span(whole)
        if readings:
            verdicts = [compare(stated, whole.step, one) for _, one in readings]
            best = min(range(len(readings)), key=lambda k: VERDICTS.index(verdicts[k]))
            (how, value), verdict = readings[best], verdicts[best]
            message = f"the {how} of its {len(parts)} parts"
            if verdict == "contradiction":
                slip = diagnose(stated.value, value.value, len(parts) if how in ("mean", "sum") else 0)
                message += " is another number" + (f": {slip}" if slip else "")
            yield finding_about(
                register,
                how,
                whole,
                message,
                verdict,
                recomputed=shown(value, whole.unit),
                formula=f"{how}({listing})",
                others=ids,
            )
        if whole.n and all(part.n == 1 for part in parts) and whole.n != len(parts):
            yield finding_about(
                register,
                "n",
                whole,
                f"n is {whole.n} here, the table has {len(parts)} rows",
                recomputed=len(parts),
                formula=f"count({listing})",
                others=ids,
                printed=whole.n,
                unit="cases",
            )
        # n of groups: only where the parts are groups of different size
        groups = [part.n for part in parts if part.n]
        grouped = whole.n and len(groups) == len(parts) and whole.statistic == "mean" and min(groups) > 1
        if grouped and sum(groups) != whole.n:
            yield finding_about(
                register,
                "n",
                whole,
                f"n is {whole.n} here, the groups have {sum(groups)} together",
                recomputed=sum(groups),
                others=ids,
                printed=whole.n,
                unit="cases",
            )
        if whole.statistic in ("", "sum", "mean", "median"):
            yield from _one_period(register, whole, parts)


def _one_period(register: Register, whole: Figure, parts: Sequence[Figure]) -> Iterator[Finding]:
    for part in parts:
        if rate(whole) and rate(part) and rate(whole) != rate(part):
            yield finding_about(
                register,
                "period",
                part,
                f"per {rate(part)}, but part of an amount per {rate(whole)}",
                others=[whole.id],
            )
        if part.price_year and whole.price_year and part.price_year != whole.price_year:
            yield finding_about(
                register,
                "price year",
                part,
                f"in prices of {part.price_year}, but part of an amount in prices of {whole.price_year}",
                verdict="ambiguous",
                others=[whole.id],
            )


def two_prints(register: Register) -> Iterator[Finding]:
    """One number printed twice, said so (`same_as`) or in the same words: value, n and period agree."""
    pairs = {(figure.id, other) for figure in register for other in figure.same_as}
    subjects: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in register:
        if figure.value is not None and figure.kind != "literature":
            subjects[subject(figure)].append(figure)
    for twins in subjects.values():
        pairs |= {
            (later.id, twins[0].id)
            for later in twins[1:]
            if later.period == twins[0].period and later.citation == twins[0].citation
        }
    for left, right in sorted(pairs):
        here, there = register[left], register[right]
        if here.value is None or there.value is None:
            continue
        fine, coarse = sorted((here, there), key=lambda one: one.step)
        if compare(span(coarse), coarse.step, span(fine)) == "contradiction":
            slip = diagnose(here.value, there.value)
            yield finding_about(
                register,
                "two prints",
                here,
                f"another number elsewhere ('{right}')" + (f": {slip}" if slip else ""),
                recomputed=shown(span(there), there.unit),
                formula=right,
                others=[right],
            )
        elif here.n and there.n and here.n != there.n:
            yield finding_about(
                register,
                "n",
                here,
                f"n is {here.n} here and {there.n} in '{right}'",
                recomputed=there.n,
                formula=right,
                others=[right],
                printed=here.n,
                unit="cases",
            )
        elif rate(here) != rate(there) and rate(here) and rate(there):
            yield finding_about(
                register,
                "period",
                here,
                f"the same number per {rate(here)} here and per {rate(there)} in '{right}'",
                others=[right],
            )


def sums_as_means(register: Register) -> Iterator[Finding]:
    """A mean over n > 1 that equals a total printed in the same document."""
    totals = {
        (figure.citation, figure.place, figure.value): figure
        for figure in register
        if figure.value is not None and is_money(figure.unit) and figure.statistic == "sum"
    }
    for figure in register:
        if figure.value is None:
            continue
        total = totals.get((figure.citation, figure.place, figure.value))
        if total and figure.statistic in ("mean", "median") and (figure.n or 2) > 1:
            yield finding_about(
                register,
                "sum as mean",
                figure,
                f"the same number as the total '{total.id}'",
                others=[total.id],
            )
