"""What was seen of a town, and how a figure is read off it: value, and the step of one person or event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youthsim.arm_run import ArmRun
from youthsim.calibration.filters import Asked
from youthsim.calibration.watching import STAYED_WITH, Census
from youthsim.calibration.watching_cases import OUT_OF_SCHOOL
from youthsim.calibration.watching_gate import REFERRERS
from youthsim.vocabulary.payers import MUNICIPALITY_YOUTH, N_PAYERS, TOWN_PAYERS
from youthsim.vocabulary.tallies import TALLIES, TALLY_NUMBER

Reading = tuple[float, float]
"""Value, and the step of one person or event in it (0 when it has none)."""
NOTHING: Reading = (float("nan"), 0.0)
YOUTH_FORMS = tuple(range(9))
EUROS = 100.0


@dataclass(frozen=True)
class Sight:
    """What was seen of one arm of one world. `size` is the caseload asked about."""

    run: ArmRun
    census: Census
    size: int
    discount: float = 0.0
    seen_per_case_cents: float = float("nan")
    hours_per_case: float = float("nan")

    def tallies(self, group: str) -> NDArray[np.int64]:
        """(months, N_TALLIES) of a group of residents."""
        return self.run.tallies[self.run.groups_of(group, self.size)].sum(axis=0)

    def tally_of_payments(self, first: int, last: int) -> NDArray[np.int64]:
        """Cents paid under the Youth Act by the town in a window, per service."""
        return self.run.payments[:, first - 1 : last, MUNICIPALITY_YOUTH].sum(axis=(0, 1))

    def count(self, asked: Asked, tally: str) -> float:
        """A tally added up over the window."""
        first, last = asked.window
        rows = self.tallies(asked.get("group", "town"))[first - 1 : last]
        number = TALLY_NUMBER[tally]
        return float(rows[:, number].sum()) / TALLIES[number].scale


def months(sight: Sight, asked: Asked, name: str) -> NDArray[np.int64]:
    first, last = asked.window
    return sight.census.array(name)[first - 1 : last]


def per_thousand(
    name: str, default: tuple[int, ...] = YOUTH_FORMS, flow: bool = False
) -> Callable[[Sight, Asked], Reading]:
    """Stock (mean of months) or flow (a year) per 1,000 residents of the age asked for."""

    def read(sight: Sight, asked: Asked) -> Reading:
        people = months(sight, asked, "people")[:, asked.ages].sum()
        counted = months(sight, asked, name)
        if not people or not len(counted):
            return NOTHING
        if counted.ndim == 3:
            counted = counted[:, asked.services(default)].sum(axis=1)
        per = 12_000.0 if flow else 1_000.0
        # a stock of T months is about T / 12 independent looks, not T
        step = per / people * (1.0 if flow else 12.0)
        return per * float(counted[:, asked.ages].sum()) / people, step

    return read


def ever(name: str) -> Callable[[Sight, Asked], Reading]:
    """Share of residents with help within a period that ends with the window."""

    def read(sight: Sight, asked: Asked) -> Reading:
        last = asked.window[1] - 1
        if last >= len(sight.census.people):
            return NOTHING
        people = sight.census.people[last][asked.ages].sum()
        return (
            (float(getattr(sight.census, name)[last][asked.ages].sum()) / people, 1.0 / people)
            if people
            else NOTHING
        )

    return read


def half_year_exit(sight: Sight, asked: Asked) -> Reading:
    """Ended in half a year over those running at its start or begun in it; mean of the halves."""
    services = asked.services(YOUTH_FORMS)
    active, begun, ended = (
        months(sight, asked, n)[:, services].sum(axis=(1, 2)) for n in ("active", "begun", "ended")
    )
    halves = len(active) // 6
    shares, served = [], 0.0
    for k in range(halves):
        part = slice(6 * k, 6 * k + 6)
        start = active[6 * k] - begun[6 * k] + ended[6 * k]
        there = start + begun[part].sum()
        served += there
        shares.append(ended[part].sum() / there if there else np.nan)
    return (float(np.nanmean(shares)), 1.0 / served) if halves and served else NOTHING


def share_of_begun(sight: Sight, asked: Asked) -> Reading:
    begun = months(sight, asked, "begun")[:, :, asked.ages].sum(axis=(0, 2))
    every = begun[list(YOUTH_FORMS)].sum()
    return (float(begun[asked.services(YOUTH_FORMS)].sum() / every), 1.0 / every) if every else NOTHING


def repeat(sight: Sight, asked: Asked) -> Reading:
    services = asked.services(YOUTH_FORMS)
    again = months(sight, asked, "begun_again")[:, services][:, :, asked.ages].sum()
    begun = months(sight, asked, "begun")[:, services][:, :, asked.ages].sum()
    return (float(again) / begun, 1.0 / begun) if begun else NOTHING


def episodes_per_youth(sight: Sight, asked: Asked) -> Reading:
    if len(sight.census.people) < 12:
        return NOTHING
    youths = sight.census.help_year[11][asked.ages].sum()
    return (float(sight.census.episodes_year[11][asked.ages].sum()) / youths, 0.0) if youths else NOTHING


def status(name: str, default: int) -> Callable[[Sight, Asked], Reading]:
    def read(sight: Sight, asked: Asked) -> Reading:
        people = months(sight, asked, "people")[:, asked.ages].sum()
        counted = months(sight, asked, name)
        status = asked.get(name, default)
        return (
            (1_000.0 * float(counted[:, status, asked.ages].sum()) / people, 12_000.0 / people)
            if people
            else NOTHING
        )

    return read


def tally_rate(tally: str, flow: bool) -> Callable[[Sight, Asked], Reading]:
    def read(sight: Sight, asked: Asked) -> Reading:
        minors = sight.count(asked, "children")
        per = 12_000.0 if flow else 1_000.0
        return (
            (per * sight.count(asked, tally) / minors, per / minors * (1.0 if flow else 12.0))
            if minors
            else NOTHING
        )

    return read


def tally_share(tally: str, over: str) -> Callable[[Sight, Asked], Reading]:
    def read(sight: Sight, asked: Asked) -> Reading:
        below = sight.count(asked, over)
        return (sight.count(asked, tally) / below, 12.0 / below) if below else NOTHING

    return read


def spending(sight: Sight, asked: Asked) -> Reading:
    """Euros a year per minor of the group."""
    run, (first, last) = sight.run, asked.window
    rows = run.groups_of(asked.get("group", "town"), sight.size)
    payers = list(asked.get("payer", TOWN_PAYERS))
    paid = run.payments[rows, first - 1 : last][:, :, [p for p in payers if p < N_PAYERS]]
    if (services := asked.get("service")) is not None:
        paid = paid[..., list(services)]
    minors = sight.count(asked, "children") / 12.0
    return (float(paid.sum()) / EUROS / minors, 0.0) if minors else NOTHING


def cost_per_case(sight: Sight, asked: Asked) -> Reading:
    costs = sight.run.case_costs[: sight.size]
    first, last = asked.window
    window = costs[:, first - 1 : last]
    return (float(window.sum()) / EUROS / window.size * 12.0, 0.0) if window.size else NOTHING


def cost_before(sight: Sight, asked: Asked) -> Reading:
    cases = sight.run.cases[: sight.size]
    return (float(cases["cost_before_cents"].mean()) / EUROS, 0.0) if len(cases) else NOTHING


def professionals(sight: Sight, asked: Asked) -> Reading:
    counted = sight.census.case_professionals[: sight.size]
    return (float(counted.mean()), 0.0) if len(counted) else NOTHING


def concentration(sight: Sight, asked: Asked) -> Reading:
    """Share of a year's cost that the costliest households of that year make."""
    if not sight.census.cost_by_year:
        return NOTHING
    cost = np.sort(sight.census.cost_by_year[0][sight.census.cost_by_year[0] >= 0])[::-1]
    helped = cost[cost > 0]
    if not len(helped):
        return NOTHING
    top = max(1, round(asked.get("top_share", 0.1) * len(helped)))
    return float(helped[:top].sum() / helped.sum()), 0.0


