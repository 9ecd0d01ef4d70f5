"""Fixtures of the population tests."""

from __future__ import annotations

import pytest
from towns import middle_values, town_of

from youthsim.population import Town


@pytest.fixture
def values() -> dict[str, float]:
    return dict(middle_values())


@pytest.fixture
def tilburg() -> Town:
    return town_of("tilburg")
