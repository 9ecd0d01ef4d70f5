"""Nothing is lost: after every month, in the burn-in and in both regimes, people, places, episodes and money add up."""

import numpy as np
import pytest
from engine_town import small, watching

from youthsim.experiment.world import simulate
from youthsim.ledger import by_receiver, closing_error
from youthsim.parameters import PARAMETERS, medians, record
from youthsim.people.episodes import USED
from youthsim.vocabulary import services as s
from youthsim.vocabulary import states
from youthsim.vocabulary import tallies as t
from youthsim.vocabulary.payers import FAMILY, MUNICIPALITY_YOUTH, N_PAYERS

ON_SCHOOL_LIST = 1 << 20


def cents(euros: float) -> int:
    return int(euros * 100.0 + 0.5)


def present(state, month):
    """Children who live in town in a month that has been lived, under 23."""
    home = state.households[state.children["household"]]
    age = state.children["age_months"]
    return (age >= 0) & (age < states.MAX_AGE_MONTHS) & (home["arrives"] <= month) & (month < home["departs"])


class Auditor:
    """Looks at every month of every arm; keeps what is wrong, so that one run serves all tests."""

    def __init__(self) -> None:
        self.wrong: dict[str, list[str]] = {}
        self.months = 0
        self.before: dict[int, dict[tuple[int, int], tuple[int, int]]] = {}

    def must(self, what: str, fact: bool, detail: object = "") -> None:
        if not fact:
            self.wrong.setdefault(what, []).append(f"month {self.month}: {detail}")

    def __call__(self, model) -> None:
        self.months += 1
        self.month = model.state.month - 1
        self.people(model)
        self.places(model)
        self.schools(model)
        self.money(model)
        self.numbers(model)

    def people(self, model) -> None:
        state, tally = model.state, model.books.tally.sum(axis=0)
        here, age = present(state, self.month), state.children["age_months"]
        self.must("people", tally[t.CHILDREN] == np.sum(here & (age < 216)))
        self.must("people", tally[t.YOUNG_ADULTS] == np.sum(here & (age >= 216)))
        self.must("people", model.books.paths.sum() == np.sum(here))
        self.must("people", len(set(state.children["uid"].tolist())) == len(state.children))
        with_minor = np.unique(state.children["household"][here & (age < 216)])
        self.must("people", tally[t.HOUSEHOLDS] == len(with_minor))
        absent = state.children["attendance"] == states.ABSENT
        self.must("attendance", not np.any(state.children["months_out"][~absent]))
        self.must("attendance", tally[t.ABSENT_PUPILS] <= tally[t.PUPILS])
        self.must("stays", self.stays_match(state, here))

    def stays_match(self, state, here) -> bool:
        """Who lives in a stay has that help running; a stay left this month is closed next month."""
        for service in s.STAYS:
            lives_there = state.children["living"] == service - s.STAYS[0] + 1
            running = (state.children["forms_active"] >> service) & 1 == 1
            if np.any(lives_there & here & ~running):
                return False
        return True

    def places(self, model) -> None:
        state = model.state
        used = state.episodes[: int(state.counters[USED])]
        self.must("episodes", np.isin(used["state"], (states.REQUESTED, states.WAITING, states.ACTIVE)).all())
        running = used["state"] == states.ACTIVE
        occupied = np.bincount(used["service"][running], minlength=s.N_QUEUED)
        self.must(
            "places",
            np.array_equal(occupied, state.services["occupied"]),
            occupied - state.services["occupied"],
        )
        ordinary = np.maximum(state.services["places"], 1) * 1.05 + 1
        full = occupied[list(s.STAYS)] <= np.maximum(ordinary, self.highest(model))[list(s.STAYS)]
        self.must("places", bool(full.all()))
        for kind, table in ((states.CHILD, state.children), (states.HOUSEHOLD, state.households)):
            for bits, chosen in (("forms_active", running), ("forms_waiting", ~running)):
                mine = used[chosen & (used["owner_kind"] == kind)]
                expected = np.zeros(len(table), np.int64)
                np.bitwise_or.at(expected, mine["owner"], np.int64(1) << mine["service"].astype(np.int64))
                self.must("episodes", np.array_equal(expected, table[bits] & ~ON_SCHOOL_LIST), (kind, bits))
                self.must("episodes", np.array_equal(mine["owner_uid"], table["uid"][mine["owner"]]))
        identity = list(zip(used["owner_uid"].tolist(), used["service"].tolist(), strict=True))
        self.must("episodes", len(set(identity)) == len(identity))
        self.must("episodes", int(state.counters[1]) == 0)

    def highest(self, model) -> np.ndarray:
        """Places shrink without anybody being sent away: the fill of the month before is allowed."""
        occupied = model.state.services["occupied"]
        return occupied - model.state.services["started"] + model.state.services["ended"]

    def schools(self, model) -> None:
        state = model.state
        here = present(state, self.month) & (state.children["school"] >= 0)
        pupils = np.bincount(state.children["school"][here], minlength=len(state.schools))
        self.must(
            "schools", np.array_equal(pupils, state.schools["pupils"]), pupils - state.schools["pupils"]
        )
        special = np.isin(
            state.schools["kind"], (states.SPECIAL_PRIMARY, states.SPECIAL_SCHOOL, states.SPECIAL_SECONDARY)
        )
        self.must("schools", bool((pupils >= 0).all()) and special.any())
        kinds = state.schools["kind"][state.children["school"][here]]
        self.must("schools", np.array_equal(kinds, state.children["education"][here]))

    def money(self, model) -> None:
        paid, used, state, p = model.books.paid, model.books.used, model.state, model.values
        self.must("money", closing_error(paid) == 0)
        self.must("money", int(paid.sum()) == int(by_receiver(paid).sum()))
        self.must("money", bool((paid >= 0).all()))
        public = [payer for payer in range(N_PAYERS) if payer != FAMILY]
        for service in range(s.N_QUEUED):
            if service not in model.regime.budget_funded:
                self.must(
                    "money", int(paid[:, public, service].sum()) == int(used[:, service].sum()), service
                )
        self.must("bills", np.array_equal(used.sum(axis=0)[: s.N_QUEUED], self.bills_of_care(model)))
        here = present(state, self.month)
        child = state.children[here]
        special = np.isin(child["education"], (states.SPECIAL_SCHOOL, states.SPECIAL_SECONDARY))
        absent = (child["attendance"] == states.ABSENT) & (child["education"] != states.EXEMPT)
        expected = {
            s.REGULAR_EDUCATION: np.sum(child["counted"]) * cents(p["price_regular_education"]),
            s.SPECIAL_PRIMARY: np.sum(child["education"] == states.SPECIAL_PRIMARY)
            * cents(p["price_special_primary"]),
            s.SPECIAL_EDUCATION: np.sum(special) * cents(p["price_special_education"]),
            s.ATTENDANCE_OFFICER: np.sum(absent) * cents(p["price_attendance_officer"]),
        }
        for service, amount in expected.items():
            self.must("bills", int(paid[:, :, service].sum()) == int(amount), s.SERVICES[service].id)

    def bills_of_care(self, model) -> np.ndarray:
        """Cents per service, from the episodes before and after the month alone: half at entry and exit."""
        state = model.state
        rows = state.episodes[: int(state.counters[USED])]
        rows = rows[rows["state"] == states.ACTIVE]
        months = dict(
            zip(
                zip(rows["owner_uid"].tolist(), rows["service"].tolist(), strict=True),
                rows["months_active"].tolist(),
                strict=True,
            )
        )
        before = self.before.get(id(model), None)
        self.before = {id(model): months}
        bills = model.books.used.sum(axis=0)[: s.N_QUEUED].copy()
        if before is None:
            return bills  # nothing to compare the first month with
        price = state.services["price_cents"]
        whole, half = price, (price * 0.5 + 0.5).astype(np.int64)
        expected = np.zeros(s.N_QUEUED, np.int64)
        for (_, service), running in months.items():
            expected[service] += half[service] if running == 1 else whole[service]
        for _, service in before.keys() - {key for key, running in months.items() if running > 1}:
            expected[service] += half[service]  # ended this month (and perhaps began again)
        # Whoever began and ended in this one month left no row; the services know how many there were.
        began = np.bincount(
            [service for (_, service), running in months.items() if running == 1], minlength=s.N_QUEUED
        )
        unseen = state.services["started"] - began
        return expected + unseen * half

    def numbers(self, model) -> None:
        state = model.state
        for name in ("children", "lives", "households", "schools", "services", "town"):
            table = getattr(state, name)
            for field in table.dtype.names:
                if table.dtype[field].kind == "f":
                    self.must("numbers", bool(np.isfinite(table[field]).all()), f"{name}.{field}")
        home = state.households
        self.must("numbers", bool(((home["trust"] >= 0) & (home["trust"] <= 1)).all()))
        self.must("numbers", bool(((home["fidelity"] >= 0) & (home["fidelity"] <= 1)).all()))
        self.must(
            "numbers", bool(((state.lives["learnability"] >= 0) & (state.lives["learnability"] <= 1)).all())
        )
        self.must("numbers", abs(state.children["need_internalising"]).max() < 30)
        self.must("numbers", bool((model.books.tally[:, : t.NEED_INTERNALISING] >= 0).all()))


