"""Chunks on disk: one file per chunk, complete or absent, so that a run can stop and go on."""

from __future__ import annotations

import contextlib
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from youthsim.experiment.machine import is_alive
from youthsim.experiment.reading import Reading

FOLDER = ".shards"
UNFINISHED = ".part"


def shard_path(directory: Path, key: str, index: int, content: str) -> Path:
    """Where chunk `index` belongs. `key` names the model and the town, `content` the draws in the chunk."""
    return directory / FOLDER / f"{key}-{index:05d}-{content}.npz"


def write_shard(path: Path, reading: Reading) -> None:
    """Writes under a temporary name, then moves it into place in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        with partial.open("wb") as file:
            np.savez_compressed(file, **reading)  # type: ignore[arg-type]
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def read_shard(path: Path, needed: Sequence[str] | None = None) -> Reading | None:
    """The reading in a file, or the arrays needed of it; None when it is absent or damaged."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name] for name in (stored.files if needed is None else needed)}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def clear_unfinished(directory: Path) -> None:
    """Removes what interrupted runs left half-written; a run that is still writing is left alone."""
    for partial in (directory / FOLDER).glob(f"*{UNFINISHED}"):
        writer = partial.name.removesuffix(UNFINISHED).rpartition(".")[2]
        if not (writer.isdecimal() and is_alive(int(writer))):
            with contextlib.suppress(OSError):
                partial.unlink()
