"""The dialect in which compiled and plain Python agree, held by reading the sources; and the month as printed.

Allowed are integers of full width, doubles, and the functions of `math` that were found to agree. Narrow fields
of records are read through int() or float().
"""

import ast
from pathlib import Path

import pytest

import youthsim
from youthsim.people import month, records

PACKAGE = Path(youthsim.__file__).parent
FILES = [*sorted((PACKAGE / "people").glob("*.py")), PACKAGE / "ledger.py"]
MARKS = {"rule", "inlined", "step"}
UNSIGNED = {"streams.py"}
# NumPy that is allowed: arrays made for a queue or a count, their order; in two files the shift of random bits.
ARRAYS = {"empty", "zeros", "argsort", "int64"}
NUMPY = {"access.py": ARRAYS | {"uint64"}, "attendance.py": ARRAYS | {"uint64"}}
# `pow` with a variable exponent goes to the same C function in both; the byte comparison covers it.
MATH = {"exp", "log", "log1p", "expm1", "sqrt", "tanh", "erf", "cos", "pow"}
WIDE = {"i8", "f8"}


def kernels() -> list[tuple[str, ast.FunctionDef]]:
    """(file name, function) of everything that is compiled."""
    found = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and MARKS & {
                getattr(d, "id", "") for d in node.decorator_list
            }:
                found.append((path.name, node))
    return found


KERNELS = kernels()
NAMES = [f"{file}:{function.name}" for file, function in KERNELS]


def narrow_fields() -> set[str]:
    """Fields that are narrow in every record that has them, or in some."""
    tables = [*records.WORLD_RECORDS.values(), records.REGIME, records.PROGRAMME]
    return {name for table in tables for name in table.names if table[name].str[1:] not in WIDE}


NARROW = narrow_fields()


def test_there_are_kernels_to_read():
    assert len(KERNELS) > 60
    assert {"need_internalising", "attendance", "trust", "voluntary"} <= NARROW


@pytest.mark.parametrize(("file", "function"), KERNELS, ids=NAMES)
def test_only_words_on_which_compiled_and_plain_agree(file, function):
    for node in ast.walk(function):
        where = f"{file}:{getattr(node, 'lineno', '?')}"
        assert not isinstance(node, ast.Pow), f"{where}: **"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id == "np" and file not in UNSIGNED:
                assert node.attr in NUMPY.get(file, ARRAYS), f"{where}: np.{node.attr}"
            if node.value.id == "math":
                assert node.attr in MATH, f"{where}: math.{node.attr}"
        if isinstance(node, ast.BinOp):
            for side in (node.left, node.right):
                assert not isinstance(side, ast.Compare | ast.BoolOp), f"{where}: arithmetic on a truth value"
                if isinstance(side, ast.UnaryOp):
                    assert not isinstance(side.op, ast.Not), f"{where}: arithmetic on a truth value"


def fields_read(function: ast.FunctionDef) -> list[ast.Attribute]:
    """Narrow fields that are read without int() or float() around them."""
    wrapped = set()
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", "") in ("int", "float", "bool")
            and node.args
        ):
            wrapped.add(id(node.args[0]))
    return [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Load)
        and node.attr in NARROW
        and id(node) not in wrapped
        and getattr(node.value, "id", "") not in ("p", "regime", "tallies", "events")
    ]


# `regime` and `p` hold doubles only. A narrow field copied into the same field of another row changes nothing.
COPIED = {("access.py", "start", "domain"), ("seeding.py", "occupy", "household")}


@pytest.mark.parametrize(("file", "function"), KERNELS, ids=NAMES)
def test_narrow_fields_are_read_at_full_width(file, function):
    bare = [n for n in fields_read(function) if (file, function.name, n.attr) not in COPIED]
    assert not bare, [f"{file}:{n.lineno}: {ast.unparse(n)}" for n in bare]


def narrow_sums(function: ast.FunctionDef) -> list[ast.AugAssign]:
    """`h.workers += 1` on a narrow field: arithmetic in the width of the field."""
    return [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.AugAssign)
        and isinstance(node.target, ast.Attribute)
        and node.target.attr in NARROW
    ]


