"""Who keeps the account of a budget: what is agreed for the year, used, committed and left, month by month.

In January (and where a regime begins) an amount stands for the year. Each month the holder looks at who is
being helped and reckons what that help will cost until January at the pace at which help has been ending:
that is committed. What is left decides by the rule of the regime (funding/budgets.py): who may begin, or how
many hours a client gets, or nothing. In December the year is settled with whom was paid.

The holder knows no child and no future: it knows the numbers helped, tariffs and the pace of ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from youthsim.funding.budgets import FREE, PAY, SERVICE, STOP, THIN, Budget
from youthsim.funding.dose import dose
from youthsim.institutions.base import Decisions, Institution, ServiceView, Snapshot
from youthsim.parameters.declare import Values
from youthsim.vocabulary.definitions import HALF_A_MONTH
from youthsim.vocabulary.services import DEBT_HELP, SCHOOL_SUPPORT, STAYS

YEAR = 12
FASTEST_END = 0.9  # share a month: a guard, help lasts longer than a month on average


class BudgetMonth(NamedTuple):
    """The account at the end of a month, in cents since January, over all pots."""

    month: int  # from the burn-in
    amount: int  # agreed for the year, or for what was left of it when the regime began
    used: int  # at tariff
    committed: int  # at the month's start: what was used, and what running help was expected to cost
    left: int  # of the amount, less what is used
    paid: int  # by all payers of the town
    hours: float  # per client, against the usual
    settled: int  # paid (or paid back) in December


class Pot:
    """One amount: for all services of a regime, or for one of them."""

    def __init__(self, amount: int, use_last_year: Mapping[int, int]) -> None:
        self.services = tuple(use_last_year)
        self.weights = dict(use_last_year)  # by which a bill is written to services
        self.amount = amount  # of a whole year
        self.of_year = self.amount  # of this one
        self.used = self.paid = self.committed = 0
        self.hours = 1.0

    def begin_year(self, months: int) -> None:
        """A new account, for so many months."""
        self.of_year = self.amount * months // YEAR
        self.used = self.paid = 0

    def month_cents(self) -> dict[int, int]:
        """What is paid each month by service, where a budget is paid: a twelfth."""
        return divided(self.amount // YEAR, self.weights)


class BudgetHolder(Institution):
    """Keeps a budget, and lets nobody in, thins help or sends a bill when it is used up."""

    def __init__(self, model, budget: Budget, services: Sequence[int], values: Values) -> None:
        super().__init__(model)
        self.budget, self.services = budget, tuple(services)
        self.curve = values["budget_dose"]
        self.follows = values["budget_bailed_out"]
        self.renewed = values["queue_pace_renewed"]
        self.pots: list[Pot] = []
        self.ends: dict[int, float] = {}  # share of running help that ends in a month
        self.helped: dict[int, int] = {}  # own clients a month ago
        self.stopped: frozenset[int] = frozenset()
        self.minors = 0
        self.log: list[BudgetMonth] = []

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        """Every month from the regime's beginning on."""
        if not self.pots:
            self._open(seen)
        elif seen.year:
            self._begin_year(seen)
        self._learn_pace(seen)
        months = months_until_january(seen.month)
        for pot in self.pots:
            running = sum(
                seen.own[n].running * self.price(seen.services[n]) * months_expected(self.ends[n], months)
                for n in pot.services
            )
            pot.committed = pot.used + round(running)
            if self.budget.overrun == STOP:
                self._guard_the_door(pot, seen, months, decisions)
            elif self.budget.overrun == THIN:
                self._spread_hours(pot, seen, months, decisions)
        self.stopped = frozenset(
            n for pot in self.pots for n in pot.services
            if self.budget.overrun == STOP and self._left(pot) < decisions.commits[n]
        )  # fmt: skip

    def price(self, view: ServiceView) -> float:
        """Cents of a month of help."""
        return view.price_cents * float(self.model.rules["price_ratio"][view.number])

    # --- the three rules --------------------------------------------------------------------------------

    def _left(self, pot: Pot) -> int:
        return pot.of_year - pot.committed

    def _guard_the_door(self, pot: Pot, seen: Snapshot, months: int, decisions: Decisions) -> None:
        """Who begins takes what the help is expected to cost; without that nobody begins."""
        for number in pot.services:
            expected = months_of_a_start(self.ends[number], months)
            decisions.commits[number] = max(1, round(self.price(seen.services[number]) * expected))
            decisions.pots[number] = pot.services[0]
        decisions.room[pot.services[0]] = self._left(pot)
        decisions.doctors_free = self.budget.doctors == FREE

    def _spread_hours(self, pot: Pot, seen: Snapshot, months: int, decisions: Decisions) -> None:
        """The money left over those who are helped now, until January; a bed is whole or it is none."""

        def month_of(services: Iterable[int]) -> float:
            return sum(seen.own[n].running * self.price(seen.services[n]) for n in services)

        thinned = [n for n in pot.services if n not in STAYS]
        left = pot.of_year - pot.used - months * month_of(set(pot.services) - set(thinned))
        month = month_of(thinned)
        pot.hours = max(0.0, min(1.0, left / (months * month))) if month > 0 else 1.0
        for number in thinned:
            decisions.hours[number] = pot.hours, dose(pot.hours, self.curve)

    # --- the year ---------------------------------------------------------------------------------------

    def _open(self, seen: Snapshot) -> None:
        used = {number: seen.town_use_cents[number] for number in self.services}
        year = self.budget.of_year(sum(used.values()))
        if self.budget.per == SERVICE:
            parts = divided(year, used)
            self.pots = [Pot(parts[n], {n: used[n]}) for n in self.services]
        else:
            self.pots = [Pot(year, used)]
        for pot in self.pots:
            pot.begin_year(months_until_january(seen.month))
        self.minors = seen.minors

    def _begin_year(self, seen: Snapshot) -> None:
        """The amount stays what was agreed; a sum per youth follows the number of youths."""
        per_head = 1.0
        if seen.choices.get("payment") == "per_youth" and self.minors:
            per_head = seen.minors / self.minors
        self.minors = seen.minors
        for pot in self.pots:
            overspent = max(0, pot.used - pot.of_year) if self.budget.overrun == PAY else 0
            pot.amount = round(per_head * pot.amount + self.follows * overspent)
            pot.begin_year(YEAR)

    def _learn_pace(self, seen: Snapshot) -> None:
        """How fast own help ends: at first as long again as it lasted so far, then by what ended.

        Where nobody of the town is helped yet, as in the region; with nobody at all it is expected to last.
        """
        for number in self.services:
            now, view = seen.own[number], seen.services[number]
            if number not in self.ends:
                pace = now.running / max(1, now.months)
                if not now.running:
                    pace = view.throughput / view.occupied if view.occupied else 0.0
                self.ends[number] = min(FASTEST_END, pace)
            elif self.helped[number]:
                ended = (self.helped[number] + now.began - now.running) / self.helped[number]
                self.ends[number] += self.renewed * (min(FASTEST_END, max(0.0, ended)) - self.ends[number])
            self.helped[number] = now.running

    def month_cents(self) -> dict[int, int]:
        """What a budget pays this month, by service."""
        return {n: cents for pot in self.pots for n, cents in pot.month_cents().items()}

    def close(self, month: int, used: Sequence[int], paid: Sequence[int]) -> dict[int, int]:
        """Enters a month; in December what is still due or comes back, in cents by service.

        used, paid: by service, of the town's residents and payers.
        """
        due: dict[int, int] = {}
        settled = 0
        for pot in self.pots:
            pot.used += sum(int(used[n]) for n in pot.services)
            pot.paid += sum(int(paid[n]) for n in pot.services)
            if months_until_january(month) == 1 and not self.budget.by_unit:
                still = self.budget.bill(pot.of_year, pot.used) - pot.paid
                due |= divided(still, pot.weights)
                pot.paid += still
                settled += still
        pots = self.pots
        self.log.append(
            BudgetMonth(
                month, sum(p.of_year for p in pots), sum(p.used for p in pots),
                sum(p.committed for p in pots), sum(p.of_year - p.used for p in pots),
                sum(p.paid for p in pots),
                min((p.hours for p in pots), default=1.0), settled,
            )
        )  # fmt: skip
        return due


