"""Which files can change a number, and fingerprints of what they say.

Sources of a simulated town are found by following imports from the town and its reading, so that nobody has
to keep a list. A comment, a docstring or a line break changes no fingerprint: what counts is the syntax tree.
Data that a town is made from come in as they are read: the margins with the scenario
(`catalogue.identity`), consumer prices here. What a plan draws from priors or a posterior is in the values of
its draws.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
ROOTS = ("experiment/world.py", "experiment/reading.py", "experiment/ensemble.py")
NOT_FOLLOWED = ("calibration", "report", "cli")
"""What a fit gives comes in by value."""
WORDS_ONLY = ("report", "cli")
LIBRARIES = ("numpy", "numba", "scipy", "mesa")
"""Libraries whose version may change the last digit of a town, or more."""
NOT_SPELLED = ("kind", "type_comment", "ctx")
DATA_FOLDERS = ("population/margins", "evidence/data")


@functools.cache
def code_hash() -> str:
    """Twelve hex digits that change with any source that simulates or reads, with prices and libraries."""
    digest = hashlib.sha256()
    for source in sources_of_towns():
        digest.update(f"{source.relative_to(PACKAGE).as_posix()} {source_hash(source)}\n".encode())
    digest.update(
        " ".join([*(f"{name} {version_of(name)}" for name in LIBRARIES), platform.machine()]).encode()
    )
    digest.update(_prices().encode())
    return digest.hexdigest()[:12]


@functools.cache
def sources_of_towns() -> tuple[Path, ...]:
    """Every source of ours that a town or its reading can reach by imports, in order of their paths."""
    found: set[Path] = set()
    open_ = [PACKAGE / root for root in ROOTS]
    while open_:
        source = open_.pop()
        if source in found:
            continue
        found.add(source)
        open_ += [path for path in imported(_tree(source)) if not _left_out(path)]
    return tuple(sorted(found))


def imported(tree: ast.Module) -> Iterator[Path]:
    """The files of ours that a source imports, wherever it does so, but not for type checkers alone."""
    nodes: list[ast.AST] = [tree]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            nodes += node.orelse
            continue
        nodes += ast.iter_child_nodes(node)
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            yield from _files_of(name)


@functools.cache
def source_hash(source: Path) -> str:
    """Sixteen hex digits of what a Python source does: words in it and its layout do not count."""
    return hashlib.sha256(spelled(_tree(source)).encode()).hexdigest()[:16]


def source_as_it_is(source: Path) -> str:
    """The same, read anew: an analyst edits his own file and loads it again while Python runs."""
    tree = ast.parse(source.read_bytes())
    return hashlib.sha256(spelled(tree).encode()).hexdigest()[:16]


def spelled(node: object) -> str:
    """A syntax tree as text, without docstrings and places; the same under every version of Python."""
    if isinstance(node, ast.AST):
        said = [(name, value) for name, value in ast.iter_fields(node) if name not in NOT_SPELLED]
        parts = [f"{name}={spelled(value)}" for name, value in said if value is not None and value != []]
        return f"{type(node).__name__}({','.join(parts)})"
    if isinstance(node, list):
        return f"[{','.join(spelled(item) for item in node if not _is_words(item))}]"
    return repr(node)


@functools.cache
def groups() -> dict[str, str]:
    """A fingerprint of each part of the sources that can change a summary, by its folder: for a manifest."""
    parts: dict[str, list[Path]] = {}
    for source in sorted(PACKAGE.rglob("*.py")):
        inside = source.relative_to(PACKAGE).parts
        name = inside[0] if len(inside) > 1 else "youthsim"
        if name not in WORDS_ONLY:
            parts.setdefault(name, []).append(source)
    return {name: _together(files) for name, files in parts.items()}


def data_files() -> dict[str, str]:
    """A fingerprint of every data file that comes with the package, by its path in it."""
    files = [
        path for folder in DATA_FOLDERS for path in sorted((PACKAGE / folder).iterdir()) if path.is_file()
    ]
    return {
        file.relative_to(PACKAGE).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:16]
        for file in files
    }


def version_of(package: str) -> str | None:
    """The installed version of a package."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _prices() -> str:
    from youthsim.evidence.money import price_index

    return " ".join(f"{year} {level}" for year, level in sorted(price_index().items()))


def _together(files: list[Path]) -> str:
    words = "\n".join(f"{file.relative_to(PACKAGE).as_posix()} {source_hash(file)}" for file in files)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


@functools.cache
def _tree(source: Path) -> ast.Module:
    return ast.parse(source.read_bytes())


def _is_words(node: object) -> bool:
    return isinstance(node, ast.Expr) and isinstance(getattr(node.value, "value", None), str)


def _files_of(name: str) -> Iterator[Path]:
    """The file of a module of ours, and those of the packages it is in; the front door only points on."""
    first, *inside = name.split(".")
    if first != "youthsim":
        return
    place = PACKAGE
    for part in inside:
        place = place / part
        for file in (place / "__init__.py", place.with_suffix(".py")):
            if file.is_file():
                yield file


def _left_out(path: Path) -> bool:
    inside = path.relative_to(PACKAGE).as_posix()
    return any(inside == left or inside.startswith(f"{left}/") for left in NOT_FOLLOWED)
