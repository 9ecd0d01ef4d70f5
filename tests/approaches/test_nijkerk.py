"""Nijkerk: supported paid work around eighteen. Each mechanism shows, and is gone when it is switched off."""

import numpy as np
import pytest
from engine_town import EngineTown, small
from micro import START, Micro, quiet
from null_programme import WORKERS_WITHOUT_EFFECT

from youthsim.catalogue import load
from youthsim.interventions.caseload import nijkerk_youth
from youthsim.people.records import PROGRAMME, rows
from youthsim.vocabulary import services as s
from youthsim.vocabulary import states
from youthsim.vocabulary import tallies as t
from youthsim.vocabulary.payers import MUNICIPALITY_PARTICIPATION as PARTICIPATION
from youthsim.vocabulary.payers import MUNICIPALITY_WMO, MUNICIPALITY_YOUTH

N = 400
NO_EFFECT = {
    "work_take_up": 0.0, "work_return": 0.0, "work_skill": 0.0, "work_onward": 1.0, "work_peers": 1.0, "work_relief": 0.0,
    "labour_from_services": 0.0,
}  # fmt: skip
STILL = {
    **NO_EFFECT,
    "work_take_up": 1.0,
    "work_place_fail": 0.0,
    "work_place_fail_need": 0.0,
    "work_employer_lost": 0.0,
    "work_coach_hours": 0.0,
}
BELOW, ABOVE = (
    {"adult_wage_value": v, "adult_wage_value_spread": 0.0, "adult_wage_value_need": 0.0} for v in (0.2, 0.6)
)


def youths(n: int = N, age: float = 19.0, disability: int = 1, **values: float) -> Micro:
    """Youths with a mild disability who left school, at home, with neither work nor benefit."""
    town = Micro(n, quiet(**{**STILL, **ABOVE, **values}))
    child, life = town.state.children, town.state.lives
    child["age_months"], child["education"], child["school"] = round(age * 12), states.LEFT_UNQUALIFIED, -1
    life["disability"] = disability
    child["need_externalising"] = child["own_externalising"] = 1.0
    return town


def served(
    town: Micro, places: int, find_months: int = 0, failing_allowed: bool = True, **fields: int
) -> Micro:
    """The same town with supported work for everybody and so many places."""
    record = town.programme[0]
    record.active = record.supported_work = 1
    record.failing_allowed, record.work_payer = int(failing_allowed), PARTICIPATION
    for name, value in fields.items():
        record[name] = value
    town.state.households["programme"], town.state.households["fidelity"] = 1, 1.0
    town.state.households["enrolled_month"] = START - 1
    town.work_places = (places, find_months)
    return town


def by_month(town: Micro, name: str) -> list[int]:
    return [int(month[:, t.TALLY_NUMBER[name]].sum()) for month in town.tally]


# --- places are scarce -------------------------------------------------------------------------------------


def test_there_are_never_more_youths_on_places_than_there_are_places():
    town = served(youths(work_place_fail=0.3, work_return=0.5), places=37).live(12)
    assert max(by_month(town, "on_work_place")) <= 37
    held = np.isin(town.state.children["work"], (states.ON_PLACE, states.OFF_PLACE)).sum()
    assert held == 37


