"""Draws that end in a fault of the program, as any process can live them."""

from __future__ import annotations

from unittest.mock import patch

from urbsim.model.people.accounts import ConservationError
from urbsim.model.setup import Array
from urbsim.model.year import ledger
from urbsim.runs.ensembles import jobs
from urbsim.runs.ensembles.jobs import Job

BAD = 3
MISSHAPEN = ValueError("operands could not be broadcast together with shapes (3,) (4,)")
MISSING = ConservationError("urban people: 1 missing")
live = jobs.live


def live_misshapen(job: Job) -> Array:
    """Live a job; the bad one ends in an error of NumPy's."""
    if job.number == BAD:
        raise MISSHAPEN
    return live(job)


def live_leaky(job: Job) -> Array:
    """Simulate a job; the accounts of the bad one do not add up."""
    if job.number != BAD:
        return live(job)
    with patch.object(ledger, "assert_conserved", side_effect=MISSING):
        return live(job)
