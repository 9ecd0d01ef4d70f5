"""What the data told about each parameter, in words and numbers; what they did not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youthsim.calibration.emulator import Emulator
from youthsim.calibration.likelihood import Likelihood
from youthsim.calibration.problem import Figure
from youthsim.scenario.distributions import Distribution

Array = NDArray[np.float64]
MUCH, SOME, NOTHING = "much", "some", "nothing"
STRONG = 0.5
"""|correlation| of two parameters in the posterior from which they are told."""


@dataclass(frozen=True)
class Learned:
    """One parameter before and after. `contraction`: share of the prior's variance (in z) that is gone;
    `shift`: of the mean, in prior sds."""

    name: str
    prior_p05: float
    prior_p50: float
    prior_p95: float
    p05: float
    p50: float
    p95: float
    contraction: float
    shift: float
    told: str


def learned(priors: Mapping[str, Distribution], z: Array) -> tuple[Learned, ...]:
    """From posterior draws in z, (draws, parameters)."""
    from scipy.special import ndtr

    out = []
    low, middle, high = np.quantile(z, (0.05, 0.5, 0.95), axis=0)
    for k, (name, prior) in enumerate(priors.items()):
        contraction, shift = 1.0 - float(z[:, k].var()), float(z[:, k].mean())
        shares = np.clip(ndtr([low[k], middle[k], high[k]]), 1e-9, 1 - 1e-9)
        p05, p50, p95 = (prior.quantile(float(share)) for share in shares)
        before = (prior.low(), prior.quantile(0.5), prior.high())
        told = _told(contraction, shift)
        out.append(Learned(name, *before, p05, p50, p95, contraction, shift, told))
    return tuple(out)


def _told(contraction: float, shift: float) -> str:
    if contraction >= 0.5 or abs(shift) >= 1.0:
        return MUCH
    return SOME if contraction >= 0.15 or abs(shift) >= 0.35 else NOTHING


def correlated(names: Sequence[str], z: Array) -> list[dict[str, Any]]:
    """Pairs of parameters that the data tie to each other, the strongest first."""
    r: Array = np.asarray(np.corrcoef(z.T))
    rows, columns = np.triu_indices(len(names), 1)
    strength = r[rows, columns]
    strong = np.flatnonzero(np.abs(strength) >= STRONG)
    order = strong[np.argsort(-np.abs(strength[strong]))]
    return [{"one": names[rows[i]], "other": names[columns[i]], "r": float(strength[i])} for i in order]


def directions(likelihood: Likelihood) -> list[float]:
    """How many combinations of the active parameters the figures tell, and how well: contraction of each.

    Eigenvalues of 1 - posterior covariance near the top, the largest first: 1 is known exactly, 0 not at all.
    """
    _, spread = likelihood.near_the_top()
    return [float(x) for x in np.sort(1.0 - np.linalg.eigvalsh(spread))[::-1]]


def dropping_each(
    emulator: Emulator, figures: Sequence[Figure], names: Sequence[str]
) -> list[dict[str, Any]]:
    """What changes when one figure is left out: the parameter that moves most, and by how many of its sds.

    Near the top the posterior is taken as normal, so that every figure can be dropped in a moment.
    """
    whole, spread = Likelihood.of(emulator, figures).near_the_top()
    sd = np.sqrt(np.diag(spread))
    out = []
    for k, figure in enumerate(figures):
        rest = [f for j, f in enumerate(figures) if j != k]
        part = _only(emulator, [j for j in range(len(figures)) if j != k])
        middle, wider = Likelihood.of(part, rest).near_the_top()
        move = (middle - whole) / sd
        most = int(np.argmax(np.abs(move)))
        widened = np.sqrt(np.diag(wider)) / sd
        out.append(
            {
                "figure": figure.id,
                "parameter": names[emulator.active[most]],
                "moves_sd": float(move[most]),
                "widens": names[emulator.active[int(np.argmax(widened))]],
                "widening": float(widened.max()),
            }
        )
    return out


def _only(e: Emulator, rows: list[int]) -> Emulator:
    """The emulator of some of the figures."""
    block = np.ix_(rows, rows)
    return Emulator(
        e.active, e.passive, e.constant[rows], e.linear[:, rows], e.quadratic[:, rows], e.error[block],
        e.luck[block], e.r_squared[rows], e.residuals[:, rows],
    )  # fmt: skip


def as_rows(parameters: Sequence[Learned]) -> list[dict[str, Any]]:
    """JSON-able."""
    return [asdict(p) for p in parameters]
