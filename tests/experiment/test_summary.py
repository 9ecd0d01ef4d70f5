"""A summary of a town whose truth is known on paper; see fake_world."""

import json
from pathlib import Path

import numpy as np
import pytest
from fake_world import COST, EFFECT_MEAN, EFFECT_SD, LUCK

from youthsim.experiment.answer import answer
from youthsim.experiment.influence import noise_floor, rank_correlation
from youthsim.experiment.money import discount_factors
from youthsim.experiment.results import write_result
from youthsim.experiment.statistics import KINDS

N, PILOT, MONTHS, CLOCK = 20, 4, 36, 24
DISCOUNTED = discount_factors(MONTHS, 0.0225).sum()


@pytest.fixture(scope="module")
def summary(tmp_path_factory):
    here = Path(__file__).parent
    from fake_world import PRIORS, simulate

    from youthsim.catalogue import load
    from youthsim.experiment.ensemble import points_of, run_ensemble
    from youthsim.experiment.plan import Plan

    folder = tmp_path_factory.mktemp("summary")
    plan = Plan.of(load(here / "small.yaml"), priors=PRIORS, draws=250)
    result = write_result(run_ensemble(plan, points_of(plan), folder, simulate=simulate), folder)
    return result.summary


def effect(summary):
    """The mean effect that was really drawn, per case and month."""
    return summary["outcomes"]["net_saving_caseload"]["difference"]["mean"] / DISCOUNTED / N


def test_the_caseload_saving_is_the_drawn_effect_times_cases_and_months(summary):
    assert effect(summary) == pytest.approx(EFFECT_MEAN, abs=3 * EFFECT_SD / 20)


def test_the_net_saving_is_what_is_left_after_refill_idle_places_and_the_programme(summary):
    # Of 100: 30 refilled by the town, 20 by others, of the other 50 a tenth still paid: 65 no longer paid
    # for the caseload and its neighbours. The programme costs 10,000 a case and month.
    expected = N * DISCOUNTED * (effect(summary) * (1 - 0.3 - 0.05) - 10_000)
    assert summary["outcomes"]["net_saving"]["difference"]["mean"] == pytest.approx(expected, rel=1e-3)


def test_the_parameter_interval_of_the_saving_is_that_of_the_effect(summary):
    found = summary["intervals"]["parameter"]["net_saving_caseload"]["difference"]["20"]
    assert found["p95"] - found["p05"] == pytest.approx(2 * 1.645 * EFFECT_SD * N * DISCOUNTED, rel=0.15)


def test_what_a_council_sees_in_the_treated_carries_the_luck_of_a_town(summary):
    found = summary["intervals"]["realised"]["cost"]["baseline"]["20"]
    assert found["p95"] - found["p05"] == pytest.approx(2 * 1.645 * LUCK * N * DISCOUNTED, rel=0.15)
    against = summary["intervals"]["realised"]["net_saving_caseload"]["difference"]["20"]
    wider = (2 * LUCK**2 + EFFECT_SD**2) ** 0.5
    assert against["p95"] - against["p05"] == pytest.approx(2 * 1.645 * wider * N * DISCOUNTED, rel=0.15)


def test_three_intervals_of_three_widths_stand_beside_each_saving(summary):
    widths = [
        (found := summary["intervals"][kind]["net_saving"]["difference"]["20"])["p95"] - found["p05"]
        for kind in KINDS
    ]
    assert 0 < widths[0] < widths[1] < widths[2]


def test_points_rise_everywhere_and_no_number_is_missing_its_unit(summary):
    def walk(node, path=()):
        if isinstance(node, dict):
            if {"p05", "p50", "p95"} <= set(node) and node["p05"] is not None:
                assert node["p05"] <= node["p50"] <= node["p95"], path
            for key, inner in node.items():
                walk(inner, (*path, key))
        elif isinstance(node, list):
            for i, inner in enumerate(node):
                walk(inner, (*path, i))

    walk(summary)
    money = summary["outcomes"]["net_saving"]["difference"]
    assert {"horizon_months", "price_year", "unit", "payer"} <= set(money)


