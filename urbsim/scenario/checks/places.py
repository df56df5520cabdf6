"""Checks of the region, and of the areas and towns that measures and targets name."""

from __future__ import annotations

from typing import Final

from urbsim.evidence.statistics import base_years
from urbsim.scenario.checks.inspection import Inspection
from urbsim.scenario.file.bilingual import english
from urbsim.scenario.file.draft import KeyPath
from urbsim.scenario.file.own_figures import OwnFigures
from urbsim.scenario.file.values import Provenance
from urbsim.text import say
from urbsim.vocabulary.names import asked, find_region
from urbsim.vocabulary.regions import Region, children, regions
from urbsim.vocabulary.variables import variables

EVERYWHERE: Final = ("all", "towns", "key-towns", "seats", "cities")
_OWN: Final = {
    "population": "persons", "urban_population": "persons", "household_size": "persons",
    "share_0_14": "share", "share_65plus": "share", "villages": "villages",
}  # fmt: skip
_RANK: Final = {"nation": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4}


def checked_region(inspection: Inspection) -> str | OwnFigures | None:
    """The region's code or own figures, or None with faults recorded."""
    region = inspection.text.region
    if inspection.is_broken("region"):
        return None
    if isinstance(region, OwnFigures):
        return _checked_own(inspection, region)
    found = find_region(region)
    if found is None:
        inspection.add(("region",), *asked(region))
        return None
    _check_base_count(inspection, found)
    return found.code


def _check_base_count(inspection: Inspection, region: Region) -> None:
    year, years = inspection.text.from_, base_years(region.code)
    if inspection.is_broken("from") or year in years:
        return
    problem = say("scenario.no_count_at_end", region=region.name, region2=region.code, year=year)
    known = say("scenario.use_one", years=", ".join(map(str, years))) if years else "use"
    inspection.add(("from",), problem, say("scenario.figures_its_own_under", known=known))


def _checked_own(inspection: Inspection, region: OwnFigures) -> OwnFigures:
    """The own figures with the parent as its code."""
    if not inspection.is_broken("from") and region.year != inspection.text.from_:
        problem = say(
            "scenario.region_figures_base_year", region=region.year, from_year=inspection.text.from_
        )
        inspection.add(("region", "year"), problem, say("scenario.give_figures_base_year"))
    parent = find_region(region.parent)
    if parent is None:
        inspection.add(("region", "parent"), *asked(region.parent, "parent"))
    elif _RANK[parent.level] >= _RANK[region.level]:
        problem = say("scenario.cannot_lie", level=region.level, level2=parent.level, parent=parent.name)
        inspection.add(("region", "parent"), problem, say("scenario.name_region_around"))
    for path, value, unit in own_numbers(region):
        trace = Provenance(
            path=f"region.{path}",
            value=value,
            unit=unit,
            kind="source",
            name="",
            because=english(region.source),
        )
        inspection.provenance.append(trace)
    return region if parent is None else region.model_copy(update={"parent": parent.code})


def own_numbers(region: OwnFigures) -> list[tuple[str, float, str]]:
    """Path, value and unit of every number that a region states of its own."""
    plain = {name: getattr(region, name) for name in _OWN}
    found = [(name, value, _OWN[name]) for name, value in plain.items()]
    for town in region.towns:
        size = ("population", town.population) if town.population is not None else ("share", town.share)
        found.append((f"towns.{town.name}.{size[0]}", size[1], "persons" if town.population else "share"))
    found += [(f"distances.{name}", value, "km") for name, value in region.distances]
    found += [(f"stocks.{name}", value, _stock_unit(name)) for name, value in region.stocks]
    return [(path, float(value), unit) for path, value, unit in found if value is not None]


def _stock_unit(name: str) -> str:
    return variables()[name].unit if name in variables() else "share"


def checked_places(inspection: Inspection, named: str | tuple[str, ...], path: KeyPath) -> tuple[str, ...]:
    """Keys of the named places: ``all`` and its like, codes of areas, names of the region's own towns."""
    names = (named,) if isinstance(named, str) else named
    keys = []
    for index, name in enumerate(names):
        here = path if isinstance(named, str) else (*path, index)
        key = _place_key(inspection, name)
        if key is None:
            problem = say("scenario.place_not_region", name=name)
            inspection.add(here, problem, say("scenario.use", choices=", ".join(_choices(inspection))))
        elif key in keys:
            inspection.add(here, say("scenario.place_named_twice", name=name), say("scenario.name_once"))
        else:
            keys.append(key)
    return tuple(keys)


def _place_key(inspection: Inspection, name: str) -> str | None:
    region = inspection.text.region
    if name in EVERYWHERE or inspection.is_broken("region"):
        return name
    if isinstance(region, OwnFigures):
        return name if name in {town.name for town in region.towns} else None
    return _code_within(region, name)


def _code_within(region: str, name: str) -> str | None:
    outer, found = find_region(region), find_region(name)
    if outer is None:
        return name
    short = next((area.code for area in children(outer.code) if name in (area.name, area.english)), None)
    if short is not None:
        return short
    around = found
    while around is not None and around.code != outer.code:
        around = None if around.parent is None else regions()[around.parent]
    return found.code if found is not None and around is not None and found.code != outer.code else None


def _choices(inspection: Inspection) -> list[str]:
    region = inspection.text.region
    if isinstance(region, OwnFigures):
        return [*EVERYWHERE, *(town.name for town in region.towns[:20])]
    found = find_region(region)
    areas = children(found.code)[:40] if found else ()
    return [*EVERYWHERE, *(area.name for area in areas)]
