"""The documented example runs, is short, and changes what it says."""

from pathlib import Path

import example_regime


def test_the_example_is_under_sixty_lines_and_runs():
    assert len(Path(example_regime.__file__).read_text(encoding="utf-8").splitlines()) < 60
    found = example_regime.compare(share=0.02, months=18)
    assert set(found) == {"baseline", "area_fund"}
    assert found["area_fund"] != found["baseline"]
