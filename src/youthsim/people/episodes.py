"""The table of care episodes: opening and closing a row.

An episode is one form of help for one child, or for the parents of one household. Its identity is (owner
uid, service): nobody has two running episodes of one form. Rows are appended and later compacted, so row
numbers mean nothing; draws use the owner's uid and the service.
"""

from __future__ import annotations

from youthsim.people.compiled import rule
from youthsim.vocabulary.states import FREE, REQUESTED, TREATED

# places in `counters`: rows in use, requests lost, children to follow, and the track of rules for what is new
USED, OVERFLOW, BUSY, TRACK = 0, 1, 2, 3
N_COUNTERS = 4
# Months with one worker after which they are no longer counted. A first worker begins there: continuity is
# lost by a change, and won back after it.
KNOWN_WORKER = 12


@rule
def open_episode(
    episodes, counters, owner_uid, owner, household, service, kind, domain, month, ready, priority
):
    """Append a requested episode. Sets no bits on its owner: the caller does."""
    row = int(counters[USED])
    if row >= len(episodes):
        counters[OVERFLOW] += 1
        return
    counters[USED] = row + 1
    e = episodes[row]
    e.owner_uid = owner_uid
    e.owner = owner
    e.household = household
    e.service = service
    e.owner_kind = kind
    e.state = REQUESTED
    e.priority = priority
    e.stretched = 0
    e.phase = TREATED
    e.workers = 0
    e.by_doctor = 0
    e.month_asked = month
    e.month_ready = ready
    e.months_active = 0
    e.months_granted = 0
    e.months_with_worker = 0
    e.domain = domain
    e.match = 0.0
    e.fit = 0.0
    e.need_at_start = 0.0
    e.track = int(counters[TRACK])


@rule
def close_episode(episode, owner, active):
    """Free the row and clear the owner's bit (`active`: of running help, else of a request)."""
    bit = 1 << int(episode.service)
    if active:
        owner.forms_active = int(owner.forms_active) & ~bit
    else:
        owner.forms_waiting = int(owner.forms_waiting) & ~bit
    episode.state = FREE


@rule
def has_form(owner, service):
    """True when the owner has this help, or waits for it."""
    return ((int(owner.forms_active) | int(owner.forms_waiting)) >> service) & 1 == 1


@rule
def round_months(months, u):
    """Whole months from a fraction, right on average: 1.2 months is 1 in four of five cases, else 2."""
    whole = int(months)
    return whole + (1 if u < months - float(whole) else 0)
