"""Which model made a town, when somebody puts one of his own in the place of ours.

A function is known by its source file, by what it is given (partial arguments, defaults, values that it
closes over) and by what it uses of its module: constants, functions, classes, other modules of the analyst's
own, and what those use. What cannot be known so (an open file, a random generator) makes the model unknown:
then nothing that is stored is used again, because it may be another model's.
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
import site
import sysconfig
import types
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel

from youthsim.catalogue.identity import fingerprint
from youthsim.experiment.sources import PACKAGE, source_as_it_is

OURS = "youthsim"
FROM_OUTSIDE = {
    "open", "environ", "getenv", "globals", "locals", "eval", "exec", "__import__", "load", "loadtxt",
    "genfromtxt", "fromfile", "memmap", "read_text", "read_bytes", "read_csv", "read_parquet", "read_json",
    "read_excel",
}  # fmt: skip
"""Names by which a function takes in what no hash of it can see: files, the environment, names made up."""
_LIBRARIES = tuple(
    Path(place)
    for place in {
        *site.getsitepackages(),
        *map(sysconfig.get_path, ("stdlib", "platstdlib", "purelib", "platlib")),
    }
    if place
)


class CannotBeKnown(ValueError):
    """Something of a model whose content cannot be told."""


@dataclasses.dataclass(frozen=True)
class Model:
    """`name`: how a manifest calls it; `hash`: None when it cannot be known."""

    name: str
    hash: str | None

    @property
    def ours(self) -> bool:
        return self.hash == OURS


def model_of(simulate: Callable[..., Any]) -> Model:
    """Whose model a run is made with."""
    name = _name(simulate)
    if isinstance(simulate, types.FunctionType) and simulate.__closure__ is None and _is_ours(simulate):
        return Model(name, OURS)
    try:
        return Model(name, fingerprint(sorted(set(_Describer().of(simulate)))))
    except (CannotBeKnown, OSError, TypeError, SyntaxError, RecursionError):
        return Model(name, None)


class _Describer:
    """Spells everything that a value consists of, once each, as lines of text."""

    def __init__(self) -> None:
        self._seen: dict[int, str] = {}
        self._kept: list[object] = []  # so that no address is given out twice

    def of(self, value: object, where: str = "") -> Iterator[str]:
        if value is None or isinstance(value, bool | int | float | complex | str | bytes | Path | range):
            yield f"{where}={value!r}"
            return
        if id(value) in self._seen:
            yield f"{where}: as {self._seen[id(value)]}"
            return
        self._seen[id(value)] = where
        self._kept.append(value)
        yield from self._inside(value, where)

    def _inside(self, value: Any, where: str) -> Iterator[str]:
        if isinstance(value, functools.partial):
            yield from self.of(value.func, f"{where}.func")
            yield from self.of(value.args, f"{where}.args")
            yield from self.of(value.keywords, f"{where}.keywords")
        elif isinstance(value, types.MethodType):
            yield from self.of(value.__func__, f"{where}.method")
            yield from self.of(value.__self__, f"{where}.self")
        elif isinstance(value, types.FunctionType):
            yield from self._function(value, where)
        elif isinstance(value, type):
            yield from self._class(value, where)
        elif isinstance(value, types.ModuleType):
            yield from self._module(value, where)
        elif isinstance(value, types.BuiltinFunctionType | np.ufunc | np.dtype):
            yield f"{where}={value!r}"
        elif isinstance(value, np.generic | np.ndarray):
            array = np.asarray(value)
            if array.dtype.hasobject:
                raise CannotBeKnown(where)
            yield f"{where}={array.dtype}{array.shape}{array.tobytes().hex()}"
        elif (
            isinstance(value, dict | list | tuple | set | frozenset) and type(value).__module__ != "builtins"
        ):
            raise CannotBeKnown(where)  # a container that may do anything when it is read
        elif isinstance(value, dict):
            for place, (key, inner) in enumerate(value.items()):
                yield from self.of(key, f"{where}.key{place}")
                yield from self.of(inner, f"{where}.value{place}")
        elif isinstance(value, list | tuple):
            yield f"{where}: {len(value)}"
            for place, inner in enumerate(value):
                yield from self.of(inner, f"{where}[{place}]")
        elif isinstance(value, set | frozenset):
            lines = sorted("\n".join(_Describer().of(inner)) for inner in value)
            yield f"{where}={lines}"
        elif isinstance(value, Enum):
            yield f"{where}={type(value).__qualname__}.{value.name}"
        else:
            yield from self._thing(value, where)

    def _function(self, function: types.FunctionType, where: str) -> Iterator[str]:
        yield f"{where}={function.__module__}.{function.__qualname__}"
        ours = _is_ours(function)
        if not ours and _is_library(_file_of(function)):
            return
        yield from self.of(function.__defaults__, f"{where}.defaults")
        yield from self.of(function.__kwdefaults__, f"{where}.kwdefaults")
        for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
            yield from self.of(cell.cell_contents, f"{where}.{name}")
        if ours:
            return
        yield f"{where} in {source_as_it_is(_file_of(function))}"
        yield f"{where} runs {_spelled(function.__code__)}"
        if vars(function):
            yield from self.of(vars(function), f"{where}.holds")
        for name in sorted(_names_in(function.__code__)):
            if name in function.__globals__:
                yield from self.of(function.__globals__[name], f"{function.__module__}.{name}")
            elif name in FROM_OUTSIDE:
                raise CannotBeKnown(f"{where} uses {name}")

    def _class(self, one: type, where: str) -> Iterator[str]:
        yield f"{where}={one.__module__}.{one.__qualname__}"
        if _is_ours(one) or one.__module__ == "builtins":
            return
        file = _file_of(one)
        if _is_library(file):
            return
        yield f"{where} in {source_as_it_is(file)}"
        for base in one.__bases__:
            yield from self.of(base, f"{where}.base")
        for name, value in sorted(vars(one).items()):
            if name in ("__dict__", "__weakref__", "__doc__", "__module__", "__firstlineno__"):
                continue
            inner = getattr(value, "__func__", getattr(value, "fget", value))
            if isinstance(
                inner, types.MemberDescriptorType | types.GetSetDescriptorType | types.GenericAlias
            ):
                continue
            yield from self.of(inner, f"{where}.{name}")

    def _module(self, module: types.ModuleType, where: str) -> Iterator[str]:
        yield f"{where}={module.__name__}"
        file = getattr(module, "__file__", None)
        if file is None or _is_library(Path(file)) or module.__name__.partition(".")[0] == OURS:
            return
        yield f"{where} in {source_as_it_is(Path(file))}"
        for name, value in sorted(vars(module).items()):
            if not name.startswith("__"):
                yield from self.of(value, f"{where}.{name}")

    def _thing(self, value: Any, where: str) -> Iterator[str]:
        """An object with attributes of its own: its class, and what it holds."""
        if inspect.isgenerator(value) or inspect.iscoroutine(value):
            raise CannotBeKnown(where)
        compiled = getattr(value, "py_func", None)  # what Numba makes of a function
        if isinstance(compiled, types.FunctionType):
            yield from self.of(compiled, where)
            return
        yield from self.of(type(value), f"{where}.class")
        if isinstance(value, BaseModel):
            yield f"{where}={value.model_dump_json()}"
        elif dataclasses.is_dataclass(value):
            for spec in dataclasses.fields(value):
                yield from self.of(getattr(value, spec.name), f"{where}.{spec.name}")
        elif (
            type(value).__module__ != "builtins"
            and hasattr(value, "__dict__")
            and not _is_library_class(type(value))
        ):
            yield from self.of(vars(value), f"{where}.holds")
            for slot in _slots_of(type(value)):
                yield from self.of(getattr(value, slot, None), f"{where}.{slot}")
        else:
            raise CannotBeKnown(where)


def _spelled(code: types.CodeType) -> str:
    """What a function does, as it was compiled: two of one name in one file are told apart."""
    consts = [
        _spelled(const) if isinstance(const, types.CodeType) else repr(const) for const in code.co_consts
    ]
    return f"{code.co_code.hex()} {code.co_names} {code.co_varnames} {consts}"


def _slots_of(one: type) -> list[str]:
    """Names of the values that an object keeps outside its __dict__."""
    found: list[str] = []
    for above in one.__mro__:
        named = vars(above).get("__slots__", ())
        found += [named] if isinstance(named, str) else list(named)
    return [name for name in found if name not in ("__dict__", "__weakref__")]


def _names_in(code: types.CodeType) -> set[str]:
    """Names of the module that a function uses, in functions within it too."""
    within = [const for const in code.co_consts if isinstance(const, types.CodeType)]
    return {*code.co_names, *(name for inner in within for name in _names_in(inner))}


def _name(simulate: Any) -> str:
    if isinstance(simulate, functools.partial):
        return f"partial of {_name(simulate.func)}"
    named = simulate if hasattr(simulate, "__qualname__") else type(simulate)
    return f"{named.__module__}.{named.__qualname__}"


def _file_of(thing: Any) -> Path:
    """The source of a function or class. Raises TypeError or OSError where there is none, as at a prompt."""
    file = inspect.getsourcefile(thing)
    if file is None or not Path(file).is_file():
        raise CannotBeKnown(f"{thing!r} has no source")
    return Path(file)


def _is_ours(thing: Any) -> bool:
    """Whether the code is in the package: it is in the hash of the sources already."""
    return str(thing.__module__).partition(".")[0] == OURS and PACKAGE in _file_of(thing).parents


def _is_library(file: Path) -> bool:
    return any(file.is_relative_to(place) for place in _LIBRARIES)


def _is_library_class(one: type) -> bool:
    try:
        return _is_library(_file_of(one))
    except (TypeError, OSError):
        return True
