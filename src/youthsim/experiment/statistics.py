"""Three intervals, never one: what the finite ensemble leaves open, what we do not know, what chance does.

Values come as (draws, replicates): the rows are draws of the parameters, the columns independent towns and
luck under the same parameters. With Y the value,

- monte_carlo: the standard error of the ensemble mean, from the finite number of draws and replicates;
- parameter: E[Y | parameters], whose spread is the variance of the draw means less what luck adds to it;
- realised: Y itself, for new parameters, a new town and new luck. A difference is set against a fresh
  comparison group: the alternative of one replicate minus the baseline of another.

When the draws differ no more than by luck, the parameter interval is as wide as the Monte Carlo interval:
more draws or replicates are needed to tell. All three are 5-95%. Twins (the two arms of one replicate share
town and luck) narrow only the first.

What few draws can say, and that they reach further than they show, stands in `few_draws`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from youthsim.experiment.few_draws import FEWEST, chance_from, wider_than_seen

Values = NDArray[np.float64]

KINDS = ("monte_carlo", "parameter", "realised")
LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95
NO_VARIANCE = "no variance"
ONE_REPLICATE = "one replicate: luck and parameters cannot be told apart"
ONE_DRAW = "one draw: nothing can be said about parameters"
ALL_LUCK = "the draws differ no more than luck makes them differ: no narrower than the Monte Carlo error"
NOTHING = "cannot be said: nothing to divide by"
TOO_FEW = f"too few draws to tell: at least {FEWEST} are needed"


@dataclass(frozen=True)
class Interval:
    """A mean with its 5%, 50% and 95% points; NaN where it cannot be said, and then `note` says why."""

    mean: float
    p05: float
    p50: float
    p95: float
    note: str = ""

    @property
    def width(self) -> float:
        return self.p95 - self.p05

    @property
    def too_few(self) -> bool:
        """Whether there are ends to give, but too few draws to give them."""
        return self.note in (TOO_FEW, ONE_DRAW)

    def ends(self, whole: bool = False) -> dict[str, float | int | str | None]:
        """mean, p05, p50 and p95, None where they cannot be said; and that there were too few draws."""
        values = {"mean": self.mean, "p05": self.p05, "p50": self.p50, "p95": self.p95}
        said: dict[str, float | int | str | None] = {
            name: None if not math.isfinite(value) else round(value) if whole else float(value)
            for name, value in values.items()
        }
        return said | ({"note": self.note} if self.too_few else {})

    def times(self, factor: float) -> Interval:
        """The interval in another unit; a negative factor turns it over."""
        ends = sorted((self.p05 * factor, self.p95 * factor))
        return Interval(self.mean * factor, ends[0], self.p50 * factor, ends[1], self.note)


@dataclass(frozen=True)
class ThreeIntervals:
    """The three intervals of one quantity, around one mean."""

    monte_carlo: Interval
    parameter: Interval
    realised: Interval

    def __iter__(self) -> Iterator[tuple[str, Interval]]:
        return iter((kind, getattr(self, kind)) for kind in KINDS)

    def times(self, factor: float) -> ThreeIntervals:
        return ThreeIntervals(*(interval.times(factor) for _, interval in self))


def of_arm(values: Values, least: float = -math.inf, most: float = math.inf) -> ThreeIntervals:
    """What one arm gives. `values`: (draws, replicates); NaN where a run cannot say it.

    `least` and `most` bound the quantity: a count is not below 0, and its interval is not either.
    """
    return _three(values, values, least, most)


def of_difference(alternative: Values, baseline: Values, compared: Values | None = None) -> ThreeIntervals:
    """Alternative minus baseline, both (draws, replicates), twins in the same cell.

    `compared` is the part of the baseline that a fresh comparison group replaces, the whole of it when left
    out. For a whole town it is the caseload: another town's budget is not what a council compares with.
    """
    flat = against_fresh_group(alternative, baseline, compared)
    draws = len(alternative)
    fresh = np.moveaxis(flat.reshape(-1, draws, alternative.shape[1]), 1, 0).reshape(draws, -1)
    return _three(alternative - baseline, fresh)


def against_fresh_group(alternative: Values, baseline: Values, compared: Values | None = None) -> Values:
    """Alternative of replicate r minus baseline of every replicate other than r, within each draw: flat."""
    twins, part = alternative - baseline, baseline if compared is None else compared
    shifted = [(twins + part - np.roll(part, shift, axis=1)).ravel() for shift in range(1, part.shape[1])]
    return np.concatenate(shifted) if shifted else np.empty(0)


def chance_above_zero(values: Values) -> float:
    """The chance over draws that the expected value lies above zero; NaN when it never moves or few are.

    Each draw's expected value is known only up to the luck left in the ensemble mean: what a few lucky towns
    moved is not sure to have moved.
    """
    effects, _ = draw_effects(values)
    known = effects[np.isfinite(effects)]
    if len(known) < FEWEST or not np.any(known != 0):
        return math.nan
    error = luck_of_the_mean(values)
    if error > 0:
        from scipy.special import stdtr

        return chance_from(float(stdtr(len(known) - 1, known / error).mean()), len(known))
    return chance_from(float((known > 0).mean()), len(known))


def luck_of_the_mean(values: Values) -> float:
    """The part of the standard error of the ensemble mean that is luck; 0 where it cannot be told."""
    known = int(np.isfinite(_row_means(values)).sum())
    within, counts = _within(values)
    return math.sqrt(within / counts / known) if known and math.isfinite(within) else 0.0


def draw_effects(values: Values) -> tuple[Values, str]:
    """E[Y | parameters] of each draw, shrunk so that luck no longer widens it, and a note if it says little.

    Means of R replicates vary by between + within / R. The factor sqrt(between / (between + within / R))
    gives them the right spread around the same mean. `between` is its expectation given that it is not
    negative: where luck is nearly all there is, a spread that luck may hide is left in, and nothing looks
    surer than it is. NaN draws stay NaN.
    """
    means = _row_means(values)
    known = means[np.isfinite(means)]
    if len(known) < 2:
        return means, ONE_DRAW if len(known) else NOTHING
    spread = float(known.var(ddof=1))
    if spread <= _negligible(known):
        return means, NO_VARIANCE
    within, counts = _within(values)
    if not math.isfinite(within):
        return means, ONE_REPLICATE
    luck = within / counts
    freedom = len(known) * max(counts - 1.0, 1.0)
    error = math.sqrt(2.0 / (len(known) - 1) * spread * spread + 2.0 / freedom * luck * luck)
    between = min(_expected_if_positive(spread - luck, error), spread)
    centre = float(known.mean())
    return centre + (means - centre) * math.sqrt(between / spread), ALL_LUCK if spread <= luck else ""


def _expected_if_positive(estimate: float, error: float) -> float:
    """The mean of what an estimate with a normal error says of a number that cannot be negative."""
    from scipy.special import log_ndtr

    z = estimate / error
    return estimate + error * math.exp(-0.5 * (z * z + math.log(2.0 * math.pi)) - float(log_ndtr(z)))


def _with_luck(effects: Values, values: Values) -> Values:
    """Effects spread so much wider that the luck left in their mean is in it: little, unless luck is most."""
    known = effects[np.isfinite(effects)]
    spread, luck = float(known.var(ddof=1)) if len(known) > 1 else 0.0, luck_of_the_mean(values)
    if spread <= 0 or luck <= 0:
        return effects
    centre = float(known.mean())
    return centre + (effects - centre) * math.sqrt(1.0 + luck * luck / spread)


def noise_share(values: Values) -> float:
    """The part of the variance of the draw means that is luck, between 0 and 1; NaN with one replicate."""
    means = _row_means(values)
    known = means[np.isfinite(means)]
    if len(known) < 2 or known.var(ddof=1) <= _negligible(known):
        return math.nan
    within, counts = _within(values)
    return min(within / counts / float(known.var(ddof=1)), 1.0)


def standard_error(values: Values) -> float:
    """Of the ensemble mean. Draws are independent, replicates within one are not independent of it."""
    means = _row_means(values)
    known = means[np.isfinite(means)]
    if len(known) >= 2:
        return math.sqrt(float(known.var(ddof=1)) / len(known))
    single = values[np.isfinite(values)]
    return math.sqrt(float(single.var(ddof=1)) / len(single)) if len(single) >= 2 else math.nan


def quantiles(values: Values) -> tuple[float, float, float]:
    """The 5%, 50% and 95% points of what is finite, by linear interpolation."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return math.nan, math.nan, math.nan
    low, middle, high = np.quantile(finite, (LOW, MIDDLE, HIGH))
    return float(low), float(middle), float(high)


