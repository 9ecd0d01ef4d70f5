"""The supported work places of a town: found one by one, handed out in turn, sometimes withdrawn.

A place is an employer who lets a youth learn on the job. There are never more than the agreement says;
finding them takes time, and an employer with whom a youth failed may withdraw. Who wants a place and finds
none free waits. Nobody gets two, and who failed where failing is not allowed gets no second one.

Evidence: nkk_* (places are scarce and schools fear to lose theirs). Sizes: `parameters/programmes.py`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.institutions.base import Decisions, Institution, Snapshot
from youthsim.parameters.declare import Values
from youthsim.people.state import State
from youthsim.people.streams import uniforms
from youthsim.vocabulary import events, states
from youthsim.vocabulary.definitions import EIGHTEEN, SIXTEEN

OFFER, WITHDRAWAL, TURN = range(3)  # draws of one youth
HELD = (states.ON_PLACE, states.OFF_PLACE)
HALF_FOUND = 0.5
"""`open` is the expected number of places, which comes near the limit and never reaches it: a place is there
once it is more likely found than not. Rounded down, the last place would never be there, nor the only one."""


class WorkPlaces(Institution):
    """Hands out the places of one programme every month, before people live it.

    limit: places at most. find_months: mean time to find an employer for a place that is missing.
    households: rows of the cases that the programme may reach. From `start` on places are looked for.
    """

    def __init__(
        self, model, values: Values, limit: int, find_months: int, households: Any, start: int
    ) -> None:
        super().__init__(model)
        self.limit, self.find_months, self.start = limit, find_months, start
        self.take_up, self.withdrawn = values["work_take_up"], values["work_employer_lost"]
        self.open = 0.0
        children = model.state.children
        mine = np.zeros(len(model.state.households), dtype=bool)
        mine[households] = True
        chosen = mine[children["household"]] & (model.state.lives["disability"] == 1)
        self.youths: NDArray[np.int64] = np.flatnonzero(chosen)
        self.at_work = np.zeros(len(self.youths), dtype=bool)

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        """Places are handed out in `hand_out`; nothing is decided for others."""

    def hand_out(self, month: int, state: State, world: Any) -> None:
        """Close places of who left, lose and find employers, offer what is free to who has waited longest."""
        rows = self.youths
        if not len(rows):
            return
        child, life = state.children[rows], state.lives[rows]
        home = state.households[child["household"]]
        uids = child["uid"].astype(np.int64)
        self._lose_and_find(month, child["work"], uids, world)
        here = (home["arrives"] < month) & (month < home["departs"]) & (child["age_months"] >= SIXTEEN - 1)
        here &= child["age_months"] < states.MAX_AGE_MONTHS - 1
        served = here & (home["programme"] == 1)
        served &= ~_among(child["living"], (states.IN_DETENTION, states.ROAMING))
        held = _among(child["work"], HELD)
        self._end(state, rows[held & ~served], month)
        held &= served
        turn = np.lexsort((uniforms(world, uids, 0, events.WORK_PLACE, TURN), home["enrolled_month"]))
        open_places = math.floor(self.open + HALF_FOUND)
        over = [k for k in turn[::-1] if held[k]][: max(0, int(held.sum()) - open_places)]
        over.sort(key=lambda k: child["work"][k] != states.OFF_PLACE)  # who is away loses it first
        self._end(state, rows[over], month)
        held[over] = False
        wants = served & ~held & self._without(child, life)
        free = open_places - int(held.sum())
        luck = uniforms(world, uids, month, events.WORK_PLACE, OFFER)
        for k in turn:
            if free <= 0:
                break
            if wants[k] and luck[k] < self.take_up * float(home["fidelity"][k]):
                take_place(state, int(rows[k]))
                held[k] = True
                free -= 1
        self.at_work = state.children["work"][rows] == states.ON_PLACE
        state.households["holds_place"][child["household"]] = 0
        np.add.at(state.households["holds_place"], child["household"], (held | wants).astype(np.int8))

    @staticmethod
    def _without(child: Any, life: Any) -> NDArray[np.bool_]:
        """Neither work nor school, and not sent away for good."""
        schooled = ~_among(child["education"], NOT_ENROLLED) & (child["attendance"] != states.ABSENT)
        idle = _among(child["work"], (states.NO_WORK, states.ON_BENEFIT))
        return idle & ~schooled & (life["place_done"] == 0)

    def _lose_and_find(self, month: int, work: Any, uids: NDArray[np.int64], world: Any) -> None:
        """An employer with whom somebody failed last month may withdraw; missing places are looked for."""
        failed = self.at_work & _among(work, (states.OFF_PLACE, states.NO_WORK))
        if failed.any():
            luck = uniforms(world, uids[failed], month, events.WORK_PLACE, WITHDRAWAL)
            self.open = max(0.0, self.open - float((luck < self.withdrawn).sum()))
        if month >= self.start:
            self.open += (self.limit - self.open) / max(1, self.find_months)

    @staticmethod
    def _end(state: State, rows: NDArray[np.int64], month: int) -> None:
        """Places that end: the youth is without work again."""
        state.children["work"][rows] = states.NO_WORK
        state.lives["idle_since"][rows] = month


NOT_ENROLLED = (states.NOT_YET, states.EXEMPT, states.LEFT_UNQUALIFIED, states.LEFT_QUALIFIED)


def _among(column: Any, members: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which rows hold one of a few values: `np.isin` without its sorting."""
    return np.logical_or.reduce([column == member for member in members])


def take_place(state: State, row: int) -> None:
    """A place instead of a school that he does not attend: exempt until eighteen, then he has left it."""
    child = state.children[row]
    child["work"] = states.ON_PLACE
    if int(child["education"]) in NOT_ENROLLED:
        return
    if int(child["school"]) >= 0:
        state.schools["pupils"][int(child["school"])] -= 1
    child["school"] = -1
    child["education"] = states.EXEMPT if int(child["age_months"]) < EIGHTEEN else states.LEFT_UNQUALIFIED
    child["attendance"] = states.FULL
    child["months_out"] = 0
