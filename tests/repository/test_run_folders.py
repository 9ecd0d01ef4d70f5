"""`youthsim run` into folders that hold something, and `youthsim reproduce`: nothing mixed, nothing lost."""

from __future__ import annotations

import errno
import json
import shlex
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from youthsim.cli import main
from youthsim.experiment.results import Result

EXPERIMENT = Path(__file__).parents[1] / "experiment"
SMALL = (EXPERIMENT / "small.yaml").read_text(encoding="utf-8").replace("draws: 8", "draws: 4")


@pytest.fixture(autouse=True)
def quick_world(monkeypatch, tmp_path):
    """A town whose truth is known, and a report of one line and one figure."""
    monkeypatch.syspath_prepend(str(EXPERIMENT))
    import fake_world

    from youthsim import report
    from youthsim.experiment import analysis, plan, summary

    def write_report(result, folder, lang):
        (folder / "figures").mkdir(exist_ok=True)
        (folder / "figures" / "one.svg").write_text("<svg/>")
        (folder / "report.html").write_text(result.summary["answer"][lang][0])

    monkeypatch.setattr(plan, "_priors", lambda: fake_world.PRIORS)
    monkeypatch.setattr(analysis, "the_model", lambda: fake_world.simulate)
    monkeypatch.setattr(summary, "summarise", fake_world.few_figures)
    monkeypatch.setattr(report, "write_report", write_report)
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(SMALL, encoding="utf-8")
    Path("other").mkdir()
    Path("other/small.yaml").write_text(SMALL.replace("reach: 100%", "reach: 60%"), encoding="utf-8")


def asked(*arguments):
    return CliRunner().invoke(main, list(arguments))


def ran(*arguments):
    result = asked("run", *arguments, "--workers", "1", "--lang", "en")
    assert result.exit_code == 0, result.output
    return result


def files(folder="out/small"):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file() and ".shards" not in path.parts
    }


def test_another_question_of_the_same_name_is_refused_and_nothing_is_touched():
    ran("small.yaml")
    before = files()
    refused = asked("run", "other/small.yaml", "--workers", "1")
    assert refused.exit_code == 2
    for words in ("out/small holds another question", "A town whose truth is known", "4 draws",
                  "arms.weighing.interventions", "--force", "--out"):  # fmt: skip
        assert words in " ".join(refused.output.split()), words
    assert files() == before


def test_forced_the_earlier_run_is_moved_aside_whole_and_readable():
    ran("small.yaml", "--assumptions-off")
    before = files()
    assert "assumptions-off/summary.json" in before
    told = ran("other/small.yaml", "--no-report", "--force")
    assert "What was there is now in" in told.stderr
    (earlier,) = Path("out/small").glob("earlier-*")
    assert files(earlier) == before
    assert Result.load(earlier).directory == earlier
    assert set(files()) - {f"{earlier.name}/{name}" for name in before} == {
        "manifest.json", "results.parquet", "summary.json",
    }  # fmt: skip
    assert Result.load("out/small").manifest["scenario"] != Result.load(earlier).manifest["scenario"]


@pytest.mark.parametrize(
    "change",
    [("title: A town", "title: Een andere kop voor een"), ("label: With", "label: Wholly with"),
     ("seed: 7", "seed: 8"), ("draws: 4", "draws: 6"), ("replicates: 2", "replicates: 3")],
)  # fmt: skip
def test_the_same_question_goes_on_with_other_words_luck_or_draws(change):
    ran("small.yaml")
    before, after = change
    assert before in SMALL
    Path("small.yaml").write_text(SMALL.replace(before, after), encoding="utf-8")
    ran("small.yaml")
    assert not list(Path("out/small").glob("earlier-*"))
    Result.load("out/small")


def test_a_report_that_tells_of_other_draws_does_not_stay_beside_the_new_numbers():
    ran("small.yaml")
    told = ran("small.yaml", "--draws", "6", "--no-report")
    assert set(files()) == {"manifest.json", "results.parquet", "summary.json"}
    assert "Removed, because they told of other numbers: figures, report.html" in told.stderr
    assert Result.load("out/small").summary["scenario"]["draws"] == 6


def test_a_report_of_the_same_numbers_stays():
    ran("small.yaml", "--assumptions-off")
    page = files()["report.html"]
    ran("small.yaml", "--no-report")
    assert files()["report.html"] == page
    assert "assumptions-off/summary.json" in Result.load("out/small").manifest["files"]


