"""Every row of the table in docs/notation.md is what the readers do."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic_core import PydanticCustomError

from youthsim.notation.amounts import parse_amount
from youthsim.notation.dates import parse_date, show_date
from youthsim.notation.examples import ASKED, EXAMPLES, READ, Example
from youthsim.notation.faults import NotationFault
from youthsim.notation.numbers import parse_number
from youthsim.notation.units import read_unit
from youthsim.scenario.entries import read_entries
from youthsim.scenario.faults import ScenarioError
from youthsim.scenario.plain_numbers import why_not_whole
from youthsim.scenario.quantities import read_hours_per_week, read_months, read_rate_per_year, read_share


def date_of(text: str) -> str:
    printed = parse_date(text)
    return f"{show_date(printed.value)[:4]}, twelve months" if printed.step else show_date(printed.value)


def unit_of(text: str) -> str:
    name, factor = read_unit(text)
    return name if factor == 1 else f"{factor:,.15g} {name}"


def setting(text: str) -> object:
    return float(text) if text.replace(".", "").isdigit() else text  # YAML reads a bare number as one


def in_yaml(text: str) -> str:
    path = Path("value.yaml")
    root, faults = read_entries(path, path.name)
    if faults:
        raise ScenarioError(faults)
    entry = root.find("value")
    assert entry is not None
    if type(entry.value) is not int:
        raise (
            ScenarioError([*faults])
            if faults
            else NotationFault(*(why_not_whole(entry.value, entry.written) or ("",)))
        )
    return str(entry.value)


READERS = {
    "number": lambda text: f"{parse_number(text).value:.15g}",
    "amount": lambda text: str(parse_amount(text)),
    "date": date_of,
    "unit": unit_of,
    "duration": lambda text: f"{read_months(setting(text))} months",
    "share": lambda text: f"{read_share(setting(text)):g}",
    "rate": lambda text: f"{read_rate_per_year(setting(text)):g}",
    "hours": lambda text: f"{read_hours_per_week(setting(text)):g}",
    "count in YAML": in_yaml,
    "numbers in brackets": in_yaml,
}
FAULTS = (NotationFault, PydanticCustomError, ScenarioError)


def words_of(fault: Exception) -> str:
    if isinstance(fault, PydanticCustomError) and fault.context:
        return f"{fault.context['what']} ({fault.context['expected']})"
    return str(fault)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.kind}: {one.text!r}")
def test_what_the_table_says_is_what_happens(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("value.yaml").write_text(f"value: {example.text}\n" if example.text.isprintable() else "", "utf-8")
    read = READERS[example.kind]
    if example.outcome == READ:
        assert read(example.text) == example.says
        return
    with pytest.raises(FAULTS) as caught:
        read(example.text)
    assert example.says in words_of(caught.value)


def test_what_is_asked_back_comes_with_what_to_write() -> None:
    for example in EXAMPLES:
        if example.outcome == ASKED and example.kind in ("number", "amount", "date"):
            with pytest.raises(NotationFault) as caught:
                {"number": parse_number, "amount": parse_amount, "date": parse_date}[example.kind](
                    example.text
                )
            assert caught.value.expected


def test_every_kind_has_something_that_is_read_and_something_that_is_not() -> None:
    kinds = {example.kind for example in EXAMPLES} - {"numbers in brackets"}
    for kind in kinds:
        outcomes = {example.outcome for example in EXAMPLES if example.kind == kind}
        assert READ in outcomes and len(outcomes) > 1, kind
