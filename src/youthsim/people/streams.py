"""Chance: every draw is a pure function of (world, event, agent uid, month, draw number).

A counter hash (two rounds of a 64-bit finaliser) gives 53-bit uniforms. Two arms share a world, so they are
the same town with the same luck. This is the only file with unsigned arithmetic.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from youthsim.people.compiled import inlined, step_with_arrays

ROOT_3 = math.sqrt(3.0)  # times a uniform in (-1, 1) it has a standard deviation of 1

_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_30, _27, _31, _11, _32, _12 = (np.uint64(k) for k in (30, 27, 31, 11, 32, 12))
_21BITS = np.uint64(0x1FFFFF)
_21, _42 = np.uint64(21), np.uint64(42)
_TO_UNIT = 1.0 / 9007199254740992.0
_TO_UNIT_21 = 1.0 / 2097152.0


@inlined
def mix(z):
    """The finaliser of splitmix64 on a uint64."""
    z = (z ^ (z >> _30)) * _M1
    z = (z ^ (z >> _27)) * _M2
    return z ^ (z >> _31)


@inlined
def bits(world, uid, month, event, number):
    """64 random bits. world: uint64; the rest integers within their registered widths."""
    where = (np.uint64(month) << _32) | (np.uint64(event) << _12) | np.uint64(number)
    return mix(mix(world ^ (np.uint64(uid) * _GOLDEN)) ^ (where * _M2))


@inlined
def uniform(world, uid, month, event, number):
    """A uniform in (0, 1): never 0, never 1."""
    return (float(bits(world, uid, month, event, number) >> _11) + 0.5) * _TO_UNIT


@inlined
def three_uniforms(world, uid, month, event, number):
    """Three independent uniforms of 21 bits from one hash, for small monthly noise."""
    b = bits(world, uid, month, event, number)
    return (
        (float(b & _21BITS) + 0.5) * _TO_UNIT_21,
        (float((b >> _21) & _21BITS) + 0.5) * _TO_UNIT_21,
        (float((b >> _42) & _21BITS) + 0.5) * _TO_UNIT_21,
    )


@step_with_arrays
def uniforms(world: int, uids: NDArray[np.int64], month: int, event: int, number: int) -> NDArray[np.float64]:
    """One uniform per uid, the same numbers as `uniform` gives one by one."""
    out = np.empty(len(uids))
    for i in range(len(uids)):
        out[i] = uniform(world, uids[i], month, event, number)
    return out


def world_key(seed: int, draw: int, replicate: int) -> np.uint64:
    """The key of one world: a town and its luck, shared by all arms."""
    with np.errstate(over="ignore"):
        key = np.uint64(seed % 2**64)
        for part in (draw, replicate):
            key = mix_plain(key ^ mix_plain(np.uint64(part + 1)))
    return key


def mix_plain(z: np.uint64) -> np.uint64:
    """`mix`, for use outside compiled code."""
    with np.errstate(over="ignore"):
        z = (z ^ (z >> _30)) * _M1
        z = (z ^ (z >> _27)) * _M2
        return z ^ (z >> _31)
