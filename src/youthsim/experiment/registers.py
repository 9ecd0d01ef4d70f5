"""A town as national registers count it: residents of 0-22, anybody helped in half a year, episodes begun.

The model tallies minors, at a moment, and every form that runs, help at school and assisted living among
them. Registers count youth help (the Youth Act) of all up to 22, say how many had any in half a year, and
close an assessment to open the treatment that follows as an episode of its own. So the burn-in's last year is
counted their way beside the model; nothing in the model changes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from youthsim.people.episodes import USED
from youthsim.people.state import State
from youthsim.vocabulary.services import (
    AMBULATORY_SUPPORT,
    CLOSED_RESIDENTIAL,
    DAY_TREATMENT,
    FOSTER_CARE,
    INTENSIVE_HOME_SUPPORT,
    N_QUEUED,
    NEIGHBOURHOOD_TEAM,
    SERVICES,
    YOUTH_ACT,
    YOUTH_MENTAL_HEALTH,
    mask,
)
from youthsim.vocabulary.states import ACTIVE, TREATMENT_FOLLOWS

YOUTH_HELP = mask(tuple(s.number for s in SERVICES[:N_QUEUED] if s.act == YOUTH_ACT))
"""Forms of help under the Youth Act, as bits: what national registers call youth help."""
FORMS = tuple(number for number in range(N_QUEUED) if YOUTH_HELP >> number & 1)
KINDS = (
    mask((NEIGHBOURHOOD_TEAM,)),
    mask((AMBULATORY_SUPPORT, YOUTH_MENTAL_HEALTH)),
    mask((DAY_TREATMENT,)),
    mask((INTENSIVE_HOME_SUPPORT,)),
    mask(tuple(range(FOSTER_CARE, CLOSED_RESIDENTIAL + 1))),
)
"""The kinds of help that registers tell apart: team, outpatient, by day, at home, with stay."""
AGES = 23
YEAR, HALF_YEAR = 12, 6


def residents(state: State) -> NDArray[np.bool_]:
    """(children,) who are 0-22 and live in the town this month."""
    now, age, h = state.month, state.children["age_months"], state.households
    home = (h["arrives"] < now) & (now <= h["departs"])
    here: NDArray[np.bool_] = (age >= 0) & (age < 12 * AGES) & home[state.children["household"]]
    return here


def treated_after_assessment(state: State) -> NDArray[np.int64]:
    """(children,) forms of help whose assessment ended this month and whose treatment begins, as bits."""
    e = state.episodes[: int(state.counters[USED])]
    rows = e[(e["state"] == ACTIVE) & (e["phase"] == TREATMENT_FOLLOWS)]
    out = np.zeros(len(state.children), dtype=np.int64)
    np.bitwise_or.at(out, rows["owner"], 1 << rows["service"].astype(np.int64))
    return out


class Register:
    """Counts the last year of a burn-in of `months` months; `look` after each month, then `facts`."""

    def __init__(self, state: State, months: int) -> None:
        self.months = months
        self.before = _youth_help(state)
        self.in_half_year = np.zeros_like(self.before)
        self.begun = 0
        self.running = np.zeros(N_QUEUED, dtype=np.int64)

    def look(self, state: State, month: int) -> None:
        """After month `month` (the first is 0)."""
        bits = _youth_help(state)
        if month >= self.months - HALF_YEAR:
            self.in_half_year |= bits
        if month >= self.months - YEAR:
            here = residents(state)
            new = np.bitwise_count(bits & ~self.before)
            new += np.bitwise_count(treated_after_assessment(state) & YOUTH_HELP)
            self.begun += int(new[here].sum())
            for form in FORMS:
                self.running[form] += int((bits[here] >> form & 1).sum())
        self.before = bits

    def facts(self, state: State) -> dict[str, float]:
        """Of the last year: episodes begun and months that ran, per form; of its last half: who, which kinds.

        Those of half a year are of residents at its end; minors in poor households are of that moment.
        """
        here = residents(state)
        seen = self.in_half_year[here]
        poor = state.households["poor"][state.children["household"]] == 1
        minor = here & (state.children["age_months"] < 12 * 18)
        return {
            "register_begun": float(self.begun),
            "register_youths": float(here.sum()),
            "register_helped": float((seen > 0).sum()),
            "register_kinds": float(sum(int(((seen & kind) > 0).sum()) for kind in KINDS)),
            "register_minors": float(minor.sum()),
            "register_minors_poor": float((minor & poor).sum()),
            **{f"register_months_{form}": float(self.running[form]) for form in FORMS},
        }


def _youth_help(state: State) -> NDArray[np.int64]:
    return state.children["forms_active"].astype(np.int64) & YOUTH_HELP
