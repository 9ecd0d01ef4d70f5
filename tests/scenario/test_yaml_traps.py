"""What YAML, word processors and keyboards do to a file is told where it happens, or read as it was meant."""

# ruff: noqa: E501
from __future__ import annotations

import time
from pathlib import Path

import pytest

from youthsim import catalogue
from youthsim.scenario.entries import read_entries
from youthsim.scenario.faults import Position, ScenarioError

HEAD = "schema: 1\nextends: zwolle-30-40\n"
NBSP, NARROW, WIDE = "\u00a0", "\u202f", "\u3000"


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "mine.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def told(path: Path) -> list[tuple[int, int, str]]:
    """The faults of a file: line, column, words."""
    with pytest.raises(ScenarioError) as error:
        catalogue.load(path)
    at = [fault.position for fault in error.value.faults]
    assert all(isinstance(one, Position) for one in at)
    return [(one.line, one.column, f"{f.where}: {f.what} ({f.expected})") for one, f in zip(at, error.value.faults, strict=True)]  # fmt: skip


# text after HEAD -> line, column and words of the one fault that it has
ONE_FAULT = {
    "text cut off by a #": ("title: Plan #kansrijk\n", 3, 13, "'#kansrijk' is taken for a comment"),
    "a cut label in an arm": (
        "arms:\n  weighing:\n    label: Aanpak #2 in de wijk\n", 5, 19, "write quotes, \"Aanpak #2 in de wijk\"",
    ),
    "a cut name of a file": ("posterior: fit #nieuw\n", 3, 16, "posterior: '#nieuw' is taken for a comment"),
    "a cut text that goes on": ("title: Plan #kansrijk\n  voor later\n", 3, 13, "a # after a space begins a comment"),
    "curly quotes round text": ("title: “Samen verder”\n", 3, 8, "stands between curly quotes"),
    "curly quotes round a colon": ("question: „Zwolle: en nu?”\n", 3, 11, "a curly quotation mark"),
    "curly single quotes": ("horizon: ‘24 months’\n", 3, 10, "stands between curly quotes"),
    "indented with a non-breaking space": (f"caseload:\n{NBSP}{NBSP}target: 30\n", 4, 1, "a non-breaking space"),
    "one of two spaces is non-breaking": (f"caseload:\n {NBSP}target: 30\n  sizes: [30]\n", 4, 2, "indented with a non-breaking"),
    "a narrow non-breaking space": (f"caseload:\n{NARROW}target: 30\n", 4, 1, "a narrow non-breaking space"),
    "a wide space": (f"arms:\n{WIDE} label: x\n", 4, 1, "a wide space"),
    "a zero-width space in a key": ("ti\u200btle: x\n", 3, 1, "a space without width stands in or before a key"),
    "no space after a colon": ("title: x\nhorizon:60 months\nseed: 1\n", 4, 8, "no space after the colon"),
    "a tab": ("caseload:\n\ttarget: 30\n", 4, 1, "indented with a tab"),
    "a directive": ("", 1, 1, "begins with %"),
    "a NUL in quotes": ('title: "a\\0b"\n', 3, 8, "control character (U+0000)"),
    "a bell in a label": ('arms: {weighing: {label: "\\a"}}\n', 3, 26, "control character (U+0007)"),
    "half a surrogate pair": ('title: "\\ud83d"\n', 3, 8, "control character (U+D83D)"),
    "a sign that XML does not have": ('question: "\\uffff"\n', 3, 11, "control character (U+FFFF)"),
    "an escape that is no character": ('title: "\\U00110000"\n', 1, 1, "names no character"),
    "a tag that makes yes a choice": ("burn_in_short: !!bool yes\n", 3, 16, "'yes' is not a choice (true or false)"),
    "a zero in front": ("seed: 017\n", 3, 7, "write 17"),
    "an en dash for a minus": ("seed: –4\n", 3, 7, "(write -4)"),
    "a decimal comma in braces": (
        "parameters: {need_persistence: {beta: {mean: 0,91, n: 30}}}\n", 3, 46, "so 0,91 was torn apart (write 0.91",
    ),
    "a thousand in a list": ("caseload: {sizes: [10, 30, 1,500, 2000], target: 30}\n", 3, 28, "1,500 in brackets is two numbers to YAML (write 1500"),
    "two documents": ("---\ntitle: x\n", 3, 1, "a second document"),
    "a date where a year belongs": ("price_year: 2024-01-01\n", 3, 13, "'2024-01-01' is a date"),
    "a sexagesimal number": ("horizon: 12:30\n", 3, 10, "'12:30' is not a duration"),
    "Norway": ("regime: no\n", 3, 9, "'no' is not known"),
    "a merge key": ("arms:\n  weighing:\n    <<: {label: x}\n", 5, 5, "the YAML merge key"),
    "twice the same key": ("seed: 3\nseed: 4\n", 4, 1, "written twice, first on line 3"),
    "a Dutch key": ("plaats: gouda\n", 3, 1, "did you mean place?"),
    "another Dutch key": ("looptijd: 24 months\n", 3, 1, "did you mean horizon?"),
    "a Dutch key in a group": ("caseload: {doel: 30}\n", 3, 12, "did you mean target?"),
    "a very long key": (f"{'k' * 400}: 1\n", 3, 1, "a key of 400 characters"),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_FAULT)
