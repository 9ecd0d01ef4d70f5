"""Light help near families and schools: what it changes, who buys it ahead, and why it is worth it to them.

A team that works close by sees more, may be asked sooner by families that would have gone without, takes
more of the light questions itself, and has hands to do so. What that does to other care is not said here: it
comes out of who then asks for what, of queues, and of what help does.

Evidence: P187 (of 78,200 euros of benefit some 7,700 came to the municipality). Held against it: P163
(practitioners see half of the cases closed), P164 (a comparison sees no fall in specialised use).
"""

from __future__ import annotations

from youthsim.institutions.base import Decisions, Institution, Snapshot
from youthsim.parameters.declare import Values
from youthsim.vocabulary.payers import MUNICIPALITY_YOUTH, TOWN_PAYERS

OWN_POCKET = (MUNICIPALITY_YOUTH,)
"""The budget that pays for light help, and so the only one that a silo looks at."""
ALL_POCKETS = TOWN_PAYERS
MOST_LIGHT = 0.95  # share of light questions to the neighbourhood team: a guard, it stays a share


def help_near(values: Values, share: float) -> dict[str, float]:
    """The parameters that differ where a share of the town (0-1) has light help near."""

    def part(ratio: str) -> float:
        return 1.0 + share * (values[ratio] - 1.0)

    return {
        "signal_rate": values["signal_rate"] * part("early_help_detection"),
        "request_base": min(1.0, values["request_base"] * part("early_help_asking")),
        "route_light": min(MOST_LIGHT, values["route_light"] * part("early_help_light")),
    }


class PreventionBuyer(Institution):
    """Once a year a funder asks: does light help near families return more than it costs, to me?

    What it can see is what was spent on heavier care in the past year, by payer, and it holds a belief about
    the part that light help would avoid. A silo counts its own pocket, and of the others only what comes
    back to it; a pool counts all. It never sees what the model will do. A year in which the answer is yes
    adds a part of the town, a no takes one away.

    A researcher changes one of the questions by overriding its method.
    """

    def __init__(self, model, values: Values) -> None:
        super().__init__(model)
        self.believed_avoided = values["prevention_avoided"]
        self.recapture = values["prevention_recapture"]
        self.years = values["prevention_horizon"]
        self.lag_years = values["prevention_lag"]
        self.step = values["prevention_step"]
        self.euros_per_minor = values["price_presence"]
        self.presence = 0.0  # share of the town that has it
        self.given = 0.0  # share that has it whatever the buyer decides

    def counts(self, payer: int, seen: Snapshot) -> float:
        """The part of a payer's benefit that weighs in the decision, 0-1."""
        if seen.rule("joint_weighing") or payer in OWN_POCKET:
            return 1.0
        return self.recapture

    def benefit_cents(self, seen: Snapshot) -> float:
        """Expected return of a whole town with light help near, within the horizon, that counts."""
        weighed = sum(self.counts(payer, seen) * seen.heavy_cents[payer] for payer in ALL_POCKETS)
        return self.believed_avoided * weighed * max(0.0, self.years - self.lag_years)

    def cost_cents(self, seen: Snapshot) -> float:
        """Its cost over the horizon."""
        return 100.0 * self.euros_per_minor * seen.minors * self.years

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        """In January of each year of the programme's clock, where the regime lets it buy at all."""
        if not seen.rule("prevention"):
            self.presence = decisions.presence = self.given
        elif seen.year and seen.since_start >= 0:
            worth_it = self.benefit_cents(seen) > self.cost_cents(seen)
            step = self.step if worth_it else -self.step
            self.presence = min(1.0, max(self.given, self.presence + step))
            decisions.presence = self.presence
