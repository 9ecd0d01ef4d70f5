"""What a reader has to know first is said with the answer: nobody eligible, a part of the town, assumed prices."""

# ruff: noqa: E501
from __future__ import annotations

import copy
from typing import Any

import pytest

from youthsim import catalogue
from youthsim.experiment.cautions import ROOM_TO_CHOOSE, TEXTS, cautions, nobody, nobody_words
from youthsim.experiment.summary import summarise


@pytest.fixture
def summary() -> dict[str, Any]:
    """The parts of a summary that are looked at: 10 cases of 60 eligible in a whole town."""
    return {
        "scenario": {"arms": {"baseline": "", "plan": ""}, "target": 10, "population_share": 1.0, "rule": "zwolle_safety"},
        "cases": {"plan": {"10": {"eligible": {"mean": 60.0}, "chance_too_few": 0.0}}},
        "wrong_pockets": {"arms": {"plan": {"concerns": "caseload"}}},
    }  # fmt: skip


def changed(summary: dict[str, Any], **changes: Any) -> dict[str, Any]:
    found = copy.deepcopy(summary)
    of_cases = found["cases"]["plan"]["10"]
    if "eligible" in changes:
        of_cases["eligible"]["mean"] = changes.pop("eligible")
    if "chance_too_few" in changes:
        of_cases["chance_too_few"] = changes.pop("chance_too_few")
    if "concerns" in changes:
        found["wrong_pockets"]["arms"]["plan"]["concerns"] = changes.pop("concerns")
    found["scenario"] |= changes
    return found


ZWOLLE = catalogue.load("zwolle-30-40")


def test_a_whole_town_with_enough_to_choose_from_has_nothing_to_say(summary: dict[str, Any]) -> None:
    assert cautions(summary, ZWOLLE, "en") == cautions(summary, ZWOLLE, "nl") == []


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_any_part_of_a_town_says_what_it_is_a_part_of(summary: dict[str, Any], lang: str) -> None:
    (said,) = cautions(changed(summary, population_share=0.3, eligible=40.0), ZWOLLE, lang)
    assert "30%" in said and "25%" in said and " 40 " in said and "population_share: 100%" in said
    assert TEXTS[lang]["share_few"][:12] not in said


def test_a_town_shrunk_until_there_is_no_choice_left_says_so(summary: dict[str, Any]) -> None:
    just = ROOM_TO_CHOOSE * 10
    few, enough = (
        cautions(changed(summary, population_share=0.3, eligible=n), ZWOLLE, "en")[0]
        for n in (just - 1, just)
    )
    assert "hardly a choice left" in few and "hardly a choice left" not in enough


def test_where_the_town_is_funded_otherwise_the_cases_play_no_part(summary: dict[str, Any]) -> None:
    shrunk = changed(summary, population_share=0.3, eligible=0.0, concerns="town", chance_too_few=1.0)
    (said,) = cautions(shrunk, ZWOLLE, "en")
    assert "scarce" in said and "cases" not in said and not nobody(shrunk)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_towns_with_too_few_are_counted(summary: dict[str, Any], lang: str) -> None:
    (said,) = cautions(changed(summary, chance_too_few=0.4, eligible=11.0), ZWOLLE, lang)
    assert "40%" in said and " 10 " in said


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Nobody is eligible"), ("nl", "Niemand komt in aanmerking")]
)
def test_nobody_eligible_is_said_and_nothing_is_said_of_savings(
    summary: dict[str, Any], lang: str, words: str
) -> None:
    empty = changed(summary, eligible=0.0, chance_too_few=1.0)
    assert nobody(empty) and nobody_words(empty, lang).startswith(words)
    assert cautions(empty, ZWOLLE, lang) == [nobody_words(empty, lang)]
    assert "30%" in nobody_words(changed(empty, population_share=0.3), lang)


def test_assumed_prices_are_said(summary: dict[str, Any]) -> None:
    later = ZWOLLE.model_copy(update={"price_year": 2027})
    (said,) = cautions(summary, later, "en")
    assert "known to 2025" in said and "2026-2027" in said and "2%" in said


def test_a_run_carries_its_cautions_and_a_run_without_any_has_no_such_key(ensemble_of) -> None:
    ensemble = ensemble_of()
    ensemble.reading["eligible"][:] = 30
    share = ensemble.plan.scenario.population_share
    said = summarise(ensemble)["cautions"]
    assert share < 1 and len(said["en"]) == len(said["nl"]) == 1
    object.__setattr__(
        ensemble.plan, "scenario", ensemble.plan.scenario.model_copy(update={"population_share": 1.0})
    )
    assert "cautions" not in summarise(ensemble)
    ensemble.reading["eligible"][:] = 0
    empty = summarise(ensemble)
    assert empty["answer"] == empty["cautions"]
    assert empty["answer"]["en"][0].startswith("Nobody is eligible")


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_fewer_placements_with_less_help_are_no_finding_while_the_fit_does_not_know_unmet_need(summary, lang):
    from youthsim.experiment.cautions import withheld_words
    from youthsim.funding.settings import RegimeSettings

    bound = RegimeSettings.model_validate({"kind": "pxq", "budget": "10%"})
    arms = {name: arm.model_copy(update={"regime": bound}) for name, arm in ZWOLLE.arms.items()}
    less = ZWOLLE.model_copy(update={"arms": arms})
    assert withheld_words(lang) in cautions(summary, less, lang, asleep=("unmet_crisis",))
    assert withheld_words(lang) not in cautions(summary, less, lang, asleep=())
    assert withheld_words(lang) not in cautions(summary, ZWOLLE, lang, asleep=("unmet_crisis",))


def test_a_run_on_the_bundled_fit_lives_without_what_is_younger_than_it():
    from youthsim.experiment.plan import Plan

    assert "unmet_crisis" in Plan.of(ZWOLLE, draws=2).asleep
    assert Plan.of(ZWOLLE.model_copy(update={"posterior": "none"}), draws=2).asleep == ()
