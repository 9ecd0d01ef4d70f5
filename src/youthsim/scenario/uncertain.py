"""Uncertain values in a scenario: a number, or one word that names a distribution and its settings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from youthsim.scenario.distributions import Beta, Distribution, Fixed, LogNormal, Normal, Triangular, Uniform
from youthsim.scenario.faults import choices, shown
from youthsim.scenario.quantities import is_number, refused

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
            raise refused(f"{word} takes a list of {len(needed)} numbers", form)
        named = dict(zip(needed, settings, strict=True))
    else:
        named = _named_settings(word, settings, needed, optional, form)
    numbers = {name: _number(number) for name, number in named.items()}
    try:
        return build(**numbers)
    except ValueError as error:
        raise refused(f"{word}: {error}", form) from None


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
    if is_number(value):
        return float(value)  # type: ignore[arg-type]
    if isinstance(value, str):
        if match := re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*%\s*", value):
            return float(match[1]) / 100
        if re.fullmatch(r"\s*-?\d+,\d+\s*", value):
            raise refused(f"{shown(value)} has a decimal comma", f"write {value.strip().replace(',', '.')}")
        if re.match(r"\s*-?\d", value):
            raise refused(f"{shown(value)} carries a unit", "the bare number, its unit is fixed")
    raise refused(f"{shown(value)} is not a number", "a number, or a distribution such as {uniform: [6, 24]}")


def _schema() -> dict[str, Any]:
    number = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\s*-?\d+(\.\d+)?\s*%\s*$"}]}
    forms: list[dict[str, Any]] = [*number["anyOf"]]
    for word, (_, needed, optional, form) in FORMS.items():
        inner: dict[str, Any]
        if word in IN_ORDER:
            inner = {"type": "array", "items": number, "minItems": len(needed), "maxItems": len(needed)}
        else:
            names = dict.fromkeys(needed + optional, number)
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