def test_fewer_places_leave_more_without_work_and_more_offences():
    def after(places: int) -> tuple[float, float]:
        town = served(
            youths(adult_offence_rate=0.3, adult_detained=0.0, adult_probation=0.0, work_peers=0.5), places
        )
        town.state.children["need_externalising"] = town.state.children["own_externalising"] = 2.0
        town.live(12)
        return by_month(town, "working_16_plus")[-1], town.counted("offences")

    many, few, none = after(N), after(N // 4), after(0)
    assert many[0] == N
    assert few[0] == N // 4
    assert none[0] == 0
    assert many[1] < 0.75 * few[1] < 0.75 * none[1]


def test_places_must_be_found_and_an_employer_may_withdraw_after_a_failure():
    slow = served(youths(), places=100, find_months=10).live(6)
    assert by_month(slow, "on_work_place")[0] == 10
    assert 0 < by_month(slow, "on_work_place")[5] < 60
    kept = served(youths(work_place_fail=0.5), places=100, find_months=10).live(12)
    lost = served(youths(work_place_fail=0.5, work_employer_lost=1.0), places=100, find_months=10).live(12)
    held = [
        np.isin(x.state.children["work"], (states.ON_PLACE, states.OFF_PLACE)).sum() for x in (kept, lost)
    ]
    assert held[1] < 0.8 * held[0]


def test_an_offer_may_be_refused():
    assert by_month(served(youths(work_take_up=0.0), N).live(3), "on_work_place") == [0, 0, 0]
    taken = by_month(served(youths(work_take_up=0.4), N).live(1), "on_work_place")[0]
    assert abs(taken / N - 0.4) < 0.08


def test_a_place_ends_with_the_programme_and_falls_free_for_others():
    town = served(youths(), places=10).live(2)
    town.state.households["programme"][:] = 0
    town.live(1)
    assert by_month(town, "on_work_place")[-1] == 0


# --- failing is allowed ------------------------------------------------------------------------------------


def test_who_fails_comes_back_only_where_failing_is_allowed():
    def on_a_place(allowed: bool, back: float) -> int:
        town = served(youths(work_place_fail=0.4, work_return=back), N, failing_allowed=allowed).live(10)
        return by_month(town, "on_work_place")[-1]

    allowed = on_a_place(True, 0.8)
    assert allowed > 0.5 * N
    assert on_a_place(False, 0.8) < 0.05 * N
    assert on_a_place(True, 0.0) < 0.05 * N


def test_a_job_lost_discourages_only_where_discouragement_is_at_work():
    def found(failures: int, kept: float) -> float:
        town = youths(adult_work_start=0.3, adult_work_disability=1.0, adult_work_discouraged=kept)
        town.state.lives["work_failures"] = failures
        return float(np.mean(town.live(1).state.children["work"] != states.NO_WORK))

    assert found(3, 0.5) < 0.3 * found(0, 0.5)
    assert found(3, 1.0) == found(0, 1.0)


# --- what an hour is worth ---------------------------------------------------------------------------------


def test_below_thirty_per_cent_there_is_no_subsidy_and_few_find_a_job():
    def found(value: dict, ratio: float = 0.3) -> tuple[float, int]:
        town = youths(
            adult_work_start=0.3, adult_work_disability=1.0, adult_work_unsubsidised=ratio, **value
        ).live(1)
        work = town.state.children["work"]
        return float(np.mean(work != states.NO_WORK)), int((work == states.SUBSIDISED).sum())

    below, above = found(BELOW), found(ABOVE)
    assert below[0] < 0.5 * above[0]
    assert below[1] == 0
    assert above[1] > 0
    assert found(BELOW, ratio=1.0)[0] == above[0]


def test_the_subsidy_pays_what_the_wage_value_lacks():
    town = youths(1, price_wage_subsidy=1000.0, **ABOVE)
    town.state.children["work"] = states.SUBSIDISED
    assert town.live(3).bills() == {(PARTICIPATION, "wage_subsidy"): 3 * 400 * 100}


def test_learning_on_a_place_lifts_a_youth_over_the_threshold():
    def subsidised(skill: float) -> int:
        town = served(youths(adult_work_start=0.2, adult_work_unsubsidised=0.0, work_skill=skill, **BELOW), N)
        town.live(18)
        return int((town.state.children["work"] == states.SUBSIDISED).sum())

    assert subsidised(0.02) > 50
    assert subsidised(0.0) == 0


def test_a_place_may_be_a_springboard_or_a_dead_end():
    def moved_on(ratio: float) -> float:
        return served(youths(adult_work_start=0.1, work_onward=ratio), N).live(3).counted("moved_on_to_a_job")

    assert moved_on(2.0) > 1.5 * moved_on(1.0) > 1.5 * moved_on(0.3)


# --- company and needs -------------------------------------------------------------------------------------


def offences(work: int, idle_months: int = 100, **values: float) -> float:
    rates = {"adult_offence_rate": 0.15, "adult_detained": 0.0, "adult_probation": 0.0, "adult_offence_disability": 1.0,
             "adult_offence_work": 1.0, "adult_offence_idle": 3.0, "adult_peer_months": 10.0}  # fmt: skip
    town = served(youths(2000, **{**rates, **values}), 0)
    town.work_places = None
    town.state.children["need_externalising"] = town.state.children["own_externalising"] = 2.0
    town.state.children["work"] = work
    town.state.lives["idle_since"] = START - idle_months
    return town.live(1).counted("offences") / 2000


def test_working_peers_pull_one_way_and_the_street_the_other_the_longer_the_more():
    assert offences(states.ON_PLACE, work_peers=0.5) < 0.7 * offences(states.ON_PLACE, work_peers=1.0)
    assert offences(states.ON_PLACE, work_peers=1.5) > 1.2 * offences(
        states.ON_PLACE, work_peers=1.0
    )  # or worse
    assert offences(states.ON_PLACE, work_peers=1.0) == offences(states.IN_WORK)
    short, long = offences(states.NO_WORK, idle_months=1), offences(states.NO_WORK, idle_months=50)
    assert short < 0.6 * long
    assert offences(states.NO_WORK, 1, adult_offence_idle=1.0) == offences(
        states.NO_WORK, 50, adult_offence_idle=1.0
    )


def test_a_place_eases_needs_or_burdens_them():
    def need(relief: float) -> float:
        return float(
            served(youths(work_relief=relief, need_persistence=0.5), N)
            .live(6)
            .state.children["need_externalising"]
            .mean()
        )

    assert need(0.05) < need(0.0) < need(-0.05)


def test_before_eighteen_a_place_replaces_a_school_that_is_not_attended():
    town = served(youths(10, age=16.5), 10)
    town.state.children["education"], town.state.children["school"] = states.REGULAR_SECONDARY, 2
    town.state.children["attendance"] = states.ABSENT
    town.live(1)
    assert set(town.state.children["work"]) == {states.ON_PLACE}
    assert set(town.state.children["education"]) == {states.EXEMPT}
    assert town.state.schools["pupils"][2] == 0


# --- the bill ----------------------------------------------------------------------------------------------


def test_the_bill_is_hours_and_wage_and_goes_to_who_pays():
    cents = {"work_wage_cents": 87_500, "work_employer_cents": 20_000, "coach_cents": 48_000}
    town = served(youths(1), 1, **cents).live(2)
    lines = {"work_place_wage": 87_500, "employer_support": 20_000, "job_coaching": 48_000}
    assert town.bills() == {(PARTICIPATION, name): 2 * amount for name, amount in lines.items()}
    pooled = served(youths(1), 1, **cents, work_payer=-1)
    pooled.programme["payer_youth"], pooled.programme["payer_wmo"] = 0.75, 0.25
    assert pooled.live(1).bills() == {
        (payer, name): round(share * amount)
        for payer, share in ((MUNICIPALITY_YOUTH, 0.75), (MUNICIPALITY_WMO, 0.25))
        for name, amount in lines.items()
    }


def test_wage_times_hours_is_the_amount_of_the_source():
    from youthsim.interventions import supported_work
    from youthsim.parameters import medians

    settings = load("nijkerk").arms["work"].intervention("supported_work")
    programme = rows(1, PROGRAMME)[0]
    supported_work.apply(settings, programme, medians())
    assert abs(12 * int(programme.work_wage_cents) / 100 - 10_500) < 5


# --- the town ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nijkerk():
    return EngineTown(
        small("nijkerk", sizes=(2, 12), population_share=0.4, horizon_months=30, burn_in_months=30)
    )


def test_the_rule_takes_youths_around_eighteen_with_neither_school_nor_work(nijkerk):
    c, chosen = nijkerk.burned.state.children, nijkerk_youth(nijkerk.burned.state)
    assert nijkerk.eligible >= 12
    assert (c["age_months"][chosen] >= 192).all()
    assert (c["age_months"][chosen] < 252).all()
    assert nijkerk.burned.state.lives["disability"][chosen].all()
    assert np.isin(c["work"][chosen], (states.NO_WORK, states.ON_BENEFIT)).all()
    assert set(c["household"][chosen]) >= set(nijkerk.cases)


def test_supported_work_without_effects_changes_not_one_byte_beyond_the_bill(nijkerk):
    silent = {**NO_EFFECT, **WORKERS_WITHOUT_EFFECT}
    without, null = nijkerk.live("baseline", **silent), nijkerk.live("work", 12, **silent)
    bill = int(null.payments[..., list(s.PROGRAMME_SERVICES)].sum())
    assert bill > 0
    assert null.programme[:, 2].max() > 3
    assert int(null.payments.sum() - without.payments.sum()) == bill
    elsewhere = [x for x in range(s.N_SERVICES) if x not in s.PROGRAMME_SERVICES]
    assert np.array_equal(null.payments[..., elsewhere], without.payments[..., elsewhere])
    for name in ("offences", "working_16_plus", "benefit_18_plus", "need_externalising", "qualified"):
        number = t.TALLY_NUMBER[name]
        assert np.array_equal(null.tallies[..., number], without.tallies[..., number]), name


def test_taking_the_scarce_places_away_weakens_the_approach_in_the_town(nijkerk):
    def worked(places: int) -> int:
        run = nijkerk.live("work", 12, scenario=nijkerk.with_arm("work", places=places, find_months=1))
        return int(run.tallies[:, :, t.TALLY_NUMBER["on_work_place"]].sum())

    assert worked(12) > 1.5 * worked(3) > 0
    assert worked(0) == 0
