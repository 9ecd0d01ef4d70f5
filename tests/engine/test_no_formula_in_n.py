"""Check 3: what is lost on the way to scale comes from staff, places and queues, never from a formula in n."""

import ast
from pathlib import Path

import pytest
from engine_town import EngineTown, small

import youthsim

PACKAGE = Path(youthsim.__file__).parent
# `composition` and `settings` say what a scenario asks for: among it the posts that a caseload needs.
DECLARATIONS = {"settings.py", "caseload.py"}
MECHANISMS = [
    path
    for folder in ("people", "institutions", "interventions", "funding")
    for path in sorted((PACKAGE / folder).glob("*.py"))
    if path.name not in DECLARATIONS
]
WORDS_FOR_N = {"size", "sizes", "target", "n_cases", "caseload", "case_count", "pilot", "scale"}
OTHER_MEANING = {("needs.py", "size")}  # how heavy an event is


@pytest.mark.parametrize("path", MECHANISMS, ids=[f"{p.parent.name}/{p.name}" for p in MECHANISMS])
def test_no_mechanism_and_no_institution_knows_how_many_cases_the_plan_speaks_of(path):
    for node in ast.walk(ast.parse(path.read_text())):
        names = {getattr(node, "id", None), getattr(node, "attr", None), getattr(node, "arg", None)}
        known = {word for file, word in OTHER_MEANING if file == path.name}
        assert not names & WORDS_FOR_N - known, f"{path.name}:{node.lineno}: {ast.unparse(node)}"


def test_the_rank_of_a_case_is_read_by_no_mechanism():
    for path in MECHANISMS:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                assert node.attr != "case", f"{path.name}:{node.lineno}"


LOSS = {"labour_quality": 0.8, "labour_hires": 0.05, "plan_coordination": 0.2}


@pytest.fixture(scope="module")
def fidelity():
    """Mean share of the approach that arrives, by share of the town, at the same eight cases."""

    def of(share: float, **values: float) -> float:
        town = EngineTown(small(sizes=(8,), population_share=share), **values)
        return float(town.live("family_plan_pxq", 8).programme[-1][3])

    return of


def test_twice_the_town_and_its_labour_keeps_more_of_the_effect_at_the_same_n(fidelity):
    one, two = fidelity(0.04, **LOSS), fidelity(0.08, **LOSS)
    assert 0 < one < two
    assert fidelity(0.04, **{**LOSS, "labour_region": 22.0}) > one  # the labour alone


def test_without_losses_by_staffing_the_size_of_the_town_does_not_matter(fidelity):
    none = {"labour_quality": 0.0, "plan_coordination": 0.0, "labour_hires": 0.05}
    assert abs(fidelity(0.04, **none) - fidelity(0.08, **none)) < 1e-6
