"""One call from a scenario to its answer."""

from __future__ import annotations

from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path

from youthsim.catalogue.models import Scenario
from youthsim.experiment.analysis import Workplace
from youthsim.experiment.ensemble import Say, Simulate, Tell
from youthsim.experiment.folders import check_free
from youthsim.experiment.plan import Plan
from youthsim.experiment.reading import for_summary
from youthsim.experiment.results import Finish, Result, keep_with, write_result


def run(
    scenario: Scenario | str | Path,
    *,
    draws: int | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    out: str | Path | None = None,
    executor: Executor | None = None,
    tell: Tell | None = None,
    say: Say | None = None,
    simulate: Simulate | None = None,
    command: str = "",
    force: bool = False,
    finish: Finish | None = None,
) -> Result:
    """Simulates a scenario, every arm and size, and puts the answer together.

    `scenario`: a Scenario, a path or a bundled name. `out`: the folder for the files (a run found there is
    continued); left out, they live as long as the result. `workers`: processes, one per core when left out.
    `simulate`: a model of your own; `finish`: adds files to the result while it is written. `force`: lets a
    folder be used that holds another question (which is moved aside) or files of something else. Raises
    ScenarioError for a bad scenario, FolderTaken for such a folder, TooManyDraws for more than this machine
    can bear (ValueErrors both), RunStopped on Ctrl-C.
    """
    loaded = as_scenario(scenario)
    plan = Plan.of(loaded, draws=draws, replicates=replicates, seed=seed)
    if out is not None:
        check_free(Path(out), plan.scenario, force)
    started = datetime.now(UTC)
    place = Workplace(
        out, workers=workers, executor=executor, tell=tell, say=say, simulate=simulate, checked=True
    )
    ensemble = place.ensemble(plan, keep=for_summary)
    result = write_result(
        ensemble, place.directory, command=command, started=started, finish=finish, say=place.say
    )
    return result if place.temporary is None else keep_with(result, place.temporary)


def as_scenario(scenario: Scenario | str | Path) -> Scenario:
    """A scenario, loaded if it is not one yet."""
    return scenario if isinstance(scenario, Scenario) else load(scenario)


def load(name_or_path: str | Path) -> Scenario:
    """The scenario in a file, or the bundled one of that name, checked against the model and its fit.

    Raises ScenarioError with every fault found.
    """
    from youthsim import catalogue
    from youthsim.calibration.posterior import posterior_of

    return catalogue.load(name_or_path, resolve_posterior=posterior_of)
