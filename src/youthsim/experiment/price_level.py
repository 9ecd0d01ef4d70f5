"""Prices of one year at the level of another, by the consumer price index.

Source: Statistics Netherlands (CBS), Consumer prices; price index 2015 = 100, yearly averages. Care wages rose at
their own pace, so this is a common yardstick for what sources claim, not a wage index.
"""

from __future__ import annotations

CONSUMER_PRICES = {
    2010: 91.0, 2011: 93.1, 2012: 95.4, 2013: 97.8, 2014: 98.7, 2015: 100.0, 2016: 100.3, 2017: 101.7, 2018: 103.4,
    2019: 106.2, 2020: 107.5, 2021: 110.4, 2022: 121.4, 2023: 126.1, 2024: 130.3,
}  # fmt: skip


def price_factor(from_year: int, to_year: int) -> float:
    """What an amount of `from_year` is multiplied by at the level of `to_year`.

    Raises ValueError for a year outside the table, unless both are the same.
    """
    if from_year == to_year:
        return 1.0
    for year in (from_year, to_year):
        if year not in CONSUMER_PRICES:
            first, last = min(CONSUMER_PRICES), max(CONSUMER_PRICES)
            raise ValueError(f"no price index for {year}: known are {first} to {last}")
    return CONSUMER_PRICES[to_year] / CONSUMER_PRICES[from_year]
