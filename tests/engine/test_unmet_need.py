"""What a need does that goes unmet: each road by itself, in towns small enough to reckon with by hand."""

import math

import numpy as np
import pytest
from micro import START, Micro, quiet

from youthsim.parameters import PARAMETERS
from youthsim.people.unmet import gap_so_far, lasting_gap
from youthsim.vocabulary import services, states

N = 1000
SUPPORT, MENTAL = services.AMBULATORY_SUPPORT, services.YOUTH_MENTAL_HEALTH
THRESHOLD = quiet()["need_threshold"]
AT_ONCE = {"unmet_builds": 1e-3, "unmet_borne": 0.0}  # a gap lasts from its first month and is felt in full
OLD = 200  # months of age: a gap weighs in full from sixteen on


def needy(severity: float = 1.0, n: int = N, places: int = 0, age: int = OLD, **values: float) -> Micro:
    """Children in secondary school whose behaviour lies `severity` sd above the threshold and stays there."""
    town = Micro(n, quiet(**{**AT_ONCE, **values}), places=places)
    child = town.state.children
    child["age_months"], child["education"], child["school"] = age, states.REGULAR_SECONDARY, 2
    child["need_externalising"] = child["own_externalising"] = THRESHOLD + severity
    return town


# --- the gap ----------------------------------------------------------------------------------------------------


def test_the_gap_is_the_hours_that_do_not_arrive():
    town = needy(unmet_hours=6.0).live(1)
    assert town.counted("hours_asked") == pytest.approx(6.0 * N, rel=1e-3)
    assert town.counted("hours_unmet") == town.counted("hours_asked")
    assert town.counted("children_unmet") == N


def test_help_fills_the_gap_whether_or_not_it_cures():
    town = needy(2.0, places=N, unmet_hours=6.0)
    town.state.services["hours_month"] = 4.0
    for row in range(N):
        town.give(row, SUPPORT, domain=1)
    town.live(1)
    assert town.counted("hours_asked") - town.counted("hours_unmet") == pytest.approx(4.0 * N, rel=1e-3)
    assert (town.state.children["need_externalising"] > THRESHOLD + 1.9).all(), "nobody was cured"
    assert town.state.lives["unmet"] == pytest.approx(np.full(N, 2.0 - 4.0 / 6.0), rel=1e-3)


def test_a_child_that_is_placed_or_has_no_need_has_no_gap():
    town = needy(1.0, n=2, places=2)
    town.give(0, services.RESIDENTIAL, domain=1)
    town.state.children[1].need_externalising = town.state.children[1].own_externalising = 0.0
    town.live(1)
    assert town.state.lives["unmet"].tolist() == [0.0, 0.0]


def test_a_gap_builds_up_and_wears_off_as_an_exponential():
    months, pace = 7, 5.0
    town = needy(0.8, n=1, unmet_builds=pace).live(months)
    built = 0.8 * (1.0 - math.exp(-months / pace))
    assert float(town.state.lives[0].unmet) == pytest.approx(built, rel=1e-3)
    later = START + months + 3
    worn = built * math.exp(-4 / pace)
    assert gap_so_far(town.state.lives[0], later, town_params(town)) == pytest.approx(worn, rel=1e-3)


def test_what_a_family_bears_does_nothing():
    town = needy(0.8, n=1, unmet_borne=0.5).live(1)
    assert lasting_gap(town.state.lives[0], START, town_params(town)) == pytest.approx(0.3, rel=1e-3)
    assert needy(0.4, unmet_borne=0.5, unmet_crisis=9.0).live(2).counted("crises") == 0


def town_params(town: Micro):
    from youthsim.parameters import record

    return record(town.values)[0]


def test_a_class_that_cannot_bear_a_child_is_a_gap_and_an_aide_takes_it_away():
    def gap(aide: bool) -> float:
        town = needy(0.0, n=1, places=1, unmet_school=1.0, school_aide_relief=1.0)
        child = town.state.children[0]
        child.need_externalising = child.own_externalising = 0.0
        child.need_learning = child.own_learning = town.values["school_class_meets"] + 0.5
        if aide:
            town.give(0, services.SCHOOL_SUPPORT, domain=2)
        town.live(1)
        unmet_at_home = max(0.0, float(child.need_learning) - THRESHOLD - town.values["signal_learning"])
        return float(town.state.lives[0].unmet) - unmet_at_home

    assert gap(aide=False) == pytest.approx(0.5, abs=0.01)
    assert gap(aide=True) <= 0.0


# --- what it leads to -------------------------------------------------------------------------------------------


