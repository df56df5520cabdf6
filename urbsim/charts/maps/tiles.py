"""Where a run moves: a tile with its name for every province, county or town; no boundary is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, sqrt
from typing import Any, NamedTuple, cast

from urbsim.analysis.mixes.effects import NONE
from urbsim.analysis.targets.wording import amount
from urbsim.charts.arrange import ChartPlace, series
from urbsim.charts.canvas import WIDTH
from urbsim.policy.mixes import NOTHING
from urbsim.runs.results import store
from urbsim.runs.results.ensemble_result import POLICY
from urbsim.runs.results.store import StoredRun
from urbsim.text import spoken, word
from urbsim.vocabulary.tables import data_rows

RATE, URBAN, PEOPLE = "resident_urbanization_rate", "urban_population", "population"
MOST, FEW = 60, 2
"""Tiles beyond which names cannot be read, and below which there is nothing to compare."""
NARROWEST = 66.0
"""Points that a tile needs for its name."""


class Cell(NamedTuple):
    """Where a tile stands, from the upper left corner."""

    row: int
    column: int


@dataclass(frozen=True)
class Tile:
    """A place: its name, what stands below it, and the number that gives its colour (None: nothing found)."""

    name: str
    text: str
    number: float | None


@dataclass(frozen=True)
class TileMap:
    """One map: its heading, tiles and where they stand."""

    heading: str
    tiles: tuple[Tile, ...]
    cells: tuple[Cell, ...]


def tile_maps(run: StoredRun) -> list[TileMap]:
    """How far each place went since the base year and, where both were run, what the policy adds there."""
    places = places_of(run)
    if not FEW <= len(places) <= MOST:
        return []
    where = cells_of([place.rpartition("/")[2] for place in places])
    return [each for each in (gained(run, places, where), added(run, places, where)) if each is not None]


def places_of(run: StoredRun) -> list[str]:
    """The areas of the region, else its towns, as result keys in the order of the run."""
    home, known = str(run.manifest["region"]), run.years[["region", "variable"]].drop_duplicates()
    keys = [str(key) for key in dict.fromkeys(known["region"]) if str(key) != home]
    areas = [key for key in keys if key.count("/") == home.count("/") + 1]
    return areas if len(areas) >= FEW else [key for key in keys if key not in areas]


def cells_of(codes: Sequence[str]) -> tuple[Cell, ...]:
    """Provinces as they lie to each other; other places in the order of their codes."""
    known = province_cells()
    if len(codes) > FEW and all(code in known for code in codes):
        return tuple(known[code] for code in codes)
    columns = max(1, min(int(WIDTH // NARROWEST), max(min(5, len(codes)), ceil(sqrt(1.6 * len(codes))))))
    return tuple(Cell(*divmod(at, columns)) for at in range(len(codes)))


@cache
def province_cells() -> Mapping[str, Cell]:
    """Row and column of each province."""
    rows = data_rows("statistics/tiles.csv")
    return {row["province"]: Cell(int(row["row"]), int(row["column"])) for row in rows}


def gained(run: StoredRun, places: Sequence[str], where: tuple[Cell, ...]) -> TileMap | None:
    """Points of the rate since the base year; of places that are all urban, people in percent."""
    base, last = (cast(int, run.manifest[key]) for key in ("base_year", "until"))
    mix = main_mix(run)
    whole = [level(run, mix, ChartPlace(RATE, place), last) for place in places]
    urban = any(value is None or value >= 1.0 for value in whole)
    tiles = [gained_tile(run, ChartPlace(PEOPLE if urban else RATE, place), mix) for place in places]
    if all(tile.number is None for tile in tiles):
        return None
    heading = word(f"tiles.gained_{'people' if urban else 'rate'}", base=base, year=last)
    return TileMap(heading, tuple(tiles), where)


def main_mix(run: StoredRun) -> str:
    """The mix that a map shows: all measures, else the first that is not without any."""
    mixes = [str(mix) for mix in cast(Sequence[str], run.manifest["mixes"])]
    return POLICY if POLICY in mixes else next((mix for mix in mixes if mix != NOTHING), mixes[0])


def gained_tile(run: StoredRun, place: ChartPlace, mix: str) -> Tile:
    """One place: its level in the last year and how far it went."""
    base, last = (cast(int, run.manifest[key]) for key in ("base_year", "until"))
    before, after = (level(run, mix, place, year) for year in (base, last))
    name = name_of(run, place.region)
    if before is None or after is None or (place.variable == PEOPLE and before == 0):
        return Tile(name, "–", None)
    gain = 100.0 * (after - before if place.variable == RATE else after / before - 1.0)
    unit = "share" if place.variable == RATE else "persons"
    change = f"{gain:+z.1f}" if place.variable == RATE else word("tiles.percent", value=f"{gain:+z.0f}")
    return Tile(name, f"{amount(after, unit, 3)}  {change}", gain)


def level(run: StoredRun, mix: str, place: ChartPlace, year: int) -> float | None:
    """The median of a place in a year, None where there is none."""
    found = series(run.years, mix, place)
    at = found.loc[found["year"] == year, "p50"]
    return float(at.iloc[0]) if len(at) and at.notna().iloc[0] else None


def added(run: StoredRun, places: Sequence[str], where: tuple[Cell, ...]) -> TileMap | None:
    """Urban people of each place with the policy less without it, in the last year."""
    table = run.table(store.EFFECT)
    if table.empty:
        return None
    chosen = table[(table["year"] == run.manifest["until"]) & (table["variable"] == URBAN)]
    rows = {str(row["region"]): row for row in cast(list[Mapping[str, Any]], chosen.to_dict("records"))}
    if not any(place in rows for place in places):
        return None
    tiles = tuple(added_tile(name_of(run, place), rows.get(place)) for place in places)
    return TileMap(word("tiles.added", year=run.manifest["until"]), tiles, where)


def added_tile(name: str, row: Mapping[str, Any] | None) -> Tile:
    """One place; what cannot be told from chance has no colour."""
    if row is None:
        return Tile(name, "–", None)
    middle = float(row["difference_p50"])
    text = ("+" if middle > 0 else "") + amount(round(middle), "persons", 3)
    return Tile(name, text, None if row["effect"] in (NONE, "") else middle)


def name_of(run: StoredRun, region: str) -> str:
    """The name of a place; of parts of a region without the region's own name."""
    names = cast(Mapping[str, Mapping[str, str]], run.manifest.get("regions") or {})
    name = names.get(region, {}).get(spoken(), region.rpartition("/")[2])
    home = names.get(str(run.manifest["region"]), {}).get(spoken(), "")
    return name.removeprefix(home).lstrip(", /") or name
