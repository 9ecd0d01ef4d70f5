"""The difference between two ways of funding, divided over four instruments, in a town known on paper."""

import json
from pathlib import Path

import numpy as np
import pytest
from fake_world import PRIORS
from fake_world import simulate as untouched

from youthsim.catalogue import load
from youthsim.experiment.instruments import (
    arm_of,
    combinations_plan,
    funded_otherwise,
    instruments,
    regime_combination,
)
from youthsim.experiment.money import discount_factors
from youthsim.experiment.shapley import coalitions
from youthsim.funding.rules import INSTRUMENTS, KINDS, RULES
from youthsim.funding.settings import RegimeSettings
from youthsim.vocabulary.payers import MUNICIPALITY_YOUTH
from youthsim.vocabulary.services import RESIDENTIAL
from youthsim.vocabulary.tallies import TALLY_NUMBER

SMALL = Path(__file__).parent / "small.yaml"
LAW, PAIR = 1_000_000, 600_000  # cents a month saved by the law, and by governance and financing together


def simulate(scenario, values, draw, replicate, arms=None, sizes=None, arm_values=None):
    """The town on paper, in which the law saves by itself and two instruments save only together."""
    runs = untouched(scenario, values, draw, replicate, arms, sizes)
    for run in runs:
        switched = set() if run.arm == "baseline" else set(run.arm.split("_"))
        saved = LAW * ("law" in switched) + PAIR * ({"governance", "financing"} <= switched)
        run.payments[:] = runs[0].payments
        run.payments[-1, :, MUNICIPALITY_YOUTH, RESIDENTIAL] -= saved
        run.tallies[:] = runs[0].tallies
        run.tallies[-1, :, TALLY_NUMBER["incidents"]] += 3 * ("accountability" in switched)
    return runs


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    file = tmp_path_factory.mktemp("arms") / "arms.yaml"
    pooled = "  pooled:\n    regime: pooled\n"
    file.write_text(SMALL.read_text(encoding="utf-8").replace("name: small\n", "name: arms\n") + pooled)
    return load(file)


@pytest.fixture(scope="module")
def found(scenario, tmp_path_factory):
    folder = tmp_path_factory.mktemp("instruments")
    return instruments(scenario, simulate=simulate, priors=PRIORS, draws=12, out=folder), folder


def mean(result, outcome, instrument, part="shapley"):
    rows = result.table(outcome=outcome, instrument=instrument, part=part, interval="parameter")
    return rows.iloc[0]["mean"]


def test_each_instrument_gets_what_it_saves_and_those_that_work_together_share_it(found):
    months = discount_factors(36, 0.0225).sum()
    assert mean(found[0], "net_saving", "law") == pytest.approx(LAW * months, rel=1e-9)
    assert mean(found[0], "net_saving", "governance") == pytest.approx(PAIR / 2 * months, rel=1e-7)
    assert mean(found[0], "net_saving", "accountability") == 0
    assert mean(found[0], "net_saving", "financing", "alone") == 0
    assert mean(found[0], "net_saving", "financing", "at_last") == pytest.approx(PAIR * months, rel=1e-7)


def test_the_four_add_up_to_the_whole_difference_to_the_cent(found):
    for outcome in ("net_saving", "net_saving:municipality_youth"):
        parts = [mean(found[0], outcome, name) for name in INSTRUMENTS]
        assert sum(parts) == mean(found[0], outcome, "all") != 0
    harm = [mean(found[0], "incidents", name) for name in INSTRUMENTS]
    assert harm == pytest.approx([0, 0, 0, 3 * 36]) and sum(harm) == mean(found[0], "incidents", "all")


def test_an_instrument_that_does_harm_is_said_to(found):
    rows = found[0].table(outcome="incidents", instrument="accountability", part="shapley")
    assert set(rows["interval"]) == {"monte_carlo", "parameter", "realised"}
    assert list(rows["chance_better"]) == pytest.approx([1 / 13] * 3)  # twelve draws cannot be surer


def test_table_and_figures_are_written_and_a_stopped_run_goes_on(found, scenario):
    result, folder = found
    written = json.loads((folder / "instruments.json").read_text())
    assert written["about"]["combinations"] == 16 and len(written["rows"]) == len(result.rows)

    told = []
    again = instruments(
        scenario,
        simulate=simulate,
        priors=PRIORS,
        draws=12,
        out=folder,
        tell=lambda done, total: told.append((done, total)),
    )
    assert told == [(6, 6)]  # everything was there already
    assert again.rows[0]["mean"] == result.rows[0]["mean"]


