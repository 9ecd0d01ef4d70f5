"""An arm may say anything that can mean something after the start: every parameter is changed in one.

The sweep itself is `benchmarks/arm_sweep.py`, which also prints where and by which value each one acts.
"""

import importlib.util
import sys
from pathlib import Path

import pytest

from youthsim.parameters import OF_THE_TOWN, PARAMETERS

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "arm_sweep.py"
spec = importlib.util.spec_from_file_location("arm_sweep", SCRIPT)
arm_sweep = sys.modules["arm_sweep"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(arm_sweep)


@pytest.fixture(scope="module")
def found():
    return arm_sweep.sweep(sorted(set(PARAMETERS) - OF_THE_TOWN))


def test_every_parameter_acts_in_an_arm_unless_it_is_refused_there(found):
    assert not [name for name, moved in found.items() if moved is None]
    assert set(found) | OF_THE_TOWN == set(PARAMETERS)


def test_every_place_of_the_sweep_is_needed(found):
    used = {id(moved.place) for moved in found.values() if moved}
    assert not [place.why for place in (*arm_sweep.PLACES, arm_sweep.ANYWHERE) if id(place) not in used]


def test_the_sweep_notices_what_acts_nowhere(monkeypatch):
    monkeypatch.setattr("youthsim.experiment.world.take_effect", lambda *_: None)  # as it was before
    names = ["price_residential", "care_end_residential", "wait_outpatient", "catchment_stay", "signal_rate"]
    assert [n for n, moved in arm_sweep.sweep(names).items() if moved is None] == names[:4]


def test_a_strong_value_is_one_that_a_scenario_may_write_and_not_the_usual_one():
    for parameter in PARAMETERS.values():
        low, high = arm_sweep.range_of(parameter)
        values = arm_sweep.strong_values(parameter)
        assert values
        assert all(low <= value <= high for value in values)
        assert parameter.prior.quantile(0.5) not in values
