"""Traits hang together as the parameters declare."""

from __future__ import annotations

import numpy as np
import pytest
from towns import middle_values, town_of

from youthsim.parameters.population import POPULATION
from youthsim.people.streams import world_key
from youthsim.population import bundled, synthesise

DOMAINS = ("internalising", "externalising", "learning")


def correlation(a, b):
    return float(np.corrcoef(a, b)[0, 1])


def siblings(town):
    """Rows of first and second children of the same household."""
    order = town.lives["birth_order"]
    first, second = (np.flatnonzero(order == k) for k in (1, 2))
    home = town.children["household"]
    _, one, two = np.intersect1d(home[first], home[second], return_indices=True)
    return first[one], second[two]


@pytest.mark.parametrize("domain", DOMAINS)
def test_siblings_share_the_declared_part_of_their_lasting_need(tilburg, values, domain):
    one, two = siblings(tilburg)
    own, need = tilburg.children[f"own_{domain}"], tilburg.children[f"need_{domain}"]
    shared = values["population_household_share"]
    assert correlation(own[one], own[two]) == pytest.approx(shared, abs=0.03)
    passing = need - own
    assert correlation(passing[one], passing[two]) == pytest.approx(0, abs=0.03)


@pytest.mark.parametrize("domain", DOMAINS)
def test_needs_have_sd_one_and_the_declared_part_lasts(tilburg, values, domain):
    own, need = tilburg.children[f"own_{domain}"], tilburg.children[f"need_{domain}"]
    assert need.std() == pytest.approx(1, abs=0.02) and need.mean() == pytest.approx(0, abs=0.03)
    assert own.var() == pytest.approx(values["population_own_share"], abs=0.02)
    assert correlation(own, need) ** 2 == pytest.approx(values["population_own_share"], abs=0.02)


def test_needs_of_one_child_correlate_as_declared(tilburg, values):
    for k, one in enumerate(DOMAINS):
        for other in DOMAINS[k + 1 :]:
            made = correlation(tilburg.children[f"need_{one}"], tilburg.children[f"need_{other}"])
            assert made == pytest.approx(values[f"population_{one}_{other}"], abs=0.03)


def test_disability_is_as_frequent_as_declared_and_raises_learning_need_most(tilburg, values):
    disabled = tilburg.lives["disability"] == 1
    assert disabled.mean() == pytest.approx(values["population_disability"], abs=0.005)
    raised = {
        domain: tilburg.children[f"own_{domain}"][disabled].mean()
        - tilburg.children[f"own_{domain}"][~disabled].mean()
        for domain in DOMAINS
    }
    assert raised["learning"] > raised["externalising"] > 0.2
    assert raised["learning"] > 0.7


def test_origin_ties_money_housing_health_network_and_trust_together(tilburg, values):
    homes = tilburg.households
    for trouble in ("poor", "debt", "bad_housing"):
        there = homes[trouble] == 1
        assert homes["origin"][there].mean() - homes["origin"][~there].mean() > 0.7
    lasting = np.sqrt(values["population_health_own_share"])
    assert homes["own_health"].std() == pytest.approx(lasting, abs=0.02)
    for field, name, sign in (("own_health", "health", 1), ("network", "network", -1)):
        declared = sign * values[f"population_origin_{name}"]
        assert correlation(homes[field], homes["origin"]) == pytest.approx(declared, abs=0.02)
    assert correlation(homes["trust"], homes["origin"]) < -0.25
    assert homes["trust"].min() > 0 and homes["trust"].max() < 1
    both = ((homes["poor"] == 1) & (homes["debt"] == 1)).mean()
    assert both > 2 * homes["poor"].mean() * homes["debt"].mean()


def test_without_origin_troubles_fall_on_families_by_chance(values):
    off = {name: 0.0 for name in values if name.startswith("population_origin_")}
    town = synthesise(bundled("zwolle"), values | off, world_key(1, 0, 0), 12)
    homes = town.households
    both = ((homes["poor"] == 1) & (homes["debt"] == 1)).mean()
    assert both == pytest.approx(homes["poor"].mean() * homes["debt"].mean(), abs=0.003)
    assert correlation(homes["origin"], homes["own_health"]) == pytest.approx(0, abs=0.02)


def test_only_children_live_with_one_parent_more_often(tilburg):
    homes = tilburg.households
    size = np.bincount(tilburg.children["household"], minlength=len(homes))
    single = homes["adults"] == 1
    assert single[size == 1].mean() > 1.4 * single[size == 2].mean()


def test_any_draw_from_the_priors_makes_a_sound_town():
    rng = np.random.default_rng(1)
    for draw in range(12):
        sample = {p.name: p.prior.quantile(float(rng.uniform(0.001, 0.999))) for p in POPULATION}
        town = synthesise(bundled("nijkerk"), sample, world_key(2, draw, 0), 12, 0.5)
        for array in (town.children, town.households, town.schools):
            assert all(np.isfinite(array[name]).all() for name in array.dtype.names)
        assert town.children["need_learning"].std() == pytest.approx(1, abs=0.06)
        one, two = siblings(town)
        own = town.children["own_externalising"]
        assert correlation(own[one], own[two]) == pytest.approx(sample["population_household_share"], abs=0.1)


def test_a_town_starts_without_help_order_or_history():
    town = town_of("gouda")
    assert not town.children["legal"].any() and not town.children["forms_active"].any()
    assert set(np.unique(town.children["living"])) == {0, 8}
    assert (town.children["age_months"][town.children["living"] == 8] >= 216).all()
    assert (town.lives["last_incident"] == -999).all() and (town.lives["stay_asked"] == -1).all()
    assert (town.households["enrolled_month"] == -1).all() and (town.households["case"] == -1).all()
    assert middle_values().keys() == {p.name for p in POPULATION}
