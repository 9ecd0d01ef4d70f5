"""Targets beside what the model gives: value, interval, verdict, and what the figure was used for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.calibration.filters import EARLY_HELP
from youthsim.calibration.links import from_link, to_link
from youthsim.calibration.target_schema import LOOK
from youthsim.calibration.targets import Target
from youthsim.experiment.design import uniform_of
from youthsim.experiment.statistics import draw_effects
from youthsim.parameters import GROUPS, ONLY_IN_A_PROGRAMME

INSIDE, OUTSIDE, NOT_SAID = "inside", "outside", "cannot be said"
NO_FIGURE = "no figure"
"""Verdict on what is only looked at: there is nothing that it could lie inside or outside of."""
FIT, PRIORS, CHANGE, UNUSED = "fit", "priors", "change", "no"
FRESH = 16
"""Draws of the source's own luck per draw of the parameters."""


@dataclass(frozen=True)
class Score:
    """One line of a scorecard. The interval is 5-95% of what the source would have printed.

    It holds the parameters' spread, the declared discrepancy and the source's own error; `model_p05` and
    `model_p95` hold the parameters' spread alone, and so does the interval where there is no figure.
    `width`: of the interval, on the scale of comparison.
    """

    target: Target
    simulated: float
    p05: float
    p50: float
    p95: float
    model_p05: float
    model_p95: float
    verdict: str
    used: str
    width: float
    z: float

    def row(self) -> dict[str, Any]:
        """As JSON-able values."""
        t = self.target
        numbers = {
            "simulated": self.simulated, "p05": self.p05, "p50": self.p50, "p95": self.p95,
            "model_p05": self.model_p05, "model_p95": self.model_p95, "z": self.z,
        }  # fmt: skip
        return {
            "id": t.id, "outcome": t.measure.id, "filters": t.asked.words(), "unit": _unit(t),
            "value": _plain(t.value), "low": _plain(t.low), "high": _plain(t.high), "n": t.n,
            "source": list(t.sources), **{name: _plain(x) for name, x in numbers.items()},
            "interval": [_plain(self.p05), _plain(self.p95)], "verdict": self.verdict, "used": self.used,
            "validation": self.used == UNUSED, "note": t.note,
        }  # fmt: skip


def _unit(target: Target) -> str:
    return {
        "relative_difference": "share of the baseline",
        "per_1000_minors_a_year": "per 1,000 minors a year",
    }.get(target.asked.get("statistic", ""), target.measure.unit)


