"""Chunks on disk: one file per chunk, complete or absent, so that a run can stop and go on.

A chunk is an ordinary .npz. Its archive comment says what the chunk is for and holds a checksum of the rest,
so that a chunk of another question, a flipped bit and a file cut short are all seen when it is read.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from youthsim.experiment.machine import is_alive
from youthsim.experiment.reading import Reading
from youthsim.portable import replace_file

FOLDER = ".shards"
UNFINISHED = ".part"
FORMAT = "youthsim chunk 2"
DIGITS = 6
LONGEST_COMMENT = 60_000
"""An archive can bear 65,535 bytes."""
"""Seconds after which an unfinished file is nobody's, where a process cannot be asked whether it lives."""


@dataclass(frozen=True)
class Label:
    """What a chunk is for. `key` names model, town and question, `content` draws, values and replicates."""

    key: str
    index: int
    content: str
    arms: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()

    def path(self, directory: Path) -> Path:
        """Where the chunk belongs in a run's folder."""
        return directory / FOLDER / f"{self.key}-{self.index:05d}-{self.content}.npz"


def write_shard(path: Path, reading: Reading, label: Label | None = None) -> None:
    """Writes under a temporary name, then moves it into place in one step. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    memory = io.BytesIO()
    np.savez_compressed(memory, **reading)  # type: ignore[arg-type]
    arrays = memory.getvalue()
    comment = _comment(path, label, arrays)
    partial = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        # the last two bytes of an archive say how long its comment is
        partial.write_bytes(arrays[:-2] + struct.pack("<H", len(comment)) + comment)
        replace_file(partial, path)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def read_shard(path: Path, needed: Sequence[str] | None = None, label: Label | None = None) -> Reading | None:
    """The reading in a file, or the arrays needed of it; None when it is absent, damaged or another's."""
    try:
        content = path.read_bytes()
        arrays = _checked(path, label, content)
        with np.load(io.BytesIO(arrays), allow_pickle=False) as stored:
            return {name: stored[name] for name in (stored.files if needed is None else needed)}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def is_whole(path: Path, label: Label | None = None) -> bool:
    """Whether a chunk is there, says that it is for `label`, and is what was written."""
    try:
        _checked(path, label, path.read_bytes())
    except (OSError, ValueError):
        return False
    return True


def clear_unfinished(directory: Path) -> None:
    """Removes what interrupted runs left half-written; a run that is still writing is left alone."""
    for partial in (directory / FOLDER).glob(f"*{UNFINISHED}"):
        writer = partial.name.removesuffix(UNFINISHED).rpartition(".")[2]
        with contextlib.suppress(OSError):
            if not (writer.isdecimal() and is_alive(int(writer))):
                partial.unlink()


def _checked(path: Path, label: Label | None, content: bytes) -> bytes:
    """The archive without its comment. Raises ValueError when that is not the comment it should have."""
    comment = content[-int(content[-DIGITS:]) - DIGITS :]
    start = len(content) - len(comment)
    arrays = content[: start - 2] + b"\0\0"
    if content[start - 2 : start] != struct.pack("<H", len(comment)) or comment != _comment(
        path, label, arrays
    ):
        raise ValueError(f"{path} is damaged, or holds another chunk")
    return arrays


def _comment(path: Path, label: Label | None, arrays: bytes) -> bytes:
    """What a chunk is for and its checksum, as JSON, then the length of that, to be found from the end."""
    about = {"file": path.name} if label is None else asdict(label)
    if len(json.dumps(about)) > LONGEST_COMMENT:
        about = {"label": hashlib.sha256(json.dumps(about).encode()).hexdigest()}
    words = {"format": FORMAT, **about, "bytes": len(arrays), "sha256": hashlib.sha256(arrays).hexdigest()}
    text = json.dumps(words).encode()
    return text + f"{len(text):0{DIGITS}d}".encode()
