"""CSV that we write: the same bytes as before for R and pandas, and a twin that Dutch Excel opens."""

import io
import math

import numpy as np
import pandas as pd

from youthsim.notation.csv_files import csv_bytes, write_csv
from youthsim.notation.files import sheets_of

TABLE = pd.DataFrame(
    {
        "arm": ["baseline", "aanpak; twee", 'met "haken"'],
        "size": [10, 30, 1200],
        "mean": [0.125, -1234567.5, math.nan],
        "whole": [3.0, 1e-7, 1e21],
        "flag": np.array([True, False, True]),
        "note": ["", None, "één"],
    }
)


def test_the_plain_form_is_what_pandas_writes(tmp_path):
    write_csv(tmp_path / "t.csv", TABLE)
    assert (tmp_path / "t.csv").read_bytes() == TABLE.to_csv(index=False, lineterminator="\n").encode()


def test_the_form_for_excel_is_read_back_as_the_same_numbers_under_dutch_settings(tmp_path):
    write_csv(tmp_path / "t.csv", TABLE)
    content = (tmp_path / "t-excel.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
    back = pd.read_csv(io.BytesIO(content), sep=";", decimal=",", encoding="utf-8-sig")
    for name in ("size", "mean", "whole"):
        np.testing.assert_array_equal(back[name], TABLE[name])
    assert list(back["arm"]) == list(TABLE["arm"])
    lines = sheets_of(tmp_path / "t-excel.csv", lambda name: name in TABLE.columns)[0].lines
    assert [cell.text for cell in lines[1].values()] == ["baseline", "10", "0,125", "3", "True", ""]


def test_no_number_of_the_form_for_excel_has_a_point():
    text = csv_bytes(["x"], [[value] for value in (0.5, 1.234, 1e-9, 2.0, -0.1)], "nl").decode("utf-8-sig")
    assert text.split("\r\n")[1:-1] == ["0,5", "1,234", "1e-09", "2", "-0,1"]


def test_a_text_that_excel_would_run_as_a_formula_is_kept_as_text():
    text = csv_bytes(["x"], [['=HYPERLINK("x")'], ["-2 families"], ["fine"]], "nl").decode("utf-8-sig")
    assert "'=HYPERLINK" in text and "'-2 families" in text and "\r\nfine" in text
