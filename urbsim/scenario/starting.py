"""A starting scenario: a file that validates and runs, with everything to be replaced said to be so."""

from __future__ import annotations

from urbsim.evidence.figures import BaseCount
from urbsim.evidence.statistics import base_count, base_years
from urbsim.scenario.reading import read_text
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.regions import Region, find_region, nearest

OWN = """region:
  name: 新镇
  english: New Town
  level: township
  parent: "{parent}"
  year: {base}
  population: 30000
  urban_population: 12000
  towns:
    - {{name: 新镇区, population: 12000}}
  source: Example figures. Replace them by those of your place and say where they come from.
"""
REST = """
from: {base}
until: {until}
drivers: extrapolated

measures:
  - name: roads
    lever: investment
    service: road
    value: {{assumption: road_budget}}
    start: {start}
    where: all
  - name: dwellings
    lever: dwellings
    value: {{assumption: dwellings_a_year}}
    newcomers: {{assumption: for_newcomers}}
    start: {start}
    where: all
  - name: hukou
    lever: hukou
    value: {{assumption: hukou_easing}}
    start: {start}
    ramp: 3
    where: all

targets:
  - name: wished-rate
    variable: resident_urbanization_rate
    comparator: at_least
    value: {rate}
    year: {until}
    because: Base rate and a point a year, an example. Replace it by the clause of your document.

assumptions:
  road_budget:
    value: {roads}
    unit: yuan/yr
    because: About 200 yuan a year for each urban resident, an example. Replace it.
  dwellings_a_year:
    value: {homes}
    unit: units/yr
    because: About one home for every hundred urban residents, an example. Replace it.
  for_newcomers:
    value: 0.4
    unit: share
    because: Two fifths of the homes for newcomers, an example. Replace it.
  hukou_easing:
    value: -0.2
    unit: share
    because: A door opened by a fifth over three years, an example. Replace it.

mixes:
  nothing: {{measures: []}}
  without-hukou: {{without: [hukou]}}

runs: {{draws: 50, seed: 1, weight: {weight}}}
"""
ROWS = 200_000
"""Households that a starting scenario lives as rows, about."""


def starting_text(name: str, place: str | None, parent: str, years: tuple[int | None, int | None]) -> str:
    """The text of a starting scenario for a region of the register, or for own figures within a parent.

    ``years`` are base and last year; None takes the first base year from 2010 on, and 15 years later. Raises
    InputError where the region is unknown or has no count of the base year.
    """
    if place is None:
        base = years[0] or 2010
        region = OWN.format(parent=parent, base=base)
        text = filled(name, ("新镇", "New Town"), region, (30_000, 12_000), (base, years[1]))
    else:
        known = region_of(place)
        count = count_of(known, years[0])
        region = f'region: "{known.code}"\n'
        people = (count.population, count.urban)
        text = filled(name, (known.name, known.english), region, people, (count.year, years[1]))
    read_text(text, f"{name}.yaml")
    return text


def region_of(place: str) -> Region:
    """The region of the register; InputError for an unknown one."""
    found = find_region(place)
    if found is None:
        close = nearest(place)
        remedy = f"did you mean {' or '.join(close)}?" if close else "see `urbsim list regions`"
        raise InputError((Fault("--region", None, f"region '{place}' is not known", remedy),))
    return found


def count_of(region: Region, base: int | None) -> BaseCount:
    """The count a scenario starts from; InputError where there is none."""
    years = base_years(region.code)
    year = base or next((y for y in years if y >= 2010), None)
    count = None if year is None else base_count(region.code, year)
    if count is None:
        known = f"use --from {', '.join(map(str, years))}" if years else "leave --region out for own figures"
        raise InputError((Fault("--from", None, f"no count of {region.name} at the end of {year}", known),))
    return count


def filled(
    name: str, titles: tuple[str, str], region: str, people: tuple[int, int], years: tuple[int, int | None]
) -> str:
    """The whole text."""
    base, until = years[0], years[1] or years[0] + 15
    population, urban = people
    rate = min(0.95, urban / population + 0.01 * (until - base))
    head = (
        "# A starting scenario. Replace every example, above all what `because:` calls one.\n"
        f"schema: urbsim/1\nname: {name}\ntitle:\n  zh: {titles[0]}起步情景\n"
        f"  en: {titles[1]}, a starting scenario\n\n"
    )
    return (
        head
        + region
        + REST.format(
            base=base, until=until, start=base + 1, rate=f"{rate:.3f}", roads=round(200 * urban),
            homes=max(1, round(urban / 100)), weight=max(1, round((population - urban) / 3 / ROWS)),
        )
    )  # fmt: skip
