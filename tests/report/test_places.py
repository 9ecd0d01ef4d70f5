"""The table over all places says what the runs say, and no more."""

import json
import re

import pytest
from click.testing import CliRunner

from youthsim.catalogue import load
from youthsim.catalogue.finding import bundled_names
from youthsim.cli.places import places
from youthsim.report.places import as_json, read_places
from youthsim.report.places_page import COLUMNS, cells, fill, markdown, render
from youthsim.report.verdict import Verdict
from youthsim.report.words import Words
from youthsim.vocabulary.payers import PAYERS

EURO = 100


def amounts(mean: float, low: float, high: float) -> dict:
    return {"mean": mean, "p05": low, "p50": mean, "p95": high}


def summary(
    cases: int = 10,
    true: float = 8_000,
    net: tuple = (-5_000, -9_000, -1_000),
    reported: int = 6,
    seen: float = 50_000,
    untreated: float = 5_000,
    cashable: float = 4_000,
    pays: float = 0.02,
    even: int | None = None,
    comparison: str = "matched",
    seen_low: float | None = None,
    printed: bool = True,
    draws: int = 100,
    true_by_draw: list | None = None,
    seed: int = 1,
) -> dict:
    """A finished run as `summary.json` holds it. Amounts: euros per case."""

    def total(*ends: float) -> dict:
        return amounts(*(end * cases * EURO for end in ends))

    stage = {
        "stage": "E5",
        "total_cents": true * cases * EURO,
        "total_p05": true / 2 * cases * EURO,
        "total_p50": true * cases * EURO,
        "total_p95": true * 2 * cases * EURO,
        "horizon_months": 24,
    }
    low = seen / 2 if seen_low is None else seen_low
    three = amounts(seen * EURO, low * EURO, seen * 2 * EURO)
    claim = {
        "reported": {"per_case_cents_at_price_level": 54_000 * EURO, "cases_reported": reported,
                     "audited_total_cents": None, "comparison": comparison, "printed": printed},
        "simulated": {"seen_per_case": three | {"intervals": {"realised": three}},
                      "seen_per_case_untreated": amounts(untreated * EURO, 0, 2 * untreated * EURO)},
    } if reported else {"reported": None, "simulated": None}  # fmt: skip
    payers = {p.id: amounts(0, 0, 0) for p in PAYERS} | {
        "municipality_youth": total(-3_000, -4_000, -2_000), "justice": total(2_000, 1_000, 3_000),
        "health_insurer": total(5_000, -1_000, 9_000), "other_municipalities": total(9_000, 8_000, 10_000),
        "uwv": total(10, -20, 30),
        "town_public": {"break_even": {"month": even, "share_of_draws": pays}},
    }  # fmt: skip
    measures = [
        {"id": name, "arms": {"plan": {"difference": {"parameter": ends}}}}
        for name, ends in (
            ("care_used", total(8_000, 4_000, 16_000)),
            ("care_paid", total(cashable, cashable / 2, cashable * 2)),
        )
    ]
    return {
        "scenario": {"name": "made-up", "title": "A town", "place": "zwolle", "target": cases, "draws": draws,
                     "seed": seed,
                     "arms": {"baseline": "as it was", "plan": "With a plan | or two"}, "horizon_months": 60,
                     "case_clock_months": 24, "price_year": 2024},
        "decomposition": [stage],
        "true_difference": {"draws": list(range(draws)), "horizon_months": 24,
                            "cents": [each * cases * EURO for each in true_by_draw or [true] * draws]},
        "claim": claim,
        "outcomes": {"net_social_saving": {"difference": total(*net)},
                     "programme_cost": {"plan": total(1_000, 1_000, 1_000)}},
        "intervals": {"monte_carlo": {"net_social_saving": {"difference": {str(cases): total(net[0], net[0] - 1, net[0] + 1)}}}},
        "chance_it_pays": {"net_social": pays, "town_public": pays},
        "chance_of_harm": {"incidents": {"chance": 0.65}},
        "untreated_improvement": {"fall_year_1": amounts(0.2, 0.1, 0.3)},
        "comparison": {"measures": measures},
        "payers": payers,
    }  # fmt: skip


