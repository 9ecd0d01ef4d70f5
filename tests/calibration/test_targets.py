"""A target file: what is understood, what is refused, and how it is said."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from youthsim.calibration.folders import bundled_calibration
from youthsim.calibration.links import from_link, to_link
from youthsim.calibration.targets import read_targets
from youthsim.cli import main
from youthsim.scenario.faults import ScenarioError

GOOD = """\
targets:
  - {id: help, outcome: help_now, filters: {age: 0-17}, value: 84, low: 75, high: 95, source: P014}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "targets.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def asked(path: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["validate", "--targets", str(path), *more])


# name -> lines, the word at which the last of them is faulted, what is expected
BAD = {
    "an outcome that does not exist": (
        "  - {id: a, outcome: help_nwo, value: 1}\n", "help_nwo", "did you mean help_now?"),
    "a filter that does not exist": (
        "  - {id: a, outcome: help_now, filters: {aeg: 0-17}, value: 84}\n", "aeg", "did you mean age?"),
    "a filter that does not fit the outcome": (
        "  - {id: a, outcome: help_now, filters: {service: foster_care}, value: 84}\n", "service", "it takes place, age, window"),
    "an age outside the model": (
        "  - {id: a, outcome: help_now, filters: {age: 12-40}, value: 84}\n", "12-40", "within 0-22"),
    "a service that does not exist": (
        "  - {id: a, outcome: episodes_now, filters: {service: foster_car}, value: 5}\n", "foster_car}", "did you mean foster_care?"),
    "a share above one": (
        "  - {id: a, outcome: help_in_year, value: 12}\n", "12}", "4.3% is 0.043"),
    "a range upside down": (
        "  - {id: a, outcome: help_now, value: 84, low: 95, high: 75}\n", "95,", "low < high"),
    "a value outside its own range": (
        "  - {id: a, outcome: help_now, value: 84, low: 10, high: 20}\n", "84", "low ≤ value ≤ high"),
    "no value at all": ("  - {id: a, outcome: help_now}\n", "{id", "gives no value"),
    "a value that is left empty": ("  - {id: a, outcome: help_now, value: }\n", "{id", "gives no value"),
    "a wait for nothing": ("  - {id: a, outcome: help_now, waits_for: }\n", "{id", "gives no value"),
    "a figure with what is only looked at": (
        "  - {id: a, outcome: help_now, use: look, value: 84}\n", "84", "no `value:`, or use: validation"),
    "an end of a range with what is only looked at": (
        "  - {id: a, outcome: help_now, use: look, high: 84}\n", "84", "no `high:`, or use: validation"),
    "a source of no figure": (
        "  - {id: a, outcome: help_now, use: look, source: P014}\n", "P014", "no `source:`, or use: validation"),
    "two targets of one name": (GOOD.splitlines()[1] + "\n" + GOOD.splitlines()[1] + "\n", "help,", "used twice"),
    "an arm without a scenario": (
        "  - {id: a, outcome: incidents, filters: {arm: weighing}, value: 1}\n", "incidents", "no scenario is named"),
    "a source that nobody observed": (
        "  - {id: a, outcome: help_now, value: 84, source: til_target_households}\n", "til_", "extrapolation"),
    "a key that is not known": ("  - {id: a, outcome: help_now, valeu: 84}\n", "valeu", "did you mean value?"),
    "a filter like no other": (
        "  - {id: a, outcome: help_now, filters: {colour: red}, value: 84}\n", "colour", "help_now takes place, age, window"),
    "a filter outside its group": (
        "  - {id: a, outcome: orders_a_year, statistic: level, value: 3}\n", "statistic", "filters: {statistic: ...}"),
    "a place that does not exist": (
        "  - {id: a, outcome: help_now, filters: {place: tilbrug}, value: 84}\n", "tilbrug", "did you mean tilburg?"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_target_file_is_refused_with_place_and_expectation(name: str, tmp_path: Path) -> None:
    rows, at, expected = BAD[name]
    path = written(tmp_path, "targets:\n" + rows)
    result = asked(path)
    assert result.exit_code == 2, result.output
    *before, last = ["targets:", *rows.splitlines()]
    assert f"{path}:{len(before) + 1}:{last.index(at) + 1}: " in result.output
    assert expected in result.output
    assert "Traceback" not in result.output


def test_a_list_of_faulty_targets_is_not_called_empty(tmp_path: Path) -> None:
    result = asked(written(tmp_path, "targets:\n  - {id: a, outcome: help_nwo, value: x}\n"))
    assert result.exit_code == 2
    assert "did you mean help_now?" in result.output and "is empty" not in result.output


def test_an_empty_file_is_told_what_a_target_file_holds(tmp_path: Path) -> None:
    result = asked(written(tmp_path, "\n"))
    assert result.exit_code == 2
    assert "is empty" in result.output and "`targets:`" in result.output
    assert "youthsim new" not in result.output


# filters -> the fault that is told
NOT_THERE = {
    "scenario: regimes-nijmegen, arm: poold": "did you mean pooled?",
    "scenario: early_help, arm: pooled": "the scenario early_help has no arm 'pooled'",
    "scenario: early_help, arm: early_help, size: 35": "has no programme and no caseload",
    "scenario: early_help, arm: early_help, group: caseload": "has no programme and no caseload",
}


def test_every_arm_or_caseload_that_a_scenario_does_not_have_is_told_with_its_target(tmp_path: Path) -> None:
    rows = [
        f"  - {{id: t{k}, outcome: incidents, filters: {{{filters}}}, value: 1}}\n"
        for k, filters in enumerate(NOT_THERE)
    ]
    result = asked(written(tmp_path, "targets:\n" + "".join(rows)))
    assert result.exit_code == 2 and "Traceback" not in result.output
    for k, told in enumerate(NOT_THERE.values()):
        [line] = [x for x in result.output.splitlines() if x.startswith(f"target t{k}:")]
        assert told in line


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    rows = "".join(r for n, (r, _, _) in BAD.items() if n.startswith(("an outcome", "an age", "a range")))
    result = asked(written(tmp_path, "targets:\n" + rows))
    assert result.exit_code == 2
    assert "5 faults found" in result.output  # three in the rows, and an id that is used three times


def test_a_scenario_or_an_arm_that_does_not_exist_is_a_fault_of_the_file(tmp_path: Path) -> None:
    for filters in ("scenario: zwole", "scenario: zwolle-30-40, arm: weihging"):
        path = written(
            tmp_path, f"targets:\n  - {{id: a, outcome: incidents, filters: {{{filters}}}, value: 1}}\n"
        )
        assert asked(path).exit_code == 2


@pytest.mark.parametrize("kind", ["estimated_counterfactual", "norm", "extrapolation", "assumption"])
def test_only_what_was_observed_may_be_fitted(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("source: P014", f"source: P014, kind: {kind}"))
    read_targets(path)  # may be held against the model
    with pytest.raises(ScenarioError, match="only what was observed may be fitted"):
        read_targets(path, to_fit=True)


def test_the_bundled_targets_can_be_fitted_and_say_what_they_wait_for() -> None:
    file = read_targets(bundled_calibration() / "targets.yaml", to_fit=True)
    assert len(file.fitted()) > 40
    assert {
        "gouda_cost_before",
        "nijkerk_current_under_18",
        "leeuwarden_filled_posts",
        "inflow_doctor",
        "wait_stay",
    } <= {t.id for t in file.fitted()}
    assert not file.waiting
    assert not {t.id for t in file.fitted()} & {"youth_spending", "spending_stay"}


def test_bundled_targets_travel_to_the_processes_that_live_the_towns() -> None:
    targets = read_targets(bundled_calibration() / "targets.yaml", to_fit=True).fitted()
    arrived = pickle.loads(pickle.dumps(targets))
    assert [t.measure.read for t in arrived] == [t.measure.read for t in targets]


def test_a_target_file_has_another_hash_when_a_number_changes(tmp_path: Path) -> None:
    first = read_targets(written(tmp_path, GOOD)).hash
    assert read_targets(written(tmp_path, GOOD.replace("note", "n"))).hash == first
    assert read_targets(written(tmp_path, GOOD.replace("84", "85"))).hash != first


def test_an_outsider_gets_value_interval_and_verdict_and_fitted_figures_are_marked(tmp_path: Path) -> None:
    text = """\
defaults: {minors: 500, burn_in: 24}
targets:
  - {id: seen, outcome: help_now, filters: {age: 4-11}, value: 100, low: 20, high: 500}
  - {id: absurd, outcome: help_now, value: 900, low: 880, high: 920}
  - {id: of_the_fit, outcome: repeat_use, filters: {service: youth_help}, value: 0.2, source: P035}
  - {id: later, outcome: dreams, waits_for: dreams, value: 1}
"""
    result = asked(written(tmp_path, text), "--draws", "3", "--workers", "1", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    rows = {row["id"]: row for row in told["targets"]}
    assert rows["seen"]["verdict"] == "inside" and rows["absurd"]["verdict"] == "outside"
    assert rows["seen"]["p05"] < rows["seen"]["p50"] < rows["seen"]["p95"]
    assert rows["of_the_fit"]["used"] == "fit" and rows["of_the_fit"]["validation"] is False
    assert told["summary"]["validation"]["targets"] == 2
    assert told["waiting"] == [{"id": "later", "waits_for": "dreams", "source": ["not said"]}]


LOOKED_AT = """\
defaults: {minors: 500, burn_in: 24}
targets:
  - {id: absurd, outcome: help_now, value: 900, low: 880, high: 920}
  - {id: unknown, outcome: help_now, use: look}
  - {id: asked_by_the_fit, outcome: repeat_use, filters: {service: youth_help}, use: look}
"""


def test_what_has_no_figure_is_shown_with_its_interval_and_counted_as_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, LOOKED_AT)
    more = ("--draws", "4", "--workers", "1", "--keep", str(tmp_path / "kept"))
    told = json.loads(asked(path, *more, "--json").stdout)
    rows = {row["id"]: row for row in told["targets"]}
    for name in ("unknown", "asked_by_the_fit"):
        row = rows[name]
        assert row["verdict"] == "no figure" and row["used"] == "look" and row["validation"] is False
        assert [row[key] for key in ("value", "low", "high", "n", "z")] == [None] * 5 and row["source"] == []
        assert row["p05"] < row["p50"] < row["p95"] and row["p05"] < row["simulated"] < row["p95"]
        assert [row["model_p05"], row["model_p95"]] == row["interval"]  # nobody's error is in it
    assert rows["unknown"]["simulated"] == rows["absurd"]["simulated"]
    summary = dict(told["summary"])
    assert summary.pop("no_figure") == ["unknown", "asked_by_the_fit"]
    assert summary.pop("cannot_be_said") == []
    assert summary.pop("validation") == {"targets": 1, "inside": 0}
    assert all(counts == {"targets": 0, "inside": 0} for counts in summary.values())
    said = asked(path, *more).stdout.splitlines()
    [line] = [x for x in said if x.startswith("unknown")]
    assert line.endswith("no figure (only looked at: no test)") and line.split()[1] == "-"
    assert any(x.startswith("No figure") and x.endswith("unknown, asked_by_the_fit") for x in said)
    assert "0 of 1 inside: validation" in said


def test_what_has_no_figure_is_never_fitted(tmp_path: Path) -> None:
    file = read_targets(
        written(tmp_path, LOOKED_AT.replace("high: 920", "high: 920, source: P014")), to_fit=True
    )
    assert [t.id for t in file.fitted()] == ["absurd"]
    assert [t.id for t in file.targets if t.value is None] == ["unknown", "asked_by_the_fit"]


def test_everything_that_targets_may_ask_is_listed_with_its_filters() -> None:
    listed = json.loads(CliRunner().invoke(main, ["outcomes", "--json"]).stdout)
    rows = {row["id"]: row for row in listed}
    assert "age" in rows["help_now"]["filters"] and "arm" in rows["incidents"]["filters"]
    words = {
        r["filter"]: r
        for r in json.loads(CliRunner().invoke(main, ["outcomes", "--filters", "--json"]).stdout)
    }
    assert {name for row in listed for name in row["filters"]} <= words.keys()
    assert "foster_care" in words["service"]["words"]


def test_the_mean_of_a_rare_count_is_right_on_the_scale_of_the_fit() -> None:
    counts = np.random.default_rng(1).poisson(6.0, 200_000)
    per = 1 / 8.0  # per 1,000 in a town of 8,000
    for link, within in (("root", 0.003), ("log", 0.02)):
        mean = to_link(link, counts * per, per).mean()
        assert from_link(link, mean) == pytest.approx(6.0 * per, rel=within)
