"""The register: complete, valid, quick to load."""

import subprocess
import sys
from collections import Counter

import pytest

from youthsim.evidence import GRADES, load_register
from youthsim.evidence.register import DOCUMENTS, RegisterFault, read_figure
from youthsim.notation.units import dimension

REGISTER = load_register()
ROW = {
    "id": "x",
    "quantity": "q",
    "value": "12",
    "unit": "cases",
    "low": "",
    "high": "",
    "place": "Zwolle",
    "topic": "t",
    "period": "",
    "price_year": "",
    "n": "",
    "kind": "observed",
    "citation": DOCUMENTS[0],
    "grade": "record",
}


def test_the_register_holds_every_document_and_every_place_of_the_project():
    documents = Counter(figure.citation for figure in REGISTER if figure.kind != "literature")
    assert set(documents) == set(DOCUMENTS)
    places = {figure.place for figure in REGISTER}
    assert {
        "Zwolle",
        "Tilburg",
        "Gouda",
        "Nijmegen-Noord",
        "Nijkerk",
        "Leeuwarden",
        "Alkmaar region",
    } <= places
    assert sum(documents.values()) >= 630
    assert sum(figure.kind == "literature" for figure in REGISTER) == 228


def test_every_figure_says_where_it_stands_and_how_much_it_can_bear():
    for figure in REGISTER:
        assert figure.grade in GRADES
        assert figure.citation in REGISTER.references
        dimension(figure.unit)
        if figure.kind == "literature":
            assert figure.basis in ("read", "derived", "memory"), figure.id
            assert figure.confidence is not None and 0 < figure.confidence <= 1, figure.id
        else:
            assert figure.where, figure.id


def test_a_figure_without_a_number_says_so_instead_of_being_zero():
    unknown = REGISTER["gou_case4_cost_before"]
    assert unknown.value is None and unknown.text == ""


def test_packed_priors_keep_all_their_numbers():
    assert REGISTER["P149"].values == (0.11, 0.19)
    assert REGISTER["P127"].values == (1300.0, 4500.0)
    assert REGISTER["P127"].value is None


def test_the_published_figures_are_in_the_register_as_printed():
    assert REGISTER["zwo_avoided_total"].value == 323_005
    assert REGISTER["til_rachel_cost_before"].value == 74_828
    assert REGISTER["gou_total_before"].value == 256_427  # a slip, kept as printed
    assert REGISTER["nij_ak_mean"].value == 849


def test_recalled_numbers_are_never_cited_as_if_they_had_been_read():
    for figure in REGISTER:
        if figure.basis == "memory":
            assert "not read" in REGISTER.references[figure.citation]["title"], figure.id


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"unit": "eurro/maand"}, "unit"),
        ({"grade": "excellent"}, "grade"),
        ({"kind": "hearsay"}, "kind"),
        ({"value": "about twelve"}, "about twelve"),
    ],
)
def test_a_broken_row_is_refused_by_name(change, named):
    with pytest.raises(RegisterFault, match=named) as caught:
        read_figure(ROW | change)
    assert str(caught.value).startswith("x:")


def test_reading_the_register_needs_neither_pandas_nor_numpy():
    script = (
        "import sys; from youthsim.evidence.register import load_register; load_register();"
        "from youthsim.evidence.audit import audit; audit();"
        "print([m for m in ('pandas', 'numpy', 'mesa', 'jinja2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_derivation_and_decision_refers_to_something_that_exists():
    from youthsim.evidence.audit import audit

    ids = {finding.id for finding in audit(REGISTER)}
    assert set(REGISTER.decisions) <= ids
    assert {derivation.claim for derivation in REGISTER.derivations} <= set(REGISTER.figures)


@pytest.mark.parametrize("prior", ["P028", "P029", "P030", "P031", "P037", "P038", "P039"])
def test_stocks_and_flows_of_the_statistics_office_close(prior):
    begin, inflow, outflow, end = REGISTER[prior].values
    assert abs(begin + inflow - outflow - end) <= 10  # each rounded to fives


@pytest.mark.parametrize(
    "priors", [("P026", "P027"), ("P034",), ("P057",), ("P189",), ("P007", "P008", "P009")], ids=" ".join
)
def test_shares_of_the_statistics_office_add_up(priors):
    assert sum(value for prior in priors for value in REGISTER[prior].values) == pytest.approx(1, abs=0.011)
