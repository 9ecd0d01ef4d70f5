"""Every sentence in which the readers of numbers, dates and units refuse a text has its Dutch."""

import ast
from pathlib import Path

import pytest

import youthsim.notation
from youthsim.evidence import dutch_faults, register
from youthsim.evidence.dutch_faults import in_dutch
from youthsim.notation import dates, refusals
from youthsim.notation.dates import parse_date
from youthsim.notation.faults import NotationFault
from youthsim.notation.numbers import parse_number
from youthsim.notation.units import dimension

FOLDER = Path(youthsim.notation.__file__).parent
READERS = [FOLDER / f"{name}.py" for name in ("numbers", "numerals", "dates", "units", "characters")]


def sentences():
    """What and expectation of every fault that is raised with words of its own."""
    for path in [*READERS, Path(register.__file__)]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in ("NumberFault", "DateFault", "UnitFault"):
                yield tuple(spoken(one) for one in node.args)
    for _, what, expected in refusals._REASONS:
        yield what, expected


def spoken(node):
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(one.value if isinstance(one, ast.Constant) else "7" for one in node.values)
    return ""


def test_each_sentence_has_its_dutch():
    found = [pair for pair in sentences() if any(pair)]
    assert len(found) > 40
    for pair in found:
        for text, forms in zip(pair, (dutch_faults._WHAT, dutch_faults._EXPECTED), strict=False):
            text = text.removesuffix("77")  # a hint that is put together elsewhere
            if text.startswith("unknown unit"):
                text = text.removesuffix("7")
            assert not text or dutch_faults._said(text, forms) != text, text
    for text in (dates.FORM, refusals.LIKE):
        assert dutch_faults._said(text, dutch_faults._EXPECTED) != text


@pytest.mark.parametrize(
    ("read", "text", "dutch"),
    [
        (parse_number, "61.234", "kan 61234 of 61.234 betekenen (schrijf 61234, of 61.2340 met decimalen)"),
        (parse_number, "£34", "is niet in euro's (verwacht: een bedrag in euro's)"),
        (parse_number, "veel", "is geen getal (verwacht bijvoorbeeld: 53834, 53834.50, 24% of 2/3)"),
        (parse_number, "n.v.t.", "betekent dat er geen cijfer is (laat de cel of de regel leeg)"),
        (
            parse_date,
            "03/04/2024",
            "kan met de dag of met de maand beginnen (schrijf 2024-04-03 of 2024-03-04)",
        ),
        (dimension, "hourz", "onbekende eenheid 'hourz'; bedoelt u 'hour'?"),
    ],
)
def test_a_fault_in_dutch_keeps_its_numbers(read, text, dutch):
    with pytest.raises(NotationFault) as caught:
        read(text)
    assert in_dutch(caught.value) == dutch
