"""The shipped scenarios in one line each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from urbsim.scenario.file.own_figures import OwnFigures
from urbsim.scenario.file.shipped import shipped
from urbsim.scenario.file.values import Scenario, Title
from urbsim.scenario.reading import read_scenario
from urbsim.vocabulary.errors import InputError
from urbsim.vocabulary.regions import regions


@dataclass(frozen=True, slots=True)
class Entry:
    """One shipped scenario: its place, how much is in it, and its title; ``faults`` counts what is wrong."""

    name: str
    path: Path
    place: str
    level: str
    years: str
    measures: int
    targets: int
    mixes: int
    title: Title
    faults: int = 0


def place_of(scenario: Scenario) -> tuple[str, str]:
    """Chinese name and administrative level of a scenario's region."""
    region = scenario.region
    if isinstance(region, OwnFigures):
        return region.name, region.level
    return regions()[region].name, regions()[region].level


def catalogue() -> tuple[Entry, ...]:
    """Every shipped scenario, by name."""
    return tuple(_entry(name, path) for name, path in shipped().items())


def _entry(name: str, path: Path) -> Entry:
    try:
        scenario = read_scenario(path)
    except InputError as error:
        return Entry(
            name=name,
            path=path,
            place="",
            level="",
            years="",
            measures=0,
            targets=0,
            mixes=0,
            title=Title("", ""),
            faults=len(error.faults),
        )
    place, level = place_of(scenario)
    years = f"{scenario.base_year}-{scenario.until}"
    return Entry(
        name=scenario.name,
        path=path,
        place=place,
        level=level,
        years=years,
        measures=len(scenario.measures),
        targets=len(scenario.targets),
        mixes=len(scenario.mixes),
        title=scenario.title,
    )
