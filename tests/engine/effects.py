"""Every parameter that says what an intervention, a regime or care does: where it does nothing, and what would be harm.

`NEUTRAL` gives the value at which it does nothing. `HARM` says on which side of it lies harm: -1 below, +1 above.
`ONE_SIDED` are shares that cannot pass through nothing, with what makes their consequences go both ways.
"""

from youthsim.parameters import PARAMETERS

NEUTRAL = {name: 0.0 for name in PARAMETERS if name.startswith("care_effect_")} | {
    "care_fragmentation": 0.0, "safety_order_effect": 0.0, "school_tie": 0.0,
    "weighing_tolerance": 0.0, "weighing_incidents": 1.0, "weighing_assisted": 0.0, "weighing_release": 1.0,
    "weighing_orders": 0.0,
    "existence_housing": 1.0, "existence_debt": 1.0, "existence_poverty": 1.0,
    "plan_network": 0.0, "plan_trust": 0.0, "plan_work": 1.0, "plan_fidelity": 1.0,
    "work_take_up": 0.0, "work_return": 0.0, "work_skill": 0.0, "work_onward": 1.0, "work_peers": 1.0, "work_relief": 0.0,
    "family_plan_replaces": 0.0, "family_plan_absorbs": 0.0, "family_plan_relief": 1.0, "family_plan_parents": 0.0,
    "aides_replaces": 0.0, "aides_absorbs": 0.0, "aides_relief": 1.0, "aides_at_once": 1.0,
    "care_school_relief": 0.0, "care_school_step": 0.0, "care_school_mandate": 0.0, "care_school_replaces": 0.0,
    "care_school_dispute": 0.0, "care_school_return": 1.0,
    "early_help_detection": 1.0, "early_help_asking": 1.0, "early_help_light": 1.0,
    "pooled_absorbs": 0.0, "pooled_scale_down": 1.0, "pooled_heavier": 1.0, "pooled_dilution": 0.0,
    "lump_turned_away": 0.0, "lump_intensity": 1.0, "lump_exits": 1.0, "lump_lean": 0.0, "budget_fills": 0.0,
    "task_growth": 0.0, "placement_reach": 0.0, "placement_load": 0.0,
    "support_detection": 1.0, "support_detection_young": 1.0, "support_detection_hidden": 1.0, "support_normalises": 0.0,
    "support_own_help": 0.0, "support_help_effect": 0.0, "support_short_lines": 0.0, "support_reach": 0.0, "support_trust": 0.0,
    "support_climate": 0.0, "support_teacher_time": 0.0, "support_group": 0.0, "support_home_visit": 1.0, "support_landing": 0.0,
    "support_match": 0.0, "support_tests": 0.0,
}  # fmt: skip
HARM = dict.fromkeys(NEUTRAL, -1) | {
    "budget_fills": 1, "lump_lean": 1, "lump_turned_away": 1, "pooled_dilution": 1, "task_growth": 1, "placement_load": 1,
    "safety_order_effect": 1, "weighing_incidents": 1, "work_peers": 1,
}  # fmt: skip
ONE_SIDED = {
    "weighing_tolerance": "A move that is held off leaves a child where it is; incidents there may rise.",
    "weighing_orders": "An order that is held off leaves a child where it is; incidents there may rise.",
    "weighing_assisted": "Assisted living takes a place in a queue that others stand in.",
    "plan_fidelity": "Scales what helps and what harms alike.",
    "work_take_up": "Who takes a place gives up school or the search for a job, and nobody else has the place.",
    "work_return": "Who is always taken back may stay where he fails.",
    "family_plan_replaces": "Ends help together with what that help did.",
    "family_plan_absorbs": "A question met inside the plan gets no specialist help.",
    "aides_replaces": "Ends a grant together with what the worker beside the child did.",
    "aides_absorbs": "A child helped in a group gets no worker of its own.",
    "care_school_mandate": "A place decided for one is a place that others wait for.",
    "care_school_replaces": "Ends a day place together with what treatment there did.",
    "care_school_dispute": "A loss by nature: each step is argued over.",
    "placement_reach": "Who is taken back begins in part, and the school bears a pupil it did not choose.",
    "school_tie": "Education kept beside care holds off a loss; it heals nothing.",
    "care_fragmentation": "A loss by nature: many workers in one family.",
    "support_normalises": "A worry that becomes no diagnosis may be one that needed treatment.",
    "support_own_help": "A question met at school gets no other help, and own help may do less than that.",
    "support_tests": "A test that is left out may have shown what help was needed.",
}  # fmt: skip


def chance_of_harm(name: str, steps: int = 2000) -> float:
    """Share of the prior on the wrong side of nothing."""
    prior, neutral, side = PARAMETERS[name].prior, NEUTRAL[name], HARM[name]
    values = [prior.quantile((k + 0.5) / steps) for k in range(steps)]
    return sum((value - neutral) * side > 0 for value in values) / steps
