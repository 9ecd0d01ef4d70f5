"""For all tests: a claim may not fail because the machine is busy."""

from hypothesis import settings

settings.register_profile("youthsim", deadline=None)
settings.load_profile("youthsim")
