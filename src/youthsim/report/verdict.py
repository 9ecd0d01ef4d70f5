"""What may be said about a net saving, and when nothing may be said.

The rule, applied to the net social saving over the horizon (all payers, all residents, programme
included), over draws of the parameters:

1. fewer than 20 draws: `too_few_draws`, wide as their intervals are.
2. the 90% interval lies wholly above 0: `gain`; wholly below: `loss`.
3. it spans 0, but at least 90% of the draws share one sign and at most 15% of the interval's width lies on
   the other side: `probably_gain` or `probably_loss`. Less than a finding, more than a coin.
4. otherwise `cannot_tell`: these data cannot tell.

A sign is not yet a size: an amount below the smallest that matters (`experiment.mattering`) is `hardly`,
whatever rules 2 to 4 say: its whole interval lies there, or its sign is clear and its mean lies there.

A Monte Carlo interval that spans 0 overrules 2 and 3: then the computer has not drawn often enough to
know even the sign of its own mean. The rule is the same with and without a calibration; the sentence that
carries the verdict says on which of the two it rests. The chance of a loss is printed whatever the verdict.
"""

from __future__ import annotations

from enum import StrEnum

from youthsim.experiment.mattering import FEWEST_DRAWS, Size, size_of, smallest, smallest_money
from youthsim.report.findings import Findings, OutcomeFinding, Spread

LEAN_CHANCE = 0.90
LEAN_WIDTH = 0.15


class Verdict(StrEnum):
    GAIN = "gain"
    LOSS = "loss"
    PROBABLY_GAIN = "probably_gain"
    PROBABLY_LOSS = "probably_loss"
    HARDLY = "hardly"
    CANNOT_TELL = "cannot_tell"
    TOO_FEW_DRAWS = "too_few_draws"


def verdict(
    net: Spread,
    chance_gain: float,
    monte_carlo: Spread | None = None,
    draws: int = FEWEST_DRAWS,
    smallest: float = 0.0,
) -> Verdict:
    """The verdict on a saving (positive is good) by the rule of this module.

    `net` is the parameter interval, `chance_gain` the share of draws above 0, `monte_carlo` the interval of
    the mean of `net`, `smallest` the smallest amount that matters.
    """
    if draws < FEWEST_DRAWS:
        return Verdict.TOO_FEW_DRAWS
    if net.known and smallest > 0 and size_of(net.mean, net.p05, net.p95, smallest) is Size.HARDLY:
        return Verdict.HARDLY
    if not net.known or (monte_carlo is not None and monte_carlo.spans_zero):
        return Verdict.CANNOT_TELL
    if net.p05 > 0:
        return Verdict.GAIN
    if net.p95 < 0:
        return Verdict.LOSS
    width = net.p95 - net.p05
    if width <= 0:
        return Verdict.CANNOT_TELL
    if chance_gain >= LEAN_CHANCE and -net.p05 <= LEAN_WIDTH * width:
        return Verdict.PROBABLY_GAIN
    if chance_gain <= 1 - LEAN_CHANCE and net.p95 <= LEAN_WIDTH * width:
        return Verdict.PROBABLY_LOSS
    return Verdict.CANNOT_TELL


def direction(spread: Spread) -> str:
    """ "up", "down" or "unclear": what an interval allows one to say of a difference."""
    if spread.known and spread.p05 > 0:
        return "up"
    if spread.known and spread.p95 < 0:
        return "down"
    return "unclear"


def smallest_net(findings: Findings) -> float:
    """The smallest net saving of a report that matters, in cents."""
    yearly = findings.cost_per_household_year.get(findings.baseline)
    paid = yearly.mean * findings.size * findings.horizon_months / 12 if yearly else float("nan")
    return smallest_money(findings.programme_cost.mean, paid)


def matters_from(outcome: OutcomeFinding, cases: int) -> float:
    """The smallest difference of an outcome in the caseload that matters, in its unit."""
    return smallest(outcome.id, outcome.baseline.mean, cases)


def said_of(outcome: OutcomeFinding, cases: int) -> Size:
    """Whether words may call the difference of an outcome clear, hardly any, or leave it open."""
    moved = outcome.difference
    return size_of(moved.mean, moved.p05, moved.p95, matters_from(outcome, cases))
