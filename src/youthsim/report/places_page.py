"""Sets the table over all places: one page in HTML, the same table in Markdown, the numbers in JSON."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from pathlib import Path

from youthsim.experiment.answer import NEARLY_ALL
from youthsim.experiment.mattering import Size
from youthsim.report.page import environment, finished
from youthsim.report.places import PlaceFinding, as_json
from youthsim.report.words import Words

COLUMNS = (
    "place",
    "claimed",
    "seen",
    "true",
    "alone",
    "cashable",
    "payers",
    "net",
    "even",
    "changes",
    "staff",
    "harm",
    "assumed",
    "verdict",
)
ABOUT_ALL = 0.05  # from the whole: nearer to it, a share is no more than "about all"
MARKS = re.compile(r"(<!-- places -->\n).*?(<!-- end -->)", re.DOTALL)


def write_places(findings: Sequence[PlaceFinding], out_dir: Path, lang: str) -> Path:
    """Write places.html, places.md and places.json into `out_dir`; return the path of the page."""
    words = Words(lang)
    out_dir.mkdir(parents=True, exist_ok=True)
    page = out_dir / "places.html"
    page.write_text(render(findings, words), encoding="utf-8", newline="\n")
    (out_dir / "places.md").write_text(markdown(findings, words), encoding="utf-8", newline="\n")
    numbers = json.dumps(as_json(findings), ensure_ascii=False, indent=2)
    (out_dir / "places.json").write_text(numbers + "\n", encoding="utf-8", newline="\n")
    return page


def fill(page: Path, findings: Sequence[PlaceFinding], lang: str) -> None:
    """Replace what stands between the marks of a Markdown page. Raises ValueError when it has none."""
    text = page.read_text(encoding="utf-8")
    if not MARKS.search(text):
        raise ValueError(f"{page} has no place for the table (<!-- places --> and <!-- end -->)")
    table = markdown(findings, Words(lang))
    page.write_text(MARKS.sub(lambda m: m[1] + table + m[2], text), encoding="utf-8", newline="\n")


def cells(one: PlaceFinding, words: Words) -> dict[str, list[str]]:
    """The lines of every cell of a row."""
    return {
        "place": [words.place(one.place), _cases(one, words), one.label_in(words.lang), *one.differs],
        "claimed": _claimed(one, words),
        "seen": _seen(one, words),
        "true": [words.euro_spread(one.true), words("places.months", n=one.clock_months)],
        "alone": _alone(one, words),
        "cashable": _cashable(one, words),
        "payers": _payers(one, words),
        "net": [
            words.euro_spread(one.net),
            *_planned(one, words),
            words("places.months", n=one.horizon_months),
            words("places.pays", chance=words.chance(one.chance_pays)),
        ],
        "even": _even(one, words),
        "changes": _changes(one, words),
        "staff": _staff(one, words),
        "harm": [_harm(one, name, words) for name in one.harm],
        "assumed": _assumed(one, words),
        "verdict": verdict_words(one, words),
    }


def _cases(one: PlaceFinding, words: Words) -> str:
    return words("places.cases", n=words.number(one.cases, 0))


def _harm(one: PlaceFinding, name: str, words: Words) -> str:
    """The chance that something becomes worse, and whether it is worth speaking of."""
    said = f"{words.outcome(name)}: {words.chance(one.harm[name])}"
    return f"{said} ({words('hardly')})" if name in one.hardly else said


def _planned(one: PlaceFinding, words: Words) -> list[str]:
    """Of how many cases the amounts speak, where clearly fewer take part than planned."""
    if one.found >= NEARLY_ALL * one.cases:
        return []
    return [words("places.planned", n=words.number(one.found, 0), cases=words.number(one.cases, 0))]


def _claimed(one: PlaceFinding, words: Words) -> list[str]:
    if math.isnan(one.claimed):
        return [words("places.no_amount")]
    lines = [words.exact_euro(one.claimed), words("places.reported", n=one.cases_reported)]
    if not one.printed:
        lines.append(words("places.implied"))
    if not math.isnan(one.audited) and abs(one.audited - one.claimed) > 1:
        lines.append(words("places.audited", amount=words.exact_euro(one.audited)))
    return lines


def _seen(one: PlaceFinding, words: Words) -> list[str]:
    if not one.seen.known:
        return [words("places.no_count")]
    return [
        words.euro_spread(one.seen),
        words("places.untreated", amount=words.euro(one.seen_untreated.mean)),
    ]


def _alone(one: PlaceFinding, words: Words) -> list[str]:
    """What the source's way of counting finds when nothing is done, and how costs move by themselves."""
    lines = []
    if one.seen.known and one.seen.mean > 0:
        counted = one.seen_untreated.mean / one.seen.mean
        lines.append(words(f"places.alone_{_part_alone(counted)}", share=words.share(counted)))
    if one.passed_by_itself.known:
        change = one.passed_by_itself.times(-1)
        ends = [words.share(end, plus=True) for end in (change.mean, change.p05, change.p95)]
        lines.append(words("places.alone_cost", change=f"{ends[0]} ({ends[1]} {words('to')} {ends[2]})"))
    return lines or [words("unknown")]


