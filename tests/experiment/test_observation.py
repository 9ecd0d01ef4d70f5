"""What a source would have printed: by its own rule of choosing and its own way of counting."""

import numpy as np
import pytest

from youthsim.arm_run import CASE
from youthsim.experiment.observation import Observer

MONTHS = 30


def town(worst, before, monthly, completed=None):
    cases = np.zeros(len(worst), dtype=CASE)
    cases["worst_month_cents"], cases["cost_before_cents"] = worst, before
    if completed is not None:
        cases["completed"] = completed
    return cases, np.repeat(np.array(monthly, dtype=np.int64)[:, None], MONTHS, axis=1)


def test_a_threat_judged_certain_is_worst_month_times_duration_less_the_actual_cost():
    cases, costs = town([900, 700], [0, 0], [100, 200])
    estimates = Observer(2, 2, "all", "threat_minus_actual").estimates(cases, costs, np.array([0, 3]), 12.0)
    assert estimates.tolist() == [12 * 800, 12 * 500]


def test_a_threat_beyond_the_simulated_months_is_cut_off_on_both_sides():
    cases, costs = town([900], [0], [100])
    estimate = Observer(1, 1, "all", "threat_minus_actual").estimates(cases, costs, np.array([25]), 12.0)
    assert estimate.tolist() == [5 * 800]


def test_a_norm_is_set_against_the_past_year_without_a_look_at_what_happened():
    cases, costs = town([0, 0], [6_000, 8_000], [1, 10**6])
    observer = Observer(2, 2, "all", "before_minus_norm", norm_cents=3_000.0)
    assert observer.per_case(cases, costs, np.array([0, 0]), 0.0) == (4_000.0, 4_000.0)


def test_before_after_compares_the_year_before_with_the_year_after_enrolment():
    cases, costs = town([0], [5_000], [100])
    costs[0, :6] = 400
    assert Observer(1, 1, "all", "before_after").per_case(cases, costs, np.array([6]), 0.0) == (
        3_800.0,
        3_800.0,
    )


@pytest.mark.parametrize(
    ("rule", "expected"), [("all", [0, 1]), ("completed_first", [2, 3]), ("best", [3, 0])]
)
def test_what_is_reported_follows_the_sources_rule(rule, expected):
    cases, _ = town([0] * 5, [0] * 5, [0] * 5, completed=[0, 0, 1, 1, 1])
    estimates = np.array([7.0, 1.0, 2.0, 9.0, 99.0])
    assert Observer(4, 2, rule, "before_after").chosen(cases, estimates).tolist() == expected


def test_a_case_that_was_never_enrolled_is_never_reported():
    cases, costs = town([900, 900], [0, 0], [0, 0])
    reported, everyone = Observer(2, 2, "all", "threat_minus_actual").per_case(
        cases, costs, np.array([-1, 0]), 10.0
    )
    assert reported == everyone == 9_000.0


def test_choosing_the_best_of_pure_luck_shows_a_saving_that_is_not_there():
    rng = np.random.default_rng(1)
    cases, costs = town([0] * 4000, rng.normal(12_000, 3_000, 4000).round(), [1_000] * 4000)
    enrolled = np.zeros(4000, dtype=np.int64)
    best, everyone = Observer(4000, 400, "best", "before_after").per_case(cases, costs, enrolled, 0.0)
    assert abs(everyone) < 150 and best > 4_500


def test_with_nothing_done_is_asked_of_the_very_cases_that_are_reported():
    cases, helped = town([0, 0, 0], [5_000, 5_000, 5_000], [0, 300, 0], completed=[0, 0, 1])
    _, alone = town([0, 0, 0], [5_000, 5_000, 5_000], [100, 200, 400])
    start = np.array([0, 0, 0])

    def found(rule: str, reported: int) -> float:
        observer = Observer(3, reported, rule, "before_after")
        return observer.with_nothing_done((cases, helped), (cases, alone), start, 0.0)

    assert found("completed_first", 1) == 5_000 - 12 * 400  # the last, though it fares worst untreated
    assert found("best", 2) == 5_000 - 12 * (100 + 400) / 2  # best when helped: the first and the last
    assert found("all", 3) == pytest.approx(5_000 - 12 * 700 / 3)


def test_who_was_never_enrolled_is_not_among_those_with_nothing_done():
    cases, costs = town([0, 0], [5_000, 7_000], [100, 0])
    observer = Observer(2, 2, "all", "before_after")
    assert observer.with_nothing_done((cases, costs), (cases, costs), np.array([0, -1]), 0.0) == 3_800
