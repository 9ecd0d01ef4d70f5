"""All arms side by side, in a town whose truth is known on paper."""

from pathlib import Path

import pytest

from youthsim.experiment.comparison import comparison

SMALL = Path(__file__).parent / "small.yaml"
SECOND = """
  again:
    label: The same once more
    interventions:
      - kind: weighing_safety
        start: 0 months
        reach: 100%
        staffing: {cases_per_fte: 8}
"""


def compared(folder, extra="", draws=12, priors=None):
    from fake_world import PRIORS, simulate

    from youthsim.catalogue import load
    from youthsim.experiment.ensemble import points_of, run_ensemble
    from youthsim.experiment.plan import Plan

    file = folder / "arms.yaml"
    file.write_text(SMALL.read_text(encoding="utf-8").replace("name: small\n", "name: arms\n") + extra)
    plan = Plan.of(load(file), priors=priors or PRIORS, draws=draws)
    found = comparison(run_ensemble(plan, points_of(plan), folder, simulate=simulate))
    return found, {row["id"]: row for row in found["measures"]}


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    return compared(tmp_path_factory.mktemp("two"), SECOND)


def test_a_run_with_two_alternatives_has_both_in_every_row(two):
    for row in two[0]["measures"]:
        assert list(row["arms"]) == ["baseline", "weighing", "again"], row["id"]
        assert "difference" not in row["arms"]["baseline"]


def test_two_arms_that_do_the_same_come_out_the_same(two):
    for row in two[0]["measures"]:
        assert row["arms"]["weighing"] == row["arms"]["again"], row["id"]


def test_the_saving_is_that_of_the_payers_accounts_and_its_chances_add_up(two):
    row = two[1]["net_saving"]["arms"]["weighing"]
    assert row["chance_better"] + row["chance_worse"] == pytest.approx(1)
    assert set(row["difference"]) == {"monte_carlo", "parameter", "realised"}
    payers = [row for row in two[0]["measures"] if row["theme"] == "payers" and row["payer"] not in (
        "other_municipalities", "family")]  # fmt: skip
    added = sum(row["arms"]["weighing"]["difference"]["parameter"]["mean"] for row in payers)
    assert added == pytest.approx(row["difference"]["parameter"]["mean"], abs=5)


def test_fewer_incidents_in_every_town_are_surely_better(two):
    row = two[1]["incidents"]["arms"]["weighing"]
    assert row["difference"]["parameter"]["mean"] == -72 and row["chance_better"] == pytest.approx(12 / 13)
    assert row["chance_worse"] == pytest.approx(1 / 13)  # twelve draws cannot be surer than that


def test_of_care_that_the_caseload_no_longer_uses_the_town_cashes_what_is_not_refilled_or_idle(two):
    share = two[1]["cashable_share"]["arms"]["weighing"]["difference"]["parameter"]
    assert share["mean"] == pytest.approx(0.65, abs=1e-4)


def test_where_an_arm_changes_the_funding_all_residents_are_compared(tmp_path):
    pooled = "  pooled:\n    regime: pooled\n"
    found, rows = compared(tmp_path, pooled, draws=4)
    assert found["group"] == rows["incidents"]["group"] == "town"
    assert comparison_group(tmp_path) == "caseload"


def test_hours_of_paperwork_are_worth_what_an_hour_of_whoever_spends_it_costs(tmp_path):
    from fake_world import PRIORS, simulate

    from youthsim.catalogue import load
    from youthsim.evidence.money import price_factor
    from youthsim.experiment.ensemble import points_of, run_ensemble
    from youthsim.experiment.plan import Plan
    from youthsim.parameters import PARAMETERS
    from youthsim.scenario.distributions import Fixed
    from youthsim.vocabulary.tallies import FIXED_POINT, TALLY_NUMBER

    def busy(*arguments, **options):
        runs = simulate(*arguments, **options)
        for run in runs:  # ten hours a month of families and two of schools, none with the programme
            if run.arm == "baseline":
                run.tallies[0, :, TALLY_NUMBER["admin_hours_family"]] = 10 * FIXED_POINT
                run.tallies[0, :, TALLY_NUMBER["admin_hours_school"]] = 2 * FIXED_POINT
        return runs

    prices = {"price_family_hour": 12.0, "price_access_hour": 80.0}
    priors = PRIORS | {name: Fixed(euros) for name, euros in prices.items()}
    plan = Plan.of(load(SMALL), priors=priors, draws=2)
    found = comparison(run_ensemble(plan, points_of(plan), tmp_path, simulate=busy))
    row = next(row for row in found["measures"] if row["id"] == "admin_worth")
    factors = {name: float(price_factor(PARAMETERS[name].price_year, plan.price_year)) for name in prices}
    hour = {name: 100 * euros * factors[name] for name, euros in prices.items()}
    expected = 36 * (10 * hour["price_family_hour"] + 2 * hour["price_access_hour"])
    assert row["arms"]["baseline"]["level"]["parameter"]["mean"] == pytest.approx(expected, abs=1)
    assert row["arms"]["weighing"]["difference"]["parameter"]["mean"] == pytest.approx(-expected, abs=1)


def comparison_group(folder):
    return compared(folder, SECOND, draws=2)[0]["group"]


def test_where_no_less_care_is_used_there_is_no_share_to_cash_and_still_an_amount(tmp_path):
    from fake_world import PRIORS

    from youthsim.scenario.distributions import Normal

    harmful = PRIORS | {"effect": Normal(-40_000, 1)}
    rows = compared(tmp_path, SECOND, draws=2, priors=harmful)[1]
    assert "cashable_share" not in rows
    assert rows["care_paid"]["arms"]["weighing"]["difference"]["parameter"]["mean"] < 0


def test_where_the_saving_may_as_well_be_none_no_share_of_it_is_given(tmp_path):
    from fake_world import PRIORS

    from youthsim.scenario.distributions import Normal

    open_ = PRIORS | {"effect": Normal(2_000, 40_000)}
    rows = compared(tmp_path, draws=12, priors=open_)[1]
    used = rows["care_used"]["arms"]["weighing"]["difference"]["parameter"]
    assert used["p05"] < 0 < used["p95"]
    assert "cashable_share" not in rows


def test_what_a_wide_interval_rests_on_is_named_and_inert_parameters_are_not():
    from types import SimpleNamespace

    import numpy as np

    from youthsim.experiment.influence import Influences
    from youthsim.scenario.distributions import Normal

    luck = np.random.default_rng(1)
    names = ("gate_hours_pooled", *(f"inert_{k}" for k in range(30)))
    drawn = {name: luck.normal(size=100) for name in names}
    ensemble = SimpleNamespace(
        plan=SimpleNamespace(distributions=dict.fromkeys(names, Normal(0, 1))),
        points=range(100), values=drawn.__getitem__,
    )  # fmt: skip
    influences = Influences.of(ensemble)
    found = influences.deciding(3 * drawn["gate_hours_pooled"] + luck.normal(size=100))
    assert [row["parameter"] for row in found["parameters"]] == ["gate_hours_pooled"]
    assert 0.7 < found["share"] < 1.0
    assert influences.deciding(luck.normal(size=100))["parameters"] == []
    assert influences.deciding(np.zeros(100))["share"] is None
