"""Planted errors: found, and no wolf cried. The published figure comes from other seeds than this one."""

import importlib.util
import json
from importlib.resources import files
from pathlib import Path

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "audit_planted_errors.py"
spec = importlib.util.spec_from_file_location("audit_planted_errors", BENCHMARK)
planted_errors = importlib.util.module_from_spec(spec)
spec.loader.exec_module(planted_errors)
SEED = 1


def test_at_least_95_of_100_planted_errors_are_found_with_at_most_5_false_alarms():
    result = planted_errors.measure(SEED)
    assert result["found"] >= 95, result["missed"]
    assert result["false_alarms"] <= 5, result["alarms"]


def test_every_kind_of_error_is_found_more_often_than_not():
    result = planted_errors.measure(SEED)
    assert min(result["found_by_kind"].values()) > 5


def test_the_published_figure_was_measured_on_seeds_that_no_test_uses():
    published = json.loads(files("youthsim.evidence").joinpath("data", "benchmark.json").read_text())
    assert SEED not in {one["seed"] for one in published}
    assert sum(one["found"] for one in published) >= 0.95 * sum(one["planted"] for one in published)
    assert sum(one["false_alarms"] for one in published) <= 0.05 * sum(one["clean"] for one in published)
