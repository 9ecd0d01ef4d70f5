"""The observation operator O of a place: what the source would have printed, had it watched our town.

It enrols the first m cases, reports k of them by the source's rule, and estimates the saving per case as the
source did:

- threat_minus_actual: the dearest of the six months before the start goes on for the threatened time, with
  certainty, minus what the case really cost over that time (Zwolle, Leeuwarden, Nijkerk);
- before_minus_norm: the cost of the past year minus the norm cost of the approach for a year (Tilburg);
- before_after: the cost of the past year minus that of the year after enrolment (Gouda);
- judged_minus_hours: the price of the care that a question at school pointed to, judged certain, minus the
  hours of the youth worker and minus new cost of care in the year after (Leeuwarden). Its cases are chosen
  afterwards by the workers themselves: `successes`. What was judged prevented is heavier than light
  help in all ten (care, a report, a child out of school); a talk or two about a small worry nobody costed.

Nothing here knows the twin: the same operator on untreated cases shows what it "finds" when nothing is done.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youthsim.catalogue.models import JUDGED

YEAR = 12
LIGHT = 1 + JUDGED.index("light")  # of `judged`, where 0 is a case that nobody judged


@dataclass(frozen=True)
class Observer:
    """How a source looks. `norm_cents` is the printed cost of the approach per case and year."""

    enrolled: int
    reported: int
    reporting: str
    estimate: str
    norm_cents: float = 0.0
    judged_cents: tuple[float, ...] = (0.0,) * 5  # by NOT_JUDGED .. JUDGED_ABSENCE of people/school_support
    hour_cents: float = 0.0

    def estimates(
        self,
        cases: NDArray[np.void],
        costs: NDArray[np.int64],
        enrolled_month: NDArray[np.int64],
        threat_months: float,
    ) -> NDArray[np.float64]:
        """Cents saved per case in the source's eyes: (n,). NaN for a case that was never enrolled.

        cases: (n,) of CASE; costs: (n, months) cents; enrolled_month: (n,), -1 never. A threat that runs
        past the simulated months is cut off there, on both sides of the subtraction.
        """
        months = costs.shape[1]
        start = np.clip(enrolled_month, 0, months)
        if self.estimate == "threat_minus_actual":
            stop = np.clip(start + round(threat_months), 0, months)
            saving = cases["worst_month_cents"] * (stop - start) - _window(costs, start, stop)
        elif self.estimate == "before_minus_norm":
            saving = cases["cost_before_cents"] - self.norm_cents
        elif self.estimate == "before_after":
            stop = np.clip(start + YEAR, 0, months)
            saving = cases["cost_before_cents"] - _window(costs, start, stop)
        elif self.estimate == "judged_minus_hours":
            return self._judged(cases, costs)
        else:
            raise ValueError(f"no such way to estimate a saving: {self.estimate}")
        return np.where(enrolled_month >= 0, saving.astype(np.float64), np.nan)

    def _judged(self, cases: NDArray[np.void], costs: NDArray[np.int64]) -> NDArray[np.float64]:
        """Per family that a youth worker helped; NaN for the others."""
        months = costs.shape[1]
        start = np.clip(cases["supported_month"].astype(np.int64), 0, months)
        after = _window(costs, start, np.minimum(start + YEAR, months))
        year_before = _window(costs, np.maximum(start - YEAR, 0), start)
        before = np.where(start >= YEAR, year_before, cases["cost_before_cents"])
        hours = cases["support_minutes"] / 60.0
        avoided = np.array(self.judged_cents)[cases["judged"]]
        saving = avoided - self.hour_cents * hours - np.maximum(after - before, 0)
        return np.where(cases["supported_month"] >= 0, saving, np.nan)

    def chosen(self, cases: NDArray[np.void], estimates: NDArray[np.float64]) -> NDArray[np.intp]:
        """Rows that the source reports, at most `reported`, among the enrolled."""
        rows = np.flatnonzero(np.isfinite(estimates[: self.enrolled]))
        if self.reporting == "completed_first":
            rows = rows[np.argsort(cases["completed"][rows] == 0, kind="stable")]
        elif self.reporting == "best":
            rows = rows[np.argsort(-estimates[rows], kind="stable")]
        elif self.reporting == "successes":
            light = cases["judged"][rows] <= LIGHT
            rows = rows[np.argsort(np.where(estimates[rows] > 0, light, 2), kind="stable")]
        elif self.reporting != "all":
            raise ValueError(f"no such rule of reporting: {self.reporting}")
        return rows[: self.reported]

    def with_nothing_done(
        self,
        treated: tuple[NDArray[np.void], NDArray[np.int64]],
        untreated: tuple[NDArray[np.void], NDArray[np.int64]],
        enrolled_month: NDArray[np.int64],
        threat_months: float,
    ) -> float:
        """Mean estimate in cents over the very cases that are reported, as they fare untreated.

        treated, untreated: cases and costs of the same families in either arm. NaN when none is reported.
        """
        reported = self.chosen(treated[0], self.estimates(*treated, enrolled_month, threat_months))
        alone = self.estimates(*untreated, enrolled_month, threat_months)[reported]
        return _mean(alone[np.isfinite(alone)])

    def per_case(
        self,
        cases: NDArray[np.void],
        costs: NDArray[np.int64],
        enrolled_month: NDArray[np.int64],
        threat_months: float,
    ) -> tuple[float, float]:
        """Mean estimate in cents over the reported and over all enrolled cases; NaN when there are none."""
        estimates = self.estimates(cases, costs, enrolled_month, threat_months)[: self.enrolled]
        reported = estimates[self.chosen(cases[: self.enrolled], estimates)]
        enrolled = estimates[np.isfinite(estimates)]
        return _mean(reported), _mean(enrolled)


def _window(costs: NDArray[np.int64], start: NDArray[np.int64], stop: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sum of each row from `start` up to `stop`."""
    running = np.zeros((costs.shape[0], costs.shape[1] + 1), dtype=np.int64)
    np.cumsum(costs, axis=1, out=running[:, 1:])
    rows = np.arange(len(costs))
    return running[rows, stop] - running[rows, start]


def _mean(values: NDArray[np.float64]) -> float:
    return float(values.mean()) if len(values) else float("nan")
