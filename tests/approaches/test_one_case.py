"""A programme for one case, or a few: it is served by its part of a post, and leadership ends with the last."""

from __future__ import annotations

import math

import numpy as np
import pytest
from micro import START, Micro, quiet

from youthsim import catalogue
from youthsim.institutions.labour import ProgrammeTeam
from youthsim.institutions.work_places import HALF_FOUND, WorkPlaces
from youthsim.model import YouthCareModel, running
from youthsim.people.streams import world_key
from youthsim.scenario.faults import ScenarioError
from youthsim.vocabulary.services import PROGRAMME_LEADERSHIP

VACANCY = 0.1


def served(
    cases: int,
    per_fte: float,
    months: int = 40,
    *,
    fte: float | None = None,
    hires: float = 1e9,
    duration: int = 6,
    gone: tuple[int, ...] = (),
    reached: tuple[int, ...] | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(months,) households served, months with leadership paid, posts filled, of a team over some months."""  # fmt: skip
    values = quiet(plan_vacancy=VACANCY, plan_leadership_fte=0.5, price_plan_hour=60.0)
    town = Micro(max(cases, 1) + 2, values)
    town.state.households["departs"][list(gone)] = START - 1
    chosen = np.ones(cases, dtype=bool)
    if reached is not None:
        chosen[:] = False
        chosen[list(reached)] = True
    found = np.zeros((3, months))
    key = world_key(1, 0, 0)
    with running(YouthCareModel(town.state, town.regime, town.programme, values, key, start=START)) as model:
        model.labour.hires_per_month = hires
        model.team = ProgrammeTeam(
            model, values, np.arange(cases), chosen, cases / per_fte if fte is None else fte, per_fte, 3, START,
            duration, False,
        )  # fmt: skip
        for month in range(months):
            town.state.month = START + month
            model.books.clear()
            model.labour.begin_month()
            model.team.recruit(START + month, model.labour)
            model.team.work(START + month, town.state.households, model.labour)
            model._pay_leadership()
            found[:, month] = (
                model.team.served, model.books.paid[:, :, PROGRAMME_LEADERSHIP].sum() > 0, model.team.fte,
            )  # fmt: skip
    return found[0], found[1], found[2]


@pytest.mark.parametrize("per_fte", [0.5, 1.0, 2.4, 8.0, 12.0, 40.0])
def test_one_case_is_served_from_its_part_of_a_post(per_fte: float) -> None:
    cases, paid, posts = served(1, per_fte)
    assert cases.tolist() == [0] * 3 + [1] * 6 + [0] * 31
    assert posts.max() == pytest.approx((1 - VACANCY) / per_fte)
    assert paid[:9].all() and not paid[9:].any()


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_every_case_of_a_small_caseload_is_served_and_then_nobody_leads(size: int) -> None:
    cases, paid, _ = served(size, 12.0, months=60)
    assert cases.sum() == 6 * size
    last = int(np.flatnonzero(cases)[-1])
    assert paid[: last + 1].all() and not paid[last + 1 :].any()


def test_a_part_of_a_post_that_is_hired_bit_by_bit_serves_once_it_is_filled() -> None:
    cases, _, posts = served(1, 2.0, hires=0.1)
    first = int(np.flatnonzero(cases)[0])
    assert posts[first] == pytest.approx(0.45) and posts[first - 1] < 0.45
    assert cases.sum() == 6


def test_a_team_that_can_hire_nobody_serves_nobody() -> None:
    cases, _, posts = served(1, 12.0, hires=0.0)
    assert not cases.any() and not posts.any()


@pytest.mark.parametrize("size", [10, 30, 40])
def test_a_team_of_some_posts_carries_what_it_carried(size: int) -> None:
    cases, _, posts = served(size, 12.0, months=20, duration=99)
    assert cases.max() == math.floor(posts.max() * 12.0 + 1e-9) == math.floor(size * (1 - VACANCY) + 1e-9)


@pytest.mark.parametrize("who", [{"gone": (0,)}, {"gone": (0, 1)}])
def test_nobody_leads_a_programme_whose_cases_have_left_town(who: dict) -> None:
    cases, paid, posts = served(len(who["gone"]), 12.0, **who)
    assert not cases.any() and not paid.any() and not posts.any()


def test_a_case_that_is_not_reached_is_awaited_no_longer_than_until_there_is_somebody_to_find_out() -> None:
    cases, paid, _ = served(1, 12.0, reached=())
    assert not cases.any() and paid[:3].all() and not paid[4:].any()


@pytest.mark.parametrize("limit", [1, 2, 3, 10, 20])
def test_the_last_work_place_is_found_as_well_as_the_first(limit: int) -> None:
    """Mean time to find one is six months: half are there after some four, all of them within the years of a run."""
    values = quiet()
    town = Micro(2, values)
    key = world_key(1, 0, 0)
    with running(YouthCareModel(town.state, town.regime, town.programme, values, key, start=START)) as model:
        places = WorkPlaces(model, values, limit, 6, np.arange(2), START)
        none = np.zeros(0, dtype=np.int64)
        there = []
        for month in range(60):
            places.at_work = np.zeros(0, dtype=bool)
            places._lose_and_find(START + month, none, none, key)
            there.append(math.floor(places.open + HALF_FOUND))
    assert there[-1] == limit and there[0] == math.floor(limit / 6 + 0.5)
    assert there == sorted(there)
    if limit == 1:
        assert 3 <= there.index(1) <= 5


@pytest.mark.parametrize(("fte", "cases"), [(0.05, 12), (0.4, 2), (0.0001, 1)])
def test_posts_that_carry_no_case_are_refused(fte: float, cases: float, tmp_path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "schema: 1\nextends: zwolle-30-40\narms:\n  weighing:\n    interventions:\n      - kind: weighing_safety\n"
        f"        staffing: {{fte: {fte}, cases_per_fte: {cases}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError, match="carry no case") as error:
        catalogue.load(path)
    assert str(error.value.faults[0].position).endswith("mine.yaml:7:25")
