"""A stored posterior: how a run draws from it, how it is checked, and what makes the check fail."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from youthsim.calibration import checking
from youthsim.calibration.folders import bundled_calibration
from youthsim.calibration.posterior import (
    Posterior,
    PosteriorFault,
    posterior_of,
    read_posterior,
    write_posterior,
)
from youthsim.calibration.targets import read_targets
from youthsim.calibration.validating import validate
from youthsim.cli import main
from youthsim.experiment.ensemble import points_of
from youthsim.experiment.fitted import posterior_facts, still_priors
from youthsim.experiment.plan import Plan
from youthsim.experiment.runner import load
from youthsim.experiment.sensitivity import known_of
from youthsim.scenario.distributions import Fixed
from youthsim.scenario.faults import ScenarioError

TARGETS = """\
schema: 1
defaults: {minors: 500, burn_in: 24}
targets:
  - {id: help, outcome: help_in_year, value: 0.12, low: 0.115, high: 0.127, source: P001}
  - {id: wait, outcome: wait_at_start, value: 3.2, low: 2.4, high: 4.0, source: P097}
  - {id: begun, outcome: episodes_begun, filters: {age: 0-22}, value: 65, low: 60, high: 70, source: P025}
"""


@pytest.fixture(scope="module")
def stored(tmp_path_factory) -> tuple[Path, Path]:
    """A fit too small to be used, of a hamlet, through the command line."""
    folder = tmp_path_factory.mktemp("fit")
    targets = folder / "targets.yaml"
    targets.write_text(TARGETS, encoding="utf-8")
    asked = ["calibrate", "--quick", "--design", "64", "--draws", "32", "--sbc", "4", "--workers", "1"]
    result = CliRunner().invoke(
        main,
        [
            *asked,
            "--targets",
            str(targets),
            "--out",
            str(folder / "posterior"),
            "--runs",
            str(folder / "runs"),
        ],
    )
    assert result.exit_code == 0, result.output
    return folder / "posterior", targets


def test_a_fit_leaves_posterior_manifest_diagnostics_and_a_page_in_two_languages(stored) -> None:
    folder, _ = stored
    posterior = read_posterior(folder)
    assert posterior.weights.sum() == pytest.approx(1) and len(posterior.draws) == 32
    manifest = posterior.manifest
    assert (
        manifest["quick"] and manifest["targets_hash"] and manifest["engine_hash"] and manifest["seconds"] > 0
    )
    assert set(manifest["learned"]) | set(manifest["not_learned"]) == set(posterior.names)
    diagnostics = json.loads((folder / "diagnostics.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in diagnostics["targets"]] == ["help", "wait", "begun"]
    assert "niet voor een antwoord" in (folder / "page.nl.html").read_text(encoding="utf-8")
    assert "do not use it" in (folder / "page.en.html").read_text(encoding="utf-8")


def test_a_posterior_that_still_holds_passes_its_check(stored) -> None:
    folder, targets = stored
    result = CliRunner().invoke(
        main,
        [
            "calibrate",
            "--check",
            "--draws",
            "16",
            "--workers",
            "1",
            "--targets",
            str(targets),
            "--out",
            str(folder),
        ],
    )
    assert result.exit_code == 0, result.output
    assert "still holds" in result.output


def test_the_check_fails_when_a_parameter_was_changed(stored) -> None:
    folder, targets = stored
    file = read_targets(targets)
    from youthsim.calibration.calibrating import problem_of

    look = problem_of(file, 1)[0].look
    found = checking.check(folder, file, draws=16, look=checking.wrong(look, {"signal_rate": 5.0}))
    assert not found.passed and "begun" in {moved.id for moved in found.moved}


def test_the_check_notices_a_changed_target(stored, tmp_path: Path) -> None:
    folder, _ = stored
    other = tmp_path / "targets.yaml"
    other.write_text(TARGETS.replace("0.127", "0.130"), encoding="utf-8")
    found = checking.check(folder, read_targets(other))
    assert not found.passed and "the targets changed since the fit" in found.faults[0]


def without_a_parameter(folder: Path, name: str, there: Path) -> None:
    """The stored fit as it would be had the model not known this parameter then."""
    fit = read_posterior(folder)
    kept = [k for k, other in enumerate(fit.names) if other != name]
    manifest = {**fit.manifest, "priors": {n: p for n, p in fit.manifest["priors"].items() if n != name}}
    write_posterior(
        Posterior(tuple(fit.names[k] for k in kept), fit.draws[:, kept], fit.weights, manifest), there
    )
    shutil.copy(folder / "predictive.npz", there)


def test_a_parameter_that_the_fit_did_not_know_is_a_note_and_no_fault(stored, tmp_path: Path) -> None:
    folder, targets = stored
    without_a_parameter(folder, "price_foster_care", tmp_path)  # what a month costs moves none of the figures
    found = checking.check(tmp_path, read_targets(targets), draws=16)
    assert found.passed
    assert any("came since the fit" in note and "price_foster_care" in note for note in found.notes)


def test_a_mechanism_younger_than_the_fit_sleeps_in_its_check_and_one_that_it_held_does_not(
    stored, tmp_path: Path
) -> None:
    folder, targets = stored
    fit = read_posterior(folder)
    assert fit.asleep() == {}  # what has one value and no spread is in the fit as well
    without_a_parameter(folder, "unmet_crisis", tmp_path)
    manifest = {
        **fit.manifest,
        "held": {n: v for n, v in fit.manifest["held"].items() if n != "queue_by_right"},
    }
    older = Posterior(fit.names, fit.draws, fit.weights, manifest)
    assert older.asleep()["queue_by_right"] == 0.0
    assert read_posterior(tmp_path).asleep() == {"unmet_crisis": 0.0}
    notes = checking.check(tmp_path, read_targets(targets), draws=4).notes
    assert any("do nothing: unmet_crisis" in note for note in notes)


def test_a_changed_prior_of_a_fitted_parameter_is_a_fault(stored, tmp_path: Path) -> None:
    folder, targets = stored
    fit = read_posterior(folder)
    priors = {**fit.manifest["priors"], "price_foster_care": {"uniform": [1, 2]}}
    write_posterior(
        Posterior(fit.names, fit.draws, fit.weights, {**fit.manifest, "priors": priors}), tmp_path
    )
    found = checking.check(tmp_path, read_targets(targets))
    assert not found.passed and "changed prior since the fit: price_foster_care" in found.faults[0]


def test_draws_that_were_changed_by_hand_are_noticed(stored, tmp_path: Path) -> None:
    folder, targets = stored
    fit = read_posterior(folder)
    write_posterior(fit, tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    changed = fit.draws.copy()
    changed[0, 0] *= 1.5
    write_posterior(Posterior(fit.names, changed, fit.weights, fit.manifest), tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    read_posterior.cache_clear()
    with pytest.raises(PosteriorFault, match="not those that were fitted"):
        read_posterior(tmp_path)
    assert not checking.check(tmp_path, read_targets(targets)).passed


def test_a_run_draws_from_the_posterior_that_its_scenario_names(stored) -> None:
    folder, _ = stored
    scenario = load("zwolle-30-40").model_copy(update={"posterior": str(folder)})
    plan = Plan.of(scenario, draws=5)
    fit = read_posterior(folder)
    assert plan.posterior is not None and plan.posterior.hash == fit.hash
    own = set(scenario.parameters)
    for point in points_of(plan):
        row = fit.draws[fit.row_of(plan.seed, point.draw)]
        shared = [k for k, name in enumerate(fit.names) if name in plan.distributions and name not in own]
        assert [point.values[fit.names[k]] for k in shared] == [row[k] for k in shared]
    facts = posterior_facts(plan)
    assert facts is not None and facts["hash"] == fit.hash and facts["quick"]
    left = still_priors(plan)
    assert set(left) >= set(fit.not_learned) & set(plan.distributions)
    assert not [name for name in left if isinstance(plan.distributions[name], Fixed)]


def test_what_a_scenario_sets_itself_goes_before_the_posterior(stored, tmp_path: Path) -> None:
    folder, _ = stored
    path = tmp_path / "own.yaml"
    path.write_text(
        f"schema: 1\nextends: zwolle-30-40\nposterior: {folder}\nparameters: {{signal_rate: 0.2}}\n",
        encoding="utf-8",
    )
    plan = Plan.of(load(path), draws=3)
    assert {point.values["signal_rate"] for point in points_of(plan)} == {0.2}
    assert "signal_rate" not in plan.fitted


def test_without_a_posterior_a_run_draws_from_priors_and_says_so() -> None:
    plan = Plan.of(load("zwolle-30-40").model_copy(update={"posterior": "none"}), draws=2)
    assert plan.posterior is None and posterior_facts(plan) is None
    with pytest.raises(ScenarioError, match="youthsim calibrate"):
        posterior_of("nowhere")


def test_sensitivity_moves_each_parameter_through_its_posterior_and_the_scenario_goes_first(stored) -> None:
    folder, _ = stored
    plan = Plan.of(load("nijkerk").model_copy(update={"posterior": str(folder)}), draws=1)
    fit = read_posterior(folder)
    known = known_of(plan)
    draws = fit.draws[:, fit.names.index("signal_rate")]
    assert known["signal_rate"].quantile(0.5) == pytest.approx(np.median(draws), rel=0.02)
    assert known["signal_rate"].support() == (draws.min(), draws.max())
    assert known["signal_rate"].mean() == pytest.approx(draws.mean())
    own = next(iter(plan.scenario.parameters))
    assert known[own] is plan.distributions[own]
    without = Plan.of(load("nijkerk").model_copy(update={"posterior": "none"}), draws=1)
    assert known_of(without) == dict(without.distributions)


def test_one_posterior_answers_what_nobody_fitted(stored, tmp_path: Path) -> None:
    """Check 5 of docs/checks.md, in a hamlet: spending and its concentration, a year later, both truths."""
    root = Path(__file__).parents[2]
    for name in ("benchmarks/unfitted.yaml", "calibration/two_truths.yaml", "calibration/held_out.yaml"):
        file = read_targets(root / name)
        small = file.defaults.model_copy(update={"minors": 1500, "burn_in": 30})
        card = validate(replace(file, defaults=small), tmp_path, draws=2, posterior=read_posterior(stored[0]))
        rows = {score.target.id: score for score in card.scores}
        assert all(np.isfinite(score.simulated) for score in rows.values()), rows
        assert card.parameters.startswith("posterior")
        if "cost_of_the_costliest_tenth" in rows:
            unseen = {name for name, score in rows.items() if score.verdict == "no figure"}
            assert unseen == {
                "cost_of_the_costliest_tenth",
                "need_one_year_later_correlation", "cost_one_year_later_correlation",
            }  # fmt: skip
            assert 0.1 < rows["cost_of_the_costliest_tenth"].simulated < 1
            assert 0 < rows["need_one_year_later_correlation"].simulated < 1
            assert 500 < rows["youth_spending_per_minor"].simulated < 6000


def test_any_number_of_draws_follows_the_weights() -> None:
    rng = np.random.default_rng(1)
    weights = rng.dirichlet(np.ones(20))
    fit = Posterior(("a",), np.arange(20.0)[:, None], weights)
    rows = [fit.row_of(7, d) for d in range(4000)]
    assert np.bincount(rows, minlength=20) / 4000 == pytest.approx(weights, abs=0.002)
    assert rows[:50] == [fit.row_of(7, d) for d in range(50)]


def test_a_mean_that_moves_within_luck_is_let_pass_and_beyond_it_is_not() -> None:
    rng = np.random.default_rng(3)
    stored = 1.0 + 0.5 * rng.standard_normal((100, 1, 1)) + 0.2 * rng.standard_normal((100, 2, 1))
    assert not checking.compare(["a"], stored, stored[:60, 0] + 0.02)
    moved = checking.compare(["a"], stored, stored[:60, 0] + 0.3)
    assert len(moved) == 1 and moved[0].errors > 3


def test_a_quick_fit_takes_the_place_of_the_bundled_one_only_when_told_to(
    monkeypatch, tmp_path: Path
) -> None:
    folders: list[Path] = []
    monkeypatch.setattr(
        "youthsim.cli.calibrate.fit_and_tell", lambda file, folder, *rest: folders.append(folder)
    )
    for more in (["--quick"], [], ["--quick", "--out", str(tmp_path)]):
        assert CliRunner().invoke(main, ["calibrate", *more]).exit_code == 0
    trial, whole, named = folders
    assert bundled_calibration() in whole.parents
    assert bundled_calibration() not in trial.resolve().parents
    assert named == tmp_path
