"""The fit on a toy whose posterior is known: is it recovered, and is a wrong method caught?"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, norm
from toy import Toy

from youthsim.calibration import sbc
from youthsim.calibration.crossing import between_places, interval_score
from youthsim.calibration.emulator import BENDS, Emulator, bend_most, fit_emulator, luck_of, products
from youthsim.calibration.fitting import Effort, fit
from youthsim.calibration.learning import NOTHING, dropping_each, learned
from youthsim.calibration.likelihood import Likelihood
from youthsim.calibration.problem import Figure, space_filling
from youthsim.calibration.sampler import sample, sample_many, walkers_for
from youthsim.experiment.ensemble import RunStopped


def linear(slopes: np.ndarray) -> Emulator:
    """An emulator that is exact, with every parameter active."""
    parameters, figures = slopes.shape
    pairs = parameters * (parameters + 1) // 2
    nothing = np.zeros((figures, figures))
    return Emulator(
        np.arange(parameters), np.zeros(0, dtype=np.intp), np.zeros(figures), slopes,
        np.zeros((pairs, figures)),
        nothing, nothing, np.ones(figures), np.zeros((0, figures)),
    )  # fmt: skip


def test_the_posterior_of_a_linear_toy_is_the_exact_one(toy, toy_fit) -> None:
    mean, covariance = toy.exact()
    sd = np.sqrt(np.diag(covariance))
    assert np.abs((toy_fit.z.mean(axis=0) - mean) / sd).max() < 0.3
    assert toy_fit.z.std(axis=0) / sd == pytest.approx(np.ones(len(sd)), abs=0.15)
    exact = covariance / np.outer(sd, sd)
    assert np.abs(np.corrcoef(toy_fit.z.T) - exact).max() < 0.15


def test_luck_of_small_towns_does_not_widen_the_posterior(toy, toy_fit) -> None:
    luck = np.sqrt(np.diag(toy_fit.emulator.luck))
    assert luck == pytest.approx(np.full(len(luck), 0.2), abs=0.04)
    assert np.sqrt(np.diag(toy_fit.emulator.error)).max() < 0.12


def test_a_parameter_without_a_figure_learns_nothing_and_it_is_said(toy, toy_fit) -> None:
    told = {row.name: row.told for row in learned(toy.problem.priors, toy_fit.z)}
    assert told["p3"] == NOTHING
    assert sum(word == NOTHING for word in told.values()) == 1


def test_the_sampler_finds_a_bent_posterior() -> None:
    def banana(x: np.ndarray) -> np.ndarray:
        return -0.5 * x[:, 0] ** 2 - 0.5 * (x[:, 1] - x[:, 0] ** 2) ** 2 / 0.25

    rng = np.random.default_rng(5)
    chain = sample(banana, rng.standard_normal((24, 2)), rng, steps=4000, warm_up=500)
    x = chain.flat()
    assert x[:, 0].mean() == pytest.approx(0, abs=0.12) and x[:, 0].std() == pytest.approx(1, abs=0.08)
    assert x[:, 1].mean() == pytest.approx(1, abs=0.15)
    assert chain.rhat < 1.1


def test_too_few_walkers_are_refused() -> None:
    with pytest.raises(ValueError, match="at least twice as many"):
        sample(lambda x: -(x**2).sum(axis=1), np.zeros((8, 5)), np.random.default_rng(1))
    assert all(walkers_for(d) >= 2 * d and walkers_for(d) % 2 == 0 for d in range(1, 60))


def test_a_share_of_a_handful_gives_the_binomial_posterior() -> None:
    """Three of six, against the sum over a fine grid."""
    figure = Figure("few", "logit", 0.0, 0.0, successes=3, n=6)
    exact = Likelihood.of(linear(np.array([[1.5]])), [figure])
    grid = np.linspace(-5, 5, 2001)
    by_hand = binom.pmf(3, 6, 1 / (1 + np.exp(-1.5 * grid))) * norm.pdf(grid)
    ours = np.exp(exact.log_posterior(grid[:, None]))
    assert np.abs(ours / ours.sum() - by_hand / by_hand.sum()).max() < 1e-6


def calibrated(toy, sampler=sample_many, repetitions=1000, seed=4):
    return sbc.of_the_emulator(linear(toy.slopes), toy.problem, repetitions, seed, sampler)


def test_simulation_based_calibration_passes_the_sampler(toy) -> None:
    ranks = calibrated(toy)
    assert 0.88 < ranks.coverage(0.9) < 0.92
    assert ranks.p_values().min() > 1e-3


def test_simulation_based_calibration_catches_a_broken_sampler(toy) -> None:
    def too_sure(log_density, start, rng, **options):
        """Takes every posterior as 1.2 times as sure as it is."""
        return sample_many(lambda x: 1.2 * log_density(x), start, rng, **options)

    ranks = calibrated(toy, too_sure)
    assert ranks.coverage(0.9) < 0.88
    assert ranks.p_values().min() < 1e-2


def test_the_emulator_knows_what_it_does_not_know() -> None:
    """A bend that a quadratic cannot follow comes back as error, not as certainty."""
    z = space_filling(300, 3, 1)
    bent = np.column_stack([np.sin(2.5 * z[:, 0]), z[:, 0] ** 2 + z[:, 1]])
    e = fit_emulator(z, bent, np.ones(2), 2)
    assert e.error[0, 0] > 0.3 * bent[:, 0].var() and e.r_squared[0] < 0.7
    assert e.r_squared[1] > 0.99


def test_replicates_tell_luck_from_parameters() -> None:
    rng = np.random.default_rng(2)
    z = rng.standard_normal((400, 2))
    towns = (z @ np.array([[1.0], [0.5]]))[:, None, :] + 0.7 * rng.standard_normal((400, 2, 1))
    assert luck_of(towns)[0, 0] == pytest.approx(0.49, rel=0.15)


def test_places_that_share_parameters_predict_each_other() -> None:
    found = []
    for seed in range(6):
        toy = Toy(seed=seed)
        found += between_places(
            linear(toy.slopes),
            toy.problem.figures,
            seed=seed,
            effort=Effort(steps=300, warm_up=200),
            draws=800,
        )
    assert {p.place for p in found} == {"a", "b", "c"} and len(found) == 30
    assert sum(p.inside for p in found) >= 24
    assert sum(p.score for p in found) < sum(p.prior_score for p in found)


def test_the_interval_score_punishes_width_and_misses() -> None:
    assert interval_score(0.5, 0, 1) == pytest.approx(1.0)
    assert interval_score(1.1, 0, 1) == pytest.approx(1 + 20 * 0.1)


def test_dropping_a_figure_that_alone_tells_a_parameter_widens_it() -> None:
    slopes = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    marks = [Figure(f"f{k}", "none", 0.5, 0.1) for k in range(3)]
    rows = {r["figure"]: r for r in dropping_each(linear(slopes), marks, ["one", "other"])}
    assert rows["f2"]["widens"] == "other" and rows["f2"]["widening"] > 5
    assert rows["f0"]["widening"] < 1.6


def test_a_stopped_fit_goes_on_to_the_same_posterior(toy, tmp_path) -> None:
    effort = Effort(design=64, twice=16, active=2, draws=32, waves=1, steps=200, warm_up=100)

    class Stops:
        left = 30

        def __call__(self, values, draw, replicate):
            if self.left == 0:
                raise KeyboardInterrupt
            self.left -= 1
            return toy.problem.look(values, draw, replicate)

    from dataclasses import replace

    with pytest.raises(RunStopped) as stopped:
        fit(replace(toy.problem, look=Stops()), tmp_path / "a", effort)
    assert 0 < stopped.value.done < stopped.value.total
    again = fit(toy.problem, tmp_path / "a", effort)
    whole = fit(toy.problem, tmp_path / "b", effort)
    assert np.array_equal(again.z, whole.z)


def test_of_hundreds_of_products_the_one_that_bends_a_figure_is_kept() -> None:
    rng = np.random.default_rng(5)
    z = rng.standard_normal((700, 21))
    y = (z[:, :1] * z[:, 1:2]) + z[:, 2:3] + 0.3 * rng.standard_normal((700, 1))
    bends = products(z)
    assert bends.shape[1] > BENDS
    first, second = bend_most(z, y, bends, np.ones(len(z)))[:2]
    together = np.abs([np.corrcoef(bends[:, k], y[:, 0])[0, 1] for k in (first, second)])
    assert np.allclose(bends[:, first], z[:, 0] * z[:, 1])
    assert together[0] > 0.5 > 0.2 > together[1]
    emulator = fit_emulator(z, y, np.ones(1), active=21)
    new = rng.standard_normal((200, 21))
    missed = emulator.mean(new)[:, 0] - (new[:, 0] * new[:, 1] + new[:, 2])
    assert np.std(missed) < 0.35
