"""Figures of a place from a user's table, as the ``region:`` of a starting scenario."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from urbsim.policy.plausibility import doubt_of_residents, doubt_of_urban
from urbsim.text import Message, say, word
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.names import asked, find_region
from urbsim.vocabulary.regions import NATION, Region, regions
from urbsim.vocabulary.sheets.echo import echoes_of
from urbsim.vocabulary.sheets.grid import grids_of
from urbsim.vocabulary.sheets.people import contradictions, derived_urban, settled_shares, value_of
from urbsim.vocabulary.sheets.readings import readings_of
from urbsim.vocabulary.sheets.records import Readings, TableEntry
from urbsim.vocabulary.sheets.words import level_of_name
from urbsim.vocabulary.spelling import spelled

BELOW: Final[Mapping[str, str]] = {
    "nation": "province", "province": "prefecture", "prefecture": "county", "county": "township",
    "district": "township",
}  # fmt: skip
"""The level of places within a place, where the name of the place does not tell it."""
WHOLE: Final = ("population", "urban_population", "villages", "dwellings", "jobs")
FIELDS: Final = ("household_size", "share_0_14", "share_65plus", "villages")
STOCKS: Final = ("dwellings", "housing_price", "built_up_area", "jobs")
MOST_NAMED: Final = 12


class OwnPlace(NamedTuple):
    """A place and its figures of a year; ``text`` is the ``region:`` part of a file."""

    name: str
    year: int
    population: int
    urban: int
    text: str
    echoes: tuple[Message, ...]


def own_place(path: Path, place: str | None, parent: str | None, year: int | None) -> OwnPlace:
    """The figures of a place in a table.

    ``place`` chooses among several, or names the one of a table that names none; ``year`` chooses among years
    (None: the latest); without ``parent`` the place must be one of the register. Raises InputError with every
    fault, and where a choice is missing.
    """
    found = readings_of(grids_of(path))
    if place is not None:
        _name_nameless(found.entries, place)
    faults = [*found.faults, *settled_shares(found.entries), *contradictions(found.entries)]
    if faults:
        raise InputError(faults)
    entry = _of_year(path, _of_place(path, found, place), year)
    around = _around(path, entry.region, parent)
    figures = _figures(entry)
    _refuse_doubtful(entry, _level(entry.region, around), figures)
    text = _text(path, entry, around, figures, found.sources)
    people, urban = round(figures["population"]), round(figures["urban_population"])
    return OwnPlace(
        name=entry.region, year=int(entry.year), population=people, urban=urban, text=text,
        echoes=tuple(echoes_of(found)),
    )  # fmt: skip


def _name_nameless(entries: Sequence[TableEntry], place: str) -> None:
    """Let the entries of a table without names of places be those of ``place``."""
    if not any(entry.region for entry in entries):
        for entry in entries:
            entry.region = place.strip()


def _of_place(path: Path, found: Readings, place: str | None) -> list[TableEntry]:
    """The entries of the place that is meant."""
    told = [entry for entry in found.entries if entry.year.isdecimal() and _people(entry) is not None]
    names = list(dict.fromkeys(entry.region for entry in told))
    if not told:
        raise _refused(path, say("sheets.no_people"), say("sheets.no_people_remedy"))
    chosen = names if place is None else [name for name in names if spelled(name) == spelled(place)]
    listed = ", ".join(names[:MOST_NAMED])
    if not chosen:
        raise _refused(path, say("sheets.no_such_place", place=place), say("sheets.use_place", names=listed))
    if len(chosen) > 1:
        raise _refused(
            path, say("sheets.which_place", count=len(names)), say("sheets.use_place", names=listed)
        )
    if not chosen[0]:
        raise _refused(path, say("sheets.no_place"), say("sheets.name_place"))
    return [entry for entry in told if entry.region == chosen[0]]


def _of_year(path: Path, entries: Sequence[TableEntry], year: int | None) -> TableEntry:
    years = {int(entry.year): entry for entry in entries}
    if year is not None and year not in years:
        listed = ", ".join(map(str, sorted(years)))
        raise _refused(path, say("sheets.no_such_year", year=year), say("sheets.use_year", years=listed))
    return years[max(years) if year is None else year]


def _people(entry: TableEntry) -> tuple[float, float] | None:
    """Residents and urban ones, None where either is missing."""
    people, urban = entry.readings.get("population"), entry.readings.get("urban_population")
    if people is None or not people.figure.is_number:
        return None
    if urban is not None and urban.figure.is_number:
        return value_of(people), value_of(urban)
    derived = derived_urban(entry)
    return None if derived is None else (value_of(people), derived[0])


def _around(path: Path, name: str, parent: str | None) -> Region:
    """The region around the place: as given, else as the register has it."""
    given = None if parent is None else find_region(parent)
    if given is not None:
        return given
    if parent is not None:
        raise InputError([Fault("--parent", None, *asked(parent))])
    known = find_region(name)
    if known is None or known.parent is None:
        raise _refused(path, say("sheets.which_parent", name=name), say("sheets.give_parent"))
    return regions()[known.parent]


def _figures(entry: TableEntry) -> dict[str, float]:
    people = _people(entry)
    assert people is not None, "only entries with people are chosen"
    found = {"population": people[0], "urban_population": people[1]}
    for name in (*FIELDS, *STOCKS):
        reading = entry.readings.get(name)
        if reading is not None and reading.figure.is_number:
            value = value_of(reading)
            # A share of ages without a unit is a percentage, as yearbooks print it.
            found[name] = value / 100 if name.startswith("share_") and reading.unit is None else value
    return found


def _refuse_doubtful(entry: TableEntry, level: str, figures: Mapping[str, float]) -> None:
    """Refuse people whose number cannot be meant, with their cell; what is meant is said in the file."""
    people, urban = figures["population"], figures["urban_population"]
    doubts = {
        "population": doubt_of_residents(people, level),
        "urban_population": doubt_of_urban(urban, people),
    }
    faults = []
    for name, found in doubts.items():
        reading = entry.readings.get(name)
        if found is not None and reading is not None:
            problem = say("sheets.doubtful", words=reading.words, place=reading.place, problem=found.problem)
            faults.append(Fault(entry.file, reading.line, problem, say("sheets.doubtful_remedy")))
    if faults:
        raise InputError(faults)


def _text(
    path: Path, entry: TableEntry, around: Region, figures: Mapping[str, float], sources: Sequence[str]
) -> str:
    """The ``region:`` part of a scenario file."""
    cells = ", ".join(f"{each.words} {each.place}" for each in entry.readings.values())
    said = "; ".join(dict.fromkeys(sources))
    source = word("new.table_source", file=entry.file.replace(str(path), path.name), cells=cells)
    lines = [
        "region:", f"  name: {_quoted(entry.region)}", f"  level: {_level(entry.region, around)}",
        f'  parent: "{around.code}"', f"  year: {entry.year}",
        *(f"  {line}" for line in _numbers(figures, ("population", "urban_population", *FIELDS))),
    ]  # fmt: skip
    stocks = [f"    {line}" for line in _numbers(figures, STOCKS)]
    lines += ["  stocks:", *stocks] if stocks else []
    return "\n".join([*lines, f"  source: {_quoted(f'{source} {said}'.strip())}", ""])


def _numbers(figures: Mapping[str, float], names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if name in figures:
            yield f"{name}: {round(figures[name]) if name in WHOLE else f'{figures[name]:.10g}'}"


def _level(name: str, around: Region) -> str:
    """The level of a place: the register's, else that of places within the region around it, by its name."""
    known = find_region(name)
    if known is not None and known.level not in ("nation", "district"):
        return known.level
    if known is not None:
        return "county"
    return level_of_name(name) or BELOW.get(around.level if around.code != NATION else "nation", "township")


def _quoted(text: str) -> str:
    """A text as YAML takes it whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)


def _refused(path: Path, problem: Message, remedy: Message) -> InputError:
    return InputError([Fault(str(path), None, problem, remedy)])
