"""Checks between figures: parts and their whole, and a mean that is a total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from youthsim.evidence.about import DUTCH_RATES, dutch, finding_about, rate
from youthsim.evidence.audit import VERDICTS, Finding, compare, diagnose, shown
from youthsim.evidence.formula import FormulaFault, Span, add, span
from youthsim.evidence.register import Figure, Register
from youthsim.notation.said import Said, told
from youthsim.notation.units import is_money

NEARLY_ONE = (
    0.10  # shares that miss 100% by less are taken for a whole with a slip, not for a choice of shares
)
DUTCH_READINGS = {
    "sum": "de som", "mean": "het gemiddelde", "weighted mean": "het gewogen gemiddelde",
    "median": "de mediaan",
    "minimum": "het laagste", "maximum": "het hoogste",
}  # fmt: skip


def _parts(register: Register) -> dict[str, list[Figure]]:
    parts: dict[str, list[Figure]] = defaultdict(list)
    for figure in register:
        for whole in dict.fromkeys(figure.part_of):
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
        known = [part for part in members if part.value is not None]
        shares = [part for part in known if part.unit == "share" and whole.unit != "share"]
        if len(shares) > 1:
            yield _shares(register, whole, shares)
        parts = [part for part in known if part not in shares]
        if not parts or whole.value is None:
            continue
        try:
            readings = _expected(whole, parts)
            if readings and readings[0][1].dim != span(whole).dim:
                add(span(whole), span(parts[0]))
        except FormulaFault as fault:
            said = Said(
                f"its parts do not go together: {fault}",
                f"de delen passen niet bij elkaar: {told(fault, 'nl')}",
            )
            yield finding_about(register, "units", whole, said, others=[part.id for part in parts])
            continue
        if readings:
            yield _against_parts(register, whole, parts, readings)
        yield from _sizes(register, whole, parts)
        if whole.statistic in ("", "sum", "mean", "median"):
            yield from _one_period(register, whole, parts)


def _shares(register: Register, whole: Figure, parts: Sequence[Figure]) -> Finding:
    """Shares of one whole make one. Far below it they may be a choice from all shares."""
    total = _total(parts)
    verdict = compare(Span.of(1.0), 0.0, total)
    said = Said(
        f"the shares of '{whole.quantity}' add up to {total.value:.1%}",
        f"de aandelen van '{whole.quantity}' zijn samen {dutch(round(total.value * 100, 1))}%",
    )
    if verdict == "contradiction" and total.value < 1 - NEARLY_ONE:
        verdict = "ambiguous"
        said = Said(f"{said}: not all of them are here, or one is wrong",
                    f"{said.nl}: ze staan er niet allemaal, of er is er een fout")  # fmt: skip
    ids = [part.id for part in parts]
    return finding_about(
        register, "shares", parts[0], said, verdict, printed=round(total.value, 6), recomputed=1.0,
        formula=f"sum({', '.join(ids)})", others=[*ids[1:], whole.id],
    )  # fmt: skip


def _against_parts(
    register: Register, whole: Figure, parts: Sequence[Figure], readings: Sequence[tuple[str, Span]]
) -> Finding:
    """A whole against what its parts make.

    A list of parts is complete where the whole says that it is their sum; elsewhere, and with a single part,
    some may be missing: then the parts may make less, and only a slip that is seen for what it is
    contradicts.
    """
    stated = span(whole)
    verdicts = [compare(stated, whole.step, one) for _, one in readings]
    best = min(range(len(readings)), key=lambda k: VERDICTS.index(verdicts[k]))
    (how, value), verdict = readings[best], verdicts[best]
    count = len(parts)
    said = Said(f"the {how} of its {count} parts", f"{DUTCH_READINGS[how]} van de {count} delen")
    if count == 1:
        said = Said(f"its only part, '{parts[0].id}'", f"het enige deel, '{parts[0].id}'")
    if verdict == "contradiction":
        slip = diagnose(stated.value, value.value, count if how in ("mean", "sum") else 0)
        less = how == "sum" and abs(value.value) < abs(stated.value) and value.value * stated.value >= 0
        complete = whole.statistic == "sum" and count > 1
        if less and not complete and (not slip or count == 1):
            verdict = "ambiguous"
            said = Said(f"{said} is less: other parts are not listed, or a number is wrong",
                        f"{said.nl} is minder: er ontbreken delen, of er is een getal fout")  # fmt: skip
        else:
            said = Said(f"{said} is another number", f"{said.nl} is een ander getal")
            if slip:
                said = Said(f"{said}: {slip}", f"{said.nl}: {slip.nl}")
    ids = [part.id for part in parts]
    return finding_about(
        register, how, whole, said, verdict, recomputed=shown(value, whole.unit),
        formula=f"{how}({', '.join(ids)})", others=ids,
    )  # fmt: skip


def _sizes(register: Register, whole: Figure, parts: Sequence[Figure]) -> Iterator[Finding]:
    """n of the whole against the rows of the table, or against the groups in it."""
    ids = [part.id for part in parts]
    if whole.n and all(part.n == 1 for part in parts) and whole.n != len(parts):
        yield finding_about(
            register, "n", whole,
            Said(f"n is {whole.n} here, the table has {len(parts)} rows",
                 f"n is hier {whole.n}, de tabel heeft {len(parts)} regels"),
            recomputed=len(parts), formula=f"count({', '.join(ids)})", others=ids, printed=whole.n,
            unit="cases",
        )  # fmt: skip
    # n of groups: only where the parts are groups of different size
    groups = [part.n for part in parts if part.n]
    grouped = whole.n and len(groups) == len(parts) and whole.statistic == "mean" and min(groups) > 1
    if grouped and sum(groups) != whole.n:
        yield finding_about(
            register, "n", whole,
            Said(f"n is {whole.n} here, the groups have {sum(groups)} together",
                 f"n is hier {whole.n}, de groepen hebben er samen {sum(groups)}"),
            recomputed=sum(groups), others=ids, printed=whole.n, unit="cases",
        )  # fmt: skip


def _one_period(register: Register, whole: Figure, parts: Sequence[Figure]) -> Iterator[Finding]:
    for part in parts:
        if rate(whole) and rate(part) and rate(whole) != rate(part):
            mine, other = rate(part), rate(whole)
            said = Said(
                f"per {mine}, but part of an amount per {other}",
                f"per {DUTCH_RATES[mine]}, maar deel van een bedrag per {DUTCH_RATES[other]}",
            )
            yield finding_about(register, "period", part, said, others=[whole.id])
        if part.price_year and whole.price_year and part.price_year != whole.price_year:
            said = Said(
                f"in prices of {part.price_year}, but part of an amount in prices of {whole.price_year}",
                f"in prijzen van {part.price_year}, maar deel van een bedrag in prijzen van "
                f"{whole.price_year}",
            )
            yield finding_about(register, "price year", part, said, verdict="ambiguous", others=[whole.id])


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
            said = Said(
                f"the same number as the total '{total.id}'", f"hetzelfde getal als het totaal '{total.id}'"
            )
            yield finding_about(register, "sum as mean", figure, said, others=[total.id])
