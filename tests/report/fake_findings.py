"""A made-up result, realistic in size and shape, so that the report can be tested without a simulation.

Amounts are in cents. `gain` shifts the net saving: +1 makes it clearly positive, -1 clearly negative, 0
leaves it undecided.
"""

from __future__ import annotations

import numpy as np
from fake_pockets import fake_pockets

from youthsim.experiment.community import COMPARISONS
from youthsim.outcomes import OUTCOMES
from youthsim.report.findings import (
    Cashability,
    Claim,
    Findings,
    OutcomeFinding,
    ParameterRow,
    PayerFinding,
    SelfImprovement,
    Series,
    SizeFinding,
    Spread,
    Step,
    TownRow,
)
from youthsim.vocabulary.paths import N_PATHS
from youthsim.vocabulary.payers import PAYERS

EURO = 100.0
MONTHS = 60
SIZE = 30
FITTED = {
    "hash": "0" * 16, "targets": 40, "inside": {"targets": 40, "inside": 36}, "quick": False,
    "learned": ["signal_rate"], "not_learned": ["plan_trust"], "effects_not_learned": [],
}  # fmt: skip


def _draws(rng, mean, sd, n=100):
    return Spread.of(rng.normal(mean * EURO, sd * EURO, n))


def _series(rng, start, end, spread, months=MONTHS, draws=60):
    path = start + (end - start) * (1 - np.exp(-np.arange(months) / 14))
    noise = rng.normal(0, spread, (draws, 1)) * np.linspace(0.25, 1, months) + rng.normal(
        0, spread / 6, (draws, months)
    )
    return Series.of(np.clip(path * (1 + noise), 0, None))


