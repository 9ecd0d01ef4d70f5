"""Each rule, switched by itself, changes the numbers it is about and no other."""

import numpy as np
import pytest

from youthsim.funding.regimes import AREA_SERVICES, made_of, regime_of
from youthsim.funding.rules import INSTRUMENTS, KINDS, OFF, ON, RULE, RULES, by_instrument, preset
from youthsim.funding.settings import RegimeSettings
from youthsim.parameters import medians
from youthsim.people.records import REGIME
from youthsim.vocabulary import services as s

NUMBERS = {  # what each rule may change in the row of a service
    "individual_decision": {"lead_months"},
    "eligibility_tests": {"test_share"},
    "product_menu": {"heavier_share"},
    "subcontracting": {"price_ratio"},
    "shared_staff": {"absorb_share", "dilution", "meeting_hours"},
    "placement_power": set(),  # the partnership reads it
    "joint_weighing": set(),  # the buyer of prevention reads it
    "payment": {"budget_funded"},
    "volume_incentive": set(),  # providers read it
    "stretching": {"stretch_share"},
    "budget_ceiling": set(),  # the municipality reads it
    "turning_away": {"turned_away"},
    "thin_help": {"intensity"},
    "early_endings": {"exit_ratio"},
    "lean_places": set(),
    "renegotiation": set(),
    "filling": {"fills"},
    "staff_first": set(),
    "prevention": set(),
    "deficit_cuts": set(),
    "grant_end": {"grant_months"},
    "renewal_gaps": {"gap_share"},
    "summer_gaps": {"summer_gaps"},
    "paperwork": {"hours_per_request", "recording_hours"},
    "own_review": {"exit_ratio"},
}
EVERYWHERE = tuple(range(s.N_QUEUED))


def differing(a, b) -> set[str]:
    return {name for name in REGIME.names if not np.array_equal(a.rules[name], b.rules[name])}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_switched_by_itself_changes_its_own_numbers_and_no_other(kind, rule):
    values = medians()
    before = preset(kind)
    other = next(word for word in rule.words if word != before[rule.id])
    if rule.id == "payment":
        other = "per_unit" if before["payment"] != "per_unit" else "task_budget"
    changed = made_of({**before, rule.id: other}, values, EVERYWHERE)
    assert differing(made_of(before, values, EVERYWHERE), changed) == NUMBERS[rule.id]


def test_every_rule_belongs_to_one_instrument_and_every_instrument_has_rules():
    assert set(NUMBERS) == set(RULE)
    assert {rule.instrument for rule in RULES} == set(INSTRUMENTS)


def test_a_regime_is_the_sum_of_its_instruments():
    for kind in KINDS:
        assert by_instrument(kind, kind, kind, kind) == preset(kind)
    mixed = by_instrument("pooled", "pxq", "lump_sum", "task_based")
    assert mixed["individual_decision"] == OFF
    assert mixed["product_menu"] == ON
    assert mixed["payment"] == "per_youth"
    assert mixed["paperwork"] == OFF


def test_the_four_ways_of_writing_a_regime_say_the_same():
    def rules(text):
        return regime_of(RegimeSettings.model_validate(text), medians()).rules.tobytes()

    four = dict.fromkeys(INSTRUMENTS, "pooled")
    assert (
        rules({"kind": "pooled"}) == rules(four) == rules({"kind": "pooled", "rules": {"own_review": True}})
    )
    assert rules({"kind": "pxq"}) == rules(dict.fromkeys(INSTRUMENTS, "pxq"))
    assert rules({"kind": "pxq"}) != rules({"kind": "pxq", "rules": {"stretching": False}})


def test_services_that_are_not_named_stay_under_pxq():
    regime = regime_of(
        RegimeSettings.model_validate({"kind": "lump_sum", "services": ["school_support"]}), medians()
    )
    reference = regime_of(RegimeSettings.model_validate({"kind": "pxq"}), medians())
    unlike = [n for n in EVERYWHERE if regime.rules[n] != reference.rules[n]]
    assert unlike == [s.SCHOOL_SUPPORT] == list(regime.budget_funded)


def test_a_regime_covers_light_and_outpatient_help_unless_told_otherwise():
    for kind in ("lump_sum", "task_based", "pooled"):
        regime = regime_of(RegimeSettings.model_validate({"kind": kind}), medians())
        assert regime.budget_funded == regime.services == AREA_SERVICES
