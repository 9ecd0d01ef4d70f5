"""Who gets into a programme: the pilot's rule for eligibility, then a ranking.

Ranking draws without replacement with weight exp(a × severity + b × solvability), both standardised over
the eligible, by Gumbel keys per household; so caseloads are nested: the first 30 of 40 are the 30.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.people.needs import ON_SCHOOL_LIST
from youthsim.people.state import State
from youthsim.people.streams import uniforms
from youthsim.vocabulary import events, states
from youthsim.vocabulary.definitions import EIGHTEEN, SIXTEEN, TWELVE, TWENTY_ONE
from youthsim.vocabulary.services import N_QUEUED, SCHOOL_SUPPORT

HALF_YEAR = 6
NOT_AT_SCHOOL = (states.NOT_YET, states.EXEMPT, states.LEFT_UNQUALIFIED, states.LEFT_QUALIFIED)
FOUR_PROFESSIONALS = 4
THREE_MONTHS = 3
HELP_OF_A_CHILD = (1 << N_QUEUED) - 1  # bits of forms_active


@dataclass(frozen=True)
class Eligible:
    """Rows of eligible households, and how grave and how solvable their troubles look."""

    households: NDArray[np.int64]
    severity: NDArray[np.float64]
    solvability: NDArray[np.float64]
    schools: NDArray[np.int64] | None = None  # rows in the order in which the approach takes them


def _here(state: State) -> NDArray[np.bool_]:
    """Children who live in town now."""
    age, h = state.children["age_months"], state.households
    home = (h["arrives"] < state.month) & (state.month < h["departs"])
    return (age >= 0) & (age < states.MAX_AGE_MONTHS) & home[state.children["household"]]


def zwolle_safety(state: State) -> Eligible:
    """12-17 with an order of under a year, or placed, run away, or an order pending within six months."""
    c, life, now = state.children, state.lives, state.month
    young = _here(state) & (c["age_months"] >= TWELVE) & (c["age_months"] < EIGHTEEN - 1)
    fresh_order = np.isin(c["legal"], (states.SUPERVISED, states.OUT_OF_HOME_ORDER)) & (
        life["months_legal"] < 12
    )
    recent = np.zeros(len(c), dtype=bool)
    for event in ("last_placement", "last_runaway", "last_pending"):
        recent |= life[event] >= now - HALF_YEAR
    index = np.flatnonzero(young & (fresh_order | recent))
    rows = np.unique(c["household"][index])
    severity = np.full(len(state.households), -np.inf)
    np.maximum.at(severity, c["household"][index], c["need_externalising"][index].astype(float))
    return Eligible(rows, severity[rows], _solvable(state, rows))


def tilburg_family(state: State) -> Eligible:
    """A household with a minor, four professionals or more, two Acts or more; the dearest first."""
    h = state.households
    acts = np.bitwise_count(h["acts"].astype(np.uint16) & 127)
    here = (h["arrives"] < state.month) & (state.month < h["departs"]) & (h["minors"] > 0)
    rows = np.flatnonzero(here & (h["professionals"] >= FOUR_PROFESSIONALS) & (acts >= 2))
    return Eligible(rows, np.log1p(h["cost_before"][rows].astype(float)), _solvable(state, rows))


def nijmegen_pupil(state: State) -> NDArray[np.bool_]:
    """Pupils of (special) primary schools with a grant for support in class, or on a school's list."""
    c = state.children
    at_school = np.isin(c["education"], (states.REGULAR_PRIMARY, states.SPECIAL_PRIMARY))
    granted = (c["forms_active"] >> SCHOOL_SUPPORT) & 1 == 1
    applied = (c["forms_waiting"] & ON_SCHOOL_LIST) != 0
    return _here(state) & at_school & (granted | applied)


def nijmegen_aides(state: State) -> Eligible:
    """A pupil with a grant for support in class, or with an application for special education."""
    return _households_of(state, nijmegen_pupil(state), state.children["need_learning"])


def gouda_child(state: State) -> NDArray[np.bool_]:
    """Children on the roll of a school, fully absent for three months or more, in a care track."""
    c = state.children
    absent = (c["attendance"] == states.ABSENT) & (c["months_out"] >= THREE_MONTHS) & (c["school"] >= 0)
    return _here(state) & (c["age_months"] < EIGHTEEN) & absent & ((c["forms_active"] & HELP_OF_A_CHILD) != 0)


def gouda_out_of_school(state: State) -> Eligible:
    """A child that is enrolled, fully absent for three months or more, and in a care track."""
    return _households_of(state, gouda_child(state), state.children["months_out"])