def test_decomposition_steps_add_up_to_the_last_total_to_the_cent(summary):
    rows = summary["decomposition"]
    assert [row["stage"] for row in rows] == [f"E{i}" for i in range(10)]
    assert sum(row["amount_cents"] for row in rows) == rows[-1]["total_cents"]
    assert sum(summary["decomposition_by_payer"].values()) == rows[-1]["total_cents"]


def test_each_stage_of_the_decomposition_is_the_amount_on_paper(summary):
    total = {row["stage"]: row["total_cents"] for row in summary["decomposition"]}
    clock = discount_factors(CLOCK, 0.0225).sum()
    monthly = effect(summary)
    assert total["E0"] == total["E1"] == 5_000_000 * N / 2
    assert total["E2"] > total["E1"]
    assert total["E4"] == pytest.approx(N * 12 * (2 * COST - (COST - monthly)), rel=0.02)
    assert total["E5"] == pytest.approx(N * clock * monthly, rel=1e-3)
    assert total["E6"] == pytest.approx(total["E5"], rel=1e-3)
    assert total["E7"] == pytest.approx(0.7 * total["E6"], rel=1e-3)
    assert total["E8"] == pytest.approx(total["E7"] - N * clock * 10_000, rel=1e-3)
    # A twentieth of what came free (a tenth of the unfilled half) is still paid for: no cash.
    assert total["E9"] == pytest.approx(total["E8"] - 0.05 * total["E6"], rel=1e-3)


def test_cashable_released_and_idle_add_up_to_the_caseload_saving(summary):
    for horizon in ("24", "36"):
        for how in ("discounted", "undiscounted"):
            parts = summary["cashability"][horizon][how]
            names = ("cashable", "released_own", "released_other", "provider_shortfall")
            assert sum(parts[name]["mean"] for name in names) == parts["caseload_saving"]["mean"]


def test_the_payer_of_the_programme_never_earns_it_back(summary):
    other = summary["payers"]["municipality_other"]
    assert other["mean"] < 0 and other["chance_it_pays"] == 0 and other["break_even"]["month"] is None
    youth = summary["payers"]["municipality_youth"]
    assert youth["break_even"]["month"] == 0 and youth["chance_it_pays"] > 0.95
    assert summary["payers"]["uwv"]["break_even"]["note"] == "this payer sees no difference"
    assert summary["chance_it_pays"]["uwv"] is None


def test_public_payers_add_up_to_the_net_saving(summary):
    town = sum(
        p["mean"]
        for name, p in summary["payers"].items()
        if p["public"] and name not in ("town_public", "other_municipalities")
    )
    assert town == pytest.approx(summary["outcomes"]["net_saving"]["difference"]["mean"], abs=10)


def test_untreated_cases_fall_back_from_a_year_and_a_half_of_cost_by_themselves(summary):
    untreated = summary["untreated_improvement"]
    assert untreated["fall_year_1"]["mean"] == pytest.approx(1 / 3, abs=0.01)


def test_the_source_would_have_seen_a_saving_in_untreated_cases(summary):
    untreated = summary["claim"]["simulated"]["seen_per_case_untreated"]["mean"]
    assert untreated == pytest.approx(12 * COST, rel=0.02)
    assert summary["claim"]["simulated"]["verdict"] == "not reproduced"


def test_printed_figures_stand_beside_what_the_model_gives_for_them(summary):
    cost, fall, incidents = summary["claim"]["beside"]
    assert cost["unit"] == "cents" and cost["printed"] == 12 * COST
    assert cost["mean"] == pytest.approx(12 * COST, rel=0.02) and cost["reproduced"]
    assert fall["mean"] == pytest.approx(EFFECT_MEAN / COST, abs=0.02) and fall["printed"] == 0.5
    assert fall["reproduced"] is False
    assert incidents["horizon_months"] == 1 and incidents["says_nl"] == "Incidents"


def test_the_effect_is_named_as_what_the_answer_rests_on(summary):
    assert summary["weakest_sources"][0]["parameter"] == "effect"
    assert summary["weakest_sources"][0]["rank_correlation"] > 0.99
    assert [row["parameter"] for row in summary["weakest_sources"]] == ["effect"]


def test_among_many_inert_parameters_none_is_called_influential():
    rng = np.random.default_rng(1)
    found = 0
    for _ in range(40):
        answers, inert = rng.normal(size=60), rng.normal(size=(100, 60))
        found += max(abs(rank_correlation(values, answers)) for values in inert) > noise_floor(60, 100)
    assert found <= 6


