"""Margins come from files that say where each figure comes from; faults are told all at once."""

from __future__ import annotations

import copy

import pytest
from towns import middle_values

from youthsim.people.streams import world_key
from youthsim.population import Margins, bundled, margins_from_file, national, places, synthesise
from youthsim.scenario.faults import ScenarioError

OWN = {
    "place": "delft",
    "year": 2022,
    "margins": {
        "children_0_4": {"value": 4800, "source": "CBS StatLine"},
        "children_5_9": {"value": 4700, "source": "CBS StatLine"},
        "children_10_14": {"value": 4600, "source": "CBS StatLine"},
        "children_15_19": {"value": 6400, "source": "CBS StatLine"},
    },
}


def faults_of(content):
    with pytest.raises(ScenarioError) as caught:
        Margins.from_mapping(content, "mine.yaml")
    return {fault.where: str(fault) for fault in caught.value.faults}


def test_seven_places_are_there_with_a_quarter_of_one_and_the_region_of_another():
    towns = {"zwolle", "tilburg", "leeuwarden", "alkmaar", "gouda", "nijmegen", "nijkerk"}
    assert set(places()) == towns | {"nijmegen-noord", "alkmaar-region"}


@pytest.mark.parametrize("place", ("national", *places()))
def test_every_margin_has_a_value_and_a_source(place):
    margins = national() if place == "national" else bundled(place)
    for row in margins.table():
        assert row["source"] == "assumption" or row["source"].startswith("P"), row
        assert row["value"] is not None or row["name"] == "births_per_year"


def test_a_place_of_ones_own_needs_only_its_children():
    margins = Margins.from_mapping(OWN)
    assert margins.families_debt == national().families_debt
    assert margins.sources["children_0_4"] == "CBS StatLine" and margins.sources["families_debt"] == "P195"
    town = synthesise(margins, middle_values(), world_key(0, 0, 0), 12)
    assert town.summary["children_0_4"] == pytest.approx(4800, rel=0.04)


def test_a_file_of_ones_own_can_be_read(tmp_path):
    file = tmp_path / "delft.yaml"
    file.write_text(
        "place: delft\nyear: 2022\nmargins:\n"
        + "".join(f"  {name}: {{value: {m['value']}, source: CBS}}\n" for name, m in OWN["margins"].items())
        + "  births_per_year: {value: 700, source: assumption}\n"
    )
    margins = margins_from_file(file)
    assert margins.children_15_19 == 6400
    town = synthesise(margins, middle_values(), world_key(0, 0, 0), 60)
    assert town.summary["births_per_year"] == pytest.approx(700, rel=0.08)


def test_all_faults_are_told_at_once():
    content = copy.deepcopy(OWN)
    content["plaats"] = "Delft"
    content["year"] = "2022"
    content["margins"]["children_0_4"] = 4800
    content["margins"]["children_5_9"]["value"] = -1
    content["margins"]["children_10_14"]["source"] = ""
    content["margins"]["famileis_debt"] = {"value": 0.1, "source": "x"}
    content["margins"]["practical"] = {"value": "many", "source": "x"}
    del content["margins"]["children_15_19"]
    faults = faults_of(content)
    assert set(faults) == {
        "plaats",
        "year",
        "margins.children_0_4",
        "margins.children_5_9.value",
        "margins.children_10_14.source",
        "margins.famileis_debt",
        "margins.practical.value",
        "margins.children_15_19",
    }
    assert "families_debt" in faults["margins.famileis_debt"]
    assert "mine.yaml" in faults["year"]
    assert "expected 0 to" in faults["margins.children_5_9.value"]


@pytest.mark.parametrize("content", (None, [], "delft", {}, {"place": "delft", "year": 2022, "margins": []}))
def test_something_else_than_margins_is_refused_with_a_reason(content):
    assert faults_of(content)


def test_margins_that_cannot_go_together_are_refused():
    content = copy.deepcopy(OWN)
    for name, value in (("one_child", 0.2), ("two_children", 0.2), ("more_children", 0.2)):
        content["margins"][f"young_{name}"] = {"value": value, "source": "x"}
    assert "add up to 0.6" in faults_of(content)["margins.young_one_child"]
    for name, value in (("one_child", 0.05), ("two_children", 0.15), ("more_children", 0.8)):
        content["margins"][f"young_{name}"] = {"value": value, "source": "x"}
    assert "cannot occur together" in faults_of(content)["margins.young_one_child"]


def test_a_file_that_is_missing_or_not_yaml_is_a_fault_and_not_a_crash(tmp_path):
    (tmp_path / "bad.yaml").write_text("place: [unclosed")
    for name in ("absent.yaml", "bad.yaml"):
        with pytest.raises(ScenarioError):
            margins_from_file(tmp_path / name)
