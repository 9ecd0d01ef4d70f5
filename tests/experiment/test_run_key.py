"""Stored towns belong to one question: whatever changes a number changes the name they are stored under.

One change at a time. Either the key moves, or the towns are shown to be the same.
"""

import functools
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fake_world import PRIORS, simulate

from youthsim import catalogue
from youthsim.calibration.posterior import Posterior
from youthsim.catalogue import identity
from youthsim.experiment import sources
from youthsim.experiment.ensemble import _chunks, key_of, points_of, run_ensemble
from youthsim.experiment.own_model import model_of
from youthsim.experiment.plan import Plan

HERE = Path(__file__).parent
BASE = """\
schema: 1
title: A town
question: What if?
place: zwolle
population_share: 10%
burn_in: 12 months
burn_in_short: true
horizon: 36 months
seed: 7
draws: 4
replicates: 2
caseload: {rule: zwolle_safety, sizes: [4, 20], target: 20}
claim:
  cases_enrolled: 4
  cases_reported: 2
  reporting: completed_first
  estimate: threat_minus_actual
  threat_months: 12
  reported_total: €50,000 (2023)
  beside: [{says: Incidents, printed: 2, outcome: incidents, of: start, evidence: zwo_avoided_total}]
arms:
  first: {interventions: [{kind: weighing_safety, start: 0 months, reach: 100%}]}
  second: {interventions: [{kind: weighing_safety, start: 0 months, reach: 50%}]}
"""
OTHER_TOWNS = {
    "place": ("place: zwolle", "place: tilburg"),
    "population_share": ("population_share: 10%", "population_share: 11%"),
    "burn_in": ("burn_in: 12 months", "burn_in: 13 months"),
    "burn_in_short": ("burn_in: 12 months\nburn_in_short: true", "burn_in: 60 months"),
    "horizon": ("horizon: 36 months", "horizon: 37 months"),
    "case_clock": ("seed: 7", "seed: 7\ncase_clock: 12 months"),
    "price_year": ("seed: 7", "seed: 7\nprice_year: 2023"),
    "discount": ("seed: 7", "seed: 7\ndiscount: 3% per year"),
    "seed": ("seed: 7", "seed: 8"),
    "replicates": ("replicates: 2", "replicates: 3"),
    "regime": ("seed: 7", "seed: 7\nregime: pooled"),
    "rule": ("zwolle_safety", "tilburg_family"),
    "sizes": ("sizes: [4, 20]", "sizes: [4, 10, 20]"),
    "target": ("target: 20", "target: 4"),
    "severity_weight": ("target: 20}", "target: 20, severity_weight: 0.9}"),
    "solvability_weight": ("target: 20}", "target: 20, solvability_weight: 0.9}"),
    "parameters": ("seed: 7", "seed: 7\nparameters: {need_persistence: 0.9}"),
    "cases_enrolled": ("cases_enrolled: 4", "cases_enrolled: 5"),
    "cases_reported": ("cases_reported: 2", "cases_reported: 3"),
    "reporting": ("completed_first", "best"),
    "estimate": ("estimate: threat_minus_actual\n  threat_months: 12", "estimate: before_after"),
    "threat_months": ("threat_months: 12", "threat_months: 13"),
    "no claim": (BASE[BASE.index("claim:") : BASE.index("arms:")], ""),
    "reach of an arm": ("reach: 50%", "reach: 51%"),
    "regime of an arm": ("first: {", "first: {regime: pooled, "),
    "parameters of an arm": ("first: {", "first: {parameters: {need_stress: 0.1}, "),
    "help near in an arm": ("first: {", "first: {help_near: 10%, "),
    "name of an arm": ("  first:", "  third:"),
    "one arm fewer": (BASE[BASE.index("  second:") :], ""),
    "order of the arms": (
        BASE[BASE.index("  first:") :],
        "".join(reversed(BASE[BASE.index("  first:") :].splitlines(keepends=True))),
    ),
}
SAME_TOWNS = {
    "title": ("title: A town", "title: Another"),
    "title_nl": ("title: A town", "title: A town\ntitle_nl: Een gemeente"),
    "question": ("What if?", "What else?"),
    "question_nl": ("question: What if?", "question: What if?\nquestion_nl: Wat als?"),
    "name": ("schema: 1", "schema: 1\nname: other"),
    "draws": ("draws: 4", "draws: 6"),
    "label": ("first: {", "first: {label: The first, "),
    "label_nl": ("first: {", "first: {label_nl: De eerste, "),
    "beside": ("printed: 2,", "printed: 3,"),
}


