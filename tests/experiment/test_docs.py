"""What the docs promise about results is what a result holds."""

import re
from pathlib import Path

import pytest

from youthsim.experiment.results import write_result

DOCS = Path(__file__).parents[2] / "docs"


def test_every_key_of_the_summary_is_explained(ensemble_of, tmp_path):
    summary = write_result(ensemble_of(tmp_path), tmp_path).summary
    explained = set(re.findall(r"`([a-z_]+)[.`]", (DOCS / "results.md").read_text()))
    assert set(summary) <= explained


def test_every_term_of_the_report_has_an_anchor_among_the_definitions():
    terms = pytest.importorskip("youthsim.report.terms")
    anchors = set(re.findall(r'<a id="([a-z_]+)">', (DOCS / "definitions.md").read_text()))
    assert {term.id for term in terms.TERMS} <= anchors


def test_links_from_results_to_definitions_lead_somewhere():
    anchors = set(re.findall(r'<a id="([a-z_]+)">', (DOCS / "definitions.md").read_text()))
    assert set(re.findall(r"definitions\.md#([a-z_]+)", (DOCS / "results.md").read_text())) <= anchors
