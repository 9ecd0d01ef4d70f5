"""Arms are twins: the same town with the same luck, one thing changed."""

import ast
from pathlib import Path

import numpy as np
import pytest
from engine_town import books_of, small, state_of
from micro import START, Micro, quiet

import youthsim
from youthsim.experiment.world import simulate
from youthsim.parameters import medians
from youthsim.people.streams import uniforms, world_key
from youthsim.vocabulary import events, states
from youthsim.vocabulary import services as s

PROGRAMMES = ("family_indication", "family_plan_pxq")
SOURCES = Path(youthsim.__file__).parent


# --- who is not reached ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "reach"), [(12, 0.0), (0, 1.0)])
def test_an_intervention_that_reaches_nobody_changes_nothing(town, size, reach):
    nobody = town.with_arm("family_plan_pxq", reach=reach)
    assert books_of(town.live("family_plan_pxq", size, nobody)) == books_of(town.live("baseline"))
    assert state_of(town.at_the_end("family_plan_pxq", size, scenario=nobody)) == state_of(town.at_the_end())


def test_an_intervention_that_reaches_somebody_changes_something(town):
    assert books_of(town.live("family_plan_pxq", 12)) != books_of(town.live("baseline"))


def test_most_of_a_town_does_not_notice_a_small_programme(town):
    apart = {"school_climate_strain": 0.0}  # schoolmates notice each other
    before, after = town.at_the_end(**apart), town.at_the_end("family_plan_pxq", 4, **apart)
    untouched = before.children["need_internalising"] == after.children["need_internalising"]
    outside = before.households["case"][before.children["household"]] < 0
    assert untouched[outside].mean() > 0.9
    assert not untouched[~outside].all()


# --- who is added ---------------------------------------------------------------------------------------


def lively(n: int, first: int) -> Micro:
    """Children of all ages who live through everything, and share nothing that can run short."""
    shared = {
        "school_climate_strain": 0.0,
        "request_deterrence": 0.0,
        "gate_strictness": 0.0,
        "safety_order_delay": 0.0,
    }
    town = Micro(n, medians() | shared, places=10**6, first=first)
    child, home = town.state.children, town.state.households
    number = np.arange(first, first + n)
    child["age_months"] = 60 + number % 160
    child["own_externalising"] = child["need_externalising"] = number % 5
    child["own_learning"] = child["need_learning"] = number % 3
    home["parental_health"] = home["own_health"] = number % 4
    home["debt"] = number % 2
    town.state.town["need_noise"] = 0.3
    town.state.town["poverty_entry"] = 0.02
    return town


def test_adding_a_child_changes_nothing_for_any_other_child():
    alone = lively(200, first=1).live(30).state
    with_one_more = lively(201, first=0).live(30).state  # everybody else sits one row further
    for table in ("children", "lives", "households"):
        here, there = getattr(alone, table), getattr(with_one_more, table)[1:]
        for name in here.dtype.names:
            if name != "household":  # a row number
                assert np.array_equal(here[name], there[name]), (table, name)
    assert alone.children["forms_active"].any()
    assert (alone.children["legal"] > 0).any()


# --- who waits ------------------------------------------------------------------------------------------


def admitted(places: int, first: int = 0) -> set[int]:
    """Uids of those among forty who get one of these places of outpatient support."""
    town = Micro(40, quiet(), places=places)
    for row in np.roll(np.arange(40), first):
        town.give(row, s.AMBULATORY_SUPPORT, states.WAITING, month_asked=START - 5)
    town.live(1)
    return set(town.state.children["uid"][town.state.children["forms_active"] > 0].tolist())


def test_more_places_admit_the_same_people_and_some_others():
    for places in range(1, 40):
        assert len(admitted(places)) == places
        assert admitted(places) < admitted(places + 1)


def test_ties_in_a_queue_are_broken_by_chance_and_not_by_row_or_uid():
    assert admitted(10) == admitted(10, first=7)
    assert admitted(10) != set((1 << 40) + np.arange(10))


# --- names, orders, draws -------------------------------------------------------------------------------


def test_renaming_and_reordering_arms_changes_nothing():
    scenario = small(horizon_months=6)
    arms = scenario.arms
    turned = {"baseline": arms["baseline"], "b": arms["family_plan_pxq"], "a": arms["family_indication"]}
    before = {run.arm: books_of(run) for run in simulate(scenario, medians(), 0, 0, sizes=(12,))}
    after = {
        run.arm: books_of(run)
        for run in simulate(scenario.model_copy(update={"arms": turned}), medians(), 0, 0, sizes=(12,))
    }
    assert before == {
        "baseline": after["baseline"],
        "family_indication": after["a"],
        "family_plan_pxq": after["b"],
    }


