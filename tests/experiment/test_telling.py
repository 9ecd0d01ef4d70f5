"""Progress as lines: now and then, with the time past and to go, and without a warning in a notebook."""

import sys
import types
import warnings

import pytest

from youthsim.experiment import telling
from youthsim.experiment.telling import Lines, duration, lines_in_a_notebook


@pytest.fixture
def clock(monkeypatch):
    now = types.SimpleNamespace(seconds=0.0)
    monkeypatch.setattr(telling.time, "monotonic", lambda: now.seconds)
    return now


def test_a_line_comes_now_and_then_with_the_time_past_and_to_go(clock):
    said = []
    lines = Lines("Simulating", said.append)
    lines(0, 10)
    for done in range(1, 11):
        clock.seconds += 12
        lines(done, 10)
    assert said[0] == "Simulating: 0 of 10 chunks"
    assert said[1] == "Simulating: 2 of 10 chunks, 24 s past, about 2 min to go"
    assert said[-1] == "Simulating: 10 of 10 chunks, 2 min past" and len(said) == 6
    assert not any("\r" in line or "\x1b" in line for line in said)


def test_what_was_kept_from_an_earlier_run_does_not_make_the_rest_look_quick(clock):
    said = []
    lines = Lines("Simulating", said.append)
    lines(90, 100)
    clock.seconds = 60
    lines(91, 100)
    assert said[-1].endswith("60 s past, about 9 min to go")


def test_a_long_run_does_not_fill_its_log(clock):
    said = []
    lines = Lines("Simulating", said.append)
    for done in range(10_000):
        lines(done, 10_000)
        clock.seconds += 10
    assert len(said) < 150


def test_a_short_run_in_a_notebook_says_nothing_and_a_long_one_prints_lines(clock, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ipykernel", types.ModuleType("ipykernel"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tell = lines_in_a_notebook()
        tell(0, 4), tell(4, 4)
        assert capsys.readouterr().out == ""
        tell = lines_in_a_notebook()
        tell(0, 4)
        clock.seconds = 30
        tell(1, 4)
    assert capsys.readouterr() == ("Simulating: 1 of 4 chunks, 30 s past, about 2 min to go\n", "")


def test_outside_a_notebook_a_script_is_left_alone(monkeypatch):
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    assert lines_in_a_notebook() is None


def test_time_is_told_in_the_unit_that_it_takes():
    assert [duration(s) for s in (45, 720, 11_100)] == ["45 s", "12 min", "3 h 05 min"]
