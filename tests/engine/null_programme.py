"""The values at which a programme does nothing but cost money.

Every effect of weighing, existence security, breakthrough plan and family plan is at its neutral value, and nobody
is hired away from other care. A programme also puts workers in the house, and the model lets professionals as such
strain a family, bring in other professionals, see more, and stand in each other's way: those reactions are switched
off too, for everybody, because with them a worker without any effect is still not nothing. The family's own hours
cost nothing here, so that the only new line on the bill is the programme's.
"""

NEUTRAL = {
    "weighing_tolerance": 0.0, "weighing_incidents": 1.0, "weighing_assisted": 0.0, "weighing_release": 1.0,
    "existence_housing": 1.0, "existence_debt": 1.0, "existence_poverty": 1.0,
    "plan_network": 0.0, "plan_trust": 0.0, "plan_work": 1.0,
    "family_plan_replaces": 0.0, "family_plan_absorbs": 0.0, "family_plan_relief": 0.0, "family_plan_parents": 0.0,
    "labour_from_services": 0.0,
}  # fmt: skip
WORKERS_WITHOUT_EFFECT = {
    "household_overload_worker": 0.0, "household_overload_hours": 0.0, "household_referral": 1.0,
    "care_fragmentation": 0.0, "care_coordinator_from": 99.0, "safety_report_eye": 0.0, "price_family_hour": 0.0,
    "unmet_family_hour": 0.0,
}  # fmt: skip
NULL = NEUTRAL | WORKERS_WITHOUT_EFFECT
