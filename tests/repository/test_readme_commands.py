"""Every command line of the README is one that the program takes; what is quick is run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from youthsim import catalogue
from youthsim.cli import COMMANDS, main

ROOT = Path(__file__).parents[2]
LINES = [
    shlex.split(line.split("#")[0])[2:]
    for line in re.findall(r"^python3 start\.py.*$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
]
OF_YOUTHSIM = [line for line in LINES if line and line[0] in COMMANDS]
QUICK = ("new", "evidence")


def test_the_readme_has_the_lines_that_are_tried_here() -> None:
    assert {line[0] for line in OF_YOUTHSIM} >= {"run", "new", "compare", "town", "evidence", "audit"}
    assert {line[0] for line in LINES if line} - set(COMMANDS) <= {"test", "notebook"}


@pytest.mark.parametrize("line", OF_YOUTHSIM, ids=" ".join)
def test_a_line_of_the_readme_is_understood(line: list[str]) -> None:
    command = main.get_command(click.Context(main), line[0])
    assert command is not None
    with command.make_context(line[0], list(line[1:]), resilient_parsing=False):
        pass


@pytest.mark.parametrize("line", [one for one in OF_YOUTHSIM if one[0] in QUICK], ids=" ".join)
def test_a_quick_line_of_the_readme_works(line: list[str]) -> None:
    with CliRunner().isolated_filesystem():
        result = CliRunner().invoke(main, line)
        assert result.exit_code == 0, result.output


@pytest.mark.parametrize("name", ["our-plan", "our-plan.yaml", "our-plan.yml"])
def test_what_new_writes_loads_and_asks_for_the_whole_town(name: str) -> None:
    with CliRunner().isolated_filesystem():
        assert CliRunner().invoke(main, ["new", name]).exit_code == 0
        scenario = catalogue.load("our-plan.yml" if name.endswith("yml") else "our-plan.yaml")
        assert (scenario.name, scenario.population_share) == ("our-plan", 1.0)
