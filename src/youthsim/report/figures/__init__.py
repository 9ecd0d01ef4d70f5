"""One function per figure; each takes a result and gives a matplotlib Figure.

    from youthsim.report import figures
    figures.waterfall(result, lang="nl").savefig("waterfall.svg")

Every figure draws its intervals and carries horizon, price year and caseload size in its foot.
"""

from __future__ import annotations

from youthsim.report.figures.arms import arms
from youthsim.report.figures.care import care_paths, occupancy, professionals
from youthsim.report.figures.certainty import scale, three_intervals, town
from youthsim.report.figures.children import children
from youthsim.report.figures.money import claimed_and_simulated, payers, waterfall
from youthsim.report.figures.pockets import catchments, pockets
from youthsim.report.figures.triangle import triangle

FIGURES = {
    "claimed_and_simulated": claimed_and_simulated,
    "waterfall": waterfall,
    "payers": payers,
    "pockets": pockets,
    "catchments": catchments,
    "children": children,
    "triangle": triangle,
    "occupancy": occupancy,
    "care_paths": care_paths,
    "professionals": professionals,
    "scale": scale,
    "three_intervals": three_intervals,
    "town": town,
}
"""What every report draws, in the order of the page."""
COMPARING = {"arms": arms}
"""What a report of two alternatives or more draws too."""
PER_ARM = ("pockets", "catchments")
"""What is drawn once per alternative."""

__all__ = ["COMPARING", "FIGURES", "PER_ARM", *COMPARING, *FIGURES]