def test_a_crisis_goes_before_who_asked_long_ago_and_past_the_gate():
    town = needy(1.0, n=2, places=1, unmet_crisis=9.0)
    town.state.children[1].need_externalising = town.state.children[1].own_externalising = THRESHOLD + 1e-6
    town.give(0, MENTAL, states.REQUESTED, domain=0, month_ready=START + 99)
    town.give(1, MENTAL, states.WAITING, month_asked=1, month_ready=1, domain=0)
    town.state.services["places"] = 0
    town.live(1)
    town.state.services["places"] = 1
    town.live(1)
    assert (int(town.state.children[0].forms_active) >> MENTAL) & 1
    assert not (int(town.state.children[1].forms_active) >> MENTAL) & 1


def test_who_waits_for_nothing_is_helped_at_once_in_a_crisis():
    town = needy(1.0, places=N, unmet_crisis=9.0).live(2)
    assert town.counted("crises") >= N
    assert (town.state.children["forms_active"] >> services.INTENSIVE_HOME_SUPPORT & 1).all()


def test_crises_and_stays_grow_with_the_gap_and_with_age():
    def crises(severity: float, age: int = OLD) -> float:
        return needy(severity, age=age, unmet_crisis=0.1, unmet_young=0.0).live(1).counted("crises") / N

    assert crises(1.0) == pytest.approx(0.1, abs=0.03)
    assert crises(3.0) == pytest.approx(0.3, abs=0.05)
    assert crises(3.0, age=120) == pytest.approx(0.3 * (120 - 48) / (192 - 48), abs=0.04)
    assert crises(3.0, age=40) == 0.0


def test_a_stay_is_asked_in_a_share_of_the_crises_and_by_families_at_the_end_of_their_strength():
    town = needy(1.0, places=N, unmet_crisis=9.0, unmet_crisis_stay=0.3).live(1)
    assert town.counted("crisis_stays") / N == pytest.approx(0.3, abs=0.05)
    town = needy(1.0, places=N, unmet_stay=0.2).live(1)
    assert town.counted("stays_asked") / N == pytest.approx(0.2, abs=0.04)


def test_who_still_sees_a_child_reports_it_and_fewer_eyes_report_less():
    def reports(absent: bool) -> float:
        town = needy(1.0, unmet_report=0.1)
        if absent:
            town.state.children["attendance"] = states.ABSENT
        return town.live(1).counted("worried_reports") / N

    assert reports(absent=False) == pytest.approx(0.2, abs=0.04)
    assert reports(absent=True) == pytest.approx(0.1, abs=0.03)


def rate(name: str, tally: str, weight: float, start: dict[str, float], prepare=None) -> float:
    town = needy(1.0, **{name: weight}, **start)
    if prepare is not None:
        prepare(town)
    return town.live(1).counted(tally) / N


def out_of_school(town: Micro) -> None:
    town.state.children["attendance"], town.state.children["months_out"] = states.ABSENT, 10


def in_training(town: Micro) -> None:
    child = town.state.children
    child["education"], child["school"] = states.VOCATIONAL, 4


HOT = {"safety_risk_limit": -1.0, "safety_risk_stress": 0.0, "safety_risk_externalising": 0.0}
ROADS = (
    ("unmet_incident", "incidents", 0.5, {**HOT, "safety_incident_rate": 0.1}, None, math.exp(0.5)),
    ("unmet_offence", "offences", 0.5, {"adult_offence_rate": 0.1, "adult_offence_from": THRESHOLD, "adult_offence_disability": 1.0}, None, math.exp(0.5)),
    ("unmet_return", "returns_to_school", 0.5, {"school_return_rate": 0.4}, out_of_school, math.exp(-0.5)),
    ("unmet_leaving", "left_unqualified", 0.7, {"adult_leave_unqualified": 0.05, "adult_leave_need": 0.0}, in_training, math.exp(0.7)),
    ("out_incident", "incidents", 0.05, {**HOT, "safety_incident_rate": 0.1, "need_out_of_school_months": 12.0}, out_of_school, math.exp(0.5)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "tally", "weight", "start", "prepare", "ratio"), ROADS, ids=[r[0] for r in ROADS]
)
def test_each_road_carries_what_it_says(name, tally, weight, start, prepare, ratio):
    without = rate(name, tally, 0.0, start, prepare)
    assert without > 0.03
    assert rate(name, tally, weight, start, prepare) / without == pytest.approx(ratio, rel=0.2)


