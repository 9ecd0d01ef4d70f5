"""No line of ours says what only one system understands: encodings, line ends, names of one system."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [
    *sorted((ROOT / "src").rglob("*.py")),
    *sorted((ROOT / "benchmarks").glob("*.py")),
    *sorted((ROOT / "docs").glob("*.py")),
    ROOT / "start.py",
]
OPENERS = {"open", "fdopen", "read_text", "write_text", "NamedTemporaryFile", "TemporaryFile"}
RUNNERS = {"run", "Popen", "check_output"}
ONE_SYSTEM_ONLY = {
    "signal": {"SIGKILL", "SIGHUP", "SIGALRM", "SIGUSR1", "SIGUSR2", "SIGQUIT", "SIGCHLD", "alarm",
               "setitimer", "sigwait", "pthread_sigmask", "CTRL_C_EVENT", "CTRL_BREAK_EVENT"},
    "os": {"fork", "killpg", "setsid", "getpgid", "sched_getaffinity", "getuid", "geteuid", "getgid", "uname",
           "nice", "chown", "mkfifo", "wait4", "waitid", "sysconf", "statvfs", "startfile", "O_NOFOLLOW",
           "pipe2",
           "O_DIRECTORY", "fchmod", "fchown", "getpriority", "setpriority", "register_at_fork"},
}  # fmt: skip
"""What one of Windows, macOS and Linux lacks."""
ABSENT_SOMEWHERE = {
    "fcntl",
    "resource",
    "pwd",
    "grp",
    "termios",
    "tty",
    "pty",
    "msvcrt",
    "winreg",
    "_winapi",
    "syslog",
}
GUARDS = ("hasattr", "getattr", "os.name", "sys.platform", "platform.system")


def trees() -> Iterator[tuple[str, ast.Module]]:
    for source in SOURCES:
        yield source.relative_to(ROOT).as_posix(), ast.parse(source.read_text(encoding="utf-8"))


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def of_an_archive(call: ast.Call) -> bool:
    """`packed.open` reads a part of a zip file, which is bytes."""
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value).endswith("packed")


def mode_of(call: ast.Call) -> str:
    """The mode in which a file is opened: to read, where none is said."""
    if name_of(call) in ("write_text", "read_text"):
        return "w" if name_of(call) == "write_text" else "r"
    texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    texts += [k.value.value for k in call.keywords if k.arg == "mode" and isinstance(k.value, ast.Constant)]
    modes = [text for text in texts if text and set(text) <= set("rwxabt+")]
    return modes[-1] if modes else "w+b" if "Temporary" in name_of(call) else "r"


def faults_of_text(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Files opened as text without an encoding, or written with the line ends of the system."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        said, name = {keyword.arg for keyword in call.keywords}, name_of(call)
        if name in RUNNERS and said & {"text", "universal_newlines"} and "encoding" not in said:
            yield call.lineno, f"{name}(text=True) without an encoding"
        if name not in OPENERS or "b" in (mode := mode_of(call)) or of_an_archive(call):
            continue
        if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") in (
            "os",
            "webbrowser",
        ):
            continue
        positional = len(call.args) > (1 if name == "write_text" else 0) and name.endswith("_text")
        if "encoding" not in said and not positional:
            yield call.lineno, f"{name} without an encoding"
        if set(mode) & set("wxa") and "newline" not in said:
            yield call.lineno, f"{name} with the line ends of the system"


def faults_of_system(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Uses of what some system lacks that nothing guards: no question before, no `except` around."""
    for node, above in walked(tree, ()):
        names = imported(node)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            names = {node.attr} & ONE_SYSTEM_ONLY.get(node.value.id, set())
        for name in sorted(names):
            if not any(guards(one) for one in above):
                yield node.lineno, f"{name} without asking whether this system has it"


def walked(node: ast.AST, above: tuple[ast.AST, ...]) -> Iterator[tuple[ast.AST, tuple[ast.AST, ...]]]:
    for child in ast.iter_child_nodes(node):
        yield child, (*above, node)
        yield from walked(child, (*above, node))


def imported(node: ast.AST) -> set[str]:
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
    return ABSENT_SOMEWHERE & {name.partition(".")[0] for name in names}


def guards(node: ast.AST) -> bool:
    """Whether what stands below is only reached on a system that has it, or is caught where it is not."""
    if isinstance(node, ast.If | ast.IfExp | ast.BoolOp):
        test = ast.unparse(node.test if isinstance(node, ast.If | ast.IfExp) else node)
        return any(guard in test for guard in GUARDS)
    if isinstance(node, ast.Try):
        caught = " ".join(ast.unparse(handler.type) for handler in node.handlers if handler.type)
        return "ImportError" in caught or "AttributeError" in caught
    if isinstance(node, ast.With):
        return any("suppress" in (text := ast.unparse(item)) and "Attribute" in text for item in node.items)
    if isinstance(node, ast.FunctionDef):
        return any(guard in ast.unparse(one) for one in returns_early(node) for guard in GUARDS)
    return False


def returns_early(function: ast.FunctionDef) -> list[ast.expr]:
    """The questions of a function after which it leaves at once."""
    return [
        o.test
        for o in function.body
        if isinstance(o, ast.If) and isinstance(o.body[-1], ast.Return | ast.Raise)
    ]


@pytest.mark.parametrize("check", [faults_of_text, faults_of_system])
def test_nothing_of_ours_speaks_to_one_system_only(check) -> None:
    found = [f"{name}:{line}: {what}" for name, tree in trees() for line, what in check(tree)]
    assert found == []


@pytest.mark.parametrize(
    ("line", "is_a_fault"),
    [
        ("open('a.txt')", True),
        ("open('a.txt', encoding='utf-8')", False),
        ("open('a.txt', 'rb')", False),
        ("open('a.txt', 'w', encoding='utf-8')", True),
        ("path.open('w', encoding='utf-8', newline='')", False),
        ("path.write_text(words, encoding='utf-8')", True),
        ("path.read_text()", True),
        ("subprocess.run(['git'], text=True)", True),
        ("subprocess.run(['git'], text=True, encoding='utf-8')", False),
    ],
)
def test_the_search_for_encodings_finds_them(line: str, is_a_fault: bool) -> None:
    assert bool(list(faults_of_text(ast.parse(line)))) is is_a_fault


@pytest.mark.parametrize(
    ("line", "is_a_fault"),
    [
        ("os.kill(1, signal.SIGKILL)", True),
        ("os.sched_getaffinity(0)", True),
        ("n = len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else 1", False),
        ("import fcntl", True),
        ("try:\n    import fcntl\nexcept ImportError:\n    fcntl = None", False),
        ("if os.name != 'nt':\n    import pwd", False),
    ],
)
def test_the_search_for_names_of_one_system_finds_them(line: str, is_a_fault: bool) -> None:
    assert bool(list(faults_of_system(ast.parse(line)))) is is_a_fault
