"""A town gives its margins back, keeps its size, and is the same town for the same key."""

from __future__ import annotations

import numpy as np
import pytest
from towns import MONTHS, middle_values, town_of

from youthsim.people.streams import world_key
from youthsim.population import beside_sources, bundled, places, synthesise
from youthsim.population.families import Demography, Numbers
from youthsim.population.town import build

COUNTS = ("children_0_4", "children_5_9", "children_10_14")
OF_CHILDREN = ("girls", "minors_low_income")
OF_HOUSEHOLDS = ("single_parent", "families_debt", "families_bad_housing")
OF_PRIMARY = ("primary_special", "special_school")
OF_UPPER = ("special_secondary", "practical")


@pytest.mark.parametrize("place", places())
def test_a_town_gives_its_margins_back(place):
    town = town_of(place)
    found = {row["name"]: (row["value"], row["realised"]) for row in beside_sources(bundled(place), town)}
    for name in COUNTS:
        wanted, realised = found[name]
        assert realised == pytest.approx(wanted, abs=3 * np.sqrt(wanted)), name
    size = town.summary
    for names, n in (
        (OF_CHILDREN, size["children"] / 1.8),  # children of one household share its income
        (OF_HOUSEHOLDS, size["households_with_minors"]),
        (OF_PRIMARY, size["children"] * 8 / 18),
        (OF_UPPER, size["children"] * 6 / 18),
    ):
        for name in names:
            wanted, realised = found[name]
            assert realised == pytest.approx(wanted, abs=3.5 * np.sqrt(wanted / n)), name
    for name in ("young_one_child", "young_two_children", "young_more_children", "academic"):
        wanted, realised = found[name]
        assert realised == pytest.approx(wanted, abs=0.03), name


def test_the_18_to_22_year_olds_of_a_student_city_are_its_own_less_who_moved(tilburg, values):
    margins = bundled("tilburg")
    five_cohorts = 5 * margins.children_10_14 * margins.step_to_15_19 / 5
    assert margins.children_15_19 > five_cohorts
    stay = 1 - values["population_moves_per_year"]
    still_here = five_cohorts * np.mean(stay ** np.linspace(0, 5, 61))
    assert tilburg.summary["children_18_22"] == pytest.approx(still_here, rel=0.025)


@pytest.mark.parametrize("place", ("tilburg", "nijkerk"))
def test_births_ageing_and_moves_keep_the_number_of_minors(place):
    """The margins count fewer young than older children, so a few per cent go; no more than that."""
    town = town_of(place)
    age = town.children["age_months"].astype(int)

    def minors(month):
        return (town.present(month) & (age + month < 216)).sum()

    assert minors(120) == pytest.approx(minors(0), rel=0.045)


def test_as_many_families_move_in_as_leave(tilburg):
    homes = tilburg.households
    minors = tilburg.present(0) & (tilburg.children["age_months"] < 216)
    start = np.unique(tilburg.children["household"][minors])
    left = (homes["departs"][start] <= 12).sum()
    moved_in = ((homes["uid"] >> 44) & 15 == 2) & (homes["arrives"] < 12)
    assert moved_in.sum() == pytest.approx(left, abs=4 * np.sqrt(2 * left))
    assert moved_in.sum() == pytest.approx(0.031 * len(start), rel=0.1)


def test_the_same_key_gives_the_same_bytes():
    first = synthesise(bundled("nijkerk"), middle_values(), world_key(3, 1, 0), 60)
    second = synthesise(bundled("nijkerk"), middle_values(), world_key(3, 1, 0), 60)
    for name in ("children", "lives", "households", "schools"):
        assert getattr(first, name).tobytes() == getattr(second, name).tobytes()
    assert first.summary == second.summary


def test_another_world_is_another_town():
    first, other = town_of("nijkerk", 11), town_of("nijkerk", 12)
    assert not np.array_equal(first.households["origin"][:1000], other.households["origin"][:1000])


def by_uid(array):
    """Rows by uid, without the row number of the household, which alone may shift."""
    rows = array[np.argsort(array["uid"])].copy()
    if "household" in rows.dtype.names:
        rows["household"] = 0
    return rows


