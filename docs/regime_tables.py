"""Fills the tables of regimes in docs/funding-results.md from finished runs.

    youthsim run regimes-nijmegen --draws 100
    youthsim run regimes-tilburg --draws 100
    python docs/regime_tables.py out/regimes-nijmegen out/regimes-tilburg

A page has a place for a run between `<!-- run: NAME -->` and `<!-- end -->`, with the name of the scenario.
Every number comes out of the run's summary; nothing is simulated or rounded by hand here.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent / "funding-results.md"
PLACE = re.compile(r"(<!-- run: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def section(folder: Path) -> str:
    """What one finished run says: what it was, a row per measure with a column per way of funding.

    Below the table, what the answers rest on whose sign is open.

    Raises FileNotFoundError when the folder holds no summary, ValueError when it has fewer than two
    alternatives.
    """
    from youthsim.experiment.results import Result
    from youthsim.report.figures.arms import difference, level, measure_name, rests
    from youthsim.report.pocket_findings import MeasureFinding
    from youthsim.report.reading import findings_of
    from youthsim.report.words import Words

    result, words = Result.load(folder), Words("en")
    findings = findings_of(result).said_in("en")
    found = findings.comparison
    if found is None:
        raise ValueError(f"{folder}: a run of one alternative has nothing to set side by side")

    def row(measure: MeasureFinding) -> Iterator[str]:
        yield measure_name(measure, words)
        yield level(measure, words)
        for arm in measure.alternatives:
            assert arm.difference is not None
            yield difference(measure, arm.difference.parameter, words) + _chance(arm.better, words)

    base = findings.labels[findings.baseline]
    labels = [findings.labels[arm.arm] for arm in found.measures[0].alternatives]
    differences = (words("arms.difference", arm=label) for label in labels)
    head = ["", words("arms.level", arm=base), *differences]
    about = result.summary["scenario"]
    whom = "all residents" if found.group == "town" else f"the {findings.size} cases"
    posterior = result.manifest.get("posterior_hash")
    said = (
        f"{about['draws']} draws of the parameters, {about['replicates']} towns each, drawn from "
        f"{'the fitted posterior ' + posterior[:8] if posterior else 'the priors'}. Outcomes of {whom} over "
        f"{findings.horizon_months} months, prices of {findings.price_year}, money discounted. "
        f"The first column is the level under “{base}”; in rows about a saving it is what is paid (or used) "
        "there in all, and the other columns say how much less is paid (or used): a saving is positive. "
        "In brackets 90% intervals over what is not known, then the chance of being better.\n\n"
    )
    open_ones = "".join(f"\n{sentence}\n" for sentence in rests(findings, words))
    return said + _table([head, *(list(row(m)) for m in found.measures)]) + open_ones


def _chance(better: float, words: Any) -> str:
    """The chance of being better; nothing for what is neither good nor bad."""
    return "" if better != better else f"; {words.chance(better)}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    lines = [head, ["---", *("--:" for _ in head[1:])], *body]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def filled(page: str, sections: dict[str, str]) -> str:
    """The page with these runs in their places. Raises KeyError for a run that the page has no place for."""
    places = {place[2] for place in PLACE.finditer(page)}
    lost = sorted(set(sections) - places)
    if lost:
        raise KeyError(f"no place for {', '.join(lost)} (the page has {', '.join(sorted(places)) or 'none'})")
    return PLACE.sub(
        lambda place: place[1] + sections[place[2]] + place[3] if place[2] in sections else place[0], page
    )


def main() -> int:
    """Read the runs, fill the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("runs", nargs="+", type=Path, help="folders of finished runs")
    parser.add_argument("--into", type=Path, default=PAGE, help="the page to fill")
    asked = parser.parse_args()
    try:
        sections = {_name(run): section(run) for run in asked.runs}
        page = filled(asked.into.read_text(encoding="utf-8"), sections)
    except (OSError, ValueError, KeyError) as error:
        print(error.args[0] if isinstance(error, KeyError) else error, file=sys.stderr)
        return 2
    asked.into.write_text(page, encoding="utf-8", newline="\n")
    print(f"filled: {asked.into.name}: {', '.join(sections)}")
    return 0


def _name(run: Path) -> str:
    """The name of the scenario that was run."""
    import json

    return str(json.loads((run / "summary.json").read_text(encoding="utf-8"))["scenario"]["name"])


if __name__ == "__main__":
    sys.exit(main())