def nijkerk_youth(state: State) -> NDArray[np.bool_]:
    """Youths of 16-20 with a mild disability who go to no school and have no paid work."""
    c = state.children
    age = c["age_months"]
    schooled = ~np.isin(c["education"], NOT_AT_SCHOOL) & (c["attendance"] != states.ABSENT)
    working = ~np.isin(c["work"], (states.NO_WORK, states.ON_BENEFIT))
    free = ~np.isin(c["living"], (states.IN_DETENTION, states.ROAMING))
    found = _here(state) & (age >= SIXTEEN) & (age < TWENTY_ONE) & (state.lives["disability"] == 1)
    return found & ~schooled & ~working & free


def nijkerk_work(state: State) -> Eligible:
    """Mild disability, 16-20, neither school nor work; gravest where behaviour is, and a diploma is not."""
    c = state.children
    gravity = c["need_externalising"].astype(float) + (c["education"] != states.LEFT_QUALIFIED)
    return _households_of(state, nijkerk_youth(state), gravity)


def _households_of(state: State, chosen: NDArray[np.bool_], gravity: NDArray[Any]) -> Eligible:
    """The households of chosen children; the gravest of a household's children counts."""
    index = np.flatnonzero(chosen)
    home = state.children["household"][index]
    severity = np.full(len(state.households), -np.inf)
    np.maximum.at(severity, home, gravity[index].astype(float))
    rows = np.unique(home)
    return Eligible(rows, severity[rows], _solvable(state, rows))


def leeuwarden_schools(state: State) -> Eligible:
    """All families of primary schools, school by school: first those whose families have it hardest.

    The plus-centres stand in the neighbourhoods with most need. The cases that the source costed are chosen
    from these families afterwards: that is a rule of reporting, not of choice.
    """
    schools = np.flatnonzero(state.schools["kind"] == states.REGULAR_PRIMARY)
    child, family = _pupils_in(state, schools)
    origin = state.households["origin"][family].astype(float)
    count = np.bincount(state.children["school"][child], minlength=len(state.schools))
    total = np.bincount(state.children["school"][child], weights=origin, minlength=len(state.schools))
    need = total[schools] / np.maximum(count[schools], 1)
    return _families_of(state, schools[np.lexsort((state.schools["uid"][schools], -need))])


def alkmaar_schools(state: State) -> Eligible:
    """All families of secondary schools, school by school, in an order that says nothing about them.

    How the eight pilot schools were chosen is not in the source.
    """
    schools = np.flatnonzero(state.schools["kind"] == states.REGULAR_SECONDARY)
    return _families_of(state, schools[np.argsort(state.schools["uid"][schools])])


def _pupils_in(state: State, schools: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows of the pupils of these schools who live in town, and of their households."""
    child = np.flatnonzero(_here(state) & np.isin(state.children["school"], schools))
    return child, state.children["household"][child].astype(np.int64)


def _families_of(state: State, schools: NDArray[np.int64]) -> Eligible:
    """The families of these schools; a family with children at two of them belongs to the first."""
    order = np.full(len(state.schools), len(schools))
    order[schools] = np.arange(len(schools))
    child, family = _pupils_in(state, schools)
    first = np.full(len(state.households), len(schools))
    np.minimum.at(first, family, order[state.children["school"][child]])
    rows = np.unique(family)
    return Eligible(rows, -first[rows].astype(float), np.zeros(len(rows)), schools)


def _solvable(state: State, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Troubles that money or a house could end, and a network to lean on."""
    h = state.households[rows]
    return h["bad_housing"].astype(float) + h["debt"] + h["poor"] + h["network"]


RULES: dict[str, Callable[[State], Eligible]] = {
    "zwolle_safety": zwolle_safety,
    "tilburg_family": tilburg_family,
    "gouda_out_of_school": gouda_out_of_school,
    "nijmegen_aides": nijmegen_aides,
    "nijkerk_work": nijkerk_work,
    "leeuwarden_schools": leeuwarden_schools,
    "alkmaar_schools": alkmaar_schools,
}


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = values.std() if len(values) else 0.0
    return (values - values.mean()) / spread if spread > 0 else np.zeros(len(values))


def rank(
    eligible: Eligible, state: State, world: Any, severity_weight: float, solvability_weight: float
) -> NDArray[np.int64]:
    """Household rows, first chosen first; nobody twice. Keyed by household, so the same in every arm.

    Where whole schools are enrolled their families come school by school, in chance order within each.
    """
    uids = state.households["uid"][eligible.households].astype(np.int64)
    u = uniforms(world, uids, 0, events.SELECTION, 0)
    if eligible.schools is not None:
        return eligible.households[np.lexsort((uids, u, -eligible.severity))]
    key = (
        severity_weight * _standard(eligible.severity)
        + solvability_weight * _standard(eligible.solvability)
        - np.log(-np.log(u))
    )
    return eligible.households[np.lexsort((uids, -key))]


__all__ = ["RULES", "Eligible", "rank"]
