"""Readers meet parameters by a name in words, in their own language."""

import re

import pytest
from fake_findings import fake_findings

from youthsim.experiment.plan import SEVERITY, SOLVABILITY, THREAT_MONTHS
from youthsim.parameters import PARAMETERS
from youthsim.parameters.labels import labels
from youthsim.report.answer import answer
from youthsim.report.figures import FIGURES
from youthsim.report.findings import ParameterRow
from youthsim.report.page import render
from youthsim.report.words import Words


def test_every_parameter_has_a_label_in_both_languages_and_no_label_is_left_over():
    assert set(labels()) == {*PARAMETERS, SEVERITY, SOLVABILITY, THREAT_MONTHS}


def test_no_two_parameters_share_a_name():
    for lang in ("english", "dutch"):
        names = [getattr(label, lang) for label in labels().values()]
        assert len(set(names)) == len(names)


def test_a_label_is_words_and_no_id():
    for name, label in labels().items():
        assert "_" not in label.english + label.dutch + label.unit_dutch, name


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_answer_names_what_decides_in_words(lang):
    row = ParameterRow("work_coach_hours", "hours", "fixed", (), "", "assumption", True, 0.9)
    said = answer(fake_findings(parameters=(row,)), Words(lang)).certainty
    assert Words(lang).parameter("work_coach_hours") in said
    assert "work_coach_hours" not in said and "`" not in said


def test_a_parameter_of_one_arm_keeps_its_name_and_says_of_which_arm():
    assert Words("nl").parameter("arms.pooled.plan_trust").endswith("(pooled)")


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("uniform 0.5 to 3.5", "uniform 0,5 tot 3,5"),
        ("normal 0.7 ± 0.1 from 0 up to 1", "normaal 0,7 ± 0,1 vanaf 0 tot hoogstens 1"),
        ("lognormal, median 10, sigma 0.35", "lognormaal, mediaan 10, sigma 0,35"),
        ("beta, mean 0.25, as from 8 cases", "bèta, gemiddelde 0,25, als uit 8 gevallen"),
        ("triangular 0.1, 0.2, 0.4", "driehoekig 0,1; 0,2; 0,4"),
    ],
)
def test_a_prior_is_written_in_the_language_of_the_report(english, dutch):
    assert Words("nl").prior(english) == dutch
    assert Words("en").prior(english) == english


def test_every_prior_can_be_written_in_dutch():
    for parameter in PARAMETERS.values():
        said = Words("nl").prior(parameter.prior.describe())
        assert not re.search(r"\b(median|mean|from|up to|cases|normal|triangular)\b|\d\.\d", said), said


def test_the_dutch_table_of_parameters_holds_no_english_note():
    row = ParameterRow("work_coach_hours", "hours a month per youth", "beta, mean 0.25, as from 8 cases",
                       ("assumption",), "Guidance comes on top.", "assumption", True, 0.9)  # fmt: skip
    page = render(
        fake_findings(parameters=(row,)), Words("nl"), dict.fromkeys(FIGURES, '<svg viewBox="0 0 1 1"></svg>')
    )
    assert "uren begeleiding op een werkplek" in page
    assert "Guidance comes on top" not in page and "hours a month per youth" not in page
