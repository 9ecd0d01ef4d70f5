"""Hashes of everything that a tiny town leaves behind, printed as JSON. Run as a script, compiled or plain.

Some 600 children live two years of burn-in and a year and a half of three arms: as it was, a family plan under
p×q, and one from a pooled budget. Cases are households with children in care, so that the programme is at work
however small the town.
"""

from __future__ import annotations

import json
import sys

import numpy as np
from engine_town import EngineTown, fingerprint, small

from youthsim.experiment.world import _mark
from youthsim.people.records import WORLD_RECORDS


def fingerprints(share: float = 0.01) -> dict[str, str]:
    """One hash per arm and array."""
    town = EngineTown(small(population_share=share, burn_in_months=24))
    state = town.burned.state
    in_care = (state.children["forms_active"] > 0) & (state.children["age_months"] < 200)
    town.cases = np.unique(state.children["household"][in_care])[:12]
    _mark(state, town.cases, town.sizes)
    found = {}
    for arm, size in (("baseline", 0), ("family_plan_pxq", 12), ("family_indication", 12)):
        models = []
        run = town.live(arm, size, after=models.append)
        assert size == 0 or run.programme[:, 2].max() > 0, "nobody was served"
        for name in (
            "payments",
            "used",
            "tallies",
            "paths",
            "flows",
            "case_costs",
            "provider_costs",
            "programme",
        ):
            found[f"{arm}.{name}"] = fingerprint(getattr(run, name))
        for name, dtype in WORLD_RECORDS.items():
            table = getattr(models[-1].state, name)
            for field in dtype.names:
                found[f"{arm}.{name}.{field}"] = fingerprint(table[field])
    return found


if __name__ == "__main__":
    json.dump(fingerprints(*map(float, sys.argv[1:])), sys.stdout)
