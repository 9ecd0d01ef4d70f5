#!/usr/bin/env python3
"""Everything a newcomer needs, with nothing installed but Python.

    python3 start.py                 set up, and run the main job: Zwolle, from 10 cases to 30 or 40
    python3 start.py test            set up, and run the tests
    python3 start.py notebook        set up, and open the notebooks in Jupyter
    python3 start.py audit my.csv    any youthsim command; `python3 start.py --help` lists them

Sets up a private folder `.venv` beside this file with exactly the versions in `constraints.txt`. Stopped
halfway? Give the same command again. Only the standard library; the first lines run on any Python 3.
"""

import sys

OLDEST, NEWEST = (3, 11), (3, 13)


def supported(version):
    """Whether youthsim runs on a Python of this version."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


import contextlib  # noqa: E402
import hashlib  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import shutil  # noqa: E402
import subprocess  # noqa: E402
from pathlib import Path  # noqa: E402

HERE = Path(__file__).resolve().parent
VENV = Path(os.environ.get("YOUTHSIM_VENV") or HERE / ".venv")
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP, LOG = VENV / "youthsim-installed.json", VENV / "install.log"
MAIN_JOB = ("run", "zwolle-30-40")
YOUTHSIM = "from youthsim.cli import main; main(prog_name='youthsim')"
NO_NETWORK = (
    "name resolution", "getaddrinfo", "connection", "timed out", "max retries", "proxy", "unreachable", "ssl",
)  # fmt: skip
AGAIN = "Then give the same command again; what was downloaded is kept."
BUILD_TOOLS = ("hatchling", "editables")
PARTS = {"bin", "include", "lib", "lib64", "scripts", "share", "pyvenv.cfg", "install.log"}
LEAST_DISK = 200 * 2**20  # bytes; with less no step of a set-up can end well
MACHINE, INTERRUPTED = 3, 130  # exit codes, as in youthsim itself
SILENTLY = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Trouble(Exception):
    """Something that the user can put right, said in words."""


def main(arguments):
    """Sets up what the command needs and hands over to it. Returns an exit code."""
    if not supported(sys.version_info):
        return with_another_python(arguments)
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    try:
        if command == "test":
            set_up("test")
            beside = [] if rest else ["-n", "auto", "--dist", "loadfile"]  # as many files at once as cores
            return call([str(PYTHON), "-m", "pytest", *beside, *rest], folder=HERE)
        if command == "notebook":
            set_up("notebook")
            return call([str(PYTHON), "-m", "jupyterlab", str(HERE / "notebooks"), *rest])
        if command in ("-h", "--help") and installed_extras() is None:
            print(__doc__)
            print("The commands are listed once youthsim has been set up: run start.py first.")
            return 0
        set_up("")
        return call([str(PYTHON), "-c", YOUTHSIM, *(arguments or MAIN_JOB)])
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return MACHINE
    except KeyboardInterrupt:
        print("\nStopped. Give the same command again to go on.", file=sys.stderr)
        return INTERRUPTED


def with_another_python(arguments):
    """Hands over to a Python of the right age, if there is one on this machine."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        other = python_of(minor)
        if other:
            return subprocess.call([*other, os.path.abspath(__file__), *arguments])
    this = sys.version.split()[0]
    print(f"youthsim needs Python 3.{OLDEST[1]} to 3.{NEWEST[1]}; this is Python {this}.", file=sys.stderr)
    start = f"py -3.{NEWEST[1]}" if os.name == "nt" else f"python3.{NEWEST[1]}"
    print(f"Install one of those and start it with:  {start} start.py", file=sys.stderr)
    return MACHINE


def python_of(minor):
    """The command of Python 3.`minor` on this machine, or None. On Windows its launcher knows."""
    named = shutil.which(f"python3.{minor}")
    if named:
        return [named]
    launcher = shutil.which("py") if os.name == "nt" else None
    if launcher and subprocess.call([launcher, f"-3.{minor}", "-V"], **SILENTLY) == 0:
        return [launcher, f"-3.{minor}"]
    return None


# --- setting up -----------------------------------------------------------------------------------------


def set_up(extra):
    """Makes `.venv` hold youthsim and what `extra` needs. Quick when it does already. Raises Trouble."""
    extras = installed_extras()
    if extras is not None and (not extra or extra in extras):
        return
    if not usable():
        make_environment()
    wanted = sorted({*(extras or ()), *([extra] if extra else [])})
    target = str(HERE) + (f"[{','.join(wanted)}]" if wanted else "")
    print("Setting up youthsim: a few hundred megabytes, once. This takes some minutes.", file=sys.stderr)
    pip("install", *BUILD_TOOLS)
    pip("install", "--no-build-isolation", "--editable", target)
    try:
        write(STAMP, json.dumps({"made_from": fingerprint(), "extras": wanted}))
    except OSError as error:
        raise Trouble(cannot_write(error)) from None


