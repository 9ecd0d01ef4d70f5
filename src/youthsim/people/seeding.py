"""The stocks of month 0: help, orders and places that were there before the burn-in began.

A burn-in of five years is shorter than a foster placement. So the town starts with national stocks, given to
the children in whom the model itself would look for them (highest need or risk, plus chance, keyed by uid),
each with a random time behind it. From then on the model's own flows take over, and the drift of the stocks
over the last two years of the burn-in is reported.

Evidence: P029-P032 (episodes at a moment), P013 and P055 (stays), P037 and P039 (orders), on 3.33 million.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.people.access import FIRST_STAY, LAST_STAY, months_elsewhere
from youthsim.people.compiled import step
from youthsim.people.episodes import KNOWN_WORKER, USED
from youthsim.people.state import State
from youthsim.people.streams import uniform, uniforms
from youthsim.vocabulary import events, services
from youthsim.vocabulary.definitions import FOUR
from youthsim.vocabulary.states import (
    ACTIVE,
    CHILD,
    EXTERNAL,
    OUT_OF_HOME_ORDER,
    SUPERVISED,
    UNDER_GUARDIANSHIP,
)

# National stocks per 1,000 minors: running help at one moment, and orders.
PER_1000_MINORS = {
    services.FOSTER_CARE: 5.5,  # P055
    services.FAMILY_HOME: 1.4,  # P013 counts youths in a year; how many are there at once: assumption
    services.RESIDENTIAL: 3.5,  # so too
    services.CLOSED_RESIDENTIAL: 0.25,  # so too
    services.DAY_TREATMENT: 6.2,  # P031
    services.INTENSIVE_HOME_SUPPORT: 16.1,  # P032
    services.YOUTH_MENTAL_HEALTH: 28.0,  # P029 has it in one figure with the next: halved, an assumption
    services.AMBULATORY_SUPPORT: 29.0,
    services.NEIGHBOURHOOD_TEAM: 13.9,  # P030
}
GUARDIANSHIP_PER_1000 = 2.9  # P039
SUPERVISION_PER_1000 = 6.4  # P037
# Months from beginning to end of a stay, on average: one over the monthly exits of P056; for family homes an
# assumption, one over the middle of the prior of their exits.
MEAN_MONTHS = {services.FOSTER_CARE: 50.0, services.FAMILY_HOME: 36.0}

# Assumptions: who has the help of month 0, and since when. The burn-in wears them off, but for long stays.
USUAL_MONTHS = 12.0  # of all other help, on average
MOST_OF_LIFE = 0.5  # share of a child's life that its help may have lasted at most
YOUNGEST, OLDEST = 6, 210  # months of age: of who has help or an order at month 0
STAY_FROM, RESIDENTIAL_FROM = 24, 132  # months of age
# Weights in sd of need: of need and of strain at home (origin, parents' health) in a stay; less for a child
# under four, whose need is seen less; of a stay in an order; of chance.
STAY_NEED, STAY_STRAIN, STRAIN_ORIGIN, STRAIN_HEALTH = 0.6, 0.6, 0.8, 0.5
UNSEEN_UNDER_FOUR, ORDER_PLACED, CHANCE = -1.0, 2.0, 0.6
MONTHS_UNDER_ORDER, MOST_UNDER_ORDER = 8, 24  # of who lives at home; at most, of who is placed as long
MATCH = 0.65  # 0-1, of help that runs: the mean of `care_match`
GRANT_MONTHS = 9  # left on a grant: from 1 to so many, by what has gone before
MONTHS_ELSEWHERE = 6  # behind the help of a client of another town


def place_from_the_start(state: State, world: Any) -> None:
    """Fill the stocks of month 0."""
    c = state.children
    home = state.households[c["household"]]
    minors = np.flatnonzero(
        (c["age_months"] >= YOUNGEST) & (c["age_months"] < OLDEST) & (home["arrives"] <= 0)
    )
    uids = c["uid"][minors].astype(np.int64)
    home = state.households[c["household"][minors]]
    need = np.maximum(c["need_internalising"][minors], c["need_externalising"][minors]).astype(float)
    origin, health = home["origin"].astype(float), home["parental_health"]
    strain = STRAIN_ORIGIN * origin + home["poor"] + home["debt"] + STRAIN_HEALTH * health
    at_risk = STAY_NEED * need + STAY_STRAIN * strain
    learning = c["need_learning"][minors].astype(float)
    seen = np.where(c["age_months"][minors] < FOUR, UNSEEN_UNDER_FOUR, 0.0)
    for number, (service, per_1000) in enumerate(PER_1000_MINORS.items()):
        stay = service in services.STAYS
        pull = at_risk if stay else (learning if service == services.DAY_TREATMENT else need) + seen
        free = (
            c["living"][minors] == 0
            if not stay
            else (c["living"][minors] == 0) & (c["age_months"][minors] >= STAY_FROM)
        )
        if service in (services.RESIDENTIAL, services.CLOSED_RESIDENTIAL):
            free &= c["age_months"][minors] >= RESIDENTIAL_FROM
        rows = _highest(pull, free, uids, world, number, round(per_1000 * len(minors) / 1000.0), minors)
        months = MEAN_MONTHS.get(service, USUAL_MONTHS)
        spent = -months * np.log(
            uniforms(world, c["uid"][rows].astype(np.int64), 0, events.SYNTHESIS, 920 + number)
        )
        time = np.maximum(1, np.minimum(spent, MOST_OF_LIFE * c["age_months"][rows])).astype(np.int64)
        state.make_room(len(rows))
        occupy(
            state.children, state.lives, state.services, state.episodes, state.counters, rows, service, time
        )
    _order(state, minors, at_risk, uids, world)
    region = float(np.sum(state.services["occupied"] * (1.0 / state.services["catchment"] - 1.0)))
    state.make_room(int(region) + len(state.services))
    fill_the_region(state.services, state.episodes, state.counters, world)


def _highest(
    pull: NDArray[np.float64],
    free: NDArray[np.bool_],
    uids: NDArray[np.int64],
    world: Any,
    number: int,
    count: int,
    minors: NDArray[np.int64],
) -> NDArray[np.int64]:
    """The `count` children on whom it falls."""
    u = uniforms(world, uids, 0, events.SYNTHESIS, 900 + number)
    key = np.where(free, pull - CHANCE * np.log(-np.log(u)), -np.inf)
    chosen = np.lexsort((uids, -key))[: min(count, int(free.sum()))]
    return minors[chosen]


def _order(
    state: State, minors: NDArray[np.int64], risk: NDArray[np.float64], uids: NDArray[np.int64], world: Any
) -> None:
    """Orders: two in three placed children have one, the rest live at home."""
    c = state.children
    placed = (c["living"][minors] != 0).astype(float)
    per_1000 = len(minors) / 1000.0
    rows = _highest(risk + ORDER_PLACED * placed, np.ones(len(minors), bool), uids, world, 15,
                    round((GUARDIANSHIP_PER_1000 + SUPERVISION_PER_1000) * per_1000), minors)  # fmt: skip
    guarded = round(GUARDIANSHIP_PER_1000 * per_1000)
    rows = rows[np.lexsort((c["uid"][rows], -state.lives["months_living"][rows]))]  # longest placed first
    for k, row in enumerate(rows):
        child, life = c[row], state.lives[row]
        if int(child.living) == 0:
            child.legal = SUPERVISED
            life.months_legal = MONTHS_UNDER_ORDER
        else:
            child.legal = UNDER_GUARDIANSHIP if k < guarded else OUT_OF_HOME_ORDER
            life.months_legal = min(MOST_UNDER_ORDER, int(life.months_living))


@step
def occupy(children, lives, services, episodes, counters, rows, service, months):
    """One running episode for each of these children, with months of help behind it."""
    for k in range(len(rows)):
        row, time = rows[k], months[k]
        child, life = children[row], lives[row]
        used = int(counters[USED])
        counters[USED] = used + 1
        e = episodes[used]
        e.owner_uid = child.uid
        e.owner = row
        e.household = child.household
        e.service = service
        e.owner_kind = CHILD
        e.state = ACTIVE
        e.workers = 1
        e.match = MATCH
        e.domain = 0 if float(child.need_internalising) > float(child.need_externalising) else 1
        e.month_asked = -1
        e.month_ready = -1
        e.months_active = time
        e.months_with_worker = KNOWN_WORKER
        e.months_granted = 1 + time % GRANT_MONTHS
        child.forms_active = int(child.forms_active) | (1 << service)
        if FIRST_STAY <= service <= LAST_STAY:
            child.living = service - FIRST_STAY + 1
            life.months_living = time
        services[service].occupied += 1


@step
def fill_the_region(services, episodes, counters, world):
    """Clients of other towns, in proportion to the town's own by catchment."""
    for number in range(len(services)):
        service = services[number]
        others = int(float(service.occupied) * (1.0 - service.catchment) / service.catchment + 0.5)
        for k in range(others):
            used = int(counters[USED])
            counters[USED] = used + 1
            e = episodes[used]
            e.owner_uid = (7 << 56) | (number << 48) | (4095 << 24) | k
            e.owner = -1
            e.household = -1
            e.service = number
            e.owner_kind = EXTERNAL
            e.state = ACTIVE
            e.workers = 1
            e.match = MATCH
            e.months_active = MONTHS_ELSEWHERE
            u = uniform(world, e.owner_uid, 0, events.EXTERNAL_END, 0)
            e.months_granted = MONTHS_ELSEWHERE + months_elsewhere(service, u)
            e.months_with_worker = KNOWN_WORKER
        service.occupied += others
