import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "engine"))
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def town():
    """A burned-in town of some 1,800 children and young adults; copy its state before living in it."""
    from engine_town import EngineTown

    return EngineTown()
