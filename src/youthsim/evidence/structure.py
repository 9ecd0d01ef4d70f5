"""Checks that need no formula: what the relations between the figures of a register already promise.

A figure may say that it is part of a whole, the same as another print, taken from another figure, paid by
somebody, a mean of n. Each promise can be broken, and each check below looks at one.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from youthsim.evidence.audit import Finding, compare, diagnose, shown
from youthsim.evidence.formula import FormulaFault, Span, add, names, parse, span
from youthsim.evidence.register import Figure, Register
from youthsim.evidence.units import dimension, is_money

RATES = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year", "jaar": "year",
         "maand": "month", "kwartaal": "quarter", "dag": "day", "annum": "year"}  # fmt: skip
TIME_STEPS = {4, 4.33, 12, 13, 26, 35, 40, 46, 48, 52, 52.18, 253, 260, 365}


def structural_findings(register: Register) -> list[Finding]:
    """All structural checks over a register, in a fixed order."""
    checks = (
        wholes_and_parts, two_prints, stated_ranges, possible_proportions, periods, price_years, two_payers,
        circular_sources, sums_as_means,
    )  # fmt: skip
    return [finding for check in checks for finding in check(register)]


def _finding(
    register: Register, check: str, figure: Figure, message: str, verdict: str = "contradiction",
    recomputed: float | str | None = None, formula: str = "", others: Sequence[str] = (),
) -> Finding:  # fmt: skip
    key = f"{check.replace(' ', '_')}:{figure.id}"
    return Finding(
        id=key, check=check, document=register.cite(figure.citation), where=figure.where, claim=figure.quantity,
        reported=None if figure.value is None else shown(span(figure), figure.unit), recomputed=recomputed,
        unit=figure.unit, formula=formula, verdict=verdict, message=message, figures=(figure.id, *others),
        decision=register.decisions.get(key) or register.decisions.get(figure.id),
    )  # fmt: skip


def rate(figure: Figure) -> str:
    """The period that a figure runs over, "year" for "per year" or EUR/year; "" when it says none that is known."""
    in_unit = [base for base, power in dimension(figure.unit) if power < 0 and base in RATES.values()]
    if in_unit:
        return in_unit[0]
    if match := re.match(r"(?:per|each|every|a) (?:school )?(\w+)", figure.period):
        return RATES.get(match[1].rstrip("s"), "")
    return ""


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
    pick = {"median": median, "minimum": min, "maximum": max}.get(whole.statistic)
    if pick is None:
        return []
    spans = [span(part) for part in parts]
    edges = [pick(getattr(one, edge) for one in spans) for edge in ("value", "low", "high")]
    return [(whole.statistic, Span(edges[0], edges[1], edges[2], total.dim))]


def wholes_and_parts(register: Register) -> Iterator[Finding]:
    """Parts against their whole: shares to one, amounts to the sum or mean, as many as n says, in one period."""
    for name, members in _parts(register).items():
        whole = register[name]
        parts = [part for part in members if part.value is not None]
        ids = [part.id for part in parts]
        if not parts:
            continue
        listing = ", ".join(ids)
        if all(part.unit == "share" for part in parts) and whole.unit != "share":
            total = _total(parts)
            if compare(Span.of(1.0), 0.0, total) == "contradiction":
                yield _finding(
                    register, "shares", parts[0], f"the shares of '{whole.quantity}' add up to {total.value:.1%}",
                    recomputed=round(total.value, 6), formula=f"sum({listing})", others=[*ids[1:], name],
                )  # fmt: skip
            continue
        if whole.value is None:
            continue
        try:
            readings = _expected(whole, parts)
        except FormulaFault as fault:
            yield _finding(register, "units", whole, f"its parts do not go together: {fault}", others=ids)
            continue
        stated = span(whole)
        if readings and all(compare(stated, whole.step, one) == "contradiction" for _, one in readings):
            how, value = readings[0]
            slip = diagnose(stated.value, value.value, len(parts) if how in ("mean", "sum") else 0)
            yield _finding(
                register, how, whole, f"the {how} of its {len(parts)} parts is another number" + (f": {slip}" if slip else ""),
                recomputed=shown(value, whole.unit), formula=f"{how}({listing})", others=ids,
            )  # fmt: skip
        if whole.n and all(part.n == 1 for part in parts) and whole.n != len(parts):
            yield _finding(
                register, "n", whole, f"n is {whole.n} here, the table has {len(parts)} rows", recomputed=len(parts),
                formula=f"count({listing})", others=ids,
            )  # fmt: skip
        # n of groups: only where the parts are groups of different size
        groups = [part.n for part in parts if part.n]
        if whole.n and len(groups) == len(parts) and whole.statistic == "mean" and min(groups) > 1:
            if sum(groups) != whole.n:
                yield _finding(
                    register, "n", whole, f"n is {whole.n} here, the groups have {sum(groups)} together",
                    recomputed=sum(groups), others=ids,
                )  # fmt: skip
        if whole.statistic in ("", "sum", "mean", "median"):
            yield from _one_period(register, whole, parts)


def _one_period(register: Register, whole: Figure, parts: Sequence[Figure]) -> Iterator[Finding]:
    for part in parts:
        if rate(whole) and rate(part) and rate(whole) != rate(part):
            yield _finding(
                register, "period", part, f"per {rate(part)}, but part of an amount per {rate(whole)}",
                others=[whole.id],
            )  # fmt: skip
        if part.price_year and whole.price_year and part.price_year != whole.price_year:
            yield _finding(
                register, "price year", part,
                f"in prices of {part.price_year}, but part of an amount in prices of {whole.price_year}",
                verdict="ambiguous", others=[whole.id],
            )  # fmt: skip


def _subject(figure: Figure) -> tuple[str, ...]:
    bare = re.sub(r"\([^)]*\)|[,;]? (in the )?(text|table|annex|summary)$", "", figure.quantity.casefold())
    return (re.sub(r"\W+", " ", bare).strip(), figure.place, figure.unit, figure.payer, figure.statistic)


def two_prints(register: Register) -> Iterator[Finding]:
    """One number printed twice, said so (`same_as`) or with the same words: value, n, period and price year agree."""
    pairs = {(figure.id, other) for figure in register for other in figure.same_as}
    subjects: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in register:
        if figure.value is not None and figure.kind != "literature":
            subjects[_subject(figure)].append(figure)
    for twins in subjects.values():
        pairs |= {
            (later.id, twins[0].id) for later in twins[1:]
            if later.period == twins[0].period and later.citation == twins[0].citation
        }  # fmt: skip
    for left, right in sorted(pairs):
        here, there = register[left], register[right]
        if here.value is None or there.value is None:
            continue
        fine, coarse = sorted((here, there), key=lambda one: one.step)
        if compare(span(coarse), coarse.step, span(fine)) == "contradiction":
            slip = diagnose(here.value, there.value)
            yield _finding(
                register, "two prints", here, f"another number elsewhere ('{right}')" + (f": {slip}" if slip else ""),
                recomputed=shown(span(there), there.unit), formula=right, others=[right],
            )  # fmt: skip
        elif here.n and there.n and here.n != there.n:
            yield _finding(
                register, "n", here, f"n is {here.n} here and {there.n} in '{right}'", recomputed=there.n,
                formula=right, others=[right],
            )  # fmt: skip
        elif rate(here) != rate(there) and rate(here) and rate(there):
            yield _finding(
                register, "period", here, f"the same number per {rate(here)} here and per {rate(there)} in '{right}'",
                others=[right],
            )  # fmt: skip


def stated_ranges(register: Register) -> Iterator[Finding]:
    """Values inside the range stated for them; shares between 0 and 1; counts not negative."""
    for figure in register:
        if figure.low is not None and figure.high is not None and figure.low > figure.high:
            yield _finding(register, "range", figure, f"its range runs from {figure.low:g} down to {figure.high:g}")
            continue
        if figure.value is None:
            continue
        half = figure.step / 2 * (1 + 1e-9)
        below = figure.low is not None and figure.value + half < figure.low
        above = figure.high is not None and figure.value - half > figure.high
        if below or above:
            low = "" if figure.low is None else f"{figure.low:g}"
            high = "" if figure.high is None else f"{figure.high:g}"
            yield _finding(register, "range", figure, f"outside its own range {low} to {high}")
        elif figure.unit == "share" and not -1e-9 <= figure.value <= 1 + 1e-9:
            yield _finding(register, "range", figure, "a share must lie between 0 and 1")


def possible_proportions(register: Register) -> Iterator[Finding]:
    """A proportion of n people must be a whole number of people (the GRIM test), given how finely it is printed."""
    for figure in register:
        if figure.statistic != "proportion" or figure.value is None or not figure.n or figure.step * figure.n >= 1:
            continue
        people = figure.value * figure.n
        nearest = [k for k in (int(people), int(people) + 1) if abs(k / figure.n - figure.value) <= figure.step / 2 + 1e-9]
        if not nearest:
            tens = abs(figure.value * 10 - round(figure.value * 10)) < 1e-9
            yield _finding(
                register, "proportion", figure,
                f"no whole number out of {figure.n} gives this share"
                + (" unless it was rounded to tens of percents" if tens else ""),
                verdict="ambiguous" if tens else "contradiction", recomputed=round(round(people) / figure.n, 4),
                formula=f"{round(people)} / {figure.n}",
            )  # fmt: skip


def periods(register: Register) -> Iterator[Finding]:
    """The period in the unit against the period stated, and periods mixed inside a formula."""
    for figure in register:
        in_unit = {base for base, power in dimension(figure.unit) if power < 0 and base in RATES.values()}
        stated = re.match(r"(?:per|each|every) (?:school )?(\w+)$", figure.period)
        word = RATES.get(stated[1].rstrip("s"), "") if stated else ""
        if word and in_unit and word not in in_unit:
            yield _finding(register, "period", figure, f"in {figure.unit}, but stated per {word}")
    for derivation in register.derivations:
        claim = register[derivation.claim]
        try:
            inputs = [register[name] for name in names(derivation.formula, register.figures)]
        except (FormulaFault, KeyError):
            continue
        constants = {
            node.value for node in ast.walk(parse(derivation.formula))
            if isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
        }  # fmt: skip
        calls = {node.id for node in ast.walk(parse(derivation.formula)) if isinstance(node, ast.Name)}
        clocks = any(
            base in RATES.values() and power > 0 for one in inputs for base, power in dimension(one.unit)
        ) or bool(constants & TIME_STEPS) or bool(calls & {"weeks", "months", "years", "annualise"})  # fmt: skip
        rates = {rate(one) for one in inputs if rate(one)}
        if not clocks and rates and (len(rates) > 1 or (rate(claim) and rate(claim) not in rates)):
            spoken = " and ".join(sorted(f"per {one}" for one in rates | ({rate(claim)} - {""})))
            yield _finding(
                register, "period", claim, f"mixes amounts {spoken} without converting", formula=derivation.formula,
                others=[one.id for one in inputs],
            )  # fmt: skip


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
        extent = "none" if len(rows) == amounts[key] else f"{amounts[key] - len(rows)}"
        yield _finding(
            register, "price year", rows[0], f"{extent} of {amounts[key]} amounts has a price year"
            + (f" ({key[1]})" if key[1] else ""), verdict="ambiguous", others=[row.id for row in rows[1:]],
        )  # fmt: skip


def two_payers(register: Register) -> Iterator[Finding]:
    """One amount counted for two payers: the same item at the same price, or a price taken over from another payer."""
    priced: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in register:
        if figure.payer and figure.value is not None and is_money(figure.unit):
            subject = figure.item or _subject(figure)[0]
            priced[subject, figure.place, figure.unit, figure.period, figure.value].append(figure)
    for figure in register:
        taken_over = [register[one] for one in figure.origin if register[one].payer]
        other = [one for one in taken_over if figure.payer and one.payer != figure.payer and is_money(one.unit)]
        if other:
            yield _finding(
                register, "payer", figure,
                f"entered for {figure.payer}, but taken from a cost of {other[0].payer} ('{other[0].id}')",
                others=[one.id for one in other],
            )  # fmt: skip
    for same in priced.values():
        first = same[0]
        for later in same[1:]:
            shared_whole = set(first.part_of) & set(later.part_of)
            if later.payer != first.payer and not shared_whole:
                yield _finding(
                    register, "payer", later,
                    f"the same amount is entered for {first.payer} ('{first.id}') and for {later.payer}",
                    others=[first.id],
                )  # fmt: skip


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
            yield _finding(register, "circular", figure, "rests on itself: " + " → ".join(sorted(ring)), others=sorted(ring))
        for other in figure.same_as:
            if other in chain or figure.id in behind(other):
                yield _finding(
                    register, "circular", figure, f"confirms '{other}', but comes from it: one source, not two",
                    others=[other],
                )  # fmt: skip


def sums_as_means(register: Register) -> Iterator[Finding]:
    """A mean over n > 1 that equals a total printed in the same document."""
    totals = {
        (figure.citation, figure.place, figure.value): figure
        for figure in register
        if figure.value and is_money(figure.unit) and figure.statistic == "sum"
    }
    for figure in register:
        total = totals.get((figure.citation, figure.place, figure.value))
        if total and figure.statistic in ("mean", "median") and (figure.n or 2) > 1:
            yield _finding(
                register, "sum as mean", figure, f"the same number as the total '{total.id}'", others=[total.id]
            )
