"""A programme that moves villagers to town: a quota of persons, a share of the price, perhaps a list."""

import numpy as np

from urbsim.policy import units
from urbsim.policy.bill import Bill, Charge
from urbsim.policy.lever import Field, Lever, Pull
from urbsim.policy.schedule import Schedule


class Relocation(Lever):
    """Persons a year with a place in the programme, and a home built for each family that takes one.

    Of two subsidies the larger one holds.

    Who accepts is ruled by `offer_utility`, who stays by `leaving_of_outlay`; places that no family takes are
    told, and those too few for a family are carried to the next year. A home is built to order, so none
    stands empty.
    """

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
    fields = (
        Field(
            "subsidy", "Share of the housing price paid for those who are given the home.",
            accepted=units.SHARE,
        ),
        Field("listed", "Share of the places given from a list of whole villages.", accepted=units.SHARE),
        Field(
            "for", "Who is offered it: listed (families of listed villages) or villagers (whoever asks).",
            choices=("listed", "villagers"),
        ),
    )  # fmt: skip

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Quotas by area, shared by rural people, and subsidy and places while the programme runs."""
        listed = pull.number("listed", float(pull.measure.given("for") == "listed"))
        quota = pull.path[:, None] * pull.reach.rural_shares
        schedule.quota[...] += (1 - listed) * quota
        schedule.quota_listed[...] += listed * quota
        runs = (pull.path > 0)[:, None]
        schedule.subsidy[...] = np.maximum(schedule.subsidy, pull.number("subsidy") * runs * pull.reach.areas)
        schedule.resettled[...] = np.maximum(schedule.resettled, runs * pull.reach.places)

    def cost(self, bill: Bill) -> list[Charge]:
        """All that it takes to move a person, of which households pay what no subsidy does."""
        return [bill.charge("relocation", bill.relocated, households=1 - bill.in_force("subsidy").done)]


LEVER = Relocation()
