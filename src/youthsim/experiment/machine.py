"""What the machine is asked, in a way that every system answers: is a process alive, what is free.

Nothing here ends or changes anything. On Windows `os.kill(pid, 0)` does not ask whether a process lives: 0 is
the number of Ctrl-C there, and the process is sent it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
from pathlib import Path
from typing import Any

QUERY_LIMITED_INFORMATION = 0x1000
STILL_ACTIVE = 259
ACCESS_DENIED = 5


class MachineFault(RuntimeError):
    """The machine gave out (disk, memory, permissions, a lost process): neither the input nor the model."""


def what_gave_out(error: BaseException) -> str:
    """A sentence for what the machine could not do: the reason that the system gives, and the file."""
    if isinstance(error, MemoryError):
        return "The memory of this machine is full (fewer --workers or --draws need less)."
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error or type(error).__name__}."
    return str(error)


def is_alive(process: int) -> bool:
    """Whether a process of that number runs; True where the system does not tell."""
    if os.name == "nt":
        return _alive_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _alive_on_windows(process: int) -> bool:
    kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(QUERY_LIMITED_INFORMATION, False, process)
    if not handle:
        return bool(kernel.GetLastError() == ACCESS_DENIED)
    try:
        code = ctypes.c_ulong()
        asked = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        return not asked or code.value == STILL_ACTIVE
    finally:
        kernel.CloseHandle(handle)


def free_disk(folder: Path) -> int | None:
    """Bytes that may still be written where `folder` is or will be; None where the system does not tell."""
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        return shutil.disk_usage(place).free
    except OSError:
        return None


def free_memory() -> int | None:
    """Bytes that programs may still take, within the limit of a container; None where nobody tells."""
    known = [size for size in (_available(), _left_in_container()) if size is not None]
    return min(known) if known else None


def _available() -> int | None:
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    with contextlib.suppress(AttributeError, OSError, ValueError):  # macOS: all that there is, in use or not
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with contextlib.suppress(AttributeError, OSError):
        return _available_on_windows()
    return None


def _available_on_windows() -> int | None:
    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong), ("load", ctypes.c_ulong), ("total", ctypes.c_ulonglong),
            ("available", ctypes.c_ulonglong), *((f"other_{i}", ctypes.c_ulonglong) for i in range(5)),
        )  # fmt: skip

    status = Status(length=ctypes.sizeof(Status))
    kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined]
    return int(status.available) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else None


CONTAINERS = (
    ("memory.max", "memory.current"),
    ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"),
)


def _left_in_container(root: Path = Path("/sys/fs/cgroup")) -> int | None:
    """What a container may still take; None where it has no limit."""
    for limit, used in CONTAINERS:
        with contextlib.suppress(OSError, ValueError):
            allowed = (root / limit).read_text(encoding="ascii").strip()
            if allowed != "max" and int(allowed) < 2**60:
                return max(int(allowed) - int((root / used).read_text(encoding="ascii")), 0)
    return None