def cost_again(sight: Sight, asked: Asked) -> Reading:
    years = sight.census.cost_by_year
    if len(years) < 2:
        return NOTHING
    some = (years[0] > 0) | (years[1] > 0)
    return (float(np.corrcoef(years[0][some], years[1][some])[0, 1]), 0.0) if some.sum() > 2 else NOTHING


def need_again(sight: Sight, asked: Asked) -> Reading:
    needs = sight.census.need_then_and_later
    return (
        (float(np.corrcoef(needs[0], needs[1])[0, 1]), 0.0)
        if needs is not None and needs.shape[1] > 2
        else NOTHING
    )


def closed_without_referral(sight: Sight, asked: Asked) -> Reading:
    """What the practitioner sees: of the cases that ended, those without referral."""
    gate = sight.census.gate
    return (gate.closed / gate.seen, 1.0 / gate.seen) if gate.seen else NOTHING


def light_help_sufficed(sight: Sight, asked: Asked) -> Reading:
    followed, kept = sight.census.after_light
    return (kept / followed, 1.0 / followed) if followed else NOTHING


def inflow_by_referrer(sight: Sight, asked: Asked) -> Reading:
    first, last = asked.window
    begun = np.array(sight.census.gate.begun)[first - 1 : last].sum(axis=0)[asked.services(YOUTH_FORMS)]
    every = int(begun.sum())
    mine = int(begun[:, REFERRERS.index(asked.get("referrer", "doctor"))].sum())
    return (mine / every, 1.0 / every) if every else NOTHING


