"""What the audit finds in the five documents. Expected numbers were worked out by hand from the documents."""

import pytest

from youthsim.evidence import load_register
from youthsim.evidence.audit import audit, compare, diagnose, recompute, standing
from youthsim.evidence.formula import Span
from youthsim.evidence.register import Decision, Derivation, Figure, Register

FINDINGS = {finding.id: finding for finding in audit()}


@pytest.mark.parametrize(
    ("finding", "reported", "recomputed"),
    [
        ("lwd_mean_is_sum", 158_070, 15_807.08),
        ("lwd_tenfold", 10, 1.083419),
        ("lwd_ikcs_foreword", 11, 9),
        ("lwd_ikcs_baseline", 11, 9),
        ("lwd_never_eight", 8, 7),
        ("lwd_p1_who_paid", 1, 0.666667),
        ("lwd_matched_ikcs", 3, 2),
        ("lwd_p1_length", 3, 2.166667),
        ("zwo_completed", 10, 6),
        ("til_listed", 12, 10),
        ("gou_before_sum", 256_427, 265_427),
        ("gou_after_sum", 556_169, 556_260),
        ("gou_total_rows", 821_596, 821_687),
        ("gou_total_printed", 821_596, 812_596),
        ("gou_factor6", 1.2, 1.436702),
        ("gou_like_for_like", 6, 5),
        ("gou_49_percent", 0.49, 1.0),
        ("gou_placements", 6, 7),
        ("gou_day_activity", 4, 5),
        ("nij_saving_own_need", 71_500, 49_575),
        ("nij_quarter", 0.25, 0.49),
        ("nij_kees", 8.7, 25),
        ("nij_flow_total", 3072, 2929),
        ("nij_ak", 849, 894.301887),
        ("nkk_sign", -1, 1),
        ("nkk_size", 20_000, 14_200),
        ("nkk_saving_group", 400_000, 200_000),
    ],
)
def test_the_documents_contradict_themselves_here(finding, reported, recomputed):
    found = FINDINGS[finding]
    assert found.verdict == "contradiction"
    assert found.reported == pytest.approx(reported)
    assert found.recomputed == pytest.approx(recomputed, rel=1e-5)


@pytest.mark.parametrize(
    ("finding", "reported", "recomputed"),
    [
        ("lwd_p1_end", "2020", "2021-06"),
        ("lwd_p1_baseline", "2019", "2018-11"),
        ("lwd_baseline_after_start", "2021-09", "2022-11"),
        ("lwd_first_appointment", "2022-04", "2021-08"),
        ("lwd_interim_date", "2020-01", "2020-02"),
    ],
)
def test_dates_contradict_each_other_here(finding, reported, recomputed):
    found = FINDINGS[finding]
    assert (found.verdict, found.reported, found.recomputed) == ("contradiction", reported, recomputed)


@pytest.mark.parametrize(
    "finding",
    [
        "zwo_mean",
        "zwo_scale_30",
        "zwo_scale_40",
        "til_hours_fall",
        "gou_max",
        "nkk_investment",
        "lwd_p2_c01_net",
        "nij_zbo_total",
        "gou_28_case_mid",
    ],
)
def test_what_is_right_is_left_in_peace(finding):
    assert FINDINGS[finding].verdict == "agrees"


@pytest.mark.parametrize(
    "finding", ["gou_mean", "gou_period", "gou_28_year_low", "til_cost_fall", "nij_cost_text"]
)
def test_cutting_off_and_rounded_inputs_are_rounding_not_contradiction(finding):
    assert FINDINGS[finding].verdict == "rounding"


@pytest.mark.parametrize(
    "finding",
    ["til_650", "til_two_professionals", "gou_mean_factor", "gou_place_mean", "nij_twenty", "til_hours_week"],
)
def test_what_the_text_leaves_open_is_ambiguous(finding):
    assert FINDINGS[finding].verdict == "ambiguous"


def test_the_audit_names_the_slip():
    assert "sum of 10, printed as their mean" in FINDINGS["lwd_mean_is_sum"].message
    assert "digits have changed places" in FINDINGS["gou_before_sum"].message
    assert "digits have changed places" in FINDINGS["nij_ak"].message


