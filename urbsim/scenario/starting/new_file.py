"""A starting scenario: a file that validates and runs, with everything to be replaced said to be so."""

from __future__ import annotations

from urbsim.evidence.figures import BaseCount
from urbsim.evidence.statistics import base_count, base_years
from urbsim.scenario.file.values import Title
from urbsim.scenario.reading import read_text
from urbsim.scenario.starting.own_table import OwnPlace
from urbsim.text import block, chinese, say, speaking, texts
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.names import asked, find_region
from urbsim.vocabulary.regions import Region

OWN = """region:
  name: {name}
  english: New Town
  level: township
  parent: "{parent}"
  year: {base}
  population: 30000
  urban_population: 12000
  towns:
    - {{name: {centre}, population: 12000}}
  source: {source}
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
    because: {rate_because}

assumptions:
  road_budget:
    value: {roads}
    unit: yuan/yr
    because: {roads_because}
  dwellings_a_year:
    value: {homes}
    unit: units/yr
    because: {homes_because}
  for_newcomers:
    value: 0.4
    unit: share
    because: {newcomers_because}
  hukou_easing:
    value: -0.2
    unit: share
    because: {hukou_because}

mixes:
  nothing: {{measures: []}}
  without-hukou:
    title: {{zh: {closed_zh}, en: {closed_en}}}
    without: [hukou]

runs: {{draws: 50, seed: 1, weight: {weight}}}
"""
ROWS = 200_000
"""Households that a starting scenario lives as rows, about."""


def starting_text(
    name: str, place: str, base: int | None, until: int | None, lang: str = "en", *, own: bool = False
) -> str:
    """The text of a starting scenario for a region of the register; with ``own``, for own figures within it.

    None for ``base`` takes the first base year from 2010 on, for ``until`` 15 years later. Reasons are in
    ``lang``. Raises InputError where the region is unknown or has no count of the base year.
    """
    known = region_of(place, "--parent" if own else "--region")
    if own:
        base, population, urban = base or 2010, 30_000, 12_000
        title = Title(chinese("new")["town"], "New Town")
        with speaking(lang):
            region = OWN.format(
                parent=known.code,
                base=base,
                name=title.zh,
                centre=chinese("new")["town_centre"],
                **block("new"),
            )
    else:
        count = count_of(known, base)
        base, population, urban = count.year, count.population, count.urban
        title, region = Title(known.name, known.english), f'region: "{known.code}"\n'
    with speaking(lang):
        text = head_of(name, title) + region + rest_of(population, urban, base, until or base + 15)
    read_text(text, f"{name}.yaml")
    return text


def text_for_table(name: str, own: OwnPlace, until: int | None, lang: str = "en") -> str:
    """The text of a starting scenario for a place of a user's table; reasons are in ``lang``."""
    with speaking(lang):
        text = (
            head_of(name, Title(own.name, own.name)) + own.text
            + rest_of(own.population, own.urban, own.year, until or own.year + 15)
        )  # fmt: skip
    read_text(text, f"{name}.yaml")
    return text


def region_of(place: str, option: str) -> Region:
    """The region of the register that an option names; InputError for an unknown or shared name."""
    found = find_region(place)
    if found is None:
        raise InputError((Fault(option, None, *asked(place)),))
    return found


def count_of(region: Region, base: int | None) -> BaseCount:
    """The count a scenario starts from; InputError where there is none."""
    years = base_years(region.code)
    year = base or next((y for y in years if y >= 2010), None)
    count = None if year is None else base_count(region.code, year)
    if count is None:
        known = (
            say("scenario.use_from", years=", ".join(map(str, years)))
            if years
            else say("scenario.leave_region_out_for")
        )
        if region.successors:
            known = say("scenario.went_into", known=known, names=", ".join(region.successors))
        raise InputError(
            (Fault("--from", None, say("scenario.no_count_at_end_2", region=region.name, year=year), known),)
        )
    return count


def head_of(name: str, title: Title) -> str:
    """The first lines: name, and title in both languages."""
    return (
        f"# {block('new')['head']}\nschema: urbsim/2\nname: {name}\n"
        f"title:\n  zh: {title.zh}{chinese('new')['title']}\n"
        f"  en: {title.en}, a starting scenario\n\n"
    )


def rest_of(population: int, urban: int, base: int, until: int) -> str:
    """Everything after the region: measures, targets, assumptions and runs, sized by its people."""
    rate = min(0.95, urban / population + 0.01 * (until - base))
    return REST.format(
        base=base, until=until, start=base + 1, rate=f"{rate:.3f}", roads=round(200 * urban),
        homes=max(1, round(urban / 100)), weight=max(1, round((population - urban) / 3 / ROWS)),
        closed_zh=texts("zh")["new"]["closed"], closed_en=texts("en")["new"]["closed"], **block("new"),
    )  # fmt: skip
