"""Tables of draws as people have them: a DataFrame, a mapping of columns, an array. Faults in words."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Table: TypeAlias = Any
"""A pandas DataFrame, a mapping of names to columns, a structured or a plain array (n draws x columns)."""

FEWEST = 10


def named_columns(inputs: Table) -> dict[str, NDArray[np.float64]]:
    """The columns of a table, by name; those of a plain array are `x1`, `x2`, ...

    Raises ValueError when a column is not of numbers, is not finite, or is not as long as the others.
    """
    found = {name: _column(name, values) for name, values in _pairs(inputs)}
    if not found:
        raise ValueError("the table of draws has no columns")
    lengths = {len(values) for values in found.values()}
    if len(lengths) > 1:
        raise ValueError(f"the columns of the table have different lengths: {sorted(lengths)}")
    return found


def chosen(inputs: Table, names: str | Sequence[str] | None) -> NDArray[np.float64]:
    """(n, chosen) values of the columns named; all of them for None.

    Raises ValueError for a name that is not there, with the nearest one that is.
    """
    columns = named_columns(inputs)
    wanted = list(columns) if names is None else [names] if isinstance(names, str) else list(names)
    if not wanted:
        raise ValueError("no parameter is named")
    for name in wanted:
        if name not in columns:
            near = difflib.get_close_matches(name, columns, n=1)
            raise ValueError(f"no column {name!r}" + (f" (did you mean {near[0]!r}?)" if near else ""))
    return np.column_stack([columns[name] for name in dict.fromkeys(wanted)])


def options(net_benefit: ArrayLike) -> NDArray[np.float64]:
    """(n, options) net benefits. One column is an option beside doing nothing, which is worth 0.

    Raises ValueError for fewer than ten draws and for what is not a finite number.
    """
    found = np.asarray(net_benefit, dtype=float)
    if found.ndim == 1:
        found = found[:, None]
    if found.ndim != 2:
        raise ValueError(f"net benefit must have two dimensions, draws and options; it has {found.ndim}")
    if len(found) < FEWEST:
        raise ValueError(f"{len(found)} draws are too few to value information; at least {FEWEST}")
    if not np.isfinite(found).all():
        raise ValueError("net benefit holds values that are no finite numbers")
    if found.shape[1] == 1:
        found = np.column_stack([np.zeros(len(found)), found])
    return found


def _pairs(inputs: Table) -> list[tuple[str, Any]]:
    if hasattr(inputs, "columns"):
        return [(str(name), inputs[name]) for name in inputs.columns]
    if isinstance(inputs, Mapping):
        return [(str(name), values) for name, values in inputs.items()]
    array = np.asarray(inputs)
    if array.dtype.names:
        return [(name, array[name]) for name in array.dtype.names]
    if array.ndim == 1:
        array = array[:, None]
    if array.ndim != 2:
        raise ValueError(f"a table of draws has two dimensions; this has {array.ndim}")
    return [(f"x{k + 1}", array[:, k]) for k in range(array.shape[1])]


def _column(name: str, values: Any) -> NDArray[np.float64]:
    try:
        column = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"column {name!r} does not hold numbers") from None
    if column.ndim != 1:
        raise ValueError(f"column {name!r} has {column.ndim} dimensions")
    if not np.isfinite(column).all():
        raise ValueError(f"column {name!r} holds values that are no finite numbers")
    return column