def test_an_empty_name_and_letters_that_cannot_be_seen_are_no_folder():
    for name in ("", "  ", "a\x07b", "a\nb"):
        refused = asked("run", "small.yaml", "--out", name)
        assert refused.exit_code == 2 and "--out" in refused.output, name
    assert sorted(path.name for path in Path().iterdir()) == ["other", "small.yaml"]


@pytest.mark.parametrize("name", ["x" * 300, "a/" + "y" * 300, "z" * 5000])
@pytest.mark.parametrize("command", ["run", "scale", "sensitivity", "instruments"])
def test_a_name_that_is_too_long_is_said_in_a_line(name, command):
    for arguments in ((name,), ("small.yaml", "--out", name)):
        refused = asked(command, *arguments)
        assert refused.exit_code == 2, refused.output
        assert "Traceback" not in refused.output and len(refused.output) < 1500


def test_a_folder_with_somebodys_own_files_is_not_cluttered_unasked():
    mine = Path("mine")
    mine.mkdir()
    (mine / "summary.json").write_text("my own")
    (mine / "thesis.docx").write_text("years of work")
    (mine / "figures").write_text("a file, not a folder")
    refused = asked("run", "small.yaml", "--out", "mine", "--workers", "1")
    assert refused.exit_code == 2 and "thesis.docx" in refused.output
    assert sorted(path.name for path in mine.iterdir()) == ["figures", "summary.json", "thesis.docx"]
    ran("small.yaml", "--out", "mine", "--force")
    (earlier,) = mine.glob("earlier-*")
    assert (mine / "thesis.docx").read_text() == "years of work"
    assert (earlier / "summary.json").read_text() == "my own" and Result.load(mine)
    assert (earlier / "figures").read_text() == "a file, not a folder" and (mine / "figures/one.svg").exists()
    (mine / "remarks.txt").write_text("beside a run")
    ran("small.yaml", "--out", "mine", "--draws", "6")
    assert (mine / "remarks.txt").read_text() == "beside a run" and (mine / "thesis.docx").exists()


def test_what_systems_leave_in_folders_is_no_file_of_anybodys():
    Path("new").mkdir()
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", ".gitignore"):
        Path("new", name).touch()
    ran("small.yaml", "--out", "new", "--no-report")
    assert Result.load("new").manifest["draws"] == 4 and Path("new", ".DS_Store").exists()


def test_another_programs_manifest_is_no_run():
    Path("web").mkdir()
    Path("web/manifest.json").write_text('{"name": "a web page", "icons": []}')
    assert asked("run", "small.yaml", "--out", "web").exit_code == 2


def test_a_disk_that_fills_while_the_files_are_written_leaves_the_old_ones(monkeypatch):
    from youthsim.experiment import publishing

    ran("small.yaml")
    before = files()

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(publishing, "_to_disk", full)
    usual = Path.write_text

    def write_text(self, *arguments, **options):
        return full() if self.name == "failure.log" else usual(self, *arguments, **options)

    monkeypatch.setattr(Path, "write_text", write_text)
    failed = asked("run", "small.yaml", "--draws", "6", "--workers", "1")
    assert failed.exit_code in (1, 3) and isinstance(failed.exception, SystemExit)
    assert "No space left" in failed.output and "Traceback" not in failed.output
    assert files() == before


def test_the_details_of_a_failure_go_when_the_next_run_is_fine():
    ran("small.yaml", "--no-report")
    Path("out/small/failure.log").write_text("of another day")
    ran("small.yaml", "--draws", "6", "--no-report")
    assert not Path("out/small/failure.log").exists()


def test_the_command_in_the_manifest_can_be_given_to_a_shell_again(monkeypatch):
    Path("my town.yaml").write_text(SMALL, encoding="utf-8")
    words = ["run", "my town.yaml", "--out", "out/it's new", "--no-report"]
    monkeypatch.setattr(sys, "argv", ["youthsim", *words])
    ran(*words[1:])
    manifest = json.loads(Path("out/it's new/manifest.json").read_text())
    assert shlex.split(manifest["command"]) == ["youthsim", *words]


# --- reproduce --------------------------------------------------------------------------------------------


MARGINS = """\
place: delft
year: 2022
margins:
  children_0_4: {value: 4800, source: assumption}
  children_5_9: {value: 4800, source: assumption}
  children_10_14: {value: 4800, source: assumption}
  children_15_19: {value: 4800, source: assumption}
"""


