"""What finished runs were asked, setting by setting, and where they differ.

Read from `manifest.json`, which holds the scenario as it was run; from the summary where there is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ALSO = ("seed", "draws", "replicates", "youthsim", "engine_hash", "posterior_hash")
"""What else a manifest says that can move a number."""
WORDS = ("name", "title", "question", "title_nl", "question_nl", "schema")
LONGEST = 40
NOT_SAID, HAS_IT = "–", "yes"


def settings_of(folder: Path) -> dict[str, str]:
    """Each setting of a finished run as text, under its path in the scenario file."""
    manifest = _json(folder / "manifest.json")
    scenario = manifest.get("scenario")
    if not isinstance(scenario, Mapping):
        summary = _json(folder / "summary.json").get("scenario", {})
        kept = ("place", "population_share", "target", "sizes", "horizon_months", "price_year", *ALSO)
        return {key: _text(summary[key]) for key in kept if key in summary}
    said = dict(_flat({key: value for key, value in scenario.items() if key not in WORDS}, ""))
    return said | {key: _text(manifest[key]) for key in ALSO if key in manifest}


def apart(runs: Sequence[Mapping[str, str]]) -> list[str]:
    """The settings in which runs differ, those of the scenario first, in the order of the files.

    Of an approach that one of them has not, only that it has it.
    """
    keys = dict.fromkeys(key for run in runs for key in run)
    other = [key for key in keys if len({run.get(key, NOT_SAID) for run in runs}) > 1]
    whole = [key for key in other if {run.get(key, NOT_SAID) for run in runs} == {HAS_IT, NOT_SAID}]
    return [key for key in other if not any(key.startswith(f"{approach}.") for approach in whole)]


def _flat(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Groups by key, approaches by their kind, other lists whole."""
    if isinstance(value, Mapping) and value and not _is_one_value(value):
        for key, inner in value.items():
            yield from _flat(inner, f"{where}.{key}" if where else str(key))
    elif isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
        for row, item in enumerate(value):
            name = item.get("kind", f"item {row + 1}")
            yield f"{where}.{name}", HAS_IT
            yield from _flat({key: inner for key, inner in item.items() if key != "kind"}, f"{where}.{name}")
    else:
        yield where, _text(value)


def _is_one_value(value: Mapping[str, Any]) -> bool:
    """Whether a group is a distribution, said in one piece."""
    return len(value) == 1 and next(iter(value)) in ("uniform", "normal", "lognormal", "beta", "triangular")


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
