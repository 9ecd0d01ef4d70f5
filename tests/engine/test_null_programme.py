"""Check 1: a programme without effects costs what it costs, to the cent, and the source would still claim a saving."""

import numpy as np
import pytest
from engine_town import EngineTown, small
from null_programme import NEUTRAL, NULL

from youthsim.experiment.observation import Observer
from youthsim.vocabulary import services as s
from youthsim.vocabulary import tallies as t
from youthsim.vocabulary.payers import FAMILY

ELSEWHERE = [x for x in range(s.N_SERVICES) if x not in s.PROGRAMME_SERVICES]
SEES_WORKERS = {
    "households_with_help", "households_complex", "professionals", "plan_households", "contact_hours",
    "households_at_ease", "professionals_around_helped", "appointments", "admin_hours", "admin_hours_family", "admin_euros_family",
}  # fmt: skip


@pytest.fixture(scope="module")
def zwolle():
    return EngineTown(small("zwolle-30-40", sizes=(6, 12), population_share=0.5, horizon_months=24), **NULL)


@pytest.fixture(scope="module")
def tilburg():
    return EngineTown(small(sizes=(4, 12), horizon_months=24), **NULL)


@pytest.mark.parametrize(("place", "arm"), [("zwolle", "weighing"), ("tilburg", "family_plan_pxq")])
def test_the_net_social_saving_of_a_null_programme_is_minus_its_cost_to_the_cent(place, arm, request):
    town = request.getfixturevalue(place)
    without, null = town.live("baseline"), town.live(arm, 12)
    cost = int(null.payments[..., list(s.PROGRAMME_SERVICES)].sum())
    assert cost > 0
    assert null.programme[:, 2].max() > 3  # households served
    assert int(null.payments.sum()) - int(without.payments.sum()) == cost
    assert np.array_equal(null.payments[..., ELSEWHERE], without.payments[..., ELSEWHERE])
    assert np.array_equal(null.used, without.used)
    for tally in t.TALLIES:
        if tally.id not in SEES_WORKERS:
            assert np.array_equal(null.tallies[..., tally.number], without.tallies[..., tally.number]), (
                tally.id
            )


def test_where_nobody_has_to_be_hired_every_case_is_served_at_once(tilburg):
    arm = "family_plan_pxq"
    at_once = tilburg.live(arm, 12, scenario=tilburg.with_arm(arm, staffing=None))
    assert at_once.programme[0, 2] == len(tilburg.cases)  # households served in the first month
    assert tilburg.live(arm, 12).programme[0, 2] < len(tilburg.cases)


@pytest.mark.parametrize("name", sorted(set(NEUTRAL) - {"weighing_assisted"}))
def test_each_effect_taken_back_from_neutral_changes_something(name, zwolle, tilburg):
    # Assisted living is reached only through a return that is held off, so by itself it can do nothing.
    strong = {"labour_from_services": 0.9, "family_plan_replaces": 0.9, "family_plan_absorbs": 0.9, "weighing_tolerance": 0.9,
              "existence_poverty": 50.0, "existence_debt": 50.0, "plan_network": 0.3, "plan_trust": 0.1, "family_plan_relief": 3.0, "family_plan_parents": 0.2}.get(name, 5.0)  # fmt: skip
    town, arm = (
        (tilburg, "family_plan_pxq") if name.startswith(("family", "labour")) else (zwolle, "weighing")
    )
    null, with_effect = town.live(arm, 12), town.live(arm, 12, **{name: strong})
    assert not np.array_equal(null.tallies, with_effect.tallies)


@pytest.mark.parametrize("reporting", ["completed_first", "best"])
def test_the_source_would_still_claim_a_saving_where_nothing_was_done(zwolle, reporting):
    null = zwolle.live("weighing", 12)
    observer = Observer(enrolled=10, reported=6, reporting=reporting, estimate="threat_minus_actual")
    reported, enrolled = observer.per_case(null.cases, null.case_costs, null.cases["enrolled_month"], 15.0)
    assert reported > 0
    assert enrolled > 0


def test_the_family_pays_nothing_for_a_null_programme(tilburg):
    null = tilburg.live("family_plan_pxq", 12)
    assert null.payments[:, :, FAMILY].sum() == 0