THINNED = ("school_aide_relief", "household_debt_help_effect")
"""Effects that no month of help carries: what support in class and debt help do where they are present."""


def effects_beside(service: int, share: float, values: Values) -> dict[str, float]:
    """These effects at a share of the dose."""
    if service == SCHOOL_SUPPORT:
        return {"school_aide_relief": share * values["school_aide_relief"]}
    if service == DEBT_HELP:
        ratio = values["household_debt_help_effect"]
        return {"household_debt_help_effect": 1.0 + share * (ratio - 1.0) if share < 1.0 else ratio}
    return {}


def months_until_january(month: int) -> int:
    """This month and those after it in the calendar year; month 0 is a January."""
    return YEAR - month % YEAR


def months_expected(ends: float, months: int) -> float:
    """Months of running help still to be paid within so many, where a share ends each month, halfway."""
    keep = 1.0 - ends
    alive = months if ends <= 0.0 else (1.0 - keep**months) / ends
    return alive * (1.0 - HALF_A_MONTH * ends)


def months_of_a_start(ends: float, months: int) -> float:
    """The same for who begins now: half of this month, then as all others."""
    return HALF_A_MONTH + months_expected(ends, months - 1)


def divided(cents: int, parts: Mapping[int, int]) -> dict[int, int]:
    """Cents over services in proportion to these parts, to the cent; evenly where all are nothing."""
    whole = sum(parts.values())
    shares = parts if whole else dict.fromkeys(parts, 1)
    whole = whole or len(parts)
    out, given, reached = {}, 0, 0
    for number, part in shares.items():
        reached += part
        until = cents * reached // whole
        out[number] = until - given
        given = until
    return out
