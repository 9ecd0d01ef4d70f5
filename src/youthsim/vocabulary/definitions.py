"""Definitions: ages, calendar and hours, and the levels at which parameters are stated. None varies
between draws; what is assumed rather than defined says so.

Plain conversions (12 months, 60 minutes, 100 cents, a million of a fixed-point unit) stand as numbers where
they are used.
"""

from __future__ import annotations

# Months of age: school starts; secondary school, and help as the young get it ends; work instead of school; of
# age; the end of "16-20" in a pilot's rule.
FOUR, TWELVE, SIXTEEN, EIGHTEEN, TWENTY_ONE = 48, 144, 192, 216, 252

QUARTER = 3  # months; institutions look at their places and posts once a quarter: an assumption
WEEKS_PER_YEAR = 52.0
FULL_TIME_HOURS = 36.0  # a week
FULL_TIME_HOURS_YEAR = FULL_TIME_HOURS * WEEKS_PER_YEAR  # 1,872, as in nij_fte_hours_year

MIDDLE_TRUST = 0.5  # 0-1: rates of asking and of breaking off are stated for a household at this trust
MEAN_TEACHING = 0.5  # share of the time left for teaching at mean climate; who is in no class has it too

# Part of a month's tariff in the month in which help begins or ends, wherever it falls: an assumption.
HALF_A_MONTH = 0.5
