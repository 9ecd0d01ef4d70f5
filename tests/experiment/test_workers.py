"""Workers end with their parent, a lost one is told, a script needs no guard: tried with real processes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from youthsim.experiment import machine
from youthsim.experiment.shards import FOLDER
from youthsim.experiment.workers import NO_GUARD, START_METHOD

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts processes in /proc")

PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job's children would ignore Ctrl-C
sys.path.insert(0, {here!r})
import fake_world
from youthsim.experiment import analysis, plan
plan._priors = lambda: fake_world.PRIORS
analysis.the_model = lambda: fake_world.slow
from youthsim.cli import main
if __name__ == "__main__":
    main(["run", {scenario!r}, "--out", {out!r}, "--draws", "60", "--workers", "2", "--no-report"])
"""


def begin(out: Path, method: str = "fork", program: str = PROGRAM) -> subprocess.Popen:
    """A run of the town on paper with two workers, in a session of its own, from a script on disk."""
    out.mkdir(parents=True, exist_ok=True)
    script = out.parent / f"{out.name}-script.py"  # a folder with files of others is refused
    script.write_text(program.format(here=str(HERE), scenario=str(HERE / "small.yaml"), out=str(out)))
    return subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, START_METHOD: method},
    )  # fmt: skip


def until(condition, seconds=120.0):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError(f"{condition} did not come true")


def shards(out: Path) -> list[Path]:
    return sorted((out / FOLDER).glob("*.npz"))