def installed_extras():
    """The extras of a finished set-up, or None when it must be done (again)."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return list(stamp["extras"]) if stamp["made_from"] == fingerprint() and PYTHON.exists() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def fingerprint():
    """Changes when the package's needs change, or when the folder has moved."""
    digest = hashlib.sha256(str(HERE).encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def usable():
    """Whether `.venv` has a Python of the right age with a pip that starts: not so after an interruption."""
    try:
        ask = [str(PYTHON), "-c", "import pip, sys; print(*sys.version_info[:2])"]
        told = subprocess.run(ask, capture_output=True, encoding="utf-8", errors="replace", check=True)
        return supported([int(part) for part in told.stdout.split()])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return False


def make_environment():
    """A fresh `.venv`. Raises Trouble where Python came without what that needs."""
    try:
        import ensurepip  # noqa: F401
        import venv

        if VENV.exists() and not (VENV / "pyvenv.cfg").exists() and strangers():
            raise Trouble(f"{VENV} exists and is not a Python environment. Move it away and try again.")
        venv.create(VENV, clear=True, with_pip=True)
    except ImportError:
        raise Trouble(
            "This Python came without `venv` and `pip`. On Debian or Ubuntu:\n"
            f"    sudo apt install python3.{sys.version_info[1]}-venv\nThen give the same command again."
        ) from None
    except subprocess.CalledProcessError as error:
        if full := full_disk():
            raise Trouble(full) from None
        raise Trouble(f"Python could not make {VENV}: its own step {error.cmd[-1]} failed.") from None
    except OSError as error:
        raise Trouble(cannot_write(error)) from None


def strangers():
    """What lies in `.venv` and was not put there by a set-up that was broken off."""
    return [name for name in os.listdir(VENV) if name.lower() not in PARTS]


def cannot_write(error):
    """Words for a disk that did not take something."""
    return full_disk() or f"{VENV} cannot be written: {error.strerror or error}."


def full_disk():
    """Words when the disk of `.venv` or of temporary files is full, else None."""
    import tempfile

    try:
        places = [VENV.parent, Path(tempfile.gettempdir())]
        full = [str(place) for place in places if shutil.disk_usage(place).free < LEAST_DISK]
    except OSError:  # no temporary folder can be written, or none is there
        return None
    return f"The disk of {full[0]} is full. Make room (about 1.5 GB is needed). {AGAIN}" if full else None


def pip(*arguments):
    """Runs pip with our pins, showing one line of what it does. Raises Trouble with the likely reason."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    command += ["--constraint", str(HERE / "constraints.txt")]
    said = []
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "env": {**os.environ, "PYTHONUTF8": "1"}}
    with subprocess.Popen(command, encoding="utf-8", errors="replace", **pipes) as running:
        for line in running.stdout:
            said.append(line)
            show(line)
    show("")
    with contextlib.suppress(OSError):  # the same full disk
        write(LOG, "".join(said))
    if running.returncode:
        raise Trouble(why("".join(said)))


def write(path, text):
    """UTF-8 with plain line ends on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")


def show(line):
    """The last thing pip said, on one line of a terminal."""
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 1
        end = "" if line else "\r"
        print("\r" + line.strip()[:width].ljust(width), end=end, file=sys.stderr, flush=True)


def why(said):
    """The likely reason of a failed installation, and what to do."""
    lines = [line.strip() for line in said.splitlines()]
    errors = [line for line in lines if "error" in line.lower() or line.startswith("WARNING: Retrying")]
    text = " ".join(errors).lower()
    if "no space left" in text or "not enough space" in text:
        return full_disk() or f"The disk is full. Make room (about 1.5 GB is needed). {AGAIN}"
    if any(word in text for word in NO_NETWORK):
        return f"Packages could not be downloaded. Is this machine online, and is a proxy needed? {AGAIN}"
    last = "\n".join(errors[-3:]) or said[-500:]
    return f"Setting up failed:\n{last}\nAll that was said is in {LOG}."


# --- handing over ---------------------------------------------------------------------------------------


def call(command, folder=None):
    """Runs a program to its end and returns its exit code.

    Where a system can, this program becomes that one: whoever stops it then stops the work itself. On Windows
    it waits beside it; Ctrl-C goes to both, and the other ends in its own way.
    """
    if os.name != "nt":
        if folder:
            os.chdir(folder)
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        os.execv(command[0], command)
    with subprocess.Popen(command, cwd=folder) as running:
        while True:
            try:
                return running.wait()
            except KeyboardInterrupt:
                continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