def test_other_sizes_beside_it_change_nothing_for_a_caseload():
    scenario = small(horizon_months=6)
    one = simulate(scenario, medians(), 0, 0, ["family_plan_pxq"], sizes=(12,))
    two = simulate(scenario, medians(), 0, 0, ["family_plan_pxq"], sizes=(4, 12))
    assert np.array_equal(one[-1].payments.sum(axis=0), two[-1].payments.sum(axis=0))
    assert np.array_equal(one[-1].tallies.sum(axis=0), two[-1].tallies.sum(axis=0))


def test_the_same_world_gives_the_same_bytes_and_another_draw_or_replicate_gives_others():
    scenario = small(horizon_months=6)

    def baseline(draw: int, replicate: int) -> str:
        return books_of(simulate(scenario, medians(), draw, replicate, [])[0])

    assert baseline(0, 0) == baseline(0, 0)
    assert len({baseline(0, 0), baseline(0, 1), baseline(1, 0), baseline(1, 1)}) == 4


# --- the streams themselves -----------------------------------------------------------------------------


def test_every_event_is_registered_once():
    numbers = [event.number for event in events.EVENTS]
    assert len(set(numbers)) == len(numbers)
    assert len({event.name for event in events.EVENTS}) == len(numbers)
    assert max(numbers) < 1 << events.EVENT_BITS
    constants = {
        name: value for name, value in vars(events).items() if name.isupper() and isinstance(value, int)
    }
    for name in ("EVENT_BITS", "MONTH_BITS", "NUMBER_BITS"):
        constants.pop(name)
    assert sorted(constants.values()) == sorted(numbers)


def draws() -> list[tuple[str, str, str]]:
    """(event, draw number as written, file:function) of every draw in the mechanisms."""
    found = []
    for path in sorted((SOURCES / "people").glob("*.py")):
        for function in ast.walk(ast.parse(path.read_text())):
            if not isinstance(function, ast.FunctionDef):
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") in (
                    "uniform",
                    "three_uniforms",
                    "bits",
                    "uniforms",
                ):
                    event, number = call.args[3:5]
                    if isinstance(event, ast.Attribute):
                        found.append((event.attr, ast.unparse(number), f"{path.name}:{function.name}"))
    return found


def test_no_two_places_use_the_same_event_and_draw_number_for_the_same_agent():
    sites: dict[tuple[str, str], set[str]] = {}
    for event, number, site in draws():
        if number.isdigit():
            sites.setdefault((event, number), set()).add(site)
    # How long a client of another town stays: those of month 0 have uids of their own.
    sites.pop(("EXTERNAL_END", "0"))
    shared = {key: where for key, where in sites.items() if len(where) > 1}
    assert not shared
    assert all(int(number) < 1 << events.NUMBER_BITS for _, number, _ in draws() if number.isdigit())
    assert len(sites) > 20


def test_uniforms_are_uniform_and_independent_between_agents_months_and_events():
    n = 20000
    world = world_key(3, 0, 0)
    uids = (1 << 40) + np.arange(n)
    u = uniforms(world, uids, 7, events.SIGNAL, 0)
    assert u.min() > 0
    assert u.max() < 1
    assert abs(u.mean() - 0.5) < 4 / np.sqrt(12 * n)
    assert abs(np.sort(u) - (np.arange(n) + 0.5) / n).max() < 1.95 / np.sqrt(
        n
    )  # Kolmogorov, one in a thousand
    for other in (
        uniforms(world, uids, 8, events.SIGNAL, 0),
        uniforms(world, uids, 7, events.ROUTE, 0),
        uniforms(world, uids, 7, events.SIGNAL, 1),
        uniforms(world, uids + 1, 7, events.SIGNAL, 0),
        uniforms(world_key(3, 0, 1), uids, 7, events.SIGNAL, 0),
        uniforms(world_key(3, 1, 0), uids, 7, events.SIGNAL, 0),
    ):
        assert abs(np.corrcoef(u, other)[0, 1]) < 4 / np.sqrt(n)


def test_months_of_the_longest_run_fit_the_key():
    assert (1 << events.MONTH_BITS) / 12 > 300  # years, burn-in included
