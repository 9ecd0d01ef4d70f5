"""Which rules of funding hold for a request, and for help that runs.

A regime is a table with a row per service, twice: the rules of before a switch and those since. What is
asked before the switch keeps its rules until the transition is over.
"""

from __future__ import annotations

from youthsim.people.compiled import inlined
from youthsim.people.episodes import TRACK
from youthsim.vocabulary.services import N_QUEUED


@inlined
def rules_now(regime, counters, service):
    """The rules under which this help is asked for now."""
    return regime[int(counters[TRACK]) * N_QUEUED + service]


@inlined
def rules_of(regime, e):
    """The rules under which this help was asked for."""
    return regime[int(e.track) * N_QUEUED + int(e.service)]


@inlined
def questions_found(absorbed):
    """Ratio of questions that are put: above 1 where staff of one plan finds more of them than it meets."""
    return 1.0 - min(0.0, absorbed)
