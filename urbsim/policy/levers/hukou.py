"""Hukou reform: the barrier to local registration lowered or raised."""

from urbsim.policy import units
from urbsim.policy.lever import Pull, Unpriced
from urbsim.policy.schedule import Schedule


class Hukou(Unpriced):
    """A change of the barrier, −1 to 1; a lower barrier is a negative amount.

    What it costs to serve those who settle is not counted.

    The barrier stays within 0–1 whatever is added. It is read in three places: by who decides (β_H b, eq. 2),
    by who is away and may settle, and by families whom schools and clinics admit (eq. 7a).
    """

    name = "hukou"
    english = "change of the hukou barrier"
    group = "residence"
    unit = "share"
    accepted = units.SHARE
    duration = "level"
    low, high = -1.0, 1.0
    sign = -1
    output = "hukou_barrier"

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """The change in full wherever the rule holds."""
        schedule.barrier[...] += pull.everywhere


LEVER = Hukou()
