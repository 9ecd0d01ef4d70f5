"""Pages that are printed from the code are up to date."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
assert SPEC and SPEC.loader
generate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(generate)


def test_tables_in_the_docs_are_those_of_the_code() -> None:
    pages = {page: page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md")}
    stale = [page.name for page, text in pages.items() if generate.filled(text) != text]
    assert stale == [], "run: python docs/generate.py"


def test_a_table_that_is_out_of_date_is_noticed() -> None:
    page = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
    assert generate.filled(page.replace("| 1 | calendar |", "| 1 | calender |")) == page


def test_the_readme_promises_commands_that_exist() -> None:
    from youthsim.cli import COMMANDS

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`youthsim|start\.py) ([a-z]+)", text)) - {"test", "notebook"}
    assert named and named <= COMMANDS.keys()


def test_the_figures_of_the_audit_in_the_readme_are_those_of_the_audit() -> None:
    from youthsim.evidence import audit, load_register

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [finding for finding in audit.audit() if finding.verdict == "contradiction"]
    assert f"{len(load_register().figures)} figures" in text
    assert f"{len(rows)} contradictions" in text
    checked = {finding.figures[0] for finding in rows}
    assert said("README.md", r"contradictions about (\d+) different figures") == (str(len(checked)),)


def said(page: str, pattern: str) -> tuple[str, ...]:
    """What a page says at the one place that matches, however its lines are broken."""
    text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    (found,) = re.finditer(pattern, text)
    return found.groups()


def read(*path: str) -> Any:
    return json.loads(ROOT.joinpath(*path).read_text(encoding="utf-8"))


def test_the_planted_errors_in_the_readme_are_those_of_the_stored_benchmark() -> None:
    rows = read("src", "youthsim", "evidence", "data", "benchmark.json")
    planted, found, clean, alarms = (
        sum(row[key] for row in rows) for key in ("planted", "found", "clean", "false_alarms")
    )
    assert found == planted - sum(len(row["missed"]) for row in rows)
    assert alarms == sum(len(row["alarms"]) for row in rows)
    found_said = said("README.md", r"found (\d+) of (\d+) \(([\d.]+)%\) and raised")
    alarms_said = said("README.md", r"raised (\w+) false alarms? in (\d+) clean registers \(([\d.]+)%\)")
    assert found_said == (str(found), str(planted), f"{100 * found / planted:.1f}")
    assert alarms_said == (str(alarms), str(clean), f"{100 * alarms / clean:.1f}")


NUMBERS = (
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def test_the_fit_in_the_readme_is_the_fit_that_is_stored() -> None:
    manifest, diagnostics = (
        read("calibration", "posterior", f"{name}.json") for name in ("manifest", "diagnostics")
    )
    figures = diagnostics["targets"]
    inside = sum(row["verdict"] == "inside" for row in figures)
    assert manifest["inside"] == {"targets": len(figures), "inside": inside}
    assert said("README.md", r"fitted to (\d+) observed figures") == (str(len(figures)),)
    lie_inside, outside = said(
        "README.md", r"(\d+) of them lie inside its 90% intervals, and the (\w+) that do(?:es)? not"
    )
    assert lie_inside == str(inside)
    left = len(figures) - inside
    assert outside in (str(left), NUMBERS[left] if left < len(NUMBERS) else "")
    learned, known = len(manifest["learned"]), len(manifest["learned"]) + len(manifest["not_learned"])
    assert said("README.md", r"(\d+) of (\d+) parameters") == (str(learned), str(known))
    assert said("docs/calibration.md", r"(\d+) of (\d+) parameters learned") == (str(learned), str(known))
    shares = (str(inside), str(len(figures)), f"{100 * inside / len(figures):.0f}")
    assert said("docs/calibration.md", r"(\d+) of the (\d+) figures \((\d+)%\) lie inside") == shares
    assert said("CHANGELOG.md", r"stored calibration to (\d+) observed figures") == (str(len(figures)),)
