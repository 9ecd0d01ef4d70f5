"""What a practitioner sees, who referred, who waits, and the cases of Gouda and Nijkerk: counted in towns."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from youthsim.calibration.seeing import scenes_of
from youthsim.calibration.targets import read_targets
from youthsim.calibration.validating import prior_values
from youthsim.calibration.watching import YOUTH_HELP, Watcher
from youthsim.calibration.watching_cases import OUT_OF_SCHOOL, Cases
from youthsim.calibration.watching_gate import Gate
from youthsim.experiment.world import simulate
from youthsim.vocabulary import states
from youthsim.vocabulary.services import DAY_TREATMENT, N_QUEUED
from youthsim.vocabulary.tallies import TALLY_NUMBER

TARGETS = """\
defaults: {minors: 3000, burn_in: 40}
targets:
  - {id: doctor, outcome: inflow_by_referrer, filters: {referrer: doctor}, value: 0.4}
  - {id: town, outcome: inflow_by_referrer, filters: {referrer: town}, value: 0.4}
  - {id: court, outcome: inflow_by_referrer, filters: {referrer: court}, value: 0.1}
  - {id: wait, outcome: wait_by_service, filters: {service: youth_help}, value: 3}
  - {id: closed, outcome: closed_without_referral, value: 0.5}
  - {id: year, outcome: light_help_sufficed, value: 0.5}
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    path = tmp_path_factory.mktemp("targets") / "targets.yaml"
    path.write_text(TARGETS, encoding="utf-8")
    file = read_targets(path)
    (scene,) = scenes_of(file.targets, file.defaults)
    values = {**prior_values(1, 0), "selection_severity_weight": 0.5, "selection_solvability_weight": 0.5}
    watcher = Watcher(with_repeat=True)
    (run,) = simulate(scene.scenario, values, 0, 0, (), (1,), watch=watcher)
    looked = scene.look(file.targets, prior_values(1, 0), 0, 0)[:, 0]
    return run, watcher.censuses["baseline", 0], dict(zip([t.id for t in file.targets], looked, strict=True))


def test_every_episode_that_begins_has_one_referrer_and_waits_are_those_of_the_tally(seen) -> None:
    run, census, _ = seen
    tallies = run.tallies.sum(axis=0)
    started = tallies[:, TALLY_NUMBER["episodes_started"]]
    begun = np.array([month.sum() for month in census.gate.begun])
    # An assessment and its treatment are one episode of the tally and two of a register; what ends in
    # the month in which it began is not seen at its end.
    followed = begun - started
    assert 0.02 * started.sum() < followed.sum() < 0.5 * started.sum()
    waited = tallies[:, TALLY_NUMBER["wait_months_at_start"]].sum()
    ordinary = int(np.array(census.gate.waited)[..., 0].sum())
    assert 0 < ordinary <= waited  # crises and courts go first, and wait little


def test_shares_of_referrers_add_up_and_doctors_refer_many(seen) -> None:
    _, _, figures = seen
    assert figures["doctor"] + figures["town"] + figures["court"] == pytest.approx(1)
    assert 0.2 < figures["doctor"] < 0.6 and 0 < figures["court"] < 0.2
    assert figures["wait"] > 0.5


def test_a_practitioner_sees_fewer_closed_cases_than_he_saw_children(seen) -> None:
    _, census, figures = seen
    assert 0 < census.gate.closed < census.gate.seen
    assert figures["closed"] == census.gate.closed / census.gate.seen


class Hamlet:
    """Four children whose help is set by hand: bits of forms, team 1, outpatient 2."""

    def __init__(self) -> None:
        self.children = np.zeros(4, dtype=[("forms_active", "i4"), ("forms_waiting", "i4")])


def month(gate: Gate, cases, hamlet, active, waiting, asked=()) -> None:
    before = (hamlet.children["forms_active"] | hamlet.children["forms_waiting"]).astype(np.int64)
    hamlet.children["forms_active"], hamlet.children["forms_waiting"] = active, waiting
    rows = np.array([(c, s) for c, s in asked], dtype=[("owner", "i4"), ("service", "i1")])
    gate._practitioner(cases, before, hamlet, YOUTH_HELP, rows, True)


def test_a_case_is_closed_when_light_help_ends_and_referred_when_other_help_is_asked_meanwhile() -> None:
    gate, cases, hamlet = Gate(), np.zeros(4, dtype=np.int8), Hamlet()
    month(gate, cases, hamlet, [0, 0, 0, 2], [1, 1, 1, 1], [(0, 0), (1, 0), (2, 0), (3, 0)])
    month(gate, cases, hamlet, [1, 1, 0, 3], [0, 0, 0, 0])  # the third gave up: nobody saw him
    month(gate, cases, hamlet, [0, 1, 0, 0], [0, 2, 0, 0])  # the first is done, the second is sent on
    assert (gate.seen, gate.closed) == (2 + 1, 1)  # the fourth had other help beside it from the start
    month(gate, cases, hamlet, [2, 0, 2, 0], [0, 0, 0, 0])  # what comes later he does not see
    assert (gate.seen, gate.closed) == (3, 1)


