"""What each incentive does to children, places and budgets, in towns where nothing else happens."""

import numpy as np
import pytest
from micro import START, Micro, quiet

from youthsim.funding.regimes import made_of
from youthsim.funding.rules import preset
from youthsim.institutions.base import Decisions, ServiceView, Snapshot
from youthsim.institutions.providers import Provider
from youthsim.model import YouthCareModel, running
from youthsim.vocabulary import services as s
from youthsim.vocabulary import states

SUPPORT = s.AMBULATORY_SUPPORT
EVERYWHERE = tuple(range(s.N_QUEUED))
N = 600
SUMMER = START + 1  # a June


def under(town: Micro, kind: str = "pxq", **rules: str) -> Micro:
    """The town under a regime with single rules otherwise."""
    town.regime = made_of({**preset(kind), **rules}, town.values, EVERYWHERE)
    return town


def a_model(town: Micro) -> YouthCareModel:
    return YouthCareModel(
        town.state, town.regime, town.programme, town.values, town.world, town.groups, START
    )


def still_helped(occupied: float, months: int = 6, **values: float) -> float:
    """Share of children who still have help under a task budget, with this share of places in use."""
    town = Micro(
        N, quiet(care_end_ambulatory_support=0.1, pooled_scale_down=1.0, **values), places=round(N / occupied)
    )
    under(town, "task_based")
    for row in range(N):
        town.give(row, SUPPORT)
    town.state.services[SUPPORT].budget_cents = 1
    return float((town.live(months).state.children["forms_active"] > 0).mean())


def test_where_places_stand_empty_help_lasts_longer_and_by_the_elasticity():
    assert (
        abs(still_helped(0.5, 1, budget_fills=1.0) - 0.95) < 0.03
    )  # half empty, elasticity 1: half the exits
    assert still_helped(0.5, budget_fills=0.5) > still_helped(0.5, budget_fills=0.0) + 0.03
    assert still_helped(0.5, budget_fills=-0.5) < still_helped(0.5, budget_fills=0.0) - 0.03


def test_a_full_service_ends_help_at_its_own_pace_whatever_the_elasticity():
    assert still_helped(1.0, 1, budget_fills=1.0) == still_helped(1.0, 1, budget_fills=0.0)


@pytest.mark.parametrize(
    ("kind", "share"), [("lump_sum", 0.3), ("pxq", 0.0), ("task_based", 0.0), ("pooled", 0.0)]
)
def test_only_a_sum_per_youth_turns_requests_away(kind, share):
    town = under(Micro(N, quiet(lump_turned_away=0.3), places=N), kind)
    for row in range(N):
        town.give(row, SUPPORT, states.REQUESTED)
    assert abs(town.live(1).counted("refusals") / N - share) < 0.05


def test_thin_help_gives_fewer_hours_and_less_relief():
    def hours_and_relief(intensity: float) -> tuple[float, float]:
        town = Micro(
            1,
            quiet(
                lump_intensity=intensity, care_effect_ambulatory_support=0.1, price_ambulatory_support=500.0
            ),
        )
        under(town, "lump_sum").give(0, SUPPORT)
        town.live(1)
        return town.counted("contact_hours"), float(town.state.children[0].relief)

    whole, thin = hours_and_relief(1.0), hours_and_relief(0.5)
    assert whole[0] == 10.0  # 500 euros at 50 an hour
    assert thin[0] == 5.0
    assert abs(thin[1] - whole[1] / 2) <= 1


def lived_through_a_year(ceiling: str) -> Micro:
    """From January: six children helped one after another at 600 a month; last year's use was 2,400."""
    town = under(Micro(6, quiet(price_ambulatory_support=600.0), places=6), "pxq", budget_ceiling=ceiling)
    town.give(0, SUPPORT)
    for row in range(1, 4):
        town.give(row, SUPPORT, states.WAITING)
    town.give(4, SUPPORT, states.WAITING, priority=states.PRIORITY_COURT)
    town.give_other_town(SUPPORT, states.WAITING)
    return town


