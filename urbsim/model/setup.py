"""Everything a run needs, as plain numbers: no scenario, no file, no clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from urbsim.policy.prices import Price
from urbsim.policy.schedule import Schedule

Array = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Addresses = NDArray[np.uint64]
Coefficients = Mapping[str, float]


@dataclass(frozen=True)
class Area:
    """A part of the region with villages and settlements of its own; people at the end of the base year.

    ``x`` and ``y`` (km) place the area's centre on a plane; areas of one prefecture may share it.
    ``ages`` are shares over the 15 bands, empty where only the shares of children and elders are known.
    ``away`` is how often its people live elsewhere, relative to the region's ``away``; ``near`` how much more
    of them stay near, in log odds; ``schooling`` years above the mean of rural people. Where size and ages
    were ``counted`` at a census they are kept nearly if no families have them. ``registered`` are the people
    registered in another township of the county, another county of the province, and beyond, as shares of the
    people; empty where no census tells. ``commuting`` is how many of its villagers do non-farm work and
    live at home, relative to the nation.
    """

    key: str
    level: str
    population: int
    urban: int
    household_size: float
    share_0_14: float
    share_65plus: float
    villages: int
    x: float = 0.0
    y: float = 0.0
    ages: tuple[float, ...] = ()
    away: float = 1.0
    near: float = 0.0
    schooling: float = 0.0
    counted: bool = False
    registered: tuple[float, ...] = ()
    commuting: float = 1.0

    def as_counties(self, number: int) -> tuple[Area, ...]:
        """The area as so many counties alike, which together have its people and villages; itself as one.

        Remainders go to the later counties, so people, urban people and villages add up exactly. Household
        size, ages and all else are those of the whole.
        """
        if number == 1:
            return (self,)
        sizes = self.population, self.urban, self.villages
        cut = [[(n + 1) * size // number - n * size // number for size in sizes] for n in range(number)]
        return tuple(
            replace(self, key=f"county{n}", level="county", population=people, urban=urban, villages=villages)
            for n, (people, urban, villages) in enumerate(cut, 1)
        )


@dataclass(frozen=True)
class Settlement:
    """A town, county seat or city of an area, or (area -1) a place outside the region that people go to.

    ``members`` towns are simulated as one; ``stocks`` override what a place of its tier has in the base year:
    coverage by service (own units), ``vacancy_rate`` and ``hukou_barrier`` (shares), ``housing_price``
    (yuan/m²), ``built_up_area`` (km²) and ``jobs``. ``dwellings`` is the base-year stock (units) and
    ``distance`` the km from a village of the same area.
    """

    key: str
    tier: str
    area: int
    population: int
    members: int = 1
    stocks: Mapping[str, float] = field(default_factory=dict)
    dwellings: int | None = None
    distance: float | None = None


@dataclass(frozen=True)
class Drivers:
    """What nobody in the region decides, (T + 1,) from the base year on.

    ``wage`` and ``income`` are nominal yuan (urban pay a year, rural income a person), ``prices`` the
    consumer price index (base year 1), ``births`` and ``deaths`` rates relative to the base year, and
    ``dwelling_price`` the national price of the base year in yuan/m². ``living_cost`` is the base
    year's cost of living away, yuan a worker, before its coefficient. ``inflow`` is how many people come
    from villages outside the region in a year, for every resident of its towns.
    """

    wage: Array
    income: Array
    prices: Array
    births: Array
    deaths: Array
    birth_rate: float
    death_rate: float
    dwelling_price: float
    prices_since_2000: float
    inflow: Array


@dataclass(frozen=True)
class Record:
    """How fast the region urbanized before the base year: points of the rate (0–1) a year, and its error.

    A region without a record has that of the nearest region around it (``runs/setup``).
    """

    growth: float
    sd: float


@dataclass(frozen=True)
class Setup:
    """A region, its drivers and its policy: with coefficients, a draw and a seed, a run.

    ``away`` are workers away alone and people away with their family, per rural resident, and ``away_growth``
    how fast they grew before the base year, a year.
    ``unallocated`` is the (rural, urban) part of the declared base that no area holds. Without
    ``feedback`` jobs, prices, coverage, networks and classes with their
    offsets stay as if nobody had moved, so that a measure changes no household but those it reaches.
    ``prices`` by item and tier are those of the table where none are given. Where money is ``binding``,
    measures wait for it.
    """

    key: str
    level: str
    years: tuple[int, ...]
    areas: tuple[Area, ...]
    settlements: tuple[Settlement, ...]
    drivers: Drivers
    levers: Schedule
    record: Record
    away: tuple[float, float]
    weight: int = 1
    unallocated: tuple[int, int] = (0, 0)
    feedback: bool = True
    prices: Mapping[str, Price] = field(default_factory=dict)
    binding: bool = False
    away_growth: float = 0.0

    @property
    def base_year(self) -> int:
        """The year at whose end the region is founded."""
        return self.years[0]

    @property
    def population(self) -> int:
        """Residents at the end of the base year."""
        return sum(area.population for area in self.areas) + sum(self.unallocated)

    @property
    def urban(self) -> int:
        """Urban residents at the end of the base year."""
        return sum(area.urban for area in self.areas) + self.unallocated[1]

    @cached_property
    def inside(self) -> Flags:
        """Which settlements belong to the region, (J,)."""
        return np.array([place.area >= 0 for place in self.settlements])

    def tier(self, name: str) -> Flags:
        """Which settlements are of a tier, (J,)."""
        return np.array([place.tier == name for place in self.settlements])
