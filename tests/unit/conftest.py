"""Properties are checked on the same examples each time: a gate that fails says why, twice."""

from hypothesis import settings

settings.register_profile("brigade", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("brigade")
