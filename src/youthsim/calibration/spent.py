"""How long a fit took, over all its starts: kept beside the finished towns, for a stopped fit goes on.

One small file for each fit, `spent-<hash>.json`, is written again whenever a chunk or a stage is finished,
and when the fit ends or fails. A process that is killed loses at most what it did since. To ask for a
finished fit again is a start too, and a short one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from youthsim.calibration.fitting import Effort
from youthsim.experiment.ensemble import Tell
from youthsim.experiment.results import write_json

Json = dict[str, Any]


class Spent:
    """The starts of one fit, the present one last. Time between a stop and the next start does not count.

    Time is worth no stop: a file that cannot be read tells of no earlier start, and one that cannot be
    written is let pass.
    """

    def __init__(self, runs: Path, name: str, effort: Effort, seed: int) -> None:
        """`name`: of the problem, which changes with targets and model."""
        words = json.dumps([name, effort.__dict__, seed], sort_keys=True)
        self.path = runs / f"spent-{hashlib.sha256(words.encode()).hexdigest()[:16]}.json"
        self.earlier = _read(self.path)
        self.started, self._begun = datetime.now(UTC), time.monotonic()
        self.keep()

    def keep(self) -> None:
        """Writes what was spent until now."""
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_json(self.path, {"starts": self.starts()})

    def starts(self) -> list[Json]:
        """When each start began, and the seconds that it lasted."""
        now = {
            "started": self.started.isoformat(timespec="seconds"),
            "seconds": round(time.monotonic() - self._begun, 1),
        }
        return [*self.earlier, now]

    def told(self, tell: Tell | None) -> Tell:
        """A `tell` that also keeps the time."""

        def telling(done: int, total: int) -> None:
            self.keep()
            if tell is not None:
                tell(done, total)

        return telling

    def facts(self) -> Json:
        """For the manifest: the first start, the end, seconds in all and how many starts they are of."""
        starts = self.starts()
        return {
            "started": starts[0]["started"],
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds": round(sum(start["seconds"] for start in starts), 1),
            "starts": len(starts),
        }


def _read(path: Path) -> list[Json]:
    try:
        starts = json.loads(path.read_text(encoding="utf-8"))["starts"]
        kept: list[Json] = [{"started": str(s["started"]), "seconds": float(s["seconds"])} for s in starts]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return kept if all(math.isfinite(s["seconds"]) and s["seconds"] >= 0 for s in kept) else []