def _three(
    paired: Values, unpaired: Values, least: float = -math.inf, most: float = math.inf
) -> ThreeIntervals:
    means = _row_means(paired)
    known = means[np.isfinite(means)]
    if not len(known):
        nothing = Interval(math.nan, math.nan, math.nan, math.nan, NOTHING)
        return ThreeIntervals(nothing, nothing, nothing)
    mean = float(known.mean())
    error = standard_error(paired)
    reach = error * _student(LOW, HIGH, max(len(known) - 1, 1)) if math.isfinite(error) else math.nan
    constant = NO_VARIANCE if error <= math.sqrt(_negligible(known)) else ""
    return ThreeIntervals(
        Interval(mean, mean - reach, mean, mean + reach, constant),
        _said_of(_of_parameters(paired, mean), len(known), least, most),
        _said_of(_of_one_town(unpaired, mean), len(known), least, most),
    )


def _of_parameters(values: Values, mean: float) -> Interval:
    effects, note = draw_effects(values)
    draws = int(np.isfinite(effects).sum())
    low, middle, high = quantiles(_with_luck(effects, values))
    out = wider_than_seen(draws) * (high - low) / 2
    # rare events: most draws alike, a few far off; the interval then still holds the mean and its luck
    luck = luck_of_the_mean(values) * _student(LOW, HIGH, max(draws - 1, 1))
    return Interval(mean, min(low - out, mean - luck), middle, max(high + out, mean + luck), note)