@pytest.fixture(scope="module")
def audit():
    auditor = Auditor()
    with watching(auditor):
        simulate(small(), medians(), 0, 0, sizes=(12,))
    return auditor


def test_every_month_of_every_arm_was_looked_at(audit):
    assert audit.months == 40 + 3 * 18


@pytest.mark.parametrize(
    ("what", "claim"),
    [
        ("people", "everyone is counted once, in one household"),
        ("attendance", "months out run only while absent"),
        ("stays", "who lives in a stay has that help"),
        ("episodes", "each episode has one state, and its owner knows it"),
        ("places", "occupied places are running episodes, other towns included"),
        ("schools", "pupils are the children who go there"),
        ("money", "books close to the cent, by payer and by receiver"),
        ("bills", "bills recomputed from episodes and states are the bills paid"),
        ("numbers", "no number is infinite, and shares lie between 0 and 1"),
    ],
)
def test_nothing_is_lost(audit, what, claim):
    assert not audit.wrong.get(what), (claim, audit.wrong[what][:5])


def test_no_parameter_that_is_a_share_or_a_chance_lies_outside_0_and_1():
    shares = [p for p in PARAMETERS.values() if p.unit.startswith(("share", "chance"))]
    assert len(shares) > 40
    for parameter in shares:
        lowest = -0.05 if parameter.name == "provider_outside_growth" else 0.0  # a trend, not a chance
        assert lowest <= parameter.prior.quantile(0.0001) <= parameter.prior.quantile(0.9999) <= 1.0, (
            parameter.name
        )


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_parameter_that_is_no_finite_number_stops_the_model(value):
    with pytest.raises(ValueError, match="need_stress"):
        record(medians() | {"need_stress": value})


def test_money_of_the_budget_is_paid_by_the_town_alone(town):
    run = town.live("family_indication", 12)
    budget = run.payments[:, :, :, s.NEIGHBOURHOOD_TEAM].sum(axis=(0, 1))
    assert budget[MUNICIPALITY_YOUTH] > 0
    assert run.closing_error_cents == 0
