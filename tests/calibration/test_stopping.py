"""A fit that is stopped goes on where it was, and one that fails says so in a line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from youthsim.calibration.calibrating import Whole
from youthsim.calibration.runs import LookFailed, Point, look_everywhere
from youthsim.cli import main

TARGETS = """\
schema: 1
defaults: {minors: 400, burn_in: 24}
targets:
  - {id: help, outcome: help_in_year, value: 0.12, low: 0.115, high: 0.127, source: P001}
  - {id: begun, outcome: episodes_begun, filters: {age: 0-22}, value: 65, low: 60, high: 70, source: P025}
"""
PROGRAM = "from youthsim.cli import main; main()"


def asked(folder: Path) -> list[str]:
    (folder / "targets.yaml").write_text(TARGETS, encoding="utf-8")
    files = ("--targets", "targets.yaml", "--out", "posterior", "--runs", "runs")
    paths = [str(folder / f) if not f.startswith("--") else f for f in files]
    return ["calibrate", "--quick", "--design", "64", "--draws", "16", "--sbc", "0", "--workers", "2", *paths]


def shards(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (folder / "runs").rglob("*.npz")}


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
    again = CliRunner().invoke(main, asked(tmp_path))
    assert again.exit_code == 0, again.output
    assert shards(tmp_path).items() >= kept.items()  # nothing was lived twice
    assert (tmp_path / "posterior" / "manifest.json").is_file()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_worker_that_fails_is_told_in_a_line(workers: int, tmp_path: Path, monkeypatch) -> None:
    def broken(self: Whole, values: Mapping[str, float], draw: int, replicate: int) -> np.ndarray:
        if draw < 8:
            return np.full((2, 2), 0.1)
        raise TypeError("a bug in a mechanism")

    monkeypatch.setattr(Whole, "__call__", broken)
    result = CliRunner().invoke(main, [*asked(tmp_path), "--workers", str(workers)])
    assert result.exit_code == 1
    assert "TypeError: a bug in a mechanism" in result.output and "Traceback" not in result.output
    assert "1 of 8 chunks are kept" in result.output
    assert "Traceback" in (tmp_path / "runs" / "failure.log").read_text(encoding="utf-8")


def killed(values: Mapping[str, float], draw: int, replicate: int) -> np.ndarray:
    if draw >= 8:
        os._exit(9)
    return np.zeros((1, 2))


def test_a_worker_that_is_killed_from_outside_is_told_with_what_to_try(tmp_path: Path) -> None:
    points = [Point(d, {"a": float(d)}) for d in range(24)]
    with pytest.raises(LookFailed, match="--workers 1"):
        look_everywhere(killed, points, tmp_path, "killed", figures=1, workers=2)


def nowhere(values: Mapping[str, float], draw: int, replicate: int) -> np.ndarray:
    raise ZeroDivisionError


def test_a_town_that_cannot_be_lived_in_shows_nothing_and_stops_nothing(tmp_path: Path) -> None:
    seen = look_everywhere(nowhere, [Point(0, {"a": 1.0})], tmp_path, "empty", figures=2)
    assert seen.shape == (1, 1, 2, 2) and np.isnan(seen).all()
