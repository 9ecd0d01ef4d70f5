"""The JSON schema of scenario files, by which editors complete keys and underline mistakes.

It checks words and forms. Whether a scenario is complete depends on its base, and contradictions between
settings need more than a schema: for these, load the scenario.
"""

from __future__ import annotations

from typing import Any

from youthsim.catalogue.models import Scenario
from youthsim.funding.rules import KINDS
from youthsim.funding.settings import Funding, RegimeSettings

PARTIAL = ("Caseload", "Claim")
"""Groups that a scenario may write in part, the rest coming from the base it extends."""


def json_schema() -> dict[str, Any]:
    """The schema as JSON-able values, the same each time."""
    schema = Scenario.model_json_schema(by_alias=True, mode="validation")
    definitions = schema["$defs"]
    for part in (schema, *(definitions[name] for name in PARTIAL)):
        part.pop("required", None)
    own = RegimeSettings.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    definitions |= own.pop("$defs") | {"RegimeSettings": own}
    definitions["Funding"] = Funding.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    definitions["Funding"].pop("$defs", None)
    by_name = {"enum": list(KINDS)}
    for owner, key, shape in (
        (schema, "regime", "RegimeSettings"),
        (definitions["Arm"], "regime", "RegimeSettings"),
        (definitions["Switch"], "to", "Funding"),
    ):
        description = owner["properties"][key].get("description", "")
        either = {"anyOf": [by_name, {"$ref": f"#/$defs/{shape}"}]}
        owner["properties"][key] = {**either, "description": description}
    schema["properties"]["extends"] = {
        "type": "string",
        "description": "A file or bundled scenario to start from; this file then says only what differs.",
    }
    schema["required"] = ["schema"]
    for part in (schema, *definitions.values()):
        for setting in part.get("properties", {}).values():
            _tidy(setting)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _tidy(setting: dict[str, Any]) -> None:
    """Removes what pydantic says for programs: titles, and defaults that are not in the words of the file."""
    setting.pop("title", None)
    setting.pop("default", None)
