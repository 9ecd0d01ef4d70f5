"""Which share of the true difference rests on assumptions only, from the same draws with and without them.

Draw d has the same parameters, towns and luck in the run without assumed effects as in the whole run. So each
of its draws is set against its own, never against a mean of draws that the shorter run does not have. The
interval holds 90% of what drawing these pairs anew, with replacement, gives: a share of a difference near
nothing may then be anything, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from youthsim.report.findings import Numbers, Spread
from youthsim.report.reading_parts import spread
from youthsim.report.verdict import FEWEST_DRAWS

Json = Mapping[str, Any]
RESAMPLES, SEED = 4000, 1
NOTHING = spread(None)


@dataclass(frozen=True)
class OnAssumptions:
    """The share that is gone without assumed effects, over `draws` pairs; `open_` says why none is told.

    not_run: there is no run without them. unpaired: the runs do not hold the same draws. few: fewer than 20
    pairs. unclear: the difference itself may be none. wide: the share may be none as well as all.
    """

    share: Spread = NOTHING
    draws: int = 0
    open_: str = ""


def on_assumptions(true: Spread, full: Json, without: Json | None) -> OnAssumptions:
    """Compares the summary of a run with that of the run beside it without assumed effects.

    `true` is the difference of the whole run over all its draws.
    """
    if without is None:
        return OnAssumptions(open_="not_run")
    if not _clear(true):
        return OnAssumptions(open_="unclear")
    pairs = _pairs(full, without)
    if pairs is None:
        return OnAssumptions(open_="unpaired")
    whole, rest = pairs
    if len(whole) < FEWEST_DRAWS:
        return OnAssumptions(draws=len(whole), open_="few")
    share = share_gone(whole, rest)
    if share is None:
        return OnAssumptions(draws=len(whole), open_="unclear")
    return OnAssumptions(share, len(whole), "wide" if share.p05 <= 0.0 and share.p95 >= 1.0 else "")


def share_gone(whole: Numbers, rest: Numbers) -> Spread | None:
    """The share of the mean of `whole` that `rest` lacks, draw by draw; None where that mean may be none."""
    drawn = np.random.default_rng(SEED).integers(0, len(whole), (RESAMPLES, len(whole)))
    of_whole, of_rest = whole[drawn].mean(axis=1), rest[drawn].mean(axis=1)
    if not _clear(Spread.of(of_whole)):
        return None
    low, middle, high = np.quantile(1.0 - of_rest / of_whole, [0.05, 0.5, 0.95])
    return Spread(float(1.0 - rest.mean() / whole.mean()), float(low), float(middle), float(high))


def _clear(found: Spread) -> bool:
    return found.known and found.p05 * found.p95 > 0


def _pairs(full: Json, without: Json) -> tuple[Numbers, Numbers] | None:
    """The draws that both runs hold, in cents; None where those of one are not those of the other."""
    first, second = (run.get("true_difference") for run in (full, without))
    if not first or not second or _kind(full) != _kind(without):
        return None
    whole, rest = (dict(zip(one["draws"], one["cents"], strict=True)) for one in (first, second))
    shared = [d for d in rest if whole.get(d) is not None and rest[d] is not None]
    with_them, gone = (np.array([each[d] for d in shared], dtype=np.float64) for each in (whole, rest))
    return with_them, gone


def _kind(run: Json) -> list[Any]:
    """All that must be the same for draw d to be the same draw, of the same amount."""
    about = run["scenario"]
    same = [about.get(key) for key in ("seed", "replicates", "target", "pilot", "case_clock_months")]
    return [*same, (about.get("posterior") or {}).get("hash")]
