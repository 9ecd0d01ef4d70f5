"""Two runs beside each other: what was asked differently, what came out, and the difference draw by draw."""

# ruff: noqa: E501
from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from fake_world import PRIORS, simulate

from youthsim.catalogue import load
from youthsim.cli import main
from youthsim.experiment.ensemble import points_of, run_ensemble
from youthsim.experiment.plan import Plan
from youthsim.experiment.results import Result, write_result
from youthsim.report.compare import MONEY, compare
from youthsim.report.places import read_places
from youthsim.report.places_page import markdown
from youthsim.report.settings_apart import HAS_IT, NOT_SAID, apart, settings_of
from youthsim.report.words import Words
from youthsim.scenario.distributions import Normal

HERE = Path(__file__).parent
SMALL = HERE.parent / "experiment" / "small.yaml"


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Runs of a town whose truth is known: the usual one, one that frees more, one of another seed."""
    root = tmp_path_factory.mktemp("runs")

    def lived(name: str, priors: dict, **changes: object) -> Path:
        scenario = load(SMALL).model_copy(update=changes)
        plan = Plan.of(scenario, priors=priors, draws=24)
        folder = root / name
        write_result(run_ensemble(plan, points_of(plan), folder, simulate=simulate), folder)
        return folder

    more = PRIORS | {"effect": Normal(60_000.0, 15_000.0)}
    return {
        "usual": lived("usual", PRIORS),
        "more": lived("more", more, horizon_months=36),
        "other": lived("other", PRIORS, seed=8),
        "later": lived("later", PRIORS, price_year=2023),
    }


def test_the_difference_by_draw_is_the_difference_of_the_runs(runs: dict[str, Path]) -> None:
    found = compare(runs["usual"], runs["more"])
    assert not found.unpaired
    for row in found.rows:
        assert row.paired is not None, row.id
        assert row.paired.mean == pytest.approx(row.b.mean - row.a.mean, abs=2 if row.id in MONEY else 1e-9)


def test_what_both_runs_do_not_know_drops_out(runs: dict[str, Path]) -> None:
    """The effect is uncertain in both, 50% more in one of them whatever it is: the pairs know the rest."""
    saving = next(row for row in compare(runs["usual"], runs["more"]).rows if row.id == "net_social_saving")
    width = saving.a.p95 - saving.a.p05
    assert saving.paired is not None
    assert saving.paired.p95 - saving.paired.p05 < 0.2 * width
    assert saving.paired.p05 > 0


def test_a_run_beside_itself_differs_in_nothing(runs: dict[str, Path]) -> None:
    found = compare(runs["usual"], runs["usual"])
    assert not found.settings and not found.unpaired
    assert all(row.paired is not None and row.paired.mean == 0 for row in found.rows)


def test_other_luck_cannot_be_paired_and_that_is_said(runs: dict[str, Path]) -> None:
    found = compare(runs["usual"], runs["other"])
    assert found.unpaired == ("seed",) and found.settings == {"seed": ("7", "8")}
    assert all(row.paired is None for row in found.rows)
    said = (
        CliRunner().invoke(main, ["compare", str(runs["usual"]), str(runs["other"]), "--lang", "en"]).output
    )
    assert "Not paired draw by draw: the runs differ in seed." in said


def test_amounts_of_other_price_years_are_not_subtracted(runs: dict[str, Path]) -> None:
    found = compare(runs["usual"], runs["later"])
    assert {row.id for row in found.rows if row.paired is None} == set(MONEY)
    assert found.settings == {"price_year": ("2024", "2023")}


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_terminal_tells_settings_first_and_then_outcomes(runs: dict[str, Path], lang: str) -> None:
    result = CliRunner().invoke(main, ["compare", str(runs["usual"]), str(runs["later"]), "--lang", lang])
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0].startswith(f"A  {runs['usual']}: ") and lines[1].startswith(f"B  {runs['later']}: ")
    assert lines.index("  price_year  2024  →  2023") < next(k for k, x in enumerate(lines) if "€" in x)


def test_the_numbers_come_as_json_without_holes(runs: dict[str, Path]) -> None:
    result = CliRunner().invoke(main, ["compare", str(runs["usual"]), str(runs["more"]), "--json"])
    found = json.loads(result.output)
    assert found["paired"] is True and found["a"]["draws"] == 24
    saving = found["outcomes"]["net_saving"]
    assert set(saving) == {"unit", "a", "b", "b_minus_a_by_draw"} and saving["unit"] == "cents"
    assert np.isfinite(saving["b_minus_a_by_draw"]["mean"])


def test_few_draws_get_no_interval(runs: dict[str, Path], tmp_path: Path) -> None:
    plan = Plan.of(load(SMALL), priors=PRIORS, draws=3)
    few = tmp_path / "few"
    write_result(run_ensemble(plan, points_of(plan), few, simulate=simulate), few)
    said = CliRunner().invoke(main, ["compare", str(few), str(few), "--lang", "en"]).output
    assert "From 3 draws no interval is given." in said and " to " not in said.split("What came out")[1]


def test_a_folder_without_a_run_is_named(runs: dict[str, Path], tmp_path: Path) -> None:
    for other in (tmp_path, tmp_path / "nowhere"):
        result = CliRunner().invoke(main, ["compare", str(runs["usual"]), str(other)])
        assert result.exit_code == 2 and str(other) in result.output and "Traceback" not in result.output
    broken = tmp_path / "broken"
    shutil.copytree(runs["usual"], broken)
    (broken / "summary.json").write_text("{}", encoding="utf-8")
    result = CliRunner().invoke(main, ["compare", str(runs["usual"]), str(broken)])
    assert result.exit_code == 2 and "cannot read" in result.output


def test_of_an_approach_that_one_run_has_not_only_that_is_told() -> None:
    a = {"arms.plan.interventions.x": HAS_IT, "arms.plan.interventions.x.reach": "100%", "seed": "1"}
    assert apart([a, {"seed": "1"}]) == ["arms.plan.interventions.x"]
    assert apart([a, a | {"arms.plan.interventions.x.reach": "50%"}]) == ["arms.plan.interventions.x.reach"]
    assert NOT_SAID not in a.values()


def test_settings_come_from_the_manifest_and_else_from_the_summary(
    runs: dict[str, Path], tmp_path: Path
) -> None:
    whole = settings_of(runs["usual"])
    assert (
        whole["caseload.sizes"] == "[4, 20]"
        and whole["arms.weighing.interventions.weighing_safety.reach"] == "100%"
    )
    bare = tmp_path / "bare"
    bare.mkdir()
    shutil.copy(runs["usual"] / "summary.json", bare)
    assert settings_of(bare)["population_share"] == "0.1"


# --- places ----------------------------------------------------------------------------------------------------


def test_two_runs_of_one_name_are_told_apart_by_folder_and_settings(runs: dict[str, Path]) -> None:
    usual, later = read_places([runs["usual"], runs["later"]])
    assert usual.differs == (str(runs["usual"]), "price_year: 2024")
    assert later.differs == (str(runs["later"]), "price_year: 2023")
    page = markdown([usual, later], Words("en"))
    assert page.count(str(runs["usual"])) == 1 and "price_year: 2023" in page


def test_runs_that_go_by_their_own_names_say_no_more(runs: dict[str, Path]) -> None:
    (alone,) = read_places([runs["usual"]])
    assert alone.differs == () and str(runs["usual"]) not in markdown([alone], Words("en"))
    assert Result.load(runs["usual"]).summary["scenario"]["name"] == alone.name
