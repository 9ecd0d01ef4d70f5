"""A school partnership with and without power to place: who gets a place, when, and what it asks of the school."""

import numpy as np
import pytest
from micro import PRIMARY, SPECIAL, START, Micro, quiet

from youthsim.funding.regimes import made_of
from youthsim.funding.rules import ON, preset
from youthsim.vocabulary import services as s
from youthsim.vocabulary import states

N = 400
EVERYWHERE = tuple(range(s.N_QUEUED))
QUARTER = START + 2  # institutions decide
ALWAYS = {"care_school_mandate": 1.0, "placement_lead": 3.0}


def out_of_school(power: bool, months_out: int = 1, kind: str = "pxq", **values: float) -> Micro:
    """Children of ten on the roll of a primary school who do not go there, from a quarter's first month on."""
    town = Micro(N, quiet(**{**ALWAYS, **values}))
    rules = preset(kind) | ({"placement_power": ON} if power else {})
    town.regime = made_of(rules, town.values, EVERYWHERE)
    town.state.children["attendance"], town.state.children["months_out"] = states.ABSENT, months_out
    town.state.month = QUARTER
    return town


def on_the_list(power: bool, waited: int = 9, places: int = 100_000, **values: float) -> Micro:
    """Children with an admission statement, whom no school takes of its own will."""
    held = {"school_interest_list": 1.0, "school_interest_place": 0.0, **values}
    town = out_of_school(power, 6, **held)
    town.state.children["forms_waiting"] = 1 << 20
    town.state.lives["admission_kind"] = states.SPECIAL_PRIMARY
    town.state.lives["months_admission"] = waited
    town.state.schools["places"][SPECIAL] = places
    return town


def test_without_the_power_a_child_waits_for_a_school_that_is_willing_and_with_it_a_free_place_is_its():
    assert on_the_list(False).live(3).counted("special_admissions") == 0
    assert on_the_list(True).live(1).counted("special_admissions") == N
    # once per child, not month by month
    half = on_the_list(True, care_school_mandate=0.5).live(3).counted("special_admissions")
    assert half == pytest.approx(0.5 * N, rel=0.2)


def test_the_partnership_first_looks_for_a_willing_school_for_its_lead_time():
    town = on_the_list(True, waited=0).live(2)
    assert town.counted("special_admissions") == 0
    assert town.live(1).counted("special_admissions") == N


def test_the_power_makes_no_places():
    assert on_the_list(True, places=50).live(3).counted("special_admissions") == 50


def test_a_school_takes_back_who_lacks_nothing_but_a_willing_school_once_per_absence():
    assert out_of_school(False, placement_reach=1.0).live(6).counted("returns_to_school") == 0
    town = out_of_school(True, placement_reach=0.3).live(1)
    assert town.counted("returns_to_school") == 0  # two months out: it still looks
    assert town.live(1).counted("returns_to_school") == pytest.approx(0.3 * N, rel=0.25)
    assert town.live(6).counted("returns_to_school") == town.counted("returns_to_school")
    assert out_of_school(True, placement_reach=0.0).live(6).counted("returns_to_school") == 0


def test_a_child_that_can_no_longer_learn_in_class_is_not_taken_back_by_decree():
    town = out_of_school(True, 2, placement_reach=1.0)
    town.state.lives["learnability"] = 0.2
    assert town.live(1).counted("returns_to_school") == pytest.approx(0.2 * N, rel=0.35)


def test_who_is_placed_may_begin_with_part_of_the_week():
    held = on_the_list(True, placement_holds=0.25, school_partial_end=0.0).live(1)
    full = float((held.state.children["attendance"] == states.FULL).mean())
    assert full == pytest.approx(0.25, abs=0.08)


def test_the_school_that_did_not_choose_bears_the_strain_and_a_willing_one_does_not():
    def climate(load: float, school: int, town: Micro) -> float:
        return float(town.live(3).state.schools["climate"][school])

    values = {"school_climate_strain": 0.5, "school_climate_persistence": 0.5}
    for school, town in (
        (SPECIAL, lambda load: on_the_list(True, placement_load=load, **values)),
        (PRIMARY, lambda load: out_of_school(True, 2, placement_reach=1.0, placement_load=load, **values)),
    ):
        light, none, heavy = (climate(load, school, town(load)) for load in (-6.0, 0.0, 6.0))
        assert heavy < none - 0.1
        assert light > none + 0.1
        strained, calm = town(6.0).live(3), town(0.0).live(3)
        assert strained.state.schools["teacher_time"][school] < calm.state.schools["teacher_time"][school]
    willing = {"school_interest_list": 0.0, "school_admission": 1.0, **values}
    chosen = [on_the_list(True, placement_load=load, **willing).live(3) for load in (0.0, 6.0)]
    assert chosen[0].counted("special_admissions") == chosen[1].counted("special_admissions") == N
    assert np.array_equal(chosen[0].state.schools["climate"], chosen[1].state.schools["climate"])


@pytest.mark.parametrize("kind", ["pxq", "lump_sum", "task_based", "pooled"])
def test_no_bundled_regime_has_the_power(kind):
    assert on_the_list(False, kind=kind).live(3).counted("special_admissions") == 0
