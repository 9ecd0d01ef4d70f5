"""Pages that are printed from the code are up to date."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

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
    import json

    from youthsim.evidence import audit, load_register

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [finding for finding in audit.audit() if finding.verdict == "contradiction"]
    assert f"{len(load_register().figures)} figures" in text
    assert f"{len(rows)} contradictions" in text
    data = ROOT / "src" / "youthsim" / "evidence" / "data" / "benchmark.json"
    assert json.loads(data.read_text(encoding="utf-8"))
