"""How people write numbers, money, units and dates: one reader for every file that we read."""
