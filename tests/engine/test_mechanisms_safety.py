"""Step 10 of the month: from an incident to an order, a place, the street and back, and the weighing of values."""

import numpy as np
from micro import Micro, quiet

from youthsim.vocabulary import services as s
from youthsim.vocabulary import states

N = 2000


def at_risk(
    stress: float = 3.0,
    legal: int = states.NO_MEASURE,
    weighing: bool = False,
    months: int = 1,
    **values: float,
) -> Micro:
    """Children of fourteen at home, at a risk of stress - 1 units."""
    risk = {"safety_risk_stress": 1.0, "safety_risk_externalising": 0.0, "safety_risk_limit": 1.0, "household_stress_debt": stress,
            "safety_incident_rate": 0.1, "safety_report_police": 0.0, "safety_report_eye": 0.0}  # fmt: skip
    town = Micro(N, quiet(**{**risk, **values}), places=0)
    child = town.state.children
    child["age_months"], child["education"], child["school"], child["legal"] = (
        168,
        states.REGULAR_SECONDARY,
        2,
        legal,
    )
    town.state.households["debt"] = 1
    return weigh(town, weighing).live(months)


def weigh(town: Micro, weighing: bool = True) -> Micro:
    if weighing:
        town.programme["active"] = town.programme["weighing"] = 1
        town.state.households["programme"], town.state.households["fidelity"] = 1, 1.0
    return town


def test_incidents_rise_with_stress_and_below_the_limit_there_are_none():
    low, high = at_risk(2.0).counted("incidents") / N, at_risk(4.0).counted("incidents") / N
    assert abs(low - 0.1) < 0.03
    assert abs(high - 0.3) < 0.04
    assert at_risk(0.9).counted("incidents") == 0
    assert at_risk(4.0, safety_incident_rate=0.0).counted("incidents") == 0


def test_more_eyes_more_reports():
    def reported(professionals: int, eye: float = 0.2) -> float:
        town = Micro(N, quiet(safety_roaming_incident=1.0, safety_report_eye=eye, safety_report_police=0.0))
        town.state.children["living"] = states.ROAMING
        town.state.households["professionals"] = professionals
        return town.live(1).counted("reports") / N

    assert abs(reported(0) - 0.2) < 0.03  # the teacher
    assert abs(reported(3) - (1 - 0.8**4)) < 0.04
    assert reported(3, eye=0.0) == 0.0


def test_a_report_becomes_an_order_after_an_investigation_and_a_wait_for_a_guardian():
    certain = {"safety_incident_rate": 9.0, "safety_report_police": 1.0, "safety_investigated": 1.0, "safety_ordered": 1.0,
               "safety_investigation_months": 3.0, "safety_order_delay": 2.0, "safety_placed_at_order": 0.0,
               "safety_placed_after_incident": 0.0, "safety_guardian_caseload": 1e9}  # fmt: skip
    supervised = [
        int(np.sum(at_risk(months=m, **certain).state.children["legal"] == states.SUPERVISED))
        for m in (1, 3, 8)
    ]
    assert supervised[0] == supervised[1] == 0
    assert supervised[2] == N
    without = at_risk(months=8, **{**certain, "safety_ordered": 0.0})
    assert without.counted("orders_started") == 0
    assert without.counted("investigations") > 0


def test_incidents_under_an_order_lead_to_placements_and_without_incidents_nobody_is_placed():
    def asked(rate: float, placed: float = 0.5) -> float:
        town = at_risk(
            4.0, legal=states.SUPERVISED, safety_incident_rate=rate, safety_placed_after_incident=placed
        )
        return float(np.mean(town.state.children["forms_waiting"] > 0))

    assert abs(asked(0.1) - 0.3 * 0.5) < 0.03
    assert asked(0.0) == 0.0
    assert asked(0.1, placed=0.0) == 0.0


def test_a_small_child_gets_a_guardian_sooner_than_an_older_one():
    def wards(age: int, placed: int) -> int:
        values = {"safety_guardianship": 1.0, "safety_guardianship_after": 24.0,
                  "safety_guardianship_after_young": 8.0, "safety_guardianship_young": 60.0}  # fmt: skip
        town = Micro(20, quiet(**values), places=20)
        child = town.state.children
        child["age_months"], child["legal"] = age, states.OUT_OF_HOME_ORDER
        for row in range(20):
            town.give(row, s.FOSTER_CARE, months=placed)
        return int(np.sum(town.live(1).state.children["legal"] == states.UNDER_GUARDIANSHIP))

    assert wards(age=30, placed=6) == 0
    assert wards(age=30, placed=10) == 20
    assert wards(age=100, placed=10) == 0
    assert wards(age=100, placed=26) == 20


