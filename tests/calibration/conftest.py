import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def toy():
    from toy import Toy

    return Toy()


@pytest.fixture(scope="session")
def toy_fit(toy, tmp_path_factory):
    """The whole machinery, from design to posterior, on the toy."""
    from youthsim.calibration.fitting import Effort, fit

    effort = Effort(design=256, twice=96, active=2, draws=600, waves=2, steps=1500, warm_up=400)
    return fit(toy.problem, tmp_path_factory.mktemp("toy"), effort)