def fake_findings(*, gain: float = 0.0, calibrated: bool = False, seed: int = 7, **changes) -> Findings:
    rng = np.random.default_rng(seed)
    shift = gain * 2_500_000
    net = rng.normal(-90_000 + shift, 620_000, 100) * EURO
    payer_means = {
        "municipality_youth": (-60_000, 520_000),
        "municipality_wmo": (-45_000, 60_000),
        "municipality_participation": (-38_000, 20_000),
        "municipality_other": (-51_000, 9_000),
        "school_partnership": (12_000, 30_000),
        "health_insurer": (-16_000, 21_000),
        "justice": (96_000, 90_000),
        "family": (9_000, 4_000),
        "other_municipalities": (18_000, 40_000),
        "long_term_care": (0, 0),
    }
    payers = []
    for payer in PAYERS:
        mean, sd = payer_means.get(payer.id, (0, 0))
        values = rng.normal(
            (mean + (shift if payer.id == "municipality_youth" else 0)) * EURO, sd * EURO, 100
        )
        month = Spread.of(rng.normal(31, 7, 100)) if mean > 0 else None
        payers.append(
            PayerFinding(
                payer.id,
                Spread.of(values),
                float((values > 0).mean()),
                Spread.of(values * 1.15),
                month,
                0.55 if month else 0.08,
            )
        )
    steps = (
        Step("E0", _draws(rng, 1_615_025, 0)),
        Step("E1", _draws(rng, 1_615_025, 0)),
        Step("E2", _draws(rng, 1_690_000, 0)),
        Step("E3", _draws(rng, 1_150_000, 380_000)),
        Step("E4", _draws(rng, 870_000, 350_000)),
        Step("E5", _draws(rng, 390_000, 420_000)),
        Step("E6", _draws(rng, 300_000, 390_000)),
        Step("E7", _draws(rng, 140_000, 520_000)),
        Step("E8", Spread.of(net)),
        Step("E9", _draws(rng, -180_000 + shift, 480_000)),
    )
    outcomes = []
    for outcome in OUTCOMES:
        base = (
            0.18
            if outcome.unit.startswith("share")
            else {"incidents": 64.0, "placements": 11.0}.get(outcome.id, 40.0)
        )
        change = rng.normal(-0.12 * outcome.better * -1 if outcome.better > 0 else -0.12, 0.14, 100)
        if outcome.id == "incidents":
            change = rng.normal(0.06, 0.08, 100)
        noise = rng.normal(1, 0.15, 100)
        outcomes.append(
            OutcomeFinding(
                outcome.id,
                Spread.of(base * noise),
                Spread.of(base * noise * (1 + change)),
                Spread.of(base * noise * change),
                float((change * outcome.better > 0).mean()),
            )
        )
    occupancy = {}
    for name, start, end in (
        ("months_in_youth_care", 42, 26),
        ("months_placed", 13, 7),
        ("months_in_closed_care", 3.2, 0.9),
        ("months_under_order", 17, 9),
        ("months_absent_from_school", 11, 6),
        ("months_waiting", 9, 5),
    ):
        occupancy[name] = {
            "baseline": _series(rng, start, end, 0.16),
            "weighing": _series(rng, start, end * 0.82, 0.2),
        }
    paths = {}
    spreads = {}
    for arm, factor in (("baseline", 1.0), ("weighing", 0.75)):
        heavy = np.array([0, 5, 8, 9, 6, 3, 7, 4, 2, 0.6, 0.5, 0], dtype=float)
        months = np.arange(MONTHS)[:, None]
        counts = heavy * (factor + (0.45 * factor - factor) * (1 - np.exp(-months / 16)))
        of_age = 0.24 * np.arange(MONTHS)
        counts[:, 11] = of_age
        counts[:, 0] = 62 - counts.sum(axis=1)
        paths[arm] = counts
        assert counts.shape[1] == N_PATHS
        spreads[arm] = tuple(
            Spread.of(rng.normal(m, 0.12 * m + 0.05, 80).clip(0)) for m in counts.mean(axis=0)
        )
    by_size = tuple(
        SizeFinding(
            n,
            Spread.of(rng.normal((n * 9_000 - 220_000) * EURO + gain * n * 8e6, n * 16_000 * EURO, 100)),
            Spread.of(rng.normal((9_000 - 220_000 / n) * EURO + gain * 8e6, 16_000 * EURO, 100)),
            Spread.of(rng.normal(0.86 - 0.004 * n, 0.05, 100).clip(0, 1)),
            Spread.of(rng.normal(0.11 * n, 0.012 * n, 100)),
            Spread.of(rng.normal(0.09 * n, 0.011 * n, 100)),
            Spread.of(rng.normal(0.03 * n, 0.006 * n, 100)),
        )
        for n in (6, 10, 30, 40)
    )
    middle = Spread.of(net)
    error = 1.645 * float(np.std(net)) / 10
    centred = middle.mean
    before, after = rng.normal(61_000 * EURO, 5_000 * EURO, 100), rng.normal(41_000 * EURO, 6_000 * EURO, 100)
    made = {
        "title": "Zwolle: what would 30 to 40 cases give?",
        "question": "Ten cases were tried in Zwolle, six of them costed. What would 30 or 40 give, for the "
        "children and in euros, how sure is that, and after how long?",
        "place": "Zwolle",
        "size": SIZE,
        "sizes": (6, 10, 30, 40),
        "horizon_months": MONTHS,
        "price_year": 2024,
        "discount": 0.0225,
        "draws": 100,
        "replicates": 2,
        "population_share": 1.0,
        "labels": {"baseline": "As before the pilot", "weighing": "Weighing safety with security"},
        "baseline": "baseline",
        "programme": "weighing",
        "calibrated": calibrated,
        "posterior": FITTED if calibrated else None,
        "net_social": middle,
        "chance_gain": float((net > 0).mean()),
        "net_cash": steps[-1].amount,
        "programme_cost": _draws(rng, 310_000, 42_000),
        "payers": tuple(payers),
        "steps": steps,
        "steps_months": 24,
        "steps_to_horizon": steps,
        "claim": Claim(
            "Instituut voor Publieke Waarden (2025)",
            SIZE,
            24,
            323_005 * EURO,
            6,
            steps[2].amount.mean,
            steps[3].amount,
            steps[5].amount,
            False,
            1_600_000 * EURO,
            {"protection": 0.67, "police_and_detention": 0.33},
        ),
        "intervals": {
            "monte_carlo": Spread(centred, centred - error, centred, centred + error),
            "parameter": middle,
            "realised": Spread(centred, centred - 1.9e8, centred, centred + 1.95e8),
        },
        "outcomes": tuple(outcomes),
        "cashability": Cashability(
            _draws(rng, 420_000, 300_000),
            _draws(rng, 130_000, 210_000),
            _draws(rng, 150_000, 90_000),
            _draws(rng, 82_000, 60_000),
            _draws(rng, 58_000, 40_000),
        ),
        "occupancy": occupancy,
        "professionals": {"baseline": _series(rng, 5.4, 4.1, 0.08), "weighing": _series(rng, 5.4, 3.3, 0.1)},
        "paths": paths,
        "path_spreads": spreads,
        "by_size": by_size,
        "self_improvement": SelfImprovement(*map(Spread.of, (before, after, 1 - after / before))),
        "town": tuple(
            TownRow(
                row.id,
                Spread.of(rng.normal(row.value, 0.1 * row.value, 50)),
                row.value,
                row.low,
                row.high,
                row.evidence,
                row.unit,
                row.use == "centred",
            )
            for row in (one.at_prices_of(2024) for one in COMPARISONS)
        ),
        "parameters": tuple(
            ParameterRow(
                f"need.persistence_{i}",
                "per month",
                f"normal 0.9{i} ± 0.01",
                (f"P0{i:02d}",) if i % 3 else ("assumption",),
                "how much of a need stays from month to month",
                "literature" if i % 3 else "assumption",
                i % 3 == 0,
                float(rng.uniform(-0.6, 0.6)),
            )
            for i in range(1, 25)
        ),
        "weakest": (
            {
                "outcome": "net_saving",
                "parameter": "weighing.security_gain",
                "evidence": [],
                "note": "no study measured it",
                "rank_correlation": 0.41,
            },
        ),
        "manifest": {
            "command": "youthsim run zwolle-30-40 --draws 100 --seed 1",
            "seed": 1,
            "config_hash": "9f2c1e7ab3d4",
            "youthsim": "0.1.0",
            "python": "3.11.9",
            "packages": {"numpy": "2.4.6"},
        },
        "pockets": (fake_pockets(),),
        "undiscounted_cash": middle.times(1.05),
        "chance_cash": 0.36,
        "share_breaking_even": 0.34,
    }
    return Findings(**(made | changes))
