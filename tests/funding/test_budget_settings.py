"""How a scenario writes a budget, and what becomes of it."""

from __future__ import annotations

import pytest

from youthsim.catalogue import load
from youthsim.evidence.money import price_factor
from youthsim.experiment.instruments import regime_combination
from youthsim.experiment.settling import regime_in
from youthsim.funding.budgets import DOCTORS, OVERRUN, PER, UNSPENT, Budget
from youthsim.funding.regimes import regime_of
from youthsim.funding.settings import BUDGET_SETTINGS, RegimeSettings
from youthsim.parameters import medians


def budget_of(**written) -> Budget | None:
    return regime_of(RegimeSettings.model_validate(written), medians()).budget


def test_what_is_left_out_is_the_habit_of_the_contract():
    assert budget_of(kind="lump_sum") is None
    assert budget_of(kind="lump_sum", budget="85%") == Budget(0.85, None, unspent="provider")
    assert budget_of(kind="task_based", budget="0%") == Budget(0.0, None, unspent="provider")
    assert budget_of(kind="pooled", budget="112.5%") == Budget(1.125, None, unspent="municipality")
    assert budget_of(kind="pxq", budget="100%") == Budget(1.0, None, by_unit=True)


@pytest.mark.parametrize("band", ["±5%", "5%", "+/-5 %", " ± 5%"])
def test_an_amount_in_euros_and_a_band_around_it(band):
    found = budget_of(kind="pooled", budget="€12 million (2024)", overrun="thin", corridor=band,
                      budget_per="service")  # fmt: skip
    assert found == Budget(None, 1_200_000_000, "thin", "municipality", 0.05, "bound", "service")
    dutch = budget_of(kind="pooled", budget="€1.250.000,50 (2024)", doctors="free")
    assert (dutch.cents, dutch.doctors) == (125_000_050, "free")


def test_what_was_written_can_be_written_again():
    for written in (
        {"kind": "lump_sum", "budget": "85%", "overrun": "pay", "corridor": "±2.5%"},
        {"kind": "pooled", "budget": "€12,000,000.00 (2024)", "unspent": "provider", "budget_per": "service"},
    ):
        settings = RegimeSettings.model_validate(written)
        again = settings.model_dump(mode="json", exclude_none=True, by_alias=True)
        assert again == written and RegimeSettings.model_validate(again) == settings


def test_an_amount_is_at_the_price_level_and_for_the_part_of_the_town_that_is_simulated():
    scenario = load("zwolle-30-40").model_copy(update={"population_share": 0.25, "price_year": 2024})
    settings = RegimeSettings.model_validate({"kind": "pooled", "budget": "€10 million (2020)"})
    arm = scenario.arms["baseline"].model_copy(update={"regime": settings})
    found = regime_in(arm, medians(), scenario).budget
    assert found.cents == round(1e9 * 0.25 * float(price_factor(2020, 2024)))
    assert found.cents > 2.5e8
    percent = settings.model_copy(update={"budget": 0.9})
    assert regime_in(arm.model_copy(update={"regime": percent}), medians(), scenario).budget.share == 0.9


def test_a_budget_that_follows_a_switch_belongs_to_what_follows():
    written = {"kind": "pxq", "switch": {"to": {"kind": "pooled", "budget": "85%"}, "at": "12 months"}}
    regime = regime_of(RegimeSettings.model_validate(written), medians())
    assert regime.budget is None and regime.next.regime.budget.share == 0.85


def test_a_budget_is_a_matter_of_financing():
    start, goal = (
        RegimeSettings(kind="pxq"),
        RegimeSettings.model_validate({"kind": "pooled", "budget": "85%"}),
    )
    assert regime_combination(start, goal, frozenset({"law", "governance", "accountability"})).budget is None
    assert regime_combination(start, goal, frozenset({"financing"})).budget == 0.85


def test_every_word_is_explained_where_an_editor_shows_it():
    fields = RegimeSettings.model_fields
    assert set(BUDGET_SETTINGS) <= set(fields)
    for name, words in (
        ("overrun", OVERRUN),
        ("unspent", UNSPENT),
        ("doctors", DOCTORS),
        ("budget_per", PER),
    ):
        assert all(f"{word}: {said}" in fields[name].description for word, said in words.items())
