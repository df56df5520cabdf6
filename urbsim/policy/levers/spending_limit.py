"""A limit to what measures may spend on public works in a year."""

import numpy as np

from urbsim.policy import units
from urbsim.policy.lever import Pull, Unpriced
from urbsim.policy.schedule import Schedule


class SpendingLimit(Unpriced):
    """Yuan a year in the places it speaks of; investment above it is scaled down. It can only save.

    Applied after all other levers, to public works alone. A limit above what is planned changes nothing.
    """

    name = "spending_limit"
    english = "limit to what measures may spend in a year"
    group = "whole"
    stage = "limit"
    unit = "yuan/yr"
    accepted = units.MONEY
    duration = "level"
    low, high = 0.0, 1e14
    sign = -1
    output = "public_spending"

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Scale the year's investment down to the limit, in all places alike."""
        places = pull.reach.places
        planned = (schedule.investment * places[None, :, None]).sum(axis=(1, 2))
        over = pull.active & (planned > pull.path)
        scale = np.where(over, pull.path / np.maximum(planned, 1.0), 1.0)
        schedule.investment[...] *= np.where(places > 0, scale[:, None], 1.0)[:, :, None]


LEVER = SpendingLimit()
