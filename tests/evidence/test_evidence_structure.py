"""Checks that need no formula: each is silent on a sound register and speaks when one thing is changed."""

from dataclasses import replace

import pytest

from youthsim.evidence.audit import audit
from youthsim.evidence.register import Figure, Register


def figure(name, value, unit="EUR", **more):
    more.setdefault("step", 0.01 if unit == "share" else 1.0 if unit == "EUR" else 0.0)
    more.setdefault("price_year", 2024 if unit.startswith("EUR") else None)
    more.setdefault("quantity", name)
    return Figure(id=name, value=value, unit=unit, text=str(value), **more)


SOUND = [
    *(
        figure(f"case{k}", v, n=1, part_of=("total", "mean"))
        for k, v in enumerate((100.0, 250.0, 400.0, 90.0))
    ),
    figure("total", 840.0, statistic="sum", n=4),
    figure("mean", 210.0, statistic="mean", n=4),
    figure("clients", 120.0, "clients"),
    *(figure(f"share{k}", v, "share", part_of=("clients",)) for k, v in enumerate((0.33, 0.33, 0.34))),
    figure("content", 0.82, "share", n=11, statistic="proportion"),
    figure("rent", 1200.0, period="per year", part_of=("cost",)),
    figure("pay", 8800.0, period="per year", part_of=("cost",)),
    figure("cost", 10000.0, period="per year"),
    figure("cost_summary", 10000.0, period="per year", same_as=("cost",), step=1000.0),
    figure("rate", 75.0, "EUR/hour", low=70.0, high=90.0),
    figure("place", 14200.0, payer="municipality", item="place"),
    figure("half_a", 500.0, payer="municipality", item="team", part_of=("team",)),
    figure("half_b", 500.0, payer="insurer", item="team", part_of=("team",)),
    figure("team", 1000.0),
    figure("origin_of_rate", 75.0, "EUR/hour"),
]


def verdicts(*changed: Figure) -> dict[str, str]:
    rows = {one.id: one for one in SOUND} | {one.id: one for one in changed}
    found = audit(Register(rows))
    return {one.check: one.verdict for one in found if one.verdict in ("contradiction", "ambiguous")}


def changed(name: str, **change) -> Figure:
    return replace(next(one for one in SOUND if one.id == name), **change)


def test_a_sound_register_is_left_in_peace():
    assert verdicts() == {}


@pytest.mark.parametrize(
    ("row", "check"),
    [
        (changed("mean", value=840.0), "mean"),
        (changed("total", value=480.0), "sum"),
        (changed("mean", n=5), "n"),
        (changed("share2", value=0.41), "shares"),
        (changed("content", value=0.85), "proportion"),
        (changed("rent", period="per month"), "period"),
        (changed("cost_summary", value=13000.0), "two prints"),
        (changed("cost_summary", period="per month"), "period"),
        (changed("rate", value=65.0), "range"),
        (changed("rate", low=95.0), "range"),
        (changed("content", value=1.2, statistic=""), "range"),
        (changed("pay", price_year=None), "price year"),
        (changed("pay", price_year=2019), "price year"),
        (figure("place_again", 14200.0, payer="insurer", item="place"), "payer"),
        (figure("place_taken", 14500.0, payer="insurer", origin=("place",)), "payer"),
        (changed("cost_summary", origin=("cost",)), "circular"),
        (figure("echo", 90.0, "hours", origin=("echo",)), "circular"),
        (changed("pay", unit="hours", price_year=None), "units"),
    ],
    ids=lambda one: one if isinstance(one, str) else one.id,
)
def test_one_broken_promise_is_found_by_its_check(row, check):
    assert check in verdicts(row)


def test_a_sum_printed_as_a_mean_is_named_as_such():
    found = audit(Register({one.id: one for one in [*SOUND, changed("mean", value=840.0)]}))
    assert any("sum of 4, printed as their mean" in one.message for one in found)


def test_a_longer_ring_of_sources_is_found():
    ring = [
        figure("a", 1.0, "cases", origin=("b",)),
        figure("b", 2.0, "cases", origin=("c",)),
        figure("c", 3.0, "cases", origin=("a",)),
    ]
    assert verdicts(*ring) == {"circular": "contradiction"}
    assert verdicts(*ring[:2], figure("c", 3.0, "cases")) == {}


def test_shares_that_miss_one_by_rounding_are_fine():
    thirds = [changed(f"share{k}", value=0.33) for k in range(3)]
    assert verdicts(*thirds) == {}
