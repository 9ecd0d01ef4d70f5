"""The public side: the municipality that funds and gates, the protection chain, the school partnership."""

from __future__ import annotations

import math

from youthsim.institutions.base import Decisions, Institution, Snapshot
from youthsim.parameters.declare import Values


class Municipality(Institution):
    """Pays under the Youth Act, the Social Support Act and the Participation Act, and runs the gate.

    Once a year it looks at its spending. In deficit its gate becomes stricter for light care (an assumption
    that a parameter can switch off). What it pays by budget changes only then, a year late, and in lumps.
    """

    LUMP = 0.05  # a budget moves in steps of a twentieth, about one small team

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        if not seen.year or seen.settling:
            return
        if seen.budget_cents > 0:
            deficit = seen.spending_cents / seen.budget_cents - 1.0
            decisions.strictness = max(0.0, min(1.0, 5.0 * deficit))
        for view in seen.services:
            if not view.budget_funded:
                continue
            now = self.model.budget_of(view.number)
            used = seen.town_use_cents[view.number]
            if now > 0 and abs(used / (12 * now) - 1.0) >= self.LUMP:
                steps = math.trunc((used / (12 * now) - 1.0) / self.LUMP)
                steps = max(-2, min(2, steps))
                decisions.budget_cents[view.number] = round(now * (1.0 + self.LUMP * steps))


class CertifiedInstitution(Institution):
    """Carries out orders. More children per guardian than the norm means later starts.

    Guardians follow the number of orders slowly, within what can be hired.
    """

    def __init__(self, model, values: Values) -> None:
        super().__init__(model)
        self.usual = values["safety_guardian_load"] * values["safety_guardian_caseload"]
        self.adapts = values["safety_guardian_adapts"]
        self.base_delay = values["safety_order_delay"]
        self.hires_per_quarter = 3.0 * values["labour_hires"]
        self.guardians = 0.0

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        if not seen.quarter:
            return
        wanted = max(1.0, seen.children_under_order / self.usual)
        if seen.settling or self.guardians == 0.0:
            self.guardians = wanted
        limit = self.hires_per_quarter * self.guardians
        self.guardians += max(-limit, min(limit, self.adapts * (wanted - self.guardians)))
        load = seen.children_under_order / max(0.5, self.guardians) / self.usual
        decisions.order_delay = self.base_delay * max(0.5, min(3.0, load))


class SchoolPartnership(Institution):
    """Boards together decide on places in special schools, once a year, by the group."""

    GROUP = 12  # pupils: one class

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        if not seen.year:
            return
        for school, waiting in seen.school_waiting.items():
            if waiting >= self.GROUP // 2:
                decisions.school_places[school] = self.GROUP
            elif waiting == 0 and self.model.free_school_places(school) > 2 * self.GROUP:
                decisions.school_places[school] = -self.GROUP
