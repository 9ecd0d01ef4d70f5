"""Nijmegen-Noord: pooled aides instead of a grant per child. Each mechanism shows, and is gone when it is off."""

import numpy as np
import pytest
from engine_town import EngineTown, small
from micro import PRIMARY, START, Micro, quiet
from null_programme import NULL

from youthsim.catalogue import load
from youthsim.interventions import pooled_aides
from youthsim.interventions.caseload import nijmegen_aides
from youthsim.people.needs import aid_of
from youthsim.vocabulary import services as s
from youthsim.vocabulary import states
from youthsim.vocabulary import tallies as t

N = 300
STILL = {
    "school_aide_relief": 0.4, "aides_relief": 1.0, "aides_replaces": 1.0, "aides_absorbs": 1.0, "aides_at_once": 1.0,
    "aides_hours": 25.0, "school_worker_direct": 1.0, "plan_close": 0.0,
}  # fmt: skip
NO_EFFECT = {"aides_relief": 0.0, "aides_replaces": 0.0, "aides_absorbs": 0.0}


def pupils(n: int = N, learning: float = 2.0, **values: float) -> Micro:
    """Pupils of ten in one primary school who need more than the class can give, none with help."""
    town = Micro(n, quiet(**{**STILL, **values}), places=10_000)
    child = town.state.children
    child["need_learning"] = child["own_learning"] = learning
    return town


def with_grants(town: Micro, count: int = N) -> Micro:
    """The first `count` pupils have a grant for support in class."""
    for row in range(count):
        town.give(row, s.SCHOOL_SUPPORT, domain=2)
    return town


def with_aides(town: Micro, children_per_post: float = 4.0, count: int = N, others_too: bool = True) -> Micro:
    """The households of the first `count` pupils are taken up by the pooled aides from the start on."""
    settings = load("nijmegen").arms["pooled_aides"].intervention("pooled_aides")
    settings = settings.model_copy(
        update={"children_per_post": children_per_post, "others_too": others_too, "staffing": None}
    )
    pooled_aides.apply(settings, town.programme[0], town.values)
    for row in range(count):
        town.serve(row, enrolled=START)
    return town


def aids(town: Micro) -> np.ndarray:
    """Share of the mismatch that an aide removes, per pupil."""
    return np.array([aid_of(child) for child in town.state.children])


def counted_last(town: Micro, name: str) -> int:
    return int(town.tally[-1][:, t.TALLY_NUMBER[name]].sum())


# --- hours are shared --------------------------------------------------------------------------------------


def test_a_pooled_aide_takes_the_place_of_grants_and_nothing_runs_out():
    def lived(aides: bool) -> Micro:
        town = with_grants(pupils(grant_months_pxq=2.0))
        return (with_aides(town) if aides else town).live(8)

    grants, pooled = lived(False), lived(True)
    assert grants.counted("grants_expired") > N
    assert pooled.counted("grants_expired") == 0
    assert counted_last(pooled, "helped_in_class") == N
    assert (pooled.state.children["forms_active"] == 0).all()
    assert np.allclose(aids(pooled), 0.4, atol=0.01)


def test_shared_over_too_many_children_an_aide_thins_out():
    whole, thin, thinner = (
        aids(with_aides(with_grants(pupils()), per_post).live(4)).mean() for per_post in (4, 12, 36)
    )
    assert whole == pytest.approx(0.4, abs=0.01)
    assert thin == pytest.approx(0.4 * 156 / 12 / 25, abs=0.02)
    assert thinner == pytest.approx(thin / 3, abs=0.02)


def test_hours_in_class_count_and_hours_on_paper_do_not():
    whole, half = (
        aids(with_aides(with_grants(pupils(school_worker_direct=share)), 12).live(4)).mean()
        for share in (1.0, 0.5)
    )
    assert half == pytest.approx(0.5 * whole, abs=0.02)


def test_hours_left_over_serve_pupils_outside_the_group():
    def helped(children_per_post: float, others: bool = True) -> int:
        town = with_aides(with_grants(pupils(), 60), children_per_post, 60, others).live(4)
        return counted_last(town, "helped_in_class")

    assert helped(2.0) == N  # three times the hours the group needs
    assert helped(12.0) == 60  # too few for the group itself
    assert helped(2.0, others=False) == 60


def test_when_needs_of_the_group_fall_its_hours_go_to_others():
    town = with_aides(with_grants(pupils(), 60), 6.0, 60).live(4)
    before = aids(town)[60:].mean()
    town.state.children["need_learning"][:50] = town.state.children["own_learning"][:50] = -1.0
    after = aids(town.live(2))[60:].mean()
    assert before < 0.01 < 0.05 < after


# --- what the class can bear -------------------------------------------------------------------------------


def referred(town: Micro, months: int = 6) -> float:
    return town.live(months).counted("special_referrals")


def test_support_in_class_lowers_referral_over_the_bridge():
    rate = {"school_referral_primary": 0.05}
    alone = referred(pupils(**rate))
    granted = referred(with_grants(pupils(**rate)))
    pooled = referred(with_aides(with_grants(pupils(**rate))))
    assert granted == pytest.approx(0.6 * alone, rel=0.25)
    assert pooled == pytest.approx(0.6 * alone, rel=0.25)
    off = referred(with_grants(pupils(**rate, school_aide_relief=0.0)))
    assert off == alone


def test_a_pooled_aide_without_effect_refers_as_many_as_no_aide():
    rate = {"school_referral_primary": 0.05, "aides_replaces": 0.0, "aides_absorbs": 0.0}
    assert referred(with_aides(pupils(**rate, aides_relief=0.0))) == referred(pupils(**rate))


