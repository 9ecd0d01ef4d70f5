"""The compiled engine and the same functions as plain Python give the same bytes; indices stay within their arrays."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fingerprints import fingerprints

HERE = Path(__file__).parent
TINY = 0.006  # of a town: some 400 children


def in_a_process_of_its_own(share: float, **environment: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, str(HERE / "fingerprints.py"), str(share)],
        capture_output=True, text=True, env=os.environ | environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_compiled_and_plain_python_give_the_same_bytes():
    compiled = fingerprints(TINY)
    plain = in_a_process_of_its_own(TINY, NUMBA_DISABLE_JIT="1")
    assert compiled.keys() == plain.keys()
    assert [name for name in compiled if compiled[name] != plain[name]] == []


@pytest.mark.slow
def test_no_index_leaves_its_array(tmp_path):
    """Compiled with bounds checks, in a cache of its own: compiling takes most of the time."""
    checked = in_a_process_of_its_own(TINY, NUMBA_BOUNDSCHECK="1", YOUTHSIM_CACHE=str(tmp_path))
    assert checked == fingerprints(TINY)
