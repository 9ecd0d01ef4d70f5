"""Who pays, who gains and all arms side by side, as a council reads them."""

import re
from dataclasses import replace

import pytest
from fake_findings import fake_findings
from fake_pockets import NETS, fake_comparison, fake_pockets

from youthsim.report import write_report
from youthsim.report.figures import COMPARING, FIGURES
from youthsim.report.figures.pockets import said
from youthsim.report.page import figures_of, render
from youthsim.report.pocket_findings import BreakEven, comparison_of, pockets_of
from youthsim.report.reading import findings_of
from youthsim.report.words import Words

LANGS = ("en", "nl")
LABELS = {"baseline": "As it was", "weighing": "Version one", "pooled": "Version two"}
BLANK = dict.fromkeys(FIGURES | COMPARING, '<svg viewBox="0 0 1 1"></svg>')


def page_of(lang="en", **changes):
    return render(fake_findings(**changes), Words(lang), BLANK)


def section(page, name):
    return page[page.index(f'<h2 id="{name}">') :].split("</section>")[0]


@pytest.mark.parametrize("lang, word", [("en", "never within 60 months"), ("nl", "nooit binnen 60 maanden")])
def test_a_payer_that_never_has_it_back_is_told_so_in_words(lang, word):
    assert word in section(page_of(lang), "pockets")


@pytest.mark.parametrize("lang", LANGS)
def test_every_alternative_has_its_own_matrix_figure_and_side_payment(lang):
    loses = fake_pockets(nets=NETS | {"municipality_wmo": -900_000})
    both = (replace(fake_pockets(), arm="weighing"), replace(loses, arm="pooled"))
    result = fake_findings(labels=LABELS, comparison=fake_comparison(), pockets=both)
    drawn = figures_of(result)
    assert {"pockets", "pockets-2", "catchments", "catchments-2"} <= set(drawn)
    blank = {name: f"<svg viewBox='0 0 1 1'><title>{name}</title></svg>" for name in drawn}
    page = render(result, Words(lang), blank)
    numbers = [int(n) for n in re.findall(r"<figcaption><b>\w+ (\d+)\.</b>", page)]
    assert numbers == list(range(1, len(drawn) + 1))  # as they stand on the page
    text = section(page, "pockets")
    first, second = text[: text.index(">Version two<")], text[text.index(">Version two<") :]
    assert "Version one" in first and "<title>pockets</title>" in first
    assert "<title>pockets-2</title>" in second and "<title>catchments-2</title>" in second
    assert ("From the rows" in first or "Van de rijen" in first) and "somebody is worse off" not in first
    assert "somebody is worse off" in second or "iemand gaat erop achteruit" in second
    assert any("Version two" in one.get_text() for one in drawn["pockets-2"](result, lang).texts)


def test_break_even_is_said_with_its_chance():
    words = Words("en")
    assert said(BreakEven(0.7, 0.6, 0.8, 0.5, 4), words) == "year 4 (70%)"
    assert said(BreakEven(1.0, 0.9, 1.0, 1.0, 0), words) == "never behind (>99%)"
    assert said(BreakEven(0.04, 0.0, 0.1, 0.1, None), words) == "never (4%)"
    assert said(BreakEven(float("nan"), 0, 0, 0, None), words) == "no difference"


def test_the_side_payment_stands_in_a_table_from_gainers_to_losers():
    text = section(page_of(), "pockets")
    assert "adds up to zero" in text
    handed = fake_pockets().settlement.paid
    amounts = re.findall(r"€[\d,]+", text[text.index("From the rows") :].split("</table>")[0])
    each = [f"€{round(cents / 100):,}" for to in handed.values() for cents in to.values()]
    assert set(each) <= set(amounts)


@pytest.mark.parametrize(
    "lang, word", [("en", "somebody is worse off"), ("nl", "iemand gaat erop achteruit")]
)
def test_when_together_they_lose_no_payment_is_proposed_and_the_gap_is_said(lang, word):
    text = section(
        page_of(lang, pockets=(fake_pockets(nets=NETS | {"municipality_wmo": -900_000}),)), "pockets"
    )
    assert word in text and ("From the rows" not in text and "Van de rijen" not in text)


@pytest.mark.parametrize("lang", LANGS)
def test_two_alternatives_stand_side_by_side_in_table_and_figure(lang):
    result = fake_findings(labels=LABELS, comparison=fake_comparison())
    text = section(render(result, Words(lang), BLANK), "arms")
    assert "Version one" in text and "Version two" in text
    assert "arms" in figures_of(result) and "arms" not in figures_of(fake_findings())
    assert '<h2 id="arms">' not in page_of(lang)


