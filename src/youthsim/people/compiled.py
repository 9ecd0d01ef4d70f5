"""The one place where rules are handed to Numba, and where its cache gets a name that follows the sources.

Numba's own cache does not notice an edit in another module. So the cache folder carries a hash of all engine
sources. With NUMBA_DISABLE_JIT=1 the same functions run as plain Python.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
from llvmlite import ir
from numba.core import cgutils, types
from numba.core import config as _config
from numba.core.typing import signature
from numba.core.typing.builtins import Float
from numba.extending import intrinsic

config: Any = _config  # its attributes are made at run time

_PACKAGE = Path(__file__).parent.parent
_KERNELS = ("people", "vocabulary", "ledger.py")
PLACE = "YOUTHSIM_CACHE"
CLOSED, OTHERS, OTHERS_WRITE = 0o700, 0o077, 0o022
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


def _cache_folder() -> tuple[str | None, str]:
    """A closed folder of the user's own for compiled code, and a note where it lasts no longer than this run.

    What lies there is run as it is. So a folder that somebody else made, or could write to, is never used.
    """
    name = f"{kernel_hash()}-{'checked' if os.environ.get('NUMBA_BOUNDSCHECK') == '1' else 'fast'}"
    base = _base()
    why = (
        "there is no home folder" if base is None else _not_ours(base / "youthsim", base / "youthsim" / name)
    )
    if base is not None and not why:
        return str(base / "youthsim" / name), ""
    note = f"The model is compiled anew each time: {why} (set {PLACE} to a folder of your own)."
    try:
        private = tempfile.mkdtemp(prefix="youthsim-")
    except OSError:
        return None, note
    atexit.register(_remove, private, os.getpid())
    os.environ[PLACE] = private  # workers that are spawned look for it there
    found = Path(private) / "youthsim" / name
    return (None if _not_ours(found.parent, found) else str(found)), note


def _base() -> Path | None:
    """Where caches are kept; None for a user without a home."""
    named = os.environ.get(PLACE) or os.environ.get("XDG_CACHE_HOME")
    if named:
        return Path(named)
    try:
        return Path.home() / ".cache"
    except RuntimeError:
        return None


def _not_ours(*folders: Path) -> str:
    """Makes the folders, each closed to others. Why one cannot be trusted or written; "" when all can."""
    try:
        folders[0].parent.mkdir(parents=True, exist_ok=True)
        for folder in folders:
            with contextlib.suppress(FileExistsError):
                folder.mkdir(mode=CLOSED)
            if fault := _open_to_others(folder):
                return fault
        probe = folders[-1] / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        return f"{error.filename or folders[-1]} cannot be written ({error.strerror})"
    return ""


def _open_to_others(folder: Path) -> str:
    """What others could do to a folder that exists; "" when nothing."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return f"{folder} is no folder but a link or a file"
    if os.name == "nt":  # a user's folders are closed there, and modes say nothing
        return ""
    if found.st_uid != os.geteuid():
        return f"{folder} belongs to another user"
    if found.st_mode & OTHERS_WRITE:
        return f"others can write in {folder}"
    if found.st_mode & OTHERS:
        folder.chmod(CLOSED)
    return ""


def _remove(folder: str, maker: int) -> None:
    if os.getpid() == maker:
        shutil.rmtree(folder, ignore_errors=True)


CACHE_FOLDER, CACHE_NOTE = _cache_folder()


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
    """An inner rule: called by other rules only, so it needs no Python wrapper (a third of compile time).

    It makes no arrays, so it counts no references: counting them costs more than most rules do.
    """
    return _inner(function, _nrt=False)


def rule_with_arrays(function: Callable[..., Any]) -> Any:
    """An inner rule that makes arrays of its own."""
    return _inner(function)


def _inner(function: Callable[..., Any], **options: Any) -> Any:
    if config.DISABLE_JIT:
        return function
    return numba.njit(  # type: ignore[call-overload]  # the two wrapper options are missing from its stubs
        error_model="numpy", nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, **options
    )(function)


def inlined(function: Callable[..., Any]) -> Any:
    """A rule that most children meet every month: copied into its caller; it saves a tenth."""
    if config.DISABLE_JIT:
        return function
    return numba.njit(  # type: ignore[call-overload]
        error_model="numpy", nogil=True, forceinline=True, _nrt=False
    )(function)


def step(function: Callable[..., Any]) -> Any:
    """A step that Python calls: compiled once, cached on disk."""
    return function if config.DISABLE_JIT else _jit(function, _nrt=False)


def step_with_arrays(function: Callable[..., Any]) -> Any:
    """A step that makes arrays, or calls rules that do."""
    return function if config.DISABLE_JIT else _jit(function)


@intrinsic
def _fetch(typing: Any, array: Any, row: Any) -> Any:
    """Tells the processor that row `row` of `array` is wanted soon."""

    def write(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        kind, (array_value, row_value) = signature.args[0], values
        view = context.make_array(kind)(context, builder, array_value)
        place = cgutils.get_item_pointer(context, builder, kind, view, [row_value], wraparound=False)
        byte, word = ir.IntType(8).as_pointer(), ir.IntType(32)
        start = builder.bitcast(place, byte)
        hint = builder.module.declare_intrinsic(
            "llvm.prefetch", [byte], ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        )
        # a row may lie over several lines of the cache
        row_bytes = context.get_abi_sizeof(context.get_data_type(kind.dtype))
        for offset in (*range(0, row_bytes, 64), row_bytes - 1):
            line = builder.gep(start, [ir.IntType(64)(offset)])
            builder.call(hint, [line, word(1), word(3), word(1)])
        return context.get_dummy_value()

    return signature(types.void, array, types.intp), write


def _nothing(array: Any, row: Any) -> None:
    """Plain Python has no cache to warm."""


fetch_ahead: Any = _nothing if config.DISABLE_JIT else _fetch