def test_when_the_years_ceiling_is_reached_only_a_court_or_another_town_gets_a_place():
    for ceiling, expected in (("on", [1, 0, 0, 0, 1, 0]), ("off", [1, 1, 1, 1, 1, 0])):
        town = lived_through_a_year(ceiling)
        with running(a_model(town)) as model:
            model.municipality.ceilings[SUPPORT] = 60000.0
            model.use_year[2] = 0
            model.use_year[3, SUPPORT] = 60000  # in April
            model.step()
        assert (town.state.children["forms_active"] > 0).astype(int).tolist() == expected
        assert int(town.state.services[SUPPORT].occupied) == sum(expected) + 1


def test_in_january_a_new_year_begins():
    town = lived_through_a_year("on")
    town.state.month = START + 8  # a January
    with running(a_model(town)) as model:
        model.use_year[:, SUPPORT] = 60000
        model.step()
    assert int((town.state.children["forms_active"] > 0).sum()) == 5


def renewed(month: int, summer: str) -> list[int]:
    """Months at which help that stopped at its grant's end may begin again, when every renewal has a gap."""
    values = quiet(grant_gap_share=1.0, grant_months_pxq=9.0, gate_lead_light=0.0)
    town = under(Micro(20, values, places=20), "pxq", summer_gaps=summer)
    for row in range(20):
        town.give(row, SUPPORT, months_granted=1)
    town.state.children["need_externalising"] = town.state.children["own_externalising"] = 3.0
    town.state.month = month
    town.live(1)
    asked = town.state.episodes[: int(town.state.counters[0])]
    return sorted({int(ready) % 12 for ready in asked["month_ready"][asked["state"] == states.REQUESTED]})


def test_a_grant_that_ends_before_the_summer_may_wait_until_september():
    assert renewed(SUMMER, "on") == [8]
    assert renewed(SUMMER + 1, "on") == [8]
    assert renewed(SUMMER + 5, "on") == []  # and in autumn help goes on
    assert renewed(SUMMER + 5, "off") == [10]


def places_after_a_year(**rules: str) -> int:
    town = Micro(60, quiet(provider_adapts=0.2, labour_hires=1.0, wait_outpatient=0.0), places=10)
    under(town, "pxq", **rules)
    town.state.children["need_externalising"] = town.state.children["own_externalising"] = 3.0
    for row in range(60):
        town.give(row, SUPPORT, states.ACTIVE if row < 10 else states.WAITING, domain=1)
    town.live(12)
    return int(town.state.services[SUPPORT].places)


def test_places_follow_the_queue_only_where_more_clients_bring_more_income():
    assert places_after_a_year() > 15
    assert places_after_a_year(volume_incentive="off") == 10


def places_under_a_sum(**rules: str) -> list[int]:
    """Places after each of three years under a sum per youth, a fifth to be let go."""
    town = under(Micro(10, quiet(lump_lean=0.2), places=100), "lump_sum", **rules)
    town.state.services[SUPPORT].budget_cents = 1000
    after = []
    with running(a_model(town)) as model:
        for month in range(36):
            model.step()
            if month % 12 == 11:
                after.append(int(town.state.services[SUPPORT].places))
    return after


def test_a_provider_with_a_fixed_sum_lets_places_go_for_two_years():
    assert places_under_a_sum() == [90, 81, 81]
    assert places_under_a_sum(lean_places="off") == [100, 100, 100]


# --- the municipality -----------------------------------------------------------------------------------


def seen(kind: str, used: int, minors: int = 1000, **more) -> Snapshot:
    view = ServiceView(
        SUPPORT, "ambulatory_support", 10, 10, 0, 0, 0, 1.0, 1.0, 1.0, 60000, 1.0, True, 0, 0.0
    )
    return Snapshot(
        month=120, since_start=20, quarter=True, year=True, settling=False, services=(view,), minors=minors,
        children_under_order=0, town_use_cents=tuple(used if n == SUPPORT else 0 for n in range(40)),
        choices={**preset(kind), **more.pop("rules", {})}, **more,
    )  # fmt: skip


