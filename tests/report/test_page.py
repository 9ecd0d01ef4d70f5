"""The page a council reads: self-contained, honest about intervals, the same bytes each time."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from fake_findings import FITTED, fake_findings
from fake_pockets import fake_pockets

from youthsim.report import write_report
from youthsim.report.answer import answer
from youthsim.report.figures import FIGURES
from youthsim.report.findings import Spread
from youthsim.report.page import render
from youthsim.report.strings import STRINGS
from youthsim.report.strings_town import TOWN
from youthsim.report.words import Words

LANGS = ("en", "nl")
BLANK = dict.fromkeys(FIGURES, '<svg viewBox="0 0 1 1"></svg>')
AMOUNT = re.compile(r"−?\u2060?€[\d.,]+")


class Reader(HTMLParser):
    """Collects ids, addresses and the outline of a page."""

    VOID = ("meta", "br", "img", "link", "input", "hr")

    def __init__(self, text):
        super().__init__()
        self.ids, self.addresses, self.headings, self.open, self.images, self.tables = [], [], [], [], [], []
        self.scripts = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        if "id" in attrs:
            self.ids.append(attrs["id"])
        self.addresses += [
            value for name, value in attrs.items() if name in ("href", "src", "xlink:href", "action")
        ]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "svg":
            self.images.append(attrs)
        if tag == "table":
            self.tables.append(0)
        if tag == "th":
            assert attrs.get("scope") in ("row", "col")
            self.tables[-1] += 1

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(params=LANGS)
def page(request, pages):
    return pages[request.param][1]


def test_the_page_asks_nothing_of_the_network(page):
    reader = Reader(page)
    assert reader.addresses and all(address.startswith("#") for address in reader.addresses)
    assert "@import" not in page and not re.search(r"url\((?!#)", page)
    assert "default-src 'none'" in page


def test_every_link_in_the_page_leads_somewhere_and_no_id_is_used_twice(page):
    reader = Reader(page)
    assert len(reader.ids) == len(set(reader.ids))
    assert {address[1:] for address in reader.addresses} <= set(reader.ids)


def test_headings_descend_by_one_and_tables_and_figures_can_be_read_aloud(page):
    reader = Reader(page)
    assert reader.headings[0] == 1 and reader.headings.count(1) == 1
    assert all(
        after - before <= 1 for before, after in zip(reader.headings, reader.headings[1:], strict=False)
    )
    assert len(reader.images) == len(FIGURES)
    assert all(image["role"] == "img" and len(image["aria-label"]) > 40 for image in reader.images)
    assert reader.tables and all(count > 1 for count in reader.tables)


def test_the_red_line_stands_on_top_until_there_is_a_calibration(pages):
    page = pages["en"][1]
    assert page.index('class="priors"') < page.index('id="question"')
    fitted = render(fake_findings(calibrated=True), Words("en"), BLANK)
    assert 'class="priors"' not in fitted
    assert "rests on priors" in page and "rests on priors" not in fitted
    # and what the data did not tell is named, parameter by parameter
    named = fake_findings().parameters[0].name
    assert "Fitted to 40 observed figures" in fitted and f'title="{named}"' in fitted


def test_the_same_result_gives_the_same_bytes(tmp_path, pages):
    first = pages["nl"][0]
    again = write_report(fake_findings(), tmp_path, "nl")
    assert again.read_bytes() == first.read_bytes()
    for name in FIGURES:
        for ending in ("svg", "png"):
            file = f"figures/{name}.{ending}"
            assert (tmp_path / file).read_bytes() == (first.parent / file).read_bytes(), file


def test_every_figure_is_written_for_the_page_and_for_a_slide(pages):
    folder = pages["en"][0].parent / "figures"
    assert {path.name for path in folder.iterdir()} == {f"{n}.{e}" for n in FIGURES for e in ("svg", "png")}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("gain", [0.0, 1.0, -1.0])
def test_no_amount_in_the_answer_stands_without_interval_horizon_and_price_year(lang, gain):
    found = answer(fake_findings(gain=gain), Words(lang))
    interval = re.compile(r"\([^()]*€[^()]* (to|tot) [^()]*€[^()]*\)")
    bare = interval.sub("", found.euros)
    assert len(interval.findall(found.euros)) == len(AMOUNT.findall(bare)) >= 4
    assert "60" in found.euros and "2024" in found.euros
    assert re.search(r"(payers|betalers)", found.euros)
    realised = AMOUNT.findall(found.certainty)
    assert len(realised) == 2  # the interval itself


def test_every_caption_of_money_names_caseload_horizon_and_price_year(page):
    captions = dict(re.findall(r'<figure id="fig-(\w+)">.*?<figcaption>(.*?)</figcaption>', page, re.S))
    assert set(captions) == set(FIGURES)
    for name in set(FIGURES) - {"town"}:
        assert "30" in captions[name] and "2024" in captions[name], name
        assert re.search(r"\b(24|60) (months|maanden)", captions[name]), name


@pytest.mark.parametrize(
    "gain, said", [(0.0, "cannot tell"), (1.0, "It pays, if the priors hold"), (-1.0, "costs money")]
)
def test_the_verdict_on_the_page_is_that_of_the_rule(gain, said):
    assert said in answer(fake_findings(gain=gain), Words("en")).verdict_words


def test_harm_stands_beside_the_euros_in_the_answer():
    assert "[[incident|" in answer(fake_findings(), Words("en")).children


def test_a_gap_between_source_and_model_is_called_not_reproduced(page):
    assert "Not reproduced" in page or "Niet gereproduceerd" in page


def test_a_title_that_carries_markup_stays_text():
    evil = '<script>alert("x")</script> $a_b$ [[nowhere|x]] "><img src=http://x.example>'
    result = fake_findings(title=evil, question=evil, labels={"baseline": evil, "weighing": evil})
    page = render(result, Words("en"), BLANK)
    assert page.count("<script>") == 1 and "<img" not in page
    assert "&lt;script&gt;" in page


def test_an_unknown_language_writes_nothing(tmp_path):
    with pytest.raises(ValueError, match="'de'"):
        write_report(fake_findings(), tmp_path / "out", "de")
    assert not (tmp_path / "out").exists()


def test_a_town_with_too_few_families_is_said_so_in_the_answer_itself():
    from dataclasses import replace

    from youthsim.report.findings import Spread

    few = Spread(12.0, 7.0, 12.0, 18.0)
    result = fake_findings()
    sizes = tuple(replace(one, enrolled=few, chance_too_few=0.9) for one in result.by_size)
    found = answer(replace(result, by_size=sizes), Words("en")).euros
    assert "12 (7 to 18)" in found and "of 30 asked for" in found
    nearly = tuple(replace(one, enrolled=Spread(29.8, 29.0, 30.0, 30.0)) for one in sizes)
    assert "asked for" not in answer(replace(result, by_size=nearly), Words("en")).euros
    assert "asked for" not in answer(result, Words("en")).euros


def test_less_specialised_care_is_never_called_an_improvement_by_itself():
    findings = fake_findings()
    falls = tuple(replace(one, difference=Spread(-50.0, -90.0, -50.0, -10.0)) for one in findings.outcomes)
    said = answer(replace(findings, outcomes=falls), Words("en")).children.lower()
    assert "specialised" not in said.partition("in itself neither good nor bad")[0]
    assert "specialised" in said
    assert "months placed" in said


@pytest.mark.parametrize(
    ("lang", "hardly", "clear"), [("en", "hardly any", "clear"), ("nl", "nauwelijks", "duidelijk")]
)
def test_a_tiny_difference_of_a_clear_sign_is_not_called_clear(lang, hardly, clear):
    findings = fake_findings()
    tiny = tuple(replace(one, difference=Spread(0.03, 0.001, 0.03, 0.2)) for one in findings.outcomes)
    tiny = tuple(one for one in tiny if one.id in ("incidents", "months_placed"))
    said = answer(replace(findings, outcomes=tiny), Words(lang)).children.lower()
    assert hardly in said and clear not in said


def test_a_label_that_is_cut_off_shows_that_it_is():
    from youthsim.report.figures.threefold import wrapped

    long = "Breakthrough plans, and steering from paradigm A to B for the whole town"
    assert wrapped(long, 22).endswith("…")
    assert wrapped("Net saving", 22) == "Net saving"
    name = "Eén ontschot budget dat vooruit mag inkopen"
    assert wrapped(name, 22).count("\n") == 2 and wrapped(name, 22, slack=2).count("\n") == 1


@pytest.mark.parametrize(("clear", "named"), [(True, 1), (False, 0)])
def test_an_assumption_that_may_be_chance_is_not_named_as_the_weakest_source(clear, named):
    row = {
        "outcome": "net_saving", "parameter": "placement_reach", "evidence": ["assumption"], "note": "",
        "rank_correlation": -0.26, "noise_floor": 0.39, "clear": clear,
    }  # fmt: skip
    page = render(fake_findings(weakest=(row,)), Words("en"), BLANK)
    assert page.count("(<code>placement_reach</code>)") == named
    assert ("no assumption stands out" in page) is not clear


@pytest.mark.parametrize(("low", "said"), [(-30e6, "the sign is open"), (10e6, "care not given")])
def test_what_other_towns_pay_is_told_as_open_where_it_may_go_either_way(low, said):
    findings = fake_findings()
    payers = tuple(
        replace(payer, net=Spread(20e6, low, 20e6, 60e6)) if payer.id == "other_municipalities" else payer
        for payer in findings.payers
    )
    page = render(replace(findings, payers=payers), Words("en"), BLANK)
    about = page.split("Other municipalities pay")[1].split("</p>")[0]
    assert said in about


@pytest.mark.parametrize(
    ("mean", "said"), [(90e6, "pay less because"), (-90e6, "pay more because"), (1e6, None), (-1e6, None)]
)
def test_the_answer_tells_that_care_not_given_elsewhere_is_the_larger_part_of_the_total(mean, said):
    findings = fake_findings()
    payers = tuple(
        replace(payer, net=Spread(mean, mean - 5e5, mean, mean + 5e5))
        if payer.id == "other_municipalities"
        else payer
        for payer in findings.payers
    )
    euros = answer(replace(findings, payers=payers), Words("en")).euros
    assert (said in euros) if said else ("other municipalities" not in euros)
    assert not said or "−" not in euros.split("larger than that is")[1].split("; it is")[0]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_words_of_the_value_triangle_are_cut_off_at_an_edge(lang):
    from matplotlib.text import Text

    findings = fake_findings()
    spread = Spread(-0.088, -0.099, -0.088, -0.077)  # as many digits and signs as a share can have
    shares = tuple(
        replace(one, baseline=Spread(*(0.999,) * 4), programme=Spread(*(0.911,) * 4), difference=spread)
        if one.id.startswith(("share_", "decisions_"))
        else one
        for one in findings.outcomes
    )
    drawn = FIGURES["triangle"](replace(findings, outcomes=shares), lang)
    assert any("100%" in text.get_text() for text in drawn.findobj(Text))
    assert_nothing_is_cut_off(drawn)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_name_of_a_fact_of_the_town_is_cut_off_at_an_edge(lang):
    assert_nothing_is_cut_off(FIGURES["town"](fake_findings(), lang))


def assert_nothing_is_cut_off(drawn):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    canvas = FigureCanvasAgg(drawn)
    canvas.draw()
    for text in filter(Text.get_text, drawn.findobj(Text)):
        box = text.get_window_extent(canvas.get_renderer())
        if box.width <= 1:
            continue  # a tick that is not drawn
        assert box.x0 > 0 and box.x1 < drawn.bbox.width, text.get_text()


@pytest.mark.parametrize("rows", [1, 2])
def test_one_weakest_source_is_a_sentence_and_two_are_a_table(rows):
    row = {
        "outcome": "net_saving", "parameter": "placement_reach", "evidence": ["assumption"], "note": "",
        "rank_correlation": -0.6, "noise_floor": 0.39, "clear": True,
    }  # fmt: skip
    page = render(fake_findings(weakest=(row,) * rows), Words("en"), BLANK)
    certainty = page.split('id="certainty"')[1].split("</section>")[0]
    assert certainty.count("<table") == rows
    assert ("one stands out" in certainty) is (rows == 1)


def test_banner_and_parameter_section_count_the_same_numbers():
    findings = fake_findings(posterior=FITTED | {"learned": [fake_findings().parameters[0].name, "unused"]})
    page = render(findings, Words("en"), BLANK)
    assert len(findings.parameters) == 24
    assert "1 of the 24 uncertain numbers" in page and "23 are still priors" in page
    assert "24 uncertain numbers" in page.split('id="parameters"')[1]


@pytest.mark.parametrize("lang", LANGS)
def test_a_report_about_funding_only_has_no_section_about_a_caseload_that_grows(lang):
    findings = fake_findings(
        pockets=(fake_pockets(concerns="town"),), claim=None, programme_cost=Spread(0.0, 0.0, 0.0, 0.0)
    )
    page = render(findings, Words(lang, town=True), BLANK)
    for name in ("claim", "alone", "scale"):
        assert f'id="{name}"' not in page and f'href="#{name}"' not in page
    above = page.split('id="definitions"')[0].lower()
    assert "caseload" not in above
    assert ("the approach" if lang == "en" else "de aanpak") not in above


def test_every_text_of_a_town_replaces_one_with_no_other_places():
    from string import Formatter

    def places(text):
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for key, texts in TOWN.items():
        for town, usual in zip(texts, STRINGS[key], strict=True):
            assert places(town) <= places(usual), key
