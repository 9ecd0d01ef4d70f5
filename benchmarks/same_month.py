"""How much help is asked and begins in one month: `python benchmarks/same_month.py [SCENARIO] [--share 20]`.

An episode may be asked, decided, admitted and begun within a month (docs/how-it-works.md). This counts how
often, over draws of the parameters, and lives in the same towns again where a decision takes at least a
month, so that none can.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence

from youthsim.catalogue import Scenario, load
from youthsim.experiment.design import values_of_arms
from youthsim.experiment.plan import Plan
from youthsim.experiment.world import simulate
from youthsim.model import YouthCareModel
from youthsim.people.episodes import USED
from youthsim.vocabulary.payers import TOWN_PAYERS
from youthsim.vocabulary.services import SERVICES
from youthsim.vocabulary.states import ACTIVE, CHILD
from youthsim.vocabulary.tallies import TALLIES

LEADS = ("gate_lead_light", "gate_lead_pxq", "gate_lead_pooled")
NUMBER = {tally.id: tally.number for tally in TALLIES}


class Starts:
    """Children's episodes that begin, by form of care: all, and those asked in the same month."""

    def __init__(self) -> None:
        self.all: Counter[int] = Counter()
        self.at_once: Counter[int] = Counter()

    def __call__(self, arm: str, size: int, model: YouthCareModel) -> None:
        if arm == "burn-in":
            return
        e = model.state.episodes[: int(model.state.counters[USED])]
        new = e[(e["state"] == ACTIVE) & (e["owner_kind"] == CHILD) & (e["months_active"] == 1)]
        self.all.update(new["service"].tolist())
        lived = model.state.month - 1
        self.at_once.update(new["service"][new["month_asked"] == lived].tolist())


def look(scenario: Scenario, draws: Sequence[Mapping[str, float]]) -> tuple[Starts, dict[str, float]]:
    """Starts, and a few outcomes of all residents in the baseline, summed over a town per draw."""
    starts, seen = Starts(), Counter[str]()
    for draw, values in enumerate(draws):
        run = simulate(scenario, values, draw, 0, arms=(), watch=starts)[0]
        for name in ("episodes_started", "wait_months_at_start", "waiting_children", "children_in_care"):
            seen[name] += int(run.tallies[..., NUMBER[name]].sum())
        seen["payments"] += int(run.payments[:, :, list(TOWN_PAYERS)].sum())
    return starts, dict(seen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("scenario", nargs="?", default="zwolle-30-40")
    parser.add_argument("--share", type=float, default=20.0, help="percent of the town")
    parser.add_argument("--draws", type=int, default=8, help="of the parameters, a town each")
    asked = parser.parse_args()
    scenario = load(asked.scenario).model_copy(update={"population_share": asked.share / 100.0})
    plan = Plan.of(scenario, draws=asked.draws)
    draws = [values_of_arms(plan.values(d))[0] for d in range(asked.draws)]
    starts, seen = look(scenario, draws)
    for service, count in starts.all.most_common():
        print(f"{SERVICES[service].label:<32} {count:>7} {starts.at_once[service] / count:>6.0%}")
    total = starts.all.total()
    lost = seen["episodes_started"] - total
    print(f"{'all':<32} {total:>7} {starts.at_once.total() / total:>6.1%}")
    print(f"begun and ended in one month, not in the rows above: {lost / seen['episodes_started']:.1%}")
    _, then = look(scenario, [v | {name: max(1.0, v[name]) for name in LEADS} for v in draws])
    print("\nwhere a decision takes at least a month: change of")
    wait, slower = (x["wait_months_at_start"] / x["episodes_started"] for x in (seen, then))
    print(f"  mean wait at the start, months: {wait:.2f} to {slower:.2f}")
    for name in ("episodes_started", "waiting_children", "children_in_care", "payments"):
        print(f"  {name}: {then[name] / seen[name] - 1.0:+.1%}")


if __name__ == "__main__":
    main()
