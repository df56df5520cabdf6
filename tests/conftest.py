"""What all tests share: no window system, and random cases that are the same for everybody."""

import os

os.environ.setdefault("MPLBACKEND", "Agg")

from hypothesis import HealthCheck, settings

# Loaded on first use, a kernel is compiled within a case: the time of a case says nothing.
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("everyday", derandomize=True, max_examples=50, **PATIENT)
settings.register_profile("prove", derandomize=True, max_examples=2000, **PATIENT)
settings.load_profile("everyday")
