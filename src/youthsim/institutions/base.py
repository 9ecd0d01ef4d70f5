"""What every institution shares: it sees a snapshot, it decides, and one function writes the decisions.

Subclass `Institution`, override `decide`, and add it to the model: that is all it takes to try another way
of running a provider, a municipality or a partnership. An institution draws chance from the model's world
key, never from Mesa's random stream.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import mesa

if TYPE_CHECKING:
    from youthsim.model import YouthCareModel


class ServiceView(NamedTuple):
    """One service as an institution sees it, read once per decision date."""

    number: int
    id: str
    places: int
    occupied: int
    waiting: int
    started: int
    ended: int
    throughput: float  # clients started per month, smoothed
    expected_wait: float
    tolerated_wait: float
    price_cents: int
    catchment: float
    budget_funded: bool
    budget_cents: int
    displaced: float
    follows_queue: bool = True  # more clients bring more income
    under_regime: bool = True


class OwnClients(NamedTuple):
    """The town's own who are helped by a service now, as who pays for them knows them."""

    running: int
    began: int  # of these, last month
    months: int  # of help so far, summed


@dataclass(frozen=True)
class Snapshot:
    """The town as institutions see it. `month` counts from the burn-in; `since_start` from the programme."""

    month: int
    since_start: int
    quarter: bool
    year: bool
    settling: bool
    services: tuple[ServiceView, ...]
    minors: int
    children_under_order: int
    school_waiting: dict[int, int] = field(default_factory=dict)
    town_use_cents: tuple[int, ...] = ()  # per service, last twelve months, at tariff
    spending_cents: int = 0  # of the municipality, last twelve months
    budget_cents: int = 0
    choices: Mapping[str, str] = field(default_factory=dict)  # rules of the regime in force
    town_use_this_year_cents: tuple[int, ...] = ()  # per service, since January
    heavy_cents: tuple[int, ...] = ()  # per payer, last twelve months, on care heavier than light help
    own: tuple[OwnClients, ...] = ()  # per service; only where a budget binds

    def rule(self, name: str) -> bool:
        """Whether a rule of the regime in force is on."""
        return self.choices.get(name) == "on"


@dataclass
class Decisions:
    """What institutions decide. Left empty: as it was."""

    places: dict[int, int] = field(default_factory=dict)
    displaced: dict[int, float] = field(default_factory=dict)
    budget_cents: dict[int, int] = field(default_factory=dict)
    school_places: dict[int, int] = field(default_factory=dict)
    strictness: float | None = None
    order_delay: float | None = None
    stopped: dict[int, bool] = field(default_factory=dict)  # services where no ordinary help may begin
    placement_power: float | None = None  # share of placements that the partnership decides itself
    presence: float | None = None  # share of the town with light help near
    pots: dict[int, int] = field(default_factory=dict)  # service -> first of those that share its amount
    room: dict[int, int] = field(default_factory=dict)  # cents left to commit, by first service
    commits: dict[int, int] = field(default_factory=dict)  # cents that a start commits until January
    doctors_free: bool = False  # whether a doctor's referral begins whatever is left
    hours: dict[int, tuple[float, float]] = field(default_factory=dict)  # per client, and the dose they give


class Institution(mesa.Agent, ABC):
    """An organisation that decides per quarter or per year; what it decides, each kind says itself."""

    model: YouthCareModel

    @abstractmethod
    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        """Add this institution's decisions. Called every month; look at `seen.quarter` and `seen.year`."""
