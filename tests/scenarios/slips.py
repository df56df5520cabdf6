"""Slips of unit, sign and order, put one at a time into shipped scenarios and the package's own panels."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from tests.scenarios.editing import FILE, Content, content_of
from urbsim.analysis.panels.evidence_panels import evidence_panels
from urbsim.analysis.panels.panel_file import read_panel
from urbsim.analysis.panels.panels import Panel
from urbsim.scenario import read_scenario, read_text
from urbsim.scenario.checks.inspection import clauses, document_of
from urbsim.scenario.file.digest import as_json
from urbsim.vocabulary.errors import InputError
from urbsim.vocabulary.variables import variables

WAN, YI, MU, HECTARES, PERCENT = 1e4, 1e8, 15.0, 100.0, 100.0
HEAD = "region,year,population,urban_population"
ORIGIN = 2010
NAMES = {"nation": "国", "province": "省", "prefecture": "市", "county": "县", "district": "区"}
OWN_UNITS = {
    "population": "persons", "urban_population": "persons", "villages": "villages", "share_0_14": "share",
    "share_65plus": "share", "dwellings": "units", "jobs": "jobs", "built_up_area": "km2",
    "housing_price": "yuan/m2", "share": "share", "seat_km": "km", "city_km": "km",
}  # fmt: skip
"""Units of the figures of a region of a scenario's own."""


@dataclass(frozen=True)
class Slip:
    """A file with one slip in it: what was done, and what the file then holds."""

    done: str
    text: str


def factors(unit: str) -> dict[str, float]:
    """What a figure in this unit is mistaken by, under the name of the mistake."""
    kind = unit.split("/", maxsplit=1)[0]
    if kind in ("share", "percent"):
        return {"percent for a share": PERCENT, "share for percent": 1 / PERCENT, "sign": -1.0}
    large = {
        "in 万": 1 / WAN,
        "万 converted twice": WAN,
        "in 亿": 1 / YI,
        "亿 converted twice": YI,
        "sign": -1.0,
    }
    if kind in ("ha", "mu"):
        return {**large, "in 亩": MU, "亩 converted twice": 1 / MU}
    if kind == "km":
        return {"in metres": 1000.0, "metres converted twice": 1 / 1000, "sign": -1.0}
    if kind == "km2":
        return {**large, "in hectares": HECTARES, "in 亩": HECTARES * MU}
    return large


def written_out(name: str) -> Content:
    """The content of a shipped scenario with figures of its own in place of clauses', free to be edited."""
    content: Content = json.loads(_written_out(name))
    return content


@cache
def _written_out(name: str) -> str:
    """A shipped scenario whose measures and targets bear figures of their own in place of clauses'."""
    content = content_of(name)
    assumed = content.setdefault("assumptions", {})
    for measure in content.get("measures", []):
        clause = measure.get("value", {}).get("clause")
        found = clauses(document_of(clause)).get(clause) if clause else None
        if found is not None and isinstance(found.value, int | float):
            own = f"own_{measure['name'].replace('-', '_')}"
            assumed[own] = {"value": found.value, "unit": found.unit, "because": "as the clause says"}
            measure["value"] = {"assumption": own}
    scored = {target.name: target for target in read_scenario(name).targets if target.not_modelled is None}
    for number, target in enumerate(content.get("targets", [])):
        found = scored.get(target.get("name") or target.get("clause"))
        if found is not None and found.unit == variables()[found.variable].unit:
            content["targets"][number] = own_target(number, found)
    return json.dumps(content, ensure_ascii=False)


def own_target(number: int, target: Any) -> Content:
    value = list(target.value) if isinstance(target.value, tuple) else target.value
    said = {
        "name": f"own-{number}", "variable": target.variable, "comparator": target.comparator, "value": value,
        "year": target.year, "base": target.base, "scope": list(target.scope) or None, "each": target.each,
        "because": "as the clause says",
    }  # fmt: skip
    return {key: entry for key, entry in said.items() if entry not in (None, False)}


def slips_of(name: str) -> Iterator[Slip]:
    """Every slip in every figure of a scenario, and every pair of figures in the wrong order."""
    content = written_out(name)
    for holder, key, unit in figures(content):
        before = holder[key]
        for done, factor in factors(unit).items():
            holder[key] = multiplied(before, factor)
            yield Slip(f"{name}: {key} of {before} {unit}: {done}", as_text(content))
        holder[key] = before
    for holder, first, second in ordered(content):
        holder[first], holder[second] = holder[second], holder[first]
        yield Slip(f"{name}: {first} and {second}: in the wrong order", as_text(content))
        holder[first], holder[second] = holder[second], holder[first]


def figures(content: Content) -> Iterator[tuple[Any, Any, str]]:
    """Every figure with a unit: its holder, its key and the unit."""
    for assumption in content.get("assumptions", {}).values():
        bare = {key: assumption.pop(key) for key in ("low", "high") if key in assumption}
        if assumption["value"]:
            yield assumption, "value", assumption["unit"]
        assumption.update(bare)
    for target in content.get("targets", []):
        if target.get("value"):
            unit = "share" if "grow" in target["comparator"] else variables()[target["variable"]].unit
            pair = isinstance(target["value"], list)
            yield (target["value"], 0, unit) if pair else (target, "value", unit)
    region = content["region"] if isinstance(content["region"], dict) else {}
    parts = (region.get("stocks", {}), region.get("distances", {}), *region.get("towns", []))
    for holder in (region, *parts):
        for key in OWN_UNITS.keys() & holder.keys():
            yield holder, key, OWN_UNITS[key]


