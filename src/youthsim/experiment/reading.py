"""What is kept of one simulated town: its arms, reduced to what answers need.

A reading is a dict of arrays whose first axis is the town ("world": one draw, one replicate). Axes after it:
arm (baseline first), size, group, then what the array counts. The baseline has no programme, so its one run
is cut at every size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from youthsim.arm_run import PROGRAMME_SERIES, ArmRun
from youthsim.catalogue.models import JUDGED
from youthsim.catalogue.prices import cents_in
from youthsim.experiment.catchments import CATCHMENTS
from youthsim.experiment.money import CARE_SERVICES, CareMonths, cashable_split, discount_factors
from youthsim.experiment.observation import YEAR, Observer
from youthsim.experiment.plan import THREAT_MONTHS, Plan
from youthsim.notation.amounts import Money
from youthsim.outcomes import OUTCOMES, monthly, total
from youthsim.vocabulary.paths import N_PATHS
from youthsim.vocabulary.payers import N_PAYERS, TOWN_PAYERS
from youthsim.vocabulary.services import N_SERVICES, PROGRAMME_SERVICES

Reading: TypeAlias = dict[str, NDArray]

GROUPS = ("caseload", "rest", "town")
LEDGER_GROUPS = ("caseload", "town")
CARE_USE = ("caseload", "rest", "elsewhere")
CARE_BOOK = ("caseload", "rest", "elsewhere", "paid", "paid_by_town")
CASHABLE = ("caseload_saving", "cashable", "released_own", "released_other", "provider_shortfall")
SEEN = ("reported", "enrolled", "enrolled_untreated")
UNTREATED = ("cost_before", "cost_year_1", "cost_year_2")
N_OUTCOMES = len(OUTCOMES)


def read_world(plan: Plan, runs: Sequence[ArmRun], values: dict[str, float]) -> Reading:
    """The reading of one town, every array with a leading axis of 1.

    Raises ValueError when an arm or size is missing, or when the runs break a promise (books that do not
    close, a number that is no number, people or money that do not add up).
    """
    table = {(run.arm, run.size): run for run in runs}
    out, months = blank(plan), plan.months
    baseline = _run(table, plan.arms[0], 0)
    out["eligible"][()] = baseline.eligible
    for s, size in enumerate(plan.sizes):
        without = CareMonths.of(baseline.used, baseline.payments, len(range(*_rows(baseline, size))))
        out["untreated"][s] = _untreated(baseline, size)
        for a, arm in enumerate(plan.arms):
            run = baseline if a == 0 else _run(table, arm, size)
            check_promises(run, months)
            care = _read_size(out, plan, run, a, s)
            if a:
                out["cashable"][a, s] = np.stack([cashable_split(care, without)[part] for part in CASHABLE])
                out["case_clock_saving"][a, s] = case_clock_saving(
                    run, baseline, size, plan.case_clock, plan.discount
                )
            if size == plan.target:
                _read_target(out, run, a, size)
            if a and size == plan.pilot and plan.claim is not None:
                out["seen"][a] = _seen(plan, run, baseline, values.get(THREAT_MONTHS, 0.0))
    return {name: array[None] for name, array in out.items()} | _town(baseline)


def blank(plan: Plan) -> Reading:
    """The arrays of one town before anything is read: (arms, sizes, groups, what is counted)."""
    arms, sizes, months = len(plan.arms), len(plan.sizes), plan.months
    return {
        "outcome_totals": np.full((arms, sizes, len(GROUPS), N_OUTCOMES), np.nan),
        "outcome_series": np.full((arms, len(GROUPS), N_OUTCOMES, months), np.nan),
        "payments": np.zeros((arms, sizes, len(LEDGER_GROUPS), months, N_PAYERS), dtype=np.int64),
        "programme_payments": np.zeros((arms, sizes, months, N_PAYERS), dtype=np.int64),
        "care_use": np.zeros((arms, sizes, len(CARE_USE), months), dtype=np.int64),
        "cashable": np.zeros((arms, sizes, len(CASHABLE), months), dtype=np.int64),
        "bills": np.zeros((arms, len(LEDGER_GROUPS), N_PAYERS, N_SERVICES), dtype=np.int64),
        "care_by_catchment": np.zeros((arms, len(CATCHMENTS), len(CARE_BOOK), months), dtype=np.int64),
        "paths": np.zeros((arms, len(LEDGER_GROUPS), months, N_PATHS), dtype=np.int64),
        "flows": np.zeros((arms, len(LEDGER_GROUPS), N_PATHS, N_PATHS), dtype=np.int64),
        "programme": np.zeros((arms, sizes, months, len(PROGRAMME_SERIES))),
        "provider_costs": np.zeros((arms, sizes, months), dtype=np.int64),
        "case_clock_saving": np.zeros((arms, sizes, 2), dtype=np.float64),
        "seen": np.full((arms, len(SEEN)), np.nan),
        "untreated": np.full((sizes, len(UNTREATED)), np.nan),
        "enrolled": np.zeros((arms, sizes), dtype=np.int64),
        "completed": np.zeros((arms, sizes), dtype=np.int64),
        "eligible": np.zeros((), dtype=np.int64),
        "closing_error": np.zeros((arms, sizes), dtype=np.int64),
    }


def check_promises(run: ArmRun, months: int) -> None:
    """Cheap invariants of every run. Raises ValueError with the arm and what is wrong."""
    wrong = []
    if run.months != months:
        wrong.append(f"{run.months} months instead of {months}")
    if run.closing_error_cents != 0:
        wrong.append(f"books that do not close ({run.closing_error_cents} cents)")
    if not np.isfinite(run.programme).all():
        wrong.append("a programme figure that is not a number")
    if (run.paths < 0).any() or (run.flows < 0).any() or (run.tallies[..., :4] < 0).any():
        wrong.append("a negative number of people")
    if len(run.cases) and len(np.unique(run.cases["household_uid"])) != len(run.cases):
        wrong.append("a household drawn twice into the caseload")
    if wrong:
        where = f"arm {run.arm}, size {run.size}, draw {run.draw}, replicate {run.replicate}"
        raise ValueError(f"the model broke a promise in {where}: " + "; ".join(wrong))


def stack(readings: Sequence[Reading]) -> Reading:
    """Readings of several worlds as one, in the given order."""
    return {name: np.concatenate([reading[name] for reading in readings]) for name in readings[0]}


def stack_one_by_one(readings: Iterable[Reading], worlds: int) -> Reading:
    """The same of `worlds` towns in all, without holding more than one reading beside the result."""
    out: Reading = {}
    row = 0
    for reading in readings:
        count = len(next(iter(reading.values())))
        for name, array in reading.items():
            if name not in out:
                out[name] = np.empty((worlds, *array.shape[1:]), array.dtype)
            out[name][row : row + count] = array
        row += count
    return out


def for_summary(reading: Reading) -> Reading:
    """What a summary needs of a reading: less than half of it. The rest goes to the table chunk by chunk.

    Of the monthly outcomes only those of the untreated caseload are summarised, of the care paths none.
    """
    kept = {name: array for name, array in reading.items() if name != "paths"}
    return kept | {"outcome_series": reading["outcome_series"][:, :1, :1]}


def case_clock_saving(
    run: ArmRun, baseline: ArmRun, size: int, clock: int, rate_per_year: float
) -> tuple[float, float]:
    """Cents saved by all public payers on the enrolled cases, each over its own first `clock` months.

    Programme included; discounted to the start of the programme, and undiscounted. Cases are matched by
    household; months beyond the horizon do not count.
    """
    rows = {int(uid): i for i, uid in enumerate(baseline.cases["household_uid"])}
    factors = discount_factors(run.months, rate_per_year)
    discounted = plain = 0.0
    for i in range(min(size, len(run.cases))):
        start = int(run.cases["enrolled_month"][i])
        twin = rows.get(int(run.cases["household_uid"][i]))
        if start < 0 or twin is None:
            continue
        window = slice(start, min(start + clock, run.months))
        saving = baseline.case_costs[twin, window] - run.case_costs[i, window]
        plain += float(saving.sum())
        discounted += float(saving @ factors[window])
    return discounted, plain


def _run(table: dict[tuple[str, int], ArmRun], arm: str, size: int) -> ArmRun:
    run = table.get((arm, size)) or table.get((arm, 0))
    if run is None:
        raise ValueError(f"the model gave no run for arm {arm} at size {size}")
    return run


def _rows(run: ArmRun, size: int) -> tuple[int, int]:
    return 0, run.groups_of("caseload", size).stop


def _read_size(out: Reading, plan: Plan, run: ArmRun, a: int, s: int) -> CareMonths:
    size = plan.sizes[s]
    for g, group in enumerate(GROUPS):
        tallies = run.tallies[run.groups_of(group, size)].sum(axis=0)
        out["outcome_totals"][a, s, g] = [total(outcome, tallies) for outcome in OUTCOMES]
        if size == plan.target:
            out["outcome_series"][a, g] = [monthly(outcome, tallies) for outcome in OUTCOMES]
    for g, group in enumerate(LEDGER_GROUPS):
        out["payments"][a, s, g] = run.payments[run.groups_of(group, size)].sum(axis=(0, 3))
    out["programme_payments"][a, s] = run.payments[..., PROGRAMME_SERVICES].sum(axis=(0, 3))
    care = CareMonths.of(run.used, run.payments, _rows(run, size)[1])
    out["care_use"][a, s] = np.stack([care.caseload, care.rest, care.elsewhere])
    out["programme"][a, s] = run.programme
    out["provider_costs"][a, s] = run.provider_costs.sum(axis=1)
    out["enrolled"][a, s] = int((run.cases["enrolled_month"][:size] >= 0).sum())
    out["completed"][a, s] = int((run.cases["completed"][:size] == 1).sum())
    out["closing_error"][a, s] = run.closing_error_cents
    return care


def _read_target(out: Reading, run: ArmRun, a: int, size: int) -> None:
    for g, group in enumerate(LEDGER_GROUPS):
        rows = run.groups_of(group, size)
        out["bills"][a, g] = run.payments[rows].sum(axis=(0, 1))
        out["paths"][a, g] = run.paths[rows].sum(axis=0)
        out["flows"][a, g] = run.flows[rows].sum(axis=0)
    for c, catchment in enumerate(CATCHMENTS):
        care = CareMonths.of(run.used, run.payments, _rows(run, size)[1], catchment.services)
        out["care_by_catchment"][a, c] = np.stack([getattr(care, part) for part in CARE_BOOK])


def _seen(plan: Plan, run: ArmRun, baseline: ArmRun, threat_months: float) -> tuple[float, float, float]:
    observer = observer_of(plan)
    enrolled = run.cases["enrolled_month"].astype(np.int64)
    reported, everyone = observer.per_case(run.cases, run.case_costs, enrolled, threat_months)
    twins = min(len(run.cases), len(baseline.cases))
    told = run.cases if observer.estimate == "judged_minus_hours" else baseline.cases
    untreated = observer.with_nothing_done(
        (run.cases[:twins], run.case_costs[:twins]),
        (told[:twins], baseline.case_costs[:twins]),
        enrolled[:twins],
        threat_months,
    )
    return reported, everyone, untreated


def observer_of(plan: Plan) -> Observer:
    """The source's way of looking, as the scenario's claim describes it."""
    claim = plan.claim
    assert claim is not None
    norm = 0.0
    if claim.cost_per_case_after is not None:
        after = cents_in(claim.cost_per_case_after, plan.price_year)
        norm = after * YEAR / (claim.period_months or YEAR)

    def at_price_level(money: Money | None) -> float:
        return 0.0 if money is None else cents_in(money, plan.price_year)

    judged: dict[str, Money] = {str(kind): money for kind, money in claim.judged.items()}
    return Observer(
        claim.cases_enrolled, claim.cases_reported, claim.reporting, claim.estimate, norm,
        (0.0, *(at_price_level(judged.get(kind)) for kind in JUDGED)),
        at_price_level(claim.support_hour),
    )  # fmt: skip


def _untreated(baseline: ArmRun, size: int) -> tuple[float, float, float]:
    """Mean public cost per untreated case in cents: the year before selection and the two after it."""
    cases = min(size, len(baseline.cases))
    if not cases:
        return np.nan, np.nan, np.nan
    costs = baseline.case_costs[:cases]
    second = costs[:, YEAR : 2 * YEAR]
    return (
        float(baseline.cases["cost_before_cents"][:cases].mean()),
        float(costs[:, :YEAR].sum(axis=1).mean()),
        float(second.sum(axis=1).mean()) if second.shape[1] == YEAR else np.nan,
    )


def _town(baseline: ArmRun) -> Reading:
    """What the engine says of the burned-in town, one array of (1,) per fact."""
    return {
        f"town/{name}": np.array([value], dtype=np.float64) for name, value in sorted(baseline.town.items())
    }


__all__ = [
    "CARE_SERVICES",
    "CASHABLE",
    "GROUPS",
    "LEDGER_GROUPS",
    "TOWN_PAYERS",
    "Reading",
    "read_world",
    "stack",
]
