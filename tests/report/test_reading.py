"""What the report takes from a real result, held against a town whose truth is known on paper."""

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from fake_world import EFFECT_MEAN

from youthsim.report import figures, write_report
from youthsim.report.answer import answer
from youthsim.report.reading import findings_of
from youthsim.report.words import Words


@pytest.fixture(scope="module")
def findings(known_result):
    return findings_of(known_result)


def test_freed_care_is_divided_as_the_town_divides_it(findings):
    parts = findings.cashability
    whole = parts.at_tariff.mean
    assert whole == pytest.approx(20 * 36 * EFFECT_MEAN, rel=0.15)  # discounted, and 24 draws of the effect
    assert parts.released_own.mean / whole == pytest.approx(0.3, abs=0.001)
    assert parts.released_elsewhere.mean / whole == pytest.approx(0.2, abs=0.001)
    assert parts.idle.mean / whole == pytest.approx(0.1 * 0.5, abs=0.001)
    total = parts.cashable.mean + parts.released_own.mean + parts.released_elsewhere.mean + parts.idle.mean
    assert total == pytest.approx(whole, abs=1)


def test_the_payer_who_runs_the_town_s_care_gains_and_the_one_who_runs_the_programme_pays(findings):
    net = {payer.id: payer.net for payer in findings.payers}
    assert net["municipality_youth"].p05 > 0
    assert net["municipality_other"].p95 < 0
    assert not next(payer for payer in findings.payers if payer.id == "uwv").touched


def test_the_chance_of_a_gain_is_the_share_of_draws_above_zero(findings):
    assert 0.8 < findings.chance_gain <= 1
    assert findings.net_social.p05 < findings.net_social.mean < findings.net_social.p95


def test_steps_cover_the_case_clock_and_the_whole_horizon_apart(findings):
    assert [step.step for step in findings.steps] == [f"E{n}" for n in range(10)]
    assert (findings.steps_months, findings.horizon_months) == (24, 36)
    assert findings.steps_to_horizon[8].amount.mean == pytest.approx(findings.net_social.mean, rel=1e-6)


def test_series_run_over_the_whole_horizon_in_both_arms(findings):
    assert findings.occupancy and findings.professionals == {}  # this town keeps no count of professionals
    for by_arm in findings.occupancy.values():
        assert set(by_arm) == {"baseline", "weighing"}
        assert all(len(series.mean) == 36 for series in by_arm.values())
    assert all(counts.shape == (36, 12) for counts in findings.paths.values())


def test_a_real_result_becomes_a_page_and_every_figure_on_its_own(known_result, tmp_path):
    page = write_report(known_result, tmp_path, "nl").read_text(encoding="utf-8")
    assert not re.search(r">nan|\bnan[<)%]|\bNone\b", page)
    assert figures.waterfall(known_result).get_figwidth() > 0
    assert known_result.plot.payers(lang="nl").get_figwidth() > 0


def test_an_interval_read_from_the_summary_is_not_recomputed(known_result, findings):
    entry = known_result.summary["outcomes"]["net_social_saving"]["difference"]
    assert findings.net_social.p05 == entry["p05"] and findings.net_social.p95 == entry["p95"]
    assert np.isfinite(findings.net_social.p50)


def test_a_dutch_report_says_title_question_and_labels_in_dutch_only(known_result, tmp_path):
    written = {
        lang: write_report(known_result, tmp_path / lang, lang).read_text(encoding="utf-8")
        for lang in ("en", "nl")
    }
    about = known_result.summary["scenario"]
    english = (about["title"], about["question"], *about["arms"].values())
    dutch = (about["title_nl"], about["question_nl"], *about["arms_nl"].values())
    assert len(dutch) == len(english) == 4
    for said, not_said, page in ((english, dutch, written["en"]), (dutch, english, written["nl"])):
        assert [words for words in said if words not in page] == []
        assert [words for words in not_said if words in page] == []


def test_a_result_without_dutch_words_is_reported_with_its_english_ones(known_result):
    about = {k: v for k, v in known_result.summary["scenario"].items() if not k.endswith("_nl")}
    old = SimpleNamespace(
        summary=known_result.summary | {"scenario": about},
        table=known_result.table,
        manifest=known_result.manifest,
    )
    found = findings_of(old).said_in("nl")
    assert found.title == about["title"]
    assert found.labels == about["arms"]


def test_a_dutch_answer_gives_a_parameter_in_dutch_words(findings):
    strong = replace(findings.parameters[0], name="weighing_release", rank_correlation=0.99)
    dutch = answer(replace(findings, parameters=(strong,)), Words("nl")).certainty
    assert "weighing" not in dutch and "release" not in dutch
    assert "eerder einde van maatregelen en zware hulp" in dutch


def test_a_payer_has_one_chance_of_break_even_on_the_page(findings):
    ledger = {row.payer: row.break_even.chance for row in findings.pockets[0].payers}
    assert ledger and all(
        payer.share_breaking_even == ledger[payer.id] for payer in findings.payers if payer.id in ledger
    )
    assert findings.share_breaking_even == findings.pockets[0].together.break_even.chance


def test_a_world_without_a_difference_counts_as_never_behind_in_both_tables(known_result):
    summary = json.loads(json.dumps(known_result.summary))
    arm = next(iter(summary["wrong_pockets"]["arms"].values()))
    arm["payers"]["municipality_youth"]["break_even"]["chance"] = 0.77  # the account's own share is another
    changed = SimpleNamespace(summary=summary, table=known_result.table, manifest=known_result.manifest)
    youth = next(payer for payer in findings_of(changed).payers if payer.id == "municipality_youth")
    assert youth.share_breaking_even == 0.77
