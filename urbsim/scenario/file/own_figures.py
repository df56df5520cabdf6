"""Figures of a scenario file's own: its ``region:`` in the base year, and what was ``observed:`` since."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, model_validator

from urbsim.scenario.file.bilingual import Saying
from urbsim.scenario.file.parts import Part, Positive, Share, Slug, Words, Year, fault
from urbsim.text import Message, say

Count = Annotated[int, Field(ge=0, le=2_000_000_000)]
Distance = Annotated[float, Field(ge=0.0, le=5000.0)]

SHARE_STOCKS: Final = (
    "vacancy_rate", "water_coverage", "gas_coverage", "sewer_coverage", "green_coverage", "school_coverage",
    "clinic_coverage", "hukou_barrier",
)  # fmt: skip


class ObservedText(Part):
    """A figure of the region that became known after the base year; it is shown, and steers nothing."""

    variable: Words
    """Output variable that was seen, of the whole region."""
    year: Year
    """The figure describes 31 December of this year."""
    value: float
    """Value in the variable's unit (shares 0-1)."""
    source: Saying
    """Where the figure comes from."""


class OwnTown(Part):
    """A town of the region, by its residents or by its share of the region's town residents."""

    name: Words
    """Name of the town, usable in ``where:``."""
    population: Annotated[int, Field(gt=0, le=100_000_000)] | None = None
    """Residents of its built-up area at the end of the base year."""
    share: Annotated[float, Field(gt=0.0, le=1.0)] | None = None
    """Share of the region's urban residents, where the head count is not known."""

    @model_validator(mode="after")
    def _one_size(self) -> OwnTown:
        if (self.population is None) == (self.share is None):
            problem = say("scenario.town_needs_one_size", name=self.name)
            raise fault("town_size", problem, say("scenario.give_population_share_not"))
        return self


class Distances(Part):
    """Distances from the region's centre in kilometres by road."""

    seat_km: Distance | None = None
    """To the county seat."""
    city_km: Distance | None = None
    """To the nearest city."""


class OwnStocks(Part):
    """Stocks at the end of the base year; what is missing is inherited from the parent."""

    dwellings: Annotated[int, Field(gt=0)] | None = None
    """Urban dwellings, units."""
    housing_price: Positive | None = None
    """Yuan per square metre."""
    vacancy_rate: Share | None = None
    """Vacant share of the dwellings."""
    road_area_per_capita: Annotated[float, Field(ge=0.0, le=200.0)] | None = None
    """Square metres of road per urban resident."""
    water_coverage: Share | None = None
    """Share of urban residents with piped water."""
    gas_coverage: Share | None = None
    """Share of urban residents with gas."""
    sewer_coverage: Share | None = None
    """Share of urban residents with sewage treatment."""
    green_coverage: Share | None = None
    """Green share of the built-up area."""
    school_coverage: Share | None = None
    """Share of urban residents served by schools."""
    clinic_coverage: Share | None = None
    """Share of urban residents served by clinics."""
    built_up_area: Positive | None = None
    """Square kilometres."""
    jobs: Annotated[int, Field(ge=0)] | None = None
    """Jobs outside farming."""
    hukou_barrier: Share | None = None
    """Barrier to local urban hukou, 0 open to 1 closed."""


class OwnFigures(Part):
    """A region that the evidence does not hold, with figures of the scenario's own."""

    name: Words
    """Name of the place in Chinese."""
    english: Words | None = None
    """Name in English letters."""
    level: Literal["province", "prefecture", "county", "township"]
    """Administrative level."""
    parent: Words
    """Code or name of the region around it, from which everything not given here is inherited."""
    year: Year
    """The figures describe 31 December of this year."""
    population: Annotated[int, Field(gt=0, le=2_000_000_000)]
    """Residents."""
    urban_population: Count
    """Urban residents."""
    household_size: Annotated[float, Field(ge=1.0, le=12.0)] | None = None
    """Persons per household."""
    share_0_14: Share | None = None
    """Share of residents aged 0 to 14."""
    share_65plus: Share | None = None
    """Share of residents aged 65 and over."""
    villages: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    """Number of administrative villages."""
    counties: Annotated[int, Field(ge=1, le=100)] = 1
    """Number of counties, all alike, of which a prefecture consists; its figures are those of all of them."""
    towns: Annotated[tuple[OwnTown, ...], Field(strict=False, max_length=2000)] = ()
    """Towns of the region; one town of all urban residents if left out."""
    distances: Distances = Distances()
    """Distances that are known."""
    stocks: OwnStocks = OwnStocks()
    """Stocks that are known."""
    source: Saying
    """Where these figures come from; say so if they are scaled or assumed."""
    people_of: Slug | None = None
    """Name of the scenario that first had these people; set where one file extends another."""
    unusual: Saying | None = None
    """Why implausible figures are meant so."""

    @model_validator(mode="after")
    def _consistent(self) -> OwnFigures:
        for problem, remedy in self._contradictions():
            raise fault("own_figures", problem, remedy)
        return self

    def _contradictions(self) -> list[tuple[Message, Message]]:
        found: list[tuple[Message, Message]] = []
        if self.urban_population > self.population:
            problem = say(
                "scenario.urban_population_exceeds_population",
                urban_population=self.urban_population,
                population=self.population,
            )
            found.append((problem, say("scenario.urban_residents_part_residents")))
        if (self.share_0_14 or 0.0) + (self.share_65plus or 0.0) > 1.0:
            found.append((say("scenario.share_share_plus_add"), say("scenario.shares_fractions")))
        if self.counties > 1 and (self.level != "prefecture" or self.towns):
            found.append((say("scenario.counties_of_another_level"), say("scenario.leave_out_counties")))
        names = [town.name for town in self.towns]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            found.append(
                (say("scenario.town_listed_twice", twice=twice[0]), say("scenario.give_every_town_once"))
            )
        head_counts = sum(town.population or 0 for town in self.towns)
        shares = sum(town.share or 0.0 for town in self.towns)
        if head_counts > self.urban_population or shares > 1.0 + 1e-9:
            found.append((say("scenario.towns_hold_more_people"), say("scenario.lower_towns")))
        return found
