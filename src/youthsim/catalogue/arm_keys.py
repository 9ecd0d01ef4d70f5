"""What a scenario may say at its top and an arm may not, because arms are compared.

An arm that writes such a key is told why, at the key. Words that are keys nowhere are found elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from youthsim.catalogue.models import Arm
from youthsim.scenario.entries import Entry, key_of
from youthsim.scenario.faults import Fault
from youthsim.scenario.merging import EXTENDS

_ONE_TOWN = "arms are versions of one town"
_ONE_PAST = "arms share the years before the start"
_ONE_LUCK = "arms share their draws and their luck, so that they differ by what they change"
_ONE_SCALE = "arms are compared in the same euros"
_ONE_TIME = "arms are compared over the same months"
_WORDS = "this is about the whole question; an arm has a `label`"

WHY_AT_THE_TOP = {
    "schema": "one file has one format", EXTENDS: "a file extends another as a whole", "name": _WORDS,
    "title": _WORDS, "title_nl": _WORDS, "question": _WORDS, "question_nl": _WORDS,
    "place": _ONE_TOWN, "population_share": _ONE_TOWN, "burn_in": _ONE_PAST, "burn_in_short": _ONE_PAST,
    "horizon": _ONE_TIME, "case_clock": _ONE_TIME, "price_year": _ONE_SCALE, "discount": _ONE_SCALE,
    "seed": _ONE_LUCK, "draws": _ONE_LUCK, "replicates": _ONE_LUCK, "posterior": _ONE_LUCK,
    "caseload": "arms are compared over the same cases",
    "claim": "what the source printed is about the comparison, not about one arm",
    "arms": "an arm has no arms of its own",
}  # fmt: skip
"""Every key of a scenario that is none of an arm, and why."""


def keys_of_the_top(root: Entry) -> Iterator[Fault]:
    """Keys in an arm that can only stand at the top."""
    arms = root.find("arms")
    if arms is None or not isinstance(arms.value, dict):
        return
    allowed = set(Arm.words())
    for name, arm in arms.value.items():
        for key, entry in arm.value.items() if isinstance(arm.value, dict) else ():
            if key not in allowed and key in WHY_AT_THE_TOP:
                where = key_of(key_of("arms", name), key)
                yield Fault(entry.key_at, where, f"cannot differ between arms: {WHY_AT_THE_TOP[key]}",
                            f"`{key}:` at the top, for all arms")  # fmt: skip
