"""What the repository promises beside its code: pins, licence, version, wheel, one-way imports."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import youthsim

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = [
    line
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PINNED = dict(line.split("==") for line in PINS)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needs() -> list[str]:
    """Every requirement of the package, its extras and its build."""
    project = PROJECT["project"]
    extras = [need for extra in project["optional-dependencies"].values() for need in extra]
    return [*project["dependencies"], *extras, *PROJECT["build-system"]["requires"]]


def test_a_pin_is_a_name_and_a_version_and_nothing_else() -> None:
    assert PINS
    assert [pin for pin in PINS if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", pin)] == []


def test_everything_the_project_asks_for_is_pinned() -> None:
    asked = {normal(re.split(r"[<>=!~\[ ;]", need)[0]) for need in needs()}
    assert asked - PINNED.keys() == set()


def test_everything_that_is_installed_under_it_is_pinned() -> None:
    """Direct or not: follows the requirements of what is installed here."""
    from importlib.metadata import PackageNotFoundError, requires

    from packaging.requirements import Requirement

    open_, seen = [Requirement(need) for need in needs()], set()
    while open_:
        need = open_.pop()
        name = normal(need.name)
        if name in seen:
            continue
        seen.add(name)
        try:
            below = [Requirement(text) for text in requires(need.name) or ()]
        except PackageNotFoundError:
            continue
        open_ += [r for r in below if r.marker is None or any(r.marker.evaluate({"extra": e}) for e in ("", *need.extras))]  # noqa: E501  # fmt: skip
    assert len(seen) > 40
    assert seen - PINNED.keys() == set()


def test_pins_satisfy_what_the_project_asks_for() -> None:
    from packaging.requirements import Requirement

    wrong = [n for n in map(Requirement, needs()) if not n.specifier.contains(PINNED[normal(n.name)])]
    assert wrong == []


def test_the_licence_is_the_whole_eupl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [n for n in range(1, 16) if not re.search(rf"^{n}\.[A-Z]", text, re.MULTILINE)] == []
    assert text.rstrip().endswith("All other changes or additions to this Appendix require the production of a new EUPL version.")  # noqa: E501  # fmt: skip


def test_one_version_everywhere() -> None:
    version = PROJECT["project"]["version"]
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_public_face_exists_and_importing_it_costs_nothing() -> None:
    for name in youthsim.__all__:
        assert getattr(youthsim, name) is not None
    heavy = "{'numba', 'mesa', 'pandas', 'matplotlib', 'scipy', 'numpy'}"
    heavy = f"import sys, youthsim; print(sorted({heavy} & sys.modules.keys()))"
    told = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_imports_run_one_way() -> None:
    script = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout


def test_files_name_no_registry_and_no_private_address() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|index-url|(?<![\w-])/work/|/opt/pypi")
    found = []
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path == Path(__file__) or not path.is_file() or path.suffix in {".png", ".parquet"}:
            continue
        if hosts.search(path.read_text(encoding="utf-8", errors="ignore")):
            found.append(name)
    assert found == []


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_every_documented_link_between_files_leads_somewhere() -> None:
    broken = []
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []
