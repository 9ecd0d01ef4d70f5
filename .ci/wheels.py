"""The bare wheel as a stranger installs it: without our pins, on every Python of ours that this machine has.

    python .ci/wheels.py FOLDER          build, install and run under FOLDER; exit code 1 when one fails

The newest versions that pip allows on 3.12 and 3.13, and on 3.11 the lowest of tests/repository/lowest.txt.
Each runs a small scenario, with its report. The answers are compared, and it is said when they differ.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOWEST = ROOT / "tests" / "repository" / "lowest.txt"
CHECKS = (("3.13", "newest"), ("3.12", "newest"), ("3.11", "lowest"))
TOLD = ("mesa", "numpy", "numba", "pandas", "scipy")
SMALL = """\
schema: 1
extends: zwolle-30-40
population_share: 5%
burn_in: 24 months
burn_in_short: true
horizon: 24 months
"""
VERSIONS = (
    f"from importlib.metadata import version; print(*(n + ' ' + version(n) for n in {TOLD!r}), sep=', ')"
)

VALUES = """\
import hashlib, pyarrow.parquet as pq
values = pq.read_table("out/results.parquet").column("value").to_numpy()
print(hashlib.sha256(values.tobytes()).hexdigest())
"""
"""The intervals of summary.json differ in the tenth digit between versions of what reckons them."""


class Failed(Exception):
    """A step that ended in another way than it should; the text is what it said."""


def main(folder: Path) -> int:
    """Builds the wheel, checks it on each Python, two at a time, and says how each went."""
    folder.mkdir(parents=True, exist_ok=True)
    wheel = built(folder)
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda check: checked(wheel, folder, *check), CHECKS))
    for line, _ in told:
        print(line)
    answers = {answer for _, answer in told if answer not in ("", "failed")}
    if len(answers) > 1:
        print("The answers are not the same bytes under all of these versions.")
    return int(any(answer == "failed" for _, answer in told))


def built(folder: Path) -> Path:
    done([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def checked(wheel: Path, folder: Path, version: str, which: str) -> tuple[str, str]:
    """One line on a check, and the hash of its answer: empty when it was skipped."""
    python, begun = python_of(version), time.monotonic()
    if python is None:
        return f"skipped: no Python {version}", ""
    place = folder / f"{version}-{which}"
    try:
        versions, answer = lived(wheel, place, python, which)
    except Failed as fault:
        return f"Python {version}, {which}: FAILED\n{fault}", "failed"
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return f"Python {version}, {which}: {versions}; {time.monotonic() - begun:.0f} s; {answer[:12]}", answer


def lived(wheel: Path, place: Path, python: str, which: str) -> tuple[str, str]:
    """Installs and runs. Returns the versions and the hash of all that was simulated. Raises Failed."""
    done([python, "-m", "venv", str(place)], ROOT)
    own = str(place / ("Scripts" if os.name == "nt" else "bin") / "python")
    pins = ["--constraint", str(LOWEST)] if which == "lowest" else []
    done([own, "-m", "pip", "install", "--quiet", "--no-compile", *pins, str(wheel)], place)
    (place / "small.yaml").write_text(SMALL, encoding="utf-8", newline="\n")
    run = ["run", "small.yaml", "--draws", "2", "--workers", "1", "--out", "out", "--lang", "en"]
    done([own, "-c", "from youthsim.cli import main; main()", *run], place)
    summary = (place / "out" / "summary.json").read_bytes()
    if json.loads(summary)["ledger"]["closing_error_cents"] != 0:
        raise Failed("the books do not close")
    if not (place / "out" / "report.html").is_file():
        raise Failed("no report was written")
    return done([own, "-c", VERSIONS], place).strip(), done([own, "-c", VALUES], place).strip()


def python_of(version: str) -> str | None:
    """A Python of this version that can make environments: on the path, or kept by pyenv."""
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    candidates = [shutil.which(f"python{version}"), *sorted(map(str, kept.glob(f"{version}.*/bin/python")))]
    ask = f"import ensurepip, sys, venv; sys.exit('%d.%d' % sys.version_info[:2] != {version!r})"
    for python in filter(None, candidates):
        if subprocess.run([python, "-c", ask], capture_output=True).returncode == 0:
            return python
    return None


def done(command: list[str], folder: Path) -> str:
    """What a program says that has to end well. Raises Failed."""
    cache = {"YOUTHSIM_CACHE": str(folder / "cache")}
    ended = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", env=os.environ | cache
    )
    if ended.returncode:
        said = f"{ended.stdout[-500:]}{ended.stderr[-2000:]}"
        raise Failed(f"{' '.join(command)}: exit code {ended.returncode}\n{said}")
    return ended.stdout


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
