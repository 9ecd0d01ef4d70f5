"""The one place where rules are handed to Numba, and where its cache gets a name that follows the sources.

Numba's own cache does not notice an edit in another module. So the cache folder carries a hash of all engine
sources. With NUMBA_DISABLE_JIT=1 the same functions run as plain Python.
"""

from __future__ import annotations

import functools
import hashlib
import os
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

from youthsim.people.cache_folder import cache_folder

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


CACHE_FOLDER, CACHE_SAID = cache_folder(
    f"{kernel_hash()}-{'checked' if os.environ.get('NUMBA_BOUNDSCHECK') == '1' else 'fast'}"
)
FIRST_TIME = "Compiling the model: about half a minute, once after each change of its sources."
PLAIN = (
    "NUMBA_DISABLE_JIT is set: rules run as plain Python, thousands of times slower, with the same numbers."
)


def first_words() -> list[str]:
    """What a user should know before the first month is lived: about compiling, and where that is kept."""
    if config.DISABLE_JIT:
        return [PLAIN]
    compiled = CACHE_FOLDER is not None and any(Path(CACHE_FOLDER).rglob("*.nbc"))
    return [*([CACHE_SAID] if CACHE_SAID else []), *([] if compiled else [FIRST_TIME])]


def _full_width(self: Any, args: Any, kws: Any, narrow: Any = Float.generic) -> Any:
    """float() of a float32 is a double, as in Python; Numba leaves it narrow and subtracts in 32 bits."""
    return signature(types.float64, *args) if args[0] == types.float32 else narrow(self, args, kws)


Float.generic = _full_width  # type: ignore[method-assign]


def _jit(function: Callable[..., Any], **options: Any) -> Any:
    compiled: Any = functools.partial(numba.njit, error_model="numpy", nogil=True, **options)
    if CACHE_FOLDER is None:
        return compiled()(function)
    before = config.CACHE_DIR
    config.CACHE_DIR = CACHE_FOLDER
    try:
        return compiled(cache=True)(function)
    except RuntimeError:  # no place that Numba trusts for these sources, as in a zip file
        return compiled()(function)
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
