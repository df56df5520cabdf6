"""A programme that moves villagers to town: a quota of persons and a share of the price."""

import numpy as np

from urbsim.policy import units
from urbsim.policy.lever import Bill, Field, Lever, Pull
from urbsim.policy.schedule import Schedule


class Relocation(Lever):
    """Persons a year with a place in the programme; of two subsidies the larger one holds."""

    name = "relocation"
    english = "relocation quota"
    group = "homes"
    unit = "persons/yr"
    accepted = units.PERSONS
    duration = "flow"
    low, high = 0.0, 1e9
    sign = 1
    output = "relocated_population"
    per_rural_person = True
    fields = (Field("subsidy", "Share of the housing price paid for those relocated.", accepted=units.SHARE),)

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Quotas by area, shared by rural people, and the subsidy while the programme runs."""
        schedule.quota[...] += pull.path[:, None] * pull.reach.rural_shares
        subsidy = pull.number("subsidy") * (pull.path > 0)
        schedule.subsidy[...] = np.maximum(schedule.subsidy, subsidy[:, None] * pull.reach.areas)

    def cost(self, bill: Bill) -> float:
        """The subsidised share of a dwelling's price for every household served."""
        return bill.in_force("subsidy") * bill.relocated * bill.dwelling


LEVER = Relocation()
