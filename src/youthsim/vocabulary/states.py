"""States of children, households and episodes. Each tuple gives the names in the order of the integers."""

from __future__ import annotations

# Education place
NOT_YET, REGULAR_PRIMARY, SPECIAL_PRIMARY, SPECIAL_SCHOOL, REGULAR_SECONDARY, PRACTICAL, SPECIAL_SECONDARY, VOCATIONAL, EXEMPT, LEFT_UNQUALIFIED, LEFT_QUALIFIED = range(11)  # fmt: skip
EDUCATION = (
    "before school", "regular primary", "special primary (sbo)", "special school (so)",
    "regular secondary", "practical (pro)", "special secondary (vso)", "vocational (mbo)",
    "exempt", "left without qualification", "left with qualification",
)  # fmt: skip

# Attendance
FULL, PARTIAL, ABSENT = range(3)
ATTENDANCE = ("full", "partial", "absent")

# Legal status
NO_MEASURE, REPORTED, INVESTIGATED, SUPERVISED, OUT_OF_HOME_ORDER, UNDER_GUARDIANSHIP, PROBATION = range(7)
LEGAL = (
    "none", "reported", "investigated", "supervision order", "out-of-home order",
    "guardianship", "juvenile probation",
)  # fmt: skip

# Living place
HOME, IN_FOSTER_CARE, IN_FAMILY_HOME, IN_RESIDENTIAL, IN_CLOSED, IN_ASSISTED, IN_DETENTION, ROAMING, INDEPENDENT = range(9)  # fmt: skip
LIVING = (
    "at home", "foster care", "family-style home", "open residential", "closed residential",
    "assisted living", "detention", "roaming", "independent",
)  # fmt: skip

# Occupation after 16. Everything from SUBSIDISED on concerns few: most months ask no more than "is it above 2?"
NO_WORK, IN_WORK, ON_BENEFIT, SUBSIDISED, ON_PLACE, OFF_PLACE = range(6)
OCCUPATION = (
    "none", "paid work", "benefit", "paid work with wage subsidy", "supported work place",
    "sent home from a place that is kept",
)  # fmt: skip

# Care episode. FREE is an empty row of the table.
FREE, REQUESTED, WAITING, ACTIVE = range(4)
EPISODE = ("free", "requested", "waiting", "active")

# What is done in running help. TREATMENT_FOLLOWS: assessed, and treated from the next month on, which registers
# count as the end of one episode and the start of another.
TREATED, ASSESSED, TREATMENT_FOLLOWS, AFTER_EIGHTEEN = range(4)
PHASE = ("treated", "assessed", "treatment follows", "goes on after eighteen")

# Why an episode ended
COMPLETED, DROPPED_OUT, EXPIRED, FAILED, GAVE_UP, REFUSED, REPLACED, AGED_OUT, MOVED, RETURNED = range(10)
ENDING = (
    "completed", "dropped out", "expired", "failed, heavier asked", "gave up waiting", "refused",
    "replaced by plan", "aged out", "moved away", "returned home",
)  # fmt: skip

# Who owns an episode
CHILD, HOUSEHOLD, EXTERNAL = range(3)

# Order of admission: crisis and court orders go first
PRIORITY_COURT, PRIORITY_CRISIS, PRIORITY_ORDINARY = range(3)

MAX_AGE_MONTHS = 23 * 12