def ordered(content: Content) -> Iterator[tuple[Any, Any, Any]]:
    """Every pair of figures of which one may not exceed the other: their holder and keys."""
    yield content, "from", "until"
    for measure in content.get("measures", []):
        if measure.get("end", 0) > measure["start"]:
            yield measure, "start", "end"
    for assumption in content.get("assumptions", {}).values():
        if assumption.get("low", 0) < assumption.get("high", 0):
            yield assumption, "low", "high"
    for target in content.get("targets", []):
        if isinstance(target.get("value"), list):
            yield target["value"], 0, 1
    if isinstance(content["region"], dict) and content["region"]["urban_population"]:
        yield content["region"], "population", "urban_population"


def multiplied(before: float, factor: float) -> float:
    """The figure with its slip; of a count a count, where it is one."""
    after = before * factor
    return int(after) if isinstance(before, int) and after == int(after) else after


def as_text(content: Content) -> str:
    """The content a line a key, numbers in digits."""
    return as_json(content).replace(', "', ',\n"')


def is_named(slip: Slip) -> bool:
    """Whether reading the scenario names every fault with file and line."""
    return refused(lambda: read_text(slip.text, FILE), FILE)


def refused(read: Callable[[], object], file: str) -> bool:
    """Whether a reader refuses a file by faults that all have a line of it."""
    try:
        read()
    except InputError as error:
        return all(fault.file == file and fault.line for fault in error.faults)
    return False


@dataclass(frozen=True)
class Row:
    """A line of a panel: residents and urban residents of a region in a year."""

    region: str
    year: int
    people: float
    urban: float

    def line(self) -> str:
        """The row as it is written."""
        return f"{self.region},{self.year},{plain(self.people)},{plain(self.urban)}"


def plain(value: float) -> str:
    """A number in digits, persons whole and other units with what they have."""
    return str(int(value)) if value == int(value) else f"{value:.10f}".rstrip("0")


def rows_of(panel: Panel) -> list[Row]:
    """A panel of the package as a user would write it: what was known at its origin, and what came."""
    rows = []
    for unit in panel.units:
        rows.append(Row(unit.key, panel.origin, unit.people.all, unit.people.urban))
        for year, people in panel.residents[unit.key].items():
            rows.append(Row(unit.key, year, people, round(people * panel.truth[unit.key][year])))
    return rows


def written(rows: Iterable[Row]) -> str:
    return "\n".join([HEAD, *(row.line() for row in rows), ""])


def in_wan(row: Row) -> Row:
    """The row in ten thousands, with the two digits that yearbooks print."""
    return replace(row, people=round(row.people / WAN, 2), urban=round(row.urban / WAN, 2))


PANEL_SLIPS: dict[str, Callable[[Row], Row]] = {
    "in 万": in_wan,
    "in 亿": lambda row: replace(row, people=round(row.people / YI, 4), urban=round(row.urban / YI, 4)),
    "万 converted twice": lambda row: replace(row, people=row.people * WAN, urban=row.urban * WAN),
    "urban people in 万": lambda row: replace(row, urban=in_wan(row).urban),
    "residents in 万": lambda row: replace(row, people=in_wan(row).people),
    "urban share in percent": lambda row: replace(row, urban=round(100 * row.urban / row.people, 1)),
    "urban share": lambda row: replace(row, urban=round(row.urban / row.people, 3)),
    "swapped": lambda row: replace(row, people=row.urban, urban=row.people),
    "sign": lambda row: replace(row, urban=-row.urban),
}


def panel_slip(luck: random.Random) -> Slip:
    """Up to four regions of a panel, under their codes or names nobody knows, and a slip in rows of them."""
    panel = luck.choice(package_panels())
    chosen = luck.sample(panel.units, min(len(panel.units), luck.randint(1, 4)))
    names = {unit.key: f"第{number}{NAMES[unit.level]}" for number, unit in enumerate(chosen)}
    if known := luck.random() < 0.5 or "国" in names.values():
        names = {unit.key: unit.key for unit in chosen}
    rows = [replace(row, region=names[row.region]) for row in rows_of(panel) if row.region in names]
    hit, of = luck.choice(rows), luck.choice(["every row", "one region", "one row"])
    touched = [row for row in rows if of == "every row" or row.region == hit.region]
    if of == "one row":
        touched = [hit]
    done, slip = luck.choice(list(PANEL_SLIPS.items()))
    text = written(slip(row) if row in touched else row for row in rows)
    return Slip(f"{panel.name}, {'codes' if known else 'own names'}, {of}: {done}", text)


@cache
def package_panels() -> tuple[Panel, ...]:
    return evidence_panels(ORIGIN)


def panel_is_named(slip: Slip, folder: Path) -> bool:
    """Whether reading the panel names every fault with file and line."""
    file = folder / "panel.csv"
    file.write_text(slip.text, "utf-8")
    return refused(lambda: read_panel(file, ORIGIN), str(file))
