"""The regional labour stock, and the team that a programme hires from it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from youthsim.institutions.base import Decisions, Institution, Snapshot
from youthsim.parameters.declare import Values
from youthsim.vocabulary.services import (
    AMBULATORY_SUPPORT,
    INTENSIVE_HOME_SUPPORT,
    NEIGHBOURHOOD_TEAM,
    YOUTH_MENTAL_HEALTH,
)

POACHED = (NEIGHBOURHOOD_TEAM, AMBULATORY_SUPPORT, YOUTH_MENTAL_HEALTH, INTENSIVE_HOME_SUPPORT)
TENTHS = 10.0  # in a whole: `labour_quality` is stated per tenth of the stock
ROUNDING = 1e-9  # posts or places: what adding up parts may fall short of a whole


class LabourMarket(Institution):
    """One stock of youth workers for the region. Who a programme hires is partly missed elsewhere."""

    def __init__(self, model, values: Values, minors: int) -> None:
        super().__init__(model)
        region = minors * values["labour_region_size"]
        self.stock_fte = values["labour_region"] * region / 1000.0 * values["labour_fte_per_person"]
        self.hires_per_month = values["labour_hires"] * self.stock_fte
        self.from_services = values["labour_from_services"]
        self.refill = values["labour_refill"]
        self.hours_month = values["labour_hours_month"]
        self.missing_fte = 0.0
        self.hired_fte = 0.0  # this month, by all programmes together

    def begin_month(self) -> None:
        """Nobody has been hired yet."""
        self.hired_fte = 0.0

    def hire(self, wanted_fte: float, from_stock: bool) -> float:
        """Full-time posts that can be filled: what the region still has this month."""
        hired = max(0.0, min(wanted_fte, self.hires_per_month - self.hired_fte))
        self.hired_fte += hired
        if from_stock:
            self.missing_fte += self.from_services * hired
        return hired

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        if self.missing_fte <= 0.0:
            return
        self.missing_fte *= 1.0 - self.refill
        hours = {s: max(1.0, self.model.hours_of(s)) for s in POACHED}
        total = sum(hours[s] * seen.services[s].places for s in POACHED)
        for s in POACHED:
            part = hours[s] * seen.services[s].places / max(1.0, total)
            decisions.displaced[s] = self.missing_fte * part * self.hours_month / hours[s]


def share_that_arrives(values: Values, fte: float, labour: LabourMarket) -> float:
    """Share of an approach that arrives, 0-1: that of the pilot, less what a team of more posts loses.

    It loses by hiring from further down the pool, and with every factor of ten that one coordinator leads.
    """
    pool = math.exp(-values["labour_quality"] * TENTHS * fte / max(1.0, labour.stock_fte))
    span = math.exp(-values["plan_coordination"] * math.log10(max(1.0, fte)))
    return min(1.0, values["plan_fidelity"] * pool * span)


class ProgrammeTeam(Institution):
    """Hires, serves the selected households in order of rank as posts come free, and lets go.

    Fidelity is what arrives of the approach: that of the pilot, less what is lost when staff come from
    further down the hiring pool and when one coordinator serves more of them. Nothing here knows how many
    cases the plan speaks of: the team, the labour market and the queue decide.
    """

    def __init__(self, model, values: Values, cases: Any, reached: Any, fte: float, cases_per_fte: float,
                 hire_months: int, start: int, duration: int | None, from_stock: bool) -> None:  # fmt: skip
        super().__init__(model)
        self.values = values
        self.cases = cases  # household rows by rank
        self.reached = reached  # which of them the programme gets to
        self.fte_wanted = fte
        self.cases_per_fte = cases_per_fte
        self.hire_months = hire_months
        self.start = start
        self.duration = duration
        self.from_stock = from_stock
        self.fte = 0.0
        self.next_case = 0
        self.served = 0  # households
        self.vacancy = values["plan_vacancy"]

    def fidelity(self, labour: LabourMarket) -> float:
        """Share of the approach that arrives, 0-1."""
        return share_that_arrives(self.values, self.fte, labour)

    def runs(self, month: int) -> bool:
        """From the start until the last case is closed: as long as somebody is served or awaited."""
        return self.fte_wanted > 0 and month >= self.start and (self.served > 0 or self.awaits(month))

    def awaits(self, month: int) -> bool:
        """Whether one of the cases that are still to come lives in town."""
        coming = np.asarray(self.cases[self.next_case :], dtype=np.int64)
        return bool((self.model.state.households["departs"][coming] > month).any())

    def room(self) -> int:
        """Cases that the filled posts carry at a time.

        A team whose posts are filled as far as they ever are has room for one case, also where that is part
        of one post: who does this beside other work carries the case whole, or nobody would be served.
        """
        carried = math.floor(self.fte * self.cases_per_fte + ROUNDING)
        return max(carried, 1) if self.fte > 0.0 and self.fte >= self.fillable() - ROUNDING else carried

    def fillable(self) -> float:
        """Posts that are filled once hiring is done: some always stand open."""
        return self.fte_wanted * (1.0 - self.vacancy)

    def recruit(self, month: int, labour: LabourMarket) -> None:
        """Fill posts; some always stand open. When the last case is closed, the posts end."""
        if not self.runs(month):
            self.fte = 0.0
            return
        if month < self.start + self.hire_months:
            return
        wanted = self.fillable() - self.fte
        if wanted > 0.0:
            self.fte += labour.hire(wanted, self.from_stock)

    def work(self, month: int, households: Any, labour: LabourMarket) -> None:
        """Close cases, fade what is left behind, and take the next cases that there is room for."""
        taken = np.asarray(self.cases[: self.next_case], dtype=np.int64)
        served, gone = households["programme"][taken] == 1, households["departs"][taken] <= month
        over = np.zeros(len(taken), dtype=bool)
        if self.duration is not None:
            over = served & (month - households["enrolled_month"][taken] >= self.duration)
        households["programme"][taken[over | gone]] = 0
        households["programme_done"][taken[over]] = 1
        left = taken[(households["programme"][taken] == 0) & (households["fidelity"][taken] > 0)]
        households["fidelity"][left] *= 1.0 - self.values["plan_fade"]
        self.served = int((households["programme"][taken] == 1).sum())

        quality = self.fidelity(labour)
        room = self.room()
        while self.next_case < len(self.cases) and self.served < room:
            row = int(self.cases[self.next_case])
            if month < households["departs"][row] and self.reached[self.next_case]:
                households["programme"][row] = 1
                households["enrolled_month"][row] = month
                households["fidelity"][row] = quality
                self.served += 1
            self.next_case += 1

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        """The team acts through `recruit` and `work`; it writes no rules for others."""
