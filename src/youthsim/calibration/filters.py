"""How a question to a town is narrowed: where, who, what and when. One declaration for each filter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from youthsim.calibration.watching_gate import REFERRERS
from youthsim.scenario.faults import choices, shown
from youthsim.scenario.quantities import refused
from youthsim.vocabulary.payers import PAYERS
from youthsim.vocabulary.services import N_QUEUED, N_SERVICES, SERVICES
from youthsim.vocabulary.states import EDUCATION, LEGAL

NATIONAL = "national"
EARLY_HELP = "early_help"
"""A scenario without a programme: the town with and without a worker close to families and schools."""
GROUPS = ("town", "caseload", "rest")
STATISTICS = ("level", "per_1000_minors_a_year", "difference", "relative_difference")
GROUPED_SERVICES: dict[str, tuple[int, ...]] = {
    "outpatient": (1, 2),
    "without_stay": (0, 1, 2, 3, 4),
    "with_stay": (5, 6, 7, 8),
    "youth_help": (0, 1, 2, 3, 4, 5, 6, 7, 8),
}
"""Forms of help that registers count together."""


@dataclass(frozen=True)
class Filter:
    """One way to narrow a question. `read` turns what a file says into a value, or refuses it."""

    name: str
    meaning: str
    read: Callable[[Any], Any]
    example: str


def _one_of(words: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in words:
            raise refused(f"{shown(value)} is not known", choices(value, words))
        return str(value)

    return read


def _age(value: Any) -> tuple[int, int]:
    form = "one age such as 15, or a range such as 12-17, within 0-22"
    if isinstance(value, int) and not isinstance(value, bool):
        low = high = value
    elif isinstance(value, str) and (match := re.fullmatch(r"\s*(\d+)\s*-\s*(\d+)\s*", value)):
        low, high = int(match[1]), int(match[2])
    elif isinstance(value, list) and len(value) == 2 and all(isinstance(x, int) for x in value):
        low, high = value
    else:
        raise refused(f"{shown(value)} is not an age", form)
    if not 0 <= low <= high <= 22:
        raise refused(f"{low}-{high} is not a range of ages in the model", form)
    return low, high


def _window(value: Any) -> tuple[int, int]:
    form = "months after the start, first and last, such as [1, 12]"
    if isinstance(value, list) and len(value) == 2 and all(isinstance(x, int) for x in value):
        first, last = value
    elif isinstance(value, str) and (match := re.fullmatch(r"\s*(\d+)\s*-\s*(\d+)\s*", value)):
        first, last = int(match[1]), int(match[2])
    else:
        raise refused(f"{shown(value)} is not a window", form)
    if not 1 <= first <= last <= 240:
        raise refused(f"{first}-{last} is not a window", form)
    return first, last


def _service(value: Any) -> tuple[int, ...]:
    """Numbers of the services meant; a list counts them together."""
    if isinstance(value, list):
        return tuple(sorted({number for item in value for number in _service(item)}))
    known: dict[str, tuple[int, ...]] = {s.id: (s.number,) for s in SERVICES[:N_SERVICES]}
    known = {**GROUPED_SERVICES, **known}
    if value not in known:
        near = choices(value, tuple(known))
        raise refused(f"{shown(value)} is not a service", near or "`youthsim outcomes --filters` lists them")
    return known[value]


def _payer(value: Any) -> tuple[int, ...]:
    if isinstance(value, list):
        return tuple(sorted({number for item in value for number in _payer(item)}))
    known: dict[str, tuple[int, ...]] = {p.id: (p.number,) for p in PAYERS}
    known["municipality"] = tuple(p.number for p in PAYERS if p.domain == "municipality")
    if value not in known:
        near = choices(value, tuple(known))
        raise refused(f"{shown(value)} is not a payer", near or "`youthsim outcomes --filters` lists them")
    return known[value]


def _size(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= 1_000_000:
        raise refused(f"{shown(value)} is not a number of cases", "a whole number above 0")
    return value


def _share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
        raise refused(f"{shown(value)} is not a share of households", "between 0 and 1, such as 0.1")
    return float(value)


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise refused(f"{shown(value)} is not a name", "text")
    return value


def _place(value: Any) -> str:
    from youthsim.population import places

    return _one_of((NATIONAL, *places()))(value)


FILTERS: dict[str, Filter] = {
    f.name: f
    for f in (
        Filter("place", "The town; left out: the whole country in small.", _place, "tilburg"),
        Filter("scenario", "A scenario whose arms and caseload are asked about: bundled name or path.", _word, "zwolle-30-40"),
        Filter("arm", "An arm of the scenario; left out: baseline.", _word, "weighing"),
        Filter("size", "Caseload size; left out: the scenario's target.", _size, "35"),
        Filter("group", "Residents counted.", _one_of(GROUPS), "caseload"),
        Filter("window", "Months after the start, first and last.", _window, "[1, 12]"),
        Filter("age", "Ages in years, both ends counted.", _age, "12-17"),
        Filter("service", "Form of help or bill; a list counts together.", _service, "foster_care"),
        Filter("payer", "Who pays; a list counts together.", _payer, "municipality_youth"),
        Filter("legal", "Legal status.", lambda v: LEGAL.index(_one_of(LEGAL)(v)), "guardianship"),
        Filter("education", "Education place.", lambda v: EDUCATION.index(_one_of(EDUCATION)(v)), "special school (so)"),
        Filter("referrer", "Who asked: town, doctor or court.", _one_of(REFERRERS), "doctor"),
        Filter("statistic", "level; per_1000_minors_a_year; difference from the baseline arm; relative_difference.", _one_of(STATISTICS), "level"),
        Filter("top_share", "Share of households, the costliest.", _share, "0.1"),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A question narrowed: the values of its filters, defaults filled in by `of`."""

    values: tuple[tuple[str, Any], ...]

    @classmethod
    def of(cls, chosen: Mapping[str, Any]) -> Asked:
        """From filters already read."""
        return cls(tuple(sorted(chosen.items())))

    def get(self, name: str, default: Any = None) -> Any:
        return dict(self.values).get(name, default)

    @property
    def window(self) -> tuple[int, int]:
        return self.get("window", (1, 12))

    @property
    def ages(self) -> slice:
        low, high = self.get("age", (0, 17))
        return slice(low, high + 1)

    def services(self, default: tuple[int, ...]) -> list[int]:
        """Numbers of the queued services asked for."""
        return [s for s in self.get("service", default) if s < N_QUEUED]

    def words(self) -> str:
        """For tables: `age 12-17, service 5`."""
        return ", ".join(f"{name} {_said(name, value)}" for name, value in self.values)


def _said(name: str, value: Any) -> str:
    if name in ("age", "window"):
        return f"{value[0]}-{value[1]}"
    if name == "service":
        groups = {numbers: word for word, numbers in GROUPED_SERVICES.items()}
        return groups.get(value) or " + ".join(SERVICES[n].id for n in value)
    if name == "payer":
        return " + ".join(PAYERS[n].id for n in value)
    if name == "legal":
        return LEGAL[value]
    if name == "education":
        return EDUCATION[value]
    return str(value)
