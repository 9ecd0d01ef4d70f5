"""youthsim audit and youthsim evidence on the bundled register, the pages, and grades of conclusions."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from youthsim.cli import main
from youthsim.evidence import check_parameters, grading, load_register, weakest
from youthsim.evidence.page import audit_markdown, register_page
from youthsim.parameters import PARAMETERS

DOCS = Path(__file__).parents[2] / "docs" / "evidence"


@dataclass
class Named:
    name: str
    evidence: tuple[str, ...] | str


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


def test_the_bundled_audit_passes_because_every_contradiction_is_decided():
    result = run("audit")
    assert result.exit_code == 0
    assert "0 unexplained" in result.output.replace("\n", " ")


def test_the_json_has_the_promised_keys():
    rows = json.loads(run("audit", "--json").stdout)
    for row in rows:
        assert {"id", "document", "claim", "reported", "recomputed", "formula", "verdict"} <= set(row)
        assert row["verdict"] in ("agrees", "rounding", "ambiguous", "contradiction")
    assert len({row["id"] for row in rows}) == len(rows)


def test_every_parameter_of_the_model_names_evidence_that_exists_or_says_assumption():
    assert check_parameters(PARAMETERS) == []


def test_a_parameter_without_evidence_or_with_invented_evidence_is_a_fault():
    faults = check_parameters(
        [Named("bare", ()), Named("lost", ("P042", "P999")), Named("fine", "assumption")]
    )
    assert len(faults) == 2
    assert faults[0].startswith("bare: no evidence")
    assert faults[1].startswith("lost: evidence 'P999'")


def test_the_weakest_link_is_the_assumption_and_nothing_counts_as_one():
    assert weakest(["P147", "zwo_saving_per_case", "assumption"]).grade == "assumption"
    assert weakest([]).grade == "assumption"
    assert weakest(["P147", "zwo_saving_per_case"]).evidence == "zwo_saving_per_case"
    assert weakest(["P147", "P145"]).grade == "randomised"


def test_a_number_recalled_from_memory_is_weaker_than_its_design_and_says_so():
    trial, recalled = grading("P147"), grading("P152")
    assert trial.grade == recalled.grade == "randomised"
    assert weakest(["P147", "P152", "gou_max_cost_case"]).evidence == "P152"
    assert "RECALLED FROM MEMORY" in str(recalled) and "RECALLED" not in str(trial)


def test_the_chain_of_a_parameter_goes_down_to_the_document():
    name = next(one.name for one in PARAMETERS.values() if "P042" in one.evidence or "P147" in one.evidence)
    output = run("evidence", name).output
    assert name in output and "grade:" in output and "weakest link" in output


def test_the_chain_of_a_figure_shows_audit_and_decision():
    output = run("evidence", "lwd_p2_saving_reported_mean").output
    assert "contradiction" in output and "decision:" in output and "15807.08" in output


def test_an_unknown_parameter_gives_exit_2_and_the_nearest_names():
    result = run("evidence", "zwo_savng_per_case")
    assert result.exit_code == 2
    assert "did you mean zwo_saving_per_case" in result.stderr


def test_an_overview_lists_every_parameter():
    output = run("evidence", "--all").output
    assert all(name in output for name in PARAMETERS)


def test_the_register_page_has_every_figure_and_asks_nothing_of_the_network(tmp_path):
    target = tmp_path / "register.html"
    assert run("evidence", "--html", str(target)).exit_code == 0
    page = target.read_text()
    assert all(f'id="{figure.id}"' in page for figure in load_register())
    for call in ("<link", "src=", "@import", "url(", "fetch("):
        assert call not in page


def test_the_audit_page_is_self_contained_and_escapes_what_it_is_given(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("id,quantity,value,unit\na,<script>alert(1)</script>,1.4,share\n")
    target = tmp_path / "audit.html"
    assert run("audit", str(own), "--html", str(target)).exit_code == 1
    assert "<script>alert" not in target.read_text()


@pytest.mark.parametrize(("name", "made"), [("audit.md", audit_markdown), ("register.html", register_page)])
def test_the_pages_in_the_docs_are_up_to_date(name, made):
    assert (DOCS / name).read_text(encoding="utf-8") == made(), (
        "run: python -m youthsim.evidence.page docs/evidence"
    )
