"""A file of targets: what sources observed, to be fitted or held against the model.

    targets:
      - id: foster_stock
        outcome: episodes_now            # `youthsim outcomes` lists them
        filters: {service: foster_care, age: 0-17}
        value: 5.5
        low: 4.5                         # 5% and 95% of what the source leaves open, or
        n: 21                            # how many it rests on
        source: P055
        kind: observed

A row without any figure says `use: look`: the model's answer is shown and held against nothing.

Reading finds every fault at once. Only figures of kind `observed` may be fitted: what was judged, promised or
agreed on is a claim, and a claim that was fitted could no longer be tested.

How such a file is written stands in `target_schema`, what a target asks in `target_questions`, what it may
not be in `target_faults`, and how its numbers become those of a fit in `target_numbers`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from youthsim.calibration.filters import FILTERS, Asked
from youthsim.calibration.measures import Measure, link_of
from youthsim.calibration.target_faults import kind_faults, name_faults, value_faults
from youthsim.calibration.target_numbers import (
    at_model_prices,
    discrepancy_of,
    error_of,
    middle,
    successes_of,
)
from youthsim.calibration.target_questions import default_filters, question
from youthsim.calibration.target_schema import FIT, LOOK, Defaults, Written, WrittenFile
from youthsim.scenario.entries import item_of, read_entries
from youthsim.scenario.faults import Fault, ScenarioError
from youthsim.scenario.strict import faults_in

EMPTY = "is empty"


@dataclass(frozen=True)
class Target:
    """One figure of a source, ready to be compared; or, of use `look`, a question without any figure.

    `error` is the 1 sd of the source itself on the scale of `link` (0 when nothing is said), `discrepancy`
    that of the model. `successes` is set where a share rests on so few (`n`) that the binomial is used.
    `value` is None where the target is only looked at, and nowhere else.
    """

    id: str
    measure: Measure
    asked: Asked
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    error: float
    discrepancy: float
    weight: float
    sources: tuple[str, ...]
    use: str
    link: str
    note: str = ""
    successes: int | None = None
    counted_in: str | None = None
    led_to_change: bool = False

    @property
    def key(self) -> str:
        """What is asked, apart from what was found: two targets with one key ask the same."""
        return json.dumps([self.measure.id, self.asked.values], default=str)

    @property
    def place(self) -> str:
        """Where the source counted: what is left out together when places predict each other."""
        return self.counted_in or str(self.asked.get("place", "national"))


@dataclass(frozen=True)
class Waiting:
    """A figure that cannot be asked yet, and the outcome it waits for."""

    id: str
    waits_for: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class TargetFile:
    """A checked file. `hash` changes with anything that decides a fit."""

    path: Path
    title: str
    targets: tuple[Target, ...]
    waiting: tuple[Waiting, ...]
    defaults: Defaults
    hash: str = field(default="")

    def fitted(self) -> tuple[Target, ...]:
        """Those that a fit may use."""
        return tuple(t for t in self.targets if t.use == FIT)


def read_targets(path: str | Path, *, to_fit: bool = False) -> TargetFile:
    """A target file, checked. `to_fit`: also refuse what may not be fitted.

    Raises ScenarioError with every fault: unknown outcomes and filters, values that cannot be, kinds that may
    not be fitted, figures that are in the register under another kind.
    """
    path = Path(path)
    if not path.is_file():
        raise ScenarioError(
            [Fault(str(path), "the target file", _why_no_file(path), "a YAML file with targets")]
        )
    try:
        root, faults = read_entries(path, str(path))
    except ScenarioError as error:
        expected = "a list under `targets:`, as in docs/calibration.md"
        raise ScenarioError(
            [replace(f, expected=expected) if f.what == EMPTY else f for f in error.faults]
        ) from None
    written: WrittenFile | None = None
    try:
        written = WrittenFile.model_validate(root.plain())
    except ValidationError as error:
        faults += faults_in(error, root, explain_key=_explain_key)
    items = root.find("targets")
    rows = items.value if items is not None and isinstance(items.value, tuple) else ()
    if rows:  # a list of which every item is faulty is not empty
        faults = [f for f in faults if not (f.where == "targets" and f.what == EMPTY)]
    defaults = default_filters(root, faults)
    seen: dict[str, int] = {}
    asked: list[tuple[Measure, Asked] | None] = []
    for number, entry in enumerate(rows):
        where = item_of("targets", number)
        faults += name_faults(entry, where, seen)
        asked.append(question(entry, where, defaults, faults))
        faults += value_faults(entry, where)
        faults += kind_faults(entry, where, to_fit)
    marked: set[Any] = set()
    kept = [f for f in faults if not (f.position in marked or marked.add(f.position))]  # type: ignore[func-returns-value]
    if kept or written is None:
        raise ScenarioError(kept)
    pairs = list(zip(written.targets, asked, strict=True))
    ready = tuple(_target(w, *q, written.defaults) for w, q in pairs if q is not None)
    waiting = tuple(Waiting(w.id, w.waits_for, w.source) for w, _ in pairs if w.waits_for)
    return TargetFile(path, written.title, ready, waiting, written.defaults, _hash(ready, written.defaults))


def _why_no_file(path: Path) -> str:
    return "is a folder" if path.is_dir() else "does not exist"


def _explain_key(name: str) -> str:
    """For a key that is no key: a filter that stands outside `filters`."""
    return f"is a filter|filters: {{{name}: ...}}" if name in FILTERS else ""


def _target(written: Written, measure: Measure, asked: Asked, defaults: Defaults) -> Target:
    link = link_of(measure, asked)
    if written.use == LOOK:
        return Target(
            written.id, measure, asked, None, None, None, None, 0.0, 0.0, written.weight, (), LOOK, link,
            written.note, counted_in=written.counted_in,
        )  # fmt: skip
    low, high, value = at_model_prices(written, measure)
    if value is None:
        assert low is not None and high is not None
        value = middle(link, low, high)
    return Target(
        written.id, measure, asked, value, low, high, written.n,
        error_of(link, value, low, high, written), discrepancy_of(link, value, written, defaults),
        written.weight, written.source, written.use, link, written.note,
        successes_of(link, value, low, written.n), written.counted_in, written.led_to_change,
    )  # fmt: skip


def _hash(targets: tuple[Target, ...], defaults: Defaults) -> str:
    words = [[t.key, t.value, t.error, t.discrepancy, t.weight, t.use, t.successes, t.n] for t in targets]
    return hashlib.sha256(json.dumps([words, defaults.model_dump()], default=str).encode()).hexdigest()[:16]
