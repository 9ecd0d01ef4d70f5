"""Indices against a town where the variance is known on paper.

The net saving is linear: cases x months x (0.65 effect - programme), so with standard deviations of 15,000
and 5,000 the shares of the variance are 0.79 and 0.21, and there are no interactions.
"""

from pathlib import Path

import numpy as np
import pytest
from fake_world import PRIORS, simulate

from youthsim.cli.sensitivity import heading
from youthsim.experiment.indices import (
    checked_seed,
    morris_design,
    morris_rows,
    problem_of,
    sobol_design,
    sobol_rows,
    twin_noise_share,
)
from youthsim.experiment.sensitivity import sensitivity
from youthsim.experiment.statistics import NO_VARIANCE
from youthsim.outcomes import OUTCOME
from youthsim.scenario.distributions import Fixed, Normal

TWO = {name: Fixed(prior.mean()) for name, prior in PRIORS.items()}
TWO |= {"effect": Normal(40_000, 15_000), "programme": Normal(10_000, 5_000)}
EFFECT = (0.65 * 15_000) ** 2 / ((0.65 * 15_000) ** 2 + 5_000**2)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    here = Path(__file__).parent

    from youthsim.catalogue import load

    folder = tmp_path_factory.mktemp("sensitivity")
    scenario = load(here / "small.yaml")
    return sensitivity(
        scenario, out=folder, simulate=simulate, priors=TWO, base_samples=64, workers=2
    ), folder


def test_sobol_gives_the_shares_on_paper(found):
    indices = {row["factor"]: row for row in found[0].indices}
    assert indices["effect"]["ST"] == pytest.approx(EFFECT, abs=0.08)
    assert indices["programme"]["ST"] == pytest.approx(1 - EFFECT, abs=0.08)
    assert indices["effect"]["S1"] == pytest.approx(EFFECT, abs=0.15)


def test_screening_puts_what_matters_first_and_what_does_not_at_zero(found):
    rows = found[0].screening
    assert [row["factor"] for row in rows[:2]] == ["effect", "programme"]
    others = [row for row in rows if row["factor"].startswith("selection")]
    assert others and all(row["mu_star"] == pytest.approx(0, abs=1e-6) for row in others)


def test_the_tornado_swings_by_the_width_of_the_prior(found):
    rows = {row["parameter"]: row for row in found[0].tornado}
    ratio = rows["effect"]["swing"] / -rows["programme"]["swing"]
    assert ratio == pytest.approx(0.65 * 15_000 / 5_000, rel=0.01)


def test_luck_that_is_the_same_at_every_point_is_no_noise(found):
    assert found[0].about["sobol_noise_share"] == pytest.approx(0, abs=1e-3)
    assert "warning" not in found[0].about


def test_it_is_written_and_the_figures_can_be_drawn(found):
    from youthsim.report.analyses import indices_figure, save, tornado_figure

    result, folder = found
    assert (folder / "sensitivity.json").exists() and (folder / "sensitivity-indices.csv").exists()
    for name, figure in (("tornado", tornado_figure(result)), ("indices", indices_figure(result))):
        assert all(path.stat().st_size > 5000 for path in save(figure, folder / "figures", name))


def test_effects_that_are_mostly_luck_come_with_a_warning(scenario, tmp_path):
    def lucky(scenario, values, draw, replicate, *rest):
        private = {**values, "effect": 40_000 + 20_000 * np.sin(1e4 * values["programme"] + 99 * replicate)}
        return simulate(scenario, private, draw, replicate, *rest)

    result = sensitivity(scenario, out=tmp_path, simulate=lucky, priors=TWO, base_samples=0, workers=1)
    assert result.about["screening_noise_share"] > 0.5 and "luck" in result.about["warning"]


def test_an_outcome_that_never_moves_has_no_variance_and_no_indices(scenario, tmp_path):
    result = sensitivity(scenario, "offences", out=tmp_path, simulate=simulate, priors=TWO, base_samples=8)
    assert result.about["note"] == NO_VARIANCE
    assert all(row["mu_star"] is None and row["note"] == NO_VARIANCE for row in result.screening)
    assert not result.indices