def test_all_sixteen_combinations_differ_from_the_baseline_in_nothing_but_the_regime(scenario):
    plan = combinations_plan(scenario, "baseline", "pooled", priors=PRIORS)
    assert len(plan.arms) == 16 and plan.arms[0] == "baseline"
    for arm in plan.scenario.arms.values():
        assert arm.interventions == scenario.arms["baseline"].interventions
    assert plan.scenario.claim is None


@pytest.mark.parametrize("goal", KINDS[1:])
def test_none_is_where_it_starts_and_all_is_where_it_goes(goal):
    start, end = RegimeSettings(kind="pxq"), RegimeSettings(kind=goal)
    assert regime_combination(start, end, frozenset()).choices() == start.choices()
    assert regime_combination(start, end, frozenset(INSTRUMENTS)).choices() == end.choices()
    for coalition in coalitions(INSTRUMENTS):
        mixed = regime_combination(start, end, coalition).choices()
        for rule in RULES:
            here = end if rule.instrument in coalition else start
            assert mixed[rule.id] == here.choices()[rule.id]


@pytest.mark.parametrize("start", KINDS)
@pytest.mark.parametrize(
    "goal", [{"kind": kind} for kind in KINDS] + [{"kind": "pooled", "services": ["debt_help"]}]
)
def test_the_first_and_the_last_combination_are_the_two_regimes_in_every_number_of_the_engine(start, goal):
    from youthsim.funding.regimes import regime_of
    from youthsim.parameters import medians

    ends = RegimeSettings(kind=start), RegimeSettings(**goal)
    if goal.get("services") and start != "pxq":
        with pytest.raises(ValueError, match="different services"):
            regime_combination(*ends, frozenset())
        return
    for end, coalition in zip(ends, (frozenset(), frozenset(INSTRUMENTS)), strict=True):
        mixed, whole = (regime_of(one, medians()) for one in (regime_combination(*ends, coalition), end))
        assert (mixed.rules == whole.rules).all() and mixed.budget_funded == whole.budget_funded


def test_a_regime_that_changes_on_a_date_is_not_divided():
    later = RegimeSettings(kind="pxq", switch={"to": "pooled", "at": "12 months"})
    with pytest.raises(ValueError, match="on a date"):
        regime_combination(RegimeSettings(kind="pxq"), later, frozenset())


def test_single_rules_that_a_scenario_sets_move_with_their_instrument():
    start = RegimeSettings(kind="pxq", rules={"stretching": "off"})
    mixed = regime_combination(start, RegimeSettings(kind="pooled"), frozenset({"law"}))
    assert mixed.choices()["stretching"] == "off"


def test_arms_that_are_funded_alike_have_nothing_to_divide(scenario):
    assert funded_otherwise(scenario) == "pooled"
    with pytest.raises(ValueError, match="funded alike"):
        combinations_plan(scenario, "baseline", "weighing")
    with pytest.raises(ValueError, match="no arm is called poolde"):
        combinations_plan(scenario, "baseline", "poolde")
    with pytest.raises(ValueError, match="nothing to divide"):
        funded_otherwise(load(SMALL))


@pytest.mark.parametrize(
    "options, said",
    [
        (["zwolle-30-40"], "nothing to divide"),
        (["tilburg-650-pooled", "--arm", "poolde"], "no arm is called poolde"),
        (["tilburg-650-pooled", "--arm", "baseline"], "funded alike"),
    ],
)
def test_a_question_that_cannot_be_divided_is_refused_before_anything_runs(options, said, tmp_path):
    from click.testing import CliRunner

    from youthsim.cli import main

    told = CliRunner().invoke(main, ["instruments", *options, "--out", str(tmp_path / "out")])
    assert told.exit_code == 2 and said in told.output
    assert not (tmp_path / "out").exists()


def test_the_page_of_each_language_holds_the_figure_and_links_every_term(found, tmp_path):
    import re

    from youthsim.report.instruments import write_instruments_page

    for lang in ("en", "nl"):
        page = write_instruments_page(found[0], tmp_path / lang, lang).read_text(encoding="utf-8")
        words = re.sub(r"<svg.*?</svg>", "", page, flags=re.S)
        assert page.count("<svg") == 1 and not re.search(r"\bnan\b", words)
        linked, defined = (
            set(re.findall(r'href="#(def-\w+)"', page)),
            set(re.findall(r'id="(def-\w+)"', page)),
        )
        assert linked and linked <= defined
    assert (
        np.isfinite(found[0].rows[0]["mean"]) and arm_of(frozenset({"financing", "law"})) == "law_financing"
    )
