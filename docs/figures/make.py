"""Makes the pictures of the README from a run, in English.

python docs/figures/make.py            runs zwolle-30-40 (some minutes)
python docs/figures/make.py out/dir    takes them from a run that is there
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

FIGURES = ("waterfall",)


def main() -> None:
    """Runs if needed, and copies the pictures beside this file."""
    from youthsim.experiment.results import Result
    from youthsim.experiment.runner import run
    from youthsim.report import write_report

    with tempfile.TemporaryDirectory() as folder:
        given = len(sys.argv) > 1
        result = Result.load(sys.argv[1]) if given else run("zwolle-30-40", out=Path(folder) / "run")
        write_report(result, Path(folder), "en")
        for name in FIGURES:
            shutil.copyfile(
                Path(folder) / "figures" / f"{name}.png", Path(__file__).parent / f"zwolle-{name}.png"
            )


if __name__ == "__main__":
    main()
