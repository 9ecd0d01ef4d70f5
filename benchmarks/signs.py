"""What withheld help does, in the same town under the same luck: `python benchmarks/signs.py --towns 30`.

A whole quarter lives its burn-in once, then some years as it is and again with one thing changed: requests
refused, decided later, help broken off. Printed is the change of each count, in percent of the unchanged
town, with its standard error over towns. `--without` sets every young mechanism where it does nothing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "engine"))

from engine_town import EngineTown, small

from youthsim.parameters import PARAMETERS
from youthsim.vocabulary.tallies import TALLIES, TALLY_NUMBER

WITHHELD = {
    "refused": {"gate_refusal": 0.9},
    "three months later": {"gate_lead_pxq": 4.2},
    "drop-out x6": {"care_drop_out": 0.048},
}
FEWER_FAIL_INTO_A_STAY = {"care_failure_to_stay": 0.25}  # stays have two roads: an assumption until the fit
COUNTS = (
    "requests", "refusals", "episodes_started", "children_in_care", "children_high_need", "children_unmet",
    "hours_unmet", "crises", "stays_asked", "placements", "placed_children", "orders_started", "incidents",
    "reports", "worried_reports", "absent_pupils", "special_referrals", "offences", "runaways", "escalations",
)  # fmt: skip


def counts(town: EngineTown, **values: float) -> NDArray[np.float64]:
    """The counts of all residents over the years of an arm."""
    total = town.live("baseline", 0, **values).tallies.sum(axis=(0, 1))
    return np.array([total[TALLY_NUMBER[name]] / TALLIES[TALLY_NUMBER[name]].scale for name in COUNTS])


def changes(towns: int, years: int, share: float, base: dict[str, float]) -> dict[str, NDArray[np.float64]]:
    """Counts by what was withheld, (towns, counts); the unchanged town under the empty name."""
    found: dict[str, list[NDArray[np.float64]]] = {"": [], **{name: [] for name in WITHHELD}}
    for k in range(towns):
        scenario = small(
            "regimes-nijmegen",
            population_share=share,
            burn_in_months=60,
            horizon_months=12 * years,
            seed=100 + k,
        )
        town = EngineTown(scenario, **base)
        for name, values in {"": {}, **WITHHELD}.items():
            found[name].append(counts(town, **values))
    return {name: np.array(rows) for name, rows in found.items()}


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="What withheld help does.")
    parser.add_argument("--towns", type=int, default=30)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--share", type=float, default=1.0, help="of Nijmegen-Noord")
    parser.add_argument("--without", action="store_true", help="every young mechanism at its neutral value")
    asked = parser.parse_args()
    awake = {name: p.prior.quantile(0.5) for name, p in PARAMETERS.items() if p.neutral is not None}
    base = {} if asked.without else awake | FEWER_FAIL_INTO_A_STAY
    found = changes(asked.towns, asked.years, asked.share, base)
    usual = found.pop("")
    print(f"| {asked.years} years, {asked.towns} towns | a year, unchanged | " + " | ".join(found) + " |")
    print("| :-- | --: |" + " --: |" * len(found))
    for i, name in enumerate(COUNTS):
        level = usual[:, i].mean()
        row = [name, f"{level / asked.years:.1f}"]
        for counted in found.values():
            change = counted[:, i] - usual[:, i]
            error = change.std(ddof=1) / np.sqrt(asked.towns) if asked.towns > 1 else np.nan
            row.append(f"{change.mean() / level:+.1%} ({error / level:.1%})" if level > 0 else "none")
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
