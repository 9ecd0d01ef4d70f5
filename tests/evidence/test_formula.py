"""Formulas: read as people write them, bounded, and every fault told in its cell."""

import time

import pytest

from youthsim.evidence.formula import FormulaFault, evaluate
from youthsim.evidence.own_register import OwnRegisterError, load_own
from youthsim.evidence.register import Figure


def figure(name, value, unit="EUR", step=0.0):
    return Figure(id=name, quantity=name, unit=unit, text=str(value), value=value, step=step)


KNOWN = {
    one.id: one
    for one in (
        figure("a", 100.0),
        figure("b", 200.0),
        figure("rate", 0.03, "share", 0.01),
        figure("exact", 0.03, "share"),
        figure("jaren", 3.0, "years"),
        figure("n", 4.0, "families"),
        figure("share", 0.25, "share"),
        figure("loss", -50.0),
    )
}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("npv(0.03; a; b)", 100 / 1.03 + 200 / 1.03**2),
        ("npv(3%, a, b)", 100 / 1.03 + 200 / 1.03**2),
        ("NCW(exact; a; b; loss) - a", 100 / 1.03 + 200 / 1.03**2 - 50 / 1.03**3 - 100),
        ("npv(-1%; a)", 100 / 0.99),
        ("a * (1 + exact) ^ jaren", 100 * 1.03**3),
        ("a / 1,03^2", 100 / 1.03**2),
        ("-2^2 + 5", 1.0),
        ("2^3^2", 512.0),
        ("(a - b)^2 / a", 100.0),
        ("a ** 2 / b", 50.0),
        ("n^-1 * a", 25.0),
        ("=som(a; b; 0,5)", 300.5),
        ("SUM(a; b)", 300.0),
        ("gemiddelde(a; b)", 150.0),
        ("a × 2 ÷ 4 − 1", 49.0),
        ("share * a", 25.0),
        ("share(a, b)", 0.5),
        ("sum('?')", 304.0 - 4.0 + 4.0),
        ("+a - -b", 300.0),
        ("a - b - a", -200.0),
        ("a / b / 2", 0.25),
    ],
)
def test_formulas_as_people_write_them(formula, value):
    known = {name: one for name, one in KNOWN.items() if name != "n"} if "?" in formula else KNOWN
    if "?" in formula:
        value = 300.0
    assert evaluate(formula, known).value == pytest.approx(value)


def test_the_print_of_a_rate_is_carried_into_a_present_value():
    found = evaluate("npv(rate; a; a)", KNOWN)
    assert found.low == pytest.approx(100 / 1.035 + 100 / 1.035**2)
    assert found.high == pytest.approx(100 / 1.025 + 100 / 1.025**2)


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("a * 1.000", "can be read as 1000 or as 1"),
        ("sum(a, 0,5)", "can be one number or two"),
        ("npv(3; a)", "expected for instance 3% or 0.03"),
        ("npv(a; b)", "npv()"),
        ("npv(0.03)", "npv() of nothing"),
        ("9^99^9", "at most 100"),
        ("(a * 1000000) ^ 5", "beyond 10^18"),
        ("a ^ 0.5", "to a power that is not whole"),
        ("(share - 1) ^ 0.5", "broken power"),
        ("0 ^ -1", "may be zero"),
        ("2 ^ n ^ a", "a power must be"),
        ("(" * 3_000 + "a" + ")" * 3_000, "characters long"),
        ("(" * 60 + "a" + ")" * 60, "nested more than 40 deep"),
        ("-" * 60 + "a", "nested more than 40 deep"),
        ("2^" * 60 + "2", "nested more than 40 deep"),
        ("0x" + "f" * 3_000, "not expected here"),
        ("1e999", "not expected here"),
        ("9" * 4_000, ""),
        ("+".join("a" * 2_000), "more than 1000 parts"),
        ("a +", "stops halfway"),
        ("(a", "a ) is missing"),
        ("a b", "'b' is not expected here"),
        ("a ? b", "'?' has no meaning here"),
        ("nobody(a)", "unknown function 'nobody'"),
        ("jaren + a", "year and EUR"),
        ("years(a, b)", "cannot take 2"),
        ("", "is empty"),
    ],
)
def test_what_cannot_be_computed_is_told_quickly(formula, told):
    begun = time.perf_counter()
    with pytest.raises(FormulaFault) as caught:
        evaluate(formula, KNOWN)
    assert told in str(caught.value)
    assert len(str(caught.value)) < 500
    assert time.perf_counter() - begun < 1


def test_the_column_of_a_fault_is_that_of_the_cell_text():
    with pytest.raises(FormulaFault, match="column 9: 'b' is not expected"):
        evaluate("= a + b b", KNOWN)


HEADER = "id;quantity;value;unit;formula\nx;x;12;EUR;\nuren;uren;3,5;hours;\ndeel;deel;25%;share;\n"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("y;y;;EUR;x * 2", "5:5: value: is empty, beside a formula that gives 24"),
        ("y;y;;EUR/case;x / 8", "5:5: value: is empty"),
        (
            "y;y;25;EUR;deel * 100",
            "5:12: formula: gives a plain number, but this row is in EUR (give each amount",
        ),
        ("y;y;25;EUR;uren * 2", "5:12: formula: gives hour, but this row is in EUR"),
        ("y;y;25;EUR;x * 1.000", "5:12: formula: column 5: '1.000' can be read as"),
        ("y;y;" + "9" * 400 + ";EUR;", "5:5: value: '99"),
        ("y;y;1;EUR;xx + 1", "5:11: formula: unknown id 'xx'; did you mean 'x'?"),
        ("y;y;1;EUR;x / (x - x)", "5:11: formula: divides by something that may be zero"),
        ("y;y;1;EUR;y + nobody(", "5:11: formula: column 12: it stops halfway"),
    ],
)
def test_a_formula_row_that_cannot_be_checked_is_a_fault_with_its_cell(row, told, tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(OwnRegisterError) as caught:
        load_own([path])
    (fault,) = caught.value.faults
    assert str(fault).removeprefix(f"{path}:").startswith(told)
