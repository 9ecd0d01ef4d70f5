"""Tables that come with the package are refused when a row is not what its reader counts on."""

from __future__ import annotations

import pytest

from youthsim import tables

ROWS = [{"id": "a", "title": "one", "note": ""}, {"id": "b", "title": "two", "note": ""}]


@pytest.mark.parametrize(
    ("second", "told"), [({"id": "a"}, "a stands twice"), ({"title": ""}, "b has nothing in title")]
)
def test_a_table_with_a_key_twice_or_a_word_missing_is_refused_by_name(second, told, monkeypatch) -> None:
    monkeypatch.setattr(tables, "rows", lambda path, delimiter: [ROWS[0], ROWS[1] | second])
    with pytest.raises(ValueError, match=f"titles.csv: {told}"):
        tables.rows_by("id", "titles.csv", filled=("title",))


def test_a_column_that_may_be_empty_is_left_empty(monkeypatch) -> None:
    monkeypatch.setattr(tables, "rows", lambda path, delimiter: ROWS)
    assert tables.rows_by("id", "titles.csv", filled=("title",)) == {"a": ROWS[0], "b": ROWS[1]}
