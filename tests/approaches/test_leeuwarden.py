"""Youth supporters at child centres: directions that the sources found, conditions that act by themselves."""

import numpy as np
import pytest
from engine_town import EngineTown, books_of, state_of
from school_towns import NULL, counted, mean, quarter, schools_after, with_approach

from youthsim.arm_run import CASE
from youthsim.catalogue import load
from youthsim.experiment.observation import Observer
from youthsim.parameters import PARAMETERS
from youthsim.vocabulary import services as s
from youthsim.vocabulary import tallies as t
from youthsim.vocabulary.payers import MUNICIPALITY_YOUTH, SCHOOL_BOARD

ARM, SIZE = "supporters", 400
ELSEWHERE = [x for x in range(s.N_SERVICES) if x not in s.PROGRAMME_SERVICES]
CALM = {"posts": (), "hire_months": 0, "from_stock": False, "duration_months": None}


@pytest.fixture(scope="module")
def town():
    """Twelve of some sixteen schools have a worker, so that directions stand out from luck."""
    scenario = with_approach(quarter("leeuwarden-2019", 1200), ARM, schools=12, coordinator=24.0, **CALM)
    return EngineTown(scenario, support_turnover=0.0)


@pytest.fixture(scope="module")
def before(town):
    return town.live("baseline")


def settings(town, **changes):
    return with_approach(town.scenario, ARM, **changes)


# --- twins ----------------------------------------------------------------------------------------------


def test_supporters_at_no_school_change_no_byte(town, before):
    nobody = settings(town, reach=0.0)
    assert books_of(town.live(ARM, 1200, nobody)) == books_of(before)
    assert state_of(town.at_the_end(ARM, 1200, scenario=nobody)) == state_of(town.at_the_end())


def test_supporters_without_effect_leave_nothing_but_their_bill(town, before):
    null = town.live(ARM, 1200, **NULL)
    assert null.payments[..., s.SCHOOL_TEAM].sum() > 0
    assert np.array_equal(null.payments[..., ELSEWHERE], before.payments[..., ELSEWHERE])
    assert np.array_equal(null.used, before.used)
    for tally in t.TALLIES:
        if not tally.id.startswith("post_hours"):
            same = np.array_equal(null.tallies[..., tally.number], before.tallies[..., tally.number])
            assert same, tally.id


@pytest.mark.parametrize("name", sorted(set(NULL) - {"support_match", "support_tests"}))
def test_each_effect_by_itself_changes_something(town, name):
    strong = {"support_climate": 2.0, "support_reach": 0.4, "support_detection": 2.0, "support_landing": 1.0}
    alone = NULL | {name: strong.get(name, 0.6 if NULL[name] == 0.0 else 2.0)}
    if name in ("support_help_effect", "support_trust"):  # they act in talks
        alone |= {"support_own_help": 0.6}
        without = town.live(ARM, 1200, **NULL | {"support_own_help": 0.6})
    else:
        without = town.live(ARM, 1200, **NULL)
    assert not np.array_equal(town.live(ARM, 1200, **alone).tallies, without.tallies)


# --- what the sources found, in direction ------------------------------------------------------------------


SINCE_TEN_MONTHS = slice(10, None)  # the source's second measurement
FOUND = ("needs_seen", "light_help_months", "mental_health_care_months")


def ratios(town, before, **values: float) -> list[float]:
    """What the source measured, with youth supporters over without, from the tenth month on."""
    with_them = town.live(ARM, 1200, **values)
    return [counted(with_them, x, SINCE_TEN_MONTHS) / counted(before, x, SINCE_TEN_MONTHS) for x in FOUND]


def test_at_the_middle_of_every_prior_more_is_seen_light_help_rises_and_mental_health_care_falls(
    town, before
):
    seen, light, mental = ratios(town, before)
    assert seen > 1.02
    assert light > 1.10
    assert mental < 1.0


def test_the_more_is_judged_in_context_the_further_mental_health_care_falls(town, before):
    falls = [ratios(town, before, support_normalises=share)[2] for share in (0.0, 0.2, 0.5)]
    assert falls[2] < falls[1] - 0.02
    assert falls[1] <= falls[0]


def test_over_what_is_not_known_light_help_rises_surely_and_mental_health_care_falls_likelier_than_not(
    town, before
):
    """The source's three signs come from three schools without comparison: the priors lean to them, no more."""
    rng = np.random.default_rng(1)
    effects = sorted(name for name in NULL if PARAMETERS[name].role == "effect")
    draws = [
        {name: PARAMETERS[name].prior.quantile(float(rng.uniform())) for name in effects} for _ in range(40)
    ]
    seen, light, mental = np.array([ratios(town, before, **values) for values in draws]).T
    assert np.mean(light > 1.0) > 0.95
    assert 0.70 < np.mean(seen > 1.0) < 1.0
    assert 0.45 < np.mean(mental < 1.0) < 0.85


