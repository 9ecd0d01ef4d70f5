"""Both languages are whole, and every linked term has a meaning."""

import re
import string

import pytest

from youthsim.experiment.community import COMPARISONS
from youthsim.outcomes import OUTCOMES
from youthsim.report.dutch_names import DUTCH_OUTCOMES, DUTCH_PATHS, DUTCH_TOWN
from youthsim.report.figures.children import DRAWN
from youthsim.report.page import LINK
from youthsim.report.strings import STRINGS
from youthsim.report.terms import TERM, TERMS
from youthsim.report.words import Words
from youthsim.vocabulary.paths import PATHS


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", STRINGS)
def test_every_text_stands_in_both_languages_with_the_same_places_to_fill(key):
    english, dutch = STRINGS[key]
    assert english.strip() and dutch.strip()
    assert places(english) == places(dutch)
    assert {m[0] for m in LINK.findall(english)} == {m[0] for m in LINK.findall(dutch)}


def test_every_outcome_and_care_path_has_a_dutch_name():
    assert set(DUTCH_OUTCOMES) == {outcome.id for outcome in OUTCOMES}
    assert len(DUTCH_PATHS) == len(PATHS)
    assert set(DUTCH_TOWN) == {row.id for row in COMPARISONS}


def test_every_linked_term_is_defined_and_every_definition_speaks_both_languages():
    linked = {m[0] for pair in STRINGS.values() for text in pair for m in LINK.findall(text)}
    assert linked <= set(TERM)
    assert all(part.strip() for term in TERMS for part in (*term.name, *term.text))
    assert all(term.text[0] != term.text[1] for term in TERMS)


def test_the_children_figure_only_draws_outcomes_that_exist():
    assert {id_ for ids in DRAWN.values() for id_ in ids} <= {outcome.id for outcome in OUTCOMES}


def test_another_language_is_refused_by_name():
    with pytest.raises(ValueError, match="'fr'"):
        Words("fr")


def test_no_english_sentence_stayed_behind_in_dutch():
    english = re.compile(r"\b(the|with|and|of the|what|which)\b", re.I)
    assert not [
        key for key, (_, dutch) in STRINGS.items() if english.search(re.sub(r"\[\[\w+\||\{\w+\}", "", dutch))
    ]


def test_every_payer_can_stand_in_a_sentence():
    from youthsim.report.dutch_names import PAYERS_IN_TEXT
    from youthsim.vocabulary.payers import PAYERS

    assert set(PAYERS_IN_TEXT) == {payer.id for payer in PAYERS}


def test_a_region_is_called_as_its_language_calls_it():
    assert Words("nl").place("alkmaar-region") == "Regio Alkmaar"
    assert Words("en").place("alkmaar-region") == "Region of Alkmaar"
    assert Words("nl").place("nijmegen-noord") == "Nijmegen-Noord"
