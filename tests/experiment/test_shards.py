"""A chunk on disk is what was written, for the question it was written for, or it is lived again."""

import random
import shutil

import numpy as np
import pytest
from fake_world import simulate

from youthsim.experiment.ensemble import points_of, run_ensemble
from youthsim.experiment.shards import (
    FOLDER,
    UNFINISHED,
    Label,
    clear_unfinished,
    is_whole,
    read_shard,
    write_shard,
)

READING = {"a": np.arange(2000).reshape(4, 500) % 7, "b": np.linspace(0, 1, 33), "eligible": np.array([3])}
LABEL = Label("key", 0, "content", ("baseline", "plan"), (4, 20))


@pytest.fixture
def shard(tmp_path):
    path = LABEL.path(tmp_path)
    write_shard(path, READING, LABEL)
    return path


def same(one, other):
    return one.keys() == other.keys() and all(np.array_equal(one[k], other[k], equal_nan=True) for k in one)


def test_a_chunk_reads_back_and_any_program_that_knows_npz_can_read_it(shard):
    assert is_whole(shard, LABEL) and same(read_shard(shard, label=LABEL), READING)
    assert read_shard(shard, ("b",), LABEL).keys() == {"b"}
    with np.load(shard, allow_pickle=False) as stored:
        assert same({name: stored[name] for name in stored.files}, READING)


def test_every_flipped_bit_is_seen(shard):
    content = shard.read_bytes()
    spots = random.Random(3).sample(range(8 * len(content)), min(3000, 8 * len(content)))
    missed = []
    for spot in spots:
        damaged = bytearray(content)
        damaged[spot // 8] ^= 1 << spot % 8
        shard.write_bytes(damaged)
        if is_whole(shard, LABEL) or read_shard(shard, label=LABEL) is not None:
            missed.append(spot)
    assert missed == []


def test_every_chunk_that_is_cut_short_or_grown_is_seen(shard):
    content = shard.read_bytes()
    cut = [content[:n] for n in (*range(0, len(content), 7), len(content) - 1)]
    zeros = [content[:n] + bytes(len(content) - n) for n in range(0, len(content) - 1, 50)]
    for damaged in (*cut, *zeros, content + b"\n", content + content, b"\0" * 100):
        shard.write_bytes(damaged)
        assert read_shard(shard, label=LABEL) is None and not is_whole(shard, LABEL)


@pytest.mark.parametrize(
    "other",
    [
        Label("another", 0, "content", ("baseline", "plan"), (4, 20)),
        Label("key", 1, "content", ("baseline", "plan"), (4, 20)),
        Label("key", 0, "other", ("baseline", "plan"), (4, 20)),
        Label("key", 0, "content", ("plan", "baseline"), (4, 20)),
        Label("key", 0, "content", ("baseline", "plan"), (4, 21)),
        Label("key", 0, "content", tuple("x" * 300 + str(n) for n in range(500)), (4, 20)),
    ],
)
def test_a_chunk_under_a_wrong_name_is_not_taken_for_another(shard, other):
    assert not is_whole(shard, other) and read_shard(shard, label=other) is None
    write_shard(shard, READING, other)  # also with more arms than a comment can hold
    assert same(read_shard(shard, label=other), READING)


def test_a_damaged_chunk_is_lived_again_to_the_same_bytes_and_told(plan_of, tmp_path):
    plan, lines = plan_of(), []
    clean = run_ensemble(plan, points_of(plan), tmp_path, simulate=simulate).reading
    chunks = sorted((tmp_path / FOLDER).iterdir())
    contents = [chunk.read_bytes() for chunk in chunks]
    chance = random.Random(5)
    for _ in range(12):
        hurt = chance.randrange(len(chunks))
        spot = chance.randrange(len(contents[hurt]))
        damaged = bytearray(contents[hurt])
        damaged[spot] ^= 1 << chance.randrange(8)
        chunks[hurt].write_bytes(damaged if chance.random() < 0.7 else damaged[:spot])
        again = run_ensemble(plan, points_of(plan), tmp_path, simulate=simulate, say=lines.append).reading
        assert same(again, clean) and [chunk.read_bytes() for chunk in chunks] == contents
    assert sum("1 of 4 chunks" in line and "simulated again" in line for line in lines) == 12


def test_chunks_that_were_swapped_are_lived_again(plan_of, tmp_path):
    plan = plan_of()
    clean = run_ensemble(plan, points_of(plan), tmp_path, simulate=simulate).reading
    first, second, *_ = sorted((tmp_path / FOLDER).iterdir())
    shutil.copy(second, first)
    assert same(run_ensemble(plan, points_of(plan), tmp_path, simulate=simulate).reading, clean)


def test_a_chunk_that_is_damaged_after_it_was_checked_is_lived_again(plan_of, tmp_path):
    plan = plan_of()
    clean = run_ensemble(plan, points_of(plan), tmp_path, simulate=simulate).reading

    def damages(done, total):
        sorted((tmp_path / FOLDER).iterdir())[0].write_bytes(b"gone")

    assert same(run_ensemble(plan, points_of(plan), tmp_path, simulate=simulate, tell=damages).reading, clean)


def test_half_written_chunks_of_dead_processes_are_swept_and_others_left(tmp_path):
    import os

    folder = tmp_path / FOLDER
    folder.mkdir()
    dead, alive = folder / f"a.npz.999999999{UNFINISHED}", folder / f"b.npz.{os.getpid()}{UNFINISHED}"
    for path in (dead, alive):
        path.touch()
    clear_unfinished(tmp_path)
    assert not dead.exists() and alive.exists()
