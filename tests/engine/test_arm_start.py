"""What an arm says of itself acts there from its first month, and nowhere else.

That every parameter does so is swept in `test_arms_say_anything.py`; here is what it does, by hand.
"""

import numpy as np
import pytest
from engine_town import books_of, fingerprint, small, state_of

from youthsim.experiment.arm_start import take_effect
from youthsim.experiment.design import values_of_arms
from youthsim.experiment.world import simulate
from youthsim.parameters import OF_THE_TOWN, PARAMETERS, medians
from youthsim.people.records import WORLD_RECORDS
from youthsim.vocabulary import services as s

RESIDENTIAL, AMBULATORY = s.RESIDENTIAL, s.AMBULATORY_SUPPORT


def at_the_start(town, **own):
    """The town as an arm with these values takes it over."""
    state = town.burned.state.copy()
    take_effect(state, town.burned, town.values | own)
    return state


def touched(town, **own) -> set[str]:
    """The fields, table by table, that an arm with these values takes over otherwise."""
    after, before = at_the_start(town, **own), town.burned.state
    return {
        f"{table}.{field}"
        for table, dtype in WORLD_RECORDS.items()
        for field in dtype.names
        if fingerprint(getattr(after, table)[field]) != fingerprint(getattr(before, table)[field])
    }


@pytest.mark.parametrize(
    ("name", "factor", "fields"),
    [
        ("price_residential", 2.0, {"services.price_cents"}),
        ("care_effect_residential", 10.0, {"services.effect"}),
        ("care_end_residential", 2.0, {"services.end_rate", "services.end_rate_elsewhere"}),
        ("care_end_elsewhere", 2.0, {"services.end_rate_elsewhere"}),
        ("care_contact_stay", 2.0, {"services.hours_month"}),
        ("wait_stay", 2.0, {"services.tolerated_wait"}),
        ("catchment_stay", 2.0, {"services.catchment", "services.external_rate"}),
        ("safety_order_delay", 2.0, {"town.order_delay"}),
        ("household_debt_poor", 1.2, {"town.debt_not_poor"}),
        ("household_origin_risk", 2.0, {"households.setback"}),
        ("request_deterrence", 2.0, set()),  # read every month where it acts
        ("household_poverty_exit", 2.0, set()),  # how many become poor stays the town's
    ],
)
def test_a_value_of_its_own_changes_what_it_is_about_and_nothing_else(town, name, factor, fields):
    assert touched(town, **{name: town.values[name] * factor}) == fields


def test_values_that_hold_already_change_no_byte(town):
    assert touched(town) == set()
    for name in sorted(PARAMETERS)[::25]:
        assert touched(town, **{name: float(town.values[name])}) == set()
    again = dict(town.values)
    assert books_of(town.live("baseline", **again)) == books_of(town.live("baseline"))
    assert state_of(town.at_the_end("baseline", **again)) == state_of(town.at_the_end())


def test_a_tariff_doubled_in_an_arm_doubles_the_bill_of_its_first_month(town):
    double = {"price_residential": 2 * town.values["price_residential"]}
    before, after = town.live(), town.live(**double)
    was, now = before.used[:, 0, RESIDENTIAL].sum(), after.used[:, 0, RESIDENTIAL].sum()
    assert was > 0
    assert now == pytest.approx(2 * was, rel=1e-4)
    others = [service for service in range(s.N_QUEUED) if service != RESIDENTIAL]
    assert (after.used[:, 0, others] == before.used[:, 0, others]).all()
    assert after.provider_costs[0, RESIDENTIAL] == pytest.approx(2 * before.provider_costs[0, RESIDENTIAL])


def test_an_effect_of_its_own_is_felt_from_the_first_month_of_help(town):
    def by_month(**own):
        months = []
        town.live(after=lambda model: months.append(model.state.children.copy()), **own)
        return months[:2]  # what is won in a month is felt in the next

    was, now = by_month(), by_month(care_effect_ambulatory_support=1.0)
    helped = was[0]["forms_active"] == 1 << AMBULATORY
    assert helped.sum() > 5
    assert (now[1]["gain"][helped] > was[1]["gain"][helped]).mean() > 0.8
    alone = was[0]["forms_active"] == 0
    assert (now[1]["gain"][alone] == was[1]["gain"][alone]).mean() > 0.95


def test_a_catchment_of_one_lets_no_other_town_ask(town):
    state = at_the_start(town, catchment_ambulatory=1.0)
    own = np.isin(state.services["catchment"], 1.0)
    assert (state.services["external_rate"][own] == 0.0).all()
    half = at_the_start(town, catchment_ambulatory=0.5).services[AMBULATORY]
    assert half["external_rate"] == pytest.approx(town.burned.undeterred[AMBULATORY])  # as many as the town


def test_orders_begin_later_from_the_start_at_the_load_that_there_is(town):
    was = float(town.burned.state.town[0].order_delay)
    now = at_the_start(town, safety_order_delay=3 * town.values["safety_order_delay"])
    assert was > 0
    assert float(now.town[0].order_delay) == pytest.approx(3 * was)


def test_a_budget_of_its_own_is_reckoned_over_the_same_year(town):
    seen = {}

    def budget(margin):
        town.live(after=lambda model: seen.setdefault(margin, model.budget_cents), budget_margin=margin)
        return seen[margin]

    assert budget(1.0) == town.burned.budget_basis_cents > 0
    assert budget(0.5) == pytest.approx(0.5 * budget(1.0), abs=1)


def test_what_an_arm_says_of_itself_reaches_that_arm_alone():
    scenario = small(horizon_months=6)
    plain = scenario.arms["baseline"]
    scenario = scenario.model_copy(update={"arms": {"baseline": plain, "dear": plain, "same": plain}})
    double = 2 * medians()["price_ambulatory_support"]
    drawn = {**medians(), "arms.dear.price_ambulatory_support": double}
    drawn["arms.same.price_ambulatory_support"] = medians()["price_ambulatory_support"]
    values, of_arms = values_of_arms(drawn)
    baseline, dear, same = simulate(scenario, values, 0, 0, sizes=(12,), arm_values=of_arms)
    assert books_of(same) == books_of(baseline)
    assert dear.used[:, 0, AMBULATORY].sum() == pytest.approx(
        2 * baseline.used[:, 0, AMBULATORY].sum(), rel=1e-4
    )


@pytest.mark.parametrize("name", sorted(OF_THE_TOWN)[::6])
def test_what_makes_the_town_is_refused_in_an_arm_and_not_ignored(name):
    scenario, values = small(), medians()
    with pytest.raises(ValueError, match=f"{name} shapes the town before the start"):
        simulate(scenario, values, 0, 0, arm_values={"family_plan_pxq": values | {name: 0.5 * values[name]}})


def test_every_parameter_of_the_population_says_how_far_it_reaches():
    made_before = {name for name in PARAMETERS if name.startswith("population_")}
    assert made_before - OF_THE_TOWN == {"population_trust_mean"}  # trust goes back to it, month by month
    assert made_before >= OF_THE_TOWN