def _part_alone(counted: float) -> str:
    """How a share of what is counted is said: as a number, or in words where a share says nothing."""
    if abs(counted - 1) < ABOUT_ALL:
        return "all"
    return "more" if counted > 1 else "none" if counted < 0 else "counted"


def _cashable(one: PlaceFinding, words: Words) -> list[str]:
    """What is paid less per case, and which part of the care saved that is, where that is clear."""
    if not one.cash.known:
        return [words("unknown")]
    paid, amount = words.euro_spread(one.cash), words.euro(one.care_saved.mean)
    if math.isnan(one.cashable_share):
        return [paid, words("places.nothing_to_cash")]
    if abs(one.cashable_share - 1) < ABOUT_ALL:
        return [paid, words("places.cash_all", amount=amount)]
    if one.cashable_share > 1:
        return [paid, words("places.cash_more", amount=amount)]
    return [paid, words("places.cash_of", share=words.share(one.cashable_share), amount=amount)]


def _payers(one: PlaceFinding, words: Words) -> list[str]:
    """Who gains and who pays where that is clear, for whom it cannot be told, and over which time."""
    said: dict[str, list[str]] = {"gains": [], "pay": [], "payers_open": []}
    for name, amount, size in one.payers:
        sign = "gains" if amount.mean > 0 else "pay"
        shown = amount.times(-1) if size is Size.CLEAR and sign == "pay" else amount
        said[sign if size is Size.CLEAR else "payers_open"].append(
            f"{words.payer(name)} {words.euro_spread(shown)}"
        )
    said["pay"].reverse()  # who pays most comes first
    lines = [words(f"places.{key}", names="; ".join(names)) for key, names in said.items() if names]
    return [
        *(lines or [words("places.payers_hardly")]),
        words("places.months_at", n=one.horizon_months, year=one.price_year),
    ]


def _even(one: PlaceFinding, words: Words) -> list[str]:
    share = words("places.even_share", share=words.chance(one.share_breaking_even))
    if math.isnan(one.break_even_month):
        return [words("places.never", n=one.horizon_months), share]
    return [words("places.month", n=f"{one.break_even_month:.0f}"), share]


def _changes(one: PlaceFinding, words: Words) -> list[str]:
    """What the source's own outcomes do: without the approach, and the difference."""
    lines = [
        words(
            "places.change",
            name=words.outcome(name),
            base=words.value_of(name, base),
            change=words.change_of(name, by),
        )
        for name, base, by in one.changes
        if by.known
    ]
    return lines or [words("unknown")]


def _staff(one: PlaceFinding, words: Words) -> list[str]:
    if one.staff is None or not one.staff[0].known:
        return [words("unknown")]
    wanted, filled = (words.counted(spread) for spread in one.staff)
    return [words("places.staff", wanted=wanted, filled=filled)]


def _assumed(one: PlaceFinding, words: Words) -> list[str]:
    """The share with its interval and the draws behind it, or why it cannot be told."""
    found = one.on_assumptions
    behind = [words("places.assumed_draws", n=found.draws)] if found.draws else []
    if not found.open_:
        return [words.shared(found.share), *behind]
    ends = [words.share(end) for end in (found.share.p05, found.share.p95)] if found.share.known else ["", ""]
    return [words(f"places.assumed.{found.open_}", low=ends[0], high=ends[1]), *behind]


def verdict_words(one: PlaceFinding, words: Words) -> list[str]:
    """What the source's data can tell, and what the model can."""
    doubts = [words(f"places.doubt.{doubt}") for doubt in one.data_cannot_tell]
    first = [words("places.cannot_tell", why=words.listed(doubts))] if doubts else [words("places.can_tell")]
    return [*first, words(f"places.verdict.{one.verdict.value}", chance=words.chance(one.chance_pays))]


def markdown(findings: Sequence[PlaceFinding], words: Words) -> str:
    """The table in Markdown: for every place a short table of two columns, which any screen can show."""
    parts = []
    for one in findings:
        found = cells(one, words)
        title = f"### {words.place(one.place)}: {one.label_in(words.lang)} ({_cases(one, words)})"
        if one.differs:  # another run goes by the same name
            title += "\n\n" + "; ".join(one.differs)
        rows = [f"| {words('places.what')} | {words.place(one.place)} |", "|---|---|"]
        for column in COLUMNS[1:]:
            said = "<br>".join(line.replace("|", "\\|") for line in found[column])
            rows.append(f"| {words(f'places.col.{column}')} | {said} |")
        parts.append("\n".join([title, "", *rows, ""]))
    return "\n".join(parts) + ("\n" if parts else "")


def render(findings: Sequence[PlaceFinding], words: Words) -> str:
    """The page as self-contained HTML."""
    page = (
        environment(words)
        .get_template("places.html")
        .render(
            t=words,
            columns=COLUMNS,
            rows=[(one, cells(one, words)) for one in findings],
            targets=min((one.fitted_to for one in findings), default=0),
        )
    )
    return finished(page)
