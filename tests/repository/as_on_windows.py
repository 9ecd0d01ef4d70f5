"""A Python that lacks what Windows lacks, with the habits of it there: `python as_on_windows.py COMMAND...`.

What other libraries ask for while they are loaded is loaded before it is taken away; what asks later is ours.
"""

import importlib
import os
import shutil
import signal
import sys

ABSENT = {
    os: ("fork", "forkpty", "killpg", "setsid", "getpgid", "getpgrp", "getuid", "geteuid", "getgid",
         "getegid", "uname", "sched_getaffinity", "sched_setaffinity", "nice", "getpriority", "setpriority",
         "sysconf", "statvfs", "chown", "fchown", "mkfifo", "O_NOFOLLOW", "O_DIRECTORY", "wait4",
         "waitid", "getloadavg"),
    signal: ("SIGKILL", "SIGHUP", "SIGALRM", "SIGUSR1", "SIGUSR2", "SIGQUIT", "SIGCHLD", "alarm", "setitimer",
             "pthread_sigmask", "sigwait"),
}  # fmt: skip
LIBRARIES = (
    "logging.handlers", "shutil", "subprocess", "tempfile", "multiprocessing.util", "numpy", "scipy.stats",
    "pandas", "pyarrow.parquet", "numba", "mesa", "matplotlib.figure", "jinja2", "rich.progress",
)  # fmt: skip
MODULES = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog")
READ_BY_ANOTHER = 2
"""How often a file that is to be replaced is being read by another program."""


class SharingViolation(PermissionError):
    winerror = 32


def take_away() -> None:
    """Names and modules that only other systems have."""
    for library in LIBRARIES:
        importlib.import_module(library)
    free = shutil.disk_usage(".")
    shutil.disk_usage = lambda path: free  # asks Windows itself there, and os.statvfs here
    for module, names in ABSENT.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]


def hold_files_open() -> None:
    """The first tries to replace a file fail, as while a scanner or a sync reads it."""
    replace, tries = os.replace, {}

    def held(source, target, **options):
        tries[str(target)] = tries.get(str(target), 0) + 1
        if os.path.exists(target) and tries[str(target)] <= READ_BY_ANOTHER:
            raise SharingViolation(13, "The process cannot access the file", str(target))
        replace(source, target, **options)

    os.replace = held


def kill_is_no_question() -> None:
    """On Windows 0 is the number of Ctrl-C: who asks whether a process lives ends it."""

    def kill(process, number):
        raise AssertionError(f"os.kill({process}, {number}) would end that process on Windows")

    os.kill = kill


if __name__ == "__main__":
    take_away()
    hold_files_open()
    kill_is_no_question()
    from youthsim.cli import main

    main(prog_name="youthsim")
