"""From a name or a path to a checked scenario, or to all that is wrong with it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from youthsim.catalogue.arm_keys import keys_of_the_top
from youthsim.catalogue.dutch_keys import english
from youthsim.catalogue.finding import find_base, find_scenario, paths_seen_from, shown_path
from youthsim.catalogue.funding_rules import funding_faults
from youthsim.catalogue.models import BASELINE, Arm, Scenario
from youthsim.catalogue.rules import (
    Bounds,
    ResolvePosterior,
    cross_faults,
    evidence_faults,
    margins_faults,
    parameter_faults,
    posterior_faults,
    price_faults,
)
from youthsim.scenario.distributions import Beta
from youthsim.scenario.entries import DOCUMENT, Entry
from youthsim.scenario.faults import Fault, ScenarioError
from youthsim.scenario.merging import EXTENDS, gather
from youthsim.scenario.strict import faults_in

if TYPE_CHECKING:
    from youthsim.parameters import Parameter

OUTCOME_WORDS = re.compile(
    r"(^|_)(sav(es?|ings?)|effects?|avoid|reduc|benefit|besparing|fewer|outcome|prevent|impact)"
)
NO_OUTCOMES = (
    "a scenario cannot state a result|an approach acts on mechanisms and the model works out the result; "
    "change a mechanism under `parameters:`"
)
Known = Mapping[str, Bounds | None] | Iterable[str]


def load(
    name_or_path: str | Path,
    *,
    known_parameters: Known | None = None,
    known_evidence: Iterable[str] | None = None,
    resolve_posterior: ResolvePosterior | None = None,
) -> Scenario:
    """The scenario in a file, or the bundled scenario of that name.

    `known_parameters` holds the parameters that may be set, where wanted with the range in which each means
    something; left out, those of the model. `known_evidence` holds ids of figures; left out, the register's.
    With `resolve_posterior` the posterior that the scenario will draw from must be there and be sound.
    Raises ScenarioError with every fault of the file and its bases.
    """
    path = find_scenario(name_or_path)
    root, faults = gather(path, find_base, shown_path, paths_seen_from(path.resolve().parent))
    root = _named(root, path)
    scenario: Scenario | None = None
    found: list[Fault] = []
    try:
        scenario = Scenario.model_validate(root.plain())
    except ValidationError as error:
        told = {fault.where for fault in faults}
        complete = not told & {EXTENDS, DOCUMENT}
        found += faults_in(
            error, root, explain_key=_explain_key, translate=english, told=told, complete=complete
        )
    found += cross_faults(root)
    found += funding_faults(root)
    found += margins_faults(root, path.parent)
    found += price_faults(root)
    found += parameter_faults(root, _with_bounds(known_parameters), _of_the_town())
    found += evidence_faults(root, _evidence_ids() if known_evidence is None else known_evidence)
    if resolve_posterior is not None:
        found += posterior_faults(root, path, resolve_posterior)
    faults += keys_of_the_top(root)
    marked = {fault.position for fault in faults}
    faults += [fault for fault in found if fault.position not in marked]
    if faults or scenario is None:
        raise ScenarioError(faults)
    return _complete(scenario, path)


def _with_bounds(known: Known | None) -> dict[str, Bounds | None]:
    if known is None:
        from youthsim.parameters import PARAMETERS

        return {name: range_of(parameter) for name, parameter in PARAMETERS.items()}
    return dict(known) if isinstance(known, Mapping) else dict.fromkeys(known)


def range_of(parameter: Parameter) -> Bounds:
    """Where values mean something: a share within 0-1, nothing negative if the prior is not."""
    low = 0.0 if parameter.prior.support()[0] >= 0 else -math.inf
    is_share = parameter.unit.startswith(("share", "chance", "0-1")) or isinstance(parameter.prior, Beta)
    return low, 1.0 if is_share else math.inf


def _of_the_town() -> frozenset[str]:
    from youthsim.parameters import OF_THE_TOWN

    return OF_THE_TOWN


def _evidence_ids() -> Iterable[str]:
    from youthsim.evidence import load_register

    return load_register().figures


def _named(root: Entry, path: Path) -> Entry:
    """The scenario under the name of its file, when it does not give itself one."""
    assert isinstance(root.value, dict)
    if "name" in root.value:
        return root
    name = re.sub(r"[^a-z0-9_-]+", "-", path.stem.lower()).strip("-_") or "scenario"
    return Entry({"name": Entry(name[:80], root.at, root.at), **root.value}, root.at, root.key_at)


def _complete(scenario: Scenario, path: Path) -> Scenario:
    """With the baseline first, and the regime of every arm filled in."""
    unchanged = Arm.model_validate({"label": "Without the programme", "label_nl": "Zonder de aanpak"})
    arms = {BASELINE: scenario.arms.get(BASELINE, unchanged), **scenario.arms}
    arms = {
        name: arm if arm.regime is not None else arm.model_copy(update={"regime": scenario.regime})
        for name, arm in arms.items()
    }
    complete = scenario.model_copy(update={"arms": arms})
    complete._path = path
    return complete


def _explain_key(key: str) -> str | None:
    return NO_OUTCOMES if OUTCOME_WORDS.search(key.lower()) else None
