"""Few draws say no more than they know: intervals hold what they say, and chances are never sure.

Truths are known here: draws of a normal, a lopsided and a bounded quantity, with and without luck on top.
"""

import json
import math

import numpy as np
import pytest
from scipy.special import ndtr

from youthsim.experiment.few_draws import FEWEST, chance_from, ends_of_draws, wider_than_seen
from youthsim.experiment.results import write_result
from youthsim.experiment.statistics import TOO_FEW, chance_above_zero, of_arm, quantiles

WORLDS = 800


def worlds(draws, luck, replicates=2, seed=3):
    rng = np.random.default_rng([seed, draws, round(100 * luck)])
    for _ in range(WORLDS):
        yield rng.normal(size=(draws, 1)) + luck * rng.normal(size=(draws, replicates))


@pytest.mark.parametrize("luck", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("draws", [10, 20, 50, 100])
def test_nine_in_ten_new_draws_lie_in_the_interval(draws, luck):
    parameter, realised = [], []
    for values in worlds(draws, luck):
        three = of_arm(values)
        parameter.append(ndtr(three.parameter.p95) - ndtr(three.parameter.p05))
        wide = math.hypot(1.0, luck)
        realised.append(ndtr(three.realised.p95 / wide) - ndtr(three.realised.p05 / wide))
    assert 0.87 < np.mean(parameter) < 0.925
    assert 0.87 < np.mean(realised) < 0.925


@pytest.mark.parametrize("draws", [10, 20])
def test_the_points_themselves_would_hold_fewer(draws):
    """What was printed before: the reason for all of this."""
    held = [np.diff(ndtr(quantiles(values)[::2]))[0] for values in worlds(draws, 0.0, replicates=1)]
    assert np.mean(held) < 0.84


@pytest.mark.parametrize(
    ("draw", "share_below"),
    [
        (lambda rng, n: rng.exponential(size=n), lambda x: 1 - np.exp(-np.maximum(x, 0))),
        (lambda rng, n: rng.uniform(size=n), lambda x: np.clip(x, 0, 1)),
        (lambda rng, n: rng.lognormal(size=n), lambda x: ndtr(np.log(np.maximum(x, 1e-300)))),
    ],
)
@pytest.mark.parametrize("draws", [10, 20, 50])
def test_a_lopsided_or_bounded_quantity_is_held_as_well(draw, share_below, draws):
    rng = np.random.default_rng(draws)
    held = []
    for _ in range(WORLDS):
        interval = of_arm(np.repeat(draw(rng, draws)[:, None], 2, axis=1), least=0.0).parameter
        held.append(share_below(interval.p95) - share_below(interval.p05))
    assert 0.86 < np.mean(held) < 0.95


def test_a_hundred_draws_are_as_they_were():
    assert wider_than_seen(100) == wider_than_seen(1000) == 0
    values = np.random.default_rng(1).normal(size=(100, 2))
    three = of_arm(values)
    assert (three.realised.p05, three.realised.p95) == quantiles(values)[::2]
    assert chance_above_zero(np.ones((100, 2))) == 1.0


def test_the_more_draws_the_less_the_ends_move():
    moved = [wider_than_seen(draws) for draws in range(10, 101)]
    assert moved == sorted(moved, reverse=True) and moved[0] == pytest.approx(0.48)


@pytest.mark.parametrize("draws", [1, 2, 9])
def test_below_ten_draws_there_is_a_mean_and_its_error_and_nothing_else(draws):
    three = of_arm(np.random.default_rng(draws).normal(size=(draws, 2)))
    for interval in (three.parameter, three.realised):
        assert math.isfinite(interval.mean) and math.isnan(interval.p05) and math.isnan(interval.p95)
        assert interval.too_few and "draw" in interval.ends()["note"]
    assert math.isfinite(three.monte_carlo.p05)
    assert math.isnan(chance_above_zero(np.ones((draws, 2))))


def test_two_equal_draws_are_not_certain():
    assert of_arm(np.full((2, 2), 7.0)).parameter.note == TOO_FEW


@pytest.mark.parametrize("draws", range(FEWEST, 100, 7))
def test_no_chance_of_fewer_than_a_hundred_draws_is_printed_as_below_one_or_above_ninety_nine(draws):
    from youthsim.report.amounts import chance

    for share in (0.0, 0.001, 1.0):
        assert "<" not in chance(chance_from(share, draws)) and ">" not in chance(chance_from(share, draws))
    sure = chance_above_zero(np.ones((draws, 2)))
    assert sure == draws / (draws + 1) and chance_above_zero(-np.ones((draws, 2))) == pytest.approx(1 - sure)


def test_a_count_is_not_below_nothing_and_a_share_not_above_all():
    rng = np.random.default_rng(4)
    counts = np.repeat(np.array([0.0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 3])[:, None], 2, axis=1)
    assert of_arm(counts).parameter.p05 < 0 <= of_arm(counts, least=0.0).parameter.p05
    shares = np.repeat(rng.uniform(0.8, 1.0, size=12)[:, None], 2, axis=1)
    assert of_arm(shares).parameter.p95 > 1 >= of_arm(shares, most=1.0).parameter.p95


def test_a_series_over_draws_is_as_honest_as_an_interval():
    rng = np.random.default_rng(5)
    values = rng.normal(size=(12, 3))
    values[:4, 2] = np.nan  # eight draws left
    low, middle, high = ends_of_draws(values)
    plain = np.nanquantile(values, [0.05, 0.95], axis=0)
    assert (low[:2] < plain[0, :2]).all() and (high[:2] > plain[1, :2]).all()
    assert np.isnan(low[2]) and np.isnan(high[2]) and np.isfinite(middle[2])


@pytest.fixture(scope="module")
def of_two(tmp_path_factory):
    from pathlib import Path

    from fake_world import PRIORS, simulate

    from youthsim.catalogue import load
    from youthsim.experiment.ensemble import points_of, run_ensemble
    from youthsim.experiment.plan import Plan

    folder = tmp_path_factory.mktemp("two")
    plan = Plan.of(load(Path(__file__).parent / "small.yaml"), priors=PRIORS, draws=2)
    return write_result(run_ensemble(plan, points_of(plan), folder, simulate=simulate), folder)


def within(part, path=""):
    if isinstance(part, dict):
        yield path, part
        for key, below in part.items():
            yield from within(below, f"{path}/{key}")
    elif isinstance(part, list):
        for place, below in enumerate(part):
            yield from within(below, f"{path}/{place}")


def test_the_summary_of_two_draws_gives_no_interval_and_no_chance(of_two):
    for path, entry in within(of_two.summary):
        if "/monte_carlo" in path or path.startswith(("/parameters/", "/weakest")):
            continue  # a distribution that was declared, and the error of the mean
        assert entry.get("p05") is None and entry.get("total_p95") is None, path
        for key, value in entry.items():
            if key.startswith("chance") and not isinstance(value, dict) and key != "chance_too_few":
                assert value is None, f"{path}/{key}"
    assert set(of_two.summary["chance_it_pays"].values()) == {None}
    assert of_two.summary["payers"]["town_public"]["note"] == TOO_FEW
    assert of_two.summary["outcomes"]["incidents"]["difference"]["note"] == TOO_FEW
    assert of_two.summary["claim"]["simulated"]["reproduced"] is None


def test_terminal_and_report_of_two_draws_say_so_in_both_languages(of_two, tmp_path):
    from youthsim.report import write_report

    for lang, words in (("en", "too few draws"), ("nl", "te weinig trekkingen")):
        money, claim, who = of_two.summary["answer"][lang]
        assert all(words in sentence.lower() for sentence in (money, claim, who))
        assert "%" not in who and "unknown" not in money + who
        page = write_report(of_two, tmp_path, lang).read_text(encoding="utf-8")
        assert words in page and "<td>&lt;1%</td>" not in page and ">nan" not in page.lower()


def test_the_table_of_a_notebook_has_no_ends_either(of_two):
    assert of_two.table()["p05"].isna().all() and of_two.table()["mean"].notna().any()
    assert of_two.series("incidents")[["p05", "p95"]].isna().all(axis=None)
    assert json.dumps(of_two.summary, allow_nan=False)
