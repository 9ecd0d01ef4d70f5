"""What changes for the children and their families, harm included, as a share of what happens without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthsim.experiment.mattering import Size
from youthsim.outcomes import OUTCOME
from youthsim.report import drawing
from youthsim.report.drawing import Row, box, interval_rows, sheet
from youthsim.report.figures.setting import empty, figure, foot
from youthsim.report.figures.threefold import wrapped
from youthsim.report.findings import Findings, OutcomeFinding
from youthsim.report.verdict import said_of
from youthsim.report.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DRAWN = {
    "safety": (
        "incidents",
        "orders_started",
        "months_under_order",
        "months_placed",
        "months_in_closed_care",
        "runaways",
    ),
    "school": ("months_absent_from_school", "returns_to_school"),
    "child": ("high_need_months",),
    "care": ("months_in_specialised_care", "months_waiting", "dropouts_from_care"),
    "adulthood": ("offences", "share_working", "benefit_at_23"),
    "family": ("professionals_per_household", "share_in_debt", "share_bad_housing"),
}
AT_SCHOOLS: dict[str, tuple[str, ...]] = {
    "school": ("months_absent_from_school", "returns_to_school", "teacher_time"),
    "child": ("needs_seen", "high_need_months"),
    "care": (
        "light_help_months",
        "mental_health_care_months",
        "months_in_specialised_care",
        "months_waiting",
    ),
}
# What a place's own source names, drawn instead of the usual in these domains.
DRAWN_FOR: dict[str, dict[str, tuple[str, ...]]] = {
    "leeuwarden_schools": AT_SCHOOLS,
    "alkmaar_schools": AT_SCHOOLS,
    "gouda_out_of_school": {
        "school": (
            "months_absent_from_school", "returns_to_school", "months_in_regular_class", "special_admissions",
            "months_on_list_out_of_school",
        ),
    },
    "nijmegen_aides": {
        "school": (
            "months_absent_from_school", "special_referrals", "special_admissions", "returns_to_regular",
            "months_helped_in_class", "months_in_regular_class",
        ),
        "family": ("professionals_around_helped", "professionals_per_household", "household_overload"),
    },
    "nijkerk_work": {
        "adulthood": (
            "offences", "share_working", "moves_to_a_job", "starting_qualifications", "share_on_benefit",
            "benefit_at_23",
        ),
    },
}  # fmt: skip
WIDEST = 1.0  # shares beyond ±100% say only "few cases"; the arrow shows that the bar goes on


@figure
def children(findings: Findings, words: Words) -> Figure:
    """Change per outcome in the caseload, in per cent of the baseline arm, with 90% intervals."""
    title, note = words("children.title"), foot(findings, words)
    by_id = {outcome.id: outcome for outcome in findings.outcomes}
    rows: list[Row] = []
    for domain, ids in {**DRAWN, **DRAWN_FOR.get(findings.rule, {})}.items():
        found = [by_id[id_] for id_ in ids if id_ in by_id and by_id[id_].baseline.mean > 0]
        if not found:
            continue
        rows.append(Row(words(f"domain.{domain}"), None, drawing.QUIET, heading=True))
        rows += [change_row(outcome, words, findings.size) for outcome in found]
    if not rows:
        return empty(words, title, note)
    sheet_ = sheet(1.6 + 0.33 * len(rows), title, note)
    axes = box(sheet_, 0.335, 0.78, 0.63, 0.72)
    interval_rows(axes, rows)
    ends = [end for row in rows if row.spread and row.spread.told for end in row.spread.reach]
    low, high = max(min([*ends, -0.1]), -WIDEST), min(max([*ends, 0.1]), WIDEST)
    air = 0.05 * (high - low)
    axes.set_xlim(low - air, high + air)
    for place, row in enumerate(rows):
        if row.spread and row.spread.p95 > high:
            axes.plot(high + air * 0.6, place, ">", ms=6, color=row.colour, clip_on=False)
        if row.spread and row.spread.p05 < low:
            axes.plot(low - air * 0.6, place, "<", ms=6, color=row.colour, clip_on=False)
    drawing.word_ticks(lambda value: words.share(value, plus=True), axes.xaxis)
    axes.set_xlabel(words("children.axis"))
    drawing.head_column(axes, words("children.columns"))
    return sheet_


def change_row(outcome: OutcomeFinding, words: Words, cases: int) -> Row:
    """One outcome as a share of its baseline; coloured where the difference has a sign and a size."""
    change = outcome.difference.times(1 / outcome.baseline.mean)
    better = OUTCOME[outcome.id].better
    colour = drawing.UNCLEAR
    if better and said_of(outcome, cases) is Size.CLEAR:
        colour = drawing.GAIN if change.mean * better > 0 else drawing.LOSS
    without, with_ = (words.value_of(outcome.id, arm.mean) for arm in (outcome.baseline, outcome.programme))
    text = f"{without} → {with_}:  {words.change_of(outcome.id, outcome.difference)}"
    return Row(wrapped(words.outcome(outcome.id), 36), change, colour, text)
