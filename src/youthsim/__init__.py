"""youthsim: what scaling a youth-care pilot does, for children, for each payer, over years.

    import youthsim

    scenario = youthsim.load("zwolle-30-40")
    result = youthsim.run(scenario, draws=200)
    result.table()
    result.plot.waterfall()

Names are imported when they are first used, so that `import youthsim` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from youthsim import information as information
    from youthsim import outcomes as outcomes
    from youthsim.catalogue import Scenario as Scenario
    from youthsim.catalogue import ScenarioError as ScenarioError
    from youthsim.evidence.audit import audit as audit
    from youthsim.experiment.instruments import instruments as instruments
    from youthsim.experiment.reproduce import reproduce as reproduce
    from youthsim.experiment.results import Result as Result
    from youthsim.experiment.runner import load as load
    from youthsim.experiment.runner import run as run
    from youthsim.experiment.scaling import scale as scale
    from youthsim.experiment.sensitivity import sensitivity as sensitivity
    from youthsim.model import YouthCareModel as YouthCareModel

_HOME = {
    "load": "youthsim.experiment.runner",
    "Scenario": "youthsim.catalogue",
    "ScenarioError": "youthsim.catalogue",
    "run": "youthsim.experiment.runner",
    "Result": "youthsim.experiment.results",
    "reproduce": "youthsim.experiment.reproduce",
    "scale": "youthsim.experiment.scaling",
    "instruments": "youthsim.experiment.instruments",
    "sensitivity": "youthsim.experiment.sensitivity",
    "audit": "youthsim.evidence.audit",
    "YouthCareModel": "youthsim.model",
}

_ROOMS = ("information", "outcomes")

__all__ = ["information", "outcomes", *_HOME]


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return importlib.import_module(f"youthsim.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'youthsim' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_ROOMS, *_HOME])