def test_staff_cases_and_closing_error_are_there(summary):
    assert summary["staffing"]["weighing"]["20"]["fte_wanted"]["mean"] == 20 / 8
    assert summary["cases"]["weighing"]["20"]["chance_too_few"] == 0
    assert summary["ledger"]["closing_error_cents"] == 0


def test_the_summary_is_json_and_answers_in_three_sentences(summary):
    json.dumps(summary, allow_nan=False)
    assert all(len(sentences) == 3 for sentences in summary["answer"].values())
    assert "None" not in " ".join(summary["answer"]["nl"])


def test_a_table_row_is_the_number_behind_the_summary(ensemble_of, tmp_path):
    result = write_result(ensemble_of(tmp_path), tmp_path)
    rows = result.table(outcome="net_saving", group="town", payer="municipality_youth", size=20, month=-1)
    assert rows["value"].mean() == pytest.approx(
        result.summary["payers"]["municipality_youth"]["mean"], abs=1
    )
    running = result.cumulative("town_public")
    last = running[running["month"] == 35]["mean"].item()
    assert last == pytest.approx(result.summary["outcomes"]["net_saving"]["difference"]["mean"], abs=1)
    incidents = result.series("incidents")
    assert set(incidents["arm"]) == {"baseline", "weighing"} and len(incidents) == 2 * MONTHS
    with pytest.raises(KeyError, match="no column colour"):
        result.table(colour="red")


def test_posts_are_counted_while_the_programme_runs_and_not_in_the_years_after_it():
    from youthsim.arm_run import PROGRAMME_SERIES
    from youthsim.experiment.staffing import staff_figure

    series = np.zeros((1, 1, 60, len(PROGRAMME_SERIES)))
    served = PROGRAMME_SERIES.index("households_served")
    series[0, 0, 3:15, served] = 10
    series[0, 0, 3:15, PROGRAMME_SERIES.index("fte_filled")] = 2.5
    assert staff_figure(series, "fte_filled")[0, 0] == 2.5
    series[0, 0, 3:, served] = 10  # families of a school stay its families when the money has gone
    assert staff_figure(series, "fte_filled")[0, 0] == 2.5
    series[0, 0, 5:9, PROGRAMME_SERIES.index("fte_filled")] = 0.0  # while it runs, an empty post counts
    assert staff_figure(series, "fte_filled")[0, 0] == pytest.approx(2.5 * 8 / 12)
    assert staff_figure(np.zeros_like(series), "fte_filled")[0, 0] == 0.0


def test_a_share_of_the_town_is_read_in_each_world_and_never_passes_all():
    from types import SimpleNamespace

    from youthsim.experiment.summary import _town_beside_sources

    absent = np.array([[10.0, 100.0], [1000.0, 40.0]])
    absent = np.repeat(absent, 5, axis=0)
    reading = {"town/absent_pupils": absent, "town/absent_three_months": 0.9 * absent}
    towns = SimpleNamespace(points=range(10), reading=reading)
    share = _town_beside_sources(towns)["absent_long"]
    assert share["p05"] == pytest.approx(0.9)
    assert share["p95"] == pytest.approx(0.9)


def test_where_funding_is_compared_the_answer_speaks_of_the_town_and_not_of_cases(summary) -> None:
    first = next(arm for arm in summary["scenario"]["arms"] if arm != "baseline")
    town = {"arms": {first: summary["wrong_pockets"]["arms"][first] | {"concerns": "town"}}}
    for lang, word, other in (("en", "whole town", "cases"), ("nl", "hele stad", "cliënten")):
        money, _, who = answer({**summary, "wrong_pockets": town}, lang)
        assert word in money and other not in money + who
        assert word not in answer(summary, lang)[0]


def test_the_true_difference_of_each_draw_has_that_of_the_decomposition_as_its_mean(summary):
    by_draw = summary["true_difference"]
    assert by_draw["draws"] == list(range(summary["scenario"]["draws"]))
    total = next(row for row in summary["decomposition"] if row["stage"] == "E5")
    assert sum(by_draw["cents"]) / len(by_draw["cents"]) == pytest.approx(total["total_cents"], abs=1)
    assert by_draw["horizon_months"] == total["horizon_months"]
