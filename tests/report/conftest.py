import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
sys.path.append(str(HERE.parent / "experiment"))  # a town whose truth is known on paper


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """The report of one made-up result in both languages: language -> (path, text)."""
    from fake_findings import fake_findings

    from youthsim.report import write_report

    found = {}
    for lang in ("en", "nl"):
        path = write_report(fake_findings(), tmp_path_factory.mktemp(lang), lang)
        found[lang] = (path, path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def known_result(tmp_path_factory):
    """A real Result, of a town in which every effect is known: no model in between."""
    from fake_world import PRIORS, simulate

    from youthsim.catalogue import load
    from youthsim.experiment.ensemble import points_of, run_ensemble
    from youthsim.experiment.plan import Plan
    from youthsim.experiment.results import write_result

    scenario = load(HERE.parent / "experiment" / "small.yaml")
    plan = Plan.of(scenario, priors=PRIORS, draws=24)
    folder = tmp_path_factory.mktemp("known")
    ensemble = run_ensemble(plan, points_of(plan), folder, simulate=simulate)
    return write_result(ensemble, folder, command="youthsim run small.yaml")
