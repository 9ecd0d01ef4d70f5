"""A run made again from its manifest: the same bytes, or what is not as it was.

    found = reproduce("out/pilot/manifest.json")
    found.same, found.changed

The scenario, an own margins file and the settings come from the manifest; sources, data, fit and versions are
those of here, so whatever differs among them is told beside the verdict.
"""

from __future__ import annotations

import json
import platform
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from youthsim.catalogue.models import Scenario
from youthsim.experiment import sources
from youthsim.experiment.ensemble import Say, Simulate, Tell
from youthsim.experiment.manifest import (
    MANIFEST,
    NUMBERS,
    PACKAGES,
    files_listed,
    is_as_listed,
    is_manifest,
    machine,
    read_manifest,
)
from youthsim.experiment.publishing import is_inside
from youthsim.experiment.runner import load, run
from youthsim.scenario.faults import Fault, ScenarioError

EXPECTED = "the manifest.json of a run, beside its files"
OF_MACHINE = ("system", "processor", "maths_library")


@dataclass(frozen=True)
class Reproduced:
    """`files`: name to whether its bytes are the same; `changed`: what is not as it was, a line each.

    `edited`: files beside the manifest that are no longer what the run wrote. `figures`: where the summaries
    differ, when the old one is there.
    """

    files: Mapping[str, bool]
    changed: tuple[str, ...]
    edited: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether every number came out to the byte."""
        return all(self.files.values())


def reproduce(
    manifest: str | Path,
    *,
    out: str | Path | None = None,
    workers: int | None = None,
    tell: Tell | None = None,
    say: Say | None = None,
    simulate: Simulate | None = None,
) -> Reproduced:
    """Runs again what a manifest (or the folder it is in) describes, without anything that is stored.

    `out`: keeps the new run, in an empty folder. `simulate`: needed for a run with a model of somebody's own.
    Raises ScenarioError when the manifest cannot be used.
    """
    path = Path(manifest)
    path = path / MANIFEST if path.is_dir() else path
    stored = read_manifest(path.parent) if path.name == MANIFEST else _elsewhere(path)
    if stored is None:
        what = "is not there or is not one of a run"
        raise ScenarioError([Fault(str(path), "the manifest", what, EXPECTED)])
    listed = _listed(path, stored, simulate)
    with tempfile.TemporaryDirectory(prefix="youthsim-") as temporary:
        try:
            scenario = scenario_of(stored, Path(temporary), path)
        except (LookupError, TypeError, AttributeError):
            what = "does not say what was asked"
            raise ScenarioError([Fault(str(path), "scenario, margins", what, EXPECTED)]) from None
        folder = Path(out) if out is not None else Path(temporary) / "run"
        if (folder / MANIFEST).exists() or (folder / ".shards").exists():
            raise ScenarioError([Fault(str(folder), "--out", "holds a run already", "an empty folder")])
        result = run(scenario, out=folder, workers=workers, tell=tell, say=say, simulate=simulate)
        same = {name: result.manifest["files"][name]["sha256"] == listed[name]["sha256"] for name in NUMBERS}
        there = {name: said for name, said in files_listed(stored).items() if (path.parent / name).exists()}
        edited = [name for name, said in there.items() if not is_as_listed(path.parent / name, said)]
        figures = () if same[NUMBERS[0]] or NUMBERS[0] in edited else _figures(path.parent, result.summary)
    return Reproduced(same, tuple(what_changed(stored, result.manifest)), tuple(edited), tuple(figures))


def scenario_of(stored: Mapping[str, Any], folder: Path, beside: Path) -> Scenario:
    """The scenario of a manifest, checked against this version; `folder` gets what it reads."""
    said = dict(stored["scenario"])
    if margins := stored.get("margins"):
        if not is_inside(name := margins["file"]):
            raise TypeError(name)
        town = folder / "town" / Path(name).name
        town.parent.mkdir()
        town.write_text(margins["text"], encoding="utf-8", newline="\n")
        said["place"] = {"margins": f"town/{town.name}"}
    if isinstance(fit := said.get("posterior"), str) and fit != "none":
        nearby = [Path(str(stored.get("scenario_file") or "")).parent / fit, beside.parent / fit]
        said["posterior"] = next((str(one.resolve()) for one in nearby if (one / MANIFEST).is_file()), fit)
    file = folder / "scenario.yaml"
    file.write_text(json.dumps(said), encoding="utf-8", newline="\n")
    return load(file)


def what_changed(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """What two manifests do not have in common of all that can change a number, a line each."""
    yield from _pairs("version of", {"youthsim": then.get("youthsim"), "Python": then.get("python")},
                      {"youthsim": now.get("youthsim"), "Python": platform.python_version()})  # fmt: skip
    yield from _pairs("version of", then.get("packages") or {}, {n: sources.version_of(n) for n in PACKAGES})
    yield from _pairs("sources in", then.get("sources") or {}, now["sources"], hashes=True)
    yield from _pairs("data file", then.get("data") or {}, now["data"], hashes=True)
    yield from _pairs("", {"posterior": then.get("posterior_hash")}, {"posterior": now.get("posterior_hash")})
    yield from _pairs("setting", _settings(then), _settings(now))
    if then.get("model") and now.get("model") and then["model"] != now["model"]:
        yield f"model: {then['model']['name']}, now {now['model']['name']}, or another version of it"
    old, here = then.get("machine") or {}, machine()
    yield from _pairs("machine:", {n: old.get(n) for n in OF_MACHINE}, {n: here.get(n) for n in OF_MACHINE})


def _settings(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Each setting of a scenario by its path; where margins and fit lie is no setting."""
    left_out = ("place", "posterior") if manifest.get("margins") else ("posterior",)
    flat: dict[str, Any] = {}

    def spread(value: Any, where: str) -> None:
        if isinstance(value, Mapping):
            for key, inner in value.items():
                spread(inner, f"{where}.{key}" if where else str(key))
        else:
            flat[where] = value

    spread({k: v for k, v in manifest["scenario"].items() if k not in left_out}, "")
    flat["order of the arms"] = list(manifest["scenario"].get("arms", {}))
    return flat


