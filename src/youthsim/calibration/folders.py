"""Where the calibration's own files are: targets, truths, the stored posterior."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

import youthsim

TARGETS, TRUTHS, POSTERIOR = "targets.yaml", "two_truths.yaml", "posterior"


def bundled_calibration() -> Path:
    """The folder that comes with youthsim, in a checkout or in an installed package."""
    checkout = Path(youthsim.__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").is_file() and (checkout / "calibration").is_dir():
        return checkout / "calibration"
    return Path(str(importlib.resources.files("youthsim") / "bundled" / "calibration"))


def target_file(name: str | Path) -> Path:
    """A path as given, or a bundled file of that name, such as `two_truths.yaml`."""
    path = Path(name)
    bundled = bundled_calibration() / path.name
    return bundled if not path.exists() and path.name == str(name) and bundled.is_file() else path
