import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))


@pytest.fixture(scope="session")
def scenario():
    from youthsim.catalogue import load

    return load(HERE / "small.yaml")


@pytest.fixture
def plan_of(scenario):
    from fake_world import PRIORS

    from youthsim.experiment.plan import Plan

    def make(**changes):
        return Plan.of(scenario, priors=PRIORS, **changes)

    return make


@pytest.fixture
def ensemble_of(plan_of, tmp_path):
    from fake_world import simulate

    from youthsim.experiment.ensemble import points_of, run_ensemble

    def make(directory=None, simulate=simulate, **changes):
        plan = plan_of(**{k: v for k, v in changes.items() if k != "workers"})
        options = {k: v for k, v in changes.items() if k == "workers"}
        return run_ensemble(
            plan, points_of(plan), directory or tmp_path / "run", simulate=simulate, **options
        )

    return make