def next_budget(
    kind: str, used: int, minors: int = 1000, rebased: float = 0.0, **values: float
) -> int | None:
    """Next year's budget a month, after 1,000 euros a month and 1,000 youths."""
    town = Micro(3, quiet(lump_rebased=rebased, **values))
    town.state.services[SUPPORT].budget_cents = 100000
    with running(a_model(town)) as model:
        model.municipality.minors_last_year = 1000
        decisions = Decisions()
        model.municipality.decide(seen(kind, 12 * used, minors), decisions)
    return decisions.budget_cents.get(SUPPORT)


def test_a_sum_per_youth_follows_the_number_of_youths_and_only_in_part_what_was_used():
    assert next_budget("lump_sum", 50000) == 100000
    assert next_budget("lump_sum", 50000, minors=1100) == 110000
    assert next_budget("lump_sum", 50000, rebased=0.3) == 85000


def test_the_budget_of_a_task_heeds_no_use_and_a_pool_follows_it_in_lumps():
    assert next_budget("task_based", 50000, minors=2000) in (None, 100000)
    assert next_budget("pooled", 97000) is None
    assert next_budget("pooled", 93000) == 95000
    assert next_budget("pooled", 50000) == 90000  # two lumps a year at most


def budgets_of_a_task(growth: float, **rules: str) -> list[int]:
    """Monthly budget and places after each of three years, of a task that began with 1,000 euros a month."""
    town = under(Micro(10, quiet(task_growth=growth), places=100), "task_based", **rules)
    town.state.services[SUPPORT].budget_cents = 100000
    after = []
    with running(a_model(town)) as model:
        for month in range(36):
            model.step()
            if month % 12 == 11:
                row = town.state.services[SUPPORT]
                after.append((int(row.budget_cents), int(row.places)))
    return after


@pytest.mark.parametrize(("growth", "budget", "places"), [(0.34, 134000, 134), (-0.1, 90000, 90)])
def test_a_task_is_agreed_anew_once_either_way_and_places_follow(growth, budget, places):
    after = budgets_of_a_task(growth)
    assert after[-1] == (budget, places)
    assert after[0] == (100000, 100)  # its first January is eight months away, and only the second counts
    assert {cents for cents, _ in budgets_of_a_task(growth)} <= {100000, budget}
    assert set(budgets_of_a_task(growth, renegotiation="off")) == {(100000, 100)}


def test_a_provider_with_vacancies_staffs_what_stands_still_before_it_opens_places():
    def opened(first: str, standing_still: float) -> int:
        town = under(Micro(3, quiet(provider_adapts=1.0, labour_hires=0.1, wait_outpatient=0.0)), "pxq")
        choices = {**preset("pxq"), "staff_first": first}
        view = ServiceView(SUPPORT, "ambulatory_support", 100, 100, 200, 0, 0, 1.0, 1.0, 1.0, 60000, 1.0, False, 0, standing_still)  # fmt: skip
        others = tuple(view for _ in range(SUPPORT + 1))
        snapshot = Snapshot(month=120, since_start=20, quarter=True, year=False, settling=False, services=others,
                            minors=1000, children_under_order=0, choices=choices)  # fmt: skip
        decisions = Decisions()
        with running(a_model(town)) as model:
            next(a for a in model.agents if isinstance(a, Provider) and a.service == SUPPORT).decide(
                snapshot, decisions
            )
        return decisions.places[SUPPORT] - 100

    assert opened("off", 20.0) == opened("on", 0.0) == 31  # hires allow no more
    assert opened("on", 20.0) == 11
    assert opened("on", 40.0) == 0  # and none is closed for it


def test_a_town_in_deficit_rations_light_help_unless_the_rule_is_off():
    def strictness(cuts: str) -> float | None:
        town = Micro(3)
        with running(a_model(town)) as model:
            decisions = Decisions()
            deficit = {"spending_cents": 110, "budget_cents": 100, "rules": {"deficit_cuts": cuts}}
            model.municipality.decide(seen("pxq", 0, **deficit), decisions)
        return decisions.strictness

    assert strictness("on") == pytest.approx(0.5)
    assert strictness("off") == 0.0


