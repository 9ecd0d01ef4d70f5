"""The two truths can be asked of any town, are never fitted, and need no second model."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from youthsim.calibration.folders import bundled_calibration
from youthsim.calibration.scoring import CHANGE, PRIORS, UNUSED, used_for
from youthsim.calibration.seeing import look_at_all, scenes_of
from youthsim.calibration.targets import read_targets
from youthsim.calibration.validating import prior_values

TRUTHS = bundled_calibration() / "two_truths.yaml"


def test_every_truth_is_seen_in_one_and_the_same_town() -> None:
    file = read_targets(TRUTHS)
    small = file.defaults.model_copy(update={"minors": 1500, "burn_in": 30})
    scenes = scenes_of(file.targets, small)
    assert len(scenes) == 1  # one posterior, one town, with and without early help
    values = look_at_all(scenes, file.targets, prior_values(1, 0), 0, 0)[:, 0]
    seen = dict(zip([t.id for t in file.targets], values, strict=True))
    assert np.isfinite(values).all(), seen
    assert 0 < seen["practitioner_sees_half_closed"] < 1
    assert abs(seen["studies_see_no_fall_in_specialised_care"]) < 0.5


def test_no_truth_is_ever_fitted() -> None:
    truths = read_targets(TRUTHS)
    assert not truths.fitted()
    fitted = read_targets(bundled_calibration() / "targets.yaml").fitted()
    assert not {t.key for t in truths.targets} & {t.key for t in fitted}
    assert not {s for t in truths.targets for s in t.sources} & {s for t in fitted for s in t.sources}


def test_no_truth_helped_to_place_a_prior_that_acts_on_it() -> None:
    """Light help near rests on other evidence; that two figures led to a change of the model is said."""
    truths = read_targets(TRUTHS).targets
    used = dict(zip([t.id for t in truths], used_for(truths, (), ()), strict=True))
    rise = {"studies_see_no_fall_in_specialised_care", "active_teams_see_use_rise"}
    assert used == {name: CHANGE if name in rise else UNUSED for name in used}


def test_a_figure_that_placed_an_approach_is_no_test_of_that_approach(tmp_path: Path) -> None:
    row = "  - {id: %s, outcome: months_in_youth_care, filters: {%s}, value: 1, source: P163}\n"
    file = tmp_path / "mine.yaml"
    file.write_text(
        "targets:\n" + row % ("a", "scenario: leeuwarden-2021") + row % ("b", "place: leeuwarden")
    )
    assert used_for(read_targets(file).targets, (), ()) == [PRIORS, UNUSED]  # youth supporters rest on P163
