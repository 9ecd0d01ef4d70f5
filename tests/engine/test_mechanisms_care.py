"""Steps 2 and 5-8 of the month: households, asking, waiting, help and its end. Each claim fails without its mechanism."""

import math

import numpy as np
import pytest
from micro import START, Micro, quiet

from youthsim.people.episodes import USED
from youthsim.vocabulary import services as s
from youthsim.vocabulary import states

N = 2000
SUPPORT = s.AMBULATORY_SUPPORT


# --- households -----------------------------------------------------------------------------------------


def still(field: str, months: int = 12, existence: bool = False, **values: float) -> float:
    """Share of households that still have the trouble."""
    town = Micro(N, quiet(**values))
    town.state.households[field] = 1
    if existence:
        town.programme["active"] = town.programme["existence"] = 1
        town.state.households["programme"], town.state.households["fidelity"] = 1, 1.0
    return float(town.live(months).state.households[field].mean())


def test_existence_security_shortens_debts_and_without_effect_it_does_not():
    usual = still("debt", household_debt_exit=0.3)
    assert abs(usual - (1 - 0.3 / 12) ** 12) < 0.04
    assert (
        abs(still("debt", existence=True, household_debt_exit=0.3, existence_debt=3.0) - (1 - 0.9 / 12) ** 12)
        < 0.04
    )
    assert still("debt", existence=True, household_debt_exit=0.3) == usual


def test_existence_security_ends_poverty_and_bad_housing_sooner():
    for field, exits, effect in (
        ("poor", "household_poverty_exit", "existence_poverty"),
        ("bad_housing", "household_housing_exit", "existence_housing"),
    ):
        assert still(field, existence=True, **{exits: 0.3, effect: 3.0}) < still(field, **{exits: 0.3}) - 0.1