def wait_by_service(sight: Sight, asked: Asked) -> Reading:
    first, last = asked.window
    waited = np.array(sight.census.gate.waited)[first - 1 : last].sum(axis=0)
    total, count = waited[asked.services(YOUTH_FORMS)].sum(axis=0)
    return (float(total) / count, 1.0 / count) if count else NOTHING


def out_of_school(above: str, below: str, scale: float = 1.0) -> Callable[[Sight, Asked], Reading]:
    """A mean over children who fit Gouda's rule, month by month."""

    def read(sight: Sight, asked: Asked) -> Reading:
        first, last = asked.window
        sums = np.array(sight.census.cases.out_of_school)[first - 1 : last].sum(axis=0)
        over, under = sums[OUT_OF_SCHOOL.index(above)], sums[OUT_OF_SCHOOL.index(below)]
        # the same child is counted in every month of the window
        return (scale * float(over / under), scale * 12.0 / float(under)) if under else NOTHING

    return read


def cost_of_idle(sight: Sight, asked: Asked) -> Reading:
    first, last = asked.window
    low, high = asked.get("age", (16, 20))
    idle = np.array(sight.census.cases.idle)[first - 1 : last, low : high + 1].sum(axis=(0, 1))
    return (12.0 / EUROS * float(idle[1]) / float(idle[0]), 0.0) if idle[0] else NOTHING


def hours_per_case(sight: Sight, asked: Asked) -> Reading:
    """Over the cases that the source of the claim would have reported."""
    return sight.hours_per_case, 0.0


def back_in_help(sight: Sight, asked: Asked) -> Reading:
    services = [s for s in asked.services(STAYED_WITH) if s in STAYED_WITH]
    followed, back = sight.census.after_ending[services].sum(axis=0)
    return (float(back) / float(followed), 1.0 / float(followed)) if followed else NOTHING


def per_age_a_year(tally: str) -> Callable[[Sight, Asked], Reading]:
    """Events of a year per 1,000 residents of an age; the tally itself has no ages."""

    def read(sight: Sight, asked: Asked) -> Reading:
        people = months(sight, asked, "people")[:, asked.ages].sum()
        return (12_000.0 * sight.count(asked, tally) / people, 12_000.0 / people) if people else NOTHING

    return read


def spending_share(sight: Sight, asked: Asked) -> Reading:
    """Share of what the Youth Act's budget pays for youth help that goes to the forms asked for."""
    first, last = asked.window
    paid = sight.tally_of_payments(first, last)
    every = paid[list(YOUTH_FORMS)].sum()
    return (float(paid[asked.services(YOUTH_FORMS)].sum() / every), 0.0) if every else NOTHING
