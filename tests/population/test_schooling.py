"""Every child goes to a school of its kind, and schools hold who goes there."""

from __future__ import annotations

import numpy as np
import pytest
from towns import town_of

from youthsim.population import places
from youthsim.vocabulary.states import (
    LEFT_QUALIFIED,
    LEFT_UNQUALIFIED,
    NOT_YET,
    PRACTICAL,
    REGULAR_PRIMARY,
    REGULAR_SECONDARY,
    SPECIAL_PRIMARY,
    SPECIAL_SCHOOL,
    SPECIAL_SECONDARY,
    VOCATIONAL,
)

AT_SCHOOL = (
    REGULAR_PRIMARY,
    SPECIAL_PRIMARY,
    SPECIAL_SCHOOL,
    REGULAR_SECONDARY,
    PRACTICAL,
    SPECIAL_SECONDARY,
    VOCATIONAL,
)


@pytest.mark.parametrize("place", places())
def test_no_school_is_of_another_kind_than_its_pupils_education(place):
    town = town_of(place)
    education, school = town.children["education"], town.children["school"]
    at_school = np.isin(education, AT_SCHOOL)
    assert (town.schools["kind"][school[at_school]] == education[at_school]).all()
    assert (school[~at_school] == -1).all()


def test_the_schools_that_wait_for_a_child_are_of_the_right_kind(tilburg):
    kind, lives = tilburg.schools["kind"], tilburg.lives
    assert set(kind[lives["regular_school"]]) == {REGULAR_PRIMARY}
    assert set(kind[lives["secondary_school"]]) == {REGULAR_SECONDARY, PRACTICAL}
    assert set(kind[lives["special_school"]]) == {SPECIAL_PRIMARY, SPECIAL_SCHOOL}
    assert set(kind[lives["secondary_special_school"]]) == {SPECIAL_SECONDARY}
    assert kind[tilburg.vocational_school] == VOCATIONAL


def test_education_fits_the_age_at_arrival(tilburg):
    children = tilburg.children
    age = children["age_months"] + np.maximum(tilburg.households["arrives"][children["household"]], 0)
    spans = {
        NOT_YET: (-9999, 47),
        REGULAR_PRIMARY: (48, 143),
        SPECIAL_PRIMARY: (48, 143),
        SPECIAL_SCHOOL: (48, 143),
        REGULAR_SECONDARY: (144, 215),
        PRACTICAL: (144, 215),
        SPECIAL_SECONDARY: (144, 215),
        VOCATIONAL: (192, 275),
        LEFT_QUALIFIED: (216, 275),
        LEFT_UNQUALIFIED: (216, 275),
    }
    for education, (low, high) in spans.items():
        ages = age[children["education"] == education]
        assert len(ages) and ages.min() >= low and ages.max() <= high, education


def test_brothers_and_sisters_go_to_the_same_neighbourhood_school(tilburg):
    home = tilburg.children["household"]
    school = np.full(len(tilburg.households), -1)
    school[home] = tilburg.lives["regular_school"]
    assert (school[home] == tilburg.lives["regular_school"]).all()


def test_pupils_are_counted_once_and_only_when_in_town(tilburg):
    here = tilburg.present(0) & (tilburg.children["school"] >= 0)
    assert tilburg.schools["pupils"].sum() == here.sum()
    school = int(np.argmax(tilburg.schools["pupils"]))
    assert tilburg.schools["pupils"][school] == (tilburg.children["school"][here] == school).sum()


def test_special_schools_have_room_for_their_pupils_and_little_more(tilburg, values):
    special = np.isin(tilburg.schools["kind"], (SPECIAL_PRIMARY, SPECIAL_SCHOOL, SPECIAL_SECONDARY))
    pupils, room = tilburg.schools["pupils"][special], tilburg.schools["places"][special]
    assert (room >= pupils).all()
    assert room.sum() <= pupils.sum() * (1 + values["population_special_slack"]) + special.sum()
    assert not tilburg.schools["places"][~special].any()


def test_schools_are_of_the_usual_size(tilburg):
    for kind, usual in ((REGULAR_PRIMARY, 220), (REGULAR_SECONDARY, 900)):
        pupils = tilburg.schools["pupils"][tilburg.schools["kind"] == kind]
        low = 0.6 if kind == REGULAR_SECONDARY else 0.85  # non-academic pupils leave at 16 for the mbo
        assert low * usual < pupils.mean() < 1.15 * usual


def test_pupils_of_special_education_need_more(tilburg):
    children = tilburg.children
    regular = children["education"] == REGULAR_PRIMARY
    for kind, other in (
        (SPECIAL_PRIMARY, regular),
        (SPECIAL_SCHOOL, children["education"] == SPECIAL_PRIMARY),
    ):
        for domain in ("own_learning", "own_externalising"):
            assert children[domain][children["education"] == kind].mean() > children[domain][other].mean()


def test_neighbourhood_schools_differ_in_origin(tilburg, values):
    school = np.full(len(tilburg.households), -1)
    school[tilburg.children["household"]] = tilburg.lives["regular_school"]
    origin = tilburg.households["origin"].astype(float)
    means = np.bincount(school, origin) / np.bincount(school)
    declared = values["population_school_segregation"]
    assert np.var(means[school]) == pytest.approx(declared**2, abs=0.03)


def test_the_road_to_special_primary_is_travelled_year_by_year(tilburg):
    age = tilburg.children["age_months"] // 12
    here = tilburg.present(0)

    def share(year):
        group = here & (age == year)
        return np.isin(tilburg.children["education"][group], (SPECIAL_PRIMARY, SPECIAL_SCHOOL)).mean()

    assert share(5) < 0.5 * share(10)
