"""Bundled scenarios, inheritance, fingerprints, the starter and the schema keep their promises."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from youthsim import catalogue
from youthsim.cli.new import new
from youthsim.cli.schema import schema
from youthsim.interventions.settings import FamilyPlan
from youthsim.notation.amounts import Money
from youthsim.scenario.distributions import Normal, Uniform

SCENARIOS = catalogue.bundled_folder()
SMALL = """\
schema: 1
title: Small
question: Small?
place: zwolle
caseload: {rule: zwolle_safety, sizes: [6, 10]}
parameters: {need_persistence: {uniform: [0.9, 0.95]}}
claim:
  cases_enrolled: 10
  cases_reported: 6
  reporting: all
  estimate: before_after
  reported_per_case: €100 (2024)
arms:
  plan:
    interventions:
      - kind: breakthrough_plan
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def child(small: Path, text: str, name: str = "child.yaml") -> Path:
    path = small.parent / name
    path.write_text(f"extends: {small.name}\n{text}", encoding="utf-8")
    return path


def test_zwolle_carries_the_figures_of_its_source() -> None:
    zwolle = catalogue.load("zwolle-30-40")
    assert (zwolle.place, zwolle.sizes, zwolle.target, zwolle.months) == ("zwolle", (6, 10, 30, 40), 40, 60)
    assert list(zwolle.arms) == ["baseline", "weighing"]
    assert zwolle.claim is not None
    assert zwolle.claim.reported_cents() == 32_300_500
    assert zwolle.claim.extrapolated == {30: Money(160_000_000, 2024), 40: Money(220_000_000, 2024)}
    plan = zwolle.arms["weighing"].intervention("breakthrough_plan")
    assert plan is not None
    assert plan.custom_money.cents == round(3_341_760 / 35)  # type: ignore[attr-defined]


def test_tilburg_asks_for_the_plan_by_itself_and_with_pooled_budgets_for_the_whole_town() -> None:
    tilburg, pooled = catalogue.load("tilburg-650"), catalogue.load("tilburg-650-pooled")
    assert (tilburg.sizes, tilburg.target, tilburg.alternatives) == ((11, 650), 650, ["family_plan"])
    kinds = {name: arm.regime.kind for name, arm in pooled.arms.items() if arm.regime}
    assert kinds == {"baseline": "pxq", "family_plan": "pooled"}
    assert tilburg.arms["family_plan"].regime == tilburg.arms["baseline"].regime
    assert tilburg.arms["family_plan"].interventions == pooled.arms["family_plan"].interventions
    plan = tilburg.arms["family_plan"].intervention("family_plan")
    assert isinstance(plan, FamilyPlan)
    assert plan.hours_per_week() == 12
    assert plan.staffing is not None
    assert 260 < plan.staffing.fte_for(650) < 280


@pytest.mark.parametrize("name", catalogue.bundled_names())
def test_a_resolved_scenario_written_to_a_file_is_the_same_scenario(name: str, tmp_path: Path) -> None:
    scenario = catalogue.load(name)
    again = tmp_path / f"{name}.yaml"
    again.write_text(json.dumps(scenario.resolved()), encoding="utf-8")
    assert catalogue.load(again).resolved() == scenario.resolved()
    assert catalogue.load(again).config_hash() == scenario.config_hash()


@pytest.mark.parametrize("name", catalogue.bundled_names())
def test_a_scenario_travels_to_a_worker_unchanged(name: str) -> None:
    scenario = catalogue.load(name)
    there = pickle.loads(pickle.dumps(scenario))
    assert there.config_hash() == scenario.config_hash()
    assert there.path == scenario.path


@pytest.mark.parametrize("name", catalogue.bundled_names())
def test_every_bundled_scenario_speaks_dutch_too(name: str) -> None:
    scenario = catalogue.load(name)
    assert scenario.title_nl and scenario.title_nl != scenario.title
    assert scenario.question_nl and scenario.question_nl != scenario.question
    for arm, version in scenario.arms.items():
        assert version.label_nl and version.label_nl != version.label, arm


