"""The payments between budgets after which nobody has lost: what wrong pockets cost to put right.

A balance is what a payer gains (+) or loses (−) over the horizon. Gainers hand over just enough to make up
every loss, each in proportion to its gain, so that all keep the same share of it; every loser gets back what
it lost and no more. A payment leaves one budget and enters another: the payments add up to zero to the cent.

When the balances add up to less than zero there is not enough to hand over. No payment between these payers
can make all of them whole then, and none is proposed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from youthsim.experiment.money import largest_remainder


@dataclass(frozen=True)
class SidePayments:
    """`paid[gainer][loser]` in cents, and what each payer is left with.

    `possible` is False when the balances add up to a loss; `missing_cents` is then what is lacking, and
    nothing is paid.
    """

    balances: Mapping[str, int]
    paid: Mapping[str, Mapping[str, int]]
    possible: bool
    missing_cents: int

    @property
    def received(self) -> dict[str, int]:
        """What each payer receives (+) or hands over (−); adds up to zero."""
        net = dict.fromkeys(self.balances, 0)
        for gainer, to in self.paid.items():
            for loser, cents in to.items():
                net[gainer] -= cents
                net[loser] += cents
        return net

    @property
    def left(self) -> dict[str, int]:
        """Each payer's balance after the payments."""
        received = self.received
        return {payer: balance + received[payer] for payer, balance in self.balances.items()}

    @property
    def total_cents(self) -> int:
        """What changes hands."""
        return sum(sum(to.values()) for to in self.paid.values())


def side_payments(balances: Mapping[str, int]) -> SidePayments:
    """The smallest payments from gainers to losers that leave nobody below zero.

    `balances`: whole cents per payer. Any other set of payments that does so hands over at least as much:
    each loser must get at least its loss.
    """
    losses = {payer: -cents for payer, cents in balances.items() if cents < 0}
    lost = sum(losses.values())
    gains = {payer: cents for payer, cents in balances.items() if cents > 0}
    gained = sum(gains.values())
    if gained < lost:
        return SidePayments(dict(balances), {}, False, lost - gained)
    owed = _in_proportion(gains, lost)
    paid: dict[str, dict[str, int]] = {payer: {} for payer, cents in owed.items() if cents}
    for loser, loss in losses.items():
        for gainer, cents in _in_proportion(owed, loss).items():
            if cents:
                paid[gainer][loser] = cents
                owed[gainer] -= cents
    return SidePayments(dict(balances), paid, True, 0)


def _in_proportion(of: Mapping[str, int], amount: int) -> dict[str, int]:
    """`amount` divided over payers in proportion to `of`, none above its own; to the cent."""
    whole = sum(of.values())
    if not whole or not amount:
        return dict.fromkeys(of, 0)
    # Floats would lose cents above 2^53: whole parts first, then the largest remainders.
    parts = {payer: divmod(cents * amount, whole) for payer, cents in of.items()}
    left = amount - sum(part for part, _ in parts.values())
    extra = largest_remainder([rest / whole for _, rest in parts.values()], left)
    return {payer: part + one for (payer, (part, _)), one in zip(parts.items(), extra, strict=True)}
