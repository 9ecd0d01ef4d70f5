"""A built wheel holds all that the commands need, in any folder, without the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytest.importorskip("hatchling", reason="python3 start.py test installs it")

SMALL = """\
schema: 1
extends: zwolle-30-40
population_share: 20%
burn_in: 24 months
burn_in_short: true
horizon: 24 months
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's contents, in a folder of their own."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def youthsim(unpacked: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as installed from the wheel, in another folder."""
    program = "import youthsim; assert 'site' in youthsim.__file__; from youthsim.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=folder, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
    )  # fmt: skip


@pytest.mark.parametrize(
    "needed",
    [
        "evidence/data/figures.csv",
        "evidence/templates/audit.html",
        "report/templates/report.html",
        "report/templates/report.css",
        "population/margins/zwolle.yaml",
        "bundled/scenarios/base.yaml",
        "bundled/scenarios/zwolle-30-40.yaml",
        "bundled/scenarios/tilburg-650.yaml",
        "bundled/scenarios/schema.json",
        "bundled/calibration/README.md",
    ],
)
def test_the_wheel_carries(unpacked: Path, needed: str) -> None:
    assert (unpacked / "youthsim" / needed).is_file()


def test_the_lowest_versions_that_ci_installs_are_those_that_the_project_allows() -> None:
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = [Requirement(text) for text in project["dependencies"]]
    lowest = {need.name: part.version for need in needs for part in need.specifier if part.operator == ">="}
    tried = (ROOT / "tests" / "repository" / "lowest.txt").read_text(encoding="utf-8").split()
    assert dict(line.split("==") for line in tried) == lowest and len(lowest) == len(needs)


def test_the_wheel_carries_its_licence_and_no_tests(unpacked: Path) -> None:
    assert list(unpacked.glob("*.dist-info/licenses/LICENSE"))
    assert [p.name for p in unpacked.iterdir() if not p.name.startswith("youthsim")] == []


def test_a_scenario_runs_from_the_wheel_in_any_folder(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(SMALL, encoding="utf-8")
    told = youthsim(unpacked, tmp_path, "run", "mine.yaml", "--draws", "2", "--workers", "1", "--out", "here")
    assert told.returncode == 0, told.stderr
    assert json.loads((tmp_path / "here" / "summary.json").read_text())["ledger"]["closing_error_cents"] == 0
    assert (tmp_path / "here" / "report.html").stat().st_size > 50_000


def test_the_audit_runs_from_the_wheel_in_any_folder(unpacked: Path, tmp_path: Path) -> None:
    told = youthsim(unpacked, tmp_path, "audit", "--json")
    rows = json.loads(told.stdout)
    assert told.returncode == 0, told.stderr
    assert any(row["verdict"] == "contradiction" for row in rows)
