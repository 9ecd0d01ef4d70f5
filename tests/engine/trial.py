"""A randomised trial inside one small town: who gets the programme is drawn by lot, and both arms live together.

Among families with outpatient help, or waiting for it, a lot decides: half are served at once by a plan that
ends most of their help. Controls live in the same town, so a place that comes free may go to one of them.
With `refill` places are as scarce as they were and only the town asks for them; without it there is always room.

By definition, and so no finding:

trial - twins = (treated - controls without programme) - (controls with programme elsewhere - without)
              = luck of the lot - what spills over to controls
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from engine_town import EngineTown, small

from youthsim.arm_run import ArmRun
from youthsim.experiment.world import _mark
from youthsim.people.streams import uniforms
from youthsim.vocabulary import events
from youthsim.vocabulary.services import N_QUEUED, VOLUNTARY_OUTPATIENT, mask
from youthsim.vocabulary.tallies import TALLY_NUMBER

OUTPATIENT = mask(tuple(s for s in VOLUNTARY_OUTPATIENT if s < N_QUEUED))
STRONG = {
    "labour_from_services": 0.0, "family_plan_replaces": 0.95, "family_plan_absorbs": 0.9, "plan_fidelity": 0.95,
}  # fmt: skip
ROOM = 500
TREATED, CONTROLS = 0, 1


@dataclass(frozen=True)
class Trial:
    """Months of help and of waiting per family: the twin difference of the treated, what the trial shows, the
    luck of the lot, and what controls got more by the programme of others."""

    twins: float
    trial: float
    lot: float
    spill: float
    spill_waiting: float


def trial(seed: int, refill: bool) -> Trial:
    """One lot in one town."""
    scenario = small(population_share=0.05).model_copy(update={"seed": seed})
    town = EngineTown(scenario, **STRONG)
    town.cases = _families(town)
    half = len(town.cases) // 2
    town.sizes = (half, 2 * half)
    services = town.burned.state.services
    services["external_rate"] = 0
    if not refill:
        services["places"] += ROOM
    _mark(town.burned.state, town.cases, town.sizes, None)
    without = town.live("baseline")
    with_it = town.live("family_plan_pxq", half, scenario=town.with_arm("family_plan_pxq", staffing=None))

    def months(run: ArmRun, group: int, tally: str) -> float:
        return float(run.tallies[group, :, TALLY_NUMBER[tally]].sum()) / half

    treated, controls = (
        [months(run, group, "active_episodes") for run in (without, with_it)] for group in (TREATED, CONTROLS)
    )
    waiting = [months(run, CONTROLS, "waiting_episodes") for run in (without, with_it)]
    return Trial(
        twins=treated[1] - treated[0],
        trial=treated[1] - controls[1],
        lot=treated[0] - controls[0],
        spill=controls[1] - controls[0],
        spill_waiting=waiting[1] - waiting[0],
    )


def _families(town: EngineTown) -> np.ndarray:
    """Rows of the families that take part, in the order of the lot; an even number."""
    state = town.burned.state
    c, h = state.children, state.households
    helped = ((c["forms_active"] | c["forms_waiting"]) & OUTPATIENT) > 0
    rows = np.unique(c["household"][helped & (c["age_months"] >= 0) & (c["age_months"] < 200)])
    rows = rows[(h["arrives"][rows] < state.month) & (state.month < h["departs"][rows])]
    lot = uniforms(town.world, h["uid"][rows].astype(np.int64), 0, events.SELECTION, 0)
    return rows[np.argsort(lot)][: len(rows) // 2 * 2]
