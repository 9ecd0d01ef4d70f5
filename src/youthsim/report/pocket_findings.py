"""Who paid, who gained and every arm beside the others, as plain values for pages and figures.

Money in cents; a saving is positive. Every uncertain number comes with all three intervals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from youthsim.report.findings import Spread

Json = Mapping[str, Any]
KINDS = ("monte_carlo", "parameter", "realised")
TOWN_PUBLIC = "town_public"
NOT_KNOWN = float("nan")
CATCHMENT_PARTS = {
    "caseload": (
        "caseload_saving",
        "cashable_to_town",
        "released_own",
        "released_other",
        "provider_shortfall",
    ),
    "town": ("town_saving", "cashable_to_town", "released_other", "provider_shortfall"),
}  # fmt: skip
"""What is shown of each catchment: the caseload's care, or that of all residents where all are concerned."""


@dataclass(frozen=True)
class Three:
    """One mean with its three 90% intervals."""

    monte_carlo: Spread
    parameter: Spread
    realised: Spread

    @classmethod
    def of(cls, entry: Json | None) -> Three:
        """From an entry of the summary, {kind: {mean, p05, p50, p95}}; NaN for what it cannot say."""
        return cls(*(_spread((entry or {}).get(kind)) for kind in KINDS))

    @property
    def mean(self) -> float:
        return self.parameter.mean

    @property
    def touched(self) -> bool:
        """Whether there is anything but nothing."""
        p = self.parameter
        return p.told and any(end != 0 for end in ((p.p05, p.mean, p.p95) if p.known else (p.mean,)))


@dataclass(frozen=True)
class BreakEven:
    """Chance within the horizon (with what the finite draws leave open), and the median year.

    `year` is None for never within the horizon, 0 for never behind; `chance` NaN where nothing differs.
    """

    chance: float
    low: float
    high: float
    in_one_town: float
    year: int | None


@dataclass(frozen=True)
class Pocket:
    """One payer: cents per calendar year, undiscounted, and the discounted net over the horizon."""

    payer: str
    invested: tuple[float, ...]
    returned: tuple[float, ...]
    net: tuple[float, ...]
    totals: Mapping[str, float]
    discounted: Three
    break_even: BreakEven


@dataclass(frozen=True)
class Settled:
    """One payer and a side payment: its expected balance, what it receives (−: hands over), what is left."""

    payer: str
    balance: float
    received: float
    left: float
    before: float
    after: float
    three: Three


@dataclass(frozen=True)
class Settlement:
    """The payments that make every payer whole; none when together they lose."""

    possible: bool
    missing: float
    total: float
    chance_possible: float
    paid: Mapping[str, Mapping[str, float]]
    payers: tuple[Settled, ...]


@dataclass(frozen=True)
class CatchmentFinding:
    """Where the caseload's care saving goes in services of one catchment; `share` of use is the town's."""

    id: str
    share: float
    parts: Mapping[str, Three]


@dataclass(frozen=True)
class Pockets:
    """The wrong-pocket ledger of one arm. `concerns`: the "caseload"; the "town" when its funding changes."""

    arm: str
    concerns: str
    months: int
    years: int
    payers: tuple[Pocket, ...]
    together: Pocket
    settlement: Settlement
    catchments: tuple[CatchmentFinding, ...]


@dataclass(frozen=True)
class RestsOn:
    """The parameters that make a difference as wide as it is, strongest first, and their part of the spread.

    `assumed` are those of them that no source stands behind.
    """

    parameters: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    share: float = NOT_KNOWN


@dataclass(frozen=True)
class ArmValue:
    """One measure in one arm; no difference in the baseline."""

    arm: str
    level: Three
    difference: Three | None
    better: float
    worse: float
    rests_on: RestsOn = RestsOn()


