"""Amounts of a scenario at one price level: each is moved from its own price year by consumer prices.

Amounts are found by their type, wherever they stand, so that none can be forgotten. What a scenario says
stays as it was written; who reckons with an amount asks here what it is at the price level of the results.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar

from youthsim.catalogue.beside import Beside
from youthsim.catalogue.models import Scenario
from youthsim.evidence.money import assumed_years, consumer_prices, price_factor
from youthsim.notation.amounts import Money
from youthsim.scenario.quantities import read_money
from youthsim.scenario.strict import Strict

Settings = TypeVar("Settings", bound=Strict)


def cents_in(money: Money, price_year: int) -> float:
    """An amount in cents at the prices of a year, not rounded."""
    return money.cents * float(price_factor(money.price_year, price_year))


def at_prices_of(settings: Settings, price_year: int) -> Settings:
    """The same settings with every amount at the prices of one year, in whole cents."""
    return _moved(settings, price_year)


def _moved(value: Any, year: int) -> Any:
    match value:
        case Money():
            cents = Decimal(value.cents) * price_factor(value.price_year, year)
            return Money(int(cents.to_integral_value(ROUND_HALF_UP)), year)
        case Strict():
            fields = {name: getattr(value, name) for name in type(value).model_fields}
            moved = {name: _moved(inner, year) for name, inner in fields.items()}
            return value.model_copy(update={k: v for k, v in moved.items() if v is not fields[k]})
        case tuple():
            moved_items = tuple(_moved(inner, year) for inner in value)
            return value if all(a is b for a, b in zip(value, moved_items, strict=True)) else moved_items
        case dict():
            moved_dict = {key: _moved(inner, year) for key, inner in value.items()}
            return value if all(moved_dict[key] is inner for key, inner in value.items()) else moved_dict
    return value


def amounts(value: Any) -> Iterator[Money]:
    """Every amount that stands in settings, printed figures beside a claim included."""
    match value:
        case Money():
            yield value
        case Beside():
            if isinstance(value.printed, str) and not value.printed.strip().endswith("%"):
                yield read_money(value.printed)
        case Strict():
            for name in type(value).model_fields:
                yield from amounts(getattr(value, name))
        case tuple():
            for inner in value:
                yield from amounts(inner)
        case dict():
            for inner in value.values():
                yield from amounts(inner)


def assumed_prices(scenario: Scenario) -> dict[str, Any] | None:
    """What a scenario takes for granted of prices that are not known yet; None where it needs none.

    `from` is the first year that is assumed, `to` the last that this scenario reaches, `percent` each change.
    """
    years = {scenario.price_year, *(money.price_year for money in amounts(scenario))}
    reached = [year for year in assumed_years() if year <= max(years)]
    if not reached:
        return None
    changes = consumer_prices()
    return {
        "from": reached[0],
        "to": reached[-1],
        "percent_per_year": [float(changes[year].percent) for year in reached],
        "source": changes[reached[0]].source,
    }