def test_a_need_recovers_slower_while_it_is_unmet():
    def after(weight: float, severity: float) -> float:
        town = needy(severity, n=1, need_persistence=0.5, unmet_recovery=weight)
        town.state.children[0].own_externalising = 0.0
        town.state.lives[0].unmet, town.state.lives[0].unmet_month = severity, START
        return float(town.live(1).state.children[0].need_externalising) / (THRESHOLD + severity)

    assert after(0.0, 1.0) == pytest.approx(0.5, abs=1e-3)
    # the gap has worn off by nothing, 1 sd: the pace 0.5 falls by e^-1
    assert after(1.0, 1.0) == pytest.approx(1.0 - 0.5 * math.exp(-1.0), abs=0.01)


def test_months_out_of_school_are_remembered_after_the_return_and_cost_the_diploma():
    town = needy(0.0, n=N, out_leaving=0.1)
    child, life = town.state.children, town.state.lives
    child["need_externalising"] = child["own_externalising"] = 0.0
    child["age_months"], life["academic"], life["months_missed"] = 215, 1, 10
    while town.state.month % 12 != 7:
        town.state.month += 1
    town.live(1)
    unqualified = (child["education"] == states.LEFT_UNQUALIFIED).mean()
    assert unqualified == pytest.approx(1.0 - math.exp(-1.0), abs=0.05)
    assert (child["education"] == states.LEFT_QUALIFIED).mean() == pytest.approx(1.0 - unqualified)


def test_absence_counts_month_by_month_in_what_was_missed():
    town = needy(0.0, n=3)
    town.state.children["attendance"] = states.ABSENT
    town.live(4)
    assert town.state.lives["months_missed"].tolist() == [4, 4, 4]


# --- the gate and the queue -------------------------------------------------------------------------------------


def test_the_gate_leaves_alone_what_a_doctor_refers():
    town = needy(1.0, n=2, places=2, gate_refusal=1.0, gate_doctor_free=1.0)
    for row in range(2):
        town.give(row, MENTAL, states.REQUESTED, by_doctor=row, domain=1)
    town.live(1)
    assert (town.state.children["forms_active"] > 0).tolist() == [False, True]
    assert town.state.lives["last_refused"].tolist() == [START, -999]


def test_part_of_those_whom_the_gate_refused_comes_back_through_a_doctor():
    def through_a_doctor(back: float) -> float:
        asks = {
            "signal_rate": 1.0,
            "request_base": 1.0,
            "route_doctor": 0.0,
            "gate_lead_pxq": 9.0,
            "gate_lead_light": 9.0,
        }
        town = needy(
            1.0,
            gate_refused_back=back,
            signal_scale=1e-3,
            signal_eyes_secondary=1.0,
            request_trust=0.0,
            **asks,
        )
        town.state.lives["last_refused"] = START - 2
        town.live(1)
        asked = town.state.episodes[: int(town.state.counters[0])]
        assert len(asked) == N
        return float(asked["by_doctor"].mean())

    assert through_a_doctor(0.0) == 0.0
    assert through_a_doctor(0.4) == pytest.approx(0.4, abs=0.05)


@pytest.mark.parametrize(("by_right", "first"), ((1.0, 1), (0.0, 0)))
def test_a_queue_is_ordered_by_when_the_right_was_given(by_right, first):
    town = needy(1.0, n=2, places=1, queue_by_right=by_right)
    town.state.services["places"] = 1
    town.give(0, MENTAL, states.WAITING, month_asked=10, month_ready=50, domain=1)
    town.give(1, MENTAL, states.WAITING, month_asked=20, month_ready=40, domain=1)
    town.live(1)
    assert np.flatnonzero(town.state.children["forms_active"] > 0).tolist() == [first]


def test_other_towns_wait_for_their_decision_too():
    def at_work(lead: float) -> int:
        town = needy(0.0, n=1, places=50, queue_elsewhere_lead=lead, gate_lead_pxq=2.0)
        town.state.services["external_rate"][MENTAL] = 20.0
        return int(town.live(1).state.services[MENTAL].occupied)

    assert at_work(0.0) == 20
    assert at_work(1.0) == 0


# --- a posterior that knows nothing of it -----------------------------------------------------------------------


def test_a_posterior_fitted_before_these_roads_existed_is_used_without_them():
    from youthsim.catalogue import load
    from youthsim.experiment.plan import Plan

    young = [name for name, p in PARAMETERS.items() if p.neutral is not None]
    assert len(young) > 15
    plan = Plan.of(load("zwolle-30-40"), draws=1)
    if plan.posterior is None or any(name in plan.posterior.manifest["priors"] for name in young):
        pytest.skip("the bundled posterior was fitted with them")
    assert all(plan.values(0)[name] == PARAMETERS[name].neutral for name in young)
    unfitted = Plan.of(load("zwolle-30-40").model_copy(update={"posterior": "none"}), draws=1)
    assert unfitted.values(0)["unmet_crisis"] > 0.0
