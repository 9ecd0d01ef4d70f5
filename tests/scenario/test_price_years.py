"""Every amount of a scenario acts at the prices of its own year; years that nobody knows are said or refused."""

# ruff: noqa: E501
from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from youthsim import catalogue
from youthsim.catalogue.models import Claim, Scenario
from youthsim.catalogue.prices import amounts, assumed_prices, at_prices_of, cents_in
from youthsim.evidence.money import assumed_years, consumer_prices, price_factor, price_index
from youthsim.experiment.claims import claim_section
from youthsim.experiment.decomposition import claimed_cents
from youthsim.experiment.plan import Plan
from youthsim.experiment.reading import observer_of
from youthsim.funding.regimes import REGIMES
from youthsim.interventions.composition import programme_of
from youthsim.interventions.settings import INTERVENTIONS
from youthsim.notation.amounts import PRICE_YEARS, Money
from youthsim.parameters import medians
from youthsim.scenario.faults import ScenarioError
from youthsim.scenario.strict import Strict

CLAIM = """\
schema: 1
extends: zwolle-30-40
claim:
  estimate: {estimate}
  threat_months: 12
  reported_total:
  extrapolated:
"""


def holds_money(annotation: Any) -> bool:
    return annotation is Money or any(holds_money(inner) for inner in typing.get_args(annotation))


def settings_within(kind: type[Strict], met: set[type]) -> Iterator[type[Strict]]:
    """A sort of settings and every sort below it."""
    if kind in met:
        return
    met.add(kind)
    yield kind
    for field in kind.model_fields.values():
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, Strict):
                yield from settings_within(part, met)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in typing.get_args(annotation):
        yield from _parts(inner)


def fields_with_money() -> set[tuple[str, str]]:
    return {
        (kind.__name__, name)
        for kind in settings_within(Scenario, set())
        for name, field in kind.model_fields.items()
        if holds_money(field.annotation)
    }


# field -> how it is written in a claim, with a place for the price year; how the source is said to have looked
OF_CLAIM = {
    "reported_total": ("reported_total: €60,000 ({})", "threat_minus_actual"),
    "reported_per_case": ("reported_per_case: €6,000 ({})", "threat_minus_actual"),
    "audited_total": ("reported_total: €60,000 (2024)\n  audited_total: €48,000 ({})", "threat_minus_actual"),
    "cost_per_case_after": (
        "reported_total: €60,000 (2024)\n  cost_per_case_after: €9,000 ({})", "before_minus_norm",
    ),
    "judged": (
        "reported_total: €60,000 (2024)\n  support_hour: €70 (2024)\n  judged: {{support: €8000 ({})}}", "judged_minus_hours",
    ),
    "support_hour": (
        "reported_total: €60,000 (2024)\n  judged: {{support: €8000 (2024)}}\n  support_hour: €70 ({})", "judged_minus_hours",
    ),
    "extrapolated": ("reported_total: €60,000 (2024)\n  extrapolated: {{40: €500000 ({})}}", "threat_minus_actual"),
}  # fmt: skip
ONLY_PRINTED = {"cost_per_case_before"}
"""Amounts that no number of a run is made of."""
OF_REGIMES = {("RegimeSettings", "budget"), ("Funding", "budget")}
OF_APPROACHES = {("BreakthroughPlan", "custom_money"), ("SupportedWork", "wage_per_hour")}


def test_every_amount_that_a_scenario_may_state_is_tried_here() -> None:
    claimed = {("Claim", name) for name in (*OF_CLAIM, *ONLY_PRINTED)}
    assert fields_with_money() == claimed | OF_APPROACHES | OF_REGIMES


def plan_of(tmp_path: Path, field: str, year: int) -> Plan:
    text, estimate = OF_CLAIM[field]
    head = CLAIM.replace("{estimate}", estimate)
    if "reported_total:" in text:
        head = head.replace("  reported_total:\n", "")
    if "extrapolated:" in text:
        head = head.replace("  extrapolated:\n", "")
    path = tmp_path / f"{field}-{year}.yaml"
    path.write_text(f"{head}  {text.format(year)}\nposterior: none\n", encoding="utf-8")
    return Plan.of(catalogue.load(path))