@pytest.fixture
def run(tmp_path):
    def make(name: str = "run", off: dict | None = None, **changes):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "summary.json").write_text(json.dumps(summary(**changes)))
        if off is not None:
            (folder / "assumptions-off").mkdir()
            (folder / "assumptions-off" / "summary.json").write_text(json.dumps(summary(**off)))
        return folder

    return make


def one(folder):
    return read_places([folder])[0]


def test_every_amount_is_per_case(run):
    small, large = one(run("a", cases=10)), one(run("b", cases=40))
    assert small.true == large.true
    assert small.true.mean == pytest.approx(8_000 * EURO)
    assert small.net.mean == pytest.approx(-5_000 * EURO)
    assert small.payers == large.payers


def test_the_share_that_rests_on_assumptions_is_what_disappears_without_them(run):
    assert one(run("a", off={"true": 2_000})).on_assumptions.share.mean == pytest.approx(0.75)
    assert one(run("b", off={"true": 8_000})).on_assumptions.share.mean == pytest.approx(0.0)
    assert one(run("c", off={"true": -4_000})).on_assumptions.share.mean == pytest.approx(1.5)
    assert cells(one(run("d")), Words("en"))["assumed"] == ["not run"]


FULL = [4_000 + 100 * (d % 24) + (5_000 if d >= 24 else 0) for d in range(100)]  # later draws are larger


def test_the_share_on_assumptions_compares_the_same_draws_and_no_others(run):
    """Half of every shared draw is gone. Against the mean of all draws it would seem to be far more."""
    off = {"draws": 24, "true_by_draw": [each / 2 for each in FULL[:24]]}
    found = one(run(true_by_draw=FULL, off=off))
    share = found.on_assumptions.share
    assert (share.mean, share.p05, share.p95) == pytest.approx((0.5, 0.5, 0.5))
    assert cells(found, Words("en"))["assumed"] == ["50% (50% to 50%)", "from the same 24 draws in both runs"]


def test_a_share_that_may_be_none_as_well_as_all_cannot_be_told(run):
    wild = [each + (30_000 if d % 2 else -25_000) for d, each in enumerate(FULL[:24])]
    found = one(run(true_by_draw=FULL, off={"draws": 24, "true_by_draw": wild}))
    assert found.on_assumptions.open_ == "wide"
    assert cells(found, Words("en"))["assumed"][0].startswith("cannot be told: anything from −")
    assert cells(found, Words("nl"))["assumed"][0].startswith("niet te zeggen: alles tussen −")


@pytest.mark.parametrize(
    ("full", "off", "why"),
    [
        ({}, {"draws": 19}, "few"),
        ({}, {"draws": 24, "seed": 2}, "unpaired"),
        ({"true_by_draw": [(-1) ** d * 9_000 + 10 for d in range(100)]}, {"draws": 24}, "unclear"),
        ({"true": 0}, {"draws": 24}, "unclear"),
    ],
)
def test_no_share_on_assumptions_without_pairs_or_of_a_difference_that_may_be_none(run, full, off, why):
    found = one(run(off=off, **full))
    assert found.on_assumptions.open_ == why
    assert "cannot be told" in cells(found, Words("en"))["assumed"][0]


def test_data_of_one_case_cannot_tell_whatever_the_model_says(run):
    assert "few" in one(run("a", reported=1)).data_cannot_tell
    assert "few" not in one(run("b", reported=6)).data_cannot_tell


def test_a_way_of_counting_that_finds_as_much_when_nothing_is_done_cannot_tell(run):
    without = {"comparison": "none"}
    assert "nothing_done" in one(run("a", untreated=40_000, **without)).data_cannot_tell
    assert "nothing_done" not in one(run("b", untreated=5_000, **without)).data_cannot_tell
    assert "nothing_done" not in one(run("c", untreated=40_000, comparison="matched")).data_cannot_tell