def test_new_words_do_not_inherit_the_dutch_of_the_old_ones(small: Path) -> None:
    dutch = "title_nl: Klein\nquestion_nl: Klein?\narms: {plan: {label: A plan, label_nl: Een plan}}\n"
    base = child(small, dutch, "base-dutch.yaml")
    same = catalogue.load(child(base, "seed: 2", "same.yaml"))
    assert (same.title_nl, same.question_nl, same.arms["plan"].label_nl) == ("Klein", "Klein?", "Een plan")
    other = "title: Large\nquestion: Large?\narms: {plan: {label: Another}}"
    new = catalogue.load(child(base, other, "new.yaml"))
    assert (new.title_nl, new.question_nl) == (None, None)
    assert new.label_of("plan", "nl") == "Another"


def test_more_draws_and_other_words_keep_the_fingerprint_and_any_setting_changes_it(small: Path) -> None:
    first = catalogue.load(small).config_hash()
    for same in ("draws: 7", "title: Other", "question: Other?", "name: other", "arms: {plan: {label: L}}",
                 "title_nl: Anders", "question_nl: Anders?", "arms: {plan: {label_nl: L}}"):  # fmt: skip
        assert catalogue.load(child(small, same)).config_hash() == first, same
    for other in ("seed: 2", "horizon: 48 months", "regime: pooled", "caseload: {target: 6}", "replicates: 3",
                  "parameters: {need_persistence: 0.9}", "arms: {plan: {parameters: {need_stress: 0.1}}}",
                  "place: tilburg", "discount: 0% per year"):  # fmt: skip
        assert catalogue.load(child(small, other)).config_hash() != first, other


def test_a_margins_file_counts_by_its_content_and_not_by_its_name(small: Path) -> None:
    def margins(count: int) -> str:
        ages = ("children_0_4", "children_5_9", "children_10_14", "children_15_19")
        rows = ", ".join(f"{age}: {{value: {count}, source: assumption}}" for age in ages)
        return f"place: delft\nyear: 2022\nmargins: {{{rows}}}\n"

    for name, count in (("a.yaml", 4800), ("b.yaml", 4800), ("c.yaml", 4900)):
        (small.parent / name).write_text(margins(count))
    towns = [catalogue.load(child(small, f"place: {{margins: {name}.yaml}}")) for name in "abc"]
    a, b, c = (town.config_hash() for town in towns)
    assert a == b != c


def test_extends_changes_only_what_is_said_and_replaces_values_and_lists_whole(small: Path) -> None:
    changed = catalogue.load(
        child(
            small,
            "caseload: {sizes: [3]}\nparameters: {need_persistence: {normal: {mean: 0.9, sd: 0.01}}}\n"
            "arms: {second: {regime: {kind: pooled}}}\n",
        )
    )
    assert changed.name == "child"
    assert changed.caseload.rule == "zwolle_safety"
    assert changed.sizes == (3,)
    assert changed.parameters["need_persistence"] == Normal(0.9, 0.01)
    assert list(changed.arms) == ["baseline", "plan", "second"]


def test_an_empty_value_takes_away_what_the_base_says(small: Path) -> None:
    without = catalogue.load(child(small, "claim:\nparameters: {need_persistence: }\narms: {other: {}}\n"))
    assert without.claim is None
    assert without.parameters == {}


def test_a_fault_in_a_base_of_a_base_is_told_at_its_own_place(small: Path) -> None:
    middle = child(small, "seed: -1\n", "middle.yaml")
    last = child(middle, "horizon: 60\n", "last.yaml")
    with pytest.raises(catalogue.ScenarioError) as caught:
        catalogue.load(last)
    places = [str(fault.position).rsplit("/", 1)[-1] for fault in caught.value.faults]
    assert places == ["last.yaml:2:10", "middle.yaml:2:7"]


def test_a_rule_between_settings_of_two_files_points_to_the_setting_that_breaks_it(small: Path) -> None:
    with pytest.raises(catalogue.ScenarioError) as caught:
        catalogue.load(child(small, "caseload: {target: 30}\n"))
    (fault,) = caught.value.faults
    assert str(fault).endswith("child.yaml:2:20: caseload.target: 30 is not among the sizes (one of 6, 10)")


