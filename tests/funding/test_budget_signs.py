"""What a smaller budget does to a town, with the same luck: signs that hold over draws, none of them written down.

Towns of some 1,800 children, two years, three draws of the priors; every declared response of a regime stands
at nothing, so that what differs is the money.
"""

from __future__ import annotations

import numpy as np
import pytest
from budget_towns import DRAWS, lived, over_draws
from engine_town import books_of

from youthsim.funding.rules import KINDS

BUDGETED = ("lump_sum", "task_based", "pooled")


def starts(town) -> float:
    return town.counted("episodes_started")


@pytest.mark.parametrize("kind", KINDS)
def test_stop_less_money_starts_less_help_leaves_more_waiting_and_never_gives_more_care(kind):
    budgets = ("200%", "85%", "70%", "0%")
    begun, use, waits, unmet = (
        np.array([over_draws(measure, kind=kind, budget=budget) for budget in budgets])
        for measure in (
            starts, lambda t: t.use, lambda t: t.counted("waiting_children"),
            lambda t: t.counted("children_without_help"),
        )
    )  # fmt: skip
    assert (np.diff(use, axis=0) <= 0).all()  # in every draw
    assert (np.diff(begun, axis=0) <= 0).all()
    assert (np.diff(np.median(waits, axis=1)) > 0).all()
    assert (np.diff(np.median(unmet, axis=1)) > 0).all()
    assert np.median(use[1] / use[0]) < 0.97  # a budget that binds is felt


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_money_is_no_budget_at_all(kind):
    # A town that pays what is used, and not the sum, has another balance: its gate looks away from that here.
    same = {"kind": kind, "rules": {"deficit_cuts": "off"}}
    for draw in range(DRAWS):
        free, bound = lived(draw, **same), lived(draw, **same, budget="200%", unspent="municipality")
        assert np.array_equal(free.run.used, bound.run.used)
        assert np.array_equal(free.run.tallies, bound.run.tallies)
        assert np.array_equal(free.run.paths, bound.run.paths)
        if kind == "pxq":
            assert books_of(free.run) == books_of(bound.run)


@pytest.mark.parametrize("kind", KINDS)
def test_thin_fewer_hours_arrive_and_as_many_begin(kind):
    for draw in range(DRAWS):
        free, thin = lived(draw, kind=kind), lived(draw, kind=kind, budget="70%", overrun="thin")
        assert thin.counted("contact_hours") < 0.9 * free.counted("contact_hours")
        assert abs(starts(thin) / starts(free) - 1) < 0.03
        assert min(month.hours for month in thin.account) < 0.8


@pytest.mark.parametrize("kind", KINDS)
def test_pay_the_bill_exceeds_the_budget_and_use_hardly_moves(kind):
    for draw in range(DRAWS):
        free, paid = lived(draw, kind=kind), lived(draw, kind=kind, budget="70%", overrun="pay")
        agreed = sum(month.amount for month in paid.account if month.month % 12 == 11)
        assert sum(month.paid for month in paid.account if month.month % 12 == 11) > 1.05 * agreed
        assert abs(paid.use / free.use - 1) < 0.01
    assert kind == "pxq" or paid.account[12].amount != paid.account[0].amount  # and next year's follows


@pytest.mark.parametrize("kind", BUDGETED)
def test_nothing_stops_all_ordinary_starts_and_no_crisis_or_court(kind):
    everything = {"services": ["neighbourhood_team", "ambulatory_support", "foster_care", "residential"]}
    for draw in range(DRAWS):
        none = lived(draw, kind=kind, budget="0%", **everything)
        some = lived(draw, kind=kind, budget="200%", **everything)
        assert 0 < none.counted("placements") <= some.counted("placements")  # by court and in crisis
        assert none.use < some.use


@pytest.mark.parametrize("overrun", ["stop", "thin", "pay"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_books_close_and_a_year_costs_what_the_contract_says(kind, overrun):
    for more in ({}, {"budget_per": "service"}) + (({"corridor": "±5%"},) if kind != "pxq" else ()):
        town = lived(1, kind=kind, budget="90%", overrun=overrun, **more)
        assert town.run.closing_error_cents == 0
        ends = [month for month in town.account if month.month % 12 == 11]
        assert sum(month.used for month in ends) == town.use or kind == "pxq"
        assert sum(month.paid for month in ends) == town.bill or kind == "pxq"
        assert not more.get("corridor") or all(abs(m.paid - m.amount) <= abs(m.used - m.amount) for m in ends)


def test_half_a_pool_gives_less_care_than_a_whole_one():
    half, whole = (over_draws(lambda t: t.use, kind="pooled", budget=share) for share in ("50%", "100%"))
    assert (half < 0.9 * whole).all()


def test_a_budget_that_begins_with_a_switch_changes_nothing_before_it():
    months = 10
    switch = {"to": {"kind": "pooled", "budget": "50%"}, "at": f"{months} months"}
    never, later = lived(0, kind="pxq"), lived(0, kind="pxq", switch=switch)
    assert np.array_equal(never.run.used[:, :months], later.run.used[:, :months])
    assert later.use < never.use
    assert len(later.account) == 0 or later.account[0].month % 12 == months
