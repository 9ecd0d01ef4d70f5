"""What the report needs to know, as plain values. Money in cents; a saving is positive, a cost negative.

Everything uncertain is a `Spread` over draws of the parameters: mean, 5%, 50% and 95% points. There is no
field for a point estimate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from youthsim.experiment.answer import NEARLY_ALL
from youthsim.experiment.few_draws import ends_of_draws

if TYPE_CHECKING:
    from youthsim.report.pocket_findings import Comparison, Pockets

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """A quantity with its 90% interval. Unit: that of the quantity."""

    mean: float
    p05: float
    p50: float
    p95: float

    @classmethod
    def of(cls, values: Numbers) -> Spread:
        """The spread of draws; NaN everywhere when no draw is finite, at the ends when few are."""
        kept = np.asarray(values, dtype=np.float64)
        kept = kept[np.isfinite(kept)]
        if kept.size == 0:
            return cls(*(float("nan"),) * 4)
        low, middle, high = ends_of_draws(kept)
        return cls(float(kept.mean()), float(low), float(middle), float(high))

    @property
    def spans_zero(self) -> bool:
        return self.p05 < 0 < self.p95

    @property
    def reach(self) -> tuple[float, float]:
        """How far it reaches on a figure: its ends, or its mean where it has none."""
        return (self.p05, self.p95) if self.known else (self.mean, self.mean)

    @property
    def told(self) -> bool:
        """Whether there is a mean; with too few draws it has no ends."""
        return bool(np.isfinite(self.mean))

    @property
    def known(self) -> bool:
        """Whether there is a mean with its interval."""
        return bool(np.isfinite([self.mean, self.p05, self.p95]).all())

    def times(self, factor: float) -> Spread:
        low, high = sorted((self.p05 * factor, self.p95 * factor))
        return Spread(self.mean * factor, low, self.p50 * factor, high)


@dataclass(frozen=True)
class Series:
    """A monthly series over draws: each array (months,)."""

    mean: Numbers
    p05: Numbers
    p95: Numbers

    @classmethod
    def of(cls, by_draw: Numbers) -> Series:
        """From (draws, months)."""
        low, _, high = ends_of_draws(by_draw)
        return cls(np.nanmean(by_draw, axis=0), low, high)


@dataclass(frozen=True)
class PayerFinding:
    """What one budget gains (+) or pays (−) over the horizon, all residents, programme included."""

    id: str
    net: Spread
    chance_pays: float
    caseload_only: Spread | None = None
    break_even_month: Spread | None = None
    share_breaking_even: float = float("nan")

    @property
    def touched(self) -> bool:
        """Whether this budget notices anything at all."""
        net = self.net
        return any(end != 0 for end in ((net.mean, net.p05, net.p95) if net.known else (net.mean,)))


@dataclass(frozen=True)
class Cashability:
    """Where the caseload saving at tariff goes: the identity of the definitions, three parts."""

    at_tariff: Spread
    cashable: Spread
    released_own: Spread
    released_elsewhere: Spread
    idle: Spread


@dataclass(frozen=True)
class Step:
    """One total of the decomposition, E0 to E9."""

    step: str
    amount: Spread


@dataclass(frozen=True)
class PrintedFigure:
    """Another figure of the source, and what the model gives for it. `unit`: cents, share or number."""

    says: Mapping[str, str]
    printed: float
    simulated: Spread
    realised: Spread
    unit: str
    reproduced: bool | None
    months: int


@dataclass(frozen=True)
class Claim:
    """What a source printed, what its way of counting sees in the model, what is true in the model.

    `printed_cents` for `printed_cases` stands in the source, `printed_at_size` is what it prints for `size`
    (NaN when it does not). `reported` is that amount for `size` cases at the common price level, over
    `horizon_months`; `seen` and `true` are totals over the same. `split` gives printed shares by domain.
    `costed` are the cases that `reported` and `seen` speak of, where a school approach enrols more families
    than the source describes. `stated` is false where the source lets one expect the amount and prints none.
    `audited_cents` is the recomputed amount of the reported cases together, NaN where it is the same.
    """

    document: str
    size: int
    horizon_months: int
    printed_cents: float
    printed_cases: int
    reported: float
    seen: Spread
    true: Spread
    reproduced: bool | None
    printed_at_size: float = float("nan")
    split: Mapping[str, float] = field(default_factory=dict)
    beside: tuple[PrintedFigure, ...] = ()
    costed: int = 0
    stated: bool = True
    a_case: bool = False
    audited_cents: float = float("nan")

    @property
    def described(self) -> int:
        """Cases that the source's amount speaks of at the target size."""
        return self.costed or self.size


@dataclass(frozen=True)
class OutcomeFinding:
    """One outcome in the caseload, over the horizon: without, with and the difference."""

    id: str
    baseline: Spread
    programme: Spread
    difference: Spread
    chance_better: float = float("nan")


@dataclass(frozen=True)
class SizeFinding:
    """What happens at one caseload size: money in cents, people in fte."""

    size: int
    net_total: Spread
    net_per_case: Spread
    fidelity: Spread | None = None
    fte_wanted: Spread | None = None
    fte_filled: Spread | None = None
    fte_displaced: Spread | None = None
    enrolled: Spread | None = None
    eligible: Spread | None = None
    chance_too_few: float = 0.0


