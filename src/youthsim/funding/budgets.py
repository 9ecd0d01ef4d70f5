"""A budget that binds: an amount for a year, what happens when it is used up, and who keeps what is left.

Admitting somebody commits what the help is expected to cost until January: tariff times expected months. When
the amount is committed the rule of the regime says what happens (`OVERRUN`). None of the rules states what
becomes of children or of the bill: places, queues, hours and ends do.

Evidence: P181 (no difference by way of funding between regions), P172-P176 (capped sums elsewhere). Ceilings
are common: a quarter of new youth contracts had one in 2019 (Monitor gemeentelijke zorginkoop, as reported by
gemeente.nu), and half of 228 municipalities had spent their budget by September 2017 (survey of NOS and
Binnenlands Bestuur). Neither places a number here: they say that such rules exist and when they are felt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from youthsim.scenario.quantities import Money

STOP, THIN, PAY = "stop", "thin", "pay"
MUNICIPALITY, PROVIDER = "municipality", "provider"
BOUND, FREE = "bound", "free"
REGIME, SERVICE = "regime", "service"

OVERRUN = {
    STOP: "No ordinary help begins that the money left does not cover until January. Help that runs goes on; "
    "court and crisis begin all the same.",
    THIN: "Everybody begins and stays. Each month the hours per client are what the money left allows until "
    "January, and with the hours their effect; a bed stays whole.",
    PAY: "Nothing stops. The municipality pays what is used beyond the amount, and next year's amount takes "
    "over part of it (`budget_bailed_out`).",
}
UNSPENT = {
    MUNICIPALITY: "What is not used goes back in December.",
    PROVIDER: "What is not used stays with who was paid it.",
}
DOCTORS = {
    BOUND: "Intake that has stopped has stopped for everybody: the door is the provider's.",
    FREE: "Who is referred by a doctor begins all the same, and the municipality pays for it.",
}
PER = {
    REGIME: "One amount for all services under the regime; who has waited longest goes first, whatever the "
    "help.",
    SERVICE: "An amount for each service, by its part of last year's use.",
}
CORRIDOR = (
    "Within it the provider bears what is overspent and keeps what is left; beyond it the municipality "
    "settles."
)

RESTS_ON = {THIN: "budget_dose", PAY: "budget_bailed_out"}
"""What says how strongly a rule works."""


@dataclass(frozen=True)
class Budget:
    """What a scenario says of a budget, ready to run.

    share: part of the use in the twelve months before it begins; None where `cents` is given: a year's amount
    at the scenario's price level, for the part of the town that is simulated. corridor: part of the amount;
    None where the contract has none. by_unit: use is paid as it arises, so that the amount is a ceiling.
    """

    share: float | None
    cents: int | None
    overrun: str = STOP
    unspent: str = MUNICIPALITY
    corridor: float | None = None
    doctors: str = BOUND
    per: str = REGIME
    by_unit: bool = False

    def of_year(self, used_cents: int) -> int:
        """The amount of a year, after a year in which this was used."""
        return self.cents if self.cents is not None else round((self.share or 0.0) * used_cents)

    def bill(self, amount: int, used: int) -> int:
        """What a year costs the municipality in the end: cents, where `amount` was agreed and `used` used.

        What is used is valued at tariff. Where units are paid it is what was used.
        """
        if self.by_unit:
            return used
        if self.corridor is not None:
            room = round(self.corridor * amount)
            if used > amount + room:
                return used - room
            return used + room if used < amount - room else amount
        if used > amount:
            return used if self.overrun == PAY or self.doctors == FREE else amount
        return used if self.unspent == MUNICIPALITY else amount


ToCents = Callable[[Money], int]
"""An amount of a scenario in cents at its price level, for the simulated part of the town."""


def plain_cents(money: Money) -> int:
    """An amount as it stands."""
    return money.cents
