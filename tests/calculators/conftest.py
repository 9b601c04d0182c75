"""Laws are checked for truth, not for speed: other jobs share the machine."""

from hypothesis import settings

settings.register_profile("calculators", deadline=None)
settings.load_profile("calculators")