@pytest.fixture
def ours(monkeypatch):
    """The quick world as if it were the model of the package."""
    from youthsim.experiment import ensemble
    from youthsim.experiment.own_model import OURS, Model

    monkeypatch.setattr(ensemble, "model_of", lambda _: Model("youthsim.experiment.world.simulate", OURS))


def test_a_run_is_made_again_from_its_manifest_alone(ours, tmp_path):
    (tmp_path / "delft.yaml").write_text(MARGINS, encoding="utf-8")
    (tmp_path / "small.yaml").write_text(
        SMALL.replace("place: zwolle", "place: {margins: delft.yaml}"), encoding="utf-8"
    )
    ran("small.yaml", "--seed", "9", "--draws", "6", "--no-report")
    (tmp_path / "delft.yaml").unlink()
    (tmp_path / "small.yaml").unlink()
    for given in ("out/small/manifest.json", "out/small"):
        found = asked("reproduce", given, "--workers", "1")
        assert found.exit_code == 0, found.output
        assert "The same bytes: summary.json, results.parquet." in found.output
    asked("reproduce", "out/small", "--workers", "1", "--out", "again")
    assert Path("again/summary.json").read_bytes() == Path("out/small/summary.json").read_bytes()
    assert asked("reproduce", "out/small", "--out", "again").exit_code == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda m: m.update(python="3.9.1"), "version of Python was 3.9.1"),
        (lambda m: m["packages"].update(numpy="1.0"), "version of numpy was 1.0"),
        (lambda m: m["sources"].update(people="0" * 16), "sources in people differ"),
        (lambda m: m["data"].update({"evidence/data/cpi.csv": "0"}), "evidence/data/cpi.csv differs"),
        (lambda m: m.update(posterior_hash="0" * 16), "posterior was 0000000000000000"),
        (lambda m: m["machine"].update(processor="sparc"), "machine: processor was sparc"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_was_is_named(ours, change, said):
    ran("small.yaml", "--no-report")
    path = Path("out/small/manifest.json")
    manifest = json.loads(path.read_text())
    change(manifest)
    manifest["files"]["summary.json"]["sha256"] = "0" * 64
    path.write_text(json.dumps(manifest))
    found = asked("reproduce", str(path), "--workers", "1")
    assert found.exit_code == 1
    assert "Other bytes than then: summary.json." in found.output
    assert said in found.output


def test_numbers_that_come_out_otherwise_are_shown(ours):
    ran("small.yaml", "--no-report")
    path = Path("out/small/manifest.json")
    path.write_text(path.read_text().replace('"seed": 7', '"seed": 8'))
    found = asked("reproduce", str(path), "--workers", "1")
    assert found.exit_code == 1 and "outcomes." in found.output and ": was " in found.output


@pytest.mark.parametrize(
    "content", [None, "", "{", "[]", '{"youthsim": "1"}', '{"youthsim": 1, "scenario": {}}', "\0" * 10, '"x"']
)
def test_what_is_no_manifest_is_refused_in_a_line(content):
    if content is not None:
        Path("manifest.json").write_text(content)
    refused = asked("reproduce", "manifest.json")
    assert refused.exit_code == 2, refused.output
    assert "manifest.json" in refused.output and "Traceback" not in refused.output


@pytest.mark.parametrize(
    "change",
    [{"margins": {"file": "../../x.yaml", "text": "a"}}, {"margins": {"file": "x.yaml"}}, {"margins": [1]},
     {"sources": [1]}, {"model": "mine"}, {"files": {}}, {"files": [1]}, {"scenario": {"arms": 3}}],
)  # fmt: skip
def test_a_manifest_that_somebody_wrote_on_is_refused_in_a_line(ours, change):
    ran("small.yaml", "--no-report")
    path = Path("out/small/manifest.json")
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    refused = asked("reproduce", str(path))
    assert refused.exit_code == 2 and "Traceback" not in refused.output, refused.output
    if "scenario" in change:
        assert asked("run", "small.yaml").exit_code == 2


def test_a_run_with_a_model_of_ones_own_asks_for_that_model():
    import fake_world

    import youthsim

    ran("small.yaml", "--no-report")
    refused = asked("reproduce", "out/small")
    assert refused.exit_code == 2 and "fake_world.simulate" in refused.output
    assert youthsim.reproduce("out/small", simulate=fake_world.simulate, workers=1).same