def told(plan: Plan) -> list[float]:
    """All that a claim brings into a run: the stages at the price level, and how the source looked."""
    stages, observer = claimed_cents(plan, 24), observer_of(plan)
    claim = plan.claim
    assert claim is not None
    printed = (claim.reported_total or claim.reported_per_case or Money(0, 2024)).price_year
    larger = [cents_in(money, printed) for money in claim.extrapolated.values()]
    numbers = [value for value in vars_of(observer) if isinstance(value, float | tuple)]
    flat = [x for value in numbers for x in (value if isinstance(value, tuple) else (value,))]
    return [stages["E2"], *larger, *[float(x) for x in flat]]


def vars_of(observer: Any) -> list[Any]:
    fields = getattr(observer, "__dataclass_fields__", None) or observer._fields
    return [getattr(observer, name) for name in fields]


@pytest.mark.parametrize("field", OF_CLAIM)
def test_an_amount_of_a_claim_acts_in_its_own_year(field: str, tmp_path: Path) -> None:
    old, new = told(plan_of(tmp_path, field, 2012)), told(plan_of(tmp_path, field, 2024))
    moved = [a / b for a, b in zip(old, new, strict=True) if a != b and b]
    assert moved, f"{field} moves nothing"
    assert moved == pytest.approx([float(price_factor(2012, 2024))] * len(moved), rel=1e-9)


@pytest.mark.parametrize(("kind", "field"), sorted(OF_APPROACHES))
@pytest.mark.parametrize("year", [2010, 2019, 2026, 2030])
def test_an_amount_of_an_approach_is_paid_at_the_price_level_of_the_run(
    kind: str, field: str, year: int
) -> None:
    approach = next(one for one in INTERVENTIONS if one.__name__ == kind)
    needed = {"places": 3} if kind == "SupportedWork" else {}
    values = medians()

    def bill(written: str, price_year: int) -> float:
        word = typing.get_args(approach.model_fields["kind"].annotation)[0]
        settings = approach.model_validate({"kind": word, field: written, **needed})
        record = programme_of([at_prices_of(settings, price_year)], REGIMES["pxq"](values), values)[0]
        return float(record["custom_cents" if field == "custom_money" else "work_wage_cents"])

    here = bill("€900.00 (2024)", 2024)
    assert bill(f"€900.00 ({year})", 2024) == pytest.approx(here * float(price_factor(year, 2024)), rel=1e-4)
    assert bill("€900.00 (2024)", year) == pytest.approx(here * float(price_factor(2024, year)), rel=1e-4)
    assert bill(f"€900.00 ({year})", year) == here


@pytest.mark.parametrize("year", [2010, 2019, 2026])
def test_a_budget_is_an_amount_at_the_price_level_of_the_run(year: int, tmp_path: Path) -> None:
    from youthsim.experiment.settling import regime_in

    def cents(written: str) -> float:
        path = tmp_path / f"{re.sub('[^0-9]', '', written)}.yaml"
        arm = f'  sum: {{regime: {{kind: lump_sum, budget: "{written}"}}}}'
        path.write_text(f"schema: 1\nextends: regimes-nijmegen\narms:\n{arm}\n", encoding="utf-8")
        scenario = catalogue.load(path)
        arm_at_prices = at_prices_of(scenario.arms["sum"], scenario.price_year)
        budget = regime_in(arm_at_prices, medians(), scenario).budget
        assert budget is not None and budget.cents is not None
        return float(budget.cents)

    here = cents("€12 million (2024)")
    assert cents(f"€12 million ({year})") == pytest.approx(here * float(price_factor(year, 2024)), rel=1e-6)


