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

Reading finds every fault at once. Only figures of kind `observed` may be fitted: what was judged, promised or
agreed on is a claim, and a claim that was fitted could no longer be tested.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, ValidationError

from youthsim.calibration.filters import FILTERS, Asked
from youthsim.calibration.measures import MEASURES, Measure, link_of
from youthsim.scenario.entries import Entry, item_of, key_of, read_entries
from youthsim.scenario.faults import Fault, ScenarioError, choices, shown
from youthsim.scenario.quantities import PRICE_YEARS, Share
from youthsim.scenario.strict import Strict, faults_in

OBSERVED = "observed"
NOT_SEEN = ("estimated_counterfactual", "norm", "guideline", "extrapolation", "assumption")
"""Kinds of figures in the register that nobody observed."""
MODEL_PRICE_YEAR = 2024
"""Price level of the towns that are looked at; amounts of sources are moved to it by `price_year`."""
NORMAL_90 = 1.6448536269514722
EMPTY = "is empty"
DISCREPANCY = 0.05
"""Link-scale sd by which a model that is right in all that matters may still miss a figure."""

Kind = Literal["observed", "estimated_counterfactual", "norm", "extrapolation", "assumption", "literature"]
Number = Annotated[float, Field(strict=False)]
Sources = Annotated[
    tuple[str, ...],
    Field(strict=False, min_length=1),
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
]


class Written(Strict):
    """One target as a file writes it."""

    id: str = Field(min_length=1)
    outcome: str
    filters: dict[str, Any] = Field({})
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    n: int | None = Field(None, ge=1)
    sd: Number | None = Field(None, gt=0, description="Between the n, where the source gives it.")
    price_year: int | None = Field(None, ge=PRICE_YEARS[0], le=PRICE_YEARS[-1])
    weight: Number = Field(1.0, gt=0)
    discrepancy: Number | None = Field(None, ge=0)
    source: Sources = ("not said",)
    kind: Kind = "observed"
    use: Literal["fit", "validation"] = "fit"
    waits_for: str | None = None
    counted_in: str | None = Field(None, description="Place of the source, where the filters name none.")
    note: str = ""


class Defaults(Strict):
    """What holds for every target of a file that does not say otherwise."""

    place: str | None = None
    scenario: str | None = None
    minors: int = Field(8_000, ge=200, le=1_000_000, description="Size of a town without a scenario.")
    population_share: Share | None = Field(None, description="Of a scenario's town, for a quicker look.")
    burn_in: int = Field(60, ge=13, le=600)
    discrepancy: Number = Field(DISCREPANCY, ge=0)


class WrittenFile(Strict):
    """A whole file."""

    schema_version: Literal[1] = Field(1, alias="schema")
    title: str = ""
    about: str = ""
    defaults: Defaults = Defaults.model_construct()
    targets: tuple[Written, ...] = Field(strict=False, min_length=1)


@dataclass(frozen=True)
class Target:
    """One figure of a source, ready to be compared.

    `error` is the 1 sd of the source itself on the scale of `link` (0 when nothing is said), `discrepancy`
    that of the model. `successes` is set where a share rests on so few (`n`) that the binomial is used.
    """

    id: str
    measure: Measure
    asked: Asked
    value: float
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
        return tuple(t for t in self.targets if t.use == "fit")


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
    defaults = _defaults(root, faults)
    seen: dict[str, int] = {}
    asked: list[tuple[Measure, Asked] | None] = []
    for number, entry in enumerate(rows):
        where = item_of("targets", number)
        faults += _name_faults(entry, where, seen)
        asked.append(_question(entry, where, defaults, faults))
        faults += _value_faults(entry, where)
        faults += _kind_faults(entry, where, to_fit)
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


def _defaults(root: Entry, faults: list[Fault]) -> dict[str, Any]:
    """Filters that hold for the whole file."""
    found: dict[str, Any] = {}
    for name in ("place", "scenario"):
        entry = root.find("defaults", name)
        if entry is not None:
            value = _read_filter(name, entry, f"defaults.{name}", faults)
            if value is not None:
                found[name] = value
    return found


def _name_faults(entry: Entry, where: str, seen: dict[str, int]) -> list[Fault]:
    name = entry.find("id")
    if name is None or not isinstance(name.value, str):
        return []
    if name.value in seen:
        what = f"'{name.value}' is used twice, first on line {seen[name.value]}"
        return [Fault(name.at, key_of(where, "id"), what, "another id")]
    seen[name.value] = name.at.line
    return []


