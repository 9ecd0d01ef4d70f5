"""One town looked at month by month: who has which help, order, school place, at which age, for how long.

What the model tallies is by group of residents, not by age or form of help. Registers count by both. So a
watcher stands beside the model, reads its rows after every month and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.calibration.watching_cases import Cases, keep
from youthsim.calibration.watching_gate import Gate
from youthsim.experiment.registers import AGES, YOUTH_HELP, residents, treated_after_assessment
from youthsim.model import YouthCareModel
from youthsim.vocabulary.services import (
    FOSTER_CARE,
    INTENSIVE_HOME_SUPPORT,
    N_QUEUED,
    NEIGHBOURHOOD_TEAM,
)
from youthsim.vocabulary.states import ABSENT, EDUCATION, LEGAL

REPEAT_MONTHS = 60
HALF_YEAR = 6
YEAR = 12
MORE, DONE = -2, -3
STAYED_WITH = (INTENSIVE_HOME_SUPPORT, FOSTER_CARE)
"""Forms of help of which it is followed who comes back after the end."""


@dataclass
class Census:
    """What was seen of one arm. Axes: month after the start, form of help or status, age in years 0-22.

    `active`, `begun`, `ended`: child episodes of each queued service, an assessment and the treatment that
    follows it counted apart, as registers do; `begun_again`: youth help begun by a
    child without any that month who had some in the five years before. `people`: residents by age;
    `in_help`: with any youth help; `help_half_year`, `help_year`: with any in the past six or twelve months,
    by age at their end. `legal`, `education`: residents by status; `absent`: fully absent pupils.
    `after_light`: youths who began with the neighbourhood team alone in the first year, and those of them
    without any other youth help in the twelve months after; `after_ending`: per form, youths whose help ended
    in the first year with no other youth help left, and those in youth help again within twelve months.
    `case_professionals`: of each selected household, by rank, at the start.
    """

    active: list[NDArray[np.int64]] = field(default_factory=list)
    begun: list[NDArray[np.int64]] = field(default_factory=list)
    ended: list[NDArray[np.int64]] = field(default_factory=list)
    begun_again: list[NDArray[np.int64]] = field(default_factory=list)
    people: list[NDArray[np.int64]] = field(default_factory=list)
    in_help: list[NDArray[np.int64]] = field(default_factory=list)
    help_half_year: list[NDArray[np.int64]] = field(default_factory=list)
    help_year: list[NDArray[np.int64]] = field(default_factory=list)
    episodes_year: list[NDArray[np.int64]] = field(default_factory=list)
    legal: list[NDArray[np.int64]] = field(default_factory=list)
    education: list[NDArray[np.int64]] = field(default_factory=list)
    absent: list[NDArray[np.int64]] = field(default_factory=list)
    case_professionals: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    need_then_and_later: NDArray[np.float64] | None = None
    cost_by_year: list[NDArray[np.int64]] = field(default_factory=list)
    gate: Gate = field(default_factory=Gate)
    cases: Cases = field(default_factory=Cases)
    after_light: tuple[int, int] = (0, 0)
    after_ending: NDArray[np.int64] = field(default_factory=lambda: np.zeros((N_QUEUED, 2), dtype=np.int64))

    def array(self, name: str) -> NDArray[np.int64]:
        """One of the monthly lists as an array, month first."""
        return np.array(getattr(self, name))


class Watcher:
    """Looks at every arm of one world; `censuses` has one for each arm and size.

    with_repeat: also follow the burn-in, for who had help before (costs a little time).
    """

    def __init__(self, with_repeat: bool = True) -> None:
        self.with_repeat = with_repeat
        self.censuses: dict[tuple[str, int], Census] = {}
        self._before: _Memory | None = None
        self._memories: dict[tuple[str, int], _Memory] = {}

    def __call__(self, arm: str, size: int, model: YouthCareModel) -> None:
        """After a month of the burn-in or of an arm."""
        bits = model.state.children["forms_active"].astype(np.int64)
        if arm == "burn-in":
            if self.with_repeat or model.state.month >= model.start - 1:
                self._before = self._before or _Memory(len(bits))
                self._before.remember(bits, model.state.month)
                self._before.note(model.state)
            return
        key = (arm, size)
        if key not in self.censuses:
            self.censuses[key] = Census()
            self._memories[key] = self._before.copy() if self._before else _Memory(len(bits))
        self._look(self.censuses[key], self._memories[key], model, bits)

    def _look(self, census: Census, memory: _Memory, model: YouthCareModel, bits: NDArray[np.int64]) -> None:
        state, now = model.state, model.state.month
        children, here = state.children, residents(state)
        year = np.where(here, children["age_months"].astype(np.int64) // 12, -1)
        began, stopped = bits & ~memory.bits, memory.bits & ~bits
        youth_help = bits & YOUTH_HELP
        again = (memory.bits & YOUTH_HELP == 0) & (now - memory.last_help <= REPEAT_MONTHS)
        treated = treated_after_assessment(state)
        follows = _by_form(treated, year)
        memory.count(began, bits, treated)
        census.active.append(_by_form(bits, year))
        census.begun.append(_by_form(began, year) + follows)
        census.ended.append(_by_form(stopped, np.where(here, year, AGES - 1)) + follows)
        census.begun_again.append(_by_form(np.where(again, began & YOUTH_HELP, 0), year))
        census.people.append(_by_age(here, year))
        census.in_help.append(_by_age(here & (youth_help > 0), year))
        memory.remember(bits, now)
        if len(census.people) <= 2 * YEAR:
            first_year = len(census.people) <= YEAR
            census.gate.look(memory.practice, memory.helped_or_waiting, state, YOUTH_HELP, first_year)
            memory.note(state)
            if first_year:
                census.cases.look(memory.care, state)
        census.help_half_year.append(_by_age(here & (now - memory.last_help < HALF_YEAR), year))
        in_year = here & (now - memory.last_help < 2 * HALF_YEAR)
        census.help_year.append(_by_age(in_year, year))
        census.episodes_year.append(_by_age_weighted(memory.episodes_of_year(), here, year))
        census.legal.append(_by_status(children["legal"], len(LEGAL), here, year))
        census.education.append(_by_status(children["education"], len(EDUCATION), here, year))
        census.absent.append(_by_age(here & (children["attendance"] == ABSENT), year))
        _follow_up(census, memory, began, stopped, bits, here)
        self._households(census, memory, state, here)

    def _households(self, census: Census, memory: _Memory, state: Any, here: NDArray[np.bool_]) -> None:
        month, h = len(census.people), state.households
        chosen = h["case"] >= 0
        if month == 1:
            census.case_professionals = h["professionals"][chosen][np.argsort(h["case"][chosen])].astype(
                float
            )
            memory.need = state.children["need_externalising"].astype(float).copy()
            memory.followed = here & (state.children["age_months"] < 12 * 17)
        elif month == 13 and memory.need is not None and memory.followed is not None:
            both = memory.followed & here
            later = state.children["need_externalising"].astype(float)
            census.need_then_and_later = np.array([memory.need[both], later[both]])
        if (month - 1) % 12 == 0:
            census.cost_by_year.append(np.zeros(len(h), dtype=np.int64))
        family = (h["minors"] > 0) | (census.cost_by_year[-1] > 0)
        census.cost_by_year[-1] += np.where(family, h["month_cost"], 0)


class _Memory:
    """What must be kept of each child from month to month."""

    def __init__(self, children: int) -> None:
        self.bits = np.zeros(children, dtype=np.int64)
        self.last_help = np.full(children, -999, dtype=np.int64)
        self.episodes: list[NDArray[np.int64]] = []
        self.need: NDArray[np.float64] | None = None
        self.followed: NDArray[np.bool_] | None = None
        self.light_since = np.full(children, -1, dtype=np.int64)
        self.ended_since = np.full((N_QUEUED, children), -1, dtype=np.int64)
        self.practice = np.zeros(children, dtype=np.int8)
        self.helped_or_waiting = np.full(children, YOUTH_HELP, dtype=np.int64)
        self.care: list[NDArray[np.int32]] = []

    def copy(self) -> _Memory:
        other = _Memory(len(self.bits))
        other.bits, other.last_help = self.bits.copy(), self.last_help.copy()
        other.episodes = []
        other.helped_or_waiting, other.care = self.helped_or_waiting.copy(), list(self.care)
        return other

    def note(self, state: Any) -> None:
        """Who has or awaits help now, and what the month of help cost."""
        children = state.children
        self.helped_or_waiting = (children["forms_active"] | children["forms_waiting"]).astype(
            np.int64
        ) & YOUTH_HELP
        keep(self.care, state)

    def remember(self, bits: NDArray[np.int64], month: int) -> None:
        self.bits = bits
        self.last_help[(bits & YOUTH_HELP) > 0] = month

    def count(self, began: NDArray[np.int64], bits: NDArray[np.int64], treated: NDArray[np.int64]) -> None:
        """Episodes of youth help: those running in the first month, then those that begin.

        `treated`: forms of which the assessment ended and the treatment begins.
        """
        new = began if self.episodes else bits
        follows = np.bitwise_count(treated & YOUTH_HELP)
        self.episodes.append((np.bitwise_count(new & YOUTH_HELP) + follows).astype(np.int64))
        del self.episodes[: max(0, len(self.episodes) - 12)]

    def episodes_of_year(self) -> NDArray[np.int64]:
        """Episodes in the past twelve months that were counted; exact for the first twelve."""
        return np.sum(self.episodes, axis=0)


def _follow_up(
    census: Census,
    memory: _Memory,
    began: NDArray[np.int64],
    stopped: NDArray[np.int64],
    bits: NDArray[np.int64],
    here: NDArray[np.bool_],
) -> None:
    """A year later: who needed more after light help, and who came back after help ended.

    Each youth is followed from the first such moment in the first year; those who move away are left out.
    """
    month = len(census.people)
    helped, team = bits & YOUTH_HELP, 1 << NEIGHBOURHOOD_TEAM
    if month <= YEAR:
        new = here & (began & team > 0) & (helped == team) & (memory.light_since == -1)
        memory.light_since[new] = month
        for service in STAYED_WITH:
            gone = (
                here & ((stopped >> service) & 1 == 1) & (helped == 0) & (memory.ended_since[service] == -1)
            )
            memory.ended_since[service][gone] = month
    more = (memory.light_since > 0) & (helped & ~team > 0)
    memory.light_since[more] = MORE
    due = here & (memory.light_since == month - YEAR) & (memory.light_since > 0)
    needed = here & (memory.light_since == MORE)
    kept, referred = int(due.sum()), int(needed.sum())
    memory.light_since[due] = DONE
    memory.light_since[needed] = DONE
    census.after_light = (census.after_light[0] + kept + referred, census.after_light[1] + kept)
    for service in STAYED_WITH:
        since = memory.ended_since[service]
        back = here & (since > 0) & (since < month) & (helped > 0)
        stayed = here & (since > 0) & (since == month - YEAR) & (helped == 0)
        census.after_ending[service] += (int(back.sum() + stayed.sum()), int(back.sum()))
        since[back | stayed] = DONE


def _by_form(bits: NDArray[np.int64], year: NDArray[np.int64]) -> NDArray[np.int64]:
    out = np.zeros((N_QUEUED, AGES), dtype=np.int64)
    some = np.flatnonzero((bits != 0) & (year >= 0))
    for service in range(N_QUEUED):
        with_it = some[(bits[some] >> service) & 1 == 1]
        out[service] = np.bincount(year[with_it], minlength=AGES)
    return out


def _by_age(who: NDArray[np.bool_], year: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.bincount(year[who], minlength=AGES)


def _by_age_weighted(
    weight: NDArray[np.int64], who: NDArray[np.bool_], year: NDArray[np.int64]
) -> NDArray[np.int64]:
    return np.bincount(year[who], weights=weight[who], minlength=AGES).astype(np.int64)


def _by_status(
    status: NDArray[Any], count: int, here: NDArray[np.bool_], year: NDArray[np.int64]
) -> NDArray[np.int64]:
    flat = np.bincount(status[here].astype(np.int64) * AGES + year[here], minlength=count * AGES)
    return flat.reshape(count, AGES)
