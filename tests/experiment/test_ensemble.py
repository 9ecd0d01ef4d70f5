"""Stopping, going on, splitting over workers: none of it changes a byte."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_world import simulate, slow

from youthsim.experiment.ensemble import RunStopped, points_of, run_ensemble
from youthsim.experiment.results import Result, write_result
from youthsim.experiment.shards import FOLDER, UNFINISHED

HERE = Path(__file__).parent
FILES = ("summary.json", "results.parquet")


def digests(directory):
    return {name: hashlib.sha256((directory / name).read_bytes()).hexdigest() for name in FILES}


def finished(ensemble_of, directory, **changes):
    write_result(ensemble_of(directory, **changes), directory)
    return digests(directory)


def test_one_worker_and_two_give_the_same_bytes(ensemble_of, tmp_path):
    assert finished(ensemble_of, tmp_path / "1", workers=1) == finished(
        ensemble_of, tmp_path / "2", workers=2
    )


def test_a_run_stopped_after_two_chunks_goes_on_to_the_same_bytes(plan_of, ensemble_of, tmp_path):
    plan, told = plan_of(), []

    def stops(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(RunStopped) as stopped:
        run_ensemble(plan, points_of(plan), tmp_path / "a", simulate=simulate, tell=stops)
    assert (stopped.value.done, stopped.value.total) == (2, 4)
    assert not list((tmp_path / "a" / FOLDER).glob(f"*{UNFINISHED}"))
    run_ensemble(
        plan, points_of(plan), tmp_path / "a", simulate=simulate, tell=lambda done, total: told.append(done)
    )
    assert told == [2, 3, 4]
    assert finished(ensemble_of, tmp_path / "a") == finished(ensemble_of, tmp_path / "b")


def test_a_damaged_chunk_is_made_again(ensemble_of, tmp_path):
    clean = finished(ensemble_of, tmp_path / "a")
    shard = sorted((tmp_path / "a" / FOLDER).iterdir())[0]
    shard.write_bytes(shard.read_bytes()[:200])
    assert finished(ensemble_of, tmp_path / "a") == clean


def test_more_draws_continue_fewer(ensemble_of, tmp_path):
    finished(ensemble_of, tmp_path / "a", draws=4)
    first = {path.name for path in (tmp_path / "a" / FOLDER).iterdir()}
    assert finished(ensemble_of, tmp_path / "a", draws=8) == finished(ensemble_of, tmp_path / "b", draws=8)
    assert first < {path.name for path in (tmp_path / "a" / FOLDER).iterdir()}


def test_another_seed_uses_none_of_the_old_chunks(ensemble_of, tmp_path):
    one = finished(ensemble_of, tmp_path / "a", seed=1)
    assert finished(ensemble_of, tmp_path / "a", seed=2) != one


def test_books_that_do_not_close_stop_the_run(plan_of, tmp_path):
    def crooked(*arguments, **options):
        runs = simulate(*arguments, **options)
        runs[1].closing_error_cents = 1
        return runs

    plan = plan_of()
    with pytest.raises(ValueError, match="books that do not close"):
        run_ensemble(plan, points_of(plan), tmp_path, simulate=crooked)


def test_fewer_than_two_replicates_are_refused(plan_of):
    with pytest.raises(ValueError, match="cannot be told apart"):
        plan_of(replicates=1)


SCRIPT = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job's children would ignore Ctrl-C
sys.path.insert(0, {here!r})
import fake_world
from youthsim.experiment import analysis, plan
plan._priors = lambda: fake_world.PRIORS
analysis.the_model = lambda: fake_world.slow
from youthsim.cli import main
main(["run", {scenario!r}, "--out", {out!r}, "--draws", "40", "--workers", {workers!r}, "--no-report"])
"""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_with_130_and_keeps_finished_chunks(tmp_path, workers):
    script = SCRIPT.format(
        here=str(HERE), scenario=str(HERE / "small.yaml"), out=str(tmp_path), workers=workers
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    shards = tmp_path / FOLDER
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not list(shards.glob("*.npz")):
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130, errors
    assert "goes on from there" in errors and "Traceback" not in errors
    kept = list(shards.iterdir())
    assert kept and all(path.suffix == ".npz" for path in kept if UNFINISHED not in path.name)
    assert not (tmp_path / "summary.json").exists()


def test_a_result_reads_back_as_it_was_written(ensemble_of, tmp_path):
    result = write_result(ensemble_of(tmp_path), tmp_path)
    again = Result.load(tmp_path)
    assert again.summary == result.summary == json.loads((tmp_path / "summary.json").read_text())
    with pytest.raises(FileNotFoundError, match="no finished result"):
        Result.load(tmp_path / "nowhere")


def test_slow_and_quick_towns_are_the_same(scenario):
    from fake_world import PRIORS

    from youthsim.experiment.design import values_of_draw

    values = values_of_draw(PRIORS, 1, 0)
    assert (slow(scenario, values, 0, 0)[1].payments == simulate(scenario, values, 0, 0)[1].payments).all()
