"""Five checks of how we would notice a toy, as a page: `python benchmarks/checks.py > docs/checks.md`.

The same towns as in tests/engine, where each check is also a test. `--draws` is for the table of check 4.
"""

from __future__ import annotations

import argparse
import ast
import random
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "engine"))

from effects import NEUTRAL, ONE_SIDED, chance_of_harm  # noqa: E402
from engine_town import EngineTown, small  # noqa: E402
from null_programme import NULL  # noqa: E402
from trial import trial  # noqa: E402

from youthsim.arm_run import ArmRun  # noqa: E402
from youthsim.catalogue import load  # noqa: E402
from youthsim.experiment.assumptions import assumed_effects  # noqa: E402
from youthsim.experiment.observation import Observer  # noqa: E402
from youthsim.experiment.world import simulate  # noqa: E402
from youthsim.parameters import PARAMETERS  # noqa: E402
from youthsim.report.on_assumptions import share_gone  # noqa: E402
from youthsim.vocabulary import services as s  # noqa: E402
from youthsim.vocabulary.payers import TOWN_PAYERS  # noqa: E402

PLACES = (
    ("Zwolle", "zwolle-30-40", "weighing"),
    ("Tilburg, grants", "tilburg-650", "family_plan"),
    ("Tilburg, pooled", "tilburg-650-pooled", "family_plan"),
)


def euros(cents: float) -> str:
    """Whole euros with a sign."""
    return f"{'−' if cents < 0 else ''}€{abs(round(cents / 100)):,}"


def figure(value: float) -> str:
    """Three digits, and no powers of ten."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; numbers to the right."""
    return "\n".join(
        "| " + " | ".join(row) + " |" for row in (head, [":--"] + ["--:"] * (len(head) - 1), *rows)
    )


def social_cost(run: ArmRun) -> int:
    """Cents: care of everyone at tariff, other towns included, and every other bill, family time included."""
    return int(run.used.sum()) + int(run.payments[..., s.N_QUEUED :].sum())


def cash(run: ArmRun) -> int:
    """Cents: payments of the town's public payers."""
    return int(run.payments[:, :, list(TOWN_PAYERS)].sum())


# --- 1 --------------------------------------------------------------------------------------------------


def null_programme() -> str:
    """Check 1 in both places."""
    rows = []
    observers = {"Zwolle": Observer(10, 6, "completed_first", "threat_minus_actual"), "Tilburg": None}
    for place, name, arm in (PLACES[0], ("Tilburg", "tilburg-650", "family_plan_pxq")):
        town = EngineTown(small(name, (12,), population_share=0.5, horizon_months=24), **NULL)
        without, null = town.live("baseline"), town.live(arm, 12)
        cost = int(null.payments[..., list(s.PROGRAMME_SERVICES)].sum())
        saving = social_cost(without) - social_cost(null)
        seen = "not asked"
        if (observer := observers[place]) is not None:
            seen = euros(
                observer.per_case(null.cases, null.case_costs, null.cases["enrolled_month"], 15.0)[0]
            )
        rows.append([place, euros(-cost), euros(saving), f"{saving + cost} cents", seen])
    return table(
        [
            "Place",
            "Minus the programme's cost",
            "Net social saving",
            "Difference",
            "Claim per case in the source's eyes",
        ],
        rows,
    )


# --- 2 --------------------------------------------------------------------------------------------------


def micro_towns() -> str:
    """Check 2: the claims, with the number of ways of funding each is reckoned for."""
    tests = ast.parse((ROOT / "tests/engine/test_micro_towns.py").read_text(encoding="utf-8")).body
    names = [f.name for f in tests if isinstance(f, ast.FunctionDef) and f.name.startswith("test_")]
    return "\n".join(
        f"{i}. {name.removeprefix('test_').replace('_', ' ')}" for i, name in enumerate(names, 1)
    )


# --- 3 --------------------------------------------------------------------------------------------------


def retained() -> str:
    """Check 3: what arrives of the approach, at a fixed n, in a town and in one twice as large."""
    rows = []
    for n in (4, 8, 16):
        line = [str(n)]
        for share in (0.1, 0.2, 0.4):
            town = EngineTown(small(sizes=(n,), population_share=share, horizon_months=36))
            series = town.live("family_plan_pxq", n).programme
            served = series[:, 2] > 0
            line.append(f"{series[served, 3][-1]:.3f}" if served.any() else "nobody served")
        rows.append(line)
    return table(["Households", "A tenth of Tilburg", "Two tenths", "Four tenths"], rows)


