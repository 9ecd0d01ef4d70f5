"""All files of a run appear together: whatever stops it, and whenever, one whole set is there to read."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from youthsim.experiment import manifest as manifests
from youthsim.experiment import publishing, results, tidy
from youthsim.experiment.manifest import NotOneResult
from youthsim.experiment.publishing import FOLDER, JOURNAL, files_in, publish, recover, staging
from youthsim.experiment.results import Result, write_result

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def few(monkeypatch):
    from fake_world import few_figures

    from youthsim.experiment import summary

    with monkeypatch.context() as kept:
        kept.setattr(summary, "summarise", few_figures)
        yield


OLD = {"summary.json": "old", "report.html": "old page", "figures/a.svg": "old figure", "only-old.txt": "x"}
NEW = {"summary.json": "new", "report.html": "new page", "figures/a.svg": "new figure", "figures/b.svg": "b"}


def fill(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def whole(folder):
    """The files of a folder after what was begun is finished."""
    recover(folder)
    return {name: (folder / name).read_text() for name in files_in(folder) if not name.startswith(FOLDER)}


class PowerCut(BaseException):
    pass


def each_moment(monkeypatch, act, before):
    """Calls `before` ahead of every call that changes a disk, while `act` runs."""
    for owner, name in (
        (os, "replace"),
        (os, "link"),
        (os, "mkdir"),
        (os, "unlink"),
        (os, "rmdir"),
        (os, "fsync"),
    ):
        usual = getattr(owner, name)

        def wrapped(*arguments, usual=usual, **options):
            before()
            return usual(*arguments, **options)

        monkeypatch.setattr(os, name, wrapped)
    try:
        act()
    finally:
        monkeypatch.undo()


def exchange(folder):
    with staging(folder) as new:
        fill(new, NEW)
        publish(new, folder, gone=["only-old.txt"], aside={"report.html": "earlier/report.html"})


def test_a_copy_of_the_folder_at_any_moment_is_the_old_set_or_the_new_one(tmp_path, monkeypatch):
    folder = tmp_path / "run"
    fill(folder, OLD)
    copies = []

    def copy():
        monkeypatch.undo()
        copies.append(tmp_path / f"copy-{len(copies)}")
        shutil.copytree(folder, copies[-1])

    for moment in range(200):
        shutil.rmtree(folder)
        fill(folder, OLD)
        left = [moment]

        def at_moment(left=left):
            left[0] -= 1
            if left[0] == -1:
                copy()
                raise PowerCut

        try:
            each_moment(monkeypatch, lambda: exchange(folder), at_moment)
        except PowerCut:
            continue
        break
    assert len(copies) > 20
    seen = [whole(copy) for copy in copies]
    after = NEW | {"earlier/report.html": "old page"}
    assert all(files in (OLD, after) for files in seen)
    assert seen[0] == OLD and seen[-1] == after
    assert whole(folder) == after and not (folder / FOLDER).exists()


def test_finishing_what_was_begun_may_be_stopped_too(tmp_path, monkeypatch):
    folder = tmp_path / "run"
    fill(folder, OLD)
    moments = []
    for moment in range(3, 200, 5):
        left = [moment]

        def at_moment(left=left):
            left[0] -= 1
            if left[0] == -1:
                raise PowerCut

        try:
            begun = (folder / FOLDER / JOURNAL).exists()
            each_moment(monkeypatch, lambda: recover(folder) if begun else exchange(folder), at_moment)  # noqa: B023
        except PowerCut:
            moments.append(moment)
    assert moments
    assert whole(folder) in (NEW | {"earlier/report.html": "old page"}, OLD)


def test_a_disk_without_hard_links_will_do(tmp_path, monkeypatch):
    fill(tmp_path, OLD)

    def none(*_):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", none)
    exchange(tmp_path)
    assert whole(tmp_path) == NEW | {"earlier/report.html": "old page"}


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a/../../outside", "C:\\x", "", ".", "a\0b"])
def test_a_journal_from_somebody_else_reaches_nothing_outside_its_folder(tmp_path, name):
    (tmp_path / "outside").write_text("mine")
    folder = tmp_path / "run"
    fill(folder, OLD)
    (folder / FOLDER).mkdir()
    journal = {"new": "new-1", "put": [], "gone": [name], "aside": {}}
    (folder / FOLDER / JOURNAL).write_text(json.dumps(journal))
    assert whole(folder) == OLD and (tmp_path / "outside").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"new": 1}', '{"new": "n", "put": 3}', "\xff\xfe"])
def test_a_journal_that_cannot_be_read_says_nothing(tmp_path, text):
    fill(tmp_path, OLD)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / JOURNAL).write_bytes(text.encode("latin-1"))
    assert whole(tmp_path) == OLD


# --- results ------------------------------------------------------------------------------------------


def with_report(result):
    fill(
        result.directory,
        {"report.html": f"{result.summary['scenario']['draws']} draws", "figures/a.svg": "<svg/>"},
    )


def test_a_manifest_lists_every_file_and_a_changed_one_is_seen(ensemble_of, tmp_path):
    result = write_result(ensemble_of(tmp_path), tmp_path, finish=with_report)
    listed = result.manifest["files"]
    assert set(listed) == {"summary.json", "results.parquet", "report.html", "figures/a.svg"}
    assert all(said["bytes"] == (tmp_path / name).stat().st_size for name, said in listed.items())
    assert Result.load(tmp_path).manifest == result.manifest
    for name in listed:
        kept = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(kept[:-1] + b"!")
        with pytest.raises(NotOneResult, match=name):
            Result.load(tmp_path)
        (tmp_path / name).unlink()
        if name in manifests.NUMBERS:
            with pytest.raises(NotOneResult, match=name):
                Result.load(tmp_path)
        else:
            Result.load(tmp_path)  # who throws a report away can still read the numbers
        (tmp_path / name).write_bytes(kept)
    Result.load(tmp_path)


def test_a_result_of_an_earlier_version_is_taken_at_its_word(ensemble_of, tmp_path):
    write_result(ensemble_of(tmp_path), tmp_path)
    old = json.loads((tmp_path / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps({k: v for k, v in old.items() if k != "files"}))
    assert Result.load(tmp_path).summary


def published(folder):
    found = [path for path in folder.rglob("*") if path.is_file() and ".shards" not in path.parts]
    return {path: path.read_bytes() for path in found}


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("owner", "name"),
    [(publishing, "_to_disk"), (tidy.pq, "ParquetWriter"), (results, "write_json"),
     (publishing, "write_whole"), (results, "files_said"), (os, "fsync"), (Path, "write_bytes")],
)  # fmt: skip
def test_a_full_disk_leaves_the_old_set_whole(ensemble_of, tmp_path, monkeypatch, owner, name):
    write_result(ensemble_of(tmp_path, draws=4), tmp_path, finish=with_report)
    before = published(tmp_path)
    more = ensemble_of(tmp_path, draws=8)
    monkeypatch.setattr(owner, name, full)
    with pytest.raises(OSError, match="No space left"):
        write_result(more, tmp_path, finish=with_report)
    monkeypatch.undo()
    assert published(tmp_path) == before
    assert Result.load(tmp_path).summary["scenario"]["draws"] == 4
    assert write_result(more, tmp_path).summary["scenario"]["draws"] == 8


def test_a_report_that_fails_leaves_the_old_set_whole(ensemble_of, tmp_path):
    write_result(ensemble_of(tmp_path, draws=4), tmp_path, finish=with_report)

    def fails(result):
        fill(result.directory, {"report.html": "half a pa"})
        raise RuntimeError("no fonts")

    with pytest.raises(RuntimeError):
        write_result(ensemble_of(tmp_path, draws=8), tmp_path, finish=fails)
    assert Result.load(tmp_path).summary["scenario"]["draws"] == 4
    assert (tmp_path / "report.html").read_text() == "4 draws"


def test_a_run_stopped_while_it_is_put_in_place_is_finished_when_it_is_read(
    ensemble_of, tmp_path, monkeypatch
):
    write_result(ensemble_of(tmp_path, draws=4), tmp_path, finish=with_report)
    more, found = ensemble_of(tmp_path, draws=8), []
    for moment in range(0, 120, 7):
        left = [moment]

        def at_moment(left=left):
            left[0] -= 1
            if left[0] == -1:
                raise PowerCut

        try:
            each_moment(monkeypatch, lambda: write_result(more, tmp_path, finish=with_report), at_moment)
        except PowerCut:
            copy = tmp_path.with_name(f"copy-{moment}")
            shutil.copytree(tmp_path, copy)
            result = Result.load(copy)
            said = f"{result.summary['scenario']['draws']} draws"
            assert (copy / "report.html").read_text() == said and len(result.table(month=-1)) > 0
            found.append(said)
    assert set(found) == {"4 draws", "8 draws"}


def test_a_copy_made_while_files_change_is_told_from_a_whole_one(ensemble_of, tmp_path):
    """Half of each set, no journal: mended when the new set is there as a whole, else told."""
    write_result(ensemble_of(tmp_path, draws=4), tmp_path / "a")
    write_result(ensemble_of(tmp_path, draws=8), tmp_path / "b")
    shutil.copy(tmp_path / "b" / "summary.json", tmp_path / "a" / "summary.json")
    with pytest.raises(NotOneResult, match=r"summary\.json"):
        Result.load(tmp_path / "a")
    shutil.copytree(tmp_path / "b", tmp_path / "a" / FOLDER / "new-999999999-x")
    assert Result.load(tmp_path / "a").summary["scenario"]["draws"] == 8


def test_the_files_of_a_manifest_are_hashed_in_full(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    said = manifests.files_said(tmp_path, ["a"])["a"]
    assert said == {"bytes": 3, "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}


SCRIPT = """
import sys
sys.path.insert(0, {here!r})
import fake_world
from youthsim.experiment import analysis, plan, summary
plan._priors = lambda: fake_world.PRIORS
summary.summarise = fake_world.few_figures
analysis.the_model = lambda: fake_world.slow
from youthsim.cli import main
main(["run", {scenario!r}, "--out", {out!r}, "--draws", {draws!r}, "--workers", {workers!r}, "--no-report"])
"""


def command(out, draws="12", workers="1"):
    script = SCRIPT.format(
        here=str(HERE), scenario=str(HERE / "small.yaml"), out=str(out), draws=draws, workers=workers
    )
    return [sys.executable, "-c", script]


def test_kill_9_at_random_moments_and_then_the_same_bytes(tmp_path):
    """A run of 4 draws is there, then 12: killed over and over, the folder always reads as one of both."""
    chance, out = random.Random(11), tmp_path / "out"
    subprocess.run(command(out, draws="4"), check=True, capture_output=True)
    kills = 0
    for _ in range(3):
        process = subprocess.Popen(command(out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seen = len(list((out / ".shards").glob("*.npz")))
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            if len(list((out / ".shards").glob("*.npz"))) > seen:
                break
            time.sleep(0.02)
        time.sleep(chance.random() * 0.5)
        process.send_signal(signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
        assert Result.load(out).summary["scenario"]["draws"] in (4, 12)
    done = subprocess.run(command(out), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    subprocess.run(command(tmp_path / "fresh"), check=True, capture_output=True)
    assert kills >= 1
    for name in ("summary.json", "results.parquet"):
        assert (out / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()
    assert not (out / FOLDER).exists() and not list(out.rglob("*.part"))