def test_integer_counters_that_are_added_to_in_place_stay_far_below_their_width():
    """In-place sums on narrow fields are the one exception: small counts, listed here with their largest value."""
    largest = {
        "pupils": 100_000, "waiting": 100_000, "workers": 400, "workers_left": 400, "contact_minutes": 100_000,
        "relief": 100_000_000, "minors": 30, "orders": 30, "troubled": 30, "months_active": 600, "months_granted": 600,
        "months_with_worker": 12, "stretched": 12, "months_pending": 60, "months_detained_left": 60, "admitted": 1000,
        "at_school": 30, "aide_minutes": 10_000_000, "aide_own": 100_000, "aide_others": 100_000, "help_minutes": 100_000,
    }  # fmt: skip
    width = {"1": 127, "2": 32_767, "4": 2_147_483_647, "8": 2**63 - 1}
    row_of = {
        "h": records.HOUSEHOLD, "child": records.CHILD, "life": records.LIFE, "e": records.EPISODE,
        "school": records.SCHOOL, "schools": records.SCHOOL,
    }  # fmt: skip
    for file, function in KERNELS:
        for node in narrow_sums(function):
            where, name = f"{file}:{node.lineno}: {ast.unparse(node)}", node.target.attr
            owner = node.target.value
            table = row_of.get(getattr(owner, "id", "") or getattr(getattr(owner, "value", None), "id", ""))
            if table is None or name not in table.names:
                continue  # services count in full width
            assert name in largest, where
            kind = table[name].str[1:]
            assert kind[0] == "i", where
            assert width[kind[1]] >= largest[name], where


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_unsigned_numbers_stay_in_the_file_of_the_streams(path):
    text = path.read_text()
    if path.name in UNSIGNED:
        return
    allowed = "np.uint64(20)" if path.name in NUMPY else "no such word"
    assert "uint64" not in text.replace(allowed, "")
    assert "float32" not in text or path.name == "compiled.py"


# --- the month as a list --------------------------------------------------------------------------------

NOT_MECHANISMS = {
    "uniform", "enrolled", "in_special", "worst_need", "go_to", "may_ask", "start_counting", "at_risk_of_absence",
    "excess_learning_need", "chance_of_incident", "sweep", "fetch_ahead",
}  # fmt: skip


def calls_in_order(name: str) -> list[str]:
    """Mechanisms that a phase calls, in the order in which they stand."""
    tree = ast.parse(Path(month.__file__).read_text())
    phase = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name)
    calls = [n for n in ast.walk(phase) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    ordered = [c.func.id for c in sorted(calls, key=lambda c: (c.lineno, c.col_offset))]
    imported = {
        a.name
        for n in tree.body
        if isinstance(n, ast.ImportFrom) and n.module.startswith("youthsim.people")
        for a in n.names
    }
    return [c for c in ordered if c in imported - NOT_MECHANISMS]


def test_the_month_lists_twelve_steps_each_with_a_reason():
    assert len(month.MONTH) == 12
    assert all(reason and functions for _, _, functions, reason in month.MONTH)


@pytest.mark.parametrize("phase", ["live", "provide", "follow"])
def test_the_month_lists_exactly_what_its_phases_call(phase):
    listed = [f for _, where, functions, _ in month.MONTH if where == phase for f in functions]
    assert sorted(set(calls_in_order(phase))) == sorted(listed)


def test_the_phases_run_in_the_order_of_the_list():
    phases = [phase for _, phase, _, _ in month.MONTH]
    assert phases == sorted(phases, key=["live", "provide", "follow"].index)


@pytest.mark.parametrize("phase", ["provide", "follow"])
def test_within_a_phase_steps_are_called_in_the_order_of_the_list(phase):
    listed = [f for _, where, functions, _ in month.MONTH if where == phase for f in functions]
    called = list(dict.fromkeys(calls_in_order(phase)))
    assert called == listed