def loaded(tmp_path, text=BASE, name="mine.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return catalogue.load(path)


def changed(text, change):
    before, after = change
    assert text.count(before) == 1, before
    return text.replace(before, after)


def named(scenario, model=simulate, **asked):
    """Under which names the first two draws of a scenario are stored."""
    plan = Plan.of(scenario, **asked)
    chunk = _chunks(points_of(plan)[:2], plan.replicates)[0]
    return key_of(plan, model_of(model)), chunk.content()


def test_every_field_of_a_scenario_is_in_one_of_the_two_lists():
    """A new field has to be put into one of them."""
    from youthsim.catalogue.models import Arm, Caseload, Scenario

    covered = {
        *OTHER_TOWNS,
        *SAME_TOWNS,
        "schema",
        "schema_version",
        "claim",
        "caseload",
        "posterior",
        "arms",
    }
    fields = {
        info.alias or name for model in (Scenario, Caseload) for name, info in model.model_fields.items()
    }
    assert fields - covered == set()
    assert set(Arm.model_fields) == {
        "label",
        "label_nl",
        "regime",
        "parameters",
        "interventions",
        "help_near",
    }


@pytest.mark.parametrize("what", OTHER_TOWNS)
def test_another_setting_is_stored_under_another_name(tmp_path, what):
    assert named(loaded(tmp_path, changed(BASE, OTHER_TOWNS[what]))) != named(loaded(tmp_path)), what


@pytest.mark.parametrize("what", SAME_TOWNS)
def test_words_and_more_draws_find_the_same_towns(tmp_path, what):
    """The towns are the same because nothing of the change reaches the model: shown by living in both."""
    one, other = loaded(tmp_path), loaded(tmp_path, changed(BASE, SAME_TOWNS[what]))
    assert named(one) == named(other)
    first, second = (
        run_ensemble(p, points_of(p)[:2], tmp_path / str(n), simulate=simulate).reading
        for n, p in enumerate(Plan.of(s, priors=PRIORS) for s in (one, other))
    )
    assert all(np.array_equal(first[name], second[name], equal_nan=True) for name in first)


@pytest.mark.parametrize(
    "name", [*identity.WORDS, *identity.WORDS_OF_ARM, *identity.WORDS_OF_CLAIM, "draws", "replicates", "seed"]
)
def test_an_arm_may_be_called_like_a_setting_and_still_counts(tmp_path, name):
    one = BASE.replace("  first:", f"  {name}:")
    other = one.replace("reach: 100%", "reach: 40%")
    assert named(loaded(tmp_path, one)) != named(loaded(tmp_path, other))
    assert loaded(tmp_path, one).config_hash() != loaded(tmp_path, other).config_hash()


def test_arms_in_another_order_get_their_own_towns_in_the_same_folder(tmp_path):
    """Each arm keeps what it did; only the order of the answers turns with the file."""
    effects = {"first": 1.0, "second": 3.0}
    model = functools.partial(by_arm, effects=effects)

    def spent(text):
        plan = Plan.of(loaded(tmp_path, text), priors=PRIORS)
        read = run_ensemble(plan, points_of(plan), tmp_path / "out", simulate=model).reading
        return {arm: read["payments"][:, a].sum() for a, arm in enumerate(plan.arms)}

    turned = changed(BASE, OTHER_TOWNS["order of the arms"])
    one, other = spent(BASE), spent(turned)
    assert list(one) == ["baseline", "first", "second"] and list(other) == ["baseline", "second", "first"]
    assert one == other and one["first"] > one["second"]


def by_arm(scenario, values, draw, replicate, arms=None, sizes=None, arm_values=None, effects=None):
    """The fake town, where each arm has an effect of its own."""
    runs = []
    for arm in arms[1:]:
        own = dict(values, effect=values["effect"] * effects[arm])
        runs += simulate(scenario, own, draw, replicate, (arms[0], arm), sizes)[0 if not runs else 1 :]
    return runs


@pytest.mark.parametrize(
    ("asked", "moves"),
    [({"seed": 8}, True), ({"replicates": 3}, True), ({"sizes": (4, 10)}, True), ({"draws": 9}, False)],
)
def test_an_argument_of_a_run_counts_as_its_setting_does(tmp_path, asked, moves):
    scenario = loaded(tmp_path)
    assert (named(scenario, **asked) != named(scenario)) is moves


def test_another_prior_and_another_posterior_are_other_towns(tmp_path):
    scenario = loaded(tmp_path)
    plan = Plan.of(scenario)
    name = "need_persistence"

    def content(plan):
        return key_of(plan, model_of(simulate)), _chunks(points_of(plan)[:2], 2)[0].content()

    from youthsim.scenario.distributions import Uniform

    other_prior = replace(plan, posterior=None, distributions={**plan.distributions, name: Uniform(0, 1)})
    assert content(other_prior)[1] != content(replace(plan, posterior=None))[1]
    posteriors = [
        Posterior((name,), np.array([[x], [x + 0.01]]), np.array([0.5, 0.5])) for x in (0.8, 0.81, 0.8)
    ]
    a, b, again = (content(replace(plan, posterior=posterior)) for posterior in posteriors)
    assert a == again and a[0] != b[0] and a[1] != b[1]


# --- data and sources ------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A copy of the package whose files can be changed, and the name under which a run there is stored."""
    from youthsim.evidence import money
    from youthsim.population import margins

    package = tmp_path / "copy" / "youthsim"
    shutil.copytree(
        sources.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "report", "*.html")
    )
    scenario = loaded(tmp_path)
    monkeypatch.setattr(sources, "PACKAGE", package)
    monkeypatch.setattr(margins, "FOLDER", package / "population" / "margins")
    monkeypatch.setattr(money, "rows", lambda path: rows_of(package / path))
    monkeypatch.setattr(sources, "_tree", by_content(sources._tree.__wrapped__))
    monkeypatch.setattr(sources, "source_hash", by_content(sources.source_hash.__wrapped__))
    remembered = (
        sources.code_hash, sources.sources_of_towns, margins.bundled, margins.national,
        money.consumer_prices, money.price_index,
    )  # fmt: skip

    def ask():
        for one in remembered:
            one.cache_clear()
        return identity.fingerprint(identity.canonical(scenario), sources.code_hash())

    yield package, ask
    monkeypatch.undo()
    for one in remembered:
        one.cache_clear()