def same_people(town, other):
    """All of `town` are in `other`, every field as it was, in the households they had."""
    for name in ("children", "lives", "households"):
        few, many = by_uid(getattr(town, name)), by_uid(getattr(other, name))
        many = many[np.isin(many["uid"], few["uid"])]
        assert few.tolist() == many.tolist(), name
    home = {int(c["uid"]): int(other.households["uid"][c["household"]]) for c in other.children}
    assert all(
        home[int(uid)] == int(homed)
        for uid, homed in zip(
            town.children["uid"], town.households["uid"][town.children["household"]], strict=True
        )
    )


@pytest.mark.parametrize("kind", ("settled", "founded", "moved_in"))
def test_one_household_more_changes_nobody_else(values, kind):
    margins, world = bundled("nijkerk"), world_key(5, 0, 0)
    demography = Demography.of(margins, values)
    numbers = demography.numbers(60)
    more = {name: getattr(numbers, name) for name in ("settled", "founded", "moved_in")}
    more[kind] = more[kind] + (1 if kind == "settled" else np.eye(60)[17])
    town = build(demography, numbers, margins, values, world, 60)
    larger = build(demography, Numbers(**more), margins, values, world, 60)
    same_people(town, larger)
    grown = len(larger.households) - len(town.households)
    assert grown == 1 or (kind == "settled" and grown == 0)
    counted = ["pupils", "places", "strain_sum"]
    kept = [name for name in town.schools.dtype.names if name not in counted]
    assert town.schools[kept].tolist() == larger.schools[kept].tolist()


def test_a_longer_run_has_the_same_people_and_more():
    same_people(town_of("nijkerk", months=60), town_of("nijkerk", months=90))
    assert len(town_of("nijkerk", months=90).children) > len(town_of("nijkerk", months=60).children)


def test_part_of_a_town_is_smaller_in_all_its_parts(tilburg):
    tenth = town_of("tilburg", share=0.1)
    for name in ("children", "children_18_22", "households_with_minors", "births_per_year"):
        assert tenth.summary[name] == pytest.approx(0.1 * tilburg.summary[name], rel=0.08)
    assert tenth.summary["schools"] < 0.2 * tilburg.summary["schools"]


def test_uids_are_unique_over_all_kinds(tilburg):
    uids = np.concatenate([tilburg.children["uid"], tilburg.households["uid"], tilburg.schools["uid"]])
    assert len(np.unique(uids)) == len(uids)
    assert np.array_equal(tilburg.children["uid"], tilburg.lives["uid"])


def test_children_wait_until_they_are_born_and_their_household_is_there(tilburg):
    children = tilburg.children
    arrives = tilburg.households["arrives"][children["household"]]
    departs = tilburg.households["departs"][children["household"]]
    assert (arrives < departs).all()
    assert (children["age_months"] < 0).any() and (arrives > 0).any()
    for month in (0, 40, MONTHS - 1):
        here = tilburg.present(month)
        assert (children["age_months"][here] + month >= 0).all()
        assert (arrives[here] <= month).all() and (departs[here] > month).all()


def test_families_move_in_with_minors_only_and_founders_come_with_a_birth(tilburg):
    children, homes = tilburg.children, tilburg.households
    cohort = (homes["uid"] >> 44) & 15
    age = children["age_months"] + homes["arrives"][children["household"]].astype(int)
    of = cohort[children["household"]]
    assert age[of == 2].max() < 216 and age[of == 2].min() < 0
    oldest = np.full(len(homes), -9999)
    np.maximum.at(oldest, children["household"], age)
    assert (oldest[cohort == 2] >= 0).all()
    assert (oldest[cohort == 1] == 0).all()


def test_brothers_and_sisters_are_born_at_least_ten_months_apart(tilburg):
    children = tilburg.children
    order = np.lexsort((-children["age_months"], children["household"]))
    home, age = children["household"][order], children["age_months"][order].astype(int)
    gap = (age[:-1] - age[1:])[home[:-1] == home[1:]]
    assert gap.min() >= 10
    assert 28 < np.median(gap) < 40


def test_there_are_no_faulty_numbers(tilburg):
    for array in (tilburg.children, tilburg.lives, tilburg.households, tilburg.schools):
        for name in array.dtype.names:
            assert np.isfinite(array[name]).all(), name


@pytest.mark.parametrize("share", (0.0, 1.5))
def test_a_share_beyond_the_town_is_refused(values, share):
    with pytest.raises(ValueError, match="share of the town"):
        synthesise(bundled("nijkerk"), values, world_key(0, 0, 0), 12, share)
