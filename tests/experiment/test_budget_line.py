"""The size of the budget against what it does, in a town known on paper."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from fake_world import PRIORS
from fake_world import simulate as untouched

from youthsim.catalogue import load
from youthsim.cli.budget import told
from youthsim.experiment.budget_line import SHARES, budget_line, budget_plan, crossings_of
from youthsim.funding.rules import KINDS
from youthsim.report.figures.budget import budget_figure
from youthsim.vocabulary.payers import MUNICIPALITY_YOUTH
from youthsim.vocabulary.services import RESIDENTIAL
from youthsim.vocabulary.tallies import TALLY_NUMBER

SMALL = Path(__file__).parent / "small.yaml"
POOL_WAITS = 20  # months fewer a month than under price times quantity, less one for each percent of money
PAID = 1_000_000  # cents a month for each percent of the budget


def simulate(scenario, values, draw, replicate, arms=None, sizes=None, arm_values=None):
    """Waiting falls with money, in a pool more slowly and from less: the two are alike at 90%."""
    runs = untouched(scenario, values, draw, replicate, arms, sizes)
    for run in runs[1:]:
        kind, percent = run.arm.rsplit("_", 1)
        short = 130 - int(percent)
        run.tallies[:] = runs[0].tallies
        run.payments[:] = runs[0].payments
        waits = short // 2 + 20 if kind == "pooled" else short
        run.tallies[-1, :, TALLY_NUMBER["waiting_children"]] += waits
        run.payments[-1, :, MUNICIPALITY_YOUTH, RESIDENTIAL] += PAID * (int(percent) - 100)
    return runs


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("budget")
    return budget_line(load(SMALL), simulate=simulate, priors=PRIORS, draws=3, out=folder), folder


def test_every_regime_has_the_same_money_for_the_same_services_and_no_approach_runs():
    plan = budget_plan(load(SMALL), "thin", priors=PRIORS)
    arms = plan.scenario.arms
    assert len(arms) == 1 + len(KINDS) * len(SHARES) and arms["baseline"].regime.budget is None
    assert not any(arm.interventions for arm in arms.values())
    for kind in KINDS:
        regimes = [arms[f"{kind}_{round(100 * part)}"].regime for part in SHARES]
        assert [regime.budget for regime in regimes] == list(SHARES)
        assert {regime.overrun for regime in regimes} == {"thin"}
    named = {0, 1, 3, 10, 11, 13}
    assert set(arms["pxq_70"].regime.numbers()) == named and arms["pooled_70"].regime.numbers() is None


def test_what_is_said_of_a_budget_is_what_it_did(found):
    result, _ = found
    line = result.line("lump_sum", "months_waiting", "difference", "parameter")
    assert [row["budget"] for row in line] == list(SHARES)
    assert [row["mean"] for row in line] == [36 * (130 - round(100 * part)) for part in SHARES]
    bills = result.line("task_based", "paid:municipality", "difference", "parameter")
    assert bills[0]["mean"] < 0 == bills[3]["mean"] < bills[-1]["mean"]
    youth = result.line("task_based", "paid:municipality_youth", "difference", "parameter")
    assert [row["mean"] for row in youth] == [row["mean"] for row in bills]
    others = result.line("task_based", "paid:others", "difference", "parameter")
    assert not any(row["mean"] for row in others)


def test_a_crossing_stands_where_the_two_are_alike(found):
    crossings = [row for row in found[0].crossings if row["measure"] == "months_waiting"]
    assert [(row["regime"], round(row["budget"], 6), row["sure"]) for row in crossings] == [
        ("pooled", 0.9, True)
    ]
    assert [row for row in found[0].crossings if row["measure"].startswith("paid")] == []


@pytest.mark.parametrize(
    ("means", "at"),
    [
        ([2, 1, -1, -2], [0.85]),
        ([2, 0, -2, -4], [0.8]),  # alike at a budget
        ([1, 1, 2, 3], []),
        ([0, 0, 0, 0], []),
        ([1, -1, 3, 3], [0.75, 0.825]),
        ([0, 0, 1, 2], []),  # alike, then apart: nothing is crossed
    ],
)
def test_lines_cross_where_the_difference_changes_its_sign(means, at):
    apart = np.array(means, dtype=float)[:, None, None] + np.zeros((4, 5, 2))
    found = crossings_of(apart, (0.7, 0.8, 0.9, 1.0))
    assert [row["budget"] for row in found] == pytest.approx(at)
    assert all(row["sure"] for row in found)


def test_a_crossing_that_luck_alone_may_have_made_is_not_sure():
    rng = np.random.default_rng(3)
    apart = np.array([0.1, 0.05, -0.05, -0.1])[:, None, None] + rng.normal(0, 5, (4, 6, 2))
    apart += np.array([0.1, 0.05, -0.05, -0.1])[:, None, None] - apart.mean(axis=(1, 2), keepdims=True)
    (only,) = crossings_of(apart, (0.7, 0.8, 0.9, 1.0))
    assert not only["sure"]


def test_table_json_and_terminal_say_the_same(found):
    result, folder = found
    written = json.loads((folder / "budget.json").read_text(encoding="utf-8"))
    assert len(written["rows"]) == len(result.rows) == len(result.table())
    assert written["about"]["services"][0] == "neighbourhood_team"
    text = "\n".join(told(result))
    assert "pooled, waiting: 90%\n" in text + "\n"
    assert "2,160" in text  # 60 a month for 36 months


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ["Waiting", "prices of", "P × Q"]), ("nl", ["Wachten", "prijzen van"])]
)
def test_the_figure_has_a_panel_per_measure_and_names_every_line(found, lang, words):
    from matplotlib.text import Text

    figure = budget_figure(found[0], lang)
    said = " ".join(text.get_text() for text in figure.findobj(Text)).replace("\n", " ")
    assert len(figure.axes) == 6
    assert all(word in said for word in words)
    assert said.count("P × Q") >= 6
