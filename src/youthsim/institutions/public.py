"""The public side: the municipality that funds and gates, the protection chain, the school partnership."""

from __future__ import annotations

import math

from youthsim.institutions.base import Decisions, Institution, ServiceView, Snapshot
from youthsim.parameters.declare import Values
from youthsim.vocabulary.definitions import QUARTER

LEAST_GUARDIANS = 0.5  # full-time posts: a guard against a load over nobody
LEAST_LOAD = 0.1  # children per guardian: a guard where a scenario says none
AGREED_ANEW = 2  # the January in which a task has a full calendar year behind it


class Municipality(Institution):
    """Pays under the Youth Act, the Social Support Act and the Participation Act, and runs the gate.

    Once a year it looks at its spending. In deficit its gate becomes stricter for light care (an assumption
    that the rule `deficit_cuts` and a parameter can switch off). What it pays by budget changes only then:
    a pool follows use, a year late and in lumps; a sum per youth follows the number of youths, and takes
    over part of what was used above or below it; the budget of a task is agreed anew once, after its first
    year, and fixed from then on. Where a regime sets a
    ceiling, it stops ordinary starts once a service has used up its year.
    """

    def __init__(self, model, values: Values) -> None:
        super().__init__(model)
        self.rebased = values["lump_rebased"]
        self.ceiling_ratio = values["ceiling_ratio"]
        self.lump = values["budget_lump"]
        self.lumps_a_year = round(values["budget_lumps_year"])
        self.rations = values["gate_rations"]
        self.task_growth = values["task_growth"]
        self.tasks: dict[int, int] = {}  # Januaries that a service's task has seen
        self.ceilings: dict[int, float] = {}
        self.minors_last_year = 0

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        if seen.settling:
            return
        if seen.year:
            self.guard_the_gate(seen, decisions)
            for view in seen.services:
                if view.budget_funded:
                    self.set_budget(view, seen, decisions)
            self.minors_last_year = seen.minors
        if seen.rule("budget_ceiling") and seen.since_start >= 0:
            self.keep_to_ceilings(seen, decisions)

    def guard_the_gate(self, seen: Snapshot, decisions: Decisions) -> None:
        """A gate that rations when the year's budget was overspent."""
        if seen.budget_cents > 0:
            deficit = seen.spending_cents / seen.budget_cents - 1.0
            cuts = seen.rule("deficit_cuts")
            decisions.strictness = max(0.0, min(1.0, self.rations * deficit)) if cuts else 0.0

    def set_budget(self, view: ServiceView, seen: Snapshot, decisions: Decisions) -> None:
        """Next year's budget of one service, per month."""
        now, used = self.model.budget_of(view.number), seen.town_use_cents[view.number] / 12
        if now == 0:
            return
        payment = seen.choices["payment"]
        if payment == "per_youth":
            per_head = seen.minors / self.minors_last_year if self.minors_last_year else 1.0
            decisions.budget_cents[view.number] = round(per_head * (now + self.rebased * (used - now)))
        elif payment == "task_budget" and seen.rule("renegotiation"):
            self.tasks[view.number] = self.tasks.get(view.number, 0) + 1
            if self.tasks[view.number] == AGREED_ANEW:
                decisions.budget_cents[view.number] = max(1, round(now * (1.0 + self.task_growth)))
        elif payment == "pool" and abs(used / now - 1.0) >= self.lump:
            steps = math.trunc((used / now - 1.0) / self.lump)
            steps = max(-self.lumps_a_year, min(self.lumps_a_year, steps))
            decisions.budget_cents[view.number] = round(now * (1.0 + self.lump * steps))

    def keep_to_ceilings(self, seen: Snapshot, decisions: Decisions) -> None:
        """A service whose year is used up starts no ordinary help until January."""
        for view in seen.services:
            if not view.under_regime or view.budget_funded:
                continue
            if seen.year:
                self.ceilings[view.number] = self.ceiling_ratio * seen.town_use_cents[view.number]
            ceiling = self.ceilings.get(view.number)
            if ceiling is not None:
                used = seen.town_use_this_year_cents[view.number]
                decisions.stopped[view.number] = not seen.year and used >= ceiling


class CertifiedInstitution(Institution):
    """Carries out orders. More children per guardian than the norm means later starts.

    Guardians follow the number of orders slowly, within what can be hired.
    """

    def __init__(self, model, values: Values) -> None:
        super().__init__(model)
        self.usual = max(LEAST_LOAD, values["safety_guardian_load"] * values["safety_guardian_caseload"])
        self.adapts = values["safety_guardian_adapts"]
        self.base_delay = values["safety_order_delay"]
        self.least_delay = values["safety_order_delay_least"]
        self.most_delay = values["safety_order_delay_most"]
        self.hires_per_quarter = QUARTER * values["labour_hires"]
        self.guardians = 0.0

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        if not seen.quarter:
            return
        wanted = max(1.0, seen.children_under_order / self.usual)
        if seen.settling or self.guardians == 0.0:
            self.guardians = wanted
        limit = self.hires_per_quarter * self.guardians
        self.guardians += max(-limit, min(limit, self.adapts * (wanted - self.guardians)))
        load = seen.children_under_order / max(LEAST_GUARDIANS, self.guardians) / self.usual
        decisions.order_delay = self.base_delay * max(self.least_delay, min(self.most_delay, load))


class SchoolPartnership(Institution):
    """Boards together decide on places in special schools, once a year, by the group.

    Where the rule `placement_power` is off it cannot make a school take a child. Where it is on, it decides
    for part of the children who wait for a school that is willing (people/placement.py).
    """

    def __init__(self, model, values: Values) -> None:
        super().__init__(model)
        self.group = max(1, round(values["school_group"]))
        self.opens = values["school_group_opens"] * self.group
        self.closes = values["school_group_closes"] * self.group
        self.share_decided = values["care_school_mandate"]

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        decisions.placement_power = self.share_decided if seen.rule("placement_power") else 0.0
        if not seen.year:
            return
        for school, waiting in seen.school_waiting.items():
            if waiting >= self.opens:
                decisions.school_places[school] = self.group
            elif waiting == 0 and self.model.free_school_places(school) > self.closes:
                decisions.school_places[school] = -self.group
