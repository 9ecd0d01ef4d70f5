"""A town whose truth is known on paper, in place of the model. An oracle for everything above it.

Every case costs `cost` a month under the Youth Act without the programme (in cents, the same for every
case). The programme lowers the caseload's use by `effect` per case and month; a share `refill` of what
comes free is used by other residents, `elsewhere` by other towns; a share `idle` of the rest is still paid.
Each town adds luck of standard deviation `luck` to the cost of a whole arm's caseload, equal in both arms.
"""

from __future__ import annotations

import time

import numpy as np

from youthsim.arm_run import CASE, PROGRAMME_SERIES, ArmRun
from youthsim.experiment.design import uniform_of
from youthsim.scenario.distributions import Normal
from youthsim.vocabulary.paths import N_PATHS
from youthsim.vocabulary.payers import MUNICIPALITY_OTHER, MUNICIPALITY_YOUTH, N_PAYERS, OTHER_MUNICIPALITIES
from youthsim.vocabulary.services import N_QUEUED, N_SERVICES, PROGRAMME_LEADERSHIP, RESIDENTIAL
from youthsim.vocabulary.tallies import N_TALLIES, TALLY_NUMBER

COST, EFFECT_MEAN, EFFECT_SD, LUCK = 500_000.0, 40_000.0, 15_000.0, 60_000.0
PRIORS = {
    "cost": Normal(COST, 1e-6), "effect": Normal(EFFECT_MEAN, EFFECT_SD), "programme": Normal(10_000, 1e-6),
    "refill": Normal(0.3, 1e-9), "elsewhere": Normal(0.2, 1e-9), "idle": Normal(0.1, 1e-9),
}  # fmt: skip


def simulate(scenario, values, draw, replicate, arms=None, sizes=None, arm_values=None):
    """The same signature as the model."""
    arms, sizes = tuple(arms or scenario.arms), tuple(sizes or scenario.sizes)
    base = _run(scenario, values, arms[0], 0, draw, replicate, sizes)
    return [base] + [
        _run(scenario, values, arm, n, draw, replicate, sizes) for arm in arms[1:] for n in sizes
    ]


def few_figures(ensemble):
    """In place of a summary, where only that there is one, made of the towns, counts."""
    scenario = ensemble.plan.scenario
    about = {"name": scenario.name, "title": scenario.title, "posterior": None}
    about["draws"] = len(ensemble.points)
    paid = {"mean": float(ensemble.reading["payments"].mean())}
    answer = {"en": ["It pays."], "nl": ["Het loont."]}
    return {"scenario": about, "answer": answer, "outcomes": {"paid": paid}}


def slow(scenario, values, draw, replicate, arms=None, sizes=None, arm_values=None):
    """The same town, slow enough to interrupt."""
    time.sleep(0.15)
    return simulate(scenario, values, draw, replicate, arms, sizes)


def _run(scenario, values, arm, size, draw, replicate, sizes):
    months, groups, n = scenario.months, len(sizes) + 1, max(sizes)
    of_group = np.diff((0, *sizes))
    luck = Normal(0, LUCK).quantile(uniform_of(scenario.seed, "luck", 1000 * draw + replicate))
    own = np.round(of_group * (values["cost"] + luck)).astype(np.int64)
    treated = np.array([cut <= size for cut in sizes])
    freed = np.where(treated, np.round(of_group * values["effect"]), 0).astype(np.int64)
    total = int(freed.sum())
    other, away = round(values["refill"] * total), round(values["elsewhere"] * total)
    idle = round(values["idle"] * (total - other - away))
    use = np.zeros((groups + 1, months, N_SERVICES), dtype=np.int64)
    use[: groups - 1, :, RESIDENTIAL] = (own - freed)[:, None]
    use[groups - 1, :, RESIDENTIAL] = 10_000_000 + other
    use[groups, :, RESIDENTIAL] = 20_000_000 + away
    paid = np.zeros((groups, months, N_PAYERS, N_SERVICES), dtype=np.int64)
    paid[:, :, MUNICIPALITY_YOUTH, RESIDENTIAL] = use[:groups, :, RESIDENTIAL]
    paid[-1, :, MUNICIPALITY_YOUTH, RESIDENTIAL] += idle
    paid[-1, :, OTHER_MUNICIPALITIES, RESIDENTIAL] = use[groups, :, RESIDENTIAL]
    if size:
        paid[-1, :, MUNICIPALITY_OTHER, PROGRAMME_LEADERSHIP] = round(size * values["programme"])
    tallies = np.zeros((groups, months, N_TALLIES), dtype=np.int64)
    tallies[:, :, TALLY_NUMBER["children"]] = np.array([*of_group, 1000])[:, None]
    tallies[: groups - 1, :, TALLY_NUMBER["incidents"]] = np.where(treated, 1, 2)[:, None]
    cases = np.zeros(n, dtype=CASE)
    cases["household_uid"], cases["rank"] = np.arange(n) + 100, np.arange(n)
    cases["enrolled_month"] = 0 if size else -1
    cases["left_month"] = -1
    cases["cost_before_cents"] = round(12 * values["cost"] * 1.5)
    cases["worst_month_cents"] = round(values["cost"] * 2)
    cases["completed"] = (np.arange(n) % 2 == 1) if size else 0
    costs = np.repeat(np.repeat((own - freed) // of_group, of_group)[:, None], months, axis=1)
    programme = np.zeros((months, len(PROGRAMME_SERIES)))
    programme[:] = (size / 8, size / 10, size, 0.7, size / 20, 0)
    return ArmRun(
        arm=arm, size=size, draw=draw, replicate=replicate, sizes=sizes, payments=paid, used=use,
        tallies=tallies,
        paths=np.ones((groups, months, N_PATHS), dtype=np.int64),
        flows=np.zeros((groups, N_PATHS, N_PATHS), np.int64),
        cases=cases if not size else cases[:size], case_costs=costs if not size else costs[:size],
        programme=programme, provider_costs=np.zeros((months, N_QUEUED), dtype=np.int64),
        closing_error_cents=0,
        eligible=n + 5, town={"children": 1000.0 + replicate},
    )  # fmt: skip
