"""An industrial park: land whose firms bring jobs as it fills."""

import numpy as np

from urbsim.policy import units
from urbsim.policy.bill import Bill, Charge
from urbsim.policy.lever import LARGE_CITY, Field, Lever, Pull
from urbsim.policy.schedule import Schedule
from urbsim.vocabulary.kinds import BOUGHT


class IndustrialPark(Lever):
    """Hectares in force with so many jobs each once full, as far as firms come.

    Fewer do the farther a city of 500,000 is. Firms pay for their plants, as jobs do.
    """

    name = "industrial_park"
    english = "industrial park"
    ITEM = "park"
    group = "land"
    unit = "ha"
    accepted = units.AREA
    duration = "level"
    low, high = 0.0, 1e7
    sign = 1
    output = "jobs"
    fields = (
        Field(
            "density", "Jobs per hectare of an industrial park once it is full.",
            required=True, accepted=units.DENSITY, low=0.1, high=5000.0,
        ),
        LARGE_CITY,
    )  # fmt: skip

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Jobs on the opened land by settlement, as many as a full park has, and how far a large city is."""
        schedule.park[...] += pull.shared * pull.number("density")
        far = pull.active_places * pull.number(LARGE_CITY.name)
        schedule.large_city[...] = np.maximum(schedule.large_city, far)
        schedule.bought[:, :, BOUGHT.index(self.ITEM)] += pull.shared

    def cost(self, bill: Bill) -> list[Charge]:
        """Land, roads and pipes of the hectares opened this year."""
        return [bill.charge(self.ITEM, bill.opened(self.ITEM))]


LEVER = IndustrialPark()
