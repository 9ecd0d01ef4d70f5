"""A made-up wrong-pocket ledger and comparison of arms, realistic in size, for tests of the report."""

from __future__ import annotations

import numpy as np

from youthsim.experiment.side_payments import side_payments
from youthsim.report.findings import Spread
from youthsim.report.pocket_findings import (
    CATCHMENT_PARTS,
    ArmValue,
    BreakEven,
    CatchmentFinding,
    Comparison,
    MeasureFinding,
    Pocket,
    Pockets,
    Settled,
    Settlement,
    Three,
)

EURO = 100.0
NETS = {
    "municipality_youth": 240_000,
    "municipality_wmo": -45_000,
    "municipality_other": -51_000,
    "justice": 96_000,
}


def three(mean, width):
    parts = (Spread(mean, mean - w, mean, mean + w) for w in (0.2 * width, width, 2.5 * width))
    return Three(*parts)


def fake_pocket(payer, euros):
    years = tuple(euros * EURO * share for share in (-0.4, 0.1, 0.3, 0.5, 0.5))
    invested = (euros * -0.4 * EURO if euros < 0 else 0.0, 0.0, 0.0, 0.0, 0.0)
    returned = tuple(n + i for n, i in zip(years, invested, strict=True))
    totals = {"invested": sum(invested), "returned": sum(returned), "net": sum(years)}
    year = 4 if euros > 0 else None
    even = BreakEven(0.7 if year else 0.04, 0.6, 0.8, 0.55, year)
    return Pocket(payer, invested, returned, years, totals, three(euros * EURO, 3e6), even)


def fake_pockets(arm="weighing", nets=NETS, months=60, concerns="caseload"):
    made = side_payments({payer: round(euros * EURO) for payer, euros in nets.items()})
    settled = tuple(
        Settled(p, b, made.received[p], made.left[p], 0.4, 0.5, three(made.left[p], 3e6))
        for p, b in made.balances.items()
    )
    side = Settlement(made.possible, made.missing_cents, made.total_cents, 0.6, made.paid, settled)
    shares = {"own": np.nan, "region": 0.3, "stay": 0.2, "nation": 0.01, "no_places": np.nan}
    catchments = tuple(
        CatchmentFinding(
            id_, share, {part: three((k + 1) * 1e6, 4e6) for k, part in enumerate(CATCHMENT_PARTS[concerns])}
        )
        for id_, share in shares.items()
    )
    rows = tuple(fake_pocket(payer, euros) for payer, euros in nets.items())
    return Pockets(
        arm, concerns, months, 5, rows, fake_pocket("town_public", sum(nets.values())), side, catchments
    )


MEASURES = (
    ("high_need_months", "children", "child-months", -1, ""), ("incidents", "children", "incidents", -1, ""),
    ("months_waiting", "waiting", "child-months", -1, ""), ("admin_hours", "admin", "hours", -1, ""),
    ("admin_bill", "admin", "cents", -1, "all"), ("net_saving", "money", "cents", 1, "town_public"),
    ("net_saving:justice", "payers", "cents", 1, "justice"),
    ("cashable_share", "cashable", "share of the care saved", 0, ""),
)  # fmt: skip


def fake_comparison(arms=("weighing", "pooled"), group="town"):
    rows = []
    for id_, theme, unit, good, payer in MEASURES:
        size = 1e7 if unit == "cents" else 0.5 if unit.startswith("share") else 400.0
        values = [ArmValue("baseline", three(10 * size, size), None, np.nan, np.nan)]
        for k, arm in enumerate(arms):
            known = np.nan if not good else 0.8
            values.append(
                ArmValue(arm, three(9 * size, size), three((k - 0.7) * size, size), known, 1 - known)
            )
        rows.append(MeasureFinding(id_, theme, unit, good, payer, tuple(values)))
    return Comparison(group, tuple(rows))
