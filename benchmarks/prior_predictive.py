"""Print what the priors say before any data, as the page docs/priors.md.

python benchmarks/prior_predictive.py --draws 60 > docs/priors.md
"""

from __future__ import annotations

import argparse

from youthsim.catalogue import load
from youthsim.experiment.design import values_of_draw
from youthsim.experiment.prior_predictive import CONTRASTS, prior_predictive, summarise
from youthsim.outcomes import OUTCOME
from youthsim.parameters import PARAMETERS

PLACE, SHARE, MONTHS = "tilburg-650", 0.25, 36
HEAD = """# What the priors say before any data

Made by `python benchmarks/prior_predictive.py --draws {draws}`. A quarter of Tilburg, without any
programme, lives {months} months twice under the same luck: as it is, and with one thing changed. Each draw
takes every parameter from its prior. What changes is a mechanism; what is printed came out of the model.
Comparative studies say that early help and choices in funding move the use of specialised care little, and
rather up than down. Priors that promised a clear fall would be wrong, and here it would show. The figures
of the literature were looked at when priors were placed, so that agreement is no test of the model; those
of the regimes were set from the reasons beside each parameter, and not moved after this page was made.
"""


def main() -> None:
    """Write the page to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=60)
    draws = parser.parse_args().draws
    scenario = load(PLACE).model_copy(update={"population_share": SHARE})
    priors = {name: parameter.prior for name, parameter in PARAMETERS.items()}
    values = [values_of_draw(priors, scenario.seed, draw) for draw in range(draws)]
    found = prior_predictive(scenario, values, MONTHS)
    print(HEAD.format(draws=draws, months=MONTHS))
    for contrast in CONTRASTS:
        print(f"## {contrast.label}\n")
        print(f"Literature, specialised care: {contrast.literature} ({', '.join(contrast.evidence)}).\n")
        print("| Outcome, all residents | Median change | 5% | 95% | Draws with an increase |")
        print("| :-- | --: | --: | --: | --: |")
        for outcome, changes in found[contrast.id].items():
            s = summarise(changes)
            label = OUTCOME[outcome].label
            print(f"| {label} | {s['p50']:+.1%} | {s['p05']:+.1%} | {s['p95']:+.1%} | {s['increase']:.0%} |")
        print()


if __name__ == "__main__":
    main()
