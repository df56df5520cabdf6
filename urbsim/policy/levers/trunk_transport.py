"""Trunk lines: a highway or a fast railway that opens."""

import numpy as np

from urbsim.policy import units
from urbsim.policy.bill import Bill, Charge
from urbsim.policy.lever import LARGE_CITY, Field, Lever, Pull
from urbsim.policy.schedule import Schedule
from urbsim.vocabulary.kinds import BOUGHT


class TrunkTransport(Lever):
    """Lines in use from the opening year on. They raise pay near a large city and lower it far from one.

    They also shorten the way out, by which villages lose more people than towns. Provinces and the railway
    pay for them.

    After Faber (2014), Baum-Snow et al. (2016) and a study of fast rail in 353 counties: gains within 95 km
    of a large city, losses beyond. Without places outside the region gains and losses add up to nothing
    (`moved_pay`).
    """

    name = "trunk_transport"
    english = "highways and fast railways opened"
    group = "works"
    unit = "lines"
    accepted = units.LINES
    duration = "level"
    low, high = 0.0, 20.0
    sign = 1
    output = "wage"
    fields = (
        Field("kind", "What opens: a highway or a fast railway.", required=True, choices=("highway", "rail")),
        LARGE_CITY,
    )

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Lines in every settlement reached, and how far a large city is."""
        lines = schedule.trunk_rail if pull.measure.given("kind") == "rail" else schedule.trunk_highway
        lines += pull.everywhere
        far = pull.active_places * pull.number(LARGE_CITY.name)
        schedule.large_city[...] = np.maximum(schedule.large_city, far)
        schedule.bought[:, :, BOUGHT.index(self.name)] += pull.shared

    def cost(self, bill: Bill) -> list[Charge]:
        """The lines opened this year, each as long as a county is wide."""
        return [bill.charge(self.name, bill.opened(self.name))]


LEVER = TrunkTransport()
