"""A text that cannot be read in one way only: what is wrong with it, and what is expected instead."""

from __future__ import annotations


class NotationFault(ValueError):
    """What is wrong with a text (`what`, to be read behind the text) and what to write (`expected`)."""

    def __init__(self, what: str, expected: str = "", *, plain_no: bool = False) -> None:
        """plain_no: nothing special is the matter, so that a reader may say what it expected instead."""
        self.plain_no = plain_no
        self.what = what
        self.expected = expected
        super().__init__(f"{what} ({expected})" if expected else what)


class NumberFault(NotationFault):
    """The text is not a number that can be read in one way only."""


class AmountFault(NumberFault):
    """The text is not an amount of money with its price year."""


class DateFault(NumberFault):
    """The text is not a date that can be read in one way only."""


class UnitFault(NotationFault):
    """A unit that is not known, or a sum of unlike things."""
