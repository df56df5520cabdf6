"""What governments do, as numbers by year and place: all that a run knows of a policy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from urbsim.vocabulary.kinds import BOUGHT, SERVICES

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

BY_AREA = frozenset({"feeder", "quota", "quota_listed", "subsidy", "redesignated", "redesignated_share"})
"""What is done in an area rather than in one of its settlements."""
FOR_HOMES = ("villagers", "listed", "migrants")
"""Whom programme homes can be reserved for, in the order of their kinds."""


@dataclass(frozen=True)
class Schedule:
    """What governments do, by year (row 0 is the base year), settlement J, area A and service (7).

    Money is nominal yuan. ``growth`` and ``…_growth`` are relative to business as usual of the base year,
    ``park`` is jobs on opened land, ``barrier`` a change of the hukou barrier. ``redesignated`` counts
    villages, ``redesignated_share`` is a share of the area's villages. ``pay`` is what local pay is above the
    usual, as a share of it, ``large_city`` the km to the nearest city of 500,000, 0 where no measure says.
    ``…_promised`` are of jobs those that rest on contracts with investors, of which a part is carried out,
    ``jobs_bought`` those that public support or taxes waived bring.
    ``land_quota`` is the most that may be built on, ha, 0 without one; ``trunk_…`` are lines in use,
    ``feeder`` is yuan for roads to villages.
    Of ``dwellings`` some are ``reserved`` by kind of family (3), others for the ``rehoused``; ``subsidised``
    counts as much of each reserved home as others pay of its price. ``newcomers`` is their share of what is
    built by growth. ``quota`` and ``quota_listed`` are persons, ``resettled`` is 1 where those relocated are
    taken. ``bought`` (T + 1, J, 4) is what is paid for beside: hectares of parks and trunk lines opened so
    far, and yuan of support and of taxes waived. ``usual_…`` is what measures of the scenario take over of
    what is done as usual, whether or not they are in force: so much less of it is done.
    """

    investment: Array
    growth: Array
    dwellings: Array
    dwellings_growth: Array
    newcomers: Array
    reserved: Array
    subsidised: Array
    rehoused: Array
    price_support: Array
    land: Array
    land_growth: Array
    land_quota: Array
    park: Array
    jobs: Array
    jobs_growth: Array
    park_promised: Array
    jobs_promised: Array
    jobs_growth_promised: Array
    jobs_bought: Array
    pay: Array
    large_city: Array
    trunk_highway: Array
    trunk_rail: Array
    feeder: Array
    barrier: Array
    quota: Array
    quota_listed: Array
    resettled: Array
    subsidy: Array
    redesignated: Array
    redesignated_share: Array
    bought: Array
    usual_investment: Array
    usual_dwellings: Array
    usual_land: Array

    @classmethod
    def none(cls, years: int, settlements: int, areas: int) -> Schedule:
        """No policy at all: every strength is zero; arrays (T + 1, J[, 7]) and (T + 1, A)."""

        def zeros(*size: int) -> Array:
            return np.zeros((years, *size))

        return cls(
            investment=zeros(settlements, len(SERVICES)),
            growth=zeros(settlements, len(SERVICES)),
            dwellings=zeros(settlements),
            dwellings_growth=zeros(settlements),
            newcomers=zeros(settlements),
            reserved=zeros(settlements, len(FOR_HOMES)),
            subsidised=zeros(settlements, len(FOR_HOMES)),
            rehoused=zeros(settlements),
            price_support=zeros(settlements),
            land=zeros(settlements),
            land_growth=zeros(settlements),
            land_quota=zeros(settlements),
            park=zeros(settlements),
            jobs=zeros(settlements),
            jobs_growth=zeros(settlements),
            park_promised=zeros(settlements),
            jobs_promised=zeros(settlements),
            jobs_growth_promised=zeros(settlements),
            jobs_bought=zeros(settlements),
            pay=zeros(settlements),
            large_city=zeros(settlements),
            trunk_highway=zeros(settlements),
            trunk_rail=zeros(settlements),
            feeder=zeros(areas),
            barrier=zeros(settlements),
            quota=zeros(areas),
            quota_listed=zeros(areas),
            resettled=zeros(settlements),
            subsidy=zeros(areas),
            redesignated=zeros(areas),
            redesignated_share=zeros(areas),
            bought=zeros(settlements, len(BOUGHT)),
            usual_investment=zeros(settlements, len(SERVICES)),
            usual_dwellings=zeros(settlements),
            usual_land=zeros(settlements),
        )

    def own(self) -> Schedule:
        """The same plan in arrays of its own, so that a run can put off what is not paid for."""
        return Schedule(**{name: values.copy() for name, values in vars(self).items()})

    def homes_subsidy(self, t: int) -> Array:
        """Share of the price that others pay for reserved homes, by settlement and kind, (J, 3).

        The mean of all homes reserved up to year ``t``, so that those nobody took stay on the same terms.
        """
        reserved, paid = self.reserved[: t + 1].sum(axis=0), self.subsidised[: t + 1].sum(axis=0)
        return np.asarray(np.minimum(1.0, paid / np.where(reserved > 0, reserved, 1.0)))
