"""Settings that refuse what they do not know, and pydantic's findings told as faults with a place.

`Strict` is the base of everything a scenario may hold. `faults_in` turns a pydantic error over a merged
scenario into faults; a word that is not known comes with the word that was probably meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from youthsim.scenario.entries import DOCUMENT, Entry, item_of, key_of
from youthsim.scenario.faults import Fault, Position, choices, nearest, shown
from youthsim.scenario.plain_numbers import why_no_number, why_not_whole

ExplainKey = Callable[[str], str | None]
"""A better message for some unknown keys: from the key to what is wrong and expected, joined by `|`."""
Translate = Callable[[str, Sequence[str]], str | None]
"""The key that a word of another language stands for, of those that are known there; None if it is none."""
MOST_TOLD = 100
"""Findings of one file that are told one by one: more help nobody."""


class Strict(BaseModel):
    """Settings as an analyst writes them: exact types, no unknown keys, immutable.

    Field names carry the unit (`horizon_months`); the alias is the word in the file (`horizon`).
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, validate_by_alias=True)

    @classmethod
    def words(cls) -> list[str]:
        """The keys an analyst may write here."""
        return [field.alias or name for name, field in cls.model_fields.items()]

    @model_validator(mode="wrap")
    @classmethod
    def _say_which_keys_are_known(cls, value: Any, validate: Any) -> Any:
        try:
            return validate(value)
        except ValidationError as error:
            raise ValidationError.from_exception_data(
                cls.__name__, [_with_known_words(detail, cls.words()) for detail in error.errors()]
            ) from None


def kind_word(settings: type[BaseModel]) -> str:
    """The word by which a scenario names this choice: the literal of its field `kind`."""
    return str(get_args(settings.model_fields["kind"].annotation)[0])


def _with_known_words(detail: ErrorDetails, words: list[str]) -> InitErrorDetails:
    kind: str | PydanticCustomError = detail["type"]
    context = detail.get("ctx", {})
    if kind == "extra_forbidden" and len(detail["loc"]) == 1:
        kind = PydanticCustomError("unknown_key", "unknown key", {"known": words})
    elif kind in ("refused", "unknown_key"):
        kind = PydanticCustomError(kind, detail["msg"].replace("{", "{{"), context)
    return InitErrorDetails(type=kind, loc=detail["loc"], input=detail["input"], ctx=context)


def faults_in(
    error: ValidationError,
    root: Entry,
    *,
    explain_key: ExplainKey = lambda key: None,
    translate: Translate = lambda word, known: None,
    told: Collection[str] = (),
    complete: bool = True,
) -> list[Fault]:
    """Every finding of pydantic as a fault at the place where the value, or its nearest parent, stands.

    A key is not called missing when its name is in `told` (faults reported already), when it stands there
    misspelt, or when the scenario is not `complete` (its base could not be read).
    """
    details = error.errors(include_url=False)[:MOST_TOLD]
    misspelt = set(told)
    for detail in details:
        if detail["type"] == "unknown_key":
            *parent, key = detail["loc"]
            known = detail["ctx"]["known"]
            meant = translate(str(key), known) or nearest(key, known)
            misspelt.add(key_of(place_of(root, tuple(parent))[0], str(meant)))

    def is_news(detail: ErrorDetails) -> bool:
        where, entry, missed = place_of(root, detail["loc"])
        if detail["type"] == "too_short" and entry.value:
            return False  # a list of which every item is faulty is not empty
        return detail["type"] != "missing" or (complete and key_of(where, str(missed[-1])) not in misspelt)

    faults = [_fault(detail, root, explain_key, translate) for detail in details if is_news(detail)]
    if (left := error.error_count() - len(details)) > 0:
        faults.append(Fault(root.at, DOCUMENT, f"{left} more faults of this kind", "these first"))
    return faults


def place_of(root: Entry, loc: tuple[str | int, ...]) -> tuple[str, Entry, list[str | int]]:
    """What pydantic calls a location, found in the file: its name, its entry, and the steps not found.

    Steps that pydantic adds for itself (the kind of a tagged union) are not in the file and are passed over.
    """
    where, entry, missed = "", root, []
    for step in loc:
        if isinstance(entry.value, dict) and step in entry.value:
            where, entry = key_of(where, step), entry.value[step]
        elif isinstance(entry.value, tuple) and isinstance(step, int) and step < len(entry.value):
            entry = entry.value[step]
            kind = entry.find("kind")
            named = kind is not None and isinstance(kind.value, str)
            where = key_of(where, str(kind.value)) if kind and named else item_of(where, step)
        else:
            missed.append(step)
    return where, entry, missed


