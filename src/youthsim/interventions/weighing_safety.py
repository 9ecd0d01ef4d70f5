"""Safety weighed against development and existence security (Zwolle, safety cases).

Changes rules of the protection chain for the households it serves: part of the coercive moves (orders,
placements, closed returns after running away) is held off, and those under way end sooner. Incidents may
rise while a move is held off. Assisted living takes a place in a queue that others stand in too.

Parameters: weighing_tolerance, weighing_incidents, weighing_assisted, weighing_release.
Evidence: zwo_safety_stable, zwo_bridge_weeks, zwo_cases_completed (six of six stable: chosen cases).
Acts in: people/safety.py, people/care.py.
"""

from __future__ import annotations

from typing import Any

from youthsim.interventions.settings import WeighingSafety
from youthsim.parameters.declare import Values


def apply(settings: WeighingSafety, programme: Any, values: Values) -> None:
    """Switch the changed rules on for served households."""
    programme.active = programme.builds_network = 1
    programme.weighing = 1
