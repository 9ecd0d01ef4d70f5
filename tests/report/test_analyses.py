"""The figures beside a run speak the language that was asked for."""

import pytest

from youthsim.parameters import GROUPS
from youthsim.report.analyses import indices_figure, scale_figure, tornado_figure
from youthsim.report.strings_analyses import ANALYSES

ABOUT = {
    "outcome": "net_saving", "unit": "cents", "horizon_months": 60, "price_year": 2024, "size": 30,
    "replicates": 4, "calibrated": True, "sobol_noise_share": 0.2, "warning": "mostly luck",
}  # fmt: skip


class Result:
    about = ABOUT
    tornado = (
        {"parameter": "work_coach_hours", "middle": 0.0, "at_p05": -4e6, "at_p95": 5e6},
        {"parameter": "placement_reach", "middle": 0.0, "at_p05": 3e6, "at_p95": -2e6},
    )
    indices = tuple(
        {"factor": name, "ST": 0.5, "ST_conf": 0.1, "S1": 0.4, "S1_conf": 0.1}
        for name in ("work_coach_hours", "programmes")
    )


ROWS = tuple(
    {"arm": "work", "outcome": "net_saving", "per": per, "size": size, "interval": kind,
     "mean": 1e6, "p05": -2e6, "p95": 3e6}
    for per in ("case", "total")
    for size in (6, 2800)
    for kind in ("realised", "parameter", "monte_carlo")
)  # fmt: skip
ABOUT_SCALE = {
    "arms": ["work"], "sizes": [6, 2800], "horizon_months": 60, "price_year": 2024, "draws": 100,
    "replicates": 2, "calibrated": False,
}  # fmt: skip


class Scale:
    about, rows = ABOUT_SCALE, ROWS


def texts(figure):
    from matplotlib.text import Text

    return " | ".join(text.get_text() for text in figure.findobj(Text))


@pytest.mark.parametrize(
    ("lang", "expected", "foreign"),
    [
        ("en", ["hours of guidance on a work place", "draws", "cases"], ["casussen", "uren"]),
        ("nl", ["uren begeleiding op een werkplek", "trekkingen", "casussen"], ["cases", "prices", "hours"]),
    ],
)
def test_all_three_figures_speak_one_language(lang, expected, foreign):
    figures = (tornado_figure(Result, lang), indices_figure(Result, lang), scale_figure(Scale, lang=lang))
    said = "".join(map(texts, figures)).replace("\n", " ")
    assert all(word in said for word in expected)
    assert not any(word in said for word in foreign)


def test_every_mechanism_has_a_name_in_words():
    assert {f"group.{group}" for group in GROUPS} <= set(ANALYSES)