def test_a_trap_is_told_where_it_is(name: str, tmp_path: Path) -> None:
    text, line, column, words = ONE_FAULT[name]
    head = "%YAML 1.1\n---\n" + HEAD if name == "a directive" else HEAD
    faults = told(write(tmp_path, head + text))
    assert [(line, column)] == [fault[:2] for fault in faults if words in fault[2]], faults
    assert all(words in fault[2] or fault[1:2] != (column,) for fault in faults), faults


def test_what_a_word_processor_saved_names_its_encoding(tmp_path: Path) -> None:
    text = HEAD + "title: één wijk\n"
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        ((line, column, words),) = told(write(tmp_path, text.encode(encoding)))
        assert (line, column) == (1, 1) and "is saved as UTF-16" in words
    ((line, column, words),) = told(write(tmp_path, text.encode("cp1252")))
    assert (line, column) == (3, 8) and "is not saved as UTF-8" in words


READ = {
    "a comment between a key and its text": ("title: # nog kiezen\n  Samen\n  verder\n", "title", "Samen verder"),
    "a comment, an empty line, a text": ("title: # x\n\n  Samen\n", "title", "Samen"),
    "a comment with a space after text": ("title: Samen # voorlopig\n", "title", "Samen"),
    "a # in a word": ("title: C#-team en wijk#2\n", "title", "C#-team en wijk#2"),
    "a # in quotes": ('title: "Plan #kansrijk"\n', "title", "Plan #kansrijk"),
    "a # in a block": ("title: |\n  Plan #kansrijk\n", "title", "Plan #kansrijk\n"),
    "quotes within a text": ("title: de “kring” en de “kern”\n", "title", "de “kring” en de “kern”"),
    "a comment behind a number": ("seed: 17 #geluk\n", "seed", 17),
    "a comment behind a duration": ("horizon: 24 months #twee jaar\n", "horizon_months", 24),
    "a non-breaking space in a duration": (f"horizon: 24{NBSP}months\n", "horizon_months", 24),
    "Windows line ends": ("title: x\r\nseed: 5\r\n", "seed", 5),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_is_meant_is_read(name: str, tmp_path: Path) -> None:
    text, field, value = READ[name]
    assert getattr(catalogue.load(write(tmp_path, HEAD + text)), field) == value


def test_a_byte_order_mark_and_an_anchor_are_read(tmp_path: Path) -> None:
    text = HEAD + "arms:\n  weighing: &one\n    label: a\n  second: *one\n"
    scenario = catalogue.load(write(tmp_path, b"\xef\xbb\xbf" + text.encode()))
    assert scenario.label_of("second") == "a"


def _bomb(opening: str, item: str, closing: str, levels: int = 12) -> str:
    lines = [f"a0: &a0 {opening}{item.format(0, 'x')}{closing}"]
    for level in range(1, levels):
        inner = ", ".join(item.format(k, f"*a{level - 1}") for k in range(9))
        lines.append(f"a{level}: &a{level} {opening}{inner}{closing}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_bomb("[", "{1}", "]"), "an alias"),
        (_bomb("{", "k{0}: {1}", "}"), "an alias"),
        ("a: &a [*a]\n", "an alias"),
        ("a: &a {b: *a}\n", "an alias"),
        ("x: " + "[" * 60 + "]" * 60 + "\n", "more than 20 deep"),
        ("x: " + "[" * 5000 + "\n", "1000 brackets"),
        ("x: [" + "1, " * 20_000 + "1]\n", "holds more than 5000 values"),
        ("".join(f"key{k}: 1\n" for k in range(2000)), "more faults of this kind"),
        ("x: " + "a" * 300_000 + "\n", "is larger than 100 kB"),
    ],
)
def test_a_file_that_unfolds_without_end_is_refused_in_seconds(text: str, words: str, tmp_path: Path) -> None:
    began = time.process_time()
    with pytest.raises(ScenarioError, match=words):
        catalogue.load(write(tmp_path, text))
    assert time.process_time() - began < 10  # as of writing at most 1.5 seconds


def test_a_reader_of_other_files_has_the_same_bounds(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="an alias"):
        read_entries(write(tmp_path, _bomb("[", "{1}", "]")), "targets.yaml")
