"""`results.parquet`: one row per number, with the world, arm, size and group it belongs to.

Columns: draw, replicate, arm, size, group, outcome, month (-1 for the whole period), payer ("" where none),
value. Monthly rows are kept at the target size; totals at every size. Money is in cents, undiscounted
unless the outcome says otherwise. One row group per chunk of draws, read from disk when it is its
turn, so that memory does not grow with the table.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from youthsim.arm_run import PROGRAMME_SERIES
from youthsim.experiment import quantities as q
from youthsim.experiment.catchments import CATCHMENTS
from youthsim.experiment.ensemble import Ensemble
from youthsim.experiment.reading import CARE_BOOK, CASHABLE, GROUPS, LEDGER_GROUPS
from youthsim.outcomes import OUTCOMES
from youthsim.portable import replace_file
from youthsim.vocabulary.paths import PATHS
from youthsim.vocabulary.payers import PAYERS

WHOLE_PERIOD = -1
TEXT = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema([
    ("draw", pa.int32()), ("replicate", pa.int16()), ("arm", TEXT), ("size", pa.int32()), ("group", TEXT),
    ("outcome", TEXT), ("month", pa.int16()), ("payer", TEXT), ("value", pa.float64()),
])  # fmt: skip
AXES = SCHEMA.names[:-1]


def write_results(ensemble: Ensemble, path: Path) -> None:
    """Writes the table under a temporary name and moves it into place."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with (  # opened here: Arrow takes no name that is not text
            partial.open("wb") as file,
            pq.ParquetWriter(file, SCHEMA, compression="zstd", compression_level=3) as writer,
        ):
            for first, chunk in ensemble.chunks():
                tables = [block.table(first) for block in _blocks(chunk)]
                writer.write_table(
                    pa.concat_tables(tables).unify_dictionaries().combine_chunks(), row_group_size=2**31 - 1
                )
        replace_file(partial, path)
    finally:
        partial.unlink(missing_ok=True)


class Block:
    """Numbers that share a layout: an array (draws, replicates, ...) and what each further axis means.

    `axes` gives for each axis after the second its column and the labels along it; `fixed` fills the rest.
    """

    def __init__(self, values: NDArray, axes: Sequence[tuple[str, Sequence]], **fixed: object) -> None:
        self.values, self.axes = values, axes
        self.fixed = {"month": WHOLE_PERIOD, "payer": ""} | fixed

    def table(self, first: int) -> pa.Table:
        """The rows of these draws, numbered from `first`; numbers that cannot be said are left out."""
        values = np.asarray(self.values, dtype=np.float64)
        labels: list[tuple[str, Sequence]] = [
            ("draw", range(first, first + values.shape[0])),
            ("replicate", range(values.shape[1])),
            *self.axes,
        ]
        kept = np.isfinite(values).ravel()
        columns = {"value": pa.array(values.ravel()[kept])}
        for axis, (column, words) in enumerate(labels):
            shape = [1] * values.ndim
            shape[axis] = len(words)
            index = np.broadcast_to(
                np.arange(len(words), dtype=np.int32).reshape(shape), values.shape
            ).ravel()[kept]
            columns[column] = _column(column, words, index)
        rows = int(kept.sum())
        for column, value in self.fixed.items():
            if column not in columns:
                columns[column] = _column(column, [value], np.zeros(rows, dtype=np.int32))
        return pa.table([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def _column(name: str, words: Sequence, index: NDArray[np.int32]) -> pa.Array:
    kind = SCHEMA.field(name).type
    if kind == TEXT:
        return pa.DictionaryArray.from_arrays(
            pa.array(index), pa.array([str(word) for word in words], pa.string())
        )
    return pa.array(np.asarray(list(words))[index], kind)


def _blocks(ensemble: Ensemble) -> Iterator[Block]:
    plan = ensemble.plan
    target = plan.sizes.index(plan.target)
    arms, sizes, months = ("arm", plan.arms), ("size", plan.sizes), ("month", range(plan.months))
    groups, ledger = ("group", GROUPS), ("group", LEDGER_GROUPS)
    outcomes = ("outcome", [outcome.id for outcome in OUTCOMES])
    payers = ("payer", [payer.id for payer in PAYERS])
    at_target = {"size": plan.target}

    yield Block(ensemble.grid("outcome_totals"), [arms, sizes, groups, outcomes])
    yield Block(ensemble.grid("outcome_series"), [arms, groups, outcomes, months], **at_target)
    payments = ensemble.grid("payments")
    yield Block(payments.sum(axis=5), [arms, sizes, ledger, payers], outcome="cost")
    yield Block(payments[:, :, :, target], [arms, ledger, months, payers], outcome="cost", **at_target)
    programme = ensemble.grid("programme_payments")
    yield Block(programme.sum(axis=4), [arms, sizes, payers], group="town", outcome="programme_cost")
    yield Block(
        programme[:, :, :, target],
        [arms, months, payers],
        group="town",
        outcome="programme_cost",
        **at_target,
    )
    yield Block(
        q.social_cost_by_month(ensemble, target),
        [arms, months],
        group="town",
        outcome="social_cost",
        **at_target,
    )
    for g, group in enumerate(LEDGER_GROUPS):
        for discounted, name in ((True, "net_saving"), (False, "net_saving_undiscounted")):
            levels = q.paid(ensemble, g, discounted=discounted)
            saved = levels[:, :, :1] - levels[:, :, 1:]
            yield Block(saved, [("arm", plan.arms[1:]), sizes, payers], group=group, outcome=name)
    for quantity in q.money_quantities(ensemble):
        levels = (
            quantity.levels if quantity.sign > 0 else quantity.levels[:, :, :1] - quantity.levels[:, :, 1:]
        )
        who = arms if quantity.sign > 0 else ("arm", plan.arms[1:])
        name = f"{quantity.id}_discounted" if quantity.discounted and quantity.sign > 0 else quantity.id
        yield Block(levels, [who, sizes], group=quantity.group, outcome=name, payer=quantity.payer)
    paths = ("outcome", [f"path:{name}" for name in PATHS])
    yield Block(ensemble.grid("paths"), [arms, ledger, months, paths], **at_target)
    series = ("outcome", [f"programme:{name}" for name in PROGRAMME_SERIES])
    yield Block(
        ensemble.grid("programme")[:, :, 1:], [("arm", plan.arms[1:]), sizes, months, series], group="town"
    )
    split = ("outcome", [f"cashability:{name}" for name in CASHABLE])
    yield Block(
        ensemble.grid("cashable")[:, :, 1:].sum(axis=-1), [("arm", plan.arms[1:]), sizes, split], group="town"
    )
    care = ensemble.grid("care_by_catchment").sum(axis=-1)
    for c, catchment in enumerate(CATCHMENTS):
        parts = ("outcome", [f"care:{catchment.id}:{part}" for part in CARE_BOOK])
        yield Block(care[:, :, :, c], [arms, parts], group="town", **at_target)
