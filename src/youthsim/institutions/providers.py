"""Providers: places follow demand, slowly, within the staff that can be hired."""

from __future__ import annotations

from youthsim.institutions.base import Decisions, Institution, ServiceView, Snapshot
from youthsim.institutions.supply import UNLIMITED
from youthsim.parameters.declare import Values
from youthsim.vocabulary.definitions import QUARTER

LEAN_YEARS = 2  # over which `lump_lean` is stated: its definition
# Numerical: how the burn-in looks for its steady state, in steps that arrive and do not overshoot.
SETTLING_SPEED, SETTLING_STEP = 0.15, 0.02  # of the gap and of the places, per month
HALF_A_PLACE = 0.5  # rounding: a service of few places can also move by one
LEAST_KEPT = 0.1  # of its places in a year: a guard, a provider that lets places go does not close
OPEN_MONTHS = 12  # of the burn-in: whoever asks is served, so that demand shows itself


class Provider(Institution):
    """One form of care in the region, all its providers together.

    Each quarter it moves its places a part of the way to what would leave a queue as long as is tolerated,
    and never faster than staff can be hired: more clients are more income. Under a budget places are what the
    budget pays. With a sum per youth they are the provider's own affair: it may let some go. Where none of
    these holds they stay as contracted.
    """

    def __init__(self, model, service: int, values: Values) -> None:
        super().__init__(model)
        self.service = service
        self.adapts = values["provider_adapts"]
        self.budget_cents = 0
        self.lean = values["lump_lean"]
        self.lean_years = 0
        self.hires_per_quarter = QUARTER * values["labour_hires"]

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        view = seen.services[self.service]
        if view.places >= UNLIMITED:
            if seen.month >= OPEN_MONTHS:
                decisions.places[self.service] = max(1, view.occupied)
            return
        if view.budget_funded and not seen.settling:
            if seen.year and view.budget_cents > 0:  # changed once a year
                by_sum = seen.choices.get("payment") == "per_youth"
                moved = self._kept_when_lean(view, seen) if by_sum else self._budget_moved(view)
                decisions.places[self.service] = max(1, round(view.places * moved))
            return
        if not seen.quarter and not seen.settling:
            return
        if not view.follows_queue and not seen.settling:
            return  # more clients bring nothing: places stay as contracted
        tolerated = view.tolerated_wait * view.throughput
        wanted = view.occupied + max(
            0.0, view.waiting - tolerated
        )  # a short queue closes no place that is used
        speed = SETTLING_SPEED if seen.settling else self.adapts
        step = speed * (wanted - view.places)
        limit = (SETTLING_STEP if seen.settling else self.hires_per_quarter) * view.places + HALF_A_PLACE
        if seen.rule("staff_first") and view.under_regime:
            step = min(step, max(0.0, limit - view.displaced))  # who is hired first fills what stands still
        decisions.places[self.service] = max(1, view.places + round(max(-limit, min(limit, step))))

    def _kept_when_lean(self, view: ServiceView, seen: Snapshot) -> float:
        """Part of the places that a provider keeps this year when fewer clients earn it the same."""
        if not (view.under_regime and seen.rule("lean_places")) or seen.since_start < 0:
            return 1.0
        self.lean_years += 1
        if self.lean_years > LEAN_YEARS:
            return 1.0
        return max(LEAST_KEPT, 1.0 - view.catchment * self.lean / LEAN_YEARS)

    def _budget_moved(self, view: ServiceView) -> float:
        """The town's budget against that of a year ago, felt in the town's part of the places."""
        before, self.budget_cents = self.budget_cents, view.budget_cents
        return 1.0 + view.catchment * (view.budget_cents / before - 1.0) if before else 1.0
