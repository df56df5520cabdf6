"""Land released for building beyond the usual."""

from urbsim.policy import units
from urbsim.policy.lever import Pull, Unpriced
from urbsim.policy.schedule import Schedule


class Land(Unpriced):
    """Hectares a year, or growth over what is released as usual. Its sale brings revenue, not spending."""

    name = "land"
    english = "land released for building"
    group = "land"
    unit = "ha/yr"
    accepted = units.AREA_FLOW
    duration = "flow"
    low, high = 0.0, 1e7
    sign = 1
    output = "built_up_area"
    grows = True

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Hectares by settlement."""
        if pull.measure.mode == "growth":
            schedule.land_growth[...] += pull.everywhere
        else:
            schedule.land[...] += pull.shared


LEVER = Land()
