"""How a programme lets go, and what a pooled budget does to the length of help. Each claim fails without its mechanism."""

import numpy as np
import pytest
from micro import START, Micro, quiet

from youthsim.vocabulary import services as s

N = 2000


def closed(months: int, stressed: bool = False, troubled: bool = False, **values: float) -> float:
    """Share of plans that are closed after some months."""
    town = Micro(N, quiet(**values), places=N)
    town.programme["active"] = town.programme["family_plan"] = 1
    for row in range(N):
        town.serve(row, enrolled=START)
    if stressed:
        town.state.town["stress_mean"] = -9.0
    if troubled:
        town.state.children["need_externalising"] = town.state.children["own_externalising"] = 4.0
    return float((town.live(months).state.households["programme"] == 0).mean())


def test_a_stable_family_closes_its_plan_once_it_is_settled():
    assert closed(4, plan_close=0.2, plan_settle_months=4.0) == 0.0
    assert abs(closed(8, plan_close=0.2, plan_settle_months=4.0) - (1 - 0.8**4)) < 0.04
    assert closed(8, plan_close=0.0, plan_settle_months=4.0) == 0.0


@pytest.mark.parametrize("trouble", ["stressed", "troubled"])
def test_a_family_under_strain_or_with_a_troubled_child_keeps_its_plan(trouble):
    assert closed(8, plan_close=0.2, plan_settle_months=4.0, **{trouble: True}) == 0.0


def helped(regime: str, service: int, **values: float) -> float:
    """Share of children who still have their help after half a year."""
    town = Micro(
        N, quiet(care_end_ambulatory_support=0.05, care_end_day_treatment=0.05, **values), regime, places=N
    )
    for row in range(N):
        town.give(row, service)
    return float(((town.live(6).state.children["forms_active"] >> service) & 1).mean())


def test_what_a_pool_pays_ends_sooner_by_the_ratio_and_nothing_else_does():
    pooled = helped("pooled", s.AMBULATORY_SUPPORT, pooled_scale_down=2.0)
    assert abs(pooled - 0.9**6) < 0.04
    assert abs(helped("pooled", s.AMBULATORY_SUPPORT, pooled_scale_down=1.0) - 0.95**6) < 0.04
    assert abs(helped("pooled", s.DAY_TREATMENT, pooled_scale_down=2.0) - 0.95**6) < 0.04
    assert abs(helped("pxq", s.AMBULATORY_SUPPORT, pooled_scale_down=2.0) - 0.95**6) < 0.04


def test_a_pool_may_also_keep_people_longer():
    assert helped("pooled", s.AMBULATORY_SUPPORT, pooled_scale_down=0.5) > 0.95**6 + 0.05


def test_a_view_reads_and_writes_its_own_row_and_no_other():
    from youthsim.model import YouthCareModel, running
    from youthsim.views import households_of, people_of

    town = Micro(3)
    with running(
        YouthCareModel(town.state, town.regime, town.programme, town.values, town.world, 1, START)
    ) as model:
        children = people_of(model)
        assert [child.age_years for child in children] == [10, 10, 10]
        second = next(child for child in children if child.unique_id == int(town.state.children["uid"][1]))
        second.need_learning, second.learnability = 2.5, 0.25
        assert town.state.children["need_learning"].tolist() == [0.0, 2.5, 0.0]
        assert town.state.lives["learnability"].tolist() == [1.0, 0.25, 1.0]
        assert len(children.select(lambda child: child.need_learning > 2)) == 1
        with pytest.raises(AttributeError, match="no 'height'"):
            _ = second.height
        town.state.households["minors"] = np.array([1, 0, 1])
        assert len(households_of(model)) == 2
