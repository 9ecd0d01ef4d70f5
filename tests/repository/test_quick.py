"""What a user asks first comes at once: version and help load neither the model nor what it stands on."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from youthsim.cli import COMMANDS

HEAVY = ("numpy", "numba", "scipy", "pandas", "pyarrow", "matplotlib", "mesa", "networkx", "SALib", "pydantic", "jinja2", "ruamel", "rich")  # noqa: E501  # fmt: skip
ASKED = """\
import sys
from youthsim.cli import main
for words in {questions!r}:
    try:
        main(words, prog_name="youthsim")
    except SystemExit as left:
        assert not left.code, words
    print(words, [name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
"""
AT_MOST_SECONDS = 0.3
"""Of the processor, start of Python included: the clock depends on what else a machine does."""


def test_version_and_help_load_nothing_heavy() -> None:
    questions = [["--version"], ["--help"], *([name, "--help"] for name in COMMANDS)]
    script = ASKED.format(questions=questions, heavy=HEAVY)
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert [line for line in told.stderr.splitlines() if not line.endswith("[]")] == []


@pytest.mark.parametrize("question", ["--version", "--help"])
@pytest.mark.skipif(sys.platform == "win32", reason="nobody adds up the time of ended processes there")
def test_they_come_within_a_third_of_a_second(question: str) -> None:
    import resource

    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    def once() -> float:
        before, begun = spent(), time.perf_counter()
        script = "from youthsim.cli import main; main(prog_name='youthsim')"
        subprocess.run([sys.executable, "-c", script, question], capture_output=True, check=True)
        return min(spent() - before, time.perf_counter() - begun)

    assert min(once() for _ in range(4)) < AT_MOST_SECONDS
