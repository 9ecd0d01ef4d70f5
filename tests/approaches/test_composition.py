"""Several approaches in one town, without code: each keeps its own bill, and nobody is enrolled twice."""

import numpy as np
import pytest
from engine_town import EngineTown, small
from null_programme import WORKERS_WITHOUT_EFFECT

from youthsim import catalogue
from youthsim.interventions.composition import begun, duration_of, staffing_of
from youthsim.vocabulary import services as s
from youthsim.vocabulary.payers import FAMILY

OWN = {
    "breakthrough_plan": (s.BREAKTHROUGH_PLAN, s.CUSTOM_MONEY),
    "family_plan": (s.FAMILY_PLAN,),
    "supported_work": s.WORK_SERVICES,
}
TOWN = """
schema: 1
extends: nijkerk
title: Three approaches in one town
claim:
horizon: 18 months
case_clock: 12 months
burn_in: 24 months
burn_in_short: true
population_share: 40%
caseload: {rule: nijkerk_work, sizes: [4, 12], target: 12}
arms:
  plan:
    interventions: [&plan {kind: breakthrough_plan}]
  family:
    interventions: [&family {kind: family_plan, replaces_voluntary_care: false}]
  work:
    interventions: [&work {kind: supported_work, places: 6, find_months: 1}]
  three:
    interventions: [*plan, *family, *work]
  three_pooled:
    regime: {law: pooled, governance: pooled, financing: pooled, accountability: pooled}
    interventions: [*plan, *family, *work]
  later:
    interventions:
      - {kind: breakthrough_plan, start: 6 months}
      - *work
"""
SILENT = WORKERS_WITHOUT_EFFECT | {
    "work_take_up": 1.0, "work_return": 1.0, "work_skill": 0.0, "work_relief": 0.0, "work_onward": 0.0,
    "plan_network": 0.0, "plan_trust": 0.0, "plan_work": 1.0, "plan_close": 0.0, "plan_vacancy": 0.0,
    "family_plan_absorbs": 0.0, "family_plan_relief": 0.0, "family_plan_parents": 0.0, "labour_from_services": 0.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    path = tmp_path_factory.mktemp("composed") / "three.yaml"
    path.write_text(TOWN)
    return catalogue.load(path)


@pytest.fixture(scope="module")
def runs(scenario):
    town = EngineTown(scenario, **SILENT)
    return {name: town.live(name, 12 if name != "baseline" else 0) for name in scenario.arms}


def own_bill(run, kind: str) -> np.ndarray:
    """Cents of an approach's own lines: (months, payers, lines)."""
    return run.payments[..., list(OWN[kind])].sum(axis=0)


def test_three_approaches_in_one_town_cost_the_sum_of_their_bills(runs):
    three = runs["three"]
    for arm, kind in (("plan", "breakthrough_plan"), ("family", "family_plan"), ("work", "supported_work")):
        alone = own_bill(runs[arm], kind)
        assert alone.sum() > 0
        assert own_bill(three, kind).sum() == alone.sum()
        assert own_bill(runs[arm], next(k for k in OWN if k != kind)).sum() == 0
    leadership = [
        runs[a].payments[..., s.PROGRAMME_LEADERSHIP].sum() for a in ("plan", "family", "work", "three")
    ]
    assert leadership[0] > 0
    assert set(leadership) == {leadership[0]}  # one programme has one leader, however many approaches


def test_a_household_is_enrolled_once_however_many_approaches_reach_it(runs):
    alone, three = runs["plan"], runs["three"]
    assert len(np.unique(three.cases["household_uid"])) == len(three.cases)
    assert np.array_equal(three.cases["household_uid"], alone.cases["household_uid"])
    assert np.array_equal(three.cases["enrolled_month"], alone.cases["enrolled_month"])
    assert three.programme[:, 2].max() == alone.programme[:, 2].max() <= 12
    first_cost = three.payments[..., s.CUSTOM_MONEY].sum()
    assert first_cost == 95_479 * int((three.cases["enrolled_month"] >= 0).sum())


def test_approaches_and_another_way_of_funding_go_together(runs):
    pooled, granted = runs["three_pooled"], runs["three"]
    assert pooled.closing_error_cents == granted.closing_error_cents == 0
    assert own_bill(pooled, "breakthrough_plan").sum() > 0
    assert not np.array_equal(
        pooled.payments[..., s.AMBULATORY_SUPPORT], granted.payments[..., s.AMBULATORY_SUPPORT]
    )
    assert pooled.payments[:, :, FAMILY].sum() == 0


def test_an_approach_that_starts_later_costs_nothing_before_and_is_made_once(runs):
    later = runs["later"]
    plan = own_bill(later, "breakthrough_plan").sum(axis=(1, 2))
    assert plan[:6].sum() == 0
    assert plan[6] > plan[7] > 0  # making the plan, then carrying it out
    assert own_bill(later, "supported_work")[:6].sum() > 0


def test_one_team_has_the_time_of_all_approaches_together(scenario):
    three = small("breakthrough").arms["plans"].interventions
    assert staffing_of(three) == three[0].staffing
    twice = (three[0], three[0].model_copy(update={"start_month": 6, "duration_months": 24}))
    together = staffing_of(twice)
    assert together.cases_per_fte == pytest.approx(6.0)
    assert together.fte_for(35) == pytest.approx(2 * three[0].staffing.fte_for(35))
    assert duration_of(twice) == 24
    assert begun(twice, 0) == [three[0]]
    assert staffing_of(scenario.arms["three"].interventions) is None
    assert duration_of(scenario.arms["three"].interventions) is None


def test_the_breakthrough_scenario_changes_plans_and_steering_without_code():
    scenario = catalogue.load("breakthrough")
    plans, both = scenario.arms["plans"], scenario.arms["plans_and_steering"]
    assert plans.interventions == both.interventions
    assert {i.kind for i in plans.interventions} == {"breakthrough_plan", "existence_security"}
    assert plans.regime.choices()["payment"] == "per_unit"
    assert both.regime.choices()["payment"] == "pool"
    assert plans.intervention("breakthrough_plan").custom_money.cents == round(33_417.60 / 35 * 100)