def _of_one_town(values: Values, mean: float) -> Interval:
    """`values`: (draws, towns of each)."""
    low, middle, high = quantiles(values)
    note = ONE_REPLICATE if not values.size else NO_VARIANCE if low == high else ""
    out = wider_than_seen(_as_many_as(values)) * (high - low) / 2 if values.size else 0.0
    return Interval(mean, low - out, middle, high + out, note)


def _said_of(interval: Interval, draws: int, least: float, most: float) -> Interval:
    """An interval within its bounds, and without its ends where there are too few draws to give them."""
    if not math.isfinite(interval.p05):
        return interval
    if draws < FEWEST:
        note = interval.note if interval.note in (ONE_DRAW, ONE_REPLICATE) else TOO_FEW
        return replace(interval, p05=math.nan, p95=math.nan, note=note)
    low, high = max(interval.p05, min(least, interval.p50)), min(interval.p95, max(most, interval.p50))
    return replace(interval, p05=low, p95=high)


def _as_many_as(values: Values) -> float:
    """How many independent values these say as much as: towns of one draw share its parameters.

    Halfway (harmonically) between the number that the variances give and that of the values: repeating a
    value adds nothing to know, but does move the points between which the ends are interpolated.
    """
    means = _row_means(values)
    draws = int(np.isfinite(means).sum())
    within, counts = _within(values)
    if draws < 2 or not math.isfinite(within):
        return float(max(draws, 1))
    between = max(float(means[np.isfinite(means)].var(ddof=1)) - within / counts, 0.0)
    if between + within <= 0:
        return float(draws)
    apart = 1.0 + (counts - 1.0) * between / (between + within)
    return draws * counts * 2.0 / (apart + 1.0)


def _row_means(values: Values) -> Values:
    finite = np.isfinite(values)
    counts = finite.sum(axis=1)
    sums = np.where(finite, values, 0.0).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(counts > 0, sums / counts, np.nan)


def _within(values: Values) -> tuple[float, float]:
    """Pooled variance between replicates of one draw, and the (harmonic) mean number of replicates."""
    finite = np.isfinite(values)
    counts = finite.sum(axis=1)
    deviations = np.where(finite, values - _row_means(values)[:, None], 0.0)
    freedom = int(np.maximum(counts - 1, 0).sum())
    used = counts[counts > 0]
    if freedom == 0:
        return math.nan, 1.0
    return float((deviations**2).sum() / freedom), float(len(used) / (1.0 / used).sum())


def _negligible(values: Values) -> float:
    """A variance that is only rounding: (1e-12 of the largest value) squared."""
    return (1e-12 * float(np.abs(values).max(initial=0.0))) ** 2


def _student(low: float, high: float, freedom: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, high) - stdtrit(freedom, low)) / 2
