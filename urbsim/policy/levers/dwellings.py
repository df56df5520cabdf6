"""Dwellings completed beyond what is built as usual."""

import numpy as np

from urbsim.policy import units
from urbsim.policy.lever import Field, Pull, Unpriced
from urbsim.policy.schedule import Array, Schedule


class Dwellings(Unpriced):
    """Units a year, some of them kept for newcomers, or growth over what is completed as usual.

    Who pays for homes is not known, so no government is charged.
    """

    name = "dwellings"
    english = "dwellings completed"
    group = "homes"
    unit = "units/yr"
    accepted = units.DWELLINGS
    duration = "flow"
    low, high = 0.0, 1e8
    sign = 1
    output = "dwellings_completed"
    grows = True
    floor_area = units.FLOOR_AREA
    fields = (
        Field("newcomers", "Share of the dwellings kept for newcomers.", accepted=units.SHARE),
        Field(
            "dwelling_size", "Square metres of one dwelling, where the amount is floor area.",
            accepted=units.DWELLING_SIZE, low=10.0, high=1000.0, converts=True,
        ),
    )  # fmt: skip

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Units by settlement; growth counts for newcomers' share only where nothing else is built."""
        share = pull.number("newcomers", pull.newcomer_share)
        if pull.measure.mode == "growth":
            grown = schedule.dwellings_growth
            mean = mixed(schedule.newcomers, grown, share, pull.everywhere)
            schedule.newcomers[...] = np.where(schedule.dwellings > 0, schedule.newcomers, mean)
            grown += pull.everywhere
        else:
            built = schedule.dwellings
            schedule.newcomers[...] = mixed(schedule.newcomers, built, share, pull.shared)
            built += pull.shared


def mixed(share: Array, before: Array, added_share: float, added: Array) -> Array:
    """Newcomers' share of two programmes together, (T + 1, J).

    The mean by size; ``share`` where nothing is added.
    """
    total = before + added
    mean = (before * share + added * added_share) / np.where(total > 0, total, 1)
    return np.where(added > 0, mean, share)


LEVER = Dwellings()