def session_of(leader: int) -> set[int]:
    """Every process of a session that still runs (a zombie does not)."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if int(session) == leader and state not in "ZX":
            found.add(int(stat.parent.name))
    return found


def workers_of(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            above = int(stat.read_text().rpartition(")")[2].split()[1])
            command = (stat.parent / "cmdline").read_text()
        except (OSError, ValueError):
            continue
        if above == parent and "resource_tracker" not in command:
            found.append(int(stat.parent.name))
    return found


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_workers_end_within_seconds_when_their_parent_is_killed(tmp_path, method):
    run = begin(tmp_path, method)
    until(lambda: shards(tmp_path))
    assert len(session_of(run.pid)) >= 3
    os.kill(run.pid, signal.SIGKILL)
    began = time.monotonic()
    run.communicate(timeout=60)  # comes back only when nobody holds its output any more, as `| tee` does
    until(lambda: not session_of(run.pid), 60)
    assert time.monotonic() - began < 30  # within two seconds on a machine that is not busy


def test_workers_end_without_the_help_of_the_kernel_too(tmp_path):
    """As on macOS and Windows, which have no signal for the death of a parent."""
    program = PROGRAM.replace("from youthsim.cli", "workers._PR_SET_PDEATHSIG = 0\nfrom youthsim.cli")
    run = begin(tmp_path, "fork", program.replace("import analysis, plan", "import analysis, plan, workers"))
    until(lambda: shards(tmp_path))
    os.kill(run.pid, signal.SIGKILL)
    run.communicate(timeout=60)
    until(lambda: not session_of(run.pid), 60)
    assert run.returncode == -signal.SIGKILL and not session_of(run.pid)


def test_a_killed_worker_is_told_with_exit_3_and_the_same_command_goes_on(tmp_path):
    run = begin(tmp_path)
    until(lambda: shards(tmp_path))
    os.kill(until(lambda: workers_of(run.pid))[0], signal.SIGKILL)
    _, errors = run.communicate(timeout=120)
    assert run.returncode == 3, errors
    assert "A worker process was ended from outside" in errors and "goes on from there" in errors
    assert "Traceback" not in errors
    kept = {path.name: path.stat().st_mtime_ns for path in shards(tmp_path)}
    assert kept and not (tmp_path / "summary.json").exists()
    again = begin(tmp_path)
    _, errors = again.communicate(timeout=300)
    assert again.returncode == 0, errors
    assert kept.items() <= {path.name: path.stat().st_mtime_ns for path in shards(tmp_path)}.items()
    assert json.loads((tmp_path / "summary.json").read_text())["scenario"]["draws"] == 60


@pytest.mark.parametrize("gap", [0.0, 0.02, 0.3])
def test_ctrl_c_three_times_ends_with_130_and_keeps_what_was_finished(tmp_path, gap):
    run = begin(tmp_path)
    until(lambda: shards(tmp_path))
    for _ in range(3):
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGINT)
        time.sleep(gap)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 130, (run.returncode, errors)
    assert "goes on from there" in errors and "Traceback" not in errors
    assert shards(tmp_path)
    until(lambda: not session_of(run.pid), 60)


def test_ctrl_c_while_workers_are_started_shows_no_traceback_of_theirs(tmp_path):
    run = begin(tmp_path)
    until(lambda: workers_of(run.pid))
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 130 and "Traceback" not in errors, errors


WITHOUT_GUARD = """
import sys
sys.path.insert(0, {here!r})
import fake_world
from youthsim.experiment import plan
plan._priors = lambda: fake_world.PRIORS
print("read once more")
import youthsim
result = youthsim.run({scenario!r}, draws=8, workers=2, out={out!r}, simulate=fake_world.slow)
print("draws", result.summary["scenario"]["draws"])
"""
OF_ITS_OWN = WITHOUT_GUARD.replace(
    "import youthsim\n",
    "import youthsim\ndef own(*given, **named):\n    return fake_world.slow(*given, **named)\n",
).replace("simulate=fake_world.slow", "simulate=own")
IN_A_MODULE = {"PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])}


def test_a_script_without_a_guard_works_where_processes_are_spawned(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", IN_A_MODULE["PYTHONPATH"])
    run = begin(tmp_path, "spawn", WITHOUT_GUARD)
    said, errors = run.communicate(timeout=200)
    assert run.returncode == 0, errors
    assert said.count("read once more") == 1 and "draws 8" in said


def test_a_script_with_towns_of_its_own_is_told_about_the_guard_in_a_line(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", IN_A_MODULE["PYTHONPATH"])
    run = begin(tmp_path, "spawn", OF_ITS_OWN)
    _, errors = run.communicate(timeout=200)
    assert run.returncode == 1 and NO_GUARD in errors.splitlines()[-1] + errors
    assert "An attempt has been made to start a new process" not in errors
    guarded = OF_ITS_OWN.replace("result = ", "if __name__ == '__main__':\n  result = ").replace(
        '\nprint("draws"', '\n  print("draws"'
    )
    run = begin(tmp_path / "guarded", "spawn", guarded)
    said, errors = run.communicate(timeout=200)
    assert run.returncode == 0 and "draws 8" in said, errors


class Windows:
    """The two answers of the Windows kernel: a process that runs, and one that does not."""

    def __init__(self, running: int) -> None:
        self.running, self.closed = running, 0
        self.kernel32 = self

    def OpenProcess(self, right: int, inherit: bool, process: int) -> int:
        return 0 if process == 7 else process

    def GetLastError(self) -> int:
        return 87

    def GetExitCodeProcess(self, handle: int, code) -> int:
        code._obj.value = machine.STILL_ACTIVE if handle == self.running else 1
        return 1

    def CloseHandle(self, handle: int) -> None:
        self.closed += 1


def test_on_windows_nobody_is_sent_ctrl_c_to_learn_whether_he_lives(monkeypatch):
    kernel = Windows(running=42)
    monkeypatch.setattr(machine.os, "name", "nt")
    monkeypatch.setattr(machine.ctypes, "windll", kernel, raising=False)
    monkeypatch.setattr(machine.os, "kill", lambda *sent: pytest.fail(f"signal {sent}"))
    assert [machine.is_alive(process) for process in (42, 43, 7)] == [True, False, False]
    assert kernel.closed == 2


def test_here_a_process_is_alive_until_it_has_ended():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert machine.is_alive(child.pid) and machine.is_alive(os.getpid())
    child.communicate(b"\n")
    assert not machine.is_alive(child.pid)


def test_a_container_bears_what_its_limit_leaves(tmp_path):
    (tmp_path / "memory.max").write_text("1000\n")
    (tmp_path / "memory.current").write_text("400\n")
    assert machine._left_in_container(tmp_path) == 600
    (tmp_path / "memory.max").write_text("max\n")
    assert machine._left_in_container(tmp_path) is None
    assert machine.free_memory() > 0 and machine.free_disk(tmp_path / "not" / "yet") > 0