@dataclass(frozen=True)
class SelfImprovement:
    """The baseline caseload, untreated: cost per case a year in cents, before and after it was chosen.

    `needs` holds by outcome id the value in some months after the start.
    """

    before: Spread
    after: Spread
    fall_share: Spread
    second_year: Spread | None = None
    needs: Mapping[str, Mapping[int, Spread]] = field(default_factory=dict)


@dataclass(frozen=True)
class TownRow:
    """One fact of the burned-in community beside its source; `id` names it in the table of texts."""

    id: str
    simulated: Spread
    source_value: float
    source_low: float
    source_high: float
    source: str
    unit: str = ""
    tuned: bool = False

    @property
    def within(self) -> bool:
        return self.source_low <= self.simulated.mean <= self.source_high


@dataclass(frozen=True)
class ParameterRow:
    name: str
    unit: str
    prior: str
    evidence: tuple[str, ...]
    note: str
    role: str
    rests_on_assumption: bool
    rank_correlation: float = float("nan")


@dataclass(frozen=True)
class Findings:
    """All of one result that the report shows.

    `labels` names the arms; what ends in `_nl` is the same in Dutch (see `said_in`). `paths` holds per arm
    (months, N_PATHS) mean youths of the caseload by care path, `path_spreads` per arm and path the average
    number over the horizon. `occupancy` is by outcome id, then arm; `intervals` by "monte_carlo",
    "parameter" and "realised". `net_cash` is that of the public payers. `pockets` holds the wrong-pocket
    ledger of each alternative, `comparison` all arms where there are three or more. `steps` cover the first
    `steps_months` months, `steps_to_horizon` all of them.
    """

    title: str
    question: str
    place: str
    size: int
    sizes: tuple[int, ...]
    horizon_months: int
    price_year: int
    discount: float
    draws: int
    replicates: int
    population_share: float
    labels: Mapping[str, str]
    baseline: str
    programme: str
    calibrated: bool
    posterior: Mapping[str, Any] | None
    net_social: Spread
    chance_gain: float
    net_cash: Spread
    programme_cost: Spread
    payers: tuple[PayerFinding, ...]
    steps: tuple[Step, ...]
    steps_months: int
    claim: Claim | None
    intervals: Mapping[str, Spread]
    outcomes: tuple[OutcomeFinding, ...]
    cashability: Cashability | None = None
    steps_to_horizon: tuple[Step, ...] = ()
    pockets: tuple[Pockets, ...] = ()
    comparison: Comparison | None = None
    cautions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nobody: bool = False
    cost_per_household_year: Mapping[str, Spread] = field(default_factory=dict)
    chance_cash: float = float("nan")
    occupancy: Mapping[str, Mapping[str, Series]] = field(default_factory=dict)
    professionals: Mapping[str, Series] = field(default_factory=dict)
    paths: Mapping[str, Numbers] = field(default_factory=dict)
    path_spreads: Mapping[str, tuple[Spread, ...]] = field(default_factory=dict)
    by_size: tuple[SizeFinding, ...] = ()
    self_improvement: SelfImprovement | None = None
    town: tuple[TownRow, ...] = ()
    parameters: tuple[ParameterRow, ...] = ()
    weakest: tuple[Mapping[str, str], ...] = ()
    manifest: Mapping[str, object] = field(default_factory=dict)
    closing_error_cents: int = 0
    share_breaking_even: float = float("nan")
    undiscounted_cash: Spread | None = None
    rule: str = ""
    title_nl: str = ""
    question_nl: str = ""
    labels_nl: Mapping[str, str] = field(default_factory=dict)

    @property
    def whole_schools(self) -> bool:
        """Whether the cases are all families of schools, whoever is doing well or badly."""
        return self.rule.endswith("_schools")

    @property
    def still_priors(self) -> tuple[str, ...]:
        """The uncertain numbers of this report of which the fit learned nothing, most influential first."""
        learned = set((self.posterior or {}).get("learned", ()))
        return tuple(row.name for row in self.parameters if row.name not in learned)

    @property
    def concerns_town(self) -> bool:
        """Whether the first alternative funds a whole town otherwise: then its euros are all residents'."""
        return bool(self.pockets) and self.pockets[0].concerns == "town"

    @property
    def only_funding(self) -> bool:
        """Whether the town is funded otherwise and nothing else: no approach, and no caseload to grow."""
        return self.concerns_town and self.claim is None and self.programme_cost.mean == 0

    def said_in(self, lang: str) -> Findings:
        """These findings with title, question and labels in a language; English where there is no Dutch."""
        if lang != "nl":
            return self
        return replace(
            self,
            title=self.title_nl or self.title,
            question=self.question_nl or self.question,
            labels={arm: self.labels_nl.get(arm) or label for arm, label in self.labels.items()},
        )

    @property
    def enrolled(self) -> Spread | None:
        """Cases that really take part, where they are clearly fewer than asked for; None elsewhere."""
        if self.concerns_town:  # another way of funding enrols nobody
            return None
        here = next((one for one in self.by_size if one.size == self.size), None)
        if here is None or here.enrolled is None or not here.enrolled.told:
            return None
        if here.enrolled.mean >= NEARLY_ALL * self.size:
            return None
        return here.enrolled
