"""The value of information for a choice between options, from draws of a model.

A choice is made on what is expected now. Knowing more can turn it; what that is worth on average is the value
of that knowledge, per decision, in the unit of the net benefit. EVPI: knowing everything. EVPPI: knowing some
parameters. EVSI: seeing the outcome of a measurement that is not perfect.

Sources: Raiffa and Schlaifer 1961; Strong, Oakley and Brennan 2014 (10.1177/0272989X13505910) and Strong,
Oakley, Brennan and Breeze 2015 (10.1177/0272989X15575286) for the regressions.
"""

from __future__ import annotations

import inspect
import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from youthsim.information.columns import Table, chosen, named_columns, options
from youthsim.information.estimate import Estimate
from youthsim.information.surface import surface

Values = NDArray[np.float64]
OTHERS, SEED, Z95 = 200, 20_140_101, 1.645
ALL_SUBSETS = 4
"""A group of at most so many parameters is held against every group within it."""


def evpi(net_benefit: ArrayLike) -> Estimate:
    """Expected value of perfect information: what it is worth to know everything before choosing.

    net_benefit: (n draws, options), or (n,) for one option beside doing nothing. Includes whatever luck the
    draws hold: where each is one simulated town, that is more than can be known.
    Raises ValueError for fewer than ten draws or for what is no number.
    """
    benefit = options(net_benefit)
    weights = _weights(len(benefit), np.random.default_rng(SEED))
    others = [weight @ benefit.max(axis=1) - (weight @ benefit).max() for weight in weights]
    return Estimate(_gain(benefit), float(np.std(others, ddof=1)))


def evppi(inputs: Table, net_benefit: ArrayLike, names: str | Sequence[str] | None = None) -> Estimate:
    """Expected value of perfect information on some parameters together.

    inputs: a table of draws (n, parameters), DataFrame, mapping or array; names: which of them; all for None.
    net_benefit: (n, options). A group is worth no less than any group within it: with up to four parameters
    all of these are valued and the largest counts, with more each one by itself and the group less one.
    Raises ValueError for a name that is not there, unequal lengths, or too few draws.
    """
    benefit = options(net_benefit)
    columns = chosen(inputs, names)
    _same_length(columns, benefit)
    return max(
        (_known(columns[:, list(group)], benefit) for group in _within(columns.shape[1])),
        key=lambda found: found.value,
    )


def evsi(
    inputs: Table, net_benefit: ArrayLike, observe: Callable[..., Any] | Table, *, seed: int = 1
) -> Estimate:
    """Expected value of sample information: what a measurement is worth before its outcome is known.

    observe: `observe(inputs, rng)`, which gives what the measurement would show at each draw: (n,) or (n, k)
    statistics, sampling luck included (or such a table itself). The statistics must say all that the data say
    of the parameters, such as successes of a trial in either arm.
    Raises ValueError as `evppi` does.
    """
    benefit = options(net_benefit)
    seen = _observed(observe, inputs, seed) if callable(observe) else observe
    columns = np.column_stack(list(named_columns(seen).values()))
    _same_length(columns, benefit)
    return _known(columns, benefit)


def over_years(per_decision: Estimate, *, a_year: float, years: float, discount: float = 0.0) -> Estimate:
    """The value over all decisions that it informs, discounted continuously at a rate a year."""
    times = a_year * (years if discount == 0 else -math.expm1(-discount * years) / discount)
    return Estimate(per_decision.value * times, per_decision.se * times)


def enbs(sample_information: Estimate, cost: float) -> Estimate:
    """Expected net benefit of sampling: what a measurement is worth less what it costs, in one unit."""
    return Estimate(sample_information.value - cost, sample_information.se)


def _known(columns: Values, benefit: Values) -> Estimate:
    """The value of knowing these columns, less what choosing on a fitted surface flatters itself with.

    A surface that is off makes its own peaks look like knowledge. How much shows from surfaces that are off
    as much again; the standard error is from surfaces that shrink less, and from other weights of the draws.
    """
    rng = np.random.default_rng(SEED)
    base = benefit[:, 0]
    surfaces = [surface(columns, benefit[:, k] - base) for k in range(1, benefit.shape[1])]
    weights = _weights(len(base), rng)
    plain = _gain(np.column_stack([np.zeros(len(base)), *(s.fitted for s in surfaces)]))
    again = _gains([s.others(OTHERS, rng) for s in surfaces], weights)
    wide = _gains([s.others(OTHERS, rng, shrunk=False) for s in surfaces], weights)
    value = max(2.0 * plain - float(again.mean()), 0.0)
    above = (float(np.quantile(wide, 0.95)) - value) / Z95  # near nothing it can only be too low
    return Estimate(value, max(float(wide.std(ddof=1)), above))


def _gains(surfaces: list[Values], weights: Values) -> Values:
    """(others,) the value on each of several surfaces beside doing nothing, (others, n) each."""
    count, draws = weights.shape
    gains = np.empty(count)
    for i in range(count):
        at_draws = np.column_stack([np.zeros(draws), *(s[i] for s in surfaces)])
        gains[i] = weights[i] @ at_draws.max(axis=1) - (weights[i] @ at_draws).max()
    return gains


def _weights(draws: int, rng: np.random.Generator) -> Values:
    """(others, draws) weights that add up to 1: a Bayesian bootstrap."""
    weights = rng.standard_exponential((OTHERS, draws))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=float)


def _gain(benefit: Values) -> float:
    """What choosing at each draw wins over choosing once."""
    return float(benefit.max(axis=1).mean() - benefit.mean(axis=0).max())


def _within(size: int) -> list[tuple[int, ...]]:
    """Groups within a group, itself last."""
    every = range(size)
    if size <= ALL_SUBSETS:
        return [g for k in range(1, size + 1) for g in itertools.combinations(every, k)]
    return [*((k,) for k in every), *(tuple(j for j in every if j != k) for k in every), tuple(every)]


def _observed(observe: Callable[..., Any], inputs: Table, seed: int) -> Any:
    """The luck of a measurement has a stream of its own: the caller's may have made the draws."""
    wanted = len(inspect.signature(observe).parameters)
    return observe(inputs) if wanted == 1 else observe(inputs, np.random.default_rng([seed, SEED]))


def _same_length(columns: Values, benefit: Values) -> None:
    if len(columns) != len(benefit):
        raise ValueError(f"{len(columns)} draws of parameters beside {len(benefit)} of net benefit")
