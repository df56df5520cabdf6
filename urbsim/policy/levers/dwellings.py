"""Dwellings completed beyond what is built as usual, and whom they are for."""

import numpy as np

from urbsim.policy import units
from urbsim.policy.bill import Amount, Bill, Charge
from urbsim.policy.lever import Field, Lever, Pull
from urbsim.policy.schedule import FOR_HOMES, Array, Schedule

REHOUSED = "rehoused"


class Dwellings(Lever):
    """Units a year, some of them reserved for those they are for, or growth over what is completed as usual.

    Without ``for`` they are for villagers who ask. Those for the rehoused replace as many that are pulled
    down; a share for newcomers is then villagers'. Growth is market supply that nobody reserves.

    A programme's homes displace private ones (`displacement`); what newcomers do not take up stands empty and
    is told as bound by demand.
    """

    name = "dwellings"
    english = "dwellings completed"
    group = "homes"
    unit = "units/yr"
    accepted = units.DWELLINGS
    duration = "flow"
    low, high = 0.0, 1e8
    sign = 1
    usual = "dwellings"
    output = "dwellings_completed"
    grows = True
    floor_area = units.FLOOR_AREA
    fields = (
        Field("newcomers", "Share of the dwellings kept for newcomers.", accepted=units.SHARE),
        Field(
            "dwelling_size", "Square metres of one dwelling, where the amount is floor area.",
            accepted=units.DWELLING_SIZE, low=10.0, high=1000.0, converts=True,
        ),
        Field(
            "subsidy", "Share of the housing price paid for those who are given the home.",
            accepted=units.SHARE,
        ),
        Field(
            "for", "Who is offered it: listed, villagers, migrants (who lodge in the town) or rehoused.",
            choices=(*FOR_HOMES, REHOUSED),
        ),
    )  # fmt: skip

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Units by settlement, in part reserved; of growth only newcomers' share counts."""
        share = pull.number("newcomers", pull.newcomer_share)
        if pull.measure.mode == "growth":
            grown = schedule.dwellings_growth
            schedule.newcomers[...] = mixed(schedule.newcomers, grown, share, pull.everywhere)
            grown += pull.everywhere
            return
        schedule.dwellings[...] += pull.shared
        whom = str(pull.measure.given("for") or FOR_HOMES[0])
        if whom == REHOUSED:
            share, whom = pull.number("newcomers"), FOR_HOMES[0]
            schedule.rehoused[...] += (1 - share) * pull.shared
        kind = FOR_HOMES.index(whom)
        schedule.reserved[:, :, kind] += share * pull.shared
        schedule.subsidised[:, :, kind] += pull.number("subsidy") * share * pull.shared

    def cost(self, bill: Bill) -> list[Charge]:
        """The building cost of every home, of which those who live there pay what no subsidy does."""
        homes, place = bill.schedule.dwellings[bill.t, bill.settlement], (bill.t, bill.settlement)
        subsidy = float(bill.schedule.subsidised[place].sum()) / homes if homes > 0 else 0.0
        area = Amount(bill.homes.planned * bill.size, bill.homes.done * bill.size)
        return [bill.charge("dwelling", area, households=1 - min(1.0, subsidy))]


def mixed(share: Array, before: Array, added_share: float, added: Array) -> Array:
    """Newcomers' share of two measures, (T + 1, J): the mean by size; ``share`` where none is added."""
    total = before + added
    mean = (before * share + added * added_share) / np.where(total > 0, total, 1)
    return np.where(added > 0, mean, share)


LEVER = Dwellings()
