"""Posts at schools: known dates are kept, other posts wait for somebody, and the region has only so many."""

import numpy as np
import pytest
from engine_town import EngineTown
from micro import START, Micro
from school_towns import quarter

from youthsim.catalogue import load
from youthsim.institutions.school_team import FULL_TIME_HOURS, POST_UID, Post, SchoolTeam
from youthsim.model import YouthCareModel, running
from youthsim.people.streams import world_key
from youthsim.vocabulary import tallies as t

MANY = 1_500
HALF = FULL_TIME_HOURS / 2


def open_months(
    posts: list[Post], months: int, plenty: bool = True, hire_months: float | None = None, **values
):
    """(months, posts) filled shares of these posts, month by month."""
    town = Micro(3)
    town.values |= {"support_turnover": 0.0, **values}
    settings = load("leeuwarden-2019").arms["supporters"].interventions[0]
    settings = settings.model_copy(update={"posts": (), "hire_months": hire_months, "duration_months": None})
    filled = np.zeros((months, len(posts)))
    with running(
        YouthCareModel(town.state, town.regime, town.programme, town.values, world_key(1, 0, 0), start=START)
    ) as model:
        if plenty:
            model.labour.hires_per_month = 1e9
        team = SchoolTeam(model, settings, town.values, (0,), START)
        team.posts, team.post_uids = posts, np.arange(len(posts), dtype=np.int64) | POST_UID
        for month in range(months):
            model.labour.begin_month()
            team.work(START + month, model.labour)
            filled[month] = [post.filled for post in posts]
    return filled


@pytest.mark.parametrize("wait", [0.0, 1.0, 3.0, 7.0])
def test_an_open_post_stands_open_as_many_months_on_average_as_the_scenario_says(wait):
    filled = open_months([Post((0,), HALF, None) for _ in range(MANY)], 120, hire_months=wait)
    stood_open = (filled == 0).sum(axis=0)
    chance = 4 * np.sqrt(wait * (1 + wait) / MANY)  # of the mean of as many geometric waits
    assert stood_open.mean() == pytest.approx(wait, abs=chance + 1e-9)


def test_where_the_scenario_does_not_say_how_long_the_models_own_number_decides():
    def mean_wait(months: float) -> float:
        posts = [Post((0,), HALF, None) for _ in range(MANY)]
        return (open_months(posts, 120, labour_months_to_hire=months) == 0).sum(axis=0).mean()

    assert mean_wait(6.0) == pytest.approx(3 * mean_wait(2.0), rel=0.15)


def test_nobody_is_looked_for_before_the_month_in_which_the_post_is_wanted():
    filled = open_months([Post((0,), HALF, None, wanted_from=5.0)], 8, hire_months=0.0)
    assert filled[:, 0].tolist() == [0] * 5 + [1] * 3


def test_posts_fall_vacant_as_often_as_workers_leave_and_are_filled_again():
    posts = [Post((0,), HALF, None) for _ in range(MANY)]
    filled = open_months(posts, 100, hire_months=3.0, support_turnover=0.24)[40:]
    leaves, waits = 0.02, 3.0  # per month; months: of a cycle of 1 / 0.02 + 3 months, 3 stand open
    assert 1 - filled.mean() == pytest.approx(waits / (1 / leaves + waits), rel=0.15)


def test_a_region_that_has_one_worker_a_month_fills_one_post_a_month_however_many_are_found():
    town = Micro(3)
    settings = load("leeuwarden-2019").arms["supporters"].interventions[0]
    settings = settings.model_copy(update={"posts": (), "hire_months": 0.0})
    with running(
        YouthCareModel(town.state, town.regime, town.programme, town.values, world_key(1, 0, 0), start=START)
    ) as model:
        model.labour.hires_per_month = 1.0
        teams = [SchoolTeam(model, settings, town.values, (0,), START) for _ in range(2)]
        for team in teams:
            team.posts = [Post((0,), FULL_TIME_HOURS, None) for _ in range(3)]
            team.post_uids = np.arange(3, dtype=np.int64) | POST_UID
        for month in range(6):
            model.labour.begin_month()
            for team in teams:
                team.work(START + month, model.labour)
            assert sum(team.fte for team in teams) == pytest.approx(month + 1.0)


def test_leeuwardens_posts_without_dates_count_as_open_until_somebody_is_found():
    scenario = quarter("leeuwarden-2021-hired", 300, horizon_months=26, population_share=0.4)
    dated = load("leeuwarden-2021").arms["structural"].interventions[0].posts
    hired = scenario.arms["structural"].interventions[0].posts
    assert [(p.schools, p.hours_per_week) for p in hired] == [(p.schools, p.hours_per_week) for p in dated]
    run = EngineTown(scenario, support_turnover=0.0, labour_months_to_hire=2.0).live("structural", 300)
    wanted, filled = (run.tallies[:, :, k].sum(axis=0) for k in (t.POST_HOURS_WANTED, t.POST_HOURS_FILLED))
    assert (wanted == wanted[0]).all()
    assert filled[:7] / wanted[0] == pytest.approx(30 / 228)  # the one post with a date
    assert (np.diff(filled[7:]) >= 0).all()
    assert filled[7] < filled[-1]