def test_goudas_children_and_nijkerks_youths_are_found_in_the_country_in_small(seen) -> None:
    _, census, _ = seen
    out, idle = np.array(census.cases.out_of_school), np.array(census.cases.idle)
    assert (out[:, 1] <= out[:, 0]).all() and out[:, 0].sum() > 0
    assert idle[:, :16].sum() == 0 and idle[:, 16:21, 0].sum() > 0
    assert out.shape == (12, len(OUT_OF_SCHOOL)) and idle.shape == (12, 23, 2)
    assert census.gate.begun[0].shape == (N_QUEUED, 3)


PUPIL = (
    "age_months", "household", "attendance", "months_out", "school", "forms_active", "education", "work",
    "living",
)  # fmt: skip


def out_of_school(*care: list[int]) -> dict[str, float]:
    """What Gouda's rule sees of pupils three months out, in a day place, given their care month by month."""
    children = np.zeros(len(care), dtype=[(name, "i4") for name in PUPIL])
    children["age_months"], children["months_out"], children["attendance"] = 150, 3, states.ABSENT
    children["education"], children["forms_active"] = states.REGULAR_PRIMARY, 1 << DAY_TREATMENT
    homes = np.zeros(1, dtype=[("arrives", "i4"), ("departs", "i4"), ("month_cost", "i4")])
    homes["arrives"], homes["departs"] = -1, 999
    lives = np.zeros(len(care), dtype=[("disability", "i1")])
    town = SimpleNamespace(children=children, households=homes, lives=lives, month=60)
    cases = Cases()
    cases.look([np.array(month, dtype=np.int32) for month in zip(*care, strict=True)], town)
    return dict(zip(OUT_OF_SCHOOL, cases.out_of_school[0], strict=True))


def test_cost_before_dropout_counts_from_the_start_of_youth_help_and_not_the_years_without() -> None:
    seen = out_of_school([0] * 30 + [100, 0, 500, 600] + [900, 900, 1200])
    assert (seen["months_before"], seen["cents_before"]) == (4, 1200)  # a month without help lies on the path
    assert (seen["cents_after"], seen["months_out"]) == (1000, 3)


def test_who_got_help_only_after_dropping_out_is_in_a_day_place_and_not_among_goudas_six() -> None:
    guided, not_guided = [0, 200, 200, 700, 700, 700], [0, 0, 0, 50, 50, 50]
    seen = out_of_school(guided, not_guided)
    assert (seen["children"], seen["in_day_place"], seen["guided"]) == (2, 2, 1)
    assert (seen["months_before"], seen["cents_before"], seen["cents_after"]) == (2, 400, 700)


SCHOOL_POSTS = """\
defaults: {minors: 3000, burn_in: 20, population_share: 10%}
targets:
  - {id: filled, outcome: posts_filled, value: 0.7,
     filters: {scenario: leeuwarden-2021-hired, arm: structural, window: 8-22}}
  - {id: hours, outcome: hours_per_case, value: 9,
     filters: {scenario: leeuwarden-2021-hired, arm: structural}}
"""


def test_what_nobody_asks_about_is_not_run_and_changes_nothing_that_is_asked(tmp_path) -> None:
    path = tmp_path / "targets.yaml"
    path.write_text(SCHOOL_POSTS, encoding="utf-8")
    file = read_targets(path)
    (scene,) = scenes_of(file.targets, file.defaults)
    assert not scene.with_baseline and not scene.with_census
    whole = replace(scene, with_baseline=True, with_census=True)
    little, everything = (one.look(file.targets, prior_values(1, 0), 0, 0) for one in (scene, whole))
    assert np.isfinite(little).all() and np.array_equal(little, everything)


def test_a_question_about_a_difference_needs_the_baseline_too(tmp_path) -> None:
    path = tmp_path / "targets.yaml"
    asked = SCHOOL_POSTS.replace("posts_filled", "needs_seen").replace("8-22", "8-22, statistic: difference")
    path.write_text(asked, encoding="utf-8")
    file = read_targets(path)
    (scene,) = scenes_of(file.targets, file.defaults)
    assert scene.with_baseline
    difference = scene.look(file.targets, prior_values(1, 0), 0, 0)[0, 0]
    assert np.isfinite(difference) and difference != 0.0
