"""From the numbers that a target gives to those of a fit: at the model's prices, with an error of 1 sd."""

from __future__ import annotations

import math

from youthsim.calibration.links import to_link
from youthsim.calibration.measures import Measure
from youthsim.calibration.target_schema import Defaults, Written

MODEL_PRICE_YEAR = 2024
"""Price level of the towns that are looked at; amounts of sources are moved to it by `price_year`."""
NORMAL_90 = 1.6448536269514722


def at_model_prices(written: Written, measure: Measure) -> tuple[float | None, float | None, float | None]:
    """low, high and value, with amounts moved from the source's price year to that of the model's towns."""
    numbers = (written.low, written.high, written.value)
    if measure.unit != "euro" or written.price_year is None:
        return numbers
    from youthsim.evidence.money import price_factor

    factor = float(price_factor(written.price_year, MODEL_PRICE_YEAR))
    low, high, value = (None if x is None else x * factor for x in numbers)
    return low, high, value


def middle(link: str, low: float, high: float) -> float:
    """The value of a figure that gives only its ends."""
    return (low + high) / 2 if link in ("none", "logit") else math.sqrt(max(low, 0) * high)


def error_of(link: str, value: float, low: float | None, high: float | None, written: Written) -> float:
    """1 sd of the source on the link scale: from its 90% interval, else from its n, else 0."""
    if low is not None and high is not None:
        ends = to_link(link, [low, high])
        return float(ends[1] - ends[0]) / (2 * NORMAL_90)
    return 0.0 if written.n is None else _error_of_mean(link, value, written.n, written.sd)


def _error_of_mean(link: str, value: float, n: int, sd: float | None) -> float:
    """1 sd of a mean over n on the link scale; where no spread is given, cases vary as much as their mean."""
    spread = abs(value) if sd is None else sd
    if link == "logit":
        share = min(max(value, 0.5 / n), 1 - 0.5 / n)
        return 1.0 / math.sqrt(n * share * (1 - share))
    if link == "log":
        return spread / max(abs(value), 1e-12) / math.sqrt(n)
    if link == "root":
        return 0.5 * spread / math.sqrt(max(value, 1e-12)) / math.sqrt(n)
    return spread / math.sqrt(n)


def discrepancy_of(link: str, value: float, written: Written, defaults: Defaults) -> float:
    """1 sd on the link scale by which a model that is right in all that matters may still miss the value."""
    discrepancy = defaults.discrepancy if written.discrepancy is None else written.discrepancy
    if link == "root":  # the file gives relative sds; on the root scale that is half the root
        return discrepancy * (0.5 * math.sqrt(max(value, 1e-12)))
    return 0.0 if link == "none" and written.discrepancy is None else discrepancy


def successes_of(link: str, value: float, low: float | None, n: int | None) -> int | None:
    """How many of the n a share counts, where it gives no interval and the binomial is used."""
    return round(value * n) if link == "logit" and n is not None and low is None else None