def by_content(read):
    """What is read of a file, remembered for as long as the file says the same."""
    known = {}

    def reading(source):
        text = source.read_bytes()
        if text not in known:
            known[text] = read(source)
        return known[text]

    return reading


def rows_of(path):
    import csv

    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_each_file_that_can_change_a_number_moves_the_key_and_a_comment_in_it_does_not(elsewhere):
    package, ask = elsewhere
    first = ask()

    def moved(name, before, after):
        file = package / name
        text = file.read_text(encoding="utf-8")
        assert before in text, name
        file.write_text(text.replace(before, after, 1), encoding="utf-8")
        try:
            return ask() != first
        finally:
            file.write_text(text, encoding="utf-8")

    margins = "population/margins/zwolle.yaml"
    count = next(line for line in (package / margins).read_text().splitlines() if "children_0_4" in line)
    number = next(word for word in count.replace(",", " ").split() if word.replace(".", "").isdigit())
    assert moved(margins, count, count.replace(number, str(int(float(number)) * 2)))
    assert moved("population/margins/national.yaml", "girls: {value: 0.4", "girls: {value: 0.5")
    assert moved("evidence/data/cpi.csv", "\n2022,10", "\n2022,11")
    assert moved("people/safety.py", "from __future__", "LEAST = 3\nfrom __future__")
    assert moved("scenario/quantities.py", "from __future__", "LEAST = 3\nfrom __future__")
    assert moved("experiment/observation.py", "YEAR = 12", "YEAR = 11")
    assert not moved(margins, count, f"# counted again in 2024\n{count}")
    assert not moved("people/safety.py", "from __future__", "# a remark\nfrom __future__")
    assert not moved("people/safety.py", '"""', '"""Words. ')
    assert not moved("experiment/summary.py", "from __future__", "LEAST = 3\nfrom __future__")
    assert not moved("population/margins/gouda.yaml", "value: ", "value: 1")