@dataclass(frozen=True)
class MeasureFinding:
    """One measure over all arms, baseline first. `good`: +1 when more is better, −1 when less, 0 neither."""

    id: str
    theme: str
    unit: str
    good: int
    payer: str
    arms: tuple[ArmValue, ...]

    @property
    def is_money(self) -> bool:
        return self.unit == "cents"

    @property
    def baseline(self) -> ArmValue:
        return self.arms[0]

    @property
    def alternatives(self) -> tuple[ArmValue, ...]:
        return self.arms[1:]


@dataclass(frozen=True)
class Comparison:
    """All arms side by side. `group`: whom the outcomes are about."""

    group: str
    measures: tuple[MeasureFinding, ...]

    def of(self, *themes: str) -> tuple[MeasureFinding, ...]:
        return tuple(measure for measure in self.measures if measure.theme in themes)


def pockets_of(summary: Json) -> tuple[Pockets, ...]:
    """One ledger per alternative; none for a result that was made before there was one."""
    found = summary.get("wrong_pockets")
    if found is None:
        return ()
    return tuple(_pockets(name, arm, found) for name, arm in found["arms"].items())


def comparison_of(summary: Json) -> Comparison | None:
    """Every arm beside the others, when there are two alternatives or more."""
    found = summary.get("comparison")
    if found is None or len(summary["scenario"]["arms"]) < 3:
        return None
    return Comparison(found["group"], tuple(_measure(row) for row in found["measures"]))


def _pockets(name: str, arm: Json, about: Json) -> Pockets:
    rows = {payer: _pocket(payer, row) for payer, row in arm["payers"].items()}
    together = rows.pop(TOWN_PUBLIC)
    parts = CATCHMENT_PARTS[arm["concerns"]]
    return Pockets(
        name, arm["concerns"], about["horizon_months"], about["years"],
        tuple(row for row in rows.values() if row.discounted.touched), together,
        _settlement(arm["side_payments"]["town"]),
        tuple(
            CatchmentFinding(id_, _number(row["town_share"]), {part: Three.of(row[part]) for part in parts})
            for id_, row in arm["catchments"].items()
        ),
    )  # fmt: skip


def _pocket(payer: str, row: Json) -> Pocket:
    even = row["break_even"]
    return Pocket(
        payer, _floats(row["invested"]), _floats(row["returned"]), _floats(row["net"]), row["total"],
        Three.of(row["discounted"]),
        BreakEven(
            _number(even["chance"]), _number(even.get("chance_low")), _number(even.get("chance_high")),
            _number(even.get("chance_in_one_town")), even["year"],
        ),
    )  # fmt: skip


def _settlement(side: Json) -> Settlement:
    payers = tuple(
        Settled(
            payer, row["balance"], row["received"], row["left"], _number(row["chance_whole_before"]),
            _number(row["chance_whole_after"]), Three.of(row),
        )
        for payer, row in side["payers"].items()
    )  # fmt: skip
    return Settlement(
        side["possible"], side["missing_cents"], side["total_cents"], _number(side["chance_possible"]),
        side["paid"], payers,
    )  # fmt: skip


def _measure(row: Json) -> MeasureFinding:
    arms = tuple(
        ArmValue(
            name, Three.of(arm["level"]), Three.of(arm["difference"]) if "difference" in arm else None,
            _number(arm.get("chance_better")), _number(arm.get("chance_worse")), _rests_on(arm),
        )
        for name, arm in row["arms"].items()
    )  # fmt: skip
    return MeasureFinding(row["id"], row["theme"], row["unit"], row["better"], row["payer"], arms)


def _rests_on(arm: Json) -> RestsOn:
    found = arm.get("rests_on", {"parameters": [], "share": None})
    return RestsOn(
        tuple(row["parameter"] for row in found["parameters"]),
        tuple(row["parameter"] for row in found["parameters"] if row["rests_on_assumption"]),
        _number(found["share"]),
    )


def _spread(entry: Json | None) -> Spread:
    return Spread(*(_number((entry or {}).get(end)) for end in ("mean", "p05", "p50", "p95")))


def _number(value: float | None) -> float:
    return NOT_KNOWN if value is None else float(value)


def _floats(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
