"""results.parquet has types that R, DuckDB and pandas know without settings."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from youthsim.experiment.tidy import SCHEMA, Block


def test_the_columns_of_the_results_are_plain_for_every_reader(tmp_path):
    rows = Block(np.array([[[1.5, np.nan]]]), [("arm", ["één", "twee"])], size=30, group="town", outcome="x")
    table = rows.table(0).cast(SCHEMA)
    pq.write_table(table, tmp_path / "r.parquet", compression="zstd")
    stored = pq.ParquetFile(tmp_path / "r.parquet")
    known = {"BYTE_ARRAY", "INT32", "INT64", "DOUBLE"}
    assert {stored.schema.column(k).physical_type for k in range(len(SCHEMA))} <= known
    for field in SCHEMA:
        text = pa.types.is_dictionary(field.type) and field.type.value_type == pa.string()
        assert text or pa.types.is_integer(field.type) or field.type == pa.float64(), field
    assert stored.read().to_pandas()["arm"].astype(str).tolist() == ["één"]
