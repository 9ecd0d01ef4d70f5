"""Institutions: they decide on dates, slowly, within what can be hired, by chance of their own streams, and are let go."""

import ast
import gc
import re
import weakref
from itertools import pairwise
from pathlib import Path

import mesa
import numpy as np
import pytest
from engine_town import EngineTown
from micro import START, Micro, quiet

import youthsim.institutions
import youthsim.model
from youthsim.institutions.base import Decisions, Institution, Snapshot
from youthsim.model import YouthCareModel, running
from youthsim.people.streams import world_key
from youthsim.vocabulary import services as s
from youthsim.vocabulary import states

INSTITUTIONS = sorted(
    path for path in Path(youthsim.institutions.__file__).parent.glob("*.py") if path.stem[0] != "_"
)


def a_model(town: Micro) -> YouthCareModel:
    return YouthCareModel(
        town.state, town.regime, town.programme, town.values, world_key(1, 0, 0), start=START
    )


# --- Mesa -----------------------------------------------------------------------------------------------


def test_an_institution_that_does_not_say_what_it_decides_joins_no_model():
    class Silent(Institution):
        pass

    class Idle(Institution):
        def decide(self, seen: Snapshot, decisions: Decisions) -> None:
            """Leaves everything as it is."""

    with running(a_model(Micro(3))) as model:
        before = len(model.agents)
        with pytest.raises(TypeError, match="decide"):
            Silent(model)  # type: ignore[abstract]
        assert len(model.agents) == before
        Idle(model)
        assert len(model.agents) == before + 1
        model.step()


def test_a_finished_model_is_let_go():
    with running(a_model(Micro(3))) as model:
        model.step()
        remembered = weakref.ref(model)
    del model
    gc.collect()
    assert remembered() is None


