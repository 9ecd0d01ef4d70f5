"""What a run will take of this machine, said before it starts, and refused when it cannot be borne.

Reckoned from the arrays that are read of one town: arms × sizes × months decide how large they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from youthsim.experiment.ensemble import Say
from youthsim.experiment.machine import free_disk, free_memory
from youthsim.experiment.plan import Plan
from youthsim.experiment.reading import Reading, blank
from youthsim.experiment.shards import FOLDER

ON_DISK = 0.6
"""Bytes on disk for a byte that was read: chunks are compressed, and the table repeats most of them. 0.55 in
a run of zwolle-30-40 with two draws; rounded up: a disk that fills costs more than one that does not."""
SUMMARISING = 2.0
"""Memory at the height of a summary, for a byte that is held."""
PROGRAM = 400_000_000
"""Bytes of memory of the program itself with its model compiled."""
SPARE = 0.95
"""The part of what is free that a run may take."""


class TooManyDraws(ValueError):
    """More draws than this machine's disk or memory can bear."""


@dataclass(frozen=True)
class Load:
    """Bytes that a plan takes, and that one draw adds to them."""

    disk_per_draw: int
    memory_per_draw: int
    draws: int
    of_what: str

    @classmethod
    def of(
        cls,
        plan: Plan,
        draws: int,
        needed: Sequence[str] | None = None,
        keep: Callable[[Reading], Reading] | None = None,
    ) -> Load:
        """`needed` and `keep`: what is held of a reading, as `run_ensemble` takes them."""
        town = blank(plan)
        held = town if needed is None else {name: town[name] for name in needed if name in town}
        disk = ON_DISK * plan.replicates * _bytes(town)
        memory = SUMMARISING * plan.replicates * _bytes(keep(held) if keep else held)
        arms, sizes = len(plan.arms), len(plan.sizes)
        what = f"{plan.replicates} towns, {arms} arms, {sizes} size{'s' * (sizes > 1)}, {plan.months} months"
        return cls(round(disk), max(round(memory), 1), draws, what)

    @property
    def disk(self) -> int:
        return self.draws * self.disk_per_draw

    @property
    def memory(self) -> int:
        return PROGRAM + self.draws * self.memory_per_draw

    def most_draws(self, disk: int | None, memory: int | None) -> int:
        """How many draws these bytes can bear; the draws asked for where nobody tells."""
        most = self.draws
        if disk is not None:
            most = min(most, int(SPARE * disk) // self.disk_per_draw)
        if memory is not None:
            most = min(most, max(int(SPARE * memory) - PROGRAM, 0) // self.memory_per_draw)
        return most


def check_load(load: Load, directory: Path, say: Say) -> None:
    """Says what the run will take. Raises TooManyDraws, with the number that can be borne."""
    disk, memory = free_disk(directory), free_memory()
    kept = sum(shard.stat().st_size for shard in (directory / FOLDER).glob("*.npz"))
    most = load.most_draws(None if disk is None else disk + kept, memory)
    takes = f"{said(load.disk)} on disk and {said(load.memory)} of memory"
    if most < load.draws:
        free = " and ".join(
            f"{said(size)} {what}"
            for size, what in ((disk, "of disk"), (memory, "of memory"))
            if size is not None
        )
        raise TooManyDraws(
            f"{load.draws} draws would take about {takes}, and there is {free} free "
            f"(expected at most {most} draws on this machine)"
        )
    say(f"{load.draws} draws of {load.of_what}: about {takes}.")


def said(size: float) -> str:
    """12 MB or 3.4 GB."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(size / 1e6, 1):.0f} MB"


def _bytes(reading: Reading) -> int:
    return sum(array.nbytes for array in reading.values())
