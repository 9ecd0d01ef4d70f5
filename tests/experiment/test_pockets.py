"""Who paid, who gained and when, in a town whose truth is known on paper."""

import numpy as np
import pytest

from youthsim.experiment.pockets import break_even_years, invested_and_returned, wrong_pockets, years
from youthsim.vocabulary.payers import PAYERS

N = 20


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    from pathlib import Path

    from fake_world import PRIORS, simulate

    from youthsim.catalogue import load
    from youthsim.experiment.ensemble import points_of, run_ensemble
    from youthsim.experiment.plan import Plan

    plan = Plan.of(load(Path(__file__).parent / "small.yaml"), priors=PRIORS, draws=12)
    return run_ensemble(plan, points_of(plan), tmp_path_factory.mktemp("pockets"), simulate=simulate)


@pytest.fixture(scope="module")
def pockets(town):
    return wrong_pockets(town)["arms"]["weighing"]


def test_who_runs_the_programme_invests_and_the_payer_of_care_gets_it_back(pockets):
    runs, gains = pockets["payers"]["municipality_other"], pockets["payers"]["municipality_youth"]
    assert list(runs["invested"]) == [12 * N * 10_000] * 3 and runs["total"]["returned"] == 0
    assert gains["total"]["invested"] == 0 and gains["total"]["net"] > 0
    assert pockets["payers"]["uwv"]["total"] == {"invested": 0, "returned": 0, "net": 0}


def test_the_matrix_of_each_town_adds_up_to_the_ledger_to_the_cent(town):
    cells = invested_and_returned(town, 1)
    ledger = town.grid("payments")[:, :, :, 1, 1].sum(axis=-2)  # target size, whole town
    assert (
        cells[:, :, 1].sum(axis=2) - cells[:, :, 0].sum(axis=2) == ledger[:, :, 0] - ledger[:, :, 1]
    ).all()
    assert cells.shape == (12, 2, 2, 3, len(PAYERS))


def test_the_printed_matrix_adds_up_to_the_ledger_to_the_cent(town, pockets):
    payments = town.grid("payments")[:, :, :, 1, 1]
    saved = (payments[:, :, 0] - payments[:, :, 1]).sum(axis=-2).mean(axis=(0, 1))
    totals = [pockets["payers"][payer.id]["total"]["net"] for payer in PAYERS]
    assert sum(totals) == round(saved.sum())
    assert np.abs(np.array(totals) - saved).max() < 1
    for payer in PAYERS:
        row = pockets["payers"][payer.id]
        assert sum(row["net"]) == row["total"]["net"] == sum(row["returned"]) - sum(row["invested"])


def test_after_the_side_payment_every_payer_is_whole_and_the_matrix_sums_to_zero(pockets):
    for among in ("town", "everyone"):
        side = pockets["side_payments"][among]
        assert side["possible"]
        assert sum(row["received"] for row in side["payers"].values()) == 0
        assert all(row["left"] >= 0 for row in side["payers"].values())
    town = pockets["side_payments"]["town"]
    assert set(town["paid"]) == {"municipality_youth"}
    assert set(town["paid"]["municipality_youth"]) == {"municipality_other"}


def test_catchments_add_up_to_the_whole_and_each_to_itself(town, pockets):
    from youthsim.experiment.payer_accounts import cashability

    whole = cashability(town, 1)["36"]["discounted"]
    parts = ("cashable", "released_own", "released_other", "provider_shortfall")
    for name in (*parts, "caseload_saving"):
        added = sum(row[name]["mean"] for row in pockets["catchments"].values())
        assert added == pytest.approx(whole[name]["mean"], abs=5)
    for row in pockets["catchments"].values():
        assert sum(row[name]["mean"] for name in parts) == row["caseload_saving"]["mean"]


def test_what_came_free_lies_where_the_care_was_given(pockets):
    saved = {name: row["caseload_saving"]["mean"] for name, row in pockets["catchments"].items()}
    assert saved.pop("stay") > 0 and set(saved.values()) == {
        0
    }  # the town on paper knows residential care only


def stream(*monthly):
    """A hundred draws in which these come equally often."""
    return np.resize(np.array(monthly, dtype=float), (102, len(monthly[0])))[:, None, :]


def test_who_pays_first_breaks_even_in_the_year_in_which_it_has_it_back():
    found = break_even_years(stream([-10.0] + [1] * 12 + [0] * 11), 0.0)
    assert (found["chance"], found["year"]) == (1.0, 1)  # earned back in month 10, the eleventh
    later = break_even_years(stream([-10.0] + [0] * 12 + [1] * 11), 0.0)
    assert later["year"] == 2


def test_who_never_has_it_back_is_told_never_and_who_is_never_behind_needs_no_year():
    assert break_even_years(stream([-10.0, 1, 1]), 0.0)["year"] is None
    assert break_even_years(stream([1.0, 0, 0]), 0.0)["year"] == 0
    assert break_even_years(stream([0.0, 0, 0]), 0.0)["chance"] is None


def test_a_chance_of_breaking_even_below_a_half_has_no_median_year():
    never, first = [-10.0, 1, 1], [-1.0, 1, 1]
    assert break_even_years(stream(never, never, first), 0.0)["year"] is None
    mostly = break_even_years(stream(never, first, first), 0.0)
    assert mostly["year"] == 1 and mostly["year_high"] is None
    assert mostly["chance"] == pytest.approx(2 / 3)
    assert mostly["chance_low"] < 2 / 3 < mostly["chance_high"]


def test_discounting_can_take_away_a_break_even():
    flow = stream([-10.0] + [0] * 22 + [10.01])
    assert break_even_years(flow, 0.0)["year"] == 2 and break_even_years(flow, 0.03)["year"] is None


def test_a_part_of_a_year_is_a_year():
    assert [years(12), years(13), years(60)] == [1, 2, 5]


def test_of_what_is_cashable_a_town_keeps_what_others_do_not_pay_more(pockets):
    stay = {name: row["mean"] for name, row in pockets["catchments"]["stay"].items() if isinstance(row, dict)}
    # of 100 freed: 30 to neighbours, 20 to other towns, who pay for it, and 5 still paid while empty
    assert stay["cashable_to_town"] == pytest.approx(0.65 * stay["caseload_saving"], rel=1e-6)
    assert stay["cashable_to_town"] - stay["cashable"] == pytest.approx(stay["released_other"], abs=2)


def test_the_table_for_a_notebook_is_the_matrix(town, pockets, tmp_path):
    from youthsim.experiment.results import write_result

    table = write_result(town, tmp_path).pockets()
    rows = table[table["payer"] == "municipality_other"]
    assert list(rows["year"]) == [1, 2, 3]
    assert list(rows["net"]) == list(pockets["payers"]["municipality_other"]["net"])
    assert ((table["p05"] <= table["p50"]) & (table["p50"] <= table["p95"])).all()


def test_every_care_service_has_one_catchment_and_that_of_its_places():
    from youthsim.experiment.catchments import CATCHMENTS
    from youthsim.experiment.money import CARE_SERVICES
    from youthsim.vocabulary import services as s

    served = [number for catchment in CATCHMENTS for number in catchment.services]
    assert sorted(served) == sorted(CARE_SERVICES)
    of = {number: catchment.id for catchment in CATCHMENTS for number in catchment.services}
    assert of[s.NEIGHBOURHOOD_TEAM] == "own" and of[s.AMBULATORY_SUPPORT] == "region"
    assert of[s.RESIDENTIAL] == "stay" and of[s.CLOSED_RESIDENTIAL] == "nation"
    assert of[s.SUPERVISION_ORDER] == "no_places"