def test_a_town_reads_no_data_but_what_the_key_is_made_of():
    """Every file of the package that is opened while a town is lived in and read, in a fresh process."""
    script = """
import pickle, sys
scenario = pickle.loads(bytes.fromhex(sys.argv[1]))
opened = []
sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "open" else None)
from youthsim.experiment.plan import Plan
from youthsim.experiment.ensemble import points_of, Chunk, run_chunk
from youthsim.experiment.world import simulate
from youthsim.experiment.shards import Label
from pathlib import Path
plan = Plan.of(scenario)
path = Path(sys.argv[2]) / "chunk.npz"
run_chunk(plan, Chunk(0, points_of(plan)[:1], 2), path, Label("k", 0, "c"), simulate)
from youthsim.experiment.sources import PACKAGE
inside = {Path(p).resolve().relative_to(PACKAGE).as_posix() for p in opened
          if str(p).startswith(str(PACKAGE)) and not p.endswith((".py", ".pyc")) and "__pycache__" not in p}
print(sorted(inside))
"""
    import pickle
    import tempfile

    tiny = catalogue.load("zwolle-30-40").model_copy(
        update={"population_share": 0.05, "burn_in_months": 13, "burn_in_short": True, "horizon_months": 12,
                "case_clock_months": 12, "posterior": "none"}
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        asked = [sys.executable, "-c", script, pickle.dumps(tiny).hex(), folder]
        done = subprocess.run(asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    read = set(eval(done.stdout))  # a list of names that we printed ourselves
    assert "population/margins/zwolle.yaml" in read and "evidence/data/cpi.csv" in read
    assert {
        name for name in read if not name.startswith(("population/margins/", "evidence/data/cpi.csv"))
    } == set()


def test_the_sources_of_a_town_are_all_that_it_imports():
    """What is loaded when a town can be lived in is in the hash: compared with what Python itself says."""
    script = (
        "import sys\nimport youthsim.experiment.world, youthsim.experiment.reading\n"
        "print(*[m.__file__ for n, m in sys.modules.items() if n.startswith('youthsim.')], sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {Path(line).resolve() for line in done.stdout.splitlines()}
    found = {path.resolve() for path in sources.sources_of_towns()}
    left_out = {path for path in loaded - found if "calibration" not in path.parts}
    assert left_out == set()
    assert not any(
        {"report", "cli"} & set(path.relative_to(sources.PACKAGE.resolve()).parts) for path in found
    )


# --- a model of one's own --------------------------------------------------------------------------------


OWN = """
from fake_world import simulate as usual
{above}
class Rules:
    factor = {factor}

def step(values):
    return dict(values, effect=values["effect"] * Rules.factor{more})

def simulate(scenario, values, draw, replicate, arms=None, sizes=None, arm_values=None, models=None):
    return usual(scenario, step(values), draw, replicate, arms, sizes)
"""


def own(tmp_path, monkeypatch, **words):
    import importlib
    import linecache

    (tmp_path / "own_rules.py").write_text(OWN.format(**{"above": "", "more": "", "factor": 1} | words))
    monkeypatch.syspath_prepend(str(tmp_path))
    sys.modules.pop("own_rules", None)
    importlib.invalidate_caches()
    linecache.clearcache()
    sources._tree.cache_clear()
    sources.source_hash.cache_clear()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return importlib.import_module("own_rules")


def test_a_model_of_ones_own_is_known_by_its_rules_and_what_it_is_given(tmp_path, monkeypatch):
    seen = {"ours": model_of(ensembles_simulate()).hash}
    seen["plain"] = model_of(own(tmp_path, monkeypatch).simulate).hash
    seen["another rule"] = model_of(own(tmp_path, monkeypatch, factor=2).simulate).hash
    seen["another constant"] = model_of(
        own(tmp_path, monkeypatch, above="MORE = 1", more=" + MORE").simulate
    ).hash
    module = own(tmp_path, monkeypatch)
    seen["a model for an arm"] = model_of(
        functools.partial(module.simulate, models={"first": module.Rules})
    ).hash
    seen["for another arm"] = model_of(
        functools.partial(module.simulate, models={"second": module.Rules})
    ).hash
    monkeypatch.setattr(module, "Rules", type("Rules", (), {"factor": 3}))
    assert len(set(seen.values())) == len(seen) and None not in seen.values(), seen
    again = own(tmp_path, monkeypatch, above="# a remark").simulate
    assert model_of(again).hash == seen["plain"]


def ensembles_simulate():
    from youthsim.experiment.world import simulate

    return simulate


def closing_over(value):
    def model(*arguments, **options):
        return simulate(*arguments, **options) if value else []

    return model


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, 2), ({"a": [1, 2]}, {"a": [2, 1]}), (np.arange(3), np.arange(3.0)), (len, max),
     (Path("a"), Path("b")), ((one := [1], two := [2], one), (one, two, two))],
)  # fmt: skip
def test_what_a_function_closes_over_counts(one, other):
    first, second = model_of(closing_over(one)), model_of(closing_over(other))
    assert first.hash and second.hash and first.hash != second.hash
    assert model_of(closing_over(one)).hash == first.hash