# --- paperwork ------------------------------------------------------------------------------------------


def test_the_hours_of_a_request_are_divided_to_the_minute():
    # Ten hours: five at the gate, 1.5 of the family, one of the school where help is in class, the rest the provider's.
    certain = {"signal_rate": 1e9, "request_base": 1.0, "gate_hours_pxq": 10.0, "admin_family": 0.15, "admin_school": 0.1,
               "gate_lead_pxq": 30.0, "price_access_hour": 80.0, "route_doctor": 0.0, "route_light": 0.0, "route_day": 0.0,
               "route_school_support": 1.0, "price_family_hour": 12.0, "price_school_hour": 60.0}  # fmt: skip
    town = Micro(1, quiet(**certain), places=0)
    town.state.children["need_learning"] = town.state.children["own_learning"] = 3.0
    town.live(1)
    hours = {who: town.counted(f"admin_hours_{who}") for who in ("gate", "family", "school", "provider")}
    assert hours == pytest.approx({"gate": 5.0, "family": 1.5, "school": 1.0, "provider": 2.5})
    assert town.counted("admin_hours") == pytest.approx(10.0)
    euros = {who: town.counted(f"admin_euros_{who}") for who in hours}
    assert euros == pytest.approx({"gate": 400.0, "family": 18.0, "school": 60.0, "provider": 200.0})
    assert town.bills()[0, "access_assessment"] == 40000  # the gate's hours, to the cent


def test_running_help_is_recorded_by_each_worker_and_less_where_no_unit_is_accounted_for():
    def recorded(kind: str) -> float:
        values = quiet(admin_recording=1.5, gate_hours_pxq=9.0, gate_hours_pooled=3.0)
        town = under(Micro(4, values, places=4), kind)
        for row in range(4):
            town.give(row, SUPPORT, workers=2)
        return town.live(3).counted("admin_hours_provider")

    assert recorded("pxq") == pytest.approx(4 * 2 * 3 * 1.5)
    assert recorded("pooled") == pytest.approx(4 * 2 * 3 * 0.5)


def test_one_plan_takes_meetings_of_workers_who_are_in_a_family_with_others():
    def recorded(kind: str, professionals: int) -> float:
        town = under(Micro(4, quiet(pooled_meeting=1.25), places=4), kind)
        town.state.households["workers"] = town.state.households["professionals"] = professionals
        for row in range(4):
            town.give(row, SUPPORT, workers=1)
        return town.live(1).counted("admin_hours_provider")

    assert recorded("pooled", 3) == pytest.approx(4 * 1.25)
    assert recorded("pooled", 1) == recorded("pxq", 3) == 0.0


@pytest.mark.parametrize(("absorbs", "expected"), [(0.5, 0.25), (0.0, 0.5), (-0.6, 0.8)])
def test_staff_of_one_plan_meets_part_of_new_questions_or_finds_more(absorbs, expected):
    sure = {
        "signal_rate": 1e9,
        "request_base": 0.5,
        "request_trust": 0.0,
        "route_doctor": 0.0,
        "route_light": 0.0,
    }
    town = under(Micro(N, quiet(pooled_absorbs=absorbs, **sure), places=0), "pooled")
    town.state.households["workers"] = town.state.households["professionals"] = 2
    town.state.children["need_externalising"] = town.state.children["own_externalising"] = 3.0
    assert town.live(1).counted("requests") / N == pytest.approx(expected, abs=0.07)


def test_the_parts_add_up_to_the_whole_in_a_living_town(town):
    run = town.live("baseline")
    from youthsim.vocabulary.tallies import TALLY_NUMBER as number

    parts = sum(
        run.tallies[..., number[f"admin_hours_{who}"]] for who in ("family", "school", "gate", "provider")
    )
    assert np.array_equal(parts, run.tallies[..., number["admin_hours"]])
    assert (parts > 0).any()