def _question(
    entry: Entry, where: str, defaults: Mapping[str, Any], faults: list[Fault]
) -> tuple[Measure, Asked] | None:
    """The measure and its filters; None when it waits or cannot be understood, with the faults told."""
    outcome, waits = entry.find("outcome"), entry.find("waits_for")
    if outcome is None or not isinstance(outcome.value, str):
        return None
    if waits is not None and waits.value:
        return None
    measure = MEASURES.get(outcome.value)
    if measure is None:
        expected = choices(outcome.value, tuple(MEASURES)) or "`youthsim outcomes` lists them"
        faults.append(
            Fault(outcome.at, key_of(where, "outcome"), f"'{outcome.value}' is not an outcome", expected)
        )
        return None
    chosen: dict[str, Any] = {}
    filters = entry.find("filters")
    for name, value in (filters.value if filters and isinstance(filters.value, dict) else {}).items():
        at = f"{where}.filters.{name}"
        if name not in FILTERS:
            expected = choices(name, tuple(FILTERS)) or f"{measure.id} takes {', '.join(measure.filters)}"
            faults.append(Fault(value.key_at, at, "unknown filter", expected))
        elif name not in measure.filters:
            what = f"cannot narrow {measure.id}"
            faults.append(Fault(value.key_at, at, what, f"it takes {', '.join(measure.filters)}"))
        elif (read := _read_filter(str(name), value, at, faults)) is not None:
            chosen[str(name)] = read
    chosen = {**{n: v for n, v in defaults.items() if n in measure.filters}, **chosen}
    of_cases = "arm" in chosen or "size" in chosen or chosen.get("group", "town") != "town"
    needs = measure.needs_scenario or of_cases
    if needs and "scenario" not in chosen:
        what = f"{measure.id} asks about a caseload or an arm, and no scenario is named"
        faults.append(Fault(outcome.at, where, what, "filters: {scenario: zwolle-30-40}"))
        return None
    if chosen.get("statistic") in ("difference", "relative_difference") and "arm" not in chosen:
        faults.append(
            Fault(outcome.at, where, "asks for a difference and names no arm", "filters: {arm: ...}")
        )
        return None
    return measure, Asked.of(chosen)


def _read_filter(name: str, entry: Entry, where: str, faults: list[Fault]) -> Any:
    from pydantic_core import PydanticCustomError

    try:
        return FILTERS[name].read(entry.plain())
    except PydanticCustomError as error:
        context = error.context or {}
        faults.append(Fault(entry.at, where, str(context.get("what")), str(context.get("expected", ""))))
        return None


def _number(entry: Entry, name: str) -> float | None:
    found = entry.find(name)
    value = found.value if found is not None else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _value_faults(entry: Entry, where: str) -> list[Fault]:
    value, low, high = (_number(entry, name) for name in ("value", "low", "high"))
    out = []
    if low is not None and high is not None and low >= high:
        out.append(
            Fault(
                _at(entry, "low"), key_of(where, "low"), f"{low:g} is not below high ({high:g})", "low < high"
            )
        )
    elif value is not None and ((low is not None and value < low) or (high is not None and value > high)):
        span = f"{shown(low)} to {shown(high)}"
        out.append(
            Fault(
                _at(entry, "value"),
                key_of(where, "value"),
                f"{value:g} lies outside {span}",
                "low ≤ value ≤ high",
            )
        )
    elif (
        value is None
        and (low is None or high is None)
        and not (entry.find("value") or entry.find("waits_for"))
    ):
        out.append(Fault(entry.at, where, "gives no value", "`value:`, or both `low:` and `high:`"))
    measure = MEASURES.get(str(entry.find("outcome").value)) if entry.find("outcome") else None  # type: ignore[union-attr]
    statistic = entry.find("filters", "statistic")
    if measure is not None and statistic is None and measure.link == "logit":
        for name, number in (("value", value), ("low", low), ("high", high)):
            if number is not None and not 0 <= number <= 1 and not out:
                out.append(
                    Fault(
                        _at(entry, name),
                        key_of(where, name),
                        f"{number:g} is not a share",
                        "0 to 1; 4.3% is 0.043",
                    )
                )
    return out


