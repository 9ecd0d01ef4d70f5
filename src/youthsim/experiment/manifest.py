"""How a run was made: all that somebody needs to make it again, and to see that its files belong together."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shlex
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from youthsim.experiment.fitted import parameters_said
from youthsim.experiment.publishing import is_inside, publish, recover, unpublished

if TYPE_CHECKING:
    from youthsim.catalogue.models import Scenario
    from youthsim.experiment.ensemble import Ensemble

Json = dict[str, Any]
MANIFEST = "manifest.json"
NUMBERS = ("summary.json", "results.parquet")
"""A result is these: a report or a figure that somebody threw away is missed by nothing."""
PACKAGES = ("numpy", "numba", "scipy", "pandas", "pyarrow", "mesa", "SALib", "matplotlib")


class NotOneResult(ValueError):
    """Files of a folder that do not belong together."""


def manifest_of(ensemble: Ensemble, command: str, started: datetime | None) -> Json:
    """What a run rests on: settings, sources, data, fit, versions and machine; its files come in later."""
    from youthsim.experiment import sources
    from youthsim.people.compiled import engine_hash

    plan, ended = ensemble.plan, datetime.now(UTC)
    model = ensemble.model
    return {
        "youthsim": sources.version_of("youthsim"),
        "python": platform.python_version(),
        "packages": {name: sources.version_of(name) for name in PACKAGES},
        "scenario": plan.scenario.resolved(),
        "scenario_file": str(plan.scenario.path) if plan.scenario.path else None,
        "margins": margins_said(plan.scenario),
        "config_hash": plan.scenario.config_hash(),
        "run_key": ensemble.key,
        "engine_hash": engine_hash(),
        "code_hash": sources.code_hash(),
        "sources": sources.groups(),
        "data": sources.data_files(),
        "model": {"name": model.name, "own": not model.ours, "hash": model.hash} if model else None,
        "seed": plan.seed,
        "draws": len(ensemble.points),
        "replicates": plan.replicates,
        "sizes": list(plan.sizes),
        "posterior_hash": plan.posterior.hash if plan.posterior else None,
        "parameters": parameters_said(plan),
        "machine": machine(),
        "command": command or shlex.join(sys.argv),
        "started": started.isoformat(timespec="seconds") if started else None,
        "finished": ended.isoformat(timespec="seconds"),
        "seconds": round((ended - started).total_seconds(), 1) if started else None,
    }  # fmt: skip


def margins_said(scenario: Scenario) -> Json | None:
    """An own margins file, whole, so that the run can be made again without it; None for a bundled town."""
    from youthsim.catalogue.identity import margins_values

    file = scenario.margins_file
    if file is None:
        return None
    return {
        "file": file.name,
        "text": file.read_text(encoding="utf-8-sig"),
        "values": margins_values(scenario),
    }


def machine() -> Json:
    """What of this computer may decide a last digit."""
    return {
        "system": platform.system(), "release": platform.release(), "processor": platform.machine(),
        "cores": os.cpu_count(), "maths_library": " ".join(platform.libc_ver()),
    }  # fmt: skip


def files_said(folder: Path, names: Iterable[str]) -> Json:
    """Size and checksum of each file, by name."""
    return {name: _said(folder / name) for name in names}


def files_listed(manifest: Mapping[str, Any]) -> Json:
    """What a manifest says of the files beside it: nothing in one of an earlier version."""
    files = manifest.get("files")
    return {name: said for name, said in files.items() if is_inside(name)} if isinstance(files, dict) else {}


def read_manifest(folder: Path) -> Json | None:
    """The manifest of the run in a folder; None where there is none, or one of another program."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return manifest if is_manifest(manifest) else None


def is_manifest(content: object) -> bool:
    """Whether what a file holds is the manifest of a run: other programs have a manifest.json too."""
    return isinstance(content, dict) and "youthsim" in content and isinstance(content.get("scenario"), dict)


def check_together(folder: Path) -> None:
    """Sees to it that a folder holds one whole result. Raises NotOneResult, naming what does not belong.

    What was interrupted while files were put in place is finished first. A manifest of an earlier version
    lists no files, and is taken at its word.
    """
    recover(folder)
    if not (wrong := _wrong(folder)):
        return
    for left in unpublished(folder):  # a copy of the folder, taken while files were put in place
        if (left / MANIFEST).is_file() and not _wrong(left, complete=True):
            publish(left, folder)
            return
    raise NotOneResult(
        f"{folder} holds files that are not of one run: {', '.join(wrong[:5])}"
        f"{' and others' if len(wrong) > 5 else ''} "
        f"{'is' if len(wrong) == 1 else 'are'} not what {MANIFEST} says; the same command writes them again"
    )


def is_as_listed(path: Path, said: Mapping[str, Any]) -> bool:
    """Whether a file has the size and checksum that a manifest gives it."""
    try:
        return path.stat().st_size == said["bytes"] and _said(path) == said
    except (OSError, TypeError, KeyError):
        return False


def _wrong(folder: Path, complete: bool = False) -> list[str]:
    """Listed files that are not as listed; reports and figures may be gone, unless it is to be complete."""
    manifest = read_manifest(folder)
    if manifest is None:
        return []
    listed = files_listed(manifest)
    if not complete:
        listed = {n: said for n, said in listed.items() if n in NUMBERS or (folder / n).exists()}
    return [name for name, said in listed.items() if not is_as_listed(folder / name, said)]


def _said(path: Path) -> Json:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return {"bytes": file.tell(), "sha256": digest.hexdigest()}