def test_a_model_is_let_go_also_when_a_run_fails():
    remembered = []

    def fails() -> None:
        with running(a_model(Micro(3))) as model:
            remembered.append(weakref.ref(model))
            raise RuntimeError("stopped halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        fails()
    gc.collect()
    assert remembered[0]() is None


def test_a_model_with_an_agent_of_mesas_own_kind_is_let_go():
    """Such as one that a researcher adds to look at the town."""
    with running(a_model(Micro(3))) as model:
        mesa.Agent(model)
        model.step()
        remembered = weakref.ref(model)
    del model
    gc.collect()
    assert remembered() is None


def test_what_a_model_calls_its_own_is_no_word_of_mesa():
    """Mesa 3.5 has a `time`, a `scenario` and schedules of its own; to write over one would change its meaning."""
    plain = mesa.Model()
    of_mesa = {name for name in dir(plain) if not name.startswith("__")}
    source = Path(youthsim.model.__file__).read_text(encoding="utf-8")
    (model,) = (node for node in ast.parse(source).body if getattr(node, "name", "") == "YouthCareModel")
    own = {node.name for node in model.body if isinstance(node, ast.FunctionDef)}
    own |= {
        node.attr
        for node in ast.walk(model)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and ast.unparse(node.value) == "self"
    }
    assert len(own) > 30
    assert own & of_mesa == {"step"}


def test_the_model_stands_on_what_mesa_keeps():
    """Mesa 4 takes away `seed`, `model.steps` and `batch_run`; what begins with _ may go with any version."""
    for source in Path(youthsim.__file__).parent.rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        if "mesa" in text:
            assert (
                re.findall(
                    r"mesa\S*\._(?!_)|model\.steps|self\.steps\b|batch_run|super\(\).__init__\(.*seed=", text
                )
                == []
            )


@pytest.mark.parametrize("file", INSTITUTIONS, ids=lambda file: file.stem)
def test_institutions_draw_nothing_from_the_random_numbers_of_mesa(file):
    source = file.read_text(encoding="utf-8")
    for word in ("model.random", "self.random", "shuffle", "np.random", "import random", ".rng"):
        assert word not in source


def test_every_institution_is_among_the_files_that_are_searched():
    searched = {f"youthsim.institutions.{file.stem}" for file in INSTITUTIONS}
    classes = [Institution]
    for kind in classes:
        classes += kind.__subclasses__()
    of_the_package = {kind.__module__ for kind in classes if kind.__module__.startswith("youthsim")}
    assert len(of_the_package) > 4
    assert of_the_package <= searched


def test_the_seed_of_mesa_changes_nothing():
    def lived(seed: int) -> bytes:
        town = Micro(50, quiet(safety_incident_rate=0.1))
        model = a_model(town)
        model.random.seed(seed)
        with running(model):
            for _ in range(6):
                model.step()
        return town.state.children.tobytes()

    assert lived(1) == lived(2)


# --- providers ------------------------------------------------------------------------------------------


def places_over_time(waiting: int, months: int = 12, **values: float) -> list[int]:
    """Places of outpatient support, with ten in use and a queue of this length."""
    town = Micro(
        waiting + 10,
        quiet(**{"provider_adapts": 0.1, "labour_hires": 1.0, "wait_outpatient": 0.0, **values}),
        places=10,
    )
    town.state.children["need_externalising"] = town.state.children["own_externalising"] = 3.0
    for row in range(waiting + 10):
        town.give(row, s.AMBULATORY_SUPPORT, states.ACTIVE if row < 10 else states.WAITING, domain=1)
    seen = []
    with running(a_model(town)) as model:
        for _ in range(months):
            model.step()
            seen.append(int(town.state.services[s.AMBULATORY_SUPPORT].places))
    return seen


def test_a_provider_adapts_slowly_and_per_quarter():
    seen = places_over_time(100)
    changed = [START + 1 + i for i in range(11) if seen[i + 1] != seen[i]]
    assert changed
    assert all(month % 3 == 0 for month in changed)
    assert 10 < seen[-1] < 60  # after a year not half of the gap is closed
    assert places_over_time(100, provider_adapts=0.0)[-1] == 10


def test_a_provider_grows_no_faster_than_it_can_hire():
    assert places_over_time(100, labour_hires=0.02)[-1] <= 10 * 1.06**4 + 4
    assert places_over_time(100, labour_hires=0.02)[-1] < places_over_time(100)[-1]


def test_a_provider_without_a_queue_does_not_grow():
    assert places_over_time(0)[-1] <= 10


# --- the municipality -----------------------------------------------------------------------------------


def test_budgets_change_only_in_january_and_in_lumps(town):
    budgets: list[tuple[int, tuple[int, ...]]] = []

    def look(model) -> None:
        budgets.append(
            (model.state.month - 1, tuple(int(model.budget_of(x)) for x in model.regime.budget_funded))
        )

    town.live("family_indication", 12, after=look)
    changed = [
        (month, service)
        for (_, old), (month, new) in pairwise(budgets)
        for service, (a, b) in enumerate(zip(old, new, strict=True))
        if a != b
    ]
    assert changed
    assert all(month % 12 == 0 for month, _ in changed)
    for (_, old), (_, new) in pairwise(budgets):
        for a, b in zip(old, new, strict=True):
            lumps = (b / a - 1.0) / 0.05 if a else 0.0
            assert abs(lumps - round(lumps)) < 1e-3
            assert abs(lumps) <= 2 + 1e-3


# --- the labour market ----------------------------------------------------------------------------------


def test_hires_displace_places_elsewhere_and_without_poaching_they_do_not(town: EngineTown):
    def displaced(share: float) -> float:
        seen = []
        town.live(
            "family_plan_pxq",
            12,
            after=lambda m: seen.append(m.state.services["displaced"].sum()),
            labour_from_services=share,
        )
        return max(seen)

    assert displaced(0.6) > 0.5
    assert displaced(0.0) == 0.0


def test_displaced_places_stand_still():
    town = Micro(40, quiet(), places=20)
    town.state.services["displaced"] = 5.0
    for row in range(40):
        town.give(row, s.AMBULATORY_SUPPORT, states.WAITING)
    town.live(1)
    assert int(np.sum(town.state.children["forms_active"] > 0)) == 15


def test_a_bigger_team_delivers_less_of_the_approach(town: EngineTown):
    loss = {"labour_quality": 0.5, "plan_coordination": 0.3, "labour_hires": 0.05}
    few = town.live("family_plan_pxq", 4, **loss).programme[-1]
    many = town.live("family_plan_pxq", 12, **loss).programme[-1]
    assert many[1] > few[1]
    assert many[3] < few[3]
    none = {"labour_quality": 0.0, "plan_coordination": 0.0, "labour_hires": 0.05}
    few, many = (town.live("family_plan_pxq", size, **none).programme[-1][3] for size in (4, 12))
    assert abs(few - many) < 1e-6


# --- the protection chain -------------------------------------------------------------------------------


def test_more_children_per_guardian_than_the_norm_delay_orders():
    def delay(under_order: int) -> float:
        town = Micro(3, quiet(safety_order_delay=2.0, safety_guardian_caseload=13.0))
        with running(a_model(town)) as model:
            model.certified.guardians = 10.0
            decisions = Decisions()
            seen = Snapshot(
                month=START + 2, since_start=2, quarter=True, year=False, settling=False, services=(), minors=3,
                children_under_order=under_order,
            )  # fmt: skip
            model.certified.decide(seen, decisions)
        return decisions.order_delay

    assert delay(364) > delay(182) > delay(91)
    assert abs(delay(182) - 2.0) < 0.05  # 10 guardians with 1.4 x 13 each: the observed caseload
