"""Any target file held against the model, under the priors or under a posterior."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from youthsim.calibration.folders import TARGETS, bundled_calibration
from youthsim.calibration.posterior import Posterior
from youthsim.calibration.runs import Point, Town, look_everywhere
from youthsim.calibration.scoring import Score, score, tally, used_for
from youthsim.calibration.seeing import scenes_of
from youthsim.calibration.targets import TargetFile, Waiting, read_targets
from youthsim.experiment.design import values_of_draw
from youthsim.experiment.ensemble import Tell
from youthsim.parameters import PARAMETERS
from youthsim.scenario.faults import ScenarioError

REPLICATES = 2
DRAWS = 40


@dataclass(frozen=True)
class Scorecard:
    """Every target with its verdict, and under which parameters."""

    title: str
    scores: tuple[Score, ...]
    waiting: tuple[Waiting, ...]
    parameters: str
    draws: int

    def as_json(self) -> dict[str, Any]:
        """What `youthsim validate --json` prints."""
        return {
            "title": self.title,
            "parameters": self.parameters,
            "draws": self.draws,
            "replicates": REPLICATES,
            "interval": "5-95% of what the source would have printed; without a figure, of the model",
            "summary": tally(self.scores),
            "targets": [s.row() for s in self.scores],
            "waiting": [
                {"id": w.id, "waits_for": w.waits_for, "source": list(w.sources)} for w in self.waiting
            ],
        }


def prior_values(seed: int, draw: int) -> dict[str, float]:
    """One draw of every parameter from its prior."""
    return values_of_draw({name: p.prior for name, p in PARAMETERS.items()}, seed, draw)


def drawn(posterior: Posterior | None, seed: int, draw: int) -> Mapping[str, float]:
    """One draw of every parameter: from the posterior what it holds, the rest from its prior."""
    values = prior_values(seed, draw)
    if posterior is not None:
        values |= {n: v for n, v in posterior.values(seed, draw).items() if n in PARAMETERS}
    return values


def validate(
    file: TargetFile,
    directory: Path,
    *,
    draws: int = DRAWS,
    seed: int = 1,
    posterior: Posterior | None = None,
    workers: int = 1,
    tell: Tell | None = None,
) -> Scorecard:
    """The scorecard of a target file. Raises ScenarioError, or RunStopped on Ctrl-C."""
    if not file.targets:
        return Scorecard(file.title, (), file.waiting, _called(posterior), 0)
    scenes = scenes_of(file.targets, file.defaults, seed)
    town = Town(scenes, file.targets)
    points = [Point(d, drawn(posterior, seed, d), REPLICATES) for d in range(draws)]
    seen = look_everywhere(
        town, points, directory, town.name(), figures=len(file.targets), workers=workers, tell=tell
    )
    used = used_for(file.targets, *fitted(posterior))
    return Scorecard(
        file.title, tuple(score(file.targets, seen, used)), file.waiting, _called(posterior), draws
    )


def _called(posterior: Posterior | None) -> str:
    return "priors" if posterior is None else f"posterior {posterior.hash}"


def fitted(posterior: Posterior | None) -> tuple[list[str], list[str]]:
    """Keys and sources of what was fitted: by the posterior, else what the bundled targets say will be."""
    if posterior is not None:
        rows = posterior.manifest.get("targets", [])
        return [r["key"] for r in rows], [s for r in rows for s in r["sources"]]
    try:
        file = read_targets(bundled_calibration() / TARGETS)
    except ScenarioError:
        return [], []
    mine = [t for t in file.targets if t.use == "fit"]
    return [t.key for t in mine], [s for t in mine for s in t.sources]


def without(file: TargetFile, ids: set[str]) -> TargetFile:
    """The file with some of its targets left out of the fit."""
    kept = tuple(replace(t, use="validation") if t.id in ids else t for t in file.targets)
    return replace(file, targets=kept)
