"""Every bundled scenario does what it did when its baseline was stored, and a changed model is caught.

When a change is meant: `python -m youthsim.experiment.regression --update` stores the new runs and prints
what moved; that text belongs in the commit.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from youthsim.experiment import regression
from youthsim.experiment.ensemble import Ensemble
from youthsim.experiment.summary import summarise
from youthsim.vocabulary.payers import PAYERS

BASELINES = Path(__file__).parent / "baselines"
each = pytest.mark.parametrize("scenario", regression.SCENARIOS)


@functools.cache
def run(scenario: str) -> Ensemble:
    return regression.small_run(scenario)


@functools.cache
def tables_of(scenario: str) -> dict[str, regression.Table]:
    return regression.tables(run(scenario))


def test_every_bundled_scenario_has_a_baseline_and_every_baseline_a_scenario() -> None:
    stored = {path.name.split(".")[0] for path in BASELINES.glob("*.csv")}
    assert stored == set(regression.SCENARIOS)


def test_baselines_are_of_the_posterior_that_runs_use() -> None:
    assert not regression.other_posterior(BASELINES)


@each
def test_the_model_does_what_it_did(scenario: str) -> None:
    differences = regression.compare(scenario, BASELINES, run(scenario))
    assert not differences, regression.report(scenario, differences)


@each
def test_outputs_stay_within_monte_carlo_error(scenario: str) -> None:
    differences = regression.compare(scenario, BASELINES, run(scenario))
    share = regression.share_beyond_luck(differences, len(tables_of(scenario)["series"]))
    assert share <= regression.BEYOND_BY_LUCK, regression.report(scenario, differences)


@pytest.mark.parametrize(
    ("parameter", "factor"),
    [
        ("care_effect_ambulatory_support", 1.2),
        ("need_persistence", 0.99),
        ("price_foster_care", 1.01),
    ],
)
def test_a_changed_parameter_is_caught(parameter: str, factor: float) -> None:
    wrong = regression.small_run("zwolle-30-40", {parameter: factor})
    assert regression.moved(
        regression.tables(run("zwolle-30-40"))["series"], regression.tables(wrong)["series"]
    )


def test_a_report_tells_a_changed_mechanism_from_other_luck() -> None:
    """The tolerance lies between what luck moves and what a changed parameter moves."""
    before, error = tables_of("zwolle-30-40")["series"], regression.luck(run("zwolle-30-40"))

    def beyond(other: Ensemble) -> float:
        found = regression.moved(before, regression.tables(other)["series"], luck_of=error)
        return regression.share_beyond_luck(found, len(before))

    luck = beyond(regression.small_run("zwolle-30-40", first_replicate=10))
    changed = beyond(regression.small_run("zwolle-30-40", {"signal_rate": 1.5}))
    assert luck < regression.BEYOND_BY_LUCK < changed


def test_a_parameter_that_does_not_exist_cannot_pass_as_harmless() -> None:
    with pytest.raises(KeyError, match="no_such_parameter"):
        regression.small_run("zwolle-30-40", {"no_such_parameter": 2.0})


@each
def test_the_books_close(scenario: str) -> None:
    assert not run(scenario).reading["closing_error"].any()


@each
def test_every_interval_is_in_order(scenario: str) -> None:
    intervals = list(entries(summarise(run(scenario))))
    assert len(intervals) > 100
    wrong = [(where, e) for where, e in intervals if not e["p05"] <= e["p50"] <= e["p95"]]
    assert not wrong, wrong[:5]


@each
def test_no_arm_loses_or_gains_a_resident(scenario: str) -> None:
    people = run(scenario).reading["paths"].sum(axis=-1)  # world, arm, group, month
    assert people.min() > 0
    assert (people == people[:, :1]).all()


@each
def test_the_caseload_is_part_of_the_town(scenario: str) -> None:
    reading = run(scenario).reading
    for name in ("paths", "bills"):
        caseload, town = reading[name][:, :, 0], reading[name][:, :, 1]
        assert (caseload <= town).all() and (caseload >= 0).all(), name


@each
def test_what_a_payer_is_billed_per_service_adds_up_to_what_it_paid_per_month(scenario: str) -> None:
    ensemble = run(scenario)
    reading, target = ensemble.reading, ensemble.plan.sizes.index(ensemble.plan.target)
    by_month = reading["payments"][:, :, target].sum(axis=-2)
    assert (reading["bills"].sum(axis=-1) == by_month).all()


@each
def test_a_share_is_a_share(scenario: str) -> None:
    series = tables_of(scenario)["series"]
    shares = {name: values for name, values in series.items() if "/share_" in name}
    assert len(shares) > 10
    for name, values in shares.items():
        known = values[np.isfinite(values)]
        assert ((known >= 0) & (known <= 1)).all(), name


@each
def test_no_baseline_is_of_an_empty_world(scenario: str) -> None:
    """A stored zero would be kept for ever: the main stocks and payers must have something in them."""
    stored = regression.read_table(regression.path_of(BASELINES, scenario, "series"))
    idle = {"long_term_care", "uwv", "school_board"}
    payers = [p.id for p in PAYERS if p.id not in idle]
    stocks = ["months_in_youth_care", "months_placed", "incidents", "offences"]
    if scenario not in regression.IN_FULL:  # a small town may have no detention in two years
        payers, stocks = ["municipality_youth", "education_ministry", "school_partnership"], stocks[:2]
    names = [f"baseline/town/paid:{payer}" for payer in payers]
    names += [f"baseline/town/{stock}" for stock in stocks]
    assert [name for name in names if not stored[name].sum() > 0] == []


def entries(part: Any, where: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every part of a summary that has an interval."""
    if isinstance(part, Mapping):
        if {"p05", "p50", "p95"} <= part.keys() and part["p05"] is not None:
            yield where, part
        for key, below in part.items():
            yield from entries(below, f"{where}/{key}")
    elif isinstance(part, list):
        for place, below in enumerate(part):
            yield from entries(below, f"{where}/{place}")
