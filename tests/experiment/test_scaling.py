"""Size against effect in a town without economies or losses of scale."""

import pytest
from fake_world import PRIORS, simulate

from youthsim.cli.scale import told
from youthsim.experiment.answer import euros
from youthsim.experiment.ensemble import points_of, run_ensemble
from youthsim.experiment.mattering import Size
from youthsim.experiment.plan import Plan
from youthsim.experiment.scaling import scale_of
from youthsim.scenario.distributions import Normal


@pytest.fixture
def scaled(scenario, tmp_path):
    plan = Plan.of(scenario, priors=PRIORS, sizes=(4, 8, 20))
    return scale_of(run_ensemble(plan, points_of(plan), tmp_path, simulate=simulate))


def said(result):
    return "\n".join(told(result))


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
    known = table.dropna(subset=["p05"])
    assert ((known["p05"] <= known["p50"]) & (known["p50"] <= known["p95"])).all()


def lived(scenario, folder, draws=40, **priors):
    plan = Plan.of(scenario, priors=PRIORS | priors, sizes=(4, 8), draws=draws)
    return scale_of(run_ensemble(plan, points_of(plan), folder, simulate=simulate))


def test_it_clearly_pays_where_sign_and_size_of_the_saving_are_known(scenario, tmp_path):
    sure = lived(scenario, tmp_path / "sure", effect=Normal(40_000, 1_000))
    assert sure.pays_from == {"weighing": 4}
    assert "clearly saves" in said(sure) and "Clearly pays from 4 cases on." in said(sure)
    dear = lived(scenario, tmp_path / "dear", effect=Normal(40_000, 1_000), programme=Normal(90_000, 1))
    assert dear.pays_from == {"weighing": None}
    assert "clearly costs" in said(dear) and "Clearly pays at none of these sizes." in said(dear)


def test_a_mean_above_zero_is_not_yet_a_saving(scenario, tmp_path):
    unsure = lived(scenario, tmp_path / "unsure", effect=Normal(40_000, 40_000))
    assert unsure.saving("weighing", 8)["parameter"]["mean"] > 0
    assert unsure.clear("weighing", 8) is Size.OPEN and unsure.pays_from == {"weighing": None}
    assert "cannot be told" in said(unsure) and "clearly saves" not in said(unsure)


def test_a_saving_too_small_to_matter_is_hardly_one(scenario, tmp_path):
    sure = lived(scenario, tmp_path, effect=Normal(40_000, 1_000))
    assert 0 < sure.about["smallest"]["weighing"]["8"] < sure.saving("weighing", 8)["parameter"]["mean"]
    sure.about["smallest"]["weighing"] = {"4": 1e12, "8": 1e12}
    assert sure.clear("weighing", 8) is Size.HARDLY and sure.pays_from == {"weighing": None}
    assert "hardly any difference" in said(sure)


def test_few_draws_say_nothing(scenario, tmp_path):
    few = lived(scenario, tmp_path, draws=8, effect=Normal(40_000, 1_000))
    assert few.clear("weighing", 8) is Size.OPEN and few.pays_from == {"weighing": None}
    assert "fewer than 20 draws" in said(few) and "Clearly pays" not in said(few)


def test_every_amount_that_is_printed_has_its_span_and_the_heading_says_of_what_it_is(scenario, tmp_path):
    sure = lived(scenario, tmp_path, effect=Normal(40_000, 1_000))
    head, rows = told(sure)[:2], [line for line in told(sure) if line[:7].strip() in ("4", "8")]
    assert len(rows) == 2 and all(row.count(" to ") == 3 for row in rows)
    total = sure.saving("weighing", 8)["parameter"]
    assert f"{euros(total['p05'], 'en')} to {euros(total['p95'], 'en')}" in rows[1]
    for part in ("public payers", "euros", "36 months", "prices of", "40 draws"):
        assert part in " ".join(head)


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
