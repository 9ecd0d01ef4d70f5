"""A regime that changes on a date: before it not one byte differs, and a transition runs both."""

from pathlib import Path

import numpy as np
import pytest
from engine_town import EngineTown
from ruamel.yaml import YAML
from test_behaviour import EVERYWHERE

from youthsim.catalogue import Arm
from youthsim.funding.regimes import REGIMES, in_force, old_rules_after
from youthsim.parameters import medians
from youthsim.vocabulary import services as s

AT = 6


def switched(town: EngineTown, to: str, transition: str = "0 months", at: str = f"{AT} months"):
    arm = Arm.model_validate(
        {"regime": {"kind": "pxq", "switch": {"to": to, "at": at, "transition": transition}}}
    )
    return town.scenario.model_copy(update={"arms": {**town.scenario.arms, "switched": arm}})


@pytest.mark.parametrize("to", ["lump_sum", "task_based", "pooled"])
def test_before_the_date_of_a_switch_not_one_byte_differs_and_after_it_some_do(town, to):
    stays = town.live("baseline")
    changes = town.live("switched", scenario=switched(town, to))
    for name in ("payments", "used", "tallies", "paths"):
        before, after = (getattr(run, name)[:, :AT] for run in (stays, changes))
        assert before.tobytes() == after.tobytes(), name
    assert stays.payments[:, AT:].tobytes() != changes.payments[:, AT:].tobytes()
    assert changes.closing_error_cents == 0


def test_a_switch_to_what_holds_already_changes_nothing(town):
    stays, changes = town.live("baseline"), town.live("switched", scenario=switched(town, "pxq", "3 months"))
    assert stays.payments.tobytes() == changes.payments.tobytes()
    assert stays.tallies.tobytes() == changes.tallies.tobytes()


def test_in_a_transition_running_grants_keep_their_rules_and_new_ones_do_not(town):
    at_once, slowly = (
        town.live("switched", scenario=switched(town, "pooled", t)) for t in ("0 months", "12 months")
    )
    month = slice(AT, AT + 1)
    assert slowly.payments[:, month].tobytes() != at_once.payments[:, month].tobytes()
    support = slowly.payments[:, AT : AT + 3, :12, s.AMBULATORY_SUPPORT].sum()
    budget = at_once.payments[:, AT : AT + 3, :12, s.AMBULATORY_SUPPORT].sum()
    assert support >= budget - 3  # the budget, or what grants that still run cost where that is more


def test_the_old_rules_run_beside_the_new_and_then_are_gone():
    values = medians()
    old, new = REGIMES["pxq"](values), REGIMES["pooled"](values)
    both = in_force(new, old_rules_after(old, new))
    assert np.array_equal(both[: s.N_QUEUED], old.rules)
    assert np.array_equal(both[s.N_QUEUED :], new.rules)
    after = in_force(new)
    assert np.array_equal(after[: s.N_QUEUED], after[s.N_QUEUED :])


def test_help_that_a_budget_paid_is_billed_by_unit_once_that_budget_has_ended():
    values = medians()
    old, new = REGIMES["pooled"](values), REGIMES["pxq"](values)
    assert set(EVERYWHERE) > set(old.budget_funded)
    assert old_rules_after(old, new)["budget_funded"].sum() == 0


def test_the_mixture_with_a_transition_year_in_the_docs_is_one_that_a_scenario_may_write():
    page = (Path(__file__).parents[2] / "docs" / "funding.md").read_text(encoding="utf-8")
    regime = YAML(typ="safe").load(page.split("```yaml\n")[1].split("```")[0])["regime"]
    switch = Arm.model_validate({"regime": regime}).regime.switch
    assert (switch.at_month, switch.transition_months) == (12, 12)
    assert switch.to.numbers() == tuple(sorted((s.SCHOOL_SUPPORT, s.AMBULATORY_SUPPORT)))
