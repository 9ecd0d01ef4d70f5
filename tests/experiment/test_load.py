"""What a run takes is said before it starts, and refused when the machine cannot bear it."""

import pytest
from click.testing import CliRunner

from youthsim.experiment import load
from youthsim.experiment.load import Load, TooManyDraws, check_load
from youthsim.experiment.reading import blank, for_summary


def load_of(plan):
    return Load.of(plan, plan.draws, keep=for_summary)


def test_the_load_is_said_in_one_line_with_disk_and_memory(plan_of, tmp_path):
    said = []
    check_load(load_of(plan_of(draws=8)), tmp_path, said.append)
    (line,) = said
    assert "8 draws of 2 towns, 2 arms, 2 sizes, 36 months" in line
    assert "on disk" in line and "of memory" in line


@pytest.mark.parametrize("short_of", ["free_disk", "free_memory"])
def test_what_cannot_be_borne_is_refused_with_the_number_that_can(plan_of, tmp_path, monkeypatch, short_of):
    monkeypatch.setattr(load, "free_disk", lambda folder: 10**15)
    monkeypatch.setattr(load, "free_memory", lambda: 10**15)
    per_draw = load_of(plan_of())
    size = (
        per_draw.disk_per_draw * 500
        if short_of == "free_disk"
        else load.PROGRAM + 500 * per_draw.memory_per_draw
    )
    monkeypatch.setattr(load, short_of, lambda *folder: size)
    with pytest.raises(TooManyDraws) as refused:
        check_load(load_of(plan_of(draws=100_000)), tmp_path, print)
    most = int(str(refused.value).split("at most ")[1].split()[0])
    assert 100 < most <= 500
    check_load(load_of(plan_of(draws=most)), tmp_path, print)


def test_where_nobody_tells_what_is_free_nothing_is_refused(plan_of, tmp_path, monkeypatch):
    monkeypatch.setattr(load, "free_disk", lambda folder: None)
    monkeypatch.setattr(load, "free_memory", lambda: None)
    check_load(load_of(plan_of(draws=10**6)), tmp_path, lambda line: None)


def test_chunks_that_are_kept_already_count_as_free(plan_of, ensemble_of, tmp_path, monkeypatch):
    ensemble_of(tmp_path / "run", draws=8)
    monkeypatch.setattr(load, "free_disk", lambda folder: 0)
    plan = plan_of(draws=8)
    monkeypatch.setattr(load, "ON_DISK", 1e-4)
    check_load(load_of(plan), tmp_path / "run", lambda line: None)
    with pytest.raises(TooManyDraws):
        check_load(load_of(plan), tmp_path / "elsewhere", lambda line: None)


def test_the_command_line_refuses_with_exit_2_before_anything_is_run(tmp_path, monkeypatch):
    from youthsim.cli import main

    monkeypatch.setattr(load, "free_disk", lambda folder: 10**9)
    result = CliRunner().invoke(
        main, ["run", "zwolle-30-40", "--draws", "1000000", "--out", str(tmp_path / "o")]
    )
    assert result.exit_code == 2 and "at most" in result.output and "Traceback" not in result.output
    assert not (tmp_path / "o" / ".shards").exists()


def test_less_than_half_of_what_is_read_is_held_for_the_summary(plan_of):
    town = blank(plan_of())
    held = sum(array.nbytes for array in for_summary(town).values())
    assert held < 0.5 * sum(array.nbytes for array in town.values())


def test_a_table_that_is_written_from_disk_has_the_same_bytes(plan_of, tmp_path):
    from fake_world import simulate

    from youthsim.experiment.ensemble import points_of, run_ensemble
    from youthsim.experiment.summary import summarise
    from youthsim.experiment.tidy import write_results

    plan = plan_of(draws=5)
    whole = run_ensemble(plan, points_of(plan), tmp_path, simulate=simulate)
    part = run_ensemble(plan, points_of(plan), tmp_path, simulate=simulate, keep=for_summary)
    for name, ensemble in (("whole", whole), ("part", part)):
        write_results(ensemble, tmp_path / name)
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "part").read_bytes()
    assert summarise(whole) == summarise(part)
    assert "paths" not in part.reading


def test_more_sizes_than_residents_can_carry_are_refused_with_line_and_reason(tmp_path):
    from youthsim.catalogue import load as read
    from youthsim.catalogue.models import MOST_SIZES
    from youthsim.scenario.faults import ScenarioError

    sizes = list(range(1, MOST_SIZES + 1))
    text = "schema: 1\nextends: zwolle-30-40\ncaseload:\n  sizes: {sizes}\n  target: 30\nclaim: null\n"
    (tmp_path / "many.yaml").write_text(text.format(sizes=[*sizes, 200]), encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        read(tmp_path / "many.yaml")
    assert f"at most {MOST_SIZES}" in str(refused.value.faults[0])
    assert str(refused.value.faults[0]).startswith(str(tmp_path / "many.yaml") + ":4:")
