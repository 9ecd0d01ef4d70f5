"""A town stands beside its sources in their terms: who is counted, over what time, at which prices."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from youthsim.calibration.target_numbers import MODEL_PRICE_YEAR
from youthsim.calibration.targets import read_targets
from youthsim.evidence.register import load_register
from youthsim.experiment.community import COMPARISONS, beside_sources
from youthsim.experiment.registers import FORMS, Register
from youthsim.people.episodes import N_COUNTERS, USED
from youthsim.people.records import CHILD, EPISODE, HOUSEHOLD, rows
from youthsim.report.words import Words
from youthsim.vocabulary.services import AMBULATORY_SUPPORT, SCHOOL_SUPPORT, YOUTH_MENTAL_HEALTH
from youthsim.vocabulary.states import ACTIVE, TREATED, TREATMENT_FOLLOWS

TARGETS = Path(__file__).parents[2] / "calibration" / "targets.yaml"
BY_ID = {one.id: one for one in COMPARISONS}
ASKED_TWICE = {
    "helped_half_year": "help_half_year", "begun_0_22": "begun", "outpatient_0_22": "stock_outpatient",
    "team_0_22": "stock_team", "home_0_22": "stock_intensive", "day_0_22": "stock_day",
    "foster_0_22": "stock_foster", "family_home_0_22": "stock_family_home",
    "residential_0_22": "stock_residential",
    "closed": "closed_flow", "orders": "orders_flow", "supervised": "supervision_stock",
    "reports": "reports_flow",
    "investigations": "investigations_flow", "special": "special_share", "admissions": "special_flow",
    "absent": "absent", "absent_long": "absent_long", "exempt": "exempt", "wait": "wait_start",
    "spending": "youth_spending", "stay_share": "spending_stay",
}  # fmt: skip
"""Figures here, and those of the fit that ask the same."""
OUTPATIENT, MENTAL, IN_CLASS = (1 << s for s in (AMBULATORY_SUPPORT, YOUTH_MENTAL_HEALTH, SCHOOL_SUPPORT))


@pytest.mark.parametrize(("here", "fitted"), ASKED_TWICE.items())
def test_what_the_fit_asks_too_has_the_same_value_and_range_there(here, fitted):
    target = next(one for one in read_targets(TARGETS).targets if one.id == fitted)
    shown = BY_ID[here].at_prices_of(MODEL_PRICE_YEAR)
    assert (shown.value, shown.low, shown.high) == pytest.approx((target.value, target.low, target.high))


def test_amounts_of_town_and_source_are_compared_at_one_price_level_that_is_said():
    facts = dict.fromkeys(_names(), 1.0) | {"children": 12.0, "youth_act_cents": 200_000.0}
    seen = {year: {row["id"]: row for row in beside_sources(facts, year)} for year in (2019, 2024)}
    spending = {year: rows_["spending"] for year, rows_ in seen.items()}
    assert spending[2019]["source"] == 1632  # 5.5 billion for 3.37 million minors, as it was paid
    assert 1.2 < spending[2024]["source"] / spending[2019]["source"] < 1.25  # prices rose by a fifth and more
    assert spending[2019]["inside"] is False
    assert spending[2024]["inside"] is True
    assert seen[2024]["begun_0_22"] == seen[2019]["begun_0_22"]
    for lang in ("en", "nl"):
        assert "2019" in Words(lang).town("spending", 2019)
    assert [one.id for one in COMPARISONS if one.unit.startswith("euro") != ("{year}" in one.label)] == []


def test_every_source_of_the_town_is_in_the_register():
    known = set(load_register().figures) | {"assumption"}
    assert {id_ for one in COMPARISONS for id_ in one.evidence.split(", ")} <= known


def test_who_counts_youths_to_22_says_so():
    assert {one.id for one in COMPARISONS if "0-22" in one.unit} == {
        one.id for one in COMPARISONS if one.id.endswith("_0_22")
    }
    for lang in ("en", "nl"):
        assert all("0-22" in Words(lang).town(id_, 2024) for id_ in BY_ID if id_.endswith("_0_22"))


def _names() -> set[str]:
    """Every fact that a comparison reads."""
    asked: set[str] = set()

    class Facts(dict[str, float]):
        def __missing__(self, name: str) -> float:
            asked.add(name)
            return 1.0

    for one in COMPARISONS:
        one.read(Facts())
    return asked


@pytest.fixture
def hamlet():
    """Five in one house: a minor, a youth of 20, one of 23, one who has moved away, one not yet born."""
    children, households = rows(5, CHILD), rows(2, HOUSEHOLD)
    children["age_months"] = (120, 240, 276, 100, -3)
    children["household"] = (0, 0, 0, 1, 0)
    households["arrives"], households["departs"] = -1, (999, 2)
    return SimpleNamespace(
        children=children, households=households, episodes=rows(4, EPISODE),
        counters=np.zeros(N_COUNTERS, dtype=np.int64), month=24,
    )  # fmt: skip


def _counted(hamlet, *months):
    """The facts of a year in which `months` are what each has, month by month; the last goes on."""
    register = Register(hamlet, 12)
    for month in range(12):
        hamlet.children["forms_active"] = months[min(month, len(months) - 1)]
        register.look(hamlet, month)
    return register.facts(hamlet)


def test_registers_count_residents_to_22_and_no_help_at_school(hamlet):
    everybody = [OUTPATIENT] * 5
    found = _counted(hamlet, everybody)
    assert (found["register_begun"], found["register_helped"], found["register_youths"]) == (2, 2, 2)
    assert found[f"register_months_{AMBULATORY_SUPPORT}"] == 24
    hamlet.children["forms_active"] = 0
    found = _counted(hamlet, [IN_CLASS] * 5)
    assert (found["register_begun"], found["register_helped"]) == (0, 0)
    assert SCHOOL_SUPPORT not in FORMS


def test_an_assessment_and_the_treatment_that_follows_are_two_episodes_begun(hamlet):
    hamlet.counters[USED] = 1
    assessed = hamlet.episodes[0]
    assessed["owner"], assessed["service"], assessed["state"] = 0, YOUTH_MENTAL_HEALTH, ACTIVE
    register = Register(hamlet, 12)
    hamlet.children["forms_active"][0] = MENTAL
    for month in range(12):
        assessed["phase"] = TREATMENT_FOLLOWS if month == 3 else TREATED
        register.look(hamlet, month)
    assert register.facts(hamlet)["register_begun"] == 2


def test_help_in_half_a_year_holds_who_had_any_and_two_outpatient_forms_are_one_kind(hamlet):
    ended_early = [OUTPATIENT, 0, 0, 0, 0]
    assert _counted(hamlet, ended_early, [0] * 5)["register_helped"] == 0
    hamlet.children["forms_active"] = 0
    found = _counted(hamlet, *[[0] * 5] * 7, [OUTPATIENT | MENTAL, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0] * 5)
    assert (found["register_helped"], found["register_kinds"]) == (1, 2)  # outpatient, then the team
