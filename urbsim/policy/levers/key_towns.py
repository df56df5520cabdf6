"""Key towns: money, homes and land redirected to the towns that are designated."""

from urbsim.policy import units
from urbsim.policy.lever import Field, Pull, Unpriced
from urbsim.policy.schedule import Schedule

REDIRECTED = ("investment", "dwellings", "reserved", "subsidised", "rehoused", "land")
"""What a designation can redirect; jobs follow by themselves."""


class KeyTowns(Unpriced):
    """A share of other places' programmes, given to the key towns by people. Totals of a year stay.

    Applied after levers that add and before those that limit. A share of 0 redirects nothing, of 1 everything
    that measures bring to other settlements; what the places do as usual stays.
    """

    name = "key_towns"
    english = "share of money and land redirected to key towns"
    group = "whole"
    stage = "redirect"
    unit = "share"
    accepted = units.SHARE
    duration = "level"
    low, high = 0.0, 1.0
    sign = 1
    output = "infrastructure_investment"
    fields = (
        Field(
            "towns", "Number of key towns, which are then told apart from the other towns of the region.",
            accepted=units.TOWNS, low=1.0, high=50_000.0,
        ),
    )  # fmt: skip

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Take the share from the other settlements and give it to the key towns."""
        others = pull.reach.inside - pull.reach.places
        for name in REDIRECTED:
            flow = getattr(schedule, name)
            extra = (1,) * (flow.ndim - 2)
            taken = flow * others.reshape(1, -1, *extra) * pull.path.reshape(-1, 1, *extra)
            flow += taken.sum(axis=1, keepdims=True) * pull.reach.shares.reshape(1, -1, *extra) - taken


LEVER = KeyTowns()