def test_no_amount_of_the_five_documents_has_a_price_year():
    found = [one for one in FINDINGS.values() if one.check == "price year"]
    assert sum(len(one.figures) for one in found) > 150
    assert all(one.message.startswith("none of") for one in found)


def test_money_of_parents_and_society_is_not_saved_by_the_municipality():
    assert FINDINGS["payer:lwd_home_sitter_unit_cost"].verdict == "contradiction"


def test_every_contradiction_and_every_open_question_has_a_decision_with_a_value():
    unanswered = [
        one.id
        for one in FINDINGS.values()
        if one.verdict in ("contradiction", "ambiguous")
        and (
            one.decision is None
            or not (one.decision.value_used and one.decision.why and one.decision.consequence)
        )
    ]
    assert unanswered == []
    assert standing(list(FINDINGS.values())) == []


def test_more_than_twenty_figures_in_print_are_contradicted():
    claims = {one.figures[0] for one in FINDINGS.values() if one.verdict == "contradiction"}
    assert len(claims) > 20


def small(
    *figures: Figure, formula: str = "a * b", unclear: str = "", also: tuple[str, ...] = ()
) -> Register:
    return Register(
        {one.id: one for one in figures}, (Derivation("d", "c", formula, also, "about", unclear),)
    )


def figure(name: str, value: float, step: float = 0.0, unit: str = "cases") -> Figure:
    return Figure(id=name, quantity=name, unit=unit, text=str(value), value=value, step=step)


@pytest.mark.parametrize(
    ("printed", "step", "verdict"),
    [
        (42, 0, "agrees"),
        (43, 0, "contradiction"),
        (40, 10, "agrees"),
        (30, 10, "contradiction"),
        (41.6, 1, "agrees"),
    ],
)
def test_a_claim_is_judged_by_the_fineness_of_its_print(printed, step, verdict):
    register = small(figure("a", 6), figure("b", 7), figure("c", printed, step))
    assert recompute(register.derivations[0], register).verdict == verdict


def test_a_second_reading_makes_a_contradiction_ambiguous():
    register = small(figure("a", 6), figure("b", 7), figure("c", 13), also=("a + b",))
    assert recompute(register.derivations[0], register).verdict == "ambiguous"
    register = small(figure("a", 6), figure("b", 7), figure("c", 14), also=("a + b",))
    assert recompute(register.derivations[0], register).verdict == "contradiction"


def test_a_decision_explains_a_contradiction_but_does_not_remove_it():
    register = small(figure("a", 6), figure("b", 7), figure("c", 13))
    assert [one.stands for one in audit(register)] == [True]
    decided = Register(
        register.figures, register.derivations, {"d": Decision("d", "none", "42", "cases", "product")}
    )
    assert [(one.verdict, one.stands) for one in audit(decided)] == [("contradiction", False)]


@pytest.mark.parametrize(
    ("reported", "recomputed", "members", "slip"),
    [
        (158_070.8, 15_807.08, 10, "sum of 10"),
        (256_427, 265_427, 0, "places"),
        (1200, 12_000, 0, "factor of 10"),
        (1200, 100, 0, "months and years"),
        (1200, 1100, 0, ""),
    ],
)
def test_slips_are_recognised_by_what_they_do_to_a_number(reported, recomputed, members, slip):
    named = diagnose(reported, recomputed, members)
    assert slip in named and bool(named) == bool(slip)


def test_rounded_inputs_widen_what_can_be_true():
    assert compare(Span.of(917.0), 1.0, Span(913.5, 908.2, 918.8)) == "rounding"
    assert compare(Span.of(930.0), 1.0, Span(913.5, 908.2, 918.8)) == "contradiction"


def test_every_line_total_and_net_of_the_ten_case_tables_is_recomputed():
    register = load_register()
    claimed = {derivation.claim for derivation in register.derivations}
    lines = [
        one
        for one in register.figures
        if one.startswith("lwd_p2_c") and "_in_" in one and one.endswith("_cost")
    ]
    totals = [
        f"lwd_p2_c{k:02d}_{kind}"
        for k in range(1, 11)
        for kind in ("cost_total", "avoided_total", "net_saving")
    ]
    assert len(lines) > 40
    assert set(lines) <= claimed and set(totals) <= claimed
