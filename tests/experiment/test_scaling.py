"""Size against effect in a town without economies or losses of scale."""

import pytest
from fake_world import PRIORS, simulate

from youthsim.experiment.ensemble import points_of, run_ensemble
from youthsim.experiment.plan import Plan
from youthsim.experiment.scaling import scale_of
from youthsim.scenario.distributions import Normal


@pytest.fixture
def scaled(scenario, tmp_path):
    plan = Plan.of(scenario, priors=PRIORS, sizes=(4, 8, 20))
    return scale_of(run_ensemble(plan, points_of(plan), tmp_path, simulate=simulate))


def figure(result, size, outcome="net_saving", per="total", interval="parameter"):
    return result.table(size=size, outcome=outcome, per=per, interval=interval).iloc[0]


def test_without_any_loss_of_scale_the_saving_per_case_is_the_same_at_every_size(scaled):
    per_case = [figure(scaled, n, per="case")["mean"] for n in (4, 8, 20)]
    assert per_case == pytest.approx([per_case[0]] * 3, rel=1e-3)
    assert figure(scaled, 20)["mean"] == pytest.approx(20 * per_case[2])
    lost = figure(scaled, 20, "change_per_case_since_pilot")
    assert lost["mean"] == pytest.approx(0, abs=30)


def test_every_figure_has_its_three_intervals_in_rising_order(scaled):
    table = scaled.table()
    assert set(table["interval"]) == {"monte_carlo", "parameter", "realised"}
    known = table.dropna(subset=["p50"])
    assert ((known["p05"] <= known["p50"]) & (known["p50"] <= known["p95"])).all()


def test_it_breaks_even_where_the_mean_stays_above_zero(scenario, scaled, tmp_path):
    assert scaled.break_even == {"weighing": 4}
    dear = PRIORS | {"programme": Normal(90_000, 1)}
    plan = Plan.of(scenario, priors=dear, sizes=(4, 8))
    assert scale_of(run_ensemble(plan, points_of(plan), tmp_path, simulate=simulate)).break_even == {
        "weighing": None
    }


def test_table_and_figure_are_written(scaled, tmp_path):
    from youthsim.report.analyses import save, scale_figure

    scaled.write(tmp_path)
    assert (tmp_path / "scale.csv").read_text().count("\n") == len(scaled.rows) + 1
    svg, png = save(scale_figure(scaled), tmp_path, "scale")
    first = svg.read_bytes()
    save(scale_figure(scaled), tmp_path, "scale")
    assert svg.read_bytes() == first and png.stat().st_size > 10_000


def test_where_half_of_the_cases_take_part_an_amount_per_case_is_twice_as_large(scenario, tmp_path):
    from dataclasses import replace

    from youthsim.experiment.decomposition import stage_totals

    plan = Plan.of(scenario, priors=PRIORS, sizes=(4, 8))
    all_join = run_ensemble(plan, points_of(plan), tmp_path, simulate=simulate)
    half = all_join.reading | {"enrolled": all_join.reading["enrolled"] // 2}
    half_join = replace(all_join, reading=half)
    before, after = (figure(scale_of(one), 8, per="case")["mean"] for one in (all_join, half_join))
    assert after == pytest.approx(2 * before)
    before, after = (stage_totals(one, 1, 24)["E5"].mean() for one in (all_join, half_join))
    assert after == pytest.approx(2 * before)
