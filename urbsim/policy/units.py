"""Units in which the strength of a lever may be written, and their conversion.

Three spellings exist of one flow: a yearly rate (``yuan/yr``), a total over the years in force
(``yuan``, spread evenly), and floor area (``m2/yr`` of dwellings, divided by the floor area of one).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

HECTARE_PER_MU: Final = 1.0 / 15.0
"""One mu is a fifteenth of a hectare, 666.67 m2."""


def table(**factors: float) -> Mapping[str, float]:
    """Frozen unit table; keyword ``x_per_y`` spells the unit ``x/y``."""
    return MappingProxyType({name.replace("_per_", "/"): factor for name, factor in factors.items()})


MONEY: Final = table(yuan_per_yr=1.0, wan_yuan_per_yr=1e4, yi_yuan_per_yr=1e8)
AREA: Final = table(ha=1.0, mu=HECTARE_PER_MU, m2=1e-4, km2=100.0)
AREA_FLOW: Final = table(ha_per_yr=1.0, mu_per_yr=HECTARE_PER_MU, m2_per_yr=1e-4, km2_per_yr=100.0)
DWELLINGS: Final = table(units_per_yr=1.0)
FLOOR_AREA: Final = table(m2_per_yr=1.0, wan_m2_per_yr=1e4)
JOBS: Final = table(jobs_per_yr=1.0)
PERSONS: Final = table(persons_per_yr=1.0, wan_persons_per_yr=1e4)
SHARE: Final = table(share=1.0, percent=0.01)
VILLAGES: Final = table(villages=1.0, share=1.0, percent=0.01)
GROWTH: Final = table(share_per_yr=1.0, percent_per_yr=0.01, share=1.0, percent=0.01)
DENSITY: Final = table(jobs_per_ha=1.0, jobs_per_km2=0.01)
TOWNS: Final = table(towns=1.0)
DISTANCE: Final = table(km=1.0)
LINES: Final = table(lines=1.0)
COST: Final = table(incomes_per_job=1.0)
YIELD: Final = MappingProxyType({"jobs/million yuan": 1.0})
DWELLING_SIZE: Final = table(m2=1.0, m2_per_unit=1.0)


def yearly(unit: str) -> str:
    """The yearly rate that belongs to a total: ``yuan`` gives ``yuan/yr``."""
    return f"{unit}/yr"


def plain(unit: str) -> str:
    """The total that belongs to a yearly rate: ``yuan/yr`` gives ``yuan``."""
    return unit.removesuffix("/yr")