@pytest.mark.parametrize("comparison", ["matched", "randomised"])
def test_only_a_comparison_of_enough_cases_can_carry_a_saving(run, comparison):
    """A before-after count of a few chosen cases cannot, however large and certain its amount."""
    assert one(run("a", comparison="none")).data_cannot_tell == ("no_comparison",)
    assert one(run("b", comparison=comparison)).data_cannot_tell == ()
    assert one(run("c", comparison=comparison, seen_low=-1.0)).data_cannot_tell == ("chance",)
    assert one(run("d", comparison=comparison, reported=2)).data_cannot_tell == ("few",)
    assert cells(one(run("e", comparison="none")), Words("nl"))["verdict"][0].startswith(
        "De gegevens van de bron kunnen"
    )


def test_no_bundled_source_compared_its_cases_with_anybody():
    claims = [load(name).claim for name in bundled_names()]
    assert {claim.comparison for claim in claims if claim} == {"none"}


def test_an_amount_that_the_source_does_not_print_as_a_saving_is_called_so(run):
    assert Words("en")("places.implied") in cells(one(run("a", printed=False)), Words("en"))["claimed"]
    assert Words("en")("places.implied") not in cells(one(run("b")), Words("en"))["claimed"]


def test_a_place_without_a_printed_amount_has_nothing_to_test(run):
    found = one(run(reported=0))
    assert found.data_cannot_tell == ("no_claim",)
    assert cells(found, Words("en"))["claimed"] == ["no amount per case printed"]


@pytest.mark.parametrize(
    ("net", "pays", "verdict"),
    [((-5_000, -9_000, -1_000), 0.01, Verdict.LOSS), ((5_000, 1_000, 9_000), 0.99, Verdict.GAIN),
     ((1_000, -9_000, 11_000), 0.6, Verdict.CANNOT_TELL)],
)  # fmt: skip
def test_the_verdict_follows_the_net_social_saving(run, net, pays, verdict):
    assert one(run(net=net, pays=pays)).verdict is verdict


def test_the_cashable_share_is_what_the_town_pays_less_of_what_its_cases_use_less(run):
    found = one(run(cashable=2_000))
    assert found.cashable_share == pytest.approx(0.25)
    assert found.care_saved.mean == pytest.approx(8_000 * EURO)
    more = cells(one(run("more", cashable=9_000)), Words("en"))["cashable"]
    assert more[1] == "more than the €8,000 of care saved: on average others get less care"


def test_what_is_paid_less_is_said_in_euros_also_where_no_share_can_be(run):
    folder = run(cashable=2_000)
    path = folder / "summary.json"
    changed = json.loads(path.read_text())
    for row in changed["comparison"]["measures"]:
        if row["id"] == "care_used":
            for arm in row["arms"].values():
                arm.get("difference", {"parameter": {}})["parameter"]["p05"] = -1.0
    path.write_text(json.dumps(changed))
    said = cells(one(folder), Words("en"))["cashable"]
    assert said[0].startswith("€2,000 (")
    assert "no share" in said[1] and "%" not in " ".join(said)


def test_payers_of_the_town_only_and_those_that_hardly_differ_left_out(run):
    assert [name for name, _, _ in one(run()).payers] == ["health_insurer", "justice", "municipality_youth"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["Gains: Police and justice €2,000 (€1,000 to €3,000)",
                "Pays: Municipality, Youth Act €3,000 (€2,000 to €4,000)",
                "Cannot be told: Health insurer €5,000 (−€1,000 to €9,000)", "over 60 months, at prices of 2024"]),
        ("nl", ["Wint: Politie en justitie €2.000 (€1.000 tot €3.000)",
                "Betaalt: Gemeente, Jeugdwet €3.000 (€2.000 tot €4.000)",
                "Niet te zeggen: Zorgverzekeraar (Zvw) €5.000 (−€1.000 tot €9.000)",
                "over 60 maanden, in prijzen van 2024"]),
    ],
)  # fmt: skip
def test_a_budget_gains_or_pays_only_where_its_sign_is_clear(run, lang, said):
    """The insurer has the largest mean of all, and an interval that holds zero."""
    assert cells(one(run()), Words(lang))["payers"] == said


