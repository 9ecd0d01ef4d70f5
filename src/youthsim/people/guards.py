"""Ends of counters: guards of narrow fields and of open tails. No rule asks for more than these hold."""

from __future__ import annotations

MOST_MONTHS = 300  # in one state: a child is in town for 276 at most
MOST_MONTHS_OUT = 250  # out of school; the field is a byte
MOST_TIMES = 100  # helps that failed, jobs lost, changes of worker; the field holds 127
MOST_EVENTS = 300  # offences, times run away
MOST_MONTHS_ELSEWHERE = 600  # of help to a client of another town: the tail of a geometric stay
MOST_TENURE = 600  # months of one youth worker at a school
MOST_MINUTES = 60_000  # of a youth worker's help to one family, in all
