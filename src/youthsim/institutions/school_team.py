"""Youth workers at schools: posts with dates, vacancies and hires, and the bill that they leave.

A post whose dates are known is filled as the source says. Other posts wait for a worker: each month there is
some chance that one is found, as far as the region's labour stock goes. They fall vacant by chance and are
filled again. What a worker does is the matter of the school's own month (`people/school_support.py`); this
institution only says how many hours stand where, for how many children.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youthsim.institutions.base import Decisions, Institution, Snapshot
from youthsim.institutions.labour import LabourMarket, share_that_arrives
from youthsim.interventions.settings import SchoolApproach, YouthSchoolTeam, YouthSupporters
from youthsim.parameters.declare import Values
from youthsim.people.streams import uniforms
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import FOUR, FULL_TIME_HOURS, WEEKS_PER_YEAR
from youthsim.vocabulary.payers import PAYER_NUMBER
from youthsim.vocabulary.services import PROGRAMME_LEADERSHIP, SCHOOL_TEAM
from youthsim.vocabulary.states import REGULAR_PRIMARY

WEEKS_PER_MONTH = WEEKS_PER_YEAR / 12.0
POST_UID = 9 << 56


@dataclass
class Post:
    """One post. `schools`: rows. `stretches`: months after the start in which it is known to be filled.

    `wanted_from`: months after the start from which somebody is looked for.
    """

    schools: tuple[int, ...]
    hours: float
    stretches: tuple[tuple[int, float], ...] | None
    wanted_from: float = 0.0
    filled: float = 0.0


def posts_of(settings: SchoolApproach, schools: Sequence[int]) -> list[Post]:
    """Posts of an approach at these school rows, in the order of the rule; posts elsewhere are left out."""
    if isinstance(settings, YouthSchoolTeam):
        each = settings.fte * FULL_TIME_HOURS / max(1, settings.schools)
        return [Post((row,), each, None) for row in schools]
    assert isinstance(settings, YouthSupporters)
    if not settings.posts:
        return [Post((row,), settings.hours_per_school, None) for row in schools]
    found = []
    for post in settings.posts:
        rows = tuple(schools[k - 1] for k in post.schools if k <= len(schools))
        stretches = tuple((f.from_month, f.until_month or math.inf) for f in post.filled)
        if rows:
            found.append(Post(rows, post.hours_per_week, stretches or None, post.wanted_from))
    return found


class SchoolTeam(Institution):
    """Hires, places and pays the youth workers of one approach.

    schools: rows that take part, in the order of the rule. start: month of the burn-in's clock.
    """

    def __init__(self, model, settings: SchoolApproach, values: Values, schools: Sequence[int],
                 start: int) -> None:  # fmt: skip
        super().__init__(model)
        self.settings, self.values = settings, values
        self.schools = tuple(schools)
        self.posts = posts_of(settings, self.schools)
        self.post_uids = np.arange(len(self.posts), dtype=np.int64) | POST_UID
        self.start = start + settings.start_month
        self.in_view = np.zeros(0, dtype=np.int64)  # households
        self.under_four: NDArray[np.float64] = np.zeros(len(model.state.schools))
        self.seen_schools: set[int] = set()

    @property
    def fte_wanted(self) -> float:
        return sum(post.hours for post in self.posts) / FULL_TIME_HOURS

    @property
    def fte(self) -> float:
        return sum(post.hours * post.filled for post in self.posts) / FULL_TIME_HOURS

    def runs(self, month: int) -> bool:
        """From the start, as long as the approach lasts."""
        duration = self.settings.duration_months
        over = duration is not None and month >= self.start + duration
        return bool(self.posts) and month >= self.start and not over

    def paid_share(self, month: int) -> float:
        """Share of the hours that there is money for."""
        cut = self.settings.cut_from
        return self.settings.cut_to if cut is not None and month >= self.start + cut else 1.0

    def quality(self, labour: LabourMarket) -> float:
        """Share of the approach that arrives: that of the pilot, less what a larger team loses."""
        return share_that_arrives(self.values, self.fte, labour)

    # --- a month ----------------------------------------------------------------------------------------

    def work(self, month: int, labour: LabourMarket) -> None:
        """Fill posts and say at each school how many hours stand there, and for how many children."""
        if not self.posts:
            return
        schools = self.model.state.schools
        if not self.runs(month):
            for post in self.posts:
                self._empty(post, labour)
            schools["support_hours"] = 0.0
            return
        luck = uniforms(self.model.world, self.post_uids, month, events.SCHOOL_POST, 0)
        for post, u in zip(self.posts, luck.tolist(), strict=True):
            self._keep(post, u, month, labour)
        found = uniforms(self.model.world, self.post_uids, month, events.HIRING, 0) < self.chance_of_a_worker
        self._hire(found.tolist(), month, labour)
        if month % 12 == 0 or month == self.start:
            self._count_under_four(month)
        children = schools["pupils"] + self.values["support_childcare"] * self.under_four
        share = self.paid_share(month)
        hours = np.zeros(len(schools))
        for post in self.posts:
            of_post = children[list(post.schools)]
            parts = of_post / max(1.0, of_post.sum())
            for row, part in zip(post.schools, parts, strict=True):
                hours[row] += post.hours * post.filled * share * part
        schools["support_hours"] = hours
        schools["support_children"] = children
        schools["support_quality"] = self.quality(labour)
        for row in self.schools:
            if hours[row] > 0.0 and row not in self.seen_schools:
                self._come_into_view(row, month)

    def _keep(self, post: Post, u: float, month: int, labour: LabourMarket) -> None:
        """A dated post follows its dates; another may fall vacant, by this month's luck `u`."""
        since = month - self.start
        if post.stretches is not None and since < self.settings.known_until:
            now = 1.0 if any(a <= since < b for a, b in post.stretches) else 0.0
            if now > post.filled:
                labour.hire(post.hours / FULL_TIME_HOURS, self.settings.from_stock)
                post.filled = now
            elif now < post.filled:
                self._empty(post, labour)
            return
        if post.filled > 0.0 and u < self.values["support_turnover"] / 12.0:
            self._empty(post, labour)

    def _empty(self, post: Post, labour: LabourMarket) -> None:
        """A worker leaves the post, and is missed elsewhere no longer."""
        if post.filled > 0.0 and self.settings.from_stock:
            back = labour.from_services * post.hours * post.filled / FULL_TIME_HOURS
            labour.missing_fte = max(0.0, labour.missing_fte - back)
        post.filled = 0.0

    @property
    def chance_of_a_worker(self) -> float:
        """Chance that an open post is filled this month, so that it stands open `hire_months` on average."""
        months = self.settings.hire_months
        return 1.0 / (1.0 + (self.values["labour_months_to_hire"] if months is None else months))

    def _hire(self, found: Sequence[bool], month: int, labour: LabourMarket) -> None:
        """Open posts without a known date for which somebody is found, in their order, as far as hires go.

        A post filled for a part, because the region had no more, waits for nothing but the rest.
        """
        since = month - self.start
        known = since < self.settings.known_until
        waiting = [
            post
            for post, somebody in zip(self.posts, found, strict=True)
            if post.filled < 1.0
            and since >= post.wanted_from
            and not (known and post.stretches is not None)
            and (somebody or post.filled > 0.0)
        ]
        wanted = sum(post.hours * (1.0 - post.filled) for post in waiting) / FULL_TIME_HOURS
        if wanted <= 0.0:
            return
        hired = labour.hire(wanted, self.settings.from_stock)
        for post in waiting:
            lacking = post.hours * (1.0 - post.filled) / FULL_TIME_HOURS
            taken = min(lacking, hired)
            post.filled = 1.0 if taken >= lacking else post.filled + taken * FULL_TIME_HOURS / post.hours
            hired -= taken

    def _count_under_four(self, month: int) -> None:
        """Children who will go to each primary school: the childcare of a child centre is theirs."""
        state = self.model.state
        home = state.households
        here = (home["arrives"] <= month) & (month < home["departs"])
        age = state.children["age_months"]
        young = (age >= 0) & (age < FOUR) & here[state.children["household"]]
        count = np.bincount(state.lives["regular_school"][young], minlength=len(state.schools))
        self.under_four = np.where(state.schools["kind"] == REGULAR_PRIMARY, count, 0).astype(np.float64)

    def _come_into_view(self, row: int, month: int) -> None:
        """The families of a school's pupils, when its first worker comes."""
        state = self.model.state
        self.seen_schools.add(row)
        families = np.unique(state.children["household"][state.children["school"] == row])
        families = families[state.households["in_view"][families] < 0]
        state.households["in_view"][families] = month
        self.in_view = np.concatenate([self.in_view, families[state.households["case"][families] >= 0]])

    # --- money ------------------------------------------------------------------------------------------

    def bill(self, month: int) -> dict[int, dict[int, int]]:
        """Cents of this month: service to payer to amount. Vacant posts cost nothing."""
        if not self.runs(month):
            return {}
        s, price = self.settings, 100.0 * self.values["price_school_worker_hour"]
        since, share = month - self.start, self.paid_share(month)
        worked = sum(post.hours * post.filled for post in self.posts) * share * WEEKS_PER_MONTH
        leading = (s.leadership or 0.0) * WEEKS_PER_MONTH
        if s.coordinator is not None and since >= s.coordinator_from:
            leading += s.coordinator * WEEKS_PER_MONTH + s.training_hours_month
        cut = s.cut_from is not None and since >= s.cut_from
        shares = s.payers_after_cut if cut and s.payers_after_cut is not None else s.payers
        return {
            SCHOOL_TEAM: split(round(price * worked), shares),
            PROGRAMME_LEADERSHIP: split(round(price * leading), shares),
        }

    def decide(self, seen: Snapshot, decisions: Decisions) -> None:
        """The team acts through `work`; it writes no rules for others."""


def split(cents: int, shares: Mapping[str, float]) -> dict[int, int]:
    """An amount over payers, to the cent: the last takes the remainder."""
    parts: dict[int, int] = {}
    names = list(shares)
    for name in names[:-1]:
        parts[PAYER_NUMBER[name]] = math.floor(cents * shares[name])
    parts[PAYER_NUMBER[names[-1]]] = cents - sum(parts.values())
    return parts


__all__ = ["SchoolTeam", "posts_of", "split"]
