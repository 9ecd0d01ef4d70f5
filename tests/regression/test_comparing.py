"""The comparison itself: it sees what differs, and only that."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from youthsim.experiment.regression import moved, read_table, report, write_table

TABLE = {
    "a": np.array([100.0, 100.0, 100.0]),
    "gap": np.array([1.0, np.nan, 3.0]),
    "nothing": np.array([0.0, 0.0, 0.0]),
}


def changed(name: str, *values: float) -> dict[str, np.ndarray]:
    return TABLE | {name: np.array(values)}


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    write_table(TABLE, tmp_path / "deep" / "t.csv")
    assert moved(TABLE, read_table(tmp_path / "deep" / "t.csv")) == []


def test_the_last_digit_of_another_processor_is_no_difference() -> None:
    assert moved(TABLE, changed("a", 100.0, 100.0 * (1 + 1e-9), 100.0)) == []


def test_one_month_that_differs_is_found_with_its_month_and_size() -> None:
    (only,) = moved(TABLE, changed("a", 100.0, 100.0, 103.0))
    assert (only.name, only.first_month, round(only.share, 6)) == ("a", 2, 0.03)
    assert "+3.00%" in str(only) and "month 2" in str(only)


def test_a_fall_is_told_as_a_fall() -> None:
    (only,) = moved(TABLE, changed("a", 100.0, 50.0, 110.0))
    assert only.share == -0.5


def test_something_where_nothing_was_is_found() -> None:
    assert [m.name for m in moved(TABLE, changed("nothing", 0.0, 0.01, 0.0))] == ["nothing"]


def test_a_number_that_appears_or_vanishes_is_found() -> None:
    assert [m.name for m in moved(TABLE, changed("gap", 1.0, 2.0, 3.0))] == ["gap (other months)"]
    assert [m.name for m in moved(TABLE, changed("gap", np.nan, np.nan, 3.0))] == ["gap (other months)"]


def test_series_that_come_or_go_are_named() -> None:
    fewer = {name: values for name, values in TABLE.items() if name != "a"}
    assert [m.name for m in moved(TABLE, fewer)] == ["a (gone)"]
    assert [m.name for m in moved(fewer, TABLE)] == ["a (new)"]


def test_the_largest_difference_comes_first() -> None:
    found = changed("a", 100.0, 100.0, 101.0) | {"gap": np.array([1.0, np.nan, 2.0])}
    assert [m.name for m in moved(TABLE, found)] == ["gap", "a"]
    assert report("town", moved(TABLE, found)).startswith("town: 2 series moved")


def test_a_difference_is_told_in_monte_carlo_errors_of_both_runs() -> None:
    (only,) = moved(TABLE, changed("a", 100.0, 100.0, 112.0), luck_of={"a": 2.0})
    assert round(only.errors, 2) == round(12 / (2 * 2**0.5), 2) and only.beyond_luck
    assert "4.2 Monte Carlo errors" in str(only)
    (unknown,) = moved(TABLE, changed("a", 100.0, 100.0, 112.0))
    assert not unknown.beyond_luck
