"""What a scenario asks, apart from its words: the form that names runs, folders and stored results.

Two scenarios with the same canonical form give the same towns. Names and titles are left out where they
stand, and only there: an arm that somebody calls `question` is an arm like any other. Arms keep their order,
because `difference` is about the first alternative. The town counts by its margins as they were read, so that
a comment in a margins file changes nothing and a count in it does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from youthsim.catalogue.models import Scenario

Json = dict[str, Any]
WORDS = ("name", "title", "title_nl", "question", "question_nl")
WORDS_OF_ARM = ("label", "label_nl")
WORDS_OF_CLAIM = ("beside",)
"""Printed figures that a report sets beside a finished run."""


def canonical(scenario: Scenario) -> Json:
    """All that decides the towns of a scenario but how many draws are made of it, as JSON-able values."""
    said = _without(scenario.resolved(), (*WORDS, "draws"))
    arms = sorted(said["arms"].items(), key=lambda arm: arm[0] != "baseline")
    said["arms"] = [[name, _without(arm, WORDS_OF_ARM)] for name, arm in arms]
    if "claim" in said:
        said["claim"] = _without(said["claim"], WORDS_OF_CLAIM)
    said["place"] = margins_values(scenario)
    return said


def margins_values(scenario: Scenario) -> Json:
    """The margins of its town by name, bundled or of an own file, national where that leaves them out.

    Raises ScenarioError or OSError for an own file that is gone or bad.
    """
    from youthsim.population.margins import bundled, margins_from_file

    file = scenario.margins_file
    margins = margins_from_file(file) if file else bundled(scenario.place)
    return {
        spec.name: getattr(margins, spec.name) for spec in fields(margins) if spec.name not in _MARGIN_WORDS
    }


def fingerprint(*parts: Any) -> str:
    """Sixteen hex digits of JSON-able values: the order of a list counts, that of keys does not."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def what_differs(one: Json, other: Json) -> list[str]:
    """Where two resolved scenarios differ apart from words, as `caseload.sizes` or `arms.plan.regime`."""
    return list(_paths(_asked(one), _asked(other)))


_MARGIN_WORDS = ("place", "name", "sources")


def _asked(resolved: Json) -> Json:
    said = _without(resolved, (*WORDS, "draws", "schema"))
    arms = said.get("arms", {})
    said["arms"] = {name: _without(arm, WORDS_OF_ARM) for name, arm in arms.items()}
    said["order of arms"] = [name for name in arms if name != "baseline"]
    return said


def _paths(one: Any, other: Any, where: str = "") -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys([*one, *other]):
            below = f"{where}.{key}" if where else str(key)
            yield from _paths(one.get(key), other.get(key), below)
    elif one != other:
        yield where


def _without(value: Json, keys: tuple[str, ...]) -> Json:
    return {key: inner for key, inner in value.items() if key not in keys}
