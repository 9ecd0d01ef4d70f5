"""Many points in parameter space, looked at in small towns: in chunks, on all cores, kept as they finish.

A chunk is named by what decides its content (targets, sources of the model, parameter values, luck), so a
stopped fit goes on where it was, and a second wave reuses the first.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from youthsim.calibration.seeing import Scene, look_at_all
from youthsim.calibration.targets import Target
from youthsim.experiment.ensemble import RunStopped, Tell, code_hash
from youthsim.experiment.machine import MachineFault, what_gave_out
from youthsim.experiment.shards import FOLDER, clear_unfinished, read_shard, write_shard
from youthsim.experiment.workers import each_finished

POINTS_PER_CHUNK = 8


CANNOT_BE_LIVED_IN = (ArithmeticError, IndexError, ValueError, RuntimeError)
"""What a draw from the tail of a prior may do to a town; its figures stay NaN. Anything else is a bug."""


OF_THE_MACHINE = (MachineFault, OSError, MemoryError)


class LookFailed(RuntimeError):
    """A town could not be looked at, for a reason that is no matter of luck; finished chunks are kept."""


class Look(Protocol):
    """A model with figures: values of parameters, draw and replicate to (figures, 2) value and step."""

    def __call__(self, values: Mapping[str, float], draw: int, replicate: int) -> NDArray[np.float64]: ...


@dataclass(frozen=True)
class Town:
    """The real model as a `Look`."""

    scenes: tuple[Scene, ...]
    targets: tuple[Target, ...]

    def __call__(self, values: Mapping[str, float], draw: int, replicate: int) -> NDArray[np.float64]:
        return look_at_all(self.scenes, self.targets, values, draw, replicate)

    def name(self) -> str:
        """A fingerprint of all that decides a look but the values and the luck."""
        scenes = [[s.scenario.config_hash(), s.arms, s.sizes, s.with_repeat] for s in self.scenes]
        words = json.dumps([scenes, [t.key for t in self.targets], code_hash(), own_hash()], default=str)
        return hashlib.sha256(words.encode()).hexdigest()[:16]


@functools.cache
def own_hash() -> str:
    """Twelve hex digits that change with the sources that look at a town."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for name in ("watching", "watching_gate", "watching_cases", "sight", "measures", "filters", "seeing"):
        digest.update((here / f"{name}.py").read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True)
class Point:
    """Values of every parameter, the draw that chooses luck, and how many towns to look at."""

    draw: int
    values: Mapping[str, float]
    replicates: int = 1


def look_everywhere(
    look: Look,
    points: Sequence[Point],
    directory: Path,
    name: str,
    *,
    figures: int,
    workers: int = 1,
    tell: Tell | None = None,
) -> NDArray[np.float64]:
    """(points, most replicates, figures, 2): value and step; NaN where fewer replicates were asked.

    Raises RunStopped on Ctrl-C, MachineFault when the machine gives out and LookFailed when a look
    fails, each with finished chunks kept.
    """
    chunks = [points[i : i + POINTS_PER_CHUNK] for i in range(0, len(points), POINTS_PER_CHUNK)]
    paths = [directory / FOLDER / f"{name}-{_content(chunk)}.npz" for chunk in chunks]
    clear_unfinished(directory)
    missing = [(c, p) for c, p in zip(chunks, paths, strict=True) if read_shard(p) is None]
    tell = tell or (lambda done, total: None)
    done = len(chunks) - len(missing)
    tell(done, len(chunks))
    try:
        for _ in _finished(look, missing, figures, workers):
            done += 1
            tell(done, len(chunks))
    except KeyboardInterrupt:
        raise RunStopped(sum(p.exists() for p in paths), len(chunks), directory) from None
    except Exception as error:
        kept = sum(p.exists() for p in paths)
        failure = MachineFault if isinstance(error, OF_THE_MACHINE) else LookFailed
        raise failure(
            f"{_why(error)} {kept} of {len(chunks)} chunks are kept in {directory}; the same command goes on "
            "from there."
        ) from error
    seen = [read_shard(path) for path in paths]
    widest = max(p.replicates for p in points)
    out = np.full((len(points), widest, figures, 2), np.nan)
    row = 0
    for chunk, part in zip(chunks, seen, strict=True):
        if part is None:
            raise MachineFault(
                f"a chunk was written to {directory} and cannot be read back: is the disk full?"
            )
        stored = part["seen"]
        out[row : row + len(chunk), : stored.shape[1]] = stored
        row += len(chunk)
    return out


def _finished(
    look: Look, missing: Sequence[tuple[Sequence[Point], Path]], figures: int, workers: int
) -> Generator[None, None, None]:
    """Yields once for each finished chunk; the first is done here, so that rules are compiled once."""
    first = missing[:1] if workers > 1 else missing
    for chunk, path in first:
        _look_at_chunk(look, chunk, path, figures)
        yield
    rest = missing[len(first) :]
    if not rest:
        return
    given = [(look, chunk, path, figures) for chunk, path in rest]
    with contextlib.closing(each_finished(_look_at_chunk, given, workers)) as finished:
        yield from finished


def _why(error: Exception) -> str:
    """What went wrong in a worker, as a sentence."""
    if isinstance(error, OF_THE_MACHINE):
        return what_gave_out(error)
    return f"A town could not be looked at: {type(error).__name__}: {error}."


def _look_at_chunk(look: Look, chunk: Sequence[Point], path: Path, figures: int) -> None:
    most = max(point.replicates for point in chunk)
    seen = np.full((len(chunk), most, figures, 2), np.nan)
    for row, point in enumerate(chunk):
        for replicate in range(point.replicates):
            with contextlib.suppress(*CANNOT_BE_LIVED_IN):
                seen[row, replicate] = look(point.values, point.draw, replicate)
    write_shard(path, {"seen": seen})


def _content(chunk: Sequence[Point]) -> str:
    words = json.dumps([[p.draw, p.replicates, sorted(p.values.items())] for p in chunk])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


Progress = Callable[[str], None]
"""Called with a line for the user."""