def test_specialised_care_in_the_first_year_may_rise_or_fall(town, before):
    """Detection alone brings more of it, judging in context alone brings less: the sign is open."""
    year = slice(0, 12)
    then = counted(before, "months_in_specialised_care", year)
    seen = town.live(ARM, 1200, **NULL | {"support_detection": 1.6})
    judged = town.live(ARM, 1200, **NULL | {"support_normalises": 0.5})
    assert counted(seen, "months_in_specialised_care", year) > then
    assert counted(judged, "months_in_specialised_care", year) < then


def test_young_children_in_childcare_are_in_view_too(town):
    plenty = settings(town, hours_per_school=80.0)  # so that more children in view thin out nobody's hours

    def helped(share: float) -> int:
        only_talks = NULL | {
            "support_worry_rate": 0.1,
            "support_dose_beyond": 0.0,
            "support_childcare": share,
        }
        return int(town.live(ARM, 1200, plenty, **only_talks).tallies[..., t.HELPED_AT_SCHOOL].sum())

    assert helped(1.0) > 1.1 * helped(0.0)


def test_the_same_waiting_lists_stand_behind_them(town, before):
    """Questions that are passed on join the queues that are there: nobody's place is kept free for them."""
    run = town.live(ARM, 1200, **NULL | {"support_short_lines": 1.0})
    assert counted(run, "months_waiting") > 0.5 * counted(before, "months_waiting")


# --- hours, tenure, vacancies -------------------------------------------------------------------------------


def test_fewer_hours_per_child_weaken_more_than_in_proportion(town):
    def presence(hours: float, power: float) -> float:
        of_one_quality = {"labour_quality": 0.0, "plan_coordination": 0.0}
        scenario = settings(town, hours_per_school=hours)
        rows = schools_after(town, ARM, scenario, support_dose_power=power, **of_one_quality)
        return mean(rows, "presence")

    assert presence(7.0, 1.5) < 0.8 * presence(14.0, 1.5) / 2.0
    assert presence(7.0, 1.0) == pytest.approx(presence(14.0, 1.0) / 2.0, rel=0.02)


def test_after_a_year_the_work_shifts_to_the_school_as_a_whole(town):
    early = schools_after(town, ARM, settings(town).model_copy(update={"horizon_months": 2}))
    late = schools_after(town, ARM)
    assert mean(early, "school_wide") < 0.25 * mean(early, "one_to_one")
    assert mean(late, "school_wide") > 0.8 * mean(late, "one_to_one")


def test_a_vacancy_starts_the_shift_anew():
    town = EngineTown(quarter("leeuwarden-2021", SIZE, horizon_months=24, population_share=0.15))
    state = town.at_the_end("structural", SIZE)
    rows = state.schools[np.argsort(state.schools["rank"])]
    rows = rows[rows["rank"] > 0]
    assert rows["support_tenure"][0] == 24  # filled since the start
    assert rows["support_tenure"][4] == 4  # October 2022 to May 2023 vacant
    assert rows["support_tenure"][2] == 0  # vacant since April 2023


def test_the_staffing_table_leaves_half_of_the_hours_open_until_mid_2023():
    posts = load("leeuwarden-2021").arms["structural"].interventions[0].posts
    until = 22  # June 2023, when the table was drawn up
    filled = sum(
        post.hours_per_week * max(0, min(until, f.until_month or until) - f.from_month)
        for post in posts
        for f in post.filled
    )
    assert len(posts) == 8
    assert {row for post in posts for row in post.schools} == set(range(1, 10))
    assert filled / (until * sum(post.hours_per_week for post in posts)) == pytest.approx(0.53, abs=0.01)


def test_vacant_posts_cost_nothing_and_each_payer_bears_his_share():
    town = EngineTown(quarter("leeuwarden-2021", SIZE, horizon_months=12, population_share=0.15))
    paid = town.live("structural", SIZE).payments.sum(axis=0)[:, :, s.SCHOOL_TEAM]
    hour = 100 * town.values["price_school_worker_hour"] * 52 / 12
    assert paid[0].sum() == pytest.approx(30 * hour, abs=1)
    assert paid[7].sum() == pytest.approx((30 + 28 + 32) * hour, abs=1)
    assert paid[:, MUNICIPALITY_YOUTH].sum() == pytest.approx(0.6667 * paid.sum(), abs=20)
    assert paid[:, SCHOOL_BOARD].sum() == pytest.approx(0.3333 * paid.sum(), abs=20)