def test_an_application_falls_away_where_support_makes_the_class_bearable():
    def withdrawn(rate: float, grants: bool) -> float:
        town = pupils(school_list_withdrawn=rate)
        town.state.schools["places"] = 0
        town.state.children["forms_waiting"] = 1 << 20
        town.state.lives["admission_kind"] = states.SPECIAL_PRIMARY
        return (with_grants(town) if grants else town).live(2).counted("applications_withdrawn")

    assert withdrawn(0.5, True) == pytest.approx(N * (1 - 0.8**2), rel=0.25)
    assert withdrawn(0.5, False) == 0
    assert withdrawn(0.0, True) == 0


def test_an_application_also_gives_a_place_in_the_group():
    town = pupils(20)
    town.state.schools["places"] = 0
    town.state.children["forms_waiting"] = 1 << 20
    town.state.lives["admission_kind"] = states.SPECIAL_PRIMARY
    assert (with_aides(town, count=20).live(3).state.lives["in_programme"] == 1).all()


def test_who_goes_over_the_bridge_leaves_the_group():
    town = with_aides(with_grants(pupils(20), 20), count=20).live(2)
    town.state.children["education"], town.state.children["school"] = states.SPECIAL_PRIMARY, PRIMARY + 1
    town.state.children["age_months"][:10] = 150
    town.state.children["education"][:10] = states.REGULAR_SECONDARY
    town.live(2)
    assert town.state.households["programme"].tolist() == [0] * 10 + [1] * 10  # sbo stands in the quarter too


# --- who pays, who is around -------------------------------------------------------------------------------


def test_an_arrangement_of_the_partnership_stands_beside_a_grant_where_it_is_given():
    def bill(share: float) -> dict:
        town = pupils(
            40, school_support_arrangement=share, price_education_arrangement=500.0, gate_lead_pxq=0.0
        )
        for row in range(40):
            town.give(row, s.SCHOOL_SUPPORT, states.WAITING, domain=2)
        return {service: cents for (_, service), cents in town.live(3).bills().items()}

    assert "education_arrangement" not in bill(0.0)
    assert bill(1.0)["education_arrangement"] == 40 * 50_000 * 5 // 2


def test_fewer_professionals_stand_around_a_child_with_a_pooled_aide():
    def around(aides: bool) -> float:
        town = with_grants(pupils(40), 40)
        for row in range(40):
            town.state.episodes[row].workers = 2  # a grant and an arrangement
        town = (with_aides(town, count=40) if aides else town).live(6)
        return counted_last(town, "professionals_around_helped") / counted_last(town, "helped_in_class")

    assert around(True) <= around(False) - 1


def test_the_bill_of_a_post_is_split_as_the_scenario_says():
    town = with_aides(with_grants(pupils(40, price_plan_professional_hour=50.0), 40), count=40)
    town.programme["payer_partnership"] = 0.25
    bills = {
        payer: cents for (payer, service), cents in town.live(2).bills().items() if service == "pooled_aide"
    }
    month = round(100 * 50.0 * 36 * 52 / 12 / 4)
    assert sum(bills.values()) == 40 * (month // 2 + month)
    assert bills[4] == pytest.approx(0.25 * sum(bills.values()), abs=80)


# --- in the quarter ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def quarter():
    return EngineTown(small("nijmegen", sizes=(3, 12), population_share=1.0), **{**NULL, **NO_EFFECT})


def test_the_rule_takes_pupils_with_a_grant_or_an_application_only(quarter):
    state = quarter.burned.state
    rows = nijmegen_aides(state).households
    assert 8 <= len(rows) <= 40
    child = state.children
    primary = np.isin(child["education"], (states.REGULAR_PRIMARY, states.SPECIAL_PRIMARY))
    granted = primary & ((child["forms_active"] >> s.SCHOOL_SUPPORT) & 1 == 1)
    assert set(child["household"][granted]) & set(rows.tolist())
    unasked = ~np.isin(
        child["household"], child["household"][primary & (granted | (child["forms_waiting"] >= 1 << 20))]
    )
    assert not set(child["household"][unasked]) & set(rows.tolist())


def test_return_over_the_bridge_is_rare(quarter):
    facts = quarter.burned.facts  # in the source 6 came back and 40 went, in three years
    assert facts["returns_to_regular"] < 0.5 * facts["special_admissions"]


SEES_AIDES = {
    "households_with_help", "households_complex", "professionals", "plan_households", "contact_hours",
    "admin_hours", "admin_hours_family", "admin_euros_family",
    "professionals_around_helped", "appointments", "households_at_ease",
}  # fmt: skip


def test_without_effects_pooled_aides_cost_their_posts_and_change_nothing_else(quarter):
    without, null = quarter.live("baseline"), quarter.live("pooled_aides", 12)
    cost = int(null.payments[..., list(s.PROGRAMME_SERVICES)].sum())
    assert null.payments[..., s.POOLED_AIDE].sum() > 0
    assert int(null.payments.sum()) - int(without.payments.sum()) == cost
    assert np.array_equal(null.used, without.used)
    for tally in t.TALLIES:
        if tally.id not in SEES_AIDES:
            assert np.array_equal(null.tallies[..., tally.number], without.tallies[..., tally.number]), (
                tally.id
            )


@pytest.mark.parametrize(("name", "strong"), [("aides_replaces", 0.9), ("aides_relief", 2.0)])
def test_each_effect_taken_back_changes_something(name, strong, quarter):
    null, felt = quarter.live("pooled_aides", 12), quarter.live("pooled_aides", 12, **{name: strong})
    assert not np.array_equal(null.tallies, felt.tallies)