def _plain(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(f"{value:.6g}")


def on_link(targets: Sequence[Target], seen: NDArray[np.float64]) -> NDArray[np.float64]:
    """(..., targets, 2) value and step to (..., targets) on each target's scale."""
    out = np.empty(seen.shape[:-1])
    for k, target in enumerate(targets):
        out[..., k] = to_link(target.link, seen[..., k, 0], seen[..., k, 1])
    return out


def score(
    targets: Sequence[Target],
    seen: NDArray[np.float64],
    used: Sequence[str],
    weights: NDArray[np.float64] | None = None,
    with_discrepancy: bool = True,
) -> list[Score]:
    """`seen`: (draws, replicates, targets, 2); `used`: what each figure was used for.

    Luck of a small town is taken out where the source is a country or a town; where it is a handful of cases
    in a scenario, their luck is part of what is compared.
    """
    links = on_link(targets, seen)
    return [_score(t, links[:, :, k], used[k], weights, with_discrepancy) for k, t in enumerate(targets)]


def _score(
    target: Target, y: NDArray[np.float64], used: str, weights: NDArray[np.float64] | None, wide: bool
) -> Score:
    of_cases = target.measure.needs_scenario or target.asked.get("group", "town") != "town"
    effects = y.ravel() if of_cases else draw_effects(y)[0]
    w = np.ones(len(y)) if weights is None else weights
    w = np.repeat(w, y.shape[1]) if of_cases else w
    known = np.isfinite(effects)
    if not known.any():
        nan = math.nan
        return Score(target, nan, nan, nan, nan, nan, nan, NOT_SAID, used, nan, nan)
    effects, w = effects[known], w[known]
    printed, pw = effects, w  # where there is no figure, nobody printed anything
    if target.value is not None:
        printed, pw = _printed(target, effects, wide), np.repeat(w, FRESH)
    low, middle, high = weighted_quantiles(printed, pw, (0.05, 0.5, 0.95))
    model = weighted_quantiles(effects, w, (0.05, 0.95))
    verdict, z = NO_FIGURE, math.nan
    if target.value is not None:
        step = 1.0 / target.n if target.successes is not None and target.n else 0.0
        value = float(to_link(target.link, target.value, step))
        mean = float(np.average(printed, weights=pw))
        spread = float(np.sqrt(np.average((printed - mean) ** 2, weights=pw)))
        verdict = INSIDE if low <= value <= high else OUTSIDE
        z = (value - mean) / spread if spread else math.nan
    ends = from_link(target.link, [np.average(effects, weights=w), low, middle, high, *model])
    mid, p05, p50, p95, model_p05, model_p95 = (float(x) for x in ends)
    return Score(target, mid, p05, p50, p95, model_p05, model_p95, verdict, used, high - low, z)


def _printed(target: Target, effects: NDArray[np.float64], wide: bool) -> NDArray[np.float64]:
    """What the source would have printed, FRESH times for each draw."""
    from scipy.special import ndtri

    count = len(effects) * FRESH
    u = (np.arange(count) * 0.6180339887498949 + uniform_of(1, target.id, 0)) % 1.0
    sd = math.sqrt(
        (target.discrepancy**2 if wide else 0.0) + (0 if target.successes is not None else target.error**2)
    )
    y = np.repeat(effects, FRESH) + sd * ndtri(np.clip(u, 1e-9, 1 - 1e-9))
    if target.successes is None:
        return y
    rng = np.random.default_rng(17)
    assert target.n is not None
    k = rng.binomial(target.n, from_link("logit", y))
    return to_link("logit", k / target.n, 1.0 / target.n)


def weighted_quantiles(
    values: NDArray[np.float64], weights: NDArray[np.float64], at: Iterable[float]
) -> tuple[float, ...]:
    """Quantiles of weighted values, interpolated between the middles of their weights."""
    order = np.argsort(values, kind="stable")
    cumulated = np.cumsum(weights[order])
    middles = (cumulated - 0.5 * weights[order]) / cumulated[-1]
    return tuple(float(q) for q in np.interp(list(at), middles, values[order]))


def used_for(
    targets: Sequence[Target], fitted_keys: Iterable[str], fitted_sources: Iterable[str]
) -> list[str]:
    """What each was used for: the fit, a prior that can act on it, a change of the model, or nothing.

    A target without a figure is `look`, whatever else asks the same.
    """
    keys, sources = set(fitted_keys), set(fitted_sources)
    in_a_town, anywhere = _placed_by(GROUPS.keys() - ONLY_IN_A_PROGRAMME), _placed_by(GROUPS.keys())
    out = []
    for target in targets:
        without_programme = target.asked.get("scenario") in (None, EARLY_HELP)
        looked_at = in_a_town if without_programme else anywhere
        if target.value is None:
            out.append(LOOK)
        elif target.key in keys or sources & set(target.sources):
            out.append(FIT)
        elif looked_at & set(target.sources):
            out.append(PRIORS)
        elif target.led_to_change:
            out.append(CHANGE)
        else:
            out.append(UNUSED)
    return out


def _placed_by(groups: Iterable[str]) -> set[str]:
    """Evidence ids that a prior of one of these groups rests on."""
    return {s for g in groups for p in GROUPS[g] for s in p.evidence}


def tally(scores: Sequence[Score]) -> dict[str, Any]:
    """How many lie inside: of the fitted, of what placed priors or changed the model, of validation.

    What has no figure, or cannot be said, is in none of these counts and named apart.
    """
    out: dict[str, Any] = {}
    for name, use in (
        ("fitted", FIT),
        ("placed_priors", PRIORS),
        ("led_to_change", CHANGE),
        ("validation", UNUSED),
    ):
        mine = [s for s in scores if s.used == use and s.verdict != NOT_SAID]
        out[name] = {"targets": len(mine), "inside": sum(s.verdict == INSIDE for s in mine)}
    out["cannot_be_said"] = [s.target.id for s in scores if s.verdict == NOT_SAID]
    out["no_figure"] = [s.target.id for s in scores if s.target.value is None]
    return out
