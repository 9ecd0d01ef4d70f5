"""Uncertain values in a scenario: a number, or one word that names a distribution and its settings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from youthsim.notation.faults import NotationFault
from youthsim.scenario.distributions import Beta, Distribution, Fixed, LogNormal, Normal, Triangular, Uniform
from youthsim.scenario.faults import choices, shown
from youthsim.scenario.plain_numbers import number
from youthsim.scenario.quantities import refused

# word -> (constructor, settings it needs in this order, settings it may have, how it is written)
FORMS: dict[str, tuple[Callable[..., Distribution], tuple[str, ...], tuple[str, ...], str]] = {
    "uniform": (Uniform, ("low", "high"), (), "{uniform: [lowest, highest]}"),
    "normal": (Normal, ("mean", "sd"), ("low", "high"), "{normal: {mean: 0.93, sd: 0.01}}"),
    "lognormal": (LogNormal, ("median", "sigma"), (), "{lognormal: {median: 0.55, sigma: 0.45}}"),
    "beta": (Beta, ("mean", "n"), (), "{beta: {mean: 0.3, n: 35}}"),
    "triangular": (Triangular, ("low", "mode", "high"), (), "{triangular: [lowest, most likely, highest]}"),
}
DISTRIBUTION_WORDS = tuple(FORMS)
IN_ORDER = ("uniform", "triangular")


def read_uncertain(value: object) -> Distribution:
    """A distribution from what a scenario says; a plain number has no spread."""
    if isinstance(value, Distribution):
        return value
    if not isinstance(value, dict):
        return Fixed(_number(value))
    if len(value) != 1:
        raise refused(
            f"{shown(value)} names {len(value) or 'no'} distributions",
            "exactly one, such as {uniform: [6, 24]}",
        )
    word, settings = next(iter(value.items()))
    if word not in FORMS:
        raise refused(f"'{word}' is not a distribution", choices(word, DISTRIBUTION_WORDS))
    build, needed, optional, form = FORMS[word]
    if word in IN_ORDER:
        if not isinstance(settings, list) or len(settings) != len(needed):
            raise _other_length(word, settings, len(needed), form)
        named = dict(zip(needed, settings, strict=True))
    else:
        named = _named_settings(word, settings, needed, optional, form)
    numbers = {name: _number(given) for name, given in named.items()}
    try:
        return build(**numbers)
    except ValueError as error:
        raise refused(f"{word}: {error}", form) from None


def _other_length(word: str, settings: object, needed: int, form: str) -> PydanticCustomError:
    """The fault of a list of another length; with decimal commas it has twice as many numbers."""
    if (
        isinstance(settings, list)
        and len(settings) == 2 * needed
        and all(type(one) is int for one in settings)
    ):
        whole, part = settings[:2]
        what = f"{whole},{part} in brackets is two numbers to YAML"
        return refused(f"{word} takes {needed} numbers: {what}", f"write {whole}.{part}")
    return refused(f"{word} takes a list of {needed} numbers", form)


def _named_settings(
    word: str, settings: object, needed: tuple[str, ...], optional: tuple[str, ...], form: str
) -> dict[str, object]:
    if not isinstance(settings, dict):
        raise refused(f"{word} takes named settings, not {shown(settings)}", form)
    for name in settings:
        if name not in needed + optional:
            raise refused(f"{word} has no setting '{name}'", choices(name, needed + optional))
    missing = [name for name in needed if name not in settings]
    if missing:
        raise refused(f"{word} misses {' and '.join(missing)}", form)
    return settings


def _number(value: object) -> float:
    try:
        return number(value)
    except NotationFault as fault:
        if not fault.plain_no:
            raise refused(f"{shown(value)} {fault.what}", fault.expected) from None
    if isinstance(value, str) and re.match(r"\s*-?\d", value):
        raise refused(f"{shown(value)} carries a unit", "the bare number, its unit is fixed")
    raise refused(f"{shown(value)} is not a number", "a number, or a distribution such as {uniform: [6, 24]}")


def _schema() -> dict[str, Any]:
    plain = {
        "anyOf": [
            {"type": "number"},
            {"type": "string", "pattern": r"^\s*[+-]?[\d.,]*\d\s*(%|‰|procent|percent)?\s*$"},
        ]
    }
    forms: list[dict[str, Any]] = [*plain["anyOf"]]
    for word, (_, needed, optional, form) in FORMS.items():
        inner: dict[str, Any]
        if word in IN_ORDER:
            inner = {"type": "array", "items": plain, "minItems": len(needed), "maxItems": len(needed)}
        else:
            names = dict.fromkeys(needed + optional, plain)
            inner = {
                "type": "object",
                "properties": names,
                "required": list(needed),
                "additionalProperties": False,
            }
        forms.append(
            {
                "type": "object",
                "properties": {word: inner},
                "required": [word],
                "additionalProperties": False,
                "description": form,
            }
        )
    return {"anyOf": forms}


Uncertain = Annotated[
    Distribution,
    PlainValidator(read_uncertain),
    PlainSerializer(lambda distribution: distribution.plain()),
    WithJsonSchema(_schema()),
]
"""A value that may carry a spread; see `youthsim.scenario.distributions`."""