def test_every_number_of_the_comparison_has_its_interval_and_every_figure_its_number():
    page = render(fake_findings(labels=LABELS, comparison=fake_comparison()), Words("en"), BLANK)
    cells = re.findall(r"<td>([^<]*)<br>", section(page, "arms"))
    assert cells and all(re.search(r"\(.* to .*\)", cell) for cell in cells)
    numbers = [int(n) for n in re.findall(r"<b>Figure (\d+)\.</b>", page)]
    assert numbers == list(range(1, len(FIGURES) + 2))


def test_the_comparison_says_whom_it_is_about():
    town = render(fake_findings(labels=LABELS, comparison=fake_comparison()), Words("en"), BLANK)
    assert "all residents" in section(town, "arms")
    few = fake_comparison(group="caseload")
    cases = render(fake_findings(labels=LABELS, comparison=few), Words("en"), BLANK)
    assert "the 30 cases" in section(cases, "arms")


def test_a_report_with_two_alternatives_writes_the_same_bytes_twice(tmp_path):
    result = fake_findings(labels=LABELS, comparison=fake_comparison())
    first, again = (write_report(result, tmp_path / name, "nl") for name in "ab")
    assert first.read_bytes() == again.read_bytes()
    assert (tmp_path / "a" / "figures" / "arms.png").is_file()


def test_where_the_funding_changes_freed_care_is_that_of_all_residents():
    town = section(page_of(pockets=(fake_pockets(concerns="town"),)), "pockets")
    assert "residents use less" in town and "caseload uses less" not in town
    assert "caseload uses less" in section(page_of(), "pockets")


def test_an_arm_whose_name_carries_markup_stays_text():
    evil = "<img src=http://x.example> [[nowhere|x]]"
    labels = {"baseline": evil, "weighing": evil, "pooled": evil}
    assert "<img" not in page_of(labels=labels, comparison=fake_comparison())


def test_a_real_result_is_read_as_the_summary_says(known_result):
    found = findings_of(known_result).pockets[0]
    other = next(row for row in found.payers if row.payer == "municipality_other")
    assert other.break_even.year is None and other.totals["invested"] > 0
    assert found.together.discounted.parameter.mean == pytest.approx(
        known_result.summary["outcomes"]["net_saving"]["difference"]["mean"]
    )
    assert comparison_of(known_result.summary) is None  # one alternative only
    assert pockets_of({k: v for k, v in known_result.summary.items() if k != "wrong_pockets"}) == ()
    assert replace(findings_of(known_result), pockets=()).pockets == ()


@pytest.mark.parametrize(("lang", "number"), [("en", "2 numbers"), ("nl", "2 getallen")])
def test_a_wide_interval_of_both_signs_says_on_what_it_rests(lang, number):
    from youthsim.report.figures.arms import rests
    from youthsim.report.pocket_findings import RestsOn

    on = RestsOn(("gate_hours_pooled", "gate_hours_pxq"), ("gate_hours_pxq",), 0.6)
    found = fake_comparison()
    wide = tuple(
        replace(m, arms=(m.baseline, *(replace(arm, rests_on=on) for arm in m.alternatives)))
        for m in found.measures
        if m.id in ("admin_hours", "incidents")
    )
    labels = {"baseline": "As it was", "weighing": "Weighing", "pooled": "Pooled"}
    findings = replace(fake_findings(), comparison=replace(found, measures=wide), labels=labels)
    sentences = rests(findings, Words(lang))
    assert len(sentences) == 1
    assert number in sentences[0] and "60%" in sentences[0] and "Weighing" in sentences[0]
    assert rests(replace(findings, comparison=fake_comparison()), Words(lang)) == []


def test_the_level_beside_a_saving_is_called_what_is_paid():
    from youthsim.report.figures.arms import level

    levels = {m.id: level(m, Words("en")) for m in fake_comparison().measures}
    assert levels["net_saving"].endswith(" paid") and levels["net_saving:justice"].endswith(" paid")
    assert "paid" not in levels["admin_bill"] + levels["admin_hours"]
    assert levels["cashable_share"] == ""


@pytest.mark.parametrize(("times", "said"), [(1.0, "thousands"), (1000.0, "millions")])
def test_the_words_below_a_ledger_name_what_its_cells_are_written_in(times, said):
    from youthsim.report.figures.pockets import foot

    ledger = fake_pockets()
    net = tuple(times * -54_321_000.0 for _ in ledger.together.net)
    findings = fake_findings(pockets=(replace(ledger, together=replace(ledger.together, net=net)),))
    assert said in foot(findings, Words("en"))
