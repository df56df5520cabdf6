"""An industrial park: land whose firms bring jobs as it fills."""

from urbsim.policy import units
from urbsim.policy.lever import Field, Pull, Unpriced
from urbsim.policy.schedule import Schedule


class IndustrialPark(Unpriced):
    """Hectares in force with so many jobs each once full. Nobody is charged: its developer is not known."""

    name = "industrial_park"
    english = "industrial park"
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
    )  # fmt: skip

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Jobs on the opened land by settlement, as many as a full park has."""
        schedule.park[...] += pull.shared * pull.number("density")


LEVER = IndustrialPark()