def test_parameters_of_an_arm_go_before_those_of_the_scenario(small: Path) -> None:
    own = "arms: {plan: {parameters: {need_persistence: {uniform: [0.5, 0.6]}}}}"
    scenario = catalogue.load(child(small, own))
    assert scenario.parameters_of("baseline") == {"need_persistence": Uniform(0.9, 0.95)}
    assert scenario.parameters_of("plan") == {"need_persistence": Uniform(0.5, 0.6)}


def test_known_names_may_be_given(small: Path) -> None:
    with pytest.raises(catalogue.ScenarioError, match="need_persistence: the model has no such parameter"):
        catalogue.load(small, known_parameters=["something_else"])
    with pytest.raises(catalogue.ScenarioError, match="leaves the range"):
        catalogue.load(small, known_parameters={"need_persistence": (0, 0.92)})


# --- youthsim new and youthsim schema -------------------------------------------------------------------


def as_json(text: str) -> Any:
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text)))


@pytest.mark.parametrize("place", catalogue.PLACES)
def test_the_starter_is_valid_and_is_never_written_over_a_file(place: str, tmp_path: Path) -> None:
    out = tmp_path / "mine.yaml"
    assert CliRunner().invoke(new, ["mine", "--place", place, "--out", str(out)]).exit_code == 0
    written = catalogue.load(out)
    assert (written.name, written.place) == ("mine", place)
    jsonschema.validate(as_json(out.read_text(encoding="utf-8")), catalogue.json_schema())
    before = out.read_bytes()
    again = CliRunner().invoke(new, ["mine", "--out", str(out)])
    assert again.exit_code == 2
    assert "exists already" in again.stderr
    assert out.read_bytes() == before


def test_the_examples_that_the_starter_comments_out_are_valid_too(tmp_path: Path) -> None:
    out = tmp_path / "mine.yaml"
    CliRunner().invoke(new, ["mine", "--out", str(out)])
    lines = out.read_text(encoding="utf-8").splitlines()
    begin = lines.index("# claim:")
    for row in range(begin, len(lines)):
        text = lines[row].removeprefix("# ")
        is_example = text.startswith(("claim:", "parameters:", "  ")) and not text.startswith("  {")
        if lines[row].startswith("# ") and is_example:
            lines[row] = text
    out.write_text("\n".join(lines), encoding="utf-8")
    scenario = catalogue.load(out)
    assert scenario.claim is not None
    assert scenario.parameters


@pytest.mark.parametrize("arguments", ["Bad-Name", "x --place zwole"])
def test_new_refuses_with_exit_2_and_writes_nothing(
    arguments: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(new, arguments.split()).exit_code == 2
    assert not list(tmp_path.iterdir())


def test_the_committed_schema_is_the_one_that_youthsim_writes(tmp_path: Path) -> None:
    out = tmp_path / "schema.json"
    assert CliRunner().invoke(schema, ["--out", str(out)]).exit_code == 0
    stored = (SCENARIOS / "schema.json").read_bytes()
    assert out.read_bytes() == stored, "run: youthsim schema --out scenarios/schema.json"
    jsonschema.Draft202012Validator.check_schema(json.loads(stored))


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_schema_accepts_every_bundled_file_which_names_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=schema.json\n")
    jsonschema.validate(as_json(text), catalogue.json_schema())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("title:", "titel:"),
        ("kind: breakthrough_plan", "kind: breakthrough"),
        ("place: zwolle", "place: zwole"),
        ("rule: zwolle_safety", "rule: zwolle"),
        ("€100 (2024)", "€100"),
        ("{uniform: [0.9, 0.95]}", "{unifrom: [1, 2]}"),
        ("interventions:", "regime: pxp\n    interventions:"),
        ("interventions:", "regime: {kind: pooled, share: 3}\n    interventions:"),
        ("schema: 1", "schema: 1\nhorizon: 60"),
    ],
)
def test_the_schema_rejects_what_loading_rejects(right: str, wrong: str, small: Path) -> None:
    assert right in SMALL
    jsonschema.validate(as_json(SMALL), catalogue.json_schema())
    broken = SMALL.replace(right, wrong)
    small.write_text(broken, encoding="utf-8")
    with pytest.raises(catalogue.ScenarioError):
        catalogue.load(small)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_json(broken), catalogue.json_schema())
