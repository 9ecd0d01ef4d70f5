"""A fit that is stopped goes on where it was, and one that fails says so in a line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from youthsim.calibration.calibrating import Whole
from youthsim.calibration.fitting import Effort
from youthsim.calibration.runs import Point, look_everywhere
from youthsim.calibration.spent import Spent
from youthsim.cli import main
from youthsim.experiment.machine import MachineFault

TARGETS = """\
schema: 1
defaults: {minors: 400, burn_in: 24}
targets:
  - {id: help, outcome: help_in_year, value: 0.12, low: 0.115, high: 0.127, source: P001}
  - {id: begun, outcome: episodes_begun, filters: {age: 0-22}, value: 65, low: 60, high: 70, source: P025}
"""
# A job that a script starts in the background ignores Ctrl-C, and so do its children: here it is listened to.
LISTENS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
PROGRAM = f"{LISTENS}; from youthsim.cli import main; main()"


def asked(folder: Path) -> list[str]:
    (folder / "targets.yaml").write_text(TARGETS, encoding="utf-8")
    files = ("--targets", "targets.yaml", "--out", "posterior", "--runs", "runs")
    paths = [str(folder / f) if not f.startswith("--") else f for f in files]
    return ["calibrate", "--quick", "--design", "64", "--draws", "16", "--sbc", "0", "--workers", "2", *paths]


def shards(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (folder / "runs").rglob("*.npz")}


def starts(folder: Path) -> list[dict[str, Any]]:
    (path,) = (folder / "runs").glob("spent-*.json")
    return json.loads(path.read_text(encoding="utf-8"))["starts"]


def test_a_fit_that_was_interrupted_keeps_its_towns_and_goes_on_from_there(tmp_path: Path) -> None:
    fit = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *asked(tmp_path)], stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 300
    # not while the workers are being forked: Python drops an interrupt that falls into its hooks for that
    while len(shards(tmp_path)) < 3 and fit.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(fit.pid, signal.SIGINT)
    _, said = fit.communicate(timeout=120)
    assert fit.returncode == 130, said
    assert "the same command goes on from there" in said and "Traceback" not in said
    kept = shards(tmp_path)
    assert kept and not (tmp_path / "posterior" / "manifest.json").exists()
    (before,) = starts(tmp_path)
    assert before["seconds"] > 0
    again = CliRunner().invoke(main, asked(tmp_path))
    assert again.exit_code == 0, again.output
    assert shards(tmp_path).items() >= kept.items()  # nothing was lived twice
    manifest = json.loads((tmp_path / "posterior" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["starts"] == 2 and manifest["started"] == before["started"]
    assert manifest["seconds"] > before["seconds"]
    assert "keren gestart: 2" in (tmp_path / "posterior" / "page.nl.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_worker_that_fails_is_told_in_a_line(workers: int, tmp_path: Path, monkeypatch) -> None:
    def broken(self: Whole, values: Mapping[str, float], draw: int, replicate: int) -> np.ndarray:
        if draw < 8:
            return np.full((2, 2), 0.1)
        raise TypeError("a bug in a mechanism")

    monkeypatch.setattr(Whole, "__call__", broken)
    result = CliRunner().invoke(main, [*asked(tmp_path), "--workers", str(workers)])
    assert result.exit_code == 3
    assert "TypeError: a bug in a mechanism" in result.output and "Traceback" not in result.output
    assert "1 of 8 chunks are kept" in result.output
    assert "Traceback" in (tmp_path / "runs" / "failure.log").read_text(encoding="utf-8")


def killed(values: Mapping[str, float], draw: int, replicate: int) -> np.ndarray:
    if draw >= 8:
        os._exit(9)
    return np.zeros((1, 2))


def test_a_worker_that_is_killed_from_outside_is_told_with_what_to_try(tmp_path: Path) -> None:
    points = [Point(d, {"a": float(d)}) for d in range(24)]
    with pytest.raises(MachineFault, match="--workers 1"):
        look_everywhere(killed, points, tmp_path, "killed", figures=1, workers=2)


def nowhere(values: Mapping[str, float], draw: int, replicate: int) -> np.ndarray:
    raise ZeroDivisionError


def test_a_town_that_cannot_be_lived_in_shows_nothing_and_stops_nothing(tmp_path: Path) -> None:
    seen = look_everywhere(nowhere, [Point(0, {"a": 1.0})], tmp_path, "empty", figures=2)
    assert seen.shape == (1, 1, 2, 2) and np.isnan(seen).all()


def clock(monkeypatch, seconds: list[float]) -> None:
    """Time as told, one reading after the other."""
    monkeypatch.setattr("youthsim.calibration.spent.time.monotonic", lambda: seconds[0])


def test_each_finished_chunk_keeps_the_time_of_a_fit_that_is_killed_afterwards(
    monkeypatch, tmp_path: Path
) -> None:
    now = [100.0]
    clock(monkeypatch, now)
    killed_later = Spent(tmp_path, "a", Effort.quick(), 1)
    told: list[tuple[int, int]] = []
    tell = killed_later.told(lambda done, total: told.append((done, total)))
    now[0] = 160.0
    tell(1, 9)
    now[0] = 5000.0  # killed without a word, and started again much later
    again = Spent(tmp_path, "a", Effort.quick(), 1)
    now[0] = 5030.0
    facts = again.facts()
    assert told == [(1, 9)]
    assert (facts["seconds"], facts["starts"]) == (90.0, 2)
    assert facts["started"] == killed_later.started.isoformat(timespec="seconds")


@pytest.mark.parametrize("other", [("b", Effort.quick(), 1), ("a", Effort(), 1), ("a", Effort.quick(), 2)])
def test_another_model_effort_or_seed_is_another_fit(other: tuple[str, Effort, int], tmp_path: Path) -> None:
    Spent(tmp_path, "a", Effort.quick(), 1)
    assert Spent(tmp_path, *other).facts()["starts"] == 1
    assert Spent(tmp_path, "a", Effort.quick(), 1).facts()["starts"] == 2


@pytest.mark.parametrize("text", ["", "[]", '{"starts": 3}', '{"starts": [{"started": "", "seconds": NaN}]}'])
def test_a_record_of_time_that_was_spoiled_stops_no_fit(text: str, tmp_path: Path) -> None:
    path = Spent(tmp_path, "a", Effort.quick(), 1).path
    path.write_text(text, encoding="utf-8")
    assert Spent(tmp_path, "a", Effort.quick(), 1).facts()["starts"] == 1


def test_a_disk_that_takes_no_time_stops_no_fit(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert Spent(tmp_path / "file", "a", Effort.quick(), 1).facts()["starts"] == 1
