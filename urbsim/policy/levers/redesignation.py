"""Villages that become urban by decision."""

from urbsim.policy import units
from urbsim.policy.lever import Field, Pull, Unpriced
from urbsim.policy.schedule import Schedule


class Redesignation(Unpriced):
    """Villages, or a share of the area's villages, in one year. A change of status is not charged.

    People count as urban and have urban births from then on; work, homes and decisions stay. More villages
    than there are left change all of them. Counties and districts that are redesignated move nobody and are
    not modelled.
    """

    name = "redesignation"
    english = "villages redesignated as urban"
    group = "residence"
    unit = "villages"
    accepted = units.VILLAGES
    duration = "once"
    low, high = 0.0, 1e6
    sign = 1
    output = "reclassified_population"
    fields = (Field("kind", "How villages are redesignated.", required=True, choices=("撤乡建镇", "村改居")),)

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Villages by area, shared by rural people, or the share of them in each."""
        if pull.measure.unit == "share":
            schedule.redesignated_share[...] += pull.path[:, None] * pull.reach.areas
        else:
            schedule.redesignated[...] += pull.path[:, None] * pull.reach.rural_shares


LEVER = Redesignation()