# --- 4 --------------------------------------------------------------------------------------------------


def drawn(scenario, draw: int) -> dict[str, float]:
    """One draw of every parameter, each from a stream of its own."""
    own = scenario.parameters_of("baseline")
    return {
        name: own.get(name, p.prior).quantile(random.Random(f"{name} {draw}").uniform(1e-9, 1 - 1e-9))
        for name, p in PARAMETERS.items()
    }


def without_assumptions(draws: int) -> str:
    """Check 4: net saving with every effect, and without those that rest on an assumption alone."""
    off = {name: NEUTRAL[name] for name in assumed_effects()}
    rows = []
    for place, name, arm in PLACES:
        scenario = load(name)
        size = (scenario.target,)
        savings = np.zeros((draws, 2, 2))
        for draw in range(draws):
            values = drawn(scenario, draw)
            for k, setting in enumerate((values, values | off)):
                base, alternative = simulate(scenario, setting, draw, 0, [arm], size)
                savings[draw, k] = (
                    social_cost(base) - social_cost(alternative),
                    cash(base) - cash(alternative),
                )
        for j, what in enumerate(("social", "cash of the town's public payers")):
            full, rest = savings[:, 0, j], savings[:, 1, j]
            label = f"{place}, {scenario.target} cases: {what}"
            rows.append([label, between(full), f"{np.mean(full < 0):.0%}",
                         between(rest), f"{np.mean(rest < 0):.0%}", kept(full, rest)])  # fmt: skip
    head = [
        "Net saving",
        "All effects",
        "Chance of a loss",
        "Assumption-only effects off",
        "Chance of a loss",
        "Share left (below zero: a loss instead)",
    ]
    return table(head, rows)


def between(cents: np.ndarray) -> str:
    """The mean of the draws with the 5% and 95% points between brackets."""
    low, high = np.quantile(cents, [0.05, 0.95])
    return f"{euros(cents.mean())} ({euros(low)} to {euros(high)})"


def kept(full: np.ndarray, rest: np.ndarray) -> str:
    """The share of the mean saving that is left, with its interval over the draws, where it can be told."""
    gone = share_gone(full, rest)
    if gone is None:
        return "cannot tell"
    if full.mean() <= 0:
        return "no saving to keep"
    if gone.p05 <= 0 and gone.p95 >= 1:
        return "cannot tell"
    mean, low, high = (f"{1 - x:.0%}".replace("-", "−") for x in (gone.mean, gone.p95, gone.p05))
    return f"{mean} ({low} to {high})"


def harms() -> str:
    """The chance that each effect is worse than nothing."""
    rows = []
    for name in sorted(NEUTRAL):
        p = PARAMETERS[name]
        chance = ONE_SIDED[name] if name in ONE_SIDED else f"{chance_of_harm(name):.1%}"
        rows.append(
            [
                f"`{name}`",
                f"{p.prior.quantile(0.5):.3g}",
                f"{NEUTRAL[name]:g}",
                chance,
                "assumption" if p.rests_on_assumption else "sources",
            ]
        )
    return table(
        ["Effect", "Median", "Does nothing at", "Chance that it is worse than nothing", "Rests on"], rows
    )


# --- 5 --------------------------------------------------------------------------------------------------


def unfitted(draws: int) -> tuple[str, str]:
    """Check 5: figures that nobody fitted, from one posterior where there is one, and what they rest on."""
    from youthsim.calibration.folders import POSTERIOR, bundled_calibration
    from youthsim.calibration.posterior import MANIFEST, read_posterior
    from youthsim.calibration.targets import read_targets
    from youthsim.calibration.validating import validate

    folder = bundled_calibration() / POSTERIOR
    posterior = read_posterior(folder) if (folder / MANIFEST).is_file() else None
    rows = []
    for path in (ROOT / "benchmarks/unfitted.yaml", bundled_calibration() / "two_truths.yaml"):
        with tempfile.TemporaryDirectory() as place:
            card = validate(read_targets(path), Path(place), draws=draws, posterior=posterior)
        for line in (score.row() for score in card.scores):
            sourced = line["value"] is not None
            rows.append(
                [
                    line["id"].replace("_", " "),
                    f"{line['value']:.4g} ({', '.join(line['source'])})" if sourced else "none",
                    f"{figure(line['p05'])} – {figure(line['p95'])}",
                    line["verdict"],
                    line["used"],
                ]
            )
    said = "priors, for no posterior is bundled" if posterior is None else f"posterior {posterior.hash}"
    return table(["Figure", "Source", "Model, 90%", "Verdict", "Used in fit or priors"], rows), said


