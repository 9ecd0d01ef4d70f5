"""The page about funding takes its tables from runs, and from nowhere else."""

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
spec = importlib.util.spec_from_file_location("regime_tables", DOCS / "regime_tables.py")
regime_tables = importlib.util.module_from_spec(spec)
spec.loader.exec_module(regime_tables)
PAGE = (DOCS / "funding-results.md").read_text(encoding="utf-8")


def test_the_page_has_a_place_for_both_scenarios_of_regimes_and_a_run_fills_only_its_own():
    page = regime_tables.filled(PAGE, {"regimes-nijmegen": "NUMBERS\n"})
    assert "<!-- run: regimes-nijmegen -->\nNUMBERS\n<!-- end -->" in page
    assert page.count("NUMBERS") == 1
    before, after = PAGE.split("<!-- run: regimes-tilburg -->"), page.split("<!-- run: regimes-tilburg -->")
    assert len(before) == 2 and after[1] == before[1]


def test_a_run_that_the_page_has_no_place_for_is_named():
    with pytest.raises(KeyError, match="tilburg-650"):
        regime_tables.filled(PAGE, {"tilburg-650": "NUMBERS\n"})
