"""A synthetic Camden: the costliest are chosen, the programme does nothing, and before-after finds a fall."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from youthsim.calibration.folders import bundled_calibration
from youthsim.experiment.answer import answer
from youthsim.experiment.runner import load, run


@pytest.fixture(scope="module")
def camden(tmp_path_factory):
    scenario = load(bundled_calibration() / "camden.yaml")
    folder = tmp_path_factory.mktemp("camden")
    small = {"population_share": 0.4, "burn_in_months": 60, "posterior": "none"}
    return run(scenario.model_copy(update=small), draws=3, replicates=2, workers=1, out=folder)


def test_before_and_after_shows_a_fall_of_tens_of_points(camden) -> None:
    untreated = camden.summary["untreated_improvement"]
    assert 0.10 < untreated["fall_year_1"]["mean"] < untreated["fall_year_2"]["mean"] < 0.7
    # the same look at cases of whom nobody came near finds a "saving"
    seen = camden.summary["claim"]["simulated"]["seen_per_case_untreated"]["mean"]
    assert seen > 0.1 * untreated["cost_before"]["mean"]


def test_the_twin_difference_is_none(camden) -> None:
    """Beside its own cost nothing differs, to the month."""
    for outcome in ("months_in_youth_care", "placements", "incidents", "months_waiting"):
        rows = camden.summary["outcomes"][outcome]
        assert rows["difference"]["mean"] == 0, outcome
    assert not any("unknown" in sentence for sentence in answer(camden.summary, "en"))
    money = camden.summary["outcomes"]
    cost = money["programme_cost"]["difference"]["mean"]
    assert cost > 0
    assert money["net_social_saving"]["difference"]["mean"] == pytest.approx(-cost, rel=0.02)


def test_the_report_says_that_it_would_have_passed_by_itself(camden, tmp_path: Path) -> None:
    from youthsim.experiment.few_draws import FEWEST
    from youthsim.report import write_report

    page = write_report(camden, tmp_path, "en").read_text(encoding="utf-8")
    words = re.sub(r"<[^>]+>", " ", page[page.index('id="alone"') :])
    if camden.summary["scenario"]["draws"] < FEWEST:  # too few draws say nothing, here neither
        assert "does not hold the cost of the year before selection" in words
        return
    assert "a fall of" in words
    assert "A before-and-after count would call this a saving." in words