def trials() -> str:
    """Check 5: randomised trials inside one town, beside their twins."""
    rows = []
    for words, refill in (("places never scarce", False), ("freed places are refilled", True)):
        found = [trial(seed, refill) for seed in range(1, 9)]
        means = [
            np.mean([getattr(t, n) for t in found])
            for n in ("twins", "trial", "lot", "spill", "spill_waiting")
        ]
        rows.append([words, *(f"{m:+.2f}".replace("-", "−") for m in means)])
    head = [
        "Eight towns",
        "Twins",
        "Trial",
        "Luck of the lot",
        "Controls' help, by the programme",
        "Controls' waiting",
    ]
    return table(head, rows)


def page(draws: int) -> str:
    """docs/checks.md."""
    world, source = unfitted(draws)
    return f"""# How we would notice a toy: five checks

Made by `python benchmarks/checks.py`; each check is also a test in `tests/engine`. Amounts are in euros
of 2024, undiscounted.

## 1. A programme that does nothing

All effects at their neutral value, nobody hired away from other care. A programme also brings workers
into the house, and in this model workers as such may strain a family, bring in others, see more and
stand in each other's way. Those reactions are off as well, in both arms, because a worker without any
effect would otherwise still not be nothing; the family's own hours cost nothing. Half of each town, 12
households, two years, parameters at their medians.

{null_programme()}

What the source would print for its six of ten reported Zwolle cases (threat minus actual, the
threatened care lasting fifteen months) is a saving, although nothing was done.

Pure persistence of 0.7 a month and nothing else, the worst 5% chosen: on paper they stand at 2.06 sd
and fall by 0.62 sd in a month; the model gives the same within its noise
(`test_untreated_cases_selected_at_their_worst_improve_by_themselves`).

## 2. Towns of three children and one place

Ledgers reckoned by hand in the text of `tests/engine/test_micro_towns.py`, to the cent:

{micro_towns()}

## 3. No formula in n

No mechanism, institution, approach or regime reads the size of the caseload (a test reads their
sources). What is lost on the way to scale comes from the team, the labour market and the queues: at a
fixed number of households a larger town with more labour keeps more of the approach. Share of the
approach that arrives in the last month in which somebody is served, of three years, Tilburg, family
plan under p×q, medians (a mean over who is served then, so small differences are luck):

{retained()}

## 4. Without the assumptions

Effects under which nothing was observed (assumed by us, or only assumed, planned or judged by a source)
set to do nothing, care of that kind included; fidelity stays as drawn, because it scales what helps and
what harms alike. The same {draws} draws of all other parameters from the priors, nothing fitted, one
replicate each, so the luck of one town is inside; five years. Means over the draws, between brackets their
5% and 95% points: what one town may see, and no estimate of a place, which stands fitted in
[all places](places/index.md). "Share left" compares the same draws, with the 90% interval of drawing them
anew. Below zero nothing of the saving is left and there is a loss instead: at −50% half a euro is lost
without these effects for each euro saved with them. "Cannot tell": the mean may lie on either side of zero,
or the share may be none as well as all.

{without_assumptions(draws)}

Each effect can turn out worse than nothing, or is a share whose consequences go both ways:

{harms()}

## 5. A world that nobody fitted

From one set of parameters ({source}; {draws} draws of the country in small): what the town pays for youth
care, how concentrated cost is over households, how need and cost of a year go with those of the next, and
the two truths. Intervals hold what the source would have printed; where nobody gives a figure, the model's,
and then there is nothing that it could agree with: `look`. `change`: a miss on this figure led to a change of
the model, so agreement since then is no test.

{world}

Age shape, durations, stocks and flows are fitted: `calibration/posterior/page.en.html` has them one by one.

A randomised trial inside one town: half of the families with outpatient help, drawn by lot, get a plan that
ends most of it. Months of help per family. A trial differs from the twins by the luck of the lot, and by what
controls get through the programme of others. Where places are never scarce that is next to nothing; where
freed places are refilled, controls wait less and are helped more, and the trial shows too large a fall.

{trials()}
"""


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--draws", type=int, default=30)
    print(page(options.parse_args().draws), end="")
