"""A broken scenario ends with exit code 2 and messages that its author can act on, all in one round.

Each file in `broken/` has its faults written down here by hand: line, column, and words that must be said.
"""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import youthsim
from youthsim import catalogue
from youthsim.catalogue.arm_keys import WHY_AT_THE_TOP
from youthsim.catalogue.models import Arm, Scenario
from youthsim.cli.faults import exit_on_faults

PROGRAMMERS_WORDS = r"pydantic|ruamel|Input should|dict|NoneType|<class|validat|flow|scalar"
BROKEN = Path(__file__).parent / "broken"

# file -> its faults: (line, column, words in the message) or (other file, line, column, words)
EXPECTED: dict[str, list[tuple]] = {
    "arm_says_too_much": [
        (8, 7, "arms.baseline.parameters.population_moves_per_year: shapes the town before the start"),
        (10, 5, "arms.weighing.place: cannot differ between arms: arms are versions of one town (`place:`"),
        (11, 5, "arms.weighing.horizon: cannot differ between arms: arms are compared over the same months"),
        (12, 5, "arms.weighing.caseload: cannot differ between arms: arms are compared over the same cases"),
        (13, 5, "arms.weighing.seed: cannot differ between arms: arms share their draws and their luck"),
        (14, 5, "arms.weighing.price_year: cannot differ between arms: arms are compared in the same euros"),
        (15, 5, "arms.weighing.horizonn: unknown key"),
        (17, 7, "population_disability: shapes the town before the start, and every arm begins at month 0"),
    ],
    "bad_distributions": [
        (13, 16, "parameters.need_stress: uniform: the lowest value 24 must lie below the highest 6"),
        (14, 18, "'unifrom' is not a distribution (did you mean uniform?"),
        (15, 20, "normal misses sd"),
        (16, 23, "sd must be above 0"),
        (17, 20, "mean of a beta must lie between 0 and 1, not 30"),
        (18, 28, "triangular takes a list of 3 numbers"),
        (19, 29, "lognormal has no setting 'sd' (expected median or sigma)"),
        (20, 17, "names 2 distributions (exactly one"),
        (21, 16, "'1,345' can be read as 1345 or as 1.345 (write 1345"),
        (22, 18, "'6 months' carries a unit"),
        (23, 20, "'about half' is not a number"),
        (24, 18, "a list of 0 is not a number"),
    ],
    "bad_indentation": [(7, 9, "a colon where none can stand (the same indentation")],
    "bare_numbers": [
        (5, 19, "population_share: 0.1 has no unit (write 10%)"),
        (6, 10, "horizon: 60 has no unit (write 60 months)"),
        (7, 11, "discount: 2.25 has no unit (write 2.25% per year)"),
        (15, 16, "breakthrough_plan.start: 3 has no unit (write 3 months or 3 years)"),
        (16, 16, "reach: 100 has no unit (write 100%)"),
        (17, 23, "954.79 has neither currency nor price year (write €954.79 (2024))"),
        (19, 30, "hours_per_week_each: 6 has no unit (write 6 hours/week)"),
    ],
    "circle_a": [
        (2, 10, "60 has no unit"),
        ("circle_b", 1, 10, "goes round in a circle: circle_a.yaml → circle_b.yaml → circle_a.yaml"),
    ],
    "circle_b": [
        ("circle_a", 1, 10, "goes round in a circle: circle_b.yaml → circle_a.yaml → circle_b.yaml"),
        ("circle_a", 2, 10, "60 has no unit"),
    ],
    "colon_in_title": [(2, 14, "text that contains a colon in quotes")],
    "control_character": [(2, 13, "an invisible control character (remove it)")],
    "duplicate_keys": [
        (12, 1, "place: written twice, first on line 4 (keep one)"),
        (13, 1, "title: written twice, first on line 2"),
    ],
    "empty": [(1, 1, "is empty (`youthsim new NAME` writes a starter)")],
    "empty_values": [
        (4, 1, "place: has no value"),
        (10, 5, "arms.programme.interventions: has no value (write one after the colon, or remove the line)"),
    ],
    "everything_at_once": [
        (4, 8, "place: 'zwole' is not a known place (did you mean zwolle?"),
        (5, 10, "horizon: 60 has no unit"),
        (8, 10, "caseload.sizes: 10 comes after 30"),
        (9, 11, "caseload.target: 50 is not among the sizes (one of 30, 10)"),
        (15, 9, "weighing_safety.rech: unknown key (did you mean reach?"),
    ],
    "fault_in_base": [
        ("bare_numbers", 5, 19, "population_share"),
        ("bare_numbers", 6, 10, "horizon"),
        ("bare_numbers", 7, 11, "discount"),
        ("bare_numbers", 15, 16, "start"),
        ("bare_numbers", 16, 16, "reach"),
        ("bare_numbers", 17, 23, "custom_money"),
        ("bare_numbers", 19, 30, "hours_per_week_each"),
        (3, 13, "case_clock: 24 has no unit"),
    ],
    "huge_and_negative_numbers": [
        (5, 7, "seed: -1 is too low (at least 0)"),
        (6, 8, "draws: a number of 61 digits"),
        (7, 13, "replicates: 0 is too low (at least 1)"),
        (8, 13, "price_year: 20240 is too high (at most 2030)"),
        (11, 11, "caseload.sizes.item 1: 0 is too low (above 0)"),
        (11, 17, "caseload.sizes.item 3: 99999999 is too high"),
        (12, 20, "'.inf' is not a number to calculate with"),
        (17, 25, "staffing.fte: -2 is too low (above 0)"),
        (17, 44, "staffing.cases_per_fte: 1e+09 is too high (at most 500)"),
        (17, 62, "staffing.hire_months: 2.5 is not a whole number"),
    ],
    "incoherent_claim": [
        (12, 1, "does not say what was printed (add `reported_total:` or `reported_per_case:`)"),
        (14, 19, "10 reported of 6 enrolled (at most 6)"),
        (16, 13, "add `threat_months: {uniform: [6, 24]}`"),
        (17, 3, "claim.split: adds up to 110% (100%)"),
    ],
    "late_start": [
        (6, 13, "36 months do not fit in a horizon of 24"),
        (14, 16, "starts in month 36, when the horizon of 24 months is over"),
        (15, 15, "already stands in this arm, on line 13"),
    ],
    "list_at_top": [(1, 1, "holds a list at top level (lines of the form `key: value`)")],
    "missing_base": [
        (1, 10, "no file and no bundled scenario is called 'zwolle-30-4' (did you mean zwolle-30-40?"),
        (2, 10, "60 has no unit"),
    ],
    "missing_keys": [
        (1, 1, "misses the key question"),
        (1, 1, "misses the key title"),
        (3, 1, "caseload: misses the key rule"),
        (3, 1, "caseload: misses the key sizes (add `sizes:`)"),
        (8, 9, "staffing: misses the key cases_per_fte"),
    ],
    "missing_margins": [(4, 18, "place.margins: no file 'nowhere.yaml'")],
    "misspelt_evidence": [(18, 14, "'zwo_saving_per_cse' (did you mean zwo_saving_per_case?")],
    "misspelt_key": [
        (4, 1, "plaace: unknown key (did you mean place?"),
        (12, 1, "horison: unknown key (did you mean horizon?"),
    ],
    "misspelt_kind": [
        (11, 15, "'weighing_safty' is not known (did you mean weighing_safety?"),
        (12, 9, "interventions.item 2: does not say its kind (add `kind:`)"),
    ],
    "misspelt_parameter": [
        (13, 7, "arms.programme.parameters.need_persistance: the model has no such parameter "
                "(did you mean need_persistence?"),
        (16, 3, "parameters.hours_per_month: the model has no such parameter"),
    ],
    "misspelt_place": [(4, 8, "place: 'zwole' is not a known place (did you mean zwolle?")],
    "misspelt_words": [
        (5, 9, "regime: 'pxp' is not known (did you mean pxq?"),
        (7, 9, "caseload.rule: 'zwolle_safty' is not known (did you mean zwolle_safety?"),
        (12, 14, "'completed' is not known (did you mean completed_first?"),
        (13, 13, "'before_afer' is not known (did you mean before_after?"),
        (17, 20, "arms.programme.regime.kind: 'poled' is not known (did you mean pooled?"),
        (18, 7, "'Not a Name' cannot be a name"),
    ],
    "not_utf8": [(2, 33, "is not saved as UTF-8")],
    "nothing_to_compare": [(8, 1, "arms: has nothing to compare with the baseline")],
    "one_word": [(1, 1, "holds a single value at top level")],
    "only_comments": [(1, 1, "is empty")],
    "open_bracket": [(7, 10, "a list that opens with [ is never closed")],
    "open_quote": [(2, 8, "a quotation mark is never closed")],
    "parameter_out_of_range": [(13, 21, "uniform 0.9 to 1.2 leaves the range of this param")],
    "posts_that_say_nothing": [
        (7, 9, "known_until is 0: no date would be looked at (known_until: the month until which"),
        (17, 11, "a youth and school team has no posts one by one (`fte`, divided over the schools)"),
    ],
    "printed_beside": [
        (19, 26, "'€60,000' has no price year"),
        (20, 38, "'profesionals_per_household' (did you mean professionals_per_household?"),
        (21, 59, "'rise' is not known"),
        (21, 75, "'zwo_avoided_totl' (did you mean zwo_avoided_total?"),
        (22, 7, "a cost per year has no first month"),
    ],
    "regimes": [
        (6, 9, "regime: does not say which regime holds for financing, accountability (add `kind:`"),
        (12, 33, "regime.rules.streching: unknown key (did you mean stretching?)"),
        (12, 60, "rules.paperwork: 'sometimes' is not known (expected on or off)"),
        (12, 80, "rules.payment: 'lump_sum' is not known (expected one of per_unit, per_youth"),
        (14, 41, "'ambulatory_suport' is not known (did you mean ambulatory_support?)"),
        (14, 76, "services.item 3: school_support is named twice (each service once)"),
        (16, 50, "switch.at: month 36 lies beyond the horizon of 24 months"),
        (18, 38, "switch.to: does not say which regime holds for law, governance, accountability"),
        (18, 65, "switch.at: 12 has no unit (write 12 months)"),
        (20, 70, "switch.transition: lasts until month 25, beyond the horizon of 24 months (at most 12"),
        (22, 25, "switch: misses the key at (add `at:`)"),
        (22, 38, "switch.to: 'poled' is not known (did you mean pooled?"),
        (24, 53, "switch.to.switch: unknown key (expected one of kind, law"),
    ],
    "budgets": [
        (5, 34, "regime.budget: 85 has no unit (write 85% (of last year's use), or an amount in euros)"),
        (11, 28, "no_amount.regime.overrun: says what a budget does, and there is no budget (add `budget:"),
        (11, 43, "no_amount.regime.corridor: says what a budget does, and there is no budget"),
        (13, 28, "regime.bugdet: unknown key (did you mean budget?)"),
        (15, 50, "regime.overrun: 'stops' is not known (did you mean stop? expected one of stop, thin, pay)"),
        (17, 71, "regime.unspent: the corridor already says who keeps what is left (one of the two)"),
        (19, 47, "regime.unspent: under price times quantity what is not used is not paid"),
        (21, 48, "regime.corridor: under price times quantity what is not used is not paid"),
        (23, 67, "regime.doctors: acts where intake stops, and here it does not (`overrun: stop`)"),
        (25, 33, "regime.budget: stands beside a ceiling of last year's use"),
        (27, 38, "regime.budget: '€12 million' has no price year"),
        (29, 38, "regime.budget: '€12 million (2055)' says 2055, and 2055 is not a price year (a year from"),
        (31, 53, "regime.corridor: '±80%' is no corridor (±0% to ±50%, such as ±5%)"),
        (33, 38, "regime.budget: '9000%' is out of all proportion (0% to 1000% of last year's use)"),
        (35, 38, "regime.budget: '-5%' is no budget (such as 85% (of last year's use) or €12 million"),
        (37, 61, "switch.to.budget: 'lots' is no budget"),
    ],
    "reserved_arms": [
        (9, 3, "arms.difference: this name is kept for alternative minus baseline"),
        (11, 3, "'Mijn variant' cannot name an arm"),
        (13, 3, "arms.basline: looks like the baseline, misspelt (did you mean baseline?)"),
    ],
    "short_burn_in": [(5, 10, "12 months is too short for the town to settle (at least 60 months;")],
    "sizes_and_target": [
        (7, 10, "6 comes after 10 (sizes from small to large, each once)"),
        (8, 11, "40 is not among the sizes"),
    ],
    "states_a_saving": [
        (12, 9, "weighing_safety.saving: a scenario cannot state a result (an approach acts on mechanisms"),
        (13, 5, "effect: a scenario cannot state a result"),
        (14, 1, "expected_savings: a scenario cannot state a result"),
    ],
    "tabs": [(6, 1, "indented with a tab (spaces only)"), (7, 1, "indented with a tab (spaces only)")],
    "torn_amount": [(18, 22, "a comma inside { } ends a value, so this amount was torn apart (in quotes,")],
    "two_documents": [(12, 1, "a second document begins (---) (one scenario per file)")],
    "two_totals": [(18, 3, "states both a total and an amount per case")],
    "wrong_amounts": [
        (17, 19, "'€323,005' has no price year (write it behind the amount: €323,005 (2024))"),
        (18, 18, "'$100 (2024)' is not in euros"),
        (19, 25, "'€60.000 (2024)' can be read in two ways (write €60,000 for thousands)"),
        (20, 24, "'-€10 (2024)' is negative"),
        (22, 9, "1724 is not a price year"),
        (23, 9, "'2200000 (2024)' has no currency"),
    ],
    "wrong_sorts": [
        (3, 11, "question: a list of 3 is not text"),
        (5, 16, "'yes' is not a choice (true or false)"),
        (6, 7, "seed: 'first' is not a whole number"),
        (7, 11, "caseload: '30 cases' is not a group of settings"),
        (10, 20, "'weighing_safety' is not a list (one item per line after a dash"),
        (13, 9, "'weighing_safety' is not a group of settings"),
        (16, 7, "is not a list"),
    ],
    "wrong_units": [
        (5, 19, "'120%' is not a share (a percentage from 0% to 100%)"),
        (6, 10, "'260 weeks' is too fine: the model steps by the month"),
        (7, 10, "'2.3 years' is not a whole number of months"),
        (8, 13, "'-6 months' is negative"),
        (9, 11, "'2.25%' is not a yearly rate (such as 2.25% per year)"),
        (17, 30, "'200 hours/week' is not a number of hours a week"),
        (18, 16, "'soon' is not a duration (such as 60 months or 5 years)"),
    ],
    "wrong_version": [(1, 9, "schema: 2 is not known (expected 1)")],
    "yaml_trickery": [
        (12, 7, "seed: a YAML tag (python/object:os.system) is not used here"),
        (13, 1, "the YAML merge key << is not used here (use `extends:`)"),
        (14, 3, "a list stands where a key belongs"),
    ],
}  # fmt: skip


