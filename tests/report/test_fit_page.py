"""The page of a fit speaks in words, in one language, and shows on which side of an interval a figure is."""

from __future__ import annotations

import json
import re

import pytest

from youthsim.calibration.folders import POSTERIOR, TARGETS, bundled_calibration
from youthsim.calibration.targets import read_targets
from youthsim.report import fit_page
from youthsim.report.dutch_names import DUTCH_UNITS
from youthsim.report.fit_names import FitNames, titles

FOLDER = bundled_calibration() / POSTERIOR
SVG = re.compile(r"\s*<svg.*?</svg>\s*", re.S)
SMALL_PRINT = re.compile(r'<small.*?</small>|title="[^"]*"|<td class="source">.*?</td>', re.S)


def stored(name: str) -> dict:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=["en", "nl"])
def page(request) -> tuple[str, str]:
    """Language and page of the bundled fit, without its drawings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit_page, "svg_of", lambda figure, salt: '<svg viewBox="0 0 1 1"></svg>')
        text = fit_page.render(stored("manifest.json"), stored("diagnostics.json"), request.param)
    return request.param, SVG.sub("", text)


def row(**changed) -> dict:
    asked = {"id": "begun", "outcome": "episodes_begun", "filters": "age 0-22, service youth_help"}
    return {**asked, "unit": "share", "note": "", "value": 0.5, "p05": 0.1, "p95": 0.9} | changed


def test_the_bundled_pages_are_those_that_the_bundled_fit_makes(page) -> None:
    lang, text = page
    assert SVG.sub("", (FOLDER / f"page.{lang}.html").read_text(encoding="utf-8")) == text


def test_ids_stand_in_small_print_only(page) -> None:
    _, text = page
    ids = {t["id"] for t in stored("manifest.json")["targets"]} | {*stored("manifest.json")["priors"]}
    left = SMALL_PRINT.sub("", text)
    assert not {id_ for id_ in ids if "_" in id_ and re.search(rf"\b{id_}\b", left)}


def test_every_bundled_figure_has_a_title_for_what_it_asks() -> None:
    file = read_targets(bundled_calibration() / TARGETS)
    asked = {t.id: ", ".join(filter(None, (t.measure.id, t.asked.words()))) for t in file.targets}
    waiting = {w.id: "" for w in file.waiting}
    assert {id_: title.asked for id_, title in titles().items()} == asked | waiting
    assert {id_ for id_, title in titles().items() if title.note_dutch} == {
        *(t.id for t in file.targets if t.note), *waiting,
    }  # fmt: skip
    for lang in ("english", "dutch"):
        named = [getattr(title, lang) for title in titles().values()]
        assert len(set(named)) == len(named) and not any("_" in name for name in named)
    assert {t.measure.unit for t in file.targets} <= set(DUTCH_UNITS)


def test_the_dutch_page_holds_no_english_note() -> None:
    text = (FOLDER / "page.nl.html").read_text(encoding="utf-8")
    rows = stored("diagnostics.json")
    notes = [r["note"] for r in rows["targets"] if r["note"]] + [w["waits_for"] for w in rows["waiting"]]
    assert notes and not [note for note in notes if note in text]
    assert "48 van de 3.072" in text


def test_a_figure_of_ones_own_that_asks_something_else_does_not_take_a_bundled_title() -> None:
    own = row(filters="age 12-17", note="from our own counts")
    assert FitNames([row()], "nl").figure("begun") == "Begonnen trajecten in een jaar"
    for lang, age in (("en", "age 12-17"), ("nl", "leeftijd 12-17")):
        assert age in FitNames([own], lang).figure("begun")
    assert FitNames([own], "en").note(own) == "from our own counts"
    assert FitNames([own], "nl").note(own) == ""


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        (15.6, 15.62, 28.5603, ("15.6", "15.62", "28.56")),  # outside, though both round to 15.6
        (0.73, 0.0839572, 0.684811, ("0.73", "0.0840", "0.685")),
        (15.6, 15.6, 20.0, ("15.6", "15.6", "20.0")),  # exactly on the edge: no digit tells them apart
        (60000.0, 37905.5, 108368.0, ("60,000", "37,906", "108,368")),
        (3.0, None, None, ("3", "–", "–")),
        (0.0, 0.0, 1.5, ("0", "0", "1.50")),
    ],
)
def test_a_figure_near_an_end_of_its_interval_shows_on_which_side_it_lies(value, low, high, said) -> None:
    assert fit_page.beside(row(unit="months", value=value, p05=low, p95=high), "en") == said


def test_shares_are_written_as_per_cent_in_the_marks_of_the_language() -> None:
    assert fit_page.beside(row(value=0.107, p05=0.0974, p95=0.1717), "nl") == ("10,7%", "9,74%", "17,2%")


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_fit_of_several_starts_says_so_and_an_older_one_tells_of_its_last(lang: str, monkeypatch) -> None:
    monkeypatch.setattr(fit_page, "svg_of", lambda figure, salt: '<svg viewBox="0 0 1 1"></svg>')
    diagnostics = stored("diagnostics.json")
    manifest = {name: value for name, value in stored("manifest.json").items() if name != "starts"}
    older = fit_page.render({**manifest, "seconds": 600}, diagnostics, lang)
    newer = fit_page.render({**manifest, "seconds": 600, "starts": 3}, diagnostics, lang)
    assert {"en": "since its last start", "nl": "sinds de laatste start"}[lang] in older
    assert {"en": "starts: 3", "nl": "keren gestart: 3"}[lang] in newer
