"""Where a child stands in care, one state at a time: the heaviest that applies. For figures of care paths."""

from __future__ import annotations

(AT_HOME_WITHOUT_HELP, AWAITING_HELP, LIGHT_HELP, OUTPATIENT, INTENSIVE_AT_HOME, IN_DAY_TREATMENT, FAMILY_STAY,
 OPEN_STAY, CLOSED_STAY, ON_THE_STREET, DETAINED, OF_AGE) = range(12)  # fmt: skip
PATHS = (
    "no help", "waiting", "light help", "outpatient care", "intensive support at home", "day treatment",
    "foster or family home", "open residential", "closed residential", "roaming", "detention", "18 or over",
)  # fmt: skip
N_PATHS = len(PATHS)