@click.command()
@click.argument("name")
def read(name: str) -> None:
    """Stands in for any command that takes a scenario: all of them read it by `youthsim.load`."""
    with exit_on_faults():
        youthsim.load(name)
        click.echo("accepted")


@pytest.fixture(autouse=True)
def in_the_folder_of_broken_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)


def test_every_broken_file_has_its_faults_written_down() -> None:
    assert {path.stem for path in BROKEN.glob("*.yaml")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_scenario_exits_2_and_tells_every_fault_with_its_place(name: str) -> None:
    result = CliRunner().invoke(read, [f"{name}.yaml"])
    assert result.exit_code == 2
    assert "accepted" not in result.output
    assert "Traceback" not in result.output
    told = result.stderr.splitlines()
    faults = [fault if isinstance(fault[0], str) else (name, *fault) for fault in EXPECTED[name]]
    for file, line, column, words in faults:
        at = f"{file}.yaml:{line}:{column}: "
        assert any(text.startswith(at) and words in text for text in told), f"{at}{words}\n{result.stderr}"
    count = len(faults)
    assert told[-1] == f"{count} fault{'' if count == 1 else 's'} found; nothing was run."
    assert len(told) == count + 1, result.stderr


@pytest.mark.parametrize("name", EXPECTED)
def test_every_fault_has_the_promised_form_and_no_word_of_a_programmer(name: str) -> None:
    with pytest.raises(catalogue.ScenarioError) as caught:
        catalogue.load(f"{name}.yaml")
    for line in str(caught.value).splitlines():
        assert re.fullmatch(r"[\w.-]+\.yaml:\d+:\d+: [^:]+: .+", line), line
        assert not re.search(PROGRAMMERS_WORDS, line), line


def test_no_file_folder_or_name_gives_a_traceback(tmp_path: Path) -> None:
    missing = CliRunner().invoke(read, ["zwolle-30-41"])
    assert missing.exit_code == 2
    assert "did you mean zwolle-30-40?" in missing.stderr
    assert CliRunner().invoke(read, [str(tmp_path)]).exit_code == 2
    assert CliRunner().invoke(read, ["\0"]).exit_code == 2


ODD_TEXTS = [
    "[" * 1500,
    "a: &x [*x]",
    "a: &x {b: *x}",
    "\ufeff",
    "---",
    "...",
    "? ",
    "a: !!int x",
    "a: !!float y",
    "a: 1e999",
    "1: 2\n1.5: 3\ntrue: 4\nnull: 5\n",
    "arms: {baseline: {baseline: {}}}",
    "arms: []",
    "claim: []",
    "claim: {split: [1], extrapolated: {x: 1}, evidence: {a: b}}",
    "parameters: [1]",
    "caseload: {sizes: 3}",
    "extends: [a]",
    "extends: ''",
    "extends: /",
    "extends: .",
    "place: {margins: 3}",
    "place: [zwolle]",
    "place: {}",
    "arms: {a: {interventions: [[], {kind: [1]}, {kind: {a: 1}}, {kind: 3}]}, 3: {}}",
    "regime: {kind: 3}",
    "regime: []",
    "name: [a]\nseed: 1_0\nschema: 01",
    "horizon: 99999999999999999999 years",
    "draws: 0x",
    "a: \x85b",
    "caseload: {sizes: [true, 2.5, '6']}",
    "price_year: 2e3",
    "claim: {reported_total: €1.1.1 (2024)}",
    "claim: {reported_total: €999999999999999999999 (2024)}",
    "population_share: 1e5%",
    "horizon: 0 months",
    "parameters: {3: 1}",
    "arms: {a: {parameters: {3: {}}}, b: {parameters: 3}}",
    "0x1F: 3",
    "arms: {1: {interventions: [{}]}}",
]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_texts_end_in_faults_and_never_in_another_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "odd.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(catalogue.ScenarioError) as caught:
        catalogue.load(file)
    assert caught.value.faults


def test_whatever_stands_at_the_top_may_stand_in_an_arm_or_is_refused_there_with_its_reason():
    for key in {*Scenario.words(), "extends"} - set(Arm.words()):
        assert WHY_AT_THE_TOP[key], key
    assert set(WHY_AT_THE_TOP) <= {*Scenario.words(), "extends"}
