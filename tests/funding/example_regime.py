"""A regime of one's own: an area fund, pooled, that puts what is left of its budgets into light help nearby.

python tests/funding/example_regime.py
"""

from youthsim import catalogue
from youthsim.catalogue import Arm
from youthsim.experiment.world import SELECTION_NAMES, simulate
from youthsim.institutions.base import Decisions, Snapshot
from youthsim.institutions.prevention import PreventionBuyer
from youthsim.model import YouthCareModel
from youthsim.outcomes import OUTCOME, total
from youthsim.parameters import medians

AREA_FUND = {  # the rules, by instrument, and single ones
    "law": "pooled", "governance": "task_based", "financing": "pooled", "accountability": "pooled",
    "rules": {"prevention": "on", "joint_weighing": "on"},
}  # fmt: skip


class SpendsWhatIsLeft(PreventionBuyer):
    """The fund does not weigh: in January it brings help near as far as last year's remainder goes."""

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        if not seen.year or seen.since_start < 12 or not seen.rule("prevention"):
            return
        budget = sum(12 * view.budget_cents for view in seen.services if view.budget_funded)
        used = sum(seen.town_use_cents[view.number] for view in seen.services if view.budget_funded)
        whole_town = 100.0 * self.euros_per_minor * seen.minors
        decisions.presence = min(1.0, max(0.0, budget - used) / whole_town)


class AreaFundTown(YouthCareModel):
    """The same town, with one institution replaced."""

    PREVENTION = SpendsWhatIsLeft


def compare(share: float = 0.05, months: int = 36) -> dict[str, dict[str, float]]:
    """Months of serious problems and of waiting in Tilburg under p×q and under the area fund, one draw."""
    arms = {
        "baseline": Arm.model_validate({"regime": "pxq"}),
        "area_fund": Arm.model_validate({"regime": AREA_FUND}),
    }
    town = {"arms": arms, "population_share": share, "horizon_months": months}
    scenario = catalogue.load("tilburg-650").model_copy(update=town)
    values = {**medians(), **dict.fromkeys(SELECTION_NAMES, 0.5)}
    runs = simulate(scenario, values, 0, 0, sizes=(1,), models={"area_fund": AreaFundTown})
    asked = ("high_need_months", "months_waiting")
    return {run.arm: {name: total(OUTCOME[name], run.tallies.sum(axis=0)) for name in asked} for run in runs}


if __name__ == "__main__":
    for arm, found in compare().items():
        print(arm, found)
