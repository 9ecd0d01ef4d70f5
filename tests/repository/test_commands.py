"""`youthsim town` and `youthsim bench`: what they print is what they measured, on a small town."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from youthsim.cli import main

SMALL = """\
schema: 1
extends: zwolle-30-40
population_share: 5%
burn_in: 24 months
burn_in_short: true
horizon: 24 months
"""


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def answer(*arguments: str) -> Any:
    result = asked(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_town_stands_beside_its_sources(small: str) -> None:
    seen = answer("town", small)
    ids = [row["id"] for row in seen["community"]]
    assert len(ids) == len(set(ids)) > 20
    assert [row["id"] for row in seen["community"] if not row["low"] < row["source"] < row["high"]] == []
    assert seen["minors"] == pytest.approx(0.05 * 27_000, rel=0.05)


@pytest.mark.parametrize(
    ("shown", "inside"),
    [(0.043, True), (0.038, True), (0.0379, False), (0.0461, False), (float("nan"), None)],
)
def test_a_town_is_marked_where_it_leaves_the_range_of_the_source(
    monkeypatch: pytest.MonkeyPatch, shown: float, inside: bool
) -> None:
    """Pupils in special education: the source prints 4.3%, the range is 3.8% to 4.6%."""
    from dataclasses import replace

    from youthsim.experiment import community

    special = next(one for one in community.COMPARISONS if one.id == "special")
    assert (special.low, special.high) == (0.038, 0.046)
    monkeypatch.setattr(community, "COMPARISONS", (replace(special, read=lambda facts: facts["shown"]),))
    (row,) = community.beside_sources({"shown": shown}, 2024)
    assert row["inside"] is inside


def test_the_same_town_comes_back_and_another_draw_is_another_town(small: str) -> None:
    assert answer("town", small) == answer("town", small)
    assert answer("town", small, "--draw", "3")["community"] != answer("town", small)["community"]


def test_words_and_numbers_agree(small: str) -> None:
    words = asked("town", small).output
    outside = sum(not row["inside"] for row in answer("town", small)["community"])
    assert f"{outside} of " in words and words.count(" ! ") == outside


def test_a_town_that_is_not_known_is_refused_with_those_that_are() -> None:
    result = asked("town", "atlantis")
    assert result.exit_code == 2
    assert "nijkerk" in result.output and "zwolle-30-40" in result.output
    assert "Traceback" not in result.output


def test_a_timing_says_of_what_it_is(small: str) -> None:
    speed = answer("bench", small, "--burn-in", "13", "--horizon", "6", "--timings", "2")
    assert speed["month_ns"] > 0 and speed["world_ns"] > 0 and speed["numpy_ns"] > 0
    assert speed["ratio"] == pytest.approx(speed["month_ns"] / speed["numpy_ns"])
    assert (speed["burn_in_months"], speed["horizon_months"], speed["arms"]) == (13, 6, 2)
    assert speed["minors"] < speed["children"] < 1.4 * speed["minors"]
    words = asked("bench", small, "--burn-in", "13", "--horizon", "6", "--timings", "1").output
    for part in ("0-22", "under 18", "burn-in", "arms", "Shortest of"):
        assert part in words


def test_the_shortest_run_counts() -> None:
    import time

    from youthsim.experiment.speed import shortest

    waits = iter([0.02, 0.001, 0.02])
    assert 1e6 < shortest(lambda: time.sleep(next(waits)), 3) < 1.5e7
