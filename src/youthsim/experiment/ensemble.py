"""Many towns: fixed chunks of draws, spread over processes, kept on disk as they finish.

A chunk is named by what decides its content (town, model, draws and their values), never by the number of
draws or workers. So a run that was stopped goes on where it was, 200 draws continue 100, and one worker
gives the same bytes as many. Results are put together in the order of the chunks.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from youthsim.arm_run import ArmRun
from youthsim.catalogue.models import Scenario
from youthsim.experiment.design import value_in, values_of_arms
from youthsim.experiment.machine import MachineFault, what_gave_out
from youthsim.experiment.own_model import Model, model_of
from youthsim.experiment.plan import Plan
from youthsim.experiment.reading import Reading, read_world, stack, stack_one_by_one
from youthsim.experiment.shards import Label, clear_unfinished, is_whole, read_shard, write_shard
from youthsim.experiment.sources import code_hash
from youthsim.experiment.workers import each_finished, refuse_without_guard

DRAWS_PER_CHUNK = 2
Tell = Callable[[int, int], None]
"""Called with chunks done and chunks in all."""
Say = Callable[[str], None]
"""Called with a line for the user."""


class Simulate(Protocol):
    """The model: one burned-in town, all its arms. See `youthsim.experiment.world.simulate`."""

    def __call__(
        self,
        scenario: Scenario,
        values: Mapping[str, float],
        draw: int,
        replicate: int,
        arms: Sequence[str] | None = None,
        sizes: Sequence[int] | None = None,
        arm_values: dict[str, Mapping[str, float]] | None = None,
    ) -> list[ArmRun]: ...


@dataclass(frozen=True)
class Point:
    """One place in parameter space: the values, and the draw number that chooses the luck."""

    draw: int
    values: Mapping[str, float]


@dataclass(frozen=True)
class Chunk:
    """Some points, each to be run with every replicate."""

    index: int
    points: tuple[Point, ...]
    replicates: int

    def content(self) -> str:
        """A fingerprint of the draws and their values."""
        words = json.dumps([[p.draw, sorted(p.values.items())] for p in self.points] + [self.replicates])
        return hashlib.sha256(words.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Ensemble:
    """Everything that was read, and the values behind it. Worlds are ordered by point, then replicate.

    `model` says whose rules the towns lived by, `key` names them.
    """

    plan: Plan
    points: tuple[Point, ...]
    reading: Reading
    whole_chunk: Callable[[int], Reading] | None = None
    """All that was read in one chunk, where `reading` is only a part of it."""

    model: Model | None = None
    key: str = ""

    def chunks(self) -> Iterator[tuple[int, Ensemble]]:
        """The towns of each chunk with all that was read of them, and the place of its first point."""
        repeats = self.plan.replicates
        for index, start in enumerate(range(0, len(self.points), DRAWS_PER_CHUNK)):
            points = self.points[start : start + DRAWS_PER_CHUNK]
            rows = slice(start * repeats, (start + len(points)) * repeats)
            if self.whole_chunk is None:
                reading = {name: array[rows] for name, array in self.reading.items()}
            else:
                reading = self.whole_chunk(index)
            yield start, Ensemble(self.plan, points, reading)

    def grid(self, name: str) -> NDArray:
        """An array of the reading as (points, replicates, ...)."""
        array = self.reading[name]
        return array.reshape(len(self.points), self.plan.replicates, *array.shape[1:])

    def values_in(self, arm: str, name: str) -> NDArray[np.float64]:
        """The value of one parameter in one arm at every point."""
        return np.array([value_in(point.values, arm, name) for point in self.points])

    def values(self, name: str) -> NDArray[np.float64]:
        """The value of one parameter at every point."""
        return np.array([point.values[name] for point in self.points])


class RunStopped(KeyboardInterrupt):
    """Ctrl-C: `done` of `total` chunks are kept in `directory`."""

    def __init__(self, done: int, total: int, directory: Path) -> None:
        super().__init__(f"stopped after {done} of {total} chunks")
        self.done, self.total, self.directory = done, total, directory


def points_of(plan: Plan) -> tuple[Point, ...]:
    """One point per draw of the plan."""
    return tuple(Point(d, plan.values(d)) for d in range(plan.draws))


def run_ensemble(
    plan: Plan,
    points: Sequence[Point],
    directory: Path,
    *,
    simulate: Simulate,
    workers: int = 1,
    executor: Executor | None = None,
    tell: Tell | None = None,
    say: Say | None = None,
    needed: Sequence[str] | None = None,
    keep: Callable[[Reading], Reading] | None = None,
) -> Ensemble:
    """Runs what is not yet in `directory` and puts everything together.

    With an executor given, chunks go there and `workers` is not used. `needed` names the arrays to read and
    put together, `keep` takes a part of them, when memory counts; all when left out. Raises RunStopped on
    Ctrl-C and MachineFault when the machine gives out, with finished chunks kept, and what the model raises.
    """
    if executor is None and workers > 1:
        refuse_without_guard()
    chunks = _chunks(points, plan.replicates)
    model = model_of(simulate)
    key = key_of(plan, model)
    labels = [Label(key, c.index, c.content(), plan.arms, plan.sizes) for c in chunks]
    paths = [label.path(directory) for label in labels]
    clear_unfinished(directory)
    missing = [
        (chunk, path, label)
        for chunk, path, label in zip(chunks, paths, labels, strict=True)
        if not is_whole(path, label)
    ]
    tell = tell or (lambda done, total: None)
    say = say or (lambda line: None)
    already = len(chunks) - len(missing)
    if damaged := sum(path.exists() for _, path, _ in missing):
        say(f"{damaged} of {damaged + already} chunks in {directory} are damaged and are simulated again.")
    if model.hash is None:
        say(f"{model.name} cannot be told from other models, so nothing of it is kept or used again.")
    part = keep if model.hash else None  # what cannot be read again is held whole

    def read(index: int, names: Sequence[str] | None) -> Reading:
        return _read_or_live_again(plan, chunks[index], paths[index], labels[index], simulate, names)

    tell(already, len(chunks))
    try:
        if missing and executor is None:
            compile_first(plan, points[0], simulate, say)
        with contextlib.closing(_finished(plan, missing, simulate, workers, executor)) as finished:
            for done, _ in enumerate(finished, start=already + 1):
                tell(done, len(chunks))
        parts = (read(index, needed) for index in range(len(chunks)))
        reading = stack_one_by_one(map(part, parts) if part else parts, len(points) * plan.replicates)
    except KeyboardInterrupt:
        kept = sum(path.exists() for path in paths) if model.hash else 0
        raise RunStopped(kept, len(chunks), directory) from None
    except (MachineFault, OSError, MemoryError) as error:
        kept = sum(path.exists() for path in paths) if model.hash else 0
        raise MachineFault(
            f"{what_gave_out(error)} {kept} of {len(chunks)} chunks are kept in {directory}; the same "
            "command goes on from there."
        ) from error
    finally:
        if model.hash is None:
            for path in paths:
                path.unlink(missing_ok=True)
    whole = (lambda index: read(index, None)) if part else None
    return Ensemble(plan, tuple(points), reading, whole, model, key)


def key_of(plan: Plan, model: Model) -> str:
    """Names the towns of a plan under a model; a model that cannot be known gets a name for once only."""
    return plan.key(code_hash(), model.hash or secrets.token_hex(8))


def run_chunk(plan: Plan, chunk: Chunk, path: Path, label: Label, simulate: Simulate) -> None:
    """Simulates every point and replicate of a chunk and writes its shard. Runs in a worker."""
    readings = []
    for point in chunk.points:
        values, of_arms = values_of_arms(point.values)
        for replicate in range(chunk.replicates):
            runs = simulate(
                plan.scenario, values, point.draw, replicate, plan.arms, plan.sizes, dict(of_arms)
            )
            readings.append(read_world(plan, runs, values))
    write_shard(path, stack(readings), label)


def compile_first(plan: Plan, point: Point, simulate: Simulate, say: Say | None) -> None:
    """Lives two months in a hamlet, so that rules are compiled once, here, and not by each worker."""
    from youthsim.people.compiled import first_words

    if say:
        for line in first_words():
            say(line)
    tiny = {"population_share": 0.02, "burn_in_months": 13, "horizon_months": 2}
    hamlet = plan.scenario.model_copy(update=tiny)
    with contextlib.suppress(
        ArithmeticError, IndexError, ValueError
    ):  # a hamlet may be too small to be a town
        simulate(hamlet, values_of_arms(point.values)[0], point.draw, 0, plan.arms, plan.sizes[:1])


def _chunks(points: Sequence[Point], replicates: int) -> list[Chunk]:
    starts = range(0, len(points), DRAWS_PER_CHUNK)
    return [Chunk(i, tuple(points[s : s + DRAWS_PER_CHUNK]), replicates) for i, s in enumerate(starts)]


def _read_or_live_again(
    plan: Plan, chunk: Chunk, path: Path, label: Label, simulate: Simulate, needed: Sequence[str] | None
) -> Reading:
    """What a chunk holds; one that was damaged or swept away since it was found whole is lived once more."""
    reading = read_shard(path, needed, label)
    if reading is None:
        run_chunk(plan, chunk, path, label, simulate)
        reading = read_shard(path, needed, label)
    if reading is None:
        raise MachineFault(
            f"{path} was written and cannot be read back: is the disk full, or is the folder being cleaned?"
        )
    return reading


def _finished(
    plan: Plan,
    missing: Sequence[tuple[Chunk, Path, Label]],
    simulate: Simulate,
    workers: int,
    executor: Executor | None,
) -> Generator[None, None, None]:
    """Yields once for each chunk that is finished."""
    if executor is None and (workers <= 1 or len(missing) <= 1):
        for chunk, path, label in missing:
            run_chunk(plan, chunk, path, label, simulate)
            yield
        return
    given = [(plan, *one, simulate) for one in missing]
    with contextlib.closing(each_finished(run_chunk, given, workers, executor)) as finished:
        yield from finished