def _fault(detail: ErrorDetails, root: Entry, explain_key: ExplainKey, translate: Translate) -> Fault:
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    where, entry, missed = place_of(root, detail["loc"])
    at: Position = entry.at
    match kind:
        case "missing":
            key = str(missed[-1]) if missed else ""
            return Fault(entry.key_at, where or DOCUMENT, f"misses the key {key}", f"add `{key}:`")
        case "unknown_key":
            at, what = entry.key_at, "unknown key"
            expected = choices(detail["loc"][-1], context["known"]) or "docs/scenarios.md lists the keys"
            if special := explain_key(str(detail["loc"][-1])):
                what, _, expected = special.partition("|")
            elif meant := translate(str(detail["loc"][-1]), context["known"]):
                expected = f"did you mean {meant}? keys are in English"
        case "refused":
            what, expected = context["what"], context["expected"]
        case "union_tag_invalid":
            tags = re.findall(r"'([^']+)'", str(context["expected_tags"]))
            if (kind_entry := entry.find("kind")) is not None:
                at, where = kind_entry.at, key_of(where, "kind")
            what, expected = f"'{context['tag']}' is not known", choices(context["tag"], tags)
        case "union_tag_not_found":
            what, expected = "does not say its kind", "add `kind:`"
        case "literal_error":
            words = re.findall(r"'([^']+)'", str(context["expected"])) or [str(context["expected"])]
            what, expected = f"{shown(value)} is not known", choices(value, words)
        case _:
            told = _as_it_is_written(kind, value, "" if missed else entry.written)
            what, expected = told or _of_the_wrong_sort(kind, context, value, detail["msg"])
    return Fault(at, where or DOCUMENT, what, expected)


def _as_it_is_written(kind: str, value: object, written: str) -> tuple[str, str] | None:
    """What happened to a number that YAML reads as something else than its author meant."""
    if kind in ("int_type", "int_from_float"):
        return why_not_whole(value, written)
    return why_no_number(value) if kind == "float_type" else None


# pydantic's finding -> what the value is not, and how the right sort is written.
SORTS = {
    "int_type": ("a whole number", ""),
    "int_from_float": ("a whole number", ""),
    "float_type": ("a number", ""),
    "string_type": ("text", ""),
    "bool_type": ("a choice", "true or false"),
    "dict_type": ("a group of settings", "lines of the form `key: value`"),
    "model_type": ("a group of settings", "lines of the form `key: value`"),
    "model_attributes_type": ("a group of settings", "lines of the form `key: value`"),
    "tuple_type": ("a list", "one item per line after a dash, or [first, second]"),
    "list_type": ("a list", "one item per line after a dash, or [first, second]"),
}


def _of_the_wrong_sort(kind: str, context: dict[str, Any], value: object, message: str) -> tuple[str, str]:
    """What is wrong and what is expected, for pydantic's own findings about types and bounds."""
    if kind in SORTS:
        sort, form = SORTS[kind]
        if isinstance(value, str):
            form = _slip(value, sort) or form
        return f"{shown(value)} is not {sort}", form
    match kind:
        case "greater_than":
            return f"{shown(value)} is too low", f"above {context['gt']:g}"
        case "greater_than_equal":
            return f"{shown(value)} is too low", f"at least {context['ge']:g}"
        case "less_than":
            return f"{shown(value)} is too high", f"below {context['lt']:g}"
        case "less_than_equal":
            return f"{shown(value)} is too high", f"at most {context['le']:g}"
        case "too_short" | "string_too_short":
            return "is empty", "at least one"
        case "string_too_long":
            return f"is longer than {context['max_length']} characters", "some lines"
    return message[:1].lower() + message[1:], ""


def _slip(value: str, sort: str) -> str | None:
    """The slip of the pen that made text of what should have been something else, or None."""
    if sort in ("a group of settings", "a list") and re.match(r"(- )?\w+:\S", value):
        return "a space after the colon"
    if sort.endswith("number") and re.match(r"[–—−]\d", value):
        return "the minus sign of the keyboard, -"
    if sort.endswith("number") and re.fullmatch(r"0\d+", value):
        return f"without the zero in front, {value.lstrip('0') or '0'}"
    return None
