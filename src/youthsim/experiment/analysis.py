"""What every analysis does alike: run the towns of a plan in a folder that keeps them, and write the result.

    place = Workplace(out, workers=workers, tell=tell, say=say)
    return place.keep(scale_of(place.ensemble(plan)))

An analysis adds its question, which is a plan, and what it makes of the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from youthsim.catalogue.models import Arm, Scenario
from youthsim.experiment.ensemble import (
    Ensemble,
    Point,
    Say,
    Simulate,
    Tell,
    points_of,
    run_ensemble,
)
from youthsim.experiment.folders import QUESTION, check_question, question_said
from youthsim.experiment.load import Load, check_load
from youthsim.experiment.plan import Plan
from youthsim.experiment.publishing import publish, staging
from youthsim.experiment.reading import Reading
from youthsim.experiment.results import temporary_directory, write_json
from youthsim.experiment.telling import lines_in_a_notebook
from youthsim.experiment.workers import default_workers

if TYPE_CHECKING:
    import pandas as pd


class Written(Protocol):
    """A result that knows its files."""

    def write(self, directory: Path) -> None: ...


R = TypeVar("R", bound=Written)


class Workplace:
    """A folder, and the means with which towns are run for it.

    `out`: chunks found there are used again; left out, a temporary folder. `workers`: processes, one per core
    when left out; with an `executor` chunks go there instead. `simulate` takes the place of the model.
    `checked`: who calls has seen to it that the folder is free.
    """

    def __init__(
        self,
        out: str | Path | None,
        *,
        workers: int | None = None,
        executor: Executor | None = None,
        tell: Tell | None = None,
        say: Say | None = None,
        simulate: Simulate | None = None,
        checked: bool = False,
    ) -> None:
        self.temporary: Any = None
        self._checked = checked
        self._question: Scenario | None = None
        if out is None:
            self.directory, self.temporary = temporary_directory()
        else:
            self.directory = Path(out)
        self._workers = default_workers() if workers is None else workers
        self._executor, self._simulate = executor, simulate
        self._tell = tell or lines_in_a_notebook()
        self.say: Say = say or (lambda line: None)

    def ensemble(
        self,
        plan: Plan,
        points: Sequence[Point] | None = None,
        needed: Sequence[str] | None = None,
        keep: Callable[[Reading], Reading] | None = None,
    ) -> Ensemble:
        """The towns of a plan, at `points` or at its own draws.

        Raises as `run_ensemble` does, TooManyDraws for more than this machine can bear, and FolderTaken where
        the folder holds the answer to another question.
        """
        if self.temporary is None and not self._checked:
            check_question(self.directory, plan.scenario)
        self._question = plan.scenario
        count = plan.draws if points is None else len(points)
        check_load(Load.of(plan, count, needed, keep), self.directory, self.say)  # before draws are made
        points = points_of(plan) if points is None else points
        return run_ensemble(
            plan, points, self.directory,
            simulate=self._simulate or the_model(), workers=self._workers, executor=self._executor,
            tell=self._tell, say=self.say, needed=needed, keep=keep,
        )  # fmt: skip

    def keep(self, result: R) -> R:
        """The same result, written where a folder was asked for; a temporary one is gone."""
        if self.temporary is None:
            self.directory.mkdir(parents=True, exist_ok=True)
            with staging(self.directory) as new:
                result.write(new)
                if self._question is not None:
                    write_json(new / QUESTION, question_said(self._question))
                publish(new, self.directory)
        else:
            self.temporary.cleanup()
        return result


def the_model() -> Simulate:
    """The town itself, imported when it is needed: its rules take time to load."""
    from youthsim.experiment.world import simulate

    return simulate


def lean(scenario: Scenario, arms: Mapping[str, Arm], share: float | None) -> Scenario:
    """The scenario with these arms, a part of its town when asked, and no claim: that adds no outcome."""
    changes: dict[str, Any] = {"arms": dict(arms), "claim": None}
    if share is not None:
        changes["population_share"] = share
    return scenario.model_copy(update=changes)


def as_table(rows: Sequence[Mapping[str, Any]], filters: Mapping[str, Any]) -> pd.DataFrame:
    """Rows as a table, kept where each column of `filters` has that value."""
    import pandas as pd

    frame = pd.DataFrame([dict(row) for row in rows])
    for column, value in filters.items():
        frame = frame[frame[column] == value]
    return frame.reset_index(drop=True)