def test_a_house_that_is_given_keeps_somebody_else_waiting():
    def others_waiting(effect: float) -> float:
        town = Micro(N, quiet(household_housing_exit=0.3, existence_housing=effect))
        h = town.state.households
        h["bad_housing"] = 1
        h["programme"][: N // 2], h["fidelity"][: N // 2] = 1, 1.0
        town.programme["active"] = town.programme["existence"] = 1
        town.state.town["houses_free"] = 0.3 / 12 * N
        return float(town.live(12).state.households["bad_housing"][N // 2 :].mean())

    assert others_waiting(5.0) > others_waiting(1.0) + 0.05


def test_more_professionals_than_a_family_carries_strain_it():
    def strain(per_worker: float) -> float:
        town = Micro(5, quiet(household_overload_worker=per_worker, household_carries=2.0))
        town.state.households["professionals"] = 6
        return float(town.live(1).state.households["stress"].mean())

    assert abs(strain(0.1) - 0.5 * 0.1 * 4) < 1e-6  # half of it in the first month
    assert strain(0.0) == 0.0


def test_changes_of_worker_and_orders_cost_trust():
    def trust(**values: float) -> float:
        town = Micro(50, quiet(**values), places=50)
        town.state.children["legal"] = states.UNDER_GUARDIANSHIP
        for row in range(50):
            town.give(row, SUPPORT)
            town.state.children[row].need_internalising = 3.0
        return float(town.live(6).state.households["trust"].mean())

    calm = trust()
    assert calm == 0.5
    assert trust(household_trust_order=0.01) < calm
    assert trust(household_trust_change=0.05, care_turnover=6.0) < calm
    assert trust(household_trust_change=0.05, care_turnover=0.0) == calm


# --- asking ---------------------------------------------------------------------------------------------

ASKS = {"signal_rate": 0.5, "signal_scale": 0.5, "request_base": 1.0, "route_doctor": 0.0, "route_light": 0.0, "route_heavy_limit": 9.0}  # fmt: skip


def asking(
    need: float = 3.0,
    regime: str = "pxq",
    trust: float = 0.5,
    professionals: int = 0,
    months: int = 1,
    **values: float,
) -> Micro:
    town = Micro(N, quiet(**{**ASKS, **values}), regime, places=0)
    child, home = town.state.children, town.state.households
    child["need_externalising"] = child["own_externalising"] = need
    home["trust"], home["professionals"] = trust, professionals
    return town.live(months)


def test_signals_rise_with_need_and_stop_without_signalling():
    low, high = asking(1.5).counted("signalled") / N, asking(3.0).counted("signalled") / N
    threshold = quiet()["need_threshold"]
    assert abs(high - 0.5 * (1 - math.exp(-(3.0 - threshold) / 0.5))) < 0.04
    assert 0 < low < high
    assert asking(1.0).counted("signalled") == 0
    assert asking(3.0, signal_rate=0.0).counted("signalled") == 0


def test_distrust_and_long_waits_keep_people_from_asking():
    def asked(trust: float, **values: float) -> float:
        return asking(trust=trust, **{"request_base": 0.6, "request_trust": 0.8, **values}).counted(
            "requests"
        )

    assert asked(0.1) < asked(0.5) < asked(0.9)
    assert asked(0.1, request_trust=0.0) == asked(0.9, request_trust=0.0)

    def after_a_wait(deterrence: float) -> float:
        town = Micro(N, quiet(**ASKS, request_deterrence=deterrence), places=0)
        town.state.children["need_externalising"] = 3.0
        town.state.services["expected_wait"] = 6.0
        return town.live(1).counted("requests")

    assert after_a_wait(0.2) < 0.5 * after_a_wait(0.0)


def test_a_pool_meets_part_of_the_new_questions_with_who_is_there_already():
    def asked(share: float, professionals: int) -> float:
        return asking(regime="pooled", professionals=professionals, pooled_absorbs=share).counted("requests")

    assert asked(0.5, professionals=2) < 0.6 * asked(0.0, professionals=2)
    assert asked(0.5, professionals=0) == asked(0.0, professionals=0)


def test_the_gate_refuses_as_many_as_it_says():
    town = asking(months=3, gate_refusal=0.4)
    assert abs(town.counted("refusals") / max(1.0, town.counted("requests")) - 0.4) < 0.08
    assert asking(months=3).counted("refusals") == 0


def test_a_municipality_in_deficit_refuses_more_light_care():
    def refused(strictness: float, parameter: float) -> float:
        town = Micro(
            N,
            quiet(**{**ASKS, "route_light": 1.0, "route_light_limit": 9.0}, gate_strictness=parameter),
            places=0,
        )
        town.state.children["need_externalising"] = 3.0
        town.state.town["strictness"] = strictness
        return town.live(2).counted("refusals")

    assert refused(1.0, 0.5) > 0
    assert refused(0.0, 0.5) == 0
    assert refused(1.0, 0.0) == 0


# --- waiting --------------------------------------------------------------------------------------------


def queue(need: float, **values: float) -> float:
    town = Micro(N, quiet(**values), places=0)
    town.state.children["need_externalising"] = town.state.children["own_externalising"] = need
    for row in range(N):
        town.give(row, SUPPORT, states.WAITING, domain=1)
    return town.live(1).counted("gave_up") / N


def test_people_give_up_waiting_and_sooner_when_the_need_has_passed():
    rates = {"queue_give_up": 0.1, "queue_recovered": 0.4}
    assert abs(queue(3.0, **rates) - 0.1) < 0.03
    assert abs(queue(0.0, **rates) - 0.4) < 0.04
    assert queue(3.0) == 0.0


def test_a_court_order_goes_before_a_crisis_and_both_before_who_asked_long_ago():
    town = Micro(3, quiet())
    town.give(0, SUPPORT, states.WAITING, month_asked=1)
    town.give(1, SUPPORT, states.WAITING, priority=states.PRIORITY_CRISIS)
    town.give(2, SUPPORT, states.WAITING, priority=states.PRIORITY_COURT)
    town.live(1)
    running = town.state.children["forms_active"] > 0
    assert running[2]
    assert not running[0]


# --- help and its end -----------------------------------------------------------------------------------


def helped(
    need: float = 3.0,
    months: int = 1,
    regime: str = "pxq",
    service: int = SUPPORT,
    granted: int | None = None,
    **values: float,
) -> Micro:
    town = Micro(N, quiet(**values), regime, places=N)
    child = town.state.children
    child["age_months"] = 150
    child["education"], child["school"] = states.REGULAR_SECONDARY, 2
    child["need_externalising"] = child["own_externalising"] = need
    grant = {} if granted is None else {"months_granted": granted}
    for row in range(N):
        town.give(row, service, domain=1, **grant)
    return town.live(months)


def test_solved_help_ends_and_unsolved_help_ends_later():
    ends = {"care_end_ambulatory_support": 0.2, "care_end_unsolved": 0.5}
    assert abs(helped(0.0, **ends).counted("episodes_ended") / N - 0.2) < 0.03
    assert abs(helped(3.0, **ends).counted("episodes_ended") / N - 0.1) < 0.03
    assert helped(0.0).counted("episodes_ended") == 0


def assessed(months: int, need: float = 3.0, **values: float) -> Micro:
    """Everybody comes in, is assessed first, and stays `months` months."""
    town = Micro(N, quiet(care_assessed_first=1.0, **values), places=N)
    child = town.state.children
    child["need_externalising"] = child["own_externalising"] = need
    for row in range(N):
        town.give(row, SUPPORT, states.WAITING, domain=1)
    return town.live(months)


def phases(town: Micro) -> np.ndarray:
    """Episodes that run, by phase."""
    e = town.state.episodes[: int(town.state.counters[USED])]
    return np.bincount(e["phase"][e["state"] == states.ACTIVE], minlength=len(states.PHASE))


def test_treatment_follows_an_assessment_in_the_same_place_unless_advice_is_enough():
    values = {"care_assessment_end": 0.4, "care_assessment_enough": 0.25}
    first = assessed(1, **values)
    assert phases(first)[states.TREATMENT_FOLLOWS] == pytest.approx(0.3 * N, rel=0.15)
    assert first.counted("episodes_ended") == pytest.approx(0.1 * N, rel=0.25)
    assert phases(first)[states.ASSESSED] == pytest.approx(0.6 * N, rel=0.1)
    second = phases(assessed(2, **values))
    assert second[states.TREATED] == phases(first)[states.TREATMENT_FOLLOWS]  # a month is said once


def test_who_needs_no_treatment_is_let_go_after_the_assessment():
    town = assessed(1, need=0.0, care_assessment_end=1.0, care_assessment_enough=0.0)
    assert town.counted("episodes_ended") == N


def test_a_need_solved_while_it_is_assessed_leaves_as_much_for_good_as_one_solved_in_treatment():
    def lasting(values: dict[str, float], need: float) -> np.ndarray:
        town = Micro(
            4,
            quiet(care_end_ambulatory_support=1.0, care_assessment_end=1.0, need_durable=0.5, **values),
            places=4,
        )
        child = town.state.children
        child["need_externalising"] = child["own_externalising"] = need
        child["gain"] = 0.5
        for row in range(4):
            town.give(row, SUPPORT, states.WAITING, domain=1)
        before = town.state.children["gain"].copy()
        town.live(2)
        return before - town.state.children["gain"][:4]

    follow = {"care_assessment_enough": 0.0}
    treated = lasting({"care_assessed_first": 0.0}, -1.0)
    assert (treated > 0.01).all()
    assert lasting({"care_assessed_first": 1.0, **follow}, -1.0) == pytest.approx(treated, rel=1e-6)
    advised = lasting({"care_assessed_first": 1.0, "care_assessment_enough": 1.0}, 3.0)
    assert (advised < treated).all()  # a need that stands has won nothing


def test_an_assessment_does_not_end_like_a_treatment():
    assert (
        assessed(3, care_end_ambulatory_support=0.5, care_assessment_end=0.0).counted("episodes_ended") == 0
    )


def test_an_assessment_helps_for_a_part():
    def relief(share: float) -> float:
        values = {"care_effect_ambulatory_support": 0.05, "care_assessment_end": 0.0}
        town = assessed(1, care_assessment_effect=share, **values)
        return float(town.state.children["relief"].mean())

    assert relief(0.0) == 0.0
    assert relief(0.3) == pytest.approx(0.3 * relief(1.0), rel=1e-4)


def test_only_outpatient_help_at_a_provider_begins_with_an_assessment():
    town = Micro(4, quiet(care_assessed_first=1.0))
    forms = (SUPPORT, s.YOUTH_MENTAL_HEALTH, s.NEIGHBOURHOOD_TEAM, s.INTENSIVE_HOME_SUPPORT)
    for row, service in enumerate(forms):
        town.give(row, service, states.WAITING)
    town.live(1)
    running = town.state.episodes[: int(town.state.counters[USED])]
    begun_with = {int(e["service"]): int(e["phase"]) for e in running}
    assert begun_with == {
        SUPPORT: states.ASSESSED, s.YOUTH_MENTAL_HEALTH: states.ASSESSED,
        s.NEIGHBOURHOOD_TEAM: states.TREATED, s.INTENSIVE_HOME_SUPPORT: states.TREATED,
    }  # fmt: skip


def test_drop_out_grows_with_distrust():
    def broken_off(trust: float, **values: float) -> float:
        town = Micro(N, quiet(care_drop_out=0.1, **values), places=N)
        town.state.households["trust"] = trust
        for row in range(N):
            town.give(row, SUPPORT)
        return town.live(1).counted("dropouts_from_care") / N

    assert abs(broken_off(0.5) - 0.1) < 0.03
    assert broken_off(0.1, care_drop_out_trust=2.0) > 2 * broken_off(0.9, care_drop_out_trust=2.0)


def test_grants_run_out_under_pxq_and_not_in_a_pool():
    under_grant = helped(granted=3, months=4)
    assert under_grant.counted("grants_expired") == N
    assert under_grant.counted("reapplications") == N
    assert helped(granted=0, months=4, regime="pooled").counted("grants_expired") == 0


def test_a_gap_between_grants_takes_help_away():
    def running(gap: float) -> float:
        town = helped(granted=1, grant_gap_share=gap, gate_lead_pxq=5.0)
        return float(np.mean(town.state.children["forms_active"] > 0))

    assert running(0.0) == 1.0
    assert abs(running(0.5) - 0.5) < 0.05


def test_under_pxq_a_solved_treatment_may_be_stretched_and_then_costs_more():
    def bill(stretch: float) -> int:
        town = helped(
            0.0,
            months=6,
            care_end_ambulatory_support=0.5,
            grant_stretch=stretch,
            care_stretch_months=3.0,
            price_ambulatory_support=600.0,
        )
        return sum(town.bills().values())

    assert bill(0.5) > 1.2 * bill(0.0)
    pool = {"care_end_ambulatory_support": 0.5, "care_stretch_months": 3.0}
    town = helped(0.0, months=6, regime="pooled", grant_stretch=0.5, **pool)
    assert not town.state.episodes["stretched"].any()


def test_only_failed_help_is_followed_by_heavier_help():
    ends = {"care_end_ambulatory_support": 0.5, "care_failure_heavier": 1.0}
    failed = helped(3.0, **ends)
    assert failed.counted("escalations") == failed.counted("episodes_ended") > N / 3
    assert helped(0.0, **ends).counted("escalations") == 0
    assert helped(3.0, care_end_ambulatory_support=0.5).counted("escalations") == 0


@pytest.mark.parametrize(("heavier", "stay", "expected"), [(0.8, 0.3, 0.3), (0.2, 0.6, 0.2), (0.8, 0.0, 0.0)])
def test_failed_help_at_home_leads_to_a_stay_as_often_as_said_and_never_more_than_to_heavier_help(
    heavier, stay, expected
):
    values = {"care_end_intensive_home_support": 1.0, "care_end_unsolved": 1.0}
    town = helped(
        service=s.INTENSIVE_HOME_SUPPORT, care_failure_heavier=heavier, care_failure_to_stay=stay, **values
    )
    assert town.counted("escalations") / town.counted("episodes_ended") == pytest.approx(expected, abs=0.04)


def test_many_professionals_in_one_family_dilute_the_effect():
    def relief(fragmentation: float) -> float:
        town = Micro(
            20, quiet(care_effect_ambulatory_support=0.05, care_fragmentation=fragmentation), places=20
        )
        town.state.households["workers_left_1"] = town.state.households["professionals"] = 6
        for row in range(20):
            town.give(row, SUPPORT)
        return float(town.live(1).state.children["relief"].mean())

    assert abs(relief(0.1) / relief(0.0) - math.exp(-0.4)) < 1e-4


def test_a_new_worker_starts_from_less():
    def relief(months_with_worker: int, continuity: float = 3.0) -> float:
        town = Micro(
            20, quiet(care_effect_ambulatory_support=0.05, care_continuity_months=continuity), places=20
        )
        for row in range(20):
            town.give(row, SUPPORT, months_with_worker=months_with_worker)
        return float(town.live(1).state.children["relief"].mean())

    assert relief(0) < relief(1) < relief(12)
    assert relief(0, continuity=0.0) == relief(12, continuity=0.0)


# --- the family plan ------------------------------------------------------------------------------------


def planned(replaces: float, service: int, months: int = 1, **fields: int) -> Micro:
    town = Micro(N, quiet(family_plan_replaces=replaces), places=N)
    town.programme["active"] = town.programme["family_plan"] = town.programme["replaces_care"] = 1
    h = town.state.households
    h["programme"], h["fidelity"], h["enrolled_month"] = 1, 1.0, START
    for name, value in fields.items():
        town.state.children[name] = value
    for row in range(N):
        town.give(row, service)
    return town.live(months)


def test_the_family_plan_ends_part_of_voluntary_help_once():
    assert abs(planned(0.6, SUPPORT).counted("episodes_ended") / N - 0.6) < 0.04
    assert planned(0.6, SUPPORT, months=4).counted("episodes_ended") == planned(0.6, SUPPORT).counted(
        "episodes_ended"
    )
    assert planned(0.0, SUPPORT).counted("episodes_ended") == 0


@pytest.mark.parametrize("service", [s.FOSTER_CARE, s.RESIDENTIAL, s.CLOSED_RESIDENTIAL, s.DAY_TREATMENT])
def test_the_family_plan_never_ends_a_stay_or_a_day_place(service):
    assert planned(1.0, service).counted("episodes_ended") == 0


def test_the_family_plan_never_ends_an_order():
    town = planned(1.0, SUPPORT, legal=states.SUPERVISED)
    assert (town.state.children["legal"] == states.SUPERVISED).all()
    assert town.counted("orders_ended") == 0


def test_the_family_plan_helps_every_child_with_problems_siblings_included():
    town = Micro(6, quiet(family_plan_relief=1.0, care_effect_ambulatory_support=0.05), per_household=3)
    town.programme["active"] = town.programme["family_plan"] = 1
    town.serve(0)
    town.state.children["need_externalising"] = (3.0, 3.0, 0.0, 3.0, 3.0, 0.0)
    relief = town.live(1).state.children["relief"]
    assert relief[0] == relief[1] == 50000
    assert relief[2:].tolist() == [0, 0, 0, 0]  # no problem; another family


def test_custom_money_is_posted_once_per_plan_however_long_it_runs():
    town = Micro(3)
    town.programme["active"] = town.programme["plan"] = town.programme["builds_network"] = 1
    town.programme["custom_cents"] = 95479
    for row in range(3):
        town.serve(row, enrolled=START + row)
    town.live(24)
    assert sum(town.bills().values()) == 3 * 95479