def test_a_function_of_ours_that_was_given_something_is_not_our_model():
    from youthsim.experiment.regression import _other

    usual = ensembles_simulate()
    given = ((1.1, 0), (1.2, 0), (1.1, 4))
    seen = [model_of(_other(usual, {"need_stress": factor}, first)).hash for factor, first in given]
    assert len({*seen, model_of(usual).hash}) == 4 and None not in seen


def test_a_model_that_cannot_be_known_is_lived_anew_each_time_and_said_so(plan_of, tmp_path):
    from youthsim.experiment.results import write_result

    model = closing_over(np.random.default_rng(1))
    assert model_of(model).hash is None
    plan, done, lines = plan_of(), [], []
    for _ in range(2):
        found = run_ensemble(
            plan,
            points_of(plan),
            tmp_path,
            simulate=model,
            tell=lambda d, n: done.append(d),
            say=lines.append,
        )
    assert done == [0, 1, 2, 3, 4] * 2 and not list((tmp_path / ".shards").glob("*.npz"))
    assert any("cannot be told from other models" in line for line in lines)
    manifest = write_result(found, tmp_path / "out").manifest
    assert manifest["model"]["own"] is True and manifest["model"]["hash"] is None


def test_a_model_of_ones_own_takes_no_town_of_ours(tmp_path, scenario, monkeypatch):
    """`youthsim.run(simulate=...)` in a folder that holds another model's run."""
    from youthsim.experiment import plan as plans
    from youthsim.experiment.runner import run

    monkeypatch.setattr(plans, "_priors", lambda: PRIORS)
    monkeypatch.setattr(plans, "posterior_of", lambda *_: None)
    usual = run(scenario, simulate=simulate, workers=1, out=tmp_path / "out")
    gentle = functools.partial(by_arm, effects={"weighing": 0.5})
    theirs = run(scenario, simulate=gentle, workers=1, out=tmp_path / "out")
    fresh = run(scenario, simulate=gentle, workers=1, out=tmp_path / "fresh")
    assert theirs.summary == fresh.summary != usual.summary
    assert theirs.manifest["model"]["name"] == "partial of test_run_key.by_arm"
