"""Long states at month 0: orders, guardianship and foster care last for years, longer than a burn-in.

Children with the highest risk get them at national rates, with a random time behind them; the burn-in then
lets the model's own flows take over. Which children: the highest of risk plus noise, keyed by uid.

Evidence: P037, P039 (orders in force), P055 (foster children), on 3.33 million minors.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from youthsim.parameters.declare import Values
from youthsim.people.episodes import USED
from youthsim.people.state import State
from youthsim.people.streams import uniforms
from youthsim.vocabulary import events
from youthsim.vocabulary.services import FAMILY_HOME, FOSTER_CARE
from youthsim.vocabulary.states import (
    ACTIVE,
    CHILD,
    IN_FAMILY_HOME,
    IN_FOSTER_CARE,
    OUT_OF_HOME_ORDER,
    SUPERVISED,
    UNDER_GUARDIANSHIP,
)

FOSTER_PER_1000 = 5.5  # 18,369 at the end of 2021
FAMILY_HOME_PER_1000 = 1.4
GUARDIANSHIP_PER_1000 = 2.9  # 9,590 in mid 2022
SUPERVISION_PER_1000 = 6.4  # 21,590 at the end of 2019


def place_from_the_start(state: State, values: Values, world: Any) -> None:
    """Give minors long-lasting orders and places at month 0."""
    c = state.children
    h = state.households[c["household"]]
    minors = np.flatnonzero((c["age_months"] >= 0) & (c["age_months"] < 210) & (h["arrives"] <= 0))
    uids = c["uid"][minors].astype(np.int64)
    u = uniforms(world, uids, 0, events.SYNTHESIS, 900)
    risk = 0.7 * h["stress"][minors] + 0.5 * c["need_externalising"][minors] + 0.8 * h["origin"][minors] - 1.5 * np.log(-np.log(u))
    order = minors[np.lexsort((uids, -risk))]
    per_1000 = len(minors) / 1000.0
    foster = round(FOSTER_PER_1000 * per_1000)
    homes = round(FAMILY_HOME_PER_1000 * per_1000)
    guarded = round(GUARDIANSHIP_PER_1000 * per_1000)
    supervised = round(SUPERVISION_PER_1000 * per_1000)
    placed = order[: foster + homes]
    time = uniforms(world, c["uid"][order].astype(np.int64), 0, events.SYNTHESIS, 901)
    for k, row in enumerate(placed):
        service = FOSTER_CARE if k % max(1, round((foster + homes) / max(1, homes))) or homes == 0 else FAMILY_HOME
        _occupy(state, int(row), service, int(60 * time[k]))
    for k, row in enumerate(order[: guarded + supervised]):
        child = c[row]
        if k < len(placed):
            child.legal = UNDER_GUARDIANSHIP if k < guarded else OUT_OF_HOME_ORDER
        else:
            child.legal = SUPERVISED
        state.lives[row].months_legal = int(30 * time[k])


def _occupy(state: State, row: int, service: int, months: int) -> None:
    child, life = state.children[row], state.lives[row]
    used = int(state.counters[USED])
    e = state.episodes[used]
    state.counters[USED] = used + 1
    e.owner_uid, e.owner, e.household, e.service = child.uid, row, child.household, service
    e.owner_kind, e.state, e.workers, e.match, e.domain = CHILD, ACTIVE, 1, 0.65, 1
    e.month_asked, e.month_ready, e.months_active, e.months_with_worker = -1, -1, months, 12
    child.forms_active = int(child.forms_active) | (1 << service)
    child.living = IN_FOSTER_CARE if service == FOSTER_CARE else IN_FAMILY_HOME
    life.months_living = months
    state.services[service].occupied += 1