def test_orders_are_lifted_sooner_when_values_are_weighed():
    def lifted(release: float) -> float:
        town = at_risk(0.0, states.SUPERVISED, weighing=True, safety_order_end=0.1, weighing_release=release)
        return town.counted("orders_ended") / N

    assert abs(lifted(1.0) - 0.1) < 0.03
    assert abs(lifted(2.0) - 0.2) < 0.04
    assert lifted(0.5) < lifted(1.0)  # an approach can also make it worse


# --- running away ---------------------------------------------------------------------------------------


def placed(service: int, **values: float) -> Micro:
    town = Micro(N, quiet(**values), places=N)
    child = town.state.children
    child["age_months"], child["education"], child["school"], child["legal"] = (
        170,
        states.REGULAR_SECONDARY,
        2,
        states.UNDER_GUARDIANSHIP,
    )
    child["need_externalising"] = child["own_externalising"] = 2.0
    if service >= 0:
        for row in range(N):
            town.give(row, service, domain=1)
    return town


def test_children_run_away_from_open_and_closed_care_only():
    rates = {"safety_runaway_residential": 0.1, "safety_runaway_closed": 0.1, "safety_runaway_need": 0.0}
    for service in (s.RESIDENTIAL, s.CLOSED_RESIDENTIAL):
        assert abs(placed(service, **rates).live(1).counted("runaways") / N - 0.1) < 0.03
    for service in (s.FOSTER_CARE, s.FAMILY_HOME, s.AMBULATORY_SUPPORT, -1):
        assert placed(service, **rates).live(1).counted("runaways") == 0
    assert placed(s.RESIDENTIAL).live(1).counted("runaways") == 0


def test_who_runs_away_leaves_his_place_to_another():
    town = placed(s.RESIDENTIAL, safety_runaway_residential=1.0, safety_runaway_need=0.0).live(2)
    assert (town.state.children["living"] == states.ROAMING).all()
    assert town.state.services[s.RESIDENTIAL].occupied == 0


def found(weighing: bool, tolerance: float, **values: float) -> Micro:
    """Found after running from closed care: most are taken back."""
    town = placed(-1, safety_found=1.0, weighing_tolerance=tolerance, **values)
    town.state.children["living"], town.state.lives["fled_from"] = states.ROAMING, states.IN_CLOSED
    return weigh(town, weighing).live(1)


def test_weighing_holds_off_closed_returns():
    def back_in_closed(weighing: bool, tolerance: float) -> float:
        town = found(weighing, tolerance)
        return float(np.mean(town.state.children["forms_waiting"] & (1 << s.CLOSED_RESIDENTIAL) > 0))

    assert back_in_closed(False, 0.6) == 1.0
    assert back_in_closed(True, 0.0) == 1.0
    assert abs(back_in_closed(True, 0.6) - 0.4) < 0.04
    assert abs(found(True, 0.6).counted("tolerated_runaways") / N - 0.6) < 0.04


def test_weighing_may_raise_incidents_and_may_lower_them():
    def incidents(ratio: float) -> float:
        return at_risk(3.0, weighing=True, weighing_incidents=ratio).counted("incidents") / N

    assert abs(incidents(1.5) / incidents(1.0) - 1.5) < 0.25
    assert incidents(0.5) < incidents(1.0) == at_risk(3.0).counted("incidents") / N


def test_assisted_living_after_a_held_off_return_takes_a_place_in_a_queue():
    def asked(share: float) -> float:
        town = placed(-1, safety_found=1.0, weighing_tolerance=1.0, weighing_assisted=share)
        town.state.children["age_months"] = 200
        town.state.children["living"], town.state.lives["fled_from"] = states.ROAMING, states.IN_CLOSED
        waits = weigh(town).live(1).state.children["forms_waiting"]
        return float(np.mean(waits & (1 << s.ASSISTED_LIVING) > 0))

    assert abs(asked(0.5) - 0.5) < 0.05
    assert asked(0.0) == 0.0


def test_a_stay_ends_sooner_when_values_are_weighed():
    def ended(release: float) -> float:
        town = placed(s.RESIDENTIAL, care_end_residential=0.1, weighing_release=release)
        return weigh(town).live(1).counted("episodes_ended") / N

    assert abs(ended(1.0) - 0.1) < 0.03
    assert abs(ended(2.0) - 0.2) < 0.04
