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
from numba.core import config as _config
from numba.core import types
from numba.core.typing import signature
from numba.core.typing.builtins import Float

config: Any = _config  # its attributes are made at run time

_PACKAGE = Path(__file__).parent.parent
_KERNELS = ("people", "vocabulary", "ledger.py")
_OUTSIDE_THE_ENGINE = {"report", "cli", "app"}


def _digest(sources: list[Path]) -> str:
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.relative_to(_PACKAGE).as_posix().encode())
        digest.update(source.read_bytes())
    digest.update(numba.__version__.encode())
    return digest.hexdigest()[:16]


def kernel_hash() -> str:
    """Changes with any source that is compiled, and with the compiler: it names the cache of machine code."""
    places = [_PACKAGE / name for name in _KERNELS]
    return _digest(sorted(s for p in places for s in ([p] if p.is_file() else p.glob("*.py"))))


def engine_hash() -> str:
    """Changes with any source that can change a result: everything but reports and commands."""
    sources = _PACKAGE.rglob("*.py")
    return _digest(sorted(s for s in sources if s.relative_to(_PACKAGE).parts[0] not in _OUTSIDE_THE_ENGINE))


def _cache_folder() -> str | None:
    """A writable folder for compiled code, or None."""
    base = os.environ.get("YOUTHSIM_CACHE") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    for candidate in (Path(base) / "youthsim", Path(tempfile.gettempdir()) / "youthsim-cache"):
        folder = (
            candidate
            / f"{kernel_hash()}-{'checked' if os.environ.get('NUMBA_BOUNDSCHECK') == '1' else 'fast'}"
        )
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


def _full_width(self: Any, args: Any, kws: Any, narrow: Any = Float.generic) -> Any:
    """float() of a float32 is a double, as in Python; Numba leaves it narrow and subtracts in 32 bits."""
    return signature(types.float64, *args) if args[0] == types.float32 else narrow(self, args, kws)


Float.generic = _full_width  # type: ignore[method-assign]


def _jit(function: Callable[..., Any], **options: Any) -> Any:
    before = config.CACHE_DIR
    config.CACHE_DIR = CACHE_FOLDER or before
    try:
        return numba.njit(cache=CACHE_FOLDER is not None, error_model="numpy", nogil=True, **options)(
            function
        )
    finally:
        config.CACHE_DIR = before


def rule(function: Callable[..., Any]) -> Any:
    """An inner rule: called by other rules only, so it needs no Python wrapper (a third of compile time)."""
    if config.DISABLE_JIT:
        return function
    return numba.njit(  # type: ignore[call-overload]  # the two wrapper options are missing from its stubs
        error_model="numpy", nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True
    )(function)


def inlined(function: Callable[..., Any]) -> Any:
    """A rule that most children meet every month: copied into its caller; it saves a tenth."""
    if config.DISABLE_JIT:
        return function
    return numba.njit(error_model="numpy", nogil=True, forceinline=True)(function)


def step(function: Callable[..., Any]) -> Any:
    """A step that Python calls: compiled once, cached on disk."""
    return function if config.DISABLE_JIT else _jit(function)
