"""Figures of money: what was claimed, what is true in the model, who pays and who gains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthsim.report import drawing
from youthsim.report.drawing import Row, box, interval_rows, money_ticks, roomy, sheet
from youthsim.report.figures.setting import empty, figure, foot
from youthsim.report.findings import Findings, Spread, Step
from youthsim.report.words import Words
from youthsim.vocabulary.payers import PAYERS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CLAIMED_STEPS = ("E0", "E1", "E2")
TOTALS = ("E0", "E5", "E8", "E9")  # printed bold: claimed, true at pilot quality, net social, net cash


OF_SOME = ("E0", "E3", "E4", "E5")


@figure
def waterfall(findings: Findings, words: Words) -> Figure:
    """From the reported amount to net cash in ten steps; each bar is the step from the total above it."""
    title, note = words("waterfall.title"), foot(findings, words, findings.steps_months)
    if not findings.steps:
        return empty(words, title, note)
    rows = []
    before: Step | None = None
    for step in findings.steps:
        start = before.amount.mean if before else 0.0
        change = step.amount.mean - start
        colour = drawing.CLAIMED if before is None else drawing.GAIN if change >= 0 else drawing.LOSS
        rows.append(
            Row(
                f"{step.step}  {_step_name(step, findings, words)}",
                step.amount,
                colour,
                _step_text(step, words),
                strong=step.step in TOTALS,
                start=start,
                dot=drawing.CLAIMED if step.step in CLAIMED_STEPS else drawing.INK,
            )
        )
        before = step
    sheet_ = sheet(1.35 + 0.47 * len(rows), title, note)
    axes = box(sheet_, 0.345, 0.5, 0.735, 0.72)
    interval_rows(axes, rows)
    roomy(axes, [end for row in rows if row.spread for end in row.spread.reach])
    for place, (upper, lower) in enumerate(zip(findings.steps, findings.steps[1:], strict=False)):
        if lower:
            axes.plot([upper.amount.mean] * 2, [place + 0.26, place + 0.74], color=drawing.QUIET, lw=0.8)
    money_ticks(words, axes.xaxis)
    axes.set_xlabel(words("waterfall.axis"))
    return sheet_


def _step_name(step: Step, findings: Findings, words: Words) -> str:
    """What a total is; where the source describes a few of many families, of how many it speaks."""
    claim = findings.claim
    if claim is None or claim.described == claim.size or step.step not in OF_SOME:
        return words.step(step.step)
    return words(f"step.{step.step}.some", costed=claim.described, cases=claim.size)


def _step_text(step: Step, words: Words) -> str:
    if step.amount.p95 > step.amount.p05:
        return words.euro_spread(step.amount, "\n")
    return words.euro(step.amount.mean)


@figure
def claimed_and_simulated(findings: Findings, words: Words) -> Figure:
    """The printed amount, what its way of counting sees in the model, and what is true in the model."""
    claim = findings.claim
    title, note = words("claim.title"), foot(findings, words, claim.horizon_months if claim else None)
    if claim is None:
        return empty(words, title, note)
    certain = Spread(*(claim.reported,) * 4)
    some = claim.described != claim.size
    ours = {"costed": claim.described, "cases": claim.size}
    first = "claim.reported_some" if some else "claim.reported" if claim.stated else "claim.implied"
    seen, true = ("claim.seen_some", "claim.true_all") if some else ("claim.seen", "claim.true")
    rows = [
        Row(words(first, **ours), certain, drawing.CLAIMED, words.euro(claim.reported)),
        Row(
            words(seen, **ours),
            claim.seen,
            drawing.WITHOUT,
            words.euro_spread(claim.seen, "\n"),
            hollow=True,
        ),
        Row(words(true, **ours), claim.true, drawing.WITH, words.euro_spread(claim.true, "\n"), strong=True),
    ]
    sheet_ = sheet(2.95, title, note)
    axes = box(sheet_, 0.29, 0.5, 0.735, 0.75)
    interval_rows(axes, rows)
    roomy(axes, [end for row in rows if row.spread for end in row.spread.reach])
    money_ticks(words, axes.xaxis)
    axes.set_xlabel(words("claim.axis_some" if some else "claim.axis", cases=claim.size))
    return sheet_


ELSEWHERE = "other_municipalities"  # what they pay less is care that their children do not get


@figure
def payers(findings: Findings, words: Words) -> Figure:
    """Net saving of each budget, and what becomes of the care that the caseload no longer uses."""
    rows = _payer_rows(findings, words)
    parts = _cash_rows(findings, words)
    height = 1.35 + 0.4 * len(rows) + (0.95 + 0.4 * len(parts) if parts else 0)
    sheet_ = sheet(height, words("payers.title"), foot(findings, words))
    lower = 0.95 + 0.4 * len(parts) if parts else 0.0
    axes = box(sheet_, 0.345, 0.75, 0.57, 0.68 + lower)
    interval_rows(axes, rows, text_at=1.03, second_at=2.87)
    roomy(axes, [end for row in rows if row.spread for end in row.spread.reach])
    money_ticks(words, axes.xaxis, 2)
    axes.tick_params(axis="x", labelsize=7.2)  # a narrow axis: two amounts beside each other
    axes.set_xlabel(words("payers.axis"))
    drawing.head_column(axes, words("payers.column"))
    drawing.head_column(axes, words("payers.chance"), at=2.87, side="right")
    if parts:
        below = box(sheet_, 0.345, height - 0.62 - 0.4 * len(parts), 0.57, 0.62)
        interval_rows(below, parts, text_at=1.03)
        roomy(below, [end for row in parts if row.spread for end in row.spread.reach])
        money_ticks(words, below.xaxis, 3)
        sheet_.text(
            0.012,
            (0.62 + 0.4 * len(parts) + 0.1) / height,
            words("cash.title"),
            fontweight="bold",
            va="bottom",
        )
    return sheet_


def _payer_rows(findings: Findings, words: Words) -> list[Row]:
    by_id = {payer.id: payer for payer in findings.payers}
    rows = []
    for payer in PAYERS:
        finding = by_id.get(payer.id)
        if finding is None or not finding.touched:
            continue  # named under the figure
        rows.append(
            Row(
                words.payer(payer.id),
                finding.net,
                drawing.UNCLEAR if payer.id == ELSEWHERE else _colour(finding.net),
                words.euro_spread(finding.net),
                second=words.chance(finding.chance_pays),
            )
        )
    totals = (
        ("payers.cash", findings.net_cash, findings.chance_cash),
        ("payers.social", findings.net_social, findings.chance_gain),
    )
    for key, net, chance in totals:
        rows.append(
            Row(
                words(key),
                net,
                _colour(net),
                words.euro_spread(net),
                strong=True,
                second=words.chance(chance),
            )
        )
    return rows


def _cash_rows(findings: Findings, words: Words) -> list[Row]:
    parts = findings.cashability
    if parts is None or findings.only_funding:  # the figure of catchments has what all residents use less
        return []
    named = (
        ("cash.at_tariff", parts.at_tariff, True),
        ("cash.cashable", parts.cashable, False),
        ("cash.released_own", parts.released_own, False),
        ("cash.released_elsewhere", parts.released_elsewhere, False),
        ("cash.idle", parts.idle, False),
    )
    return [
        Row(
            words(key),
            spread,
            drawing.WITHOUT if strong or spread.spans_zero else drawing.WITH,
            words.euro_spread(spread),
            strong=strong,
        )
        for key, spread, strong in named
    ]


def _colour(spread: Spread) -> str:
    if spread.spans_zero:
        return drawing.UNCLEAR
    return drawing.GAIN if spread.mean > 0 else drawing.LOSS