def _at(entry: Entry, name: str) -> Any:
    found = entry.find(name)
    return found.at if found is not None else entry.at


def _kind_faults(entry: Entry, where: str, to_fit: bool) -> list[Fault]:
    """What may not be fitted, and sources that the register knows as something else than observed."""
    from youthsim.evidence import load_register

    kind, use = (entry.find(n) for n in ("kind", "use"))
    fit = to_fit and not (use is not None and use.value == "validation")
    if fit and kind is not None and kind.value in get_args(Kind) and kind.value != OBSERVED:
        what = f"a figure of kind {kind.value} is a claim, and only what was observed may be fitted"
        return [Fault(kind.at, key_of(where, "kind"), what, "kind: observed, or use: validation")]
    source = entry.find("source")
    if source is None or (kind is not None and kind.value != OBSERVED):
        return []
    register = load_register().figures
    names = source.value if isinstance(source.value, tuple) else (source,)
    out = []
    for name in names:
        figure = register.get(str(name.value))
        if figure is not None and figure.kind in NOT_SEEN:
            what = f"{name.value} is in the register as {figure.kind}, not as observed"
            out.append(
                Fault(
                    name.at, key_of(where, "source"), what, f"kind: {figure.kind} (then it cannot be fitted)"
                )
            )
        elif figure is None and fit:
            expected = choices(name.value, tuple(register)) or "`youthsim evidence` lists them"
            out.append(
                Fault(name.at, key_of(where, "source"), f"'{name.value}' is not in the register", expected)
            )
    return out


def _target(written: Written, measure: Measure, asked: Asked, defaults: Defaults) -> Target:
    from youthsim.calibration.links import to_link

    link = link_of(measure, asked)
    low, high, value = _at_model_prices(written, measure)
    if value is None:
        assert low is not None and high is not None
        value = (low + high) / 2 if link in ("none", "logit") else math.sqrt(max(low, 0) * high)
    if low is not None and high is not None:
        ends = to_link(link, [low, high])
        error = float(ends[1] - ends[0]) / (2 * NORMAL_90)
    elif written.n is not None:
        error = _from_n(link, value, written.n, written.sd)
    else:
        error = 0.0
    few = link == "logit" and written.n is not None and low is None
    discrepancy = defaults.discrepancy if written.discrepancy is None else written.discrepancy
    if link == "root":  # the file gives relative sds; on the root scale that is half the root
        discrepancy *= 0.5 * math.sqrt(max(value, 1e-12))
    elif link == "none" and written.discrepancy is None:
        discrepancy = 0.0
    return Target(
        written.id, measure, asked, value, low, high, written.n, error, discrepancy, written.weight,
        written.source, written.use, link, written.note,
        round(value * written.n) if few and written.n is not None else None, written.counted_in,
    )  # fmt: skip


def _at_model_prices(written: Written, measure: Measure) -> tuple[float | None, float | None, float | None]:
    """low, high and value, with amounts moved from the source's price year to that of the model's towns."""
    numbers = (written.low, written.high, written.value)
    if measure.unit != "euro" or written.price_year is None:
        return numbers
    from youthsim.evidence.money import price_factor

    factor = float(price_factor(written.price_year, MODEL_PRICE_YEAR))
    low, high, value = (None if x is None else x * factor for x in numbers)
    return low, high, value


def _from_n(link: str, value: float, n: int, sd: float | None) -> float:
    """1 sd of a mean over n on the link scale; where no spread is given, cases vary as much as their mean."""
    spread = abs(value) if sd is None else sd
    if link == "logit":
        share = min(max(value, 0.5 / n), 1 - 0.5 / n)
        return 1.0 / math.sqrt(n * share * (1 - share))
    if link == "log":
        return spread / max(abs(value), 1e-12) / math.sqrt(n)
    if link == "root":
        return 0.5 * spread / math.sqrt(max(value, 1e-12)) / math.sqrt(n)
    return spread / math.sqrt(n)


def _hash(targets: tuple[Target, ...], defaults: Defaults) -> str:
    words = [[t.key, t.value, t.error, t.discrepancy, t.weight, t.use, t.successes, t.n] for t in targets]
    return hashlib.sha256(json.dumps([words, defaults.model_dump()], default=str).encode()).hexdigest()[:16]
