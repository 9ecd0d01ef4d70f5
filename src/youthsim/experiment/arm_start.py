"""An arm takes over a town that was burned in with the scenario's values, and goes on with its own.

Rules and institutions read an arm's values themselves, every month. What the burn-in has written into tables
(tariffs, effects and ends of help, tolerated waits, catchments, the delay of an order, who is at risk) is
written again here for the values that differ, before month 0. An arm whose values are the town's changes no
byte.

What is derived from the town's own figures stays as it is: how many families become poor in a month, the
noise of needs, the mean of stress. So an arm in which families leave poverty sooner has fewer poor families,
where at the top of a scenario the town would still have those that the register counts.
"""

from __future__ import annotations

import numpy as np

from youthsim.experiment.settling import BurnedIn, debts_of_the_rest, of_other_towns, setbacks
from youthsim.institutions.supply import make_services
from youthsim.parameters import OF_THE_TOWN
from youthsim.parameters.declare import SHAPES_THE_TOWN, Values
from youthsim.people.state import State

AS_IT_STANDS = ("expected_wait", "lead_months")
"""Of a service: what queues have made of it, and what the arm's regime writes."""


def refuse_what_shapes_the_town(values: Values, own: Values) -> None:
    """Raises ValueError when an arm has another value of a parameter that can only act before its start."""
    for name in sorted(OF_THE_TOWN):
        if name in own and own[name] != values[name]:
            raise ValueError(f"{name} {SHAPES_THE_TOWN}: set it for all arms")


def take_effect(state: State, town: BurnedIn, own: Values) -> None:
    """Write into `state`, a copy of the burned-in town, what the arm's own values change there.

    own: every parameter, prices at the scenario's level.
    """
    was = town.values
    if own == was:
        return
    _services(state, town, own)
    t = state.town[0]
    if own["safety_order_delay"] != was["safety_order_delay"]:
        usual = was["safety_order_delay"]
        t.order_delay = own["safety_order_delay"] * (float(t.order_delay) / usual if usual else 1.0)
    if own["household_debt_poor"] != was["household_debt_poor"]:
        t.debt_not_poor = debts_of_the_rest(town.low_income, own)
    if own["household_origin_risk"] != was["household_origin_risk"]:
        state.households["setback"] = setbacks(state.households["origin"], own)


def _services(state: State, town: BurnedIn, own: Values) -> None:
    """Prices, effects, ends, hours, tolerated waits and catchments, with what other towns then ask."""
    before = make_services(town.values, town.values.__getitem__, 0.0)
    after = make_services(own, own.__getitem__, 0.0)
    for field in set(after.dtype.names) - set(AS_IT_STANDS):
        changed = after[field] != before[field]
        state.services[field][changed] = after[field][changed]
    moved = after["catchment"] != before["catchment"]
    asked = of_other_towns(town.undeterred, after["catchment"])
    state.services["external_rate"] = np.where(moved, asked, state.services["external_rate"])