def test_a_run_lives_with_amounts_at_its_price_level(monkeypatch: pytest.MonkeyPatch) -> None:
    """The place where a run takes the settings of an arm moves them: the record that rules read is looked at."""
    from youthsim.experiment import world

    seen: list[Money] = []

    def look(interventions: Any, *rest: Any) -> Any:
        seen.extend(money for settings in interventions for money in amounts(settings))
        raise StopIteration

    monkeypatch.setattr(world, "programme_of", look)
    monkeypatch.setattr(world, "filled_as_before", lambda *_: None)
    monkeypatch.setattr(world, "regime_in", lambda *_: None)
    scenario = catalogue.load("breakthrough").model_copy(update={"price_year": 2019})
    arm = next(name for name in scenario.alternatives if list(amounts(scenario.arms[name])))
    town = SimpleNamespace(
        state=SimpleNamespace(month=60, copy=lambda: SimpleNamespace(month=60)),
        use_year=SimpleNamespace(sum=lambda axis: None),
        values=medians(),
    )
    with pytest.raises(StopIteration):
        world.live_arm(scenario, arm, 1, town, medians(), 1, (), (1,), 0, 0, 0)  # type: ignore[arg-type]
    assert [money.price_year for money in seen] == [2019]
    assert seen[0].cents == round(95479 * float(price_factor(2024, 2019)))


def test_what_stands_in_the_year_of_the_run_is_untouched() -> None:
    zwolle = catalogue.load("zwolle-30-40")
    assert at_prices_of(zwolle, 2024) == zwolle
    assert at_prices_of(zwolle.arms["weighing"], 2024) == zwolle.arms["weighing"]
    assert at_prices_of(zwolle, 2023) != zwolle


def test_a_printed_figure_beside_a_claim_is_found_too(tmp_path: Path) -> None:
    tilburg = catalogue.load("tilburg-650")
    assert Money(6_000_000, 2024) in list(amounts(tilburg))


# --- years that are not known yet ----------------------------------------------------------------------------


def test_a_price_year_is_one_that_the_index_knows_or_assumes() -> None:
    assert set(PRICE_YEARS) == set(price_index())
    assert min(assumed_years()) == max(set(consumer_prices()) - set(assumed_years())) + 1
    assert all(consumer_prices()[year].source.startswith("assumption") for year in assumed_years())


@pytest.mark.parametrize(
    ("line", "at", "year"),
    [
        ("price_year: 2031", "3:13", 2031),
        ("price_year: 2008", "3:13", 2008),
        ("claim: {reported_total: €5 (2031)}", "3:25", 2031),
        ("claim: {reported_total: €5 (1993)}", "3:25", 1993),
        (
            "arms: {weighing: {interventions: [{kind: breakthrough_plan, custom_money: €5 (2044)}]}}",
            "3:75",
            2044,
        ),
    ],
)
def test_another_year_is_refused_at_its_line_before_anything_runs(
    line: str, at: str, year: int, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"schema: 1\nextends: zwolle-30-40\n{line}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        catalogue.load(path)
    (fault,) = [fault for fault in error.value.faults if str(year) in fault.what]
    assert str(fault.position).endswith(f"mine.yaml:{at}")


@pytest.mark.parametrize(
    "changes", [{"price_year": 2027}, {"claim": 2027}, {"price_year": 2027, "claim": 2026}]
)
def test_a_coming_year_is_reckoned_with_and_said(changes: dict[str, int]) -> None:
    zwolle = catalogue.load("zwolle-30-40")
    assert assumed_prices(zwolle) is None
    claim = zwolle.claim
    assert isinstance(claim, Claim) and claim.reported_total is not None
    later = replace(claim.reported_total, price_year=changes.get("claim", 2024))
    scenario = zwolle.model_copy(
        update={
            "price_year": changes.get("price_year", 2024),
            "claim": claim.model_copy(update={"reported_total": later}),
        }
    )
    assumed = assumed_prices(scenario)
    assert assumed is not None
    assert (assumed["from"], assumed["to"], assumed["percent_per_year"]) == (2026, 2027, [2.0, 2.0])


def test_an_amount_of_another_year_is_told_in_the_prices_of_the_claim() -> None:
    """A claim printed in 2024, audited in 2021: the summary holds both in 2024."""
    assert claim_section.__module__ == "youthsim.experiment.claims"
    zwolle = catalogue.load("zwolle-30-40")
    claim = zwolle.claim
    assert claim is not None
    audited = claim.model_copy(update={"audited_total": Money(10_000_000, 2021)})
    plan = Plan.of(zwolle.model_copy(update={"claim": audited, "posterior": "none"}))
    stages = claimed_cents(plan, 24)
    scale = plan.target / claim.cases_reported
    assert stages["E1"] == pytest.approx(10_000_000 * float(price_factor(2021, 2024)) * scale)
    assert stages["E2"] == pytest.approx(stages["E1"])
