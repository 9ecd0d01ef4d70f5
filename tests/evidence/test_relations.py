"""Parts and wholes, headings and repeats: what contradicts, what may be incomplete, and what says nothing."""

import pytest
from test_evidence_structure import figure

from youthsim.evidence.audit import audit
from youthsim.evidence.register import Derivation, Register


def found(*rows, derivations=()):
    register = Register({one.id: one for one in rows}, tuple(derivations))
    return {
        one.check: (one.verdict, str(one.message))
        for one in audit(register)
        if one.verdict in ("contradiction", "ambiguous")
    }


@pytest.mark.parametrize("heading", ["Totaal", "Subtotaal", "Overige kosten", "waarvan overhead", "Saldo"])
def test_two_rows_under_one_heading_are_two_numbers(heading):
    assert found(figure("a", 61_000.0, quantity=heading), figure("b", 9_400.0, quantity=heading)) == {}


@pytest.mark.parametrize(
    "apart",
    [
        {"part_of": ("w",)},
        {"item": "vervoer"},
        {"topic": "Toegang"},
        {"price_year": 2025},
        {"origin": ("w",)},
    ],
)
def test_one_wording_is_two_numbers_where_something_tells_them_apart(apart):
    words = "gemiddelde lasten per jongere per jaar"
    rows = (figure("a", 61.0, quantity=words), figure("b", 94.0, quantity=words, **apart), figure("w", 155.0))
    assert "two prints" not in found(*rows)


def test_one_wording_with_other_formulas_is_two_numbers():
    words = "aandeel daarvan in alle lasten"
    rows = [figure("w", 200.0), figure("x", 50.0), figure("y", 30.0)]
    shares = [figure("a", 0.25, "share", quantity=words), figure("b", 0.15, "share", quantity=words)]
    formulas = [Derivation("a", "a", "x / w"), Derivation("b", "b", "y / w")]
    assert found(*rows, *shares, derivations=formulas) == {}


def test_one_wording_and_nothing_to_tell_them_apart_is_asked_and_does_not_fail_the_audit():
    words = "gemiddelde lasten per jongere per jaar"
    verdict, message = found(figure("a", 61.0, quantity=words), figure("b", 94.0, quantity=words))[
        "two prints"
    ]
    assert verdict == "ambiguous" and "same_as: a if it is one number" in message


@pytest.mark.parametrize("mark", [" (tabel)", " (table 3)", ", in de tekst", " (samenvatting)", "; summary"])
def test_words_that_name_a_repeat_are_one_number(mark):
    rows = (figure("a", 61.0, quantity="lasten"), figure("b", 94.0, quantity="lasten" + mark))
    assert found(*rows)["two prints"][0] == "contradiction"


@pytest.mark.parametrize("remark", [" (gemeente)", " (2025)", " (structureel)", " (meerjarig, zie tabel 3)"])
def test_words_in_parentheses_that_name_no_repeat_tell_two_numbers_apart(remark):
    rows = (figure("a", 61.0, quantity="lasten"), figure("b", 94.0, quantity="lasten" + remark))
    assert found(*rows) == {}


def whole(value, statistic="", **more):
    return figure("whole", value, statistic=statistic, **more)


def part(name, value, **more):
    return figure(name, value, part_of=("whole",), **more)


def test_parts_of_a_sum_must_make_it():
    assert found(whole(900.0, "sum"), part("a", 500.0), part("b", 350.0))["sum"][0] == "contradiction"
    assert found(whole(900.0, "sum"), part("a", 500.0), part("b", 400.0)) == {}


def test_parts_that_make_less_than_a_whole_that_is_no_sum_may_be_some_of_them():
    verdict, message = found(whole(900.0), part("a", 500.0), part("b", 350.0))["sum"]
    assert verdict == "ambiguous" and "other parts are not listed" in message


def test_parts_that_make_more_than_their_whole_contradict_it():
    assert found(whole(900.0), part("a", 500.0), part("b", 450.0))["sum"][0] == "contradiction"


def test_a_slip_that_is_seen_for_what_it_is_contradicts_also_below_the_whole():
    assert "changed places" in found(whole(950.0), part("a", 500.0), part("b", 90.0))["sum"][1]


def test_a_single_part_is_spoken_of_as_one():
    verdict, message = found(whole(900.0, "sum"), part("a", 700.0))["sum"]
    assert verdict == "ambiguous" and message.startswith("its only part, 'a' is less")
    assert found(whole(900.0), part("a", 1_000.0))["sum"][0] == "contradiction"


def test_shares_and_amounts_of_one_whole_are_checked_apart():
    shares = [part(f"s{k}", v, unit="share") for k, v in enumerate((0.6, 0.4))]
    assert found(whole(900.0, "sum"), part("a", 500.0), part("b", 400.0), *shares) == {}
    shares[1] = part("s1", 0.55, unit="share")
    assert found(whole(900.0, "sum"), part("a", 500.0), part("b", 400.0), *shares).keys() == {"shares"}


def test_shares_far_below_one_may_be_a_choice_and_near_it_are_a_slip():
    shares = [part(f"s{k}", v, unit="share") for k, v in enumerate((0.3, 0.2))]
    assert found(whole(900.0), *shares)["shares"][0] == "ambiguous"
    shares = [part(f"s{k}", v, unit="share") for k, v in enumerate((0.55, 0.38))]
    assert found(whole(900.0), *shares)["shares"][0] == "contradiction"


def test_one_amount_under_one_heading_for_two_payers_is_asked_unless_it_is_the_same_item():
    words = {"quantity": "Bijdrage"}
    rows = (
        figure("a", 250.0, payer="gemeente", **words),
        figure("b", 250.0, payer="zorgverzekeraar", **words),
    )
    assert found(*rows)["payer"][0] == "ambiguous"
    rows = tuple(figure(one.id, 250.0, payer=one.payer, item="opvang", **words) for one in rows)
    assert found(*rows)["payer"][0] == "contradiction"


def test_one_number_in_two_kinds_of_unit_is_told_as_that():
    rows = (figure("a", 250.0), figure("b", 250.0, "hours", same_as=("a",)))
    assert found(*rows)["units"][0] == "contradiction"