def _pairs(what: str, then: Mapping[str, Any], now: Mapping[str, Any], hashes: bool = False) -> Iterator[str]:
    for name in dict.fromkeys([*then, *now]):
        if then and then.get(name) != now.get(name):
            told = "differ" if what.startswith("sources") else "differs"
            said = told if hashes else f"was {_shown(then.get(name))}, is {_shown(now.get(name))}"
            yield f"{what} {name} {said}".strip()


def _shown(value: Any) -> str:
    words = "nothing" if value is None else str(value)
    return words if len(words) <= 60 else f"{words[:59]}…"


def _figures(folder: Path, summary: Mapping[str, Any], at_most: int = 5) -> list[str]:
    try:
        before = json.loads((folder / NUMBERS[0]).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return list(_differing(before, json.loads(json.dumps(summary)), ""))[:at_most]


def _differing(then: Any, now: Any, where: str) -> Iterator[str]:
    if isinstance(then, dict) and isinstance(now, dict):
        for key in dict.fromkeys([*then, *now]):
            yield from _differing(then.get(key), now.get(key), f"{where}.{key}" if where else str(key))
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for place, (one, other) in enumerate(zip(then, now, strict=True)):
            yield from _differing(one, other, f"{where}[{place}]")
    elif then != now:
        yield f"{where}: was {_shown(then)}, is {_shown(now)}"


def _elsewhere(path: Path) -> dict[str, Any] | None:
    """A manifest under another name, such as one that was sent by mail."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return stored if is_manifest(stored) else None


def _listed(path: Path, stored: Mapping[str, Any], simulate: Simulate | None) -> Mapping[str, Any]:
    """Checksums of the files with numbers. Raises ScenarioError for a run that cannot be made again."""
    listed = files_listed(stored)
    faults = []
    if any(not isinstance(listed.get(name), dict) or "sha256" not in listed[name] for name in NUMBERS):
        what = "does not list its files: it was written by an earlier version"
        faults.append(Fault(str(path), "files", what, "a run of this version; run the scenario again"))
    for name in ("packages", "sources", "data", "machine", "model"):
        if not isinstance(stored.get(name) or {}, dict):
            faults.append(Fault(str(path), name, "is not in the form that a run writes", EXPECTED))
            raise ScenarioError(faults)
    model = stored.get("model") or {}
    if model.get("own") and simulate is None:
        what = f"the towns lived by a model of somebody's own ({model.get('name')})"
        faults.append(Fault(str(path), "model", what, "youthsim.reproduce(manifest, simulate=...) in Python"))
    if faults:
        raise ScenarioError(faults)
    return listed