def test_an_outcome_that_does_not_exist_is_refused_before_anything_runs(scenario, tmp_path):
    with pytest.raises(ValueError, match="no outcome is called happiness"):
        sensitivity(scenario, "happiness", out=tmp_path, simulate=simulate, priors=TWO)


def test_groups_are_screened_as_one(scenario, tmp_path):
    priors = TWO | {"need_persistence": Normal(0.9, 0.01), "need_event_rate": Normal(0.1, 0.01)}
    result = sensitivity(
        scenario, out=tmp_path, simulate=simulate, priors=priors, groups=True, base_samples=8, trajectories=3
    )
    factors = [row["factor"] for row in result.by_group]
    assert set(factors) == {"scenario", "needs"} and factors[0] == "scenario"
    assert all(row["sigma"] is None for row in result.by_group)


def test_only_the_parameters_of_the_strongest_mechanism_are_opened(scenario, tmp_path):
    priors = TWO | {"need_persistence": Normal(0.9, 0.01), "need_event_rate": Normal(0.1, 0.01)}
    result = sensitivity(
        scenario,
        out=tmp_path,
        simulate=simulate,
        priors=priors,
        open_groups=1,
        base_samples=0,
        trajectories=3,
    )
    assert result.about["opened_groups"] == ["scenario"]
    assert result.screening[0]["factor"] == "effect"
    assert "need_persistence" not in {row["factor"] for row in result.screening}


def test_seed_zero_is_a_seed_like_any_other():
    problem = problem_of(["a", "b"])
    assert checked_seed(0) > 0 and checked_seed(2**32 - 1) > 0
    assert (morris_design(problem, 4, 0) == morris_design(problem, 4, 0)).all()
    assert not (sobol_design(problem, 8, 0) == sobol_design(problem, 8, 1)).all()


def test_one_run_without_a_value_costs_one_block_and_not_the_answer():
    problem = problem_of(["a", "b"])
    cube = sobol_design(problem, 256, 1)
    values = np.repeat((cube @ [3.0, 1.0])[:, None], 2, axis=1)
    clean = sobol_rows(problem, values, 1)
    values[5] = np.nan
    holed = sobol_rows(problem, values, 1)
    assert holed[0]["factor"] == "a" and holed[0]["ST"] == pytest.approx(clean[0]["ST"], abs=0.05)
    assert clean[0]["ST"] == pytest.approx(0.9, abs=0.05)


def test_too_few_complete_trajectories_are_said_to_be_too_few():
    problem = problem_of(["a", "b"])
    cube = morris_design(problem, 2, 1)
    values = np.full((len(cube), 2), np.nan)
    assert all(row["note"] == "too few complete runs" for row in morris_rows(problem, cube, values, 1))


def test_the_noise_share_leaves_common_luck_out_and_private_luck_in():
    rng = np.random.default_rng(1)
    effects = rng.normal(size=(2000, 1))
    twins = effects + rng.normal(0, 5, (1, 2))
    assert twin_noise_share(twins) == pytest.approx(0, abs=1e-9)
    strangers = effects + rng.normal(0, 1, (2000, 2))
    assert twin_noise_share(strangers) == pytest.approx(0.5 / 1.5, abs=0.04)
    assert twin_noise_share(np.ones((10, 2))) is None


@pytest.mark.parametrize(
    ("outcome", "parts"),
    [
        (
            "net_saving",
            ("Net saving of the town’s public payers", "in euros:", "prices of 2024", "discounted"),
        ),
        ("incidents", ("(incidents)", f"in {OUTCOME['incidents'].unit}:")),
    ],
)
def test_figures_are_printed_under_a_heading_that_says_of_what_they_are(outcome, parts, scenario, tmp_path):
    result = sensitivity(
        scenario, outcome, out=tmp_path, simulate=simulate, priors=TWO, base_samples=0, trajectories=2
    )
    told = " ".join(heading(result.about))
    for part in (*parts, "weighing against baseline", "36 months", "20 cases"):
        assert part in told