def test_a_budget_that_gains_too_little_to_matter_does_not_gain(run):
    folder = run()
    path = folder / "summary.json"
    changed = json.loads(path.read_text())
    changed["outcomes"]["programme_cost"] = {"plan": amounts(*[60_000 * 10 * EURO] * 3)}  # a twentieth: 3,000
    path.write_text(json.dumps(changed))
    assert [name for name, _, _ in one(folder).payers] == ["health_insurer", "municipality_youth"]


def test_too_few_draws_leave_every_budget_open(run):
    said = cells(one(run(draws=19)), Words("en"))["payers"]
    assert len(said) == 2
    assert said[0].startswith("Cannot be told: ")


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_markdown_and_page_hold_every_column_for_every_place(run, lang):
    found, words = read_places([run("a"), run("b", reported=1)]), Words(lang)
    page, text = render(found, words), markdown(found, words)
    for column in COLUMNS[1:]:
        assert words(f"places.col.{column}") in page
        assert text.count(f"| {words(f'places.col.{column}')} |") == 2
    assert page.count('scope="row"') == 2
    assert "http://" not in page
    assert "https://" not in page
    assert all(
        line.count(" | ") == 1 for line in text.splitlines() if line.startswith("| ")
    )  # nothing breaks the table
    assert "nan" not in re.sub(r"[a-z]*nan[a-z]+", "", text)


def test_a_dutch_table_calls_the_programme_by_its_dutch_name(run):
    folder = run()
    path = folder / "summary.json"
    written = json.loads(path.read_text())
    arms = written["scenario"]["arms"]
    programme = next(arm for arm in arms if arm != "baseline")
    written["scenario"]["arms_nl"] = dict.fromkeys(arms, "Met de nieuwe aanpak")
    path.write_text(json.dumps(written))
    for form in (render, markdown):
        dutch, english = (form([one(folder)], Words(lang)) for lang in ("nl", "en"))
        assert "Met de nieuwe aanpak" in dutch
        assert arms[programme] not in dutch
        assert arms[programme] in english


def test_a_page_calls_runs_fitted_only_when_all_of_them_are(run):
    folder = run()
    priors = one(folder)
    path = folder / "summary.json"
    written = json.loads(path.read_text())
    written["scenario"]["posterior"] = {"hash": "abc", "targets": 57}
    path.write_text(json.dumps(written))
    fitted = one(folder)
    assert "fitted to 57 observed" in render([fitted], Words("en"))
    assert "Not calibrated" not in render([fitted], Words("en"))
    assert "Not calibrated" in render([fitted, priors], Words("en"))


def test_numbers_are_plain_json(run):
    numbers = json.loads(json.dumps(as_json(read_places([run(reported=0)])), allow_nan=False))
    assert numbers[0]["claimed"] is None
    assert numbers[0]["true"]["mean"] == pytest.approx(800_000)


def test_a_table_is_filled_into_a_page_and_again(run, tmp_path):
    page = tmp_path / "index.md"
    page.write_text("before\n<!-- places -->\nearlier\n<!-- end -->\nafter\n")
    findings = read_places([run()])
    fill(page, findings, "en")
    fill(page, findings, "en")
    text = page.read_text()
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "earlier" not in text
    assert text.count("### Zwolle") == 1


def test_a_folder_without_a_finished_run_is_said_in_words(run, tmp_path):
    out = tmp_path / "out"
    good = CliRunner().invoke(places, [str(run()), "--out", str(out), "--lang", "en"])
    assert good.exit_code == 0
    assert {path.name for path in out.iterdir()} == {"places.html", "places.md", "places.json"}
    bad = CliRunner().invoke(places, [str(tmp_path / "nothing")])
    assert bad.exit_code == 2
    assert "no finished run" in bad.output
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "summary.json").write_text("{}")
    broken = CliRunner().invoke(places, [str(tmp_path / "broken")])
    assert broken.exit_code == 2
    assert "Traceback" not in broken.output