def test_when_the_schools_third_ends_a_third_of_the_hours_goes():
    small = {"horizon_months": 32, "population_share": 0.15}
    towns = (quarter(name, SIZE, **small) for name in ("leeuwarden-2021", "leeuwarden-2021-third-ends"))
    whole, cut = (EngineTown(town, support_turnover=0.0).live("structural", SIZE) for town in towns)
    hours = t.POST_HOURS_FILLED
    assert np.array_equal(whole.tallies[0, :28, hours], cut.tallies[0, :28, hours])
    assert cut.tallies[0, 29, hours] == pytest.approx(0.6667 * whole.tallies[0, 29, hours], rel=1e-3)
    assert cut.payments[:, 28:, SCHOOL_BOARD, s.SCHOOL_TEAM].sum() == 0


# --- conditions of success: each through its own mechanism -------------------------------------------------


def test_without_an_independent_position_families_trust_less_and_less_is_judged_in_context(town):
    strong = {"support_trust": 0.3, "support_worry_rate": 0.2}
    inside = settings(town, independent_position=False)
    free, absorbed = (town.live(ARM, 1200, x, **strong) for x in (None, inside))
    assert counted(absorbed, "household_trust") < counted(free, "household_trust") - 0.01
    judging = NULL | {"support_normalises": 0.8}
    free, absorbed = (town.live(ARM, 1200, x, **judging) for x in (None, inside))
    mental = "mental_health_care_months"
    assert counted(absorbed, mental) > counted(free, mental)


def test_without_a_coordinator_the_work_stays_with_single_children(town):
    alone = schools_after(town, ARM, settings(town, coordinator=None))
    led = schools_after(town, ARM)
    assert mean(alone, "presence") == pytest.approx(mean(led, "presence"))
    assert mean(alone, "school_wide") < 0.5 * mean(led, "school_wide")


def test_without_the_management_climate_teachers_time_and_culture_gain_less(town, before):
    strong = NULL | {"support_climate": 1.0, "support_teacher_time": 0.1}
    backed = town.live(ARM, 1200, **strong)
    alone = town.live(ARM, 1200, settings(town, management_support=False), **strong)
    for outcome in ("school_climate", "teacher_time"):
        gain, rest = (counted(run, outcome) - counted(before, outcome) for run in (backed, alone))
        assert 0.2 * gain < rest < 0.6 * gain, outcome
    culture = [
        mean(schools_after(town, ARM, settings(town, management_support=x)), "care_culture")
        for x in (True, False)
    ]
    assert culture[1] < 0.6 * culture[0]


# --- how the source looked ---------------------------------------------------------------------------------


def test_the_observer_judges_the_threat_certain_and_reports_successes():
    observer = Observer(4, 2, "successes", "judged_minus_hours", 0.0, (0, 4e5, 8e5, 9e5, 51e5), 7500.0)
    cases = np.zeros(4, CASE)
    cases["supported_month"] = (0, 0, -1, 2)
    cases["judged"] = (1, 2, 0, 2)
    cases["support_minutes"] = (120, 600, 0, 300)
    costs = np.zeros((4, 24), dtype=np.int64)
    costs[0, 3:9] = 100_000  # new care in the year after: no success
    estimates = observer.estimates(cases, costs, np.zeros(4, dtype=np.int64), 0.0)
    assert estimates[[0, 1, 3]].tolist() == [400_000 - 15_000 - 600_000, 800_000 - 75_000, 800_000 - 37_500]
    assert np.isnan(estimates[2])
    assert observer.chosen(cases, estimates).tolist() == [1, 3]
    reported, everyone = observer.per_case(cases, costs, np.zeros(4, dtype=np.int64), 0.0)
    assert reported == (725_000 + 762_500) / 2
    assert everyone < reported


def test_no_worker_brings_a_small_worry_forward_while_a_case_beyond_light_help_is_there():
    observer = Observer(5, 3, "successes", "judged_minus_hours", 0.0, (0, 4e5, 8e5, 9e5, 51e5), 7500.0)
    cases = np.zeros(5, CASE)
    cases["judged"] = (1, 1, 3, 2, 2)  # two small worries, then three whose question pointed to care
    costs = np.zeros((5, 24), dtype=np.int64)
    costs[4, 1:9] = 200_000  # and in the last of these nothing was won
    estimates = observer.estimates(cases, costs, np.zeros(5, dtype=np.int64), 0.0)
    assert observer.chosen(cases, estimates).tolist() == [2, 3, 0]


def test_the_source_would_claim_a_saving_where_nothing_was_done(town):
    talk_only = NULL | {"support_own_help": 0.6, "support_worry_rate": 0.05}
    run = town.live(ARM, 1200, **talk_only)
    observer = Observer(1200, 17, "successes", "judged_minus_hours", 0.0, (0, 4e5, 8e5, 9e5, 51e5), 7500.0)
    reported, _ = observer.per_case(run.cases, run.case_costs, run.cases["enrolled_month"], 0.0)
    assert reported > 300_000
