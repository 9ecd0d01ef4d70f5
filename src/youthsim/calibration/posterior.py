"""A fitted posterior on disk: weighted draws of every uncertain parameter, and how they were made.

A folder holds `posterior.parquet` (one row per draw: the parameters by name, and `weight`) and
`manifest.json`. The hash is over names, values and weights, so it does not change with the file format.
"""

from __future__ import annotations

import bisect
import functools
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.portable import replace_file
from youthsim.scenario.distributions import Distribution

DRAWS, MANIFEST = "posterior.parquet", "manifest.json"
GOLDEN = 0.6180339887498949
DIGITS = 9
"""Significant digits that are stored; the hash is over what is stored."""


class PosteriorFault(ValueError):
    """A posterior that is not what its manifest says."""


@dataclass(frozen=True)
class Posterior:
    """Weighted draws. `draws`: (n, parameters), each in its own unit; `weights` add up to 1."""

    names: tuple[str, ...]
    draws: NDArray[np.float64]
    weights: NDArray[np.float64]
    manifest: dict[str, Any] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """Sixteen hex digits of names, values and weights."""
        digest = hashlib.sha256("\n".join(self.names).encode())
        digest.update(np.ascontiguousarray(self.draws).tobytes())
        digest.update(np.ascontiguousarray(self.weights).tobytes())
        return digest.hexdigest()[:16]

    def row_of(self, seed: int, draw: int) -> int:
        """The stored draw behind draw number `draw` of a run.

        A golden-ratio sequence through the cumulated weights: any number of draws follows the weights
        evenly, and draw d is the same however many are asked for.
        """
        start = int.from_bytes(hashlib.blake2b(str(seed).encode(), digest_size=4).digest(), "little") / 2**32
        return min(
            int(np.searchsorted(np.cumsum(self.weights), (start + draw * GOLDEN) % 1.0, side="right")),
            len(self.weights) - 1,
        )

    def values(self, seed: int, draw: int) -> dict[str, float]:
        """The parameters of one draw of a run."""
        return dict(zip(self.names, map(float, self.draws[self.row_of(seed, draw)]), strict=True))

    def asleep(self) -> dict[str, float]:
        """Mechanisms younger than this fit, each at the value where it does nothing: fitted without them."""
        from youthsim.parameters import PARAMETERS

        known = {*self.names, *self.manifest.get("priors", {}), *self.manifest.get("held", {})}
        return {n: p.neutral for n, p in PARAMETERS.items() if p.neutral is not None and n not in known}

    def effective(self) -> float:
        """Number of equally weighted draws that would say as much."""
        return float(1.0 / np.sum(self.weights**2))

    @property
    def not_learned(self) -> tuple[str, ...]:
        """Parameters about which the data said nothing."""
        return tuple(self.manifest.get("not_learned", ()))

    @property
    def learned(self) -> tuple[str, ...]:
        """Parameters about which the data said something."""
        return tuple(self.manifest.get("learned", ()))


@dataclass(frozen=True)
class Marginal(Distribution):
    """One parameter of a posterior by itself: its draws in order, and the weight up to the middle of each."""

    draws: tuple[float, ...]
    below: tuple[float, ...]

    def quantile(self, u: float) -> float:
        above = bisect.bisect_left(self.below, u)
        if above == 0 or above == len(self.below):
            return self.draws[min(above, len(self.draws) - 1)]
        low, high = self.below[above - 1], self.below[above]
        share = (u - low) / (high - low)
        return self.draws[above - 1] + share * (self.draws[above] - self.draws[above - 1])

    def mean(self) -> float:
        edges = np.concatenate([[0.0], (np.array(self.below[1:]) + np.array(self.below[:-1])) / 2, [1.0]])
        return float(np.dot(np.diff(edges), self.draws))

    def support(self) -> tuple[float, float]:
        return self.draws[0], self.draws[-1]

    def describe(self) -> str:
        return f"posterior {self.quantile(0.05):.3g} to {self.quantile(0.95):.3g}"

    def plain(self) -> Any:
        return {"posterior_draws": len(self.draws)}


def marginals(posterior: Posterior, names: Iterable[str]) -> dict[str, Distribution]:
    """The parameters of a posterior that are named, each by itself."""
    out: dict[str, Distribution] = {}
    for name in names:
        if name not in posterior.names:
            continue
        values = posterior.draws[:, posterior.names.index(name)]
        order = np.argsort(values, kind="stable")
        below = np.cumsum(posterior.weights[order]) - 0.5 * posterior.weights[order]
        out[name] = Marginal(tuple(map(float, values[order])), tuple(map(float, below)))
    return out


def rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values as they are stored."""
    return np.array([[float(f"{x:.{DIGITS}g}") for x in row] for row in np.atleast_2d(values)])


def write_posterior(posterior: Posterior, folder: Path) -> None:
    """Writes draws and manifest, each in one step."""
    import os

    import pyarrow as pa
    import pyarrow.parquet as pq

    from youthsim.experiment.results import write_json

    folder.mkdir(parents=True, exist_ok=True)
    columns = {name: posterior.draws[:, k] for k, name in enumerate(posterior.names)}
    table = pa.table({**columns, "weight": posterior.weights})
    partial = folder / f"{DRAWS}.{os.getpid()}.part"
    try:
        pq.write_table(table, partial, compression="zstd", use_dictionary=False)
        replace_file(partial, folder / DRAWS)
    finally:
        partial.unlink(missing_ok=True)
    write_json(folder / MANIFEST, {**posterior.manifest, "posterior_hash": posterior.hash})
    read_posterior.cache_clear()


@functools.cache
def read_posterior(folder: Path) -> Posterior:
    """The posterior in a folder. Raises FileNotFoundError, PosteriorFault when it is damaged or changed."""
    for name in (DRAWS, MANIFEST):
        if not (folder / name).is_file():
            raise FileNotFoundError(f"{folder} holds no posterior: {name} is missing")
    manifest = _manifest_in(folder / MANIFEST)
    found = Posterior(*_draws_in(folder / DRAWS), manifest)
    if found.hash != manifest.get("posterior_hash"):
        raise PosteriorFault(
            f"{folder / DRAWS}: the draws are not those that were fitted (hash {found.hash}, the manifest "
            f"says {manifest.get('posterior_hash')}); fit anew with `youthsim calibrate`"
        )
    return found


def _draws_in(file: Path) -> tuple[tuple[str, ...], NDArray[np.float64], NDArray[np.float64]]:
    """Names, draws and weights as they are stored."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(file)
        names = tuple(name for name in table.column_names if name != "weight")
        draws = np.column_stack([table[name].to_numpy().astype(np.float64) for name in names])
        return names, draws, table["weight"].to_numpy().astype(np.float64)
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError):
        raise PosteriorFault(
            f"{file}: cannot be read as a table of draws; fit anew with `youthsim calibrate`"
        ) from None


def _manifest_in(file: Path) -> dict[str, Any]:
    """How the draws were made, with what a run asks of it in the form it is written in."""
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        manifest = None
    if not isinstance(manifest, dict) or not all(
        isinstance(manifest.get(name, []), list) for name in ("learned", "not_learned", "targets")
    ):
        raise PosteriorFault(f"{file}: is not the manifest of a fit; fit anew with `youthsim calibrate`")
    return manifest


def posterior_of(setting: str | None, scenario_file: Path | None = None) -> Posterior | None:
    """The posterior that a scenario's `posterior:` names: a folder beside it or from here, or a bundled one.

    None for "none", and when nothing is named and none is bundled. Raises ScenarioError when one is named
    and is not there, or is not what its manifest says.
    """
    from youthsim.calibration.folders import POSTERIOR, bundled_calibration
    from youthsim.portable import named_in
    from youthsim.scenario.faults import Fault, ScenarioError

    if setting == "none":
        return None
    bundled = bundled_calibration()
    if setting is None:
        places = [bundled / POSTERIOR]
        if not (places[0] / MANIFEST).is_file():
            return None
    else:
        near = [named_in(scenario_file.parent, setting)] if scenario_file is not None else []
        places = [*near, named_in(Path(), setting), bundled / Path(setting).name]
    there = places[0]
    try:
        there = next((place for place in places if (place / MANIFEST).is_file()), there)
        return read_posterior(there)
    except (OSError, PosteriorFault) as error:
        expected = "a folder written by `youthsim calibrate`, or none"
        named = setting is not None and scenario_file is not None
        where = str(scenario_file) if named else str(setting or there)
        raise ScenarioError([Fault(where, "posterior", str(error), expected)]) from None


def mix(posterior: Posterior, seed: int, draws: Sequence[int]) -> NDArray[np.float64]:
    """(draws, parameters) of a run, in the order of `names`."""
    return posterior.draws[[posterior.row_of(seed, d) for d in draws]]
