"""The one place where rules are handed to Numba, and where its cache gets a name that follows the sources.

Numba's own cache does not notice an edit in another module. So the cache folder carries a hash of all engine
sources. With NUMBA_DISABLE_JIT=1 the same functions run as plain Python.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba

_ENGINE = (Path(__file__).parent, Path(__file__).parent.parent / "vocabulary", Path(__file__).parent.parent / "parameters")


def engine_hash() -> str:
    """Sixteen hex digits that change with any engine source, and with the versions that compile it."""
    digest = hashlib.sha256()
    for folder in _ENGINE:
        for source in sorted(folder.glob("*.py")):
            digest.update(source.name.encode())
            digest.update(source.read_bytes())
    digest.update(numba.__version__.encode())
    return digest.hexdigest()[:16]


def _cache_folder() -> str | None:
    """A writable folder for compiled code, or None."""
    base = os.environ.get("YOUTHSIM_CACHE") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    for candidate in (Path(base) / "youthsim", Path(tempfile.gettempdir()) / "youthsim-cache"):
        folder = candidate / f"{engine_hash()}-{'checked' if os.environ.get('NUMBA_BOUNDSCHECK') == '1' else 'fast'}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / f".probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError:
            continue
        return str(folder)
    return None


CACHE_FOLDER = _cache_folder()


def _jit(function: Callable[..., Any], **options: Any) -> Any:
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = CACHE_FOLDER or before
    try:
        return numba.njit(cache=CACHE_FOLDER is not None, error_model="numpy", nogil=True, **options)(function)
    finally:
        numba.config.CACHE_DIR = before


def rule(function: Callable[..., Any]) -> Any:
    """An inner rule: called by other rules only, so it needs no Python wrapper (a third of compile time)."""
    if numba.config.DISABLE_JIT:
        return function
    return numba.njit(error_model="numpy", nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function)


def step(function: Callable[..., Any]) -> Any:
    """A step that Python calls: compiled once, cached on disk."""
    return function if numba.config.DISABLE_JIT else _jit(function)