def test_an_approach_that_gives_work_is_answered_in_work_offences_and_benefit():
    from dataclasses import replace

    from fake_findings import fake_findings

    from youthsim.report.answer import answer
    from youthsim.report.findings import Spread

    found, words = fake_findings(), Words("en")
    nothing = Spread(0.0, 0.0, 0.0, 0.0)
    work = tuple(
        replace(o, baseline=nothing) if o.id == "months_on_work_place" else o for o in found.outcomes
    )
    assert "offences" in answer(replace(found, outcomes=work), words).children
    assert "placed" not in answer(replace(found, outcomes=work), words).children
    assert "placed" in answer(found, words).children


def test_a_plan_that_finds_fewer_cases_says_so_beside_its_amount_per_case(run):
    folder = run(cases=10)
    path = folder / "summary.json"
    for found, said in ((4.0, True), (9.8, False)):
        changed = json.loads(path.read_text()) | {"cases": {"plan": {"10": {"enrolled": {"mean": found}}}}}
        path.write_text(json.dumps(changed))
        assert ("on average 4 of 10 planned" in markdown([one(folder)], Words("en"))) is said


def test_every_amount_per_case_is_per_case_that_takes_part_and_not_per_case_planned(run):
    folder = run(cases=10)
    path, planned = folder / "summary.json", one(folder)
    halved = json.loads(path.read_text()) | {"cases": {"plan": {"10": {"enrolled": {"mean": 5.0}}}}}
    path.write_text(json.dumps(halved))
    found = one(folder)
    for name in ("net", "care_saved", "cash"):
        assert getattr(found, name).mean == pytest.approx(2 * getattr(planned, name).mean)
    for (payer, now, _), (same, before, _) in zip(found.payers, planned.payers, strict=True):
        assert payer == same and now.p95 == pytest.approx(2 * before.p95)


def test_a_place_is_answered_in_the_outcomes_that_it_is_about():
    from dataclasses import replace

    from fake_findings import fake_findings

    from youthsim.report.answer import answer
    from youthsim.report.own_outcomes import NAMED, own_outcomes

    found = fake_findings()
    for rule in (*NAMED, "another_rule"):
        for lang in ("en", "nl"):
            words = Words(lang)
            said = answer(replace(found, rule=rule), words).children.lower()
            assert all(words.outcome_in_text(id_).lower() in said for id_ in own_outcomes(rule))


def test_a_payer_whose_interval_holds_zero_is_not_called_a_gainer_without_more():
    from dataclasses import replace

    from fake_findings import fake_findings

    from youthsim.report.answer import answer
    from youthsim.report.findings import Spread

    found, words = fake_findings(), Words("en")
    first = found.payers[0]
    for low, open_ in ((-10.0, True), (10.0, False)):
        only = replace(first, net=Spread(50.0, low, 50.0, 90.0))
        assert ("sign is open" in answer(replace(found, payers=(only,)), words).euros) is open_


@pytest.mark.parametrize(
    ("untreated", "said"),
    [
        (82_000, "more than all"),
        (51_000, "about all of what is counted"),  # 102%: the same to within what is known of both
        (49_000, "about all of what is counted"),
        (-9_000, "none of what is counted"),
    ],
)
def test_a_share_of_what_is_counted_is_a_share_or_said_in_words(run, untreated, said):
    first = cells(one(run(untreated=untreated)), Words("en"))["alone"][0]
    assert first.startswith(said) and "%" not in first


def test_a_saving_on_care_that_is_clear_has_a_cashable_share_whatever_the_pilot_showed(run):
    assert one(run("a", true=-100)).cashable_share == one(run("b")).cashable_share == pytest.approx(0.5)
