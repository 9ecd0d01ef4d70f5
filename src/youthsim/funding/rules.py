"""The rules of which a way of funding is made, by instrument, and their value in each of the four regimes.

A regime is one value per rule. Every rule belongs to one of four instruments and acts on one mechanism:
a lead time, an exit, an admission, a grant, a price, a budget. None states what comes out. A scenario may
take a whole regime, a regime per instrument, or set single rules (see `settings`).

`RULES` is the table: a row per rule, a column per regime.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LAW, GOVERNANCE, FINANCING, ACCOUNTABILITY = INSTRUMENTS = (
    "law",
    "governance",
    "financing",
    "accountability",
)
PXQ, LUMP_SUM, TASK_BASED, POOLED = KINDS = ("pxq", "lump_sum", "task_based", "pooled")
LABELS = {
    PXQ: "Price × quantity", LUMP_SUM: "Lump sum per resident youth", TASK_BASED: "Task for an area",
    POOLED: "Pooled budget",
}  # fmt: skip
ON, OFF = "on", "off"
PER_UNIT, PER_YOUTH, TASK_BUDGET, POOL = PAYMENTS = ("per_unit", "per_youth", "task_budget", "pool")

Choices = Mapping[str, str]  # a value per rule


@dataclass(frozen=True)
class Rule:
    """One rule: its instrument, its value under p×q, lump sum, task-based and pooled, and what it does.

    `whole_town`: a way of working of the one gate and the teams of a town, so that it also holds for
    services outside the regime, unless a scenario names the services. `rests_on` holds parameters that say
    how strongly it works (their evidence is in the parameter tables), or is empty.
    """

    id: str
    instrument: str
    values: tuple[str, str, str, str]
    says: str
    rests_on: tuple[str, ...] = ()
    words: tuple[str, ...] = (ON, OFF)
    whole_town: bool = False

    def under(self, kind: str) -> str:
        """Its value in a regime."""
        return self.values[KINDS.index(kind)]


_ALL, _NONE, _UNITS = (ON, ON, ON, ON), (OFF, OFF, OFF, OFF), (ON, OFF, OFF, OFF)
_NO_GRANTS = (OFF, ON, ON, ON)
_GRANTED, _LUMP, _POOL = (ON, ON, OFF, OFF), (OFF, ON, OFF, OFF), (OFF, OFF, OFF, ON)
RULES: tuple[Rule, ...] = (
    # law: what a child must have before help may begin
    Rule("individual_decision", LAW, _GRANTED, "Help waits for a decision per child and product; without it, for those who divide the help.",
         ("gate_lead_pxq", "gate_lead_pooled")),
    Rule("eligibility_tests", LAW, _GRANTED, "A test (IQ, referral) may hold up a request for a child with a disability.",
         ("gate_test_share", "gate_test_months")),
    # governance: who decides what is there
    Rule("product_menu", GOVERNANCE, (ON, ON, ON, OFF), "After help that failed, the next heavier product is what can be had.",
         ("care_failure_heavier", "pooled_heavier"), whole_town=True),
    Rule("subcontracting", GOVERNANCE, _ALL, "What the contracted provider lacks is bought through it, at extra cost: in the tariffs as they are.",
         ("subcontract_share", "subcontract_surcharge")),
    Rule("shared_staff", GOVERNANCE, _POOL, "One plan for a family: who is already there meets part of new questions, or finds more; it takes meetings.",
         ("pooled_absorbs", "pooled_dilution", "pooled_meeting"), whole_town=True),
    Rule("placement_power", GOVERNANCE, _NONE, "The school partnership may place a child in a school; without it a child waits for a school that is willing.",
         ("care_school_mandate", "placement_lead", "placement_reach", "placement_holds", "placement_load"), whole_town=True),
    Rule("joint_weighing", GOVERNANCE, _POOL, "Who buys prevention counts the benefit to all payers, not to itself alone."),
    # financing: how money reaches a provider, and what that invites
    Rule("payment", FINANCING, PAYMENTS, "By unit used; a fixed sum per resident youth; a fixed budget for a task; one pool of several Acts.",
         ("lump_rebased", "budget_lump", "budget_lumps_year"), words=PAYMENTS),
    Rule("volume_incentive", FINANCING, _UNITS, "Places follow the queue, because more units are paid. Under a budget places follow the budget."),
    Rule("stretching", FINANCING, _UNITS, "A solved treatment may go on to the next tariff step.",
         ("grant_stretch", "care_stretch_months")),
    Rule("budget_ceiling", FINANCING, _NONE, "Once a year's ceiling per service is reached, no ordinary help begins until January.",
         ("ceiling_ratio",)),
    Rule("turning_away", FINANCING, _LUMP, "A provider that earns nothing by one more child turns part of the requests away.",
         ("lump_turned_away",)),
    Rule("thin_help", FINANCING, _LUMP, "Fewer hours per child, and less effect.", ("lump_intensity",)),
    Rule("early_endings", FINANCING, _LUMP, "Ordinary help ends at another pace, because months bring no income.",
         ("lump_exits",)),
    Rule("lean_places", FINANCING, _LUMP, "Income is the same with fewer clients: a provider lets places go in the first two years.",
         ("lump_lean",)),
    Rule("renegotiation", FINANCING, (OFF, OFF, ON, OFF), "After the first year the budget of a task is agreed anew, and places follow it.",
         ("task_growth",)),
    Rule("filling", FINANCING, (OFF, OFF, ON, ON), "Where places stand empty, help lasts longer.", ("budget_fills",)),
    Rule("staff_first", FINANCING, _NONE, "A provider with vacancies opens no places before those that stand still are staffed."),
    Rule("prevention", FINANCING, _NONE, "The municipality may buy places of light help, after weighing what that returns.",
         ("prevention_avoided", "prevention_step")),
    Rule("deficit_cuts", FINANCING, _ALL, "A municipality in deficit refuses more requests for light help.",
         ("gate_strictness", "gate_rations"), whole_town=True),
    # accountability: what must be shown, to whom, how often
    Rule("grant_end", ACCOUNTABILITY, _UNITS, "A grant has an end date and must be asked for again.",
         ("grant_months_pxq",)),
    Rule("renewal_gaps", ACCOUNTABILITY, _UNITS, "Part of the renewals leaves a gap in the help.",
         ("grant_gap_share",)),
    Rule("summer_gaps", ACCOUNTABILITY, _NONE, "As many gaps, but all where a grant ends in June or July, and until September.",
         ("grant_gap_share",)),
    Rule("paperwork", ACCOUNTABILITY, (ON, ON, OFF, OFF), "A request and a grant are accounted for per child and product.",
         ("gate_hours_pxq", "gate_hours_pooled", "gate_renewal"), whole_town=True),
    Rule("own_review", ACCOUNTABILITY, _NO_GRANTS, "Where no grant ends help, workers review it themselves and scale it down.",
         ("pooled_scale_down",)),
)  # fmt: skip
RULE = {rule.id: rule for rule in RULES}

assert all(rule.instrument in INSTRUMENTS for rule in RULES)


def preset(kind: str) -> dict[str, str]:
    """Every rule as it is in one of the four regimes."""
    return {rule.id: rule.under(kind) for rule in RULES}


def by_instrument(law: str, governance: str, financing: str, accountability: str) -> dict[str, str]:
    """Every rule, each instrument taken from the regime named for it."""
    kinds = dict(zip(INSTRUMENTS, (law, governance, financing, accountability), strict=True))
    return {rule.id: rule.under(kinds[rule.instrument]) for rule in RULES}
