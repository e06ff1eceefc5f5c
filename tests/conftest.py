"""For all tests: properties without deadlines, as timing belongs to benchmarks/."""

from hypothesis import settings

settings.register_profile("onrecord", deadline=None, derandomize=True)
settings.load_profile("onrecord")
