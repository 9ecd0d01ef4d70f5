"""A youth and school team in secondary schools: concentrated or spread, single pupils before the school."""

import numpy as np
import pytest
from engine_town import EngineTown, books_of
from school_towns import NULL, counted, mean, quarter, schools_after, with_approach

from youthsim.experiment import world
from youthsim.parameters import medians

ARM, SIZE = "eight_schools", 2500


@pytest.fixture(scope="module")
def town():
    """Five secondary schools, a quarter of the posts."""
    scenario = quarter("alkmaar", SIZE, horizon_months=24)
    for arm, schools in ((ARM, 2), ("all_schools", 5)):
        scenario = with_approach(scenario, arm, schools=schools, fte=3.6, hire_months=0, from_stock=False)
    return EngineTown(scenario, support_turnover=0.0)


def test_the_same_posts_do_less_when_they_are_spread_over_all_schools(town):
    few, all_of_them = (schools_after(town, arm) for arm in (ARM, "all_schools"))
    assert len(few) == 2
    assert len(all_of_them) == 5
    hours = [float(np.sum(rows["support_hours"])) for rows in (few, all_of_them)]
    assert hours[0] == pytest.approx(hours[1])
    reached = [float(np.sum(rows["presence"] * rows["pupils"])) for rows in (few, all_of_them)]
    assert reached[1] < 0.8 * reached[0]


def test_an_arm_at_schools_is_the_same_town_at_every_caseload_and_is_lived_once(town):
    scenario = town.scenario.model_copy(
        update={
            "horizon_months": 4,
            "burn_in_months": 6,
            "caseload": town.scenario.caseload.model_copy(update={"sizes": (1000, SIZE)}),
        }
    )
    values = medians() | dict.fromkeys(world.SELECTION_NAMES, 0.5)
    lived: list[tuple[str, int]] = []
    each = world.simulate(scenario, values, 1, 0, watch=lambda name, size, model: lived.append((name, size)))
    once = world.simulate(scenario, values, 1, 0)
    assert {(ARM, 1000), (ARM, SIZE)} <= set(lived)
    assert [(run.arm, run.size) for run in once] == [(run.arm, run.size) for run in each]
    assert [books_of(run) for run in once] == [books_of(run) for run in each]
    assert all(np.array_equal(a.cases, b.cases) for a, b in zip(once, each, strict=True))


def test_nothing_is_diluted_where_fewer_hours_weaken_in_proportion(town):
    reached = []
    for arm in (ARM, "all_schools"):
        rows = schools_after(town, arm, support_dose_power=1.0)
        reached.append(float(np.sum(rows["presence"] * rows["support_children"])))
    assert reached[1] == pytest.approx(reached[0], rel=0.02)


def test_secondary_prevention_comes_before_primary(town):
    first = schools_after(town, ARM, town.scenario.model_copy(update={"horizon_months": 3}))
    later = schools_after(town, ARM, support_shift=0.7)
    assert mean(first, "one_to_one") > 2 * mean(first, "school_wide")
    assert mean(later, "school_wide") > mean(later, "one_to_one")


def test_more_is_seen_and_light_help_rises(town):
    before, after = town.live("baseline"), town.live("all_schools", SIZE, support_detection=1.5)
    assert counted(after, "needs_seen") > counted(before, "needs_seen")
    assert counted(after, "light_help_months") > counted(before, "light_help_months")


def test_a_diagnosis_in_the_context_of_the_school_makes_help_fit_better(town):
    def fit(scientist: bool) -> float:
        scenario = with_approach(town.scenario, "all_schools", behavioural_scientist=scientist)
        state = town.at_the_end("all_schools", SIZE, scenario=scenario, support_match=0.3)
        used = state.episodes[: int(state.counters[0])]
        return float(used["fit"].max())

    assert fit(True) > 0.03
    assert fit(False) == 0.0


def test_fewer_tests_are_asked_where_a_behavioural_scientist_looks_along(town):
    null, fewer = (town.live("all_schools", SIZE, **NULL | {"support_tests": x}) for x in (0.0, 1.0))
    assert not np.array_equal(null.tallies, fewer.tallies)


def test_a_soft_landing_lowers_needs_at_the_new_school(town):
    def need(landing: float) -> float:
        run = town.live("all_schools", SIZE, **NULL | {"support_landing": landing})
        return counted(run, "mean_internalising_need")

    assert need(0.5) < need(0.0)
